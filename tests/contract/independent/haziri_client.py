"""A client of the Haziri wire protocol, written from resources/docs/protocol.md alone.

It shares no line with the C++ sources: whatever both misread they misread apart. Python's standard
library and python3-cryptography are all it needs.
"""

import base64
import gzip
import hashlib
import hmac
import http.client
import json
import os
import pathlib
import re
import secrets
import signal
import socket
import ssl
import struct
import subprocess
import threading
import time
import urllib.parse

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

BASE = "/api/v5"
APP_VERSION = "5.0.0"


class ProtocolError(Exception):
    """The server broke its contract."""


def require(condition, message):
    if not condition:
        raise ProtocolError(message)


# ---- encodings -----------------------------------------------------------------------------------


def b64(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def unb64(text):
    require(re.fullmatch(r"[A-Za-z0-9_-]*", text) is not None, f"not base64url: {text!r}")
    data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    require(b64(data) == text, f"base64url with stray bits: {text!r}")
    return data


def sha256(data):
    return hashlib.sha256(data).digest()


def compact(value):
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def now_ms():
    return time.time_ns() // 1_000_000


def uuid7(at=None):
    stamp = (now_ms() if at is None else at).to_bytes(6, "big")
    rest = bytearray(secrets.token_bytes(10))
    rest[0] = 0x70 | rest[0] & 0x0F
    rest[2] = 0x80 | rest[2] & 0x3F
    text = (stamp + bytes(rest)).hex()
    return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))


# ---- JWS -----------------------------------------------------------------------------------------


def jws(header, payload, sign):
    if not isinstance(payload, bytes):
        payload = compact(payload).encode()
    if not isinstance(header, bytes):
        header = compact(header).encode()
    signed = b64(header) + "." + b64(payload)
    return signed + "." + b64(sign(signed.encode()))


def hs256(key):
    return lambda message: hmac.new(key, message, hashlib.sha256).digest()


def raw_public(private_key):
    return private_key.public_key().public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)


def read_jwt(text):
    """The claims; the signature is somebody else's business."""
    return json.loads(unb64(text.split(".")[1]))


def verify_jws(text, keys, typ):
    head, payload, signature = text.split(".")
    header = json.loads(unb64(head))
    require(header.get("alg") == "EdDSA" and header.get("typ") == typ, f"header {header}")
    require(header.get("kid") in keys, f"unknown kid in {header}")
    try:
        keys[header["kid"]].verify(unb64(signature), f"{head}.{payload}".encode())
    except InvalidSignature as error:
        raise ProtocolError(f"{typ}: signature does not hold") from error
    return header, unb64(payload)


# ---- RFC 6962 and C2SP ---------------------------------------------------------------------------


def leaf_hash(entry):
    return sha256(b"\0" + entry)


def node_hash(left, right):
    return sha256(b"\1" + left + right)


def tree_root(leaves):
    """Merkle tree hash of RFC 9162 section 2.1.1, by its recursive definition."""
    if not leaves:
        return sha256(b"")
    if len(leaves) == 1:
        return leaves[0]
    split = 1 << (len(leaves) - 1).bit_length() - 1
    return node_hash(tree_root(leaves[:split]), tree_root(leaves[split:]))


def verify_inclusion(index, size, leaf, path, root):
    """RFC 9162 section 2.1.3.2."""
    require(index < size, "index outside the tree")
    fn, sn, value = index, size - 1, leaf
    for part in path:
        require(sn != 0, "inclusion proof too long")
        if fn & 1 or fn == sn:
            value = node_hash(part, value)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            value = node_hash(value, part)
        fn, sn = fn >> 1, sn >> 1
    require(sn == 0 and value == root, f"inclusion of {index} in {size} does not hold")


