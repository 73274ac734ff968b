// Opens every page of the console with the sample treasury, in both themes, and leaves a picture of each:
// `page_gallery DIR [PART]`, with PART only of the pages whose names contain it. A warning from QML, a page
// that stays blank, or text that is cut off at 1280×800 makes it fail.
#include "base/system_ports.h"
#include "design/secret_source.h"
#include "models/audit_view_model.h"
#include "models/batch_view_model.h"
#include "models/console.h"
#include "models/founding_view_model.h"
#include "models/job_runner.h"
#include "models/messages_view_model.h"
#include "models/new_message_view_model.h"
#include "models/new_withdrawal_view_model.h"
#include "models/preferences.h"
#include "models/replacement_view_model.h"
#include "models/sweep_view_model.h"
#include "sample_treasury.h"

#include <QDir>
#include <QFile>
#include <QGuiApplication>
#include <QImage>
#include <QQmlEngine>
#include <QQmlExtensionPlugin>
#include <QQuickItem>
#include <QQuickView>
#include <QTimer>

#include <cstdio>
#include <optional>
#include <string_view>

Q_IMPORT_QML_PLUGIN(Strongroom_DesignPlugin)
Q_IMPORT_QML_PLUGIN(Strongroom_ComponentsPlugin)
Q_IMPORT_QML_PLUGIN(Strongroom_ModelsPlugin)
Q_IMPORT_QML_PLUGIN(Strongroom_QrPlugin)
Q_IMPORT_QML_PLUGIN(Strongroom_StationPlugin)
Q_IMPORT_QML_PLUGIN(Strongroom_PagesPlugin)

using namespace strongroom;

namespace {

int g_problems = 0;

void report(QtMsgType type, const QMessageLogContext& context, const QString& message) {
    std::fprintf(stderr, "%s:%d: %s\n", context.file != nullptr ? context.file : "", context.line,
                 qUtf8Printable(message));
    const bool ofTheMachine = message.startsWith(QLatin1String("QStandardPaths:"));
    if (!ofTheMachine && type != QtDebugMsg && type != QtInfoMsg)
        ++g_problems;
}

/// A typed passphrase.
class Typed : public QObject, public design::SecretSource {
    Q_OBJECT
    Q_INTERFACES(strongroom::design::SecretSource)

public:
    [[nodiscard]] service::SecretText takeSecret() override {
        service::SecretText secret;
        for (const char32_t c : std::u32string_view(U"copper kettle"))
            (void)secret.append(c).has_value();
        return secret;
    }
};

void settle(int milliseconds) {
    QEventLoop loop;
    QTimer::singleShot(milliseconds, &loop, &QEventLoop::quit);
    loop.exec();
}

bool isBlank(const QImage& image) {
    const QRgb first = image.pixel(image.width() / 2, 0);
    for (int y = 0; y < image.height(); y += 3) {
        for (int x = 0; x < image.width(); x += 3) {
            if (image.pixel(x, y) != first)
                return false;
        }
    }
    return true;
}

/// Texts that are cut off: an officer must be able to read all of every sentence.
void findCutText(const QQuickItem* item, const QString& page) {
    if (!item->isVisible())
        return;
    if (item->property("truncated").toBool()) {
        std::fprintf(stderr, "error: %s: cut off: %s\n", qUtf8Printable(page),
                     qUtf8Printable(item->property("text").toString()));
        ++g_problems;
    }
    for (const QQuickItem* child : item->childItems())
        findCutText(child, page);
}

class Pictures {
public:
    Pictures(QQuickView& view, QDir folder, QString part, ui::Console& console)
        : m_view(view), m_folder(std::move(folder)), m_part(std::move(part)), m_console(console) {}

