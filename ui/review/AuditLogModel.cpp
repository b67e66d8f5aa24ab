#include "ui/review/AuditLogModel.h"

#include "ui/widgets/Table.h"
#include "ui/words/Words.h"

namespace haziri::ui {

using review::LogRecord;
using review::LogRow;

namespace {
constexpr qint64 kMaxRows = 40'000'000; // the pixels of a table are an int
constexpr int kHitsAtOnce = 60;
} // namespace

AuditLogModel::AuditLogModel(QObject* parent)
    : QAbstractTableModel(parent)
    , m_pager(new review::LogPager(this))
    , m_scan(new review::LogScan(this)) {
    connect(m_pager, &review::LogPager::sizeChanged, this, &AuditLogModel::resize);
    connect(m_pager, &review::LogPager::failed, this, &AuditLogModel::failed);
    connect(m_pager, &review::LogPager::arrived, this, [this](qint64 first, qint64 last) {
        if (!m_filtered && m_shown > 0)
            Q_EMIT dataChanged(index(qMax(0, int(m_shown - 1 - last)), 0),
                               index(qMin(rowCount() - 1, int(m_shown - 1 - first)), ColumnCount - 1));
        Q_EMIT pageArrived();
    });
    connect(m_scan, &review::LogScan::found, this, [this](const QList<LogRow>& rows) {
        const int first = int(m_hits.size());
        beginInsertRows({}, first, first + int(rows.size()) - 1);
        m_hits << rows;
        endInsertRows();
    });
    connect(m_scan, &review::LogScan::progressed, this, &AuditLogModel::searchChanged);
    connect(m_scan, &review::LogScan::paused, this, &AuditLogModel::searchChanged);
    connect(m_scan, &review::LogScan::failed, this, [this](const Error& error) {
        Q_EMIT searchChanged();
        Q_EMIT failed(error);
    });
}

void AuditLogModel::setFetch(Fetch fetch) {
    m_scan->stop();
    m_bad.reset();
    beginResetModel();
    m_hits.clear();
    m_filtered = false;
    m_filter = {};
    m_shown = 0;
    endResetModel();
    m_pager->setFetch(std::move(fetch));
}

void AuditLogModel::setNames(Names names) {
    m_words = LogWords(std::move(names));
    tellAll();
}

void AuditLogModel::load() {
    m_pager->refresh();
}

// New entries come in above the others, so that who looks at a row keeps it.
void AuditLogModel::resize(qint64 size) {
    const qint64 before = m_shown;
    if (m_filtered)
        m_shown = size;
    else if (before > 0 && size > before && size - before < 100'000 && size < kMaxRows) {
        beginInsertRows({}, 0, int(size - before) - 1);
        m_shown = size;
        endInsertRows();
    } else {
        beginResetModel();
        m_shown = size;
        endResetModel();
    }
    Q_EMIT sizeChanged(size);
}

void AuditLogModel::setFilter(const review::LogFilter& filter) {
    m_scan->stop();
    beginResetModel();
    m_filter = filter;
    m_filtered = !filter.isEmpty();
    m_hits.clear();
    endResetModel();
    if (m_filtered && m_pager->fetcher()) m_scan->start(m_pager->fetcher(), filter, size(), kHitsAtOnce);
    Q_EMIT searchChanged();
}

bool AuditLogModel::canFetchMore(const QModelIndex& parent) const {
    return !parent.isValid() && m_filtered && !m_scan->isRunning() && !m_scan->atBeginning();
}

void AuditLogModel::fetchMore(const QModelIndex&) {
    m_scan->more(kHitsAtOnce);
    Q_EMIT searchChanged();
}

void AuditLogModel::tellAll() {
    if (rowCount() > 0) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

void AuditLogModel::forgetPages() {
    m_pager->forget();
    if (!m_filtered) tellAll();
}

void AuditLogModel::setBadEntry(std::optional<qint64> bad) {
    m_bad = bad;
    tellAll();
}

int AuditLogModel::rowCount(const QModelIndex& parent) const {
    if (parent.isValid()) return 0;
    return m_filtered ? int(m_hits.size()) : int(qMin(m_shown, kMaxRows));
}

qint64 AuditLogModel::indexOfRow(int row) const {
    return m_filtered ? m_hits.value(row).record.index : m_shown - 1 - row;
}

int AuditLogModel::rowOfIndex(qint64 at) const {
    if (!m_filtered) return at < 0 || at >= m_shown || m_shown - 1 - at >= kMaxRows ? -1 : int(m_shown - 1 - at);
    for (int row = 0; row < m_hits.size(); ++row)
        if (m_hits[row].record.index == at) return row;
    return -1;
}

const LogRow* AuditLogModel::rowAt(int row) const {
    if (row < 0 || row >= rowCount()) return nullptr;
    return m_filtered ? &m_hits[row] : m_pager->row(indexOfRow(row));
}

QVariant AuditLogModel::look(int role, const QModelIndex& index, qint64 at) const {
    const int column = index.column();
    switch (role) {
    case RowToneRole:
        return m_bad == at ? QVariant(int(Tone::Bad)) : QVariant();
    case InkToneRole:
        return m_bad == at && column != Kind ? QVariant(int(Tone::Bad)) : QVariant();
    case MonoRole:
        return column == Index || column == RecordHash || column == Previous;
    case Qt::TextAlignmentRole:
        return column == Index ? QVariant(int(Qt::AlignRight | Qt::AlignVCenter)) : QVariant();
    default:
        return {};
    }
}

QVariant AuditLogModel::data(const QModelIndex& index, int role) const {
    static const QSet<int> known{Qt::DisplayRole, SubTextRole,     ChipToneRole,          ChipPlainRole,
                                 DimRole,         Qt::ToolTipRole, Qt::AccessibleTextRole};
    const int column = index.column();
    if (!known.contains(role)) {
        if (role != RowToneRole && role != InkToneRole && role != MonoRole && role != Qt::TextAlignmentRole) return {};
        return look(role, index, indexOfRow(index.row()));
    }
    const qint64 at = indexOfRow(index.row());
    if (role == Qt::DisplayRole && column == Index) return Words::number(at);
    const LogRow* row = rowAt(index.row());
    if (!row) return role == Qt::DisplayRole && column == What ? QVariant(QStringLiteral("…")) : QVariant();
    const LogRecord& record = row->record;
    const bool bad = m_bad == at;
    switch (role) {
    case ChipToneRole:
        return column == Kind ? QVariant(int(bad ? Tone::Bad : LogWords::tone(record))) : QVariant();
    case ChipPlainRole:
        return !bad && LogWords::tone(record) != Tone::Bad && LogWords::tone(record) != Tone::Held;
    case SubTextRole:
        return column == What ? QVariant(m_words.parts(record).second) : QVariant();
    case DimRole:
        return record.erased && column == What;
    case Qt::ToolTipRole:
        return tip(column, record);
    case Qt::AccessibleTextRole:
        return QStringLiteral("%1, %2, %3").arg(QString::number(at), LogWords::kind(record), m_words.what(record));
    default:
        return text(column, record);
    }
}

QString AuditLogModel::text(int column, const LogRecord& record) const {
    switch (column) {
    case When:
        return record.at.value ? Words::shortMoment(record.at) : QString();
    case Kind:
        return LogWords::kind(record);
    case What:
        return m_words.parts(record).first;
    case RecordHash:
        return Words::shortHash(record.recordHash);
    default:
        return Words::shortHash(record.prevHash);
    }
}

QString AuditLogModel::tip(int column, const LogRecord& record) const {
    switch (column) {
    case When:
        return Words::dayAndTime(record.at);
    case What:
        return m_words.what(record);
    case RecordHash:
        return QString::fromLatin1(record.recordHash);
    case Previous:
        return QString::fromLatin1(record.prevHash);
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
    tellAll();
}

} // namespace haziri::ui
