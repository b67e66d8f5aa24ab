#include "core/review/EntryProof.h"

namespace haziri::review {

Result<EntryProof> proveEntry(qint64 index, const crypto::Digest& leaf, const QList<crypto::Digest>& hashes,
                              const audit::Checkpoint& checkpoint) {
    // The judge is the verifier of core/audit; the walk below only tells what it went past.
    if (auto proven = audit::verifyInclusion(leaf, index, checkpoint.size, hashes, checkpoint.root); !proven)
        return fail(proven.error());
    EntryProof proof{index, leaf, {}, checkpoint};
    qint64 fn = index, sn = checkpoint.size - 1;
    crypto::Digest node = leaf;
    for (const crypto::Digest& sibling : hashes) {
        const bool left = (fn & 1) || fn == sn;
        node = left ? audit::hashChildren(sibling, node) : audit::hashChildren(node, sibling);
        proof.steps << ProofStep{sibling, left, node};
        if (left && !(fn & 1))
            while (fn != 0 && !(fn & 1)) {
                fn >>= 1;
                sn >>= 1;
            }
        fn >>= 1;
        sn >>= 1;
    }
    return proof;
}

} // namespace haziri::review
