// Works that wait share a transaction, and none of them can take another with it.
#include "server/store/GroupWriter.h"

#include "tests/support/StoreUnderTest.h"

#include <QTemporaryDir>
#include <QTest>
#include <atomic>
#include <thread>

using namespace haziri;

namespace {

template <class T>
T must(Result<T> result) {
    if (!result) qFatal("%s: %s", result.error().code.constData(), qUtf8Printable(result.error().message));
    if constexpr (!std::is_void_v<T>) return std::move(*result);
}

store::GroupWriter::Work insert(int value) {
    return [value](sql::Database& database) -> Result<void> {
        auto rows = database.run(QStringLiteral("INSERT INTO thing (value) VALUES (?)"), {value});
        if (!rows) return fail(rows.error());
        return {};
    };
}

} // namespace

class GroupWriterTest : public QObject {
    Q_OBJECT
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_url;
    std::unique_ptr<sql::Database> m_database;

    qint64 count() {
        auto rows = must(m_database->run(QStringLiteral("SELECT COUNT(*) FROM thing")));
        return rows.next() ? rows.integer(0) : -1;
    }

  private Q_SLOTS:
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        m_url = test::storeUnderTest(m_folder->filePath(QStringLiteral("a.db")));
        m_database = must(sql::Database::open(m_url));
        must(m_database->script(QStringLiteral("CREATE TABLE thing (value INTEGER UNIQUE CHECK (value < 1000));;\n")));
    }

    void whatIsAnsweredIsCommitted() {
        store::GroupWriter writer(m_url);
        must(writer.run(insert(1)));
        QCOMPARE(count(), 1);
    }

    void aFailedWorkLeavesItsNeighboursAlone() {
        store::GroupWriter writer(m_url);
        std::promise<void> gate;
        // The first work holds the writer until the others wait: they become one group.
        auto opened = gate.get_future().share();
        auto first = writer.submit([opened](sql::Database&) -> Result<void> {
            opened.wait();
            return {};
        });
        auto good = writer.submit(insert(1));
        auto conflict = writer.submit(insert(1));
        auto refused = writer.submit(insert(5000));
        auto halfway = writer.submit([](sql::Database& database) -> Result<void> {
            if (auto done = insert(3)(database); !done) return done;
            return fail("CHANGED_MY_MIND");
        });
        auto alsoGood = writer.submit(insert(2));
        gate.set_value();
        must(first.get());
        must(good.get());
        must(alsoGood.get());
        QCOMPARE(conflict.get().error().code, "STORE_CONFLICT");
        QCOMPARE(refused.get().error().code, "STORE_REFUSED");
        QCOMPARE(halfway.get().error().code, "CHANGED_MY_MIND");
        QCOMPARE(count(), 2);
    }

    void manyThreadsAllGetTheirAnswer() {
        store::GroupWriter writer(m_url);
        std::atomic<int> committed = 0;
        std::vector<std::thread> threads;
        for (int t = 0; t < 16; ++t)
            threads.emplace_back([&, t] {
                for (int i = 0; i < 20; ++i)
                    if (writer.run(insert(t * 20 + i))) ++committed;
            });
        for (auto& thread : threads)
            thread.join();
        QCOMPARE(committed.load(), 320);
        QCOMPARE(count(), 320);
    }

    void whatWaitsAtTheEndIsStillWritten() {
        std::vector<std::future<Result<void>>> waiting;
        {
            store::GroupWriter writer(m_url);
            for (int i = 0; i < 100; ++i)
                waiting.push_back(writer.submit(insert(i)));
        }
        for (auto& one : waiting)
            must(one.get());
        QCOMPARE(count(), 100);
    }

    void anUnreachableStoreFailsEveryWork() {
        store::GroupWriter writer(QStringLiteral("sqlite:/nonexistent/folder/a.db"));
        QCOMPARE(writer.run(insert(1)).error().code, "STORE_UNAVAILABLE");
        QCOMPARE(writer.run(insert(2)).error().code, "STORE_UNAVAILABLE");
    }
};

QTEST_GUILESS_MAIN(GroupWriterTest)
#include "GroupWriterTest.moc"
