// One seat of a treasury: its pinned founding record, the authority it has adopted, its journal, and the
// three states locked → open → armed (DESIGN.md §3). It answers the requests of
// docs/formats/signer-protocol.md; every refusal that matters leaves a record.
//
//   locked  nothing but status and unlock; wrong passphrases are recorded
//   open    one person's passphrase gave the journal's key: log, propose, approve, adopt authority
//   armed   two officers have unsealed the hot keys; they wait wrapped under a session key, never in the
//   clear
//
// One thread. Ports and helper outlive the seat.
#pragma once

#include "authority/chain.h"
#include "crypto/passphrase_envelope.h"
#include "signer/engine/authorize.h"
#include "signer/engine/engine_ports.h"
#include "signer/engine/errors.h"
#include "signer/engine/guess_limit.h"
#include "signer/engine/hot_tier.h"
#include "signer/engine/seat_files.h"
#include "signer/engine/seat_journal.h"
#include "signer/engine/server.h"
#include "signer/engine/station_key.h"
#include "treasury/record_judge.h"
#include "treasury/registry.h"

#include <map>
#include <optional>
#include <set>
#include <string>

namespace strongroom::signer {

/// A seat that is not armed and has no clients ends after this; the next client starts it again.
inline constexpr base::Seconds IDLE_FOR{600};
/// A station has no people's keys to confirm its clock with: that many approvers of one request, who signed
/// the time at their desks, do.
inline constexpr std::size_t TIME_WITNESSES = 2;
/// Refusals that get a record of their own, a minute; more are counted in one record, so that a flood does
/// not fill the disk (ATTACKS A125).
inline constexpr std::int64_t MAX_REFUSALS_A_MINUTE = 60;

/// The signer's own word that it derived an address; a coordinator cannot record it.
inline constexpr std::string_view ADDRESS_ISSUED = "deposit.address_issued";

using Answer = base::Result<Frame, base::Failure>;

class Seat final : public RequestHandler {
public:
    /// Reads the folder and verifies what it pinned. A folder without a founding record is a seat to be
    /// provisioned. Errors: `signer.keys_without_journal`, `signer.journal_without_keys`,
    /// `signer.authority_rolled_back` (at unlock), those of authority and audit.
    [[nodiscard]] static base::Result<std::unique_ptr<Seat>, base::Failure> load(const EnginePorts& ports,
                                                                                 std::string folder);

    /// Writes the first seat of a treasury and closes it again.
    struct HotEnvelope {
        std::string vault;
        base::Bytes envelope;
    };
    [[nodiscard]] static base::Result<void, base::Failure>
    found(const EnginePorts& ports, const std::string& folder, const crypto::SignedObject& genesis,
          const authority::AuthorityState& state, const audit::LogName& log, crypto::Ed25519KeyPair logKey,
          const crypto::Ed25519Seed& logSeed, base::ByteSpan seatKey, const HotEnvelope& hot);

    [[nodiscard]] Frame handle(ClientId client, const Frame& request) override;
    void disconnected(ClientId client) override;
    void tick() override;
    [[nodiscard]] bool wantsToEnd() const override { return m_wantsToEnd; }

private:
    /// A person whose passphrase opened their envelopes, for one request.
    struct Actor {
        const quorum::Person* person;
        crypto::Ed25519KeyPair key;
    };
    using Verb = Answer (Seat::*)(const Frame& request);

    Seat(const EnginePorts& ports, std::string folder);
    [[nodiscard]] static const std::map<std::string, Verb, std::less<>>& verbs();

    // seat.cpp: life
    [[nodiscard]] base::Result<void, base::Failure> loadPinned();
    [[nodiscard]] Answer status(const Frame& request);
    [[nodiscard]] Answer unlock(const Frame& request);
    [[nodiscard]] Answer lock(const Frame& request);
    [[nodiscard]] Answer unlockStation(const Frame& request);
    [[nodiscard]] base::Result<void, base::Failure> openJournal(base::ByteSpan seatKey);
    [[nodiscard]] base::Result<void, base::Failure> believeJournal();
    void closeJournal();
    /// What the folder says, up to a version; unverified by the journal.
    [[nodiscard]] base::Result<authority::AuthorityState, base::Failure>
    readAuthority(std::optional<std::int64_t> upTo);
    [[nodiscard]] Frame statusFrame() const;
    void rebuildRegistry();