    void take(const QString& name) {
        ++m_number;
        if (!name.contains(m_part))
            return;
        for (const bool dark : {false, true}) {
            m_console.preferences()->setTheme(dark ? ui::Preferences::ThemeChoice::Dark
                                                   : ui::Preferences::ThemeChoice::Light);
            const QImage image = picture();
            const QString file = QStringLiteral("%1-%2-%3.png")
                                     .arg(m_number, 2, 10, QLatin1Char('0'))
                                     .arg(name, dark ? QStringLiteral("dark") : QStringLiteral("light"));
            if (image.isNull() || isBlank(image) || !image.save(m_folder.filePath(file))) {
                std::fprintf(stderr, "error: %s is blank or could not be saved\n", qUtf8Printable(file));
                ++g_problems;
            }
        }
        findCutText(m_view.contentItem(), name);
    }
    void open(const char* key, const char* subject = "") {
        auto* page = m_view.rootObject()->findChild<QObject*>(QStringLiteral("treasury"));
        if (page == nullptr ||
            !QMetaObject::invokeMethod(page, "open", Q_ARG(QString, QString::fromLatin1(key)),
                                       Q_ARG(QString, QString::fromLatin1(subject)))) {
            std::fprintf(stderr, "error: the treasury cannot open %s\n", key);
            ++g_problems;
        }
        settle(200);
    }
    /// Calls a function of the page or of something in it, as a click would.
    void call(const char* object, const char* function, std::optional<int> argument = std::nullopt) {
        auto* found = m_view.rootObject()->findChild<QObject*>(QString::fromLatin1(object));
        const bool called =
            found != nullptr && (argument ? QMetaObject::invokeMethod(found, function, Q_ARG(int, *argument))
                                          : QMetaObject::invokeMethod(found, function));
        if (!called) {
            std::fprintf(stderr, "error: %s has no %s\n", object, function);
            ++g_problems;
        }
        settle(150);
    }
    /// Opens the dialog of this title, and no other.
    void ask(const QString& title) {
        for (QObject* object : m_view.rootObject()->findChildren<QObject*>()) {
            if (object->inherits("QQuickDialog"))
                QMetaObject::invokeMethod(object, "close");
        }
        settle(150);
        for (QObject* object : m_view.rootObject()->findChildren<QObject*>()) {
            if (object->property("title").toString() == title && QMetaObject::invokeMethod(object, "open")) {
                settle(150);
                return;
            }
        }
        std::fprintf(stderr, "error: no dialog is called %s\n", qUtf8Printable(title));
        ++g_problems;
    }
    [[nodiscard]] int count() const { return m_number; }

private:
    /// As soon as nothing moves any more; a caret may blink for ever.
    QImage picture() {
        constexpr int LOOKS = 40;
        QImage image = m_view.grabWindow();
        for (int look = 0; look < LOOKS; ++look) {
            settle(50);
            QImage next = m_view.grabWindow();
            if (next == image)
                break;
            image = std::move(next);
        }
        return image;
    }

