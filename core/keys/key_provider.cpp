#include "keys/key_provider.h"

#include "base/check.h"

#include <algorithm>
#include <atomic>

namespace strongroom::keys {

bool answers(const SignatureBytes& signature, const SigningRequest& request) {
    switch (request.kind) {
    case SignatureKind::ecdsa:
        return crypto::verifyEcdsa(request.publicKey, request.digest, signature);
    case SignatureKind::taprootKeyPath: {
        const auto bytes = crypto::SchnorrSignature::from(signature);
        if (!bytes)
            return false;
        if (request.outputKey)
            return crypto::verifySchnorr(*request.outputKey, request.digest, *bytes);
        const auto output = crypto::tweakAdd(request.publicKey.xOnly(), request.tapTweak());
        return output && crypto::verifySchnorr(output->key, request.digest, *bytes);
    }
    case SignatureKind::taprootScriptPath: {
        const auto bytes = crypto::SchnorrSignature::from(signature);
        return bytes && crypto::verifySchnorr(request.publicKey.xOnly(), request.digest, *bytes);
    }
    }
    base::checkFailed("SignatureKind");
}

bool CheckedSignature::isFor(const SigningRequest& request) const {
    return m_publicKey == request.publicKey && m_kind == request.kind && m_digest == request.digest;
}

std::vector<SignatureBytes> bytesOf(std::vector<CheckedSignature> signatures) {
    std::vector<SignatureBytes> result;
    result.reserve(signatures.size());
    for (CheckedSignature& signature : signatures)
        result.push_back(signature.bytes());
    return result;
}

Result<std::vector<CheckedSignature>> UncheckedSignatures::check(std::span<const SigningRequest> requests,
                                                                 base::Executor& executor) && {
    if (m_signatures.size() != requests.size())
        return base::Unexpected(Error::signatureNotVerified);
    std::atomic<bool> allGood = true;
    forEachSlice(executor, requests.size(), [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i)
            if (!answers(m_signatures[i], requests[i]))
                allGood = false;
    });
    if (!allGood)
        return base::Unexpected(Error::signatureNotVerified);
    std::vector<CheckedSignature> checked;
    checked.reserve(requests.size());
    for (std::size_t i = 0; i < requests.size(); ++i)
        checked.push_back(CheckedSignature(std::move(m_signatures[i]), requests[i]));
    return checked;
}

Result<std::vector<CheckedSignature>> KeyProvider::sign(std::span<const SigningRequest> requests) {
    STRONGROOM_ASSIGN(UncheckedSignatures made, make(requests));
    auto checked = std::move(made).check(requests, m_executor);
    if (!checked)
        return base::Unexpected(whyNotVerified(requests));
    return checked;
}

Error KeyProvider::whyNotVerified(std::span<const SigningRequest> requests) {
    const bool ours = std::ranges::all_of(requests, [this](const SigningRequest& request) {
        const auto key = extendedPubKey(request.path);
        return key && key->publicKey().xOnly() == request.publicKey.xOnly();
    });
    return ours ? Error::signatureNotVerified : Error::keyMismatch;
}

void forEachSlice(base::Executor& executor, std::size_t count,
                  const std::function<void(std::size_t begin, std::size_t end)>& work) {
    executor.forEach((count + SLICE - 1) / SLICE,
                     [&](std::size_t slice) { work(slice * SLICE, std::min(count, (slice + 1) * SLICE)); });
}

} // namespace strongroom::keys
