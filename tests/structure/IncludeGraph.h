// The house's table of rooms, and the include graph of its sources held against it.
#pragma once

#include <QLibraryInfo>
#include <QRegularExpression>
#include <QSet>

#include <map>

namespace haziri::structure {

/// One `#include` of a source file, as written.
struct Include {
    int line = 0;
    QString target;
    bool quoted = false;
};

inline QList<Include> includesOf(const QString& source) {
    static const QRegularExpression pattern(QStringLiteral(R"(^\s*#\s*include\s*([<"])([^>"]+)[>"])"));
    QList<Include> found;
    int number = 0;
    for (const QString& line : source.split(QLatin1Char('\n'))) {
        ++number;
        const auto match = pattern.match(line);
        if (match.hasMatch()) found.append({number, match.captured(2), match.captured(1) == QLatin1String("\"")});
    }
    return found;
}

/// The rooms of resources/docs/architecture.md and what each may use, also by way of another.
class RoomTable {
  public:
    explicit RoomTable(const QString& markdown) {
        static const QRegularExpression name(QStringLiteral("`([^`]+)`"));
        for (const QString& line : markdown.split(QLatin1Char('\n'))) {
            const QStringList cells = line.split(QLatin1Char('|'));
            const auto room = name.match(cells.value(1));
            if (cells.size() < 5 || !room.hasMatch()) continue;
            QStringList& uses = m_uses[room.captured(1)];
            for (auto it = name.globalMatch(cells.value(3)); it.hasNext();)
                uses.append(it.next().captured(1));
        }
    }

    QStringList rooms() const {
        QStringList names;
        for (const auto& [room, uses] : m_uses)
            names.append(room);
        return names;
    }

    QStringList usedBy(const QString& room) const { return m_uses.count(room) ? m_uses.at(room) : QStringList(); }

    /// The room a file lives in: the longest row that is a folder above it. A row with rows
    /// below it owns only its own files, so that a new folder there needs a row of its own.
    QString roomOf(const QString& path) const {
        const QString folder = path.left(path.lastIndexOf(QLatin1Char('/')));
        QString best;
        for (const auto& [room, uses] : m_uses)
            if (room.size() > best.size() && owns(room, folder)) best = room;
        return best;
    }

    bool mayUse(const QString& from, const QString& to) const { return from == to || reach(from).contains(to); }

    /// A room that uses itself by way of others; empty when the arrows have one direction.
    QString roomInACircle() const {
        for (const auto& [room, uses] : m_uses)
            if (reach(room).contains(room)) return room;
        return {};
    }

  private:
    bool owns(const QString& room, const QString& folder) const {
        if (folder == room) return true;
        const auto isBelow = [&](const auto& other) { return other.first.startsWith(room + QLatin1Char('/')); };
        return folder.startsWith(room + QLatin1Char('/')) && std::none_of(m_uses.begin(), m_uses.end(), isBelow);
    }

    QSet<QString> reach(const QString& from) const {
        QSet<QString> seen;
        QStringList waiting = usedBy(from);
        while (!waiting.isEmpty()) {
            const QString room = waiting.takeLast();
            if (seen.contains(room)) continue;
            seen.insert(room);
            waiting.append(usedBy(room));
        }
        return seen;
    }

    std::map<QString, QStringList> m_uses;
};

/// A library that only some rooms may include.
struct LibraryRule {
    QString library;
    QRegularExpression header;
    QStringList rooms; ///< prefixes of room names
    bool forbidden;    ///< true: these rooms may not; false: only these rooms may

