#include "core/sync/ServerTime.h"

#include "core/protocol/Problem.h"

#include <QDateTime>
#include <QLocale>

namespace haziri::sync {

std::optional<UnixMillis> serversTime(const HttpAnswer& refusal) {
    const bool refused = refusal.status == 401 || refusal.status == 403;
    if (!refused || protocol::readProblem(refusal.status, refusal.body).code != "PROOF_EXPIRED") return {};
    QDateTime date = QLocale::c().toDateTime(QString::fromLatin1(refusal.header("date")),
                                             QStringLiteral("ddd, dd MMM yyyy hh:mm:ss 'GMT'"));
    if (!date.isValid()) return {};
    date.setTimeSpec(Qt::UTC);
    return UnixMillis{date.toMSecsSinceEpoch()};
}

} // namespace haziri::sync
