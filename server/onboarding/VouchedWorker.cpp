#include "server/onboarding/VouchedWorker.h"

namespace haziri::onboarding {

namespace {

QJsonObject detailsObject(const protocol::WorkerDetails& details) {
    QJsonObject object;
    const auto put = [&object](const char* key, const QByteArray& value) {
        if (!value.isEmpty()) object.insert(QLatin1String(key), QString::fromUtf8(value));
    };
    put("name", details.name);
    put("guardian", details.guardian);
    put("sex", details.sex);
    put("phone", details.phone);
    put("trade", details.trade);
    put("skill", details.skill);
    put("uan", details.uan);
    put("esic", details.esic);
    put("aadhaarLast4", details.aadhaarLast4);
    if (details.birthYear) object.insert(QStringLiteral("birthYear"), *details.birthYear);
    if (details.dailyRatePaise) object.insert(QStringLiteral("dailyRatePaise"), *details.dailyRatePaise);
    return object;
}

} // namespace

QJsonObject consentObject(const protocol::Consent& consent) {
    return {{QStringLiteral("noticeVersion"), QString::fromUtf8(consent.noticeVersion)},
            {QStringLiteral("language"), QString::fromUtf8(consent.language)},
            {QStringLiteral("givenAt"), consent.givenAt.value},
            {QStringLiteral("face"), consent.face}};
}

void putVouch(store::Worker& worker, const PacketId& packetId, const protocol::WorkerEnrol& body,
              const protocol::Vouch& vouch) {
    const QString rate = QStringLiteral("dailyRatePaise");
    worker.workerId = body.workerId;
    worker.siteId = body.siteId;
    worker.thekedarId = vouch.thekedarId;
    worker.packetId = packetId;
    worker.name = vouch.details.name;
    if (!vouch.details.trade.isEmpty()) worker.trade = vouch.details.trade;
    worker.consentFace = vouch.consent.face;
    worker.consent = consentObject(vouch.consent);
    worker.templates = body.templates;
    const QJsonObject said = detailsObject(vouch.details);
    for (auto it = said.begin(); it != said.end(); ++it)
        if (it.key() != rate || !worker.details.contains(rate)) worker.details.insert(it.key(), it.value());
}

} // namespace haziri::onboarding
