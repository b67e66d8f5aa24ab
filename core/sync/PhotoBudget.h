// How much of a metered line photos may take in a day.
#pragma once

#include <QByteArray>

namespace haziri::sync {

struct PhotoBudget {
    qint64 bytesPerDay = 0; ///< 0: no limit
    bool always = false;    ///< on every line; else only on one that the system calls metered
    QByteArray toText() const;
    static PhotoBudget fromText(QByteArrayView text); ///< no limit where it cannot be read
    bool operator==(const PhotoBudget&) const = default;
};

} // namespace haziri::sync
