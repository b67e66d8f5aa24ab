// A packet after everything that can be said of it without the write lock.
#pragma once

#include "server/fraud/Finding.h"
#include "server/fraud/RuleTable.h"
#include "server/store/EnrolmentHandler.h"
#include "server/store/Types.h"

namespace haziri::sync {

enum class Authenticity {
    Unproved,    ///< no key known here signed it
    OwnDevice,   ///< the session's device signed it
    OtherDevice, ///< another registered device signed it
};

struct Rejection {
    QByteArray code;
    QString message;
};

struct PlaceInChain {
    qint64 epoch = 1, seq = 1;
    PacketId packetId;
};

struct CheckedPacket {
    QByteArray jws;
    crypto::Digest hash{};
    QByteArray claimedId; ///< packetId as the packet says, signed or not; empty where unreadable
    qint64 claimedSeq = 0;
    Authenticity authenticity = Authenticity::Unproved;
    std::optional<protocol::Packet> packet; ///< present only when the own device signed it and it could be read
    /// Without `packet`: where in the chain it stands that the own device signed, and that says little else.
    std::optional<PlaceInChain> claimedPlace;
    std::optional<Rejection> rejection;
    QList<fraud::Finding> findings; ///< of the rules that need no store
    std::optional<store::Site> site;
    std::optional<store::EnrolmentVerdict> enrolment; ///< for kinds about workers

    /// In the own device's chain; nothing where it did not sign, or cannot be asked.
    std::optional<PlaceInChain> place() const {
        return packet ? PlaceInChain{packet->epoch, packet->seq, packet->packetId} : claimedPlace;
    }
};

} // namespace haziri::sync
