#include "server/registers/PayBook.h"

#include "server/store/WorkerRepository.h"

#include "core/base/Base64Url.h"
#include "core/crypto/Sha256.h"
#include "core/crypto/SystemRandom.h"

#include <limits>

namespace haziri::registers {

using protocol::PayChange;
using protocol::PayMonth;
using protocol::PayTerms;

namespace {

const QString kPay = QStringLiteral("pay"), kTerms = QStringLiteral("terms"), kMonths = QStringLiteral("months"),
              kMonth = QStringLiteral("yyyy-MM");

/// What was written here reads back; a record that does not (a store mended by hand) counts as none.
template <class Value>
std::optional<Value> readBack(const QJsonValue& kept, Value (*read)(const json::Reader&)) {
    if (!kept.isObject()) return std::nullopt;
    const auto reader = json::Reader::parse(json::toText(kept.toObject()));
    if (!reader) return std::nullopt;
    Value value = read(*reader);
    return reader->error() ? std::nullopt : std::optional(value);
}

} // namespace

std::optional<PayTerms> termsIn(QDate month, const QJsonObject& details) {
    const QJsonObject all = details[kPay][kTerms].toObject(); // by month; keys ascend
    std::optional<PayTerms> found;
    const QString last = month.toString(kMonth);
    for (auto one = all.begin(); one != all.end() && one.key() <= last; ++one)
        if (auto terms = readBack(one.value(), protocol::readPayTerms)) found = terms;
    const qint64 told = details[QStringLiteral("dailyRatePaise")].toInteger();
    if (found || told <= 0) return found;
    PayTerms terms;
    terms.basic = told;
    return terms;
}

std::optional<PayMonth> payMonthOf(QDate month, const QJsonObject& details) {
    return readBack(details[kPay][kMonths][month.toString(kMonth)], protocol::readPayMonth);
}

Result<QJsonObject> PayBook::list(sql::Database& database, const SiteId& siteId, const QByteArray& text) {
    const QDate month = QDate::fromString(QString::fromLatin1(text) + QStringLiteral("-01"), Qt::ISODate);
    if (text.size() != 7 || !month.isValid())
        return fail("MALFORMED", QStringLiteral("month is a year and a month, as 2026-11"));
    store::WorkerRepository repository(database, m_vaultKeys, m_random);
    const auto workers = repository.list(siteId, {}, std::numeric_limits<int>::max());
    if (!workers) return fail(workers.error());
    QJsonArray lines;
    for (const auto& listed : *workers) {
        if (listed.status == store::WorkerStatus::Erased) continue;
        const auto worker = repository.find(listed.workerId); // with the details
        if (!worker) return fail(worker.error());
        if (!*worker) continue;
        const auto terms = termsIn(month, (*worker)->details);
        const auto pay = payMonthOf(month, (*worker)->details);
        lines.append(QJsonObject{{QStringLiteral("workerId"), listed.workerId.toString()},
                                 {QStringLiteral("name"), QString::fromUtf8(listed.name)},
                                 {QStringLiteral("trade"), QString::fromUtf8(listed.trade)},
                                 {QStringLiteral("thekedarId"),
                                  listed.thekedarId.isNull() ? QJsonValue() : QJsonValue(listed.thekedarId.toString())},
                                 {QStringLiteral("terms"), terms ? QJsonValue(protocol::toJson(*terms)) : QJsonValue()},
                                 {QStringLiteral("pay"), pay ? QJsonValue(protocol::toJson(*pay)) : QJsonValue()}});
    }
    return QJsonObject{{QStringLiteral("siteId"), siteId.toString()},
                       {QStringLiteral("month"), month.toString(kMonth)},
                       {QStringLiteral("workers"), lines}};
}

Result<void> PayBook::put(sql::Database& database, const QList<PayChange>& changes, const UserId& by) {
    for (const PayChange& change : changes)
        if (auto done = put(database, change, by); !done) return done;
    return {};
}

/// The hash that the log names.
QByteArray PayBook::keep(QJsonObject& into, const QString& key, QJsonObject record) {
    record.insert(QStringLiteral("salt"), QString::fromLatin1(toBase64Url(crypto::randomBytes(m_random, 16))));
    into.insert(key, record);
    return crypto::toBase64Url(crypto::sha256(json::toText(record)));
}

Result<void> PayBook::put(sql::Database& database, const PayChange& change, const UserId& by) {
    store::WorkerRepository repository(database, m_vaultKeys, m_random);
    auto worker = repository.find(change.workerId);
    if (!worker) return fail(worker.error());
    if (!*worker) return fail("NOT_FOUND", QStringLiteral("no such worker"));
    if ((*worker)->status == store::WorkerStatus::Erased)
        return fail("ERASED", QStringLiteral("nothing is kept about an erased person"));
    QJsonObject pay = (*worker)->details[kPay].toObject();
    QJsonObject note{{QStringLiteral("workerId"), change.workerId.toString()}, {QStringLiteral("by"), by.toString()}};
    const auto file = [&](const QString& kind, const QString& month, const QJsonObject& record, const char* hashKey) {
        QJsonObject all = pay[kind].toObject();
        note.insert(QLatin1String(hashKey), QString::fromLatin1(keep(all, month, record)));
        pay.insert(kind, all);
    };
    if (change.terms) {
        const QString from = change.terms->from.toString(kMonth);
        file(kTerms, from, protocol::toJson(*change.terms), "termsHash");
        note.insert(QStringLiteral("from"), from);
    }
    if (change.month) {
        const QString month = change.month->month.toString(kMonth);
        file(kMonths, month, protocol::toJson(*change.month), "payHash");
        note.insert(QStringLiteral("month"), month);
    }
    (*worker)->details.insert(kPay, pay);
    if (auto kept = repository.update(**worker); !kept) return kept;
    audit::NewEntry entry;
    entry.kind = "worker.pay";
    entry.data = json::toText(note);
    entry.meta.syncTimestamp = m_clock.now();
    if (auto appended = m_log.append(database, entry); !appended) return fail(appended.error());
    return {};
}

} // namespace haziri::registers
