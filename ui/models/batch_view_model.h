// A file of payments: its rows, everything that is wrong with it, and what one withdrawal for all of them
// would come to.
//
// GUI thread only. The file is read once, when it is chosen; what is proposed is what was read.
#pragma once

#include "models/new_withdrawal_view_model.h"
#include "models/spend_view_model.h"
#include "service/propose_batch.h"

#include <optional>

namespace strongroom::ui {

class BatchViewModel : public strongroom::ui::SpendViewModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the console")
    /// Roles: vaultId, name, tier, available.
    Q_PROPERTY(QAbstractItemModel* vaults READ vaults CONSTANT FINAL)
    Q_PROPERTY(QString vaultId READ vaultId WRITE setVaultId NOTIFY draftChanged FINAL)
    /// Without its folder; empty until one was read.
    Q_PROPERTY(QString fileName READ fileName NOTIFY draftChanged FINAL)
    /// Roles: line, payee, address, amount, purpose, reference, duplicate (a sentence).
    Q_PROPERTY(QAbstractItemModel* lines READ lines CONSTANT FINAL)
    /// Roles: line (0: the whole file), where, sentence, code.
    Q_PROPERTY(QAbstractItemModel* problems READ problems CONSTANT FINAL)
    Q_PROPERTY(int lineCount READ lineCount NOTIFY previewChanged FINAL)
    Q_PROPERTY(int problemCount READ problemCount NOTIFY previewChanged FINAL)
    Q_PROPERTY(int duplicateCount READ duplicateCount NOTIFY previewChanged FINAL)
    Q_PROPERTY(bool duplicatesAcknowledged READ areDuplicatesAcknowledged WRITE setDuplicatesAcknowledged
                   NOTIFY draftChanged FINAL)
    Q_PROPERTY(QVariant total READ total NOTIFY previewChanged FINAL)
    /// Present when every row is good and the vault can pay.
    Q_PROPERTY(strongroom::ui::PreviewView preview READ preview NOTIFY previewChanged FINAL)

public:
    explicit BatchViewModel(Session& session, QObject* parent = nullptr);
    ~BatchViewModel() override;

    void refresh() override;
    /// Nothing chosen.
    Q_INVOKABLE void start();
    Q_INVOKABLE void openFile(const QString& path);
    Q_INVOKABLE void propose(QObject* secretField);

    [[nodiscard]] QAbstractItemModel* vaults() const;
    [[nodiscard]] QString vaultId() const { return m_vaultId; }
    void setVaultId(const QString& id);
    [[nodiscard]] QString fileName() const { return m_fileName; }
    [[nodiscard]] QAbstractItemModel* lines() const;
    [[nodiscard]] QAbstractItemModel* problems() const;
    [[nodiscard]] int lineCount() const;
    [[nodiscard]] int problemCount() const;
    [[nodiscard]] int duplicateCount() const { return m_duplicates; }
    [[nodiscard]] bool areDuplicatesAcknowledged() const { return m_duplicatesAcknowledged; }
    void setDuplicatesAcknowledged(bool acknowledged);
    [[nodiscard]] const QVariant& total() const { return m_total; }
    [[nodiscard]] const PreviewView& preview() const { return m_preview; }
    /// Permitted, and no row is like an earlier payment, or that is acknowledged.
    [[nodiscard]] bool isComplete() const override;

signals:
    /// A file was read, well or badly: dialogs close on it.
    void opened();

private:
    [[nodiscard]] std::optional<service::BatchDraft> draft() const;
    void updatePreview() override;
    void clearPreview() override { m_preview = {}; }
    void show(const service::BatchPreview& preview);

    std::unique_ptr<RowModel<service::VaultBalance>> m_vaults;
    std::unique_ptr<RowModel<service::BatchLine>> m_lines;
    std::unique_ptr<RowModel<service::BatchProblem>> m_problems;
    base::Bytes m_file;
    QString m_vaultId, m_fileName;
    QVariant m_total;
    int m_duplicates = 0;
    bool m_duplicatesAcknowledged = false;
    PreviewView m_preview;
};

} // namespace strongroom::ui