def verify_consistency(first, second, first_root, second_root, path):
    """RFC 9162 section 2.1.4.2."""
    if first == second:
        require(not path and first_root == second_root, "two roots of one size")
        return
    if first == 0:
        require(not path, "a proof from the empty tree is empty")
        return
    path = list(path)
    require(path, f"empty consistency proof {first} to {second}")
    if first & first - 1 == 0:
        path.insert(0, first_root)
    fn, sn = first - 1, second - 1
    while fn & 1:
        fn, sn = fn >> 1, sn >> 1
    fr = sr = path[0]
    for part in path[1:]:
        require(sn != 0, "consistency proof too long")
        if fn & 1 or fn == sn:
            fr, sr = node_hash(part, fr), node_hash(part, sr)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            sr = node_hash(sr, part)
        fn, sn = fn >> 1, sn >> 1
    require(sn == 0 and fr == first_root and sr == second_root, f"consistency {first} to {second} does not hold")


class LogKey:
    """A C2SP verifier key: name+hash+key."""

    def __init__(self, vkey):
        self.name, key_hash, key = vkey.strip().split("+", 2)
        key = base64.b64decode(key, validate=True)
        require(key[0] == 1 and len(key) == 33, "the log key is not Ed25519")
        self.hash = sha256(self.name.encode() + b"\n" + key)[:4]
        require(self.hash.hex() == key_hash, "the vkey's hash is not that of its key")
        self.key = Ed25519PublicKey.from_public_bytes(key[1:])

    def open(self, note):
        """Size and root of a checkpoint whose signature holds."""
        text, blank, signatures = note.partition("\n\n")
        require(blank and signatures.endswith("\n"), f"not a signed note: {note!r}")
        text += "\n"
        lines = text.split("\n")
        require(lines[0] == self.name, f"origin {lines[0]!r} is not {self.name!r}")
        require(re.fullmatch(r"0|[1-9][0-9]*", lines[1]), f"size {lines[1]!r}")
        root = base64.b64decode(lines[2], validate=True)
        require(len(root) == 32, "root of another length")
        for line in signatures.splitlines():
            match = re.fullmatch(r"\u2014 (\S+) (\S+)", line)
            require(match, f"signature line {line!r}")
            blob = base64.b64decode(match.group(2), validate=True)
            if match.group(1) == self.name and blob[:4] == self.hash:
                try:
                    self.key.verify(blob[4:], text.encode())
                except InvalidSignature as error:
                    raise ProtocolError("checkpoint: signature does not hold") from error
                return int(lines[1]), root
        raise ProtocolError("checkpoint without the log's signature")


# ---- transport -----------------------------------------------------------------------------------


class Answer:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def code(self):
        """The stable code of a problem body; None where the body is none."""
        if self.headers.get_content_type() != "application/problem+json":
            return None
        return self.json.get("code")

    def __repr__(self):
        return f"<{self.status} {self.headers.get('Content-Type')} {self.body[:300]!r}>"


class PinnedConnection(http.client.HTTPSConnection):
    """TLS that trusts one public key and sends no byte of HTTP before it has seen it."""

    def __init__(self, host, port, pin, timeout):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        super().__init__(host, port, timeout=timeout, context=context)
        self.pin = pin

    def connect(self):
        super().connect()
        certificate = x509.load_der_x509_certificate(self.sock.getpeercert(True))
        spki = certificate.public_key().public_bytes(
            serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
        )
        if b64(sha256(spki)) != self.pin:
            self.sock.close()
            raise ProtocolError("the server's certificate is not the pinned one")


class Line:
    """Where a server is and how it is reached; one connection per thread."""

    watch = None  # sees every answer: method, path, status, type of the content, body

    def __init__(self, host, port, pin=None, timeout=30):
        self.host, self.port, self.pin, self.timeout = host, port, pin, timeout
        self.local = threading.local()

    def connection(self):
        if getattr(self.local, "connection", None) is None:
            if self.pin:
                made = PinnedConnection(self.host, self.port, self.pin, self.timeout)
            else:
                made = http.client.HTTPConnection(self.host, self.port, timeout=self.timeout)
            made.connect()
            made.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self.local.connection = made
        return self.local.connection

    def close(self):
        if getattr(self.local, "connection", None) is not None:
            self.local.connection.close()
        self.local.connection = None

    def send(self, method, path, body=None, headers=None):
        for attempt in (1, 2):
            connection = self.connection()
            try:
                connection.request(method, path, body=body, headers=headers or {})
                response = connection.getresponse()
                data = response.read()
                if response.will_close:
                    self.close()
                if Line.watch:
                    Line.watch(method, path, response.status, response.headers.get("Content-Type"), data)
                return Answer(response.status, response.headers, data)
            except (http.client.HTTPException, ConnectionError, ssl.SSLError, TimeoutError):
                # An idle connection may have been cut meanwhile: once more on a new one.
                self.close()
                if attempt == 2:
                    raise


