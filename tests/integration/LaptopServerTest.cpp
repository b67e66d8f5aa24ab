// The two real programs on loopback, over TLS: what an ordinary day of a laptop comes to, and words that are refused.
#include "tests/support/LaptopAndServer.h"

#include <QRegularExpression>

using namespace haziri;
using namespace haziri::test;

namespace {

QByteArray sentence(const QByteArray& body) {
    quint8 sum = 0;
    for (const char c : body)
        sum ^= quint8(c);
    return "$" + body + "*" + QByteArray::number(sum, 16).rightJustified(2, '0').toUpper() + "\r\n";
}

} // namespace

class LaptopServerTest : public LaptopAndServer {
    Q_OBJECT

  private Q_SLOTS:
    void init() { setUp(); }
    void cleanup() { stopServing(); }

    void aDayWithoutALine() {
        QCOMPARE(laptop("sync").code, kOk); // pulls the workers
        stopServing();
        const Run marked = mark("in");
        QCOMPARE(marked.code, kOk);
        QCOMPARE(marked.last()[QStringLiteral("name")].toString(), QStringLiteral("Ravi"));
        QCOMPARE(laptop("sync").code, kOffline);
        QCOMPARE(laptop("queue").last()[QStringLiteral("status")].toString(), QStringLiteral("pending"));
        serve();
        const Run synced = laptop("sync");
        QCOMPARE(synced.code, kOk);
        QCOMPARE(synced.last()[QStringLiteral("held")].toInt(), 1); // by hand: a person looks at it
        const QJsonObject row = laptop("queue").last();
        QCOMPARE(row[QStringLiteral("status")].toString(), QStringLiteral("held"));
        QCOMPARE(row[QStringLiteral("code")].toString(), QStringLiteral("MANUAL"));
        QVERIFY(row[QStringLiteral("index")].isDouble());
        QCOMPARE(laptop("sync").last()[QStringLiteral("sent")].toInt(), 0);
    }

    // Undone offline, sent together; then one that the server holds already. Nothing is edited anywhere.
    void aMarkIsTakenBackByARecordOfItsOwn() {
        QCOMPARE(laptop("sync").code, kOk);
        const QString first = mark("in").last()[QStringLiteral("packetId")].toString();
        const Run undone = laptop("undo", {QStringLiteral("--packet"), first});
        QVERIFY2(undone.code == kOk, undone.err.constData());
        QCOMPARE(undone.last()[QStringLiteral("name")].toString(), QStringLiteral("Ravi"));
        const Run twice = laptop("undo", {QStringLiteral("--packet"), first});
        QCOMPARE(twice.code, kFailed);
        QVERIFY(twice.err.contains("ALREADY_UNDONE"));
        QCOMPARE(laptop("sync").last()[QStringLiteral("accepted")].toInt(), 1); // the correction; the mark is held
        const QString second = mark("in").last()[QStringLiteral("packetId")].toString(); // he is marked again at once
        QVERIFY(!second.isEmpty() && second != first);
        QCOMPARE(laptop("sync").code, kOk);
        QCOMPARE(laptop("undo", {QStringLiteral("--packet"), second}).code, kOk);
        QCOMPARE(laptop("sync").last()[QStringLiteral("accepted")].toInt(), 1);
        QStringList taken;
        const QByteArray log = exportedLog();
        for (const QByteArray& line : log.split('\n')) {
            const QString data = QJsonDocument::fromJson(line).object()[QStringLiteral("data")].toString();
            const QJsonObject record = QJsonDocument::fromJson(data.toUtf8()).object();
            if (record[QStringLiteral("status")] == QLatin1String("corrected"))
                taken << record[QStringLiteral("packetId")].toString();
        }
        QCOMPARE(taken, QStringList({first, second}));
        // The corrections are links of the laptop's chain, and its head reaches over them.
        const Run verified = run("haziri-verify", {QStringLiteral("--log"), at("export.jsonl"), QStringLiteral("--key"),
                                                   QString::fromLatin1(m_vkey)});
        QVERIFY2(verified.code == kOk && !verified.out.contains("warning:") && !verified.err.contains("warning:"),
                 verified.out + verified.err);
        const auto rows = laptop("queue").lines();
        QCOMPARE(rows.size(), 4);
        QCOMPARE(rows[1][QStringLiteral("kind")].toString(), QStringLiteral("attendance.correct"));
        QCOMPARE(rows[1][QStringLiteral("status")].toString(), QStringLiteral("synced"));
    }

