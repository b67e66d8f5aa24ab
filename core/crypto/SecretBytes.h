// Key material: move-only and wiped when it goes. Secrets never live in QString, QVariant, logs, settings files or
// command lines; a QByteArray that carried one for a moment is wiped by wipe().
#pragma once

#include "core/base/RandomSource.h"

#include <QByteArray>
#include <cstdint>
#include <span>
#include <vector>

namespace haziri::crypto {

class SecretBytes {
  public:
    SecretBytes() = default;
    explicit SecretBytes(std::size_t size)
        : m_bytes(size) {}
    static SecretBytes copyOf(QByteArrayView bytes);
    static SecretBytes random(std::size_t size, RandomSource& random);
    /// Takes the content and wipes the source.
    static SecretBytes take(QByteArray&& bytes);

    SecretBytes(SecretBytes&&) noexcept = default;
    SecretBytes& operator=(SecretBytes&& other) noexcept;
    SecretBytes(const SecretBytes&) = delete;
    SecretBytes& operator=(const SecretBytes&) = delete;
    ~SecretBytes();

    SecretBytes clone() const; ///< on purpose and visible
    QByteArrayView view() const { return {reinterpret_cast<const char*>(m_bytes.data()), qsizetype(m_bytes.size())}; }
    std::span<std::uint8_t> writable() { return m_bytes; }
    std::size_t size() const { return m_bytes.size(); }
    bool isEmpty() const { return m_bytes.empty(); }

  private:
    std::vector<std::uint8_t> m_bytes;
};

/// Overwrites the bytes in place (detached copies are the caller's affair) and empties the array.
void wipe(QByteArray& bytes);
/// Takes the same time wherever the first difference lies.
bool constantTimeEqual(QByteArrayView a, QByteArrayView b);

} // namespace haziri::crypto
