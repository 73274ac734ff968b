// Words that vaults are to say or have said, in four groups, and the check of a proof that anybody shows.
//
// GUI thread only. The check asks no node and no database: whether coins that stand behind words are unspent,
// it does not know.
#pragma once

#include "models/page_view_model.h"
#include "service/signed_messages.h"

#include <QAbstractItemModel>
#include <QVariantList>

#include <memory>

namespace strongroom::ui {

template <typename Row>
class RowModel;

/// What a proof turned out to be. `present` is false until one was checked.
class ProofView {
    Q_GADGET
    QML_VALUE_TYPE(proofView)
    Q_PROPERTY(bool present MEMBER present FINAL)
    Q_PROPERTY(bool valid MEMBER valid FINAL)
    /// Neither valid nor invalid: it has parts that are not known here.
    Q_PROPERTY(bool undecided MEMBER undecided FINAL)
    Q_PROPERTY(QString sentence MEMBER sentence FINAL)
    Q_PROPERTY(QString code MEMBER code FINAL)
    /// Of {outpoint, amount, address}: those it proves.
    Q_PROPERTY(QVariantList coins MEMBER coins FINAL)

public:
    bool present = false, valid = false, undecided = false;
    QString sentence, code;
    QVariantList coins;
};

class MessagesViewModel : public strongroom::ui::PageViewModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the console")
    Q_PROPERTY(bool loaded READ isLoaded NOTIFY changed FINAL)
    Q_PROPERTY(Group group READ group WRITE setGroup NOTIFY changed FINAL)
    /// Roles: messageId, beginning, vault, address, phase, tone, sentence, proposer, waitsForMe, expiresAt.
    Q_PROPERTY(QAbstractItemModel* rows READ rows CONSTANT FINAL)
    /// The same roles; only what this person can approve now, whatever the group.
    Q_PROPERTY(QAbstractItemModel* inbox READ inbox CONSTANT FINAL)
    Q_PROPERTY(int inboxCount READ inboxCount NOTIFY changed FINAL)
    Q_PROPERTY(strongroom::ui::ProofView proof READ proof NOTIFY proofChanged FINAL)
    /// Why a proof could not be judged at all.
    Q_PROPERTY(strongroom::ui::FailureView proofProblem READ proofProblem NOTIFY proofChanged FINAL)

public:
    enum class Group { UnderWay, Signed, Ended, All };
    Q_ENUM(Group)

    explicit MessagesViewModel(Session& session, QObject* parent = nullptr);
    ~MessagesViewModel() override;

    void refresh() override;
    Q_INVOKABLE QString idAt(int row) const;
    Q_INVOKABLE QString inboxIdAt(int row) const;
    /// A proof that somebody shows: that this address of the treasury's network says these words.
    Q_INVOKABLE void check(const QString& address, const QString& text, const QString& signature);
    /// What was checked says nothing about what is typed now.
    Q_INVOKABLE void forgetProof();

    [[nodiscard]] bool isLoaded() const { return m_loaded; }
    [[nodiscard]] Group group() const { return m_group; }
    void setGroup(Group group);
    [[nodiscard]] QAbstractItemModel* rows() const;
    [[nodiscard]] QAbstractItemModel* inbox() const;
    [[nodiscard]] int inboxCount() const;
    [[nodiscard]] const ProofView& proof() const { return m_proof; }
    [[nodiscard]] const FailureView& proofProblem() const { return m_proofProblem; }

signals:
    void changed();
    void proofChanged();

private:
    void choose();

    std::unique_ptr<RowModel<service::MessageRow>> m_rows;
    std::unique_ptr<RowModel<service::MessageRow>> m_inbox;
    std::vector<service::MessageRow> m_all;
    ProofView m_proof;
    FailureView m_proofProblem;
    Group m_group = Group::UnderWay;
    bool m_loaded = false;
};

} // namespace strongroom::ui