# ---- a laptop ------------------------------------------------------------------------------------


def fingerprint(seed):
    return {
        "os": "Debian GNU/Linux 12",
        "model": "Contract Book 14",
        "simHash": sha256(seed.encode())[:8].hex(),
        "machineHash": b64(sha256(b"machine" + seed.encode())),
        "screen": "1366x768@96",
        "cameraId": "cam-" + sha256(seed.encode())[:4].hex(),
        "appVersion": APP_VERSION,
    }


class EnrolmentUri:
    def __init__(self, text):
        parts = urllib.parse.urlsplit(text)
        query = dict(urllib.parse.parse_qsl(parts.query))
        require(parts.scheme == "haziri" and parts.path == "/enrol", f"enrolment URI {text!r}")
        self.host, self.port, self.code = parts.hostname, parts.port, query["code"]
        self.pin = query.get("pin") if not query.get("plain") else None

    def line(self):
        return Line(self.host, self.port, self.pin)


class Device:
    """One laptop: its keys, its chain of packets, its session, and the newest checkpoint it verified."""

    def __init__(self, line, seed=None):
        self.line = line
        self.key = Ed25519PrivateKey.generate()
        self.public = raw_public(self.key)
        self.id = b64(sha256(self.public))
        self.fingerprint = fingerprint(seed or self.id)
        self.boot_id = uuid7()
        self.session = None
        self.size, self.root = 0, None
        self.site = self.user = None

    # -- proofs and registration

    def proof(self, claims, header=None, sign=None):
        claims = {"iat": now_ms(), "jti": uuid7(), **claims}
        header = {"alg": "EdDSA", "kid": self.id, "typ": "haziri-proof"} if header is None else header
        return jws(header, claims, sign or self.key.sign)

    def registration(self, code, **changes):
        return {
            "enrolmentCode": code,
            "publicKey": b64(self.public),
            "fingerprint": self.fingerprint,
            "proof": self.proof({"aud": "register", "codeHash": b64(sha256(code.encode()))}),
            **changes,
        }

    def post(self, path, body, headers=None):
        if not isinstance(body, bytes):
            body = compact(body).encode()
        return self.line.send("POST", BASE + path, body, {"Content-Type": "application/json", **(headers or {})})

    def register(self, code, **changes):
        """Takes up the answer where it is 200 or 201; returns it in any case."""
        body = compact(self.registration(code, **changes)).encode()
        answer = self.post("/device/register", body)
        if answer.status in (200, 201):
            self.take_registration(answer, body)
        return answer

    def take_registration(self, answer, body):
        said = answer.json
        require(said["deviceId"] == self.id, "the server names the device otherwise")
        keys = {}
        for key in said["serverKeys"]:
            require(key["kty"] == "OKP" and key["crv"] == "Ed25519", f"server key {key}")
            keys[key["kid"]] = Ed25519PublicKey.from_public_bytes(unb64(key["x"]))
        self.keys = keys
        self.verify_answer(answer, body)
        self.secret = unb64(said["deviceSecret"])
        require(len(self.secret) == 32, "the device secret is not 32 bytes")
        self.epoch, self.seq = said["epoch"], 0
        self.registration_token = self.offline_token = said["offlineToken"]
        self.prev = sha256(said["offlineToken"].encode())
        self.newest = self.prev
        self.take_offline_token(said["offlineToken"])
        self.take_time_token(said["timeToken"])
        self.log_key = LogKey(said["logKey"])
        self.size, self.root = self.log_key.open(said["checkpoint"])
        self.site, self.user = said["site"], said["user"]
        require(0 <= said["trustScore"] <= 100, "trust score outside 0..100")

    def take_offline_token(self, token):
        _, claims = verify_jws(token, self.keys, "haziri-offline+jwt")
        claims = json.loads(claims)
        require(claims["aud"] == "capture" and claims["deviceId"] == self.id, f"offline token {claims}")
        require(claims["cnf"]["jkt"] == self.id, f"offline token {claims}")
        for name in ("iat", "nbf", "exp"):
            require(isinstance(claims[name], int) and claims[name] < 10**11, f"{name} is not in seconds: {claims}")
        require(claims["timeWindow"]["from"] > 10**11, f"window is not in milliseconds: {claims}")
        self.offline_token, self.offline = token, claims

    def take_time_token(self, token):
        _, claims = verify_jws(token, self.keys, "haziri-time+jwt")
        claims = json.loads(claims)
        require(claims["aud"] == "clock" and claims["deviceId"] == self.id, f"time token {claims}")
        require(abs(claims["serverTimeMs"] - now_ms()) < 60_000, f"the server's time is off: {claims}")
        self.anchor, self.anchor_boot_ms = claims["jti"], self.boot_ms()

    def verify_answer(self, answer, request_body):
        """The detached signature over the exact body, bound to the exact request."""
        text = answer.headers.get("Haziri-Signature")
        require(text, f"answer without Haziri-Signature: {answer}")
        head, nothing, signature = text.split(".")
        require(nothing == "", "the signature is not detached")
        header, _ = verify_jws(f"{head}.{b64(answer.body)}.{signature}", self.keys, "haziri-response")
        require(header["req"] == b64(sha256(request_body)), f"signed for another request: {header}")
        return header

    # -- sessions

    def sign_in(self, grant="device", **fields):
        body = {
            "grant": grant,
            "proof": self.proof({"aud": "session", "deviceId": self.id}),
            "fingerprint": self.fingerprint,
            **fields,
        }
        answer = self.post("/session", body)
        if answer.status == 200:
            said = answer.json
            require(len(unb64(said["token"])) >= 32, "a session token of less than 256 bits")
            require(said["expiresAt"] > now_ms(), "an expired session")
            self.session, self.role, self.session_user = said["token"], said["role"], said["userId"]
            self.take_time_token(said["timeToken"])
        return answer

    def headers(self, **more):
        made = {
            "Haziri-Device": self.id,
            "Haziri-App": APP_VERSION,
            "Haziri-Fingerprint": self.fingerprint["simHash"],
            "User-Agent": "haziri-contract/5",
        }
        if self.session:
            made["Authorization"] = "Bearer " + self.session
        made.update(more)
        return {name: value for name, value in made.items() if value is not None}

    def get(self, path, **more):
        return self.line.send("GET", BASE + path, None, self.headers(**more))

    def call(self, method, path, value=None, **more):
        body = None if value is None else compact(value).encode()
        headers = self.headers(**more)
        if body is not None:
            headers.setdefault("Content-Type", "application/json")
        return self.line.send(method, BASE + path, body, headers)

    # -- packets

    def boot_ms(self):
        return time.clock_gettime_ns(time.CLOCK_BOOTTIME) // 1_000_000

    def payload(self, kind, **fields):
        return {
            "v": 5,
            "kind": kind,
            "packetId": uuid7(),
            "deviceId": self.id,
            "epoch": self.epoch,
            "seq": self.seq + 1,
            "prev": b64(self.prev),
            "recordedBy": self.user["userId"],
            "tok": self.offline["jti"],
            "timestamp": now_ms(),
            "tzOffsetMin": 330,
            "clock": {
                "bootId": self.boot_id,
                "bootMs": self.boot_ms(),
                "anchor": self.anchor,
                "anchorBootMs": self.anchor_boot_ms,
            },
            **fields,
        }

    def attendance(self, worker, **fields):
        return self.payload(
            "attendance",
            **{
                "workerId": worker,
                "siteId": self.site["siteId"],
                "geo": {
                    "latE7": self.site["latE7"],
                    "lonE7": self.site["lonE7"],
                    "accCm": 800,
                    "source": "gnss",
                    "ageMs": 1200,
                },
                "capture": {"kind": "camera", "name": "Contract camera"},
                "direction": "in",
                "method": "face",
                "match": {"score": 812, "runnerUp": 301, "liveness": 950, "model": "contract-1"},
                **fields,
            },
        )

    def sign(self, payload, header=None, key=None):
        header = {"alg": "HS256", "kid": self.id, "typ": "haziri-packet"} if header is None else header
        return jws(header, payload, hs256(self.secret if key is None else key))

    def link(self, packet, seq=None):
        """Makes a packet the newest of the chain."""
        self.seq = self.seq + 1 if seq is None else seq
        self.prev = sha256(packet.encode())
        return packet

    def record(self, worker, **fields):
        """The next packet of the chain, signed: what a laptop does at each mark."""
        return self.link(self.sign(self.attendance(worker, **fields)))

    def enrol(self, worker, name, vector=None, key=None, thekedar=None, vouch=None, packet=None, consent=None):
        """The next packet of the chain: a worker vouched for by `key`. `vouch` and `packet` change fields."""
        vectors = [] if vector is None else [vector]
        vouch_payload = {
            "workerId": worker,
            "siteId": self.site["siteId"],
            "thekedarId": thekedar,
            "iat": now_ms(),
            "details": {"name": name},
            "consent": {
                "noticeVersion": "1",
                "language": "hi",
                "givenAt": now_ms(),
                "face": bool(vectors),
                **(consent or {}),
            },
            "photos": [],
            "templatesHash": b64(sha256(b"".join(vectors))),
            **(vouch or {}),
        }
        header = {"alg": "EdDSA", "kid": b64(sha256(raw_public(key))), "typ": "haziri-vouch"}
        payload = self.payload(
            "worker.enrol",
            **{
                "recordedBy": thekedar,
                "workerId": worker,
                "siteId": self.site["siteId"],
                "templates": [{"model": "contract-1", "vector": b64(one)} for one in vectors],
                "vouch": jws(header, vouch_payload, key.sign),
                **(packet or {}),
            },
        )
        return self.link(self.sign(payload))

    # -- sync

    def head(self, seq=None, digest=None, sign=None, **changes):
        payload = {
            "deviceId": self.id,
            "epoch": self.epoch,
            "seq": self.seq if seq is None else seq,
            "hash": b64(self.prev if digest is None else digest),
            "iat": now_ms(),
            **changes,
        }
        return jws({"alg": "EdDSA", "kid": self.id, "typ": "haziri-head"}, payload, sign or self.key.sign)

    def sync_body(self, packets, **changes):
        return {
            "deviceId": self.id,
            "offlineTokens": [self.offline_token],
            "packets": packets,
            "head": self.head(),
            "fingerprint": self.fingerprint,
            "lastCheckpointSize": self.size,
            "pull": {"cursor": ""},
            **changes,
        }

    def sync_raw(self, body, **headers):
        return self.line.send("POST", BASE + "/sync", body, self.headers(**{"Content-Type": "application/json", **headers}))

    def sync(self, packets, compress=False, **changes):
        """One exchange; a signed answer is verified and its checkpoint taken over."""
        body = compact(self.sync_body(packets, **changes)).encode()
        more = {}
        if compress:
            body, more = gzip.compress(body), {"Content-Encoding": "gzip"}
        answer = self.sync_raw(body, **more)
        if answer.status == 200 or answer.status == 403 and answer.headers.get_content_type() == "application/json":
            self.take_sync(answer, body)
        return answer

    def take_sync(self, answer, body):
        self.verify_answer(answer, body)
        said = answer.json
        if answer.status != 200:
            return
        size, root = self.log_key.open(said["checkpoint"])
        require(size >= self.size, f"the log shrank from {self.size} to {size}")
        if self.root is not None:
            verify_consistency(self.size, size, self.root, root, [unb64(one) for one in said.get("consistency") or []])
        for result in said["results"]:
            require(result["status"] in ("accepted", "duplicate", "held", "rejected"), f"status in {result}")
            if result["status"] != "rejected":
                require(0 <= result["index"] < size, f"acknowledged outside the checkpoint: {result}")
                require(len(unb64(result["recordHash"])) == 32, f"record hash in {result}")
        self.size, self.root = size, root
        if said.get("timeToken"):
            self.take_time_token(said["timeToken"])
        if said.get("offlineToken"):
            self.take_offline_token(said["offlineToken"])


