#include "signer/engine/signing_requests.h"

#include "base/check.h"
#include "base/text_encoding.h"

namespace strongroom::signer {

namespace {

constexpr std::string_view ECDSA = "ecdsa";
constexpr std::string_view TAPROOT = "taproot_key_path";
constexpr std::string_view TAPSCRIPT = "taproot_script_path";

std::string_view nameOf(keys::SignatureKind kind) {
    switch (kind) {
    case keys::SignatureKind::ecdsa:
        return ECDSA;
    case keys::SignatureKind::taprootKeyPath:
        return TAPROOT;
    case keys::SignatureKind::taprootScriptPath:
        return TAPSCRIPT;
    }
    base::checkFailed("SignatureKind");
}

std::optional<keys::SignatureKind> kindOf(std::string_view name) {
    for (const auto kind : {keys::SignatureKind::ecdsa, keys::SignatureKind::taprootKeyPath,
                            keys::SignatureKind::taprootScriptPath})
        if (nameOf(kind) == name)
            return kind;
    return std::nullopt;
}

} // namespace

base::Json toJson(std::span<const keys::SigningRequest> requests) {
    base::Json::Array list;
    for (const keys::SigningRequest& request : requests) {
        list.push_back(base::Json::Object{
            {"path", request.path.text()},
            {"public_key", base::toHex(request.publicKey.span())},
            {"kind", std::string(nameOf(request.kind))},
            {"output_key", request.outputKey ? base::toHex(request.outputKey->span()) : ""},
            {"merkle_root", request.merkleRoot ? base::toHex(request.merkleRoot->span()) : ""},
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
        const auto kind = kindOf(fields.string("kind").value_or(""));
        const auto digestBytes = fields.hex("digest");
        const auto digest = digestBytes ? crypto::Hash256::from(*digestBytes) : std::nullopt;
        const auto outputBytes = fields.hex("output_key");
        const auto outputKey = outputBytes ? crypto::XOnlyPublicKey::parse(*outputBytes) : std::nullopt;
        const auto rootBytes = fields.hex("merkle_root");
        const auto root = rootBytes ? crypto::Hash256::from(*rootBytes) : std::nullopt;
        const bool keyPath = kind == keys::SignatureKind::taprootKeyPath;
        if (!fields.done() || !path || !key || !digest || !kind || keyPath != outputKey.has_value() ||
            (root && !keyPath) || (!root && !rootBytes->empty()))
            return std::nullopt;
        requests.push_back({*path, *key, *kind, *digest, outputKey, root});
    }
    return requests;
}

} // namespace strongroom::signer
