#include "app/verbs/Verbs.h"

#include "core/base/Build.h"

#include <QGuiApplication>
#include <array>
#include <cstdio>
#include <cstring>

namespace haziri::app {

namespace {

struct Verb {
    QLatin1StringView name;
    QLatin1StringView usage;
    int (*run)(const QStringList&);
    bool needsGui; ///< Qt Multimedia does
};

constexpr std::array kVerbs{
    Verb{QLatin1StringView("register"), QLatin1StringView("register --profile DIR --uri URI"), runRegister, false},
    Verb{QLatin1StringView("enrol"),
         QLatin1StringView(
             "enrol --profile DIR --user THEKEDAR --password-file F --name N --photo FILE [--photo FILE …] "
             "--consent-language hi|en|mr"),
         runEnrol, false},
    Verb{QLatin1StringView("capture"),
         QLatin1StringView(
             "capture --profile DIR --camera default|device:ID|file:PATH [--seconds N] [--direction in|out] "
             "[--gnss SOURCE]"),
         runCapture, true},
    Verb{QLatin1StringView("mark"),
         QLatin1StringView("mark --profile DIR --worker ID --direction in|out --reason TEXT [--gnss SOURCE]"), runMark,
         false},
    Verb{QLatin1StringView("undo"), QLatin1StringView("undo --profile DIR --packet ID"), runUndo, false},
    Verb{QLatin1StringView("card"), QLatin1StringView("card --profile DIR --worker ID --out FILE.png|FILE.pdf"),
         runCard, true},
    Verb{QLatin1StringView("faces"), QLatin1StringView("faces --profile DIR [--forget WORKERID|all]"), runFaces, false},
    Verb{QLatin1StringView("queue"), QLatin1StringView("queue --profile DIR"), runQueue, false},
    Verb{QLatin1StringView("bundle"), QLatin1StringView("bundle export|import --profile DIR FILE"), runBundle, false},
    Verb{QLatin1StringView("sync"), QLatin1StringView("sync --profile DIR"), runSync, false},
    Verb{QLatin1StringView("budget"),
         QLatin1StringView("budget --profile DIR [--photos-mb-per-day N|off] [--when metered|always]"), runBudget,
         false},
    Verb{QLatin1StringView("draw"),
         QLatin1StringView("draw --log FILE --key VKEY --site ID --day YYYY-MM-DD [--sample 20] [--tz-offset-min 330] "
                           "[--expect INDEX,INDEX,…]"),
         runDraw, false},
};

const Verb* findVerb(const char* name) {
    for (const Verb& verb : kVerbs) {
        if (verb.name == QLatin1StringView(name)) return &verb;
    }
    return nullptr;
}

bool asksForHelp(const QLatin1StringView& word) {
    return word == QLatin1StringView("help") || word == QLatin1StringView("--help") || word == QLatin1StringView("-h");
}

void printHelp() {
    std::puts("haziri [--profile DIR] [--camera default|device:ID|file:PATH] [--language en|hi|mr]\n"
              "       [--theme light|dark|contrast] [--gnss SOURCE]   opens the window");
    for (const Verb& verb : kVerbs)
        std::printf("haziri %s\n", verb.usage.data());
    std::puts(
        "\nSOURCE is a receiver that speaks NMEA (serial:/dev/ttyUSB0, socket://HOST:PORT, or the path of a recording) "
        "or\n"
        "off; HAZIRI_GNSS names one too. Without it a mark declares the place of its site.\n"
        "\nKeys are kept in the keychain. Where no keychain service runs, HAZIRI_KEY_PASSPHRASE_FILE names a file\n"
        "with the passphrase of a sealed key file inside the profile.");
}

} // namespace

bool hasDisplay() {
    return !qEnvironmentVariableIsEmpty("DISPLAY") || !qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY") ||
           !qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM");
}

bool isVerb(int argc, char** argv) {
    if (argc < 2) return false;
    const QLatin1StringView word(argv[1]);
    return !word.startsWith(QLatin1Char('-')) || asksForHelp(word) || word == QLatin1StringView("--version");
}

int runVerb(int argc, char** argv) {
    const QLatin1StringView word(argv[1]);
    if (asksForHelp(word)) {
        printHelp();
        return 0;
    }
    if (word == QLatin1StringView("--version")) {
        std::printf("haziri %s\n", kVersion);
        return 0;
    }
    const Verb* found = findVerb(argv[1]);
    if (!found) {
        std::fprintf(stderr, "haziri: unknown verb \"%s\"; see `haziri help`\n", argv[1]);
        return 2;
    }
    const Verb& verb = *found;
    for (int i = 2; i < argc; ++i) {
        if (std::strcmp(argv[i], "--help") != 0 && std::strcmp(argv[i], "-h") != 0) continue;
        std::printf("haziri %s\n", verb.usage.data());
        return 0;
    }
    for (int i = 2; i < argc; ++i) {
        if (QUtf8StringView(argv[i]).isValidUtf8()) continue;
        // It would be read as another name, and a profile made there.
        std::fputs("haziri: an argument is no UTF-8 text\n", stderr);
        return 2;
    }
    QCoreApplication::setApplicationName(QStringLiteral("haziri"));
    QCoreApplication::setApplicationVersion(QLatin1StringView(kVersion));
    std::unique_ptr<QCoreApplication> application;
    if (verb.needsGui) {
        // Without a display Qt would end the program instead of telling us.
        if (!hasDisplay()) qputenv("QT_QPA_PLATFORM", "offscreen");
        application = std::make_unique<QGuiApplication>(argc, argv);
    } else {
        application = std::make_unique<QCoreApplication>(argc, argv);
    }
    return verb.run(QCoreApplication::arguments().mid(1));
}

} // namespace haziri::app
