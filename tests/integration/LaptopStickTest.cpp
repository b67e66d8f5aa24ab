// A stick between a laptop and its server, where no line is: out sealed, back with signed answers. The real programs.
#include "tests/support/LaptopAndServer.h"

#include <QDirIterator>

using namespace haziri;
using namespace haziri::test;

class LaptopStickTest : public LaptopAndServer {
    Q_OBJECT

  private Q_SLOTS:
    void init() { setUp(); }
    void cleanup() { stopServing(); }

    // --- the stick ---------------------------------------------------------------------------------------------------

    void aStickCarriesMarksPhotosAndAnswers() {
        QCOMPARE(laptop("sync").code, kOk);
        stopServing();
        QCOMPARE(mark("in").code, kOk);
        markWithPhoto();
        const Run out = bundle("export", "out.bundle");
        QVERIFY2(out.code == kOk, out.err.constData());
        QCOMPARE(out.last()[QStringLiteral("packets")].toInt(), 2);
        QCOMPARE(out.last()[QStringLiteral("photos")].toInt(), 1);
        QVERIFY(!contentOf("out.bundle").contains("haziri-packet") && !contentOf("out.bundle").contains(kPhoto));

        const QByteArray bundled = contentOf("out.bundle"); // is never written over with its own answers
        QVERIFY(office({QStringLiteral("bundle"), QStringLiteral("take"), at("out.bundle"), at("out.bundle")}).code !=
                kOk);
        QCOMPARE(contentOf("out.bundle"), bundled);
        const Run taken = office({QStringLiteral("bundle"), QStringLiteral("take"), at("out.bundle"), at("answers")});
        QVERIFY2(taken.code == kOk, taken.err.constData());
        QVERIFY(taken.out.contains("1 requests, 1 photos, 0 photos refused"));
        QCOMPARE(laptop("queue").last()[QStringLiteral("status")].toString(), QStringLiteral("pending"));

        const Run in = bundle("import", "answers");
        QVERIFY2(in.code == kOk, in.err.constData());
        QCOMPARE(in.last()[QStringLiteral("held")].toInt(), 2);
        QCOMPARE(in.last()[QStringLiteral("photos")].toInt(), 1);
        QCOMPARE(in.last()[QStringLiteral("waiting")].toInt(), 0);
        const QByteArray queue = laptop("queue").out;
        QCOMPARE(laptop("queue").last()[QStringLiteral("photo")].toString(), QStringLiteral("sent"));

        // Twice is harmless, on either side.
        const Run again = bundle("import", "answers");
        QVERIFY2(again.code == kOk, (again.out + again.err).constData());
        QCOMPARE(again.last()[QStringLiteral("packets")].toInt(), 0);
        QCOMPARE(laptop("queue").out, queue);
        const qsizetype entries = exportedLog().count('\n');
        QCOMPARE(office({QStringLiteral("bundle"), QStringLiteral("take"), at("out.bundle"), at("answers2")}).code,
                 kOk);
        QCOMPARE(exportedLog().count('\n'), entries);
        QCOMPARE(bundle("import", "answers2").code, kOk);
        QCOMPARE(laptop("queue").out, queue);

        serve();
        const Run synced = laptop("sync"); // the checkpoint that came on the stick leads on to the server's
        QCOMPARE(synced.code, kOk);
        QCOMPARE(synced.last()[QStringLiteral("sent")].toInt(), 0);
    }

    void theLineMayComeBackBeforeTheAnswers() {
        QCOMPARE(mark("in").code, kOk);
        QCOMPARE(bundle("export", "out.bundle").code, kOk);
        QCOMPARE(mark("out").code, kOk);
        QCOMPARE(laptop("sync").code, kOk);
        QCOMPARE(office({QStringLiteral("bundle"), QStringLiteral("take"), at("out.bundle"), at("answers")}).code, kOk);
        QCOMPARE(mark("in").code, kOk);
        QCOMPARE(laptop("sync").code, kOk);
        const QByteArray queue = laptop("queue").out;
        const Run late = bundle("import", "answers");
        QVERIFY2(late.code == kOk, late.err.constData());
        QCOMPARE(laptop("queue").out, queue);
        QCOMPARE(laptop("sync").code, kOk);
    }

