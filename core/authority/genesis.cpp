#include "authority/genesis.h"

#include "base/check.h"
#include "base/text_encoding.h"

#include <algorithm>

namespace strongroom::authority {

using base::Json;
using base::JsonFields;
using base::Result;
using base::Unexpected;

namespace {

template <typename Record>
Json::Array listToJson(const std::vector<Record>& records) {
    Json::Array list;
    for (const Record& record : records)
        list.push_back(toJson(record));
    return list;
}

template <typename Record, typename Parse>
Result<std::vector<Record>, Error> parseList(const Json& json, Parse parse) {
    std::vector<Record> records;
    for (const Json& entry : *json.array()) {
        STRONGROOM_ASSIGN(Record record, parse(entry));
        records.push_back(std::move(record));
    }
    return records;
}

Result<std::vector<quorum::PersonId>, Error> parseFounders(const Json& json) {
    std::vector<quorum::PersonId> founders;
    for (const Json& entry : *json.array()) {
        const auto bytes = entry.string() != nullptr ? base::fromHex(*entry.string()) : std::nullopt;
        const auto id = bytes ? quorum::PersonId::from(*bytes) : std::nullopt;
        if (!id || base::toHex(id->span()) != *entry.string() ||
            (!founders.empty() && founders.back() >= *id))
            return Unexpected(Error::malformed);
        founders.push_back(*id);
    }
    return founders;
}

std::optional<Purpose> parsePurpose(const std::optional<std::string>& text) {
    for (const Purpose purpose : {Purpose::live, Purpose::training}) {
        if (text && name(purpose) == *text)
            return purpose;
    }
    return std::nullopt;
}

/// What stands directly in the body; lists and documents are read afterwards.
struct Plain {
    std::string name;
    NetworkName network;
    Purpose purpose;
    std::int64_t created;
    std::array<std::uint8_t, 32> nonce;
};

Result<Plain, Error> checkPlain(const std::optional<std::string>& treasuryName,
                                const std::optional<std::string>& networkText,
                                const std::optional<std::string>& purposeText,
                                const std::optional<std::int64_t>& created,
                                const std::optional<base::Bytes>& nonce) {
    const auto network = networkText ? parseNetworkName(*networkText) : std::nullopt;
    const auto purpose = parsePurpose(purposeText);
    if (!network || !purpose || !created || *created < 0 || !nonce || nonce->size() != 32)
        return Unexpected(Error::malformed);
    if (treasuryName->empty() || treasuryName->size() > MAX_RECORD_NAME || !base::isPlainUtf8(*treasuryName))
        return Unexpected(Error::malformed);
    if (*network == NetworkName::main)
        return Unexpected(*purpose == Purpose::training ? Error::trainingOnMain : Error::mainnetPrerelease);
    Plain plain{*treasuryName, *network, *purpose, *created, {}};
    std::copy(nonce->begin(), nonce->end(), plain.nonce.begin());
    return plain;
}

} // namespace

std::string_view name(NetworkName network) {
    switch (network) {
    case NetworkName::main:
        return "main";
    case NetworkName::test:
        return "test";
    case NetworkName::signet:
        return "signet";
    case NetworkName::regtest:
        return "regtest";
    }
    base::checkFailed("NetworkName");
}

std::optional<NetworkName> parseNetworkName(std::string_view text) {
    for (const NetworkName network :
         {NetworkName::main, NetworkName::test, NetworkName::signet, NetworkName::regtest}) {
        if (name(network) == text)
            return network;
    }
    return std::nullopt;
}

std::string_view name(Purpose purpose) {
    switch (purpose) {
    case Purpose::live:
        return "live";
    case Purpose::training:
        return "training";
    }
    base::checkFailed("Purpose");
}

crypto::Unsigned toUnsigned(const Genesis& genesis) {
    Json::Array founders;
    for (const quorum::PersonId& founder : genesis.founders)
        founders.emplace_back(base::toHex(founder.span()));
    Json body = Json::Object{{"created", genesis.created.seconds},
                             {"founders", std::move(founders)},
                             {"logs", listToJson(genesis.logs)},
                             {"name", genesis.name},
                             {"network", name(genesis.network)},
                             {"nonce", base::toHex(genesis.nonce)},
                             {"payees", listToJson(genesis.payees)},
                             {"people", toJson(genesis.people)},
                             {"policy", genesis.policy},
                             {"purpose", name(genesis.purpose)},
                             {"vaults", listToJson(genesis.vaults)}};
    return {std::string(crypto::GENESIS_TYPE), "", std::move(body)};
}

Result<Genesis, Error> parseGenesis(const crypto::SignedObject& object) {
    if (object.type() != crypto::GENESIS_TYPE)
        return Unexpected(Error::wrongType);
    JsonFields fields(object.body());
    const auto created = fields.integer("created");
    const Json* founders = fields.array("founders");
    const Json* logs = fields.array("logs");
    const auto treasuryName = fields.string("name");
    const auto network = fields.string("network");
    const auto nonce = fields.hex("nonce");
    const Json* payees = fields.array("payees");
    const Json* people = fields.object("people");
    const Json* policy = fields.object("policy");
    const auto purpose = fields.string("purpose");
    const Json* vaults = fields.array("vaults");
    if (!fields.done())
        return Unexpected(Error::malformed);
    STRONGROOM_ASSIGN(const Plain plain, checkPlain(treasuryName, network, purpose, created, nonce));
    STRONGROOM_ASSIGN(auto founderIds, parseFounders(*founders));
    if (founderIds.size() < MIN_FOUNDERS)
        return Unexpected(Error::tooFewFounders);
    STRONGROOM_ASSIGN(PeopleDocument peopleDocument, parsePeople(*people));
    STRONGROOM_ASSIGN(auto vaultRecords, parseList<VaultRecord>(*vaults, parseVaultRecord));
    STRONGROOM_ASSIGN(auto payeeRecords, parseList<PayeeRecord>(*payees, parsePayeeRecord));
    STRONGROOM_ASSIGN(auto logRecords, parseList<LogRecord>(*logs, parseLogRecord));
    return Genesis{plain.name,
                   plain.network,
                   plain.purpose,
                   {plain.created},
                   plain.nonce,
                   std::move(founderIds),
                   std::move(peopleDocument),
                   *policy,
                   std::move(vaultRecords),
                   std::move(payeeRecords),
                   std::move(logRecords)};
}

} // namespace strongroom::authority
