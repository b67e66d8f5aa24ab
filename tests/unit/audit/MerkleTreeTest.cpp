// Every tree size to 256 against the recursive definition of RFC 6962, and every proof mutated and refused.
#include "core/audit/GrowingTree.h"

#include <QTest>
#include <rapidcheck.h>

using namespace haziri;
using namespace haziri::audit;

namespace {

constexpr qint64 kMaxSize = 256;

/// RFC 6962 section 2.1 word for word, without sharing anything with the code under test but SHA-256.
Digest naiveRoot(std::span<const Digest> leaves) {
    if (leaves.empty()) return crypto::sha256(QByteArrayView());
    if (leaves.size() == 1) return leaves[0];
    std::size_t k = 1;
    while (k * 2 < leaves.size())
        k *= 2;
    const QByteArray joined =
        '\1' + crypto::toBytes(naiveRoot(leaves.first(k))) + crypto::toBytes(naiveRoot(leaves.subspan(k)));
    return crypto::sha256(joined);
}

QList<Digest> naivePath(std::size_t m, std::span<const Digest> leaves) {
    if (leaves.size() == 1) return {};
    std::size_t k = 1;
    while (k * 2 < leaves.size())
        k *= 2;
    QList<Digest> path = m < k ? naivePath(m, leaves.first(k)) : naivePath(m - k, leaves.subspan(k));
    path.append(naiveRoot(m < k ? leaves.subspan(k) : leaves.first(k)));
    return path;
}

QList<Digest> naiveSubProof(std::size_t m, std::span<const Digest> leaves, bool whole) {
    if (m == leaves.size()) return whole ? QList<Digest>{} : QList<Digest>{naiveRoot(leaves)};
    std::size_t k = 1;
    while (k * 2 < leaves.size())
        k *= 2;
    if (m <= k) return naiveSubProof(m, leaves.first(k), whole) + QList<Digest>{naiveRoot(leaves.subspan(k))};
    return naiveSubProof(m - k, leaves.subspan(k), false) + QList<Digest>{naiveRoot(leaves.first(k))};
}

Digest leafOf(qint64 i) {
    return crypto::sha256("leaf" + QByteArray::number(i));
}

Digest flipped(Digest digest, int bit) {
    digest[std::size_t(bit / 8)] ^= std::uint8_t(1 << (bit % 8));
    return digest;
}

/// Everything that can be done to a proof as a list; each result differs from the proof.
QList<QList<Digest>> mutations(const QList<Digest>& proof) {
    QList<QList<Digest>> result;
    for (qsizetype i = 0; i < proof.size(); ++i) {
        QList<Digest> bad = proof;
        bad[i] = flipped(bad[i], int((i * 37) % 256));
        result.append(bad);
        bad = proof;
        bad.removeAt(i);
        result.append(bad);
        bad = proof;
        bad.insert(i, proof[i]);
        result.append(bad);
        if (i > 0 && proof[i] != proof[i - 1]) {
            bad = proof;
            bad.swapItemsAt(i, i - 1);
            result.append(bad);
        }
    }
    QList<Digest> longer = proof;
    longer.append(leafOf(-1));
    result.append(longer);
    longer = proof;
    longer.prepend(leafOf(-1));
    result.append(longer);
    return result;
}

} // namespace