    // seat_people.cpp: passphrases
    [[nodiscard]] base::Result<Actor, base::Failure> actorFor(const Frame& request);
    [[nodiscard]] base::Result<const quorum::Person*, base::Failure> personOf(const Frame& request) const;
    /// `person`: hex id; empty for a station, whose passphrase belongs to nobody.
    [[nodiscard]] base::Failure recordWrongPassphrase(std::string person);
    [[nodiscard]] Answer arm(const Frame& request);
    [[nodiscard]] Answer disarm(const Frame& request);
    [[nodiscard]] base::Result<void, base::Failure> addShare(const Frame& request, const Actor& actor);
    [[nodiscard]] base::Result<void, base::Failure> unsealHotKeys();
    /// Disarms and leaves a record of why.
    void disarmBecause(std::string_view reason);
    [[nodiscard]] bool someoneLost(const std::vector<quorum::PersonId>& officers) const;

    // seat_objects.cpp: what people sign
    [[nodiscard]] Answer propose(const Frame& request);
    [[nodiscard]] Answer state(const Frame& request);
    /// What somebody says about which intent.
    struct Said {
        treasury::StatementKind kind;
        crypto::Hash256 digest;
        crypto::Hash256 subject; ///< Of the record: the withdrawal, or the message.
        std::optional<base::UnixTime> expires;
        std::string_view family; ///< First part of the record's kind: "withdrawal", "message".
    };
    /// Signs and journals it; `answers` and `note` are those of the request.
    [[nodiscard]] Answer stateAbout(const Frame& request, const Said& said, const SeatTime& time);
    [[nodiscard]] Answer signHead(const Frame& request);
    [[nodiscard]] Answer record(const Frame& request);

    // seat_enrol.cpp
    [[nodiscard]] Answer enrol(const Frame& request);

    // seat_authority.cpp
    [[nodiscard]] Answer provision(const Frame& request);
    struct NewSlot {
        std::string slot;
        secret::SecureBuffer seatKey;
    };
    [[nodiscard]] base::Result<NewSlot, base::Failure> sealSlot(const Frame& request,
                                                                const crypto::Ed25519PublicKey& logKey);
    /// Writes a new seat: everything but the founding record first.
    [[nodiscard]] base::Result<void, base::Failure>
    pin(base::ByteSpan genesis, const std::vector<authority::Change>& changes,
        const authority::AuthorityState& state, const audit::LogName& log, crypto::Ed25519KeyPair logKey,
        const crypto::Ed25519Seed& logSeed, base::ByteSpan seatKey);
    [[nodiscard]] base::Result<void, base::Failure> adoptOne(const authority::VerifiedChange& verified,
                                                             const authority::Change& change,
                                                             const SeatTime& time);
    [[nodiscard]] Answer adoptChanges(const Frame& request);
    [[nodiscard]] Answer deriveAddress(const Frame& request);

    // seat_spend.cpp
    /// The journalled result for the same request, if there is one.
    [[nodiscard]] base::Result<std::optional<Frame>, base::Failure>
    signedBefore(base::ByteSpan request) const;
    [[nodiscard]] Answer hear(const Frame& request);
    [[nodiscard]] Answer spend(const Frame& request);
    /// Keeps what stands against an intent and is not in the ledger yet.
    struct About {
        crypto::Hash256 digest;
        crypto::Hash256 subject;
        std::string_view family;
    };
    [[nodiscard]] base::Result<void, base::Failure> keepStops(const About& about,
                                                              std::span<const crypto::SignedObject> brought,
                                                              const treasury::Tally& tally,
                                                              const SeatTime& time);
    /// Everything but a delay is met: the delay runs from now.
    [[nodiscard]] base::Result<void, base::Failure> keepCooling(const crypto::Hash256& digest, bool approved,
                                                                const treasury::Tally& tally,
                                                                std::string_view family,
                                                                const SeatTime& time);
    [[nodiscard]] base::Result<void, base::Failure> noteStops(const JudgedRequest& judged,
                                                              const SeatTime& time);
    struct JudgedNow {
        JudgedRequest request;
        SeatTime time;
    };
    /// Judges by this seat's own journal and time, and journals what it learns: stops, and that a wait
    /// begins.
    [[nodiscard]] base::Result<JudgedNow, base::Failure> judgeNow(base::ByteSpan bytes);
    /// Everything but a delay is met: the delay runs from now.
    [[nodiscard]] base::Result<void, base::Failure> noteCooling(const JudgedRequest& judged,
                                                                const SeatTime& time);
    /// `work` is the request to the child, without its jobs. A station adds its receipt.
    [[nodiscard]] base::Result<psbt::Psbt, base::Failure> sign(AuthorizedSpend&& spend, Frame work,
                                                               const bitcoin::ExtendedPubKey& account);

