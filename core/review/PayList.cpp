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

/// What people write into such a list, in the languages of the window; nothing where it is neither.
template <class Meaning>
std::optional<Meaning> meaningOf(const QString& text, const QHash<QString, Meaning>& words) {
    const auto found = words.constFind(text.toLower());
    return found == words.cend() ? std::nullopt : std::optional(*found);
}

std::optional<bool> yesOrNo(const QString& text) {
    static const QHash<QString, bool> words{
        {QStringLiteral("yes"), true},    {QStringLiteral("y"), true},    {QStringLiteral("1"), true},
        {QStringLiteral("true"), true},   {QStringLiteral("हाँ"), true},   {QStringLiteral("हां"), true},
        {QStringLiteral("होय"), true},    {QStringLiteral("हो"), true},   {QString(), false},
        {QStringLiteral("no"), false},    {QStringLiteral("n"), false},   {QStringLiteral("0"), false},
        {QStringLiteral("false"), false}, {QStringLiteral("नहीं"), false}, {QStringLiteral("नाही"), false}};
    return meaningOf(text, words);
}

std::optional<PayTerms::Per> periodOf(const QString& text) {
    using Per = PayTerms::Per;
    static const QHash<QString, Per> words{
        {QString(), Per::Day},
        {QStringLiteral("d"), Per::Day},
        {QStringLiteral("day"), Per::Day},
        {QStringLiteral("daily"), Per::Day},
        {QStringLiteral("दिन"), Per::Day},
        {QStringLiteral("दिवस"), Per::Day},
        {QStringLiteral("रोज"), Per::Day},
        {QStringLiteral("m"), Per::Month},
        {QStringLiteral("month"), Per::Month},
        {QStringLiteral("monthly"), Per::Month},
        {QStringLiteral("महीना"), Per::Month},
        {QStringLiteral("महिना"), Per::Month},
        {QStringLiteral("मासिक"), Per::Month},
    };
    return meaningOf(text, words);
}

/// Without the apostrophe that keeps a spreadsheet from taking it for a formula.
QString withoutGuard(const QString& text) {
    const QString bare = text.mid(1);
    return text.startsWith(QLatin1Char('\'')) && registers::guardedText(bare) == text ? bare : text;
}

/// One line under the eye: what it names and what is wrong with it.
class Line {
  public:
    Line(const QStringList& headings, const QStringList& fields, qsizetype number, QList<PayImport::Problem>& problems)
        : m_headings(headings)
        , m_fields(fields)
        , m_number(number)
        , m_problems(problems) {}

    bool has(const char* column) const { return m_headings.contains(QLatin1String(column)); }
    QString text(const char* column) const {
        return withoutGuard(m_fields.value(m_headings.indexOf(QLatin1String(column))));
    }
    /// What a column of the list says goes into `value`; without that column it stays.
    void take(const char* column, QString& value) const {
        if (has(column)) value = text(column);
    }
    template <class Value, class Read>
    void take(const char* column, Value& value, const char* fault, Read read) const {
        if (!has(column)) return;
        const auto meant = read(text(column));
        if (!meant) this->fault(fault, column);
        value = meant.value_or(value);
    }
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

/// A list may have only some of the columns: what it has none for stays as it is known.
std::optional<PayTerms> termsOf(const Line& line, const PayLine& known, QDate month) {
    PayTerms held = known.terms.value_or(PayTerms());
    held.from = month;
    PayTerms terms = held;
    bool isSaid = false;
    for (const auto& rate : kRates) {
        const auto paise = line.amount(rate.column);
        if (line.has(rate.column)) terms.*rate.value = paise.value_or(0);
        isSaid |= paise.has_value();
    }
    if (!isSaid || terms.basic <= 0) {
        if (isSaid) line.fault("NOT_A_NUMBER", "basic");
        return std::nullopt;
    }
    line.take("per", terms.per, "NOT_A_PERIOD", periodOf);
    line.take("epf", terms.hasEpf, "NOT_YES_OR_NO", yesOrNo);
    line.take("esic", terms.hasEsic, "NOT_YES_OR_NO", yesOrNo);
    line.take("uan", terms.uan);
    static const QRegularExpression digits(QStringLiteral("^[0-9]{12}$"));
    if (!terms.uan.isEmpty() && !digits.match(terms.uan).hasMatch()) line.fault("NOT_A_UAN", "uan");
    line.take("account", terms.account);
    // What holds already is not written again.
    return known.terms && held == terms ? std::nullopt : std::optional(terms);
}

std::optional<QDate> dayOf(const QString& text) {
    for (const char* format : {"yyyy-MM-dd", "dd.MM.yyyy", "dd/MM/yyyy"})
        if (const QDate day = QDate::fromString(text, QLatin1String(format)); day.isValid()) return day;
    return text.isEmpty() ? std::optional(QDate()) : std::nullopt;
}

std::optional<PayMonth> monthOf(const Line& line, const PayLine& known, QDate month) {
    PayMonth pay = known.month.value_or(PayMonth());
    pay.month = month;
    bool isSaid = false;
    for (const auto& off : kOff) {
        const auto paise = line.amount(off.column);
        if (line.has(off.column)) pay.*off.value = paise.value_or(0);
        isSaid |= paise.has_value();
    }
    line.take("finefor", pay.fineFor);
    line.take("damagesfor", pay.damagesFor);
    line.take("receipt", pay.receipt);
    line.take("paidon", pay.paidOn, "NOT_A_DAY", dayOf);
    isSaid |= !line.text("paidon").isEmpty() || !line.text("receipt").isEmpty();
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
    static const PayLine nobody; // of a code that two people share nobody knows whom it means
    auto rows = readCsv(bytes, csvSeparator(bytes));
    if (!rows) return fail(rows.error());
    QStringList headings;
    if (!rows->isEmpty())
        for (const QString& heading : rows->takeFirst())
            headings << heading.toLower();
    if (!headings.contains(QStringLiteral("code")))
        return fail("MALFORMED", QStringLiteral("the first line must name the columns, among them code"));
    QHash<QString, const PayLine*> byCode;
    for (const PayLine& line : known) {
        const PayLine*& meant = byCode[registers::employeeCode(line.workerId)];
        meant = meant ? &nobody : &line;
    }
    QSet<WorkerId> seen;
    PayImport read;
    for (qsizetype i = 0; i < rows->size(); ++i) {
        const Line line(headings, rows->at(i), i + 2, read.problems);
        // A spreadsheet's apostrophe, and its habit of taking leading noughts away.
        QString code = line.text("code").toUpper().remove(QLatin1Char('\''));
        const PayLine* worker = byCode.value(code.rightJustified(8, QLatin1Char('0')));
        if (!worker || worker == &nobody) {
            line.fault("WORKER_UNKNOWN", "code");
            continue;
        }
        if (seen.contains(worker->workerId)) {
            line.fault("TWICE", "code");
            continue;
        }
        seen.insert(worker->workerId);
        PayChange change{worker->workerId, termsOf(line, *worker, month), monthOf(line, *worker, month)};
        if (change.month && !change.terms && !worker->terms) line.fault("NO_RATE", "basic");
        if (change.terms || change.month) read.changes.append(change);
    }
    return read;
}

} // namespace haziri::review
