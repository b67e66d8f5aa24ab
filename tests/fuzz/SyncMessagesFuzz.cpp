// Requests and answers of sync: what is read, written and read again says the same.
#include "core/protocol/SyncMessages.h"

#include <cstdlib>

using namespace haziri::protocol;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const QByteArrayView text(reinterpret_cast<const char*>(data), qsizetype(size));
    if (const auto request = readSyncRequest(text)) {
        const QByteArray written = writeSyncRequest(*request);
        const auto again = readSyncRequest(written);
        if (!again || again->packets != request->packets || again->deviceId != request->deviceId ||
            writeSyncRequest(*again) != written)
            std::abort();
    }
    if (const auto answer = readSyncAnswer(text)) {
        const QByteArray written = writeSyncAnswer(*answer);
        const auto again = readSyncAnswer(written);
        if (!again || writeSyncAnswer(*again) != written) std::abort();
    }
    return 0;
}
