#include "app/verbs/VerbSupport.h"
#include "app/verbs/Verbs.h"
#include "core/crypto/SystemRandom.h"
#include "core/muster/LearnedFaces.h"
#include "core/muster/Profile.h"

namespace haziri::app {

namespace {

int listFaces(const muster::LearnedFaces& faces, outbox::Outbox& outbox) {
    QHash<WorkerId, QString> names;
    if (const auto workers = outbox.workers())
        for (const outbox::RosterWorker& worker : *workers)
            names.insert(worker.workerId, worker.name);
    for (const WorkerId& worker : faces.people())
        for (const muster::LearnedFace& face : faces.of(worker))
            sayJson({{QStringLiteral("workerId"), worker.toString()},
                     {QStringLiteral("name"), orNull(names.value(worker))},
                     {QStringLiteral("packetId"), face.packetId.toString()},
                     {QStringLiteral("at"), face.at.value},
                     {QStringLiteral("model"), QString::fromUtf8(face.embedding.model)}});
    return kExitOk;
}

int forgetFaces(muster::LearnedFaces& faces, const QString& whom) {
    WorkerId worker;
    if (whom != QStringLiteral("all")) {
        const auto id = WorkerId::fromText(whom.toLatin1());
        if (!id) {
            complain("WORKER_INVALID", QStringLiteral("--forget takes a workerId, or the word all."));
            return kExitUsage;
        }
        worker = *id;
    }
    const auto gone = faces.forget(worker);
    if (!gone) {
        complain(gone.error().code, gone.error().message);
        return kExitFailed;
    }
    sayJson({{QStringLiteral("forgotten"), qint64(*gone)}});
    return kExitOk;
}
} // namespace

// Works on the profile itself, with its lock: not beside a window.
int runFaces(const QStringList& arguments) {
    const Options options(arguments, {{"profile"}, {"forget", false}});
    const muster::Laptop::Options place = laptopOptions(options);
    const SystemClock clock;
    crypto::SystemRandom random;
    auto profile = muster::Profile::open({place.profileDir, place.keyPassphraseFile}, clock, random);
    const auto refused = [](const Error& error) {
        complain(error.code, error.message);
        return kExitFailed;
    };
    if (!profile) return refused(profile.error());
    muster::LearnedFaces faces((*profile)->outbox());
    if (auto loaded = faces.load(); !loaded) return refused(loaded.error());
    const QString whom = options.value("forget");
    return whom.isEmpty() ? listFaces(faces, (*profile)->outbox()) : forgetFaces(faces, whom);
}

} // namespace haziri::app