    // seat_message.cpp
    [[nodiscard]] Answer proposeMessage(const Frame& request);
    [[nodiscard]] Answer stateAboutMessage(const Frame& request);
    [[nodiscard]] Answer signMessage(const Frame& request);
    /// What the child is asked with (without its jobs), for which key, and the PSBT that gets the signatures.
    struct Speaker {
        Frame work;
        bitcoin::ExtendedPubKey account;
        psbt::Psbt psbt;
    };
    /// A station adds its receipt.
    [[nodiscard]] base::Result<psbt::Psbt, base::Failure> say(const AuthorizedMessage& authorized,
                                                              Speaker speaker);
    [[nodiscard]] Answer messageAnswer(const crypto::Hash256& digest, const base::Bytes& signedPsbt,
                                       std::optional<psbt::ProofFormat> format) const;

    // seat_station_message.cpp
    struct JudgedMessageNow {
        JudgedMessage request;
        SeatTime time;
    };
    /// As judgeNow() of a payment.
    [[nodiscard]] base::Result<JudgedMessageNow, base::Failure> judgeMessageNow(base::ByteSpan bytes);
    /// Adds the words and the verdict to `report`.
    [[nodiscard]] Answer reviewMessage(base::ByteSpan request, const crypto::SignedObject& intent,
                                       base::Json::Object report);
    [[nodiscard]] Answer signColdMessage(const Frame& request, const crypto::SignedObject& intent);

    // seat_release.cpp
    [[nodiscard]] Answer release(const Frame& request);
    [[nodiscard]] base::Result<void, base::Failure>
    requireOver(base::ByteSpan request, const treasury::Intent& intent, const SeatTime& time);

    // seat_station.cpp
    [[nodiscard]] Answer describeStation(const Frame& request);
    [[nodiscard]] Answer createStationKey(const Frame& request);
    [[nodiscard]] Answer showStationWords(const Frame& request);
    [[nodiscard]] Answer review(const Frame& request);
    [[nodiscard]] Answer signCold(const Frame& request);
    /// `signer.no_such_key` when this is no station.
    [[nodiscard]] base::Result<StationKey, base::Failure> stationKey();
    /// The child is to sign with this key, opened by the request's passphrase.
    struct ColdWork {
        Frame work;
        bitcoin::ExtendedPubKey account;
    };
    [[nodiscard]] base::Result<ColdWork, base::Failure> coldWork(const Frame& request);
    /// The child's answer; counts and records wrong passphrases.
    [[nodiscard]] base::Result<Frame, base::Failure> askStationKey(const Frame& work);
    /// That there is one, of the treasury's kind, which the passphrase opens.
    [[nodiscard]] base::Result<void, base::Failure> requireStationKey(const secret::SecureBuffer& passphrase);
    [[nodiscard]] base::Result<psbt::Psbt, base::Failure>
    withReceipt(psbt::Psbt psbt, const crypto::Hash256& intent, base::UnixTime now);

    // seat_log.cpp
    [[nodiscard]] Answer readLog(const Frame& request);
    [[nodiscard]] Answer countersign(const Frame& request);
    [[nodiscard]] Answer exportBundle(const Frame& request);

    // seat_clock.cpp
    [[nodiscard]] SeatTime time() const;
    /// `signer.clock_went_back`
    [[nodiscard]] base::Result<SeatTime, base::Failure> now() const;
    [[nodiscard]] base::Result<void, base::Failure> journal(std::span<const Fact> facts, audit::Event event,
                                                            const crypto::Ed25519KeyPair* actor = nullptr);
    [[nodiscard]] base::Result<void, base::Failure> journalAt(base::UnixTime at, std::span<const Fact> facts,
                                                              audit::Event event,
                                                              const crypto::Ed25519KeyPair* actor);
    [[nodiscard]] Answer confirmClock(const Frame& request);
    /// On a station: time has come at least to what enough approvers have signed at their desks.
    [[nodiscard]] base::Result<void, base::Failure> believeWitnesses(const treasury::Tally& tally,
                                                                     const SeatTime& time);

    void recordRefusal(std::string_view verb, const std::string& subject, const base::Failure& failure);
    void recordDroppedRefusals();
    [[nodiscard]] std::string use() const;
    [[nodiscard]] crypto::KdfUse kdfUse() const;
    [[nodiscard]] crypto::EnvelopeBinding bindingOf(crypto::EnvelopePurpose purpose, std::string keyId) const;

    EnginePorts m_ports;
    SeatFiles m_files;
    GuessLimit m_guesses;
    treasury::RecordJudge m_rules;
    std::optional<SeatJournal> m_journal;
    std::optional<authority::AuthorityState> m_authority;
    std::optional<treasury::Registry> m_registry;
    HotTier m_hot;
    std::vector<quorum::Vote> m_clockVotes; ///< Who has confirmed the clock, until they are enough.
    base::Seconds m_clockVotesSince;        ///< Since boot.
    base::Seconds m_refusalMinute;
    std::int64_t m_refusals = 0; ///< In that minute.
    base::Seconds m_lastRequest;
    std::set<ClientId> m_clients;
    bool m_wantsToEnd = false;
};

} // namespace strongroom::signer
