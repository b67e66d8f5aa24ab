// What the office enters about a worker's wage: what he is paid by, from which month on, and what a month takes off it.
// Money is whole paise; amounts of 0 are left out when written.
#pragma once

#include "core/base/Ids.h"
#include "core/base/Json.h"

#include <QDate>

namespace haziri::protocol {

/// What holds from one month on, until later terms do.
struct PayTerms {
    enum class Per { Day, Month };
    QDate from; ///< the first of a month; invalid: as was said at enrolment
    Per per = Per::Day;
    qint64 basic = 0, da = 0, other = 0; ///< for one day or for one month
    bool hasEpf = false, hasEsic = false;
    QString uan, account; ///< UAN: twelve digits; either may be pending
    bool operator==(const PayTerms&) const = default;
};

/// What is taken off one month's wages beside the statutory shares, and when it was paid out.
struct PayMonth {
    QDate month; ///< its first day
    qint64 society = 0, incomeTax = 0, insurance = 0, advances = 0, fine = 0, damages = 0, others = 0;
    QString fineFor, damagesFor; ///< acts and omissions with their date; what was damaged
    QDate paidOn;
    QString receipt; ///< or the bank's transaction
    bool operator==(const PayMonth&) const = default;
};

struct PayChange {
    WorkerId workerId;
    std::optional<PayTerms> terms;
    std::optional<PayMonth> month;
};

inline constexpr qint64 kMostPaise = 1'000'000'000; ///< of one amount: a crore of rupees
inline constexpr qsizetype kMostPayChanges = 500;   ///< in one request

PayTerms readPayTerms(const json::Reader& reader);
PayMonth readPayMonth(const json::Reader& reader);
PayChange readPayChange(const json::Reader& reader); ///< errors stay in the reader
QJsonObject toJson(const PayTerms& terms);
QJsonObject toJson(const PayMonth& month);
QJsonObject toJson(const PayChange& change);

} // namespace haziri::protocol
