#include "ui/words/Languages.h"

#include <QApplication>
#include <QDir>
#include <QLibraryInfo>
#include <QLocale>
#include <QTextBoundaryFinder>

static void initTranslations() {
    Q_INIT_RESOURCE(haziri_translations);
}

namespace haziri::ui {

Languages::Languages(QApplication& app, QObject* parent)
    : QObject(parent)
    , m_app(app) {
    initTranslations();
}

// Each language is a file, haziri_<code>.ts beside the others; English stands in the sources.
QStringList Languages::all() {
    initTranslations();
    QStringList codes{QStringLiteral("en")};
    for (const QString& file :
         QDir(QStringLiteral(":/i18n")).entryList({QStringLiteral("haziri_*.qm")}, QDir::Files, QDir::Name))
        codes << file.mid(7).chopped(3);
    return codes;
}

QString Languages::ofSystem() {
    const QString code = QLocale::system().name().section(QLatin1Char('_'), 0, 0);
    return all().contains(code) ? code : all().first();
}

QString Languages::nameOf(const QString& code) {
    // As it stood here from the first day; the country's own name would be "हिन्दी".
    if (code == QStringLiteral("hi")) return QStringLiteral("हिंदी");
    return code == QStringLiteral("en") ? QStringLiteral("English") : QLocale(code).nativeLanguageName();
}

QString Languages::shortNameOf(const QString& code) {
    if (code == QStringLiteral("en")) return QStringLiteral("EN");
    // The first letter with its signs and one more: हिं, मर, বাং.
    const QString name = nameOf(code);
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, name);
    const qsizetype first = finder.toNextBoundary();
    if (first > 2) return name.left(first);
    const qsizetype second = finder.toNextBoundary();
    return name.left(second > 0 ? second : name.size());
}

QStringList Languages::shortNames() {
    QStringList names;
    for (const QString& code : all())
        names << shortNameOf(code);
    return names;
}

void Languages::use(const QString& code) {
    const QString wanted = all().contains(code) ? code : all().first();
    if (wanted == m_current) return;
    m_current = wanted;
    QLocale::setDefault(QLocale(wanted + QStringLiteral("_IN")));
    m_app.removeTranslator(&m_ours);
    m_app.removeTranslator(&m_qt);
    // Qt's own few words (context menus of fields); absent ones stay English.
    if (m_qt.load(QStringLiteral("qtbase_") + wanted, QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        m_app.installTranslator(&m_qt);
    // English is what stands in the sources.
    if (wanted != all().first() && m_ours.load(QStringLiteral(":/i18n/haziri_%1.qm").arg(wanted)))
        m_app.installTranslator(&m_ours);
    Q_EMIT changed(wanted);
}

} // namespace haziri::ui
