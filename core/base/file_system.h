// The file port: what core may do with files. One interface so that tests can fail the n-th call, tear a
// write or forget what was not synced (the idea of LevelDB's Env).
//
// Thread rule: a FileSystem is thread-safe; a File belongs to one thread at a time.
// Invariant I6: after a failed sync a File is poisoned, every later call fails; close, reopen and verify.
#pragma once

#include "base/bytes.h"
#include "base/failure.h"
#include "base/result.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace strongroom::base {

enum class FileError : std::uint8_t {
    notFound,
    alreadyExists,
    permissionDenied,
    noSpace,
    tooLarge,
    notARegularFile, ///< Also symbolic links: a path that another user could redirect is never followed.
    locked,
    poisoned,
    ioError,
};
[[nodiscard]] ErrorInfo describe(FileError error);

template <typename T>
using FileResult = Result<T, FileError>;

class File {
public:
    virtual ~File() = default;
    /// Up to `length` bytes from `offset`; fewer only at the end of the file.
    [[nodiscard]] virtual FileResult<Bytes> read(std::uint64_t offset, std::size_t length) = 0;
    /// Appends all of `data` or fails; after a failure the file may end in part of it.
    [[nodiscard]] virtual FileResult<void> append(ByteSpan data) = 0;
    /// Returns when everything written is on the medium (fdatasync).
    [[nodiscard]] virtual FileResult<void> sync() = 0;
    [[nodiscard]] virtual FileResult<std::uint64_t> size() = 0;
    [[nodiscard]] virtual FileResult<void> truncate(std::uint64_t size) = 0;
    /// Advisory lock for one writer, held until the File is destroyed; FileError::locked when another process
    /// has it.
    [[nodiscard]] virtual FileResult<void> lockExclusively() = 0;
};

enum class OpenMode : std::uint8_t {
    read,
    append,    ///< Must exist.
    createNew, ///< Must not exist; created with mode 0600.
};

class FileSystem {
public:
    virtual ~FileSystem() = default;
    [[nodiscard]] virtual FileResult<std::unique_ptr<File>> open(const std::string& path, OpenMode mode) = 0;
    [[nodiscard]] virtual bool exists(const std::string& path) = 0;
    /// Names in a folder, sorted, without "." and "..".
    [[nodiscard]] virtual FileResult<std::vector<std::string>> list(const std::string& folder) = 0;
    /// Creates a folder and its parents with mode 0700; an existing folder is fine.
    [[nodiscard]] virtual FileResult<void> createFolders(const std::string& path) = 0;
    /// Atomic within one file system; replaces `to`.
    [[nodiscard]] virtual FileResult<void> rename(const std::string& from, const std::string& to) = 0;
    /// A file, or an empty folder.
    [[nodiscard]] virtual FileResult<void> remove(const std::string& path) = 0;
    /// Makes creations, renames and removals in a folder durable.
    [[nodiscard]] virtual FileResult<void> syncFolder(const std::string& folder) = 0;
};

/// The machine's own files. Never follows a symbolic link in the last component.
[[nodiscard]] std::unique_ptr<FileSystem> makeSystemFileSystem();

/// All of a file, or FileError::tooLarge past `limit` bytes.
[[nodiscard]] FileResult<Bytes> readWhole(FileSystem& files, const std::string& path, std::uint64_t limit);

/// Writes to a temporary neighbour, syncs, renames over `path`, syncs the folder: afterwards `path` holds
/// either the old or the new content, whatever happens.
[[nodiscard]] FileResult<void> writeWhole(FileSystem& files, const std::string& path, ByteSpan content);

} // namespace strongroom::base
