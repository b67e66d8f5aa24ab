// Connections end with their threads, and none is left when the pool has gone: a thread of a QThreadPool goes on for a
// moment after it was waited for, and the program ended under the one that was just closing its connection.
#include "server/store/StorePool.h"

#include "tests/support/StoreUnderTest.h"

#include <QSqlDatabase>
#include <QTemporaryDir>
#include <QTest>
#include <QThreadPool>
#include <latch>
#include <thread>

using namespace haziri;

class StorePoolTest : public QObject {
    Q_OBJECT
    QTemporaryDir m_folder;
    QString m_url;

  private Q_SLOTS:
    void initTestCase() {
        m_url = test::storeUnderTest(m_folder.filePath(QStringLiteral("a.db")));
        QVERIFY(sql::Database::open(m_url));
    }

    void eachThreadHasItsOwnConnection() {
        store::StorePool pool(m_url);
        const auto own = pool.database();
        QVERIFY(own);
        QCOMPARE(*pool.database(), *own);
        sql::Database* others = nullptr;
        std::thread([&] { others = pool.database().value_or(nullptr); }).join();
        QVERIFY(others);
        QVERIFY(others != *own);
    }

    void aConnectionEndsWithItsThread() {
        store::StorePool pool(m_url);
        QVERIFY(pool.database());
        const auto open = QSqlDatabase::connectionNames().size();
        std::thread([&] { QVERIFY(pool.database()); }).join();
        QCOMPARE(QSqlDatabase::connectionNames().size(), open);
    }

    void noConnectionOutlivesThePool() {
        for (int round = 0; round < 60; ++round) {
            {
                store::StorePool pool(m_url);
                QThreadPool threads;
                threads.setMaxThreadCount(4);
                std::latch all(4);
                for (int i = 0; i < 4; ++i)
                    threads.start([&] {
                        if (!pool.database()) qFatal("no connection");
                        all.arrive_and_wait();
                    });
                threads.waitForDone();
            }
            QVERIFY2(QSqlDatabase::connectionNames().isEmpty(), qPrintable(QString::number(round)));
        }
    }
};

QTEST_GUILESS_MAIN(StorePoolTest)
#include "StorePoolTest.moc"
