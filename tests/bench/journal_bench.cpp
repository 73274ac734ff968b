// One durable journal append against one fdatasync of the same bytes: what durability costs beyond the disk.
#include "benches.h"
#include "ratio.h"

#include "audit/journal_file.h"
#include "base/file_system.h"
#include "support/temporary_folder.h"

namespace strongroom::bench {

void benchJournal() {
    const test::TemporaryFolder folder;
    const auto files = base::makeSystemFileSystem();
    auto journal = audit::JournalFile::create(*files, folder / "journal", crypto::Hash256());
    auto plain = files->open(folder / "plain", base::OpenMode::createNew);
    STRONGROOM_CHECK(journal.has_value() && plain.has_value());
    const base::Bytes record(1'500, 0x5a);
    print("journal append, 1.5 kB, against write and fdatasync",
          compare([&] { STRONGROOM_CHECK(journal->append(1, record).has_value()); },
                  [&] {
                      STRONGROOM_CHECK((*plain)->append(record).has_value());
                      STRONGROOM_CHECK((*plain)->sync().has_value());
                  },
                  Measure::elapsed));
}

} // namespace strongroom::bench
