#include "ui/frame/HelpWindow.h"

#include "ui/theme/Style.h"
#include "ui/widgets/Live.h"
#include "ui/words/Words.h"

#include <QBoxLayout>
#include <QFile>
#include <QKeyEvent>
#include <QTextBrowser>

namespace haziri::ui {

HelpWindow::HelpWindow(QWidget* parent)
    : QWidget(parent, Qt::Window)
    , m_text(new QTextBrowser) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(20, 16, 8, 16);
    column->addWidget(m_text);
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->setOpenLinks(false);
    resize(720, 640);
    onTheme(this, [this] { fill(); });
    onLanguage(this, [this] { fill(); });
}

QString HelpWindow::fileFor(const QString& language) {
    const QString file = QStringLiteral(":/help/%1.md").arg(language);
    return QFile::exists(file) ? file : QStringLiteral(":/help/en.md");
}

void HelpWindow::fill() {
    setWindowTitle(tr("Haziri: help"));
    m_text->setAccessibleName(tr("Help"));
    m_text->setFont(Style::themeOf(this).font(TextSize::Body));
    QFile file(fileFor(Words::locale().name().left(2)));
    if (!file.open(QIODevice::ReadOnly)) return;
    m_text->setMarkdown(QString::fromUtf8(file.readAll()));
}

QString HelpWindow::text() const {
    return m_text->toPlainText();
}

void HelpWindow::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape) return hide();
    QWidget::keyPressEvent(event);
}

} // namespace haziri::ui
