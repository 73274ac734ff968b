#include "models/failure_view.h"

#include "base/failure.h"

#include <QCoreApplication>

namespace strongroom::ui {

FailureView toView(const base::Failure& failure) {
    FailureView view;
    view.code = QString::fromStdString(failure.code);
    // The translation files carry one entry per code in the context "failures"; without one the key itself
    // comes back.
    const QString translated = QCoreApplication::translate("failures", failure.code.c_str());
    view.sentence = translated == view.code ? QString::fromStdString(failure.message) : translated;
    for (const auto& [name, value] : failure.data)
        view.sentence.replace(QLatin1Char('{') + QString::fromStdString(name) + QLatin1Char('}'),
                              QString::fromStdString(value));
    return view;
}

} // namespace strongroom::ui
