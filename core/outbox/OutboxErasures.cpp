// What is left of a person whom the office erased: his rows' places in the chain, and nothing that speaks of him.
#include "core/base/Base64Url.h"
#include "core/outbox/OutboxPrivate.h"

namespace haziri::outbox {

namespace {

QByteArray payloadOf(const Result<QByteArray>& jws) {
    const QList<QByteArray> parts = jws ? jws->split('.') : QList<QByteArray>();
    return parts.size() == 3 ? fromBase64Url(parts[1]).value_or(QByteArray()) : QByteArray();
}

} // namespace

// Only packets with a picture that is still here are opened: a few days' worth, on the rare day somebody is erased.
Result<void> Outbox::Private::forgetPhotosOf(const WorkerId& worker) {
    auto rows = db->run(QStringLiteral("SELECT p.epoch, p.seq, p.sealed, p.packet_id FROM packets p WHERE p.packet_id "
                                       "IN (SELECT packet_id FROM photos WHERE length(sealed) > 0)"));
    if (!rows) return fail(rows.error());
    QList<QByteArray> his;
    while (rows->next()) {
        const auto jws = sealer.open(packetPlace(rows->integer(0), rows->integer(1)), rows->bytes(2));
        if (payloadOf(jws).contains(worker.toText())) his.append(rows->bytes(3));
    }
    if (rows->error()) return fail(*rows->error());
    for (const QByteArray& packetId : his) {
        auto done = db->run(QStringLiteral("UPDATE photos SET state = 1, code = 'FILE_ERASED', sent_at = ?, sealed = "
                                           "x'' WHERE packet_id = ? AND length(sealed) > 0"),
                            {clock.now().value, text(packetId)});
        if (!done) return fail(done.error());
    }
    return {};
}

Result<void> Outbox::Private::noteErasure(const WorkerId& worker) {
    if (auto done = forgetPhotosOf(worker); !done) return done;
    auto noted = db->run(QStringLiteral("INSERT INTO erasures(worker_id) VALUES(?) ON CONFLICT(worker_id) DO NOTHING"),
                         {text(worker.toText())});
    return noted ? Result<void>() : Result<void>(fail(noted.error()));
}

Result<void> Outbox::Private::forgetPacket(qint64 epoch, qint64 seq) {
    auto done = db->run(
        QStringLiteral("UPDATE packets SET sealed = x'', note = x'', message = NULL WHERE epoch = ? AND seq = ?"),
        {epoch, seq});
    return done ? Result<void>() : Result<void>(fail(done.error()));
}

Result<QList<Erasure>> Outbox::Private::erasures() {
    auto rows = db->run(QStringLiteral("SELECT worker_id, epoch, seq FROM erasures"));
    if (!rows) return fail(rows.error());
    QList<Erasure> list;
    while (rows->next())
        list.append({rows->bytes(0), {rows->integer(1), rows->integer(2)}});
    if (rows->error()) return fail(*rows->error());
    return list;
}

// What still waits must be sent as it was signed: the look stops before it, and goes on when it was acknowledged.
Result<LookedAt> Outbox::Private::lookForErased(const QList<Erasure>& erasures, Place from, int most) {
    auto rows = db->run(QStringLiteral("SELECT epoch, seq, state, sealed FROM packets WHERE (epoch, seq) > (?, ?) "
                                       "ORDER BY epoch, seq LIMIT ?"),
                        {from.first, from.second, most});
    if (!rows) return fail(rows.error());
    LookedAt looked{from, 0, {}};
    while (rows->next() && PacketState(rows->integer(2)) != PacketState::Pending) {
        const Place place{rows->integer(0), rows->integer(1)};
        const QByteArray payload = payloadOf(sealer.open(packetPlace(place.first, place.second), rows->bytes(3)));
        const bool isHis = std::any_of(erasures.begin(), erasures.end(), [&](const Erasure& one) {
            return one.lookedThrough < place && payload.contains(one.worker);
        });
        if (isHis) looked.his.append(place);
        looked.through = place;
        ++looked.count;
    }
    if (rows->error()) return fail(*rows->error());
    return looked;
}

Result<bool> Outbox::forgetErased(int most) {
    const auto erasures = d->erasures();
    if (!erasures) return fail(erasures.error());
    if (erasures->isEmpty()) return false;
    const auto least = std::min_element(erasures->begin(), erasures->end(), [](const Erasure& a, const Erasure& b) {
        return a.lookedThrough < b.lookedThrough;
    });
    auto transaction = sql::Transaction::begin(*d->db);
    if (!transaction) return fail(transaction.error());
    const auto looked = d->lookForErased(*erasures, least->lookedThrough, most);
    if (!looked) return fail(looked.error());
    for (const auto& [epoch, seq] : looked->his)
        if (auto done = d->forgetPacket(epoch, seq); !done) return fail(done.error());
    const auto& [epoch, seq] = looked->through;
    auto moved = d->db->run(QStringLiteral("UPDATE erasures SET epoch = ?, seq = ? WHERE (epoch, seq) < (?, ?)"),
                            {epoch, seq, epoch, seq});
    if (!moved) return fail(moved.error());
    if (auto done = transaction->commit(); !done) return fail(done.error());
    return looked->count == most;
}

} // namespace haziri::outbox
