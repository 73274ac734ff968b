#include "authority/state_data.h"

#include <algorithm>
#include <set>

namespace strongroom::authority {

using base::Json;
using base::Result;
using base::Unexpected;

namespace {

/// Reads each record of a document once; none may come twice.
template <typename Record, typename Parse, typename Key>
Result<std::vector<Record>, Error> readRecords(const Json& list, Parse parse, Key key) {
    std::vector<Record> records;
    std::set<std::decay_t<decltype(key(std::declval<const Record&>()))>> keys;
    for (const Json& entry : *list.array()) {
        STRONGROOM_ASSIGN(Record record, parse(entry));
        if (!keys.insert(key(record)).second)
            return Unexpected(Error::duplicateRecord);
        records.push_back(std::move(record));
    }
    return records;
}

enum class Edit : std::uint8_t { added, changed, ended };

/// What one new version of a record does. The older one is null when there is none.
template <typename Record>
Result<Edit, Error> classify(const Record* older, const Record& newer) {
    if (older == nullptr) {
        if (newer.state != RecordState::active)
            return Unexpected(Error::illegalEdit);
        return Edit::added;
    }
    if (*older == newer)
        return Unexpected(Error::nothingChanged);
    if (older->state == RecordState::ended)
        return Unexpected(Error::illegalEdit);
    if (newer.state == RecordState::active)
        return Edit::changed;
    Record revived = newer;
    revived.state = RecordState::active;
    if (revived != *older)
        return Unexpected(Error::illegalEdit); // ending changes nothing else
    return Edit::ended;
}

void loosen(Applied& applied, Edit edit) {
    if (edit != Edit::ended)
        applied.strictness = Strictness::lessStrict;
}

template <typename Entry>
Entry* entryOf(std::vector<Entry>& entries, const crypto::Hash256& id) {
    const auto found = std::find_if(entries.begin(), entries.end(),
                                    [&](const Entry& entry) { return entry.record.id == id; });
    return found == entries.end() ? nullptr : &*found;
}

template <typename Entry>
void put(std::vector<Entry>& entries, Entry* older, Entry newer) {
    if (older != nullptr) {
        *older = std::move(newer);
        return;
    }
    const auto place =
        std::lower_bound(entries.begin(), entries.end(), newer,
                         [](const Entry& a, const Entry& b) { return a.record.id < b.record.id; });
    entries.insert(place, std::move(newer));
}

} // namespace

Result<Applied, Error> applyVaults(const ChainBuilder::Data& before, const Json& list,
                                   const RecordRules& rules) {
    STRONGROOM_ASSIGN(
        const auto records,
        readRecords<VaultRecord>(list, parseVaultRecord, [](const VaultRecord& r) { return r.id; }));
    Applied applied{before, Strictness::stricter, {}};
    for (const VaultRecord& record : records) {
        VaultEntry* older = entryOf(applied.next.vaults, record.id);
        STRONGROOM_ASSIGN(const Edit edit, classify(older != nullptr ? &older->record : nullptr, record));
        if (!rules.isSound(record, before.network))
            return Unexpected(Error::badVault);
        loosen(applied, edit);
        put(applied.next.vaults, older, VaultEntry{record, hashOf(record)});
    }
    STRONGROOM_TRY(checkVaults(applied.next.vaults));
    return applied;
}

Result<Applied, Error> applyPayees(const ChainBuilder::Data& before, const Json& list,
                                   base::UnixTime effectiveFrom, const RecordRules& rules) {
    STRONGROOM_ASSIGN(
        const auto records,
        readRecords<PayeeRecord>(list, parsePayeeRecord, [](const PayeeRecord& r) { return r.id; }));
    Applied applied{before, Strictness::stricter, {}};
    for (const PayeeRecord& record : records) {
        PayeeEntry* older = entryOf(applied.next.payees, record.id);
        STRONGROOM_ASSIGN(const Edit edit, classify(older != nullptr ? &older->record : nullptr, record));
        if (edit == Edit::ended) {
            older->record = record;
            older->hash = hashOf(record);
            continue;
        }
        if (edit == Edit::added && record.id != payeeIdOf(record))
            return Unexpected(Error::badPayee);
        if (!rules.isSound(record, before.network) || before.rosters.back()->find(record.addedBy) == nullptr)
            return Unexpected(Error::badPayee);
        loosen(applied, edit);
        applied.adders.push_back(record.addedBy);
        put(applied.next.payees, older,
            PayeeEntry{record, hashOf(record), effectiveFrom, before.version() + 1, {}});
    }
    STRONGROOM_TRY(checkPayees(applied.next.payees));
    return applied;
}

Result<Applied, Error> applyLogs(const ChainBuilder::Data& before, const Json& list) {
    STRONGROOM_ASSIGN(const auto records,
                      readRecords<LogRecord>(list, parseLogRecord, [](const LogRecord& r) { return r.log; }));
    Applied applied{before, Strictness::stricter, {}};
    std::vector<LogRecord>& logs = applied.next.logs;
    for (const LogRecord& record : records) {
        const auto older =
            std::lower_bound(logs.begin(), logs.end(), record,
                             [](const LogRecord& a, const LogRecord& b) { return a.log < b.log; });
        const bool known = older != logs.end() && older->log == record.log;
        STRONGROOM_ASSIGN(const Edit edit, classify(known ? &*older : nullptr, record));
        if (edit == Edit::changed)
            return Unexpected(Error::illegalEdit); // one log, one key, for ever
        loosen(applied, edit);
        if (known)
            *older = record;
        else
            logs.insert(older, record);
    }
    STRONGROOM_TRY(checkLogs(logs));
    return applied;
}

Result<void, Error> checkVaults(const std::vector<VaultEntry>& vaults) {
    if (vaults.size() > MAX_RECORDS)
        return Unexpected(Error::tooManyRecords);
    std::set<crypto::Hash256> ids;
    std::set<std::string> names;
    std::size_t rescues = 0;
    for (const VaultEntry& entry : vaults) {
        if (!ids.insert(entry.record.id).second)
            return Unexpected(Error::duplicateRecord);
        if (entry.record.state == RecordState::ended)
            continue;
        rescues += entry.record.use == VaultUse::rescue ? 1 : 0;
        if (!names.insert(entry.record.name).second || rescues > 1)
            return Unexpected(Error::duplicateRecord);
    }
    return {};
}

Result<void, Error> checkPayees(const std::vector<PayeeEntry>& payees) {
    if (payees.size() > MAX_RECORDS)
        return Unexpected(Error::tooManyRecords);
    std::set<std::string> names;
    std::set<base::Bytes> scripts;
    for (const PayeeEntry& entry : payees) {
        if (entry.record.state == RecordState::active &&
            (!names.insert(entry.record.name).second || !scripts.insert(entry.record.script).second))
            return Unexpected(Error::duplicateRecord);
    }
    return {};
}

Result<void, Error> checkLogs(const std::vector<LogRecord>& logs) {
    if (logs.size() > MAX_RECORDS)
        return Unexpected(Error::tooManyRecords);
    std::set<std::string> names;
    std::set<crypto::Ed25519PublicKey> keys;
    for (const LogRecord& record : logs) {
        if (!names.insert(record.log).second || !keys.insert(record.key).second)
            return Unexpected(Error::duplicateRecord);
    }
    return {};
}

} // namespace strongroom::authority
