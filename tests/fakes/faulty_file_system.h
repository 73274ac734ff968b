// Files in memory that fail on demand and forget what was not synced (the idea of LevelDB's fault injection
// test). For tests only; one thread.
#pragma once

#include "base/file_system.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace strongroom::test {

/// What the chosen call does instead of its work.
enum class Fault : std::uint8_t {
    ioError,    ///< Nothing is written.
    noSpace,    ///< Nothing is written, and the disk says why.
    shortWrite, ///< An append writes the first half and fails; other calls just fail.
};

/// What a crash leaves of bytes that were appended and not synced.
enum class Loss : std::uint8_t {
    everything,
    secondHalf,
    nothing,
    becomesZeros, ///< The file had grown, the data was not written.
};

class FaultyFileSystem final : public base::FileSystem {
public:
    /// The n-th changing call from now on (0 is the next) fails once.
    void failAt(std::size_t n, Fault fault) {
        m_failAt = m_calls + n;
        m_fault = fault;
    }
    /// From now on every file says that it has so many bytes more than can be read: another process cut it.
    void overstateSizes(std::size_t bytes) { m_overstated = bytes; }
    /// Changing calls so far: open for creation, append, sync, truncate, rename, remove, createFolders,
    /// syncFolder.
    [[nodiscard]] std::size_t calls() const { return m_calls; }
    [[nodiscard]] bool hasFailed() const { return m_failAt && m_calls > *m_failAt; }

    /// The machine stops: open files are gone, and `loss` decides about what was not synced.
    void crash(Loss loss) {
        m_failAt.reset();
        m_locked.clear();
        for (auto& [path, content] : m_files) {
            const std::size_t unsynced =
                content->bytes.size() - std::min(content->bytes.size(), content->synced);
            switch (loss) {
            case Loss::everything:
                content->bytes.resize(content->bytes.size() - unsynced);
                break;
            case Loss::secondHalf:
                content->bytes.resize(content->bytes.size() - unsynced + unsynced / 2);
                break;
            case Loss::nothing:
                break;
            case Loss::becomesZeros:
                std::fill(content->bytes.end() - static_cast<std::ptrdiff_t>(unsynced), content->bytes.end(),
                          std::uint8_t{0});
                break;
            }
            content->synced = content->bytes.size();
        }
    }

    /// Direct access, past every fault.
    [[nodiscard]] std::vector<std::string> paths() const {
        std::vector<std::string> all(m_folders.begin(), m_folders.end());
        for (const auto& [path, content] : m_files)
            all.push_back(path);
        return all;
    }
    [[nodiscard]] base::Bytes content(const std::string& path) const { return m_files.at(path)->bytes; }
    void setContent(const std::string& path, base::Bytes bytes) {
        const std::size_t size = bytes.size();
        m_files[path] = std::make_shared<Content>(Content{std::move(bytes), size});
    }

    base::FileResult<std::unique_ptr<base::File>> open(const std::string& path,
                                                       base::OpenMode mode) override {
        const bool present = m_files.contains(path);
        if (mode == base::OpenMode::createNew) {
            if (present)
                return base::Unexpected(base::FileError::alreadyExists);
            if (const auto failure = fail())
                return base::Unexpected(*failure);
            m_files[path] = std::make_shared<Content>();
        } else if (!present) {
            return base::Unexpected(base::FileError::notFound);
        }
        return std::unique_ptr<base::File>(std::make_unique<OpenFile>(*this, m_files.at(path)));
    }
    bool exists(const std::string& path) override {
        return m_files.contains(path) || m_folders.contains(path);
    }
    base::FileResult<std::vector<std::string>> list(const std::string& folder) override {
        if (!m_folders.contains(folder))
            return base::Unexpected(base::FileError::notFound);
        std::set<std::string> names;
        const auto add = [&](const std::string& path) {
            if (path.starts_with(folder + "/"))
                names.insert(
                    path.substr(folder.size() + 1, path.find('/', folder.size() + 1) - folder.size() - 1));
        };
        for (const auto& [path, content] : m_files)
            add(path);
        for (const std::string& path : m_folders)
            add(path);
        return std::vector<std::string>(names.begin(), names.end());
    }
    base::FileResult<void> createFolders(const std::string& path) override {
        if (const auto failure = fail())
            return base::Unexpected(*failure);
        for (std::size_t slash = path.find('/', 1); slash != std::string::npos;
             slash = path.find('/', slash + 1))
            m_folders.insert(path.substr(0, slash));
        m_folders.insert(path);
        return {};
    }
    base::FileResult<void> rename(const std::string& from, const std::string& to) override {
        if (const auto failure = fail())
            return base::Unexpected(*failure);
        if (!exists(from))
            return base::Unexpected(base::FileError::notFound);
        moveTree(from, to);
        return {};
    }
    base::FileResult<void> remove(const std::string& path) override {
        if (const auto failure = fail())
            return base::Unexpected(*failure);
        if (m_files.erase(path) + m_folders.erase(path) == 0)
            return base::Unexpected(base::FileError::notFound);
        return {};
    }
    base::FileResult<void> syncFolder(const std::string&) override {
        if (const auto failure = fail())
            return base::Unexpected(*failure);
        return {};
    }

private:
    struct Content {
        base::Bytes bytes;
        std::size_t synced = 0;
    };

