#include "server/store/Schema.h"

namespace haziri::store {

namespace {

// One text for both dialects: {blob}, {int}, {serial} and {clustered} are what differs between them.
const char* const kTables = R"sql(
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL);;

CREATE TABLE site (
    site_id {blob} PRIMARY KEY, name TEXT NOT NULL, lat_e7 {int} NOT NULL, lon_e7 {int} NOT NULL,
    radius_m {int} NOT NULL, tz_offset_min {int} NOT NULL, policy TEXT NOT NULL, created_at {int} NOT NULL);;

CREATE TABLE account (
    user_id {blob} PRIMARY KEY, username TEXT NOT NULL UNIQUE, name TEXT NOT NULL, role TEXT NOT NULL,
    password TEXT NOT NULL, is_disabled {int} NOT NULL DEFAULT 0, created_at {int} NOT NULL);;

CREATE TABLE device (
    device_no {serial}, device_id TEXT NOT NULL UNIQUE, public_key {blob} NOT NULL, user_id {blob} NOT NULL,
    role TEXT NOT NULL, site_id {blob} NOT NULL, epoch {int} NOT NULL, fingerprint TEXT NOT NULL,
    sim_hash TEXT NOT NULL, trust_score {int} NOT NULL, trust_explain TEXT NOT NULL, is_blocked {int} NOT NULL DEFAULT 0,
    block_reason TEXT NOT NULL DEFAULT '', registered_at {int} NOT NULL, last_seen {int} NOT NULL);;

CREATE TABLE device_epoch (
    device_no {int} NOT NULL REFERENCES device(device_no), epoch {int} NOT NULL, registered_at {int} NOT NULL,
    start_hash {blob} NOT NULL, secret_kid TEXT NOT NULL, secret_nonce {blob} NOT NULL, secret_key {blob} NOT NULL,
    PRIMARY KEY (device_no, epoch));;

CREATE TABLE device_contact (
    device_no {int} NOT NULL REFERENCES device(device_no), digest {blob} NOT NULL, first_at {int} NOT NULL,
    last_at {int} NOT NULL, times {int} NOT NULL, address TEXT NOT NULL, user_agent TEXT NOT NULL, app TEXT NOT NULL,
    sim_hash TEXT NOT NULL, PRIMARY KEY (device_no, digest));;

CREATE TABLE user_key (
    kid TEXT PRIMARY KEY, user_id {blob} NOT NULL, device_no {int} NOT NULL, public_key {blob} NOT NULL,
    registered_at {int} NOT NULL);;
CREATE INDEX user_key_person ON user_key (user_id, device_no, registered_at);;

CREATE TABLE enrolment_code (
    code_hash {blob} PRIMARY KEY, user_id {blob} NOT NULL, role TEXT NOT NULL, site_id {blob} NOT NULL,
    created_at {int} NOT NULL, expires_at {int} NOT NULL, used_by TEXT, used_epoch {int}, used_at {int}, answer {blob});;

CREATE TABLE session (
    token_hash {blob} PRIMARY KEY, device_no {int} NOT NULL REFERENCES device(device_no), user_id {blob} NOT NULL,
    role TEXT NOT NULL, sim_hash TEXT NOT NULL, is_person {int} NOT NULL, created_at {int} NOT NULL,
    last_used {int} NOT NULL, expires_at {int} NOT NULL, revoked_at {int});;
CREATE INDEX session_device ON session (device_no);;

CREATE TABLE proof_jti (jti TEXT PRIMARY KEY, used_at {int} NOT NULL);;
CREATE INDEX proof_jti_age ON proof_jti (used_at);;

CREATE TABLE attempt (
    scope TEXT NOT NULL, name TEXT NOT NULL, failures {int} NOT NULL, last_at {int} NOT NULL, PRIMARY KEY (scope, name));;

CREATE TABLE offline_token (
    jti TEXT PRIMARY KEY, device_no {int} NOT NULL, token TEXT NOT NULL, kept_at {int} NOT NULL);;

CREATE TABLE time_token (
    jti TEXT PRIMARY KEY, device_no {int} NOT NULL, server_time {int} NOT NULL, boot_id TEXT);;

CREATE TABLE packet (
    log_index {int} PRIMARY KEY, packet_id {blob} NOT NULL UNIQUE, device_no {int} NOT NULL, epoch {int} NOT NULL,
    seq {int} NOT NULL, hash {blob} NOT NULL, kind TEXT NOT NULL, status TEXT NOT NULL, code TEXT NOT NULL,
    trust_score {int} NOT NULL, record_hash {blob} NOT NULL, boot_id TEXT NOT NULL, boot_ms {int} NOT NULL,
    timestamp {int} NOT NULL, earliest {int} NOT NULL, committed_at {int} NOT NULL);;
CREATE UNIQUE INDEX packet_chain ON packet (device_no, epoch, seq);;

CREATE TABLE refused_packet (
    device_no {int} NOT NULL, hash {blob} NOT NULL, epoch {int} NOT NULL, seq {int} NOT NULL, packet_id {blob} NOT NULL,
    code TEXT NOT NULL, log_index {int} NOT NULL, record_hash {blob} NOT NULL, PRIMARY KEY (device_no, hash));;
CREATE INDEX refused_packet_chain ON refused_packet (device_no, epoch, seq);;
CREATE INDEX refused_packet_id ON refused_packet (packet_id);;

CREATE TABLE mark (
    log_index {int} PRIMARY KEY, packet_id {blob} NOT NULL, device_no {int} NOT NULL, worker_id {blob} NOT NULL,
    site_id {blob} NOT NULL, recorded_by {blob}, timestamp {int} NOT NULL, tz_offset_min {int} NOT NULL, direction TEXT NOT NULL,
    method TEXT NOT NULL, status TEXT NOT NULL, codes TEXT NOT NULL, time_class TEXT NOT NULL, earliest {int} NOT NULL,
    latest {int} NOT NULL, trust_score {int} NOT NULL, lat_e7 {int}, lon_e7 {int}, acc_cm {int}, geo_source TEXT NOT NULL,
    file_id {blob}, reason TEXT NOT NULL);;
CREATE INDEX mark_worker ON mark (worker_id, timestamp);;
CREATE INDEX mark_site ON mark (site_id, timestamp);;
CREATE INDEX mark_device ON mark (device_no, timestamp);;

CREATE TABLE mark_review (
    log_index {int} PRIMARY KEY, packet_id {blob} NOT NULL, status TEXT NOT NULL, reason TEXT NOT NULL, user_id {blob},
    at {int} NOT NULL);;
CREATE INDEX mark_review_packet ON mark_review (packet_id);;

CREATE TABLE chain_head (
    device_no {int} NOT NULL, epoch {int} NOT NULL, seq {int} NOT NULL, hash {blob} NOT NULL, iat {int} NOT NULL,
    jws {blob} NOT NULL, received_at {int} NOT NULL, state TEXT NOT NULL, PRIMARY KEY (device_no, epoch, seq, hash));;

CREATE TABLE file (
    file_id {blob} PRIMARY KEY, device_no {int}, worker_id {blob}, site_id {blob}, log_index {int},
    sha256 {blob} NOT NULL, bytes {int} NOT NULL, state TEXT NOT NULL, announced_at {int} NOT NULL, stored_at {int},
    key_kid TEXT, key_nonce {blob}, key_wrapped {blob});;
CREATE INDEX file_sha256 ON file (sha256);;
CREATE INDEX file_worker ON file (worker_id);;

CREATE TABLE worker (
    worker_id {blob} PRIMARY KEY, site_id {blob} NOT NULL, thekedar_id {blob}, name TEXT NOT NULL, trade TEXT NOT NULL,
    status TEXT NOT NULL, code TEXT NOT NULL, is_active {int} NOT NULL, consent_face {int} NOT NULL, consent TEXT NOT NULL,
    trust_score {int} NOT NULL, inherited_until {int}, created_at {int} NOT NULL, packet_id {blob}, key_kid TEXT,
    key_nonce {blob}, key_wrapped {blob}, details {blob});;
CREATE INDEX worker_site ON worker (site_id);;
CREATE INDEX worker_thekedar ON worker (thekedar_id, created_at);;

CREATE TABLE worker_template (
    worker_id {blob} NOT NULL REFERENCES worker(worker_id), position {int} NOT NULL, model TEXT NOT NULL,
    vector {blob} NOT NULL, PRIMARY KEY (worker_id, position));;

CREATE TABLE quarantine (hash {blob} PRIMARY KEY, bytes {blob} NOT NULL, kept_at {int} NOT NULL);;

CREATE TABLE fraud_event (
    event_no {serial}, event_id {blob} NOT NULL UNIQUE, finding {blob} NOT NULL UNIQUE, at {int} NOT NULL, code TEXT NOT NULL,
    device_no {int}, packet_id {blob}, worker_id {blob}, site_id {blob}, points {int} NOT NULL, state TEXT NOT NULL,
    detail TEXT NOT NULL, bytes_hash {blob}, log_index {int}, decided_by {blob}, decided_at {int}, decision_reason TEXT);;
CREATE INDEX fraud_event_state ON fraud_event (state, event_no);;
CREATE INDEX fraud_event_packet ON fraud_event (packet_id);;
CREATE INDEX fraud_event_bytes ON fraud_event (bytes_hash);;

CREATE TABLE change_feed (
    change_no {serial}, type TEXT NOT NULL, object_id {blob} NOT NULL, site_id {blob}, UNIQUE (type, object_id));;

CREATE TABLE log_entry (log_index {int} PRIMARY KEY, entry TEXT NOT NULL, record_hash {blob} NOT NULL);;
CREATE TABLE log_data (log_index {int} PRIMARY KEY, salt {blob} NOT NULL, data TEXT NOT NULL);;
CREATE TABLE log_node (
    level {int} NOT NULL, position {int} NOT NULL, hash {blob} NOT NULL, PRIMARY KEY (level, position)) {clustered};;
CREATE TABLE log_head (one {int} PRIMARY KEY CHECK (one = 1), size {int} NOT NULL, record_hash {blob} NOT NULL);;
)sql";

