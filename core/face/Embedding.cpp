#include "core/face/Embedding.h"

#include <QtEndian>
#include <cmath>
#include <numeric>

namespace haziri::face {

namespace {
constexpr qsizetype kMaxWidth = 4096;

double dot(const std::vector<float>& a, const std::vector<float>& b) {
    return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}
} // namespace

bool normalise(std::vector<float>& values) {
    const double length = std::sqrt(dot(values, values));
    if (!std::isfinite(length) || length <= 0) return false;
    for (float& value : values)
        value = float(value / length);
    return true;
}

Result<Embedding> Embedding::fromBytes(const QByteArray& model, QByteArrayView bytes) {
    constexpr qsizetype step = sizeof(float);
    if (bytes.isEmpty() || bytes.size() % step != 0 || bytes.size() / step > kMaxWidth)
        return fail("TEMPLATE_INVALID", QStringLiteral("A template of %1 bytes.").arg(bytes.size()));
    Embedding result{model, std::vector<float>(size_t(bytes.size() / step))};
    for (size_t i = 0; i < result.values.size(); ++i) {
        result.values[i] = qFromLittleEndian<float>(bytes.data() + qsizetype(i) * step);
        if (!std::isfinite(result.values[i]))
            return fail("TEMPLATE_INVALID", QStringLiteral("Number %1 of a template is not finite.").arg(i));
    }
    if (!normalise(result.values)) return fail("TEMPLATE_INVALID", QStringLiteral("A template without length."));
    return result;
}

QByteArray Embedding::toBytes() const {
    QByteArray bytes(qsizetype(values.size() * sizeof(float)), Qt::Uninitialized);
    qToLittleEndian<float>(values.data(), qsizetype(values.size()), bytes.data());
    return bytes;
}

float similarity(const Embedding& a, const Embedding& b) {
    if (a.isEmpty() || a.model != b.model || a.values.size() != b.values.size()) return -1;
    return float(dot(a.values, b.values));
}

Embedding meanOf(std::span<const Embedding> embeddings) {
    if (embeddings.empty()) return {};
    Embedding result{embeddings[0].model, std::vector<float>(embeddings[0].values.size(), 0.0F)};
    for (const Embedding& one : embeddings) {
        if (one.model != result.model || one.values.size() != result.values.size()) continue;
        for (size_t i = 0; i < one.values.size(); ++i)
            result.values[i] += one.values[i];
    }
    if (!normalise(result.values)) return {};
    return result;
}

} // namespace haziri::face
