// SHA-256 (FIPS 180-4).
#pragma once

#include <QByteArray>
#include <array>
#include <cstdint>
#include <initializer_list>
#include <memory>

namespace haziri::crypto {

using Digest = std::array<std::uint8_t, 32>;

Digest sha256(QByteArrayView data);
/// Of the parts one after another, without joining them in memory.
Digest sha256(std::initializer_list<QByteArrayView> parts);

inline QByteArrayView view(const Digest& digest) {
    return {reinterpret_cast<const char*>(digest.data()), qsizetype(digest.size())};
}
inline QByteArray toBytes(const Digest& digest) {
    return view(digest).toByteArray();
}
/// The bytes must be 32; asserted.
Digest toDigest(QByteArrayView bytes);
QByteArray toBase64Url(const Digest& digest);

/// For data that comes in pieces.
class Sha256 {
  public:
    Sha256();
    ~Sha256();
    Sha256(Sha256&&) noexcept;
    void update(QByteArrayView data);
    Digest finish(); ///< once

  private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace haziri::crypto
