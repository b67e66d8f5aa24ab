// What a hajri slip proves, in lines to print.
#pragma once

#include "core/slip/HajriSlip.h"

#include <QStringList>

namespace haziri::verify {

struct SlipReport {
    bool holds = false;
    QStringList lines;
};

/// Names, numbers and times of the mark, or why the slip does not hold. Control characters are escaped.
SlipReport reportSlip(const QByteArray& text, const audit::VerifierKey& key);

} // namespace haziri::verify
