#include "tests/support/DemoLog.h"

#include "core/base/Base64Url.h"
#include "core/base/Json.h"
#include "core/protocol/Jws.h"
#include "core/protocol/Packet.h"
#include "tests/support/DemoFeed.h"

#include <QJsonArray>

namespace haziri::tests {

namespace {
template <class IdType>
IdType numbered(std::uint8_t family, qint64 n);
}

SiteId demoSite(int n) {
    return numbered<SiteId>(0x13, n);
}

UserId demoUser(int n) {
    return numbered<UserId>(0x14, n);
}

namespace {

template <class IdType>
IdType numbered(std::uint8_t family, qint64 n) {
    UuidBytes bytes{0x01, 0x93, 0x52, family, 0, 0, 0x70, 0, 0x80};
    bytes[13] = std::uint8_t(n >> 16);
    bytes[14] = std::uint8_t(n >> 8);
    bytes[15] = std::uint8_t(n);
    return IdType(bytes);
}

const char* const kLaptops[] = {"Zr8Kq2mXw0Yt5bN1cVhJ7sLpD4gAeF9uRiOy3TkQxWs",
                                "Ab3dEf6hIj9kLm2nOp5qRs8tUv1wXy4zAb7cDe0fGh3"};

/// What a laptop would have signed, under a key that nobody else has.
QByteArray markPacket(qint64 index, UnixMillis taken) {
    static const crypto::HmacKey key{crypto::SecretBytes(32)};
    protocol::Packet packet;
    packet.packetId = numbered<PacketId>(0x12, index);
    packet.deviceId = kLaptops[index % 2];
    packet.seq = index + 1;
    packet.recordedBy = demoUser(1);
    packet.tok = "t1";
    packet.timestamp = taken;
    packet.tzOffsetMin = 330;
    packet.clock = {"boot", 1000, "anchor", 500};
    protocol::Attendance mark;
    mark.workerId = workerNumber(int(index % 11) + 1);
    mark.siteId = demoSite(index % 2 == 0 ? 1 : 2);
    mark.geo = {286270000, 773720000, 900, protocol::GeoSource::Gnss, 1200};
    mark.capture = protocol::Capture{protocol::CaptureKind::Camera, "gate"};
    mark.match = protocol::MatchScores{780, 310, 960, "sface"};
    mark.photo = protocol::PhotoRef{numbered<FileId>(0x11, index), {}, 9000};
    packet.body = mark;
    return protocol::signJws(protocol::Purpose::Packet, packet.deviceId, key, protocol::writePacket(packet));
}

QJsonObject named(const char* idName, const QString& id, const char* name) {
    return {{QLatin1String(idName), id}, {QStringLiteral("name"), QString::fromUtf8(name)}};
}

std::pair<QByteArray, QJsonObject> beginning(qint64 index) {
    switch (index) {
    case 0:
        return {"log.start", {{QStringLiteral("origin"), QStringLiteral("haziri.test/log")}}};
    case 1:
        return {"site.add", named("siteId", demoSite(1).toString(), "Gate A")};
    case 2:
        return {"site.add", named("siteId", demoSite(2).toString(), "Gate B")};
    case 3:
        return {"user.add", named("userId", demoUser(1).toString(), "Sunita")};
    case 4:
        return {"user.add", named("userId", demoUser(2).toString(), "Hina")};
    default:
        break;
    }
    return {"device.register",
            {{QStringLiteral("deviceId"), QLatin1String(kLaptops[index % 2])},
             {QStringLiteral("userId"), demoUser(1).toString()},
             {QStringLiteral("siteId"), demoSite(1).toString()}}};
}

std::pair<QByteArray, QJsonObject> recordOf(qint64 index, UnixMillis at) {
    if (index < 7) return beginning(index);
    const auto n = index % 10;
    const QString laptop = QLatin1String(kLaptops[index % 2]);
    QJsonObject data{{QStringLiteral("deviceId"), laptop}};
    if (n == 5) {
        data[QStringLiteral("userId")] = demoUser(2).toString();
        data[QStringLiteral("fileId")] = numbered<FileId>(0x11, index - 1).toString();
        data[QStringLiteral("purpose")] = QStringLiteral("Wage dispute at gate A");
        return {"vault.access", data};
    }
    if (n == 1) {
        data[QStringLiteral("status")] = QStringLiteral("rejected");
        data[QStringLiteral("codes")] = QJsonArray{QStringLiteral("SIGNATURE_INVALID")};
        data[QStringLiteral("detail")] = QStringLiteral("The MAC does not fit the device's secret");
        return {"fraud", data};
    }
    if (n == 0) {
        data[QStringLiteral("by")] = demoUser(2).toString();
        data[QStringLiteral("reason")] = QStringLiteral("cloned disk");
        return {"device.block", data};
    }
    if (n == 9 && index % 100 == 99) {
        data[QStringLiteral("workerId")] = workerNumber(12).toString();
        data[QStringLiteral("name")] = QStringLiteral("Anita Devi");
        return {"worker.add", data};
    }
    const bool held = n == 2;
    const UnixMillis taken{at.value - 163'000};
    data[QStringLiteral("packetId")] = numbered<PacketId>(0x12, index).toString();
    data[QStringLiteral("status")] = held ? QStringLiteral("held") : QStringLiteral("accepted");
    data[QStringLiteral("codes")] = held ? QJsonArray{QStringLiteral("LIVENESS_LOW")} : QJsonArray();
    data[QStringLiteral("packet")] = QString::fromLatin1(markPacket(index, taken));
    data[QStringLiteral("trustScore")] = 87;
    data[QStringLiteral("timeClass")] = QStringLiteral("anchored");
    data[QStringLiteral("earliest")] = taken.value - 2000;
    data[QStringLiteral("latest")] = taken.value + 2000;
    return {"attendance", data};
}

audit::ServedEntry make(qint64 index, const crypto::Digest& prev, bool other = false, const Restore& restore = {}) {
    const bool isLater = restore.at >= 0 && index >= restore.at;
    const UnixMillis at{today(7, 44).value - (1284305 - index % 1284306) * 700 + (isLater ? restore.laterMs : 0)};
    auto [kind, object] = recordOf(index, at);
    if (index == restore.at) kind = "restore", object = {{QStringLiteral("logSize"), index}};
    audit::ServedEntry served;
    served.index = index;
    served.salt = QByteArray(16, char((other ? 'A' : 'a') + index % 26));
    served.data = json::toText(object);
    audit::LogEntry entry;
    entry.index = index;
    entry.kind = kind;
    entry.meta = {87, true, at};
    entry.dataHash = audit::dataHash(*served.salt, *served.data);
    entry.prevHash = prev;
    served.entry = audit::writeEntry(entry);
    served.recordHash = audit::recordHash(served.entry);
    return served;
}

} // namespace

audit::ServedEntry demoEntry(qint64 index) {
    return make(index, crypto::sha256(QByteArray::number(index)));
}

DemoLog::DemoLog(qint64 size, qint64 otherFrom, const Restore& restore) {
    crypto::Digest prev{};
    audit::MerkleFrontier tree;
    for (qint64 i = 0; i < size; ++i) {
        entries << make(i, prev, otherFrom >= 0 && i >= otherFrom, restore);
        prev = entries.last().recordHash;
        tree.append(prev);
    }
    checkpoint = {"haziri.test/log", size, tree.root()};
}

void DemoLog::spoilData(qint64 index) {
    QByteArray& data = *entries[index].data;
    data[data.size() / 2] = char(data[data.size() / 2] ^ 1);
}

void DemoLog::erase(qint64 index) {
    entries[index].data.reset();
    entries[index].salt.reset();
}

void DemoLog::spoilEntry(qint64 index) {
    auto entry = audit::readEntry(entries[index].entry);
    entry->meta.deviceTrustScore = 100;
    entries[index].entry = audit::writeEntry(*entry);
    entries[index].recordHash = audit::recordHash(entries[index].entry);
}

review::LogPage DemoLog::page(qint64 from, int limit) const {
    return {entries.size(), entries.mid(from, limit)};
}

QByteArray DemoLog::pageBody(qint64 from, int limit) const {
    QByteArrayList lines;
    for (const auto& entry : page(from, limit).entries)
        lines << review::writeLogLine(entry);
    return "{\"entries\":[" + lines.join(',') + "],\"size\":" + QByteArray::number(entries.size()) + '}';
}

} // namespace haziri::tests