// Immutability is the database's affair too: whoever goes round the program still meets these.
const char* const kSqliteTriggers = R"sql(
CREATE TRIGGER log_entry_no_update BEFORE UPDATE ON log_entry BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;;
CREATE TRIGGER log_entry_no_delete BEFORE DELETE ON log_entry BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;;
CREATE TRIGGER log_node_no_update BEFORE UPDATE ON log_node BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;;
CREATE TRIGGER log_node_no_delete BEFORE DELETE ON log_node BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;;
CREATE TRIGGER log_data_no_update BEFORE UPDATE ON log_data BEGIN SELECT RAISE(ABORT, 'log data is erased, never edited'); END;;
CREATE TRIGGER log_head_forward BEFORE UPDATE ON log_head WHEN NEW.size < OLD.size
BEGIN SELECT RAISE(ABORT, 'the log never shrinks'); END;;
CREATE TRIGGER log_head_no_delete BEFORE DELETE ON log_head BEGIN SELECT RAISE(ABORT, 'the log never shrinks'); END;;
INSERT INTO log_head (one, size, record_hash) VALUES (1, 0, zeroblob(32));;
)sql";

const char* const kPostgresTriggers = R"sql(
CREATE FUNCTION haziri_refuse() RETURNS trigger LANGUAGE plpgsql AS
'BEGIN RAISE EXCEPTION ''the log is append-only'' USING ERRCODE = ''check_violation''; END';;
CREATE TRIGGER log_entry_fixed BEFORE UPDATE OR DELETE ON log_entry FOR EACH ROW EXECUTE FUNCTION haziri_refuse();;
CREATE TRIGGER log_entry_kept BEFORE TRUNCATE ON log_entry FOR EACH STATEMENT EXECUTE FUNCTION haziri_refuse();;
CREATE TRIGGER log_node_fixed BEFORE UPDATE OR DELETE ON log_node FOR EACH ROW EXECUTE FUNCTION haziri_refuse();;
CREATE TRIGGER log_data_fixed BEFORE UPDATE ON log_data FOR EACH ROW EXECUTE FUNCTION haziri_refuse();;
CREATE TRIGGER log_head_forward BEFORE UPDATE ON log_head FOR EACH ROW WHEN (NEW.size < OLD.size) EXECUTE FUNCTION haziri_refuse();;
CREATE TRIGGER log_head_kept BEFORE DELETE ON log_head FOR EACH ROW EXECUTE FUNCTION haziri_refuse();;
INSERT INTO log_head (one, size, record_hash) VALUES (1, 0, decode(repeat('00', 32), 'hex'));;
)sql";

