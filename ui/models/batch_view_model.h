// A file of payments: its rows, everything that is wrong with it, and what one withdrawal for all of them
// would come to.
//
// GUI thread only. The file is read once, when it is chosen; what is proposed is what was read.
#pragma once

#include "models/new_withdrawal_view_model.h"
#include "service/propose_batch.h"

#include <optional>

namespace strongroom::ui {

class BatchViewModel : public strongroom::ui::PageViewModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the console")
    /// Roles: vaultId, name, tier, available.
    Q_PROPERTY(QAbstractItemModel* vaults READ vaults CONSTANT FINAL)
    Q_PROPERTY(QString vaultId READ vaultId WRITE setVaultId NOTIFY changed FINAL)
    /// Without its folder; empty until one was read.
    Q_PROPERTY(QString fileName READ fileName NOTIFY changed FINAL)
    Q_PROPERTY(QString feeRateText READ feeRateText WRITE setFeeRateText NOTIFY changed FINAL)
    Q_PROPERTY(QString feeRateProblem READ feeRateProblem NOTIFY changed FINAL)
    /// Roles: line, payee, address, amount, purpose, reference, duplicate (a sentence).
    Q_PROPERTY(QAbstractItemModel* lines READ lines CONSTANT FINAL)
    /// Roles: line (0: the whole file), where, sentence, code.
    Q_PROPERTY(QAbstractItemModel* problems READ problems CONSTANT FINAL)
    Q_PROPERTY(int lineCount READ lineCount NOTIFY changed FINAL)
    Q_PROPERTY(int problemCount READ problemCount NOTIFY changed FINAL)
    Q_PROPERTY(int duplicateCount READ duplicateCount NOTIFY changed FINAL)
    Q_PROPERTY(bool duplicatesAcknowledged READ areDuplicatesAcknowledged WRITE setDuplicatesAcknowledged
                   NOTIFY changed FINAL)
    Q_PROPERTY(QVariant total READ total NOTIFY changed FINAL)
    /// Present when every row is good and the vault can pay.
    Q_PROPERTY(strongroom::ui::PreviewView preview READ preview NOTIFY changed FINAL)
    /// Why a good file cannot be paid as it stands.
    Q_PROPERTY(strongroom::ui::FailureView problem READ problem NOTIFY changed FINAL)
    Q_PROPERTY(bool complete READ isComplete NOTIFY changed FINAL)

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
    [[nodiscard]] QString feeRateText() const { return m_feeRateText; }
    void setFeeRateText(const QString& text);
    [[nodiscard]] QString feeRateProblem() const;
    [[nodiscard]] QAbstractItemModel* lines() const;
    [[nodiscard]] QAbstractItemModel* problems() const;
    [[nodiscard]] int lineCount() const;
    [[nodiscard]] int problemCount() const;
    [[nodiscard]] int duplicateCount() const { return m_duplicates; }
    [[nodiscard]] bool areDuplicatesAcknowledged() const { return m_duplicatesAcknowledged; }
    void setDuplicatesAcknowledged(bool acknowledged);
    [[nodiscard]] const QVariant& total() const { return m_total; }
    [[nodiscard]] const PreviewView& preview() const { return m_preview; }
    [[nodiscard]] const FailureView& problem() const { return m_problem; }
    [[nodiscard]] bool isComplete() const;

signals:
    void changed();
    /// A file was read, well or badly: dialogs close on it.
    void opened();
    void proposed(const QString& withdrawalId);

private:
    [[nodiscard]] std::optional<service::BatchDraft> draft() const;
    void edited();
    void updatePreview();
    void show(const service::BatchPreview& preview);

    std::unique_ptr<RowModel<service::VaultBalance>> m_vaults;
    std::unique_ptr<RowModel<service::BatchLine>> m_lines;
    std::unique_ptr<RowModel<service::BatchProblem>> m_problems;
    base::Bytes m_file;
    QString m_vaultId, m_fileName, m_feeRateText;
    QVariant m_total;
    int m_duplicates = 0;
    bool m_duplicatesAcknowledged = false;
    bool m_previewing = false;
    PreviewView m_preview;
    FailureView m_problem;
    QTimer m_pause;
    quint64 m_request = 0;
};

} // namespace strongroom::ui
