#include "server/trust/TrustReplay.h"

#include "server/store/DeviceRepository.h"
#include "server/trust/DeviceTrustService.h"

namespace haziri::trust {

namespace {

QJsonArray idsOf(const QList<PacketId>& ids) {
    QJsonArray array;
    for (const auto& id : ids)
        array.append(id.toString());
    return array;
}

void count(qint64& all, QList<PacketId>& shown, const PacketId& id) {
    ++all;
    if (shown.size() < ReplayedDevice::kShownMarks) shown.append(id);
}

Result<ReplayedDevice> replayDevice(store::TrustRepository& trust, const store::Device& device, const RuleSet& other,
                                    const RuleSet& current, UnixMillis from, UnixMillis to) {
    ReplayedDevice result;
    result.deviceId = device.deviceId;
    auto records = trust.since(device.deviceNo, from);
    if (!records) return fail(records.error());
    records->removeIf([&](const store::TrustRecord& record) { return record.at.value >= to.value; });
    QList<Inputs> inputs;
    for (const auto& record : *records) {
        inputs.append(inputsFrom(record.inputs));
        const auto again = apply(other, inputsAt(inputs.last(), record.at));
        ++result.evaluations;
        if (again.score != record.score) ++result.changed;
        result.oldScore = record.score;
        result.newScore = again.score;
        result.newExplain = again.explain;
    }
    qsizetype at = -1;
    const auto marks = trust.eachMark(device.deviceNo, from, to, [&](const store::WeighedMark& mark) {
        while (at + 1 < records->size() && records->at(at + 1).at.value <= mark.committedAt.value)
            ++at;
        if (at < 0) {
            ++result.unweighed;
            return;
        }
        const bool wasHeld = records->at(at).score < current.holdBelow;
        const bool isHeld = apply(other, inputsAt(inputs[at], mark.committedAt)).score < other.holdBelow;
        if (isHeld && !wasHeld) count(result.nowHeld, result.heldMarks, mark.packetId);
        if (!isHeld && wasHeld) count(result.nowFree, result.freeMarks, mark.packetId);
    });
    if (!marks) return fail(marks.error());
    return result;
}

} // namespace

Result<Replay> replay(sql::Database& database, const RuleSet& other, const RuleSet& current, UnixMillis from,
                      UnixMillis to) {
    if (other.kind != "device") return fail("MALFORMED", QStringLiteral("kind: only the history of devices is kept"));
    Replay result{current.name(), other.name(), from, to, {}};
    const auto devices = store::DeviceRepository(database).all();
    if (!devices) return fail(devices.error());
    store::TrustRepository trust(database);
    for (const auto& device : *devices) {
        auto one = replayDevice(trust, device, other, current, from, to);
        if (!one) return fail(one.error());
        if (one->evaluations > 0 || one->unweighed > 0) result.devices.append(std::move(*one));
    }
    return result;
}

QJsonObject toJson(const Replay& replay) {
    QJsonArray devices;
    qint64 held = 0, free = 0;
    for (const auto& device : replay.devices) {
        held += device.nowHeld;
        free += device.nowFree;
        devices.append(QJsonObject{{QStringLiteral("deviceId"), QString::fromUtf8(device.deviceId)},
                                   {QStringLiteral("oldScore"), device.oldScore},
                                   {QStringLiteral("newScore"), device.newScore},
                                   {QStringLiteral("explain"), store::explainArray(device.newExplain)},
                                   {QStringLiteral("evaluations"), device.evaluations},
                                   {QStringLiteral("changed"), device.changed},
                                   {QStringLiteral("nowHeld"), device.nowHeld},
                                   {QStringLiteral("nowFree"), device.nowFree},
                                   {QStringLiteral("heldMarks"), idsOf(device.heldMarks)},
                                   {QStringLiteral("freeMarks"), idsOf(device.freeMarks)},
                                   {QStringLiteral("unweighed"), device.unweighed}});
    }
    return {{QStringLiteral("oldRules"), QString::fromUtf8(replay.oldRules)},
            {QStringLiteral("newRules"), QString::fromUtf8(replay.newRules)},
            {QStringLiteral("from"), replay.from.value},
            {QStringLiteral("to"), replay.to.value},
            {QStringLiteral("devices"), devices},
            {QStringLiteral("nowHeld"), held},
            {QStringLiteral("nowFree"), free}};
}

QByteArray toTable(const Replay& replay) {
    QByteArray text = "device                                       " + replay.oldRules.leftJustified(12) +
                      replay.newRules.leftJustified(12) + "changed/weighed  held  free  unweighed\n";
    qint64 held = 0, free = 0;
    for (const auto& device : replay.devices) {
        held += device.nowHeld;
        free += device.nowFree;
        const auto number = [](qint64 value, int width) { return QByteArray::number(value).rightJustified(width); };
        text += device.deviceId.leftJustified(45) + QByteArray::number(device.oldScore).leftJustified(12) +
                QByteArray::number(device.newScore).leftJustified(12) +
                (QByteArray::number(device.changed) + '/' + QByteArray::number(device.evaluations)).rightJustified(15) +
                number(device.nowHeld, 6) + number(device.nowFree, 6) + number(device.unweighed, 11) + '\n';
        for (const auto& id : device.heldMarks)
            text += "  would wait: " + id.toText() + '\n';
        for (const auto& id : device.freeMarks)
            text += "  would not wait: " + id.toText() + '\n';
    }
    return text + "marks that would wait: " + QByteArray::number(held) +
           ", that would no longer: " + QByteArray::number(free) + '\n';
}

} // namespace haziri::trust
