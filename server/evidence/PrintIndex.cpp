#include "server/evidence/PrintIndex.h"

namespace haziri::evidence {

Result<void> PrintIndex::refresh(store::EvidenceRepository& evidence, UnixMillis now) {
    constexpr qint64 kPage = 5000;
    const UnixMillis since{now.value - kHorizonMs};
    m_known.removeIf([&](const KnownPrint& known) { return known.row.takenAt < since; });
    for (;;) {
        auto rows = evidence.printsAfter(m_last, since, kPage);
        if (!rows) return fail(rows.error());
        for (auto& row : *rows) {
            m_last = row.printNo;
            if (const auto print = face::printFromBytes(row.print)) m_known.append({row, *print});
        }
        if (rows->size() < kPage) return {};
    }
}

QList<KnownPrint> PrintIndex::near(const face::PhotoPrint& print, const FileId& except, qsizetype limit) const {
    QList<std::pair<int, const KnownPrint*>> close;
    for (const KnownPrint& known : m_known) {
        const int distance = face::printDistance(print, known.print);
        if (distance <= face::kPrintNear && known.row.fileId != except) close.append({distance, &known});
    }
    std::sort(close.begin(), close.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    QList<KnownPrint> nearest;
    for (qsizetype i = 0; i < std::min(limit, close.size()); ++i)
        nearest.append(*close[i].second);
    return nearest;
}

} // namespace haziri::evidence
