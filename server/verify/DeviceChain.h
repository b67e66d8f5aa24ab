// The packets of one device as a log holds them, and which of them its own signed heads cover.
//
// A head names the newest packet by its hash; each packet names the one before it. So one signature vouches for every
// packet that can be reached from it, whoever else knows the HMAC key. Memory: what is covered shrinks to intervals.
#pragma once

#include "core/crypto/Sha256.h"

#include <QList>
#include <QSet>
#include <QString>
#include <map>
#include <optional>

namespace haziri::verify {

struct ChainPlace {
    qint64 epoch = 0, seq = 0;
    auto operator<=>(const ChainPlace&) const = default;
};

/// A packet of the log.
struct ChainLink {
    ChainPlace place;
    crypto::Digest hash{}, prev{};
    qint64 index = 0;        ///< of its entry
    bool counts = true;      ///< false: it was rejected, but the next one may name it
    bool tellsOfGap = false; ///< its record says that the packet before it is another one, or missing
};

/// A packet at a place where the device signed another one.
struct ChainConflict {
    qint64 index = 0; ///< of the packet that does not fit
    ChainPlace place;
    crypto::Digest expected{}, found{};
    bool isDeclared = false; ///< the log itself reports it as a finding
};

class DeviceChain {
  public:
    /// A conflict at once where the place is taken by another packet that counts: no honest server writes two.
    std::optional<ChainConflict> add(const ChainLink& link);
    /// The device's own signature: what stands there, and all before it, is covered.
    void vouch(ChainPlace place, const crypto::Digest& hash);
    /// The log reports that the device signed this one, too, where another stands.
    void declare(const crypto::Digest& hash) { m_declared.insert(crypto::toBytes(hash)); }

    qint64 covered() const { return m_covered; } ///< packets that count
    QList<ChainLink> uncovered() const;          ///< by place
    QList<ChainConflict> conflicts() const;
    /// Places that a head names, and that hold no packet: not here yet, or cut off.
    QList<ChainPlace> awaited() const;
    struct Gap {
        ChainPlace first; ///< behind the newest packet before it that is there
        qint64 lastSeq = 0;
        bool isDeclared = false; ///< the log itself says that something is missing there
    };
    /// Places below a packet that the device signed, and that hold none: it never came, or was taken out, or nothing is
    /// said of it because its record is erased.
    QList<Gap> gaps() const;

  private:
    struct Wanted {
        crypto::Digest hash{};
        bool byHead = false;
        bool isDeclared = false;
    };
    void want(ChainPlace place, Wanted wanted);
    void cover(const ChainLink& link);
    bool isCovered(ChainPlace place) const;
    qint64 highestBelow(ChainPlace place) const; ///< seq of a packet that is there; 0: none
    void markCovered(ChainPlace place);

    std::map<ChainPlace, QList<ChainLink>> m_open;
    std::map<ChainPlace, QList<Wanted>> m_wanted;
    std::map<qint64, std::map<qint64, qint64>> m_intervals; ///< epoch → first seq → last seq, of packets that count
    QSet<QByteArray> m_rejectedCovered;                     ///< by hash
    QSet<QByteArray> m_declared;
    qint64 m_covered = 0;
};

} // namespace haziri::verify
