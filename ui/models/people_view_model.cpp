#include "models/people_view_model.h"

#include "models/page_view_model_jobs.h"
#include "models/role_names.h"
#include "models/row_model.h"
#include "models/text.h"
#include "service/people.h"

namespace strongroom::ui {

PeopleViewModel::PeopleViewModel(Session& session, QObject* parent) : PageViewModel(session, parent) {
    using Person = service::PersonRow;
    using Model = RowModel<Person>;
    m_rows = std::make_unique<Model>(std::vector<Model::Role>{
        Model::field("personId", &Person::id),
        Model::field("name", &Person::name),
        Model::field("roles", &Person::roles),
        {"rolesText", [](const Person& person) { return QVariant(roleNames(toQStringList(person.roles))); }},
        Model::field("devices", &Person::devices),
        {"devicesText",
         [](const Person& person) {
             return QVariant(toQStringList(person.devices).join(QStringLiteral(", ")));
         }},
        Model::field("state", &Person::state),
    });
    connect(&session, &Session::closed, this, [this] {
        m_rows->setRows({});
        m_loaded = false;
        emit changed();
    });
}

PeopleViewModel::~PeopleViewModel() = default;

void PeopleViewModel::refresh() {
    read([](service::Workspace& workspace) { return service::listPeople(workspace); },
         [this](std::vector<service::PersonRow> rows) {
             m_rows->setRows(std::move(rows));
             m_loaded = true;
             emit changed();
         });
}

QAbstractItemModel* PeopleViewModel::rows() const {
    return m_rows.get();
}

} // namespace strongroom::ui
