// The station's page over its real view model, as a test looks at it. With STRONGROOM_PICTURES set to a
// folder, pictures are left there.
#pragma once

#include "design/secret_source.h"
#include "models/station_view_model.h"

#include <QQmlComponent>
#include <QQmlEngine>
#include <QQuickItem>
#include <QQuickView>
#include <QStringList>
#include <QTest>

#include <memory>
#include <string>

namespace strongroom::test {

/// A field in which somebody types the same passphrase whenever it is asked for.
class Typed final : public QObject, public design::SecretSource {
    Q_OBJECT
    Q_INTERFACES(strongroom::design::SecretSource)

public:
    explicit Typed(std::string_view text) : m_text(text) {}
    service::SecretText takeSecret() override {
        return service::SecretText::fromUtf8(base::asBytes(m_text)).value();
    }

private:
    std::string m_text;
};

class StationView {
public:
    explicit StationView(ui::StationViewModel& station) {
        QObject::connect(m_view.engine(), &QQmlEngine::warnings, &m_view,
                         [this](const QList<QQmlError>& errors) {
                             for (const QQmlError& error : errors)
                                 m_warnings.append(error.toString());
                         });
        m_view.engine()->addImportPath(QStringLiteral("qrc:/qt/qml"));
        m_view.setInitialProperties({{QStringLiteral("viewModel"), QVariant::fromValue(&station)}});
        m_view.setResizeMode(QQuickView::SizeRootObjectToView);
        m_view.resize(1280, 800);
        m_view.setSource(QUrl(QStringLiteral("qrc:/qt/qml/Strongroom/Station/StationPage.qml")));
        m_view.show();
    }

    [[nodiscard]] QQuickView& window() { return m_view; }
    [[nodiscard]] const QStringList& warnings() const { return m_warnings; }
    /// Of the cards that are shown.
    [[nodiscard]] QStringList titles() const { return all("title", m_view.rootObject()); }
    /// Whether a title or a text that is shown contains this.
    [[nodiscard]] bool shows(const QString& text) const {
        const QStringList texts = titles() + all("text", m_view.rootObject());
        return !texts.filter(text, Qt::CaseSensitive).isEmpty();
    }
    /// A visible item by its object name, or null.
    [[nodiscard]] QQuickItem* shown(const QString& name) const {
        for (auto* item : m_view.rootObject()->findChildren<QQuickItem*>(name)) {
            if (item->isVisible())
                return item;
        }
        return nullptr;
    }
    void picture(const QString& name) {
        const QString folder = qEnvironmentVariable("STRONGROOM_PICTURES");
        QQmlComponent component(m_view.engine());
        component.setData(
            "import QtQml\nimport Strongroom.Design\nQtObject { property QtObject theme: Theme }", {});
        const std::unique_ptr<QObject> holder(component.create());
        QVERIFY(holder != nullptr);
        auto* theme = holder->property("theme").value<QObject*>();
        QVERIFY(theme != nullptr);
        for (const bool dark : {true, false}) {
            theme->setProperty("dark", dark);
            const QImage image = m_view.grabWindow();
            QVERIFY(!image.isNull());
            if (!folder.isEmpty())
                QVERIFY(image.save(folder + u'/' + name + QLatin1String(dark ? "-dark.png" : "-light.png")));
        }
    }

private:
    static QStringList all(const char* property, const QQuickItem* item) {
        QStringList texts;
        if (item == nullptr || !item->isVisible())
            return texts;
        if (const QString text = item->property(property).toString(); !text.isEmpty())
            texts.append(text);
        for (const QQuickItem* child : item->childItems())
            texts.append(all(property, child));
        return texts;
    }

    QQuickView m_view;
    QStringList m_warnings;
};

} // namespace strongroom::test
