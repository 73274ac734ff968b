// An air-gapped station on screen: first run (a key of its own, its words, the treasury that two people
// compared), then scan, review, sign, show. What is reviewed was computed by the station's signer process.
//
// GUI thread only; the station itself lives on the core thread. Locks itself after ten minutes without work.
#pragma once

#include "models/failure_view.h"
#include "models/withdrawal_views.h"
#include "service/station.h"

#include <QByteArray>
#include <QObject>
#include <QString>
#include <QTimer>
#include <QVariantList>
#include <qqmlintegration.h>

#include <memory>

namespace strongroom::ui {

class JobRunner;

/// The words of a new key until they were written down: for SecretWords only.
class WordsHolder : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the station")

public:
    using QObject::QObject;
    [[nodiscard]] base::ByteSpan utf8() const { return m_words.utf8(); }
    void set(service::SecretText words);
    void clear();

signals:
    void changed();

private:
    service::SecretText m_words;
};

class StationViewModel : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the station's program")
    Q_PROPERTY(Step step READ step NOTIFY changed FINAL)
    Q_PROPERTY(bool busy READ isBusy NOTIFY changed FINAL)
    Q_PROPERTY(strongroom::ui::FailureView failure READ failure NOTIFY changed FINAL)
    Q_PROPERTY(strongroom::ui::WordsHolder* words READ words CONSTANT FINAL)

    /// For exercises only: framed as such.
    Q_PROPERTY(bool training READ isTraining NOTIFY changed FINAL)
    Q_PROPERTY(QString label READ label NOTIFY changed FINAL)
    Q_PROPERTY(QString fingerprint READ fingerprint NOTIFY changed FINAL)
    Q_PROPERTY(QString xpub READ xpub NOTIFY changed FINAL)
    Q_PROPERTY(QString treasuryName READ treasuryName NOTIFY changed FINAL)
    /// "Policy 7, officers as of 3 Nov (17 days old)."
    Q_PROPERTY(QString authoritySentence READ authoritySentence NOTIFY changed FINAL)
    /// 64 hex digits: what two people read aloud.
    Q_PROPERTY(QString genesisDigest READ genesisDigest NOTIFY changed FINAL)
    /// The log that this station keeps, and its key in hex: what the treasury registers.
    Q_PROPERTY(QString logName READ logName NOTIFY changed FINAL)
    Q_PROPERTY(QString logKey READ logKey NOTIFY changed FINAL)
    /// Names of the vaults that its key is part of; empty for none.
    Q_PROPERTY(QString coldVaults READ coldVaults NOTIFY changed FINAL)

    Q_PROPERTY(strongroom::ui::VerdictView verdict READ verdict NOTIFY changed FINAL)
    Q_PROPERTY(QVariantList inputs READ inputs NOTIFY changed FINAL)
    Q_PROPERTY(QVariantList outputs READ outputs NOTIFY changed FINAL)
    /// Of {code, severity, sentence}: what to look at before signing.
    Q_PROPERTY(QVariantList findings READ findings NOTIFY changed FINAL)
    Q_PROPERTY(QString payee READ payee NOTIFY changed FINAL)
    /// Of {payee, address, amount, purpose, reference}: only where there are several.
    Q_PROPERTY(QVariantList payments READ payments NOTIFY changed FINAL)
    Q_PROPERTY(QString payeeAddress READ payeeAddress NOTIFY changed FINAL)
    Q_PROPERTY(QString vault READ vault NOTIFY changed FINAL)
    /// Words are to be said, and nothing moves: in the place of payee, amount and flows.
    Q_PROPERTY(bool message READ isMessage NOTIFY changed FINAL)
    Q_PROPERTY(QString messageText READ messageText NOTIFY changed FINAL)
    Q_PROPERTY(QString messageAddress READ messageAddress NOTIFY changed FINAL)
    /// Of {outpoint, amount}: those that stand behind the words.
    Q_PROPERTY(QVariantList messageCoins READ messageCoins NOTIFY changed FINAL)
    // Satoshi, exact below 2^53.
    Q_PROPERTY(double amount READ amount NOTIFY changed FINAL)
    Q_PROPERTY(double fee READ fee NOTIFY changed FINAL)
    Q_PROPERTY(QString intentDigest READ intentDigest NOTIFY changed FINAL)
    Q_PROPERTY(bool maySign READ maySign NOTIFY changed FINAL)
    Q_PROPERTY(QString refusal READ refusal NOTIFY changed FINAL)
    /// What would have to happen first; empty where nothing helps.
    Q_PROPERTY(QString remedy READ remedy NOTIFY changed FINAL)
    Q_PROPERTY(QString refusalCode READ refusalCode NOTIFY changed FINAL)
    Q_PROPERTY(QByteArray reply READ reply NOTIFY changed FINAL)

