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

void PageViewModel::setFailure(const FailureView& failure) {
    if (m_failure == failure)
        return;
    m_failure = failure;
    emit failureChanged();
}

void PageViewModel::begin() {
    ++m_jobs;
    emit busyChanged();
}

void PageViewModel::end() {
    if (m_jobs > 0)
        --m_jobs;
    emit busyChanged();
}

} // namespace strongroom::ui
