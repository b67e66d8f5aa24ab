#include "core/crypto/SystemRandom.h"

#include <openssl/rand.h>

namespace haziri::crypto {

void SystemRandom::fill(std::span<std::uint8_t> out) {
    constexpr std::size_t kPiece = 1 << 20; // RAND_bytes counts in int
    while (!out.empty()) {
        const auto piece = out.first(std::min(out.size(), kPiece));
        if (RAND_bytes(piece.data(), int(piece.size())) != 1) qFatal("the system gives no random bytes");
        out = out.subspan(piece.size());
    }
}

QByteArray randomBytes(RandomSource& random, qsizetype size) {
    QByteArray bytes(size, Qt::Uninitialized);
    random.fill({reinterpret_cast<std::uint8_t*>(bytes.data()), std::size_t(size)});
    return bytes;
}

} // namespace haziri::crypto
