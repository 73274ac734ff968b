// Words that a vault says: proposed, approved, signed and checked, against the services.
#include "models/messages_view_model.h"

#include "models/message_view_model.h"
#include "models/new_message_view_model.h"
#include "service/message_leg.h"
#include "service/signer_control.h"
#include "support/secret_text.h"
#include "test_list.h"
#include "training_desk.h"

#include <QFile>
#include <QSignalSpy>

using namespace strongroom;
using namespace strongroom::ui;
using test::Desk;
using test::need;
using test::roleAt;
using test::rowWhere;
using test::TrainingTreasury;

namespace {

const QString WORDS = QStringLiteral("We hold these coins.\nAsked for by our auditor.");

/// Of a vault of this tier, proposed by Anna; the id.
QString proposed(const QString& tier, const QString& words) {
    Desk anna("anna");
    NewMessageViewModel draft(anna.session());
    QSignalSpy done(&draft, &NewMessageViewModel::proposed);
    draft.refresh();
    if (!QTest::qWaitFor([&] { return draft.vaults()->rowCount() > 0; }, 40'000))
        qFatal("no vaults");
    draft.setVaultId(roleAt(*draft.vaults(), rowWhere(*draft.vaults(), "tier", tier), "vaultId").toString());
    draft.setText(words);
    if (!QTest::qWaitFor([&] { return draft.isComplete(); }, 40'000))
        qFatal("%s", qUtf8Printable(draft.problem().sentence));
    draft.propose(anna.passphrase());
    if (!QTest::qWaitFor([&] { return done.size() == 1; }, 40'000))
        qFatal("%s", qUtf8Printable(draft.failure().sentence));
    return done.first().first().toString();
}

/// Everybody of these who can.
void approve(const QString& id, const std::vector<std::string>& people) {
    for (const std::string& person : people) {
        const TrainingTreasury& treasury = TrainingTreasury::one();
        const std::string words = treasury.passphraseOf(person);
        service::Workspace workspace = need(service::openWorkspace(
            treasury.ports(service::Client::tool), treasury.card().folder, person, test::secretText(words)));
        (void)service::approveMessage(workspace, id.toStdString(), id.toStdString(), test::secretText(words));
    }
}

} // namespace

class MessagesViewModelTest : public QObject {
    Q_OBJECT

private slots:
    void theVerdictAndTheAddressFollowTheDraft() {
        Desk desk("anna");
        NewMessageViewModel draft(desk.session());
        draft.refresh();
        EVENTUALLY(draft.vaults()->rowCount() > 0);
        draft.setVaultId(
            roleAt(*draft.vaults(), rowWhere(*draft.vaults(), "tier", "hot"), "vaultId").toString());
        QVERIFY(!draft.hasPreview() && !draft.isComplete());
        draft.setText(WORDS);
        EVENTUALLY(draft.isComplete());
        QCOMPARE(draft.verdict().outcome, VerdictView::Outcome::NeedsApprovals);
        QCOMPARE(draft.format(), QString("simple"));
        const QString first = draft.address();
        QVERIFY(!first.isEmpty());
        draft.setNumberText("7");
        QVERIFY(!draft.isComplete()); // what is shown is of the older draft
        EVENTUALLY(draft.isComplete());
        QVERIFY(draft.address() != first);
        draft.setNumberText("-1");
        QVERIFY(!draft.numberProblem().isEmpty());
        EVENTUALLY(!draft.hasPreview());
        draft.setNumberText("");
        draft.setWithCoins(true);
        EVENTUALLY(draft.isComplete() && !draft.coins().isEmpty());
        QCOMPARE(draft.format(), QString("pof"));
    }

    void lettersThatLookAlikeAreRefusedUntilTheyAreMeant() {
        Desk desk("anna");
        NewMessageViewModel draft(desk.session());
        draft.refresh();
        EVENTUALLY(draft.vaults()->rowCount() > 0);
        draft.setVaultId(roleAt(*draft.vaults(), 0, "vaultId").toString());
        draft.setText(QStringLiteral("\u0410ll coins"));
        EVENTUALLY(draft.problem().present());
        QCOMPARE(draft.problem().code, QString("message.not_ascii"));
        QVERIFY(!draft.isComplete());
        draft.setAnyLetters(true);
        EVENTUALLY(draft.isComplete());
    }

    void wordsGoFromProposalToASignatureThatIsCheckedAndSaved() {
        const QString id = proposed("hot", WORDS);
        {
            Desk ben("ben");
            MessagesViewModel list(ben.session());
            MessageViewModel page(ben.session());
            QSignalSpy acted(&page, &MessageViewModel::acted);
            list.refresh();
            EVENTUALLY(list.isLoaded() && list.inboxCount() > 0);
            QCOMPARE(roleAt(*list.rows(), rowWhere(*list.rows(), "messageId", id), "beginning").toString(),
                     QString("We hold these coins. Asked for by our auditor."));
            QCOMPARE(list.inboxIdAt(rowWhere(*list.inbox(), "messageId", id)), id);
            page.show(id);
            EVENTUALLY(page.isLoaded());
            QCOMPARE(page.facts().text, WORDS);
            QVERIFY(page.actions().approve && page.actions().reject && !page.actions().takeBack);
            page.approve(QString(64, 'a'), ben.passphrase());
            EVENTUALLY(page.failure().present());
            QCOMPARE(page.failure().code, QString("approval.digest_changed"));
            page.approve(page.facts().messageId, ben.passphrase());
            EVENTUALLY(acted.size() == 1 && page.facts().approvalsHave == 1);
            QVERIFY(!page.actions().approve && !page.actions().whyNotApprove.isEmpty());
        }
        approve(id, {"dan"});
        Desk anna("anna");
        for (const char* person : {"anna", "ben"})
            (void)service::arm(anna.services(), person,
                               test::secretText(TrainingTreasury::one().passphraseOf(person)));
        MessageViewModel page(anna.session());
        QSignalSpy acted(&page, &MessageViewModel::acted);
        page.show(id);
        EVENTUALLY(page.isLoaded() && page.actions().advance);
        page.advance();
        EVENTUALLY(acted.size() == 1 && !page.facts().signature.isEmpty());
        QCOMPARE(page.facts().phase, QString("signed"));
        const QString path = TrainingTreasury::one().path("signature.txt");
        page.saveSignature(path);
        EVENTUALLY(acted.size() == 2);
        QFile saved(path);
        QVERIFY(saved.open(QIODevice::ReadOnly));
        QCOMPARE(QString::fromUtf8(saved.readAll()), page.facts().signature + "\n");

        MessagesViewModel list(anna.session());
        list.check(page.facts().address, WORDS, page.facts().signature);
        EVENTUALLY(list.proof().present);
        QVERIFY(list.proof().valid);
        list.check(page.facts().address, "We owe Mallory everything.", page.facts().signature);
        EVENTUALLY(list.proof().present);
        QVERIFY(!list.proof().valid && !list.proof().code.isEmpty());
        list.check("no address", WORDS, page.facts().signature);
        EVENTUALLY(list.proofProblem().present());
        QVERIFY(!list.proof().present);
        list.setGroup(MessagesViewModel::Group::Signed);
        list.refresh();
        EVENTUALLY(rowWhere(*list.rows(), "messageId", id) >= 0);
        QCOMPARE(list.idAt(rowWhere(*list.rows(), "messageId", id)), id);
    }

    void wordsOfAColdVaultAreShownToAStation() {
        const QString id = proposed("cold", "The cold vault is ours.");
        approve(id, {"ben", "dan", "faye"});
        Desk anna("anna");
        MessageViewModel page(anna.session());
        QSignalSpy acted(&page, &MessageViewModel::acted);
        page.show(id);
        EVENTUALLY(page.isLoaded());
        QVERIFY2(page.actions().exportForStation && !page.actions().advance,
                 qUtf8Printable(page.facts().sentence));
        page.makeRequest();
        EVENTUALLY(!page.request().isEmpty() && page.facts().phase == "signing");
        page.takeReply(page.request());
        EVENTUALLY(page.failure().present());
        QCOMPARE(page.failure().code, QString("cold.nothing_added"));
        page.takeBack("A slip", anna.passphrase());
        EVENTUALLY(acted.size() == 1 && page.facts().phase == "taken_back");
        QVERIFY(!page.actions().exportForStation && !page.actions().importFromStation);
    }

    void aRejectionNeedsAReasonAndEndsIt() {
        const QString id = proposed("hot", "Something else.");
        Desk ben("ben");
        MessageViewModel page(ben.session());
        QSignalSpy acted(&page, &MessageViewModel::acted);
        page.show(id);
        EVENTUALLY(page.isLoaded());
        page.reject("  ", ben.passphrase());
        EVENTUALLY(page.failure().present());
        QCOMPARE(page.failure().code, QString("input.reason_missing"));
        const QString path = TrainingTreasury::one().path("message-request");
        page.exportApprovalRequest(path);
        EVENTUALLY(acted.size() == 1 && QFile::exists(path));
        page.reject("Who asked for it?", ben.passphrase());
        EVENTUALLY(acted.size() == 2 && page.facts().phase == "rejected");
        QCOMPARE(page.facts().sentence, QString("Rejected by Ben Okafor."));
    }
};

static const test::Registered<MessagesViewModelTest> MESSAGES_TEST;

#include "messages_view_model_test.moc"
