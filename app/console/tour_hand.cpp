#include "tour_hand.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QImage>
#include <QKeyEvent>
#include <QMouseEvent>

#include <algorithm>
#include <array>

namespace strongroom::console {

namespace {

using namespace std::chrono_literals;

constexpr std::chrono::milliseconds LOOK_AGAIN{15};
/// The longest transition takes a quarter of a second; a caret blinks for ever.
constexpr std::chrono::milliseconds UNTIL_STILL{1'500};
constexpr std::chrono::milliseconds UNTIL_LAID_OUT{2'000};
constexpr std::chrono::milliseconds BETWEEN_PICTURES{60};

bool isShown(const QQuickItem& item) {
    return item.isVisible() && item.opacity() > 0.01 && item.width() > 0 && item.height() > 0;
}

bool canBePressed(QAccessible::Role role) {
    static constexpr std::array PRESSABLE{
        QAccessible::Button,   QAccessible::ListItem, QAccessible::Row,
        QAccessible::Cell,     QAccessible::PageTab,  QAccessible::RadioButton,
        QAccessible::CheckBox, QAccessible::MenuItem, QAccessible::Link};
    return std::find(PRESSABLE.begin(), PRESSABLE.end(), role) != PRESSABLE.end();
}

/// A dialog takes every press outside it, until it has faded away.
bool isBehindDialog(const QQuickItem& item, const QQuickItem& overlay) {
    for (const QQuickItem* popup : overlay.childItems()) {
        const bool modal = popup->parent() != nullptr && popup->parent()->property("modal").toBool();
        if (modal && popup->isVisible() && popup != &item && !popup->isAncestorOf(&item))
            return true;
    }
    return false;
}

QString nameOf(QAccessibleInterface* accessible) {
    return accessible != nullptr ? accessible->text(QAccessible::Name) : QString();
}

/// Children from the topmost down, as the scene paints them.
QList<QQuickItem*> fromTheTop(const QQuickItem& item) {
    QList<QQuickItem*> children = item.childItems();
    std::stable_sort(children.begin(), children.end(),
                     [](const QQuickItem* a, const QQuickItem* b) { return a->z() < b->z(); });
    std::reverse(children.begin(), children.end());
    return children;
}

} // namespace

void TourHand::fail(const QString& problem) {
    if (m_problem.isEmpty())
        m_problem = problem;
}

bool TourHand::until(const std::function<bool()>& condition, std::chrono::milliseconds bound) {
    QElapsedTimer timer;
    timer.start();
    while (!condition()) {
        if (std::chrono::milliseconds(timer.elapsed()) >= bound)
            return false;
        QCoreApplication::processEvents(QEventLoop::AllEvents, static_cast<int>(LOOK_AGAIN.count()));
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }
    return true;
}

QQuickItem* TourHand::find(QQuickItem& root, const Match& match) const {
    if (!root.isVisible() || root.opacity() <= 0.01)
        return nullptr;
    for (QQuickItem* child : fromTheTop(root)) {
        if (QQuickItem* found = find(*child, match))
            return found;
    }
    if (isShown(root) && match(root, QAccessible::queryAccessibleInterface(&root)))
        return &root;
    return nullptr;
}

QQuickItem* TourHand::waitFor(const QString& what, const Match& match) {
    if (!m_problem.isEmpty())
        return nullptr;
    QQuickItem* found = nullptr;
    const auto looked = [&] {
        found = find(*m_window->contentItem(), match);
        return found != nullptr;
    };
    if (!until(looked, PATIENCE))
        fail(QStringLiteral("no %1 on the page").arg(what));
    return found;
}

bool TourHand::isWithinReach(const QQuickItem& item) const {
    const QList<QQuickItem*> layers = m_window->contentItem()->childItems();
    return std::none_of(layers.begin(), layers.end(), [&](const QQuickItem* layer) {
        return layer->inherits("QQuickOverlay") && isBehindDialog(item, *layer);
    });
}

QQuickItem* TourHand::pressable(const QString& name) const {
    const auto canBe = [this](QQuickItem& item, QAccessibleInterface* accessible) {
        return accessible != nullptr && canBePressed(accessible->role()) && item.isEnabled() &&
               isWithinReach(item);
    };
    // The exact name wins over one that only begins so.
    QQuickItem* exact =
        find(*m_window->contentItem(), [&](QQuickItem& item, QAccessibleInterface* accessible) {
            return canBe(item, accessible) && (nameOf(accessible) == name || item.objectName() == name);
        });
    if (exact != nullptr)
        return exact;
    return find(*m_window->contentItem(), [&](QQuickItem& item, QAccessibleInterface* accessible) {
        return canBe(item, accessible) && nameOf(accessible).startsWith(name);
    });
}

void TourHand::press(const QString& name) {
    pressUnlessSeen(name, {});
}

void TourHand::pressUnlessSeen(const QString& name, const QString& text) {
    if (!m_problem.isEmpty())
        return;
    QQuickItem* found = nullptr;
    const auto looked = [&] {
        found = pressable(name);
        return found != nullptr || (!text.isEmpty() && shows(*m_window->contentItem(), text));
    };
    if (!until(looked, PATIENCE))
        return fail(QStringLiteral("no enabled control named “%1”").arg(name));
    if (found != nullptr)
        click(*found);
}

QQuickItem* TourHand::waitForControl(QAccessible::Role role, const QString& name) {
    return waitFor(QStringLiteral("enabled field named “%1”").arg(name),
                   [&](QQuickItem& item, QAccessibleInterface* accessible) {
                       return accessible != nullptr && accessible->role() == role &&
                              nameOf(accessible) == name && item.isEnabled() && isWithinReach(item);
                   });
}

void TourHand::choose(const QString& comboBox, const QString& option) {
    QQuickItem* box = waitForControl(QAccessible::ComboBox, comboBox);
    if (box == nullptr)
        return;
    click(*box);
    QQuickItem* entry = waitFor(
        QStringLiteral("option “%1”").arg(option), [&](QQuickItem&, QAccessibleInterface* accessible) {
            return accessible != nullptr && accessible->role() == QAccessible::ListItem &&
                   nameOf(accessible).startsWith(option);
        });
    if (entry != nullptr)
        click(*entry);
}

void TourHand::fill(const QString& field, const QString& text) {
    QQuickItem* found = waitForControl(QAccessible::EditableText, field);
    if (found == nullptr)
        return;
    click(*found);
    key(Qt::Key_A, Qt::ControlModifier, {});
    key(Qt::Key_Delete, Qt::NoModifier, {});
    type(text);
}

void TourHand::typeSecret(const QString& field, const QString& passphrase) {
    QQuickItem* found = waitForControl(QAccessible::EditableText, field);
    if (found == nullptr)
        return;
    click(*found);
    type(passphrase);
}

bool TourHand::shows(QQuickItem& root, const QString& text) const {
    const auto contains = [&](QQuickItem& item, QAccessibleInterface* accessible) {
        return nameOf(accessible).contains(text, Qt::CaseInsensitive) ||
               item.property("text").toString().contains(text, Qt::CaseInsensitive);
    };
    return find(root, contains) != nullptr;
}

void TourHand::see(const QString& text) {
    wait(QStringLiteral("“%1”").arg(text), [&] { return shows(*m_window->contentItem(), text); });
}

void TourHand::seeNoMore(const QString& text) {
    wait(QStringLiteral("“%1” to go").arg(text), [&] { return !shows(*m_window->contentItem(), text); });
}

void TourHand::wait(const QString& what, const std::function<bool()>& condition) {
    if (m_problem.isEmpty() && !until(condition, PATIENCE))
        fail(QStringLiteral("waited in vain for %1").arg(what));
}

void TourHand::letToastGo() {
    const auto toast = [](QQuickItem& item, QAccessibleInterface*) {
        return item.objectName() == QLatin1String("toast");
    };
    wait(QStringLiteral("the toast to go"), [&] { return find(*m_window->contentItem(), toast) == nullptr; });
}

QImage TourHand::picture() {
    QImage last = m_window->grabWindow();
    QElapsedTimer since;
    since.start();
    const auto still = [&] {
        if (std::chrono::milliseconds(since.elapsed()) < BETWEEN_PICTURES)
            return false;
        const QImage next = m_window->grabWindow();
        const bool same = next == last;
        last = next;
        since.restart();
        return same;
    };
    static_cast<void>(until(still, UNTIL_STILL)); // a spinner never stands still
    return last;
}

void TourHand::bringIntoView(QQuickItem& item) const {
    for (QQuickItem* parent = item.parentItem(); parent != nullptr; parent = parent->parentItem()) {
        if (!parent->inherits("QQuickFlickable"))
            continue;
        auto* content = parent->property("contentItem").value<QQuickItem*>();
        if (content == nullptr)
            continue;
        const qreal top = item.mapToItem(content, QPointF()).y();
        const qreal room = parent->height();
        const qreal shown = parent->property("contentY").toReal();
        const qreal most = std::max(0.0, parent->property("contentHeight").toReal() - room);
        if (top < shown || top + item.height() > shown + room)
            parent->setProperty("contentY", std::clamp(top + item.height() / 2 - room / 2, 0.0, most));
    }
}

void TourHand::click(QQuickItem& item) {
    // A page that has just opened lays itself out first.
    const QPointer<QQuickItem> pressed(&item);
    QPointF at;
    const auto inside = [&] {
        if (pressed.isNull())
            return true;
        bringIntoView(*pressed);
        at = pressed->mapToScene({pressed->width() / 2, pressed->height() / 2});
        return QRectF({}, QSizeF(m_window->size())).contains(at);
    };
    if (!until(inside, UNTIL_LAID_OUT) || pressed.isNull())
        return fail(
            QStringLiteral("“%1” cannot be reached")
                .arg(pressed.isNull() ? QString() : nameOf(QAccessible::queryAccessibleInterface(pressed))));
    const QPointF global = m_window->mapToGlobal(at);
    for (const auto type : {QEvent::MouseMove, QEvent::MouseButtonPress, QEvent::MouseButtonRelease}) {
        const bool down = type == QEvent::MouseButtonPress;
        QMouseEvent event(type, at, at, global, type == QEvent::MouseMove ? Qt::NoButton : Qt::LeftButton,
                          down ? Qt::LeftButton : Qt::NoButton, Qt::NoModifier);
        QCoreApplication::sendEvent(m_window, &event);
    }
}

void TourHand::key(int key, Qt::KeyboardModifiers modifiers, const QString& text) {
    for (const auto type : {QEvent::KeyPress, QEvent::KeyRelease}) {
        QKeyEvent event(type, key, modifiers, text);
        QCoreApplication::sendEvent(m_window, &event);
    }
}

void TourHand::type(const QString& text) {
    for (const QChar character : text)
        key(character.toUpper().unicode(), character.isUpper() ? Qt::ShiftModifier : Qt::NoModifier,
            QString(character));
}

} // namespace strongroom::console
