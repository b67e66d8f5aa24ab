#include "server/verify/SlipReport.h"

#include "core/base/Json.h"
#include "core/protocol/Jws.h"
#include "core/protocol/Packet.h"

#include <QDateTime>
#include <QTimeZone>

namespace haziri::verify {

namespace {

QString shown(const QByteArray& text) {
    QString result;
    for (const QChar c : QString::fromUtf8(text.left(400)))
        result += c.isPrint() ? QString(c) : QStringLiteral("\\u%1").arg(ushort(c.unicode()), 4, 16, QLatin1Char('0'));
    return result;
}

void addMark(const QByteArray& jws, QStringList& lines) {
    const auto unverified = protocol::UnverifiedJws::read(jws, protocol::Purpose::Packet);
    const auto payload = unverified ? unverified->payloadBeforeVerification() : fail("MALFORMED");
    const auto packet = payload ? protocol::readPacket(*payload) : fail("MALFORMED");
    const auto* mark = packet ? std::get_if<protocol::Attendance>(&packet->body) : nullptr;
    if (!mark) return;
    const qint32 zone = packet->tzOffsetMin;
    const QDateTime at = QDateTime::fromMSecsSinceEpoch(packet->timestamp.value, Qt::OffsetFromUTC, zone * 60);
    lines << QStringLiteral("  worker:    ") + mark->workerId.toString()
          << QStringLiteral("  site:      ") + mark->siteId.toString()
          << QStringLiteral("  time:      ") + at.toString(Qt::ISODate)
          << QStringLiteral("  direction: ") + QLatin1String(protocol::toText(mark->direction));
}

} // namespace

SlipReport reportSlip(const QByteArray& text, const audit::VerifierKey& key) {
    SlipReport report;
    const auto slip = slip::readSlip(text, key);
    if (!slip) {
        report.lines << QStringLiteral("the slip does NOT hold: %1 (%2)")
                            .arg(slip.error().message, QLatin1String(slip.error().code));
        return report;
    }
    report.holds = true;
    report.lines << QStringLiteral("the slip holds: entry %1 of %2, log of %3 entries, root %4")
                        .arg(slip->entry.index)
                        .arg(shown(slip->checkpoint.origin))
                        .arg(slip->checkpoint.size)
                        .arg(QLatin1String(crypto::toBase64Url(slip->checkpoint.root)));
    report.lines << QStringLiteral("  kind:      ") + shown(slip->entry.kind);
    const auto record = json::Reader::parse(slip->data);
    if (!record) return report;
    if (record->has("status"))
        report.lines << QStringLiteral("  status:    ") + shown(record->textOr("status", {}, 40)) +
                            QStringLiteral(" when it was recorded");
    if (record->has("packet")) addMark(record->textOr("packet", {}, 256 * 1024), report.lines);
    return report;
}

} // namespace haziri::verify