    QQuickView& m_view;
    QDir m_folder;
    QString m_part; ///< Of the names of the pictures that are taken.
    ui::Console& m_console;
    int m_number = 0;
};

void fillDraft(ui::NewWithdrawalViewModel& draft) {
    draft.setVaultId(QStringLiteral("hot"));
    draft.setPayeeId(QStringLiteral("p1"));
    draft.setAmountText(QStringLiteral("4.5"));
    draft.setPurpose(QStringLiteral("Hosting of 40 machines in October"));
    draft.setReference(QStringLiteral("INV-2041"));
    settle(400);
}

void found(Pictures& pictures, ui::Console& console) {
    console.startFounding();
    settle(200);
    pictures.take(QStringLiteral("founding-treasury"));
    ui::FoundingViewModel& founding = *console.founding();
    founding.begin(QStringLiteral("Harbour Treasury"), QStringLiteral("main"), QStringLiteral("/tmp"));
    settle(100);
    pictures.take(QStringLiteral("founding-main-refused"));
    founding.begin(QStringLiteral("Harbour Treasury"), QStringLiteral("regtest"), QStringLiteral("/tmp"));
    settle(100);
    Typed first;
    Typed second;
    founding.enrol(QStringLiteral("Anna Berg"), {QStringLiteral("officer"), QStringLiteral("admin")}, &first,
                   &second);
    founding.enrol(QStringLiteral("Ben Okafor"), {QStringLiteral("officer")}, &first, &second);
    settle(200);
    pictures.take(QStringLiteral("founding-people"));
    founding.go(ui::FoundingViewModel::Step::Policy);
    pictures.take(QStringLiteral("founding-policy"));
    founding.go(ui::FoundingViewModel::Step::Review);
    pictures.take(QStringLiteral("founding-review"));
    founding.stop();
    console.backToWelcome();
}

/// Coins by hand, payments from a file, and other ways to spend.
void takeSpending(Pictures& pictures, ui::Console& console, const QDir& folder) {
    pictures.open("new-withdrawal");
    fillDraft(*console.newWithdrawal());
    console.newWithdrawal()->coins()->setByHand(true);
    console.newWithdrawal()->coins()->toggleAt(0);
    settle(400);
    pictures.take(QStringLiteral("coins-by-hand"));
    pictures.ask(QStringLiteral("Paste a payment request"));
    pictures.take(QStringLiteral("paste-request"));
    pictures.open("consolidate", "hot");
    pictures.take(QStringLiteral("consolidate-empty"));
    console.sweep()->coins()->chooseAll(true);
    settle(400);
    pictures.take(QStringLiteral("consolidate"));
    pictures.open("pay-to-speed-up", "9b0fc92260312ce44e74ef369f5c66bb85b66c3d5c8f0e7f1bd3d4fa0cf0a1e4:5");
    settle(200);
    pictures.take(QStringLiteral("pay-to-speed-up"));
    pictures.open("batch");
    pictures.take(QStringLiteral("batch-empty"));
    const QString path = folder.filePath(QStringLiteral("october.csv"));
    QFile file(path);
    if (file.open(QIODevice::WriteOnly))
        file.write("payee,amount_btc\n");
    file.close();
    console.batch()->setVaultId(QStringLiteral("hot"));
    console.batch()->openFile(path);
    settle(300);
    pictures.take(QStringLiteral("batch"));
    console.batch()->setFeeRateText(QStringLiteral("12"));
    settle(400);
    pictures.take(QStringLiteral("batch-problems"));
    pictures.open("withdrawal", "sent");
    pictures.call("dialogs", "handOut");
    pictures.take(QStringLiteral("hand-out"));
    pictures.call("dialogs", "close");
    pictures.open("withdrawal", "batch");
    pictures.call("dialogs", "approve");
    pictures.take(QStringLiteral("approve-batch"));
    pictures.call("dialogs", "close");
    pictures.open("vault", "hot");
    pictures.call("page", "chooseCoin", 5);
    pictures.take(QStringLiteral("coin-waits"));
}

/// What vaults say: the list, one in each state, a new one, and a signature that somebody shows.
void takeMessages(Pictures& pictures, ui::Console& console) {
    console.messages()->setGroup(ui::MessagesViewModel::Group::All);
    pictures.open("messages");
    pictures.take(QStringLiteral("messages"));
    pictures.open("message", "waits");
    pictures.take(QStringLiteral("message"));
    pictures.call("dialogs", "approve");
    pictures.take(QStringLiteral("approve-message"));
    pictures.call("dialogs", "close");
    pictures.open("message", "cold");
    pictures.take(QStringLiteral("message-cold"));
    pictures.call("dialogs", "showToStation");
    pictures.take(QStringLiteral("show-message"));
    pictures.call("dialogs", "close");
    pictures.open("message", "signed");
    pictures.take(QStringLiteral("message-signed"));
    pictures.open("verify-message", "signed");
    pictures.take(QStringLiteral("verify-message"));
    pictures.open("new-message");
    pictures.take(QStringLiteral("new-message-empty"));
    ui::NewMessageViewModel& draft = *console.newMessage();
    draft.setVaultId(QStringLiteral("hot"));
    draft.setText(QStringLiteral("Harbour Treasury holds the coins of this vault on 21 November 2025."));
    draft.setWithCoins(true);
    settle(400);
    pictures.take(QStringLiteral("new-message"));
}

/// Dialogs that stand on a page of their own.
void takeDialogs(Pictures& pictures) {
    pictures.open("payees");
    pictures.ask(QStringLiteral("Propose a payee"));
    pictures.take(QStringLiteral("propose-payee"));
    pictures.open("vaults");
    pictures.ask(QStringLiteral("Propose a vault"));
    pictures.take(QStringLiteral("propose-vault"));
    pictures.ask(QStringLiteral("Propose a recovery vault"));
    pictures.take(QStringLiteral("propose-recovery-vault"));
    pictures.open("deposits");
    pictures.ask(QStringLiteral("Issue an address"));
    pictures.take(QStringLiteral("issue-address"));
    pictures.open("settings");
    pictures.ask(QStringLiteral("Arm the hot signer?"));
    pictures.take(QStringLiteral("arm"));
}

/// The same pages on an empty, a frozen, a read-only and a broken day, and with long words.
void takeOtherDays(Pictures& pictures, ui::Console& console) {
    using service::sample::Day;
    struct Look {
        Day day;
        const char* name;
        std::vector<const char*> pages;
    };
    const std::vector<Look> looks{
        {Day::empty,
         "empty",
         {"overview", "approvals", "deposits", "withdrawals", "messages", "payees", "audit", "vault"}},
        {Day::frozen, "frozen", {"overview", "withdrawal", "settings"}},
        {Day::readOnly, "read-only", {"overview", "withdrawals"}},
        {Day::unreadable, "unreadable", {"overview", "withdrawal", "policy"}},
        {Day::wordy,
         "wordy",
         {"overview", "withdrawals", "withdrawal", "deposits", "messages", "message", "payees", "vaults",
          "people"}},
    };
    for (const Look& look : looks) {
        service::sample::setDay(look.day);
        console.lock();
        settle(100);
        Typed typed;
        console.unlock(QStringLiteral("cleo"), &typed);
        settle(150);
        for (const char* page : look.pages) {
            pictures.open(page, std::string_view(page) == "vault" ? "hot" : "a1");
            pictures.take(
                QStringLiteral("%1-%2").arg(QString::fromLatin1(look.name), QString::fromLatin1(page)));
        }
    }
    service::sample::setDay(Day::busy);
}

} // namespace

