#include "treasury/travel.h"

#include "authority/head.h"
#include "treasury/intent.h"
#include "treasury/message_intent.h"
#include "treasury/receipt.h"
#include "treasury/statement.h"

#include <algorithm>

namespace strongroom::treasury {

using base::Bytes;
using base::Result;
using base::Unexpected;
using crypto::SignedObject;

namespace {

bool isOurs(const psbt::ProprietaryKey& key) {
    return base::asText(key.identifier) == TRAVEL_IDENTIFIER;
}

std::size_t sizeOf(const psbt::ProprietaryMap& fields) {
    std::size_t size = 0;
    for (const auto& [key, value] : fields) {
        if (isOurs(key))
            size += key.identifier.size() + 1 + key.data.size() + value.size();
    }
    return size;
}

Result<SignedObject, Error> parseObject(const Bytes& value) {
    auto object = SignedObject::parse(value, MAX_TRAVEL_BYTES);
    if (!object)
        return Unexpected(Error::malformed);
    return *std::move(object);
}

Result<void, Error> readSigned(Travel& travel, TravelField field, const Bytes& value) {
    STRONGROOM_ASSIGN(SignedObject object, parseObject(value));
    const std::string& type = object.type();
    if (field == TravelField::intent && (type == INTENT_TYPE || type == MESSAGE_INTENT_TYPE)) {
        if (travel.intent)
            return Unexpected(Error::severalIntents);
        travel.intent = std::move(object);
    } else if (field == TravelField::statement && parseStatementKind(type)) {
        travel.statements.push_back(std::move(object));
    } else if (field == TravelField::head && type == authority::HEAD_TYPE) {
        travel.heads.push_back(std::move(object));
    } else if (field == TravelField::receipt && type == RECEIPT_TYPE) {
        travel.receipts.push_back(std::move(object));
    } else {
        return Unexpected(Error::misplacedField);
    }
    return {};
}

Result<void, Error> readField(Travel& travel, const psbt::ProprietaryKey& key, const Bytes& value) {
    if (!std::ranges::equal(key.data, crypto::sha256(value).span()))
        return Unexpected(Error::fieldKeyMismatch);
    switch (key.subtype) {
    case static_cast<std::uint64_t>(TravelField::preimage):
        travel.preimages.push_back(value);
        return {};
    case static_cast<std::uint64_t>(TravelField::checkpoint):
        travel.checkpoints.push_back(value);
        return {};
    case static_cast<std::uint64_t>(TravelField::intent):
    case static_cast<std::uint64_t>(TravelField::statement):
    case static_cast<std::uint64_t>(TravelField::head):
    case static_cast<std::uint64_t>(TravelField::receipt):
        return readSigned(travel, static_cast<TravelField>(key.subtype), value);
    default: // a number from outside, not one of ours
        return Unexpected(Error::unknownField);
    }
}

template <typename Sections>
bool anyOurs(const Sections& sections) {
    return std::any_of(sections.begin(), sections.end(), [](const auto& section) {
        return std::any_of(section.proprietary.begin(), section.proprietary.end(),
                           [](const auto& field) { return isOurs(field.first); });
    });
}

void put(psbt::Psbt& psbt, TravelField field, const Bytes& value) {
    psbt::ProprietaryKey key{base::toBytes(base::asBytes(TRAVEL_IDENTIFIER)),
                             static_cast<std::uint64_t>(field), base::toBytes(crypto::sha256(value).span())};
    psbt.proprietary.emplace(std::move(key), value);
}

psbt::PsbtInput withoutSignatures(psbt::PsbtInput input) {
    input.partialSigs.clear();
    input.tapKeySig.reset();
    input.tapScriptSigs.clear();
    return input;
}

void strip(psbt::ProprietaryMap& fields) {
    std::erase_if(fields, [](const auto& field) { return isOurs(field.first); });
}

} // namespace

Result<Travel, Error> readTravel(const psbt::Psbt& psbt) {
    if (anyOurs(psbt.inputs) || anyOurs(psbt.outputs))
        return Unexpected(Error::misplacedField);
    if (sizeOf(psbt.proprietary) > MAX_TRAVEL_BYTES)
        return Unexpected(Error::fieldsTooLarge);
    Travel travel;
    for (const auto& [key, value] : psbt.proprietary) {
        if (isOurs(key))
            STRONGROOM_TRY(readField(travel, key, value));
    }
    return travel;
}

std::optional<SignedObject> originalIn(const Travel& travel, const crypto::Hash256& digest) {
    for (const Bytes& preimage : travel.preimages) {
        auto object = SignedObject::parse(preimage, MAX_TRAVEL_BYTES);
        const auto intent = object ? parseIntent(*object) : Unexpected(Error::malformed);
        if (intent && intentDigest(*intent) == digest)
            return *std::move(object);
    }
    return std::nullopt;
}

Result<psbt::Psbt, Error> addTravel(psbt::Psbt psbt, const Travel& travel) {
    if (travel.intent)
        put(psbt, TravelField::intent, travel.intent->bytes());
    for (const SignedObject& statement : travel.statements)
        put(psbt, TravelField::statement, statement.bytes());
    for (const SignedObject& head : travel.heads)
        put(psbt, TravelField::head, head.bytes());
    for (const Bytes& preimage : travel.preimages)
        put(psbt, TravelField::preimage, preimage);
    for (const Bytes& checkpoint : travel.checkpoints)
        put(psbt, TravelField::checkpoint, checkpoint);
    for (const SignedObject& receipt : travel.receipts)
        put(psbt, TravelField::receipt, receipt.bytes());
    STRONGROOM_TRY(readTravel(psbt));
    return psbt;
}

bool carriesMessage(const Travel& travel) {
    return travel.intent && travel.intent->type() == MESSAGE_INTENT_TYPE;
}

bool sameButForSignatures(const psbt::Psbt& a, const psbt::Psbt& b) {
    if (a.tx.txid() != b.tx.txid())
        return false;
    const psbt::Psbt one = stripTravel(a);
    const psbt::Psbt other = stripTravel(b);
    return one.xpubs == other.xpubs && one.outputs == other.outputs && one.unknown == other.unknown &&
           one.proprietary == other.proprietary &&
           std::ranges::equal(one.inputs, other.inputs,
                              [](const psbt::PsbtInput& mine, const psbt::PsbtInput& theirs) {
                                  return withoutSignatures(mine) == withoutSignatures(theirs);
                              });
}

psbt::Psbt stripTravel(psbt::Psbt psbt) {
    strip(psbt.proprietary);
    for (psbt::PsbtInput& input : psbt.inputs)
        strip(input.proprietary);
    for (psbt::PsbtOutput& output : psbt.outputs)
        strip(output.proprietary);
    return psbt;
}

} // namespace strongroom::treasury
