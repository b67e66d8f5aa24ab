// Whoever has the exported log draws what the office drew, and no changed log draws anything.
#include "core/review/ExportedDraw.h"

#include "core/audit/SampleDraw.h"
#include "core/audit/ServedEntryJson.h"
#include "core/review/LogRecord.h"
#include "tests/support/DemoFeed.h"
#include "tests/support/DemoLog.h"
#include "tests/support/SeededRandom.h"

#include <QBuffer>
#include <QTest>

using namespace haziri;
using namespace haziri::review;

namespace {

/// A true log of made-up entries, with its export.
struct Exported {
    test::SeededRandom random{3};
    crypto::Ed25519PrivateKey key = crypto::Ed25519PrivateKey::generate(random);
    tests::DemoLog log{120};
    audit::VerifierKey verifier{log.checkpoint.origin, key.publicKey()};

    QByteArray text() const {
        QByteArray lines;
        for (const auto& entry : log.entries)
            lines += json::toText(audit::writeServedEntry(entry)) + '\n';
        return lines +
               json::toText(
                   {{QStringLiteral("checkpoint"), QString::fromUtf8(audit::signCheckpoint(log.checkpoint, key))}}) +
               '\n';
    }
};

Result<ExportedDraw> draw(const Exported& from, QByteArray text, const DrawWish& wish) {
    QBuffer file(&text);
    if (!file.open(QIODevice::ReadOnly)) return fail("FILE");
    return drawFromExport(file, from.verifier, wish);
}

} // namespace

class ExportedDrawTest : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void drawsFromTheMarksOfTheDay() {
        const Exported from;
        // Site and day of the first mark of the log.
        DrawWish wish;
        QList<qint64> marks;
        for (const auto& entry : from.log.entries) {
            const LogRecord record = LogRecord::of(entry);
            if (record.kind != "attendance" || !record.attendance()) continue;
            const QDate day =
                QDateTime::fromMSecsSinceEpoch(record.packet->timestamp.value + 330 * 60'000LL, Qt::UTC).date();
            if (wish.siteId.isNull()) {
                wish.siteId = record.siteId;
                wish.day = day;
            }
            if (record.siteId == wish.siteId && day == wish.day) marks << entry.index;
        }
        QVERIFY(marks.size() > 8);
        wish.sample = 7;
        const auto drawn = draw(from, from.text(), wish);
        QVERIFY2(drawn.has_value(), drawn ? "" : qPrintable(drawn.error().message));
        QCOMPARE(drawn->marks, marks.size());
        QList<qint64> expected;
        for (const qint64 place : audit::drawSample(from.log.checkpoint.root, marks.size(), 7))
            expected << marks[place];
        QCOMPARE(drawn->indices(), expected);
        wish.day = wish.day.addDays(1);
        QVERIFY(draw(from, from.text(), wish)->drawn.size() < 7 ||
                draw(from, from.text(), wish)->indices() != expected);
        wish.siteId = tests::demoSite(77);
        QCOMPARE(draw(from, from.text(), wish)->marks, 0);
    }
    void aChangedLogDrawsNothing() {
        const Exported from;
        QByteArray text = from.text();
        DrawWish wish;
        wish.siteId = tests::demoSite(1);
        wish.day = QDate(2026, 11, 22);
        const qsizetype at = text.indexOf("recordHash") + 16;
        text[at] = text[at] == 'A' ? 'B' : 'A';
        QVERIFY(!draw(from, text, wish));
        text = from.text();
        text.truncate(text.lastIndexOf("{\"checkpoint"));
        QCOMPARE(draw(from, text, wish).error().code, QByteArray("MALFORMED"));
        Exported other;
        other.verifier.key = crypto::Ed25519PrivateKey::generate(other.random).publicKey();
        QCOMPARE(draw(other, from.text(), wish).error().code, QByteArray("CHECKPOINT_INVALID"));
    }
};

QTEST_GUILESS_MAIN(ExportedDrawTest)
#include "ExportedDrawTest.moc"
