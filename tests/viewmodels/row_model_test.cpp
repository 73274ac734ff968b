// A list that is read anew keeps its rows' places.
#include "models/row_model.h"

#include "test_list.h"

#include <QSignalSpy>
#include <QTest>

using namespace strongroom;

namespace {

struct Line {
    std::string name;
    int count = 0;
};
using Model = ui::RowModel<Line>;

} // namespace

class RowModelTest : public QObject {
    Q_OBJECT

private slots:
    void newRowsNeverResetTheModel() {
        Model model({Model::field("name", &Line::name), Model::field("count", &Line::count)});
        QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
        QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        model.setRows({{"a", 1}, {"b", 2}});
        QCOMPARE(inserted.size(), 1);
        QCOMPARE(changed.size(), 0);
        model.setRows({{"c", 3}, {"d", 4}, {"e", 5}});
        QCOMPARE(inserted.size(), 2);
        QCOMPARE(changed.last().at(1).toModelIndex().row(), 1);
        QCOMPARE(model.at(2).value("name").toString(), QString("e"));
        model.setRows({{"f", 6}});
        QCOMPARE(removed.size(), 1);
        QCOMPARE(model.at(0).value("count").toInt(), 6);
        model.setRows({});
        QCOMPARE(model.rowCount(), 0);
        QCOMPARE(resets.size(), 0);
    }

    void aRowThatIsNotThereIsEmpty() {
        Model model({Model::field("name", &Line::name)});
        model.setRows({{"a", 1}});
        QVERIFY(model.at(-1).isEmpty());
        QVERIFY(model.at(1).isEmpty());
        QCOMPARE(model.find([](const Line& line) { return line.count == 1; }), 0);
        QCOMPARE(model.find([](const Line& line) { return line.count == 2; }), -1);
    }
};

static const test::Registered<RowModelTest> ROW_MODEL_TEST;

#include "row_model_test.moc"
