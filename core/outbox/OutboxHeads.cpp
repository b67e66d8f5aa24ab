// Heads that were signed while nobody could be told: where the chain stood when somebody came, and when he went.
#include "core/outbox/OutboxPrivate.h"

namespace haziri::outbox {

namespace {
constexpr qint64 kSameStatementMs = 4 * 3'600'000LL; // locking and unlocking over a tea says nothing new
}

Result<void> Outbox::keepHead(const ChainState& end, const QByteArray& head) {
    const qint64 now = d->clock.now().value;
    auto rows = d->db->run(QStringLiteral("SELECT epoch, seq, at FROM heads ORDER BY id DESC LIMIT 1"));
    if (!rows) return fail(rows.error());
    if (rows->next() && rows->integer(0) == end.epoch && rows->integer(1) == end.seq) {
        const qint64 age = now - rows->integer(2);
        if (age >= 0 && age < kSameStatementMs) return {};
    }
    auto done = d->db->run(QStringLiteral("INSERT INTO heads(epoch, seq, at, head) VALUES(?, ?, ?, ?)"),
                           {end.epoch, end.seq, now, text(head)});
    return done ? Result<void>() : Result<void>(fail(done.error()));
}

Result<QList<KeptHead>> Outbox::headsToTell(int limit) const {
    auto rows = d->db->run(QStringLiteral("SELECT id, epoch, seq, head FROM heads WHERE told = 0 ORDER BY id LIMIT ?"),
                           {limit});
    if (!rows) return fail(rows.error());
    QList<KeptHead> list;
    while (rows->next())
        list.append({rows->integer(0), rows->integer(1), rows->integer(2), rows->bytes(3)});
    return list;
}

Result<void> Outbox::headTold(qint64 id) {
    auto done = d->db->run(QStringLiteral("UPDATE heads SET told = 1 WHERE id = ?"), {id});
    return done ? Result<void>() : Result<void>(fail(done.error()));
}

} // namespace haziri::outbox
