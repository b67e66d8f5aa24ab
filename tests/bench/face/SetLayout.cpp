#include "tests/bench/face/SetLayout.h"

#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <QHash>
#include <QImageReader>
#include <QRegularExpression>
#include <QSet>
#include <algorithm>

namespace haziri::bench {

namespace {

constexpr int kMostHeadLines = 8; // of a file that may be a list

// Folders that part a set and are nobody.
bool isPartOfASet(const QString& name) {
    static const QRegularExpression parts(
        QStringLiteral("^(train(ing)?|test(ing)?|val(id|idation)?|dev|eval(uation)?|gallery|probes?|query|queries|"
                       "enrol(l)?(ed|ment)?|reference|images?|pictures?|photos?|faces?|aligned|cropped|data|"
                       "(set|part|fold|split|session|camera|cam)[ _-]?\\w{0,3})$"),
        QRegularExpression::CaseInsensitiveOption);
    return parts.match(name).hasMatch();
}

QStringList foldersIn(const QString& folder) {
    return QDir(folder).entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name);
}

bool holdsPictures(const QString& folder) {
    const QStringList files = QDir(folder).entryList(QDir::Files);
    return std::any_of(files.begin(), files.end(),
                       [&](const QString& name) { return isPicture(folder + u'/' + name); });
}

// Down through folders that hold one folder and no picture.
QString realRoot(const QString& folder) {
    QString at = QDir(folder).path();
    for (int depth = 0; depth < 8; ++depth) {
        const QStringList folders = foldersIn(at);
        if (folders.size() != 1 || holdsPictures(at)) break;
        const QString below = at + u'/' + folders.first();
        // A single person's folder of pictures is a person, not a root; pictures side by side in a folder that says
        // what it holds are a set.
        if (foldersIn(below).isEmpty() && !isPartOfASet(folders.first())) break;
        at = below;
    }
    return at;
}

// Are the folders below the root parts of a set, with people below them?
bool isParted(const QString& root, QStringList tops) {
    tops.removeIf([&](const QString& top) {
        int other = 0;
        return picturesBelow(root + u'/' + top, other).isEmpty();
    });
    if (tops.isEmpty()) return false;
    qsizetype below = 0;
    QSet<QString> names;
    bool allParts = true, anyEmpty = false;
    for (const QString& top : tops) {
        const QString path = root + u'/' + top;
        if (holdsPictures(path)) return false;
        const QStringList folders = foldersIn(path);
        below += folders.size();
        names.unite(QSet<QString>(folders.begin(), folders.end()));
        allParts = allParts && isPartOfASet(top);
        anyEmpty = anyEmpty || folders.size() < 2;
    }
    if (allParts) return true;
    // A person's own folders (days, cameras) have names that come again with everybody, and are few.
    return !anyEmpty && names.size() == below && below >= 5 * tops.size() && tops.size() <= 12;
}

void gather(SetLayout& layout, const QString& folder, int depth) {
    if (depth > 1) {
        for (const QString& part : foldersIn(folder))
            gather(layout, folder + u'/' + part, depth - 1);
        return;
    }
    for (const QString& person : foldersIn(folder))
        for (const QString& path : picturesBelow(folder + u'/' + person, layout.otherFiles))
            layout.pictures.append({path, person});
}

void sort(SetLayout& layout) {
    std::sort(layout.pictures.begin(), layout.pictures.end(), [](const ListedPicture& a, const ListedPicture& b) {
        return std::tie(a.person, a.path) < std::tie(b.person, b.path);
    });
}

/// "Amit_Kumar_0012" → "Amit_Kumar"; the whole name where no number ends it.
QString beforeTheNumber(const QString& stem) {
    static const QRegularExpression number(QStringLiteral("^(.*?[^0-9])[ _.\\-]*\\(?[0-9]+\\)?$"));
    const auto match = number.match(stem);
    if (!match.hasMatch()) return stem;
    QString name = match.captured(1);
    while (!name.isEmpty() && QStringLiteral(" _.-(").contains(name.back()))
        name.chop(1);
    return name.isEmpty() ? stem : name;
}

/// "00012_930831_fa" → "00012", "subject01.happy" → "subject01".
QString firstWord(const QString& stem) {
    static const QRegularExpression sign(QStringLiteral("[ _.\\-]"));
    const auto end = stem.indexOf(sign);
    return end > 0 ? stem.left(end) : stem;
}

qsizetype peopleAmong(const QStringList& names, QString (*rule)(const QString&)) {
    QSet<QString> people;
    for (const QString& name : names)
        people.insert(rule(name));
    return people.size();
}

// Side by side: by the number at the end where that brings pictures together, else by the first word of the name.
void gatherByNames(SetLayout& layout) {
    const QDir root(layout.root);
    QStringList paths, stems;
    for (const QString& name : root.entryList(QDir::Files, QDir::Name))
        if (isPicture(root.filePath(name))) {
            paths.append(root.filePath(name));
            stems.append(isPicture(QStringLiteral("x.") + QFileInfo(name).suffix()) ? QFileInfo(name).completeBaseName()
                                                                                    : name);
        }
    const qsizetype byNumber = peopleAmong(stems, beforeTheNumber), byWord = peopleAmong(stems, firstWord);
    const bool numbers = byNumber < stems.size() && (byNumber > 1 || byWord <= 1);
    const bool words = !numbers && byWord < stems.size() && byWord > 1;
    for (qsizetype i = 0; i < paths.size(); ++i)
        layout.pictures.append({paths[i], numbers ? beforeTheNumber(stems[i])
                                          : words ? firstWord(stems[i])
                                                  : stems[i]});
    layout.words = numbers ? QStringLiteral("people are told by the pictures' names up to the number at their end")
                   : words ? QStringLiteral("people are told by the first word of the pictures' names")
                           : QStringLiteral("each picture is somebody of his own: no two names are alike");
    layout.loosePictures = 0;
}

// --- lists -----------------------------------------------------------------------------------------------------------

QStringList cells(const QString& line) {
    static const QRegularExpression spaces(QStringLiteral("\\s+"));
    const QString text = line.trimmed();
    const QChar sign = text.contains(u'\t') ? u'\t' : text.contains(u';') ? u';' : u',';
    QStringList parts = text.contains(sign) ? text.split(sign) : text.split(spaces);
    for (QString& part : parts) {
        part = part.trimmed();
        if (part.size() > 1 && part.startsWith(u'"') && part.endsWith(u'"')) part = part.mid(1, part.size() - 2);
    }
    return parts;
}

QString pictureNamed(const QString& name, const QString& root, const QHash<QString, QString>& byName) {
    if (name.isEmpty() || name.startsWith(u'.')) return {};
    const QString path = QDir::isAbsolutePath(name) ? name : root + u'/' + name;
    if (QFileInfo(path).isFile()) return isPicture(path) ? path : QString();
    return byName.value(QFileInfo(name).fileName());
}

struct Label {
    QString picture, person;
};

// A line may begin with either.
std::optional<Label> readLabel(const QStringList& line, const QString& root, const QHash<QString, QString>& byName) {
    if (line.size() < 2 || line.size() > 8) return std::nullopt;
    const QString first = pictureNamed(line[0], root, byName);
    if (!first.isEmpty()) return line[1].isEmpty() ? std::nullopt : std::optional(Label{first, line[1]});
    const QString second = pictureNamed(line[1], root, byName);
    if (!second.isEmpty()) return line[0].isEmpty() ? std::nullopt : std::optional(Label{second, line[0]});
    return std::nullopt;
}

QStringList linesOf(const QString& path, int most) {
    QFile file(path);
    QStringList lines;
    if (!file.open(QIODevice::ReadOnly | QIODevice::Text)) return lines;
    while (!file.atEnd() && (most < 0 || lines.size() < most))
        lines.append(QString::fromUtf8(file.readLine(64 * 1024)));
    return lines;
}

// Pairs name two pictures of a line; LFW's begin with how many.
bool listsPairs(const QString& path) {
    return QFileInfo(path).fileName().contains(QStringLiteral("pair"), Qt::CaseInsensitive);
}

bool listsPeople(const QString& path, const QString& root, const QHash<QString, QString>& byName) {
    int right = 0, wrong = 0;
    for (const QString& line : linesOf(path, kMostHeadLines))
        readLabel(cells(line), root, byName) ? ++right : ++wrong;
    return right >= 2 && wrong <= 2; // a heading, a count
}

QStringList listsIn(const QString& root) {
    QStringList lists;
    for (const QString& folder : {root, QFileInfo(root).path()})
        for (const QString& name : QDir(folder).entryList(
                 {QStringLiteral("*.txt"), QStringLiteral("*.csv"), QStringLiteral("*.tsv"), QStringLiteral("*.lst")},
                 QDir::Files, QDir::Name))
            lists.append(folder + u'/' + name);
    return lists;
}

QHash<QString, QString> namesBelow(const QString& root) {
    int other = 0;
    QHash<QString, QString> byName;
    for (const QString& path : picturesBelow(root, other))
        byName.insert(QFileInfo(path).fileName(), path);
    return byName;
}

void gatherByList(SetLayout& layout, const QString& list, const QHash<QString, QString>& byName) {
    QSet<QString> named;
    for (const QString& line : linesOf(list, -1)) {
        const QStringList parts = cells(line);
        if (const auto label = readLabel(parts, layout.root, byName)) {
            if (!named.contains(label->picture)) layout.pictures.append({label->picture, label->person});
            named.insert(label->picture);
        } else if (parts.size() >= 2 && (isPicture(parts[0]) || isPicture(parts[1]))) {
            ++layout.missing;
        }
    }
    layout.loosePictures = int(byName.size() - named.size());
    layout.words = QStringLiteral("people are told by the list %1").arg(QFileInfo(list).fileName());
}

bool gatherByFolders(SetLayout& layout, int depth) {
    const QStringList tops = foldersIn(layout.root);
    const bool parted = depth == 0 && isParted(layout.root, tops);
    const int levels = depth > 0 ? depth : parted ? 2 : 1;
    gather(layout, layout.root, levels);
    if (layout.pictures.isEmpty()) return false;
    layout.words =
        levels == 1 ? QStringLiteral("people are the folders")
                    : QStringLiteral("people are the folders %1 levels below, those of one name being one").arg(levels);
    return true;
}

// One person alone gives nothing to measure; pictures side by side in the only folder may be of many.
void tryNamesOfTheOnlyFolder(SetLayout& layout) {
    SetLayout inside;
    inside.root = QFileInfo(layout.pictures.first().path).path();
    gatherByNames(inside);
    QSet<QString> people;
    for (const ListedPicture& one : inside.pictures)
        people.insert(one.person);
    if (people.size() < 2 || inside.pictures.size() != layout.pictures.size()) return;
    layout.pictures = inside.pictures;
    layout.words = inside.words;
}

QString whyEmpty(const QString& root) {
    if (!QFileInfo(root).isReadable()) return QStringLiteral("%1 cannot be opened").arg(root);
    if (QDir(root).isEmpty()) return QStringLiteral("%1 is empty").arg(root);
    return QStringLiteral("%1 holds no pictures").arg(root);
}

} // namespace

