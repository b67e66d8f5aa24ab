#include "core/outbox/Outbox.h"

#include "core/outbox/DiskWords.h"
#include "core/outbox/OutboxPrivate.h"
#include "core/outbox/OutboxSchema.h"

#include <QFile>
#include <QFileInfo>

namespace haziri::outbox {

Outbox::Outbox() = default;
Outbox::~Outbox() = default;

namespace {

/// SQLite says so itself when a file is none of its own; that is damage, not a full disk.
Error asDamage(const Error& error) {
    for (const char* words : {"not a database", "malformed"}) {
        if (error.message.contains(QLatin1StringView(words))) {
            return {"OUTBOX_DAMAGED", QStringLiteral("The store of this profile is damaged: ") + error.message};
        }
    }
    return error;
}

} // namespace

Result<std::unique_ptr<Outbox>> Outbox::open(const QString& path, crypto::SecretBytes dataKey, const Clock& clock,
                                             RandomSource& random, WholeCheck check) {
    const bool isSmall = QFileInfo(path).size() <= kCheckAtOnceBytes;
    auto database = sql::Database::open(QStringLiteral("sqlite:") + path);
    if (!database) return fail(inPlainWords(asDamage(database.error()), bytesFreeFor(path)));
    if (isSmall || wasFoundDamaged(path))
        if (auto sound = checkWholeStore(path); !sound) return fail(sound.error());
    if (auto done = sql::migrate(**database, outboxMigrations()); !done)
        return fail(inPlainWords(asDamage(done.error()), bytesFreeFor(path)));
    QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner);

    std::unique_ptr<Outbox> box(new Outbox);
    box->d = std::make_unique<Private>(path, std::move(*database), Sealer(std::move(dataKey), random), clock);
    if (auto fits = box->d->checkKey(); !fits) return fail(asDamage(fits.error()));
    if (!isSmall && check == WholeCheck::AtOnce && box->needsWholeCheck()) {
        if (auto sound = checkWholeStore(path); !sound) return fail(sound.error());
        if (auto noted = box->wholeCheckDone(); !noted) return fail(noted.error());
    }
    if (auto checked = box->d->checkPending(); !checked) return fail(asDamage(checked.error()));
    if (auto checked = box->d->checkChainEnd(); !checked) return fail(asDamage(checked.error()));
    return box;
}

bool Outbox::needsWholeCheck() const {
    if (QFileInfo(d->path).size() <= kCheckAtOnceBytes) return false;
    const auto last = d->getValue("checked-at");
    const qint64 age = last ? d->clock.now().value - last->toLongLong() : -1;
    return age < 0 || age >= kCheckEveryMs;
}

Result<void> Outbox::wholeCheckDone() {
    return d->putValue("checked-at", QByteArray::number(d->clock.now().value));
}

Result<void> Outbox::copyTo(const QString& path) const {
    auto done = d->db->run(QStringLiteral("VACUUM INTO ?"), {path});
    if (!done) return fail(inPlainWords(done.error(), bytesFreeFor(path)));
    QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner);
    return {};
}

Result<void> Outbox::Private::checkKey() {
    const QByteArray name = QByteArrayLiteral("probe");
    auto probe = getValue(name);
    if (!probe && probe.error().code == "SEALED_INTEGRITY" && opensAnything()) return putValue(name, "haziri");
    if (!probe) {
        if (probe.error().code != "SEALED_INTEGRITY") return fail(inPlainWords(probe.error(), bytesFreeFor(path)));
        return fail("OUTBOX_KEY_WRONG", QStringLiteral("The key that was found does not open this profile's store."));
    }
    return probe->isEmpty() ? putValue(name, "haziri") : Result<void>();
}

