// The founding session on screen: treasury, people (each types a passphrase of their own, twice), policy in
// words with limits that can be edited, review, complete.
//
// GUI thread only. The session object of the core lives on the core thread and dies with `stop`: whoever
// stops leaves nothing behind.
#pragma once

#include "models/failure_view.h"
#include "service/found_treasury.h"

#include <QAbstractItemModel>
#include <QObject>
#include <QStringList>
#include <qqmlintegration.h>

#include <memory>

namespace strongroom::ui {

class JobRunner;
template <typename Row>
class RowModel;

class FoundingViewModel : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the console")
    Q_PROPERTY(Step step READ step NOTIFY changed FINAL)
    Q_PROPERTY(bool busy READ isBusy NOTIFY changed FINAL)
    Q_PROPERTY(strongroom::ui::FailureView failure READ failure NOTIFY changed FINAL)
    Q_PROPERTY(QString treasuryName READ treasuryName NOTIFY changed FINAL)
    /// Roles: personId, name, rolesText.
    Q_PROPERTY(QAbstractItemModel* people READ people CONSTANT FINAL)
    Q_PROPERTY(int peopleCount READ peopleCount NOTIFY changed FINAL)
    // The starter limits as typed, in bitcoin.
    Q_PROPERTY(QString oneOfficerFrom READ oneOfficerFrom NOTIFY changed FINAL)
    Q_PROPERTY(QString twoOfficersFrom READ twoOfficersFrom NOTIFY changed FINAL)
    Q_PROPERTY(QString dayLimit READ dayLimit NOTIFY changed FINAL)
    Q_PROPERTY(QString hotCap READ hotCap NOTIFY changed FINAL)
    Q_PROPERTY(QStringList policySentences READ policySentences NOTIFY changed FINAL)
    Q_PROPERTY(QStringList changeSentences READ changeSentences NOTIFY changed FINAL)
    /// What is missing before it can be completed; empty when ready.
    Q_PROPERTY(QStringList problems READ problems NOTIFY changed FINAL)

public:
    enum class Step { Treasury, People, Policy, Review };
    Q_ENUM(Step)

    FoundingViewModel(const service::Ports& ports, JobRunner& core, QObject* parent = nullptr);
    ~FoundingViewModel() override;

    /// `parentFolder` is where the workspace folder is made.
    Q_INVOKABLE void begin(const QString& name, const QString& network, const QString& parentFolder);
    /// Refused before anything is sent when the two fields differ.
    Q_INVOKABLE void enrol(const QString& name, const QStringList& roles, QObject* passphrase,
                           QObject* again);
    Q_INVOKABLE void remove(const QString& personId);
    /// False when one of them is no amount.
    Q_INVOKABLE bool setLimits(const QString& oneOfficerFrom, const QString& twoOfficersFrom,
                               const QString& dayLimit, const QString& hotCap);
    Q_INVOKABLE void go(Step step);
    Q_INVOKABLE void complete();
    Q_INVOKABLE void stop();

    [[nodiscard]] Step step() const { return m_step; }
    [[nodiscard]] bool isBusy() const { return m_jobs > 0; }
    [[nodiscard]] const FailureView& failure() const { return m_failure; }
    [[nodiscard]] QString treasuryName() const { return m_name; }
    [[nodiscard]] QAbstractItemModel* people() const;
    [[nodiscard]] int peopleCount() const { return static_cast<int>(m_review.people.size()); }
    [[nodiscard]] QString oneOfficerFrom() const;
    [[nodiscard]] QString twoOfficersFrom() const;
    [[nodiscard]] QString dayLimit() const;
    [[nodiscard]] QString hotCap() const;
    [[nodiscard]] QStringList policySentences() const;
    [[nodiscard]] QStringList changeSentences() const;
    [[nodiscard]] QStringList problems() const;

signals:
    void changed();
    void enrolled(const QString& name);
    /// The workspace exists now.
    void completed(const QString& folder);

private:
    /// Filled and emptied on the core thread only.
    using Slot = std::unique_ptr<service::FoundingSession>;

    template <typename Work, typename Done>
    void run(Work work, Done done);
    void updateReview();
    void fail(const FailureView& failure);
    [[nodiscard]] std::string freshPersonId(const QString& name) const;

    service::Ports m_ports;
    JobRunner& m_core;
    std::shared_ptr<Slot> m_founding;
    std::unique_ptr<RowModel<service::Enrolment>> m_people;
    service::StarterLimits m_limits;
    service::FoundingReview m_review;
    FailureView m_failure;
    QString m_name;
    Step m_step = Step::Treasury;
    int m_jobs = 0;
    quint64 m_generation = 0;
};

} // namespace strongroom::ui
