// Looks at the people on a photograph with the server's own models and says how alike the one named is, and whether
// another worker is more alike. The models are loaded when first needed and dropped when idle; where they are not
// installed the witness says so and judges nothing.
#pragma once

#include "core/face/FaceEngine.h"
#include "core/face/Gallery.h"
#include "server/store/WorkerRepository.h"

namespace haziri::evidence {

struct Testimony {
    bool hasModels = false;
    bool hasTemplates = false; ///< of the worker who is named, by this model
    qint64 faces = 0;          ///< in front
    QByteArray model;
    std::optional<qint32> score; ///< thousandths: the worker who is named, and the face most like his
    std::optional<qint32> other; ///< thousandths: the most alike other worker
    WorkerId otherId;
};

/// One thread.
class FaceWitness {
  public:
    /// `directories`: where the models are looked for; null: the standard places.
    explicit FaceWitness(QStringList directories = {})
        : m_directories(std::move(directories)) {}

    /// VISION_FAILED, STORE_…
    Result<Testimony> look(const QImage& image, const WorkerId& worker, store::WorkerRepository& workers,
                           UnixMillis now);
    QByteArray model() const { return m_engine ? m_engine->modelName() : QByteArray(); } ///< empty while at rest
    /// Somebody who was enrolled a moment ago is known at once: his first photograph is not to pass unseen.
    void expect(const WorkerId& worker);
    /// Whether files of every model lie there, without loading them.
    bool isInstalled() const;
    bool isAwake() const { return m_engine != nullptr; } ///< the models are loaded
    /// Why there is no engine; empty while there is one, or none was needed yet.
    const QString& complaint() const { return m_complaint; }
    void rest(UnixMillis now); ///< gives the models' memory back after a while without work

    static constexpr qint64 kRosterMs = 60'000;
    static constexpr qint64 kIdleMs = 10 * 60'000;
    static constexpr qint64 kRetryMs = 10 * 60'000;

  private:
    bool wake(UnixMillis now);
    Result<void> refresh(store::WorkerRepository& workers, UnixMillis now);
    QStringList directories() const;

    QStringList m_directories;
    std::unique_ptr<face::FaceEngine> m_engine;
    QString m_complaint;
    std::optional<UnixMillis> m_triedAt, m_usedAt, m_readAt;
    face::Gallery m_roster;
    face::Gallery m_unchecked; ///< compared with their own photographs only: their vouch proves nothing against others
};

} // namespace haziri::evidence
