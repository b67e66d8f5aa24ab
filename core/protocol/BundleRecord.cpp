#include "core/protocol/BundleRecord.h"

#include "core/base/Json.h"

namespace haziri::protocol {

Result<BundleRecord> BundleRecord::read(const QByteArray& bytes) {
    const qsizetype end = bytes.indexOf('\n');
    if (end < 0) return fail("MALFORMED", QStringLiteral("a record without its line"));
    BundleRecord record;
    record.head = bytes.left(end);
    record.body = bytes.mid(end + 1);
    auto reader = json::Reader::parse(record.head);
    if (!reader) return fail(reader.error());
    record.type = reader->text("type", 20);
    if (record.type == "photo") record.fileId = reader->text("fileId", 64);
    if (reader->error()) return fail(*reader->error());
    return record;
}

} // namespace haziri::protocol
