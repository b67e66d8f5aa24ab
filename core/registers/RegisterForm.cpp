#include "core/registers/RegisterForm.h"

#include "core/base/Json.h"

#include <QDir>
#include <QFile>

static void initResources() {
    Q_INIT_RESOURCE(haziri_forms); // a static library's resources are not there by themselves
}

namespace haziri::registers {

namespace {

std::optional<Source> sourceOf(const QByteArray& name) {
    static const QHash<QByteArray, Source> sources{{"blank", Source::Blank},
                                                   {"serial", Source::Serial},
                                                   {"code", Source::Code},
                                                   {"name", Source::Name},
                                                   {"guardian", Source::Guardian},
                                                   {"sex", Source::Sex},
                                                   {"designation", Source::Designation},
                                                   {"site", Source::Site},
                                                   {"thekedar", Source::Thekedar},
                                                   {"uan", Source::Uan},
                                                   {"esic", Source::Esic},
                                                   {"period", Source::Period},
                                                   {"dayMarks", Source::DayMarks},
                                                   {"dayCode", Source::DayCode},
                                                   {"daysWorked", Source::DaysWorked},
                                                   {"dayUnits", Source::DayUnits},
                                                   {"hours", Source::Hours},
                                                   {"overtime", Source::Overtime},
                                                   {"rateDaily", Source::RateDaily},
                                                   {"earnedBasic", Source::EarnedBasic},
                                                   {"earnedOvertime", Source::EarnedOvertime},
                                                   {"earnedTotal", Source::EarnedTotal},
                                                   {"rateDa", Source::RateDa},
                                                   {"rateOther", Source::RateOther},
                                                   {"earnedDa", Source::EarnedDa},
                                                   {"earnedOther", Source::EarnedOther},
                                                   {"deductedEpf", Source::DeductedEpf},
                                                   {"deductedEsic", Source::DeductedEsic},
                                                   {"deductedSociety", Source::DeductedSociety},
                                                   {"deductedTax", Source::DeductedTax},
                                                   {"deductedInsurance", Source::DeductedInsurance},
                                                   {"deductedAdvances", Source::DeductedAdvances},
                                                   {"deductedFine", Source::DeductedFine},
                                                   {"deductedDamages", Source::DeductedDamages},
                                                   {"deductedOthers", Source::DeductedOthers},
                                                   {"deductedRest", Source::DeductedRest},
                                                   {"deductedTotal", Source::DeductedTotal},
                                                   {"net", Source::Net},
                                                   {"paidOn", Source::PaidOn},
                                                   {"receipt", Source::Receipt},
                                                   {"fineFor", Source::FineFor},
                                                   {"damagesFor", Source::DamagesFor},
                                                   {"account", Source::Account},
                                                   {"duration", Source::Duration},
                                                   {"remarks", Source::Remarks},
                                                   {"establishment", Source::Establishment},
                                                   {"employer", Source::Employer},
                                                   {"owner", Source::Owner},
                                                   {"registration", Source::Registration},
                                                   {"month", Source::Month}};
    const auto found = sources.constFind(name);
    return found == sources.cend() ? std::nullopt : std::optional(*found);
}

FormText textOf(const json::Reader& reader, const char* key) {
    FormText text;
    const json::Reader words = reader.object(key);
    text.set(QStringLiteral("en"), QString::fromUtf8(words.text("en", 1000)));
    const QJsonObject all = words.toQJson();
    for (auto it = all.begin(); it != all.end(); ++it)
        text.set(it.key(), it.value().toString());
    return text;
}

Source sourceIn(const json::Reader& reader) {
    const auto source = sourceOf(reader.text("source", 40));
    if (!source) reader.setError("source", "is not known");
    return source.value_or(Source::Blank);
}

FormColumn columnOf(const json::Reader& reader) {
    FormColumn column;
    column.label = textOf(reader, "label");
    if (reader.has("group")) column.group = textOf(reader, "group");
    column.source = sourceIn(reader);
    column.width = reader.integer("width", 1, 200);
    column.isTotalled = reader.has("total") && reader.boolean("total");
    return column;
}

template <class Enum>
Enum choice(const json::Reader& reader, const char* key, std::initializer_list<std::pair<const char*, Enum>> choices) {
    const QByteArray word = reader.text(key, 20);
    for (const auto& [name, value] : choices)
        if (word == name) return value;
    reader.setError(key, "is not known");
    return choices.begin()->second;
}

} // namespace

bool RegisterForm::isInForce(QDate month) const {
    const QDate last = month.addMonths(1).addDays(-1);
    return validFrom <= last && (!validTo.isValid() || month <= validTo);
}

Result<RegisterForm> readForm(const QString& id, const QByteArray& json) {
    const auto reader = json::Reader::parse(json);
    if (!reader) return fail(reader.error());
    const auto date = [&](const char* key) {
        return QDate::fromString(QString::fromLatin1(reader->text(key, 10)), Qt::ISODate);
    };
    RegisterForm form;
    form.id = id;
    form.number = QString::fromUtf8(reader->text("number", 80));
    form.title = textOf(*reader, "title");
    form.act = textOf(*reader, "act");
    form.note = textOf(*reader, "note");
    form.state = QString::fromUtf8(reader->text("state", 40));
    form.validFrom = date("validFrom");
    if (reader->has("validTo")) form.validTo = date("validTo");
    form.report = choice<RegisterForm::Report>(
        *reader, "report", {{"muster", RegisterForm::Report::Muster}, {"wages", RegisterForm::Report::Wages}});
    form.layout = choice<RegisterForm::Layout>(
        *reader, "layout", {{"table", RegisterForm::Layout::Table}, {"slip", RegisterForm::Layout::Slip}});
    form.isA3 = choice<bool>(*reader, "paper", {{"A4", false}, {"A3", true}});
    for (const auto& line : reader->objects("head", 20))
        form.head << FormLine{textOf(line, "label"), sourceIn(line)};
    for (const auto& column : reader->objects("columns", 60))
        form.columns << columnOf(column);
    if (!reader->error() && !form.validFrom.isValid()) reader->setError("validFrom", "is no date");
    if (!reader->error() && reader->has("validTo") && !form.validTo.isValid())
        reader->setError("validTo", "is no date");
    if (!reader->error() && form.columns.isEmpty()) reader->setError("columns", "are missing");
    if (reader->error()) return fail(*reader->error());
    return form;
}

Result<QList<RegisterForm>> allForms() {
    initResources();
    const QDir folder(QStringLiteral(":/haziri/forms"));
    QList<RegisterForm> forms;
    for (const QString& name : folder.entryList({QStringLiteral("*.json")}, QDir::Files, QDir::Name)) {
        QFile file(folder.filePath(name));
        if (!file.open(QIODevice::ReadOnly)) return fail("MALFORMED", name);
        auto form = readForm(name.chopped(5), file.readAll());
        if (!form) return fail("MALFORMED", name + QStringLiteral(": ") + form.error().message);
        forms << *form;
    }
    return forms;
}

} // namespace haziri::registers
