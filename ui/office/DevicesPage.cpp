#include "ui/office/DevicesPage.h"

#include "ui/office/TrustChart.h"
#include "ui/widgets/Button.h"
#include "ui/widgets/Chip.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/Fields.h"
#include "ui/widgets/Live.h"
#include "ui/widgets/Sorting.h"
#include "ui/widgets/Table.h"
#include "ui/widgets/Text.h"
#include "ui/words/Words.h"

#include <QBoxLayout>
#include <QScrollArea>

namespace haziri::ui {

using review::DeviceLine;

namespace {

constexpr int kReasonMin = 3, kReasonMax = 160, kLow = 40, kHigh = 70;

Tone toneOf(const DeviceLine& device) {
    if (device.isBlocked || device.trustScore < kLow) return Tone::Bad;
    return device.trustScore < kHigh ? Tone::Held : Tone::Ok;
}

QString signedNumber(qint64 points) {
    return (points > 0 ? QStringLiteral("+") : QString()) + Words::number(points);
}

} // namespace

void DeviceModel::setDevices(QList<DeviceLine> devices) {
    std::stable_sort(devices.begin(), devices.end(), [](const DeviceLine& a, const DeviceLine& b) {
        return a.isBlocked != b.isBlocked ? a.isBlocked : a.trustScore < b.trustScore;
    });
    beginResetModel();
    m_devices = std::move(devices);
    endResetModel();
}

void DeviceModel::setNames(Names names) {
    m_words = LogWords(std::move(names));
    retranslate();
}

int DeviceModel::rowOf(const QByteArray& deviceId) const {
    for (int row = 0; row < m_devices.size(); ++row)
        if (m_devices[row].deviceId == deviceId) return row;
    return -1;
}

QVariant DeviceModel::data(const QModelIndex& index, int role) const {
    const DeviceLine& device = m_devices[index.row()];
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        if (column == Laptop) return m_words.laptop(device.deviceId);
        if (column == Site) return m_words.site(device.siteId);
        if (column == Seen) return device.lastSeen.value ? Words::shortMoment(device.lastSeen) : tr("never");
        return device.isBlocked ? tr("blocked") : Words::number(device.trustScore);
    case kSortRole:
        if (column == Trust) return device.isBlocked ? -1 : device.trustScore;
        return column == Seen ? QVariant(device.lastSeen.value) : QVariant();
    case SubTextRole:
        return column == Laptop && !device.model.isEmpty() ? QVariant(device.model) : QVariant();
    case ChipToneRole:
        return column == Trust ? QVariant(int(toneOf(device))) : QVariant();
    case DimRole:
        return column == Seen;
    case Qt::ToolTipRole:
        return column == Laptop ? QString::fromLatin1(device.deviceId) : QVariant();
    default:
        return {};
    }
}

QVariant DeviceModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    const QString titles[] = {tr("Laptop"), tr("Site"), tr("Trust"), tr("Last seen")};
    return titles[section];
}

void DeviceModel::retranslate() {
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
    if (!m_devices.isEmpty()) Q_EMIT dataChanged(index(0, 0), index(int(m_devices.size()) - 1, ColumnCount - 1));
}

DevicesPage::DevicesPage(QWidget* parent)
    : ListPage({}, parent)
    , m_model(new DeviceModel(this))
    , m_count(new Text(TextSize::Body, Colour::Ink, Text::Weight::Bold))
    , m_name(new Text(TextSize::Title, Colour::Ink, Text::Weight::Bold))
    , m_line(new Text(TextSize::Body, Colour::Dim))
    , m_score(new Text(TextSize::Body, Colour::Ink, Text::Weight::Bold))
    , m_whyTitle(new Text(TextSize::Body, Colour::Ink, Text::Weight::Bold))
    , m_decideTitle(new Text(TextSize::Body, Colour::Ink, Text::Weight::Bold))
    , m_block(new Button(Button::Kind::Danger))
    , m_state(new Chip)
    , m_reason(new Field)
    , m_rows(new QGridLayout)
    , m_chart(new TrustChart) {
    bar()->addWidget(m_count, 1);
    setModel(m_model, {0, 170, 130, 130});
    fillIn(sheet());
    onLanguage(this, [this] {
        table()->setAccessibleName(tr("Laptops"));
        m_whyTitle->setText(tr("Why"));
        m_reason->say(tr("Reason"), tr("It is written to the log with your name."));
        emptySheet()->set(QStringLiteral("devices"), tr("No laptop chosen"),
                          tr("Choose a line. How far it is trusted and why stands here."));
        m_model->retranslate();
        fill();
    });
}

void DevicesPage::fillIn(QBoxLayout* column) {
    auto* head = new QHBoxLayout;
    m_state->setPassive(true);
    m_name->setWordWrap(true);
    head->addWidget(m_name, 1);
    head->addWidget(m_state, 0, Qt::AlignTop);
    column->addLayout(head);
    m_line->setWordWrap(true);
    column->addWidget(m_line);
    m_score->setWordWrap(true);
    m_score->setInk(Tone::Bad);
    column->addWidget(m_score);
    m_chart->hide();
    column->addWidget(m_chart);
    column->addWidget(m_whyTitle);
    auto* rows = new QWidget;
    rows->setLayout(m_rows);
    m_rows->setContentsMargins(0, 0, 8, 0);
    m_rows->setHorizontalSpacing(12);
    m_rows->setVerticalSpacing(8);
    m_rows->setColumnStretch(0, 1);
    auto* scroll = new QScrollArea;
    scroll->setWidget(rows);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->viewport()->setAutoFillBackground(false);
    rows->setAutoFillBackground(false);
    column->addWidget(scroll, 1);
    column->addWidget(m_decideTitle);
    column->addWidget(m_reason);
    column->addWidget(m_block, 0, Qt::AlignLeft);
    m_reason->edit()->setMaxLength(kReasonMax);
    connect(m_reason->edit(), &QLineEdit::textChanged, this, [this] {
        m_reason->setError({});
        fill();
    });
    connect(m_block, &Button::clicked, this, [this] {
        const QString reason = m_reason->edit()->text().simplified();
        if (!m_shown || m_deciding || reason.size() < kReasonMin) return;
        m_deciding = true;
        fill();
        Q_EMIT blockWanted(m_shown->deviceId, !m_shown->isBlocked, reason);
    });
}