# ---- the log, from outside -----------------------------------------------------------------------


class Log:
    """Reads a log page by page and rebuilds every hash."""

    def __init__(self, device):
        self.device = device

    def checkpoint(self):
        answer = self.device.get("/audit/checkpoint")
        require(answer.status == 200, f"checkpoint: {answer}")
        require(answer.headers.get_content_type() == "text/plain", f"checkpoint: {answer}")
        return answer.body.decode()

    def size(self):
        return self.device.log_key.open(self.checkpoint())[0]

    def rows(self, first=0, limit=1000):
        rows, at = [], first
        while True:
            answer = self.device.get(f"/audit/log?from={at}&limit={limit}")
            require(answer.status == 200, f"audit/log: {answer}")
            page = answer.json
            require(len(page["entries"]) <= limit, "a longer page than asked for")
            rows += page["entries"]
            at += len(page["entries"])
            if not page["entries"] or at >= page["size"]:
                return rows

    def tail(self, first):
        return [(json.loads(row["entry"]), row) for row in self.rows(first)]

    @staticmethod
    def check_row(row, index, prev):
        entry = row["entry"].encode()
        parsed = json.loads(row["entry"])
        require(
            json.dumps(parsed, sort_keys=True, separators=(",", ":"), ensure_ascii=False) == row["entry"],
            f"entry {index} is not in its exact form: {row['entry']}",
        )
        require(
            set(parsed) == {"dataHash", "index", "kind", "meta", "prevHash", "v"}
            and set(parsed["meta"]) == {"deviceTrustScore", "isOfflineSync", "syncTimestamp"},
            f"entry {index} has other fields: {row['entry']}",
        )
        require(parsed["v"] == 5 and parsed["index"] == index == row["index"], f"index {index}: {row['entry']}")
        require(unb64(parsed["prevHash"]) == prev, f"prevHash of {index}")
        record = leaf_hash(entry)
        require(unb64(row["recordHash"]) == record, f"recordHash of {index}")
        if row["data"] is not None:
            salt = unb64(row["salt"])
            require(len(salt) == 16, f"salt of {index}")
            require(unb64(parsed["dataHash"]) == sha256(salt + row["data"].encode()), f"dataHash of {index}")
            json.loads(row["data"])
        return record

    def verified_leaves(self):
        """Every leaf, after the chain and the root of the newest checkpoint hold."""
        leaves, prev = [], bytes(32)
        note = self.checkpoint()
        size, root = self.device.log_key.open(note)
        for index, row in enumerate(self.rows()[:size]):
            prev = self.check_row(row, index, prev)
            leaves.append(prev)
        require(len(leaves) == size, f"{len(leaves)} entries for a checkpoint of {size}")
        require(tree_root(leaves) == root, "the root is not that of the entries")
        return leaves, note


