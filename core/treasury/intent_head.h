// What intents of every kind have in common: who proposes, in which treasury, seeing what, and until when;
// how that is written, and in which envelope it travels. docs/formats/intent.md.
//
// Plain values and pure functions. Reading checks form; whether an intent still stands is intent_standing.h.
#pragma once

#include "authority/genesis.h"
#include "base/json.h"
#include "base/result.h"
#include "base/text_encoding.h"
#include "base/time.h"
#include "crypto/envelope.h"
#include "crypto/hash.h"
#include "quorum/roster.h"
#include "treasury/errors.h"

#include <array>
#include <cstdint>
#include <string_view>

namespace strongroom::treasury {

/// An intent of a kind derives from it and adds its body.
struct IntentHead {
    authority::TreasuryId treasury;
    quorum::PersonId initiator;
    std::array<std::uint8_t, 16> nonce{}; ///< Random: the same thing proposed twice is two intents.
    base::UnixTime expiry;
    crypto::Hash256 policyHash;
    std::int64_t authorityVersion = 0; ///< That the initiator saw.
    friend bool operator==(const IntentHead&, const IntentHead&) = default;
};

/// The members of an intent, but for its body: the head's own, its `kind` and the version of the format.
[[nodiscard]] base::Json::Object membersOf(const IntentHead& head, std::string_view kind);
/// Reads the same; members of other names are left to the caller, who asks `fields` whether all were read.
/// malformed.
[[nodiscard]] base::Result<IntentHead, Error> parseHead(base::JsonFields& fields, std::string_view kind);

/// Tagged hash "strongroom/intent/1" of an intent's canonical text: what people compare and approvals name.
[[nodiscard]] crypto::Hash256 intentDigestOf(const base::Json& intent);

/// An intent in its envelope; `parseBody` reads what is signed. wrongType, severalSignatures, malformed, or
/// wrongTreasury when envelope and body disagree.
template <typename Intent>
[[nodiscard]] base::Result<Intent, Error>
parseEnvelope(const crypto::SignedObject& object, std::string_view type,
              base::Result<Intent, Error> (&parseBody)(const base::Json&)) {
    if (object.type() != type)
        return base::Unexpected(Error::wrongType);
    if (object.signatures().size() != 1)
        return base::Unexpected(Error::severalSignatures);
    STRONGROOM_ASSIGN(Intent intent, parseBody(object.body()));
    if (object.treasury() != base::toHex(intent.treasury.span()))
        return base::Unexpected(Error::wrongTreasury);
    return intent;
}

} // namespace strongroom::treasury
