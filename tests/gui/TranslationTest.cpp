// Every text of the sources has a finished translation in each language, and every code that can reach a screen has
// words.
#include "core/capture/Decision.h"
#include "ui/frame/HelpWindow.h"
#include "ui/frame/TopBar.h"
#include "ui/muster/MusterPage.h"
#include "ui/review/ReasonWords.h"
#include "ui/theme/Style.h"
#include "ui/widgets/Chip.h"
#include "ui/words/Languages.h"
#include "ui/words/Words.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

using namespace haziri;
using namespace haziri::ui;

class TranslationTest : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void everySourceTextIsTranslated_data() { eachFile(); }
    void everySourceTextIsTranslated();
    void placeholdersSurvive_data() { eachFile(); }
    void placeholdersSurvive();
    void everyCodeHasWords_data();
    void everyCodeHasWords();
    void switchesWhileRunning();
    void aBannerIsSaidAgain();
    void everyLanguageHasItsHelp();
    void everyLanguageHasAName();
    void theReasonsOfTheServerHaveWords();
    void itsOtherSentencesHaveWords();

  private:
    struct Message {
        QString source, translation;
        bool finished = false;
    };
    static QList<Message> read(const QString& path);
    static void eachFile() {
        QTest::addColumn<QString>("path");
        for (const QString& path : files())
            QTest::newRow(qPrintable(path.section(QLatin1Char('/'), -1))) << path;
    }
    static QString sourceDir() { return qEnvironmentVariable("HAZIRI_SOURCE_DIR"); }
    /// haziri_<code>.ts; all of them, as the build takes them.
    static QStringList files() {
        const QDir folder(sourceDir() + QStringLiteral("/resources/translations"));
        QStringList found;
        for (const QString& name : folder.entryList({QStringLiteral("haziri_*.ts")}))
            found << folder.filePath(name);
        return found;
    }
    static bool isDevanagari(const QString& text) {
        return std::any_of(text.begin(), text.end(), [](QChar c) { return c.script() == QChar::Script_Devanagari; });
    }
};

QList<TranslationTest::Message> TranslationTest::read(const QString& path) {
    QList<Message> messages;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) return messages;
    QXmlStreamReader xml(&file);
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement) continue;
        if (xml.name() == QLatin1String("message"))
            messages << Message{};
        else if (xml.name() == QLatin1String("source"))
            messages.last().source = xml.readElementText();
        else if (xml.name() == QLatin1String("translation")) {
            messages.last().finished = !xml.attributes().hasAttribute(QLatin1String("type"));
            messages.last().translation = xml.readElementText();
        }
    }
    return messages;
}

