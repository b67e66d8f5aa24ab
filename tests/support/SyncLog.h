// What tests of a sync look at afterwards: events, and the log.
#pragma once

#include "tests/support/SyncWorld.h"

#include "core/audit/LogVerifier.h"

namespace haziri::test {

inline protocol::Attendance& body(protocol::Packet& packet) {
    return std::get<protocol::Attendance>(packet.body);
}

inline qint64 events(SyncWorld& world, const char* code) {
    return world.number(QStringLiteral("SELECT COUNT(*) FROM fraud_event WHERE code = ?"), {QLatin1String(code)});
}

inline qint64 logSize(SyncWorld& world) {
    return world.number(QStringLiteral("SELECT size FROM log_head"));
}

inline bool verifies(SyncWorld& world) {
    audit::LogVerifier verifier;
    for (const auto& served : must(world.log.entries(world.database(), 0, 1000)).entries)
        verifier.add(served);
    return !verifier.close(must(world.log.checkpoint(world.database())).value);
}

} // namespace haziri::test
