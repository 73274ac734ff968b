// A list model over a vector of plain values, with one named role per column. Models of pages derive from it
// and only name their roles: `RowModel<WithdrawalRow>({{"payee", [](const auto& row) { return
// toQString(row.payee); }}, …})`.
#pragma once

#include <QAbstractListModel>
#include <QByteArray>
#include <QHash>
#include <QVariant>

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

    [[nodiscard]] const std::vector<Row>& rows() const { return m_rows; }
    void setRows(std::vector<Row> rows) {
        beginResetModel();
        m_rows = std::move(rows);
        endResetModel();
    }

private:
    std::vector<Role> m_roles;
    std::vector<Row> m_rows;
};

} // namespace strongroom::ui
