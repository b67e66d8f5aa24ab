// Of an Aadhaar number the law lets the last four digits be kept: whoever finds a whole one in what is said about a
// worker refuses it.
#pragma once

#include "core/protocol/Vouch.h"

#include <QJsonObject>

namespace haziri::protocol {

/// Twelve digits of any script in a row, single blanks, dots or dashes between them or not. Whether the check digit
/// fits does not matter: a slip of the finger leaves eleven true ones.
bool holdsAadhaar(const QString& text);
/// The same in words that people write freely (reasons, purposes), where other numbers of twelve digits stand too:
/// groups of digits that come to twelve, of which the first is not 0 or 1 and the check digit (Verhoeff) fits, and
/// before which no `+` stands.
bool namesAadhaar(const QString& words);
/// In any text or number of a vouch's `details`, whatever its name and depth. A telephone number with its country code
/// is none in `phone`, nor a provident fund's number (UANs begin with 1, no Aadhaar number does) in `uan`.
bool holdsAadhaar(const QJsonObject& details);
bool holdsAadhaar(const WorkerDetails& details);
/// In the details of a packet or of the vouch in it, whoever signed either; false where nothing can be read.
bool packetHoldsAadhaar(QByteArrayView compactJws);

} // namespace haziri::protocol