void DevicesPage::setNames(Names names) {
    m_words = LogWords(names);
    m_model->setNames(std::move(names));
    fill();
}

void DevicesPage::setDevices(QList<DeviceLine> devices) {
    const QByteArray chosen = m_shown ? m_shown->deviceId : QByteArray();
    m_loaded = true;
    notice()->clear();
    m_model->setDevices(std::move(devices));
    m_shown.reset();
    if (m_model->rowCount() > 0) select(m_model->rowOf(chosen) >= 0 ? chosen : m_model->device(0).deviceId);
    fill();
}

void DevicesPage::showDecided(const QByteArray& deviceId, const QByteArray& code) {
    m_deciding = false;
    if (!code.isEmpty()) {
        if (m_shown && m_shown->deviceId == deviceId)
            m_reason->sayError([code = QByteArray(code)] { return Words::sentenceAndAdvice(code); });
    } else {
        m_reason->edit()->clear();
        notice()->say(Tone::Ok, [] { return tr("Decided. It is in the log, with your name and your reason."); });
    }
    fill();
}

void DevicesPage::select(const QByteArray& deviceId) {
    choose(m_model->rowOf(deviceId));
}

void DevicesPage::setHistory(const QByteArray& deviceId, const QList<review::TrustPoint>& points, UnixMillis now) {
    if (!m_shown || m_shown->deviceId != deviceId) return;
    m_chart->setPoints(points, now);
    m_chart->setVisible(points.size() > 1);
}

void DevicesPage::reset() {
    m_loaded = m_deciding = false;
    m_shown.reset();
    notice()->clear();
    m_model->setDevices({});
    fill();
}

void DevicesPage::chosen(int row) {
    if (row < 0 || row >= m_model->rowCount()) return;
    const bool isAnother = !m_shown || m_shown->deviceId != m_model->device(row).deviceId;
    m_shown = m_model->device(row);
    if (isAnother) {
        m_reason->edit()->clear();
        m_chart->hide();
        Q_EMIT historyWanted(m_shown->deviceId);
    }
    fill();
}

void DevicesPage::addRow(const QString& label, const QString& value, const QString& points) {
    auto* left = new QWidget;
    auto* column = new QVBoxLayout(left);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* name = new Text(TextSize::Table);
    name->setText(label);
    name->setWordWrap(true);
    column->addWidget(name);
    if (!value.isEmpty()) {
        auto* detail = new Text(TextSize::Small, Colour::Dim);
        detail->setText(value);
        detail->setWordWrap(true);
        column->addWidget(detail);
    }
    auto* right = new Text(TextSize::Table, Colour::Ink, Text::Weight::Bold);
    right->setText(points);
    right->setInk(points.startsWith(QLatin1Char('+')) ? Tone::Ok : Tone::Held);
    m_rows->addWidget(left, m_at, 0);
    m_rows->addWidget(right, m_at++, 1, Qt::AlignRight | Qt::AlignTop);
}

void DevicesPage::fillTrust() {
    clearLayout(m_rows);
    m_at = 0;
    for (const auto& rule : m_shown->explain)
        addRow(LogWords::trustRule(rule), {}, signedNumber(rule.points));
    m_rows->addItem(new QSpacerItem(0, 0, QSizePolicy::Minimum, QSizePolicy::Expanding), m_at, 0);
}

void DevicesPage::fill() {
    m_count->setText(!m_loaded ? tr("Loading…") : tr("%1 laptops").arg(Words::number(m_model->rowCount())));
    if (m_loaded)
        table()->emptyState()->set(QStringLiteral("devices"), tr("No laptop yet"),
                                   tr("Make an enrolment code under Sites and paste it into a laptop's window."));
    else
        table()->emptyState()->set(QStringLiteral("devices"), tr("Loading…"), {});
    showSheet(m_shown.has_value());
    if (!m_shown) return;
    const DeviceLine& device = *m_shown;
    m_name->setText(m_words.laptop(device.deviceId));
    m_state->set(toneOf(device), device.isBlocked ? tr("blocked") : tr("%1 of 100").arg(device.trustScore));
    QStringList parts{device.model, m_words.site(device.siteId),
                      device.lastSeen.value ? tr("seen %1").arg(Words::dayAndTime(device.lastSeen)) : tr("never seen")};
    parts.removeAll(QString());
    m_line->setText(parts.join(QStringLiteral(" · ")));
    m_score->setText(device.isBlocked && !device.blockReason.isEmpty() ? tr("Blocked: %1").arg(device.blockReason)
                                                                       : QString());
    m_score->setVisible(!m_score->text().isEmpty());
    fillTrust();
    m_decideTitle->setText(device.isBlocked ? tr("Let it speak again") : tr("Keep it out"));
    m_block->say(device.isBlocked ? tr("Unblock") : tr("Block"));
    m_block->setEnabled(!m_deciding && m_reason->edit()->text().simplified().size() >= kReasonMin);
}

} // namespace haziri::ui
