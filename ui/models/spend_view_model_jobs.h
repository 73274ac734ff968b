// The templates of SpendViewModel, for the .cpp files of its subclasses.
#pragma once

#include "models/page_view_model_jobs.h"
#include "models/secret_argument.h"
#include "models/spend_view_model.h"
#include "models/text.h"

namespace strongroom::ui {

template <typename Draft, typename Use, typename Show>
void SpendViewModel::previewWith(const std::optional<Draft>& draft, Use use, Show show) {
    m_pause.stop();
    const quint64 request = ++m_request;
    m_previewing = draft.has_value() && session().isOpen();
    if (!draft) {
        m_problem = {};
        clearPreview();
    }
    emit previewChanged();
    if (!draft)
        return;
    session().call(
        this, [draft = *draft, use](service::Workspace& workspace) { return use(workspace, draft); },
        [this, request, show](const auto& outcome) {
            if (request != m_request)
                return;
            m_previewing = false;
            m_problem = outcome ? FailureView() : toView(outcome.error());
            if (outcome)
                show(*outcome);
            else
                clearPreview();
            emit previewChanged();
        });
}

template <typename Draft, typename Use>
void SpendViewModel::proposeWith(QObject* secretField, const std::optional<Draft>& draft, Use use) {
    const SharedSecret secret = takeSecret(secretField);
    if (!draft || !secret)
        return;
    write([draft = *draft, secret,
           use](service::Workspace& workspace) { return use(workspace, draft, *secret); },
          [this](const service::Outcome<std::string>& outcome) { emit proposed(toQString(*outcome)); });
}

} // namespace strongroom::ui
