// A thekedar who enrols workers, and what the server keeps of them.
#pragma once

#include "core/protocol/Vouch.h"
#include "server/keeping/WorkerErasure.h"
#include "server/store/Columns.h"
#include "server/store/FraudRepository.h"
#include "server/store/MarkRepository.h"
#include "server/store/PacketRepository.h"
#include "server/store/PeopleTrustRepository.h"
#include "tests/support/ServerWorld.h"
#include <cmath>
#include <future>
#include <thread>

namespace haziri::test {

using protocol::PacketStatus;

/// A unit-like vector whose direction is chosen by `seed`; different seeds are nearly at right angles.
inline QByteArray someFace(int seed, float mixed = 0, int otherSeed = 0) {
    const auto values = [](int from) {
        SeededRandom random{std::uint64_t(from)};
        std::array<std::uint8_t, 512> bytes{};
        random.fill(bytes);
        return bytes;
    };
    const auto own = values(seed), other = values(otherSeed);
    QByteArray vector(128 * 4, '\0');
    for (size_t i = 0; i < 128; ++i) {
        const float value = (float(own[i]) - 127.5F) * (1 - mixed) + (float(other[i]) - 127.5F) * mixed;
        memcpy(vector.data() + i * 4, &value, 4);
    }
    return vector;
}

class Thekedar {
  public:
    Thekedar(ServerWorld& world, const QByteArray& name = "thek")
        : m_world(world)
        , laptop(world.laptop(name))
        , key(crypto::Ed25519PrivateKey::generate(world.random)) {
        m_registered = registerKey(key);
        device = *must(store::DeviceRepository(*world.deployment->database).find(laptop.deviceId));
    }

    http::Response registerKey(const crypto::Ed25519PrivateKey& personal, const UserId& claimed = {}) {
        protocol::Proof proof;
        proof.aud = "user-key";
        proof.userId = (claimed.isNull() ? m_world.thekedar : claimed).toText();
        proof.iat = m_world.clock.now();
        proof.jti = "key-" + QByteArray::number(++m_jti);
        return m_world.ask(
            laptop, "PUT", "/users/me/key",
            json::toText({{QStringLiteral("publicKey"), QString::fromLatin1(toBase64Url(personal.publicKey().raw()))},
                          {QStringLiteral("proof"), QString::fromLatin1(protocol::signProof(proof, personal))}}));
    }

    protocol::Vouch vouch(const QList<protocol::Template>& templates) {
        protocol::Vouch made;
        made.workerId = WorkerId::generate(m_world.clock, m_world.random);
        made.siteId = m_world.siteId;
        made.thekedarId = m_world.thekedar;
        made.iat = m_world.clock.now();
        made.details.name = "Asha";
        made.details.aadhaarLast4 = "1234";
        made.consent = {"1", "hi", m_world.clock.now(), true};
        made.templatesHash = protocol::templatesHash(templates);
        return made;
    }
    protocol::Packet packet(const protocol::Vouch& vouched, const QList<protocol::Template>& templates) {
        protocol::Packet made;
        made.kind = protocol::PacketKind::WorkerEnrol;
        made.packetId = PacketId::generate(m_world.clock, m_world.random);
        made.deviceId = laptop.deviceId;
        made.recordedBy = m_world.thekedar;
        made.tok = "token";
        made.timestamp = m_world.clock.now();
        made.tzOffsetMin = 330;
        made.body =
            protocol::WorkerEnrol{vouched.workerId, vouched.siteId, templates, protocol::signVouch(vouched, key)};
        return made;
    }
    store::EnrolmentVerdict send(const protocol::Packet& packet) {
        const auto prepared =
            must(m_world.house->enrolment.prepare(*m_world.deployment->database, packet, m_world.clock.now()));
        return apply(packet, prepared);
    }
    store::EnrolmentVerdict apply(const protocol::Packet& packet, const store::EnrolmentVerdict& prepared) {
        store::EnrolmentVerdict verdict;
        must(m_world.house->writer.run([&](sql::Database& database) -> Result<void> {
            auto applied = m_world.house->enrolment.apply(database, packet, prepared, m_world.clock.now());
            if (!applied) return fail(applied.error());
            verdict = *applied;
            return {};
        }));
        return verdict;
    }
    store::EnrolmentVerdict enrol(const QList<protocol::Template>& templates) {
        return send(packet(vouch(templates), templates));
    }

    /// As server/sync keeps what it answered.
    void commit(const protocol::Packet& made) { commit(made.packetId, made.kind, protocol::writePacket(made)); }
    void commit(const PacketId& packetId, protocol::PacketKind kind, const QByteArray& text) {
        must(m_world.house->writer.run([&](sql::Database& database) -> Result<void> {
            const QJsonObject record{{QStringLiteral("packet"), QLatin1String("e30." + toBase64Url(text) + ".AA")}};
            auto logged = m_world.deployment->log.append(
                database, {protocol::toText(kind), json::toText(record), {0, false, m_world.clock.now()}});
            if (!logged) return fail(logged.error());
            store::PacketRow row;
            row.logIndex = row.seq = logged->index;
            row.packetId = packetId;
            row.deviceNo = device.deviceNo;
            row.kind = protocol::toText(kind);
            return store::PacketRepository(database).insert({row});
        }));
    }

    /// A packet of kind worker.update or worker.consent, committed as server/sync does it.
    PacketId change(protocol::PacketKind kind, const WorkerId& workerId, QJsonObject payload,
                    const QByteArray& expectedCode) {
        payload.insert(QStringLiteral("workerId"), workerId.toString());
        protocol::Packet made;
        made.kind = kind;
        made.packetId = PacketId::generate(m_world.clock, m_world.random);
        made.deviceId = laptop.deviceId;
        const QByteArray text = json::toText(payload);
        made.body = protocol::OtherBody{workerId, text};
        const auto verdict = send(made);
        if (verdict.code != expectedCode)
            qFatal("%s instead of %s", verdict.code.constData(), expectedCode.constData());
        commit(made.packetId, kind, text);
        return made.packetId;
    }

    ServerWorld& m_world;
    Laptop laptop;
    crypto::Ed25519PrivateKey key;
    store::Device device;
    http::Response m_registered;

  private:
    int m_jti = 0;
};

inline QList<protocol::Template> templates(const QByteArray& vector) {
    return {{"fr_feature", vector}};
}

inline store::Worker stored(ServerWorld& world, const WorkerId& id) {
    return must(store::WorkerRepository(*world.deployment->database, *world.deployment->vaultKeys, world.random)
                    .find(id))
        .value_or(store::Worker{});
}

/// Ram, a mason, with his pay and phone as the office knows them.
inline WorkerId enteredBy(ServerWorld& world, const SiteId& siteId, const UserId& thekedarId) {
    onboarding::NewWorker entered;
    entered.name = "Ram";
    entered.trade = "mason";
    entered.siteId = siteId;
    entered.thekedarId = thekedarId;
    entered.details = {{QStringLiteral("phone"), QStringLiteral("98")},
                       {QStringLiteral("dailyRatePaise"), 90'000},
                       {QStringLiteral("pay"), QJsonObject{{QStringLiteral("kept"), true}}}};
    return world.add([&](sql::Database& database, onboarding::OfficeBook& book) {
        return book.addWorker(database, entered, *world.deployment->vaultKeys);
    });
}

} // namespace haziri::test
