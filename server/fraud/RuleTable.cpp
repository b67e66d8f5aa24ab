#include "server/fraud/RuleTable.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace haziri::fraud {

Result<RuleTable> RuleTable::parse(const QByteArray& json) {
    const QJsonObject root = QJsonDocument::fromJson(json).object();
    RuleTable table;
    table.m_version = root[QLatin1String("version")].toInt();
    if (table.m_version < 1) return fail("MALFORMED", QStringLiteral("a table of rules has a version"));
    for (const auto& value : root[QLatin1String("codes")].toArray()) {
        const QJsonObject one = value.toObject();
        const QByteArray code = one[QLatin1String("code")].toString().toLatin1();
        const Weight weight{one[QLatin1String("points")].toInt(-1), one[QLatin1String("holds")].toBool(true),
                            one[QLatin1String("event")].toBool(true), one[QLatin1String("stakeTenths")].toInt(-1),
                            int(table.m_weights.size())};
        if (code.isEmpty() || weight.points < 0 || weight.points > 100 || weight.stakeTenths < 0 ||
            table.m_weights.contains(code))
            return fail("MALFORMED", QStringLiteral("the weight of %1").arg(QLatin1String(code)));
        table.m_weights.insert(code, weight);
    }
    const QJsonObject sentences = root[QLatin1String("explanations")].toObject();
    for (auto it = sentences.begin(); it != sentences.end(); ++it)
        table.m_sentences.insert(it.key().toLatin1(), it->toString());
    if (table.m_weights.isEmpty()) return fail("MALFORMED", QStringLiteral("a table of rules without codes"));
    return table;
}

const RuleTable& RuleTable::standard() {
    static const RuleTable newest = [] {
        RuleTable best;
        const QDir folder(QStringLiteral(":/haziri/fraud"));
        for (const QString& name : folder.entryList()) {
            QFile file(folder.filePath(name));
            if (!file.open(QIODevice::ReadOnly)) continue;
            auto table = parse(file.readAll());
            if (table && table->version() > best.version()) best = std::move(*table);
        }
        return best;
    }();
    return newest;
}

Weight RuleTable::of(const QByteArray& code) const {
    const auto known = m_weights.constFind(code);
    if (known != m_weights.constEnd()) return *known;
    Weight unknown;
    unknown.rank = int(m_weights.size());
    return unknown;
}

qint32 pointsOf(const QByteArray& code) {
    return RuleTable::standard().of(code).points;
}

int rankOf(const QByteArray& code) {
    return RuleTable::standard().of(code).rank;
}

bool opensEvent(const QByteArray& code) {
    return RuleTable::standard().of(code).opensEvent;
}

bool holds(const QByteArray& code) {
    return RuleTable::standard().of(code).holds;
}

qint64 expectedLoss(const QByteArray& code, qint64 dayPaise) {
    const Weight weight = RuleTable::standard().of(code);
    return dayPaise * weight.stakeTenths * weight.points / 1000;
}

} // namespace haziri::fraud
