#include "core/sync/Transport.h"

namespace haziri::sync {

QByteArray HttpAnswer::header(QByteArrayView name) const {
    for (const auto& [key, value] : headers) {
        if (key == name) return value;
    }
    return {};
}

} // namespace haziri::sync
