// The chain: what makes a lost, doubled or altered packet impossible to hide.
#include "core/outbox/DiskWords.h"
#include "core/outbox/OutboxPrivate.h"
#include "core/outbox/Roster.h"
#include "core/protocol/Jws.h"

namespace haziri::outbox {

using crypto::Digest;

namespace {

std::optional<Digest> digestOf(const QByteArray& bytes) {
    if (bytes.size() != 32) return std::nullopt;
    return crypto::toDigest(bytes);
}

struct ChainRow {
    qint64 epoch = 0, seq = 0;
    QByteArray packetId, prev, hash, sealed;
};

/// Does what was sealed say the same as the columns beside it?
bool packetFits(const ChainRow& row, QByteArrayView jws) {
    if (crypto::toBytes(protocol::packetHash(jws)) != row.hash) return false;
    auto token = protocol::UnverifiedJws::read(jws, protocol::Purpose::Packet);
    auto payload = token ? token->payloadBeforeVerification() : Result<QByteArray>(fail(token.error()));
    // Only what places it in the chain: a later version may be stricter about the rest, and must still send this.
    auto reader = payload ? json::Reader::parse(*payload) : Result<json::Reader>(fail(payload.error()));
    return reader && reader->integer("epoch", 1, 1LL << 53) == row.epoch &&
           reader->integer("seq", 1, 1LL << 53) == row.seq && reader->bytes("prev", 32) == row.prev &&
           reader->text("packetId", 36) == row.packetId && !reader->error();
}

} // namespace

Result<ChainState> Outbox::Private::chainEnd() {
    auto rows = db->run(QStringLiteral("SELECT epoch, last_seq, last_hash FROM chain ORDER BY epoch DESC LIMIT 1"));
    if (!rows) return fail(rows.error());
    if (!rows->next()) return fail("NOT_REGISTERED", QStringLiteral("This profile is not enrolled at a server yet."));
    const auto hash = digestOf(rows->bytes(2));
    if (!hash) return fail("OUTBOX_DAMAGED", QStringLiteral("The end of the chain is damaged."));
    return ChainState{rows->integer(0), rows->integer(1), *hash};
}

Result<ChainState> Outbox::chain() const {
    return d->chainEnd();
}

// True: it is the newest epoch already.
Result<bool> Outbox::Private::isBegun(qint64 epoch, const QByteArray& start) {
    auto rows = db->run(QStringLiteral("SELECT epoch, start_hash FROM chain ORDER BY epoch DESC LIMIT 1"));
    if (!rows) return fail(rows.error());
    if (!rows->next()) return false;
    const qint64 newest = rows->integer(0);
    if (newest == epoch && rows->bytes(1) == start) return true;
    if (newest < epoch) return false;
    return fail("EPOCH_OLD", QStringLiteral("The server named an epoch that this profile has already used."));
}

Result<void> Outbox::Private::beginEpoch(qint64 epoch, QByteArrayView offlineToken) {
    const QByteArray start = crypto::toBytes(crypto::sha256(offlineToken));
    auto begun = isBegun(epoch, start);
    if (!begun) return fail(begun.error());
    if (*begun) return {};
    auto done = db->run(QStringLiteral("INSERT INTO chain(epoch, start_hash, last_seq, last_hash) VALUES(?, ?, 0, ?)"),
                        {epoch, blob(start), blob(start)});
    return done ? Result<void>() : Result<void>(fail(done.error()));
}

Result<void> Outbox::beginEpoch(qint64 epoch, QByteArrayView offlineToken) {
    return d->beginEpoch(epoch, offlineToken);
}

Result<void> Outbox::mayBegin(qint64 epoch, QByteArrayView offlineToken) const {
    auto begun = d->isBegun(epoch, crypto::toBytes(crypto::sha256(offlineToken)));
    return begun ? Result<void>() : Result<void>(fail(begun.error()));
}

Result<void> Outbox::enrol(const Enrolment& enrolment) {
    const auto write = [&]() -> Result<void> {
        auto transaction = sql::Transaction::begin(*d->db);
        if (!transaction) return fail(transaction.error());
        if (auto done = addToken(enrolment.tokenJti, enrolment.token, enrolment.tokenExp); !done) return done;
        if (auto done = d->beginEpoch(enrolment.epoch, enrolment.token); !done) return done;
        auto kept = checkpoint();
        if (!kept) return fail(kept.error());
        if (kept->note.isEmpty() && !enrolment.checkpoint.note.isEmpty())
            if (auto done = d->keepCheckpoint(enrolment.checkpoint); !done) return done;
        for (const auto& [name, value] : enrolment.values)
            if (auto done = d->putValue(name, value); !done) return done;
        return transaction->commit();
    };
    auto done = write();
    return done ? done : Result<void>(fail(inPlainWords(done.error(), bytesFreeFor(d->path))));
}

Result<QString> Outbox::closedBecause() const {
    return d->closedBecause();
}

Result<QString> Outbox::Private::closedBecause() {
    auto rows = db->run(QStringLiteral("SELECT closed FROM chain ORDER BY epoch DESC LIMIT 1"));
    if (!rows) return fail(rows.error());
    return rows->next() ? rows->text(0) : QString();
}

Result<void> Outbox::closeChain(const QString& why) {
    auto done =
        d->db->run(QStringLiteral("UPDATE chain SET closed = ? WHERE epoch = (SELECT MAX(epoch) FROM chain)"), {why});
    return done ? Result<void>() : Result<void>(fail(done.error()));
}

Result<ChainState> Outbox::append(const NewPacket& packet, const std::function<QByteArray(const ChainPlace&)>& sign) {
    auto done = d->appendNow(packet, sign);
    if (!done) return fail(inPlainWords(done.error(), bytesFreeFor(d->path)));
    return done;
}

Result<ChainState> Outbox::Private::appendNow(const NewPacket& packet,
                                              const std::function<QByteArray(const ChainPlace&)>& sign) {
    auto transaction = sql::Transaction::begin(*db);
    if (!transaction) return fail(transaction.error());
    auto closed = closedBecause();
    if (!closed) return fail(closed.error());
    if (!closed->isEmpty()) return fail("CHAIN_CLOSED", *closed);
    auto end = chainEnd();
    if (!end) return fail(end.error());

    const ChainPlace place{end->epoch, end->seq + 1, end->hash};
    const QByteArray jws = sign(place);
    if (jws.isEmpty()) return fail("SIGN_FAILED", QStringLiteral("The packet could not be signed."));
    if (auto done = insertPacket(packet, place, jws); !done) return fail(done.error());
    for (const NewPhoto& photo : packet.photos) {
        if (auto done = insertPhoto(photo, packet.packetId); !done) return fail(done.error());
    }
    if (packet.worker) {
        if (auto done = putWorkerText(packet.worker->workerId.toText(), json::toText(toJson(*packet.worker))); !done) {
            return fail(done.error());
        }
    }
    const Digest hash = protocol::packetHash(jws);
    auto moved = db->run(QStringLiteral("UPDATE chain SET last_seq = ?, last_hash = ? WHERE epoch = ?"),
                         {place.seq, blob(crypto::view(hash)), place.epoch});
    if (!moved) return fail(moved.error());
    if (auto committed = transaction->commit(); !committed) return fail(committed.error());
    return ChainState{place.epoch, place.seq, hash};
}

Result<void> Outbox::Private::insertPacket(const NewPacket& packet, const ChainPlace& place, const QByteArray& jws) {
    const QVariant file = packet.photos.isEmpty() ? QVariant() : text(packet.photos.constFirst().fileId.toText());
    auto done = db->run(
        QStringLiteral("INSERT INTO packets(epoch, seq, packet_id, kind, at, tok, prev, hash, file_id, note, sealed) "
                       "VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
        {place.epoch, place.seq, text(packet.packetId.toText()), text(protocol::toText(packet.kind)), packet.at.value,
         text(packet.tok), blob(crypto::view(place.prev)), blob(crypto::toBytes(protocol::packetHash(jws))), file,
         blob(sealer.seal(notePlace(place.epoch, place.seq), packet.note)),
         blob(sealer.seal(packetPlace(place.epoch, place.seq), jws))});
    return done ? Result<void>() : Result<void>(fail(done.error()));
}

Result<void> Outbox::Private::insertPhoto(const NewPhoto& photo, const PacketId& packet) {
    const QByteArray id = photo.fileId.toText();
    auto done =
        db->run(QStringLiteral("INSERT INTO photos(file_id, packet_id, sha256, bytes, sealed) VALUES(?, ?, ?, ?, ?)"),
                {text(id), text(packet.toText()), blob(crypto::toBytes(crypto::sha256(photo.bytes))),
                 qint64(photo.bytes.size()), blob(sealer.seal("photo/" + id, photo.bytes))});
    return done ? Result<void>() : Result<void>(fail(done.error()));
}

Result<void> Outbox::Private::quarantine(qint64 epoch, qint64 seq) {
    auto done = db->run(QStringLiteral("UPDATE packets SET state = 4, code = 'DAMAGED' WHERE epoch = ? AND seq = ?"),
                        {epoch, seq});
    return done ? Result<void>() : Result<void>(fail(done.error()));
}

// Each pending row must open, hash to what was noted, and follow the row before it (by the row's own hash, so that one
// damaged row does not drag its followers along).
Result<void> Outbox::Private::checkPending() {
    auto rows = db->run(QStringLiteral(
        "SELECT p.epoch, p.seq, p.packet_id, p.prev, p.hash, p.sealed, "
        "CASE WHEN p.seq = 1 THEN c.start_hash ELSE (SELECT q.hash FROM packets q WHERE q.epoch = p.epoch AND q.seq = "
        "p.seq - 1) END "
        "FROM packets p LEFT JOIN chain c ON c.epoch = p.epoch WHERE p.state = 0 AND p.state <> 1 ORDER BY p.epoch, "
        "p.seq"));
    if (!rows) return fail(rows.error());
    QList<std::pair<qint64, qint64>> bad;
    while (rows->next()) {
        const ChainRow row{rows->integer(0), rows->integer(1), rows->bytes(2),
                           rows->bytes(3),   rows->bytes(4),   rows->bytes(5)};
        const QByteArray before = rows->bytes(6); // empty where the predecessor was deleted: that is counted as missing
        auto jws = sealer.open(packetPlace(row.epoch, row.seq), row.sealed);
        const bool follows = before.isEmpty() || before == row.prev;
        if (!jws || !packetFits(row, *jws) || !follows) bad.append({row.epoch, row.seq});
    }
    for (const auto& [epoch, seq] : bad) {
        if (auto done = quarantine(epoch, seq); !done) return done;
    }
    return {};
}

// Rows are never deleted by us, so each epoch holds exactly last_seq of them.
Result<void> Outbox::Private::checkChainEnd() {
    auto rows = db->run(QStringLiteral(
        "SELECT COALESCE(SUM(c.last_seq), 0), (SELECT COUNT(*) FROM packets), "
        "COALESCE(SUM(c.last_seq < (SELECT COALESCE(MAX(seq), 0) FROM packets p WHERE p.epoch = c.epoch)), 0) "
        "FROM chain c"));
    if (!rows) return fail(rows.error());
    if (!rows->next()) return {};
    missing = std::max<qint64>(0, rows->integer(0) - rows->integer(1));
    const bool endIsBehind = rows->integer(2) > 0;
    if (!endIsBehind) return {};
    auto done = db->run(QStringLiteral("UPDATE chain SET closed = ? WHERE epoch = (SELECT MAX(epoch) FROM chain)"),
                        {QStringLiteral("The end of the chain lies before its newest row.")});
    return done ? Result<void>() : Result<void>(fail(done.error()));
}

} // namespace haziri::outbox
