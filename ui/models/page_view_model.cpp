#include "models/page_view_model.h"

#include "models/session.h"

namespace strongroom::ui {

PageViewModel::PageViewModel(Session& session, QObject* parent) : QObject(parent), m_session(session) {
    connect(&session, &Session::changed, this, &PageViewModel::refresh);
    // What was under way for a session that closed never answers.
    connect(&session, &Session::closed, this, [this] {
        m_jobs = 0;
        setFailure({});
        emit busyChanged();
    });
}

bool PageViewModel::isReadOnly() const {
    return m_session.isReadOnly();
}

void PageViewModel::fail(const FailureView& failure, Origin origin) {
    m_readFailed = m_readFailed || origin == Origin::reading;
    m_failureOf = origin;
    setFailure(failure);
    if (origin == Origin::writing)
        emit refused(failure.sentence);
}

void PageViewModel::setFailure(const FailureView& failure) {
    if (m_failure == failure)
        return;
    m_failure = failure;
    emit failureChanged();
}

void PageViewModel::begin() {
    if (m_jobs++ == 0)
        m_readFailed = false;
    emit busyChanged();
}

void PageViewModel::end() {
    if (m_jobs > 0)
        --m_jobs;
    if (m_jobs == 0 && !m_readFailed && m_failureOf == Origin::reading)
        setFailure({});
    emit busyChanged();
}

} // namespace strongroom::ui
