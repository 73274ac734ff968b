// The templates of PageViewModel, for the .cpp files of its subclasses.
#pragma once

#include "models/page_view_model.h"
#include "models/session.h"

#include <utility>

namespace strongroom::ui {

template <typename Use, typename Done>
void PageViewModel::read(Use use, Done done) {
    if (!m_session.isOpen())
        return;
    begin();
    m_session.call(this, std::move(use), [this, done = std::move(done)](auto outcome) mutable {
        if (!outcome)
            fail(toView(outcome.error()), Origin::reading);
        end();
        if (outcome)
            done(std::move(*outcome));
    });
}

template <typename Use, typename Done>
void PageViewModel::write(Use use, Done done) {
    if (!m_session.isOpen())
        return;
    begin();
    m_session.write(this, std::move(use), [this, done = std::move(done)](auto outcome) mutable {
        if (outcome)
            setFailure({});
        else
            fail(toView(outcome.error()), Origin::writing);
        end();
        if (outcome)
            done(std::move(outcome));
    });
}

} // namespace strongroom::ui
