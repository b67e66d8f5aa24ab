#include "core/registers/RegisterTable.h"

#include <QDateTime>
#include <QLocale>

static void initResources() {
    Q_INIT_RESOURCE(haziri_register_words); // a static library's resources are not there by themselves
}

namespace haziri::registers {

namespace {

constexpr qint64 kMinute = 60'000;

QJsonObject readWords() {
    initResources();
    QFile file(QStringLiteral(":/haziri/register-words/words.json"));
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
}

/// What the table itself says; resources/registers/words.json has it in the languages of the forms.
QString word(const QString& language, const char* english) {
    static const QJsonObject words = readWords();
    const QJsonObject one = words[QLatin1String(english)].toObject();
    return one[language].toString(QString::fromLatin1(english));
}

/// Moments at the site's own offset; no zone database is asked, so there is no summer time to fall over.
struct Local {
    qint32 offsetMin = 330;
    QDateTime at(UnixMillis moment) const {
        return QDateTime::fromMSecsSinceEpoch(moment.value + offsetMin * kMinute, Qt::UTC);
    }
    /// "06:00", or "06:00+1" on the day after.
    QString time(const std::optional<UnixMillis>& moment, QDate day) const {
        if (!moment) return QStringLiteral("–");
        const QDateTime there = at(*moment);
        const qint64 later = day.daysTo(there.date());
        return there.toString(QStringLiteral("HH:mm")) + (later > 0 ? QStringLiteral("+%1").arg(later) : QString());
    }
};

class Filler {
  public:
    Filler(const RegisterForm& form, const MonthReport& report, const TableWish& wish)
        : m_form(form)
        , m_report(report)
        , m_wish(wish)
        , m_local{report.tzOffsetMin} {}

    RegisterTable fill() {
        RegisterTable table;
        table.number = m_form.number;
        table.title = m_form.title.in(m_wish.language);
        table.act = m_form.act.in(m_wish.language);
        table.note = m_form.note.in(m_wish.language);
        table.rules = m_report.rules;
        table.language = m_wish.language;
        table.site = m_report.site;
        table.month = m_report.month;
        table.layout = m_form.layout;
        table.isA3 = m_form.isA3;
        table.madeFrom = m_wish.madeFrom;
        for (const FormLine& line : m_form.head)
            table.head << RegisterTable::Line{line.label.in(m_wish.language), above(line.source)};
        addColumns(table);
        qint64 serial = 0;
        for (const ReportWorker& worker : m_report.workers)
            if (m_wish.thekedarId.isNull() || worker.thekedarId == m_wish.thekedarId)
                table.rows << row(worker, ++serial);
        addTotals(table);
        return table;
    }

  private:
    int daysOf(const FormColumn& column) const { return column.isPerDay() ? m_report.month.daysInMonth() : 1; }

    void addColumns(RegisterTable& table) const {
        for (const FormColumn& column : m_form.columns)
            for (int day = 1; day <= daysOf(column); ++day) {
                RegisterTable::Column one;
                one.label = column.isPerDay() ? QString::number(day) : column.label.in(m_wish.language);
                one.group = column.isPerDay() ? column.label.in(m_wish.language) : column.group.in(m_wish.language);
                one.width = column.width;
                one.isPerDay = column.isPerDay();
                one.isNumber = isNumber(column.source);
                table.columns << one;
            }
    }

    static bool isNumber(Source source) {
        static const QSet<Source> numbers{Source::Serial, Source::DaysWorked, Source::DayUnits, Source::Hours,
                                          Source::Overtime};
        return numbers.contains(source) || (source >= Source::RateDaily && source <= Source::Net);
    }

    QList<Cell> row(const ReportWorker& worker, qint64 serial) const {
        QList<Cell> cells;
        for (const FormColumn& column : m_form.columns)
            for (int day = 1; day <= daysOf(column); ++day)
                cells << (column.isPerDay() ? onDay(column.source, worker, day) : cell(column.source, worker, serial));
        return cells;
    }