// Why a mark is trusted less, and what a suspicion is likely to cost.
const char* const kFindings = R"sql(
CREATE TABLE mark_finding (
    finding_no {serial}, packet_id {blob} NOT NULL, code TEXT NOT NULL, reason TEXT NOT NULL, parameters TEXT NOT NULL,
    points {int} NOT NULL, at {int} NOT NULL, log_index {int} NOT NULL);;
CREATE INDEX mark_finding_packet ON mark_finding (packet_id);;
ALTER TABLE fraud_event ADD COLUMN reason TEXT NOT NULL DEFAULT '';;
ALTER TABLE fraud_event ADD COLUMN parameters TEXT NOT NULL DEFAULT '{}';;
ALTER TABLE fraud_event ADD COLUMN loss_paise {int} NOT NULL DEFAULT 0;;
CREATE INDEX fraud_event_loss ON fraud_event (state, loss_paise);;
)sql";

// People can be blocked with a reason, and a new password ends the sessions of the old one.
const char* const kBlockedPeople = R"sql(
ALTER TABLE account ADD COLUMN block_reason TEXT NOT NULL DEFAULT '';;
ALTER TABLE account ADD COLUMN password_at {int} NOT NULL DEFAULT 0;;
CREATE INDEX session_person ON session (user_id);;
)sql";

