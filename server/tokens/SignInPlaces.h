// How many people may be signing in at the same moment, so that guessing never takes the threads that sync needs, and
// one laptop that guesses never the places of the others.
#pragma once

#include <QHash>
#include <memory>
#include <mutex>

namespace haziri::tokens {

/// Thread-safe. Must outlive the places it gave.
class SignInPlaces {
  public:
    static constexpr int kInAll = 8;
    static constexpr int kOfOneDevice = 2;

    /// Free again when it is destroyed.
    class Place {
      public:
        Place(SignInPlaces& places, qint64 deviceNo)
            : m_places(places)
            , m_deviceNo(deviceNo) {}
        ~Place() { m_places.leave(m_deviceNo); }
        Place(const Place&) = delete;
        Place& operator=(const Place&) = delete;

      private:
        SignInPlaces& m_places;
        qint64 m_deviceNo;
    };

    /// Null where all are taken.
    std::unique_ptr<Place> take(qint64 deviceNo);

  private:
    void leave(qint64 deviceNo);

    std::mutex m_mutex; // guards both
    int m_taken = 0;
    QHash<qint64, int> m_ofDevice;
};

} // namespace haziri::tokens
