#!/usr/bin/env python3
"""Writes the golden vectors beside it, from the standards and docs/protocol.md alone: nothing here is shared with
the program under test. Needs python3-cryptography; the vectors are committed, so a test run does not need it."""
import base64, hashlib, hmac, json, pathlib
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

HERE = pathlib.Path(__file__).parent
def b64u(b): return base64.urlsafe_b64encode(b).rstrip(b"=").decode()
def unb64u(s): return base64.urlsafe_b64decode(s + "=" * (-len(s) % 4))
def sha(b): return hashlib.sha256(b).digest()
def compact(o): return json.dumps(o, separators=(",", ":"), sort_keys=True, ensure_ascii=False)

SEED = unb64u("nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A")  # RFC 8037 A.1
KEY = Ed25519PrivateKey.from_private_bytes(SEED)
PUBLIC = KEY.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
THUMB = b64u(sha(PUBLIC))
SECRET = bytes(range(32))

def uid(n): return "018f5a3c-7b00-7000-8000-%012x" % n

def jws(header, payload, sign):
    head = b64u(compact(header).encode())
    body = b64u(payload)
    return head + "." + body + "." + b64u(sign((head + "." + body).encode()))
def mac(m): return hmac.new(SECRET, m, "sha256").digest()
def eddsa(typ, payload, kid=THUMB):
    text = compact(payload)
    return {"payload": text, "compact": jws({"alg": "EdDSA", "kid": kid, "typ": typ}, text.encode(), KEY.sign)}

# RFC 7515 A.1 and RFC 8037 A.4, as printed there; checked here before they are written down.
A1 = ("eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFt"
      "cGxlLmNvbS9pc19yb290Ijp0cnVlfQ.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")
A1_KEY = "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow"
A4 = ("eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc.hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhi"
      "jcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg")
assert b64u(hmac.new(unb64u(A1_KEY), A1.rsplit(".", 1)[0].encode(), "sha256").digest()) == A1.rsplit(".", 1)[1]
assert b64u(KEY.sign(A4.rsplit(".", 1)[0].encode())) == A4.rsplit(".", 1)[1]

attendance = {
    "v": 5, "kind": "attendance", "packetId": uid(1), "deviceId": THUMB, "epoch": 1, "seq": 1, "prev": b64u(sha(b"token")),
    "recordedBy": uid(2), "tok": "tok-1", "timestamp": 1763800000123, "tzOffsetMin": 330,
    "clock": {"bootId": "b2f3", "bootMs": 86400000, "anchor": "time-1", "anchorBootMs": 86000000},
    "workerId": uid(3), "siteId": uid(4),
    "geo": {"latE7": 285613900, "lonE7": -772090000, "accCm": 1200, "source": "gnss", "ageMs": 800},
    "capture": {"kind": "camera", "name": "कैमरा"}, "direction": "in", "method": "face",
    "match": {"score": 812, "runnerUp": -41, "liveness": 930, "model": "sface-2021"},
    "photo": {"fileId": uid(5), "sha256": b64u(sha(b"photo")), "bytes": 40960},
}
vector = b"\x00\x00\x80\x3f" * 8
vouch = eddsa("haziri-vouch", {
    "workerId": uid(3), "siteId": uid(4), "thekedarId": uid(6), "iat": 1763800000000,
    "details": {"name": "रामू", "birthYear": 1990, "dailyRatePaise": 55000, "aadhaarLast4": "1234"},
    "consent": {"noticeVersion": "1", "language": "hi", "givenAt": 1763799999000, "face": True},
    "photos": [{"fileId": uid(7), "sha256": b64u(sha(b"one")), "bytes": 3}], "templatesHash": b64u(sha(vector))})
enrol = {k: attendance[k] for k in ("v", "packetId", "deviceId", "epoch", "prev", "recordedBy", "tok", "timestamp",
                                     "tzOffsetMin", "clock", "workerId", "siteId")}
enrol.update(kind="worker.enrol", seq=2, templates=[{"model": "sface-2021", "vector": b64u(vector)}], vouch=vouch["compact"])
def packet(p):
    text = compact(p)
    return {"payload": text, "compact": jws({"alg": "HS256", "kid": THUMB, "typ": "haziri-packet"}, text.encode(), mac)}