// Records and names at rest. The open rows of older versions are sealed by the first server that starts with keys.
const char* const kSealedRecords = R"sql(
CREATE TABLE log_key (key_no {int} PRIMARY KEY, kid TEXT NOT NULL, nonce {blob} NOT NULL, wrapped {blob} NOT NULL);;
CREATE TABLE log_sealed (log_index {int} PRIMARY KEY, sealed {blob} NOT NULL);;
ALTER TABLE worker ADD COLUMN sealed_name {blob};;
)sql";
const char* const kSqliteSealedTrigger = R"sql(
CREATE TRIGGER log_sealed_no_update BEFORE UPDATE ON log_sealed BEGIN SELECT RAISE(ABORT, 'log data is erased, never edited'); END;;
)sql";
const char* const kPostgresSealedTrigger = R"sql(
CREATE TRIGGER log_sealed_fixed BEFORE UPDATE ON log_sealed FOR EACH ROW EXECUTE FUNCTION haziri_refuse();;
)sql";

// The trust in a device as it came about, with what was weighed.
const char* const kTrustHistory = R"sql(
CREATE TABLE device_trust (
    trust_no {serial}, device_no {int} NOT NULL REFERENCES device(device_no), at {int} NOT NULL, score {int} NOT NULL,
    rules TEXT NOT NULL, inputs TEXT NOT NULL, explain TEXT NOT NULL);;
CREATE INDEX device_trust_device ON device_trust (device_no, at);;
ALTER TABLE device ADD COLUMN trust_rules TEXT NOT NULL DEFAULT '';;
ALTER TABLE device ADD COLUMN trust_inputs TEXT NOT NULL DEFAULT '';;
)sql";

