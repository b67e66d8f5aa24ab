#include "server/fraud/Finding.h"

#include "server/fraud/RuleTable.h"

#include <QJsonValue>
#include <QVariant>

namespace haziri::fraud {

Finding explained(const QByteArray& code, const QByteArray& reason, const QJsonObject& parameters) {
    QString sentence = RuleTable::standard().sentence(reason);
    for (auto it = parameters.begin(); it != parameters.end(); ++it)
        sentence.replace(QLatin1Char('{') + it.key() + QLatin1Char('}'), it->toVariant().toString());
    return {code, sentence, reason, parameters};
}

} // namespace haziri::fraud
