#include "server/sync/HeadBook.h"

#include "server/store/PacketRepository.h"

#include "core/base/Json.h"

namespace haziri::sync {

namespace {

QString utf8(const QByteArray& text) {
    return QString::fromUtf8(text);
}

QJsonObject recordOf(const protocol::ChainHead& head, const QByteArray& jws) {
    return {{QStringLiteral("deviceId"), utf8(head.deviceId)},
            {QStringLiteral("epoch"), head.epoch},
            {QStringLiteral("seq"), head.seq},
            {QStringLiteral("hash"), QLatin1String(crypto::toBase64Url(head.hash))},
            {QStringLiteral("head"), utf8(jws)}};
}

/// Puts the head into a record that is to be written anyway: an entry of its own would double the log of a laptop that
/// sends each mark at once.
void carry(audit::NewEntry& entry, const QByteArray& jws) {
    entry.data.insert(entry.data.size() - 1, ",\"head\":\"" + jws + '"'); // a JWS needs no escaping
}

} // namespace

void HeadBook::keep(const store::HeadRepository::Standing& standing, const QList<Decision>& decisions,
                    QList<audit::NewEntry>& entries, RoundRows& rows) {
    if (!m_input.head) return;
    const protocol::ChainHead& head = *m_input.head;
    const qint64 deviceNo = m_input.device.deviceNo;
    m_standing = standing;
    m_isNew = !standing.isKnown;
    if (!m_isNew) return;
    m_isAlone = entries.isEmpty();
    // seq 0 names no packet, whatever its hash. Nearly every head names the last packet of its own batch.
    m_isSettled = head.seq == 0 || isMatchedHere(decisions);
    rows.heads.append({deviceNo, head, m_input.headJws, m_isSettled ? "matched" : "waiting"});
    if (head.seq == 0) return;
    if (!entries.isEmpty())
        carry(entries.last(), m_input.headJws);
    else if (standing.highestSeq.value_or(0) <= head.seq)
        entries.append({"device.head",
                        json::toText(recordOf(head, m_input.headJws)),
                        {m_input.trust.score, false, m_input.now},
                        deviceNo});
}

bool HeadBook::isMatchedHere(const QList<Decision>& decisions) const {
    for (qsizetype i = 0; i < decisions.size(); ++i) {
        const Decision& decision = decisions[i];
        if (decision.entry < 0 || !decision.isLink || decision.status == protocol::PacketStatus::Rejected) continue;
        const auto& packet = m_input.packets[i].packet;
        if (packet && packet->epoch == m_input.head->epoch && packet->seq == m_input.head->seq)
            return m_input.packets[i].hash == m_input.head->hash;
    }
    return false;
}

QList<store::HeadRepository::Range> HeadBook::places(const QList<Decision>& decisions) {
    // A head is looked at when it comes and when its packet comes: so none is forgotten, however many wait.
    for (qsizetype i = 0; i < decisions.size(); ++i)
        if (decisions[i].entry >= 0 && decisions[i].isLink) {
            const auto place = *m_input.packets[i].place();
            m_places[place.epoch].insert(place.seq);
        }
    if (m_isNew && !m_isSettled) m_places[m_input.head->epoch].insert(m_input.head->seq);
    QList<store::HeadRepository::Range> ranges;
    for (auto place = m_places.cbegin(); place != m_places.cend(); ++place) {
        const auto [lowest, last] = std::minmax_element(place->cbegin(), place->cend());
        ranges.append({m_input.device.deviceNo, place.key(), *lowest, *last});
    }
    return ranges;
}

Result<void> HeadBook::check(const QList<store::KeptHead>& waiting) {
    // One that is known goes back too: a tail that was cut where an earlier sync ended.
    if (m_input.head)
        if (auto checked = checkWentBack(); !checked) return checked;
    for (const auto& kept : waiting)
        if (m_places.value(kept.head.epoch).contains(kept.head.seq))
            if (auto checked = check(kept); !checked) return checked;
    return {};
}

Result<void> HeadBook::checkWentBack() {
    const protocol::ChainHead& head = *m_input.head;
    if (m_standing.highestSeq.value_or(0) <= head.seq || m_standing.highestIat >= head.iat) return {};
    return contradict({"CHAIN_GAP", QStringLiteral("The device signed seq %1 as its newest, and now only %2")
                                        .arg(*m_standing.highestSeq)
                                        .arg(head.seq)},
                      {head, "waiting", m_input.headJws}, m_book.findingOf("HEAD_WENT_BACK", head.hash));
}

Result<void> HeadBook::check(const store::KeptHead& kept) {
    store::PacketRepository packets(m_database);
    const protocol::ChainHead& head = kept.head;
    const qint64 deviceNo = m_input.device.deviceNo;
    const auto row = packets.findSeq(deviceNo, head.epoch, head.seq);
    if (!row) return fail(row.error());
    bool fits = *row && (*row)->hash == head.hash;
    if (!fits) {
        const auto refused = packets.findRefused(deviceNo, {head.hash});
        if (!refused) return fail(refused.error());
        fits = !refused->isEmpty() && refused->first().seq == head.seq;
    }
    if (!fits && !*row) return {}; // its packet is still under way
    auto set = store::HeadRepository(m_database).setState(deviceNo, head, fits ? "matched" : "contradicted");
    if (!set || fits) return set;
    const auto told = m_book.find(m_book.findingOf("CHAIN_FORK", head.hash));
    if (!told) return fail(told.error());
    if (*told) return {}; // the packet itself has told
    // Each place that is contradicted is a finding, were the hash the same. A name of its own leaves the packet's free:
    // it may still come, and its bytes are to be kept and freeze the device.
    return contradict({"CHAIN_FORK", QStringLiteral("The device signed another packet as seq %1").arg(head.seq)}, kept,
                      m_book.findingOf("HEAD_FORK " + QByteArray::number(head.seq), head.hash));
}

// Evidence for a person, whoever of the two lies.
Result<void> HeadBook::contradict(const fraud::Finding& finding, const store::KeptHead& kept,
                                  const crypto::Digest& id) {
    const auto known = m_book.find(id);
    if (!known) return fail(known.error());
    if (*known) return {}; // the packet itself has told
    QJsonObject record = recordOf(kept.head, kept.jws);
    record[QStringLiteral("codes")] = QJsonArray{utf8(finding.code)};
    record[QStringLiteral("detail")] = finding.detail;
    const auto logged =
        m_log.append(m_database, {"fraud", json::toText(record), {m_input.trust.score, false, m_input.now}});
    if (!logged) return fail(logged.error());
    Decision decision;
    decision.siteId = m_input.device.siteId;
    decision.index = logged->index;
    return m_book.insert(finding, id, decision, nullptr);
}

} // namespace haziri::sync