// Packets about workers that wait for the office, and the trust in people.
const char* const kWaitingChanges = R"sql(
CREATE TABLE worker_change (
    packet_id {blob} PRIMARY KEY, worker_id {blob} NOT NULL, site_id {blob}, kind TEXT NOT NULL, status TEXT NOT NULL,
    code TEXT NOT NULL, at {int} NOT NULL, consent TEXT NOT NULL DEFAULT '', decided_at {int}, decided_by {blob},
    reason TEXT NOT NULL DEFAULT '');;
CREATE INDEX worker_change_worker ON worker_change (worker_id);;
CREATE INDEX worker_change_status ON worker_change (status, at);;
INSERT INTO worker_change (packet_id, worker_id, site_id, kind, status, code, at)
    SELECT packet_id, worker_id, site_id, 'worker.enrol', 'held', code, created_at FROM worker
    WHERE status = 'held' AND packet_id IS NOT NULL;;
ALTER TABLE worker ADD COLUMN trust_explain TEXT NOT NULL DEFAULT '[]';;
ALTER TABLE worker ADD COLUMN trust_at {int} NOT NULL DEFAULT 0;;
ALTER TABLE account ADD COLUMN trust_score {int} NOT NULL DEFAULT 0;;
ALTER TABLE account ADD COLUMN trust_explain TEXT NOT NULL DEFAULT '[]';;
ALTER TABLE account ADD COLUMN trust_rules TEXT NOT NULL DEFAULT '';;
ALTER TABLE account ADD COLUMN trust_inputs TEXT NOT NULL DEFAULT '';;
ALTER TABLE account ADD COLUMN trust_at {int} NOT NULL DEFAULT 0;;
CREATE INDEX worker_inheritance ON worker (inherited_until);;
CREATE INDEX fraud_event_worker ON fraud_event (worker_id);;
)sql";

// Evidence that waits to be judged, what was seen in it, and how to know it again. The queue is the database's affair,
// so that whoever stores a file in whatever way cannot forget it, and a crash between the two cannot happen.
const char* const kPhotos = R"sql(
CREATE TABLE photo_queue (
    file_id {blob} PRIMARY KEY, since {int} NOT NULL, claimed_until {int} NOT NULL DEFAULT 0,
    attempts {int} NOT NULL DEFAULT 0);;
CREATE INDEX photo_queue_turn ON photo_queue (claimed_until, since);;
CREATE TABLE photo_print (
    print_no {serial}, file_id {blob} NOT NULL UNIQUE, log_index {int}, device_no {int}, worker_id {blob},
    taken_at {int} NOT NULL, print {blob} NOT NULL);;
CREATE INDEX photo_print_time ON photo_print (taken_at);;
CREATE TABLE photo_check (
    file_id {blob} PRIMARY KEY, outcome TEXT NOT NULL, model TEXT NOT NULL, faces {int}, score {int},
    checked_at {int} NOT NULL);;
INSERT INTO photo_queue (file_id, since) SELECT file_id, COALESCE(stored_at, 0) FROM file WHERE state = 'stored';;
)sql";

const char* const kSqlitePhotoTriggers = R"sql(
CREATE TRIGGER file_waits_for_a_look AFTER UPDATE OF state ON file WHEN NEW.state = 'stored' AND OLD.state <> 'stored'
BEGIN INSERT OR IGNORE INTO photo_queue (file_id, since) VALUES (NEW.file_id, COALESCE(NEW.stored_at, 0)); END;;
CREATE TRIGGER file_forgets_its_print AFTER UPDATE OF state ON file WHEN NEW.state = 'erased'
BEGIN
    DELETE FROM photo_queue WHERE file_id = NEW.file_id;
    DELETE FROM photo_print WHERE file_id = NEW.file_id;
    DELETE FROM photo_check WHERE file_id = NEW.file_id;
