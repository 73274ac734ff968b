#include "psbt/input_fields.h"

#include "base/check.h"

namespace strongroom::psbt {

namespace {

using base::Bytes;
using base::ByteSpan;
using base::Result;
using base::Unexpected;

constexpr std::size_t SCHNORR_SIGNATURE = 64;
constexpr std::size_t MUSIG_PUB_NONCE_SIZE = 66; // BIP327: two points
constexpr std::size_t MUSIG_PARTIAL_SIG_SIZE = 32;

bool isSchnorrSignature(ByteSpan value) {
    return value.size() == SCHNORR_SIGNATURE || value.size() == SCHNORR_SIGNATURE + 1;
}

Result<void, Error> decodeScriptSig(PsbtInput& input, ByteSpan keyData, ByteSpan value) {
    if (keyData.size() != StatedXOnlyKey::SIZE + crypto::Hash256::SIZE)
        return Unexpected(Error::keyLength);
    if (!isSchnorrSignature(value))
        return Unexpected(Error::valueLength);
    STRONGROOM_ASSIGN(const StatedXOnlyKey publicKey, readXOnly(keyData.first(StatedXOnlyKey::SIZE)));
    STRONGROOM_ASSIGN(const crypto::Hash256 leafHash, readHash256(keyData.subspan(StatedXOnlyKey::SIZE)));
    input.tapScriptSigs.emplace(TapScriptSigner{publicKey, leafHash}, base::toBytes(value));
    return {};
}

/// The key is the control block, the value the script with its leaf version behind it.
Result<void, Error> decodeLeafScript(PsbtInput& input, ByteSpan keyData, ByteSpan value) {
    if (!bitcoin::ControlBlock::hasShape(keyData))
        return Unexpected(Error::keyLength);
    if (value.empty())
        return Unexpected(Error::valueLength);
    input.tapLeafScripts.emplace(base::toBytes(keyData),
                                 TapLeafScript{base::toBytes(value.first(value.size() - 1)), value.back()});
    return {};
}

Result<MusigSigner, Error> readMusigSigner(ByteSpan keyData) {
    constexpr std::size_t TWO_KEYS = 2 * StatedKey::SIZE;
    if (keyData.size() != TWO_KEYS && keyData.size() != TWO_KEYS + crypto::Hash256::SIZE)
        return Unexpected(Error::keyLength);
    STRONGROOM_ASSIGN(const StatedKey participant, readPublicKey(keyData.first(StatedKey::SIZE)));
    STRONGROOM_ASSIGN(const StatedKey aggregate,
                      readPublicKey(keyData.subspan(StatedKey::SIZE, StatedKey::SIZE)));
    return MusigSigner{participant, aggregate, crypto::Hash256::from(keyData.subspan(TWO_KEYS))};
}

Bytes musigKeyData(const MusigSigner& signer) {
    base::ByteWriter writer;
    writer.bytes(signer.participant.span()).bytes(signer.aggregate.span());
    if (signer.leafHash)
        writer.bytes(signer.leafHash->span());
    return writer.take();
}

} // namespace

PreimageKind preimageKind(std::uint64_t type) {
    STRONGROOM_CHECK(type >= RIPEMD160 && type <= HASH256);
    return static_cast<PreimageKind>(type - RIPEMD160);
}

std::uint64_t preimageType(PreimageKind kind) {
    return RIPEMD160 + static_cast<std::uint64_t>(kind);
}

std::size_t hashSize(PreimageKind kind) {
    switch (kind) {
    case PreimageKind::ripemd160:
    case PreimageKind::hash160:
        return crypto::Hash160::SIZE;
    case PreimageKind::sha256:
    case PreimageKind::hash256:
        return crypto::Hash256::SIZE;
    }
    base::checkFailed("PreimageKind");
}

Result<void, Error> decodeTapField(PsbtInput& input, const FieldKey& key, ByteSpan value) {
    if (key.type == TAP_SCRIPT_SIG)
        return decodeScriptSig(input, key.data, value);
    if (key.type == TAP_LEAF_SCRIPT)
        return decodeLeafScript(input, key.data, value);
    if (key.type == TAP_BIP32_DERIVATION) {
        STRONGROOM_ASSIGN(const StatedXOnlyKey publicKey, readXOnly(key.data));
        STRONGROOM_ASSIGN(TapDerivation derivation, readTapDerivation(value));
        input.tapBip32.emplace(publicKey, std::move(derivation));
        return {};
    }
    STRONGROOM_TRY(expectNoKeyData(key.data));
    if (key.type == TAP_KEY_SIG) {
        if (!isSchnorrSignature(value))
            return Unexpected(Error::valueLength);
        input.tapKeySig = base::toBytes(value);
        return {};
    }
    if (value.size() != crypto::Hash256::SIZE)
        return Unexpected(Error::valueLength);
    if (key.type == TAP_INTERNAL_KEY)
        input.tapInternalKey = StatedXOnlyKey::from(value);
    else
        input.tapMerkleRoot = crypto::Hash256::from(value);
    return {};
}

void encodeTapFields(FieldList& fields, const PsbtInput& input) {
    if (input.tapKeySig)
        fields.addView(TAP_KEY_SIG, *input.tapKeySig);
    for (const auto& [signer, signature] : input.tapScriptSigs)
        fields.add(TAP_SCRIPT_SIG,
                   base::ByteWriter().bytes(signer.key.span()).bytes(signer.leafHash.span()).take(),
                   signature);
    for (const auto& [controlBlock, leaf] : input.tapLeafScripts)
        fields.add(TAP_LEAF_SCRIPT, controlBlock,
                   base::ByteWriter().bytes(leaf.script).u8(leaf.leafVersion).take());
    for (const auto& [publicKey, derivation] : input.tapBip32)
        fields.add(TAP_BIP32_DERIVATION, publicKey.span(), writeTapDerivation(derivation));
    if (input.tapInternalKey)
        fields.addView(TAP_INTERNAL_KEY, input.tapInternalKey->span());
    if (input.tapMerkleRoot)
        fields.addView(TAP_MERKLE_ROOT, input.tapMerkleRoot->span());
}

Result<void, Error> decodeMusigField(PsbtInput& input, const FieldKey& key, ByteSpan value) {
    if (key.type == MUSIG2_PARTICIPANT_PUBKEYS) {
        STRONGROOM_ASSIGN(const StatedKey aggregate, readPublicKey(key.data));
        STRONGROOM_ASSIGN(std::vector<StatedKey> participants, readParticipants(value));
        input.musigParticipants.emplace(aggregate, std::move(participants));
        return {};
    }
    STRONGROOM_ASSIGN(MusigSigner signer, readMusigSigner(key.data));
    const bool nonce = key.type == MUSIG2_PUB_NONCE;
    if (value.size() != (nonce ? MUSIG_PUB_NONCE_SIZE : MUSIG_PARTIAL_SIG_SIZE))
        return Unexpected(Error::valueLength);
    auto& signers = nonce ? input.musigPubNonces : input.musigPartialSigs;
    signers.emplace(std::move(signer), base::toBytes(value));
    return {};
}

void encodeMusigFields(FieldList& fields, const PsbtInput& input) {
    for (const auto& [aggregate, participants] : input.musigParticipants)
        fields.add(MUSIG2_PARTICIPANT_PUBKEYS, aggregate.span(), writeParticipants(participants));
    for (const auto& [signer, nonce] : input.musigPubNonces)
        fields.add(MUSIG2_PUB_NONCE, musigKeyData(signer), nonce);
    for (const auto& [signer, signature] : input.musigPartialSigs)
        fields.add(MUSIG2_PARTIAL_SIG, musigKeyData(signer), signature);
}

} // namespace strongroom::psbt
