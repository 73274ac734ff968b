// A list model over a vector of plain values, with one named role per column. Models of pages derive from it
// and only name their roles: `RowModel<PersonRow>({RowModel<PersonRow>::field("name", &PersonRow::name),
// …})`, or a lambda where a member does not do.
#pragma once

#include "models/text.h"

#include <QAbstractListModel>
#include <QByteArray>
#include <QHash>
#include <QVariant>

#include <algorithm>
#include <functional>
#include <utility>
#include <vector>

namespace strongroom::ui {

template <typename Row>
class RowModel : public QAbstractListModel {
public:
    struct Role {
        QByteArray name;
        std::function<QVariant(const Row&)> read;
    };

    /// A role that hands on one member.
    template <typename Value>
    [[nodiscard]] static Role field(QByteArray name, Value Row::*member) {
        return {std::move(name), [member](const Row& row) { return toVariant(row.*member); }};
    }

    explicit RowModel(std::vector<Role> roles, QObject* parent = nullptr)
        : QAbstractListModel(parent), m_roles(std::move(roles)) {}

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override {
        return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
    }
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override {
        const int position = role - Qt::UserRole;
        if (!checkIndex(index, CheckIndexOption::IndexIsValid) || position < 0 ||
            position >= static_cast<int>(m_roles.size()))
            return {};
        return m_roles[static_cast<std::size_t>(position)].read(
            m_rows[static_cast<std::size_t>(index.row())]);
    }
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override {
        QHash<int, QByteArray> names;
        for (std::size_t i = 0; i < m_roles.size(); ++i)
            names.insert(Qt::UserRole + static_cast<int>(i), m_roles[i].name);
        return names;
    }

    /// All roles of one row by name; empty when there is no such row.
    [[nodiscard]] QVariantMap at(int row) const {
        QVariantMap fields;
        if (row < 0 || row >= static_cast<int>(m_rows.size()))
            return fields;
        for (const Role& role : m_roles)
            fields.insert(QString::fromLatin1(role.name), role.read(m_rows[static_cast<std::size_t>(row)]));
        return fields;
    }

    /// The first row that `matches`; -1 when there is none.
    template <typename Matches>
    [[nodiscard]] int find(Matches matches) const {
        const auto found = std::find_if(m_rows.begin(), m_rows.end(), std::move(matches));
        return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
    }

    [[nodiscard]] const std::vector<Row>& rows() const { return m_rows; }
    /// Not as a reset: a list that is read anew every few seconds keeps its place and its current row.
    void setRows(std::vector<Row> rows) {
        const int before = rowCount();
        const int after = static_cast<int>(rows.size());
        if (after < before) {
            beginRemoveRows({}, after, before - 1);
            m_rows = std::move(rows);
            endRemoveRows();
        } else if (after > before) {
            beginInsertRows({}, before, after - 1);
            m_rows = std::move(rows);
            endInsertRows();
        } else {
            m_rows = std::move(rows);
        }
        if (const int kept = std::min(before, after); kept > 0)
            emit dataChanged(index(0), index(kept - 1));
    }

private:
    std::vector<Role> m_roles;
    std::vector<Row> m_rows;
};

} // namespace strongroom::ui
