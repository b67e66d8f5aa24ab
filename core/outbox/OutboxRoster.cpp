// What came from the server: site, people, workers and the fate of held marks.
#include "core/base/Json.h"
#include "core/outbox/OutboxPrivate.h"
#include "core/outbox/Roster.h"

#include <QJsonDocument>

namespace haziri::outbox {

Result<void> Outbox::Private::putWorkerText(const QByteArray& workerId, QByteArrayView json) {
    auto done = db->run(QStringLiteral("INSERT INTO roster(worker_id, sealed) VALUES(?, ?) "
                                       "ON CONFLICT(worker_id) DO UPDATE SET sealed = excluded.sealed"),
                        {text(workerId), blob(sealer.seal("worker/" + workerId, json))});
    return done ? Result<void>() : Result<void>(fail(done.error()));
}

Result<void> Outbox::putWorker(const RosterWorker& worker) {
    return d->putWorkerText(worker.workerId.toText(), json::toText(toJson(worker)));
}

Result<QList<RosterWorker>> Outbox::workers() const {
    auto rows = d->db->run(QStringLiteral("SELECT worker_id, sealed FROM roster ORDER BY worker_id"));
    if (!rows) return fail(rows.error());
    QList<RosterWorker> list;
    while (rows->next()) {
        auto plain = d->sealer.open("worker/" + rows->bytes(0), rows->bytes(1));
        auto worker = plain ? rosterWorkerFromJson(*plain) : Result<RosterWorker>(fail(plain.error()));
        if (worker) list.append(*worker); // a damaged row is replaced by the next pull
    }
    return list;
}

Result<void> Outbox::Private::applyChange(const PulledChange& change) {
    const QByteArray json = json::toText(change.object);
    if (change.type == "site") return putValue(change.type, json);
    if (change.type == "user") return applyPerson(change.object);
    if (change.type == "worker") {
        auto worker = rosterWorkerFromJson(json);
        if (worker && change.object[QStringLiteral("erased")].toBool())
            if (auto done = noteErasure(worker->workerId); !done) return done;
        return worker ? putWorkerText(worker->workerId.toText(), json)
                      : Result<void>(); // one bad item never blocks the rest
    }
    if (change.type == "mark") {
        return applyVerdict(change.object);
    }
    return {}; // the protocol grows
}

// Several people work on a site; the one the device was registered for is also kept as "user".
Result<void> Outbox::Private::applyPerson(const QJsonObject& person) {
    const QString idText = person[QStringLiteral("userId")].toString();
    const QByteArray json = json::toText(person);
    auto own = getValue("user");
    if (own && QJsonDocument::fromJson(*own).object()[QStringLiteral("userId")].toString() == idText) {
        if (auto done = putValue("user", json); !done) return done;
    }
    return putValue("person/" + idText.toUtf8(), json);
}

Result<void> Outbox::Private::applyVerdict(const QJsonObject& mark) {
    const QString status = mark[QStringLiteral("status")].toString();
    PacketState state = PacketState::Synced;
    if (status == QStringLiteral("held"))
        state = PacketState::Held;
    else if (status == QStringLiteral("rejected"))
        state = PacketState::Rejected;
    else if (status != QStringLiteral("accepted"))
        return {};
    auto done =
        db->run(QStringLiteral("UPDATE packets SET state = ?, code = ? WHERE packet_id = ? AND state IN (1, 2, 3)"),
                {int(state), mark[QStringLiteral("code")].toString(), mark[QStringLiteral("packetId")].toString()});
    return done ? Result<void>() : Result<void>(fail(done.error()));
}

Result<void> Outbox::applyPull(const QList<PulledChange>& changes, const QByteArray& cursor) {
    auto transaction = sql::Transaction::begin(*d->db);
    if (!transaction) return fail(transaction.error());
    for (const PulledChange& change : changes) {
        if (auto done = d->applyChange(change); !done) return done;
    }
    if (auto done = d->putValue("cursor", cursor); !done) return done;
    return transaction->commit();
}

Result<QByteArray> Outbox::pullCursor() const {
    return d->getValue("cursor");
}

} // namespace haziri::outbox
