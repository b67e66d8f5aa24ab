// haziri-server: the verbs of section 10 of the protocol.
#include "server/Verbs.h"

#include "core/base/Build.h"
#include "core/base/CoreDumps.h"
#include "core/crypto/Library.h"

#include <QCoreApplication>
#include <algorithm>
#include <cstdio>
#include <cstring>

using namespace haziri;
using namespace haziri::server;

namespace {

using Verb = Result<Output> (*)(const Arguments&);

const QHash<QString, Verb>& verbs() {
    static const QHash<QString, Verb> all{{QStringLiteral("init"), initialise},
                                          {QStringLiteral("site add"), addSite},
                                          {QStringLiteral("user add"), addUser},
                                          {QStringLiteral("site list"), listSites},
                                          {QStringLiteral("user list"), listUsers},
                                          {QStringLiteral("user password"), setUserPassword},
                                          {QStringLiteral("user block"), blockUser},
                                          {QStringLiteral("user unblock"), unblockUser},
                                          {QStringLiteral("device list"), listDevices},
                                          {QStringLiteral("device block"), blockDevice},
                                          {QStringLiteral("device unblock"), unblockDevice},
                                          {QStringLiteral("trust rules"), printTrustRules},
                                          {QStringLiteral("trust replay"), replayTrust},
                                          {QStringLiteral("worker add"), addWorker},
                                          {QStringLiteral("worker import"), importWorkers},
                                          {QStringLiteral("worker list"), listWorkers},
                                          {QStringLiteral("enrol-code"), makeEnrolmentCode},
                                          {QStringLiteral("export-log"), exportLog},
                                          {QStringLiteral("rotate-keys"), rotateKeys},
                                          {QStringLiteral("erase-worker"), eraseWorker},
                                          {QStringLiteral("check"), checkAll},
                                          {QStringLiteral("backup"), backUp},
                                          {QStringLiteral("bundle take"), takeBundle},
                                          {QStringLiteral("restore"), restore},
                                          {QStringLiteral("announce-restore"), announceRestore}};
    return all;
}

/// What other accounts see of this process from now on; true where a database URL held a password.
bool hidePasswords(int argc, char** argv) {
    bool found = false;
    for (int i = 1; i < argc; ++i) {
        char* const scheme = std::strstr(argv[i], "://");
        char* const at = scheme ? std::strchr(scheme + 3, '@') : nullptr;
        char* const colon = at ? std::strchr(scheme + 3, ':') : nullptr;
        if (!colon || colon + 1 >= at || std::strncmp(argv[i] + (argv[i][0] == '-' ? 5 : 0), "postgres", 8) != 0)
            continue;
        std::fill(colon + 1, at, 'x');
        found = true;
    }
    return found;
}

/// How many words a verb takes behind its name.
qsizetype wordsOf(const QString& verb) {
    static const QHash<QString, qsizetype> all{{QStringLiteral("worker import"), 1}, {QStringLiteral("export-log"), 1},
                                               {QStringLiteral("erase-worker"), 1},  {QStringLiteral("backup"), 1},
                                               {QStringLiteral("restore"), 1},       {QStringLiteral("trust rules"), 1},
                                               {QStringLiteral("bundle take"), 2}};
    return all.value(verb, 0);
}

int complain(const Error& error) {
    const QString text = error.message.isEmpty() ? QString::fromLatin1(error.code) : error.message;
    std::fprintf(stderr, "haziri-server: %s\n", text.toLocal8Bit().constData());
    return error.code == "USAGE" ? 2 : 1;
}

int run(const Arguments& arguments) {
    const bool isVerb = arguments.verb() == QStringLiteral("serve") || verbs().contains(arguments.verb());
    if (const qsizetype most = wordsOf(arguments.verb()); isVerb && arguments.rest().size() > most)
        return complain({"USAGE", QStringLiteral("what is \"%1\"? Nothing was done").arg(arguments.rest().at(most))});
    if (arguments.verb() == QStringLiteral("serve")) {
        const auto served = serve(arguments);
        return served ? 0 : complain(served.error());
    }
    const auto verb = verbs().constFind(arguments.verb());
    if (verb == verbs().constEnd()) {
        if (!arguments.verb().isEmpty())
            std::fprintf(stderr, "haziri-server: unknown verb \"%s\"\n", arguments.verb().toLocal8Bit().constData());
        std::fputs(Arguments::usage().toLocal8Bit().constData(), stderr);
        return 2;
    }
    const auto output = (*verb)(arguments);
    if (!output) return complain(output.error());
    std::fwrite(output->constData(), 1, size_t(output->size()), stdout);
    return 0;
}

} // namespace

int main(int argc, char** argv) {
    forbidCoreDumps();
    crypto::keepLibraryToTheEnd();
    for (int i = 1; i < argc; ++i) {
        if (QUtf8StringView(argv[i]).isValidUtf8()) continue;
        // It would be read as another name, and a data folder made there.
        return complain({"USAGE", QStringLiteral("an argument is no UTF-8 text")});
    }
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("haziri-server"));
    QCoreApplication::setApplicationVersion(QString::fromLatin1(kVersion));
    const auto arguments = Arguments::parse(QCoreApplication::arguments().mid(1));
    if (!arguments) return complain(arguments.error());
    if (hidePasswords(argc, argv))
        std::fputs("haziri-server: warning: a password stood on the command line, where every account of this machine "
                   "could read it; name the database in HAZIRI_DB_URL, or its password in PGPASSWORD or ~/.pgpass\n",
                   stderr);
    if (arguments->has(QStringLiteral("version"))) {
        std::printf("haziri-server %s\n", kVersion);
        return 0;
    }
    if (arguments->has(QStringLiteral("help")) || arguments->verb() == QStringLiteral("help")) {
        std::fputs(Arguments::usage().toLocal8Bit().constData(), stdout);
        return 0;
    }
    return run(*arguments);
}