public:
    /// Start: nothing is known yet.
    enum class Step { Start, Create, Words, Bundle, Compare, Unlock, Scan, Review, Reply };
    Q_ENUM(Step)
    static constexpr std::chrono::minutes AUTO_LOCK{10};

    /// `folder` may not exist yet.
    StationViewModel(const service::Ports& ports, JobRunner& core, std::string folder,
                     QObject* parent = nullptr);
    ~StationViewModel() override;

    /// Where this station stands: to be called once at the start.
    Q_INVOKABLE void load();
    Q_INVOKABLE void create(const QString& label, const QString& network, bool training, QObject* passphrase,
                            QObject* again);
    /// With words that exist already.
    Q_INVOKABLE void importKey(const QString& label, const QString& network, bool training, QObject* words,
                               QObject* passphrase, QObject* again);
    /// Shows the words, once. Skipping it leaves them unshown for the next start.
    Q_INVOKABLE void showWords(QObject* passphrase);
    Q_INVOKABLE void wordsWritten();
    Q_INVOKABLE void takeBundle(const QByteArray& bundle);
    Q_INVOKABLE void provision(const QString& typedDigest, QObject* passphrase);
    Q_INVOKABLE void unlock(QObject* passphrase);
    Q_INVOKABLE void lock();
    Q_INVOKABLE void review(const QByteArray& request);
    Q_INVOKABLE void sign(QObject* passphrase);
    /// Newer heads for a station that is provisioned.
    Q_INVOKABLE void update(const QByteArray& bundle);
    /// What a camera or a file brought, by where the station stands: a registration before it has one, later
    /// a transaction to review or newer heads. Anything else is refused with its code, and nothing changes.
    Q_INVOKABLE void take(const QByteArray& content);
    Q_INVOKABLE void takeFile(const QString& file);
    /// The reply for a medium. `file.already_exists` rather than overwriting.
    Q_INVOKABLE void saveReply(const QString& file);
    /// Back to the camera; forgets request and reply.
    Q_INVOKABLE void startOver();

    [[nodiscard]] Step step() const { return m_step; }
    [[nodiscard]] bool isBusy() const { return m_jobs > 0; }
    [[nodiscard]] const FailureView& failure() const { return m_failure; }
    [[nodiscard]] WordsHolder* words() const { return m_words; }
    [[nodiscard]] bool isTraining() const { return m_card.training; }
    [[nodiscard]] QString label() const;
    [[nodiscard]] QString fingerprint() const;
    [[nodiscard]] QString xpub() const;
    [[nodiscard]] QString treasuryName() const;
    [[nodiscard]] QString authoritySentence() const;
    [[nodiscard]] QString genesisDigest() const;
    [[nodiscard]] QString logName() const;
    [[nodiscard]] QString logKey() const;
    [[nodiscard]] QString coldVaults() const;
    [[nodiscard]] VerdictView verdict() const;
    [[nodiscard]] QVariantList inputs() const;
    [[nodiscard]] QVariantList outputs() const;
    [[nodiscard]] QVariantList findings() const;
    [[nodiscard]] QString payee() const;
    [[nodiscard]] QVariantList payments() const;
    [[nodiscard]] QString payeeAddress() const;
    [[nodiscard]] QString vault() const;
    [[nodiscard]] bool isMessage() const { return m_review.words.has_value(); }
    [[nodiscard]] QString messageText() const;
    [[nodiscard]] QString messageAddress() const;
    [[nodiscard]] QVariantList messageCoins() const;
    [[nodiscard]] double amount() const;
    [[nodiscard]] double fee() const;
    [[nodiscard]] QString intentDigest() const;
    [[nodiscard]] bool maySign() const { return m_review.maySign; }
    [[nodiscard]] QString refusal() const;
    [[nodiscard]] QString remedy() const;
    [[nodiscard]] QString refusalCode() const;
    [[nodiscard]] QByteArray reply() const { return m_reply; }

signals:
    void changed();
    void replySaved();

private:
    /// Filled and emptied on the core thread only.
    using Slot = std::unique_ptr<service::Station>;

    template <typename Work, typename Done>
    void run(Work work, Done done);
    void make(const service::StationSetup& setup, service::StationKeyOrigin origin, QObject* words,
              QObject* passphrase, QObject* again);
    void show(const service::StationCard& card);
    void go(Step step);

    service::Ports m_ports;
    JobRunner& m_core;
    std::string m_folder;
    std::shared_ptr<Slot> m_station;
    service::StationCard m_card;
    service::RegistrationCard m_registration;
    service::StationReview m_review;
    QByteArray m_bundle;
    QByteArray m_request;
    QByteArray m_reply;
    FailureView m_failure;
    WordsHolder* m_words;
    QTimer m_idle;
    Step m_step = Step::Start;
    int m_jobs = 0;
};

} // namespace strongroom::ui
