#include "server/evidence/FaceWitness.h"

#include <QFileInfo>

namespace haziri::evidence {

namespace {
qint32 thousandths(float cosine) {
    return qint32(std::lround(cosine * 1000));
}
} // namespace

QStringList FaceWitness::directories() const {
    return m_directories.isEmpty() ? face::ModelManifest::standardDirectories() : m_directories;
}

bool FaceWitness::isInstalled() const {
    const auto manifest = face::ModelManifest::standard();
    if (!manifest) return false;
    for (const QString& directory : directories()) {
        const auto& entries = manifest->entries();
        if (std::all_of(entries.begin(), entries.end(), [&](const auto& entry) {
                return QFileInfo::exists(directory + QLatin1Char('/') + entry.file);
            }))
            return true;
    }
    return false;
}

bool FaceWitness::wake(UnixMillis now) {
    m_usedAt = now;
    if (m_engine) return true;
    if (m_triedAt && now.value - m_triedAt->value < kRetryMs && !m_complaint.isEmpty()) return false;
    m_triedAt = now;
    const auto manifest = face::ModelManifest::standard();
    auto engine = manifest ? face::FaceEngine::load(*manifest, directories())
                           : Result<std::unique_ptr<face::FaceEngine>>(fail(manifest.error()));
    m_complaint = engine ? QString() : engine.error().message;
    if (!engine) return false;
    face::useOneThread();
    m_engine = std::move(*engine);
    return true;
}

void FaceWitness::rest(UnixMillis now) {
    if (!m_engine || !m_usedAt || now.value - m_usedAt->value < kIdleMs) return;
    m_engine.reset();
    m_roster = face::Gallery();
    m_unchecked = face::Gallery();
    m_readAt.reset();
}

void FaceWitness::expect(const WorkerId& worker) {
    if (m_readAt && !m_roster.has(worker) && !m_unchecked.has(worker)) m_readAt.reset();
}

Result<void> FaceWitness::refresh(store::WorkerRepository& workers, UnixMillis now) {
    if (m_readAt && now.value - m_readAt->value < kRosterMs) return {};
    const auto all = workers.withTemplates();
    if (!all) return fail(all.error());
    std::vector<face::Enrolled> enrolled, unchecked;
    for (const auto& worker : *all) {
        face::Enrolled one{worker.workerId, {}, {}};
        for (const auto& shot : worker.templates)
            if (auto embedding = face::Embedding::fromBytes(shot.model, shot.vector))
                one.templates.push_back(std::move(*embedding));
        (worker.isVouchUnchecked() ? unchecked : enrolled).push_back(std::move(one));
    }
    m_roster = face::Gallery(m_engine->modelName(), enrolled);
    m_unchecked = face::Gallery(m_engine->modelName(), unchecked);
    m_readAt = now;
    return {};
}

Result<Testimony> FaceWitness::look(const QImage& image, const WorkerId& worker, store::WorkerRepository& workers,
                                    UnixMillis now) {
    Testimony seen;
    if (!wake(now)) return seen;
    seen.hasModels = true;
    seen.model = m_engine->modelName();
    if (auto fresh = refresh(workers, now); !fresh) return fail(fresh.error());
    const auto faces = m_engine->scan(image, {.liveness = false, .maxFaces = 4});
    if (!faces) return fail(faces.error());
    seen.faces = face::facesInFront(*faces);
    const face::Gallery& his = m_unchecked.has(worker) ? m_unchecked : m_roster;
    seen.hasTemplates = his.has(worker);
    for (const face::Face& one : *faces) {
        const auto own = his.scoreOf(worker, one.embedding);
        if (own && (!seen.score || thousandths(*own) > *seen.score)) seen.score = thousandths(*own);
    }
    if (faces->empty()) return seen;
    // Only the person in front can be marked under another's name.
    const face::Match best = m_roster.search(faces->front().embedding);
    const bool isHim = best.workerId == worker;
    const auto otherId = isHim ? best.runnerUpId : best.workerId;
    if (!otherId.isNull()) {
        seen.other = thousandths(isHim ? best.runnerUp : best.score);
        seen.otherId = otherId;
    }
    return seen;
}

} // namespace haziri::evidence
