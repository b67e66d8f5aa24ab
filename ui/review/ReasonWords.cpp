#include "ui/review/ReasonWords.h"

#include "ui/words/Words.h"

#include <QRegularExpression>

namespace haziri::ui {

namespace {

struct Sentence {
    const char* reason;
    const char* text; ///< places in braces are filled from the parameters
};

// clang-format off
constexpr Sentence kSentences[] = {
    {"amPm.halfDay", QT_TRANSLATE_NOOP("haziri::ui::ReasonWords", "The clock was {minutes} minutes off, half a day: morning and afternoon look confused.")},
    {"burst.device", QT_TRANSLATE_NOOP("haziri::ui::ReasonWords", "More than {marks} marks within {seconds} seconds on one laptop.")},
    {"captureSource.notAccepted", QT_TRANSLATE_NOOP("haziri::ui::ReasonWords", "The picture did not come from a camera that this site accepts ({kind}).")},
    {"clockStep.bootWentBack", QT_TRANSLATE_NOOP("haziri::ui::ReasonWords", "The laptop's running time went back by {seconds} s: it was put back to an earlier state.")},
    {"clockStep.setBack", QT_TRANSLATE_NOOP("haziri::ui::ReasonWords", "The clock was set back by {seconds} s since the mark before.")},
    {"clockStep.setForward", QT_TRANSLATE_NOOP("haziri::ui::ReasonWords", "The clock was set forward by {seconds} s since the mark before.")},
    {"clockStep.behind", QT_TRANSLATE_NOOP("haziri::ui::ReasonWords", "The clock was {seconds} s behind what is possible.")},
    {"clockStep.ahead", QT_TRANSLATE_NOOP("haziri::ui::ReasonWords", "The clock was {seconds} s ahead of what is possible.")},
    {"deviceChange.sameShift", QT_TRANSLATE_NOOP("haziri::ui::ReasonWords", "The worker's mark {minutes} minutes before was taken on another laptop.")},
    {"face.likeness", QT_TRANSLATE_NOOP("haziri::ui::ReasonWords", "Likeness {score} of 1000; the site asks for {least}.")},
    {"face.runnerUp", QT_TRANSLATE_NOOP("haziri::ui::ReasonWords", "Another worker is as alike: {runnerUp} of 1000.")},
    {"face.notHim", QT_TRANSLATE_NOOP("haziri::ui::ReasonWords", "The photo does not show this worker: likeness {score} of 1000, at least {least} is due.")},
    {"face.other", QT_TRANSLATE_NOOP("haziri::ui::ReasonWords", "The photo shows {otherWorkerId} better: {otherScore} of 1000, and {score} for the one named.")},
    {"face.none", QT_TRANSLATE_NOOP("haziri::ui::ReasonWords", "The photo shows no face.")},
    {"face.several", QT_TRANSLATE_NOOP("haziri::ui::ReasonWords", "The photo shows {faces} people.")},
    {"geofence.noPlace", QT_TRANSLATE_NOOP("haziri::ui::ReasonWords", "The mark carries no place.")},
    {"geofence.outside", QT_TRANSLATE_NOOP("haziri::ui::ReasonWords", "{metres} m from the centre of the site, whose circle reaches {radiusM} m.")},
    {"geofence.old", QT_TRANSLATE_NOOP("haziri::ui::ReasonWords", "The place was {minutes} minutes old.")},
    {"ghost.companion", QT_TRANSLATE_NOOP("haziri::ui::ReasonWords", "Always marked within {seconds} seconds of {companionId}: {marks} times.")},
    {"ghost.neverSeenAgain", QT_TRANSLATE_NOOP("haziri::ui::ReasonWords", "Marked on {days} days after enrolment, and not for {awayDays} days since.")},
    {"ghost.oneDevice", QT_TRANSLATE_NOOP("haziri::ui::ReasonWords", "All {marks} marks were taken on one laptop; others at the site are met on {devices}.")},
    {"inOut.repeated", QT_TRANSLATE_NOOP("haziri::ui::ReasonWords", "The same way was marked {minutes} minutes before already.")},
    {"inOut.outWithoutIn", QT_TRANSLATE_NOOP("haziri::ui::ReasonWords", "Marked out without a mark in within the day before.")},
    {"liveness.low", QT_TRANSLATE_NOOP("haziri::ui::ReasonWords", "It may be a picture of a face: liveness {liveness} of 1000, the site asks for {least}.")},
    {"manual.method", QT_TRANSLATE_NOOP("haziri::ui::ReasonWords", "Marked without the face. The reason given: {text}")},
    {"manual.noMatch", QT_TRANSLATE_NOOP("haziri::ui::ReasonWords", "Marked by face, but no comparison of faces stands behind it.")},
    {"manual.direction", QT_TRANSLATE_NOOP("haziri::ui::ReasonWords", "Marked this way once more without the other way between; the laptop said so at once.")},
    {"manualShare.device", QT_TRANSLATE_NOOP("haziri::ui::ReasonWords", "{manual} of {marks} marks on one laptop that day were made by hand.")},
    {"photoReuse.exact", QT_TRANSLATE_NOOP("haziri::ui::ReasonWords", "Other records with the very same picture: {uses}.")},
    {"photoReuse.alike", QT_TRANSLATE_NOOP("haziri::ui::ReasonWords", "The photo is a copy of another record's, likeness {likeness} of 1000.")},
    {"photoReuse.laptop", QT_TRANSLATE_NOOP("haziri::ui::ReasonWords", "The laptop saw the same picture before, behind another record.")},
    {"photoUnreadable", QT_TRANSLATE_NOOP("haziri::ui::ReasonWords", "The evidence is no picture that can be read.")},
    {"trust.device", QT_TRANSLATE_NOOP("haziri::ui::ReasonWords", "The laptop is trusted {score} of 100; below {least} its marks wait for a person.")},
    {"trust.worker", QT_TRANSLATE_NOOP("haziri::ui::ReasonWords", "The worker is trusted {score} of 100; below {least} his marks wait for a person.")},
    {"velocity.tooFast", QT_TRANSLATE_NOOP("haziri::ui::ReasonWords", "Marked {km} km away, {minutes} minutes apart.")},
    {"worker.unknown", QT_TRANSLATE_NOOP("haziri::ui::ReasonWords", "The worker's enrolment has not arrived.")},
    {"worker.status", QT_TRANSLATE_NOOP("haziri::ui::ReasonWords", "The worker's enrolment is not in force ({status}).")},
};

/// What the server says in words alone, without a reason; figures stand where the braces are.
constexpr const char* kPlain[] = {
    QT_TRANSLATE_NOOP("haziri::ui::ReasonWords", "The packet was not signed by this device"),
    QT_TRANSLATE_NOOP("haziri::ui::ReasonWords", "Another device signed this packet"),
    QT_TRANSLATE_NOOP("haziri::ui::ReasonWords", "The packet names another device or epoch than its key"),
    QT_TRANSLATE_NOOP("haziri::ui::ReasonWords", "The chain head was not signed by this device"),
    QT_TRANSLATE_NOOP("haziri::ui::ReasonWords", "The offline token is unknown or not this device's"),
    QT_TRANSLATE_NOOP("haziri::ui::ReasonWords", "The offline token is for another site"),
    QT_TRANSLATE_NOOP("haziri::ui::ReasonWords", "The site is not known here"),
    QT_TRANSLATE_NOOP("haziri::ui::ReasonWords", "The time lies in the future"),
    QT_TRANSLATE_NOOP("haziri::ui::ReasonWords", "The time lies outside the token's window"),
    QT_TRANSLATE_NOOP("haziri::ui::ReasonWords", "The packetId was used before for another packet"),
    QT_TRANSLATE_NOOP("haziri::ui::ReasonWords", "The packetId was used before for a packet that was rejected"),
    QT_TRANSLATE_NOOP("haziri::ui::ReasonWords", "The packetId stands twice in this batch, for different packets"),
    QT_TRANSLATE_NOOP("haziri::ui::ReasonWords", "Two different packets with seq {seq}: a second copy of this device"),
    QT_TRANSLATE_NOOP("haziri::ui::ReasonWords", "It names another packet before it than the one that is here"),
    QT_TRANSLATE_NOOP("haziri::ui::ReasonWords", "The packet after it, which came earlier, names another before it"),
    QT_TRANSLATE_NOOP("haziri::ui::ReasonWords", "The packet with seq {seq} is missing"),
    QT_TRANSLATE_NOOP("haziri::ui::ReasonWords", "The packet with seq {seq} is missing. The log was set back (entry {index}), and a laptop cannot send again what it emptied when a person was erased: see whether somebody was"),
    QT_TRANSLATE_NOOP("haziri::ui::ReasonWords", "The device signed seq {seq} as its newest, and now only {now}"),
    QT_TRANSLATE_NOOP("haziri::ui::ReasonWords", "The device signed another packet as seq {seq}"),
    QT_TRANSLATE_NOOP("haziri::ui::ReasonWords", "The laptop brought {used} refused packets today: no more of them are taken until tomorrow (UTC)"),
    QT_TRANSLATE_NOOP("haziri::ui::ReasonWords", "The laptop brought {used} heads today: no more of them are taken until tomorrow (UTC)"),
    QT_TRANSLATE_NOOP("haziri::ui::ReasonWords", "The mark that is taken back is not here yet"),
    QT_TRANSLATE_NOOP("haziri::ui::ReasonWords", "The mark was taken back more than a minute after it"),
    QT_TRANSLATE_NOOP("haziri::ui::ReasonWords", "It takes back what is no earlier mark of this worker and laptop"),
    QT_TRANSLATE_NOOP("haziri::ui::ReasonWords", "more workers in one day than a thekedar may bring"),
    QT_TRANSLATE_NOOP("haziri::ui::ReasonWords", "this worker was erased"),
    QT_TRANSLATE_NOOP("haziri::ui::ReasonWords", "this worker is enrolled already"),
    QT_TRANSLATE_NOOP("haziri::ui::ReasonWords", "the worker belongs to another site than this device"),
};
// clang-format on

/// The figures of `said`, by name, if it is `sentence`.
std::optional<QHash<QString, QString>> figuresIn(const QString& said, const char* sentence) {
    static const QRegularExpression brace(QStringLiteral("\\\\\\{(\\w+)\\\\\\}")); // escaped already
    QString pattern = QRegularExpression::escape(QString::fromUtf8(sentence));
    pattern.replace(brace, QStringLiteral("(?<\\1>[0-9]+)"));
    const QRegularExpression form(QRegularExpression::anchoredPattern(pattern));
    const auto match = form.match(said);
    if (!match.hasMatch()) return std::nullopt;
    QHash<QString, QString> figures;
    for (const QString& name : form.namedCaptureGroups())
        if (!name.isEmpty()) figures.insert(name, match.captured(name));
    return figures;
}

} // namespace

WorkerId ReasonWords::lookalike(const review::Alert& alert) {
    static const QRegularExpression id(QStringLiteral("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"));
    if (alert.code != "DUPLICATE_FACE") return {};
    return WorkerId::fromText(id.match(alert.detail).captured().toLatin1()).value_or(WorkerId());
}

QString ReasonWords::sentence(const review::Alert& alert, const LogWords& words) {
    for (const Sentence& one : kSentences) {
        if (alert.reason != one.reason) continue;
        QString text = tr(one.text);
        for (auto it = alert.parameters.begin(); it != alert.parameters.end(); ++it) {
            QString value = it->isDouble() ? Words::number(it->toInteger()) : it->toString();
            if (const auto worker = WorkerId::fromText(value.toUtf8())) value = words.worker(*worker);
            text.replace(QLatin1Char('{') + it.key() + QLatin1Char('}'), value);
        }
        return text;
    }
    const WorkerId other = lookalike(alert);
    if (!other.isNull()) return tr("This face is enrolled as %1 already.").arg(words.worker(other));
    if (const QString known = plain(alert.detail); !known.isEmpty()) return known;
    if (alert.detail.isEmpty() || Words::locale().language() == QLocale::English) return alert.detail;
    return tr("In the server's own words: %1").arg(alert.detail); // it speaks English
}

QString ReasonWords::plain(const QString& said) {
    if (const QString whole = one(said); !whole.isEmpty()) return whole;
    // Several findings about one packet stand in one line.
    QStringList parts = said.split(QStringLiteral("; "));
    bool isKnown = false;
    for (QString& part : parts)
        if (const QString words = one(part); !words.isEmpty()) {
            part = words;
            isKnown = true;
        }
    return isKnown ? parts.join(QStringLiteral("; ")) : QString();
}

QString ReasonWords::one(const QString& said) {
    for (const char* sentence : kPlain) {
        const auto figures = figuresIn(said, sentence);
        if (!figures) continue;
        QString text = tr(sentence);
        for (auto it = figures->begin(); it != figures->end(); ++it)
            text.replace(QLatin1Char('{') + it.key() + QLatin1Char('}'), Words::number(it->toLongLong()));
        return text;
    }
    return {};
}

QList<QByteArray> ReasonWords::reasons() {
    QList<QByteArray> all;
    for (const Sentence& one : kSentences)
        all << one.reason;
    return all;
}

} // namespace haziri::ui
