#include "models/station_view_model.h"

#include "models/exchange_file.h"
#include "models/job_runner.h"
#include "models/message_views.h"
#include "models/secret_argument.h"
#include "models/text.h"

#include <algorithm>
#include <optional>

namespace strongroom::ui {

void WordsHolder::set(service::SecretText words) {
    m_words = std::move(words);
    emit changed();
}

void WordsHolder::clear() {
    m_words.clear();
    emit changed();
}

StationViewModel::StationViewModel(const service::Ports& ports, JobRunner& core, std::string folder,
                                   QObject* parent)
    : QObject(parent),
      m_ports(ports),
      m_core(core),
      m_folder(std::move(folder)),
      m_station(std::make_shared<Slot>()),
      m_words(new WordsHolder(this)) {
    m_idle.setSingleShot(true);
    m_idle.setInterval(AUTO_LOCK);
    connect(&m_idle, &QTimer::timeout, this, &StationViewModel::lock);
}

StationViewModel::~StationViewModel() = default;

template <typename Work, typename Done>
void StationViewModel::run(Work work, Done done) {
    ++m_jobs;
    emit changed();
    m_core.run(this, std::move(work), [this, done = std::move(done)](auto outcome) mutable {
        --m_jobs;
        m_failure = outcome ? FailureView() : toView(outcome.error());
        if (outcome)
            done(std::move(*outcome));
        m_idle.start();
        emit changed();
    });
}

void StationViewModel::go(Step step) {
    m_step = step;
    emit changed();
}

void StationViewModel::show(const service::StationCard& card) {
    m_card = card;
    if (card.isProvisioned())
        m_step = card.open ? Step::Scan : Step::Unlock;
    else
        m_step = card.wordsShown ? Step::Bundle : Step::Words;
}

void StationViewModel::load() {
    if (!m_ports.files->exists(m_folder)) {
        go(Step::Create);
        return;
    }
    using Found = std::optional<service::StationCard>;
    run(
        [ports = m_ports, folder = m_folder]() -> service::Outcome<Found> {
            auto card = service::readStation(ports, folder);
            if (!card && card.error().code == "signer.no_such_key")
                return Found(); // a folder that was made for it
            STRONGROOM_TRY(card);
            return Found(std::move(*card));
        },
        [this](const Found& card) {
            if (card)
                show(*card);
            else
                m_step = Step::Create;
        });
}

void StationViewModel::create(const QString& label, const QString& network, bool training,
                              QObject* passphrase, QObject* again) {
    make({m_folder, label.trimmed().toStdString(), network.toStdString(), training},
         service::StationKeyOrigin::created, nullptr, passphrase, again);
}

void StationViewModel::importKey(const QString& label, const QString& network, bool training, QObject* words,
                                 QObject* passphrase, QObject* again) {
    make({m_folder, label.trimmed().toStdString(), network.toStdString(), training},
         service::StationKeyOrigin::imported, words, passphrase, again);
}

void StationViewModel::make(const service::StationSetup& setup, service::StationKeyOrigin origin,
                            QObject* words, QObject* passphrase, QObject* again) {
    const SharedSecret typed = words != nullptr ? takeSecret(words) : std::make_shared<service::SecretText>();
    const SharedSecret first = takeSecret(passphrase);
    const SharedSecret second = takeSecret(again);
    if (!typed || !first || !second)
        return;
    if (!service::sameSecret(*first, *second)) {
        m_failure = {tr("The two passphrases differ. Type both again."),
                     QStringLiteral("founding.passphrases_differ")};
        emit changed();
        return;
    }
    run([ports = m_ports, setup, origin, typed,
         first] { return service::createStation(ports, setup, origin, *typed, *first); },
        [this](const service::StationCard& card) { show(card); });
}

void StationViewModel::showWords(QObject* passphrase) {
    const SharedSecret secret = takeSecret(passphrase);
    if (!secret)
        return;
    run([ports = m_ports, folder = m_folder,
         secret] { return service::stationWords(ports, folder, *secret); },
        [this](service::SecretText words) {
            m_card.wordsShown = true;
            m_words->set(std::move(words));
        });
}

void StationViewModel::wordsWritten() {
    m_words->clear();
    if (m_card.wordsShown)
        go(Step::Bundle);
}

void StationViewModel::takeBundle(const QByteArray& bundle) {
    m_bundle = bundle;
    run([ports = m_ports, folder = m_folder,
         bytes = toBytes(bundle)] { return service::readRegistration(ports, folder, bytes); },
        [this](const service::RegistrationCard& card) {
            m_registration = card;
            m_step = Step::Compare;
        });
}

void StationViewModel::provision(const QString& typedDigest, QObject* passphrase) {
    const SharedSecret secret = takeSecret(passphrase);
    if (!secret)
        return;
    run([ports = m_ports, folder = m_folder, bytes = toBytes(m_bundle),
         digest = typedDigest.trimmed().toLower().toStdString(),
         secret] { return service::provisionStation(ports, folder, bytes, digest, *secret); },
        [this](const service::StationCard& card) { show(card); });
}

void StationViewModel::unlock(QObject* passphrase) {
    const SharedSecret secret = takeSecret(passphrase);
    if (!secret)
        return;
    run(
        [ports = m_ports, folder = m_folder, slot = m_station,
         secret]() -> service::Outcome<service::StationCard> {
            STRONGROOM_ASSIGN(*slot, service::openStation(ports, folder, *secret));
            return (*slot)->card();
        },
        [this](const service::StationCard& card) { show(card); });
}

void StationViewModel::lock() {
    m_words->clear();
    if (m_step != Step::Scan && m_step != Step::Review && m_step != Step::Reply)
        return;
    startOver();
    m_card.open = false;
    m_step = Step::Unlock;
    run(
        [slot = m_station]() -> service::Outcome<bool> {
            const auto locked = *slot ? (*slot)->lock() : service::Outcome<void>();
            slot->reset();
            STRONGROOM_TRY(locked);
            return true;
        },
        [](bool) {});
}

void StationViewModel::review(const QByteArray& request) {
    m_request = request;
    run([slot = m_station, bytes = toBytes(request)] { return (*slot)->review(bytes); },
        [this](service::StationReview review) {
            m_review = std::move(review);
            m_step = Step::Review;
        });
}

void StationViewModel::sign(QObject* passphrase) {
    const SharedSecret secret = takeSecret(passphrase);
    if (!secret || !m_review.maySign || m_step != Step::Review)
        return;
    run([slot = m_station, bytes = toBytes(m_request), digest = m_review.detail.intentDigest,
         secret] { return (*slot)->sign(bytes, digest, *secret); },
        [this](const base::Bytes& reply) {
            m_reply = toQByteArray(reply);
            m_step = Step::Reply;
        });
}

void StationViewModel::update(const QByteArray& bundle) {
    run([slot = m_station, bytes = toBytes(bundle)] { return (*slot)->updateRegistration(bytes); },
        [this](const service::StationCard& card) { show(card); });
}

void StationViewModel::take(const QByteArray& content) {
    // BIP 174: how every transaction that is to be signed begins.
    static constexpr std::string_view MAGIC("psbt\xff", 5);
    if (m_step == Step::Bundle)
        takeBundle(content);
    else if (m_step == Step::Scan && content.startsWith(QByteArrayView(MAGIC.data(), MAGIC.size())))
        review(content);
    else if (m_step == Step::Scan)
        update(content);
}

void StationViewModel::takeFile(const QString& file) {
    run([ports = m_ports, file] { return readExchangeFile(ports, file); },
        [this](const base::Bytes& content) { take(toQByteArray(content)); });
}

void StationViewModel::saveReply(const QString& file) {
    run(
        [ports = m_ports, file, reply = toBytes(m_reply)]() -> service::Outcome<bool> {
            STRONGROOM_TRY(writeExchangeFile(ports, file, reply));
            return true;
        },
        [this](bool) { emit replySaved(); });
}

void StationViewModel::startOver() {
    m_request.clear();
    m_reply.clear();
    m_review = {};
    m_failure = {};
    go(Step::Scan);
}

QString StationViewModel::label() const {
    return toQString(m_card.label);
}
QString StationViewModel::fingerprint() const {
    return toQString(m_card.fingerprint);
}
QString StationViewModel::xpub() const {
    return toQString(m_card.xpub);
}
QString StationViewModel::treasuryName() const {
    return toQString(m_card.isProvisioned() ? m_card.treasuryName : m_registration.treasuryName);
}
QString StationViewModel::authoritySentence() const {
    return toQString(m_card.isProvisioned() ? m_card.authoritySentence : m_registration.authoritySentence);
}
QString StationViewModel::genesisDigest() const {
    return toQString(m_card.isProvisioned() ? m_card.genesisDigest : m_registration.genesisDigest);
}
QString StationViewModel::logName() const {
    return toQString(m_card.log);
}
QString StationViewModel::logKey() const {
    return toQString(m_card.logKey);
}
QString StationViewModel::coldVaults() const {
    return toQStringList(m_registration.coldVaults).join(QStringLiteral(", "));
}
VerdictView StationViewModel::verdict() const {
    return toView(m_review.detail.verdict);
}
QVariantList StationViewModel::inputs() const {
    return toView(m_review.detail.inputs);
}
QVariantList StationViewModel::outputs() const {
    return toView(m_review.detail.outputs);
}
QVariantList StationViewModel::findings() const {
    return toView(m_review.detail.findings);
}
QString StationViewModel::payee() const {
    return toQString(m_review.detail.row.payee);
}
QVariantList StationViewModel::payments() const {
    const QVariantList all = paymentsOf(m_review.detail.outputs);
    return all.size() > 1 ? all : QVariantList();
}
QString StationViewModel::payeeAddress() const {
    const QVariantList all = paymentsOf(m_review.detail.outputs);
    return all.size() == 1 ? all.front().toMap().value(QStringLiteral("address")).toString() : QString();
}
QString StationViewModel::vault() const {
    return toQString(m_review.detail.row.vault);
}
QString StationViewModel::messageText() const {
    return m_review.words ? toQString(m_review.words->text) : QString();
}
QString StationViewModel::messageAddress() const {
    return m_review.words ? toQString(m_review.words->address) : QString();
}
QVariantList StationViewModel::messageCoins() const {
    return m_review.words ? toView(m_review.words->coins) : QVariantList();
}
double StationViewModel::amount() const {
    return static_cast<double>(toSatoshi(m_review.detail.row.amount));
}
double StationViewModel::fee() const {
    return static_cast<double>(toSatoshi(m_review.detail.row.fee));
}
QString StationViewModel::intentDigest() const {
    return toQString(m_review.detail.intentDigest);
}
QString StationViewModel::refusal() const {
    return toQString(m_review.refusal);
}
QString StationViewModel::remedy() const {
    if (m_review.refusalCode == "treasury.newer_authority")
        return tr("Bring a newer registration here first, the same way as a transaction.");
    if (m_review.refusalCode == "signer.not_approved")
        return tr("Once the people named below have approved, show it here again.");
    return {};
}
QString StationViewModel::refusalCode() const {
    return toQString(m_review.refusalCode);
}

} // namespace strongroom::ui
