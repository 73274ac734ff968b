// The hot tier of a seat: asleep; then a first officer's share waits for the second's; then armed: the
// vaults' keys wait wrapped under a session key, never in the clear (DESIGN.md §3).
//
// It knows no passphrase and no roster and leaves no record: its seat opens the shares, decides who may bring
// one, journals what happened, and ends it. One thread. What it held is wiped when it ends.
#pragma once

#include "authority/state.h"
#include "base/result.h"
#include "base/time.h"
#include "keys/session_key.h"
#include "keys/shared_envelope.h"
#include "quorum/roster.h"
#include "signer/engine/engine_ports.h"
#include "signer/protocol/connection.h"
#include "vault/vault.h"

#include <optional>
#include <string>
#include <vector>

namespace strongroom::signer {

/// After this the hot tier disarms by itself: an armed machine that is forgotten stays a risk for a working
/// day only.
inline constexpr base::Seconds ARMED_FOR{8 * 3'600};
/// A first officer's share waits this long for the second's.
inline constexpr base::Seconds UNSEALED_FOR{900};

class HotTier {
public:
    /// Who has brought a share, or has armed it; nobody when it is asleep.
    [[nodiscard]] const std::vector<quorum::PersonId>& officers() const { return m_officers; }
    [[nodiscard]] bool isArmed() const { return m_session.has_value(); }
    /// Nothing when it is not armed.
    [[nodiscard]] std::optional<base::UnixTime> armedSince() const;
    /// It, or a share that waits, has been here for as long as it may.
    [[nodiscard]] bool isOverdue(base::Seconds sinceBoot) const;

    /// False when it is armed, or has this officer's share.
    [[nodiscard]] bool wantsShareOf(const quorum::PersonId& officer) const;
    /// One that it wants.
    void addShare(const quorum::PersonId& officer, keys::OfficerShare share, base::Seconds sinceBoot);
    [[nodiscard]] bool hasEnoughShares() const {
        return m_shares.size() >= keys::SharedEnvelope::MIN_THRESHOLD;
    }

    /// The envelope of a vault's key, which the shares open.
    struct SealedKey {
        std::string vault; ///< Its id, hex.
        base::Bytes envelope;
    };
    /// The child opens every key and wraps it under a new session's key. After an error, one of the child's
    /// or `signer.bad_request`, the shares are still here: to be ended by the seat.
    [[nodiscard]] base::Result<void, base::Failure>
    arm(const EnginePorts& ports, const authority::AuthorityState& authority, std::vector<SealedKey> sealed);
    /// Back to sleep, with nothing left.
    void end();

    /// A request to the child for this vault's key, without its jobs. `signer.not_armed`, `signer.not_hot`.
    [[nodiscard]] base::Result<Frame, base::Failure> workFor(const vault::Vault& vault) const;

private:
    struct HotKey {
        std::string vault; ///< Its id, hex.
        keys::WrappedKey wrapped;
    };
    struct Session {
        keys::SessionKey key;
        std::vector<HotKey> keys;
        base::UnixTime since;
        base::Seconds sinceBoot;
    };
    [[nodiscard]] base::Result<HotKey, base::Failure> unseal(HelperProcess& helper,
                                                             const authority::AuthorityState& authority,
                                                             const keys::SessionKey& key,
                                                             SealedKey sealed) const;

    std::vector<keys::OfficerShare> m_shares;
    std::vector<quorum::PersonId> m_officers;
    base::Seconds m_firstShare; ///< Since boot.
    std::optional<Session> m_session;
};

} // namespace strongroom::signer
