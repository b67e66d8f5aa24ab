#include "ui/words/Languages.h"

#include <QApplication>
#include <QLibraryInfo>
#include <QLocale>

static void initTranslations() {
    Q_INIT_RESOURCE(haziri_translations);
}

namespace haziri::ui {

Languages::Languages(QApplication& app, QObject* parent)
    : QObject(parent)
    , m_app(app) {
    initTranslations();
}

QStringList Languages::all() {
    return {QStringLiteral("en"), QStringLiteral("hi")};
}

QString Languages::nameOf(const QString& code) {
    return code == QStringLiteral("hi") ? QStringLiteral("हिंदी") : QStringLiteral("English");
}

void Languages::use(const QString& code) {
    const QString wanted = all().contains(code) ? code : all().first();
    if (wanted == m_current) return;
    m_current = wanted;
    QLocale::setDefault(QLocale(wanted == QStringLiteral("hi") ? QLocale::Hindi : QLocale::English, QLocale::India));
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
