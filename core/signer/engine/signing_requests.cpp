#include "signer/engine/signing_requests.h"

#include "base/text_encoding.h"

namespace strongroom::signer {

namespace {

constexpr std::string_view ECDSA = "ecdsa";
constexpr std::string_view TAPROOT = "taproot_key_path";

} // namespace

base::Json toJson(std::span<const PlannedSignature> plan) {
    base::Json::Array list;
    for (const PlannedSignature& planned : plan) {
        const keys::SigningRequest& request = planned.request;
        const bool taproot = request.kind == keys::SignatureKind::taprootKeyPath;
        list.push_back(base::Json::Object{{"path", request.path.text()},
                                          {"public_key", base::toHex(request.publicKey.span())},
                                          {"kind", std::string(taproot ? TAPROOT : ECDSA)},
                                          {"digest", base::toHex(request.digest.span())}});
    }
    return list;
}

std::optional<std::vector<keys::SigningRequest>> parseRequests(const base::Json& json) {
    if (json.array() == nullptr)
        return std::nullopt;
    std::vector<keys::SigningRequest> requests;
    for (const base::Json& item : *json.array()) {
        base::JsonFields fields(item);
        const auto path = bitcoin::DerivationPath::parse(fields.string("path").value_or("?"));
        const auto keyBytes = fields.hex("public_key");
        const auto key = keyBytes ? crypto::PublicKey::parse(*keyBytes) : std::nullopt;
        const std::string kind = fields.string("kind").value_or("");
        const auto digestBytes = fields.hex("digest");
        const auto digest = digestBytes ? crypto::Hash256::from(*digestBytes) : std::nullopt;
        if (!fields.done() || !path || !key || !digest || (kind != ECDSA && kind != TAPROOT))
            return std::nullopt;
        const auto signatureKind =
            kind == TAPROOT ? keys::SignatureKind::taprootKeyPath : keys::SignatureKind::ecdsa;
        requests.push_back({*path, *key, signatureKind, *digest});
    }
    return requests;
}

} // namespace strongroom::signer
