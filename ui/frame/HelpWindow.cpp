#include "ui/frame/HelpWindow.h"

#include "ui/theme/Style.h"
#include "ui/widgets/Live.h"
#include "ui/words/Words.h"

#include <QBoxLayout>
#include <QFile>
#include <QKeyEvent>
#include <QTextBrowser>
#include <QTextTable>

namespace haziri::ui {

namespace {

/// As the window's own lists: one line under each row, the headings small and quiet, nothing boxed.
void dress(QTextTable& table, const Theme& theme) {
    QTextTableFormat whole = table.format();
    whole.setBorder(0);
    whole.setBorderCollapse(true);
    whole.setCellPadding(6);
    whole.setCellSpacing(0);
    whole.setTopMargin(4);
    whole.setBottomMargin(8);
    whole.setWidth(QTextLength(QTextLength::PercentageLength, 100));
    QList<QTextLength> widths(table.columns(), QTextLength(QTextLength::VariableLength, 0));
    widths[0] = QTextLength(QTextLength::FixedLength, 120);
    whole.setColumnWidthConstraints(widths);
    table.setFormat(whole);
    for (int row = 0; row < table.rows(); ++row)
        for (int column = 0; column < table.columns(); ++column) {
            QTextTableCell cell = table.cellAt(row, column);
            QTextTableCellFormat line = cell.format().toTableCellFormat();
            line.setBorder(0);
            line.setBottomBorder(1);
            line.setBottomBorderStyle(QTextFrameFormat::BorderStyle_Solid);
            line.setBottomBorderBrush(theme[Colour::Line]);
            line.setPadding(6);
            cell.setFormat(line);
            QTextCursor words = cell.firstCursorPosition();
            words.setPosition(cell.lastPosition(), QTextCursor::KeepAnchor);
            QTextCharFormat ink;
            ink.setFontWeight(row == 0 || column == 0 ? QFont::DemiBold : QFont::Normal);
            ink.setForeground(theme[row == 0 ? Colour::Dim : Colour::Ink]);
            words.mergeCharFormat(ink);
            QTextBlockFormat left;
            left.setAlignment(Qt::AlignLeft);
            words.mergeBlockFormat(left);
        }
}

} // namespace

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
    for (QTextFrame* frame : m_text->document()->rootFrame()->childFrames())
        if (auto* table = qobject_cast<QTextTable*>(frame)) dress(*table, Style::themeOf(this));
    m_text->moveCursor(QTextCursor::Start);
}

QString HelpWindow::text() const {
    return m_text->toPlainText();
}

void HelpWindow::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape) return hide();
    QWidget::keyPressEvent(event);
}

} // namespace haziri::ui
