#include "core/crypto/Aead.h"
#include "core/sealed/SealedFile.h"

#include <QList>
#include <algorithm>

namespace haziri::sealed {

namespace {

constexpr qsizetype kLongestKid = 64;

bool isKid(const QByteArray& kid) {
    const auto allowed = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' ||
               c == '-';
    };
    return !kid.isEmpty() && kid.size() <= kLongestKid && std::all_of(kid.begin(), kid.end(), allowed);
}

// The line names the place, never the content: a slip of the pen may have put a key anywhere.
tl::unexpected<Error> invalid(int place, const char* problem) {
    return fail("KEYS_INVALID", QStringLiteral("key %1 of the key list %2").arg(place).arg(QLatin1String(problem)));
}

} // namespace

Result<KeyRing> KeyRing::parse(QByteArrayView text) {
    KeyRing ring;
    QByteArray copy = text.toByteArray();
    QList<QByteArray> parts = copy.split(',');
    crypto::wipe(copy);
    std::optional<Error> error;
    for (int i = 0; i < parts.size() && !error; ++i) {
        const qsizetype colon = parts[i].indexOf(':');
        const QByteArray kid = parts[i].left(colon).trimmed();
        if (colon < 0) {
            error = invalid(i + 1, "is not of the form kid:base64").value();
        } else if (!isKid(kid)) {
            error = invalid(i + 1, "has an id that is not 1 to 64 of A-Z a-z 0-9 . _ -").value();
        } else if (ring.find(kid)) {
            error = invalid(i + 1, "has the id of an earlier one").value();
        } else {
            QByteArray encoded = parts[i].mid(colon + 1).trimmed();
            auto decoded = QByteArray::fromBase64Encoding(encoded, QByteArray::AbortOnBase64DecodingErrors);
            crypto::wipe(encoded);
            if (decoded && decoded.decoded.size() == crypto::kAeadKeySize)
                ring.add(kid, crypto::SecretBytes::take(std::move(decoded.decoded)));
            else
                error = invalid(i + 1, "is not 32 bytes in base64").value();
        }
    }
    for (QByteArray& part : parts)
        crypto::wipe(part);
    if (error) return fail(*error);
    return ring;
}

void KeyRing::add(const QByteArray& kid, crypto::SecretBytes key) {
    if (!isKid(kid) || qsizetype(key.size()) != crypto::kAeadKeySize || !m_keys.emplace(kid, std::move(key)).second)
        qFatal("KeyRing::add: a key that does not fit");
    if (m_current.isEmpty()) m_current = kid;
}

const crypto::SecretBytes* KeyRing::find(const QByteArray& kid) const {
    const auto found = m_keys.find(kid);
    return found == m_keys.end() ? nullptr : &found->second;
}

} // namespace haziri::sealed