END;;
)sql";

const char* const kPostgresPhotoTriggers = R"sql(
CREATE FUNCTION haziri_photo_waits() RETURNS trigger LANGUAGE plpgsql AS
'BEGIN INSERT INTO photo_queue (file_id, since) VALUES (NEW.file_id, COALESCE(NEW.stored_at, 0)) ON CONFLICT DO NOTHING;
RETURN NULL; END';;
CREATE FUNCTION haziri_photo_forgotten() RETURNS trigger LANGUAGE plpgsql AS
'BEGIN DELETE FROM photo_queue WHERE file_id = NEW.file_id; DELETE FROM photo_print WHERE file_id = NEW.file_id;
DELETE FROM photo_check WHERE file_id = NEW.file_id; RETURN NULL; END';;
CREATE TRIGGER file_waits_for_a_look AFTER UPDATE OF state ON file FOR EACH ROW
WHEN (NEW.state = 'stored' AND OLD.state <> 'stored') EXECUTE FUNCTION haziri_photo_waits();;
CREATE TRIGGER file_forgets_its_print AFTER UPDATE OF state ON file FOR EACH ROW
WHEN (NEW.state = 'erased') EXECUTE FUNCTION haziri_photo_forgotten();;
)sql";

// Time tokens that no packet named are forgotten after a while. The log's table for HR: entries by kind, device and
// worker. Nearly all entries are attendance, which needs no index of its kind; the others are found by theirs.
const char* const kLogViews = R"sql(
CREATE INDEX log_entry_kind ON log_entry ({kind}, log_index) WHERE {kind} <> 'attendance';;
CREATE INDEX time_token_unnamed ON time_token (device_no, server_time) WHERE boot_id IS NULL;;
CREATE INDEX packet_device ON packet (device_no, log_index);;
CREATE INDEX fraud_event_device ON fraud_event (device_no, log_index);;
)sql";

// Marks that their own laptop took back.
const char* const kCorrections = R"sql(
CREATE TABLE mark_correction (
    packet_id {blob} PRIMARY KEY, log_index {int} NOT NULL, corrects {blob} NOT NULL, device_no {int} NOT NULL,
    epoch {int} NOT NULL, seq {int} NOT NULL, worker_id {blob} NOT NULL, site_id {blob} NOT NULL, recorded_by {blob},
    timestamp {int} NOT NULL, boot_id TEXT NOT NULL, boot_ms {int} NOT NULL, reason TEXT NOT NULL, state {int} NOT NULL);;
CREATE INDEX mark_correction_mark ON mark_correction (corrects);;
CREATE INDEX mark_correction_waiting ON mark_correction (device_no) WHERE state = 0;;
)sql";

QString forDialect(const char* sql, sql::Dialect dialect) {
    const bool sqlite = dialect == sql::Dialect::Sqlite;
    return QString::fromLatin1(sql)
        .replace(QStringLiteral("{blob}"), sqlite ? QStringLiteral("BLOB") : QStringLiteral("BYTEA"))
        .replace(QStringLiteral("{int}"), sqlite ? QStringLiteral("INTEGER") : QStringLiteral("BIGINT"))
        .replace(QStringLiteral("{serial}"),
                 sqlite ? QStringLiteral("INTEGER PRIMARY KEY AUTOINCREMENT")
                        : QStringLiteral("BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY"))
        .replace(QStringLiteral("{kind}"),
                 sqlite ? QStringLiteral("(json_extract(entry, '$.kind'))")
                        : QStringLiteral("(split_part(split_part(entry, '\"kind\":\"', 2), '\"', 1))"))
        .replace(QStringLiteral("{clustered}"), sqlite ? QStringLiteral("WITHOUT ROWID") : QString());
}

} // namespace

// Erasing a person, the one who asks for the files of a worker, can read the table. The index took a page of the
// write-ahead log for nearly every mark.
const char* const kNoFileWorker = "DROP INDEX file_worker;;\n";

