// Words that a vault says (BIP322; POLICY §5, sign_message): proposing them, what others say about them, and
// the proof once the signer has let them out. Everything is computed from signed objects; the signer judges
// for itself and makes the transaction behind the words itself.
//
// The hot tier signs here; words of cold vaults are signed by stations (service/message_leg.h). A desk says
// what it thinks of them as of a payment (service/desk.h).
#pragma once

#include "base/bytes.h"
#include "service/withdrawals.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace strongroom::service {

/// Which characters the proposer vouches for: beyond ASCII there are some that look alike.
enum class Letters : std::uint8_t { ascii, all };
/// Whether coins stand behind the words: all that the vault has in blocks, with the transactions that made
/// them.
enum class Funds : std::uint8_t { none, wholeVault };

struct MessageWish {
    std::string vaultId;
    base::Bytes message;
    Letters letters = Letters::ascii;
    std::uint32_t branch = 0;
    std::uint32_t index = 0;
    std::string format; ///< "simple", "full", "pof"; empty: the narrowest.
    Funds funds = Funds::none;
    std::int64_t expiresInSeconds = 7 * 24 * 3600;
};

enum class MessagePhase : std::uint8_t {
    notAllowed,
    waitingForApprovals,
    cooling,    ///< Approved; the signer's wait runs.
    authorized, ///< Approved, ready to sign, or to be shown to a station.
    signing,    ///< Shown to a station.
    signedOut,
    rejected,
    takenBack,
    expired,
    voided, ///< What it rests on has changed: policy, vault, people.
};
[[nodiscard]] std::string_view phaseName(MessagePhase phase); ///< "waiting_for_approvals", "signed" …

struct MessageCoin {
    std::string outpoint;
    base::Amount amount;
};

struct MessageRow {
    std::string id; ///< Hex of the intent's digest: what approvers compare and sign.
    std::string vault;
    std::string tier; ///< hot, warm, cold
    std::string address;
    std::string message; ///< As it is signed, byte by byte.
    MessagePhase phase = MessagePhase::voided;
    std::string sentence;
    std::string proposer;
    base::UnixTime expiresAt;
    bool waitsForMe = false;
};

/// What the viewer may press now; every entry is also checked where it matters.
struct MessageActions {
    bool approve = false;
    bool reject = false;
    bool takeBack = false;
    bool advance = false;
    bool exportForStation = false;
    bool importFromStation = false;
    std::string whyNotApprove; ///< A sentence when approve is false.
};

struct MessageDetail {
    MessageRow row;
    std::string format;
    std::string messageHash;
    std::vector<MessageCoin> coins; ///< As the transactions that made them say; unspent when it was proposed.
    Verdict verdict;
    std::vector<std::string> approvedBy; ///< Names of those whose approval stands, in alphabetical order.
    std::vector<ApprovalLine> approvals;
    int signaturesHave = 0; ///< Of stations; both 0 for the hot signer.
    int signaturesNeeded = 0;
    std::string signature; ///< The proof; empty until signed.
    MessageActions actions;
};

/// What a wish would come to.
struct MessagePreview {
    std::string address; ///< That says it.
    std::string format;
    std::string messageHash;
    std::vector<MessageCoin> coins;
    Verdict verdict;
};
/// Nothing is signed, and nobody is asked. Errors as of proposeMessage(), without the signer's.
[[nodiscard]] Outcome<MessagePreview> previewMessage(Workspace& workspace, const MessageWish& wish);

/// The id. Errors: `vault.not_found`, those of the signer (message.*, vault.*, treasury.*).
[[nodiscard]] Outcome<std::string> proposeMessage(Workspace& workspace, const MessageWish& wish,
                                                  const SecretText& passphrase);
/// Newest first.
[[nodiscard]] Outcome<std::vector<MessageRow>> listMessages(Workspace& workspace);
/// By full id or an unambiguous prefix of at least eight characters: `message.not_found`.
[[nodiscard]] Outcome<MessageDetail> showMessage(Workspace& workspace, const std::string& id);

/// `shownDigest` is the id that was on the screen: a mismatch is `approval.digest_changed` (ATTACKS A87).
[[nodiscard]] Outcome<void> approveMessage(Workspace& workspace, const std::string& id,
                                           const std::string& shownDigest, const SecretText& passphrase);
/// One rejection ends it; only the proposer takes it back. A reason is required. `message.closed` once it is
/// signed or over.
[[nodiscard]] Outcome<void> rejectMessage(Workspace& workspace, const std::string& id,
                                          const std::string& reason, const SecretText& passphrase);
[[nodiscard]] Outcome<void> takeBackMessage(Workspace& workspace, const std::string& id,
                                            const std::string& reason, const SecretText& passphrase);
/// Asks the hot signer, which judges anew. The same proof whenever it is asked again. Of a cold vault's words
/// nothing happens: their stations are asked by message_leg.h.
[[nodiscard]] Outcome<MessageDetail> signMessage(Workspace& workspace, const std::string& id);

} // namespace strongroom::service
