// application/problem+json (RFC 9457) with a stable `code`.
#pragma once

#include "core/base/Result.h"

namespace haziri::protocol {

struct Problem {
    int status = 500;
    QByteArray code;
    QString title;
    QString detail;
};

QByteArray writeProblem(const Problem& problem);
/// Never fails: text that is no problem document becomes code "HTTP_<status>".
Problem readProblem(int status, QByteArrayView body);

} // namespace haziri::protocol