    bool breaks(const QString& room, const QString& target) const {
        const auto holds = [&](const QString& prefix) {
            return room == prefix || room.startsWith(prefix + QLatin1Char('/'));
        };
        return header.match(target).hasMatch() && std::any_of(rooms.begin(), rooms.end(), holds) == forbidden;
    }
};

inline QList<LibraryRule> libraryRules() {
    const auto expression = [](const char* text) { return QRegularExpression(QString::fromLatin1(text)); };
    const auto rooms = [](const char* list) { return QString::fromLatin1(list).split(QLatin1Char(' ')); };
    return {
        {QStringLiteral("OpenSSL"), expression("^openssl/"), rooms("core/crypto"), false},
        {QStringLiteral("Argon2"), expression("^argon2\\.h$"), rooms("core/crypto"), false},
        {QStringLiteral("OpenCV"), expression("^opencv2?/"), rooms("core/face"), false},
        {QStringLiteral("Qt HttpServer"), expression("^(QtHttpServer/|Q(Abstract)?HttpServer)"), rooms("server/http"),
         false},
        {QStringLiteral("ZXing"), expression("^ZXing/"), rooms("core/card"), false},
        {QStringLiteral("Qt Keychain"), expression("^qt6keychain/"), rooms("core/device"), false},
        {QStringLiteral("SQL in the window"), expression("^(QtSql/|QSql|core/sql/)"), rooms("ui app"), true},
        {QStringLiteral("sockets in the window"), expression("^(QtNetwork/|QNetwork|QTcp|QUdp|QSsl|QWebSocket)"),
         rooms("ui"), true},
        // A password field hands over SecretBytes; everything else of cryptography stays below.
        {QStringLiteral("cryptography in the window"), expression("^core/(sealed/|crypto/(?!SecretBytes\\.h))"),
         rooms("ui"), true},
    };
}

/// Which Qt module brings a class header such as `QPushButton` or `QtWidgets/QPushButton`.
inline bool isOfQtModule(const QString& target, const QString& module) {
    if (target.startsWith(module + QLatin1Char('/'))) return true;
    return !target.contains(QLatin1Char('/')) && QFile::exists(QLibraryInfo::path(QLibraryInfo::HeadersPath) +
                                                               QLatin1Char('/') + module + QLatin1Char('/') + target);
}

/// Every way in which one file breaks the table, as "path:line: sentence".
inline QStringList violationsOf(const RoomTable& table, const QString& path, const QString& source) {
    static const QStringList tops{QStringLiteral("core"), QStringLiteral("ui"), QStringLiteral("app"),
                                  QStringLiteral("server")};
    // Qt Multimedia works only below a QGuiApplication, so core/capture asks whether there is one.
    static const QRegularExpression allowedGui(QStringLiteral("(^|/)(QImage\\w*|QGuiApplication)$"));
    static const QRegularExpression generated(QStringLiteral(R"((\.moc|^ui_.*\.h|^moc_.*\.cpp)$)"));
    const QString room = table.roomOf(path);
    if (room.isEmpty()) return {path + QStringLiteral(":1: lies in no room of the table")};
    QStringList found;
    for (const Include& include : includesOf(source)) {
        const auto blame = [&](const QString& why) {
            found.append(QStringLiteral("%1:%2: %3").arg(path).arg(include.line).arg(why));
        };
        for (const LibraryRule& rule : libraryRules())
            if (rule.breaks(room, include.target))
                blame(QStringLiteral("%1 may not include %2 (%3)").arg(room, include.target, rule.library));
        const bool isCore = room.startsWith(QLatin1String("core/"));
        if ((isCore || room.startsWith(QLatin1String("server"))) &&
            isOfQtModule(include.target, QStringLiteral("QtWidgets")))
            blame(QStringLiteral("%1 may not include %2 (Qt Widgets)").arg(room, include.target));
        if (isCore && isOfQtModule(include.target, QStringLiteral("QtGui")) &&
            !allowedGui.match(include.target).hasMatch())
            blame(QStringLiteral("%1 may not include %2 (Qt Gui beyond QImage)").arg(room, include.target));
        if (tops.contains(include.target.section(QLatin1Char('/'), 0, 0)) &&
            include.target.contains(QLatin1Char('/'))) {
            const QString used = table.roomOf(include.target);
            if (used.isEmpty())
                blame(QStringLiteral("%1 lies in no room of the table").arg(include.target));
            else if (!table.mayUse(room, used))
                blame(QStringLiteral("%1 may not use %2").arg(room, used));
        } else if (include.quoted && !generated.match(include.target).hasMatch()) {
            blame(QStringLiteral("\"%1\" is not named from the root of the sources").arg(include.target));
        }
    }
    return found;
}

} // namespace haziri::structure
