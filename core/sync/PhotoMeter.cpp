#include "core/sync/PhotoMeter.h"

#include "core/base/Json.h"

#include <QDateTime>

namespace haziri::sync {

namespace {
const QByteArray kBudget = QByteArrayLiteral("photo-budget");
const QByteArray kSpent = QByteArrayLiteral("photo-spent");
} // namespace

QByteArray PhotoBudget::toText() const {
    return json::toText({{QStringLiteral("bytesPerDay"), bytesPerDay}, {QStringLiteral("always"), always}});
}

PhotoBudget PhotoBudget::fromText(QByteArrayView text) {
    auto reader = text.isEmpty() ? Result<json::Reader>(fail("MALFORMED")) : json::Reader::parse(text);
    if (!reader) return {};
    const PhotoBudget budget{reader->integer("bytesPerDay", 0, 1LL << 50), reader->boolean("always")};
    return reader->error() ? PhotoBudget{} : budget;
}

PhotoBudget PhotoMeter::budget() const {
    const auto text = m_outbox.value(kBudget);
    return text ? PhotoBudget::fromText(*text) : PhotoBudget{};
}

Result<void> PhotoMeter::setBudget(const PhotoBudget& budget) {
    return m_outbox.setValue(kBudget, budget.toText());
}

bool PhotoMeter::limits() const {
    const PhotoBudget now = budget();
    return now.bytesPerDay > 0 && (now.always || isMetered());
}

QByteArray PhotoMeter::today() const {
    const auto local = m_clock.now().value + qint64(m_clock.tzOffsetMin()) * 60'000;
    return QDateTime::fromMSecsSinceEpoch(local, Qt::UTC).date().toString(Qt::ISODate).toLatin1();
}

qint64 PhotoMeter::spentToday() const {
    const auto text = m_outbox.value(kSpent); // "2026-11-22 12345"
    if (!text || !text->startsWith(today() + ' ')) return 0;
    return std::max<qint64>(0, text->mid(11).toLongLong());
}

std::optional<qint64> PhotoMeter::left() const {
    if (!limits()) return std::nullopt;
    return std::max<qint64>(0, budget().bytesPerDay - spentToday());
}

bool PhotoMeter::allows(qint64 photoBytes) const {
    const auto rest = left();
    return !rest || photoBytes + kOverheadBytes <= *rest || spentToday() == 0;
}

Result<void> PhotoMeter::spend(qint64 photoBytes) {
    const qint64 spent = spentToday() + photoBytes + kOverheadBytes;
    return m_outbox.setValue(kSpent, today() + ' ' + QByteArray::number(spent));
}

} // namespace haziri::sync
