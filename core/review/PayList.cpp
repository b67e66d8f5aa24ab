#include "core/review/PayList.h"

#include "core/base/Csv.h"
#include "core/registers/RegisterFiles.h"

#include <QRegularExpression>

namespace haziri::review {

using protocol::PayChange;
using protocol::PayMonth;
using protocol::PayTerms;

namespace {

struct TermsAmount {
    const char* column;
    qint64 PayTerms::*value;
};
struct MonthAmount {
    const char* column;
    qint64 PayMonth::*value;
};
constexpr TermsAmount kRates[] = {{"basic", &PayTerms::basic}, {"da", &PayTerms::da}, {"other", &PayTerms::other}};
constexpr MonthAmount kOff[] = {{"advances", &PayMonth::advances},   {"society", &PayMonth::society},
                                {"incometax", &PayMonth::incomeTax}, {"insurance", &PayMonth::insurance},
                                {"fine", &PayMonth::fine},           {"damages", &PayMonth::damages},
                                {"others", &PayMonth::others}};

QStringList columns() {
    QStringList names{QStringLiteral("code"), QStringLiteral("name"), QStringLiteral("per")};
    for (const auto& rate : kRates)
        names << QLatin1String(rate.column);
    names << QStringLiteral("epf") << QStringLiteral("esic") << QStringLiteral("uan") << QStringLiteral("account");
    for (const auto& off : kOff)
        names << QLatin1String(off.column);
    return names << QStringLiteral("finefor") << QStringLiteral("damagesfor") << QStringLiteral("paidon")
                 << QStringLiteral("receipt");
}

QString yes(bool is) {
    return is ? QStringLiteral("yes") : QStringLiteral("no");
}

bool isYes(const QString& text) {
    static const QStringList words{QStringLiteral("yes"),  QStringLiteral("y"),  QStringLiteral("1"),
                                   QStringLiteral("true"), QStringLiteral("हाँ"), QStringLiteral("हां")};
    return words.contains(text.toLower());
}

/// One line under the eye: what it names and what is wrong with it.
class Line {
  public:
    Line(const QStringList& headings, const QStringList& fields, qsizetype number, QList<PayImport::Problem>& problems)
        : m_headings(headings)
        , m_fields(fields)
        , m_number(number)
        , m_problems(problems) {}

    QString text(const char* column) const { return m_fields.value(m_headings.indexOf(QLatin1String(column))); }
    std::optional<qint64> amount(const char* column) const {
        const QString value = text(column);
        if (value.isEmpty()) return std::nullopt;
        const auto paise = paiseOf(value);
        if (!paise) fault("NOT_A_NUMBER", column);
        return paise;
    }
    void fault(const char* code, const char* column) const {
        m_problems.append({m_number, code, QLatin1String(column), text(column)});
    }