    // One picture waits on the laptop, one is there, one is of a mark that the server has not seen, when the person is
    // erased at the office.
    void latePhotosOfAnErasedPersonAreKeptByNobody() {
        QCOMPARE(laptop("sync").code, kOk);
        markWithPhoto();
        QCOMPARE(laptop("sync").code, kOk);
        QCOMPARE(laptop("queue").last()[QStringLiteral("photo")].toString(), QStringLiteral("sent"));
        markWithPhoto();
        QCOMPARE(office({QStringLiteral("erase-worker"), QString::fromLatin1(m_worker)}).code, kOk);
        const Run synced = laptop("sync");
        QVERIFY2(synced.code == kOk, synced.out.constData());
        QCOMPARE(synced.last()[QStringLiteral("held")].toInt(), 1); // the mark itself counts for his wages
        QCOMPARE(synced.last()[QStringLiteral("photosSent")].toInt(), 0);
        QCOMPARE(synced.last()[QStringLiteral("photosFailed")].toInt(), 0);
        withProfile([](muster::Profile& profile, muster::PacketWriter&, const Clock&) {
            const auto queue = profile.outbox().queue(10, false);
            QCOMPARE(queue->size(), 2);
            for (const auto& entry : *queue)
                QCOMPARE(profile.outbox().photo(*entry.fileId).error().code, QByteArray("FILE_MISSING"));
        });
        // What a stick brings late is settled in the same way.
        markWithPhoto();
        QCOMPARE(bundle("export", "out.bundle").code, kOk);
        const Run taken = office({QStringLiteral("bundle"), QStringLiteral("take"), at("out.bundle"), at("answers")});
        QVERIFY2(taken.code == kOk, taken.err.constData());
        QCOMPARE(bundle("import", "answers").code, kOk);
        QCOMPARE(laptop("sync").last()[QStringLiteral("photosSent")].toInt(), 0);
        QStringList blobs;
        QDirIterator all(at("server/uploads"), QDir::Files, QDirIterator::Subdirectories);
        while (all.hasNext())
            blobs.append(all.next());
        QVERIFY2(blobs.isEmpty(), qPrintable(blobs.join(QLatin1Char(' '))));
    }

    void aDamagedBundleLeavesNoTrace() {
        QCOMPARE(mark("in").code, kOk);
        markWithPhoto();
        QCOMPARE(bundle("export", "out.bundle").code, kOk);
        const QByteArray whole = contentOf("out.bundle");
        const qsizetype entries = exportedLog().count('\n');
        QList<QByteArray> bad{
            whole.left(whole.size() - 1), whole.left(whole.size() / 2), whole.left(20), {}, whole + 'x'};
        for (const qsizetype place :
             {0LL, 5LL, 10LL, 40LL, 60LL, (long long)whole.size() / 2, (long long)whole.size() - 1}) {
            bad.append(whole);
            bad.last()[place] = char(bad.last()[place] ^ 1);
        }
        for (const QByteArray& bytes : bad) {
            write("bad.bundle", bytes);
            QFile::remove(at("answers"));
            const Run taken =
                office({QStringLiteral("bundle"), QStringLiteral("take"), at("bad.bundle"), at("answers")});
            QCOMPARE(taken.code, kFailed);
            QVERIFY(!QFile::exists(at("answers")));
        }
        QCOMPARE(exportedLog().count('\n'), entries);

        QCOMPARE(office({QStringLiteral("bundle"), QStringLiteral("take"), at("out.bundle"), at("answers")}).code, kOk);
        const QByteArray answers = contentOf("answers");
        for (const qsizetype place : {40LL, 60LL, (long long)answers.size() / 2, (long long)answers.size() - 1}) {
            QByteArray bytes = answers;
            bytes[place] = char(bytes[place] ^ 1);
            write("bad.answers", bytes);
            const Run in = bundle("import", "bad.answers");
            QCOMPARE(in.code, kFailed);
            QVERIFY2(in.err.contains("BUNDLE_DAMAGED"), in.err.constData());
        }
        QCOMPARE(laptop("queue").last()[QStringLiteral("status")].toString(), QStringLiteral("pending"));
        QCOMPARE(bundle("import", "answers").code, kOk);
    }

