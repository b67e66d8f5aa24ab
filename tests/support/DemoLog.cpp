#include "tests/support/DemoLog.h"

#include "core/base/Base64Url.h"
#include "core/base/Json.h"
#include "tests/support/DemoFeed.h"

#include <QJsonArray>

namespace haziri::tests {

namespace {

FileId fileNumber(qint64 n) {
    UuidBytes bytes{0x01, 0x93, 0x52, 0x11, 0, 0, 0x70, 0, 0x80};
    bytes[14] = std::uint8_t(n >> 8);
    bytes[15] = std::uint8_t(n);
    return FileId(bytes);
}

std::pair<QByteArray, QJsonObject> recordOf(qint64 index) {
    const auto n = index % 10;
    QJsonObject data{{QStringLiteral("deviceId"), QStringLiteral("Zr8Kq2mXw0Yt5bN1cVhJ7sLpD4gAeF9uRiOy3TkQxWs")}};
    if (n == 9) {
        data[QStringLiteral("purpose")] = QStringLiteral("Wage dispute of 22 November");
        return {"vault.access", data};
    }
    if (n == 6) {
        data[QStringLiteral("code")] = QStringLiteral("SIGNATURE_INVALID");
        return {"fraud", data};
    }
    if (n == 5) {
        data[QStringLiteral("name")] = QStringLiteral("Anita Devi");
        return {"worker.enrol", data};
    }
    if (n == 4) {
        data[QStringLiteral("reason")] = QStringLiteral("cloned disk");
        return {"device.block", data};
    }
    data[QStringLiteral("workerId")] = workerNumber(int(n) + 1).toString();
    data[QStringLiteral("direction")] = QStringLiteral("in");
    data[QStringLiteral("timestamp")] = today(7, 41, 8).value - 30'000;
    data[QStringLiteral("match")] = QJsonObject{
        {QStringLiteral("score"), 780}, {QStringLiteral("runnerUp"), 310}, {QStringLiteral("liveness"), 960}};
    data[QStringLiteral("photo")] = QJsonObject{{QStringLiteral("fileId"), fileNumber(index).toString()}};
    if (n == 7) {
        data[QStringLiteral("status")] = QStringLiteral("held");
        data[QStringLiteral("codes")] = QJsonArray{QStringLiteral("LIVENESS_LOW")};
    }
    return {"attendance", data};
}

audit::ServedEntry make(qint64 index, const crypto::Digest& prev) {
    const auto [kind, object] = recordOf(index);
    audit::ServedEntry served;
    served.index = index;
    served.salt = QByteArray(16, char('a' + index % 26));
    served.data = json::toText(object);
    audit::LogEntry entry;
    entry.index = index;
    entry.kind = kind;
    entry.meta = {87, true, {today(7, 44).value - (1284305 - index % 1284306) * 700 % 90'000'000}};
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

DemoLog::DemoLog(qint64 size) {
    crypto::Digest prev{};
    audit::MerkleFrontier tree;
    for (qint64 i = 0; i < size; ++i) {
        entries << make(i, prev);
        prev = entries.last().recordHash;
        tree.append(prev);
    }
    checkpoint = {"haziri.test/log", size, tree.root()};
}

void DemoLog::spoilData(qint64 index) {
    QByteArray& data = *entries[index].data;
    data[data.size() / 2] = char(data[data.size() / 2] ^ 1);
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
    QJsonArray list;
    for (const auto& entry : page(from, limit).entries)
        list << QJsonObject{
            {QStringLiteral("index"), entry.index},
            {QStringLiteral("entry"), QString::fromUtf8(entry.entry)},
            {QStringLiteral("recordHash"), QString::fromLatin1(crypto::toBase64Url(entry.recordHash))},
            {QStringLiteral("salt"),
             entry.salt ? QJsonValue(QString::fromLatin1(toBase64Url(*entry.salt))) : QJsonValue()},
            {QStringLiteral("data"), entry.data ? QJsonValue(QString::fromUtf8(*entry.data)) : QJsonValue()}};
    return json::toText({{QStringLiteral("size"), entries.size()}, {QStringLiteral("entries"), list}});
}

} // namespace haziri::tests
