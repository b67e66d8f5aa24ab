#include "app/verbs/VerbSupport.h"
#include "app/verbs/Verbs.h"
#include "core/review/ExportedDraw.h"

#include <QFile>

namespace haziri::app {

namespace {

constexpr qint64 kMostOffsetMin = 14 * 60; // as far as any land is from UTC

Result<review::DrawWish> wishOf(const Options& options) {
    const auto wrong = [&](const char* option, const char* what) {
        return fail("USAGE", QStringLiteral("--%1 %2, not: %3")
                                 .arg(QLatin1StringView(option), QLatin1StringView(what), options.value(option)));
    };
    review::DrawWish wish;
    const auto site = SiteId::fromText(options.value("site").toLatin1());
    if (!site) return wrong("site", "takes a siteId");
    wish.siteId = *site;
    wish.day = QDate::fromString(options.value("day"), Qt::ISODate);
    if (!wish.day.isValid() || options.value("day").size() != 10) return wrong("day", "takes a day as 2026-11-22");
    const auto number = [&](const char* option, qint64 otherwise) {
        const QString text = options.value(option);
        return text.isEmpty() ? std::optional(otherwise) : readWhole(text);
    };
    const auto sample = number("sample", wish.sample), offset = number("tz-offset-min", wish.tzOffsetMin);
    if (!sample || *sample < 1) return wrong("sample", "takes a whole number from 1");
    wish.sample = *sample;
    if (!offset || std::abs(*offset) > kMostOffsetMin) return wrong("tz-offset-min", "takes minutes as 330");
    wish.tzOffsetMin = qint32(*offset);
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
        complain("USAGE", wish ? QStringLiteral("--key takes the log's key as `haziri-server init` printed it")
                               : wish.error().message);
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
