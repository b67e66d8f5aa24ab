#include "server/verify/Options.h"

#include "core/base/Base64Url.h"
#include "core/slip/HajriSlip.h"
#include "server/verify/FileSource.h"
#include "server/verify/NoteFile.h"
#include "server/verify/ServerSource.h"

#include <QCommandLineParser>
#include <QFile>

namespace haziri::verify {

namespace {

constexpr qint64 kMaxSmallFile = 64 * 1024;

const QCommandLineOption& logOption() {
    static const QCommandLineOption option(QStringLiteral("log"),
                                           QStringLiteral("The log: JSON Lines, documents of audit/log, an array of "
                                                          "entries, or the address of a server."),
                                           QStringLiteral("FILE|URL"));
    return option;
}
const QCommandLineOption& keyOption() {
    static const QCommandLineOption option(
        QStringLiteral("key"), QStringLiteral("The log's verifier key, as 'haziri-server init' printed it."),
        QStringLiteral("VKEY"));
    return option;
}
const QCommandLineOption& checkpointOption() {
    static const QCommandLineOption option(
        QStringLiteral("checkpoint"),
        QStringLiteral("A checkpoint that the log must contain as its past, or, of a "
                       "log without one of its own, end with."),
        QStringLiteral("FILE"));
    return option;
}
const QCommandLineOption& pinOption() {
    static const QCommandLineOption option(
        QStringLiteral("pin"), QStringLiteral("base64url SHA-256 of the server certificate's SubjectPublicKeyInfo."),
        QStringLiteral("PIN"));
    return option;
}
const QCommandLineOption& tokenOption() {
    static const QCommandLineOption option(
        QStringLiteral("token"), QStringLiteral("File with a session's bearer token."), QStringLiteral("FILE"));
    return option;
}
const QCommandLineOption& deviceOption() {
    static const QCommandLineOption option(QStringLiteral("device"), QStringLiteral("The device the token belongs to."),
                                           QStringLiteral("ID"));
    return option;
}
const QCommandLineOption& slipOption() {
    static const QCommandLineOption option(
        QStringLiteral("slip"), QStringLiteral("A hajri slip: what its code says, or a file with it. Needs no log."),
        QStringLiteral("FILE|TEXT"));
    return option;
}

Result<QByteArray> readSmallFile(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) return fail("FILE", path + QStringLiteral(": ") + file.errorString());
    const QByteArray content = file.read(kMaxSmallFile + 1);
    if (content.size() > kMaxSmallFile) return fail("FILE", path + QStringLiteral(": too large"));
    return content;
}

tl::unexpected<Error> usage(QString why) {
    return fail("USAGE", std::move(why));
}

Result<HttpAccess> readAccess(const QCommandLineParser& parser) {
    HttpAccess access;
    access.pin = parser.value(pinOption()).toLatin1();
    access.deviceId = parser.value(deviceOption()).toLatin1();
    if (const auto pin = fromBase64Url(access.pin); !pin || (!pin->isEmpty() && pin->size() != 32))
        return usage(QStringLiteral("--pin is not base64url of 32 bytes"));
    if (!parser.isSet(tokenOption())) return access;
    const auto token = readSmallFile(parser.value(tokenOption()));
    if (!token) return fail(token.error());
    access.token = token->trimmed();
    if (access.token.isEmpty() || access.token.contains('\n'))
        return usage(QStringLiteral("--token is not a file with one token"));
    return access;
}

/// What begins like a slip is one; everything else is a file's name.
Result<QByteArray> readSlipText(const QString& given) {
    if (given.startsWith(QLatin1String(slip::kPrefix))) return given.toUtf8();
    if (!QFile::exists(given))
        return usage(QStringLiteral("--slip takes the text of a slip's code, which begins with %1, or a file with it; "
                                    "there is no file of this name: %2")
                         .arg(QLatin1String(slip::kPrefix), given.left(200)));
    return readSmallFile(given);
}

Result<Options> readAll(const QCommandLineParser& parser) {
    if (parser.isSet(logOption()) == parser.isSet(slipOption()) || !parser.isSet(keyOption()) ||
        !parser.positionalArguments().isEmpty())
        return usage(QStringLiteral("usage: haziri-verify --log FILE|URL --key VKEY [--checkpoint FILE]\n"
                                    "       haziri-verify --slip FILE|TEXT --key VKEY"));
    Options options;
    options.log = parser.value(logOption());
    const auto key = audit::readVerifierKey(parser.value(keyOption()).trimmed().toUtf8());
    if (!key) return usage(QStringLiteral("--key: ") + key.error().message);
    options.key = *key;
    if (parser.isSet(slipOption())) {
        auto text = readSlipText(parser.value(slipOption()));
        if (!text) return fail(text.error());
        options.slip = std::move(*text);
        return options;
    }
    auto access = readAccess(parser);
    if (!access) return fail(access.error());
    options.access = std::move(*access);
    if (!parser.isSet(checkpointOption())) return options;
    const auto note = readSmallFile(parser.value(checkpointOption()));
    if (!note) return fail(note.error());
    if (note->trimmed().isEmpty()) return usage(QStringLiteral("--checkpoint: there is nothing in the file"));
    const auto checkpoint = audit::verifyCheckpoint(noteOfFile(*note), options.key);
    if (!checkpoint) return usage(QStringLiteral("--checkpoint: ") + checkpoint.error().message);
    options.witnessed = *checkpoint;
    return options;
}

} // namespace

bool Options::isUrl() const {
    return log.startsWith(QLatin1String("https://")) || log.startsWith(QLatin1String("http://"));
}

std::unique_ptr<EntrySource> Options::open() const {
    if (isUrl()) return std::make_unique<ServerSource>(QUrl(log), access, key);
    return std::make_unique<FileSource>(log);
}

Result<Options> readOptions(const QStringList& arguments) {
    QCommandLineParser parser;
    parser.setApplicationDescription(
        QStringLiteral("Rebuilds every hash of a Haziri log and compares the result with the log's signed checkpoint.\n"
                       "Exit status: 0 all holds, 1 something is wrong with the log, 2 it could not be read."));
    parser.addOptions(
        {logOption(), keyOption(), checkpointOption(), slipOption(), pinOption(), tokenOption(), deviceOption()});
    const QCommandLineOption help = parser.addHelpOption();
    const QCommandLineOption version = parser.addVersionOption();
    if (!parser.parse(arguments)) return usage(parser.errorText());
    if (parser.isSet(help)) return fail("HELP", parser.helpText());
    if (parser.isSet(version)) return fail("VERSION", QStringLiteral("haziri-verify " HAZIRI_VERSION));
    return readAll(parser);
}

} // namespace haziri::verify
