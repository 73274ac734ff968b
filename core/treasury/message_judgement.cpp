#include "treasury/message_judgement.h"

#include "base/check.h"
#include "policy/policy.h"

#include <algorithm>

namespace strongroom::treasury {

namespace {

using base::Failure;

std::optional<std::size_t> vaultOf(const Registry& registry, const crypto::Hash256& record) {
    for (std::size_t i = 0; i < registry.vaults().size(); ++i)
        if (registry.vaultRecord(i) == record)
            return i;
    return std::nullopt;
}

} // namespace

policy::SpendFacts messageFacts(const vault::MessageDraft& draft, base::ByteSpan message,
                                const vault::Vault& vault, const Registry& registry) {
    policy::SpendFacts facts;
    facts.txid = crypto::Hash256(draft.psbt.tx.txid().array());
    facts.message = psbt::messageHash(message);
    facts.source = policy::Fact<policy::SourceVault>::fromBytes({vault.id, vault.name, vault.tier});
    facts.conflictsWithAuthorized = policy::Fact<bool>::fromBytes(false); // its first coin does not exist
    facts.incident = policy::Fact<policy::IncidentState>::fromJournal(
        registry.state().isFrozen() ? policy::IncidentState::frozen : policy::IncidentState::normal);
    facts.rescueVault = registry.rescueVault();
    return facts;
}

bool MessageJudgement::isApproved() const {
    return m_decision.outcome() != policy::Outcome::notAllowed && m_tally.isApproved();
}

base::Result<MessageJudgement, Failure> judgeMessage(const crypto::SignedObject& object,
                                                     std::span<const crypto::SignedObject> statements,
                                                     const Registry& registry, const Knowledge& knowledge) {
    const base::UnixTime clock =
        std::max(knowledge.stated.value_or(knowledge.now), registry.state().effectiveFrom());
    STRONGROOM_ASSIGN(VerifiedMessage verified, verifyMessageIntent(object, registry.state(), clock));
    const vault::MessageRequest& request = verified.intent().request;
    const auto index = vaultOf(registry, verified.intent().vault);
    STRONGROOM_CHECK(index.has_value()); // its record is in force, and every such vault is registered
    const vault::Vault& vault = registry.vaults()[*index];
    STRONGROOM_ASSIGN(vault::MessageDraft draft, vault::draftMessage(vault, request));
    const auto policy = policy::Policy::parse(registry.state().policy());
    STRONGROOM_CHECK(policy.has_value()); // no other document gets into the chain
    policy::Decision decision =
        policy::evaluate(*policy, messageFacts(draft, request.message, vault, registry), knowledge.history,
                         knowledge.now, verified.digest());
    const TallySubject subject{
        verified.digest(), verified.intent().authorityVersion, verified.intent().initiator, {}};
    STRONGROOM_ASSIGN(Tally counted, tally(subject, decision, statements, registry.state(), clock));
    if (verified.intent().expiry <= latestIn(counted))
        return base::Unexpected(Failure(Error::expired));
    return MessageJudgement(std::move(verified), std::move(draft), *index, std::move(decision),
                            std::move(counted));
}

} // namespace strongroom::treasury
