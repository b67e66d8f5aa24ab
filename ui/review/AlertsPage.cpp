#include "ui/review/AlertsPage.h"

#include "ui/widgets/Button.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/Live.h"
#include "ui/widgets/Panel.h"
#include "ui/widgets/Table.h"
#include "ui/widgets/Text.h"
#include "ui/words/Words.h"

#include <QBoxLayout>
#include <QHeaderView>

namespace haziri::ui {

void AlertModel::setAlerts(QList<review::Alert> alerts) {
    beginResetModel();
    m_alerts = std::move(alerts);
    endResetModel();
}

void AlertModel::setNames(NameLookup names) {
    m_names = std::move(names);
    retranslate();
}

QVariant AlertModel::data(const QModelIndex& index, int role) const {
    const review::Alert& alert = m_alerts[index.row()];
    // Forgeries are crosses; what may be a mistake is a triangle.
    const bool forged = alert.code == "SIGNATURE_INVALID" || alert.code == "REPLAY" || alert.code == "CHAIN_FORK" ||
                        alert.code == "TOKEN_INVALID" || alert.code == "VOUCH_INVALID";
    switch (role) {
    case Qt::DisplayRole:
        switch (index.column()) {
        case When:
            return Words::shortMoment(alert.at);
        case What:
            return Words::brief(alert.code);
        case Who: {
            const QString name = m_names && !alert.workerId.isEmpty() ? m_names(alert.workerId) : QString();
            return name.isEmpty() ? QStringLiteral("–") : name;
        }
        case Laptop:
            return QString::fromLatin1(alert.deviceId.left(8));
        default:
            return Words::number(alert.points);
        }
    case ChipToneRole:
        return index.column() == What ? QVariant(int(forged ? Tone::Bad : Tone::Held)) : QVariant();
    case MonoRole:
        return index.column() == Laptop;
    case DimRole:
        return index.column() == When;
    case Qt::TextAlignmentRole:
        return index.column() == Points ? QVariant(int(Qt::AlignRight | Qt::AlignVCenter)) : QVariant();
    case Qt::ToolTipRole:
        return Words::sentence(alert.code);
    case Qt::AccessibleTextRole:
        return Words::sentence(alert.code);
    default:
        return {};
    }
}

QVariant AlertModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole && section == Points) return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    switch (section) {
    case When:
        return tr("When");
    case What:
        return tr("What was found");
    case Who:
        return tr("Worker");
    case Laptop:
        return tr("Laptop");
    default:
        return tr("Weight");
    }
}

void AlertModel::retranslate() {
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
    if (!m_alerts.isEmpty()) Q_EMIT dataChanged(index(0, 0), index(int(m_alerts.size()) - 1, ColumnCount - 1));
}

AlertsPage::AlertsPage(QWidget* parent)
    : QWidget(parent)
    , m_model(new AlertModel(this))
    , m_table(new Table)
    , m_title(new Text(TextSize::Body, Colour::Ink, Text::Weight::Bold))
    , m_refresh(new Button)
    , m_notice(new Notice) {
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(16, 16, 16, 16);
    auto* panel = new Panel;
    outer->addWidget(panel);
    auto* column = new QVBoxLayout(panel);
    column->setContentsMargins(1, 12, 1, 8);
    column->setSpacing(8);
    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(15, 0, 15, 0);
    bar->addWidget(m_title, 1);
    m_refresh->setDrawing(QStringLiteral("sync"));
    bar->addWidget(m_refresh);
    column->addLayout(bar);
    auto* noticeRow = new QHBoxLayout;
    noticeRow->setContentsMargins(15, 0, 15, 0);
    noticeRow->addWidget(m_notice);
    column->addLayout(noticeRow);
    column->addWidget(m_table, 1);
    m_table->setModel(m_model);
    m_table->emptyState();
    auto* header = m_table->horizontalHeader();
    header->setSectionResizeMode(QHeaderView::Fixed);
    header->setSectionResizeMode(AlertModel::What, QHeaderView::Stretch);
    m_table->setColumnWidth(AlertModel::When, 150);
    m_table->setColumnWidth(AlertModel::Who, 300);
    m_table->setColumnWidth(AlertModel::Laptop, 150);
    m_table->setColumnWidth(AlertModel::Points, 110);
    connect(m_refresh, &Button::clicked, this, &AlertsPage::refreshWanted);
    onLanguage(this, [this] {
        m_title->setText(tr("%1 open alerts").arg(Words::number(m_total)));
        m_refresh->say(tr("Load again"));
        m_table->setAccessibleName(tr("Open alerts"));
        m_table->emptyState()->set(QStringLiteral("ok"), tr("No open alerts"),
                                   tr("The server found nothing suspicious that waits for you."), Tone::Ok);
        m_model->retranslate();
    });
}

void AlertsPage::setAlerts(const review::AlertList& list) {
    m_notice->clear();
    m_total = list.total;
    m_title->setText(tr("%1 open alerts").arg(Words::number(m_total)));
    m_model->setAlerts(list.alerts);
}

void AlertsPage::showError(const QByteArray& code) {
    m_notice->set(Tone::Held, QStringLiteral("%1 %2").arg(Words::sentence(code), Words::advice(code)));
}

} // namespace haziri::ui
