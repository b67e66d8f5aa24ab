#include "tests/support/ScreenBook.h"

#include "tests/support/DemoFeed.h"
#include "ui/theme/Style.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/Chip.h"
#include "ui/widgets/Counter.h"
#include "ui/widgets/Segments.h"
#include "ui/widgets/Table.h"
#include "ui/widgets/Text.h"
#include "ui/words/Words.h"

#include <QPointer>
#include <QTest>

namespace haziri::test {

using namespace ui;

namespace {

const QSize kUsual(1366, 768), kSmall(1280, 720);

QString nameOf(const QWidget* widget) {
    return QStringLiteral("%1 \"%2\"").arg(QLatin1String(widget->metaObject()->className()), widget->accessibleName());
}

/// Chips and headings that do not fit their columns; a long name may be cut, its tool tip has it.
QStringList faultsOfTable(const Table& table) {
    QStringList faults;
    const Theme& theme = Style::themeOf(&table);
    const QFontMetrics heading(theme.font(TextSize::Small, true));
    const QAbstractItemModel* model = table.model();
    for (int column = 0; model && column < model->columnCount(); ++column) {
        if (table.isColumnHidden(column)) continue;
        const int room = table.columnWidth(column);
        const QString head = model->headerData(column, Qt::Horizontal).toString();
        if (heading.horizontalAdvance(head) > room - 8) faults << QStringLiteral("cut heading: ") + head;
        const int first = qMax(0, table.rowAt(0)), last = qMin(model->rowCount() - 1, first + 30);
        for (int row = first; row <= last; ++row) {
            const QModelIndex cell = model->index(row, column);
            if (!cell.data(ChipToneRole).isValid()) continue;
            const QString text = cell.data().toString();
            if (!text.isEmpty() && chipWidth(theme, text, !cell.data(ChipPlainRole).toBool()) > room - 20)
                faults << QStringLiteral("cut chip: ") + text;
        }
    }
    return faults;
}

/// Texts that would be cut in this language at this size, and controls that a screen reader could not name.
QStringList faultsOf(const QWidget* window) {
    QStringList faults;
    for (const QWidget* widget : window->findChildren<QWidget*>()) {
        if (!widget->isVisible()) continue;
        if (const auto* text = qobject_cast<const Text*>(widget); text && !text->text().isEmpty()) {
            if (text->wordWrap()) {
                if (text->heightForWidth(text->width()) > text->height() + 1)
                    faults << QStringLiteral("too low: ") + text->text();
            } else if (!text->isElided() && text->sizeHint().width() > text->width() + 1) {
                faults << QStringLiteral("too narrow: ") + text->text();
            }
        }
        const bool fixedWords = qobject_cast<const Chip*>(widget) || qobject_cast<const Button*>(widget) ||
                                qobject_cast<const Segments*>(widget);
        if (fixedWords && widget->sizeHint().width() > widget->width())
            faults << QStringLiteral("cut: ") + nameOf(widget);
        if (const auto* rail = qobject_cast<const RailButton*>(widget))
            if (QFontMetrics(Style::themeOf(rail).font(TextSize::Small, true)).horizontalAdvance(rail->text()) >
                rail->width() - 4)
                faults << QStringLiteral("cut: ") + nameOf(widget);
        if (const auto* counter = qobject_cast<const Counter*>(widget);
            counter && counter->sizeHint().width() > counter->width())
            faults << QStringLiteral("cut: ") + nameOf(widget);
        if (const auto* table = qobject_cast<const Table*>(widget)) faults << faultsOfTable(*table);
        const bool takesKeys = widget->focusPolicy() & Qt::TabFocus && widget->isEnabled();
        if (takesKeys && widget->accessibleName().isEmpty()) faults << QStringLiteral("nameless: ") + nameOf(widget);
    }
    return faults;
}

} // namespace

ScreenBook::ScreenBook()
    : m_folder(QCoreApplication::applicationDirPath() + QStringLiteral("/../screenshots"))
    , m_languages(*qApp) {
    if (!m_folder.mkpath(QStringLiteral("."))) qFatal("no folder for the pictures");
}

void ScreenBook::addRows() {
    QTest::addColumn<QString>("language");
    QTest::addColumn<QString>("theme");
    QTest::addColumn<QSize>("size");
    const auto row = [](const QString& language, const QString& theme, QSize size) {
        const QString wide = size == kUsual ? QString() : QStringLiteral("-%1x%2").arg(size.width()).arg(size.height());
        QTest::newRow(qPrintable(language + u'-' + theme + wide)) << language << theme << size;
    };
    for (const QString& language : Languages::all())
        for (const QString& theme : Theme::names())
            row(language, theme, kUsual);
    row(QStringLiteral("mr"), QStringLiteral("light"), kSmall);
    row(QStringLiteral("hi"), QStringLiteral("light"), {1920, 1080});
    row(QStringLiteral("mr"), QStringLiteral("dark"), {3840, 2160});
}

void ScreenBook::open(MainWindow& window) {
    QFETCH(QString, language);
    QFETCH(QString, theme);
    QFETCH(QSize, size);
    m_language = language;
    m_suffix = QString::fromUtf8(QTest::currentDataTag());
    m_size = size;
    m_keeps = size == kUsual || size == kSmall || qEnvironmentVariable("HAZIRI_SCREENS") == QStringLiteral("all");
    m_indian = language != QStringLiteral("en");
    m_switches = size == kUsual && theme == Theme::names().first(); // the words are the same in every theme
    m_languages.use(language);
    Style::apply(*qApp, Theme::load(theme));
    m_window = &window;
    window.resize(size);
    window.show();
}

QString ScreenBook::say(const char* english, const char* hindi) const {
    return QString::fromUtf8(m_indian ? hindi : english);
}

void ScreenBook::keep(const QString& screen, const QImage& image) {
    if (m_keeps) QVERIFY(image.save(m_folder.filePath(QStringLiteral("%1-%2.png").arg(screen, m_suffix))));
}

void ScreenBook::shoot(const QString& screen) {
    for (int i = 0; i < 3; ++i)
        QCoreApplication::processEvents();
    QTest::qWait(20);
    const QImage image = m_window->grab().toImage();
    QCOMPARE(image.size(), m_size * image.devicePixelRatio());
    keep(screen, image);
    judge(screen, m_window);
}

void ScreenBook::judge(const QString& screen, const QWidget* shown) {
    const QStringList faults = faultsOf(shown);
    QVERIFY2(faults.isEmpty(), qPrintable(screen + QStringLiteral(": ") + faults.join(QStringLiteral("; "))));
    if (!m_switches) return;
    const QStringList stale = staleAfterSwitch();
    QVERIFY2(stale.isEmpty(), qPrintable(screen + QStringLiteral(" kept: ") + stale.join(QStringLiteral("; "))));
}

const OldWords& ScreenBook::wordsOf(const QString& before, const QString& after) {
    auto& words = m_words[before + after];
    if (!words) words = std::make_unique<OldWords>(before, after);
    return *words;
}

QStringList ScreenBook::staleAfterSwitch() {
    const auto all = Languages::all();
    const QString other = all[(all.indexOf(m_language) + 1) % all.size()];
    const auto turn = [this](const QString& language) {
        m_languages.use(language);
        for (int i = 0; i < 3; ++i)
            QCoreApplication::processEvents();
        m_window->grab(); // what is told only when it is painted
    };
    turn(other);
    const QStringList stale = wordsOf(m_language, other).onScreen();
    turn(m_language);
    return stale + wordsOf(other, m_language).onScreen();
}

void ScreenBook::shootSheet(const QString& screen, QWidget* sheet) {
    QVERIFY(sheet);
    QTest::qWait(20);
    keep(screen, sheet->grab().toImage());
    const QPointer<QWidget> open = sheet;
    judge(screen, sheet);
    if (open) open->close();
}

void ScreenBook::fillFrame() {
    MainWindow& window = *m_window;
    TopBar* top = window.topBar();
    top->setLine({muster::LineState::Offline, tests::today(7, 12), "OFFLINE", {}});
    top->setQueue(tests::demoQueueSummary(), tests::today(7, 41));
    top->setClock({muster::ClockClass::Anchored, 1800, tests::today(6, 58), 0});
    top->setPerson({{}, say("Sunita", "सुनीता"), "supervisor"});
    top->setLanguages(Languages::shortNames(), int(Languages::all().indexOf(m_languages.current())));
    window.setTitle(MainWindow::Page::Muster, [this] {
        return std::pair(say("Gate A · Sector 62", "गेट A · सेक्टर 62"),
                         Words::day(QDate(2026, 11, 22)) + QStringLiteral(" · 07:41"));
    });
    window.setRole("supervisor");
}

void ScreenBook::fillRail(std::initializer_list<MainWindow::Page> pages) {
    for (const auto page : pages)
        m_window->addPage(page, new QWidget);
}

void ScreenBook::fillOffice() {
    using Page = MainWindow::Page;
    fillRail({Page::Today, Page::Alerts, Page::Audit, Page::Registers, Page::Devices, Page::Places});
    fillFrame();
    TopBar* top = m_window->topBar();
    top->setPerson({{}, say("Hina", "हिना"), "hr"});
    top->setLine({muster::LineState::Online, {}, {}, {}});
    top->setQueue({}, tests::today(7, 41));
    m_window->setRole("hr");
}

} // namespace haziri::test
