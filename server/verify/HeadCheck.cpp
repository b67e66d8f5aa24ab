#include "server/verify/HeadCheck.h"

namespace haziri::verify {

using Bad = std::optional<audit::BadEntry>;

namespace {

audit::BadEntry bad(qint64 index, const char* what, const QByteArray& expected, const QByteArray& found) {
    return {index, QLatin1String(what), expected, found};
}

} // namespace

Bad HeadCheck::add(const HeadFacts& facts) {
    m_packets += facts.packets;
    m_unreadable += facts.unreadable;
    if (facts.badDevice) return facts.badDevice;
    if (const auto& one = facts.registration) {
        m_devices[one->deviceId].key = one->key;
        m_keys.add(one->deviceId, one->key);
    }
    if (facts.badPacket) return facts.badPacket;
    if (const auto& one = facts.packet)
        if (m_devices[one->deviceId].chain.add(one->link))
            return bad(facts.index, "a second packet for one place in the device's chain",
                       "one packet with seq " + QByteArray::number(one->link.place.seq),
                       crypto::toBase64Url(one->link.hash));
    if (facts.badHead) return facts.badHead;
    if (facts.head)
        if (auto wrong = addHead(facts.index, *facts.head)) return wrong;
    if (const auto& one = facts.declared) m_devices[one->deviceId].chain.declare(one->hash);
    return std::nullopt;
}

Bad HeadCheck::addHead(qint64 index, const HeadFacts::Head& told) {
    ++m_heads;
    const auto device = m_devices.find(told.deviceId);
    if (device == m_devices.end() || !device->second.key) return std::nullopt; // its registration was withheld
    const auto head = told.verified ? *told.verified : protocol::verifyHead(told.jws, *device->second.key);
    if (!head) return bad(index, "head", "a head that the device signed", head.error().message.toUtf8());
    device->second.chain.vouch({head->epoch, head->seq}, head->hash);
    return std::nullopt;
}

Bad HeadCheck::close() {
    Bad first;
    for (const auto& [deviceId, device] : m_devices)
        for (const ChainConflict& conflict : device.chain.conflicts())
            if (!conflict.isDeclared && (!first || conflict.index < first->index))
                first = bad(conflict.index, "a packet that its device did not sign",
                            crypto::toBase64Url(conflict.expected), crypto::toBase64Url(conflict.found));
    return first;
}

HeadReport HeadCheck::report() const {
    HeadReport report{m_packets, 0, m_heads, m_unreadable, {}};
    for (const auto& [deviceId, device] : m_devices) {
        report.covered += device.chain.covered();
        QList<HeadRemark> remarks;
        for (const ChainLink& link : device.chain.uncovered()) {
            const auto [epoch, seq] = link.place;
            if (!remarks.isEmpty() && remarks.last().epoch == epoch && remarks.last().lastSeq + 1 == seq) {
                remarks.last().lastSeq = seq;
                remarks.last().firstIndex = std::min(remarks.last().firstIndex, link.index);
                remarks.last().lastIndex = std::max(remarks.last().lastIndex, link.index);
            } else {
                remarks.append({deviceId, epoch, seq, seq, link.index, link.index, HeadRemark::Kind::NotCovered});
            }
        }
        for (const ChainConflict& one : device.chain.conflicts())
            remarks.append({deviceId, one.place.epoch, one.place.seq, one.place.seq, one.index, one.index,
                            HeadRemark::Kind::Conflict});
        for (const DeviceChain::Gap& gap : device.chain.gaps())
            remarks.append({deviceId, gap.first.epoch, gap.first.seq, gap.lastSeq, -1, -1,
                            gap.isDeclared ? HeadRemark::Kind::TellsOfGap : HeadRemark::Kind::Missing});
        for (const auto& [epoch, seq] : device.chain.awaited())
            remarks.append({deviceId, epoch, seq, seq, -1, -1, HeadRemark::Kind::Awaited});
        report.remarks += remarks;
    }
    return report;
}

} // namespace haziri::verify