// A few damaged bytes in the probe alone must not lock away everything that is sound.
bool Outbox::Private::opensAnything() {
    auto packets =
        db->run(QStringLiteral("SELECT epoch, seq, sealed FROM packets ORDER BY epoch DESC, seq DESC LIMIT 20"));
    while (packets && packets->next()) {
        if (sealer.open(packetPlace(packets->integer(0), packets->integer(1)), packets->bytes(2))) return true;
    }
    auto values = db->run(QStringLiteral("SELECT name, sealed FROM held_values WHERE name <> 'probe' LIMIT 20"));
    while (values && values->next()) {
        if (sealer.open("value/" + values->bytes(0), values->bytes(1))) return true;
    }
    return false;
}

Result<void> Outbox::Private::putValue(const QByteArray& name, QByteArrayView value) {
    auto done = db->run(QStringLiteral("INSERT INTO held_values(name, sealed) VALUES(?, ?) "
                                       "ON CONFLICT(name) DO UPDATE SET sealed = excluded.sealed"),
                        {text(name), blob(sealer.seal("value/" + name, value))});
    return done ? Result<void>() : Result<void>(fail(done.error()));
}

Result<QByteArray> Outbox::Private::getValue(const QByteArray& name) {
    auto rows = db->run(QStringLiteral("SELECT sealed FROM held_values WHERE name = ?"), {text(name)});
    if (!rows) return fail(rows.error());
    if (!rows->next()) return QByteArray();
    return sealer.open("value/" + name, rows->bytes(0));
}

Result<QByteArray> Outbox::value(const QByteArray& name) const {
    return d->getValue(name);
}

Result<void> Outbox::setValue(const QByteArray& name, QByteArrayView value) {
    return d->putValue(name, value);
}

Result<void> Outbox::addToken(const QByteArray& jti, const QByteArray& compact, UnixMillis exp) {
    auto done =
        d->db->run(QStringLiteral("INSERT INTO tokens(jti, exp, sealed) VALUES(?, ?, ?) ON CONFLICT(jti) DO NOTHING"),
                   {text(jti), exp.value, blob(d->sealer.seal("token/" + jti, compact))});
    return done ? Result<void>() : Result<void>(fail(done.error()));
}

Result<QList<QByteArray>> Outbox::tokens(const QList<QByteArray>& jtis) const {
    QList<QByteArray> found;
    for (const QByteArray& jti : jtis) {
        auto rows = d->db->run(QStringLiteral("SELECT sealed FROM tokens WHERE jti = ?"), {text(jti)});
        if (!rows) return fail(rows.error());
        if (!rows->next()) continue;
        auto plain = d->sealer.open("token/" + jti, rows->bytes(0));
        if (plain) found.append(*plain); // a damaged token is left out: the server will name it as missing
    }
    return found;
}

Result<Checkpointed> Outbox::checkpoint() const {
    return checkpointUpTo(std::numeric_limits<qint64>::max());
}

Result<Checkpointed> Outbox::checkpointUpTo(qint64 size) const {
    auto rows = d->db->run(QStringLiteral("SELECT note, size, root, server_time FROM checkpoints WHERE is_lost = 0 AND "
                                          "size <= ? ORDER BY size DESC, id DESC LIMIT 1"),
                           {size});
    if (!rows) return fail(rows.error());
    if (!rows->next()) return Checkpointed{};
    const QByteArray root = rows->bytes(2);
    if (root.size() != 32) return fail("OUTBOX_DAMAGED", QStringLiteral("A stored checkpoint is damaged."));
    return Checkpointed{rows->bytes(0), rows->integer(1), crypto::toDigest(root), {rows->integer(3)}};
}

Result<void> Outbox::keepEvidence(const QByteArray& code, const QByteArray& ours, const QByteArray& theirs) {
    auto done = d->db->run(QStringLiteral("INSERT INTO evidence(at, code, ours, theirs) VALUES(?, ?, ?, ?)"),
                           {d->clock.now().value, text(code), blob(ours), blob(theirs)});
    return done ? Result<void>() : Result<void>(fail(done.error()));
}

} // namespace haziri::outbox
