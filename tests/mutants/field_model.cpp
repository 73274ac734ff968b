#include "field_model.h"

#include "crypto/secp256k1.h"
#include "transaction_map.h"

#include <algorithm>
#include <array>

namespace strongroom::test {

namespace {

using base::Bytes;
using base::ByteSpan;
using Label = std::optional<Expectation>;

struct Change {
    const Seed& seed;
    Place place;
    const RawField& before;
    const RawField* after; ///< Null when the field is gone.

    [[nodiscard]] const Bytes& value() const { return after->value; }
    [[nodiscard]] bool sameValue() const { return after != nullptr && after->value == before.value; }
    [[nodiscard]] bool isSigned() const { return seed.signedInputs.contains(place.number); }
    [[nodiscard]] bool isFinal() const {
        return isSigned() && seed.staleSignature == "vault.bad_final_witness";
    }
};

const auto UNUSED = "the key and the script are derived from the registered descriptor, never read here";
const auto NOT_NEEDED = "the previous transaction says it, and was hashed";
const auto OTHER_SPEND = "it is another spend, shown as what it is";
const auto CARRIED = "a field of somebody else is carried as it came";

Expectation wrongLength() {
    return refused("A48", "psbt.value_length");
}
Expectation badPoint() {
    return refused("A48", "vault.bad_public_key");
}

/// A change of the transaction that makes another honest spend, unless somebody has signed already.
/// BIP68: a relative lock of at least one block, or of 512 seconds. All seeds have version 2.
bool waitsForAge(std::uint64_t sequence) {
    return (sequence & 0x80000000U) == 0 && (sequence & 0xffffU) != 0;
}

Expectation otherSpend(const Seed& seed) {
    if (!seed.staleSignature.empty())
        return refused(seed.staleSignature == "vault.bad_signature" ? "A61" : "A55", seed.staleSignature);
    return accepted(OTHER_SPEND);
}

// The unsigned transaction

/// Amounts of the mutant against what the chain says, with the ceilings of POLICY §1. Between the fee rates
/// where the size of signatures decides, nothing is labelled.
Label expectAmounts(const Seed& seed, const std::vector<std::uint64_t>& amounts) {
    std::uint64_t in = 0;
    std::uint64_t out = 0;
    for (const bitcoin::TxOut& spent : seed.spent)
        in += static_cast<std::uint64_t>(spent.amount.satoshi());
    for (const std::uint64_t amount : amounts) {
        if (amount > MOST_MONEY)
            return refused("A08", "psbt.bad_amount");
        out += amount;
    }
    if (out > MOST_MONEY)
        return refused("A08", "psbt.bad_amount");
    if (out > in)
        return refused("A09", "vault.outputs_exceed_inputs");
    const std::uint64_t fee = in - out;
    if (fee > 5'000'000)
        return refused("A09", "vault.fee_above_ceiling");
    if (fee * 10 > out)
        return refused("A09", "vault.fee_share_above_ceiling");
    if (fee > 200'000) // 500 sat/vB over 400 vB
        return refused("A09", "vault.fee_rate_above_ceiling");
    if (fee > 50'000) // … over 100 vB
        return std::nullopt;
    return otherSpend(seed);
}

Label expectScript(const Seed& seed, const TxByte& where) {
    if (where.item == seed.changeOutput)
        return refused("A18", "vault.claimed_change");
    if (where.offset < 2) // the version and the length of the payee's witness program
        return refused("A96", "vault.non_standard_output");
    return otherSpend(seed);
}

Label expectOutPoint(const Seed& seed, const TxByte& where, std::uint64_t vout) {
    if (where.part == TxPart::txid)
        return refused("A02", "vault.previous_tx_mismatch");
    return vout < seed.spentCounts[where.item] ? refused("A03", "vault.utxos_disagree")
                                               : refused("A05", "vault.previous_output_range");
}

Label expectTransaction(const Change& change) {
    if (change.after == nullptr)
        return refused("own", "psbt.missing_unsigned_tx");
    const Bytes& before = change.before.value;
    const Bytes& after = change.value();
    if (after.size() != before.size())
        return refused("own", "psbt.bad_unsigned_tx");
    std::vector<std::size_t> differ;
    for (std::size_t i = 0; i < before.size(); ++i)
        if (before[i] != after[i])
            differ.push_back(i);
    if (differ.size() != 1) // all of it: a spend of other coins
        return refused("A02", "vault.previous_tx_mismatch");
    const auto map = mapTransaction(before);
    const TxByte& where = map[differ.front()];
    switch (where.part) {
    case TxPart::lockTime:
        if (littleEndian(ByteSpan(after).last(4)) > 10'000'000) // a date, or another century
            return refused("A131", "vault.far_lock_time");
        return otherSpend(change.seed);
    case TxPart::version:
        if (const std::uint64_t version = littleEndian(ByteSpan(after).first(4)); version < 1 || version > 3)
            return refused("A131", "vault.unrelayed_version");
        return otherSpend(change.seed);
    case TxPart::sequence:
        if (waitsForAge(littleEndian(ByteSpan(after).subspan(differ.front() - where.offset, 4))))
            return refused("A131", "vault.relative_lock");
        return otherSpend(change.seed);
    case TxPart::txid:
    case TxPart::vout:
        return expectOutPoint(change.seed, where,
                              littleEndian(ByteSpan(after).subspan(differ.front() - where.offset, 4)));
    case TxPart::amount:
        return expectAmounts(change.seed, amountsIn(after, map));
    case TxPart::script:
        return expectScript(change.seed, where);
    case TxPart::marker:
    case TxPart::count:
    case TxPart::length:
    case TxPart::scriptSig:
    case TxPart::witness:
        return std::nullopt;
    }
    return std::nullopt;
}

// Inputs

Label expectPrevious(const Change& change) {
    if (change.after == nullptr)
        return change.seed.taproot ? accepted("taproot signatures commit to the amounts of all inputs")
                                   : refused("A01", "vault.previous_tx_missing");
    const Bytes& before = change.before.value;
    const Bytes& after = change.value();
    if (after.size() != before.size())
        return refused("own", "psbt.bad_previous_tx");
    const auto map = mapTransaction(before);
    std::size_t differ = 0;
    for (std::size_t i = 0; i < before.size(); ++i) {
        if (before[i] == after[i])
            continue;
        ++differ;
        if (map[i].part == TxPart::witness)
            return accepted("an id does not commit to witnesses");
        if (map[i].part == TxPart::count || map[i].part == TxPart::length || map[i].part == TxPart::marker)
            return differ > 1 ? Label(refused("A02", "vault.previous_tx_mismatch")) : std::nullopt;
    }
    std::uint64_t sum = 0;
    for (const std::uint64_t amount : amountsIn(after, map)) {
        if (amount > MOST_MONEY)
            return refused("A08", "psbt.bad_amount");
        sum += amount;
    }
    return sum > MOST_MONEY ? refused("A08", "psbt.bad_amount")
                            : refused("A02", "vault.previous_tx_mismatch");
}

Label expectWitnessUtxo(const Change& change) {
    if (change.after == nullptr)
        return accepted(NOT_NEEDED);
    const Bytes& value = change.value();
    if (value.size() < 9)
        return refused("A47", "psbt.truncated");
    if (littleEndian(ByteSpan(value).first(8)) > MOST_MONEY)
        return refused("A08", "psbt.bad_amount");
    const std::size_t rest = value.size() - 9;
    if (value[8] >= 0xfd)
        return std::nullopt;
    if (value[8] > rest)
        return refused("A47", "psbt.truncated");
    if (value[8] < rest)
        return wrongLength();
    return refused("A03", "vault.utxos_disagree");
}

Label expectSighash(const Change& change) {
    if (change.after == nullptr)
        return accepted("without the field the type is ALL, or DEFAULT for taproot");
    if (change.value().size() != 4)
        return wrongLength();
    const std::uint64_t type = littleEndian(change.value());
    if (change.seed.taproot && type == 1)
        return change.isSigned() && change.seed.staleSignature == "vault.bad_signature"
                   ? refused("A17", "vault.bad_signature")
                   : accepted("ALL covers all that DEFAULT does");
    const std::array<std::uint64_t, 5> partial{0x02, 0x03, 0x81, 0x82, 0x83};
    if (std::ranges::find(partial, type) != partial.end())
        return refused("A12", "vault.sighash_not_all");
    return refused("A15", "vault.sighash_unknown");
}

Label expectWitnessScript(const Change& change) {
    if (change.place.part == Part::output)
        return accepted(UNUSED);
    if (change.isFinal())
        return change.after == nullptr ? accepted("a final input needs no script beside its witness")
                                       : refused("A19", "vault.witness_script_mismatch");
    return change.after == nullptr ? refused("A27", "vault.witness_script_missing")
                                   : refused("A19", "vault.witness_script_mismatch");
}

Label expectRedeemScript(const Change& change) {
    if (change.place.part == Part::output)
        return accepted(UNUSED);
    if (change.after != nullptr)
        return refused("A26", "vault.redeem_script_mismatch");
    return change.isFinal() ? accepted("a final input needs no script beside its witness")
                            : refused("A27", "vault.redeem_script_missing");
}

/// A fingerprint and a path, as claims about whose script it is.
Label expectClaim(const Change& change, ByteSpan before, ByteSpan after) {
    const bool input = change.place.part == Part::input;
    if (change.seed.claims > 1)
        return accepted("the path of another key of the script says the same");
    const bool sameFingerprint = std::ranges::equal(before.first(4), after.first(4));
    if (!sameFingerprint)
        return input ? refused("A06", "vault.foreign_input")
                     : accepted("change that does not say so counts as a payment to somebody");
    if (std::ranges::equal(before, after))
        return accepted(UNUSED);
    if (input)
        return refused("A127", "vault.claimed_input");
    const std::size_t account = before.size() - 8;
    const bool within = after.size() == before.size() &&
                        std::ranges::equal(before.first(account), after.first(account)) &&
                        littleEndian(after.subspan(account, 4)) < 2 && after.back() < 0x80;
    return within ? refused("A18", "vault.claimed_change") : refused("A23", "vault.path_outside_descriptor");
}

Label expectPublicKey(ByteSpan data, Expectation otherKey) {
    if (data.size() == 65)
        return refused("A48", "psbt.uncompressed_public_key");
    if (data.size() != 33)
        return refused("A48", "psbt.key_length");
    if (data[0] != 0x02 && data[0] != 0x03)
        return refused("own", "psbt.bad_public_key");
    return crypto::PublicKey::parse(data) ? otherKey : badPoint();
}

Label expectDerivation(const Change& change) {
    const bool input = change.place.part == Part::input;
    if (change.after == nullptr && change.seed.claims > 1)
        return accepted("the path of another key of the script says the same");
    if (change.after == nullptr)
        return input ? refused("A06", "vault.foreign_input")
                     : accepted("change that does not say so counts as a payment to somebody");
    if (change.sameValue())
        return expectPublicKey(ByteSpan(change.after->key).subspan(1), accepted(UNUSED));
    if (change.value().size() < 4 || change.value().size() % 4 != 0)
        return wrongLength();
    return expectClaim(change, change.before.value, change.value());
}

Label expectTapDerivation(const Change& change) {
    if (change.after == nullptr || !change.sameValue()) {
        if (change.after == nullptr)
            return expectDerivation(change);
        const Bytes& value = change.value();
        const std::size_t leaves = value.empty() ? 1 : value.front();
        if (value.empty() || value.size() - 1 < leaves * 32)
            return refused("A47", "psbt.truncated");
        const std::size_t origin = 1 + leaves * 32;
        if (value.size() % 4 != 1 || value.size() < origin + 4)
            return wrongLength();
        return expectClaim(change, ByteSpan(change.before.value).subspan(1), ByteSpan(value).subspan(origin));
    }
    const ByteSpan data = ByteSpan(change.after->key).subspan(1);
    if (data.size() != 32)
        return refused("A48", "psbt.key_length");
    return crypto::XOnlyPublicKey::parse(data) ? accepted(UNUSED) : badPoint();
}

Label expectInternalKey(const Change& change) {
    if (change.after == nullptr)
        return accepted(UNUSED);
    if (change.value().size() != 32)
        return wrongLength();
    if (!crypto::XOnlyPublicKey::parse(change.value()))
        return badPoint();
    return change.place.part == Part::input ? refused("A66", "vault.tap_internal_key_mismatch")
                                            : accepted(UNUSED);
}

Label expectPartialSignature(const Change& change) {
    if (change.after == nullptr)
        return accepted("a signature fewer: nobody counts it");
    if (!change.sameValue())
        return change.value().empty() || change.value().size() > 73 ? wrongLength()
                                                                    : refused("A61", "vault.bad_signature");
    return expectPublicKey(ByteSpan(change.after->key).subspan(1), refused("A63", "vault.bad_signature"));
}

Label expectTapSignature(const Change& change) {
    if (change.after == nullptr)
        return accepted("a signature fewer: nobody counts it");
    if (change.value().size() != 64 && change.value().size() != 65)
        return wrongLength();
    return refused(change.value().size() == 65 ? "A17" : "A61", "vault.bad_signature");
}

Label expectTapScriptSignature(const Change& change) {
    if (change.after == nullptr)
        return accepted("a signature fewer: nobody counts it");
    if (!change.sameValue())
        return expectTapSignature(change);
    const std::size_t size = change.after->key.size();
    if (size != change.before.key.size())
        return refused("A48", "psbt.key_length");
    const bool otherKey =
        !std::ranges::equal(ByteSpan(change.before.key).first(33), ByteSpan(change.after->key).first(33));
    return refused(otherKey ? "A63" : "A64", "vault.bad_signature");
}

/// Control block and script, of a leaf that has to be signed.
Label expectLeaf(const Change& change) {
    if (change.after == nullptr) {
        if (change.isFinal())
            return accepted("a final input needs no leaf beside its witness");
        return change.isSigned() ? Label(refused("A64", "vault.bad_signature")) : std::nullopt;
    }
    if ((change.after->key.size() - 1) % 32 != 1 || change.after->key.size() < 34)
        return refused("A48", "psbt.key_length");
    if (change.value().empty())
        return wrongLength();
    return refused("A64", "vault.tap_leaf_mismatch");
}

Label expectMerkleRoot(const Change& change) {
    if (change.after == nullptr)
        return accepted(UNUSED);
    return change.value().size() == 32 ? refused("A66", "vault.tap_merkle_root_mismatch") : wrongLength();
}

/// Of an output. The two leaves have the depth 1: | 1 | c0 | length | script | 1 | c0 | length | script |.
Label expectTapTree(const Change& change) {
    if (change.after == nullptr)
        return accepted(UNUSED);
    const Bytes& before = change.before.value;
    const Bytes& after = change.value();
    if (after.empty())
        return refused("own", "psbt.bad_tap_tree");
    if (after.size() != before.size())
        return std::nullopt;
    for (std::size_t at = 0; at < before.size(); at += 3 + std::size_t{before[at + 2]}) {
        if (before[at] != after[at] || (after[at + 1] & 1U) != 0)
            return refused("own", "psbt.bad_tap_tree");
        if (before[at + 2] != after[at + 2])
            return std::nullopt;
    }
    return accepted(UNUSED);
}

Label expectFinalScriptSig(const Change&) {
    return refused("A55", "vault.bad_final_witness"); // without it p2sh is not satisfied either
}

Label expectFinalWitness(const Change& change) {
    if (change.after == nullptr && change.seed.nested)
        return refused("A55", "vault.bad_final_witness"); // the scriptSig stays
    if (change.after == nullptr)
        return accepted("a signature fewer: nobody counts it");
    const Bytes& before = change.before.value;
    const Bytes& after = change.value();
    if (after.size() != before.size())
        return refused("own", "psbt.bad_witness");
    if (after.front() != before.front())
        return refused("own", "psbt.bad_witness");
    // Which bytes are lengths, by walking over the items.
    std::size_t at = 1;
    for (std::size_t item = 0; item < before.front(); ++item) {
        if (before[at] != after[at])
            return std::nullopt;
        at += 1 + std::size_t{before[at]};
    }
    return refused("A55", "vault.bad_final_witness");
}

// Global

Label expectXpub(const Change& change) {
    if (change.after == nullptr)
        return accepted("the registered keys are known without being told");
    const ByteSpan before = change.before.key;
    const ByteSpan after = change.after->key;
    if (after.size() != before.size())
        return refused("A48", "psbt.key_length");
    if (!change.sameValue()) {
        if (change.value().size() < 4 || change.value().size() % 4 != 0)
            return wrongLength();
        if (change.value().size() != change.before.value.size())
            return refused("own", "psbt.bad_extended_key");
        for (const AccountKey& account : change.seed.vault.accounts) {
            const auto& fingerprint = account.origin.fingerprint;
            if (std::ranges::equal(fingerprint.span(), ByteSpan(change.value()).first(4)) &&
                !std::ranges::equal(ByteSpan(change.value()).first(4),
                                    ByteSpan(change.before.value).first(4)))
                return refused("A30", "vault.xpub_mismatch");
        }
        return accepted("it names an origin that no registered key has");
    }
    std::size_t at = 1;
    while (at < after.size() && after[at] == before[at])
        ++at;
    if (at < 6) // type | version 4 | depth 1 | parent 4 | number 4 | chain code 32 | key 33
        return refused("own", "psbt.bad_extended_key");
    if (at < 14)
        return accepted("a key is its point and chain code, whatever the metadata say");
    if (at >= 46 && !crypto::PublicKey::parse(after.last(33)))
        return refused("own", "psbt.bad_extended_key");
    return refused("A30", "vault.xpub_mismatch");
}

Label expectProprietary(const Change& change) {
    if (change.after == nullptr)
        return accepted(CARRIED);
    const Bytes& key = change.after->key;
    if (key[1] >= 0xfd || key[1] + std::size_t{3} > key.size() || key[key[1] + std::size_t{2}] >= 0xfd)
        return refused("own", "psbt.bad_proprietary_key");
    return accepted(CARRIED);
}

/// Types whose key is nothing but the type.
constexpr bool isSingle(Part part, std::uint8_t type) {
    switch (part) {
    case Part::global:
        return type == 0x00;
    case Part::input:
        return type == 0x00 || type == 0x01 || (type >= 0x03 && type <= 0x05) || type == 0x07 ||
               type == 0x08 || type == 0x13 || type == 0x17 || type == 0x18;
    case Part::output:
        return type == 0x00 || type == 0x01 || type == 0x05 || type == 0x06;
    }
    return false;
}

struct Row {
    Part part;
    std::uint8_t type;
    Label (*expect)(const Change&);
};
constexpr std::array ROWS{
    Row{Part::global, 0x00, expectTransaction},   Row{Part::global, 0x01, expectXpub},
    Row{Part::global, 0xfc, expectProprietary},   Row{Part::input, 0x00, expectPrevious},
    Row{Part::input, 0x01, expectWitnessUtxo},    Row{Part::input, 0x02, expectPartialSignature},
    Row{Part::input, 0x03, expectSighash},        Row{Part::input, 0x05, expectWitnessScript},
    Row{Part::input, 0x06, expectDerivation},     Row{Part::input, 0x08, expectFinalWitness},
    Row{Part::input, 0x13, expectTapSignature},   Row{Part::input, 0x16, expectTapDerivation},
    Row{Part::input, 0x17, expectInternalKey},    Row{Part::input, 0xfc, expectProprietary},
    Row{Part::output, 0x01, expectWitnessScript}, Row{Part::output, 0x02, expectDerivation},
    Row{Part::output, 0x05, expectInternalKey},   Row{Part::output, 0x07, expectTapDerivation},
    Row{Part::output, 0xfc, expectProprietary},   Row{Part::input, 0x04, expectRedeemScript},
    Row{Part::input, 0x07, expectFinalScriptSig}, Row{Part::input, 0x14, expectTapScriptSignature},
    Row{Part::input, 0x15, expectLeaf},           Row{Part::input, 0x18, expectMerkleRoot},
    Row{Part::output, 0x00, expectRedeemScript},  Row{Part::output, 0x06, expectTapTree},
};

} // namespace

std::optional<Expectation> expectField(const Seed& seed, Place place, const RawField& before,
                                       const std::optional<RawField>& after) {
    const std::uint8_t type = before.key.front();
    const RawField* const changed = after ? &*after : nullptr;
    if (changed != nullptr && changed->key == before.key && changed->value == before.value)
        return std::nullopt; // no mutant at all
    const auto row = std::ranges::find_if(
        ROWS, [&](const Row& each) { return each.part == place.part && each.type == type; });
    if (row == ROWS.end())
        return accepted(CARRIED);
    if (changed != nullptr && isSingle(place.part, type) && changed->key.size() > 1)
        return refused("A48", "psbt.key_length");
    return row->expect({seed, place, before, changed});
}

} // namespace strongroom::test