// Entries about devices that are no packet and no finding, and refused bytes that a person let count.
const char* const kDeviceEntries = R"sql(
CREATE TABLE log_device (
    device_no {int} NOT NULL, log_index {int} NOT NULL, PRIMARY KEY (device_no, log_index)) {clustered};;
CREATE TABLE counted_bytes (packet_id {blob} PRIMARY KEY, hash {blob} NOT NULL, log_index {int} NOT NULL);;
)sql";

// What nearly every entry pays for stays small. The kinds of entries other than attendance stand in a table of their
// own: an index over what their text says made the database read each entry's JSON. And the hashes of files are found
// by their first bytes: places in that index are random, so each file dirties a page of it, and it has three times
// fewer pages now. Each request asks for the newest offline token of its device.
const char* const kLessPerEntry = R"sql(
DROP INDEX log_entry_kind;;
CREATE TABLE log_kind (kind TEXT NOT NULL, log_index {int} NOT NULL, PRIMARY KEY (kind, log_index)) {clustered};;
INSERT INTO log_kind (kind, log_index) SELECT {kind}, log_index FROM log_entry WHERE {kind} <> 'attendance';;
DROP INDEX file_sha256;;
CREATE INDEX file_sha256_start ON file (substr(sha256, 1, 8));;
CREATE INDEX offline_token_device ON offline_token (device_no, kept_at);;
)sql";

// Users' names, people's words and trades at rest; a login name is found by its keyed hash. The open texts of older
// versions are sealed by the first server that starts with keys.
const char* const kSealedTexts = R"sql(
CREATE TABLE text_key (key_no {int} PRIMARY KEY, kid TEXT NOT NULL, nonce {blob} NOT NULL, wrapped {blob} NOT NULL);;
ALTER TABLE account ADD COLUMN login {blob};;
CREATE UNIQUE INDEX account_login ON account (login);;
ALTER TABLE worker ADD COLUMN sealed_trade {blob};;
)sql";

// The highest clock of each boot. What came before this version is known by its end alone, so that nothing old is
// accused.
const char* const kBootClocks = R"sql(
CREATE TABLE boot_clock (
    device_no {int} NOT NULL, epoch {int} NOT NULL, boot_id TEXT NOT NULL, boot_ms {int} NOT NULL, seq {int} NOT NULL,
    PRIMARY KEY (device_no, epoch, boot_id)) {clustered};;
INSERT INTO boot_clock (device_no, epoch, boot_id, boot_ms, seq)
    SELECT device_no, epoch, boot_id, MAX(boot_ms), MAX(seq) FROM packet WHERE boot_id <> ''
    GROUP BY device_no, epoch, boot_id;;
)sql";

// Wrong passwords were counted under a hash that anybody could compute for names of his choice. They are forgotten:
// the count lives a quarter of an hour.
const char* const kNoPlainAttempts = "DELETE FROM attempt WHERE scope = 'password';;\n";

// Workers under a vouch whose key a restore lost. What waits with this code for itself is such a one; where another
// code stood first nobody can tell any more.
const char* const kUncheckedVouches = R"sql(
ALTER TABLE worker ADD COLUMN vouch_check {int} NOT NULL DEFAULT 0;;
UPDATE worker SET vouch_check = 1 WHERE status = 'held' AND code = 'MANUAL' AND packet_id IS NOT NULL;;
)sql";

// What each device left behind in a day beside marks; see DeviceDayRepository.
const char* const kDeviceDays = R"sql(
CREATE TABLE device_day (
    device_no {int} NOT NULL, day_no {int} NOT NULL, heads {int} NOT NULL, refused {int} NOT NULL,
    refused_bytes {int} NOT NULL, PRIMARY KEY (device_no, day_no)) {clustered};;
)sql";

