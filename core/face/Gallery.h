// The faces of a site's workers, and the search among them.
//
// A gallery never changes once built, so any number of threads may search it; a new one replaces it as a whole
// (GallerySlot). Search is brute force over one contiguous matrix: 5,000 × 512 floats take about a millisecond.
#pragma once

#include "core/base/Ids.h"
#include "core/face/Embedding.h"

#include <memory>
#include <mutex>

namespace haziri::face {

struct Enrolled {
    WorkerId workerId;
    QString name;
    std::vector<Embedding> templates; ///< one per shot; their normalised mean is what is compared
};

struct Match {
    WorkerId workerId; ///< null where the gallery is empty
    QString name;
    float score = -1;    ///< cosine with the best worker
    float runnerUp = -1; ///< cosine with the best other worker; -1 where there is none
    WorkerId runnerUpId;
    QString runnerUpName;
};

class Gallery {
  public:
    /// Templates of another model, or of another length than most, are left out; a worker with none left is not in the
    /// gallery.
    Gallery(QByteArray model, const std::vector<Enrolled>& workers);
    Gallery() = default; ///< nobody enrolled
    Gallery(Gallery&&) noexcept;
    Gallery& operator=(Gallery&&) noexcept;
    ~Gallery();

    const QByteArray& model() const { return m_model; }
    qsizetype size() const { return qsizetype(m_ids.size()); }
    /// An embedding of another model matches nobody.
    Match search(const Embedding& probe) const;
    bool has(const WorkerId& worker) const;
    /// Cosine with one worker; nothing where he is not in the gallery or the model is another.
    std::optional<float> scoreOf(const WorkerId& worker, const Embedding& probe) const;

  private:
    QByteArray m_model;
    qsizetype m_width = 0;
    std::vector<float> m_rows; ///< size() × m_width, row after row
    std::vector<WorkerId> m_ids;
    std::vector<QString> m_names;
};

/// Where the gallery of the day lies: replaced by one thread, read by another. Thread-safe.
class GallerySlot {
  public:
    void replace(Gallery gallery);
    std::shared_ptr<const Gallery> snapshot() const; ///< never null

  private:
    mutable std::mutex m_mutex;
    std::shared_ptr<const Gallery> m_gallery = std::make_shared<const Gallery>();
};

} // namespace haziri::face
