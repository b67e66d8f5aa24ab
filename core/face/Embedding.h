// A face as a direction in space, and what may be done with it. Templates of different models never meet.
#pragma once

#include "core/base/Result.h"

#include <span>
#include <vector>

namespace haziri::face {

struct Embedding {
    QByteArray model; ///< name and version as in the manifest, e.g. "faceplugin-fr/0.0.1"
    std::vector<float> values;

    bool isEmpty() const { return values.empty(); }

    /// Reads the wire form (little-endian float32). TEMPLATE_INVALID: no multiple of four bytes, empty, longer than
    /// 4096 numbers, a number that is not finite, or all zero. The result is L2-normalised.
    static Result<Embedding> fromBytes(const QByteArray& model, QByteArrayView littleEndianFloats);
    QByteArray toBytes() const;
};

/// Scales to length 1. False (and unchanged) where the length is zero or not finite.
bool normalise(std::vector<float>& values);
/// Cosine of two normalised embeddings; -1 where model or length differ, so that strangers of another model never
/// match.
float similarity(const Embedding& a, const Embedding& b);
/// The normalised mean. Embeddings of another model or length than the first are left out; empty in, empty out.
Embedding meanOf(std::span<const Embedding> embeddings);

} // namespace haziri::face