    Cell onDay(Source source, const ReportWorker& worker, int number) const {
        const QDate date(m_report.month.year(), m_report.month.month(), number);
        for (const ReportDay& day : worker.days)
            if (day.date == date) return source == Source::DayMarks ? marks(day) : code(day);
        return {};
    }
    /// Every shift of the day; a shift without an end shows as the day's first and last mark.
    Cell marks(const ReportDay& day) const {
        if (day.shifts.size() > 1 && !day.isIncomplete) {
            QStringList lines;
            for (const auto& [in, out] : day.shifts)
                lines << m_local.time(in, day.date) << m_local.time(out, day.date);
            return Cell::of(lines.join(QLatin1Char('\n')));
        }
        return Cell::of(m_local.time(day.in, day.date) + QLatin1Char('\n') + m_local.time(day.out, day.date));
    }
    static Cell code(const ReportDay& day) {
        if (day.units >= 100) return Cell::of(QStringLiteral("P"));
        if (day.units >= 75) return Cell::of(QStringLiteral("¾"));
        if (day.units >= 50) return Cell::of(QStringLiteral("HD"));
        if (day.units > 0) return Cell::of(QStringLiteral("¼"));
        return Cell::of(QStringLiteral("?")); // an end is missing: somebody has to say what it was
    }

    static Cell money(qint64 paise) { return Cell::of(Cell::Kind::Money, paise); }
    Cell rate(const ReportPay& pay, qint64 paise) const {
        const Cell cell = money(paise);
        if (!pay.isMonthly || paise == 0) return cell;
        return Cell::of(QStringLiteral("%1 / %2").arg(cell.printed(), word(m_wish.language, "month")));
    }

    /// What is known without the office's word on this month's deductions.
    Cell earned(Source source, const ReportPay& pay) const {
        switch (source) {
        case Source::RateDaily:
            return rate(pay, pay.basicRate);
        case Source::RateDa:
            return rate(pay, pay.daRate);
        case Source::RateOther:
            return rate(pay, pay.otherRate);
        case Source::EarnedBasic:
            return money(pay.basic);
        case Source::EarnedDa:
            return money(pay.da);
        case Source::EarnedOther:
            return money(pay.other);
        case Source::EarnedOvertime:
            return money(pay.overtime);
        case Source::EarnedTotal:
            return money(pay.gross);
        case Source::DeductedEpf:
            return pay.epf || pay.isSettled ? money(pay.epf.value_or(0)) : Cell();
        case Source::DeductedEsic:
            return pay.esic || pay.isSettled ? money(pay.esic.value_or(0)) : Cell();
        case Source::Account:
            return Cell::of(pay.account);
        default:
            return pay.isSettled ? settled(source, pay) : Cell();
        }
    }
    static Cell settled(Source source, const ReportPay& pay) {
        switch (source) {
        case Source::DeductedSociety:
            return money(pay.society);
        case Source::DeductedTax:
            return money(pay.incomeTax);
        case Source::DeductedInsurance:
            return money(pay.insurance);
        case Source::DeductedAdvances:
            return money(pay.advances);
        case Source::DeductedFine:
            return money(pay.fine);
        case Source::DeductedDamages:
            return money(pay.damages);
        case Source::DeductedOthers:
            return money(pay.others);
        case Source::DeductedRest:
            return money(pay.deductions - pay.epf.value_or(0) - pay.esic.value_or(0));
        case Source::DeductedTotal:
            return money(pay.deductions);
        case Source::Net:
            return money(pay.net);
        case Source::PaidOn:
            return pay.paidOn.isValid() ? Cell::of(pay.paidOn.toString(QStringLiteral("dd.MM.yyyy"))) : Cell();
        case Source::Receipt:
            return Cell::of(pay.receipt);
        case Source::FineFor:
            return Cell::of(pay.fineFor);
        case Source::DamagesFor:
            return Cell::of(pay.damagesFor);
        default:
            return {};
        }
    }

