#include "app/verbs/VerbSupport.h"

#include "core/base/Json.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonArray>
#include <QRegularExpression>
#include <QTimer>
#include <cstdio>
#include <cstdlib>

namespace haziri::app {

namespace {

[[noreturn]] void usageError(const QString& words) {
    std::fprintf(stderr, "haziri: %s\n", qUtf8Printable(words));
    std::exit(kExitUsage);
}

} // namespace

Options::Options(const QStringList& arguments, std::initializer_list<Option> options, int words) {
    for (const Option& option : options) {
        m_parser.addOption({QLatin1StringView(option.name), QString(), QStringLiteral("value")});
    }
    if (!m_parser.parse(arguments)) usageError(m_parser.errorText());
    if (rest().size() > words) {
        usageError(QStringLiteral("unexpected argument: ") + rest().at(words));
    }
    for (const Option& option : options) {
        const QStringList given = values(option.name);
        const auto refuse = [&](const char* what) {
            usageError(QStringLiteral("--%1 is %2; see `haziri help`")
                           .arg(QLatin1StringView(option.name), QLatin1StringView(what)));
        };
        if (option.required && given.isEmpty()) refuse("missing");
        if (option.required && given.contains(QString())) refuse("empty");
        if (!option.many && given.size() > 1) refuse("given twice");
    }
}

QString Options::value(const char* name) const {
    return m_parser.value(QLatin1StringView(name));
}

QStringList Options::values(const char* name) const {
    return m_parser.values(QLatin1StringView(name));
}

std::optional<qint64> readWhole(const QString& text) {
    static const QRegularExpression digits(QStringLiteral("\\A-?[0-9]{1,15}\\z"));
    return digits.match(text).hasMatch() ? std::optional(text.toLongLong()) : std::nullopt;
}

void sayLine(const QByteArray& text) {
    std::fwrite(text.constData(), 1, std::size_t(text.size()), stdout);
    std::fputc('\n', stdout);
    std::fflush(stdout);
}

void sayJson(const QJsonObject& object) {
    sayLine(json::toText(object));
}

void complain(const QByteArray& code, const QString& message) {
    std::fprintf(stderr, "haziri: %s: %s\n", code.constData(), qUtf8Printable(message));
}

int exitFor(const QByteArray& code) {
    for (const char* line : {"OFFLINE", "TIMEOUT", "ANSWER_CUT", "ANSWER_UNSIGNED", "REDIRECTED", "PIN_MISMATCH",
                             "SIGN_IN_NEEDS_LINE", "ANSWER_TOO_LARGE", "RATE_LIMITED"}) {
        if (code == line) return kExitOffline;
    }
    // HTTP_…: a refusal that names no code of ours comes from somebody on the way.
    return code.startsWith("HTTP_") || code == "STORE_UNAVAILABLE" ? kExitOffline : kExitFailed;
}

muster::Laptop::Options laptopOptions(const Options& options) {
    muster::Laptop::Options laptop;
    laptop.profileDir = options.value("profile");
    laptop.keyPassphraseFile = qEnvironmentVariable("HAZIRI_KEY_PASSPHRASE_FILE");
    laptop.autoSync = false;
    return laptop;
}

std::optional<QString> receiverFrom(const QString& option) {
    const QString named = option.isEmpty() ? qEnvironmentVariable("HAZIRI_GNSS") : option;
    return named.isEmpty() ? std::nullopt : std::optional(named);
}

void whenPlaced(muster::Laptop& laptop, const std::function<void()>& then) {
    constexpr int kPatienceMs = 12'000;
    auto* wait = new QTimer(&laptop);
    const auto look = [&laptop, wait, then](bool tooLong) {
        const muster::PlaceInfo place = laptop.place();
        if (place.searching && !tooLong) return;
        const QByteArray problem = place.searching ? QByteArray("GNSS_SILENT") : place.problem;
        if (!problem.isEmpty())
            complain(problem,
                     QStringLiteral("%1 says no place; the marks declare the site's own.").arg(place.receiver));
        wait->disconnect();
        wait->deleteLater();
        QObject::disconnect(&laptop, &muster::Laptop::placeChanged, wait, nullptr);
        then();
    };
    QObject::connect(&laptop, &muster::Laptop::placeChanged, wait, [look] { look(false); });
    QObject::connect(wait, &QTimer::timeout, &laptop, [look] { look(true); });
    wait->setSingleShot(true);
    wait->start(kPatienceMs);
    QTimer::singleShot(0, wait, [look] { look(false); });
}

int runLaptop(muster::Laptop& laptop, const std::function<void()>& opened) {
    QObject::connect(&laptop, &muster::Laptop::openFailed, &laptop, [](const QByteArray& code, const QString& message) {
        complain(code, message);
        QCoreApplication::exit(kExitFailed);
    });
    QObject::connect(&laptop, &muster::Laptop::opened, &laptop, opened);
    QTimer::singleShot(0, &laptop, [&laptop] { laptop.open(); });
    return QCoreApplication::exec();
}

crypto::SecretBytes readPasswordFile(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        complain("FILE_MISSING", QStringLiteral("The password file cannot be read: ") + path);
        return {};
    }
    QByteArray content = file.read(4096);
    while (content.endsWith('\n') || content.endsWith('\r'))
        content.chop(1);
    if (content.isEmpty()) complain("FILE_EMPTY", QStringLiteral("The password file is empty: ") + path);
    return crypto::SecretBytes::take(std::move(content));
}

std::optional<protocol::Direction> readDirection(const QString& text) {
    const auto direction = protocol::directionFromText(text.toLatin1());
    if (!direction) complain("USAGE", QStringLiteral("The direction is `in` or `out`, not: ") + text);
    return direction;
}

QJsonValue orNull(const QString& text) {
    return text.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(text);
}

QJsonObject toJson(const muster::MarkOutcome& outcome) {
    using Kind = muster::MarkOutcome::Kind;
    QJsonArray codes;
    for (const QByteArray& code : outcome.codes)
        codes.append(QString::fromLatin1(code));
    const bool stored = outcome.kind != Kind::Failed;
    const bool held = outcome.kind == Kind::Held || outcome.firstWasHeld;
    const char* decision = held ? "held" : stored ? "recorded" : "failed";
    QJsonObject object{{QStringLiteral("at"), outcome.time.value},
                       {QStringLiteral("decision"), QLatin1StringView(decision)},
                       {QStringLiteral("workerId"),
                        outcome.workerId.isNull() ? QJsonValue() : QJsonValue(outcome.workerId.toString())},
                       {QStringLiteral("name"), orNull(outcome.name)},
                       {QStringLiteral("direction"), QLatin1StringView(protocol::toText(outcome.direction))},
                       {QStringLiteral("packetId"), stored ? QJsonValue(outcome.packetId.toString()) : QJsonValue()},
                       {QStringLiteral("seq"), stored ? QJsonValue(outcome.seq) : QJsonValue()},
                       {QStringLiteral("codes"), codes},
                       {QStringLiteral("reason"), orNull(outcome.reason)}};
    if (outcome.kind == Kind::AlreadyMarked) object.insert(QStringLiteral("already"), true);
    return object;
}

} // namespace haziri::app
