// A server without its network, and laptops that sign as real ones do: for tests of server/sync.
#pragma once

#include "server/store/ChangeFeed.h"
#include "server/store/PeopleSeal.h"
#include "server/store/Schema.h"
#include "server/store/SiteRepository.h"
#include "server/store/TokenRepository.h"
#include "server/store/UserRepository.h"
#include "server/store/WorkerRepository.h"
#include "server/sync/SyncService.h"

#include "core/audit/MerkleTree.h"
#include "core/base/Base64Url.h"
#include "core/protocol/ChainHead.h"
#include "core/protocol/Tokens.h"
#include "tests/support/ManualClock.h"
#include "tests/support/SeededRandom.h"
#include "tests/support/StoreUnderTest.h"

#include <QTemporaryDir>
#include <QTest>

namespace haziri::test {

/// A value or the end of the test program, with the error's words.
template <class T>
T must(Result<T> result) {
    if (!result) qFatal("%s: %s", result.error().code.constData(), qUtf8Printable(result.error().message));
    if constexpr (!std::is_void_v<T>) return std::move(*result);
}

/// Issues as server/tokens does, without its policies.
class PlainTokens final : public store::TokenIssuer {
  public:
    PlainTokens(const store::ServerKeys& keys, RandomSource& random)
        : m_keys(keys)
        , m_random(random) {}

    store::SignedTimeToken signTimeToken(const store::Device& device, UnixMillis now) override {
        const QByteArray jti = uuidToText(makeUuidV7(now, m_random));
        return {{jti, device.deviceNo, now, std::nullopt},
                protocol::signTimeToken(
                    {m_keys.origin(), jti, now.value / 1000, now.value / 1000 + 86'400, device.deviceId, now.value, {}},
                    m_keys.tokenKid(), m_keys.tokenKey())};
    }

    Result<QByteArray> offlineTokenAfter(sql::Database& database, const store::Device& device, const QByteArray& newest,
                                         UnixMillis now) override {
        return newest.isEmpty() ? issueOffline(database, device, now) : Result<QByteArray>(newest);
    }

    Result<QByteArray> issueOffline(sql::Database& database, const store::Device& device, UnixMillis now) {
        protocol::OfflineToken token;
        token.iss = m_keys.origin();
        token.sub = device.userId;
        token.jti = uuidToText(makeUuidV7(now, m_random));
        token.iat = token.nbf = now.value / 1000 - 60;
        token.exp = token.iat + 7 * 86'400;
        token.deviceId = device.deviceId;
        token.siteId = device.siteId;
        token.timeWindow = {{token.nbf * 1000}, {token.exp * 1000}};
        const QByteArray text = protocol::signOfflineToken(token, m_keys.tokenKid(), m_keys.tokenKey());
        auto kept = store::TokenRepository(database).keepOffline({token.jti, device.deviceNo, text}, now);
        if (!kept) return fail(kept.error());
        return text;
    }

  private:
    const store::ServerKeys& m_keys;
    RandomSource& m_random;
};

/// Believes every vouch, except that one which is the text "forged"; holds "twin" as DUPLICATE_FACE.
class PlainEnrolment final : public store::EnrolmentHandler {
  public:
    PlainEnrolment(const sealed::KeyRing& keys, RandomSource& random)
        : m_keys(keys)
        , m_random(random) {}

    Result<store::EnrolmentVerdict> prepare(sql::Database&, const protocol::Packet& packet, UnixMillis) override {
        store::EnrolmentVerdict verdict;
        const auto* enrol = std::get_if<protocol::WorkerEnrol>(&packet.body);
        if (const auto* change = std::get_if<protocol::OtherBody>(&packet.body); change && changes) {
            verdict.workerId = change->workerId;
            verdict.status = *changes;
            if (*changes == protocol::PacketStatus::Held) verdict.code = "MANUAL";
        }
        if (!enrol) return verdict;
        verdict.workerId = enrol->workerId;
        if (enrol->vouch == "forged") verdict = {protocol::PacketStatus::Rejected, "VOUCH_INVALID", {}, {}, {}, {}};
        if (enrol->vouch == "twin") verdict.status = protocol::PacketStatus::Held, verdict.code = "DUPLICATE_FACE";
        return verdict;
    }

    Result<store::EnrolmentVerdict> apply(sql::Database& database, const protocol::Packet& packet,
                                          const store::EnrolmentVerdict& prepared, UnixMillis now) override {
        const auto* enrol = std::get_if<protocol::WorkerEnrol>(&packet.body);
        if (!enrol || prepared.status == protocol::PacketStatus::Rejected) return prepared;
        store::Worker worker;
        worker.workerId = enrol->workerId;
        worker.siteId = enrol->siteId;
        worker.name = "Somebody";
        worker.packetId = packet.packetId;
        worker.status = prepared.code.isEmpty() ? store::WorkerStatus::Active : store::WorkerStatus::Held;
        worker.createdAt = now;
        worker.templates = enrol->templates;
        auto inserted = store::WorkerRepository(database, m_keys, m_random).insert(worker);
        if (!inserted) return fail(inserted.error());
        return prepared;
    }