    void answersForAnotherLaptopAreRefused() {
        QCOMPARE(mark("in").code, kOk);
        QCOMPARE(bundle("export", "out.bundle").code, kOk);
        QCOMPARE(office({QStringLiteral("bundle"), QStringLiteral("take"), at("out.bundle"), at("answers")}).code, kOk);
        QCOMPARE(run("haziri", {QStringLiteral("register"), QStringLiteral("--profile"), at("second"),
                                QStringLiteral("--uri"), freshUri()})
                     .code,
                 kOk);
        const Run foreign = run("haziri", {QStringLiteral("bundle"), QStringLiteral("import"),
                                           QStringLiteral("--profile"), at("second"), at("answers")});
        QCOMPARE(foreign.code, kFailed);
        QVERIFY2(foreign.err.contains("BUNDLE_FOREIGN"), foreign.err.constData());
        makeServer("another");
        QCOMPARE(office({QStringLiteral("bundle"), QStringLiteral("take"), at("out.bundle"), at("x")}, "another").code,
                 kFailed);
    }

    // A stick with several answers of a log that went back openly: only a line can tell that from a fork, so nothing is
    // taken and nothing lost; and once the laptop knows, the stick's answers are none of its any more.
    void severalAnswersOfARestoredLogOnOneStickDecideNothing() {
        QCOMPARE(laptop("sync").code, kOk);
        QCOMPARE(office({QStringLiteral("backup"), at("backup.tar")}).code, kOk);
        QCOMPARE(mark("in").code, kOk);
        QCOMPARE(laptop("sync").code, kOk); // witnessed, and lost below
        stopServing();
        marks(501); // more than one request
        const Run out = bundle("export", "out.bundle");
        QCOMPARE(out.last()[QStringLiteral("packets")].toInt(), 501);
        QVERIFY(QDir(at("server")).removeRecursively());
        QCOMPARE(office({QStringLiteral("restore"), at("backup.tar")}).code, kOk);
        const Run taken = office({QStringLiteral("bundle"), QStringLiteral("take"), at("out.bundle"), at("answers")});
        QVERIFY2(taken.out.contains("2 requests"), taken.out + taken.err);
        const auto statuses = [this](const char* which) { return laptop("queue").out.count(which); };
        const Run in = bundle("import", "answers");
        QCOMPARE(in.code, kFailed);
        QVERIFY2(in.err.contains("LOG_FORK"), in.err.constData());
        QCOMPARE(statuses("\"pending\""), 501);

        serve();
        const Run synced = laptop("sync");
        QVERIFY2(synced.code == kOk && synced.err.contains("LOG_RESTORED"), synced.out + synced.err);
        QCOMPARE(statuses("\"pending\""), 0);
        QCOMPARE(statuses("\"rejected\""), 0);
        QCOMPARE(exportedLog().count("\\\"kind\\\":\\\"attendance\\\""), 502);
        const Run late = bundle("import", "answers");
        QCOMPARE(late.code, kFailed);
        QVERIFY2(late.err.contains("BUNDLE_FOREIGN"), late.err.constData());
        QCOMPARE(laptop("sync").last()[QStringLiteral("sent")].toInt(), 0);
    }
};

QTEST_GUILESS_MAIN(LaptopStickTest)
#include "LaptopStickTest.moc"