class MerkleTreeTest : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() {
        // Grown as a store does it, in appends of one leaf, two, three …
        for (qint64 size = 0, many = 1; size < kMaxSize; ++many) {
            GrowingTree tree(size, m_fetch);
            for (qint64 i = 0; i < many && size < kMaxSize; ++i, ++size) {
                m_leaves.push_back(leafOf(size));
                QVERIFY(!m_nodes.contains({0, size}));
                QVERIFY(tree.append(m_leaves.back()));
                m_nodes.insert({0, size}, m_leaves.back());
            }
            for (const auto& [id, digest] : tree.nodes()) {
                QVERIFY(!m_nodes.contains({id.level, id.index}));
                m_nodes.insert({id.level, id.index}, digest);
            }
        }
        QCOMPARE(m_nodes.size(), 2 * kMaxSize - 1);
        for (qint64 size = 0; size <= kMaxSize; ++size)
            m_roots.push_back(naiveRoot(std::span(m_leaves).first(std::size_t(size))));
    }

    void knownRoots() {
        // The empty tree and the first nodes of the reference vectors of RFC 6962 implementations.
        QCOMPARE(crypto::toBytes(emptyRoot()).toHex(),
                 QByteArray("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
        const Digest empty = crypto::sha256(QByteArray(1, '\0'));
        QCOMPARE(crypto::toBytes(empty).toHex(),
                 QByteArray("6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"));
        const Digest second = crypto::sha256(QByteArray(2, '\0'));
        MerkleFrontier frontier;
        frontier.append(empty);
        frontier.append(second);
        QCOMPARE(crypto::toBytes(frontier.root()).toHex(),
                 QByteArray("fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"));
    }

    void rootsOfAllSizes() {
        MerkleFrontier frontier;
        for (qint64 size = 0; size <= kMaxSize; ++size) {
            QCOMPARE(frontier.size(), size);
            QVERIFY(frontier.root() == m_roots[std::size_t(size)]);
            QVERIFY(*rootOf(size, m_fetch) == m_roots[std::size_t(size)]);
            if (size < kMaxSize) frontier.append(m_leaves[std::size_t(size)]);
        }
    }

    void inclusionOfAllSizes() {
        for (qint64 size = 1; size <= kMaxSize; ++size) {
            const std::span<const Digest> leaves = std::span(m_leaves).first(std::size_t(size));
            for (qint64 index = 0; index < size; ++index) {
                const auto proof = inclusionProof(index, size, m_fetch);
                QVERIFY(proof);
                // The naive path costs n log n; every size in full would take minutes.
                if (size <= 64 || index % 31 == 0) QVERIFY(*proof == naivePath(std::size_t(index), leaves));
                QVERIFY(verifyInclusion(leaves[std::size_t(index)], index, size, *proof, m_roots[std::size_t(size)]));
            }
        }
    }

    void inclusionMutated() {
        for (qint64 size = 1; size <= kMaxSize; ++size) {
            const Digest& root = m_roots[std::size_t(size)];
            // All leaves of small trees; in large ones both ends, the split and some between.
            for (qint64 index = 0; index < size; index += size <= 40 ? 1 : 1 + (size - index) / 9) {
                const Digest& leaf = m_leaves[std::size_t(index)];
                const QList<Digest> proof = *inclusionProof(index, size, m_fetch);
                for (const QList<Digest>& bad : mutations(proof))
                    QVERIFY(!verifyInclusion(leaf, index, size, bad, root));
                QVERIFY(!verifyInclusion(flipped(leaf, 5), index, size, proof, root));
                QVERIFY(!verifyInclusion(leaf, index, size, proof, flipped(root, 255)));
                for (qint64 other = 0; other < size; ++other)
                    if (other != index) QVERIFY(!verifyInclusion(leaf, other, size, proof, root));
                QVERIFY(!verifyInclusion(leaf, -1, size, proof, root));
                QVERIFY(!verifyInclusion(leaf, size, size, proof, root));
                QVERIFY(!verifyInclusion(leaf, index, 0, proof, root));
                QVERIFY(!verifyInclusion(leaf, index, -size, proof, root));
            }
        }
    }

    /// A proof fixes the shape of the path, so another size passes only where leaf and path lie the same way in both
    /// trees, and then under the same root: the size itself is vouched for by the checkpoint.
    void inclusionUnderAnotherSizesRoot() {
        for (qint64 size = 1; size <= 70; ++size)
            for (qint64 other = 1; other <= 70; ++other)
                for (qint64 index = 0; index < std::min(size, other); ++index)
                    if (other != size)
                        QVERIFY(!verifyInclusion(m_leaves[std::size_t(index)], index, other,
                                                 *inclusionProof(index, size, m_fetch), m_roots[std::size_t(other)]));
    }

    void consistencyOfAllPairs() {
        for (qint64 second = 0; second <= kMaxSize; ++second) {
            for (qint64 first = 0; first <= second; ++first) {
                const auto proof = consistencyProof(first, second, m_fetch);
                QVERIFY(proof);
                if (first > 0 && second <= 64)
                    QVERIFY(*proof ==
                            naiveSubProof(std::size_t(first), std::span(m_leaves).first(std::size_t(second)), true));
                QVERIFY(verifyConsistency(first, m_roots[std::size_t(first)], second, m_roots[std::size_t(second)],
                                          *proof));
            }
        }
    }

    void consistencyMutatedForAllPairs() {
        for (qint64 second = 0; second <= kMaxSize; ++second) {
            for (qint64 first = 0; first <= second; ++first) {
                const Digest& firstRoot = m_roots[std::size_t(first)];
                const Digest& secondRoot = m_roots[std::size_t(second)];
                const QList<Digest> proof = *consistencyProof(first, second, m_fetch);
                for (const QList<Digest>& bad : mutations(proof))
                    QVERIFY(!verifyConsistency(first, firstRoot, second, secondRoot, bad));
                QVERIFY(!verifyConsistency(first, flipped(firstRoot, 0), second, secondRoot, proof));
                // Any root grows out of the empty log, so there is nothing that could contradict it.
                if (first > 0) QVERIFY(!verifyConsistency(first, firstRoot, second, flipped(secondRoot, 9), proof));
                QVERIFY(!verifyConsistency(second + 1, secondRoot, second, secondRoot, proof));
                QVERIFY(!verifyConsistency(-1, firstRoot, second, secondRoot, proof));
                if (first > 0 && first < second) {
                    QVERIFY(!verifyConsistency(second, secondRoot, first, firstRoot, proof));
                    QVERIFY(!verifyConsistency(first, secondRoot, second, firstRoot, proof));
                    QVERIFY(!verifyConsistency(first - 1, firstRoot, second, secondRoot, proof));
                }
            }
        }
    }

    void aRewrittenLeafBreaksConsistency() {
        QVERIFY(rc::check("no proof joins a rewritten history", [this] {
            const qint64 second = *rc::gen::inRange<qint64>(2, kMaxSize + 1);
            const qint64 first = *rc::gen::inRange<qint64>(1, second + 1);
            const qint64 changed = *rc::gen::inRange<qint64>(0, first);
            std::vector<Digest> leaves(m_leaves.begin(), m_leaves.begin() + second);
            leaves[std::size_t(changed)] = leafOf(-2);
            const Digest forged = naiveRoot(leaves);
            RC_ASSERT(!verifyConsistency(first, m_roots[std::size_t(first)], second, forged,
                                         *consistencyProof(first, second, m_fetch)));
            const auto fromForged = first == second ? QList<Digest>{} : naiveSubProof(std::size_t(first), leaves, true);
            RC_ASSERT(!verifyConsistency(first, m_roots[std::size_t(first)], second, forged, fromForged));
        }));
    }

    void outOfRange() {
        for (const auto& [index, size] : {std::pair<qint64, qint64>{0, 0}, {-1, 5}, {5, 5}, {6, 5}})
            QCOMPARE(inclusionProof(index, size, m_fetch).error().code, QByteArray("OUT_OF_RANGE"));
        for (const auto& [first, second] : {std::pair<qint64, qint64>{-1, 5}, {6, 5}})
            QCOMPARE(consistencyProof(first, second, m_fetch).error().code, QByteArray("OUT_OF_RANGE"));
        QCOMPARE(rootOf(-1, m_fetch).error().code, QByteArray("OUT_OF_RANGE"));
    }

    void aStoreThatFailsIsPassedOn() {
        const NodeFetcher broken = [](NodeId) -> Result<Digest> { return fail("STORE_FAILED"); };
        QCOMPARE(rootOf(3, broken).error().code, QByteArray("STORE_FAILED"));
        QCOMPARE(inclusionProof(1, 3, broken).error().code, QByteArray("STORE_FAILED"));
        QCOMPARE(consistencyProof(1, 3, broken).error().code, QByteArray("STORE_FAILED"));
        QCOMPARE(GrowingTree(1, broken).append(leafOf(1)).error().code, QByteArray("STORE_FAILED"));
    }

    void proofsAskForFewNodes() {
        int asked = 0;
        const NodeFetcher counting = [&](NodeId id) {
            ++asked;
            return m_fetch(id);
        };
        for (qint64 index = 0; index < 255; ++index) {
            asked = 0;
            QVERIFY(inclusionProof(index, 255, counting));
            QVERIFY(asked <= 16);
        }
    }

  private:
    NodeFetcher m_fetch = [this](NodeId id) -> Result<Digest> {
        const auto found = m_nodes.constFind({id.level, id.index});
        if (found == m_nodes.constEnd()) return fail("STORE_FAILED", QStringLiteral("no such node"));
        return *found;
    };
    std::vector<Digest> m_leaves, m_roots;
    QHash<std::pair<int, qint64>, Digest> m_nodes;
};

QTEST_APPLESS_MAIN(MerkleTreeTest)
#include "MerkleTreeTest.moc"
