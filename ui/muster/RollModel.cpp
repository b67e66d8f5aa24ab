#include "ui/muster/RollModel.h"

#include "ui/widgets/Sorting.h"
#include "ui/widgets/Table.h"
#include "ui/words/Words.h"

#include <algorithm>

namespace haziri::ui {

using muster::RollRow;

namespace {

bool isSamePerson(const RollRow& a, const RollRow& b) {
    return a.workerId == b.workerId;
}

bool looksTheSame(const RollRow& a, const RollRow& b) {
    return a.state == b.state && a.time == b.time && a.name == b.name && a.gang == b.gang && a.trade == b.trade &&
           a.codes == b.codes;
}

} // namespace

// Most often one person was marked, who now stands further down: he is moved, and only rows that changed are painted,
// so that a selection and the place in the list survive and a roll of thousands costs no more than a short one.
void RollModel::setRows(QList<RollRow> rows) {
    if (!bringInOrder(rows)) {
        beginResetModel();
        m_rows = std::move(rows);
        endResetModel();
        return;
    }
    const QList<RollRow> before = std::exchange(m_rows, std::move(rows));
    for (int from = 0; from < m_rows.size(); ++from) {
        if (looksTheSame(before[from], m_rows[from])) continue;
        int to = from;
        while (to + 1 < m_rows.size() && !looksTheSame(before[to + 1], m_rows[to + 1]))
            ++to;
        Q_EMIT dataChanged(index(from, 0), index(to, ColumnCount - 1));
        from = to;
    }
}

/// The same people, at most one of them at another place: he is moved there. False: it is another list.
bool RollModel::bringInOrder(const QList<RollRow>& rows) {
    if (rows.size() != m_rows.size()) return false;
    const auto front = std::mismatch(rows.begin(), rows.end(), m_rows.begin(), isSamePerson);
    if (front.first == rows.end()) return true;
    const auto back = std::mismatch(rows.rbegin(), rows.rend(), m_rows.rbegin(), isSamePerson);
    const int first = int(front.first - rows.begin()), last = int(rows.rend() - back.first) - 1;
    const auto was = m_rows.begin();
    const bool down = isSamePerson(rows[last], m_rows[first]) &&
                      std::equal(was + first + 1, was + last + 1, rows.begin() + first, isSamePerson);
    const bool up = isSamePerson(rows[first], m_rows[last]) &&
                    std::equal(was + first, was + last, rows.begin() + first + 1, isSamePerson);
    if (!down && !up) return false;
    const int from = down ? first : last, to = down ? last : first;
    beginMoveRows({}, from, from, {}, down ? to + 1 : to);
    m_rows.move(from, to);
    endMoveRows();
    return true;
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
    case kSortRole: // who came when; the unmarked stand before everybody
        return index.column() == Mark ? QVariant(row.time.value) : data(index, Qt::DisplayRole);
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

void RollFilter::setOnly(const QList<WorkerId>& workers) {
    m_only = workers;
    invalidateFilter();
}

bool RollFilter::filterAcceptsRow(int row, const QModelIndex&) const {
    if (m_words.isEmpty() && m_only.isEmpty()) return true;
    const RollRow& person = static_cast<const RollModel*>(sourceModel())->row(row);
    if (m_words.isEmpty()) return m_only.contains(person.workerId);
    const QString hay = person.name + QLatin1Char(' ') + person.gang + QLatin1Char(' ') + person.trade +
                        QLatin1Char(' ') + person.workerId.toString();
    return std::all_of(m_words.begin(), m_words.end(),
                       [&](const QString& word) { return hay.contains(word, Qt::CaseInsensitive); });
}

} // namespace haziri::ui
