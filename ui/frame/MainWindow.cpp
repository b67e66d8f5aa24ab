#include "ui/frame/MainWindow.h"

#include "ui/frame/HelpWindow.h"
#include "ui/widgets/Chip.h"
#include "ui/widgets/Live.h"

#include <QApplication>
#include <QBoxLayout>
#include <QCloseEvent>
#include <QPointer>
#include <QScreen>
#include <QSettings>
#include <QShortcut>
#include <QStackedWidget>

namespace haziri::ui {

namespace {

QList<MainWindow::Page> pagesOf(const QByteArray& role) {
    using Page = MainWindow::Page;
    if (role == "supervisor") return {Page::Muster, Page::Queue};
    if (role == "thekedar") return {Page::Muster, Page::Workers, Page::Queue};
    if (role == "hr" || role == "admin")
        return {Page::Today, Page::Alerts, Page::Audit, Page::Registers, Page::Devices, Page::Places};
    return {};
}

} // namespace

MainWindow::MainWindow(QWidget* parent)
    : QMainWindow(parent)
    , m_rail(new Rail)
    , m_top(new TopBar)
    , m_stack(new QStackedWidget) {
    auto* all = new QWidget;
    auto* row = new QHBoxLayout(all);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_rail);
    auto* column = new QVBoxLayout;
    column->setSpacing(0);
    column->addWidget(m_top);
    column->addWidget(m_stack, 1);
    row->addLayout(column, 1);
    setCentralWidget(all);
    setMinimumSize(1100, 640);
    resize(1366, 768);

    const std::pair<Page, const char*> drawings[] = {
        {Page::Muster, "muster"},   {Page::Workers, "workers"}, {Page::Today, "today"},
        {Page::Alerts, "alerts"},   {Page::Audit, "audit"},     {Page::Registers, "registers"},
        {Page::Devices, "devices"}, {Page::Places, "place"},    {Page::Queue, "queue"}};
    for (const auto& [page, drawing] : drawings) {
        auto* button = m_rail->addPage(QLatin1String(drawing));
        button->hide();
        m_buttons[page] = button;
        connect(button, &RailButton::clicked, this, [this, page = page] { open(page); });
    }
    auto* settings = m_settings = m_rail->addTool(QStringLiteral("settings"));
    auto* lock = m_lock = m_rail->addTool(QStringLiteral("lock"));
    connect(settings, &RailButton::clicked, this, [this, settings] { Q_EMIT settingsWanted(settings); });
    connect(lock, &RailButton::clicked, this, &MainWindow::lockWanted);
    connect(new QShortcut(QKeySequence(Qt::CTRL | Qt::Key_L), this), &QShortcut::activated, this,
            &MainWindow::lockWanted);
    connect(new QShortcut(QKeySequence(Qt::Key_F11), this), &QShortcut::activated, this, &MainWindow::toggleKiosk);
    connect(new QShortcut(QKeySequence(QKeySequence::HelpContents), this), &QShortcut::activated, this,
            &MainWindow::showHelp);
    connect(m_top, &TopBar::queueWanted, this, [this] { open(Page::Queue); });
    onLanguage(this, [this, settings, lock] {
        setWindowTitle(tr("Haziri"));
        m_buttons[Page::Muster]->say(tr("Muster"));
        m_buttons[Page::Workers]->say(tr("Workers"));
        m_buttons[Page::Queue]->say(tr("Queue"));
        m_buttons[Page::Today]->say(tr("Today"));
        m_buttons[Page::Audit]->say(tr("Audit"));
        m_buttons[Page::Alerts]->say(tr("Alerts"));
        m_buttons[Page::Registers]->say(tr("Registers"));
        m_buttons[Page::Devices]->say(tr("Laptops"));
        m_buttons[Page::Places]->say(tr("Sites"));
        settings->say(tr("Settings"));
        lock->say(tr("Lock"));
        lock->setToolTip(tr("Lock the screen (Ctrl+L)"));
        refreshTitle();
    });
}

void MainWindow::addPage(Page page, QWidget* widget) {
    m_pages[page] = widget;
    widget->setFocusPolicy(Qt::ClickFocus); // where the keys go before anything was chosen
    m_stack->addWidget(widget);
}

