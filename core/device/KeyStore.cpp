#include "core/device/KeyStore.h"

namespace haziri::device {

Result<crypto::SecretBytes> readOrMake(KeyStore& store, const QByteArray& name, std::size_t size, RandomSource& random,
                                       IfMissing ifMissing) {
    auto found = store.read(name);
    if (found || found.error().code != "KEY_MISSING" || ifMissing == IfMissing::Refuse) return found;
    auto fresh = crypto::SecretBytes::random(size, random);
    if (auto written = store.write(name, fresh); !written) return fail(written.error());
    return fresh;
}

} // namespace haziri::device
