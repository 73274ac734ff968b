#include "models/policy_view_model.h"

#include "models/page_view_model_jobs.h"
#include "models/row_model.h"
#include "models/text.h"

namespace strongroom::ui {

PolicyViewModel::PolicyViewModel(Session& session, QObject* parent) : PageViewModel(session, parent) {
    using Rule = service::PolicySentence;
    using Model = RowModel<Rule>;
    m_rules = std::make_unique<Model>(std::vector<Model::Role>{Model::field("rule", &Rule::rule),
                                                               Model::field("effect", &Rule::effect),
                                                               Model::field("sentence", &Rule::sentence)});
    connect(&session, &Session::closed, this, [this] {
        m_view = {};
        m_rules->setRows({});
        m_loaded = false;
        emit changed();
    });
}

PolicyViewModel::~PolicyViewModel() = default;

void PolicyViewModel::refresh() {
    read([](service::Workspace& workspace) { return service::showPolicy(workspace); },
         [this](service::PolicyView view) {
             m_view = std::move(view);
             m_rules->setRows(m_view.rules);
             m_loaded = true;
             emit changed();
         });
}

QString PolicyViewModel::hash() const {
    return toQString(m_view.hash);
}
QAbstractItemModel* PolicyViewModel::rules() const {
    return m_rules.get();
}
QStringList PolicyViewModel::changeSentences() const {
    return toQStringList(m_view.changeSentences);
}
QStringList PolicyViewModel::invariantSentences() const {
    return toQStringList(m_view.invariantSentences);
}
QVariant PolicyViewModel::mostOnePerson() const {
    return toVariant(m_view.mostOnePerson24h);
}
QVariant PolicyViewModel::mostTwoPeople() const {
    return toVariant(m_view.mostTwoPeople24h);
}
QString PolicyViewModel::document() const {
    return toQString(m_view.document);
}

} // namespace strongroom::ui