# ---- the server's programs -----------------------------------------------------------------------


class ServerProcess:
    """haziri-server and haziri-verify as a shell would use them."""

    def __init__(self, bin_dir, data, origin="contract.example/log", plain=False, db=None):
        self.bin, self.data, self.plain = pathlib.Path(bin_dir), pathlib.Path(data), plain
        self.env = dict(os.environ)
        self.env["HAZIRI_VAULT_KEYS"] = "k1:" + base64.b64encode(secrets.token_bytes(32)).decode()
        self.origin, self.process, self.url, self.log = origin, None, None, []
        self.store = ["--db", db] if db else []
        self.passwords = self.data.parent / (self.data.name + "-passwords")
        self.passwords.mkdir(parents=True, exist_ok=True)

    def run(self, *words, check=True, **kwargs):
        done = subprocess.run(
            [str(self.bin / "haziri-server"), *map(str, words), *self.store],
            env=self.env, capture_output=True, text=True, **{"timeout": 60, **kwargs},
        )
        if check:
            require(done.returncode == 0, f"haziri-server {words[0]}: {done.returncode} {done.stdout} {done.stderr}")
        return done

    def last_word(self, *words):
        return self.run(*words).stdout.split()[-1]

    def password_file(self, name, password):
        path = self.passwords / name
        path.write_text(password + "\n")
        path.chmod(0o600)
        return path

    def init(self, admin="admin", password="correct horse battery staple"):
        self.vkey = self.last_word(
            "init", "--data", self.data, "--origin", self.origin,
            "--admin", admin, "--password-file", self.password_file(admin, password),
        )
        return self.vkey

    def site(self, name, lat=28.6139, lon=77.2090, radius=250):
        return self.last_word(
            "site", "add", "--data", self.data, "--name", name, "--lat", lat, "--lon", lon, "--radius-m", radius
        )

    def user(self, name, role, password):
        return self.last_word(
            "user", "add", "--data", self.data, "--name", name, "--role", role,
            "--password-file", self.password_file(name, password),
        )

    def worker(self, site, name, **more):
        extra = [part for key, value in more.items() for part in ("--" + key, value)]
        return self.last_word("worker", "add", "--data", self.data, "--site", site, "--name", name, *extra)

    def code(self, user, site, *more):
        return self.last_word("enrol-code", "--data", self.data, "--user", user, "--site", site, *more)

    def serve(self, listen="127.0.0.1:0", timeout=30):
        words = [str(self.bin / "haziri-server"), "serve", "--data", str(self.data), "--listen", listen, *self.store]
        if self.plain:
            words.append("--plain-http")
        self.process = subprocess.Popen(
            words, env=self.env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace"
        )
        ready = threading.Event()
        threading.Thread(target=self.follow, args=(self.process.stdout, ready), daemon=True).start()
        if not ready.wait(timeout) or not self.url:
            self.stop()
            raise ProtocolError("the server did not say where it listens:\n" + "".join(self.log[-20:]))
        parts = urllib.parse.urlsplit(self.url)
        self.host, self.port = parts.hostname, parts.port
        return self.url

    def follow(self, stream, ready):
        for line in stream:
            self.log.append(line)
            match = re.match(r".*listening on (\S+)", line)
            if match and not ready.is_set():
                self.url = match.group(1)
                ready.set()
        ready.set()

    def stop(self, how=signal.SIGTERM):
        if self.process is None:
            return None
        self.process.send_signal(how)
        try:
            status = self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            status = "killed: did not end on SIGTERM"
        self.process = None
        return status

    def verify(self, log, vkey=None, *more):
        return subprocess.run(
            [str(self.bin / "haziri-verify"), "--log", str(log), "--key", vkey or self.vkey, *more],
            capture_output=True, text=True, timeout=600,
        )

    def export(self, device, path):
        """The file form of the log that haziri-verify reads."""
        log = Log(device)
        note = log.checkpoint()
        size, _ = device.log_key.open(note)
        lines = [compact(row) for row in log.rows()[:size]] + [compact({"checkpoint": note})]
        pathlib.Path(path).write_text("\n".join(lines) + "\n", encoding="utf-8")


def unit_vector(seed, size=512):
    """A template as enrolment sends it: little-endian float32, of length one."""
    import random

    numbers = random.Random(seed)
    values = [numbers.gauss(0, 1) for _ in range(size)]
    length = sum(value * value for value in values) ** 0.5
    return struct.pack(f"<{size}f", *(value / length for value in values))
