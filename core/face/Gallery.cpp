#include "core/face/Gallery.h"

#include <Eigen/Core>
#include <algorithm>
#include <map>
#include <numeric>

namespace haziri::face {

Gallery::Gallery(Gallery&&) noexcept = default;
Gallery& Gallery::operator=(Gallery&&) noexcept = default;
Gallery::~Gallery() = default;

namespace {

// Of one model all have one length. A template of another one (made by hand, or by something broken) must not decide
// for everybody; what most of them have is what the model gives.
size_t usualWidth(const QByteArray& model, const std::vector<Enrolled>& workers) {
    std::map<size_t, qsizetype, std::greater<>> counts; // of two equals the longer
    for (const Enrolled& worker : workers)
        for (const Embedding& shot : worker.templates)
            if (shot.model == model && !shot.isEmpty()) ++counts[shot.values.size()];
    const auto most = std::max_element(counts.begin(), counts.end(),
                                       [](const auto& a, const auto& b) { return a.second < b.second; });
    return most == counts.end() ? 0 : most->first;
}

} // namespace

Gallery::Gallery(QByteArray model, const std::vector<Enrolled>& workers)
    : m_model(std::move(model))
    , m_width(qsizetype(usualWidth(m_model, workers))) {
    for (const Enrolled& worker : workers) {
        std::vector<Embedding> ours;
        for (const Embedding& shot : worker.templates)
            if (shot.model == m_model && qsizetype(shot.values.size()) == m_width) ours.push_back(shot);
        const Embedding mean = meanOf(ours);
        if (mean.isEmpty()) continue;
        m_rows.insert(m_rows.end(), mean.values.begin(), mean.values.end());
        m_ids.push_back(worker.workerId);
        m_names.push_back(worker.name);
    }
}

Match Gallery::search(const Embedding& probe) const {
    Match match;
    if (m_ids.empty() || probe.model != m_model || qsizetype(probe.values.size()) != m_width) return match;
    using Rows = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
    const Eigen::Map<const Rows> rows(m_rows.data(), Eigen::Index(m_ids.size()), m_width);
    const Eigen::Map<const Eigen::VectorXf> vector(probe.values.data(), m_width);
    const Eigen::VectorXf scores = rows * vector;

    // One worker may stand here twice (an enrolment that was sent again): only another worker is a runner-up.
    Eigen::Index best = 0;
    match.score = scores.maxCoeff(&best);
    match.workerId = m_ids[size_t(best)];
    match.name = m_names[size_t(best)];
    for (Eigen::Index i = 0; i < scores.size(); ++i)
        if (scores[i] > match.runnerUp && m_ids[size_t(i)] != match.workerId) {
            match.runnerUp = scores[i];
            match.runnerUpId = m_ids[size_t(i)];
            match.runnerUpName = m_names[size_t(i)];
        }
    return match;
}

bool Gallery::has(const WorkerId& worker) const {
    return std::find(m_ids.begin(), m_ids.end(), worker) != m_ids.end();
}

std::optional<float> Gallery::scoreOf(const WorkerId& worker, const Embedding& probe) const {
    const auto place = std::find(m_ids.begin(), m_ids.end(), worker);
    if (place == m_ids.end() || probe.model != m_model || qsizetype(probe.values.size()) != m_width)
        return std::nullopt;
    const float* row = m_rows.data() + (place - m_ids.begin()) * m_width;
    return std::inner_product(row, row + m_width, probe.values.begin(), 0.0F);
}

void GallerySlot::replace(Gallery gallery) {
    auto fresh = std::make_shared<const Gallery>(std::move(gallery));
    const std::lock_guard lock(m_mutex);
    m_gallery.swap(fresh); // the old one, if this was its last owner, dies after the lock is gone
}

std::shared_ptr<const Gallery> GallerySlot::snapshot() const {
    const std::lock_guard lock(m_mutex);
    return m_gallery;
}

} // namespace haziri::face
