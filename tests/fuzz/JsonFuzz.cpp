// Strict JSON: what is taken has to be taken by Qt's parser too, and to mean the same.
#include "core/base/Json.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <cstdlib>

using namespace haziri;

namespace {

bool same(const QJsonValue& a, const QJsonValue& b);

bool same(const QJsonArray& a, const QJsonArray& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](const QJsonValue& x, const QJsonValue& y) { return same(x, y); });
}

bool same(const QJsonObject& a, const QJsonObject& b) {
    if (a.keys() != b.keys()) return false;
    const QStringList keys = a.keys();
    return std::all_of(keys.begin(), keys.end(), [&](const QString& key) { return same(a[key], b[key]); });
}

/// Qt stores a float without a fraction sometimes as an integer and then finds it unequal to itself.
bool same(const QJsonValue& a, const QJsonValue& b) {
    if (a.type() != b.type()) return false;
    if (a.isDouble()) return a.toDouble() == b.toDouble();
    if (a.isArray()) return same(a.toArray(), b.toArray());
    if (a.isObject()) return same(a.toObject(), b.toObject());
    return a == b;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const QByteArrayView text(reinterpret_cast<const char*>(data), qsizetype(size));
    const auto reader = json::Reader::parse(text);
    if (!reader) {
        if (reader.error().code != "MALFORMED") std::abort();
        return 0;
    }
    QJsonParseError error;
    const QJsonDocument other = QJsonDocument::fromJson(text.toByteArray(), &error);
    if (error.error != QJsonParseError::NoError || !same(other.object(), reader->toQJson())) std::abort();
    return 0;
}
