#include "ui/muster/RollModel.h"

#include "ui/widgets/Table.h"
#include "ui/words/Words.h"

namespace haziri::ui {

using muster::RollRow;

void RollModel::setRows(QList<RollRow> rows) {
    // Same people in the same order: only repaint, so that a selection and the place in the list survive.
    const bool same = rows.size() == m_rows.size() &&
                      std::equal(rows.begin(), rows.end(), m_rows.begin(),
                                 [](const RollRow& a, const RollRow& b) { return a.workerId == b.workerId; });
    if (same) {
        m_rows = std::move(rows);
        if (!m_rows.isEmpty()) Q_EMIT dataChanged(index(0, 0), index(int(m_rows.size()) - 1, ColumnCount - 1));
        return;
    }
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

int RollModel::rowOf(const WorkerId& worker) const {
    for (int i = 0; i < m_rows.size(); ++i)
        if (m_rows[i].workerId == worker) return i;
    return -1;
}

QVariant RollModel::data(const QModelIndex& index, int role) const {
    const RollRow& row = m_rows[index.row()];
    const auto markTone = [&] {
        switch (row.state) {
        case RollRow::State::Present:
            return Tone::Ok;
        case RollRow::State::Held:
            return Tone::Held;
        case RollRow::State::Rejected:
            return Tone::Bad;
        case RollRow::State::Left:
        case RollRow::State::Unmarked:
            break;
        }
        return Tone::Neutral;
    };
    const auto markText = [&]() -> QString {
        const QString time = Words::clockTime(row.time);
        switch (row.state) {
        case RollRow::State::Present:
            return time;
        case RollRow::State::Left:
            return tr("%1 left").arg(time);
        case RollRow::State::Held:
            return tr("%1 check").arg(time);
        case RollRow::State::Rejected:
            return tr("%1 rejected").arg(time);
        case RollRow::State::Unmarked:
            break;
        }
        return tr("unmarked");
    };
    switch (role) {
    case Qt::DisplayRole:
        // Somebody whom this laptop does not know has at least the end of an id.
        if (index.column() == Worker)
            return row.name.isEmpty() ? QStringLiteral("…") + row.workerId.toString().right(6) : row.name;
        if (index.column() == Gang) return row.gang;
        return markText();
    case ChipToneRole:
        return index.column() == Mark ? QVariant(int(markTone())) : QVariant();
    case ChipPlainRole:
        return row.state == RollRow::State::Unmarked || row.state == RollRow::State::Left;
    case DimRole:
        return index.column() == Gang;
    case Qt::ToolTipRole:
        if (index.column() == Mark && !row.codes.isEmpty()) return Words::sentence(row.codes.first());
        return row.trade.isEmpty() ? row.name : QStringLiteral("%1 · %2").arg(row.name, row.trade);
    case Qt::AccessibleTextRole:
        return QStringLiteral("%1, %2, %3").arg(row.name, row.gang, markText());
    default:
        return {};
    }
}

QVariant RollModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
    case Worker:
        return tr("Worker");
    case Gang:
        return tr("Gang");
    default:
        return tr("Mark");
    }
}

void RollModel::retranslate() {
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
    if (!m_rows.isEmpty()) Q_EMIT dataChanged(index(0, 0), index(int(m_rows.size()) - 1, ColumnCount - 1));
}

void RollFilter::setText(const QString& text) {
    m_words = text.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    invalidateFilter();
}

bool RollFilter::filterAcceptsRow(int row, const QModelIndex&) const {
    const RollRow& person = static_cast<const RollModel*>(sourceModel())->row(row);
    const QString hay = person.name + QLatin1Char(' ') + person.gang + QLatin1Char(' ') + person.trade +
                        QLatin1Char(' ') + person.workerId.toString();
    return std::all_of(m_words.begin(), m_words.end(),
                       [&](const QString& word) { return hay.contains(word, Qt::CaseInsensitive); });
}

} // namespace haziri::ui