    std::optional<protocol::PacketStatus> changes; ///< what is said of changes; nothing: not even whose they are

  private:
    const sealed::KeyRing& m_keys;
    RandomSource& m_random;
};

class SyncWorld;

/// One laptop: a registered device that signs a chain of packets.
class TestLaptop {
  public:
    TestLaptop(SyncWorld& world, const store::Site& site);

    /// A clean mark of the world's first worker at the site's centre, now.
    protocol::Packet mark();
    /// Signs with this laptop's secret and makes it the newest of the chain.
    QByteArray sign(protocol::Packet packet);
    /// Clean marks one after the other, each `gapMs` later than what was before it.
    QList<QByteArray> signMarks(int count, qint64 gapMs = 2000);
    QByteArray head() const;
    QByteArray request(const QList<QByteArray>& packets) const;
    sync::SyncCaller caller() const;

    store::Device device;
    crypto::Ed25519PrivateKey key;
    crypto::SecretBytes secret;
    QByteArray offlineToken;
    QByteArray tok;
    QByteArray timeJti;
    qint64 anchorBootMs = 0;
    QByteArray bootId = QByteArrayLiteral("boot-1");
    qint64 epoch = 1;
    qint64 seq = 0;
    crypto::Digest newest{};
    qint64 checkpointSize = 0;
    QByteArray cursor;
    QList<crypto::Digest> lastPhotos; ///< of what was signed

  private:
    SyncWorld& m_world;
};

class SyncWorld {
  public:
    /// `database`: empty for a store of its own, of the kind that is under test.
    explicit SyncWorld(const QString& database = {})
        : url(database.isEmpty() ? storeUnderTest(folder.filePath(QStringLiteral("server.db"))) : database) {
        vaultKeys.add("k1", crypto::SecretBytes::random(32, random));
        log.sealWith(vaultKeys);
        people = must(store::PeopleSeal::load(*must(store::openMigrated(url)), keys, vaultKeys, random));
        pool = std::make_unique<store::StorePool>(url, people);
        writer = std::make_unique<store::GroupWriter>(url, people);
        site = addSite("Gate", 285'000'000, 773'000'000);
        worker = addWorker(site);
        service = std::make_unique<sync::SyncService>(sync::SyncService::Parts{
            *pool, *writer, log, keys, vaultKeys, trust, attendance, tokens, enrolment, clock, random});
    }

    sql::Database& database() { return *must(pool->database()); }

    store::Site addSite(const QByteArray& name, qint32 latE7, qint32 lonE7) {
        store::Site added;
        added.siteId = SiteId::generate(clock, random);
        added.name = name;
        added.latE7 = latE7;
        added.lonE7 = lonE7;
        added.radiusM = 200;
        added.createdAt = clock.now();
        must(writer->run([&](sql::Database& writing) -> Result<void> {
            if (auto done = store::SiteRepository(writing).insert(added); !done) return done;
            return store::ChangeFeed(writing).note("site", added.siteId, added.siteId);
        }));
        return added;
    }

    WorkerId addWorker(const store::Site& at) {
        store::Worker added;
        added.workerId = WorkerId::generate(clock, random);
        added.siteId = at.siteId;
        added.name = "Asha";
        added.createdAt = clock.now();
        must(writer->run([&](sql::Database& writing) -> Result<void> {
            if (auto done = store::WorkerRepository(writing, vaultKeys, random).insert(added); !done) return done;
            return store::ChangeFeed(writing).note("worker", added.workerId, added.siteId);
        }));
        return added.workerId;
    }

    qint64 number(const QString& sql, const QVariantList& values = {}) {
        auto rows = must(database().run(sql, values));
        return rows.next() ? rows.integer(0) : -1;
    }

    /// Sends, and reads the answer after checking its signature.
    struct Reply {
        int status = 0;
        QByteArray body;
        protocol::SyncAnswer answer;
        const protocol::PacketResult& operator[](qsizetype i) const { return answer.results.at(i); }
    };
    Reply sendRaw(const TestLaptop& laptop, const QByteArray& request) {
        const auto raw = service->handle(request, laptop.caller());
        Reply reply{raw.status, raw.body, {}};
        if (raw.contentType != "application/json") return reply;
        const auto jws = must(protocol::UnverifiedJws::read(raw.headers.first().second, protocol::Purpose::Response));
        must(jws.verifyDetached(keys.tokenKey().publicKey(), raw.body));
        if (jws.requestHash() != crypto::toBase64Url(crypto::sha256(request))) qFatal("signed for another request");
        reply.answer = must(protocol::readSyncAnswer(raw.body));
        return reply;
    }
    Reply send(TestLaptop& laptop, const QList<QByteArray>& packets) {
        return sendRaw(laptop, laptop.request(packets));
    }

