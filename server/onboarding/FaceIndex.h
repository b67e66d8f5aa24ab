// The templates of all enrolled workers in memory, for the question whether a face is here under another name.
//
// Brute force over unit vectors: right up to 10^5 faces (about 15 ms). Threshold: a cosine of 0.5 between two templates
// of the same model.
#pragma once

#include "server/store/WorkerRepository.h"

#include <mutex>
#include <optional>

namespace haziri::onboarding {

inline constexpr float kSameFace = 0.5F;

/// Little-endian float32 values scaled to length 1. MALFORMED: not whole floats, too many, not finite, or zero length.
Result<std::vector<float>> unitVector(const QByteArray& vector);

/// What of a worker others are compared with: nothing while his vouch is unchecked.
QList<protocol::Template> facesThatCount(const store::Worker& worker);

struct Likeness {
    WorkerId workerId;
    float cosine = 0;
};

/// Thread-safe. Holds plaintext templates: lives and dies with the server process.
class FaceIndex {
  public:
    /// Reads all templates again when the last reading is older than kRefreshMs. Takes a while: outside transactions.
    Result<void> refresh(sql::Database& database, store::WorkerRepository& workers, UnixMillis now);
    /// Reads the workers that changed since: other processes enrol too. Inside the transaction that goes by findSame().
    Result<void> catchUp(sql::Database& database, store::WorkerRepository& workers);
    /// Replaces what is known of this worker.
    void put(const WorkerId& workerId, const QList<protocol::Template>& templates);
    void remove(const WorkerId& workerId);
    /// The most alike worker other than `except`, where it passes kSameFace.
    std::optional<Likeness> findSame(const QList<protocol::Template>& templates, const WorkerId& except) const;

    static constexpr qint64 kRefreshMs =
        3'600'000; // catchUp() has all changes; this is for what no change was noted of

  private:
    struct Face {
        WorkerId workerId;
        QByteArray model;
        std::vector<float> unit;
    };
    std::mutex m_reading; ///< before m_mutex: one reads all, the others wait for it
    mutable std::mutex m_mutex;
    std::vector<Face> m_faces;
    std::optional<UnixMillis> m_readAt;
    int m_reads = 0;   ///< how often m_faces was replaced
    qint64 m_seen = 0; ///< change number up to which m_faces is complete
};

} // namespace haziri::onboarding
