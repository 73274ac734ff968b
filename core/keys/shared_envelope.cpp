#include "keys/shared_envelope.h"

#include "base/check.h"
#include "base/text_encoding.h"
#include "crypto/kdf.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace strongroom::keys {

namespace {

constexpr std::int64_t VERSION = 1;
constexpr std::string_view TYPE = "shared-envelope";
constexpr std::size_t TREASURY_ID_LENGTH = 64;
constexpr std::size_t MAX_KEY_ID_LENGTH = 64;

using Subset = std::vector<std::size_t>;

/// All subsets of `size` out of `count` positions, in lexicographic order.
std::vector<Subset> subsets(std::size_t count, std::size_t size) {
    std::vector<Subset> all;
    Subset current(size);
    for (std::size_t i = 0; i < size; ++i)
        current[i] = i;
    while (true) {
        all.push_back(current);
        std::size_t i = size;
        while (i > 0 && current[i - 1] == count - size + i - 1)
            --i;
        if (i == 0)
            return all;
        ++current[i - 1];
        for (; i < size; ++i)
            current[i] = current[i - 1] + 1;
    }
}

bool isLowerHex(std::string_view text) {
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

bool isWellFormed(const SharedBinding& binding) {
    return binding.treasury.size() == TREASURY_ID_LENGTH && isLowerHex(binding.treasury) &&
           !binding.keyId.empty() && binding.keyId.size() <= MAX_KEY_ID_LENGTH && isLowerHex(binding.keyId);
}

bool isThreshold(std::size_t threshold, std::size_t officers) {
    return threshold >= SharedEnvelope::MIN_THRESHOLD && threshold <= officers;
}

/// The shares sorted by officer. Error: officerTwice.
Result<std::vector<const OfficerShare*>> sorted(const std::vector<OfficerShare>& shares) {
    std::vector<const OfficerShare*> result;
    for (const OfficerShare& share : shares)
        result.push_back(&share);
    std::sort(result.begin(), result.end(), [](auto* a, auto* b) { return a->officer < b->officer; });
    const auto twice = std::adjacent_find(result.begin(), result.end(),
                                          [](auto* a, auto* b) { return a->officer == b->officer; });
    if (twice != result.end())
        return base::Unexpected(Error::officerTwice);
    return result;
}

std::optional<SharedBinding> parseBinding(const base::Json& json) {
    base::JsonFields fields(json);
    auto keyId = fields.string("key_id");
    const auto networkName = fields.string("network");
    auto treasury = fields.string("treasury");
    if (!fields.done())
        return std::nullopt;
    const auto network = bitcoin::parseNetwork(*networkName);
    if (!network)
        return std::nullopt;
    SharedBinding binding{std::move(*treasury), *network, std::move(*keyId)};
    return isWellFormed(binding) ? std::optional(std::move(binding)) : std::nullopt;
}

/// Strictly ascending ids; nothing otherwise.
std::optional<std::vector<crypto::KeyId>> parseOfficers(const base::Json::Array& array) {
    std::vector<crypto::KeyId> officers;
    for (const base::Json& json : array) {
        const std::string* const text = json.string();
        if (text == nullptr || !isLowerHex(*text))
            return std::nullopt;
        const auto bytes = base::fromHex(*text);
        const auto id = bytes ? crypto::KeyId::from(*bytes) : std::nullopt;
        if (!id || (!officers.empty() && officers.back() >= *id))
            return std::nullopt;
        officers.push_back(*id);
    }
    return officers;
}

} // namespace

OfficerShare newOfficerShare(const crypto::KeyId& officer, base::Random& random) {
    OfficerShare result{officer, {}};
    random.fill(result.share.mutableSpan());
    return result;
}

base::Json::Object SharedEnvelope::header() const {
    base::Json::Array officers;
    for (const crypto::KeyId& officer : m_officers)
        officers.push_back(base::toHex(officer.span()));
    return {{"bound", base::Json::Object{{"key_id", m_binding.keyId},
                                         {"network", bitcoin::name(m_binding.network)},
                                         {"treasury", m_binding.treasury}}},
            {"officers", std::move(officers)},
            {"threshold", static_cast<std::int64_t>(m_threshold)},
            {"type", TYPE},
            {"v", VERSION}};
}

std::string SharedEnvelope::associatedData(const Subset& subset) const {
    base::Json::Array positions;
    for (const std::size_t position : subset)
        positions.push_back(static_cast<std::int64_t>(position));
    base::Json::Object members = header();
    members.emplace("subset", std::move(positions));
    return base::Json(std::move(members)).canonical();
}

crypto::AeadKey SharedEnvelope::stanzaKey(const std::vector<const OfficerShare*>& shares) {
    constexpr std::size_t SHARE_SIZE = decltype(OfficerShare::share)::SIZE;
    secret::SecureBuffer all(shares.size() * SHARE_SIZE);
    auto target = all.mutableSpan().begin();
    for (const OfficerShare* const share : shares)
        target = std::copy(share->share.span().begin(), share->share.span().end(), target);
    return crypto::hkdfSha256<crypto::AeadKey::SIZE>(all.span(), {},
                                                     base::asBytes("strongroom/shared-envelope/1"));
}

Result<SharedEnvelope> SharedEnvelope::seal(base::ByteSpan secret, const SharedBinding& binding,
                                            const std::vector<OfficerShare>& officers, std::size_t threshold,
                                            base::Random& random) {
    STRONGROOM_CHECK(isWellFormed(binding));
    STRONGROOM_CHECK(secret.size() <= MAX_SECRET && officers.size() <= MAX_OFFICERS);
    if (!isThreshold(threshold, officers.size()))
        return base::Unexpected(Error::officersTooFew);
    STRONGROOM_ASSIGN(const std::vector<const OfficerShare*> shares, sorted(officers));
    std::vector<crypto::KeyId> ids;
    for (const OfficerShare* const share : shares)
        ids.push_back(share->officer);
    SharedEnvelope envelope(binding, std::move(ids), threshold);

    crypto::AeadKey contentKey;
    random.fill(contentKey.mutableSpan());
    for (const Subset& subset : subsets(shares.size(), threshold)) {
        std::vector<const OfficerShare*> chosen;
        for (const std::size_t position : subset)
            chosen.push_back(shares[position]);
        const std::string ad = envelope.associatedData(subset);
        const crypto::AeadNonce nonce = crypto::randomNonce(random);
        envelope.m_stanzas.push_back(
            {nonce,
             crypto::xchacha20Poly1305Seal(stanzaKey(chosen), nonce, base::asBytes(ad), contentKey.span())});
    }
    envelope.m_content.nonce = crypto::randomNonce(random);
    envelope.m_content.ciphertext = crypto::xchacha20Poly1305Seal(
        contentKey, envelope.m_content.nonce, base::asBytes(envelope.associatedData({})), secret);
    return envelope;
}

Result<secret::SecureBuffer> SharedEnvelope::open(const SharedBinding& expected,
                                                  const std::vector<OfficerShare>& shares) const {
    if (m_binding != expected)
        return base::Unexpected(Error::sharedEnvelopeBinding);
    STRONGROOM_ASSIGN(std::vector<const OfficerShare*> chosen, sorted(shares));
    Subset positions;
    for (const OfficerShare* const share : chosen) {
        const auto found = std::lower_bound(m_officers.begin(), m_officers.end(), share->officer);
        if (found == m_officers.end() || *found != share->officer)
            return base::Unexpected(Error::officerUnknown);
        positions.push_back(static_cast<std::size_t>(found - m_officers.begin()));
    }
    if (chosen.size() < m_threshold)
        return base::Unexpected(Error::officersTooFew);
    chosen.resize(m_threshold);
    positions.resize(m_threshold);

    const std::vector<Subset> all = subsets(m_officers.size(), m_threshold);
    const auto index =
        static_cast<std::size_t>(std::lower_bound(all.begin(), all.end(), positions) - all.begin());
    const Sealed& stanza = m_stanzas[index];
    const auto contentKey = crypto::xchacha20Poly1305Open(
        stanzaKey(chosen), stanza.nonce, base::asBytes(associatedData(positions)), stanza.ciphertext);
    if (!contentKey || contentKey->size() != crypto::AeadKey::SIZE)
        return base::Unexpected(Error::sharedEnvelopeNotOpened);
    auto secret = crypto::xchacha20Poly1305Open(crypto::AeadKey::copyOf(contentKey->span()), m_content.nonce,
                                                base::asBytes(associatedData({})), m_content.ciphertext);
    if (!secret)
        return base::Unexpected(Error::sharedEnvelopeNotOpened);
    return std::move(secret).value();
}

std::string SharedEnvelope::text() const {
    const auto toJson = [](const Sealed& sealed) {
        return base::Json(base::Json::Object{{"ciphertext", base::toHex(sealed.ciphertext)},
                                             {"nonce", base::toHex(sealed.nonce.span())}});
    };
    base::Json::Array stanzas;
    for (const Sealed& stanza : m_stanzas)
        stanzas.push_back(toJson(stanza));
    base::Json::Object members = header();
    members.emplace("content", toJson(m_content));
    members.emplace("stanzas", std::move(stanzas));
    return base::Json(std::move(members)).canonical();
}

Result<SharedEnvelope> SharedEnvelope::parseBytes(base::ByteSpan bytes) {
    if (bytes.size() > MAX_BYTES)
        return base::Unexpected(Error::sharedEnvelopeMalformed);
    const auto json = base::Json::parseCanonical(base::asText(bytes));
    if (!json)
        return base::Unexpected(Error::sharedEnvelopeMalformed);
    return fromJson(*json);
}

Result<SharedEnvelope> SharedEnvelope::fromJson(const base::Json& json) {
    const auto parseSealed = [](const base::Json& member, std::size_t maxPlaintext) -> std::optional<Sealed> {
        base::JsonFields fields(member);
        auto ciphertext = fields.hex("ciphertext");
        const auto nonceBytes = fields.hex("nonce");
        if (!fields.done() || ciphertext->size() > maxPlaintext + crypto::AEAD_TAG_SIZE)
            return std::nullopt;
        const auto nonce = crypto::AeadNonce::from(*nonceBytes);
        return nonce ? std::optional(Sealed{*nonce, std::move(*ciphertext)}) : std::nullopt;
    };
    base::JsonFields fields(json);
    const base::Json* const bound = fields.object("bound");
    const base::Json* const content = fields.object("content");
    const base::Json* const officerArray = fields.array("officers");
    const base::Json* const stanzas = fields.array("stanzas");
    const auto threshold = fields.integer("threshold");
    const auto type = fields.string("type");
    const auto version = fields.integer("v");
    if (version && *version != VERSION)
        return base::Unexpected(Error::sharedEnvelopeVersionUnknown);
    if (!fields.done() || *type != TYPE || *threshold < 0)
        return base::Unexpected(Error::sharedEnvelopeMalformed);
    auto binding = parseBinding(*bound);
    auto officers = parseOfficers(*officerArray->array());
    auto sealedContent = parseSealed(*content, MAX_SECRET);
    const auto needed = static_cast<std::size_t>(*threshold);
    if (!binding || !officers || !sealedContent || officers->size() > MAX_OFFICERS ||
        !isThreshold(needed, officers->size()) ||
        stanzas->array()->size() != subsets(officers->size(), needed).size())
        return base::Unexpected(Error::sharedEnvelopeMalformed);
    SharedEnvelope envelope(std::move(*binding), std::move(*officers), needed);
    for (const base::Json& stanza : *stanzas->array()) {
        auto sealed = parseSealed(stanza, crypto::AeadKey::SIZE);
        if (!sealed)
            return base::Unexpected(Error::sharedEnvelopeMalformed);
        envelope.m_stanzas.push_back(std::move(*sealed));
    }
    envelope.m_content = std::move(*sealedContent);
    return envelope;
}

} // namespace strongroom::keys
