#include "core/outbox/Sealer.h"

#include "core/sealed/SealedFile.h"

namespace haziri::outbox {

QByteArray Sealer::seal(const QByteArray& place, QByteArrayView plain) const {
    return sealed::sealBlob(m_key, place, plain, m_random);
}

Result<QByteArray> Sealer::open(const QByteArray& place, QByteArrayView sealedBytes) const {
    auto plain = sealed::openBlob(m_key, place, sealedBytes);
    if (!plain)
        return fail("SEALED_INTEGRITY", QStringLiteral("Stored data does not open: ") + QString::fromUtf8(place));
    return plain;
}

} // namespace haziri::outbox