    Cell cell(Source source, const ReportWorker& worker, qint64 serial) const {
        switch (source) {
        case Source::Serial:
            return Cell::of(Cell::Kind::Count, serial);
        case Source::Code:
            return Cell::of(employeeCode(worker.workerId));
        case Source::Name:
            return Cell::of(worker.name);
        case Source::Guardian:
            return Cell::of(worker.guardian);
        case Source::Sex:
            return Cell::of(worker.sex);
        case Source::Designation:
            return Cell::of(worker.designation);
        case Source::Thekedar:
            return Cell::of(worker.thekedar);
        case Source::Uan:
            return Cell::of(worker.uan);
        case Source::Esic:
            return Cell::of(worker.esic);
        case Source::DaysWorked:
            return Cell::of(Cell::Kind::Count, worker.daysWorked);
        case Source::DayUnits:
            return Cell::of(Cell::Kind::Days, worker.units);
        case Source::Hours:
            return Cell::of(Cell::Kind::Hours, worker.minutes);
        case Source::Overtime:
            return Cell::of(Cell::Kind::Hours, worker.overtime);
        case Source::Remarks:
            return remarks(worker);
        default:
            if (source >= Source::RateDaily && source <= Source::Account)
                return worker.pay ? earned(source, *worker.pay) : Cell();
            return Cell::of(above(source));
        }
    }

    Cell remarks(const ReportWorker& worker) const {
        QStringList parts;
        const auto add = [&](const char* what, qint64 count) {
            if (count > 0) parts << QStringLiteral("%1: %2").arg(word(m_wish.language, what)).arg(count);
        };
        add("waiting", worker.held);
        add("incomplete", worker.incomplete);
        if (worker.isRestMissed) add("days without rest", worker.longestRow);
        if (worker.pay && worker.pay->notTaken > 0)
            parts << QStringLiteral("%1: %2").arg(word(m_wish.language, "not deducted"),
                                                  money(worker.pay->notTaken).printed());
        return Cell::of(parts.join(QStringLiteral("; ")));
    }

    /// What is the same for every row.
    QString above(Source source) const {
        const Establishment& office = m_wish.establishment;
        switch (source) {
        case Source::Establishment:
            return office.name;
        case Source::Employer:
            return office.employer;
        case Source::Owner:
            return office.owner;
        case Source::Registration:
            return office.registration;
        case Source::Site:
            return m_report.site;
        case Source::Month:
            // Marathi's own digits would stand beside 0 to 9 everywhere else on the page.
            return QStringLiteral("%1 %2").arg(QLocale(m_wish.language).standaloneMonthName(m_report.month.month()),
                                               QString::number(m_report.month.year()));
        case Source::Period:
            return period();
        case Source::Duration:
            return word(m_wish.language, "monthly");
        case Source::Thekedar:
            for (const ReportWorker& worker : m_report.workers)
                if (!m_wish.thekedarId.isNull() && worker.thekedarId == m_wish.thekedarId) return worker.thekedar;
            return {};
        default:
            return {};
        }
    }
    QString period() const {
        const QString format = QStringLiteral("dd.MM.yyyy");
        const QDate last = m_report.month.addMonths(1).addDays(-1);
        return m_report.month.toString(format) + QStringLiteral(" – ") + last.toString(format);
    }

