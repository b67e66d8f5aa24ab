#include "core/audit/MerkleTree.h"

#include <bit>

namespace haziri::audit {

namespace {

/// Largest power of two below `n`, for n ≥ 2.
qint64 split(qint64 n) {
    return qint64(std::bit_floor(std::uint64_t(n - 1)));
}

int log2Of(qint64 powerOfTwo) {
    return std::countr_zero(std::uint64_t(powerOfTwo));
}

/// Root of leaves [begin, end). `begin` is a multiple of every complete subtree in the range, which RFC 6962's way of
/// splitting always gives.
Result<Digest> rangeRoot(qint64 begin, qint64 end, const NodeFetcher& fetch) {
    const qint64 n = end - begin;
    if (std::has_single_bit(std::uint64_t(n))) return fetch({log2Of(n), begin / n});
    const qint64 k = split(n);
    auto left = rangeRoot(begin, begin + k, fetch);
    if (!left) return left;
    auto right = rangeRoot(begin + k, end, fetch);
    if (!right) return right;
    return hashChildren(*left, *right);
}

Result<void> appendRoot(QList<Digest>& proof, qint64 begin, qint64 end, const NodeFetcher& fetch) {
    auto root = rangeRoot(begin, end, fetch);
    if (!root) return fail(root.error());
    proof.append(*root);
    return {};
}

/// PATH(index, D[begin:end]) of RFC 6962.
Result<void> path(QList<Digest>& proof, qint64 index, qint64 begin, qint64 end, const NodeFetcher& fetch) {
    if (end - begin == 1) return {};
    const qint64 middle = begin + split(end - begin);
    const bool left = index < middle;
    if (auto deeper = path(proof, index, left ? begin : middle, left ? middle : end, fetch); !deeper) return deeper;
    return appendRoot(proof, left ? middle : begin, left ? end : middle, fetch);
}

/// SUBPROOF(first, D[begin:end], whole) of RFC 6962; `first` is counted from the start of the log.
Result<void> subProof(QList<Digest>& proof, qint64 first, qint64 begin, qint64 end, bool whole,
                      const NodeFetcher& fetch) {
    if (first == end) return whole ? Result<void>{} : appendRoot(proof, begin, end, fetch);
    const qint64 middle = begin + split(end - begin);
    if (first <= middle) {
        if (auto deeper = subProof(proof, first, begin, middle, whole, fetch); !deeper) return deeper;
        return appendRoot(proof, middle, end, fetch);
    }
    if (auto deeper = subProof(proof, first, middle, end, false, fetch); !deeper) return deeper;
    return appendRoot(proof, begin, middle, fetch);
}

tl::unexpected<Error> outOfRange() {
    return fail("OUT_OF_RANGE", QStringLiteral("no such leaf or tree size"));
}
tl::unexpected<Error> invalid() {
    return fail("PROOF_INVALID", QStringLiteral("the proof does not fit the roots"));
}

} // namespace

Digest hashChildren(const Digest& left, const Digest& right) {
    static constexpr char node[] = {'\1'};
    return crypto::sha256({QByteArrayView(node, 1), crypto::view(left), crypto::view(right)});
}

Digest emptyRoot() {
    return crypto::sha256(QByteArrayView());
}

Result<Digest> rootOf(qint64 size, const NodeFetcher& fetch) {
    if (size < 0) return outOfRange();
    if (size == 0) return emptyRoot();
    return rangeRoot(0, size, fetch);
}

Result<QList<Digest>> inclusionProof(qint64 index, qint64 size, const NodeFetcher& fetch) {
    if (index < 0 || index >= size) return outOfRange();
    QList<Digest> proof;
    if (auto done = path(proof, index, 0, size, fetch); !done) return fail(done.error());
    return proof;
}

Result<QList<Digest>> consistencyProof(qint64 first, qint64 second, const NodeFetcher& fetch) {
    if (first < 0 || first > second) return outOfRange();
    QList<Digest> proof;
    // Every tree continues the empty one.
    if (first == 0) return proof;
    if (auto done = subProof(proof, first, 0, second, true, fetch); !done) return fail(done.error());
    return proof;
}

// RFC 9162 section 2.1.3.2
Result<void> verifyInclusion(const Digest& leaf, qint64 index, qint64 size, const QList<Digest>& proof,
                             const Digest& root) {
    if (index < 0 || index >= size) return invalid();
    qint64 fn = index;
    qint64 sn = size - 1;
    Digest r = leaf;
    for (const Digest& p : proof) {
        if (sn == 0) return invalid();
        if ((fn & 1) || fn == sn) {
            r = hashChildren(p, r);
            while (!(fn & 1) && fn != 0) {
                fn >>= 1;
                sn >>= 1;
            }
        } else {
            r = hashChildren(r, p);
        }
        fn >>= 1;
        sn >>= 1;
    }
    if (sn != 0 || r != root) return invalid();
    return {};
}

namespace {

// RFC 9162 section 2.1.4.2, for 0 < first < second
Result<void> verifyGrowth(qint64 first, const Digest& firstRoot, qint64 second, const Digest& secondRoot,
                          const QList<Digest>& proof) {
    qint64 fn = first - 1;
    qint64 sn = second - 1;
    while (fn & 1) {
        fn >>= 1;
        sn >>= 1;
    }
    // A first tree that is complete is itself the proof's starting node.
    const bool complete = std::has_single_bit(std::uint64_t(first));
    if (proof.isEmpty()) return invalid();
    Digest fr = complete ? firstRoot : proof.first();
    Digest sr = fr;
    for (qsizetype i = complete ? 0 : 1; i < proof.size(); ++i) {
        if (sn == 0) return invalid();
        if ((fn & 1) || fn == sn) {
            fr = hashChildren(proof[i], fr);
            sr = hashChildren(proof[i], sr);
            while (!(fn & 1) && fn != 0) {
                fn >>= 1;
                sn >>= 1;
            }
        } else {
            sr = hashChildren(sr, proof[i]);
        }
        fn >>= 1;
        sn >>= 1;
    }
    if (sn != 0 || fr != firstRoot || sr != secondRoot) return invalid();
    return {};
}

} // namespace

Result<void> verifyConsistency(qint64 first, const Digest& firstRoot, qint64 second, const Digest& secondRoot,
                               const QList<Digest>& proof) {
    if (first < 0 || first > second) return invalid();
    if (first == 0 && firstRoot != emptyRoot()) return invalid();
    if (second == 0 && secondRoot != emptyRoot()) return invalid();
    if (first == second && firstRoot != secondRoot) return invalid();
    if (first == 0 || first == second) return proof.isEmpty() ? Result<void>{} : invalid();
    return verifyGrowth(first, firstRoot, second, secondRoot, proof);
}

void MerkleFrontier::append(const Digest& leaf) {
    m_peaks.append(leaf);
    // Each trailing one of the old size is a complete subtree that now gets its right half.
    for (qint64 size = m_size++; size & 1; size >>= 1) {
        const Digest right = m_peaks.takeLast();
        m_peaks.last() = hashChildren(m_peaks.last(), right);
    }
}

Digest MerkleFrontier::root() const {
    if (m_peaks.isEmpty()) return emptyRoot();
    Digest root = m_peaks.last();
    for (qsizetype i = m_peaks.size() - 2; i >= 0; --i)
        root = hashChildren(m_peaks[i], root);
    return root;
}

} // namespace haziri::audit
