// What every page's view model has: a session to run use cases in, a busy flag, and the last failure.
#pragma once

#include "models/failure_view.h"

#include <QObject>
#include <qqmlintegration.h>

namespace strongroom::ui {

class Session;

/// Derived classes implement `refresh`, which is called when the page opens, when the session says that
/// something changed, and by the user. GUI thread only; the session outlives it.
class PageViewModel : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the console")
    Q_PROPERTY(bool busy READ isBusy NOTIFY busyChanged FINAL)
    Q_PROPERTY(strongroom::ui::FailureView failure READ failure NOTIFY failureChanged FINAL)
    Q_PROPERTY(bool readOnly READ isReadOnly NOTIFY busyChanged FINAL)

public:
    explicit PageViewModel(Session& session, QObject* parent = nullptr);

    [[nodiscard]] bool isBusy() const { return m_jobs > 0; }
    [[nodiscard]] const FailureView& failure() const { return m_failure; }
    [[nodiscard]] bool isReadOnly() const;

    Q_INVOKABLE virtual void refresh() = 0;
    Q_INVOKABLE void dismissFailure() { setFailure({}); }

signals:
    void busyChanged();
    void failureChanged();
    /// A use case that writes was refused.
    void refused(const QString& sentence);

protected:
    [[nodiscard]] Session& session() const { return m_session; }

    /// Session::call with busy flag and failure handled: `done` is called with the value on success only. A
    /// failure of reading goes away when reading anew succeeds.
    template <typename Use, typename Done>
    void read(Use use, Done done);
    /// Session::write likewise. A failure of writing stays until the next write or until it is dismissed:
    /// what pages read in the background meanwhile must not take it off the screen.
    template <typename Use, typename Done>
    void write(Use use, Done done);

private:
    enum class Origin { reading, writing };

    void begin();
    void end();
    void fail(const FailureView& failure, Origin origin);
    void setFailure(const FailureView& failure);

    Session& m_session;
    FailureView m_failure;
    Origin m_failureOf = Origin::writing;
    int m_jobs = 0;
    bool m_readFailed = false; ///< Since the first of the jobs at hand began.
};

} // namespace strongroom::ui
