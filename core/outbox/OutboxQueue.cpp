// What waits, and what became of it.
#include "core/outbox/DiskWords.h"
#include "core/outbox/OutboxPrivate.h"
#include "core/outbox/RestoreCount.h"

#include <QFileInfo>

namespace haziri::outbox {

namespace {

template <class IdType>
IdType idOrNull(const QByteArray& text) {
    auto id = IdType::fromText(text);
    return id ? *id : IdType{};
}

const char* photoStateText(qint64 state) {
    switch (PhotoState(state)) {
    case PhotoState::Waiting:
        return "waiting";
    case PhotoState::Sent:
        return "sent";
    case PhotoState::Failed:
        return "failed";
    }
    return "";
}

const QString kEntryColumns = QStringLiteral(
    "SELECT p.epoch, p.seq, p.packet_id, p.kind, p.state, p.code, p.message, p.log_index, p.record_hash, p.at, p.note, "
    "(SELECT MIN(CASE f.state WHEN 2 THEN -1 ELSE f.state END) FROM photos f WHERE f.packet_id = p.packet_id), "
    "p.file_id "
    "FROM packets p ");

QueueEntry readEntry(const sql::Rows& rows) {
    QueueEntry entry;
    entry.epoch = rows.integer(0);
    entry.seq = rows.integer(1);
    entry.packetId = idOrNull<PacketId>(rows.bytes(2));
    entry.kind = rows.bytes(3);
    entry.state = PacketState(std::clamp<qint64>(rows.integer(4), 0, 4));
    entry.code = rows.bytes(5);
    if (!rows.isNull(7)) entry.index = rows.integer(7);
    entry.recordHash = rows.bytes(8);
    entry.at = {rows.integer(9)};
    // One failed photo of several is what a person has to know of; then one that waits.
    if (!rows.isNull(11)) entry.photoState = rows.integer(11) < 0 ? "failed" : photoStateText(rows.integer(11));
    if (!rows.isNull(12)) entry.fileId = idOrNull<FileId>(rows.bytes(12));
    return entry;
}

} // namespace

Result<QList<QueueEntry>> Outbox::Private::entries(const QString& where, const QVariantList& values) {
    auto rows = db->run(kEntryColumns + where, values);
    if (!rows) return fail(rows.error());
    QList<QueueEntry> list;
    while (rows->next()) {
        QueueEntry entry = readEntry(*rows);
        if (auto note = sealer.open(notePlace(entry.epoch, entry.seq), rows->bytes(10))) entry.note = *note;
        if (!rows->isNull(6)) {
            auto message = sealer.open("message/" + entry.packetId.toText(), rows->bytes(6));
            if (message) entry.message = QString::fromUtf8(*message);
        }
        list.append(entry);
    }
    return list;
}

Result<QList<QueueEntry>> Outbox::queue(int limit, bool newestFirst) const {
    const QString order = newestFirst ? QStringLiteral("ORDER BY p.epoch DESC, p.seq DESC LIMIT ?")
                                      : QStringLiteral("ORDER BY p.epoch, p.seq LIMIT ?");
    return d->entries(order, {limit});
}

Result<QList<QueueEntry>> Outbox::earlierThan(std::pair<qint64, qint64> before, int limit) const {
    return d->entries(QStringLiteral("WHERE (p.epoch, p.seq) < (?, ?) ORDER BY p.epoch DESC, p.seq DESC LIMIT ?"),
                      {before.first, before.second, limit});
}

Result<QList<QueueEntry>> Outbox::between(UnixMillis from, UnixMillis to) const {
    return d->entries(QStringLiteral("WHERE p.at >= ? AND p.at < ? ORDER BY p.epoch, p.seq"), {from.value, to.value});
}

Result<QList<QueueEntry>> Outbox::peek(const QString& path) {
    if (!QFileInfo::exists(path)) return fail("FILE_MISSING", QStringLiteral("There is no profile here: ") + path);
    auto database = sql::Database::open(QStringLiteral("sqlite:") + path);
    if (!database) return fail(inPlainWords(database.error(), bytesFreeFor(path)));
    auto rows = (*database)->run(kEntryColumns + QStringLiteral("ORDER BY p.epoch, p.seq"));
    if (!rows) return fail(rows.error());
    QList<QueueEntry> list;
    while (rows->next())
        list.append(readEntry(*rows));
    if (rows->error()) return fail(*rows->error()); // a list that ends early must not pass for the whole
    return list;
}

Result<bool> Outbox::wasEnrolled(const QString& path) {
    auto database = sql::Database::open(QStringLiteral("sqlite:") + path, sql::Database::IfMissing::Refuse);
    if (!database) return fail(inPlainWords(database.error(), bytesFreeFor(path)));
    auto rows = (*database)->run(QStringLiteral("SELECT 1 FROM chain LIMIT 1"));
    if (!rows) return fail(rows.error());
    return rows->next();
}

Result<std::optional<qint64>> Outbox::pendingSeq(const PacketId& packet) const {
    auto rows = d->db->run(QStringLiteral("SELECT seq FROM packets WHERE packet_id = ? AND state = 0"),
                           {text(packet.toText())});
    if (!rows) return fail(rows.error());
    return rows->next() ? std::optional(rows->integer(0)) : std::nullopt;
}

Result<QList<StoredPacket>> Outbox::pending(int maxPackets, qsizetype maxBytes, std::pair<qint64, qint64> after) const {
    auto rows = d->db->run(
        QStringLiteral("SELECT epoch, seq, packet_id, tok, sealed FROM packets WHERE state = 0 AND state <> 1 "
                       "AND (epoch, seq) > (?, ?) ORDER BY epoch, seq LIMIT ?"),
        {after.first, after.second, maxPackets});
    if (!rows) return fail(rows.error());
    QList<StoredPacket> list;
    QList<std::pair<qint64, qint64>> bad;
    qsizetype bytes = 0;
    while (rows->next()) {
        StoredPacket packet{rows->integer(0), rows->integer(1), idOrNull<PacketId>(rows->bytes(2)), rows->bytes(3), {}};
        auto jws = d->sealer.open(packetPlace(packet.epoch, packet.seq), rows->bytes(4));
        if (!jws) {
            bad.append({packet.epoch, packet.seq});
            continue;
        }
        bytes += jws->size() + 3;
        if (bytes > maxBytes && !list.isEmpty()) break;
        packet.jws = *jws;
        list.append(packet);
    }
    if (rows->error()) return fail(*rows->error());
    for (const auto& [epoch, seq] : bad) {
        if (auto done = d->quarantine(epoch, seq); !done) return fail(done.error());
    }
    return list;
}

Result<std::optional<StoredPacket>> Outbox::packet(const PacketId& id) const {
    auto rows =
        d->db->run(QStringLiteral("SELECT epoch, seq, tok, sealed FROM packets WHERE packet_id = ?"), {id.toString()});
    if (!rows) return fail(rows.error());
    if (!rows->next()) return std::optional<StoredPacket>();
    StoredPacket packet{rows->integer(0), rows->integer(1), id, rows->bytes(2), {}};
    auto jws = d->sealer.open(packetPlace(packet.epoch, packet.seq), rows->bytes(3));
    if (!jws) return fail(jws.error());
    packet.jws = *jws;
    return std::optional(packet);
}

Result<Summary> Outbox::summary() const {
    Summary summary;
    summary.missing = d->missing;
    auto rows =
        d->db->run(QStringLiteral("SELECT state, COUNT(*), MIN(at) FROM packets WHERE state <> 1 GROUP BY state"));
    if (!rows) return fail(rows.error());
    while (rows->next()) {
        switch (PacketState(rows->integer(0))) {
        case PacketState::Pending:
            summary.pending = rows->integer(1);
            summary.oldestPending = {rows->integer(2)};
            break;
        case PacketState::Held:
            summary.held = rows->integer(1);
            break;
        case PacketState::Rejected:
            summary.rejected = rows->integer(1);
            break;
        case PacketState::Quarantined:
            summary.quarantined = rows->integer(1);
            break;
        case PacketState::Synced:
            break;
        }
    }
    // Photos of rejected and quarantined packets are kept as evidence, but nobody waits for them.
    auto photos = d->db->run(QStringLiteral(
        "SELECT f.state, COUNT(*), SUM(f.bytes) FROM photos f JOIN packets p ON p.packet_id = f.packet_id "
        "WHERE f.state <> 1 AND p.state < 3 GROUP BY f.state"));
    if (!photos) return fail(photos.error());
    while (photos->next()) {
        if (PhotoState(photos->integer(0)) == PhotoState::Failed) {
            summary.photosFailed = photos->integer(1);
        } else {
            summary.photosWaiting = photos->integer(1);
            summary.photoBytesWaiting = photos->integer(2);
        }
    }
    return summary;
}

Result<void> Outbox::settle(const Receipt& receipt) {
    auto transaction = sql::Transaction::begin(*d->db);
    if (!transaction) return fail(transaction.error());
    for (const Settled& one : receipt.results) {
        const QVariant message = one.message.isEmpty()
                                     ? QVariant()
                                     : blob(d->sealer.seal("message/" + one.packetId.toText(), one.message.toUtf8()));
        const QVariant index = one.index ? QVariant(*one.index) : QVariant();
        auto done = d->db->run(
            QStringLiteral("UPDATE packets SET state = ?, code = ?, message = ?, log_index = ?, record_hash = ? "
                           "WHERE packet_id = ? AND seq = ? AND state = 0"),
            {int(one.state), text(one.code), message, index, text(one.recordHash), text(one.packetId.toText()),
             one.seq});
        if (!done) return fail(done.error());
    }
    if (receipt.checkpoint)
        if (auto done = d->keepCheckpoint(*receipt.checkpoint); !done) return done;
    if (!receipt.anchor.isEmpty()) {
        if (auto done = d->putValue("anchor", receipt.anchor); !done) return done;
    }
    if (!receipt.evidence.isEmpty()) {
        auto done = d->db->run(QStringLiteral("INSERT INTO receipts(at, evidence) VALUES(?, ?)"),
                               {d->clock.now().value, blob(receipt.evidence)});
        if (!done) return fail(done.error());
    }
    return transaction->commit();
}

Result<void> Outbox::Private::keepCheckpoint(const Checkpointed& point) {
    auto done =
        db->run(QStringLiteral(
                    "INSERT INTO checkpoints(at, size, root, note, server_time) SELECT ?, ?, ?, ?, ? WHERE NOT EXISTS "
                    "(SELECT 1 FROM checkpoints WHERE size = ? AND root = ? AND is_lost = 0)"),
                {clock.now().value, point.size, blob(crypto::view(point.root)), blob(point.note),
                 point.serverTime.value, point.size, blob(crypto::view(point.root))});
    return done ? Result<void>() : Result<void>(fail(done.error()));
}

Result<qint64> Outbox::acceptRestore(const AcceptedRestore& restore) {
    auto transaction = sql::Transaction::begin(*d->db);
    if (!transaction) return fail(transaction.error());
    if (auto kept = keepEvidence("LOG_RESTORED", restore.lost.note, restore.fresh.note); !kept)
        return fail(kept.error());
    const qint64 shared = restore.shared.size;
    // Photos first: they are found by what their packets still say.
    for (const char* sql :
         {"UPDATE photos SET state = 0, tries = 0, code = '', sent_at = NULL WHERE length(sealed) > 0 AND packet_id IN "
          "(SELECT packet_id FROM packets WHERE log_index >= ? AND state IN (1, 2, 3))",
          "UPDATE checkpoints SET is_lost = 1 WHERE size > ?"})
        if (auto done = d->db->run(QLatin1StringView(sql), {shared}); !done) return fail(done.error());
    auto waiting = d->db->run(
        QStringLiteral("UPDATE packets SET state = 0, code = '', message = NULL, log_index = NULL, "
                       "record_hash = '' WHERE log_index >= ? AND state IN (1, 2, 3) AND length(sealed) > 0"),
        {shared});
    if (!waiting) return fail(waiting.error());
    const qint64 count = waiting->affected();
    // What was emptied for an erased person cannot wait again; its place in the lost log says nothing any more. Whom
    // the restored log still knows as erased the new pull tells; whom it does not, the office has to erase again.
    auto emptied =
        d->db->run(QStringLiteral("UPDATE packets SET log_index = NULL, record_hash = '' WHERE log_index >= ? AND "
                                  "length(sealed) = 0"),
                   {shared});
    if (!emptied) return fail(emptied.error());
    if (auto done = d->db->run(QStringLiteral("DELETE FROM erasures")); !done) return fail(done.error());
    if (auto kept = d->keepCheckpoint(restore.fresh); !kept) return fail(kept.error());
    if (auto done = d->putValue("cursor", {}); !done) return fail(done.error());
    const auto before = value(kRestores);
    if (!before) return fail(before.error());
    if (auto done = d->putValue(kRestores, QByteArray::number(before->toLongLong() + 1)); !done)
        return fail(done.error());
    // Answers on a stick speak of the lost log: they must not settle again what waits now.
    if (auto done = d->db->run(QStringLiteral("DELETE FROM held_values WHERE name LIKE 'bundle/%'")); !done)
        return fail(done.error());
    if (auto done = transaction->commit(); !done) return fail(done.error());
    return count;
}

} // namespace haziri::outbox