    QTemporaryDir folder;
    QString url;
    SeededRandom random{7};
    ManualClock clock;
    sealed::KeyRing vaultKeys;
    store::ServerKeys keys = store::ServerKeys::generate("haziri.test/log", random);
    audit::AuditLog log{keys, random};
    trust::DeviceTrustService trust{log, trust::builtInRules().device()};
    attendance::AttendanceService attendance{log};
    PlainTokens tokens{keys, random};
    PlainEnrolment enrolment{vaultKeys, random};
    store::Site site;
    WorkerId worker;
    std::shared_ptr<const store::PeopleSeal> people;
    std::unique_ptr<store::StorePool> pool;
    std::unique_ptr<store::GroupWriter> writer;
    std::unique_ptr<sync::SyncService> service;
};

inline TestLaptop::TestLaptop(SyncWorld& world, const store::Site& site)
    : key(crypto::Ed25519PrivateKey::generate(world.random))
    , secret(crypto::SecretBytes::random(32, world.random))
    , m_world(world) {
    device.deviceId = protocol::keyThumbprint(key.publicKey());
    device.publicKey = key.publicKey().raw();
    device.userId = UserId::generate(world.clock, world.random);
    device.siteId = site.siteId;
    device.simHash = "00ff00ff00ff00ff";
    device.trustScore = 90;
    device.registeredAt = device.lastSeen = world.clock.now();
    must(world.writer->run([&](sql::Database& writing) -> Result<void> {
        store::DeviceRepository devices(writing);
        auto number = devices.insert(device);
        if (!number) return fail(number.error());
        device.deviceNo = *number;
        auto token = world.tokens.issueOffline(writing, device, world.clock.now());
        if (!token) return fail(token.error());
        offlineToken = *token;
        newest = crypto::sha256(offlineToken);
        auto kept =
            devices.insertEpoch(device, {1, world.clock.now(), newest, secret.clone()}, world.vaultKeys, world.random);
        if (!kept) return kept;
        auto timeToken = world.tokens.issueTimeToken(writing, device, world.clock.now());
        if (!timeToken) return fail(timeToken.error());
        timeJti = must(protocol::verifyTimeToken(*timeToken, world.keys.tokenKey().publicKey())).jti;
        return {};
    }));
    tok = must(protocol::verifyOfflineToken(offlineToken, world.keys.tokenKey().publicKey())).jti;
    anchorBootMs = world.clock.boot().bootMs;
}

inline protocol::Packet TestLaptop::mark() {
    protocol::Packet packet;
    packet.kind = protocol::PacketKind::Attendance;
    packet.packetId = PacketId::generate(m_world.clock, m_world.random);
    packet.deviceId = device.deviceId;
    packet.epoch = epoch;
    packet.seq = seq + 1;
    packet.prev = newest;
    packet.recordedBy = device.userId;
    packet.tok = tok;
    packet.timestamp = m_world.clock.now();
    packet.tzOffsetMin = 330;
    packet.clock = {bootId, m_world.clock.boot().bootMs, timeJti, anchorBootMs};
    protocol::Attendance body;
    body.workerId = m_world.worker;
    body.siteId = device.siteId;
    const auto site = must(store::SiteRepository(m_world.database()).find(device.siteId));
    body.geo = {site->latE7, site->lonE7, 1500, protocol::GeoSource::Gnss, 1000};
    body.capture = protocol::Capture{protocol::CaptureKind::Camera, "camera"};
    body.match = protocol::MatchScores{712, 250, 980, "fr_feature"};
    body.photo = protocol::PhotoRef{FileId::generate(m_world.clock, m_world.random),
                                    crypto::sha256(packet.packetId.toText()), 60'000};
    packet.body = body;
    return packet;
}

inline QByteArray TestLaptop::sign(protocol::Packet packet) {
    const QByteArray jws = protocol::signJws(protocol::Purpose::Packet, device.deviceId, crypto::HmacKey(secret),
                                             protocol::writePacket(packet));
    if (const auto* mark = std::get_if<protocol::Attendance>(&packet.body); mark && mark->photo)
        lastPhotos.append(mark->photo->sha256);
    seq = packet.seq;
    newest = protocol::packetHash(jws);
    return jws;
}

inline QList<QByteArray> TestLaptop::signMarks(int count, qint64 gapMs) {
    QList<QByteArray> packets;
    for (int i = 0; i < count; ++i) {
        if (gapMs > 0) m_world.clock.advance(gapMs);
        packets.append(sign(mark()));
    }
    return packets;
}

inline QByteArray TestLaptop::head() const {
    return protocol::signHead({device.deviceId, epoch, seq, newest, m_world.clock.now()}, key);
}

inline QByteArray TestLaptop::request(const QList<QByteArray>& packets) const {
    protocol::SyncRequest request;
    request.deviceId = device.deviceId;
    request.offlineTokens = {offlineToken};
    request.packets = packets;
    request.head = head();
    request.lastCheckpointSize = checkpointSize;
    request.pullCursor = cursor;
    return protocol::writeSyncRequest(request);
}

inline sync::SyncCaller TestLaptop::caller() const {
    const auto stored = must(store::DeviceRepository(m_world.database()).find(device.deviceId));
    return {*stored, {}, {"127.0.0.1", "Haziri/0.1", "0.1", device.simHash, {}, {}, 1}};
}

} // namespace haziri::test