void TranslationTest::everySourceTextIsTranslated() {
    QFETCH(QString, path);
    QVERIFY2(!sourceDir().isEmpty(), "HAZIRI_SOURCE_DIR names the sources");
    QTemporaryDir folder;
    const QString copy = folder.filePath(QStringLiteral("one.ts"));
    QVERIFY(QFile::copy(path, copy));
    // What the sources say now, merged into a copy of what we have: anything new comes out unfinished.
    QProcess lupdate;
    lupdate.start(QStringLiteral(HAZIRI_LUPDATE),
                  {QStringLiteral("-silent"), QStringLiteral("-I"), sourceDir(), QStringLiteral("-no-obsolete"),
                   QStringLiteral("-no-ui-lines"), sourceDir() + QStringLiteral("/ui"),
                   sourceDir() + QStringLiteral("/app"), QStringLiteral("-ts"), copy});
    QVERIFY(lupdate.waitForFinished(60'000));
    QCOMPARE(lupdate.exitCode(), 0);
    const auto messages = read(copy);
    QVERIFY2(messages.size() > 300, "the sources were not found");
    QStringList missing;
    for (const Message& message : messages)
        if (!message.finished || message.translation.isEmpty()) missing << message.source;
    // English and Hindi are whole with every change. Another language may lag behind by a few new texts, which show in
    // English until somebody has written them; they are named here.
    const bool isHindi = path.endsWith(QStringLiteral("_hi.ts"));
    if (!missing.isEmpty()) qInfo("no finished translation for: %s", qPrintable(missing.join(QStringLiteral(" | "))));
    QVERIFY2(missing.size() <= (isHindi ? 0 : messages.size() / 50), qPrintable(missing.join(QStringLiteral(" | "))));
}

void TranslationTest::placeholdersSurvive() {
    QFETCH(QString, path);
    for (const Message& message : read(path)) {
        if (!message.finished) continue;
        for (int i = 1; i <= 4; ++i) {
            const QString mark = QLatin1Char('%') + QString::number(i);
            QVERIFY2(message.source.count(mark) == message.translation.count(mark), qPrintable(message.source));
        }
        // Really translated: a text with words has Devanagari in it.
        QString words = message.source;
        words.remove(QRegularExpression(QStringLiteral("%[0-9]|haziri://")));
        if (words.contains(QRegularExpression(QStringLiteral("[A-Za-z]{3,}"))) &&
            message.source != QStringLiteral("en_IN"))
            QVERIFY2(isDevanagari(message.translation), qPrintable(message.source));
    }
}

void TranslationTest::everyCodeHasWords_data() {
    QTest::addColumn<QByteArray>("code");
    const char* codes[] = {
        // section 5 of the protocol
        "GEOFENCE", "VELOCITY", "CLOCK_STEP", "CHAIN_GAP", "PHOTO_REUSE", "FACE_MISMATCH", "LIVENESS_LOW", "MANUAL",
        "CARD_INVALID", "FACE_COVERED", "CARD_UNKNOWN", "CAMERA_SILENT", "CAMERA_DARK", "CAMERA_FROZEN", "CAMERA_SLOW",
        "LIGHT_LOW", "LIGHT_HARSH", "PICTURE_SOFT", "BURST", "CAPTURE_SOURCE", "WORKER_UNKNOWN", "SIGNATURE_INVALID",
        "TIME_WINDOW", "REPLAY", "TOKEN_INVALID", "SITE_MISMATCH", "CHAIN_FORK", "VOUCH_INVALID", "MALFORMED",
        "DUPLICATE_FACE", "QUOTA", "DEVICE_BLOCKED", "LOG_FORK", "CODE_USED", "CODE_EXPIRED", "CODE_INVALID",
        "PURPOSE_REQUIRED", "VAULT_INTEGRITY",
        // the line, the laptop, the camera, as their headers list them
        "OFFLINE", "TIMEOUT", "PIN_MISMATCH", "ANSWER_TOO_LARGE", "ANSWER_CUT", "REDIRECTED", "CANCELLED",
        "ANSWER_UNSIGNED", "HTTP_503", "URI_INVALID", "PROFILE_IN_USE", "KEYCHAIN_UNAVAILABLE", "KEYCHAIN_LOCKED",
        "KEYCHAIN_DENIED", "KEY_PASSPHRASE_WRONG", "KEY_PASSPHRASE_MISSING", "KEY_MISSING", "OUTBOX_DAMAGED",
        "IO_ERROR", "STORE_UNAVAILABLE", "SIGN_IN_REFUSED", "SIGN_IN_NEEDS_LINE", "TOO_MANY_TRIES", "NO_FACE",
        "TWO_FACES", "SEVERAL_FACES", "SIGN_IN_NEEDED", "WRONG_PASSWORD", "UNKNOWN_FACE", "AMBIGUOUS_FACE", "TOO_SMALL",
        "TOO_DARK", "TOO_BRIGHT", "BLURRED", "TURNED_AWAY", "FACE_QUALITY", "CAMERA_NONE", "CAMERA_BUSY", "CAMERA_LOST",
        "CAMERA_DENIED", "FILE_MISSING", "FILE_UNREADABLE", "MODEL_MISSING", "MODEL_DAMAGED", "VISION_FAILED",
        "PICTURE_UNREADABLE", "CHECKPOINT_INVALID"};
    for (const char* code : codes)
        QTest::newRow(code) << QByteArray(code);
}

void TranslationTest::everyCodeHasWords() {
    QFETCH(QByteArray, code);
    QVERIFY(Words::knows(code));
    Languages languages(*qApp);
    for (const QString& language : Languages::all()) {
        languages.use(language);
        for (const QString& text : {Words::sentence(code), Words::brief(code)}) {
            QVERIFY(!text.isEmpty());
            QVERIFY2(!text.contains(QString::fromLatin1(code)), "a code is not a sentence");
            if (language == QStringLiteral("en")) QVERIFY(!isDevanagari(text));
            if (language == QStringLiteral("hi")) QVERIFY(isDevanagari(text));
        }
    }
}

void TranslationTest::switchesWhileRunning() {
    Style::apply(*qApp, Theme::load(QStringLiteral("light")));
    Languages languages(*qApp);
    languages.use(QStringLiteral("en"));
    TopBar bar;
    bar.setLine({muster::LineState::Online, {}, {}, {}});
    const QString english = bar.lineChip()->text();
    QVERIFY(!isDevanagari(english));
    languages.use(QStringLiteral("hi"));
    QCoreApplication::sendPostedEvents();
    QVERIFY(isDevanagari(bar.lineChip()->text()));
    QVERIFY(isDevanagari(bar.lineChip()->accessibleName()));
    languages.use(QStringLiteral("en"));
    QCoreApplication::sendPostedEvents();
    QCOMPARE(bar.lineChip()->text(), english);
}

void TranslationTest::aBannerIsSaidAgain() {
    Style::apply(*qApp, Theme::load(QStringLiteral("light")));
    Languages languages(*qApp);
    languages.use(QStringLiteral("en"));
    MusterPage page;
    capture::Decision stranger;
    stranger.kind = capture::DecisionKind::Unknown;
    stranger.reason = "UNKNOWN_FACE";
    page.stepAside(stranger);
    const QString english = page.camera()->accessibleDescription();
    QVERIFY2(english.startsWith(MusterPage::tr("Not recognised")), qPrintable(english));
    static const QRegularExpression latin(QStringLiteral("[A-Za-z]"));
    for (const char* code : {"hi", "mr"}) {
        languages.use(QLatin1String(code));
        QCoreApplication::sendPostedEvents();
        const QString said = page.camera()->accessibleDescription();
        QVERIFY2(said.startsWith(MusterPage::tr("Not recognised")) && said.contains(MusterPage::tr("In the tray")) &&
                     !said.contains(latin),
                 qPrintable(said));
    }
    languages.use(QStringLiteral("en"));
    QCoreApplication::sendPostedEvents();
    QCOMPARE(page.camera()->accessibleDescription(), english);
}

void TranslationTest::everyLanguageHasItsHelp() {
    Languages languages(*qApp);
    HelpWindow help;
    for (const QString& code : Languages::all()) {
        QVERIFY2(HelpWindow::fileFor(code).endsWith(code + QStringLiteral(".md")), qPrintable(code));
        languages.use(code);
        QCoreApplication::sendPostedEvents();
        QVERIFY(help.text().contains(QStringLiteral("haziri-verify --slip")));
        QCOMPARE(isDevanagari(help.text()), code != QStringLiteral("en"));
    }
    languages.use(QStringLiteral("en"));
}

void TranslationTest::everyLanguageHasAName() {
    QCOMPARE(Languages::all().first(), QStringLiteral("en"));
    QVERIFY(Languages::all().contains(QStringLiteral("hi")));
    QCOMPARE(Languages::shortNameOf(QStringLiteral("hi")), QStringLiteral("हिं"));
    QCOMPARE(Languages::shortNameOf(QStringLiteral("en")), QStringLiteral("EN"));
    QCOMPARE(Languages::nameOf(QStringLiteral("mr")), QStringLiteral("मराठी"));
    QCOMPARE(Languages::all().size(), 1 + files().size()); // a language is a file
}

void TranslationTest::theReasonsOfTheServerHaveWords() {
    // The dated table of rules names every explanation; a new one needs words here.
    const QDir folder(sourceDir() + QStringLiteral("/resources/fraud"));
    int found = 0;
    for (const QString& name : folder.entryList({QStringLiteral("rules-*.json")})) {
        QFile file(folder.filePath(name));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QJsonObject sentences =
            QJsonDocument::fromJson(file.readAll()).object()[QStringLiteral("explanations")].toObject();
        for (const QString& reason : sentences.keys()) {
            ++found;
            QVERIFY2(ReasonWords::reasons().contains(reason.toUtf8()), qPrintable(reason));
        }
    }
    QVERIFY(found > 20);
    review::Alert alert;
    alert.reason = "geofence.outside";
    alert.parameters = {{QStringLiteral("metres"), 1208}, {QStringLiteral("radiusM"), 180}};
    const QString sentence = ReasonWords::sentence(alert, LogWords());
    QVERIFY(sentence.contains(QStringLiteral("1,208")) && !sentence.contains(QLatin1Char('{')));
    alert.reason = "something.new";
    alert.detail = QStringLiteral("as the server says");
    QCOMPARE(ReasonWords::sentence(alert, LogWords()), alert.detail);
}

// The findings that the server explains in words alone, read out of its sources.
void TranslationTest::itsOtherSentencesHaveWords() {
    static const QRegularExpression call(
        QStringLiteral("(?:reject\\(checked, |refuse\\(\\s*|findings\\.append\\(\\s*\\{|hold\\(verdict, "
                       "|contradict\\(\\{|Rejection\\{)"
                       "(?:\"[A-Z_]+\"|k[A-Z][a-z]+),\\s*QStringLiteral\\(((?:\\s*\"[^\"]*\")+)\\)"));
    static const QRegularExpression seam(QStringLiteral("\"\\s*\""));
    Languages languages(*qApp);
    int found = 0;
    for (const char* name : {"sync/PacketChecker", "sync/PacketDecider", "sync/CorrectionBook", "sync/HeadBook",
                             "sync/SyncService", "onboarding/WorkerEnrolment"}) {
        QFile file(QStringLiteral("%1/server/%2.cpp").arg(sourceDir(), QLatin1String(name)));
        QVERIFY(file.open(QIODevice::ReadOnly));
        auto each = call.globalMatch(QString::fromUtf8(file.readAll()));
        while (each.hasNext()) {
            QString said = each.next().captured(1).trimmed();
            said = said.mid(1).chopped(1).remove(seam);
            if (said.startsWith(QStringLiteral("this face is enrolled as "))) continue; // ReasonWords::lookalike()
            ++found;
            said.replace(QStringLiteral("%1"), QStringLiteral("1041"))
                .replace(QStringLiteral("%2"), QStringLiteral("7"));
            languages.use(QStringLiteral("en"));
            QCOMPARE(ReasonWords::plain(said).replace(QStringLiteral("1,041"), QStringLiteral("1041")), said);
            for (const char* language : {"hi", "mr"}) {
                languages.use(QLatin1String(language));
                const QString words = ReasonWords::plain(said);
                QVERIFY2(isDevanagari(words) && !words.contains(u'{'), qPrintable(said));
                QCOMPARE(words.contains(QStringLiteral("1,041")), said.contains(QStringLiteral("1041")));
            }
        }
    }
    QVERIFY2(found >= 18, qPrintable(QString::number(found)));
    review::Alert alert;
    alert.detail = QStringLiteral("The packet with seq 7 is missing, or so");
    QVERIFY(ReasonWords::plain(alert.detail).isEmpty());
    QVERIFY(ReasonWords::sentence(alert, LogWords()).contains(alert.detail)); // nothing is lost
    const QString chain = QStringLiteral("The packet with seq 7 is missing"), said = QStringLiteral("Something new");
    for (const char* language : {"hi", "mr"}) {
        languages.use(QLatin1String(language));
        const QString time = ReasonWords::plain(QStringLiteral("The time lies in the future"));
        QCOMPARE(ReasonWords::plain(QStringLiteral("The time lies in the future; ") + chain),
                 time + QStringLiteral("; ") + ReasonWords::plain(chain));
        QCOMPARE(ReasonWords::plain(said + QStringLiteral("; ") + chain),
                 said + QStringLiteral("; ") + ReasonWords::plain(chain)); // nothing is lost
        QVERIFY(ReasonWords::plain(said + QStringLiteral("; ") + said).isEmpty());
    }
    languages.use(QStringLiteral("en"));
}

QTEST_MAIN(TranslationTest)
#include "TranslationTest.moc"
