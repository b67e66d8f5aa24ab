#include "core/audit/SampleDraw.h"

#include <QSet>
#include <QtEndian>
#include <limits>

namespace haziri::audit {

namespace {

quint64 numberAt(const crypto::Digest& root, quint64 counter) {
    QByteArray text = "haziri-draw-v1\n";
    text += QByteArray(reinterpret_cast<const char*>(root.data()), qsizetype(root.size()));
    char bytes[8];
    qToBigEndian(counter, bytes);
    text += QByteArray(bytes, 8);
    const crypto::Digest hash = crypto::sha256(text);
    return qFromBigEndian<quint64>(hash.data());
}

} // namespace

QList<qint64> drawSample(const crypto::Digest& root, qint64 n, qint64 wanted) {
    QList<qint64> drawn;
    if (n <= 0) return drawn;
    const quint64 count = quint64(n);
    // 2^64 mod n, without a number that holds 2^64.
    const quint64 rest = (std::numeric_limits<quint64>::max() % count + 1) % count;
    const quint64 last = std::numeric_limits<quint64>::max() - rest; // the largest x that is not passed over
    QSet<qint64> seen;
    for (quint64 counter = 0; drawn.size() < std::min(n, wanted); ++counter) {
        const quint64 x = numberAt(root, counter);
        if (x > last) continue;
        const qint64 place = qint64(x % count);
        if (seen.contains(place)) continue;
        seen.insert(place);
        drawn << place;
    }
    return drawn;
}

} // namespace haziri::audit
