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

struct CheckedPacket {
    QByteArray jws;
    crypto::Digest hash{};
    QByteArray claimedId; ///< packetId as the packet says, signed or not; empty where unreadable
    qint64 claimedSeq = 0;
    Authenticity authenticity = Authenticity::Unproved;
    std::optional<protocol::Packet> packet; ///< present only when the own device signed it and it could be read
    std::optional<Rejection> rejection;
    QList<fraud::Finding> findings; ///< of the rules that need no store
    std::optional<store::Site> site;
    std::optional<store::EnrolmentVerdict> enrolment; ///< for kinds about workers
};

} // namespace haziri::sync
