// What stands on a screen in the language it was drawn in, after the language was changed while it stood.
#pragma once

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QApplication>
#include <QComboBox>
#include <QFile>
#include <QHash>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QMenu>
#include <QPlainTextEdit>
#include <QRegularExpression>
#include <QTextEdit>
#include <QXmlStreamReader>

namespace haziri::test {

class OldWords {
  public:
    /// The languages' codes; "en" is what stands in the sources.
    OldWords(const QString& before, const QString& after) {
        const auto from = read(before), to = read(after);
        const QSet<QString> kept(to.cbegin(), to.cend());
        QString now;
        for (const QString& text : to)
            now += text + u'\n';
        for (auto it = from.begin(); it != from.end(); ++it) {
            if (it.value() == to.value(it.key())) continue;
            if (!kept.contains(it.value())) m_whole.insert(it.value());
            // Composed sentences are told by their fixed parts, where those are long enough to be nothing else.
            static const QRegularExpression gap(QStringLiteral("%[0-9n]|\\{[A-Za-z]+\\}"));
            QStringList parts;
            for (const QString& part : it.value().split(gap))
                if (part.trimmed().size() >= 12 && part.trimmed().contains(u' ') && !now.contains(part.trimmed()))
                    parts << part.trimmed();
            if (!parts.isEmpty()) m_parts << parts;
        }
        // Months stand in no translation: the locale has them.
        const QStringList ours = months(after) + wordsOf(now); // "May" and "जाने" are words as well
        for (const QString& month : months(before))
            if (!ours.contains(month)) m_months << month;
    }

    /// Every text on `root` and below it, shown or read out, that still speaks the language before.
    QStringList on(const QWidget* root) const {
        QStringList found;
        for (const QWidget* widget : QList<const QWidget*>{root} + root->findChildren<const QWidget*>())
            if (widget->isVisible())
                for (const QString& text : textsOf(widget))
                    if (isOld(text))
                        found << QStringLiteral("%1: %2").arg(QLatin1String(widget->metaObject()->className()), text);
        found.removeDuplicates();
        return found;
    }

    /// On every window, sheet, menu and tool tip that stands open.
    QStringList onScreen() const {
        QStringList found;
        for (const QWidget* window : QApplication::topLevelWidgets())
            if (window->isVisible()) found << on(window);
        return found;
    }

    bool isOld(const QString& text) const {
        static const QRegularExpression seam(QStringLiteral(" · |\\. "));
        for (const QString& one : QStringList(text) + text.split(seam))
            if (m_whole.contains(one)) return true;
        for (const QString& word : wordsOf(text))
            if (m_months.contains(word)) return true;
        return std::any_of(m_parts.begin(), m_parts.end(), [&](const QStringList& parts) {
            return std::all_of(parts.begin(), parts.end(), [&](const QString& part) { return text.contains(part); });
        });
    }
    qsizetype size() const { return m_whole.size(); }

  private:
    static QHash<QString, QString> read(const QString& language) {
        const bool english = language == QStringLiteral("en");
        QFile file(
            qEnvironmentVariable("HAZIRI_SOURCE_DIR") +
            QStringLiteral("/resources/translations/haziri_%1.ts").arg(english ? QStringLiteral("hi") : language));
        if (!file.open(QIODevice::ReadOnly)) qFatal("HAZIRI_SOURCE_DIR names the sources");
        QXmlStreamReader xml(&file);
        QHash<QString, QString> texts;
        QString context, source;
        while (!xml.atEnd()) {
            if (xml.readNext() != QXmlStreamReader::StartElement) continue;
            if (xml.name() == QLatin1String("name")) context = xml.readElementText();
            if (xml.name() == QLatin1String("source")) source = xml.readElementText();
            if (xml.name() != QLatin1String("translation")) continue;
            const QString translation = xml.readElementText();
            texts.insert(context + u'|' + source, english ? source : translation);
        }
        return texts;
    }

    static QStringList wordsOf(const QString& text) {
        static const QRegularExpression space(QStringLiteral("[\\s·:,()]+"));
        return text.split(space);
    }

    static QStringList months(const QString& language) {
        const QLocale locale(language + QStringLiteral("_IN"));
        QStringList names;
        for (int month = 1; month <= 12; ++month)
            for (const auto format : {QLocale::LongFormat, QLocale::ShortFormat})
                names << locale.monthName(month, format) << locale.standaloneMonthName(month, format);
        return names;
    }

    static QStringList textsOf(const QWidget* widget) {
        QStringList texts{widget->accessibleName(), widget->accessibleDescription(), widget->toolTip(),
                          widget->isWindow() ? widget->windowTitle() : QString()};
        if (const auto* menu = qobject_cast<const QMenu*>(widget))
            for (const QAction* action : menu->actions())
                texts << action->text();
        if (const auto* text = qobject_cast<const QTextEdit*>(widget))
            texts << text->toPlainText().split(QLatin1Char('\n'));
        if (const auto* label = qobject_cast<const QLabel*>(widget)) texts << label->text();
        if (const auto* button = qobject_cast<const QAbstractButton*>(widget)) texts << button->text();
        if (const auto* line = qobject_cast<const QLineEdit*>(widget)) texts << line->placeholderText();
        if (const auto* text = qobject_cast<const QPlainTextEdit*>(widget)) texts << text->placeholderText();
        if (const auto* box = qobject_cast<const QComboBox*>(widget)) texts << box->currentText();
        if (const auto* view = qobject_cast<const QAbstractItemView*>(widget); view && view->model())
            texts << textsOf(*view->model());
        texts.removeAll(QString());
        return texts;
    }

    static QStringList textsOf(const QAbstractItemModel& model) {
        QStringList texts;
        for (int column = 0; column < model.columnCount(); ++column) {
            texts << model.headerData(column, Qt::Horizontal).toString();
            for (int row = 0; row < qMin(30, model.rowCount()); ++row)
                for (const int role : {Qt::DisplayRole, Qt::ToolTipRole, Qt::AccessibleTextRole})
                    texts << model.index(row, column).data(role).toString();
        }
        return texts;
    }

    QSet<QString> m_whole;
    QList<QStringList> m_parts;
    QStringList m_months;
};

} // namespace haziri::test
