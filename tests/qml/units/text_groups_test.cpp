#include "components/text_groups.h"

#include <QtTest>

using strongroom::components::TextGroups;

class TextGroupsTest : public QObject {
    Q_OBJECT

private slots:
    void groupsJoinToTheWholeText() {
        const QString address = QStringLiteral("bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq");
        const QStringList groups = TextGroups().split(address, 4);
        QCOMPARE(groups.size(), 11);
        QCOMPARE(groups.first(), QStringLiteral("bc1q"));
        QCOMPARE(groups.last(), QStringLiteral("dq"));
        QCOMPARE(groups.join(QString()), address);
    }
    void groupedTextLosesNothingButGainsSpaces() {
        QCOMPARE(TextGroups().grouped(QStringLiteral("abcdefgh"), 4), QStringLiteral("abcd efgh"));
        QCOMPARE(TextGroups().grouped(QStringLiteral("abc"), 4), QStringLiteral("abc"));
        QCOMPARE(TextGroups().grouped(QString(), 4), QString());
    }
    void aSizeBelowOneIsTheWholeText() {
        QCOMPARE(TextGroups().split(QStringLiteral("abc"), 0), QStringList{QStringLiteral("abc")});
        QCOMPARE(TextGroups().split(QStringLiteral("abc"), -1), QStringList{QStringLiteral("abc")});
    }
};

QTEST_GUILESS_MAIN(TextGroupsTest)
#include "text_groups_test.moc"
