#include "core/review/ReviewAnswers.h"

#include "core/base/Base64Url.h"
#include "core/base/Json.h"

#include <QJsonDocument>
#include <algorithm>
#include <limits>

namespace haziri::review {

namespace {

constexpr qsizetype kMostRefused = 4 * 1024 * 1024;
constexpr qint64 kMax = std::numeric_limits<qint64>::max();

template <class IdType>
IdType idOr(const json::Reader& item, const char* key) {
    return item.has(key) ? item.id<IdType>(key) : IdType();
}

QString textOf(const json::Reader& item, const char* key, qsizetype max = 4096) {
    return item.has(key) ? QString::fromUtf8(item.text(key, max)) : QString();
}

/// `read` turns each object of a list into a value.
template <class Value, class Read>
Result<QList<Value>> readList(const json::Reader& root, const char* key, qsizetype most, Read read) {
    QList<Value> list;
    for (const json::Reader& item : root.objects(key, most))
        list << read(item);
    if (root.error()) return fail(*root.error());
    return list;
}

Alert readAlert(const json::Reader& item) {
    Alert alert;
    alert.eventId = item.id<EventId>("eventId");
    alert.at = {item.integer("at", 0, kMax)};
    alert.code = item.text("code", 64);
    alert.deviceId = item.textOr("deviceId", {}, 64);
    alert.packetId = idOr<PacketId>(item, "packetId");
    alert.workerId = idOr<WorkerId>(item, "workerId");
    alert.siteId = idOr<SiteId>(item, "siteId");
    alert.points = item.integerOr("points", 0, -100'000, 100'000);
    alert.state = item.textOr("state", "open", 20);
    alert.detail = textOf(item, "detail");
    alert.reason = item.textOr("reason", {}, 64);
    if (item.has("parameters")) alert.parameters = item.object("parameters").toQJson();
    if (item.has("expectedLossPaise")) alert.lossPaise = item.integer("expectedLossPaise", 0, kMax);
    if (item.has("index")) alert.index = item.integer("index", 0, kMax);
    return alert;
}

Mark readMark(const json::Reader& item) {
    Mark mark;
    mark.packetId = item.id<PacketId>("packetId");
    mark.workerId = item.id<WorkerId>("workerId");
    mark.siteId = idOr<SiteId>(item, "siteId");
    mark.timestamp = {item.integer("timestamp", 0, kMax)};
    mark.tzOffsetMin = qint32(item.integerOr("tzOffsetMin", 0, -1000, 1000));
    mark.direction = item.text("direction", 10);
    mark.method = item.textOr("method", {}, 20);
    mark.status = item.text("status", 20);
    if (item.has("codes")) mark.codes = item.texts("codes", 50, 64);
    mark.index = item.integerOr("index", 0, 0, kMax);
    mark.timeClass = item.textOr("timeClass", {}, 20);
    mark.earliest = {item.integerOr("earliest", 0, -kMax, kMax)};
    mark.latest = {item.integerOr("latest", 0, -kMax, kMax)};
    mark.trustScore = qint32(item.integerOr("trustScore", 0, 0, 100));
    mark.photo = idOr<FileId>(item, "fileId");
    if (item.has("corrections"))
        for (const json::Reader& one : item.objects("corrections", 1000))
            if (one.textOr("status", {}, 16) == "accepted")
                mark.takenBackAt = UnixMillis{one.integer("timestamp", 0, kMax)};
    return mark;
}

DeviceLine readDevice(const json::Reader& item) {
    DeviceLine device;
    device.deviceId = item.text("deviceId", 64);
    device.userId = idOr<UserId>(item, "userId");
    device.siteId = idOr<SiteId>(item, "siteId");
    if (item.has("fingerprint")) device.model = textOf(item.object("fingerprint"), "model", 1024);
    device.trustScore = qint32(item.integerOr("trustScore", 0, 0, 100));
    if (item.has("explain"))
        for (const json::Reader& rule : item.objects("explain", 100))
            device.explain << protocol::TrustRule{
                rule.text("rule", 64), qint32(rule.integer("points", -100'000, 100'000)), textOf(rule, "detail")};
    device.isBlocked = item.has("isBlocked") && item.boolean("isBlocked");
    device.blockReason = textOf(item, "blockReason");
    device.lastSeen = {item.integerOr("lastSeen", 0, 0, kMax)};
    return device;
}

WorkerLine readWorker(const json::Reader& item) {
    WorkerLine worker;
    worker.workerId = item.id<WorkerId>("workerId");
    worker.siteId = idOr<SiteId>(item, "siteId");
    worker.thekedarId = idOr<UserId>(item, "thekedarId");
    worker.name = textOf(item, "name");
    worker.trade = textOf(item, "trade");
    worker.trustScore = qint32(item.integerOr("trustScore", 0, 0, 100));
    return worker;
}

SiteLine readSite(const json::Reader& item) {
    SiteLine site;
    site.siteId = item.id<SiteId>("siteId");
    site.name = textOf(item, "name");
    site.latE7 = item.integer("latE7", -900'000'000, 900'000'000);
    site.lonE7 = item.integer("lonE7", -1'800'000'000, 1'800'000'000);
    site.radiusM = item.integer("radiusM", 0, 10'000'000);
    site.tzOffsetMin = qint32(item.integerOr("tzOffsetMin", 330, -1000, 1000));
    return site;
}

UserLine readUser(const json::Reader& item) {
    UserLine user;
    user.userId = item.id<UserId>("userId");
    user.username = textOf(item, "username");
    user.name = textOf(item, "name");
    user.role = item.text("role", 20);
    user.isDisabled = item.has("isDisabled") && item.boolean("isDisabled");
    user.blockReason = textOf(item, "blockReason");
    if (item.has("trustScore")) user.trustScore = qint32(item.integer("trustScore", 0, 100));
    return user;
}

PayLine readPayLine(const json::Reader& item) {
    PayLine line;
    line.workerId = item.id<WorkerId>("workerId");
    line.name = textOf(item, "name");
    line.trade = textOf(item, "trade");
    if (item.has("terms")) line.terms = protocol::readPayTerms(item.object("terms"));
    if (item.has("pay")) line.month = protocol::readPayMonth(item.object("pay"));
    return line;
}

CodeLine readCode(const json::Reader& item) {
    CodeLine code;
    code.userId = item.id<UserId>("userId");
    code.siteId = item.id<SiteId>("siteId");
    code.role = item.textOr("role", {}, 20);
    code.createdAt = {item.integer("createdAt", 0, kMax)};
    code.expiresAt = {item.integer("expiresAt", 0, kMax)};
    code.usedBy = item.textOr("usedBy", {}, 64);
    code.usedAt = {item.integerOr("usedAt", 0, 0, kMax)};
    return code;
}

} // namespace

void rank(QList<Alert>& alerts) {
    std::stable_sort(alerts.begin(), alerts.end(), [](const Alert& a, const Alert& b) {
        const qint64 lossA = a.lossPaise.value_or(0), lossB = b.lossPaise.value_or(0);
        if (lossA != lossB) return lossA > lossB;
        return a.points != b.points ? a.points > b.points : a.at > b.at;
    });
}

const char* toText(Ruling ruling) {
    switch (ruling) {
    case Ruling::Accept:
        return "accept";
    case Ruling::Reject:
        return "reject";
    case Ruling::Ask:
        break;
    }
    return "ask";
}

Result<AlertList> readAlerts(QByteArrayView body) {
    auto root = json::Reader::parse(body);
    if (!root) return fail(root.error());
    AlertList list;
    list.total = root->integer("total", 0, kMax);
    auto alerts = readList<Alert>(*root, "events", 1000, readAlert);
    if (!alerts) return fail(alerts.error());
    list.alerts = std::move(*alerts);
    return list;
}

Result<RefusedPacket> readRefused(QByteArrayView body) {
    auto root = json::Reader::parse(body);
    if (!root) return fail(root.error());
    RefusedPacket refused;
    refused.counts = root->has("counts") && root->boolean("counts");
    QByteArray claims;
    if (root->has("claims")) claims = json::toText(root->object("claims").toQJson());
    const QByteArray bytes = root->has("bytes") ? root->text("bytes", kMostRefused) : QByteArray();
    if (root->error()) return fail(*root->error());
    const auto raw = fromBase64Url(bytes);
    if (!raw) return fail("MALFORMED", QStringLiteral("bytes"));
    refused.bytes = *raw;
    if (claims.isEmpty()) return refused;
    refused.claims = QJsonDocument::fromJson(claims).toJson(QJsonDocument::Indented);
    if (auto packet = protocol::readPacket(claims)) refused.packet = std::move(*packet);
    return refused;
}

Result<MarkPage> readMarks(QByteArrayView body) {
    auto root = json::Reader::parse(body);
    if (!root) return fail(root.error());
    MarkPage page;
    if (root->has("next")) page.next = root->integer("next", 0, kMax);
    auto marks = readList<Mark>(*root, "marks", 1000, readMark);
    if (!marks) return fail(marks.error());
    page.marks = std::move(*marks);
    return page;
}

Result<QList<DeviceLine>> readDevices(QByteArrayView body) {
    auto root = json::Reader::parse(body);
    if (!root) return fail(root.error());
    return readList<DeviceLine>(*root, "devices", 100'000, readDevice);
}

Result<QList<WorkerLine>> readWorkers(QByteArrayView body) {
    auto root = json::Reader::parse(body);
    if (!root) return fail(root.error());
    return readList<WorkerLine>(*root, "workers", 100'000, readWorker);
}

Result<QList<FileId>> readPhotos(QByteArrayView body) {
    auto root = json::Reader::parse(body);
    if (!root) return fail(root.error());
    QList<FileId> photos;
    if (root->has("photos"))
        for (const QByteArray& text : root->texts("photos", 100, 36)) {
            const auto id = FileId::fromText(text);
            if (!id) return fail("MALFORMED", QStringLiteral("photos holds something that is no id"));
            photos << *id;
        }
    if (root->error()) return fail(*root->error());
    return photos;
}

Result<QList<TrustPoint>> readTrustHistory(QByteArrayView body) {
    auto root = json::Reader::parse(body);
    if (!root) return fail(root.error());
    if (!root->has("history")) return QList<TrustPoint>();
    auto points = readList<TrustPoint>(*root, "history", 10'000, [](const json::Reader& item) {
        return TrustPoint{{item.integer("at", 0, kMax)}, qint32(item.integer("score", 0, 100))};
    });
    if (points)
        std::stable_sort(points->begin(), points->end(),
                         [](const TrustPoint& a, const TrustPoint& b) { return a.at.value < b.at.value; });
    return points;
}

Result<QList<SiteLine>> readSites(QByteArrayView body) {
    auto root = json::Reader::parse(body);
    if (!root) return fail(root.error());
    return readList<SiteLine>(*root, "sites", 100'000, readSite);
}

Result<QList<UserLine>> readUsers(QByteArrayView body) {
    auto root = json::Reader::parse(body);
    if (!root) return fail(root.error());
    return readList<UserLine>(*root, "users", 100'000, readUser);
}

Result<QList<CodeLine>> readCodes(QByteArrayView body) {
    auto root = json::Reader::parse(body);
    if (!root) return fail(root.error());
    return readList<CodeLine>(*root, "codes", 100'000, readCode);
}

Result<QList<PayLine>> readPay(QByteArrayView body) {
    auto root = json::Reader::parse(body);
    if (!root) return fail(root.error());
    return readList<PayLine>(*root, "workers", 100'000, readPayLine);
}

Result<FreshCode> readFreshCode(QByteArrayView body) {
    auto root = json::Reader::parse(body);
    if (!root) return fail(root.error());
    FreshCode code;
    code.code = QString::fromUtf8(root->text("code", 200));
    code.uri = textOf(*root, "uri", 2000);
    code.expiresAt = {root->integer("expiresAt", 0, kMax)};
    if (root->error()) return fail(*root->error());
    return code;
}

Result<QList<crypto::Digest>> readHashes(QByteArrayView body) {
    auto root = json::Reader::parse(body);
    if (!root) return fail(root.error());
    QList<crypto::Digest> hashes;
    for (const QByteArray& text : root->texts("hashes", 128, 64)) {
        const auto bytes = fromBase64Url(text);
        if (!bytes || bytes->size() != 32) {
            root->setError("hashes", "holds something that is no hash");
            break;
        }
        hashes << crypto::toDigest(*bytes);
    }
    if (root->error()) return fail(*root->error());
    return hashes;
}

} // namespace haziri::review
