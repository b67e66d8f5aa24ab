#include "server/trust/RuleSet.h"

#include "core/base/PlainText.h"

#include <QDateTime>
#include <QDir>
#include <QFile>

static void initResources() {
    Q_INIT_RESOURCE(haziri_trust); // a static library's resources are not there by themselves
}

namespace haziri::trust {

namespace {

constexpr qint64 kMostInput = 1'000'000'000;
constexpr qsizetype kMostRules = 100;

const QHash<QByteArray, QSet<QByteArray>>& inputsOfKinds() {
    static const QHash<QByteArray, QSet<QByteArray>> all{
        {"device",
         {"blocked", "ageDays", "userAgentMissing", "userAgentNew", "appMissing", "addressesInDay",
          "fingerprintUnregistered", "fingerprintMissing", "fingerprintDistance", "openEvents", "confirmedEvents"}},
        {"thekedar",
         {"blocked", "workers", "refusedEnrolments", "heldEnrolments", "neverSeen", "openEvents", "confirmedEvents"}},
        {"worker", {"acceptedMarks", "heldMarks", "rejectedMarks", "confirmedEvents", "voucherBlocked"}}};
    return all;
}

Rule readRule(const json::Reader& reader, bool isBase) {
    Rule rule;
    rule.name = reader.text("rule", 40);
    rule.detail = QString::fromUtf8(reader.text("detail", 200));
    if (isBase) {
        rule.points = qint32(reader.integer("points", 0, 100));
    } else {
        rule.input = reader.text("input", 40);
        if (reader.has("atLeast")) rule.atLeast = reader.integer("atLeast", 0, kMostInput);
        if (reader.has("below")) rule.below = reader.integer("below", 0, kMostInput);
        rule.points = qint32(reader.integerOr("points", 0, -100, 100));
        rule.pointsEach = qint32(reader.integerOr("pointsEach", 0, -100, 100));
        rule.pointsMost = qint32(reader.integerOr("pointsMost", 0, -100, 100));
    }
    if (rule.name.isEmpty() || !isPlainText(rule.name)) reader.setError("rule", "has no plain name");
    if (rule.detail.isEmpty() || !isPlainText(rule.detail.toUtf8())) reader.setError("detail", "is no plain sentence");
    return rule;
}

void checkRule(const json::Reader& reader, const RuleSet& set, const Rule& rule) {
    if (!inputsOfKinds()[set.kind].contains(rule.input)) reader.setError("input", "is not known for this kind");
    if (!rule.atLeast && !rule.below) reader.setError("atLeast", "or below must say when the rule applies");
    if (rule.atLeast && rule.below && *rule.atLeast >= *rule.below) reader.setError("below", "leaves nothing");
    if (rule.pointsEach != 0 && qint64(rule.pointsMost) * rule.pointsEach <= 0)
        reader.setError("pointsMost", "must bound pointsEach");
    if (rule.points == 0 && rule.pointsEach == 0) reader.setError("points", "are missing");
    const bool adds = rule.points > 0 || rule.pointsEach > 0;
    if (adds && set.kind != "worker") reader.setError("points", "must not add");
    for (const Rule& other : set.rules)
        if (other.name == rule.name) reader.setError("rule", "stands twice");
}

Result<QByteArray> textOf(const QString& name) {
    QFile file(QStringLiteral(":/haziri/trust/") + name);
    if (!file.open(QIODevice::ReadOnly)) return fail("NOT_FOUND", name + QStringLiteral(" cannot be read"));
    return file.readAll();
}

/// Every file is checked, whether it counts on that day or not.
Result<std::pair<RuleSet, QByteArray>> inForce(const QByteArray& kind, QDate day) {
    initResources();
    std::optional<std::pair<RuleSet, QByteArray>> newest;
    const QDir folder(QStringLiteral(":/haziri/trust"));
    for (const QString& name : folder.entryList({QString::fromLatin1(kind) + QStringLiteral("-*.json")})) {
        auto text = textOf(name);
        if (!text) return fail(text.error());
        auto set = readRuleSet(*text);
        if (!set) return fail(set.error().code, name + QStringLiteral(": ") + set.error().message);
        if (set->kind != kind) return fail("MALFORMED", name + QStringLiteral(": is of another kind"));
        if (set->validFrom > day) continue;
        const auto rank = [](const RuleSet& s) { return std::pair(s.validFrom, s.version); };
        if (!newest || rank(newest->first) < rank(*set)) newest = {std::move(*set), std::move(*text)};
    }
    if (!newest)
        return fail("NOT_FOUND", QStringLiteral("there are no rules of trust for ") + QString::fromLatin1(kind));
    return std::move(*newest);
}

} // namespace

QByteArray toText(const Inputs& inputs) {
    QJsonObject object;
    for (auto it = inputs.begin(); it != inputs.end(); ++it)
        object.insert(QString::fromLatin1(it.key()), it.value());
    return json::toText(object);
}

Inputs inputsFrom(const QByteArray& text) {
    Inputs inputs;
    const QJsonObject object = QJsonDocument::fromJson(text).object();
    for (auto it = object.begin(); it != object.end(); ++it)
        inputs.insert(it.key().toLatin1(), it->toInteger());
    return inputs;
}

qint32 Rule::weigh(qint64 value) const {
    if (pointsEach == 0) return points;
    const qint64 sum = points + pointsEach * std::min(value, kMostInput);
    return qint32(pointsMost < 0 ? std::max<qint64>(pointsMost, sum) : std::min<qint64>(pointsMost, sum));
}

Result<RuleSet> readRuleSet(QByteArrayView json) {
    const auto reader = json::Reader::parse(json);
    if (!reader) return fail(reader.error());
    return readRuleSet(*reader);
}

Result<RuleSet> readRuleSet(const json::Reader& reader) {
    RuleSet set;
    set.kind = reader.text("kind", 16);
    if (!inputsOfKinds().contains(set.kind)) reader.setError("kind", "is device, thekedar or worker");
    set.version = qint32(reader.integer("version", 1, 1'000'000));
    set.validFrom = QDate::fromString(QString::fromLatin1(reader.text("validFrom", 10)), Qt::ISODate);
    if (!set.validFrom.isValid()) reader.setError("validFrom", "is no date");
    set.base = readRule(reader.object("base"), true);
    set.holdBelow = qint32(reader.integerOr("holdBelow", 0, 0, 100));
    set.inheritMost = qint32(reader.integerOr("inheritMost", 0, 0, 100));
    set.inheritDays = qint32(reader.integerOr("inheritDays", 0, 0, 366));
    for (const auto& one : reader.objects("rules", kMostRules)) {
        const Rule rule = readRule(one, false);
        checkRule(one, set, rule);
        set.rules.append(rule);
    }
    if (reader.error()) return fail(*reader.error());
    return set;
}

TrustScore apply(const RuleSet& rules, const Inputs& inputs) {
    TrustScore result;
    result.inputs = inputs;
    result.rules = rules.name();
    result.holdBelow = rules.holdBelow;
    result.explain.append({rules.base.name, rules.base.points, rules.base.detail});
    qint32 sum = rules.base.points;
    for (const Rule& rule : rules.rules) {
        const auto value = inputs.constFind(rule.input);
        if (value == inputs.constEnd() || !rule.applies(*value)) continue;
        const qint32 points = rule.weigh(*value);
        QString detail = rule.detail;
        detail.replace(QLatin1String("{value}"), QString::number(*value));
        result.explain.append({rule.name, points, detail});
        sum += points;
    }
    result.score = std::clamp(sum, 0, 100);
    return result;
}

Result<RuleBook> RuleBook::load(QDate day) {
    RuleBook book;
    for (const auto& [kind, set] : {std::pair("device", &book.m_device), std::pair("thekedar", &book.m_thekedar),
                                    std::pair("worker", &book.m_worker)}) {
        auto found = inForce(kind, day);
        if (!found) return fail(found.error());
        *set = std::move(found->first);
    }
    return book;
}

Result<QByteArray> RuleBook::text(const QByteArray& kind, QDate day) {
    auto found = inForce(kind, day);
    if (!found) return fail(found.error());
    return std::move(found->second);
}

const RuleBook& builtInRules() {
    static const RuleBook book = [] {
        auto loaded = RuleBook::load(QDateTime::currentDateTimeUtc().date());
        if (!loaded) qFatal("rules of trust: %s", qUtf8Printable(loaded.error().message));
        return std::move(*loaded);
    }();
    return book;
}

} // namespace haziri::trust
