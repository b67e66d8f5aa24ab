#include "server/sync/FindingBook.h"

#include "server/fraud/LateFindings.h"
#include "server/store/FraudRepository.h"

#include "core/base/Json.h"

namespace haziri::sync {

crypto::Digest FindingBook::findingOf(const QByteArray& code, const crypto::Digest& hash) const {
    return fraud::findingOf(code, m_input.device.deviceNo, hash);
}

Result<std::optional<store::FraudEvent>> FindingBook::find(const crypto::Digest& finding) {
    return store::FraudRepository(m_database).findFinding(finding);
}

Result<void> FindingBook::insert(const fraud::Finding& finding, const crypto::Digest& id, const Decision& decision,
                                 const CheckedPacket* checked) {
    store::FraudEvent event;
    event.eventId = EventId(makeUuidV7(m_input.now, m_random));
    event.finding = id;
    event.at = m_input.now;
    event.code = finding.code;
    event.deviceNo = m_input.device.deviceNo;
    if (checked)
        if (const auto packetId = PacketId::fromText(checked->claimedId)) event.packetId = *packetId;
    event.workerId = decision.workerId;
    event.siteId = decision.siteId.isNull() ? m_input.device.siteId : decision.siteId;
    event.points = fraud::pointsOf(finding.code);
    event.detail = finding.detail.toUtf8();
    event.reason = finding.reason;
    event.parameters = json::toText(finding.parameters);
    event.lossPaise = fraud::expectedLoss(finding.code, checked && checked->site ? checked->site->policy.dayPaise
                                                                                 : store::SitePolicy().dayPaise);
    if (checked && decision.status == protocol::PacketStatus::Rejected) event.bytesHash = checked->hash;
    event.logIndex = decision.index;
    const auto inserted = store::FraudRepository(m_database).insert(event);
    if (!inserted) return fail(inserted.error());
    return {};
}

} // namespace haziri::sync
