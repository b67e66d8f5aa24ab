// A laptop's profile in a folder of its own, enrolled at a pretend server.
#pragma once

#include "core/muster/PacketWriter.h"
#include "core/sync/SyncEngine.h"
#include "tests/support/PretendServer.h"

#include <QEventLoop>
#include <QSignalSpy>
#include <QTemporaryDir>

namespace haziri::test {

/// A profile that is enrolled at a pretend server.
struct LaptopBench {
    QTemporaryDir dir;
    PretendServer server;
    PretendLine line{server};
    crypto::SystemRandom random;
    std::unique_ptr<muster::Profile> profile;
    std::unique_ptr<sync::ServerClient> client;
    std::unique_ptr<sync::SyncEngine> engine;

    LaptopBench() {
        QFile pass(dir.filePath(QStringLiteral("pass")));
        if (!pass.open(QIODevice::WriteOnly)) qFatal("no passphrase file");
        pass.write("passphrase");
        pass.close();
        reopen();
        const QByteArray code = registerHere();
        if (!code.isEmpty()) qFatal("registration: %s", code.constData());
        startEngine();
    }

    void reopen() {
        engine.reset();
        client.reset();
        profile.reset();
        auto opened = muster::Profile::open({dir.filePath(QStringLiteral("p")), dir.filePath(QStringLiteral("pass"))},
                                            server.clock, random);
        if (!opened) qFatal("%s", opened.error().code.constData());
        profile = std::move(*opened);
        client = std::make_unique<sync::ServerClient>(line, profile->identity(), device::Fingerprint::ofThisMachine(),
                                                      server.clock, random);
    }

    QByteArray registerHere() {
        QByteArray code = "no answer";
        QEventLoop loop;
        client->setLastEpoch(profile->lastEpoch());
        client->registerDevice("CODE-CODE-CODE", &loop, [&](sync::Called<sync::Registration> answer) {
            code = answer ? QByteArray() : answer.error().error.code + ' ' + answer.error().error.message.toUtf8();
            protocol::EnrolmentUri uri;
            uri.host = QStringLiteral("127.0.0.1");
            uri.port = 4433;
            uri.pin = QByteArray(43, 'A');
            if (answer) {
                auto adopted = profile->adopt(uri, *answer);
                code = adopted ? QByteArray() : adopted.error().code + ' ' + adopted.error().message.toUtf8();
            }
            loop.quit();
        });
        loop.exec();
        return code;
    }

    void startEngine() {
        if (profile->server()) client->setKeys(profile->server()->keys);
        engine =
            std::make_unique<sync::SyncEngine>(profile->outbox(), profile->identity(), *client, server.clock, random);
    }

    PacketId mark(const QByteArray& photo = {}) {
        server.clock.advance(1000);
        muster::PacketWriter writer(*profile, server.clock, random);
        muster::PacketWriter::Draft draft;
        protocol::Attendance body;
        body.workerId = WorkerId::generate(server.clock, random);
        body.siteId = profile->site().siteId;
        body.geo = *profile->sitePlace();
        body.capture = protocol::Capture{protocol::CaptureKind::File, "pictures"};
        body.match = protocol::MatchScores{700, 200, 900, "model"};
        if (!photo.isEmpty()) {
            const auto named = muster::namePhoto(photo, server.clock, random);
            body.photo = named.reference;
            draft.photos.append(named.photo);
        }
        draft.body = body;
        draft.recordedBy = server.userId;
        draft.at = server.clock.now();
        draft.note = "{}";
        auto written = writer.write(std::move(draft));
        if (!written) qFatal("%s", written.error().code.constData());
        return written->packetId;
    }

    sync::RunSummary run() {
        QSignalSpy finished(engine.get(), &sync::SyncEngine::finished);
        engine->start();
        if (finished.isEmpty() && !finished.wait(5000)) qFatal("the run did not end");
        return finished.takeFirst().at(0).value<sync::RunSummary>();
    }

    qint64 pending() { return profile->outbox().summary()->pending; }
    outbox::PacketState stateOf(const PacketId& id) {
        const auto queue = profile->outbox().queue(10'000, false);
        for (const auto& entry : *queue) {
            if (entry.packetId == id) return entry.state;
        }
        return outbox::PacketState::Quarantined;
    }
};

} // namespace haziri::test
