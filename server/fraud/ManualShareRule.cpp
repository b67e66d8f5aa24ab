#include "server/fraud/ManualShareRule.h"

#include <QMap>

namespace haziri::fraud {

QList<Suspicion> ManualShareRule::judge(const SiteFacts& facts) const {
    struct Count {
        qint64 marks = 0, byHand = 0;
    };
    QMap<std::pair<qint64, qint64>, Count> days; // by device and day
    for (const PatternMark& mark : facts.marks) {
        Count& count = days[{mark.deviceNo, localDay(mark.timestamp, facts.site)}];
        ++count.marks;
        count.byHand += mark.byHand;
    }
    QList<Suspicion> found;
    for (auto it = days.cbegin(); it != days.cend(); ++it) {
        const auto [device, day] = it.key();
        // A day is judged when it is over: its first marks say nothing about its share.
        if (day >= localDay(facts.now, facts.site)) continue;
        if (it->byHand < kLeastByHand || it->byHand * 100 < it->marks * kPercent) continue;
        found.append({explained("MANUAL_SHARE", "manualShare.device",
                                {{QStringLiteral("manual"), it->byHand}, {QStringLiteral("marks"), it->marks}}),
                      {},
                      device,
                      QByteArray::number(device) + ' ' + QByteArray::number(day)});
    }
    return found;
}

} // namespace haziri::fraud