  private:
    const QStringList& m_headings;
    const QStringList& m_fields;
    qsizetype m_number;
    QList<PayImport::Problem>& m_problems;
};

std::optional<PayTerms> termsOf(const Line& line, const PayLine& known, QDate month) {
    PayTerms terms;
    bool isSaid = false;
    for (const auto& rate : kRates)
        if (const auto paise = line.amount(rate.column)) {
            terms.*rate.value = *paise;
            isSaid = true;
        }
    if (!isSaid || terms.basic <= 0) {
        if (isSaid) line.fault("NOT_A_NUMBER", "basic");
        return std::nullopt;
    }
    terms.from = month;
    const QString per = line.text("per").toLower();
    terms.per = per.startsWith(QLatin1Char('m')) ? PayTerms::Per::Month : PayTerms::Per::Day;
    terms.hasEpf = isYes(line.text("epf"));
    terms.hasEsic = isYes(line.text("esic"));
    terms.uan = line.text("uan");
    static const QRegularExpression digits(QStringLiteral("^[0-9]{12}$"));
    if (!terms.uan.isEmpty() && !digits.match(terms.uan).hasMatch()) line.fault("NOT_A_UAN", "uan");
    terms.account = line.text("account");
    // What holds already is not written again.
    PayTerms held = known.terms.value_or(PayTerms());
    held.from = month;
    return known.terms && held == terms ? std::nullopt : std::optional(terms);
}

std::optional<PayMonth> monthOf(const Line& line, const PayLine& known, QDate month) {
    PayMonth pay;
    pay.month = month;
    bool isSaid = false;
    for (const auto& off : kOff)
        if (const auto paise = line.amount(off.column)) {
            pay.*off.value = *paise;
            isSaid = true;
        }
    pay.fineFor = line.text("finefor");
    pay.damagesFor = line.text("damagesfor");
    pay.receipt = line.text("receipt");
    if (const QString day = line.text("paidon"); !day.isEmpty()) {
        pay.paidOn = QDate::fromString(day, Qt::ISODate);
        if (!pay.paidOn.isValid()) pay.paidOn = QDate::fromString(day, QStringLiteral("dd.MM.yyyy"));
        if (!pay.paidOn.isValid()) pay.paidOn = QDate::fromString(day, QStringLiteral("dd/MM/yyyy"));
        if (!pay.paidOn.isValid()) line.fault("NOT_A_DAY", "paidon");
        isSaid = true;
    }
    isSaid |= !pay.receipt.isEmpty();
    return !isSaid || known.month == pay ? std::nullopt : std::optional(pay);
}

} // namespace

std::optional<qint64> paiseOf(const QString& text) {
    QString plain = text.trimmed();
    plain.remove(QLatin1Char(',')).remove(QChar(0x20b9)).remove(QLatin1Char(' ')).remove(QChar(0x00a0));
    static const QRegularExpression amount(QStringLiteral("^([0-9]{1,8})(?:\\.([0-9]{1,2}))?$"));
    const auto match = amount.match(plain);
    if (!match.hasMatch()) return std::nullopt;
    const qint64 paise =
        match.captured(1).toLongLong() * 100 + match.captured(2).leftJustified(2, QLatin1Char('0')).toLongLong();
    return paise <= protocol::kMostPaise ? std::optional(paise) : std::nullopt;
}

QString rupeesOf(qint64 paise) {
    if (paise % 100 == 0) return QString::number(paise / 100);
    return QStringLiteral("%1.%2").arg(paise / 100).arg(paise % 100, 2, 10, QLatin1Char('0'));
}

QByteArray writePayCsv(const QList<PayLine>& lines) {
    QByteArray out = "\xef\xbb\xbf" + columns().join(QLatin1Char(',')).toUtf8() + "\r\n";
    for (const PayLine& line : lines) {
        QStringList fields{registers::employeeCode(line.workerId), line.name};
        if (line.terms) {
            fields << (line.terms->per == PayTerms::Per::Month ? QStringLiteral("month") : QStringLiteral("day"));
            for (const auto& rate : kRates)
                fields << rupeesOf(line.terms.value().*rate.value);
            fields << yes(line.terms->hasEpf) << yes(line.terms->hasEsic) << line.terms->uan << line.terms->account;
        } else {
            fields << QStringList(8);
        }
        for (const auto& off : kOff)
            fields << (line.month ? rupeesOf(line.month.value().*off.value) : QString());
        const PayMonth month = line.month.value_or(PayMonth());
        fields << month.fineFor << month.damagesFor
               << (month.paidOn.isValid() ? month.paidOn.toString(Qt::ISODate) : QString()) << month.receipt;
        for (qsizetype i = 0; i < fields.size(); ++i)
            out += (i > 0 ? "," : "") + registers::csvField(registers::Cell::of(fields[i])).toUtf8();
        out += "\r\n";
    }
    return out;
}

Result<PayImport> readPayCsv(const QByteArray& bytes, const QList<PayLine>& known, QDate month) {
    auto rows = readCsv(bytes);
    if (!rows) return fail(rows.error());
    QStringList headings;
    if (!rows->isEmpty())
        for (const QString& heading : rows->takeFirst())
            headings << heading.toLower();
    if (!headings.contains(QStringLiteral("code")))
        return fail("MALFORMED", QStringLiteral("the first line must name the columns, among them code"));
    QHash<QString, const PayLine*> byCode;
    for (const PayLine& line : known)
        byCode.insert(registers::employeeCode(line.workerId), &line);
    PayImport read;
    for (qsizetype i = 0; i < rows->size(); ++i) {
        const Line line(headings, rows->at(i), i + 2, read.problems);
        // A spreadsheet's apostrophe, and its habit of taking leading noughts away.
        QString code = line.text("code").toUpper().remove(QLatin1Char('\''));
        const PayLine* worker = byCode.value(code.rightJustified(8, QLatin1Char('0')));
        if (!worker) {
            line.fault("WORKER_UNKNOWN", "code");
            continue;
        }
        PayChange change{worker->workerId, termsOf(line, *worker, month), monthOf(line, *worker, month)};
        if (change.month && !change.terms && !worker->terms) line.fault("NO_RATE", "basic");
        if (change.terms || change.month) read.changes.append(change);
    }
    return read;
}

} // namespace haziri::review