void MainWindow::open(Page page) {
    open(page, page);
}

void MainWindow::open(Page page, Page inPlaceOf) {
    QWidget* widget = m_pages.value(page);
    if (!widget) return;
    if (m_locked && page != Page::Lock && page != Page::Setup) return; // whoever answers late, and whatever key it was
    m_current = page;
    m_stack->setCurrentWidget(widget);
    widget->setFocus();
    for (auto button = m_buttons.cbegin(); button != m_buttons.cend(); ++button)
        button.value()->setChecked(button.key() == inPlaceOf);
    static const QSet<Page> office{Page::Today, Page::Audit,   Page::Alerts, Page::Registers,   Page::Day,
                                   Page::Pay,   Page::Devices, Page::Places, Page::ReviewSignIn};
    m_top->setMarkChipsShown(!office.contains(page));
    for (const auto& [pages, box] : m_chips)
        box->setVisible(pages.contains(page));
    refreshTitle();
    Q_EMIT opened(page);
}

void MainWindow::setRole(const QByteArray& role) {
    const auto shown = pagesOf(role);
    for (auto button = m_buttons.cbegin(); button != m_buttons.cend(); ++button)
        button.value()->setVisible(shown.contains(button.key()) && m_pages.contains(button.key()));
    m_lock->setVisible(!shown.isEmpty());
}

void MainWindow::setLocked(bool locked) {
    m_locked = locked;
    m_settings->setVisible(!locked);
    if (!locked) return;
    setRole({});
    m_top->setLaptopChipsVisible(false);
    closeOthers();
}

// A sheet or a dialog that stays open would show, above the lock, what the lock is to hide.
void MainWindow::closeOthers() {
    QList<QPointer<QWidget>> others;
    for (QWidget* window : QApplication::topLevelWidgets())
        if (window->isVisible() && !qobject_cast<QMainWindow*>(window)) others << window;
    for (const auto& other : others)
        if (other) other->close();
}

void MainWindow::addChip(const QList<Page>& pages, Chip* chip) {
    // The box is shown and hidden with the page, the chip by whoever has something to say.
    auto* box = new QWidget;
    auto* row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(chip);
    box->setVisible(pages.contains(m_current));
    m_chips << std::pair(pages, box);
    m_top->addChip(box);
}

void MainWindow::setQueueBadge(int count) {
    m_buttons[Page::Queue]->setBadge(count);
}

void MainWindow::setAlertBadge(int count) {
    m_buttons[Page::Alerts]->setBadge(count);
}

void MainWindow::setTitle(Page page, std::function<std::pair<QString, QString>()> title) {
    m_titles[page] = std::move(title);
    if (page == m_current) refreshTitle();
}

void MainWindow::refreshTitle() {
    const auto title = m_titles.value(m_current);
    if (!title) {
        m_top->setTitle(tr("Haziri"), {});
        return;
    }
    const auto [first, second] = title();
    m_top->setTitle(first, second);
}

void MainWindow::showHelp() {
    if (m_locked) return;
    if (!m_help) m_help = new HelpWindow(this);
    m_help->show();
    m_help->raise();
    m_help->activateWindow();
}

void MainWindow::toggleKiosk() {
    if (m_locked) return;
    if (isFullScreen())
        showNormal();
    else
        showFullScreen();
}

void MainWindow::restoreGeometryFrom(const QString& settingsFile) {
    m_settingsFile = settingsFile;
    const QByteArray kept =
        QSettings(settingsFile, QSettings::IniFormat).value(QStringLiteral("window/geometry")).toByteArray();
    if (!kept.isEmpty()) restoreGeometry(kept);
}

void MainWindow::showOnScreen() {
    constexpr int kTitleBar = 40; // unknown before the window manager has framed the window; taken on the large side
    const QSize room = screen()->availableSize();
    const bool fits = width() <= room.width() && height() + kTitleBar <= room.height();
    fits ? show() : showMaximized();
}

void MainWindow::closeEvent(QCloseEvent* event) {
    if (!m_settingsFile.isEmpty())
        QSettings(m_settingsFile, QSettings::IniFormat).setValue(QStringLiteral("window/geometry"), saveGeometry());
    Q_EMIT closing();
    QMainWindow::closeEvent(event);
}

} // namespace haziri::ui
