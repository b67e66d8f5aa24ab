// The rules of trust: what counts, and what other rules would have made of the past.
#include "server/Deployment.h"
#include "server/Verbs.h"
#include "server/trust/TrustReplay.h"

#include "core/base/Json.h"
#include "core/sealed/DurableFile.h"

#include <QDateTime>

namespace haziri::server {

namespace {
constexpr qsizetype kMostRulesFile = 64 * 1024;
constexpr qint64 kDayMs = 86'400'000;
} // namespace

Result<Output> printTrustRules(const Arguments& arguments) {
    if (arguments.rest().size() != 1) return fail("USAGE", QStringLiteral("name a kind: device, thekedar or worker"));
    return trust::RuleBook::text(arguments.rest().first().toLatin1(), QDateTime::currentDateTimeUtc().date());
}

Result<Output> replayTrust(const Arguments& arguments) {
    const auto path = arguments.required(QStringLiteral("rules"));
    if (!path) return fail(path.error());
    const auto text = sealed::readWhole(*path, kMostRulesFile);
    if (!text) return fail(text.error());
    const auto rules = trust::readRuleSet(*text);
    if (!rules) return fail(rules.error().code, *path + QStringLiteral(": ") + rules.error().message);
    double days = 30;
    if (arguments.has(QStringLiteral("days"))) {
        const auto given = arguments.number(QStringLiteral("days"));
        if (!given) return fail(given.error());
        days = *given;
    }
    if (!(days > 0 && days <= 4000)) return fail("USAGE", QStringLiteral("--days is 1 to 4000"));
    auto deployment = Deployment::open(arguments);
    if (!deployment) return fail(deployment.error());
    const qint64 now = (*deployment)->clock.now().value;
    const auto replayed = trust::replay(*(*deployment)->database, *rules, trust::builtInRules().device(),
                                        {now - qint64(days * double(kDayMs))}, {now + 1});
    if (!replayed) return fail(replayed.error());
    return arguments.has(QStringLiteral("json")) ? json::toText(trust::toJson(*replayed)) + '\n'
                                                 : trust::toTable(*replayed);
}

} // namespace haziri::server