    class OpenFile final : public base::File {
    public:
        OpenFile(FaultyFileSystem& owner, std::shared_ptr<Content> content)
            : m_owner(owner), m_content(std::move(content)) {}
        OpenFile(const OpenFile&) = delete;
        OpenFile& operator=(const OpenFile&) = delete;
        ~OpenFile() override {
            if (m_hasLock)
                m_owner.m_locked.erase(m_content.get());
        }

        base::FileResult<base::Bytes> read(std::uint64_t offset, std::size_t length) override {
            const base::Bytes& bytes = m_content->bytes;
            const std::size_t begin = std::min<std::size_t>(offset, bytes.size());
            const std::size_t end = begin + std::min(length, bytes.size() - begin);
            return base::toBytes(base::ByteSpan(bytes).subspan(begin, end - begin));
        }
        base::FileResult<void> append(base::ByteSpan data) override {
            if (m_poisoned)
                return base::Unexpected(base::FileError::poisoned);
            const auto failure = m_owner.fail();
            if (failure && m_owner.m_fault == Fault::shortWrite)
                data = data.first(data.size() / 2);
            if (!failure || m_owner.m_fault == Fault::shortWrite)
                m_content->bytes.insert(m_content->bytes.end(), data.begin(), data.end());
            return failure ? poison(*failure) : base::FileResult<void>();
        }
        base::FileResult<void> sync() override {
            if (m_poisoned)
                return base::Unexpected(base::FileError::poisoned);
            if (const auto failure = m_owner.fail())
                return poison(*failure);
            m_content->synced = m_content->bytes.size();
            return {};
        }
        base::FileResult<std::uint64_t> size() override {
            return std::uint64_t{m_content->bytes.size() + m_owner.m_overstated};
        }
        base::FileResult<void> truncate(std::uint64_t size) override {
            if (m_poisoned)
                return base::Unexpected(base::FileError::poisoned);
            if (const auto failure = m_owner.fail())
                return poison(*failure);
            m_content->bytes.resize(static_cast<std::size_t>(size));
            return {};
        }
        base::FileResult<void> lockExclusively() override {
            if (!m_owner.m_locked.insert(m_content.get()).second)
                return base::Unexpected(base::FileError::locked);
            m_hasLock = true;
            return {};
        }

    private:
        base::FileResult<void> poison(base::FileError error) {
            m_poisoned = true;
            return base::Unexpected(error);
        }
        FaultyFileSystem& m_owner;
        std::shared_ptr<Content> m_content;
        bool m_poisoned = false;
        bool m_hasLock = false;
    };

    std::optional<base::FileError> fail() {
        const bool failing = m_failAt && m_calls == *m_failAt;
        ++m_calls;
        if (!failing)
            return std::nullopt;
        return m_fault == Fault::noSpace ? base::FileError::noSpace : base::FileError::ioError;
    }

    void moveTree(const std::string& from, const std::string& to) {
        std::map<std::string, std::shared_ptr<Content>> files;
        for (auto& [path, content] : m_files)
            files[path == from || path.starts_with(from + "/") ? to + path.substr(from.size()) : path] =
                content;
        m_files = std::move(files);
        std::set<std::string> folders;
        for (const std::string& path : m_folders)
            folders.insert(path == from || path.starts_with(from + "/") ? to + path.substr(from.size())
                                                                        : path);
        m_folders = std::move(folders);
    }

    std::map<std::string, std::shared_ptr<Content>> m_files;
    std::set<std::string> m_folders;
    std::set<const void*> m_locked;
    std::size_t m_overstated = 0;
    std::size_t m_calls = 0;
    std::optional<std::size_t> m_failAt;
    Fault m_fault = Fault::ioError;
};

} // namespace strongroom::test
