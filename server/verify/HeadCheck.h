// Holds the packets of a log against the heads that their devices signed. Knows only what the log's records say:
// devices' public keys from `device.register`, packets and heads from the records that carry them.
#pragma once

#include "server/verify/HeadFacts.h"

namespace haziri::verify {

/// Something a person should look at; the log may be honest all the same.
struct HeadRemark {
    QByteArray deviceId;
    qint64 epoch = 0;
    qint64 firstSeq = 0, lastSeq = 0;
    qint64 firstIndex = -1, lastIndex = -1; ///< entries; -1: there is none
    enum class Kind {
        NotCovered, ///< packets that no head covers: not yet signed for, or forged
        Awaited,    ///< a head names a packet that the log does not hold
        Missing,    ///< a packet that the device signed comes after it, and the log does not hold it
        TellsOfGap, ///< the same, and the log itself says so
        Conflict,   ///< the device signed another packet; the log reports it itself
    } kind = Kind::NotCovered;
};

struct HeadReport {
    qint64 packets = 0; ///< that count
    qint64 covered = 0;
    qint64 heads = 0;
    qint64 unreadable = 0;     ///< records of packets without a packet that can be read
    QList<HeadRemark> remarks; ///< by device and place
};

class HeadCheck {
  public:
    /// Of an entry whose hashes hold, in order. What it says wrong, if anything: a packet that its record's hash does
    /// not fit, a second packet for one place, a head that the device did not sign.
    std::optional<audit::BadEntry> add(const HeadFacts& facts);
    /// Grows with add(); for readHeadFacts() on other threads.
    const DeviceKeys& keys() const { return m_keys; }
    /// A packet where the device signed another one, and the log is silent about it.
    std::optional<audit::BadEntry> close();
    HeadReport report() const;

  private:
    struct Device {
        std::optional<crypto::Ed25519PublicKey> key;
        DeviceChain chain;
    };
    std::optional<audit::BadEntry> addHead(qint64 index, const HeadFacts::Head& told);

    DeviceKeys m_keys;
    std::map<QByteArray, Device> m_devices;
    qint64 m_packets = 0, m_heads = 0, m_unreadable = 0;
};

} // namespace haziri::verify
