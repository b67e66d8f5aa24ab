// Reading the key list of the environment: a ring that is usable, or one clear line that shows nothing of it.
#include "core/sealed/SealedFile.h"

#include <cstdlib>

using namespace haziri::sealed;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const QByteArrayView text(reinterpret_cast<const char*>(data), qsizetype(size));
    const auto ring = KeyRing::parse(text);
    if (ring) {
        const auto* const current = ring->find(ring->currentKid());
        if (!current || current->size() != 32 || !text.toByteArray().trimmed().startsWith(ring->currentKid()))
            std::abort();
    } else if (ring.error().code != "KEYS_INVALID" || ring.error().message.size() > 100) {
        std::abort();
    }
    return 0;
}
