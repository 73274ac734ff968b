#include "bitcoin/script_signatures.h"

#include "base/check.h"
#include "bitcoin/opcode.h"
#include "bitcoin/script_reader.h"

#include <algorithm>

namespace strongroom::bitcoin {

namespace {

using base::Unexpected;

constexpr std::size_t UNCOMPRESSED_SIZE = 65;

/// STRICTENC: the first byte and the length fit each other. Whether it is a point is another question.
ScriptResult<void> checkKeyForm(ScriptVersion version, ByteSpan key) {
    const bool compressed = key.size() == crypto::PublicKey::SIZE && (key[0] == 2 || key[0] == 3);
    if (compressed)
        return {};
    if (key.size() != UNCOMPRESSED_SIZE || key[0] != 4)
        return Unexpected(SpendFault::publicKeyEncoding);
    if (version == ScriptVersion::witnessV0)
        return Unexpected(SpendFault::unknownKey); // not relayed, and no descriptor makes it
    return {};
}

/// DER and hash type, as relayed.
ScriptResult<SighashType> checkSignatureForm(const ScriptRun& run, ByteSpan signature) {
    if (!crypto::isEcdsaSignature(signature.first(signature.size() - 1)))
        return Unexpected(SpendFault::signatureEncoding);
    const auto type = sighashTypeFrom(signature.back());
    const bool allowed = run.spending.hashTypes == HashTypes::defined || type == SighashType::all;
    if (!type || type == SighashType::defaultAll || !allowed)
        return Unexpected(SpendFault::hashType);
    return *type;
}

/// A legacy script that contains the very signature it checks would be hashed without it (FindAndDelete).
bool pushesItself(ByteSpan script, ByteSpan signature) {
    ScriptReader reader(script);
    while (const auto operation = reader.next()) {
        if (std::ranges::equal(operation->data, signature))
            return true;
    }
    return false;
}

Result<crypto::Hash256> digestOf(const ScriptRun& run, SighashType type) {
    const SpendingInput& spending = run.spending;
    if (run.version == ScriptVersion::legacy)
        return spending.sighashes.legacy(spending.index, run.script, static_cast<std::uint32_t>(type));
    return spending.sighashes.segwitV0(spending.index, run.script, type);
}

/// A signature of good form, against one key of good form.
bool verifies(const ScriptRun& run, ByteSpan signature, SighashType type, ByteSpan key) {
    const auto point = crypto::PublicKey::parseAnyForm(key);
    const auto digest = digestOf(run, type);
    return point && digest && crypto::verifyEcdsa(*point, *digest, signature.first(signature.size() - 1));
}

bool anyGiven(std::span<const Bytes> signatures) {
    return std::ranges::any_of(signatures, [](const Bytes& signature) { return !signature.empty(); });
}

} // namespace

ScriptResult<bool> checkEcdsaSignature(const ScriptRun& run, ByteSpan signature, ByteSpan key) {
    if (signature.empty()) {
        STRONGROOM_TRY(checkKeyForm(run.version, key));
        return false;
    }
    STRONGROOM_ASSIGN(const SighashType type, checkSignatureForm(run, signature));
    STRONGROOM_TRY(checkKeyForm(run.version, key));
    if (run.version == ScriptVersion::legacy && pushesItself(run.script, signature))
        return Unexpected(SpendFault::pushEncoding);
    if (!verifies(run, signature, type, key))
        return Unexpected(SpendFault::wrongSignature);
    return true;
}

ScriptResult<bool> checkMultisig(const ScriptRun& run, std::span<const Bytes> signatures,
                                 std::span<const Bytes> keys) {
    bool matching = signatures.size() <= keys.size();
    std::size_t next = 0;
    for (std::size_t done = 0; matching && done < signatures.size();) {
        const Bytes& signature = signatures[done];
        const Bytes& key = keys[next++];
        STRONGROOM_TRY(checkKeyForm(run.version, key));
        if (!signature.empty()) {
            STRONGROOM_ASSIGN(const SighashType type, checkSignatureForm(run, signature));
            if (run.version == ScriptVersion::legacy && pushesItself(run.script, signature))
                return Unexpected(SpendFault::pushEncoding);
            done += verifies(run, signature, type, key) ? 1U : 0U;
        }
        matching = signatures.size() - done <= keys.size() - next;
    }
    if (!matching && anyGiven(signatures))
        return Unexpected(SpendFault::wrongSignature);
    return matching;
}

ScriptResult<void> checkSchnorrSignature(const SpendingInput& spending, ByteSpan signature,
                                         const crypto::XOnlyPublicKey& key,
                                         const std::optional<crypto::Hash256>& leafHash) {
    constexpr std::size_t SIZE = crypto::SchnorrSignature::SIZE;
    if (signature.size() != SIZE && signature.size() != SIZE + 1)
        return Unexpected(SpendFault::signatureEncoding);
    auto type = std::optional(SighashType::defaultAll);
    if (signature.size() > SIZE)
        type = signature.back() == 0 ? std::nullopt : sighashTypeFrom(signature.back());
    const bool whole = type == SighashType::defaultAll || type == SighashType::all;
    if (!type || (spending.hashTypes == HashTypes::allOnly && !whole))
        return Unexpected(SpendFault::hashType);
    const auto digest = leafHash ? spending.sighashes.tapscript(spending.index, *type, *leafHash)
                                 : spending.sighashes.taprootKeyPath(spending.index, *type);
    const auto parsed = crypto::SchnorrSignature::from(signature.first(SIZE));
    if (!digest || !crypto::verifySchnorr(key, *digest, *parsed))
        return Unexpected(SpendFault::wrongSignature);
    return {};
}

ScriptResult<bool> checkTapscriptSignature(const ScriptRun& run, ByteSpan signature, ByteSpan key) {
    STRONGROOM_CHECK(run.leafHash.has_value());
    if (key.empty())
        return Unexpected(SpendFault::publicKeyEncoding);
    if (key.size() != crypto::XOnlyPublicKey::SIZE)
        return Unexpected(SpendFault::unknownKey);
    if (signature.empty())
        return false;
    const auto point = crypto::XOnlyPublicKey::parse(key);
    if (!point)
        return Unexpected(SpendFault::wrongSignature);
    STRONGROOM_TRY(checkSchnorrSignature(run.spending, signature, *point, run.leafHash));
    return true;
}

} // namespace strongroom::bitcoin
