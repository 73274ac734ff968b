// The policy in words, read only. GUI thread only.
#pragma once

#include "models/page_view_model.h"
#include "service/policy_view.h"

#include <QAbstractItemModel>
#include <QStringList>
#include <QVariant>

#include <memory>

namespace strongroom::ui {

template <typename Row>
class RowModel;

class PolicyViewModel : public strongroom::ui::PageViewModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the console")
    Q_PROPERTY(bool loaded READ isLoaded NOTIFY changed FINAL)
    Q_PROPERTY(int version READ version NOTIFY changed FINAL)
    Q_PROPERTY(QString hash READ hash NOTIFY changed FINAL)
    /// Roles: rule, effect (allow, require, deny), sentence.
    Q_PROPERTY(QAbstractItemModel* rules READ rules CONSTANT FINAL)
    Q_PROPERTY(QStringList changeSentences READ changeSentences NOTIFY changed FINAL)
    Q_PROPERTY(QStringList invariantSentences READ invariantSentences NOTIFY changed FINAL)
    /// Satoshi in 24 hours; null when this policy sets no bound that could be computed.
    Q_PROPERTY(QVariant mostOnePerson READ mostOnePerson NOTIFY changed FINAL)
    Q_PROPERTY(QVariant mostTwoPeople READ mostTwoPeople NOTIFY changed FINAL)
    /// The canonical document.
    Q_PROPERTY(QString document READ document NOTIFY changed FINAL)

public:
    explicit PolicyViewModel(Session& session, QObject* parent = nullptr);
    ~PolicyViewModel() override;

    void refresh() override;

    [[nodiscard]] bool isLoaded() const { return m_loaded; }
    [[nodiscard]] int version() const { return static_cast<int>(m_view.version); }
    [[nodiscard]] QString hash() const;
    [[nodiscard]] QAbstractItemModel* rules() const;
    [[nodiscard]] QStringList changeSentences() const;
    [[nodiscard]] QStringList invariantSentences() const;
    [[nodiscard]] QVariant mostOnePerson() const;
    [[nodiscard]] QVariant mostTwoPeople() const;
    [[nodiscard]] QString document() const;

signals:
    void changed();

private:
    service::PolicyView m_view;
    std::unique_ptr<RowModel<service::PolicySentence>> m_rules;
    bool m_loaded = false;
};

} // namespace strongroom::ui
