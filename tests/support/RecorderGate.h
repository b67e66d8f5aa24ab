// The recorder of marks on an enrolled profile, beside a server in memory.
#pragma once

#include "core/muster/MarkRecorder.h"
#include "core/muster/Roll.h"
#include "tests/support/LaptopBench.h"

namespace haziri::test {

using muster::Direction;
using muster::MarkOutcome;
using muster::MarkRecorder;
using muster::Repeat;

inline capture::Decision seen(const WorkerId& worker) {
    static int pictures = 0; // each is another
    capture::Decision decision;
    decision.kind = capture::DecisionKind::Recognised;
    decision.workerId = worker;
    decision.score = 740;
    decision.runnerUp = 210;
    decision.liveness = 900;
    decision.livenessJudged = true;
    decision.model = "model/1";
    decision.source = {capture::SourceKind::Camera, QStringLiteral("Integrated camera")};
    decision.photoJpeg = "a picture " + QByteArray::number(++pictures);
    return decision;
}

/// A recorder on an enrolled profile.
struct RecorderGate : LaptopBench {
    muster::PacketWriter writer{*profile, server.clock, random};
    MarkRecorder recorder{*profile, writer, server.clock, random, 10};
    WorkerId ravi = WorkerId::generate(server.clock, random), sita = WorkerId::generate(server.clock, random);

    MarkOutcome face(const WorkerId& worker, Direction direction = Direction::In) {
        return recorder.markFace(seen(worker),
                                 {worker, QStringLiteral("Ravi"), QStringLiteral("mason"), QStringLiteral("Gang 1")},
                                 direction, server.userId, *profile->sitePlace());
    }
    MarkOutcome byHand(const WorkerId& worker, const QString& reason, Repeat repeat = Repeat::Catch) {
        return recorder.markManually({worker, QStringLiteral("Sita"), {}, {}}, Direction::In, reason, {}, server.userId,
                                     *profile->sitePlace(), repeat);
    }
    protocol::Packet newestPacket() {
        const auto pending = profile->outbox().pending(100'000, 1LL << 40);
        auto payload =
            protocol::UnverifiedJws::read(pending->last().jws, protocol::Purpose::Packet)->payloadBeforeVerification();
        return *protocol::readPacket(*payload);
    }
};

inline QList<muster::DayMark> marksOf(const QList<outbox::QueueEntry>& entries) {
    return muster::marksOfDay(entries, {0}, {std::numeric_limits<qint64>::max()});
}

} // namespace haziri::test
