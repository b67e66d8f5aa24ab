#include "server/sync/PullFeed.h"

#include "server/store/ChangeFeed.h"
#include "server/store/CorrectionRepository.h"
#include "server/store/MarkRepository.h"
#include "server/store/SiteRepository.h"
#include "server/store/UserRepository.h"
#include "server/store/WorkerRepository.h"

#include "core/base/Base64Url.h"
#include "core/sql/Snapshot.h"

namespace haziri::sync {

namespace {

constexpr qint64 kPage = 200; // with three templates each well below a megabyte

QString utf8(const QByteArray& text) {
    return QString::fromUtf8(text);
}

QJsonObject write(const store::Site& site) {
    QJsonArray capture;
    for (const auto kind : site.policy.capture)
        capture.append(QLatin1String(protocol::toText(kind)));
    return {{QStringLiteral("type"), QStringLiteral("site")},
            {QStringLiteral("siteId"), site.siteId.toString()},
            {QStringLiteral("name"), utf8(site.name)},
            {QStringLiteral("latE7"), site.latE7},
            {QStringLiteral("lonE7"), site.lonE7},
            {QStringLiteral("radiusM"), site.radiusM},
            {QStringLiteral("tzOffsetMin"), site.tzOffsetMin},
            {QStringLiteral("capture"), capture}};
}

QJsonObject write(const store::User& user) {
    return {{QStringLiteral("type"), QStringLiteral("user")},
            {QStringLiteral("userId"), user.userId.toString()},
            {QStringLiteral("name"), utf8(user.name)},
            {QStringLiteral("role"), QLatin1String(store::toText(user.role))}};
}

QJsonObject write(const store::Worker& worker, const QByteArray& thekedarName) {
    QJsonArray templates;
    for (const auto& one : worker.templates)
        templates.append(QJsonObject{{QStringLiteral("model"), utf8(one.model)},
                                     {QStringLiteral("vector"), QString::fromLatin1(toBase64Url(one.vector))}});
    const bool isActive = worker.status == store::WorkerStatus::Active || worker.status == store::WorkerStatus::Held;
    QJsonObject object{
        {QStringLiteral("type"), QStringLiteral("worker")},
        {QStringLiteral("workerId"), worker.workerId.toString()},
        {QStringLiteral("siteId"), worker.siteId.toString()},
        {QStringLiteral("name"), utf8(worker.name)},
        {QStringLiteral("thekedarId"),
         worker.thekedarId.isNull() ? QJsonValue() : QJsonValue(worker.thekedarId.toString())},
        {QStringLiteral("thekedarName"), utf8(thekedarName)},
        {QStringLiteral("trade"), utf8(worker.trade)},
        {QStringLiteral("active"), isActive},
        {QStringLiteral("consentFace"), worker.consentFace},
        {QStringLiteral("trustScore"), worker.trustScore},
        {QStringLiteral("inheritedUntil"), worker.inheritedUntil ? QJsonValue(*worker.inheritedUntil) : QJsonValue()},
        {QStringLiteral("templates"), templates}};
    if (worker.status == store::WorkerStatus::Erased) object.insert(QStringLiteral("erased"), true);
    return object;
}

QJsonObject write(const store::MarkRow& mark) {
    return {{QStringLiteral("type"), QStringLiteral("mark")},
            {QStringLiteral("packetId"), mark.packetId.toString()},
            {QStringLiteral("status"), utf8(mark.status)},
            {QStringLiteral("code"),
             mark.codes.isEmpty() || mark.status == "accepted" ? QJsonValue() : QJsonValue(utf8(mark.codes.first()))}};
}

QJsonObject write(const store::CorrectionRow& correction) {
    using State = store::CorrectionRow::State;
    const char* status = correction.state == State::Done   ? "accepted"
                         : correction.state == State::Void ? "rejected"
                                                           : "held";
    const char* code = correction.state == State::Void   ? "CORRECTION_INVALID"
                       : correction.state == State::Late ? "CORRECTION_LATE"
                                                         : "MARK_UNKNOWN";
    return {{QStringLiteral("type"), QStringLiteral("mark")},
            {QStringLiteral("packetId"), correction.packetId.toString()},
            {QStringLiteral("status"), QLatin1String(status)},
            {QStringLiteral("code"), correction.state == State::Done ? QJsonValue() : QJsonValue(QLatin1String(code))}};
}

// "c31", after a restore "c31.<its era>": numbers are given out again then, and a cursor of before means nothing any
// more.
qint64 readCursor(const QByteArray& cursor, const QByteArray& era) {
    const qsizetype dot = cursor.indexOf('.');
    if ((dot < 0 ? QByteArray() : cursor.mid(dot + 1)) != era) return 0;
    bool isNumber = false;
    const qint64 number = cursor.startsWith('c') ? cursor.mid(1, dot < 0 ? -1 : dot - 1).toLongLong(&isNumber) : 0;
    return isNumber && number > 0 ? number : 0;
}

QByteArray writeCursor(qint64 changeNo, const QByteArray& era) {
    const QByteArray number = 'c' + QByteArray::number(changeNo);
    return era.isEmpty() ? number : number + '.' + era;
}

template <class T, class Write>
Result<std::optional<QJsonObject>> written(Result<std::optional<T>> found, Write write) {
    if (!found) return fail(found.error());
    if (!*found) return std::optional<QJsonObject>();
    return std::optional<QJsonObject>(write(**found));
}

} // namespace

Result<std::optional<QJsonObject>> PullFeed::write(const QByteArray& type, const UuidBytes& id) {
    const auto plain = [](const auto& value) { return sync::write(value); };
    if (type == "site") return written<store::Site>(store::SiteRepository(m_database).find(SiteId(id)), plain);
    if (type == "user") return written<store::User>(store::UserRepository(m_database).find(UserId(id)), plain);
    if (type == "mark") {
        auto mark = written<store::MarkRow>(store::MarkRepository(m_database).find(PacketId(id)), plain);
        if (!mark || *mark) return mark;
        return written<store::CorrectionRow>(store::CorrectionRepository(m_database).find(PacketId(id)), plain);
    }
    if (type != "worker") return std::optional<QJsonObject>();

    auto worker = store::WorkerRepository(m_database, m_keys, m_random).find(WorkerId(id));
    if (!worker) return fail(worker.error());
    if (!*worker) return std::optional<QJsonObject>();
    QByteArray thekedarName;
    if (!(*worker)->thekedarId.isNull()) {
        const auto thekedar = store::UserRepository(m_database).find((*worker)->thekedarId);
        if (!thekedar) return fail(thekedar.error());
        if (*thekedar) thekedarName = (*thekedar)->name;
    }
    return std::optional<QJsonObject>(sync::write(**worker, thekedarName));
}

Result<PullFeed::Page> PullFeed::after(const QByteArray& cursor, const SiteId& siteId, qint64 newestChange) {
    store::ChangeFeed feed(m_database);
    const auto era = feed.era();
    if (!era) return fail(era.error());
    qint64 from = readCursor(cursor, *era);
    if (from == newestChange) return Page{{}, writeCursor(from, *era), false}; // nearly every time
    const sql::Snapshot reading(m_database);
    auto changes = feed.after(from, siteId, kPage + 1);
    if (!changes) return fail(changes.error());
    if (changes->isEmpty() && from > 0) { // nothing new, or a number that this feed never gave out
        const auto last = feed.last();
        if (!last) return fail(last.error());
        if (from > *last) {
            from = 0;
            changes = feed.after(from, siteId, kPage + 1);
            if (!changes) return fail(changes.error());
        }
    }
    Page page;
    page.more = changes->size() > kPage;
    if (page.more) changes->removeLast();
    for (const auto& change : *changes) {
        auto object = write(change.type, change.objectId);
        if (!object) return fail(object.error());
        if (*object) page.changes.append(**object);
    }
    page.cursor = writeCursor(changes->isEmpty() ? from : changes->last().changeNo, *era);
    return page;
}

} // namespace haziri::sync
