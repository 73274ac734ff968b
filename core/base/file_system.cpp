#include "base/file_system.h"

#include "base/check.h"

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <filesystem>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace strongroom::base {

ErrorInfo describe(FileError error) {
    switch (error) {
    case FileError::notFound:
        return {"file.not_found", "The file does not exist."};
    case FileError::alreadyExists:
        return {"file.already_exists", "The file exists already."};
    case FileError::permissionDenied:
        return {"file.permission_denied", "This user may not access the file."};
    case FileError::noSpace:
        return {"file.no_space", "There is no space left on the disk."};
    case FileError::tooLarge:
        return {"file.too_large", "The file is larger than this program accepts."};
    case FileError::notARegularFile:
        return {"file.not_regular", "This is not a regular file (links are not followed)."};
    case FileError::locked:
        return {"file.locked", "Another process is using the file."};
    case FileError::poisoned:
        return {"file.poisoned", "An earlier write failed; close the file, open it again and verify it."};
    case FileError::ioError:
        return {"file.io_error", "The disk reported an error."};
    }
    checkFailed("FileError");
}

namespace {

FileError fromErrno(int code) {
    switch (code) {
    case ENOENT:
    case ENOTDIR:
        return FileError::notFound;
    case EEXIST:
        return FileError::alreadyExists;
    case EACCES:
    case EPERM:
    case EROFS:
        return FileError::permissionDenied;
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
        return FileError::noSpace;
    case ELOOP:
    case EISDIR:
        return FileError::notARegularFile;
    case EWOULDBLOCK:
        return FileError::locked;
    default:
        return FileError::ioError;
    }
}

Unexpected<FileError> lastError() {
    return Unexpected(fromErrno(errno));
}

class SystemFile final : public File {
public:
    explicit SystemFile(int descriptor) : m_descriptor(descriptor) {}
    SystemFile(const SystemFile&) = delete;
    SystemFile& operator=(const SystemFile&) = delete;
    ~SystemFile() override { close(m_descriptor); }

    FileResult<Bytes> read(std::uint64_t offset, std::size_t length) override {
        STRONGROOM_ASSIGN(const std::uint64_t total, size());
        if (offset >= total)
            return Bytes{};
        Bytes data(std::min<std::uint64_t>(length, total - offset));
        std::size_t done = 0;
        while (done < data.size()) {
            const ssize_t got = pread(m_descriptor, data.data() + done, data.size() - done,
                                      static_cast<off_t>(offset + done));
            if (got < 0 && errno == EINTR)
                continue;
            if (got < 0)
                return lastError();
            if (got == 0)
                break;
            done += static_cast<std::size_t>(got);
        }
        data.resize(done);
        return data;
    }

    FileResult<void> append(ByteSpan data) override {
        if (m_poisoned)
            return Unexpected(FileError::poisoned);
        while (!data.empty()) {
            const ssize_t written = write(m_descriptor, data.data(), data.size());
            if (written < 0 && errno == EINTR)
                continue;
            if (written < 0)
                return poison();
            data = data.subspan(static_cast<std::size_t>(written));
        }
        return {};
    }

    FileResult<void> sync() override {
        if (m_poisoned)
            return Unexpected(FileError::poisoned);
        if (fdatasync(m_descriptor) != 0)
            return poison();
        return {};
    }

    FileResult<std::uint64_t> size() override {
        struct stat status {};
        if (fstat(m_descriptor, &status) != 0)
            return lastError();
        return static_cast<std::uint64_t>(status.st_size);
    }

    FileResult<void> truncate(std::uint64_t size) override {
        if (m_poisoned)
            return Unexpected(FileError::poisoned);
        if (ftruncate(m_descriptor, static_cast<off_t>(size)) != 0)
            return poison();
        return {};
    }

    FileResult<void> lockExclusively() override {
        if (flock(m_descriptor, LOCK_EX | LOCK_NB) != 0)
            return lastError();
        return {};
    }

private:
    Unexpected<FileError> poison() {
        const auto error = lastError();
        m_poisoned = true;
        return error;
    }

    int m_descriptor;
    bool m_poisoned = false;
};

class SystemFileSystem final : public FileSystem {
public:
    FileResult<std::unique_ptr<File>> open(const std::string& path, OpenMode mode) override {
        int flags = O_CLOEXEC | O_NOFOLLOW;
        switch (mode) {
        case OpenMode::read:
            flags |= O_RDONLY | O_NONBLOCK; // a FIFO would block for ever
            break;
        case OpenMode::append:
            flags |= O_RDWR | O_APPEND;
            break;
        case OpenMode::createNew:
            flags |= O_RDWR | O_APPEND | O_CREAT | O_EXCL;
            break;
        }
        const int descriptor = ::open(path.c_str(), flags, S_IRUSR | S_IWUSR);
        if (descriptor < 0)
            return lastError();
        auto file = std::make_unique<SystemFile>(descriptor);
        struct stat status {};
        if (fstat(descriptor, &status) != 0)
            return lastError();
        if (!S_ISREG(status.st_mode))
            return Unexpected(FileError::notARegularFile);
        return std::unique_ptr<File>(std::move(file));
    }

    bool exists(const std::string& path) override {
        struct stat status {};
        return lstat(path.c_str(), &status) == 0;
    }

    FileResult<std::vector<std::string>> list(const std::string& folder) override {
        std::error_code error;
        std::vector<std::string> names;
        for (std::filesystem::directory_iterator entry(folder, error), end; !error && entry != end;
             entry.increment(error))
            names.push_back(entry->path().filename().string());
        if (error)
            return Unexpected(fromErrno(error.value()));
        std::sort(names.begin(), names.end());
        return names;
    }

    FileResult<void> createFolders(const std::string& path) override {
        for (std::size_t slash = path.find('/', 1);; slash = path.find('/', slash + 1)) {
            const std::string folder = path.substr(0, slash);
            if (mkdir(folder.c_str(), S_IRWXU) != 0 && errno != EEXIST)
                return lastError();
            if (slash == std::string::npos)
                break;
        }
        struct stat status {};
        if (stat(path.c_str(), &status) != 0)
            return lastError();
        if (!S_ISDIR(status.st_mode))
            return Unexpected(FileError::alreadyExists);
        return {};
    }

    FileResult<void> rename(const std::string& from, const std::string& to) override {
        if (::rename(from.c_str(), to.c_str()) != 0)
            return lastError();
        return {};
    }

    FileResult<void> remove(const std::string& path) override {
        if (std::remove(path.c_str()) != 0)
            return lastError();
        return {};
    }

    FileResult<void> syncFolder(const std::string& folder) override {
        const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        if (descriptor < 0)
            return lastError();
        const int result = fsync(descriptor);
        const int code = errno;
        close(descriptor);
        if (result != 0)
            return Unexpected(fromErrno(code));
        return {};
    }
};

std::string folderOf(const std::string& path) {
    const auto slash = path.rfind('/');
    if (slash == std::string::npos)
        return ".";
    return slash == 0 ? "/" : path.substr(0, slash);
}

} // namespace

std::unique_ptr<FileSystem> makeSystemFileSystem() {
    return std::make_unique<SystemFileSystem>();
}

FileResult<Bytes> readWhole(FileSystem& files, const std::string& path, std::uint64_t limit) {
    STRONGROOM_ASSIGN(const auto file, files.open(path, OpenMode::read));
    STRONGROOM_ASSIGN(const std::uint64_t size, file->size());
    if (size > limit)
        return Unexpected(FileError::tooLarge);
    return file->read(0, static_cast<std::size_t>(size));
}

FileResult<void> writeWhole(FileSystem& files, const std::string& path, ByteSpan content) {
    const std::string temporary = path + ".new";
    if (files.exists(temporary))
        STRONGROOM_TRY(
            files.remove(temporary)); // left by an interrupted write; never the only copy of anything
    {
        STRONGROOM_ASSIGN(const auto file, files.open(temporary, OpenMode::createNew));
        auto written = file->append(content);
        if (written)
            written = file->sync();
        if (!written) {
            static_cast<void>(files.remove(temporary));
            return written;
        }
    }
    STRONGROOM_TRY(files.rename(temporary, path));
    return files.syncFolder(folderOf(path));
}

} // namespace strongroom::base
