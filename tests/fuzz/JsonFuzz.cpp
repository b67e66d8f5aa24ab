// Strict JSON: what is taken has to be taken by Qt's parser too, and to mean the same.
#include "core/base/Json.h"

#include <QJsonDocument>
#include <cstdlib>

using namespace haziri;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const QByteArrayView text(reinterpret_cast<const char*>(data), qsizetype(size));
    const auto reader = json::Reader::parse(text);
    if (!reader) {
        if (reader.error().code != "MALFORMED") std::abort();
        return 0;
    }
    QJsonParseError error;
    const QJsonDocument other = QJsonDocument::fromJson(text.toByteArray(), &error);
    if (error.error != QJsonParseError::NoError || other.object() != reader->toQJson()) std::abort();
    return 0;
}
