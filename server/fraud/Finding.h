// What a rule says about a packet: a code, why as data, and the same as one English sentence.
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QString>

namespace haziri::fraud {

struct Finding {
    QByteArray code;             ///< of the wire protocol, e.g. "GEOFENCE"
    QString detail;              ///< one plain sentence for the person who reviews
    QByteArray reason = {};      ///< stable name of the explanation, e.g. "geofence.outside"; windows translate by it
    QJsonObject parameters = {}; ///< the figures of the sentence
};

/// The sentence comes from the table of rules; its places in braces are filled from the parameters.
Finding explained(const QByteArray& code, const QByteArray& reason, const QJsonObject& parameters = {});

} // namespace haziri::fraud
