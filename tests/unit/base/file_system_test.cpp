#include "base/file_system.h"
#include "support/no_room.h"
#include "support/temporary_folder.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <string>

using namespace strongroom::base;
using strongroom::test::TemporaryFolder;

TEST_CASE("a file written whole is read back, and replaced whole") {
    const TemporaryFolder folder;
    const auto files = makeSystemFileSystem();
    REQUIRE(writeWhole(*files, folder / "a", asBytes("first")));
    REQUIRE(writeWhole(*files, folder / "a", asBytes("second")));
    CHECK(asText(*readWhole(*files, folder / "a", 100)) == "second");
    CHECK_FALSE(files->exists(folder / "a.new"));
}

TEST_CASE("a file past the limit is refused before it is read") {
    const TemporaryFolder folder;
    const auto files = makeSystemFileSystem();
    REQUIRE(writeWhole(*files, folder / "a", asBytes("12345")));
    CHECK(readWhole(*files, folder / "a", 4).error() == FileError::tooLarge);
    CHECK(readWhole(*files, folder / "a", 5).has_value());
}

TEST_CASE("a symbolic link and a folder are not opened as files") {
    const TemporaryFolder folder;
    const auto files = makeSystemFileSystem();
    REQUIRE(writeWhole(*files, folder / "target", asBytes("x")));
    std::filesystem::create_symlink(folder / "target", folder / "link");
    CHECK(files->open(folder / "link", OpenMode::read).error() == FileError::notARegularFile);
    CHECK(files->open(folder / "", OpenMode::read).error() == FileError::notARegularFile);
    CHECK(files->open(folder / "absent", OpenMode::read).error() == FileError::notFound);
}

TEST_CASE("creating a file that exists is refused") {
    const TemporaryFolder folder;
    const auto files = makeSystemFileSystem();
    CHECK(files->open(folder / "a", OpenMode::createNew).has_value());
    CHECK(files->open(folder / "a", OpenMode::createNew).error() == FileError::alreadyExists);
}

TEST_CASE("a second writer does not get the lock") {
    const TemporaryFolder folder;
    const auto files = makeSystemFileSystem();
    auto first = files->open(folder / "a", OpenMode::createNew);
    REQUIRE((*first)->lockExclusively());
    auto second = files->open(folder / "a", OpenMode::append);
    CHECK((*second)->lockExclusively().error() == FileError::locked);
    *first = nullptr;
    CHECK((*second)->lockExclusively().has_value());
}

TEST_CASE("what the system says about a file is told apart") {
    const TemporaryFolder folder;
    const auto files = makeSystemFileSystem();
    CHECK(files->remove("/proc/self/stat").error() == FileError::permissionDenied); // to everybody
    CHECK(files->open(folder / std::string(5'000, 'x'), OpenMode::read).error() == FileError::ioError);
    CHECK(describe(FileError::permissionDenied).code == "file.permission_denied");
    CHECK(describe(FileError::ioError).code == "file.io_error");
}

TEST_CASE("after a write that failed a file takes nothing more until it is opened again") {
    const TemporaryFolder folder;
    const auto files = makeSystemFileSystem();
    auto file = files->open(folder / "a", OpenMode::createNew);
    REQUIRE(file);
    {
        const strongroom::test::NoRoom noRoom(4'096);
        CHECK((*file)->append(Bytes(5'000, 'x')).error() == FileError::noSpace);
    }
    CHECK((*file)->append(asBytes("x")).error() == FileError::poisoned);
    CHECK((*file)->sync().error() == FileError::poisoned);
    CHECK((*file)->truncate(0).error() == FileError::poisoned);
    *file = nullptr;
    file = files->open(folder / "a", OpenMode::append);
    REQUIRE(file);
    CHECK((*file)->append(asBytes("x")));
    CHECK(describe(FileError::noSpace).code == "file.no_space");
    CHECK(describe(FileError::poisoned).code == "file.poisoned");
}

TEST_CASE("folders are created with their parents, for this user only") {
    const TemporaryFolder folder;
    const auto files = makeSystemFileSystem();
    REQUIRE(files->createFolders(folder / "a/b/c"));
    CHECK(files->createFolders(folder / "a/b/c").has_value());
    CHECK(std::filesystem::status(folder / "a/b/c").permissions() == std::filesystem::perms::owner_all);
}

TEST_CASE("a file and an empty folder are removed, a full folder is not") {
    const TemporaryFolder folder;
    const auto files = makeSystemFileSystem();
    REQUIRE(files->createFolders(folder / "sub"));
    REQUIRE(writeWhole(*files, folder / "sub/a", asBytes("x")));
    CHECK_FALSE(files->remove(folder / "sub"));
    CHECK(files->remove(folder / "sub/a"));
    CHECK(files->remove(folder / "sub"));
    CHECK_FALSE(files->exists(folder / "sub"));
}