    void addTotals(RegisterTable& table) const {
        const bool any = std::any_of(m_form.columns.cbegin(), m_form.columns.cend(),
                                     [](const FormColumn& column) { return column.isTotalled; });
        if (!any || table.rows.isEmpty() || table.layout == RegisterForm::Layout::Slip) return;
        int at = 0;
        for (const FormColumn& column : m_form.columns)
            for (int day = 0; day < daysOf(column); ++day, ++at)
                table.totals << (column.isTotalled ? total(table, at) : Cell());
        for (int i = 0; i < m_form.columns.size() && i < table.totals.size(); ++i)
            if (m_form.columns[i].source == Source::Name) table.totals[i] = Cell::of(word(m_wish.language, "Total"));
    }
    static Cell total(const RegisterTable& table, int column) {
        Cell sum;
        for (const auto& row : table.rows)
            if (row[column].isNumber()) {
                sum.kind = row[column].kind;
                sum.value += row[column].value;
            }
        return sum;
    }

    const RegisterForm& m_form;
    const MonthReport& m_report;
    const TableWish& m_wish;
    Local m_local;
};

} // namespace

// --- cells -----------------------------------------------------------------------------------------------------------

Cell Cell::of(const QString& text) {
    return text.isEmpty() ? Cell() : Cell{Kind::Text, text, 0};
}

Cell Cell::of(Kind kind, qint64 value) {
    return {kind, {}, value};
}

double Cell::number() const {
    const double whole = double(value);
    return kind == Kind::Money || kind == Kind::Days ? whole / 100 : kind == Kind::Hours ? whole / 60 : whole;
}

QString Cell::plain() const {
    const auto trimmed = [&] {
        QString digits = QString::number(number(), 'f', 2);
        while (digits.endsWith(QLatin1Char('0')))
            digits.chop(1);
        if (digits.endsWith(QLatin1Char('.'))) digits.chop(1);
        return digits;
    };
    switch (kind) {
    case Kind::Empty:
        return {};
    case Kind::Text:
        return text;
    case Kind::Count:
        return QString::number(value);
    case Kind::Money:
        return QStringLiteral("%1%2.%3")
            .arg(value < 0 ? QStringLiteral("-") : QString())
            .arg(std::abs(value) / 100)
            .arg(std::abs(value) % 100, 2, 10, QLatin1Char('0'));
    case Kind::Hours:
    case Kind::Days:
        break;
    }
    return trimmed();
}

QString Cell::printed() const {
    if (kind != Kind::Money) return plain();
    return QLocale(QLocale::English, QLocale::India).toString(double(value) / 100, 'f', 2);
}

// --- the table -------------------------------------------------------------------------------------------------------

QString RegisterTable::Column::name() const {
    return group.isEmpty() || group == label ? label : group + QStringLiteral(": ") + label;
}

QString RegisterTable::footer() const {
    const QString when = QDateTime::fromMSecsSinceEpoch(madeFrom.at.value).toString(QStringLiteral("dd.MM.yyyy HH:mm"));
    if (madeFrom.logSize == 0) return QStringLiteral("%1; %2").arg(word("no log checkpoint"), when);
    return QStringLiteral("%1 %2, %3 %4, %5 %6; %7")
        .arg(word("Log"), QString::fromUtf8(madeFrom.origin), QString::number(madeFrom.logSize), word("entries"),
             word("root"), QString::fromLatin1(madeFrom.root), when);
}

QString RegisterTable::word(const char* english) const {
    return registers::word(language, english);
}

QString RegisterTable::fileName() const {
    QString name = QStringLiteral("%1 %2 %3").arg(number, site, month.toString(QStringLiteral("yyyy-MM")));
    for (QChar& c : name)
        if (QStringLiteral("/\\:*?\"<>|").contains(c) || c.category() == QChar::Other_Control) c = QLatin1Char('-');
    return name.simplified();
}

Result<RegisterTable> fillIn(const RegisterForm& form, const MonthReport& report, const TableWish& wish) {
    if (report.isWages != (form.report == RegisterForm::Report::Wages)) return fail("WRONG_REPORT");
    return Filler(form, report, wish).fill();
}

QString employeeCode(const WorkerId& workerId) {
    return workerId.toString().right(8).toUpper();
}

} // namespace haziri::registers