bool isPicture(const QString& path) {
    static const QSet<QString> kinds{QStringLiteral("jpg"),  QStringLiteral("jpeg"), QStringLiteral("jpe"),
                                     QStringLiteral("jfif"), QStringLiteral("png"),  QStringLiteral("bmp"),
                                     QStringLiteral("webp"), QStringLiteral("pgm"),  QStringLiteral("ppm"),
                                     QStringLiteral("pnm"),  QStringLiteral("tif"),  QStringLiteral("tiff"),
                                     QStringLiteral("gif")};
    static const QSet<QString> others{QStringLiteral("txt"),  QStringLiteral("csv"), QStringLiteral("tsv"),
                                      QStringLiteral("lst"),  QStringLiteral("md"),  QStringLiteral("json"),
                                      QStringLiteral("xml"),  QStringLiteral("mat"), QStringLiteral("svg"),
                                      QStringLiteral("html"), QStringLiteral("pdf"), QStringLiteral("db"),
                                      QStringLiteral("pts"),  QStringLiteral("py"),  QStringLiteral("zip")};
    const QFileInfo file(path);
    const QString suffix = file.suffix().toLower();
    if (file.fileName().startsWith(u'.') || others.contains(suffix)) return false;
    if (kinds.contains(suffix)) return true;
    return file.isFile() && !QImageReader::imageFormat(path).isEmpty();
}