body, request = '{"results":[]}', b'{"packets":[]}'
head = b64u(compact({"alg": "EdDSA", "kid": THUMB, "req": b64u(sha(request)), "typ": "haziri-response"}).encode())
vectors = {
    "rfc7515A1": {"key": A1_KEY, "compact": A1},
    "rfc8037A4": {"seed": b64u(SEED), "publicKey": b64u(PUBLIC), "compact": A4},
    "thumbprint": THUMB, "deviceSecret": b64u(SECRET),
    "attendance": packet(attendance), "enrol": packet(enrol), "vouch": vouch,
    "head": eddsa("haziri-head", {"deviceId": THUMB, "epoch": 1, "seq": 2, "hash": b64u(sha(b"p")), "iat": 1763800000500}),
    "proof": eddsa("haziri-proof", {"aud": "register", "codeHash": b64u(sha(b"ABCD")), "iat": 1763800000000, "jti": "j1"}),
    "offline": eddsa("haziri-offline+jwt", {"iss": "site.example", "sub": uid(2), "aud": "capture", "jti": "tok-1",
        "iat": 1763800000, "nbf": 1763800000, "exp": 1764800000, "deviceId": THUMB, "siteId": uid(4),
        "timeWindow": {"from": 1763800000000, "to": 1764800000000, "dailyFrom": 300, "dailyTo": 1260}, "cnf": {"jkt": THUMB}}),
    "time": eddsa("haziri-time+jwt", {"iss": "site.example", "aud": "clock", "jti": "time-1", "iat": 1763800000,
        "exp": 1763886400, "deviceId": THUMB, "serverTimeMs": 1763800000123, "nonce": "n"}),
    "response": {"body": body, "request": request.decode(), "requestHash": b64u(sha(request)),
                 "compact": head + ".." + b64u(KEY.sign((head + "." + b64u(body.encode())).encode()))},
}
(HERE / "jws.json").write_text(json.dumps(vectors, indent=1, ensure_ascii=False) + "\n")

# The log: RFC 6962 by its recursive definition.
def mth(leaves):
    if not leaves: return sha(b"")
    if len(leaves) == 1: return leaves[0]
    k = 1
    while k * 2 < len(leaves): k *= 2
    return sha(b"\x01" + mth(leaves[:k]) + mth(leaves[k:]))
ORIGIN = "site.example/haziri"
key_hash = sha(ORIGIN.encode() + b"\n\x01" + PUBLIC)[:4]
vkey = ORIGIN + "+" + key_hash.hex() + "+" + base64.b64encode(b"\x01" + PUBLIC).decode()
def note(size, root, extension=""):
    text = ORIGIN + "\n" + str(size) + "\n" + base64.b64encode(root).decode() + "\n" + extension
    return text + "\n— " + ORIGIN + " " + base64.b64encode(key_hash + KEY.sign(text.encode())).decode() + "\n"

entries, leaves, checkpoints, previous = [], [], [note(0, mth([]))], bytes(32)
kinds = ["log.start", "attendance", "fraud", "worker.enrol", "vault.access"]
for i in range(13):
    data, salt = compact({"n": i, "text": "दिन \" \\ %d" % i}), sha(b"salt%d" % i)[:16]
    entry = compact({"dataHash": b64u(sha(salt + data.encode())), "index": i, "kind": kinds[i % 5], "prevHash": b64u(previous),
                     "meta": {"deviceTrustScore": (i * 9) % 101, "isOfflineSync": i % 2 == 0, "syncTimestamp": 1763800000000 + i}, "v": 5})
    previous = sha(b"\x00" + entry.encode())
    leaves.append(previous)
    erased = i == 4
    entries.append({"index": i, "entry": entry, "recordHash": b64u(previous), "salt": None if erased else b64u(salt),
                    "data": None if erased else data})
    checkpoints.append(note(i + 1, mth(leaves)))
other = Ed25519PrivateKey.from_private_bytes(bytes(32))
other_line = "— witness.example " + base64.b64encode(b"\xde\xad\xbe\xef" + other.sign(b"x")).decode() + "\n"
(HERE / "log.json").write_text(json.dumps({
    "seed": b64u(SEED), "origin": ORIGIN, "vkey": vkey, "entries": entries, "checkpoints": checkpoints,
    "withExtension": note(13, mth(leaves), "an extension line\n"), "otherSignature": other_line}, indent=1, ensure_ascii=False) + "\n")
