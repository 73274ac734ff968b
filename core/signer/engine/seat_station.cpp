// The air-gapped station: a seat with one Bitcoin key and no person's (docs/formats/seat.md). Its key is made
// or imported first, its words are shown once; then it is provisioned with a treasury, and from there on it
// reviews and signs what it verified itself. Its passphrase opens journal and key, and belongs to nobody.
#include "crypto/passphrase_envelope.h"
#include "psbt/codec.h"
#include "signer/engine/fields.h"
#include "signer/engine/seat.h"
#include "signer/engine/spend_report.h"
#include "treasury/receipt.h"

namespace strongroom::signer {

using base::Failure;
using base::Json;

namespace {

bool flag(const Frame& request, std::string_view name) {
    const Json* value = request.header.find(name);
    return value != nullptr && value->boolean() != nullptr && *value->boolean();
}

/// A request to the child about this key, opened by the passphrase.
Frame workOn(const StationKey& key, std::string_view operation, const secret::SecureBuffer& passphrase) {
    Frame work = answerWith({{"op", std::string(operation)},
                             {"network", std::string(bitcoin::name(key.network))},
                             {"use", std::string(name(key.use))},
                             {"key_id", key.fingerprint}},
                            {key.envelope});
    work.secret = secret::SecureBuffer::copyOf(passphrase.span());
    return work;
}

bool isWrongPassphrase(const Failure& failure) {
    return failure.code == describe(crypto::Error::decryptionFailed).code;
}

} // namespace

base::Result<StationKey, Failure> Seat::stationKey() {
    const auto bytes = m_files.readStationKey();
    if (!bytes && bytes.error() == base::FileError::notFound)
        return refuse(EngineError::hasNoSuchKey);
    if (!bytes)
        return base::Unexpected(Failure(bytes.error()));
    auto key = parseStationKey(*bytes);
    if (!key)
        return refuse(EngineError::stationKeyDamaged);
    return std::move(*key);
}

base::Result<Frame, Failure> Seat::askStationKey(const Frame& work) {
    STRONGROOM_TRY(m_guesses.mayTry());
    auto reply = m_ports.helper->run(work);
    if (!reply && isWrongPassphrase(reply.error()))
        return base::Unexpected(recordWrongPassphrase({}));
    if (reply)
        m_guesses.noteRight();
    return reply;
}

/// {} → what can be known of a station without its passphrase.
Answer Seat::describeStation(const Frame& /*request*/) {
    STRONGROOM_ASSIGN(const StationKey key, stationKey());
    Frame answer = statusFrame();
    Json::Object& header = *answer.header.object();
    header.insert({{"label", key.label},
                   {"network", std::string(bitcoin::name(key.network))},
                   {"training", key.use == crypto::KdfUse::training},
                   {"fingerprint", key.fingerprint},
                   {"path", key.path},
                   {"xpub", key.xpub},
                   {"words_shown", key.wordsShown}});
    if (m_authority)
        header.insert({{"treasury_name", m_authority->name()},
                       {"policy_version", m_authority->policyVersion()},
                       {"people_since", m_authority->rosterSince().seconds}});
    return answer;
}

/// {label, network, training, import} · passphrase, or passphrase ‖ 00 ‖ words
Answer Seat::createStationKey(const Frame& request) {
    if (m_journal)
        return refuse(EngineError::alreadyProvisioned);
    if (m_files.hasStationKey())
        return refuse(EngineError::stationKeyExists);
    StationKey key;
    key.label = stringField(request, "label");
    const auto network = bitcoin::parseNetwork(stringField(request, "network"));
    if (!network || !request.secret || key.label.empty() || key.label.size() > MAX_STATION_LABEL ||
        !base::isPlainUtf8(key.label))
        return refuse(EngineError::badRequest);
    key.network = *network;
    key.use = flag(request, "training") ? crypto::KdfUse::training : crypto::KdfUse::real;
    if (key.use == crypto::KdfUse::training && key.network == bitcoin::Network::main)
        return base::Unexpected(Failure(crypto::Error::trainingOnMain));
    key.path = coldAccountPath(key.network);
    Frame work = answerWith({{"op", "create_cold"},
                             {"network", std::string(bitcoin::name(key.network))},
                             {"use", std::string(name(key.use))},
                             {"path", key.path},
                             {"import", flag(request, "import")}});
    work.secret = secret::SecureBuffer::copyOf(request.secret->span());
    STRONGROOM_ASSIGN(const Frame reply, m_ports.helper->run(work));
    if (reply.blobs.size() != 1)
        return refuse(EngineError::badRequest);
    key.fingerprint = stringField(reply, "fingerprint");
    key.xpub = stringField(reply, "xpub");
    key.envelope = reply.blobs.front();
    key.wordsShown = flag(request, "import"); // whoever typed them has them
    STRONGROOM_TRY(m_files.writeStationKey(toBytes(key)));
    return describeStation(request);
}

/// {} · passphrase → secret: the words, once and only before the station belongs to a treasury
Answer Seat::showStationWords(const Frame& request) {
    if (m_journal)
        return refuse(EngineError::alreadyProvisioned);
    STRONGROOM_ASSIGN(StationKey key, stationKey());
    if (!request.secret)
        return refuse(EngineError::badRequest);
    if (key.wordsShown)
        return refuse(EngineError::wordsShown);
    STRONGROOM_ASSIGN(Frame reply, askStationKey(workOn(key, "words_cold", *request.secret)));
    key.wordsShown = true;
    STRONGROOM_TRY(m_files.writeStationKey(toBytes(key))); // before they are out
    Frame answer = answerWith({});
    answer.secret = std::move(reply.secret);
    return answer;
}

base::Result<void, Failure> Seat::requireStationKey(const secret::SecureBuffer& passphrase) {
    STRONGROOM_ASSIGN(const StationKey key, stationKey());
    if (bitcoin::name(key.network) != authority::name(m_authority->network()) || key.use != kdfUse())
        return refuse(EngineError::stationKeyMismatch);
    // One passphrase for journal and key: a slip of the fingers here would lock the station for ever.
    STRONGROOM_TRY(askStationKey(workOn(key, "check_cold", passphrase)));
    return {};
}

/// {} · blob: PSBT → report, `may_sign`; what cannot be judged is shown as far as it can be read
Answer Seat::review(const Frame& request) {
    if (!m_registry)
        return refuse(EngineError::locked);
    const base::Bytes* bytes = blobOf(request, 0);
    if (bytes == nullptr)
        return refuse(EngineError::badRequest);
    STRONGROOM_ASSIGN(const SeatTime time, now());
    STRONGROOM_ASSIGN(const psbt::Psbt psbt, psbt::parsePsbt(*bytes));
    Json::Object report{{"authority_version", m_authority->version()},
                        {"policy_version", m_authority->policyVersion()},
                        {"people_since", m_authority->rosterSince().seconds}};
    const auto travel = treasury::readTravel(psbt);
    if (travel && treasury::carriesMessage(*travel))
        return reviewMessage(*bytes, *travel->intent, std::move(report));
    const auto refused = [&](const Failure& failure) {
        report.insert({{"may_sign", false}, {"refusal_code", failure.code}, {"refusal", failure.message}});
        recordRefusal("review", "", failure);
    };
    auto judged = judgeNow(*bytes);
    if (!judged) {
        report.merge(reportReview(
            psbt, treasury::reviewWith(psbt, *m_registry, m_journal->ledger().knowledge(time, {}, {})),
            *m_registry));
        refused(judged.error());
        return answerWith(std::move(report));
    }
    report.merge(reportReview(psbt, judged->request.judgement.review(), *m_registry));
    report.merge(reportJudgement(judged->request.judgement, *m_authority));
    const auto authorized =
        authorize(std::move(judged->request), *m_registry, m_journal->ledger(), judged->time);
    if (authorized)
        report.insert({"may_sign", true});
    else
        refused(authorized.error());
    return answerWith(std::move(report));
}

/// {shown_digest} · passphrase · blob: PSBT → blob: the PSBT with this station's signatures and receipt
Answer Seat::signCold(const Frame& request) {
    if (!m_registry)
        return refuse(EngineError::locked);
    const base::Bytes* bytes = blobOf(request, 0);
    if (bytes == nullptr || !request.secret)
        return refuse(EngineError::badRequest);
    STRONGROOM_TRY(stationKey());
    STRONGROOM_TRY(m_guesses.mayTry());
    STRONGROOM_ASSIGN(const psbt::Psbt psbt, psbt::parsePsbt(*bytes));
    STRONGROOM_ASSIGN(const treasury::Travel travel, treasury::readTravel(psbt));
    if (treasury::carriesMessage(travel))
        return signColdMessage(request, *travel.intent);
    STRONGROOM_ASSIGN(std::optional<Frame> before, signedBefore(*bytes));
    if (before)
        return *std::move(before);
    STRONGROOM_ASSIGN(auto judged, judgeNow(*bytes));
    const crypto::Hash256 digest = judged.request.judgement.intent().digest();
    if (hexOf(digest) != stringField(request, "shown_digest"))
        return refuse(EngineError::digestChanged);
    STRONGROOM_ASSIGN(AuthorizedSpend authorized,
                      authorize(std::move(judged.request), *m_registry, m_journal->ledger(), judged.time));
    STRONGROOM_ASSIGN(ColdWork cold, coldWork(request));
    STRONGROOM_ASSIGN(const psbt::Psbt signedPsbt,
                      sign(std::move(authorized), std::move(cold.work), cold.account));
    return answerWith({{"intent", hexOf(digest)}}, {psbt::serialize(signedPsbt)});
}

base::Result<Seat::ColdWork, Failure> Seat::coldWork(const Frame& request) {
    STRONGROOM_ASSIGN(const StationKey key, stationKey());
    Frame work = workOn(key, "sign_cold", *request.secret);
    work.header.object()->insert({"path", key.path});
    STRONGROOM_ASSIGN(const auto account, bitcoin::ExtendedPubKey::parse(key.xpub));
    return ColdWork{std::move(work), account};
}

base::Result<psbt::Psbt, Failure> Seat::withReceipt(psbt::Psbt psbt, const crypto::Hash256& intent,
                                                    base::UnixTime now) {
    STRONGROOM_ASSIGN(const StationKey key, stationKey());
    const auto fingerprint = base::fromHex(key.fingerprint);
    const auto own = fingerprint ? bitcoin::Fingerprint::from(*fingerprint) : std::nullopt;
    if (!own)
        return refuse(EngineError::stationKeyDamaged);
    treasury::Receipt receipt;
    receipt.intent = intent;
    receipt.txid = psbt.tx.txid();
    receipt.fingerprint = *own;
    receipt.signatures = treasury::signaturesHash(psbt, *own);
    receipt.authorityVersion = m_authority->version();
    receipt.at = now;
    receipt.log = m_journal->log().log;
    receipt.logKey = m_journal->logKey();
    receipt.checkpoint = m_journal->checkpoint();
    crypto::Unsigned object = treasury::toUnsigned(receipt, m_authority->treasuryText());
    std::vector<crypto::Signature> signatures{crypto::signWith(object, m_journal->signingKey())};
    treasury::Travel travel;
    travel.receipts.push_back(crypto::assemble(std::move(object), std::move(signatures)));
    STRONGROOM_ASSIGN(psbt::Psbt result, treasury::addTravel(std::move(psbt), travel));
    return result;
}

} // namespace strongroom::signer