int main(int argc, char** argv) {
    qInstallMessageHandler(report);
    QGuiApplication application(argc, argv);
    QGuiApplication::setOrganizationName(QStringLiteral("strongroom-page-gallery"));
    if (argc < 2) {
        std::fputs("usage: page_gallery DIR [PART]\n", stderr);
        return 2;
    }
    const QDir folder(QString::fromLocal8Bit(argv[1]));
    if (!folder.mkpath(QStringLiteral(".")) || !secret::initialise()) {
        std::fputs("error: the folder could not be made, or memory for secrets not be locked\n", stderr);
        return 1;
    }
    base::SystemClock machine;
    service::Ports ports;
    ports.clock = &machine;
    const auto files = base::makeSystemFileSystem();
    ports.files = files.get();
    ui::Console console(ports, std::make_unique<ui::InlineRunner>(), std::make_unique<ui::InlineRunner>());
    QQuickView view;
    view.engine()->addImportPath(QStringLiteral("qrc:/qt/qml"));
    view.setResizeMode(QQuickView::SizeRootObjectToView);
    view.resize(1280, 800);
    view.setInitialProperties({{QStringLiteral("program"), QVariant::fromValue(&console)}});
    view.setSource(QUrl(QStringLiteral("qrc:/qt/qml/Strongroom/Pages/shell/ConsoleView.qml")));
    view.show();
    settle(200);

    Pictures pictures(view, folder, QString::fromLocal8Bit(argc > 2 ? argv[2] : ""), console);
    pictures.take(QStringLiteral("welcome"));
    found(pictures, console);
    console.choose(QStringLiteral("/treasuries/Harbour Treasury.strongroom"));
    pictures.take(QStringLiteral("unlock"));
    Typed typed;
    console.unlock(QStringLiteral("cleo"), &typed);
    settle(150);
    // The sample treasury's day, so that pictures are the same tomorrow.
    if (auto* clock = view.engine()->singletonInstance<QObject*>(
            qmlTypeId("Strongroom.Components", 1, 0, "DisplayClock")))
        clock->setProperty("now", 1'763'733'600.0);
    pictures.take(QStringLiteral("overview"));
    for (const char* key : {"approvals", "withdrawals", "withdrawal", "new-withdrawal"}) {
        pictures.open(key, "a1");
        if (std::string_view(key) == "new-withdrawal")
            fillDraft(*console.newWithdrawal());
        pictures.take(QString::fromLatin1(key));
    }
    pictures.open("withdrawal", "sent");
    pictures.take(QStringLiteral("withdrawal-sent"));
    pictures.open("speed-up", "sent");
    pictures.take(QStringLiteral("speed-up"));
    console.replacement()->setFeeRateText(QStringLiteral("40"));
    settle(400);
    pictures.take(QStringLiteral("speed-up-beyond"));
    pictures.open("stop", "sent");
    pictures.take(QStringLiteral("stop"));
    takeSpending(pictures, console, folder);
    for (const char* key : {"deposits", "vaults", "payees", "policy", "audit", "people", "settings"}) {
        pictures.open(key);
        if (std::string_view(key) == "audit")
            console.audit()->verify();
        pictures.take(QString::fromLatin1(key));
    }
    pictures.open("vault", "cold");
    pictures.take(QStringLiteral("vault"));
    pictures.open("vault", "deep");
    pictures.take(QStringLiteral("vault-recovery-soon"));
    pictures.call("views", "choose", 4);
    pictures.take(QStringLiteral("vault-recovery-coins"));
    pictures.open("vault", "open");
    pictures.take(QStringLiteral("vault-recovery-open"));
    pictures.ask(QStringLiteral("Recover this vault?"));
    pictures.take(QStringLiteral("recover-vault"));
    pictures.open("payees");
    pictures.call("page", "choose", 1);
    pictures.take(QStringLiteral("payee"));
    pictures.open("deposits");
    pictures.call("page", "choose", 0);
    pictures.take(QStringLiteral("deposit"));
    pictures.open("withdrawal", "a1");
    pictures.call("dialogs", "approve");
    pictures.take(QStringLiteral("approve"));
    pictures.call("dialogs", "close");
    pictures.call("dialogs", "reject");
    pictures.take(QStringLiteral("reject"));
    pictures.call("dialogs", "close");
    pictures.call("dialogs", "showToStation");
    pictures.take(QStringLiteral("show-to-station"));
    pictures.call("dialogs", "close");
    pictures.call("dialogs", "scanReply");
    pictures.take(QStringLiteral("scan-reply"));
    pictures.call("dialogs", "close");
    takeMessages(pictures, console);
    pictures.open("settings");
    pictures.call("registration", "open");
    pictures.take(QStringLiteral("registration"));
    pictures.call("registration", "close");
    pictures.call("treasury", "freezeRequested");
    pictures.take(QStringLiteral("freeze"));
    takeDialogs(pictures);
    takeOtherDays(pictures, console);
    std::printf("pages: %d, problems: %d\n", pictures.count(), g_problems);
    return g_problems == 0 ? 0 : 1;
}

#include "main.moc"
