// Proposing words for a vault to say: the draft as typed, and what the policy would say of it while one
// types.
//
// GUI thread only. The preview follows the draft after a short pause; answers to an older draft are dropped.
#pragma once

#include "models/message_views.h"
#include "models/page_view_model.h"
#include "models/withdrawal_views.h"

#include <QAbstractItemModel>
#include <QTimer>

#include <memory>
#include <optional>

namespace strongroom::service {
struct VaultBalance;
} // namespace strongroom::service

namespace strongroom::ui {

template <typename Row>
class RowModel;

class NewMessageViewModel : public strongroom::ui::PageViewModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the console")
    /// Roles: vaultId, name, tier.
    Q_PROPERTY(QAbstractItemModel* vaults READ vaults CONSTANT FINAL)
    Q_PROPERTY(QString vaultId READ vaultId WRITE setVaultId NOTIFY draftChanged FINAL)
    Q_PROPERTY(QString text READ text WRITE setText NOTIFY draftChanged FINAL)
    /// Of the deposit address that says it, from 0; `numberProblem` says what is wrong with it.
    Q_PROPERTY(QString numberText READ numberText WRITE setNumberText NOTIFY draftChanged FINAL)
    Q_PROPERTY(QString numberProblem READ numberProblem NOTIFY draftChanged FINAL)
    /// Characters beyond ASCII, of which some look alike, are meant.
    Q_PROPERTY(bool anyLetters READ allowsAnyLetters WRITE setAnyLetters NOTIFY draftChanged FINAL)
    /// All coins of the vault stand behind the words.
    Q_PROPERTY(bool withCoins READ isWithCoins WRITE setWithCoins NOTIFY draftChanged FINAL)
    Q_PROPERTY(bool present READ hasPreview NOTIFY previewChanged FINAL)
    Q_PROPERTY(bool previewing READ isPreviewing NOTIFY previewChanged FINAL)
    Q_PROPERTY(QString address READ address NOTIFY previewChanged FINAL)
    Q_PROPERTY(QString format READ format NOTIFY previewChanged FINAL)
    /// Of {outpoint, amount}.
    Q_PROPERTY(QVariantList coins READ coins NOTIFY previewChanged FINAL)
    Q_PROPERTY(strongroom::ui::VerdictView verdict READ verdict NOTIFY previewChanged FINAL)
    /// Why there is no preview.
    Q_PROPERTY(strongroom::ui::FailureView problem READ problem NOTIFY previewChanged FINAL)
    Q_PROPERTY(bool complete READ isComplete NOTIFY previewChanged FINAL)

public:
    explicit NewMessageViewModel(Session& session, QObject* parent = nullptr);
    ~NewMessageViewModel() override;

    /// The vaults; the draft stays.
    void refresh() override;
    /// An empty draft.
    Q_INVOKABLE void start();
    Q_INVOKABLE void propose(QObject* secretField);

    [[nodiscard]] QAbstractItemModel* vaults() const;
    [[nodiscard]] QString vaultId() const { return m_vaultId; }
    void setVaultId(const QString& id);
    [[nodiscard]] QString text() const { return m_text; }
    void setText(const QString& text);
    [[nodiscard]] QString numberText() const { return m_numberText; }
    void setNumberText(const QString& text);
    [[nodiscard]] QString numberProblem() const;
    [[nodiscard]] bool allowsAnyLetters() const { return m_anyLetters; }
    void setAnyLetters(bool any);
    [[nodiscard]] bool isWithCoins() const { return m_withCoins; }
    void setWithCoins(bool with);
    [[nodiscard]] bool hasPreview() const { return m_preview.has_value(); }
    [[nodiscard]] bool isPreviewing() const { return m_previewing; }
    [[nodiscard]] QString address() const;
    [[nodiscard]] QString format() const;
    [[nodiscard]] QVariantList coins() const;
    [[nodiscard]] VerdictView verdict() const;
    [[nodiscard]] const FailureView& problem() const { return m_problem; }
    /// Whether it can be proposed: previewed, and not forbidden.
    [[nodiscard]] bool isComplete() const;

signals:
    void draftChanged();
    void previewChanged();
    void proposed(const QString& messageId);

private:
    [[nodiscard]] std::optional<service::MessageWish> wish() const;
    void edited();
    void updatePreview();

    std::unique_ptr<RowModel<service::VaultBalance>> m_vaults;
    QString m_vaultId, m_text, m_numberText;
    bool m_anyLetters = false, m_withCoins = false;
    std::optional<service::MessagePreview> m_preview;
    FailureView m_problem;
    QTimer m_pause;
    bool m_previewing = false;
    quint64 m_request = 0; ///< Only the answer about the latest draft is shown.
};

} // namespace strongroom::ui
