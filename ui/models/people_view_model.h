// The people of the treasury. GUI thread only.
#pragma once

#include "models/page_view_model.h"

#include <QAbstractItemModel>

#include <memory>

namespace strongroom::service {
struct PersonRow;
}

namespace strongroom::ui {

template <typename Row>
class RowModel;

class PeopleViewModel : public strongroom::ui::PageViewModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the console")
    Q_PROPERTY(bool loaded READ isLoaded NOTIFY changed FINAL)
    /// Roles: personId, name, roles, rolesText, devices, devicesText, state (active, suspended, revoked).
    Q_PROPERTY(QAbstractItemModel* rows READ rows CONSTANT FINAL)

public:
    explicit PeopleViewModel(Session& session, QObject* parent = nullptr);
    ~PeopleViewModel() override;

    void refresh() override;
    [[nodiscard]] bool isLoaded() const { return m_loaded; }
    [[nodiscard]] QAbstractItemModel* rows() const;

signals:
    void changed();

private:
    std::unique_ptr<RowModel<service::PersonRow>> m_rows;
    bool m_loaded = false;
};

} // namespace strongroom::ui
