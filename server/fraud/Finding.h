// What a rule says about a packet, and what each code weighs.
#pragma once

#include <QByteArray>
#include <QString>

namespace haziri::fraud {

inline constexpr int kRuleSetVersion = 1;

struct Finding {
    QByteArray code; ///< of the wire protocol, e.g. "GEOFENCE"
    QString detail;  ///< one plain sentence for the person who reviews
};

/// 0 to 100: how much the code takes from the trust of a mark. One table, so that history can be weighed anew.
qint32 pointsOf(const QByteArray& code);
/// Lower stands first: the code that names a packet which has several.
int rankOf(const QByteArray& code);
/// Some holds are everyday work and no suspicion: they open no event in the review queue.
bool opensEvent(const QByteArray& code);

} // namespace haziri::fraud
