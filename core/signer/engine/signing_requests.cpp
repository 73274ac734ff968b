#include "signer/engine/signing_requests.h"

#include "base/text_encoding.h"

namespace strongroom::signer {

namespace {

constexpr std::string_view ECDSA = "ecdsa";
constexpr std::string_view TAPROOT = "taproot_key_path";

} // namespace

base::Json toJson(std::span<const keys::SigningRequest> requests) {
    base::Json::Array list;
    for (const keys::SigningRequest& request : requests) {
        const bool taproot = request.kind == keys::SignatureKind::taprootKeyPath;
        list.push_back(base::Json::Object{
            {"path", request.path.text()},
            {"public_key", base::toHex(request.publicKey.span())},
            {"kind", std::string(taproot ? TAPROOT : ECDSA)},
            {"output_key", request.outputKey ? base::toHex(request.outputKey->span()) : ""},
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
        const auto outputBytes = fields.hex("output_key");
        const auto outputKey = outputBytes ? crypto::XOnlyPublicKey::parse(*outputBytes) : std::nullopt;
        if (!fields.done() || !path || !key || !digest || (kind != ECDSA && kind != TAPROOT) ||
            (kind == TAPROOT) != outputKey.has_value())
            return std::nullopt;
        const auto signatureKind =
            kind == TAPROOT ? keys::SignatureKind::taprootKeyPath : keys::SignatureKind::ecdsa;
        requests.push_back({*path, *key, signatureKind, *digest, outputKey});
    }
    return requests;
}

} // namespace strongroom::signer