    // A receiver's recording, once inside the fence (300 m around 28.5 N 77.2 E) and once two kilometres north.
    void theReceiversPlaceTravelsWithTheMark_data() {
        QTest::addColumn<QByteArray>("north");
        QTest::addColumn<QString>("code");
        QTest::newRow("inside") << QByteArray("2830.0500") << QStringLiteral("MANUAL");
        QTest::newRow("outside") << QByteArray("2831.0800") << QStringLiteral("GEOFENCE");
    }
    void theReceiversPlaceTravelsWithTheMark() {
        QFETCH(QByteArray, north);
        QFETCH(QString, code);
        QCOMPARE(laptop("sync").code, kOk);
        QByteArray recording;
        for (int second = 0; second < 4; ++second)
            recording += sentence("GPGGA,06300" + QByteArray::number(second) + ".00," + north +
                                  ",N,07712.0000,E,1,08,0.9,215.0,M,-35.0,M,,") +
                         sentence("GPRMC,06300" + QByteArray::number(second) + ".00,A," + north +
                                  ",N,07712.0000,E,0.0,0.0,221126,,,A");
        write("walk.nmea", recording);
        m_environment.insert(QStringLiteral("HAZIRI_GNSS"), at("walk.nmea"));
        const Run marked = mark("in");
        m_environment.remove(QStringLiteral("HAZIRI_GNSS"));
        QVERIFY2(marked.code == kOk && !marked.err.contains("GNSS"), marked.err.constData());
        QCOMPARE(laptop("sync").code, kOk);
        QCOMPARE(laptop("queue").last()[QStringLiteral("code")].toString(), code);
        QJsonObject geo;
        const QByteArray log = exportedLog();
        for (const QByteArray& line : log.split('\n')) {
            const QString data = QJsonDocument::fromJson(line).object()[QStringLiteral("data")].toString();
            const QString jws = QJsonDocument::fromJson(data.toUtf8()).object()[QStringLiteral("packet")].toString();
            const QByteArray payload =
                QByteArray::fromBase64(jws.section(QLatin1Char('.'), 1, 1).toLatin1(), QByteArray::Base64UrlEncoding);
            const QJsonObject packet = QJsonDocument::fromJson(payload).object();
            if (packet.contains(QStringLiteral("geo"))) geo = packet[QStringLiteral("geo")].toObject();
        }
        QCOMPARE(geo[QStringLiteral("source")].toString(), QStringLiteral("gnss"));
        QCOMPARE(geo[QStringLiteral("lonE7")].toInteger(), 772'000'000);
        QCOMPARE(geo[QStringLiteral("latE7")].toInteger(), qRound64(280'000'000 + north.mid(2).toDouble() / 60 * 1e7));
        QCOMPARE(geo[QStringLiteral("accCm")].toInteger(), 450); // HDOP 0.9 × 5 m
        QVERIFY(geo[QStringLiteral("ageMs")].toInteger() < 12'000);
    }

    void aMissingReceiverIsSaidAndTheMarkDeclares() {
        const Run marked =
            laptop("mark", {QStringLiteral("--worker"), QString::fromLatin1(m_worker), QStringLiteral("--direction"),
                            QStringLiteral("in"), QStringLiteral("--reason"), QStringLiteral("sun in the camera"),
                            QStringLiteral("--gnss"), QStringLiteral("serial:/dev/nowhere")});
        QCOMPARE(marked.code, kOk);
        QVERIFY2(marked.err.contains("GNSS_UNREADABLE"), marked.err.constData());
        QCOMPARE(laptop("sync").code, kOk);
        QCOMPARE(laptop("queue").last()[QStringLiteral("code")].toString(), QStringLiteral("MANUAL"));
    }

    // Drawn by one verb, held before the other's camera, kept for the office.
    void aCardIsDrawnAndReadAndHeld() {
        if (!m_environment.contains(QStringLiteral("HAZIRI_MODELS_DIR")))
            m_environment.insert(QStringLiteral("HAZIRI_MODELS_DIR"),
                                 qEnvironmentVariable("HAZIRI_SOURCE_DIR") + QStringLiteral("/build/cache/models"));
        QCOMPARE(laptop("sync").code, kOk);
        const QString worker = QString::fromLatin1(m_worker);
        for (const char* name : {"card.png", "card.pdf"}) {
            const Run drawn = laptop("card", {QStringLiteral("--worker"), worker, QStringLiteral("--out"), at(name)});
            QVERIFY2(drawn.code == kOk, drawn.err.constData());
            QVERIFY(
                drawn.last()[QStringLiteral("code")].toString().startsWith(QStringLiteral("haziri-card:") + worker));
            QVERIFY(QFileInfo(at(name)).size() > 1000);
        }
        const auto show = [this] {
            return laptop("capture", {QStringLiteral("--camera"), QStringLiteral("file:") + at("card.png")});
        };
        const Run shown = show();
        QVERIFY2(shown.code == kOk, shown.err.constData());
        QCOMPARE(shown.last()[QStringLiteral("decision")].toString(), QStringLiteral("held"));
        QCOMPARE(shown.last()[QStringLiteral("workerId")].toString(), worker);
        const QString packet = shown.last()[QStringLiteral("packetId")].toString();
        QVERIFY(!packet.isEmpty());
        QCOMPARE(show().last()[QStringLiteral("packetId")].toString(), packet); // the same card again adds nothing
        QCOMPARE(laptop("sync").code, kOk);
        QCOMPARE(laptop("queue").last()[QStringLiteral("packetId")].toString(), packet);
        QCOMPARE(laptop("queue").last()[QStringLiteral("status")].toString(), QStringLiteral("held"));
        // Nobody's card, and no card at all.
        QCOMPARE(laptop("card", {QStringLiteral("--worker"), packet, QStringLiteral("--out"), at("x.png")}).code, 1);
        QCOMPARE(laptop("card", {QStringLiteral("--worker"), worker, QStringLiteral("--out"), at("x.exe")}).code, 2);
    }

    void theQueueOfAProfileThatIsNotEnrolledSaysSo() {
        QCOMPARE(run("haziri", {QStringLiteral("sync"), QStringLiteral("--profile"), at("fresh")}).code, kFailed);
        const Run queue = run("haziri", {QStringLiteral("queue"), QStringLiteral("--profile"), at("fresh")});
        QCOMPARE(queue.code, kOk);
        QVERIFY(queue.out.isEmpty());
        QVERIFY2(queue.err.contains("NOT_REGISTERED"), queue.err.constData());
    }

    void nonsenseIsRefusedAndASlipIsSaid() {
        const Run nonsense = run("haziri", {QStringLiteral("regsiter")});
        QCOMPARE(nonsense.code, 2);
        QVERIFY(nonsense.err.contains("regsiter"));
        QCOMPARE(laptop("enrol", {QStringLiteral("--user"), QStringLiteral("meena"), QStringLiteral("--password-file"),
                                  at("password"), QStringLiteral("--name"), QStringLiteral("Sita"),
                                  QStringLiteral("--consent-language"), QStringLiteral("fr")})
                     .code,
                 2);
        const Run unknown = mark("in"); // added at the office, not heard of here
        QCOMPARE(unknown.code, kOk);
        QVERIFY2(unknown.err.contains("WORKER_UNKNOWN"), unknown.err.constData());
        QCOMPARE(laptop("sync").code, kOk);
        const Run known = mark("out");
        QCOMPARE(known.code, kOk);
        QVERIFY2(!known.err.contains("WORKER_UNKNOWN"), known.err.constData());
    }

    void theSameCodeTwiceIsOneRegistration() {
        QCOMPARE(mark("out").code, kOk); // still waits when the new epoch begins
        const QString uri = freshUri();
        QCOMPARE(laptop("register", {QStringLiteral("--uri"), uri}).code, kOk);
        const Run again = laptop("register", {QStringLiteral("--uri"), uri});
        QVERIFY2(again.code == kOk, again.err.constData());
        QCOMPARE(mark("in").code, kOk);
        QCOMPARE(laptop("queue").last()[QStringLiteral("epoch")].toInt(), 2);
        const Run synced = laptop("sync");
        QVERIFY2(synced.code == kOk, synced.out + synced.err);
        QCOMPARE(synced.last()[QStringLiteral("held")].toInt(), 2); // both by hand, one of each epoch
    }

    void wrongWordsAreRefusedWithWords() {
        const Run bad = laptop("register", {QStringLiteral("--uri"), QStringLiteral("https://example.org")});
        QCOMPARE(bad.code, kFailed);
        QVERIFY(bad.err.contains("URI_INVALID"));
        QString unknown = freshUri();
        unknown.replace(QRegularExpression(QStringLiteral("code=[^&]+")),
                        QStringLiteral("code=AAAAAAAAAAAAAAAAAAAAAA"));
        const Run refused = laptop("register", {QStringLiteral("--uri"), unknown});
        QVERIFY2(refused.err.contains("CODE_INVALID"), refused.err.constData());
        QCOMPARE(mark("sideways").code, 2);
        const Run unheard = run("haziri", {QStringLiteral("regster")});
        QVERIFY2(unheard.code == 2 && unheard.err.contains("unknown verb \"regster\""), unheard.err);
        const Run helped = laptop("mark", {QStringLiteral("--help")});
        QVERIFY2(helped.code == kOk && helped.out.startsWith("haziri mark --profile DIR"), helped.out);
        const Run card =
            laptop("mark", {QStringLiteral("--worker"), QString::fromLatin1(m_worker), QStringLiteral("--direction"),
                            QStringLiteral("in"), QStringLiteral("--reason"), QStringLiteral("card 4991 1866 5246")});
        QVERIFY2(card.code == kFailed && card.err.contains("AADHAAR_WHOLE"), card.err);
        QCOMPARE(laptop("queue").out, QByteArray());
        const auto draw = [&](const char* day, const QString& key) {
            return run("haziri", {QStringLiteral("draw"), QStringLiteral("--log"), at("none"), QStringLiteral("--key"),
                                  key, QStringLiteral("--site"), QString::fromLatin1(m_site), QStringLiteral("--day"),
                                  QLatin1StringView(day)});
        };
        const Run noDay = draw("22.11.2026", QString::fromLatin1(m_vkey));
        QVERIFY2(noDay.code == 2 && noDay.err.contains("--day takes a day as 2026-11-22, not: 22.11.2026"), noDay.err);
        const Run noKey = draw("2026-11-22", QStringLiteral("garbage"));
        QVERIFY2(noKey.code == 2 && noKey.err.contains("--key") && !noKey.err.contains("--day"), noKey.err);
        m_environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
        for (const char* option : {"theme", "language"}) {
            const Run colour = run("haziri", {QStringLiteral("--profile"), at("laptop"),
                                              QStringLiteral("--") + QLatin1StringView(option), QStringLiteral("pink"),
                                              QStringLiteral("--exit-after-startup")});
            QVERIFY2(colour.code == 2 && colour.err.contains("takes ") && colour.err.contains("not: pink"), colour.err);
        }
        QVERIFY(run("haziri-verify", {QStringLiteral("--version")}).out.count('\n') == 1);
        const Run slip = run("haziri-verify", {QStringLiteral("--slip"), QStringLiteral("garbage"),
                                               QStringLiteral("--key"), QString::fromLatin1(m_vkey)});
        QVERIFY2(slip.code == 2 && slip.err.contains("HAZIRI1:") && slip.err.contains("garbage"), slip.err);
        write("passphrase", "another passphrase\n");
        const Run locked = laptop("sync");
        QCOMPARE(locked.code, kFailed);
        QVERIFY(locked.err.contains("KEY_PASSPHRASE_WRONG"));
    }
};

QTEST_GUILESS_MAIN(LaptopServerTest)
#include "LaptopServerTest.moc"
