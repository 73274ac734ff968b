// Runs every test class of view models on one training treasury: `training_desk_test [CLASS] [QtTest
// options]`.
#include "test_list.h"

#include <QCoreApplication>
#include <QTest>

int main(int argc, char** argv) {
    QCoreApplication application(argc, argv);
    QStringList options = QCoreApplication::arguments();
    const bool one = options.size() > 1 && !options.at(1).startsWith(u'-');
    const QString wanted = one ? options.takeAt(1) : QString();
    int failed = 0;
    for (const strongroom::test::MakeTest make : strongroom::test::testList()) {
        const std::unique_ptr<QObject> test = make();
        if (!one || wanted == QLatin1String(test->metaObject()->className()))
            failed += QTest::qExec(test.get(), options);
    }
    return failed == 0 ? 0 : 1;
}
