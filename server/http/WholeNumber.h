// A number of a query as the contract writes numbers.
#pragma once

#include <QByteArray>
#include <algorithm>
#include <optional>

namespace haziri::http {

/// Decimal digits, after "-" where it is negative; no sign, space or NUL beside them, as QByteArray would let pass.
inline std::optional<qint64> wholeNumber(const QByteArray& text) {
    const QByteArray digits = text.startsWith('-') ? text.mid(1) : text;
    const bool isPlain =
        !digits.isEmpty() && std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
    bool fits = false;
    const qint64 value = isPlain ? text.toLongLong(&fits) : 0;
    return fits ? std::optional(value) : std::nullopt;
}

} // namespace haziri::http
