#include "tests/bench/face/LiveLayout.h"

#include "tests/bench/face/SetLayout.h"

#include <QCollator>
#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <QLocale>
#include <QMap>
#include <QRegularExpression>
#include <QSet>
#include <algorithm>

namespace haziri::bench {

namespace {

enum class Kind { Unsaid, Live, Spoof };

Kind kindOf(const QString& folder) {
    // "spoofing" may be part of a set's name; "unreal" is no word of any.
    static const QRegularExpression spoof(
        QStringLiteral(
            "(^|[^a-z])(spoofs?|attacks?|fakes?|prints?|printed|replay|replayed|screens?|masks?|imposters?"
            "|impostors?|imposter(face|raw)|impostor(face|raw)|phones?|not[ _-]?live|photo[ _-]?attack)([^a-z]|$)"),
        QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression live(
        QStringLiteral("(^|[^a-z])(live|living|real|genuine|clients?|client(face|raw)|bona[ _-]?fide)([^a-z]|$)"),
        QRegularExpression::CaseInsensitiveOption);
    if (spoof.match(folder).hasMatch()) return Kind::Spoof;
    return live.match(folder).hasMatch() ? Kind::Live : Kind::Unsaid;
}

struct Said {
    Kind kind = Kind::Unsaid;
    bool here = false; ///< the folder the picture lies in says it itself
};

Said saidOf(const QStringList& folders) {
    for (qsizetype i = folders.size(); i-- > 0;)
        if (const Kind kind = kindOf(folders[i]); kind != Kind::Unsaid) return {kind, i == folders.size() - 1};
    return {};
}

bool isVideo(const QString& path) {
    static const QSet<QString> kinds{QStringLiteral("mp4"), QStringLiteral("mov"),  QStringLiteral("avi"),
                                     QStringLiteral("mkv"), QStringLiteral("webm"), QStringLiteral("m4v")};
    return kinds.contains(QFileInfo(path).suffix().toLower());
}

LiveLayout sorted(const QMap<QString, QStringList>& live, const QMap<QString, QStringList>& spoof) {
    QCollator order(QLocale(QLocale::English)); // frame 10 comes behind frame 9; the C locale knows no numbers
    order.setNumericMode(true);
    const auto sequences = [&order](const QMap<QString, QStringList>& folders) {
        QList<LiveSequence> list;
        for (QStringList pictures : folders) {
            std::sort(pictures.begin(), pictures.end(), order);
            list.append({pictures});
        }
        return list;
    };
    LiveLayout layout;
    layout.live = sequences(live);
    layout.spoof = sequences(spoof);
    return layout;
}

QString inWords(const LiveLayout& layout) {
    QString words = QStringLiteral("%1 sequences of living people, %2 of prints and screens")
                        .arg(layout.live.size())
                        .arg(layout.spoof.size());
    if (layout.unsaid)
        words += QStringLiteral("; %1 pictures lie in folders that say neither (live, spoof) and are left out")
                     .arg(layout.unsaid);
    if (layout.videos)
        words +=
            QStringLiteral("; %1 videos are left out: a folder of pictures for each would be read").arg(layout.videos);
    if (layout.others) words += QStringLiteral("; %1 files are no pictures").arg(layout.others);
    return words;
}

} // namespace

LiveLayout liveLayoutOf(const QString& folder) {
    const QDir root(folder);
    QMap<QString, QStringList> live, spoof;
    int unsaid = 0, videos = 0, others = 0;
    QDirIterator files(folder, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString path = files.next();
        if (!isPicture(path)) {
            ++(isVideo(path) ? videos : others);
            continue;
        }
        QStringList folders = root.relativeFilePath(path).split(u'/');
        folders.removeLast();
        const Said said = saidOf(folders);
        if (said.kind == Kind::Unsaid) {
            ++unsaid;
            continue;
        }
        // Below the folder that says it a folder is a sequence; in it each picture stands alone.
        const QString sequence = said.here ? path : QFileInfo(path).path();
        (said.kind == Kind::Live ? live : spoof)[sequence].append(path);
    }
    LiveLayout layout = sorted(live, spoof);
    layout.unsaid = unsaid;
    layout.videos = videos;
    layout.others = others;
    layout.words = inWords(layout);
    return layout;
}

} // namespace haziri::bench
