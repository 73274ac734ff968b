#include "authority/records.h"

#include "base/check.h"
#include "base/fixed_hex.h"
#include "base/text_encoding.h"

#include <algorithm>
#include <array>
#include <optional>

namespace strongroom::authority {

using base::fixedMember;
using base::Json;
using base::JsonFields;
using base::Result;
using base::Unexpected;

namespace {

template <typename Enum, std::size_t N>
std::optional<Enum> byName(const std::array<Enum, N>& values, const std::optional<std::string>& text) {
    for (const Enum value : values) {
        if (text && name(value) == *text)
            return value;
    }
    return std::nullopt;
}

std::optional<RecordState> stateFrom(const std::optional<std::string>& text) {
    return byName(std::array{RecordState::active, RecordState::ended}, text);
}

bool isName(const std::string& text) {
    return !text.empty() && text.size() <= MAX_RECORD_NAME && text.front() != ' ' && text.back() != ' ' &&
           base::isPlainUtf8(text);
}

bool isPrintableAscii(const std::string& text, std::size_t limit) {
    return !text.empty() && text.size() <= limit &&
           std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c <= '~'; });
}

bool isLogName(const std::string& text) {
    return !text.empty() && text.size() <= 32 && text.front() != '-' &&
           std::all_of(text.begin(), text.end(),
                       [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
}

} // namespace

std::string_view name(VaultTier tier) {
    switch (tier) {
    case VaultTier::hot:
        return "hot";
    case VaultTier::warm:
        return "warm";
    case VaultTier::cold:
        return "cold";
    }
    base::checkFailed("VaultTier");
}

std::string_view name(VaultUse use) {
    switch (use) {
    case VaultUse::ordinary:
        return "ordinary";
    case VaultUse::rescue:
        return "rescue";
    }
    base::checkFailed("VaultUse");
}

std::string_view name(RecordState state) {
    switch (state) {
    case RecordState::active:
        return "active";
    case RecordState::ended:
        return "ended";
    }
    base::checkFailed("RecordState");
}

Json toJson(const VaultRecord& record) {
    return Json::Object{{"descriptor", record.descriptor},
                        {"gap_limit", std::int64_t{record.gapLimit}},
                        {"id", base::toHex(record.id.span())},
                        {"name", record.name},
                        {"record", "vault"},
                        {"state", name(record.state)},
                        {"tier", name(record.tier)},
                        {"use", name(record.use)}};
}

Json toJson(const PayeeRecord& record) {
    return Json::Object{{"added_at", record.addedAt.seconds},
                        {"added_by", base::toHex(record.addedBy.span())},
                        {"address", record.address},
                        {"evidence", base::toHex(record.evidence.span())},
                        {"id", base::toHex(record.id.span())},
                        {"name", record.name},
                        {"record", "payee"},
                        {"script", base::toHex(record.script)},
                        {"state", name(record.state)}};
}

Json toJson(const LogRecord& record) {
    return Json::Object{{"key", base::toHex(record.key.span())},
                        {"log", record.log},
                        {"record", "log"},
                        {"state", name(record.state)}};
}

Result<VaultRecord, Error> parseVaultRecord(const Json& json) {
    JsonFields fields(json);
    const auto descriptor = fields.string("descriptor");
    const auto gapLimit = fields.integer("gap_limit");
    const auto id = fixedMember<crypto::Hash256>(fields, "id");
    const auto vaultName = fields.string("name");
    const auto kind = fields.string("record");
    const auto state = stateFrom(fields.string("state"));
    const auto tier =
        byName(std::array{VaultTier::hot, VaultTier::warm, VaultTier::cold}, fields.string("tier"));
    const auto use = byName(std::array{VaultUse::ordinary, VaultUse::rescue}, fields.string("use"));
    if (!fields.done() || !id || kind != "vault" || !state || !tier || !use)
        return Unexpected(Error::badVault);
    if (!isName(*vaultName) || !isPrintableAscii(*descriptor, MAX_DESCRIPTOR) || *gapLimit < 1 ||
        *gapLimit > MAX_GAP_LIMIT)
        return Unexpected(Error::badVault);
    return VaultRecord{*id,   *vaultName, *tier, *use, *descriptor, static_cast<std::uint32_t>(*gapLimit),
                       *state};
}

Result<PayeeRecord, Error> parsePayeeRecord(const Json& json) {
    JsonFields fields(json);
    const auto addedAt = fields.integer("added_at");
    const auto addedBy = fixedMember<quorum::PersonId>(fields, "added_by");
    const auto address = fields.string("address");
    const auto evidence = fixedMember<crypto::Hash256>(fields, "evidence");
    const auto id = fixedMember<crypto::Hash256>(fields, "id");
    const auto payeeName = fields.string("name");
    const auto kind = fields.string("record");
    const auto script = fields.hex("script");
    const auto state = stateFrom(fields.string("state"));
    if (!fields.done() || !addedBy || !evidence || !id || kind != "payee" || !state || *addedAt < 0)
        return Unexpected(Error::badPayee);
    if (!isName(*payeeName) || !isPrintableAscii(*address, MAX_ADDRESS) || script->empty() ||
        script->size() > MAX_SCRIPT)
        return Unexpected(Error::badPayee);
    return PayeeRecord{*id, *payeeName, *address, *script, *evidence, *addedBy, {*addedAt}, *state};
}

Result<LogRecord, Error> parseLogRecord(const Json& json) {
    JsonFields fields(json);
    const auto key = fixedMember<crypto::Ed25519PublicKey>(fields, "key");
    const auto log = fields.string("log");
    const auto kind = fields.string("record");
    const auto state = stateFrom(fields.string("state"));
    if (!fields.done() || !key || kind != "log" || !state || !isLogName(*log))
        return Unexpected(Error::badLog);
    return LogRecord{*log, *key, *state};
}

crypto::Hash256 recordHash(const Json& record) {
    return crypto::taggedHash("strongroom/record/1", base::asBytes(record.canonical()));
}

crypto::Hash256 payeeIdOf(const PayeeRecord& firstRecord) {
    Json json = toJson(firstRecord);
    json.object()->erase("id");
    return crypto::taggedHash("strongroom/payee/1", base::asBytes(json.canonical()));
}

} // namespace strongroom::authority
