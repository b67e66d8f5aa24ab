// Packets: golden payloads, each member mutated, and writing followed by reading as a property.
#include "core/protocol/Packet.h"

#include "core/base/Base64Url.h"
#include "tests/support/SeededRandom.h"
#include "tests/support/Vectors.h"

#include <QJsonArray>
#include <QTest>
#include <rapidcheck.h>

using namespace haziri;
using namespace haziri::protocol;
using test::text;

namespace {

QJsonObject goldenAttendance() {
    return QJsonDocument::fromJson(text(test::vectors("jws.json")[QStringLiteral("attendance")].toObject(), "payload"))
        .object();
}
QJsonObject goldenEnrol() {
    return QJsonDocument::fromJson(text(test::vectors("jws.json")[QStringLiteral("enrol")].toObject(), "payload"))
        .object();
}

/// Replaces the member at a path like "geo.latE7" by a JSON text; an empty text takes the member away.
QJsonObject changed(QJsonObject object, const QString& path, const QByteArray& json) {
    const qsizetype dot = path.indexOf(QLatin1Char('.'));
    if (dot >= 0) {
        object[path.first(dot)] = changed(object[path.first(dot)].toObject(), path.sliced(dot + 1), json);
        return object;
    }
    object.remove(path);
    if (!json.isEmpty()) object[path] = QJsonDocument::fromJson('[' + json + ']').array().at(0);
    return object;
}

template <class IdType>
IdType randomId() {
    test::SeededRandom random(*rc::gen::arbitrary<std::uint64_t>());
    return IdType(makeUuidV7({*rc::gen::inRange<qint64>(0, qint64(1) << 47)}, random));
}
crypto::Digest randomDigest() {
    return crypto::sha256(QByteArray::number(*rc::gen::arbitrary<int>()));
}
QByteArray randomText(bool empty = true) {
    // Any scalar values but NUL, so that escapes and astral characters are met.
    const auto points = *rc::gen::container<std::vector<char32_t>>(
        rc::gen::oneOf(rc::gen::inRange<char32_t>(1, 0xd800), rc::gen::inRange<char32_t>(0xe000, 0x110000)));
    QByteArray result;
    for (const char32_t c : points)
        if (result.size() < 56) result += QString::fromUcs4(&c, 1).toUtf8();
    return empty || !result.isEmpty() ? result : QByteArray("x");
}
qint64 within(qint64 min, qint64 max) {
    return *rc::gen::inRange<qint64>(min, max + 1);
}

Geo randomGeo() {
    Geo geo;
    geo.source = GeoSource(within(0, 3));
    if (geo.source == GeoSource::None) return geo;
    geo.latE7 = qint32(within(-900000000, 900000000));
    geo.lonE7 = qint32(within(-1800000000, 1800000000));
    geo.accuracyCm = within(0, 1 << 30);
    geo.ageMs = within(0, qint64(1) << 50);
    return geo;
}

Attendance randomAttendance() {
    Attendance mark;
    mark.workerId = randomId<WorkerId>();
    mark.siteId = randomId<SiteId>();
    mark.geo = randomGeo();
    if (within(0, 1)) mark.capture = Capture{CaptureKind(within(0, 2)), randomText()};
    mark.direction = Direction(within(0, 1));
    mark.method = Method(within(0, 2));
    if (within(0, 1))
        mark.match = MatchScores{qint32(within(-1000, 1000)), qint32(within(-1000, 1000)), qint32(within(0, 1000)),
                                 randomText()};
    if (mark.match && within(0, 1))
        mark.match->challenge = Challenge{"turn-left", within(0, 1) ? "passed" : "left", qint32(within(-2000, 2000))};
    if (within(0, 1)) mark.photo = PhotoRef{randomId<FileId>(), randomDigest(), within(1, 2 * 1024 * 1024)};
    mark.reason = mark.method == Method::Face ? randomText() : "r" + randomText();
    for (qint64 i = within(0, 3); i > 0; --i)
        mark.found.append(LaptopFinding{"X" + QByteArray::number(i),
                                        within(0, 1) ? std::optional(randomId<FileId>()) : std::nullopt});
    return mark;
}

WorkerEnrol randomEnrol() {
    WorkerEnrol enrol{randomId<WorkerId>(), randomId<SiteId>(), {}, "a.b.c"};
    for (qint64 i = within(0, 3); i > 0; --i)
        enrol.templates.append(
            {"m" + randomText(), QByteArray(4 * qsizetype(within(1, 128)), char(within(-128, 127)))});
    return enrol;
}

Packet randomPacket() {
    Packet packet;
    packet.kind = PacketKind(within(0, 1));
    packet.packetId = randomId<PacketId>();
    packet.deviceId = toBase64Url(crypto::view(randomDigest()));
    packet.epoch = within(1, std::numeric_limits<qint32>::max());
    packet.seq = within(1, (qint64(1) << 53) - 1);
    packet.prev = randomDigest();
    packet.recordedBy = randomId<UserId>();
    packet.tok = randomText(false);
    packet.timestamp = {within(0, 253402300799999)};
    packet.tzOffsetMin = qint32(within(-840, 840));
    packet.clock = {randomText(), within(0, qint64(1) << 53) / 2, randomText(), within(0, qint64(1) << 53) / 2};
    if (packet.kind == PacketKind::Attendance)
        packet.body = randomAttendance();
    else
        packet.body = randomEnrol();
    return packet;
}

} // namespace

