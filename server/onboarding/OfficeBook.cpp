#include "server/onboarding/OfficeBook.h"

#include "server/onboarding/EnrolmentCodes.h"
#include "server/store/ChangeFeed.h"
#include "server/store/SessionRepository.h"
#include "server/store/SiteRepository.h"
#include "server/store/UserRepository.h"
#include "server/store/WorkerRepository.h"

#include "server/trust/PeopleTrust.h"

#include "core/base/PlainText.h"
#include "core/crypto/PasswordHash.h"
#include "core/protocol/Aadhaar.h"

#include <cmath>

namespace haziri::onboarding {

namespace {

constexpr qsizetype kMaxName = 256; // bytes, as in a vouch

bool isName(const QByteArray& name, qsizetype maxBytes) {
    if (name.trimmed().isEmpty() || name.trimmed() != name || name.size() > maxBytes) return false;
    return isPlainText(name);
}

Result<void> withoutAadhaar(const QByteArray& words) {
    if (!protocol::namesAadhaar(QString::fromUtf8(words))) return {};
    return fail("MALFORMED", QStringLiteral("of an Aadhaar number only the last four digits may be kept"));
}

tl::unexpected<Error> badName() {
    return fail("MALFORMED", QStringLiteral("a name must be readable text of reasonable length"));
}

} // namespace

Result<void> OfficeBook::note(sql::Database& database, const char* kind, QJsonObject data) {
    audit::NewEntry entry;
    entry.kind = kind;
    if (!m_by.isNull()) data.insert(QStringLiteral("by"), m_by.toString());
    entry.data = json::toText(data);
    entry.meta.syncTimestamp = m_clock.now();
    auto appended = m_log.append(database, entry);
    if (!appended) return fail(appended.error());
    return {};
}

bool OfficeBook::isUserName(const QByteArray& name) {
    return isName(name, 100);
}

Result<SiteId> OfficeBook::addSite(sql::Database& database, const QByteArray& name, double latitude, double longitude,
                                   qint64 radiusM) {
    if (!isName(name, kMaxName)) return badName();
    if (auto without = withoutAadhaar(name); !without) return fail(without.error());
    if (!std::isfinite(latitude) || std::abs(latitude) > 90 || !std::isfinite(longitude) || std::abs(longitude) > 180)
        return fail("MALFORMED", QStringLiteral("that is no place on earth"));
    if (radiusM < 1 || radiusM > 100'000)
        return fail("MALFORMED", QStringLiteral("the radius must be 1 to 100000 metres"));
    store::Site site;
    site.siteId = SiteId::generate(m_clock, m_random);
    site.name = name;
    site.latE7 = qint32(std::llround(latitude * 1e7));
    site.lonE7 = qint32(std::llround(longitude * 1e7));
    site.radiusM = radiusM;
    site.createdAt = m_clock.now();
    if (auto kept = store::SiteRepository(database).insert(site); !kept) return fail(kept.error());
    if (auto noted = store::ChangeFeed(database).note("site", site.siteId, site.siteId); !noted)
        return fail(noted.error());
    if (auto logged = note(database, "site.add",
                           {{QStringLiteral("siteId"), site.siteId.toString()},
                            {QStringLiteral("name"), QString::fromUtf8(name)},
                            {QStringLiteral("latE7"), site.latE7},
                            {QStringLiteral("lonE7"), site.lonE7},
                            {QStringLiteral("radiusM"), radiusM}});
        !logged)
        return fail(logged.error());
    return site.siteId;
}

Result<UserId> OfficeBook::addUser(sql::Database& database, const QByteArray& username, store::Role role,
                                   const QByteArray& passwordHash) {
    if (!isUserName(username)) return badName();
    if (auto without = withoutAadhaar(username); !without) return fail(without.error());
    store::User user;
    user.userId = UserId::generate(m_clock, m_random);
    user.username = user.name = username;
    user.role = role;
    user.passwordHash = passwordHash;
    user.createdAt = m_clock.now();
    auto kept = store::UserRepository(database).insert(user);
    if (!kept && kept.error().code == "STORE_CONFLICT")
        return fail("NAME_TAKEN", QStringLiteral("there is a user of that name"));
    if (!kept) return fail(kept.error());
    // Everybody who can be named by a laptop goes to every site: a thekedar's gang moves.
    if (auto noted = store::ChangeFeed(database).note("user", user.userId, SiteId()); !noted)
        return fail(noted.error());
    if (auto logged = note(database, "user.add",
                           {{QStringLiteral("userId"), user.userId.toString()},
                            {QStringLiteral("name"), QString::fromUtf8(username)},
                            {QStringLiteral("role"), QLatin1String(store::toText(role))}});
        !logged)
        return fail(logged.error());
    return user.userId;
}

Result<WorkerId> OfficeBook::addWorker(sql::Database& database, const NewWorker& worker,
                                       const sealed::KeyRing& vaultKeys) {
    if (!isName(worker.name, kMaxName) || (!worker.trade.isEmpty() && !isName(worker.trade, 100))) return badName();
    const auto site = store::SiteRepository(database).find(worker.siteId);
    if (!site) return fail(site.error());
    if (!*site) return fail("NOT_FOUND", QStringLiteral("no such site"));
    store::Worker row;
    row.workerId = WorkerId::generate(m_clock, m_random);
    row.siteId = worker.siteId;
    row.thekedarId = worker.thekedarId;
    row.name = worker.name;
    row.trade = worker.trade;
    row.createdAt = m_clock.now();
    row.details = worker.details;
    row.details.insert(QStringLiteral("name"), QString::fromUtf8(worker.name));
    for (const auto& detail : row.details)
        if (detail.isString() && !isPlainText(detail.toString().toUtf8())) return badName();
    if (protocol::holdsAadhaar(row.details) || protocol::holdsAadhaar(QString::fromUtf8(row.trade)))
        return fail("MALFORMED", QStringLiteral("of an Aadhaar number only the last four digits may be kept"));
    if (auto kept = store::WorkerRepository(database, vaultKeys, m_random).insert(row); !kept)
        return fail(kept.error());
    if (auto noted = store::ChangeFeed(database).note("worker", row.workerId, row.siteId); !noted)
        return fail(noted.error());
    QJsonObject data{{QStringLiteral("workerId"), row.workerId.toString()},
                     {QStringLiteral("siteId"), row.siteId.toString()},
                     {QStringLiteral("name"), QString::fromUtf8(row.name)}};
    if (!row.thekedarId.isNull()) data.insert(QStringLiteral("thekedarId"), row.thekedarId.toString());
    if (auto logged = note(database, "worker.add", data); !logged) return fail(logged.error());
    return row.workerId;
}

namespace {

Result<store::User> existing(sql::Database& database, const UserId& userId) {
    auto user = store::UserRepository(database).find(userId);
    if (!user) return fail(user.error());
    if (!*user) return fail("NOT_FOUND", QStringLiteral("no such user"));
    return **user;
}

Result<void> checkReason(const QByteArray& reason) {
    if (reason.trimmed().size() < 3 || reason.size() > 500)
        return fail("MALFORMED", QStringLiteral("a reason of 3 to 500 bytes is due"));
    return withoutAadhaar(reason);
}

} // namespace

Result<QByteArray> hashNewPassword(const crypto::SecretBytes& password, RandomSource& random) {
    if (password.isEmpty() || password.size() > 1024)
        return fail("MALFORMED", QStringLiteral("a password must have 1 to 1024 bytes"));
    return crypto::hashPassword(password, random);
}

Result<void> OfficeBook::setPassword(sql::Database& database, const UserId& userId, const QByteArray& passwordHash) {
    const auto user = existing(database, userId);
    if (!user) return fail(user.error());
    const UnixMillis now = m_clock.now();
    if (auto set = store::UserRepository(database).setPassword(userId, passwordHash, now); !set) return set;
    // Whoever held the old password may hold a session too.
    if (auto ended = store::SessionRepository(database).revokeUser(userId, now); !ended) return ended;
    return note(
        database, "user.password",
        {{QStringLiteral("userId"), userId.toString()}, {QStringLiteral("name"), QString::fromUtf8(user->username)}});
}

Result<void> OfficeBook::setBlocked(sql::Database& database, const UserId& userId, bool blocks,
                                    const QByteArray& reason, const store::VouchedMarks* counted) {
    if (auto given = checkReason(reason); !given) return given;
    const auto user = existing(database, userId);
    if (!user) return fail(user.error());
    if (blocks && userId == m_by) return fail("MALFORMED", QStringLiteral("nobody blocks himself"));
    if (user->isDisabled == blocks) return {}; // sent again, or two at once: the first stands, with its reason
    const UnixMillis now = m_clock.now();
    if (auto set = store::UserRepository(database).setBlocked(userId, blocks, blocks ? reason : QByteArray()); !set)
        return set;
    if (blocks)
        if (auto ended = store::SessionRepository(database).revokeUser(userId, now); !ended) return ended;
    if (auto noted = store::ChangeFeed(database).note("user", userId, SiteId()); !noted) return noted;
    // Whoever inherits from him falls and rises with him, at once.
    if (auto weighed = trust::PeopleTrust(trust::builtInRules()).refreshThekedar(database, userId, now, counted);
        !weighed)
        return weighed;
    return note(database, blocks ? "user.block" : "user.unblock",
                {{QStringLiteral("userId"), userId.toString()},
                 {QStringLiteral("name"), QString::fromUtf8(user->username)},
                 {QStringLiteral("reason"), QString::fromUtf8(reason)}});
}

Result<OfficeBook::NewCode> OfficeBook::addCode(sql::Database& database, const QByteArray& username,
                                                const SiteId& siteId, qint64 lifeMs) {
    const UnixMillis now = m_clock.now();
    auto code = issueCode(database, username, siteId, now, m_random, lifeMs);
    if (!code) return fail(code.error());
    const NewCode made{*code, {now.value + lifeMs}};
    if (auto logged = note(database, "code.issue",
                           {{QStringLiteral("user"), QString::fromUtf8(username)},
                            {QStringLiteral("siteId"), siteId.toString()},
                            {QStringLiteral("expiresAt"), made.expiresAt.value}});
        !logged)
        return fail(logged.error());
    return made;
}

} // namespace haziri::onboarding
