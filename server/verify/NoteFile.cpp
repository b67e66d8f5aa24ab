#include "server/verify/NoteFile.h"

#include "core/base/Json.h"

namespace haziri::verify {

namespace {
constexpr qsizetype kMaxNoteBytes = 64 * 1024;
}

QByteArray noteOfFile(QByteArray content) {
    if (content.startsWith("\xef\xbb\xbf")) content.remove(0, 3);
    if (content.startsWith('{'))
        if (const auto reader = json::Reader::parse(content); reader && reader->contains("checkpoint"))
            content = reader->text("checkpoint", kMaxNoteBytes);
    content.replace("\r\n", "\n");
    while (content.endsWith('\n'))
        content.chop(1);
    return content.isEmpty() ? content : content + '\n';
}

} // namespace haziri::verify
