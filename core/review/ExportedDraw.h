// The random audit draw made again from an exported log alone: which marks of a site and day the log's root chooses.
#pragma once

#include "core/audit/Checkpoint.h"
#include "core/base/Clock.h"
#include "core/base/Ids.h"

#include <QDate>
#include <QIODevice>
#include <QList>

namespace haziri::review {

struct DrawWish {
    SiteId siteId;
    QDate day;                ///< of the site
    qint32 tzOffsetMin = 330; ///< of the site
    qint64 sample = 20;
};

struct DrawnMark {
    qint64 index = 0; ///< of its entry in the log
    WorkerId workerId;
    UnixMillis timestamp;
};

struct ExportedDraw {
    audit::Checkpoint seed;
    qint64 marks = 0;       ///< that were drawn from, in the order of the log
    QList<DrawnMark> drawn; ///< in the order of the draw
    QList<qint64> indices() const;
};

/// Reads the export (section 11: a line per entry, last the signed checkpoint), rebuilds every hash of it, and draws as
/// audit::drawSample() says. FILE, MALFORMED, CHECKPOINT_INVALID, LOG_INVALID (names the first bad entry).
Result<ExportedDraw> drawFromExport(QIODevice& file, const audit::VerifierKey& key, const DrawWish& wish);

} // namespace haziri::review
