// The founding session: people enrol in turn on one connection, then the founding record is made and signed
// by all of them, and the first seat is written. Their keys wait in guarded memory of this process until
// then; whoever hangs up leaves nothing behind (docs/formats/signer-protocol.md).
//
//   enrol   {person, name, roles[], device} · passphrase    → {person_id, key_id}
//   remove  {person}
//   finish  {name, network, training, log, folder, policy, change_rules, vault_name, gap_limit}
//           → {treasury, log_key, vault, people:[{person, name}]} · secret: database key
//             blobs: genesis, then for each person: slot, approval key, hot share
//
// `folder` is where seats of this user live; the seat gets its name below it from treasury and log. One
// client, one thread. Nothing is on disk before `finish`.
#pragma once

#include "authority/genesis.h"
#include "crypto/passphrase_envelope.h"
#include "keys/shared_envelope.h"
#include "signer/engine/seat.h"

#include <optional>
#include <string>
#include <vector>

namespace strongroom::signer {

/// A hot vault's single key: BIP84 account 0.
[[nodiscard]] std::string hotAccountPath(bitcoin::Network network);
/// `<treasury's first 16 hex digits>-<log>`: the name of a seat's folder.
[[nodiscard]] std::string seatFolderName(std::string_view treasury, std::string_view log);

class Founding final : public RequestHandler {
public:
    explicit Founding(const EnginePorts& ports) : m_ports(ports) {}

    [[nodiscard]] Frame handle(ClientId client, const Frame& request) override;
    void disconnected(ClientId /*client*/) override {}
    void tick() override {}
    [[nodiscard]] bool wantsToEnd() const override { return m_done; }

private:
    struct Founder {
        quorum::Person person;
        crypto::Ed25519KeyPair key;
        crypto::PassphraseKey passphraseKey;
        keys::OfficerShare share;
    };
    struct HotKey {
        keys::SessionKey session;
        keys::WrappedKey wrapped;
        std::string fingerprint;
        authority::VaultRecord vault;
    };
    struct Plan;

    [[nodiscard]] Answer enrol(const Frame& request);
    [[nodiscard]] Answer remove(const Frame& request);
    [[nodiscard]] Answer finish(const Frame& request);
    [[nodiscard]] base::Result<Plan, base::Failure> readPlan(const Frame& request) const;
    [[nodiscard]] base::Result<HotKey, base::Failure> makeHotKey(const Plan& plan);
    [[nodiscard]] base::Result<crypto::SignedObject, base::Failure>
    signGenesis(const Plan& plan, const HotKey& hot, const crypto::Ed25519PublicKey& logKey);
    [[nodiscard]] base::Result<base::Bytes, base::Failure>
    sealHotKey(const HotKey& hot, const std::string& treasury, bitcoin::Network network);
    void sealFor(const Founder& founder, const std::string& treasury, const std::string& network,
                 base::ByteSpan databaseKey, std::vector<base::Bytes>& blobs);

    EnginePorts m_ports;
    std::vector<Founder> m_founders;
    std::optional<crypto::KdfUse> m_use; ///< Fixed by the first enrolment.
    bool m_done = false;
};

} // namespace strongroom::signer
