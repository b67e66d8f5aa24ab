#include "tests/support/DemoFeed.h"

#include <QPainter>
#include <QPainterPath>

namespace haziri::tests {

using muster::RollRow;

namespace {

struct Person {
    const char* en;
    const char* hi;
    const char* trade;
    const char* tradeHi;
    int gang;
};
const Person kPeople[] = {
    {"Anita Devi", "अनीता देवी", "Helper", "बेलदार", 0},
    {"Bhola Ram", "भोला राम", "Mason", "राजमिस्त्री", 0},
    {"Chandan Kumar", "चंदन कुमार", "Carpenter", "बढ़ई", 1},
    {"Mohammad Shahnawaz Ansari", "मोहम्मद शाहनवाज़ अंसारी", "Bar bender", "सरिया मिस्त्री", 1},
    {"Deepak Lal", "दीपक लाल", "Helper", "बेलदार", 1},
    {"Ramavtar Yadav", "रामअवतार यादव", "Mason", "राजमिस्त्री", 0},
    {"Gita Kumari", "गीता कुमारी", "Helper", "बेलदार", 0},
    {"Salim Khan", "सलीम ख़ान", "Painter", "पेंटर", 1},
    {"Suresh Paswan", "सुरेश पासवान", "Mason", "राजमिस्त्री", 1},
    {"Kavita Munda", "कविता मुंडा", "Helper", "बेलदार", 0},
    {"Rajesh Oraon", "राजेश उराँव", "Mason", "राजमिस्त्री", 0},
};

QString nameOf(int i, bool hindi) {
    return QString::fromUtf8(hindi ? kPeople[i].hi : kPeople[i].en);
}
QString gangOf(int i, bool hindi) {
    return kPeople[i].gang ? (hindi ? QStringLiteral("इक़बाल") : QStringLiteral("Iqbal"))
                           : (hindi ? QStringLiteral("रमेश") : QStringLiteral("Ramesh"));
}
QString tradeOf(int i, bool hindi) {
    return QString::fromUtf8(hindi ? kPeople[i].tradeHi : kPeople[i].trade);
}

} // namespace

WorkerId workerNumber(int n) {
    UuidBytes bytes{0x01, 0x93, 0x52, 0x10, 0, 0, 0x70, 0, 0x80};
    bytes[14] = std::uint8_t(n >> 8);
    bytes[15] = std::uint8_t(n);
    return WorkerId(bytes);
}

UnixMillis today(int hour, int minute, int second) {
    return {QDateTime(QDate(2026, 11, 22), QTime(hour, minute, second)).toMSecsSinceEpoch()};
}

QRectF drawnFaceRect(int seed) {
    const double sway = ((seed * 37) % 21 - 10) / 900.0;
    return {0.418 + sway, 0.27, 0.164, 0.42};
}

QImage drawnFrame(int seed, QSize size, bool helmet) {
    QImage image(size, QImage::Format_RGB32);
    QPainter p(&image);
    p.setRenderHint(QPainter::Antialiasing);
    p.scale(size.width() / 1280.0, size.height() / 720.0);
    QLinearGradient sky(0, 0, 0, 720);
    sky.setColorAt(0, QColor(0x5d, 0x6f, 0x78));
    sky.setColorAt(.62, QColor(0x86, 0x93, 0x96));
    sky.setColorAt(.63, QColor(0x5f, 0x5a, 0x50));
    sky.setColorAt(1, QColor(0x3d, 0x3a, 0x35));
    p.fillRect(0, 0, 1280, 720, sky);
    p.setPen(Qt::NoPen);
    for (int i = 0; i < 7; ++i) { // scaffolding
        p.fillRect(60 + i * 190, 60, 10, 400, QColor(0x4a, 0x55, 0x5a));
        p.fillRect(0, 120 + (i % 3) * 120, 1280, 8, QColor(0x55, 0x60, 0x64));
    }
    const QRectF face = drawnFaceRect(seed);
    const QPointF c(face.center().x() * 1280, face.center().y() * 720);
    const QColor skins[] = {QColor(0x8d, 0x5f, 0x43), QColor(0x75, 0x4b, 0x33), QColor(0xa8, 0x77, 0x55)};
    const QColor shirts[] = {QColor(0x2f, 0x62, 0x8a), QColor(0xa6, 0x52, 0x3a), QColor(0x4f, 0x7a, 0x4c),
                             QColor(0x7a, 0x4f, 0x7d)};
    const QColor skin = skins[seed % 3];
    p.setBrush(shirts[seed % 4]);
    p.drawRoundedRect(QRectF(c.x() - 210, c.y() + 170, 420, 400), 130, 130);
    p.setBrush(QColor(0xf2, 0x8c, 0x1e)); // vest
    QPainterPath vest;
    vest.moveTo(c.x() - 150, c.y() + 190);
    vest.lineTo(c.x() - 50, c.y() + 185);
    vest.lineTo(c.x(), c.y() + 330);
    vest.lineTo(c.x() + 50, c.y() + 185);
    vest.lineTo(c.x() + 150, c.y() + 190);
    vest.lineTo(c.x() + 170, 720);
    vest.lineTo(c.x() - 170, 720);
    p.drawPath(vest);
    p.setBrush(skin.darker(115));
    p.drawRoundedRect(QRectF(c.x() - 42, c.y() + 90, 84, 120), 30, 30);
    p.setBrush(skin);
    p.drawEllipse(c, 92, 124);
    p.setBrush(QColor(0x1e, 0x17, 0x13));
    if (!helmet) p.drawChord(QRectF(c.x() - 96, c.y() - 132, 192, 200), 0, 180 * 16);
    for (int side : {-1, 1}) {
        p.setBrush(Qt::white);
        p.drawEllipse(QPointF(c.x() + side * 36, c.y() - 8), 15, 9);
        p.setBrush(QColor(0x24, 0x18, 0x12));
        p.drawEllipse(QPointF(c.x() + side * 36, c.y() - 8), 7, 8);
        p.drawRoundedRect(QRectF(c.x() + side * 36 - 20, c.y() - 30, 40, 7), 3, 3);
    }
    p.setBrush(skin.darker(125));
    p.drawEllipse(QPointF(c.x(), c.y() + 26), 15, 19);
    p.setBrush(QColor(0x6e, 0x33, 0x2b));
    p.drawRoundedRect(QRectF(c.x() - 28, c.y() + 66, 56, 11), 5, 5);
    if (seed % 2 == 0) {
        p.setBrush(QColor(0x20, 0x18, 0x14));
        p.drawRoundedRect(QRectF(c.x() - 32, c.y() + 52, 64, 9), 4, 4);
    }
    if (helmet) {
        p.setBrush(QColor(0xe0, 0xae, 0x2c));
        p.drawChord(QRectF(c.x() - 108, c.y() - 158, 216, 216), 0, 180 * 16);
        p.drawRoundedRect(QRectF(c.x() - 122, c.y() - 58, 244, 18), 9, 9);
        p.setBrush(QColor(0xc2, 0x93, 0x1c));
        p.drawRoundedRect(QRectF(c.x() - 12, c.y() - 158, 24, 104), 8, 8);
    }
    return image;
}

QImage drawnPortrait(int seed) {
    return drawnFrame(seed, {1280, 720})
        .copy(400, 60, 480, 520)
        .scaled(240, 260, Qt::KeepAspectRatio, Qt::SmoothTransformation);
}

muster::RollSnapshot demoRoll(bool hindi) {
    muster::RollSnapshot roll;
    roll.date = QDate(2026, 11, 22);
    roll.present = 143;
    roll.unmarked = 37;
    roll.held = 4;
    roll.expected = 184;
    using S = RollRow::State;
    const S states[] = {S::Unmarked, S::Unmarked, S::Unmarked, S::Unmarked, S::Held,   S::Present,
                        S::Present,  S::Present,  S::Present,  S::Left,     S::Present};
    const int minutes[] = {0, 0, 0, 0, 40, 41, 40, 39, 39, 38, 37};
    for (int i = 0; i < 11; ++i) {
        RollRow row;
        row.workerId = workerNumber(i + 1);
        row.name = nameOf(i, hindi);
        row.gang = gangOf(i, hindi);
        row.trade = tradeOf(i, hindi);
        row.state = states[i];
        if (states[i] != S::Unmarked) row.time = today(7, minutes[i]);
        if (states[i] == S::Held) row.codes = {"LIVENESS_LOW"};
        row.face = true;
        roll.rows << row;
    }
    return roll;
}

QList<muster::QueueRow> demoQueue(bool hindi) {
    struct Item {
        const char* status;
        const char* code;
        const char* kind;
        const char* photo;
    };
    const Item items[] = {
        {"pending", "", "attendance", "waiting"},       {"pending", "", "attendance", "waiting"},
        {"pending", "", "worker.enrol", "waiting"},     {"held", "GEOFENCE", "attendance", "sent"},
        {"synced", "", "attendance", "sent"},           {"rejected", "TIME_WINDOW", "attendance", ""},
        {"synced", "", "attendance", "waiting"},        {"synced", "", "attendance", "sent"},
        {"held", "LIVENESS_LOW", "attendance", "sent"}, {"synced", "", "attendance", "failed"},
        {"synced", "", "attendance", "sent"},
    };
    QList<muster::QueueRow> rows;
    for (int i = 0; i < 11; ++i) {
        muster::QueueRow row;
        row.epoch = 1;
        row.seq = 1840 - i;
        row.kind = items[i].kind;
        row.status = items[i].status;
        row.code = items[i].code;
        row.photoState = items[i].photo;
        row.at = today(7, 41 - i * 2, 8);
        row.workerId = workerNumber(i + 1);
        row.name = nameOf(i, hindi);
        if (row.status != "pending" && row.status != "rejected") row.index = 1284304 - i;
        rows << row;
    }
    return rows;
}

muster::QueueSummary demoQueueSummary() {
    muster::QueueSummary summary;
    summary.packetsWaiting = 34;
    summary.photosWaiting = 61;
    summary.photoBytesWaiting = 3'900'000;
    summary.held = 4;
    summary.rejected = 1;
    summary.oldestWaiting = today(7, 12);
    summary.nextTryAt = today(7, 44);
    summary.lastErrorCode = "OFFLINE";
    return summary;
}

muster::MarkOutcome demoOutcome(muster::MarkOutcome::Kind kind, bool hindi) {
    muster::MarkOutcome outcome;
    outcome.kind = kind;
    const int i = kind == muster::MarkOutcome::Kind::Held ? 4 : 5;
    outcome.workerId = workerNumber(i + 1);
    outcome.name = nameOf(i, hindi);
    outcome.trade = tradeOf(i, hindi);
    outcome.gang = gangOf(i, hindi);
    outcome.time = today(7, 41, 8);
    if (kind == muster::MarkOutcome::Kind::Held) outcome.codes = {"LIVENESS_LOW"};
    if (kind == muster::MarkOutcome::Kind::Failed) outcome.codes = {"STORE_UNAVAILABLE"};
    return outcome;
}

capture::Decision demoDecision(capture::DecisionKind kind) {
    capture::Decision decision;
    decision.kind = kind;
    decision.at = today(7, 38);
    decision.reason = "UNKNOWN_FACE";
    if (kind == capture::DecisionKind::Ambiguous) {
        decision.reason = "AMBIGUOUS_FACE";
        decision.workerId = workerNumber(3);
        decision.at = today(7, 40);
    }
    return decision;
}

QList<muster::MarkDetail> demoMarks(bool hindi) {
    QList<muster::MarkDetail> marks;
    for (int i = 0; i < 2; ++i) {
        muster::MarkDetail mark;
        mark.row.at = today(i ? 7 : 6, i ? 41 : 2, 8);
        mark.row.status = i ? "held" : "synced";
        mark.row.code = i ? "LIVENESS_LOW" : "";
        mark.row.index = 1284304 + i;
        mark.row.name = nameOf(5, hindi);
        mark.match = protocol::MatchScores{780, 310, 960, "m"};
        mark.photo = drawnPortrait(5);
        marks << mark;
    }
    return marks;
}

} // namespace haziri::tests
