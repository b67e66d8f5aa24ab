// A laptop's store in a folder of its own, with packets that are signed as real ones are.
#pragma once

#include "core/crypto/Hmac.h"
#include "core/crypto/SystemRandom.h"
#include "core/outbox/Outbox.h"
#include "core/protocol/Jws.h"
#include "core/protocol/Packet.h"
#include "tests/support/FakeClock.h"

#include <QTemporaryDir>

namespace haziri::test {

struct OutboxBench {
    struct Mark {
        PacketId id;
        qint64 seq = 0;
        QByteArray jws;
        FileId photo;
    };

    QTemporaryDir dir;
    FakeClock clock;
    crypto::SystemRandom random;
    crypto::SecretBytes key = crypto::SecretBytes::random(32, random);
    QByteArray note = "{}"; ///< beside each mark
    crypto::HmacKey hmac{crypto::SecretBytes::copyOf("device secret of 32 bytes length")};

    Result<std::unique_ptr<outbox::Outbox>> open(const QString& folder,
                                                 outbox::WholeCheck check = outbox::WholeCheck::AtOnce) {
        return outbox::Outbox::open(folder + QStringLiteral("/outbox.db"), key.clone(), clock, random, check);
    }

    /// One more mark with a photo of 3000 bytes.
    Result<Mark> append(outbox::Outbox& box) {
        clock.advance(1000);
        Mark mark;
        protocol::Packet packet;
        packet.packetId = mark.id = PacketId::generate(clock, random);
        packet.deviceId = "device";
        packet.recordedBy = UserId::generate(clock, random);
        packet.tok = "tok";
        packet.timestamp = clock.now();
        packet.clock = {"boot", 1, {}, 0};
        protocol::Attendance body;
        body.workerId = WorkerId::generate(clock, random);
        body.siteId = SiteId::generate(clock, random);
        mark.photo = FileId::generate(clock, random);
        const QByteArray photo(3000, char('a' + clock.now().value / 1000 % 26));
        body.photo = protocol::PhotoRef{mark.photo, crypto::sha256(photo), photo.size()};
        packet.body = body;
        outbox::NewPacket row{mark.id, packet.kind, packet.timestamp, packet.tok, note, {}, {}};
        row.photos.append({mark.photo, photo});
        auto end = box.append(row, [&](const outbox::ChainPlace& place) {
            packet.epoch = place.epoch;
            packet.seq = mark.seq = place.seq;
            packet.prev = place.prev;
            mark.jws = protocol::signJws(protocol::Purpose::Packet, "device", hmac, protocol::writePacket(packet));
            return mark.jws;
        });
        if (!end) return fail(end.error());
        return mark;
    }

    static outbox::Receipt synced(const Mark& mark) {
        return {{{mark.id, mark.seq, outbox::PacketState::Synced, {}, {}, mark.seq, "hash"}}, {}, {}, {}};
    }
};

} // namespace haziri::test
