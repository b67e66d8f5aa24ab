// A sample that nobody chose: drawn from a list by the root of the log, so that everybody who has both draws the same.
//
// The list's order is fixed by whoever publishes it (marks: by their index in the log), its length is n. For counter
// c = 0, 1, 2, …: h = SHA-256("haziri-draw-v1\n" ‖ root ‖ c as 8 bytes, most significant first); x = the first 8 bytes
// of h as a number, most significant first. x is passed over where x ≥ ⌊2^64 / n⌋·n, so that every place is as likely
// as any other; otherwise x mod n is drawn, unless it was already. It ends with as many places as were wanted, or all.
#pragma once

#include "core/crypto/Sha256.h"

#include <QList>

namespace haziri::audit {

/// Places in 0 … n-1, in the order in which they were drawn. Thread-safe.
QList<qint64> drawSample(const crypto::Digest& root, qint64 n, qint64 wanted);

} // namespace haziri::audit
