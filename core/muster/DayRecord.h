// What the roll needs to know of a packet without opening it: the outbox keeps it as a sealed note beside the packet.
#pragma once

#include "core/muster/DayTypes.h"

namespace haziri::muster {

struct DayRecord {
    WorkerId workerId;
    QString name; ///< as it was then
    Direction direction = Direction::In;
    Method method = Method::Face;
    QString reason;
    QList<QByteArray> codes; ///< what the laptop itself found
    std::optional<protocol::MatchScores> match;
    bool again = false; ///< the IN after the midday meal, see ShiftMemory
    QByteArray photo;   ///< PhotoTrace of its photograph; empty: none
    PacketId corrects;  ///< null: this is a mark; else the mark that is taken back by it

    QByteArray toText() const;
    static std::optional<DayRecord> fromText(const QByteArray& text); ///< nothing for a damaged note
};

} // namespace haziri::muster
