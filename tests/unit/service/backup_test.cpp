#include "service/backup.h"

#include "fakes/console_world.h"
#include "service/people.h"
#include "service/workspace_files.h"
#include "support/secret_text.h"

#include <algorithm>
#include <doctest/doctest.h>
#include <filesystem>
#include <fstream>

namespace {

using namespace strongroom;
using test::ConsoleWorld;

/// The machine's files, and the calls that make a new name last: "rename <to>", "sync <folder>".
class WatchedFiles final : public base::FileSystem {
public:
    std::vector<std::string> calls;

    base::FileResult<std::unique_ptr<base::File>> open(const std::string& path,
                                                       base::OpenMode mode) override {
        return m_files->open(path, mode);
    }
    bool exists(const std::string& path) override { return m_files->exists(path); }
    base::FileResult<std::vector<std::string>> list(const std::string& folder) override {
        return m_files->list(folder);
    }
    base::FileResult<void> createFolders(const std::string& path) override {
        return m_files->createFolders(path);
    }
    base::FileResult<void> rename(const std::string& from, const std::string& to) override {
        calls.push_back("rename " + to);
        return m_files->rename(from, to);
    }
    base::FileResult<void> remove(const std::string& path) override { return m_files->remove(path); }
    base::FileResult<void> syncFolder(const std::string& folder) override {
        calls.push_back("sync " + folder);
        return m_files->syncFolder(folder);
    }

private:
    std::unique_ptr<base::FileSystem> m_files = base::makeSystemFileSystem();
};

std::string contentOf(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

struct BackedUp {
    ConsoleWorld world;
    std::string file = world.temporary() / "backup";
    std::string folder = world.temporary() / "restored.strongroom";

    BackedUp() {
        service::Workspace workspace = world.open();
        const auto report = service::backup(workspace, file);
        REQUIRE(report);
        CHECK(report->bytes == std::filesystem::file_size(file));
    }
    [[nodiscard]] std::string restoredAs(const std::string& person, const std::string& passphrase) {
        const auto card = service::restore(world.ports(), file, folder, person, test::secretText(passphrase));
        return card ? std::string("restored") : card.error().code;
    }
};

} // namespace

TEST_CASE("a backup restores a workspace that opens, with everything it had") {
    BackedUp backup;
    REQUIRE(backup.restoredAs("ben", ConsoleWorld::passphraseOf("ben")) == "restored");
    std::filesystem::remove_all(backup.world.folder());
    std::filesystem::rename(backup.folder, backup.world.folder());
    service::Workspace workspace = backup.world.open("ben");
    const auto people = service::listPeople(workspace);
    REQUIRE(people);
    CHECK(people->size() == test::starterEnrolments().size());
    CHECK(std::filesystem::exists(backup.world.folder() + "/hot-envelopes"));
}

TEST_CASE("a restored workspace has its name on the disk before anybody is told that it is there") {
    BackedUp backup;
    WatchedFiles files;
    service::Ports ports = backup.world.ports();
    ports.files = &files;
    REQUIRE(service::restore(ports, backup.file, backup.folder, "ben", ConsoleWorld::secretOf("ben")));
    const auto named = std::ranges::find(files.calls, "rename " + backup.folder);
    REQUIRE(named != files.calls.end());
    const std::string parent = backup.folder.substr(0, backup.folder.rfind('/'));
    CHECK(std::find(named, files.calls.end(), "sync " + parent) != files.calls.end());
}

TEST_CASE("a backup opens to nobody without a passphrase, and a failed restore leaves nothing") {
    BackedUp backup;
    CHECK(backup.restoredAs("ben", "wrong") == "workspace.wrong_passphrase");
    CHECK(backup.restoredAs("nobody", "wrong") == "workspace.unknown_person");
    CHECK_FALSE(std::filesystem::exists(backup.folder));
    const std::filesystem::path folder(backup.folder);
    for (const auto& entry : std::filesystem::directory_iterator(folder.parent_path()))
        CHECK(entry.path().filename().string().find(folder.filename().string()) == std::string::npos);
    const std::string content = contentOf(backup.file);
    CHECK(content.find("SQLite") == std::string::npos);
    CHECK(content.find("workspace.db") == std::string::npos);
}

TEST_CASE("a flipped byte anywhere in a backup is refused, and so is a short one") {
    BackedUp backup;
    const std::string original = contentOf(backup.file);
    const std::string passphrase = ConsoleWorld::passphraseOf("ben");
    for (const std::size_t offset : {std::size_t{0}, original.size() / 2, original.size() - 1}) {
        std::string damaged = original;
        damaged[offset] = static_cast<char>(damaged[offset] ^ 1);
        std::ofstream(backup.file, std::ios::binary | std::ios::trunc) << damaged;
        CHECK(backup.restoredAs("ben", passphrase) != "restored");
    }
    std::ofstream(backup.file, std::ios::binary | std::ios::trunc) << original.substr(0, original.size() - 1);
    CHECK(backup.restoredAs("ben", passphrase) == "backup.damaged");
    std::ofstream(backup.file, std::ios::binary | std::ios::trunc) << "no backup";
    CHECK(backup.restoredAs("ben", passphrase) == "backup.malformed");
    CHECK_FALSE(std::filesystem::exists(backup.folder));
}

TEST_CASE("a backup replaces no file, and a restore no folder") {
    BackedUp backup;
    service::Workspace workspace = backup.world.open();
    CHECK(service::backup(workspace, backup.file).error().code == "file.already_exists");
    std::filesystem::create_directory(backup.folder);
    CHECK(backup.restoredAs("ben", ConsoleWorld::passphraseOf("ben")) == "workspace.exists");
}
