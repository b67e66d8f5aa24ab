#include "server/onboarding/FaceIndex.h"

#include "server/store/ChangeFeed.h"

#include <QtEndian>
#include <cmath>
#include <numeric>

namespace haziri::onboarding {

namespace {
constexpr qsizetype kMostDimensions = 4096;
constexpr qint64 kPage = 500;
} // namespace

Result<std::vector<float>> unitVector(const QByteArray& vector) {
    const auto malformed = [] { return fail("MALFORMED", QStringLiteral("a template is not a vector of float32")); };
    if (vector.isEmpty() || vector.size() % 4 != 0 || vector.size() / 4 > kMostDimensions) return malformed();
    std::vector<float> unit(size_t(vector.size()) / 4);
    qFromLittleEndian<float>(vector.constData(), qsizetype(unit.size()), unit.data());
    double square = 0;
    for (const float value : unit) {
        if (!std::isfinite(value)) return malformed();
        square += double(value) * double(value);
    }
    if (!(square > 1e-12) || !std::isfinite(square)) return malformed();
    const auto scale = float(1.0 / std::sqrt(square));
    for (float& value : unit)
        value *= scale;
    return unit;
}

// Whoever could bring faces in under a vouch that nobody can check could have any other enrolment held.
QList<protocol::Template> facesThatCount(const store::Worker& worker) {
    return worker.isVouchUnchecked() ? QList<protocol::Template>() : worker.templates;
}

Result<void> FaceIndex::refresh(sql::Database& database, store::WorkerRepository& workers, UnixMillis now) {
    const std::lock_guard reading(m_reading);
    {
        const std::lock_guard lock(m_mutex);
        if (m_readAt && now.value - m_readAt->value < kRefreshMs) return {};
    }
    const auto seen = store::ChangeFeed(database).last(); // before: what comes meanwhile is caught up with
    if (!seen) return fail(seen.error());
    const auto all = workers.withTemplates();
    if (!all) return fail(all.error());
    std::vector<Face> faces;
    for (const auto& worker : *all)
        for (const auto& one : facesThatCount(worker))
            if (auto unit = unitVector(one.vector)) faces.push_back({worker.workerId, one.model, std::move(*unit)});
    const std::lock_guard lock(m_mutex);
    m_faces = std::move(faces);
    m_readAt = now;
    ++m_reads;
    m_seen = *seen;
    return {};
}

Result<void> FaceIndex::catchUp(sql::Database& database, store::WorkerRepository& workers) {
    qint64 seen = 0;
    int reads = 0;
    const auto begin = [&] {
        const std::lock_guard lock(m_mutex);
        seen = m_seen;
        reads = m_reads;
    };
    begin();
    for (;;) {
        const auto changes = store::ChangeFeed(database).after(seen, "worker", kPage);
        if (!changes) return fail(changes.error());
        for (const auto& change : *changes) {
            const auto worker = workers.find(WorkerId(change.objectId));
            if (!worker) return fail(worker.error());
            put(WorkerId(change.objectId), *worker ? facesThatCount(**worker) : QList<protocol::Template>());
            seen = change.changeNo;
        }
        if (changes->size() == kPage) continue;
        {
            const std::lock_guard lock(m_mutex);
            if (m_reads == reads) {
                m_seen = std::max(m_seen, seen);
                return {};
            }
        }
        begin(); // all was read anew meanwhile, from an older state it may be: once more from there
    }
}

void FaceIndex::put(const WorkerId& workerId, const QList<protocol::Template>& templates) {
    const std::lock_guard lock(m_mutex);
    std::erase_if(m_faces, [&](const Face& face) { return face.workerId == workerId; });
    for (const auto& one : templates)
        if (auto unit = unitVector(one.vector)) m_faces.push_back({workerId, one.model, std::move(*unit)});
}

void FaceIndex::remove(const WorkerId& workerId) {
    put(workerId, {});
}

std::optional<Likeness> FaceIndex::findSame(const QList<protocol::Template>& templates, const WorkerId& except) const {
    std::optional<Likeness> best;
    const std::lock_guard lock(m_mutex);
    for (const auto& one : templates) {
        const auto unit = unitVector(one.vector);
        if (!unit) continue;
        for (const Face& face : m_faces) {
            if (face.workerId == except || face.model != one.model || face.unit.size() != unit->size()) continue;
            const float cosine = std::inner_product(unit->begin(), unit->end(), face.unit.begin(), 0.0F);
            if (cosine >= kSameFace && (!best || cosine > best->cosine)) best = Likeness{face.workerId, cosine};
        }
    }
    return best;
}

} // namespace haziri::onboarding
