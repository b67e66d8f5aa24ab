#include "server/tokens/CountedAs.h"

#include <QHostAddress>

namespace haziri::tokens {

QByteArray countedAs(const QByteArray& address) {
    const QHostAddress parsed(QString::fromLatin1(address));
    if (parsed.protocol() != QAbstractSocket::IPv6Protocol) return address;
    bool isMapped = false;
    parsed.toIPv4Address(&isMapped);
    if (isMapped) return address;
    const Q_IPV6ADDR bytes = parsed.toIPv6Address();
    return QByteArray(reinterpret_cast<const char*>(bytes.c), 8).toHex();
}

} // namespace haziri::tokens
