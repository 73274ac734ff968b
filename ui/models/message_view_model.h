// One message in full: what a vault is to say, who agreed, and the proof once it is signed; what the person
// at the desk may do now.
//
// GUI thread only. `approve` hands back the digest that was on the screen when it was pressed, so that what
// was seen is what is signed.
#pragma once

#include "models/message_views.h"
#include "models/page_view_model.h"
#include "models/withdrawal_views.h"

#include <QByteArray>

namespace strongroom::ui {

class MessageViewModel : public strongroom::ui::PageViewModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the console")
    Q_PROPERTY(bool loaded READ isLoaded NOTIFY changed FINAL)
    Q_PROPERTY(strongroom::ui::MessageView facts READ facts NOTIFY changed FINAL)
    Q_PROPERTY(strongroom::ui::VerdictView verdict READ verdict NOTIFY changed FINAL)
    Q_PROPERTY(strongroom::ui::MessageActionsView actions READ actions NOTIFY changed FINAL)
    /// The PSBT for a station once it was asked for; empty before, and for another message.
    Q_PROPERTY(QByteArray request READ request NOTIFY requestChanged FINAL)

public:
    explicit MessageViewModel(Session& session, QObject* parent = nullptr);

    void refresh() override;
    /// Shows another message, by its full id.
    Q_INVOKABLE void show(const QString& messageId);

    /// `shownDigest` is the digest that the dialog showed.
    Q_INVOKABLE void approve(const QString& shownDigest, QObject* secretField);
    Q_INVOKABLE void reject(const QString& reason, QObject* secretField);
    Q_INVOKABLE void takeBack(const QString& reason, QObject* secretField);
    /// The hot signer signs what is approved.
    Q_INVOKABLE void advance();
    Q_INVOKABLE void exportApprovalRequest(const QString& file);
    /// Computes `request`, for a screen that a station's camera looks at.
    Q_INVOKABLE void makeRequest();
    Q_INVOKABLE void exportForStation(const QString& file);
    /// What a camera brought. Anything but this message's reply is refused with its code and recorded.
    Q_INVOKABLE void takeReply(const QByteArray& reply);
    Q_INVOKABLE void importFromStation(const QString& file);
    /// The proof as a text file.
    Q_INVOKABLE void saveSignature(const QString& file);

    [[nodiscard]] bool isLoaded() const { return m_loaded; }
    [[nodiscard]] const MessageView& facts() const { return m_facts; }
    [[nodiscard]] const VerdictView& verdict() const { return m_verdict; }
    [[nodiscard]] const MessageActionsView& actions() const { return m_actions; }
    [[nodiscard]] QByteArray request() const { return m_request; }

signals:
    void changed();
    void requestChanged();
    /// A use case succeeded; the sentence says what is true now. Dialogs close on it.
    void acted(const QString& sentence);

private:
    void setRequest(const QByteArray& request);
    /// The bytes that `make(workspace, id)` gives, into a file.
    template <typename Make>
    void writeFile(const QString& file, Make make, const QString& done);

    QString m_id;
    QByteArray m_request;
    MessageView m_facts;
    VerdictView m_verdict;
    MessageActionsView m_actions;
    bool m_loaded = false;
};

} // namespace strongroom::ui
