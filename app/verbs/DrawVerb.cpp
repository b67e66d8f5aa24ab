#include "app/verbs/VerbSupport.h"
#include "app/verbs/Verbs.h"
#include "core/review/ExportedDraw.h"

#include <QFile>

namespace haziri::app {

namespace {

std::optional<review::DrawWish> wishOf(const Options& options) {
    review::DrawWish wish;
    const auto site = SiteId::fromText(options.value("site").toLatin1());
    wish.day = QDate::fromString(options.value("day"), Qt::ISODate);
    bool isSample = true, isZone = true;
    if (const QString text = options.value("sample"); !text.isEmpty()) wish.sample = text.toLongLong(&isSample);
    if (const QString text = options.value("tz-offset-min"); !text.isEmpty()) wish.tzOffsetMin = text.toInt(&isZone);
    if (!site || !wish.day.isValid() || !isSample || wish.sample < 1 || !isZone) return std::nullopt;
    wish.siteId = *site;
    return wish;
}

QByteArray listed(const QList<qint64>& indices) {
    QByteArrayList texts;
    for (const qint64 index : indices)
        texts << QByteArray::number(index);
    return texts.join(',');
}

} // namespace

// Needs no profile: whoever has an exported log and its key draws again what the office drew.
int runDraw(const QStringList& arguments) {
    const Options options(
        arguments,
        {{"log"}, {"key"}, {"site"}, {"day"}, {"sample", false}, {"tz-offset-min", false}, {"expect", false}});
    const auto wish = wishOf(options);
    const auto key = audit::readVerifierKey(options.value("key").toUtf8());
    if (!wish || !key) {
        complain("USAGE",
                 QStringLiteral("--site is an id, --day as 2026-11-22, --key as `haziri-server init` printed"));
        return kExitUsage;
    }
    QFile file(options.value("log"));
    if (!file.open(QIODevice::ReadOnly)) {
        complain("FILE", file.errorString());
        return kExitFailed;
    }
    const auto draw = review::drawFromExport(file, *key, *wish);
    if (!draw) {
        complain(draw.error().code, draw.error().message);
        return exitFor(draw.error().code);
    }
    sayJson({{QStringLiteral("size"), draw->seed.size},
             {QStringLiteral("root"), QString::fromLatin1(crypto::toBase64Url(draw->seed.root))},
             {QStringLiteral("marks"), draw->marks},
             {QStringLiteral("drawn"), draw->drawn.size()}});
    for (const review::DrawnMark& mark : draw->drawn)
        sayJson({{QStringLiteral("index"), mark.index},
                 {QStringLiteral("workerId"), mark.workerId.toString()},
                 {QStringLiteral("timestamp"), mark.timestamp.value}});
    const QByteArray expected = options.value("expect").toLatin1();
    if (expected.isEmpty()) return kExitOk;
    const bool same = expected == listed(draw->indices());
    complain(same ? "DRAW_HOLDS" : "DRAW_DIFFERS",
             same ? QStringLiteral("the log draws exactly these") : QStringLiteral("the log draws others"));
    return same ? kExitOk : kExitFailed;
}

} // namespace haziri::app
