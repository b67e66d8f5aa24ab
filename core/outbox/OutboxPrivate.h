// What the parts of Outbox share. Only the outbox's own sources include it.
#pragma once

#include "core/outbox/Outbox.h"
#include "core/outbox/Sealer.h"

namespace haziri::outbox {

enum class PhotoState { Waiting = 0, Sent = 1, Failed = 2 };

using Place = std::pair<qint64, qint64>; ///< epoch, seq

/// Whom the office erased, and how far his records were looked for.
struct Erasure {
    QByteArray worker;
    Place lookedThrough;
};

struct LookedAt {
    Place through; ///< the last one that was looked at
    int count = 0;
    QList<Place> his;
};

struct Outbox::Private {
    Private(QString file, std::unique_ptr<sql::Database> database, Sealer sealing, const Clock& time)
        : path(std::move(file))
        , db(std::move(database))
        , sealer(std::move(sealing))
        , clock(time) {}

    Result<void> checkKey();
    bool opensAnything();
    Result<ChainState> appendNow(const NewPacket& packet, const std::function<QByteArray(const ChainPlace&)>& sign);
    Result<bool> isBegun(qint64 epoch, const QByteArray& start);
    Result<void> beginEpoch(qint64 epoch, QByteArrayView offlineToken);
    Result<QString> closedBecause();
    Result<void> checkPending();
    Result<void> checkChainEnd();
    Result<ChainState> chainEnd();
    Result<void> insertPacket(const NewPacket& packet, const ChainPlace& place, const QByteArray& jws);
    Result<void> insertPhoto(const NewPhoto& photo, const PacketId& packet);
    Result<void> keepCheckpoint(const Checkpointed& point);
    Result<void> quarantine(qint64 epoch, qint64 seq);
    Result<void> putValue(const QByteArray& name, QByteArrayView value);
    Result<QByteArray> getValue(const QByteArray& name);
    Result<void> putWorkerText(const QByteArray& workerId, QByteArrayView json);
    Result<void> applyChange(const PulledChange& change);
    Result<void> noteErasure(const WorkerId& worker);
    Result<void> forgetPhotosOf(const WorkerId& worker);
    Result<void> forgetPacket(qint64 epoch, qint64 seq);
    Result<QList<Erasure>> erasures();
    Result<LookedAt> lookForErased(const QList<Erasure>& erasures, Place from, int most);
    Result<void> applyPerson(const QJsonObject& person);
    Result<void> applyVerdict(const QJsonObject& mark);
    Result<QList<QueueEntry>> entries(const QString& where, const QVariantList& values);

    QString path;
    std::unique_ptr<sql::Database> db;
    Sealer sealer;
    const Clock& clock;
    qint64 missing = 0;
};

inline QVariant blob(QByteArrayView bytes) {
    return QVariant(bytes.toByteArray());
}
inline QVariant text(const QByteArray& ascii) {
    return QVariant(QString::fromUtf8(ascii));
}
inline QByteArray packetPlace(qint64 epoch, qint64 seq) {
    return "packet/" + QByteArray::number(epoch) + '/' + QByteArray::number(seq);
}
inline QByteArray notePlace(qint64 epoch, qint64 seq) {
    return "note/" + QByteArray::number(epoch) + '/' + QByteArray::number(seq);
}

} // namespace haziri::outbox
