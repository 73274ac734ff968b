// The hand that goes through the pages of a tour: finds controls by the names that assistive technology
// reads, presses them with the mouse and types on the keyboard, through the same events as a person's.
//
// Nothing is called behind a page's back, and nothing sleeps: every wait ends with its condition, or with a
// problem after a bound. The first problem of a step sticks, and the rest of the step does nothing, so that a
// step reads as a straight line. GUI thread only; the window must outlive the hand.
#pragma once

#include <QAccessible>
#include <QPointer>
#include <QQuickItem>
#include <QQuickWindow>
#include <QString>

#include <chrono>
#include <functional>

namespace strongroom::console {

class TourHand {
public:
    /// What founding a training treasury takes on a busy machine, several times over.
    static constexpr std::chrono::seconds PATIENCE{90};

    explicit TourHand(QQuickWindow& window) : m_window(&window) {}

    /// Presses a button, row, tab or other control by its name; also by the beginning of the name, as rows
    /// say more than their title.
    void press(const QString& name);
    /// Presses a control unless this text stands there first: some things also happen by themselves.
    void pressUnlessSeen(const QString& name, const QString& text);
    /// Chooses an option of a combo box by the beginning of its text.
    void choose(const QString& comboBox, const QString& option);
    /// Replaces the text of a field.
    void fill(const QString& field, const QString& text);
    /// Types a passphrase into a SecretField, key by key.
    void typeSecret(const QString& field, const QString& passphrase);
    /// Waits until some visible text contains this.
    void see(const QString& text);
    /// Waits until no visible text contains this.
    void seeNoMore(const QString& text);
    /// Waits for anything else, said in words for the report.
    void wait(const QString& what, const std::function<bool()>& condition);
    /// Waits until nothing is announced at the foot of the window any more.
    void letToastGo();
    /// Waits until two pictures in a row are the same, so that no transition is cut.
    QImage picture();

    [[nodiscard]] const QString& problem() const { return m_problem; }
    void fail(const QString& problem);
    void forgetProblem() { m_problem.clear(); }

private:
    using Match = std::function<bool(QQuickItem&, QAccessibleInterface*)>;

    [[nodiscard]] bool until(const std::function<bool()>& condition, std::chrono::milliseconds bound);
    [[nodiscard]] QQuickItem* waitFor(const QString& what, const Match& match);
    /// The control that `press` would press; null when there is none now.
    [[nodiscard]] QQuickItem* pressable(const QString& name) const;
    [[nodiscard]] QQuickItem* waitForControl(QAccessible::Role role, const QString& name);
    /// The topmost visible item that matches.
    [[nodiscard]] QQuickItem* find(QQuickItem& root, const Match& match) const;
    /// False while a modal dialog is open, or still closing, in front of the item.
    [[nodiscard]] bool isWithinReach(const QQuickItem& item) const;
    [[nodiscard]] bool shows(QQuickItem& root, const QString& text) const;
    void bringIntoView(QQuickItem& item) const;
    void click(QQuickItem& item);
    void key(int key, Qt::KeyboardModifiers modifiers, const QString& text);
    void type(const QString& text);

    QQuickWindow* m_window;
    QString m_problem;
};

} // namespace strongroom::console
