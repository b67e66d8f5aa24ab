#include "core/review/ExportedDraw.h"

#include "core/audit/LogVerifier.h"
#include "core/audit/SampleDraw.h"
#include "core/audit/ServedEntryJson.h"
#include "core/review/LogRecord.h"

namespace haziri::review {

namespace {

constexpr qint64 kMostLine = 16 * 1024 * 1024, kDay = 86'400'000;

/// The mark of an entry, where it is one of that site and day.
std::optional<DrawnMark> markOf(const audit::ServedEntry& entry, const DrawWish& wish) {
    if (!entry.entry.contains("\"kind\":\"attendance\"")) return std::nullopt;
    const LogRecord record = LogRecord::of(entry);
    if (record.kind != "attendance" || !record.attendance() || record.siteId != wish.siteId) return std::nullopt;
    const qint64 begin = wish.day.startOfDay(Qt::UTC).toMSecsSinceEpoch() - wish.tzOffsetMin * 60'000LL;
    const UnixMillis at = record.packet->timestamp;
    if (at.value < begin || at.value >= begin + kDay) return std::nullopt;
    return DrawnMark{entry.index, record.workerId, at};
}

tl::unexpected<Error> invalid(const audit::BadEntry& bad) {
    return fail("LOG_INVALID", QStringLiteral("entry %1: %2").arg(bad.index).arg(bad.what));
}

} // namespace

QList<qint64> ExportedDraw::indices() const {
    QList<qint64> all;
    for (const DrawnMark& mark : drawn)
        all << mark.index;
    return all;
}

Result<ExportedDraw> drawFromExport(QIODevice& file, const audit::VerifierKey& key, const DrawWish& wish) {
    audit::LogVerifier verifier;
    QList<DrawnMark> marks;
    while (!file.atEnd()) {
        const QByteArray line = file.readLine(kMostLine);
        if (line.isEmpty()) return fail("FILE", file.errorString());
        const auto reader = json::Reader::parse(line);
        if (!reader) return fail(reader.error());
        if (!reader->contains("checkpoint")) {
            const auto entry = audit::readServedEntry(*reader);
            if (!entry) return fail(entry.error());
            if (const auto& bad = verifier.add(*entry)) return invalid(*bad);
            if (const auto mark = markOf(*entry, wish)) marks << *mark;
            continue;
        }
        const auto seed = audit::verifyCheckpoint(reader->text("checkpoint", 64 * 1024), key);
        if (!seed) return fail(seed.error());
        if (const auto& bad = verifier.close(*seed)) return invalid(*bad);
        ExportedDraw draw{*seed, marks.size(), {}};
        for (const qint64 place : audit::drawSample(seed->root, marks.size(), wish.sample))
            draw.drawn << marks[place];
        return draw;
    }
    return fail("MALFORMED", QStringLiteral("the export ends without a checkpoint"));
}

} // namespace haziri::review