QStringList picturesBelow(const QString& folder, int& other) {
    QStringList found;
    // Links to files count; links to folders may lead into other people's, or round in circles.
    QDirIterator files(folder, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString path = files.next();
        if (isPicture(path))
            found.append(path);
        else
            ++other;
    }
    found.sort();
    return found;
}

SetLayout layoutOf(const QString& folder, const LayoutWish& wish) {
    SetLayout layout;
    layout.root = realRoot(folder);
    for (const QString& name : QDir(layout.root).entryList(QDir::Files))
        isPicture(layout.root + u'/' + name) ? ++layout.loosePictures : ++layout.otherFiles;
    const QStringList lists = listsIn(layout.root);
    for (const QString& list : lists)
        if (layout.pairsFile.isEmpty() && listsPairs(list)) layout.pairsFile = list;

    QHash<QString, QString> byName;
    QString labels = wish.labels;
    if (!labels.isEmpty()) byName = namesBelow(layout.root);
    // Folders say more than a list that happens to lie beside them; only where they say nothing is one looked for.
    const bool folders = labels.isEmpty() && gatherByFolders(layout, wish.depth);
    const bool oneFolderOfMany =
        folders && wish.depth == 0 && layout.pictures.first().person == layout.pictures.last().person;
    if (labels.isEmpty() && (!folders || oneFolderOfMany)) {
        byName = namesBelow(layout.root);
        for (const QString& list : lists)
            if (labels.isEmpty() && !listsPairs(list) && listsPeople(list, layout.root, byName)) labels = list;
    }
    if (!labels.isEmpty()) {
        layout.pictures.clear();
        gatherByList(layout, labels, byName);
    } else if (!folders && layout.loosePictures > 0) {
        gatherByNames(layout);
    } else if (oneFolderOfMany && layout.loosePictures == 0) {
        tryNamesOfTheOnlyFolder(layout);
    }
    sort(layout);
    if (layout.pictures.isEmpty()) {
        layout.problem = !labels.isEmpty() ? QStringLiteral("%1 names no picture that is there").arg(labels)
                         : wish.depth > 0
                             ? QStringLiteral("%1 holds no pictures %2 levels below").arg(layout.root).arg(wish.depth)
                             : whyEmpty(layout.root);
    }
    return layout;
}

} // namespace haziri::bench
