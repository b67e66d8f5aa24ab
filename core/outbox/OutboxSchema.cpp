#include "core/outbox/OutboxSchema.h"

namespace haziri::outbox {

namespace {

// packets.state: 0 pending, 1 synced, 2 held, 3 rejected, 4 quarantined. photos.state: 0 waiting, 1 sent, 2 failed.
// The partial indexes keep what the laptop asks for all day independent of years of synced marks; SQLite takes one only
// where the query says the index's condition word for word (https://www.sqlite.org/partialindex.html), hence `state = 0
// AND state <> 1`. `sealed` stands last
// so that a scan over the small columns does not walk through pictures.
const QString kFirst = QStringLiteral(R"sql(
CREATE TABLE chain (
    epoch INTEGER PRIMARY KEY,
    start_hash BLOB NOT NULL,
    last_seq INTEGER NOT NULL,
    last_hash BLOB NOT NULL,
    closed TEXT
);;
CREATE TABLE packets (
    epoch INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    packet_id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    at INTEGER NOT NULL,
    tok TEXT NOT NULL,
    prev BLOB NOT NULL,
    hash BLOB NOT NULL,
    state INTEGER NOT NULL DEFAULT 0,
    code TEXT NOT NULL DEFAULT '',
    message BLOB,
    log_index INTEGER,
    record_hash TEXT NOT NULL DEFAULT '',
    file_id TEXT,
    note BLOB NOT NULL,
    sealed BLOB NOT NULL,
    PRIMARY KEY (epoch, seq)
);;
CREATE INDEX packets_open ON packets(state, epoch, seq) WHERE state <> 1;;
CREATE INDEX packets_at ON packets(at);;
CREATE TABLE photos (
    file_id TEXT PRIMARY KEY,
    packet_id TEXT NOT NULL,
    sha256 BLOB NOT NULL,
    bytes INTEGER NOT NULL,
    state INTEGER NOT NULL DEFAULT 0,
    tries INTEGER NOT NULL DEFAULT 0,
    code TEXT NOT NULL DEFAULT '',
    sent_at INTEGER,
    sealed BLOB NOT NULL
);;
CREATE INDEX photos_open ON photos(state, tries, file_id) WHERE state <> 1;;
CREATE INDEX photos_sent ON photos(sent_at) WHERE state = 1;;
CREATE TABLE roster (worker_id TEXT PRIMARY KEY, sealed BLOB NOT NULL);;
CREATE TABLE held_values (name TEXT PRIMARY KEY, sealed BLOB NOT NULL);;
CREATE TABLE tokens (jti TEXT PRIMARY KEY, exp INTEGER NOT NULL, sealed BLOB NOT NULL);;
CREATE TABLE checkpoints (id INTEGER PRIMARY KEY, at INTEGER NOT NULL, size INTEGER NOT NULL, root BLOB NOT NULL, note BLOB NOT NULL);;
CREATE TABLE receipts (id INTEGER PRIMARY KEY, at INTEGER NOT NULL, evidence BLOB NOT NULL);;
CREATE TABLE evidence (id INTEGER PRIMARY KEY, at INTEGER NOT NULL, code TEXT NOT NULL, ours BLOB NOT NULL, theirs BLOB NOT NULL);;
)sql");

// A log that a server announced to have gone back: what was witnessed of the lost part is kept, and asked of nobody.
const QString kRestores = QStringLiteral(R"sql(
ALTER TABLE checkpoints ADD COLUMN server_time INTEGER NOT NULL DEFAULT 0;;
ALTER TABLE checkpoints ADD COLUMN is_lost INTEGER NOT NULL DEFAULT 0;;
CREATE INDEX packets_logged ON packets(log_index) WHERE log_index IS NOT NULL;;
)sql");

// Each line of the queue and of the day's roll asks for its mark's photos.
const QString kPhotosOfAPacket = QStringLiteral("CREATE INDEX photos_packet ON photos(packet_id, state);;\n");

// Signed heads of the moments when somebody came or went, for a server that could not be asked then. They name no
// person.
const QString kHeads = QStringLiteral(R"sql(
CREATE TABLE heads (
    id INTEGER PRIMARY KEY,
    epoch INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    at INTEGER NOT NULL,
    head TEXT NOT NULL,
    told INTEGER NOT NULL DEFAULT 0
);;
CREATE INDEX heads_untold ON heads(id) WHERE told = 0;;
)sql");

// After every sync run it is asked which sent photos are old enough to go: only those that are still here.
const QString kPhotosKept = QStringLiteral(R"sql(
DROP INDEX photos_sent;;
CREATE INDEX photos_kept ON photos(sent_at) WHERE state = 1 AND length(sealed) > 0;;
)sql");

// Whom the office erased, and how far his records were looked for. Whatever arrives at the server later is looked at
// too.
const QString kErasures = QStringLiteral(R"sql(
CREATE TABLE erasures (
    worker_id TEXT PRIMARY KEY,
    epoch INTEGER NOT NULL DEFAULT 0,
    seq INTEGER NOT NULL DEFAULT 0
);;
)sql");

} // namespace

QList<sql::Migration> outboxMigrations() {
    return {{1, QStringLiteral("first"), kFirst, {}},
            {2, QStringLiteral("announced restores"), kRestores, {}},
            {3, QStringLiteral("photos of a packet"), kPhotosOfAPacket, {}},
            {4, QStringLiteral("heads kept offline"), kHeads, {}},
            {5, QStringLiteral("photos that are still kept"), kPhotosKept, {}},
            {6, QStringLiteral("people who were erased"), kErasures, {}}};
}

} // namespace haziri::outbox