QList<sql::Migration> migrations() {
    return {{1, QStringLiteral("the first schema"),
             forDialect(kTables, sql::Dialect::Sqlite) + QString::fromLatin1(kSqliteTriggers),
             forDialect(kTables, sql::Dialect::Postgres) + QString::fromLatin1(kPostgresTriggers)},
            {2, QStringLiteral("findings of a mark, ranked suspicions"), forDialect(kFindings, sql::Dialect::Sqlite),
             forDialect(kFindings, sql::Dialect::Postgres)},
            {3, QStringLiteral("blocked people"), forDialect(kBlockedPeople, sql::Dialect::Sqlite),
             forDialect(kBlockedPeople, sql::Dialect::Postgres)},
            {4, QStringLiteral("records of the log and names are sealed"),
             forDialect(kSealedRecords, sql::Dialect::Sqlite) + QString::fromLatin1(kSqliteSealedTrigger),
             forDialect(kSealedRecords, sql::Dialect::Postgres) + QString::fromLatin1(kPostgresSealedTrigger)},
            {5, QStringLiteral("no index of files by worker"), QString::fromLatin1(kNoFileWorker),
             QString::fromLatin1(kNoFileWorker)},
            {6, QStringLiteral("history of trust"), forDialect(kTrustHistory, sql::Dialect::Sqlite),
             forDialect(kTrustHistory, sql::Dialect::Postgres)},
            {7, QStringLiteral("waiting changes, trust in people"), forDialect(kWaitingChanges, sql::Dialect::Sqlite),
             forDialect(kWaitingChanges, sql::Dialect::Postgres)},
            {8, QStringLiteral("evidence is judged"),
             forDialect(kPhotos, sql::Dialect::Sqlite) + QString::fromLatin1(kSqlitePhotoTriggers),
             forDialect(kPhotos, sql::Dialect::Postgres) + QString::fromLatin1(kPostgresPhotoTriggers)},
            {9, QStringLiteral("the log by kind, device and worker; time tokens are tidied up"),
             forDialect(kLogViews, sql::Dialect::Sqlite), forDialect(kLogViews, sql::Dialect::Postgres)},
            {10, QStringLiteral("entries about devices, refused bytes that count"),
             forDialect(kDeviceEntries, sql::Dialect::Sqlite), forDialect(kDeviceEntries, sql::Dialect::Postgres)},
            {11, QStringLiteral("less to write for each entry"), forDialect(kLessPerEntry, sql::Dialect::Sqlite),
             forDialect(kLessPerEntry, sql::Dialect::Postgres)},
            {12, QStringLiteral("marks that were taken back"), forDialect(kCorrections, sql::Dialect::Sqlite),
             forDialect(kCorrections, sql::Dialect::Postgres)},
            {13, QStringLiteral("names of users, words and trades are sealed"),
             forDialect(kSealedTexts, sql::Dialect::Sqlite), forDialect(kSealedTexts, sql::Dialect::Postgres)},
            {14, QStringLiteral("the highest clock of each boot"), forDialect(kBootClocks, sql::Dialect::Sqlite),
             forDialect(kBootClocks, sql::Dialect::Postgres)},
            {15, QStringLiteral("wrong passwords under keyed hashes"), QString::fromLatin1(kNoPlainAttempts),
             QString::fromLatin1(kNoPlainAttempts)},
            {16, QStringLiteral("vouches that nobody can check"), forDialect(kUncheckedVouches, sql::Dialect::Sqlite),
             forDialect(kUncheckedVouches, sql::Dialect::Postgres)},
            {17, QStringLiteral("a device's budget of the day"), forDialect(kDeviceDays, sql::Dialect::Sqlite),
             forDialect(kDeviceDays, sql::Dialect::Postgres)}};
}

Result<std::unique_ptr<sql::Database>> openMigrated(const QString& url, sql::Database::IfMissing ifMissing) {
    auto database = sql::Database::open(url, ifMissing);
    if (!database) return database;
    if (auto done = sql::migrate(**database, migrations()); !done) return fail(done.error());
    return database;
}

} // namespace haziri::store
