// Checkpoints, verifier keys and log entries: each has one form, and no note passes that the log key did not sign.
#include "core/audit/Checkpoint.h"
#include "core/audit/LogEntry.h"
#include "core/base/Base64Url.h"

#include <cstdlib>

using namespace haziri;
using namespace haziri::audit;

namespace {

/// The published test key of RFC 8037, which signed the seeds.
const crypto::Ed25519PrivateKey& logKey() {
    static const crypto::Ed25519PrivateKey key = *crypto::Ed25519PrivateKey::fromSeed(
        crypto::SecretBytes::copyOf(*fromBase64Url("nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A")));
    return key;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const QByteArrayView text(reinterpret_cast<const char*>(data), qsizetype(size));
    static const VerifierKey key{"site.example/haziri", logKey().publicKey()};
    if (const auto checkpoint = verifyCheckpoint(text, key)) {
        const QByteArray note = signCheckpoint(*checkpoint, logKey());
        if (!text.startsWith(note.first(note.indexOf("\n\n")))) std::abort();
    }
    if (const auto other = readVerifierKey(text))
        if (writeVerifierKey(other->name, other->key) != text) std::abort();
    if (const auto entry = readEntry(text))
        if (writeEntry(*entry) != text) std::abort();
    return 0;
}
