#include "ui/review/AuditLogModel.h"

#include "ui/widgets/Table.h"
#include "ui/words/Words.h"

#include <limits>

namespace haziri::ui {

namespace {
constexpr int kAtOnce = 3;           // requests under way
constexpr int kWishes = 6;           // who scrolls past quickly does not want the pages in between
constexpr int kMaxRows = 40'000'000; // the pixels of a table are an int
} // namespace

AuditLogModel::AuditLogModel(QObject* parent)
    : QAbstractTableModel(parent) {
    m_soon.setSingleShot(true);
    m_soon.setInterval(30);
    connect(&m_soon, &QTimer::timeout, this, &AuditLogModel::fetchWanted);
}

void AuditLogModel::setFetch(Fetch fetch) {
    beginResetModel();
    ++m_generation;
    m_fetch = std::move(fetch);
    m_size = 0;
    m_bad.reset();
    m_pages.clear();
    m_wanted.clear();
    m_underWay.clear();
    endResetModel();
}

void AuditLogModel::setNames(NameLookup names) {
    m_names = std::move(names);
    if (m_size > 0) Q_EMIT dataChanged(index(0, What), index(rowCount() - 1, What));
}

void AuditLogModel::load() {
    if (!m_fetch) return;
    ++m_asked;
    m_fetch(0, 1, [this, generation = m_generation](const Result<review::LogPage>& page) {
        if (generation != m_generation) return;
        if (!page) {
            Q_EMIT failed(page.error());
            return;
        }
        if (page->size == m_size) return;
        beginResetModel();
        m_size = page->size;
        m_pages.clear();
        endResetModel();
        Q_EMIT sizeChanged(m_size);
    });
}

void AuditLogModel::setBadEntry(std::optional<qint64> bad) {
    m_bad = bad;
    if (m_size > 0) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

int AuditLogModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(qMin<qint64>(m_size, kMaxRows));
}

const LogRecord* AuditLogModel::recordAt(int row) const {
    const qint64 at = indexOfRow(row), page = at / kPage;
    if (const Page* found = m_pages.object(page)) {
        const auto offset = at - page * kPage;
        if (offset < found->records.size()) return &found->records[offset];
        return nullptr;
    }
    want(page);
    return nullptr;
}

std::optional<LogRecord> AuditLogModel::record(int row) const {
    if (row < 0 || row >= rowCount()) return std::nullopt;
    const LogRecord* found = recordAt(row);
    return found ? std::optional(*found) : std::nullopt;
}

std::optional<audit::ServedEntry> AuditLogModel::served(int row) const {
    const qint64 at = indexOfRow(row), page = at / kPage;
    const Page* found = row >= 0 && row < rowCount() ? m_pages.object(page) : nullptr;
    if (!found || at - page * kPage >= found->served.size()) return std::nullopt;
    return found->served[at - page * kPage];
}

void AuditLogModel::want(qint64 page) const {
    if (m_underWay.contains(page)) return;
    m_wanted.removeOne(page);
    m_wanted << page;
    if (!m_soon.isActive()) m_soon.start();
}

void AuditLogModel::fetchWanted() {
    while (m_wanted.size() > kWishes)
        m_wanted.removeFirst();
    while (m_fetch && !m_wanted.isEmpty() && m_underWay.size() < kAtOnce) {
        const qint64 number = m_wanted.takeLast();
        if (m_pages.contains(number)) continue;
        m_underWay.insert(number);
        ++m_asked;
        m_fetch(number * kPage, kPage, [this, number, generation = m_generation](const Result<review::LogPage>& got) {
            if (generation != m_generation) return;
            m_underWay.remove(number);
            if (!got) {
                Q_EMIT failed(got.error());
                return;
            }
            auto* page = new Page;
            for (const auto& entry : got->entries) {
                if (entry.index != number * kPage + page->served.size()) break; // not what was asked for
                page->served << entry;
                page->records << LogRecord::of(entry);
            }
            m_pages.insert(number, page);
            const int last = rowOfIndex(number * kPage), first = qMax(0, last - kPage + 1);
            Q_EMIT dataChanged(index(first, 0), index(qMin(last, rowCount() - 1), ColumnCount - 1));
            Q_EMIT pageArrived();
            if (!m_wanted.isEmpty()) m_soon.start();
        });
    }
}

QVariant AuditLogModel::data(const QModelIndex& index, int role) const {
    switch (role) {
    case Qt::DisplayRole:
    case ChipToneRole:
    case ChipPlainRole:
    case MonoRole:
    case DimRole:
    case InkToneRole:
    case RowToneRole:
    case Qt::TextAlignmentRole:
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole:
        break;
    default:
        return {};
    }
    const qint64 at = indexOfRow(index.row());
    if (role == RowToneRole) return m_bad == at ? QVariant(int(Tone::Bad)) : QVariant();
    if (role == MonoRole) return index.column() == Index || index.column() == RecordHash || index.column() == Previous;
    if (role == Qt::TextAlignmentRole)
        return index.column() == Index ? QVariant(int(Qt::AlignRight | Qt::AlignVCenter)) : QVariant();
    if (role == InkToneRole) return m_bad == at && index.column() != Kind ? QVariant(int(Tone::Bad)) : QVariant();
    if (role == Qt::DisplayRole && index.column() == Index) return QString::number(at);
    const LogRecord* record = recordAt(index.row());
    if (!record) return role == Qt::DisplayRole && index.column() == What ? QVariant(QStringLiteral("…")) : QVariant();
    switch (role) {
    case ChipToneRole:
        return index.column() == Kind ? QVariant(int(m_bad == at ? Tone::Bad : record->tone())) : QVariant();
    case ChipPlainRole:
        return record->tone() != Tone::Bad && record->tone() != Tone::Held && m_bad != at;
    case DimRole:
        return record->erased && index.column() == What;
    case Qt::ToolTipRole:
        if (index.column() == When) return Words::dayAndTime(record->at);
        if (index.column() == RecordHash) return QString::fromLatin1(record->recordHash);
        if (index.column() == Previous) return QString::fromLatin1(record->prevHash);
        if (index.column() == What) return record->what(m_names);
        return {};
    case Qt::AccessibleTextRole:
        return QStringLiteral("%1, %2, %3").arg(QString::number(at), Words::kind(record->kind), record->what(m_names));
    case Qt::DisplayRole:
        break;
    default:
        return {};
    }
    switch (index.column()) {
    case When:
        return Words::shortMoment(record->at);
    case Kind:
        return Words::kind(record->kind);
    case What:
        return record->what(m_names);
    case RecordHash:
        return Words::shortHash(record->recordHash);
    case Previous:
        return Words::shortHash(record->prevHash);
    default:
        return {};
    }
}

QVariant AuditLogModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole && section == Index) return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    switch (section) {
    case Index:
        return tr("Index");
    case When:
        return tr("When");
    case Kind:
        return tr("Kind");
    case What:
        return tr("What");
    case RecordHash:
        return tr("Hash");
    default:
        return tr("Previous");
    }
}

void AuditLogModel::retranslate() {
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
    if (m_size > 0) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

} // namespace haziri::ui
