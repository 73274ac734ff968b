// What somebody proposes that a vault says: words, the address that says them, and the coins that stand
// behind them (BIP322; POLICY §5, sign_message). Approvals sign its digest, as they do for spends.
//
// It holds no transaction: every judge makes the one that is signed for itself, with vault::draftMessage, so
// that nothing that could move a coin ever passes for a message (ATTACKS A104). A plain value with exactly
// one canonical text. docs/formats/intent.md.
#pragma once

#include "authority/state.h"
#include "base/json.h"
#include "base/result.h"
#include "base/time.h"
#include "bitcoin/network.h"
#include "crypto/envelope.h"
#include "treasury/errors.h"
#include "treasury/intent_head.h"
#include "vault/message_draft.h"

#include <string_view>

namespace strongroom::treasury {

struct MessageIntent : IntentHead {
    bitcoin::Network network = bitcoin::Network::regtest;
    crypto::Hash256 vault; ///< Hash of the vault's record.
    vault::MessageRequest request;
};

/// Of its own, so that no spend is ever taken for a message, nor the reverse.
inline constexpr std::string_view MESSAGE_INTENT_TYPE = "message_intent";

[[nodiscard]] base::Json toJson(const MessageIntent& intent);
/// Of the canonical toJson(): what people compare and approvals name.
[[nodiscard]] crypto::Hash256 intentDigest(const MessageIntent& intent);
[[nodiscard]] crypto::Unsigned toUnsigned(const MessageIntent& intent);
/// With the errors of parseEnvelope().
[[nodiscard]] base::Result<MessageIntent, Error> parseMessageIntent(const crypto::SignedObject& object);

/// One that is signed by its initiator and still stands under the authority in force.
class VerifiedMessage {
public:
    [[nodiscard]] const MessageIntent& intent() const { return m_intent; }
    [[nodiscard]] const crypto::Hash256& digest() const { return m_digest; }

private:
    friend base::Result<VerifiedMessage, Error> verifyMessageIntent(const crypto::SignedObject& object,
                                                                    const authority::AuthorityState& state,
                                                                    base::UnixTime now);
    explicit VerifiedMessage(MessageIntent intent)
        : m_intent(std::move(intent)), m_digest(intentDigest(m_intent)) {}

    MessageIntent m_intent;
    crypto::Hash256 m_digest;
};
/// As verifyIntent() of a spend, and with its errors.
[[nodiscard]] base::Result<VerifiedMessage, Error> verifyMessageIntent(const crypto::SignedObject& object,
                                                                       const authority::AuthorityState& state,
                                                                       base::UnixTime now);

} // namespace strongroom::treasury