class PacketTest : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void goldenAttendanceIsRead() {
        const QByteArray payload = text(test::vectors("jws.json")[QStringLiteral("attendance")].toObject(), "payload");
        const auto packet = readPacket(payload);
        QVERIFY2(packet, packet ? "" : qPrintable(packet.error().message));
        QCOMPARE(packet->kind, PacketKind::Attendance);
        QCOMPARE(packet->packetId.toText(), QByteArray("018f5a3c-7b00-7000-8000-000000000001"));
        QCOMPARE(packet->timestamp.value, 1763800000123);
        QCOMPARE(packet->tzOffsetMin, 330);
        QCOMPARE(packet->clock.anchor, QByteArray("time-1"));
        QCOMPARE(packet->prev, crypto::sha256("token"));
        const auto& mark = std::get<Attendance>(packet->body);
        QCOMPARE(mark.geo.latE7, 285613900);
        QCOMPARE(mark.geo.lonE7, -772090000);
        QCOMPARE(mark.capture->name, QByteArray("कैमरा"));
        QCOMPARE(mark.match->runnerUp, -41);
        QCOMPARE(mark.photo->bytes, 40960);
        QCOMPARE(writePacket(*packet), payload);
    }

    void goldenEnrolmentIsRead() {
        const QByteArray payload = text(test::vectors("jws.json")[QStringLiteral("enrol")].toObject(), "payload");
        const auto packet = readPacket(payload);
        QVERIFY(packet);
        const auto& enrol = std::get<WorkerEnrol>(packet->body);
        QCOMPARE(enrol.templates.size(), 1);
        QCOMPARE(enrol.templates[0].vector.size(), 32);
        QCOMPARE(writePacket(*packet), payload);
    }

    void attendanceMutations_data() {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<bool>("taken");
        const auto row = [](const char* path, const char* json, bool taken) {
            QTest::newRow(qPrintable(QStringLiteral("%1=%2").arg(QLatin1String(path), QLatin1String(json))))
                << QString::fromLatin1(path) << QByteArray(json) << taken;
        };
        for (const char* due : {"v",         "kind",        "packetId",     "deviceId",     "epoch",        "seq",
                                "prev",      "recordedBy",  "tok",          "timestamp",    "workerId",     "siteId",
                                "geo.latE7", "geo.lonE7",   "geo.accCm",    "geo.source",   "capture.kind", "direction",
                                "method",    "match.score", "photo.fileId", "photo.sha256", "photo.bytes"}) {
            row(due, "", false);
            row(due, "null", false);
            row(due, "[]", false);
            row(due, "1.5", false);
            row(due, "-1e300", false);
        }
        for (const char* open : {"clock", "clock.anchor", "clock.anchorBootMs", "capture", "capture.name", "match",
                                 "match.runnerUp", "photo", "geo.ageMs", "reason", "geo", "tzOffsetMin"}) {
            row(open, "", true);
            row(open, "null", true);
        }
        row("v", "4", false);
        row("v", "6", false);
        row("kind", "\"attendance.new\"", false);
        row("packetId", "\"018f5a3c-7b00-4000-8000-000000000001\"", false);
        row("workerId", "\"018F5A3C-7B00-7000-8000-000000000001\"", false);
        row("deviceId", "\"short\"", false);
        row("epoch", "0", false);
        row("epoch", "2147483648", false);
        row("seq", "0", false);
        row("seq", "-1", false);
        row("prev", "\"AAAA\"", false);
        row("tok", "\"\"", false);
        row("timestamp", "-1", false);
        row("timestamp", "253402300800000", false);
        row("timestamp", "0", true);
        row("tzOffsetMin", "841", false);
        row("tzOffsetMin", "-840", true);
        row("geo.latE7", "900000001", false);
        row("geo.latE7", "-900000000", true);
        row("geo.lonE7", "-1800000001", false);
        row("geo.accCm", "-1", false);
        row("geo.source", "\"wifi\"", false);
        row("geo", "{\"source\":\"none\"}", true);
        row("geo", "{}", true);
        row("geo", "[]", false);
        row("geo", "{\"latE7\":1,\"lonE7\":1,\"accCm\":1}", false);
        row("tzOffsetMin", "1.5", false);
        row("geo", "{\"source\":\"gnss\"}", false);
        row("direction", "\"IN\"", false);
        row("direction", "\"out\"", true);
        row("method", "\"manual\"", false); // a reason is due
        row("method", "\"card\"", false);
        row("match.score", "1001", false);
        row("photo.bytes", "0", false);
        row("photo.bytes", "2097153", false);
        row("unknown", "{\"new\":1}", true);
        row("geo.unknown", "\"x\"", true);
    }
    void attendanceMutations() {
        QFETCH(QString, path);
        QFETCH(QByteArray, json);
        QFETCH(bool, taken);
        const auto packet = readPacket(json::toText(changed(goldenAttendance(), path, json)));
        QCOMPARE(packet.has_value(), taken);
        if (!packet) QCOMPARE(packet.error().code, QByteArray("MALFORMED"));
    }

    void noPlaceIsAPlaceOfNoSource() {
        for (const char* geo : {"", "null", "{}"}) {
            const auto packet = readPacket(json::toText(
                changed(changed(goldenAttendance(), QStringLiteral("geo"), geo), QStringLiteral("tzOffsetMin"), "")));
            QVERIFY(packet);
            QCOMPARE(std::get<Attendance>(packet->body).geo.source, GeoSource::None);
            QCOMPARE(packet->tzOffsetMin, 330);
        }
    }

    void reasonIsDueWhereNoFaceSpeaks() {
        QJsonObject object = goldenAttendance();
        object[QStringLiteral("method")] = QStringLiteral("manual");
        for (const char* blank : {"", " ", "\t\n"}) {
            object[QStringLiteral("reason")] = QLatin1String(blank);
            QVERIFY(!readPacket(json::toText(object)));
        }
        object[QStringLiteral("reason")] = QStringLiteral("चेहरा ढका");
        QCOMPARE(std::get<Attendance>(readPacket(json::toText(object))->body).reason, QByteArray("चेहरा ढका"));
        object[QStringLiteral("reason")] = QString(2000, QLatin1Char('x'));
        QVERIFY(!readPacket(json::toText(object)));
    }

    void enrolmentMutations() {
        const QJsonObject golden = goldenEnrol();
        QVERIFY(readPacket(json::toText(golden)));
        for (const char* bad :
             {R"([{"model":"m","vector":""}])", R"([{"model":"m","vector":"AAAA"}])",
              R"([{"model":"","vector":"AAAAAA"}])", R"([{"vector":"AAAAAA"}])", R"("none")", R"([1])"})
            QVERIFY2(!readPacket(json::toText(changed(golden, QStringLiteral("templates"), bad))), bad);
        QVERIFY(readPacket(json::toText(changed(golden, QStringLiteral("templates"), "[]"))));
        QVERIFY(readPacket(json::toText(changed(golden, QStringLiteral("templates"), ""))));
        for (const char* bad : {"", "\"\"", "1", "{}"})
            QVERIFY(!readPacket(json::toText(changed(golden, QStringLiteral("vouch"), bad))));
        QJsonArray many;
        for (int i = 0; i < 17; ++i)
            many.append(golden[QStringLiteral("templates")].toArray().at(0));
        QJsonObject tooMany = golden;
        tooMany[QStringLiteral("templates")] = many;
        QVERIFY(!readPacket(json::toText(tooMany)));
    }

    void otherKindsAreCarried() {
        QJsonObject object = goldenAttendance();
        object[QStringLiteral("kind")] = QStringLiteral("worker.update");
        object[QStringLiteral("phone")] = QStringLiteral("99");
        const QByteArray payload = json::toText(object);
        const auto packet = readPacket(payload);
        QVERIFY(packet);
        QCOMPARE(std::get<OtherBody>(packet->body).json, payload);
        QCOMPARE(writePacket(*packet), payload);
        QVERIFY(!readPacket(json::toText(changed(object, QStringLiteral("workerId"), ""))));
    }

    void tooLarge() {
        QJsonObject object = goldenAttendance();
        object[QStringLiteral("padding")] = QString(300 * 1024, QLatin1Char('x'));
        QCOMPARE(readPacket(json::toText(object)).error().code, QByteArray("MALFORMED"));
    }

    void writingAndReadingGiveTheSameValues() {
        QVERIFY(rc::check("read(write(p)) == p", [] {
            const Packet packet = randomPacket();
            const auto again = readPacket(writePacket(packet));
            RC_ASSERT(again.has_value());
            RC_ASSERT(*again == packet);
        }));
    }

    void hashIsOfTheText() { QCOMPARE(packetHash("a.b.c"), crypto::sha256("a.b.c")); }
};

QTEST_APPLESS_MAIN(PacketTest)
#include "PacketTest.moc"
