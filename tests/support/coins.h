// Keys and signed spends of simple outputs. Key n is the number n.
#pragma once

#include "base/system_ports.h"
#include "bitcoin/script.h"
#include "bitcoin/sighash.h"
#include "bitcoin/transaction.h"
#include "crypto/secp256k1.h"
#include "crypto/secret_key_context.h"

#include <utility>
#include <vector>

namespace strongroom::test {

class Coins {
public:
    using SighashType = bitcoin::SighashType;

    [[nodiscard]] crypto::PublicKey key(std::uint8_t n) const {
        return m_context.publicKey(secret(n)).value();
    }

    [[nodiscard]] base::Bytes wpkh(std::uint8_t n) const { return bitcoin::p2wpkhScript(key(n)); }
    [[nodiscard]] base::Bytes multisig(std::size_t threshold,
                                       const std::vector<std::uint8_t>& numbers) const {
        std::vector<crypto::PublicKey> keys;
        for (const std::uint8_t n : numbers)
            keys.push_back(key(n));
        return bitcoin::multisigScript(threshold, keys);
    }
    [[nodiscard]] base::Bytes tr(std::uint8_t n) const {
        return bitcoin::p2trScript(*bitcoin::taprootOutputKey(key(n).xOnly()));
    }

    /// A signature with its hash type, over segwit version 0.
    [[nodiscard]] base::Bytes ecdsa(std::uint8_t n, const bitcoin::SighashContext& sighashes,
                                    std::size_t index, base::ByteSpan scriptCode,
                                    SighashType type = SighashType::all) const {
        const auto digest = sighashes.segwitV0(index, scriptCode, type).value();
        return ecdsaOver(n, digest, type);
    }
    [[nodiscard]] base::Bytes ecdsaOver(std::uint8_t n, const crypto::Hash256& digest,
                                        SighashType type = SighashType::all) const {
        base::Bytes signature = m_context.ecdsaSign(secret(n), digest).value();
        signature.push_back(static_cast<std::uint8_t>(type));
        return signature;
    }
    [[nodiscard]] base::Bytes schnorr(std::uint8_t n, const bitcoin::SighashContext& sighashes,
                                      std::size_t index) const {
        const auto digest = sighashes.taprootKeyPath(index, SighashType::defaultAll).value();
        const auto tweak = crypto::tapTweak(key(n).xOnly(), {});
        const auto signature = m_context.schnorrSign(secret(n), tweak, digest.span(), {}).value();
        return base::toBytes(signature.span());
    }

    /// By the key itself, not tweaked, as leaves ask for it.
    [[nodiscard]] base::Bytes schnorrOver(std::uint8_t n, const crypto::Hash256& digest) const {
        const auto signature = m_context.schnorrSign(secret(n), std::nullopt, digest.span(), {}).value();
        return base::toBytes(signature.span());
    }

    /// Signs input `index` as the owner of key `n` of a wpkh() output.
    void signKeyHash(bitcoin::Transaction& transaction, const std::vector<bitcoin::TxOut>& prevouts,
                     std::size_t index, std::uint8_t n) const {
        const bitcoin::SighashContext sighashes(transaction, prevouts);
        const auto code = bitcoin::p2wpkhScriptCode(crypto::hash160(key(n).span()));
        transaction.inputs[index].witness = {ecdsa(n, sighashes, index, code), base::toBytes(key(n).span())};
    }

private:
    static crypto::SecretKey secret(std::uint8_t n) {
        crypto::SecretKey result;
        result.mutableSpan()[31] = n;
        return result;
    }

    base::SystemRandom m_random;
    crypto::SecretKeyContext m_context{m_random};
};

/// An unsigned transaction from outpoints to outputs.
[[nodiscard]] inline bitcoin::Transaction spend(const std::vector<bitcoin::OutPoint>& from,
                                                std::vector<bitcoin::TxOut> to) {
    bitcoin::Transaction transaction;
    for (const bitcoin::OutPoint& outpoint : from)
        transaction.inputs.push_back({outpoint, {}, 0xfffffffd, {}});
    transaction.outputs = std::move(to);
    return transaction;
}

} // namespace strongroom::test
