#include "service/logs.h"

#include "service/change_words.h"
#include "service/station_log.h"

#include <algorithm>
#include <utility>

namespace strongroom::service {

namespace {

/// Logs that only receipts brought here, by the key of the first receipt.
Outcome<void> addUnregistered(State& state, std::vector<LogRow>& rows) {
    STRONGROOM_ASSIGN(const auto receipts, stationReceipts(state));
    for (const treasury::Receipt& receipt : receipts) {
        const bool isListed =
            std::any_of(rows.begin(), rows.end(), [&](const LogRow& row) { return row.log == receipt.log; });
        if (!isListed)
            rows.push_back({receipt.log, hexOf(receipt.logKey), true, false});
    }
    return {};
}

} // namespace

Outcome<std::vector<LogRow>> listLogs(Workspace& workspace) {
    State& state = workspace.state();
    STRONGROOM_ASSIGN(const auto registry, registryOf(state));
    std::vector<LogRow> rows;
    for (const authority::LogRecord& record : registry->state().logs())
        rows.push_back({record.log, hexOf(record.key), record.state == authority::RecordState::active, true});
    STRONGROOM_TRY(addUnregistered(state, rows));
    std::sort(rows.begin(), rows.end(), [](const LogRow& a, const LogRow& b) {
        return std::pair(!a.isRegistered, a.log) < std::pair(!b.isRegistered, b.log);
    });
    return rows;
}

Outcome<ChangeProgress> registerLog(Workspace& workspace, const std::string& log, const std::string& key,
                                    const SecretText& passphrase) {
    State& state = workspace.state();
    STRONGROOM_TRY(requireWriter(state));
    const auto record = authority::parseLogRecord(
        base::Json::Object{{"key", key},
                           {"log", log},
                           {"record", "log"},
                           {"state", authority::name(authority::RecordState::active)}});
    if (!record)
        return base::Unexpected(Error::logMalformed);
    return proposeChange(state,
                         {authority::ChangeKind::logs, authority::recordsDocument(std::vector{*record}),
                          base::toBytes(record->key.span())},
                         passphrase);
}

} // namespace strongroom::service
