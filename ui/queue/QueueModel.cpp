#include "ui/queue/QueueModel.h"

#include "ui/widgets/Sorting.h"
#include "ui/widgets/Table.h"
#include "ui/words/Words.h"

namespace haziri::ui {

namespace {

Tone toneOf(const QByteArray& status) {
    if (status == "synced") return Tone::Ok;
    if (status == "held") return Tone::Held;
    if (status == "rejected" || status == "quarantined") return Tone::Bad;
    return Tone::Neutral;
}

} // namespace

void QueueModel::setRows(QList<muster::QueueRow> rows) {
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

QVariant QueueModel::data(const QModelIndex& index, int role) const {
    const muster::QueueRow& row = m_rows[index.row()];
    const auto reason = [&]() -> QString {
        if (!row.code.isEmpty()) return Words::sentence(row.code);
        if (row.status == "quarantined") return Words::sentence("DAMAGED");
        if (row.status == "synced" && row.index) return tr("No. %1 in the server's log").arg(Words::number(*row.index));
        if (row.status == "pending") return tr("Safe on this laptop; goes with the next line");
        return {};
    };
    const auto photo = [&]() -> QString {
        if (row.photoState == "waiting") return tr("waiting");
        if (row.photoState == "sent") return tr("sent");
        if (row.photoState == "failed") return tr("failed");
        return QStringLiteral("–");
    };
    switch (role) {
    case kSortRole:
        if (index.column() == Number) return row.seq;
        return index.column() == When ? QVariant(row.at.value) : data(index, Qt::DisplayRole);
    case Qt::DisplayRole:
        switch (index.column()) {
        case Number:
            return QString::number(row.seq);
        case When:
            return Words::clockTime(row.at, true);
        case Who:
            return row.name.isEmpty() ? tr("cannot be read") : row.name;
        case Status:
            return Words::status(row.status);
        case Reason:
            return reason();
        default:
            return photo();
        }
    case SubTextRole:
        return index.column() == Who && row.kind != "attendance" ? QVariant(Words::kind(row.kind)) : QVariant();
    case ChipToneRole:
        return index.column() == Status ? QVariant(int(toneOf(row.status))) : QVariant();
    case MonoRole:
        return index.column() == Number;
    case DimRole:
        return index.column() == When || index.column() == Photo || (index.column() == Reason && row.code.isEmpty());
    case InkToneRole:
        return index.column() == Photo && row.photoState == "failed" ? QVariant(int(Tone::Bad)) : QVariant();
    case Qt::TextAlignmentRole:
        return index.column() == Number ? QVariant(int(Qt::AlignRight | Qt::AlignVCenter)) : QVariant();
    case Qt::ToolTipRole:
        return index.column() == Reason ? QStringLiteral("%1 %2").arg(reason(), Words::advice(row.code)).trimmed()
                                        : QVariant();
    case Qt::AccessibleTextRole:
        return QStringLiteral("%1, %2, %3").arg(row.name, Words::status(row.status), reason());
    default:
        return {};
    }
}

QVariant QueueModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole && section == Number) return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    switch (section) {
    case Number:
        return tr("No.");
    case When:
        return tr("Taken");
    case Who:
        return tr("Worker");
    case Status:
        return tr("State");
    case Reason:
        return tr("What that means");
    default:
        return tr("Photo");
    }
}

void QueueModel::retranslate() {
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
    if (!m_rows.isEmpty()) Q_EMIT dataChanged(index(0, 0), index(int(m_rows.size()) - 1, ColumnCount - 1));
}

void QueueFilter::setWhich(int which) {
    m_which = which;
    invalidateFilter();
}

bool QueueFilter::filterAcceptsRow(int row, const QModelIndex&) const {
    const auto& entry = static_cast<const QueueModel*>(sourceModel())->row(row);
    switch (m_which) {
    case Waiting:
        return entry.status == "pending" || entry.photoState == "waiting";
    case ToCheck:
        return entry.status == "held";
    case Refused:
        return entry.status == "rejected" || entry.status == "quarantined" || entry.photoState == "failed";
    default:
        return true;
    }
}

} // namespace haziri::ui
