"""The independent client's own arithmetic, without a server: a checker that accepts anything proves nothing."""

import base64
import json
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import haziri_client as hz  # noqa: E402
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: E402

LEAVES = [hz.leaf_hash(b"%d" % n) for n in range(33)]


def audit_path(index, leaves):
    """RFC 9162 section 2.1.3.1, by its recursive definition."""
    if len(leaves) == 1:
        return []
    split = 1 << (len(leaves) - 1).bit_length() - 1
    if index < split:
        return audit_path(index, leaves[:split]) + [hz.tree_root(leaves[split:])]
    return audit_path(index - split, leaves[split:]) + [hz.tree_root(leaves[:split])]


def consistency_path(first, leaves, whole=True):
    """RFC 9162 section 2.1.4.1."""
    if first == len(leaves):
        return [] if whole else [hz.tree_root(leaves)]
    split = 1 << (len(leaves) - 1).bit_length() - 1
    if first <= split:
        return consistency_path(first, leaves[:split], whole) + [hz.tree_root(leaves[split:])]
    return consistency_path(first - split, leaves[split:], False) + [hz.tree_root(leaves[:split])]


class Arithmetic(unittest.TestCase):
    def refused(self, function, *arguments):
        with self.assertRaises(hz.ProtocolError):
            function(*arguments)

    def test_known_root(self):
        self.assertEqual(hz.tree_root([]).hex(), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        self.assertEqual(hz.leaf_hash(b"").hex(), "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d")

    def test_inclusion(self):
        for size in range(1, 34):
            root = hz.tree_root(LEAVES[:size])
            for index in range(size):
                path = audit_path(index, LEAVES[:size])
                hz.verify_inclusion(index, size, LEAVES[index], path, root)
                self.refused(hz.verify_inclusion, index, size, hz.sha256(b"x"), path, root)
                self.refused(hz.verify_inclusion, index, size, LEAVES[index], path + [root], root)
                if path:
                    self.refused(hz.verify_inclusion, index, size, LEAVES[index], path[:-1], root)
                    self.refused(hz.verify_inclusion, index, size, LEAVES[index], [hz.sha256(b"x")] + path[1:], root)

    def test_consistency(self):
        roots = [hz.tree_root(LEAVES[:n]) for n in range(34)]
        for second in range(1, 34):
            for first in range(1, second + 1):
                path = consistency_path(first, LEAVES[:second])
                hz.verify_consistency(first, second, roots[first], roots[second], path)
                self.refused(hz.verify_consistency, first, second, hz.sha256(b"x"), roots[second], path)
                self.refused(hz.verify_consistency, first, second, roots[first], hz.sha256(b"x"), path)
                self.refused(hz.verify_consistency, first, second, roots[first], roots[second], path + [roots[0]])

    def test_checkpoint(self):
        key = Ed25519PrivateKey.generate()
        public = b"\1" + hz.raw_public(key)
        key_hash = hz.sha256(b"log.example\n" + public)[:4]
        log = hz.LogKey(f"log.example+{key_hash.hex()}+{base64.b64encode(public).decode()}")
        text = f"log.example\n33\n{base64.b64encode(hz.tree_root(LEAVES)).decode()}\n"
        sign = lambda t: "\u2014 log.example " + base64.b64encode(key_hash + key.sign(t.encode())).decode() + "\n"  # noqa: E731
        self.assertEqual(log.open(text + "\n" + sign(text)), (33, hz.tree_root(LEAVES)))
        self.refused(log.open, text.replace("33", "34") + "\n" + sign(text))
        self.refused(log.open, text + "\n" + sign(text).replace("log.example", "other.example"))

    def test_base64url_is_strict(self):
        self.assertEqual(hz.unb64("AQ"), b"\1")
        for bad in ("AR", "AQ==", "A Q", "AQ\n", "+A"):
            self.refused(hz.unb64, bad)

    def test_row(self):
        salt, data = bytes(16), '{"a":1}'
        entry = hz.compact({"dataHash": hz.b64(hz.sha256(salt + data.encode())), "index": 0, "kind": "attendance",
                            "meta": {"deviceTrustScore": 50, "isOfflineSync": True, "syncTimestamp": 1},
                            "prevHash": hz.b64(bytes(32)), "v": 5})
        row = {"index": 0, "entry": entry, "recordHash": hz.b64(hz.leaf_hash(entry.encode())), "salt": hz.b64(salt), "data": data}
        hz.Log.check_row(row, 0, bytes(32))
        self.refused(hz.Log.check_row, row, 1, bytes(32))
        self.refused(hz.Log.check_row, row, 0, hz.sha256(b""))
        self.refused(hz.Log.check_row, {**row, "data": '{"a":2}'}, 0, bytes(32))
        self.refused(hz.Log.check_row, {**row, "entry": json.dumps(json.loads(entry))}, 0, bytes(32))

    def test_ids(self):
        self.assertRegex(hz.uuid7(), r"^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$")


if __name__ == "__main__":
    unittest.main()
