// Whom an address belongs to where tries are counted.
#pragma once

#include <QByteArray>

namespace haziri::tokens {

/// A household or office gets a whole /64 of IPv6: its addresses are one. IPv4 is itself, also where IPv6 maps it.
QByteArray countedAs(const QByteArray& address);

} // namespace haziri::tokens
