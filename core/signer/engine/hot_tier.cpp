#include "signer/engine/hot_tier.h"

#include "base/check.h"
#include "signer/engine/fields.h"

#include <algorithm>
#include <utility>

namespace strongroom::signer {

using base::Failure;
using base::Json;

std::optional<base::UnixTime> HotTier::armedSince() const {
    return m_session ? std::optional(m_session->since) : std::nullopt;
}

bool HotTier::isOverdue(base::Seconds sinceBoot) const {
    return m_session ? sinceBoot >= m_session->sinceBoot + ARMED_FOR
                     : !m_shares.empty() && sinceBoot >= m_firstShare + UNSEALED_FOR;
}

bool HotTier::wantsShareOf(const quorum::PersonId& officer) const {
    return !m_session && std::find(m_officers.begin(), m_officers.end(), officer) == m_officers.end();
}

void HotTier::addShare(const quorum::PersonId& officer, keys::OfficerShare share, base::Seconds sinceBoot) {
    STRONGROOM_CHECK(wantsShareOf(officer));
    if (m_shares.empty())
        m_firstShare = sinceBoot;
    m_shares.push_back(std::move(share));
    m_officers.push_back(officer);
}

base::Result<void, Failure> HotTier::arm(const EnginePorts& ports, const authority::AuthorityState& authority,
                                         std::vector<SealedKey> sealed) {
    Session session{keys::SessionKey(*ports.random), {}, ports.clock->now(), ports.clock->sinceBoot()};
    for (SealedKey& key : sealed) {
        STRONGROOM_ASSIGN(HotKey unsealed, unseal(*ports.helper, authority, session.key, std::move(key)));
        session.keys.push_back(std::move(unsealed));
    }
    m_session.emplace(std::move(session));
    m_shares.clear();
    return {};
}

base::Result<HotTier::HotKey, Failure> HotTier::unseal(HelperProcess& helper,
                                                       const authority::AuthorityState& authority,
                                                       const keys::SessionKey& key, SealedKey sealed) const {
    Json::Array officers;
    secret::SecureBuffer secrets(keys::SessionKey::SIZE +
                                 m_shares.size() * decltype(keys::OfficerShare::share)::SIZE);
    auto out = std::copy(key.bytes().begin(), key.bytes().end(), secrets.mutableSpan().begin());
    for (const keys::OfficerShare& share : m_shares) {
        officers.emplace_back(hexOf(share.officer));
        out = std::copy(share.share.span().begin(), share.share.span().end(), out);
    }
    Frame work = answerWith({{"op", "unseal_hot"},
                             {"treasury", authority.treasuryText()},
                             {"network", std::string(authority::name(authority.network()))},
                             {"key_id", sealed.vault},
                             {"label", sealed.vault},
                             {"officers", std::move(officers)}},
                            {std::move(sealed.envelope)});
    work.secret = std::move(secrets);
    STRONGROOM_ASSIGN(Frame reply, helper.run(work));
    const auto nonce = fixedField<crypto::AeadNonce>(reply, "nonce");
    if (!nonce || reply.blobs.size() != 1)
        return refuse(EngineError::badRequest);
    return HotKey{std::move(sealed.vault), {*nonce, std::move(reply.blobs.front())}};
}

void HotTier::end() {
    m_session.reset();
    m_shares.clear();
    m_officers.clear();
}

base::Result<Frame, Failure> HotTier::workFor(const vault::Vault& vault) const {
    if (!m_session)
        return refuse(EngineError::notArmed);
    const std::string id = hexOf(vault.id);
    const auto key = std::find_if(m_session->keys.begin(), m_session->keys.end(),
                                  [&](const HotKey& candidate) { return candidate.vault == id; });
    if (key == m_session->keys.end())
        return refuse(EngineError::notHot);
    Frame work = answerWith({{"op", "sign_hot"},
                             {"label", id},
                             {"network", std::string(bitcoin::name(vault.network))},
                             {"nonce", hexOf(key->wrapped.nonce)}},
                            {key->wrapped.ciphertext});
    work.secret = secret::SecureBuffer::copyOf(m_session->key.bytes());
    return work;
}

} // namespace strongroom::signer
