"""The contract of resources/docs/protocol.md and the promises of the threat list, asked of real
haziri-server and haziri-verify processes.

    HAZIRI_BIN_DIR=build/dev/bin python3 tests/contract/independent/test_contract.py [-v] [Class[.test]]

Where the page can be read in two ways the reading taken here stands in a comment that begins "Reading:".
"""

import concurrent.futures
import gzip
import json
import os
import pathlib
import random
import shutil
import socket
import ssl
import subprocess
import sys
import tempfile
import time
import unittest
import urllib.parse

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent), str(HERE.parents[1] / "support")]
import haziri_client as hz  # noqa: E402
from haziri_client import Device, EnrolmentUri, Line, Log, b64, compact, sha256, uuid7  # noqa: E402
from postgres import Cluster  # noqa: E402
from shapes import Shapes  # noqa: E402
from tampering import change_one_byte, expire_codes  # noqa: E402

# With HAZIRI_CONTRACT_DB=postgresql://… every server gets a schema-fresh database of its own there; with "temporary" in a
# cluster that this program starts and stops. Default: SQLite.
DATABASES = os.environ.get("HAZIRI_CONTRACT_DB")
BIN = os.environ.get("HAZIRI_BIN_DIR") or pathlib.Path(__file__).resolve().parents[3] / "build" / "dev" / "bin"
PASSWORD = "ganga-jamuna-1857"
ADMIN_PASSWORD = "correct horse battery staple"
GOOD = ("accepted", "held")


def fresh_database():
    """The address of a new and empty database on the PostgreSQL server that was named; None for SQLite."""
    if not DATABASES:
        return None
    name = "contract_" + uuid7().replace("-", "")
    subprocess.run(["psql", "-q", "-d", DATABASES, "-c", f"CREATE DATABASE {name}"], check=True)
    parts = urllib.parse.urlsplit(DATABASES)
    return urllib.parse.urlunsplit(parts._replace(path="/" + name))


class World:
    """One server with a site, its people and five known workers; what every test starts from."""

    def __init__(self, plain=False):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="haziri-contract-"))
        self.server = hz.ServerProcess(BIN, self.folder / "data", plain=plain, db=fresh_database())
        self.server.init(password=ADMIN_PASSWORD)
        self.site = self.server.site("Okhla Phase 2")
        self.far_site = self.server.site("Jaipur Ring Road", lat=26.9124, lon=75.7873)
        self.supervisor = self.server.user("supervisor", "supervisor", PASSWORD)
        self.thekedar = self.server.user("thekedar", "thekedar", PASSWORD)
        self.hr_user = self.server.user("hr", "hr", PASSWORD)
        self.workers = [self.server.worker(self.site, f"Worker {n}", thekedar="thekedar") for n in range(1, 6)]
        self.server.serve()
        self.hr = self.laptop("hr")
        answer = self.hr.sign_in("password", username="hr", password=PASSWORD)
        assert answer.status == 200, answer
        self.log = Log(self.hr)

    def uri(self, user="supervisor", site=None):
        return EnrolmentUri(self.server.code(user, site or self.site))

    def laptop(self, user="supervisor", site=None):
        uri = self.uri(user, site)
        device = Device(uri.line())
        answer = device.register(uri.code)
        assert answer.status == 201, answer
        answer = device.sign_in()
        assert answer.status == 200, answer
        return device

    def fresh_worker(self, site=None):
        """A worker with no marks yet, so that no other test's marks speak about him."""
        return self.server.worker(site or self.site, "Worker " + uuid7()[-6:])

    def fraud_total(self):
        answer = self.hr.get("/fraud?state=open&limit=1")
        assert answer.status == 200, answer
        return answer.json["total"]

    def fraud_events(self, **match):
        answer = self.hr.get("/fraud?state=open&limit=500")
        assert answer.status == 200, answer
        return [e for e in answer.json["events"] if all(e.get(k) == v for k, v in match.items())]

    def close(self):
        self.server.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


WORLD = CLUSTER = None


def setUpModule():
    global WORLD, DATABASES, CLUSTER, SHAPES
    if DATABASES == "temporary":
        folder = pathlib.Path(tempfile.mkdtemp(prefix="haziri-contract-"))
        folder.chmod(0o711)  # it runs as another user
        CLUSTER = Cluster(folder / "postgres")
        CLUSTER.start()
        DATABASES = CLUSTER.url("postgres")
    WORLD = World()
    SHAPES = Shapes(WORLD.hr.get("/openapi.json").json)
    Line.watch = SHAPES.hold


def tearDownModule():
    Line.watch = None
    WORLD.close()
    if CLUSTER:
        CLUSTER.stop()
        shutil.rmtree(CLUSTER.folder.parent, ignore_errors=True)
    if SHAPES.problems:
        raise AssertionError("answers that openapi.json does not know:\n" + "\n".join(sorted(SHAPES.problems)))


class ContractCase(unittest.TestCase):
    maxDiff = 2000

    def setUp(self):
        self.w = WORLD

    def problem(self, answer, status, code=None):
        self.assertEqual(answer.status, status, answer)
        self.assertEqual(answer.headers.get_content_type(), "application/problem+json", answer)
        self.assertTrue(answer.json.get("code"), answer)
        if code:
            self.assertEqual(answer.json["code"], code, answer)

    def results(self, answer, status=200):
        self.assertEqual(answer.status, status, answer)
        return answer.json["results"]

    def one(self, answer, status, code=None):
        """The single result of an answer."""
        self.assertIn(answer.status, (200, 403), answer)
        self.assertEqual(len(answer.json["results"]), 1, answer)
        result = answer.json["results"][0]
        self.assertEqual(result["status"], status, answer)
        if code:
            self.assertEqual(result["code"], code, answer)
        return result


class Registration(ContractCase):
    def test_answer_has_all_fields_and_is_signed(self):
        uri = self.w.uri()
        self.assertEqual(uri.port, self.w.server.port)
        device = Device(uri.line())
        answer = device.register(uri.code)  # verifies the signature and both tokens
        self.assertEqual(answer.status, 201, answer)
        said = answer.json
        for name in ("deviceId", "epoch", "deviceSecret", "offlineToken", "timeToken", "serverKeys", "logKey", "site",
                     "user", "checkpoint", "trustScore"):
            self.assertIn(name, said)
        self.assertEqual(said["site"]["siteId"], self.w.site)
        self.assertEqual(said["user"]["userId"], self.w.supervisor)
        self.assertEqual(said["user"]["role"], "supervisor")
        self.assertEqual(said["logKey"], self.w.server.vkey)
        self.assertEqual(device.offline["siteId"], self.w.site)
        self.assertEqual(device.offline["sub"], self.w.supervisor)

    def test_repetition_gives_the_same_answer_and_no_second_device(self):
        uri = self.w.uri()
        device = Device(uri.line())
        first = device.register(uri.code).json
        again = device.register(uri.code)
        self.assertEqual(again.status, 200, again)
        for name in ("deviceId", "epoch", "deviceSecret", "offlineToken", "serverKeys", "logKey"):
            self.assertEqual(again.json[name], first[name], name)
        devices = self.w.hr.get("/devices").json["devices"]
        self.assertEqual(sum(one["deviceId"] == device.id for one in devices), 1)

    def test_code_is_good_for_one_key(self):
        uri = self.w.uri()
        self.assertEqual(Device(uri.line()).register(uri.code).status, 201)
        self.problem(Device(uri.line()).register(uri.code), 409, "CODE_USED")

    def test_unknown_and_malformed_codes(self):
        for code in ("AAAA-BBBB-CCCC-DDDD", "x", "", "' OR 1=1 --", "\u0939\u0939", "A" * 5000):
            with self.subTest(code=code[:20]):
                device = Device(self.w.uri().line())
                body = device.registration("x")
                body["enrolmentCode"] = code
                body["proof"] = device.proof({"aud": "register", "codeHash": b64(sha256(code.encode()))})
                answer = device.post("/device/register", body)
                if answer.status != 429:  # the rate limit may speak first
                    self.problem(answer, 403, "CODE_INVALID")

    def test_new_code_for_a_known_key_is_a_new_epoch(self):
        device = self.w.laptop()
        epoch, secret = device.epoch, device.secret
        self.assertEqual(self.one(device.sync([device.record(self.w.workers[0])]), "accepted")["seq"], 1)
        uri = self.w.uri()
        answer = device.register(uri.code)
        self.assertIn(answer.status, (200, 201), answer)
        self.assertEqual(device.epoch, epoch + 1)
        self.assertNotEqual(device.secret, secret)
        self.assertEqual(device.sign_in().status, 200)
        result = self.one(device.sync([device.record(self.w.fresh_worker())]), "accepted")
        self.assertEqual(result["seq"], 1)

    def test_proof_is_checked(self):
        def attempt(**changes):
            uri = self.w.uri()
            device, other = Device(uri.line()), Device(uri.line())
            good = {"aud": "register", "codeHash": b64(sha256(uri.code.encode()))}
            made = {
                "other key": device.proof(good, sign=other.key.sign),
                "other audience": device.proof({**good, "aud": "session"}),
                "other code": device.proof({**good, "codeHash": b64(sha256(b"other"))}),
                "old": device.proof({**good, "iat": hz.now_ms() - 3_600_000}),
                "alg none": device.proof(good, {"alg": "none", "typ": "haziri-proof"}, lambda m: b""),
                "HS256 under the public key": device.proof(
                    good, {"alg": "HS256", "kid": device.id, "typ": "haziri-proof"}, hz.hs256(device.public)),
                "other typ": device.proof(good, {"alg": "EdDSA", "kid": device.id, "typ": "haziri-head"}),
                "jwk": device.proof(good, {"alg": "EdDSA", "kid": device.id, "typ": "haziri-proof", "jwk": {}}),
            }[changes["case"]]
            answer = device.register(uri.code, proof=made)
            self.assertIn(answer.status, (400, 401, 403), (changes, answer))
            self.assertTrue(answer.code, answer)
            # The code is not burnt by somebody else's bad proof.
            self.assertEqual(device.register(uri.code).status, 201, changes)

        for case in ("other key", "other audience", "other code", "old", "alg none", "HS256 under the public key",
                     "other typ", "jwk"):
            with self.subTest(case):
                attempt(case=case)

    def test_kid_is_optional_in_a_proof(self):
        # Reading: `kid` only looks up a known key, and at registration no key is known yet.
        uri = self.w.uri()
        device = Device(uri.line())
        proof = device.proof({"aud": "register", "codeHash": b64(sha256(uri.code.encode()))},
                             {"alg": "EdDSA", "typ": "haziri-proof"})
        self.assertEqual(device.register(uri.code, proof=proof).status, 201)
        proof = device.proof({"aud": "session", "deviceId": device.id}, {"alg": "EdDSA", "typ": "haziri-proof"})
        self.assertEqual(device.sign_in(proof=proof).status, 200)

    def test_malformed_bodies(self):
        uri = self.w.uri()
        device = Device(uri.line())
        good = compact(device.registration(uri.code))
        self.problem(device.post("/device/register", good[:-1].encode()), 400)
        self.problem(device.post("/device/register", (good + "x").encode()), 400)
        self.problem(device.post("/device/register", b"[]"), 400)
        body = device.registration(uri.code)
        del body["publicKey"]
        self.problem(device.post("/device/register", body), 400)
        self.problem(device.post("/device/register", good.encode(), {"Content-Type": "text/plain"}), 415)
        self.assertEqual(device.register(uri.code).status, 201)

    def test_pinned_certificate(self):
        wrong = Line(self.w.server.host, self.w.server.port, b64(sha256(b"another")))
        with self.assertRaisesRegex(hz.ProtocolError, "not the pinned one"):
            wrong.send("GET", hz.BASE + "/health")


class Sessions(ContractCase):
    def test_device_session(self):
        device = self.w.laptop()
        said = device.sign_in().json
        for name in ("token", "expiresAt", "role", "userId", "deviceTrust", "timeToken"):
            self.assertIn(name, said)
        self.assertEqual(said["userId"], self.w.supervisor)

    def test_password_session(self):
        device = self.w.laptop()
        answer = device.sign_in("password", username="supervisor", password=PASSWORD)
        self.assertEqual(answer.status, 200, answer)
        self.assertEqual((device.role, device.session_user), ("supervisor", self.w.supervisor))

    def test_a_proof_counts_once(self):
        device = self.w.laptop()
        proof = device.proof({"aud": "session", "deviceId": device.id})
        self.assertEqual(device.sign_in(proof=proof).status, 200)
        self.problem(device.sign_in(proof=proof), 401)

    def test_bad_proofs(self):
        device, other = self.w.laptop(), Device(self.w.uri().line())
        good = {"aud": "session", "deviceId": device.id}
        for name, proof in {
            "old": device.proof({**good, "iat": hz.now_ms() - 6 * 60_000}),
            "future": device.proof({**good, "iat": hz.now_ms() + 6 * 60_000}),
            "audience": device.proof({**good, "aud": "register"}),
            "other key": device.proof(good, sign=other.key.sign),
            "other device": device.proof({**good, "deviceId": self.w.hr.id}),
            "alg none": device.proof(good, {"alg": "none", "kid": device.id, "typ": "haziri-proof"}, lambda m: b""),
            "HS256 under the public key": device.proof(
                good, {"alg": "HS256", "kid": device.id, "typ": "haziri-proof"}, hz.hs256(device.public)),
            "HS256 under the public key, alg as pinned": device.proof(good, sign=hz.hs256(device.public)),
            "kid with a path": device.proof(
                good, {"alg": "EdDSA", "kid": "../../../../etc/passwd", "typ": "haziri-proof"}, other.key.sign),
            "jku": device.proof(good, {"alg": "EdDSA", "kid": device.id, "typ": "haziri-proof", "jku": "http://x/"}),
            "jwk": device.proof(
                good, {"alg": "EdDSA", "kid": device.id, "typ": "haziri-proof",
                       "jwk": {"kty": "OKP", "crv": "Ed25519", "x": b64(other.public)}}, other.key.sign),
            "crit": device.proof(good, {"alg": "EdDSA", "kid": device.id, "typ": "haziri-proof", "crit": ["b64"]}),
            "typ": device.proof(good, {"alg": "EdDSA", "kid": device.id, "typ": "haziri-head"}),
        }.items():
            with self.subTest(name):
                answer = device.sign_in(proof=proof)
                self.assertIn(answer.status, (401, 403), answer)
                self.assertTrue(answer.code)

    def test_missing_and_wrong_sessions(self):
        device = self.w.laptop()
        body = compact(device.sync_body([device.record(self.w.workers[0])])).encode()
        size = self.w.log.size()
        for name, value in {"missing": None, "wrong": "Bearer " + b64(os.urandom(32)), "empty": "Bearer ",
                            "other scheme": "Basic YTpi", "long": "Bearer " + "A" * 4000}.items():
            with self.subTest(name):
                self.problem(device.sync_raw(body, Authorization=value), 401)
        self.problem(device.get("/fraud", Authorization=None), 401)
        self.assertEqual(self.w.log.size(), size)
        device.verify_answer(answer := device.sync_raw(body), body)
        self.one(answer, "accepted")

    def test_session_is_bound_to_its_device(self):
        device, other = self.w.laptop(), self.w.laptop()
        thief = Device(other.line)
        thief.__dict__.update({k: v for k, v in other.__dict__.items() if k != "session"})
        thief.session = device.session
        packet = thief.record(self.w.workers[0])
        answer = thief.sync_raw(compact(thief.sync_body([packet])).encode())
        self.assertIn(answer.status, (401, 403), answer)

    def test_sign_out(self):
        device = self.w.laptop()
        self.assertIn(device.call("DELETE", "/session").status, (200, 204))
        self.problem(device.sync([]), 401)

    def test_unknown_user_and_wrong_password_look_alike(self):
        device = self.w.laptop()
        unknown = device.sign_in("password", username="nobody-" + uuid7(), password="x" * 12)
        name = "user" + uuid7()[-6:]
        self.w.server.user(name, "supervisor", PASSWORD)
        wrong = device.sign_in("password", username=name, password="x" * 12)
        self.problem(unknown, 401)
        self.problem(wrong, 401)
        self.assertEqual(unknown.json["code"], wrong.json["code"])

    def test_eleven_wrong_passwords(self):
        name = "user" + uuid7()[-6:]
        self.w.server.user(name, "supervisor", PASSWORD)
        known, stranger = self.w.laptop(name), self.w.laptop()
        self.assertEqual(known.sign_in("password", username=name, password=PASSWORD).status, 200)
        answers = [stranger.sign_in("password", username=name, password=f"guess-{n:06}") for n in range(11)]
        for answer in answers[:5]:
            self.problem(answer, 401)
        # Reading: "backs off" after five leaves 401 or 429 to the server; after ten it is 429.
        for answer in answers[5:10]:
            self.assertIn(answer.status, (401, 429), answer)
        self.problem(answers[10], 429)
        self.assertGreater(int(answers[10].headers["Retry-After"]), 0)
        # Even the right password does not help the stranger now; the known device is served.
        self.problem(stranger.sign_in("password", username=name, password=PASSWORD), 429)
        self.assertEqual(known.sign_in("password", username=name, password=PASSWORD).status, 200)

    def test_headers_do_not_raise_trust(self):
        device = self.w.laptop()
        answer = device.sync([])
        trusted = answer.json["device"]["trustScore"]
        bare = device.sync_raw(compact(device.sync_body([])).encode(), **{
            "Haziri-App": None, "Haziri-Fingerprint": None, "User-Agent": None})
        self.assertEqual(bare.status, 200, bare)
        self.assertLessEqual(bare.json["device"]["trustScore"], trusted)
        for rule in bare.json["device"]["explain"]:
            self.assertTrue({"rule", "points", "detail"} <= set(rule), rule)


class Sync(ContractCase):
    def test_empty_batch(self):
        device = self.w.laptop()
        answer = device.sync([])
        self.assertEqual(self.results(answer), [])
        for name in ("results", "needFiles", "checkpoint", "consistency", "timeToken", "offlineToken", "pull", "device"):
            self.assertIn(name, answer.json)
        self.assertIn("cursor", answer.json["pull"])
        self.assertIsInstance(answer.json["pull"]["changes"], list)

    def test_500_packets_in_a_batch(self):
        device = self.w.laptop()
        # Spread over the past as far as the token's window reaches.
        begin = max(device.offline["timeWindow"]["from"], hz.now_ms() - 7_200_000)
        step = (hz.now_ms() - begin) / 501
        packets = [
            device.record(self.w.workers[n % 5], timestamp=int(begin + n * step), direction="in" if n // 5 % 2 == 0 else "out")
            for n in range(500)
        ]
        body = compact(device.sync_body(packets)).encode()
        before = self.w.log.size()
        started = time.perf_counter()
        answer = device.sync_raw(body)
        took = time.perf_counter() - started
        self.assertEqual(answer.status, 200, answer)
        device.take_sync(answer, body)
        print(f"\n500 packets, {len(body) / 1e6:.2f} MB, acknowledged in {took * 1000:.0f} ms", flush=True)
        results = answer.json["results"]
        self.assertEqual([r["seq"] for r in results], list(range(1, 501)))
        self.assertTrue(all(r["status"] in GOOD for r in results), [r for r in results if r["status"] not in GOOD][:3])
        indexes = [r["index"] for r in results]
        self.assertEqual(len(set(indexes)), 500)
        rows = {row["index"]: row for row in self.w.log.rows(before)}
        for result, packet in zip(results, packets):
            row = rows[result["index"]]
            self.assertEqual(row["recordHash"], result["recordHash"])
            entry = json.loads(row["entry"])
            self.assertEqual(entry["kind"], "attendance")
            self.assertIn(result["packetId"], row["data"])
        # Again, byte for byte: success, the same index, nothing new in the log.
        size = self.w.log.size()
        again = device.sync(packets)
        for result, first in zip(self.results(again), results):
            self.assertEqual((result["status"], result["index"], result["recordHash"]),
                             ("duplicate", first["index"], first["recordHash"]))
        self.assertEqual(self.w.log.size(), size)
        self.assertLess(took, 5, "far from well under a second")

    def test_gzip(self):
        device = self.w.laptop()
        packets = [device.record(self.w.fresh_worker()) for _ in range(3)]
        # Reading: the request body that `req` names is what went over the wire.
        body = gzip.compress(compact(device.sync_body(packets)).encode())
        answer = device.sync_raw(body, **{"Content-Encoding": "gzip"})
        self.assertEqual(answer.status, 200, answer)
        device.verify_answer(answer, body)
        self.assertTrue(all(r["status"] == "accepted" for r in answer.json["results"]), answer)

    def test_resending_is_a_duplicate_however_often(self):
        device = self.w.laptop()
        packet = device.record(self.w.fresh_worker())
        first = self.one(device.sync([packet]), "accepted")
        for _ in range(3):
            result = self.one(device.sync([packet]), "duplicate")
            self.assertEqual((result["index"], result["recordHash"]), (first["index"], first["recordHash"]))

    def test_the_same_packet_twice_in_one_batch(self):
        device = self.w.laptop()
        packet = device.record(self.w.fresh_worker())
        first, second = self.results(device.sync([packet, packet]))
        self.assertEqual((first["status"], second["status"]), ("accepted", "duplicate"))
        self.assertEqual(first["index"], second["index"])

    def test_fifty_identical_requests_in_parallel(self):
        device = self.w.laptop()
        packets = [device.record(self.w.fresh_worker()) for _ in range(3)]
        body = compact(device.sync_body(packets)).encode()
        size = self.w.log.size()
        with concurrent.futures.ThreadPoolExecutor(50) as pool:
            answers = list(pool.map(lambda _: device.sync_raw(body), range(50)))
        self.assertEqual([a.status for a in answers], [200] * 50)
        for answer in answers:
            device.verify_answer(answer, body)
        places = {tuple((r["packetId"], r["index"], r["recordHash"]) for r in a.json["results"]) for a in answers}
        self.assertEqual(len(places), 1, "one effect, fifty consistent answers")
        for position in range(3):
            statuses = sorted(a.json["results"][position]["status"] for a in answers)
            self.assertEqual(statuses, ["accepted"] + ["duplicate"] * 49)
        self.assertEqual(self.w.log.size(), size + 3)

    def test_forged_packets_only_is_403_with_results(self):
        device = self.w.laptop()
        forged = [device.sign(device.attendance(self.w.workers[0]), key=os.urandom(32)) for _ in range(3)]
        before = self.w.fraud_total()
        answer = device.sync(forged)
        results = self.results(answer, 403)
        self.assertEqual([(r["status"], r["code"]) for r in results], [("rejected", "SIGNATURE_INVALID")] * 3)
        self.assertEqual(self.w.fraud_total(), before + 3)
        # The chain is not hurt by it.
        self.one(device.sync([device.record(self.w.fresh_worker())]), "accepted")

    def test_one_forged_packet_among_good_ones(self):
        device = self.w.laptop()
        good = [device.record(self.w.fresh_worker()) for _ in range(2)]
        forged = device.sign(device.attendance(self.w.workers[0]), key=os.urandom(32))
        results = self.results(device.sync(good + [forged]))
        self.assertEqual([r["status"] for r in results], ["accepted", "accepted", "rejected"])
        self.assertEqual(results[2]["code"], "SIGNATURE_INVALID")

    def test_forged_head_is_403(self):
        device, other = self.w.laptop(), self.w.laptop()
        packet = device.record(self.w.fresh_worker())
        answer = device.sync([packet], head=device.head(sign=other.key.sign))
        self.assertEqual(answer.status, 403, answer)
        self.assertIn("results", answer.json)
        for bad in (device.head(sign=hz.hs256(device.public)), device.head(deviceId=other.id),
                    device.head(epoch=device.epoch + 1)):
            answer = device.sync([packet], head=bad)
            self.assertIn(answer.status, (400, 403), answer)
        self.one(device.sync([packet]), "accepted")

    def test_head_beyond_the_batch(self):
        device = self.w.laptop()
        packets = [device.record(self.w.fresh_worker()) for _ in range(3)]
        self.assertEqual([r["status"] for r in self.results(device.sync(packets[:1]))], ["accepted"])
        self.assertEqual([r["status"] for r in self.results(device.sync(packets[1:]))], ["accepted"] * 2)

    def test_limits(self):
        device = self.w.laptop()
        packet = device.record(self.w.fresh_worker())
        size = self.w.log.size()
        self.problem(device.sync([packet] * 501), 413)
        big = device.sync_body([packet])
        big["pull"] = {"cursor": "x" * (2 * 1024 * 1024)}
        self.problem(device.sync_raw(compact(big).encode()), 413)
        exact = compact(device.sync_body([packet]))
        exact += " " * (2 * 1024 * 1024 + 1 - len(exact))
        self.problem(device.sync_raw(exact.encode()), 413)
        bomb = gzip.compress(b"{" + b" " * (300 * 1024 * 1024) + b"}", 9)
        self.assertLess(len(bomb), 2 * 1024 * 1024)
        started = time.monotonic()
        self.problem(device.sync_raw(bomb, **{"Content-Encoding": "gzip"}), 413)
        self.assertLess(time.monotonic() - started, 5)
        self.problem(device.sync_raw(b"\x1f\x8bnot gzip", **{"Content-Encoding": "gzip"}), 400)
        self.assertEqual(self.w.log.size(), size)
        self.one(device.sync([packet]), "accepted")

    def test_content_types(self):
        device = self.w.laptop()
        body = compact(device.sync_body([])).encode()
        for kind in ("text/plain", "application/xml", "application/x-www-form-urlencoded", None):
            with self.subTest(kind):
                self.problem(device.sync_raw(body, **{"Content-Type": kind}), 415)
        self.assertEqual(device.sync_raw(body, **{"Content-Type": "application/json; charset=utf-8"}).status, 200)

    def test_malformed_bodies_store_nothing(self):
        device = self.w.laptop()
        packet = device.record(self.w.fresh_worker())
        body = device.sync_body([packet])
        good = compact(body)
        size = self.w.log.size()
        bad = {

            "duplicate key": good[:-1] + ',"deviceId":"' + device.id + '"}',
            "nested duplicate key": good.replace('"pull":{', '"pull":{"cursor":"",'),
            "float": good.replace(f'"lastCheckpointSize":{device.size}', f'"lastCheckpointSize":{device.size}.0'),
            "exponent": good.replace(f'"lastCheckpointSize":{device.size}', '"lastCheckpointSize":1e1'),
            "1e400": good.replace(f'"lastCheckpointSize":{device.size}', '"lastCheckpointSize":1e400'),
            "too large a number": good.replace(f'"lastCheckpointSize":{device.size}', '"lastCheckpointSize":' + "9" * 40),
            "negative": good.replace(f'"lastCheckpointSize":{device.size}', '"lastCheckpointSize":-1'),
            "text for a number": good.replace(f'"lastCheckpointSize":{device.size}', '"lastCheckpointSize":"1"'),
            "NUL": good.replace('"pull":', '\0"pull":'),
            "NUL in a text": good.replace('"cursor":""', '"cursor":"a\0b"'),
            "escaped lone surrogate": good.replace('"cursor":""', '"cursor":"\\ud800"'),
            "lone low surrogate": good.replace('"cursor":""', '"cursor":"\\udc00x"'),
            "trailing bytes": good + "{}",
            "trailing comma": good[:-1] + ",}",
            "comment": "/* */" + good,
            "byte order mark": "\ufeff" + good,
            "array": "[" + good + "]",
            "null": "null",
            "packets no list": good.replace('"packets":[', '"packets":{"a":[').replace('],"head"', ']},"head"'),
            "packet no text": compact({**body, "packets": [5]}),
            "no head": compact({k: v for k, v in body.items() if k != "head"}),
            "deep": good.replace('"cursor":""', '"cursor":' + "[" * 100_000 + "]" * 100_000),
        }
        for name, text in bad.items():
            with self.subTest(name):
                self.assertNotEqual(text, good)
                self.problem(device.sync_raw(text.encode()), 400)
        for name, raw in {
            "lone surrogate as bytes": good.encode().replace(b'"cursor":""', b'"cursor":"\xed\xa0\x80"'),
            "invalid UTF-8": good.encode().replace(b'"cursor":""', b'"cursor":"\xff"'),
            "overlong": good.encode().replace(b'"cursor":""', b'"cursor":"\xc0\xaf"'),
            "UTF-16": good.encode("utf-16"),
            "empty": b"",
        }.items():
            with self.subTest(name):
                self.problem(device.sync_raw(raw), 400)
        self.assertEqual(self.w.log.size(), size)
        self.one(device.sync([packet]), "accepted")

    def test_body_cut_anywhere(self):
        device = self.w.laptop()
        packet = device.record(self.w.fresh_worker())
        good = compact(device.sync_body([packet])).encode()
        size = self.w.log.size()
        cuts = sorted(set(range(0, len(good), max(1, len(good) // 150))) | set(range(len(good) - 20, len(good))))
        for cut in cuts:
            self.problem(device.sync_raw(good[:cut]), 400)
        self.assertEqual(self.w.log.size(), size)
        self.one(device.sync([packet]), "accepted")

    def test_a_client_that_closes_its_side_is_answered(self):
        device = self.w.laptop()
        body = compact(device.sync_body([device.record(self.w.fresh_worker())])).encode()
        head = f"POST {hz.BASE}/sync HTTP/1.1\r\nHost: x\r\nContent-Length: {len(body)}\r\n"
        head += "".join(f"{k}: {v}\r\n" for k, v in device.headers(**{"Content-Type": "application/json"}).items())
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        with socket.create_connection((self.w.server.host, self.w.server.port), timeout=10) as raw:
            line = context.wrap_socket(raw)
            line.sendall(head.encode() + b"\r\n" + body)
            socket.socket.shutdown(line, socket.SHUT_WR)
            self.assertIn(b" 200 ", line.recv(100))
            line.close()

    def test_body_shorter_than_announced(self):
        device = self.w.laptop()
        good = compact(device.sync_body([device.record(self.w.fresh_worker())])).encode()
        size = self.w.log.size()
        head = f"POST {hz.BASE}/sync HTTP/1.1\r\nHost: x\r\nContent-Length: {len(good)}\r\n"
        head += "".join(f"{k}: {v}\r\n" for k, v in device.headers(**{"Content-Type": "application/json"}).items())
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        for cut in (0, 1, len(good) // 2, len(good) - 1):
            with socket.create_connection((self.w.server.host, self.w.server.port)) as raw:
                with context.wrap_socket(raw) as line:
                    line.sendall(head.encode() + b"\r\n" + good[:cut])
        time.sleep(0.2)
        self.assertEqual(self.w.log.size(), size)

    def test_pull_brings_site_and_workers(self):
        device = self.w.laptop()
        changes, cursor = [], ""
        for _ in range(100):
            answer = device.sync([], pull={"cursor": cursor})
            self.assertEqual(answer.status, 200, answer)
            changes += answer.json["pull"]["changes"]
            cursor = answer.json["pull"]["cursor"]
            if not answer.json["pull"].get("more"):
                break
        kinds = {c["type"] for c in changes}
        self.assertIn("site", kinds)
        self.assertTrue(set(self.w.workers) <= {c["workerId"] for c in changes if c["type"] == "worker"})
        late = self.w.fresh_worker()
        answer = device.sync([], pull={"cursor": cursor})
        self.assertEqual([c["workerId"] for c in answer.json["pull"]["changes"] if c["type"] == "worker"], [late])


class Tolerance(ContractCase):
    """What the page leaves open is not to be refused: absent optional fields, ids of other makes, other media types."""

    def test_registration_with_little(self):
        for fingerprint in ({"os": "Linux", "model": "x", "simHash": "0011223344556677"}, {}):
            with self.subTest(fingerprint):
                uri = self.w.uri()
                self.assertEqual(Device(uri.line()).register(uri.code, fingerprint=fingerprint).status, 201)

    def test_jti_is_any_text(self):
        device = self.w.laptop()
        for jti in ("a", "0123456789abcdef0123456789abcdef", b64(os.urandom(16)), "x" * 64):
            with self.subTest(jti):
                jti = jti + str(time.time_ns()) if len(jti) == 1 else jti
                proof = device.proof({"aud": "session", "deviceId": device.id, "jti": jti})
                self.assertEqual(device.sign_in(proof=proof).status, 200)

    def test_session_without_fingerprint(self):
        device = self.w.laptop()
        body = {"grant": "device", "proof": device.proof({"aud": "session", "deviceId": device.id})}
        self.assertEqual(device.post("/session", body).status, 200)

    def test_sync_with_little(self):
        device = self.w.laptop()
        for missing in (("fingerprint",), ("pull",), ("lastCheckpointSize",), ("offlineTokens",),
                        ("fingerprint", "pull", "lastCheckpointSize", "offlineTokens")):
            with self.subTest(missing):
                packet = device.record(self.w.fresh_worker())
                body = {k: v for k, v in device.sync_body([packet]).items() if k not in missing}
                self.one(device.sync_raw(compact(body).encode()), "accepted")
        body = device.sync_body([])
        self.assertEqual(device.sync_raw(compact({**body, "pull": {}}).encode()).status, 200)
        self.assertEqual(device.sync_raw(compact({**body, "pull": {"cursor": None}}).encode()).status, 200)

    def test_unknown_fields_are_ignored(self):
        device = self.w.laptop()
        packet = device.link(device.sign(device.attendance(self.w.fresh_worker(), later={"added": [1, "x"]})))
        self.one(device.sync([packet], later=True), "accepted")

    def test_packets_of_other_makes(self):
        device = self.w.laptop()
        changes = {
            "boot id": {"clock": {"bootId": "boot-1", "bootMs": 5_000, "anchor": device.anchor, "anchorBootMs": 4_000}},
            "no anchor": {"clock": {"bootId": "boot-2", "bootMs": 6_000}},
            "null anchor": {"clock": {"bootId": "boot-2", "bootMs": 7_000, "anchor": None, "anchorBootMs": None}},
            "other model": {"match": {"score": 700, "runnerUp": 0, "liveness": 900, "model": "arcface-r50 v1"}},
            "devanagari": {"capture": {"kind": "camera", "name": "\u0915\u0948\u092e\u0930\u093e"}},
            "card": {"method": "card", "reason": "Card 17", "match": None},
        }
        for name, change in changes.items():
            with self.subTest(name):
                payload = device.attendance(self.w.fresh_worker(), **change)
                packet = device.link(device.sign({k: v for k, v in payload.items() if v is not None}))
                answer = device.sync([packet])
                result = answer.json["results"][0]
                self.assertIn(result["status"], GOOD, (name, result))

    def test_escaped_json(self):
        """A client may escape what it likes: the signature is over the bytes."""
        device = self.w.laptop()
        payload = device.attendance(self.w.fresh_worker(), capture={"kind": "camera", "name": "\u0915 \U0001f600"})
        text = json.dumps(payload, indent=2).encode()
        self.one(device.sync([device.link(device.sign(text))]), "accepted")

    def test_media_types_of_uploads(self):
        for kind in ("application/octet-stream", "image/jpeg", "image/png", None):
            with self.subTest(kind):
                device = self.w.laptop()
                photo, file = os.urandom(999), uuid7()
                named = {"fileId": file, "sha256": b64(sha256(photo)), "bytes": len(photo)}
                self.one(device.sync([device.record(self.w.fresh_worker(), photo=named)]), "accepted")
                answer = device.line.send("PUT", hz.BASE + "/vault/" + file, photo, device.headers(**{"Content-Type": kind}))
                self.assertEqual(answer.status, 201, answer)

    def test_chunked_bodies(self):
        device = self.w.laptop()
        body = compact(device.sync_body([device.record(self.w.fresh_worker())])).encode()
        parts = iter([body[:10], body[10:200], body[200:]])
        answer = device.line.send("POST", hz.BASE + "/sync", parts, device.headers(**{"Content-Type": "application/json"}))
        # Reading: HTTP lets a server ask for the length.
        self.assertIn(answer.status, (200, 411), answer)

    def test_query_defaults(self):
        for path in ("/audit/log", "/audit/log?from=0", "/audit/log?limit=5", "/fraud", "/attendance", "/devices", "/workers"):
            with self.subTest(path):
                self.assertEqual(self.w.hr.get(path).status, 200)


class Forgery(ContractCase):
    def test_flipped_bits(self):
        """A flipped copy beside a good packet: the copy is rejected with one event, the good one is not harmed,
        and the original of the copy is still welcome afterwards."""
        device = self.w.laptop()
        chooser = random.Random(5)
        packet = device.record(self.w.fresh_worker())
        positions = sorted(chooser.sample(range(len(packet) - 1), 40)) + [len(packet) - 1]
        worker = self.w.fresh_worker()
        seen = 0
        for position in positions:
            # The chain goes on while the copy of its newest packet is damaged.
            follower = device.record(worker)
            place = min(position, len(follower) - 1) if position != positions[-1] else len(follower) - 1
            bit = chooser.randrange(7)
            flipped = follower[:place] + chr(ord(follower[place]) ^ 1 << bit) + follower[place + 1:]
            if place == len(follower) - 1:
                # The last character carries two bits that a careless decoder drops.
                alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
                flipped = follower[:-1] + alphabet[alphabet.index(follower[-1]) ^ 1]
            before = self.w.fraud_total()
            first, second = self.results(device.sync([packet, flipped]))
            self.assertIn(first["status"], ("accepted", "held"), (place, bit, first))
            self.assertNotIn(first.get("code"), ("CHAIN_GAP", "CHAIN_FORK"), (place, bit, first))
            self.assertEqual(second["status"], "rejected", (place, bit, second))
            self.assertIn(second["code"], ("SIGNATURE_INVALID", "MALFORMED"), (place, bit, second))
            held = first["status"] == "held"
            self.assertEqual(self.w.fraud_total() - held, before + 1, (place, bit, first, second))
            packet, seen = follower, seen + 1
        self.assertEqual(seen, 41)
        self.assertIn(self.one_of(device.sync([packet]))["status"], GOOD)

    def one_of(self, answer):
        self.assertEqual(answer.status, 200, answer)
        return answer.json["results"][0]

    def test_jws_tricks(self):
        device = self.w.laptop()
        payload = device.attendance(self.w.fresh_worker())
        typ = {"typ": "haziri-packet"}
        size = self.w.log.size()
        tricks = {
            "alg none": hz.jws({"alg": "none", "kid": device.id, **typ}, payload, lambda m: b""),
            "alg None, signed": device.sign(payload, {"alg": "None", "kid": device.id, **typ}),
            "HS256 under the public key": device.sign(payload, key=device.public),
            "HS256 under the public key's text": device.sign(payload, key=b64(device.public).encode()),
            "HS256 under nothing": device.sign(payload, key=b""),
            "EdDSA": hz.jws({"alg": "EdDSA", "kid": device.id, **typ}, payload, device.key.sign),
            "HS512": device.sign(payload, {"alg": "HS512", "kid": device.id, **typ}),
            "kid with a path": device.sign(payload, {"alg": "HS256", "kid": "../../../../dev/null", **typ}, b""),
            "kid with SQL": device.sign(payload, {"alg": "HS256", "kid": "x' UNION SELECT 'a'--", **typ}, b"a"),
            "no kid": device.sign(payload, {"alg": "HS256", **typ}),
            "jku": device.sign(payload, {"alg": "HS256", "kid": device.id, **typ, "jku": "http://127.0.0.1/k"}),
            "jwk": device.sign(payload, {"alg": "HS256", "kid": device.id, **typ, "jwk": {"kty": "oct", "k": "YQ"}}, b"a"),
            "x5u": device.sign(payload, {"alg": "HS256", "kid": device.id, **typ, "x5u": "http://127.0.0.1/k"}),
            "crit": device.sign(payload, {"alg": "HS256", "kid": device.id, **typ, "crit": ["exp"]}),
            "other typ": device.sign(payload, {"alg": "HS256", "kid": device.id, "typ": "haziri-head"}),
            "no typ": device.sign(payload, {"alg": "HS256", "kid": device.id}),
            "duplicate key in the header": device.sign(
                payload, ('{"alg":"HS256","alg":"HS256","kid":"%s","typ":"haziri-packet"}' % device.id).encode()),
            "padding": device.sign(payload) + "=",
            "four parts": device.sign(payload) + ".",
            "empty": "",
            "dots": "..",
        }
        for name, packet in tricks.items():
            with self.subTest(name):
                answer = device.sync([packet])
                self.assertIn(answer.status, (200, 401, 403), answer)
                if answer.status != 401:
                    result = answer.json["results"][0]
                    self.assertEqual(result["status"], "rejected", (name, result))
                    self.assertIn(result["code"], ("SIGNATURE_INVALID", "MALFORMED"), (name, result))
        kinds = [entry["kind"] for entry, _ in self.w.log.tail(size)]
        self.assertNotIn("attendance", kinds)
        self.one(device.sync([device.link(device.sign(payload))]), "accepted")

    def test_malformed_payloads_under_a_good_signature(self):
        device = self.w.laptop()
        good = device.attendance(self.w.fresh_worker())
        text = compact(good)
        cases = {
            "duplicate key": text.replace('{"v":5,', '{"v":5,"v":5,'),
            "float timestamp": text.replace(f'"timestamp":{good["timestamp"]}', f'"timestamp":{good["timestamp"]}.5'),
            "1e400": text.replace('"accCm":800', '"accCm":1e400'),
            "unknown kind": text.replace('"kind":"attendance"', '"kind":"attendance.more"'),
            "other version": text.replace('"v":5,', '"v":6,'),
            "trailing bytes": text + " {}",
            "SQL for a worker": text.replace(good["workerId"], "'; DROP TABLE marks;--"),
            "line break for a worker": text.replace(good["workerId"], "a\\r\\nb"),
            "no id": text.replace(good["packetId"], "1"),
            "id of version 4": text.replace(good["packetId"], "0c54e2e0-4b3e-4f0e-9d8c-111111111111"),
            "other direction": text.replace('"direction":"in"', '"direction":"up"'),
            "no direction": compact({k: v for k, v in good.items() if k != "direction"}),
            "latitude beyond the pole": text.replace(f'"latE7":{good["geo"]["latE7"]}', '"latE7":910000000'),
            "manual without reason": text.replace('"method":"face"', '"method":"manual"'),
            "no JSON": "hello",
            "lone surrogate": text.replace('"Contract camera"', '"\\ud800"'),
        }
        for name, payload in cases.items():
            with self.subTest(name):
                self.assertNotEqual(payload, text)
                answer = device.sync([device.sign(payload.encode())])
                result = self.one(answer, "rejected")
                self.assertEqual(result["code"], "MALFORMED", (name, result))

    def test_second_device_replays(self):
        victim, thief = self.w.laptop(), self.w.laptop()
        packet = victim.record(self.w.fresh_worker())
        index = self.one(victim.sync([packet]), "accepted")["index"]
        before = self.w.fraud_total()
        # Reading: a batch whose packets are all rejected, but not for their signature, may be 200 or 403.
        result = self.one(thief.sync([packet]), "rejected", "REPLAY")
        self.assertEqual(self.w.fraud_total(), before + 1)
        payload = thief.attendance(self.w.fresh_worker(), packetId=result["packetId"])
        self.one(thief.sync([thief.sign(payload)]), "rejected", "REPLAY")
        self.assertEqual(self.one(victim.sync([packet]), "duplicate")["index"], index)

    def test_a_packet_not_yet_sent_by_its_owner(self):
        victim, thief = self.w.laptop(), self.w.laptop()
        packet = victim.record(self.w.fresh_worker())
        self.one(thief.sync([packet]), "rejected")
        self.one(victim.sync([packet]), "accepted")

    def test_same_packet_id_with_other_bytes(self):
        device = self.w.laptop()
        packet = device.record(self.w.fresh_worker())
        result = self.one(device.sync([packet]), "accepted")
        other = device.sign(device.attendance(self.w.fresh_worker(), packetId=result["packetId"]))
        self.one(device.sync([other]), "rejected", "REPLAY")

    def test_time_window(self):
        device = self.w.laptop()
        worker = self.w.fresh_worker()
        window = device.offline["timeWindow"]
        before = self.w.fraud_total()
        for name, stamp in {"backdated": window["from"] - 86_400_000, "before the window": window["from"] - 1000,
                            "a day ahead": hz.now_ms() + 86_400_000, "future": hz.now_ms() + 150_000}.items():
            with self.subTest(name):
                packet = device.sign(device.attendance(worker, timestamp=stamp))
                self.one(device.sync([packet]), "rejected", "TIME_WINDOW")
        self.assertEqual(self.w.fraud_total(), before + 4)
        self.one(device.sync([device.record(worker, timestamp=hz.now_ms() + 60_000)]), "accepted")

    def test_tokens(self):
        device, other = self.w.laptop(), self.w.laptop()
        worker = self.w.fresh_worker()
        unknown = device.sign(device.attendance(worker, tok=uuid7()))
        self.one(device.sync([unknown]), "rejected", "TOKEN_INVALID")
        foreign = device.sign(device.attendance(worker, tok=other.offline["jti"]))
        self.one(device.sync([foreign], offlineTokens=[other.offline_token]), "rejected", "TOKEN_INVALID")
        head, claims, _ = device.offline_token.split(".")
        made = hz.jws(json.loads(hz.unb64(head)), {**json.loads(hz.unb64(claims)), "jti": "made-up"}, device.key.sign)
        forged = device.sign(device.attendance(worker, tok="made-up"))
        self.one(device.sync([forged], offlineTokens=[made]), "rejected", "TOKEN_INVALID")
        # Reading: a token is known to its server, so that leaving it out is no harm.
        self.one(device.sync([device.record(worker)], offlineTokens=[]), "accepted")

    def test_site_mismatch(self):
        device = self.w.laptop()
        packet = device.sign(device.attendance(self.w.fresh_worker(), siteId=self.w.far_site))
        self.one(device.sync([packet]), "rejected", "SITE_MISMATCH")

    def test_chain_fork_freezes_the_device(self):
        device = self.w.laptop()
        first = device.record(self.w.fresh_worker())
        copy_seq, copy_prev = device.seq, device.prev
        self.one(device.sync([first]), "accepted")
        a = device.record(self.w.fresh_worker())
        self.one(device.sync([a]), "accepted")
        device.seq, device.prev = copy_seq, copy_prev
        b = device.record(self.w.fresh_worker())
        self.one(device.sync([b]), "rejected", "CHAIN_FORK")
        self.assertEqual(len(self.w.fraud_events(deviceId=device.id, code="CHAIN_FORK")), 1)
        # Reading: frozen means blocked until HR decides.
        self.problem(device.sync([]), 403, "DEVICE_BLOCKED")
        listed = self.w.hr.get("/devices/" + device.id).json
        self.assertTrue(listed["isBlocked"], listed)

    def test_wrong_prev_is_a_fork_or_a_gap(self):
        device = self.w.laptop()
        device.prev = sha256(b"another history")
        result = self.one_of(device.sync([device.record(self.w.fresh_worker())]))
        self.assertIn(result["code"], ("CHAIN_FORK", "CHAIN_GAP"), result)

    def test_headers_with_sql_and_control_characters(self):
        device = self.w.laptop()
        packet = device.record(self.w.fresh_worker())
        answer = device.sync_raw(compact(device.sync_body([packet])).encode(), **{
            "User-Agent": "x'; DROP TABLE devices; --", "Haziri-App": "5' OR '1'='1", "Haziri-Fingerprint": "zz\tzz"})
        self.one(answer, "accepted")
        for path in ("/fraud?state=%27%20OR%201=1--", "/attendance?workerId=%27;DROP", "/attendance?from=1e3",
                     "/audit/log?from=-1", "/audit/log?from=x", "/audit/log?limit=1001", "/audit/inclusion?index=x&size=1",
                     "/audit/consistency?first=2&second=1"):
            with self.subTest(path):
                self.problem(self.w.hr.get(path), 400)
        self.assertEqual(self.w.hr.get("/workers?q=%27%3B%20DROP%20TABLE%20workers%3B--").status, 200)
        self.assertIn(self.w.hr.get("/workers/%27%3BDROP").status, (400, 404))
        evil = self.w.hr.sign_in("password", username="hr'--\r\nX: y", password="x' OR '1'='1")
        self.problem(evil, 401)
        raw = "".join(self.w.server.log)
        self.assertNotIn("\nX: y", raw)
        self.assertEqual(self.w.hr.sign_in("password", username="hr", password=PASSWORD).status, 200)


class Rules(ContractCase):
    def test_geofence(self):
        device = self.w.laptop()
        far = {"latE7": device.site["latE7"] + 3_600_000, "lonE7": device.site["lonE7"], "accCm": 900,
               "source": "gnss", "ageMs": 100}  # 40 km north
        worker = self.w.fresh_worker()
        result = self.one(device.sync([device.record(worker, geo=far)]), "held", "GEOFENCE")
        entry, row = self.w.log.tail(result["index"])[0]
        self.assertEqual((entry["kind"], row["recordHash"]), ("attendance", result["recordHash"]))
        events = self.w.fraud_events(packetId=result["packetId"])
        self.assertEqual([e["code"] for e in events], ["GEOFENCE"])
        marks = self.w.hr.get(f"/attendance?workerId={worker}").json["marks"]
        mark = next(m for m in marks if m["packetId"] == result["packetId"])
        self.assertEqual((mark["status"], mark["codes"]), ("held", ["GEOFENCE"]))

    def test_gap_in_the_chain(self):
        device = self.w.laptop()
        self.one(device.sync([device.record(self.w.fresh_worker())]), "accepted")
        device.record(self.w.fresh_worker())  # deleted on the laptop
        self.one(device.sync([device.record(self.w.fresh_worker())]), "held", "CHAIN_GAP")
        self.one(device.sync([device.record(self.w.fresh_worker())]), "accepted")

    def test_manual_and_low_liveness(self):
        device = self.w.laptop()
        manual = device.record(self.w.fresh_worker(), method="manual", reason="Bandage over the eye")
        self.one(device.sync([manual]), "held", "MANUAL")
        low = device.record(self.w.fresh_worker(), match={"score": 812, "runnerUp": 301, "liveness": 100, "model": "m"})
        self.one(device.sync([low]), "held", "LIVENESS_LOW")

    def test_unknown_worker_is_released_by_his_enrolment(self):
        device, key, user = self.thekedar()
        worker = uuid7()
        mark = self.one(device.sync([device.record(worker)]), "held", "WORKER_UNKNOWN")
        enrolled = device.enrol(worker, "Ramesh Kumar", hz.unit_vector(worker), key, user)
        self.one(device.sync([enrolled]), "accepted")
        marks = self.w.hr.get(f"/attendance?workerId={worker}").json["marks"]
        self.assertEqual([(m["packetId"], m["status"]) for m in marks], [(mark["packetId"], "accepted")])

    def test_a_mark_is_taken_back_within_a_minute(self):
        device, worker = self.w.laptop(), self.w.fresh_worker()
        mark = device.record(worker)
        packet_id = json.loads(hz.unb64(mark.split(".")[1]))["packetId"]

        def correct(**fields):
            return device.payload("attendance.correct", **{
                "workerId": worker, "siteId": device.site["siteId"], "corrects": packet_id, **fields})

        size = self.w.log.size()
        undo = device.link(device.sign(correct()))
        first, second = device.sync([mark, undo]).json["results"]
        self.assertEqual((first["status"], second["status"]), ("accepted", "accepted"))
        kinds = [entry["kind"] for entry, _ in self.w.log.tail(size)]
        self.assertEqual([kind for kind in kinds if kind.startswith("attendance")],
                         ["attendance", "attendance.correct", "attendance.override"])
        marks = self.w.hr.get(f"/attendance?workerId={worker}").json["marks"]
        self.assertEqual([m["status"] for m in marks], ["corrected"])
        self.assertEqual(marks[0]["corrections"][0]["packetId"], second["packetId"])
        # Somebody else's mark, and none at all.
        foreign = device.link(device.sign(correct(workerId=self.w.fresh_worker())))
        self.one(device.sync([foreign]), "rejected", "CORRECTION_INVALID")
        early = device.link(device.sign(correct(corrects=uuid7())))
        self.one(device.sync([early]), "held", "MARK_UNKNOWN")

    def test_velocity_between_sites(self):
        near, far = self.w.laptop(), self.w.laptop(site=self.w.far_site)
        worker = self.w.fresh_worker()
        self.one(near.sync([near.record(worker)]), "accepted")
        before = self.w.fraud_total()
        result = self.one(far.sync([far.record(worker)]), "held")
        self.assertEqual(result["code"], "VELOCITY", result)
        self.assertEqual(self.w.fraud_total(), before + 1)

    def test_photo_reuse(self):
        device = self.w.laptop()
        photo = os.urandom(3000)
        named = {"sha256": b64(sha256(photo)), "bytes": len(photo)}
        first = device.record(self.w.fresh_worker(), photo={"fileId": uuid7(), **named})
        second = device.record(self.w.fresh_worker(), photo={"fileId": uuid7(), **named})
        self.one(device.sync([first]), "accepted")
        self.one(device.sync([second]), "held", "PHOTO_REUSE")

    # -- enrolment

    def thekedar(self):
        """A laptop with a thekedar signed in and his key registered."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        device = self.w.laptop()
        answer = device.sign_in("password", username="thekedar", password=PASSWORD)
        self.assertEqual(answer.status, 200, answer)
        key = Ed25519PrivateKey.generate()
        public = hz.raw_public(key)
        proof = hz.jws(
            {"alg": "EdDSA", "kid": b64(sha256(public)), "typ": "haziri-proof"},
            {"aud": "user-key", "userId": self.w.thekedar, "iat": hz.now_ms(), "jti": uuid7()}, key.sign)
        size = self.w.log.size()
        answer = device.call("PUT", "/users/me/key", {"publicKey": b64(public), "proof": proof})
        self.assertEqual(answer.status, 201, answer)
        self.assertEqual([entry["kind"] for entry, _ in self.w.log.tail(size)], ["user.key"])
        return device, key, self.w.thekedar

    def test_enrolment(self):
        device, key, user = self.thekedar()
        worker = uuid7()
        packet = device.enrol(worker, "Sunita Devi", hz.unit_vector("sunita"), key, user,
                              vouch={"details": {"name": "Sunita Devi", "trade": "mason", "dailyRatePaise": 78_000,
                                                 "birthYear": 1990, "aadhaarLast4": "4321"}})
        result = self.one(device.sync([packet]), "accepted")
        entry = self.w.log.tail(result["index"])[0][0]
        self.assertEqual(entry["kind"], "worker.enrol")
        said = self.w.hr.get("/workers/" + worker)
        self.assertEqual(said.status, 200, said)
        for name in ("workerId", "name", "siteId", "thekedarId", "trustScore", "inheritedUntil", "consent"):
            self.assertIn(name, said.json)
        self.assertEqual((said.json["name"], said.json["thekedarId"]), ("Sunita Devi", user))
        self.assertGreater(said.json["inheritedUntil"], hz.now_ms() + 29 * 86_400_000)
        self.one(device.sync([device.record(worker)]), "accepted")

    def test_enrolment_without_a_face(self):
        device, key, user = self.thekedar()
        worker = uuid7()
        self.one(device.sync([device.enrol(worker, "Imran", None, key, user)]), "accepted")
        self.assertFalse(self.w.hr.get("/workers/" + worker).json["consent"]["face"])

    def test_same_face_under_another_name(self):
        device, key, user = self.thekedar()
        face = hz.unit_vector("twice")
        self.one(device.sync([device.enrol(uuid7(), "First", face, key, user)]), "accepted")
        self.one(device.sync([device.enrol(uuid7(), "Second", face, key, user)]), "held", "DUPLICATE_FACE")

    def test_invalid_vouches(self):
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        device, key, user = self.thekedar()
        stranger = Ed25519PrivateKey.generate()
        vector = hz.unit_vector("invalid")
        worker = uuid7()

        def signed_otherwise():
            header = {"alg": "EdDSA", "kid": b64(sha256(hz.raw_public(key))), "typ": "haziri-vouch"}
            payload = {"workerId": worker, "siteId": device.site["siteId"], "thekedarId": user, "iat": hz.now_ms(),
                       "details": {"name": "X"},
                       "consent": {"noticeVersion": "1", "language": "hi", "givenAt": hz.now_ms(), "face": True},
                       "photos": [], "templatesHash": b64(sha256(vector))}
            return hz.jws(header, payload, stranger.sign)

        cases = {
            "unregistered key": dict(key=stranger),
            "registered kid, other signature": dict(key=key, packet={"vouch": signed_otherwise()}),
            "other templates": dict(key=key, vouch={"templatesHash": b64(sha256(b"other"))}),
            "other worker": dict(key=key, vouch={"workerId": uuid7()}),
            "other site": dict(key=key, vouch={"siteId": self.w.far_site}),
            "somebody else's name": dict(key=key, vouch={"thekedarId": self.w.supervisor}),
            "no name": dict(key=key, vouch={"details": {}}),
            "no vouch": dict(key=key, packet={"vouch": "a.b.c"}),
            "templates without consent": dict(key=key, consent={"face": False}),
        }
        for name, case in cases.items():
            with self.subTest(name):
                saved = device.seq, device.prev
                packet = device.enrol(worker, "X", vector, thekedar=user, **case)
                device.seq, device.prev = saved
                result = self.one(device.sync([packet]), "rejected")
                # Reading: a vouch that is no JWS or lacks a required field may count as MALFORMED too.
                self.assertIn(result["code"], ("VOUCH_INVALID", "MALFORMED"), (name, result))
        self.assertEqual(self.w.hr.get("/workers/" + worker).status, 404)

    # -- HR

    def test_lists_are_for_their_roles(self):
        device = self.w.laptop()
        device.sign_in("password", username="supervisor", password=PASSWORD)
        for path in ("/fraud", "/devices", "/attendance"):
            answer = device.get(path)
            if path == "/attendance":
                self.assertIn(answer.status, (200, 403), answer)
            else:
                self.problem(answer, 403)

    def test_fraud_events_are_resolved_once_in_the_log(self):
        device = self.w.laptop()
        forged = device.sign(device.attendance(self.w.workers[0]), key=os.urandom(32))
        device.sync([forged])
        event = self.w.fraud_events(deviceId=device.id)[0]
        for name in ("eventId", "at", "code", "deviceId", "points", "state", "detail"):
            self.assertIn(name, event)
        size = self.w.log.size()
        path = f"/fraud/{event['eventId']}/resolve"
        answer = self.w.hr.call("POST", path, {"decision": "reject", "reason": "Forged on purpose"})
        self.assertIn(answer.status, (200, 201, 204), answer)
        self.assertIn("fraud.resolve", [entry["kind"] for entry, _ in self.w.log.tail(size)])
        self.assertEqual(self.w.fraud_events(eventId=event["eventId"]), [])
        self.problem(self.w.hr.call("POST", path, {"decision": "perhaps", "reason": "x"}), 400)

    def test_override_is_a_new_entry(self):
        device = self.w.laptop()
        far = {"latE7": 0, "lonE7": 0, "accCm": 900, "source": "gnss", "ageMs": 100}
        result = self.one(device.sync([device.record(self.w.fresh_worker(), geo=far)]), "held")
        size = self.w.log.size()
        answer = self.w.hr.call("POST", f"/attendance/{result['packetId']}/override",
                                {"status": "accepted", "reason": "Delivery of steel, driver knows him"})
        self.assertIn(answer.status, (200, 201, 204), answer)
        tail = self.w.log.tail(size)
        self.assertEqual([entry["kind"] for entry, _ in tail], ["attendance.override"])
        self.assertIn(result["packetId"], tail[0][1]["data"])

    def test_refused_bytes_are_reviewable_and_count_by_a_new_entry(self):
        device, worker = self.w.laptop(), self.w.fresh_worker()
        payload = device.attendance(worker)
        forged = device.sign(payload, key=os.urandom(32))
        self.assertEqual(device.sync([forged]).status, 403)
        event = self.w.fraud_events(packetId=payload["packetId"])[0]
        shown = self.w.hr.get("/fraud/" + event["eventId"]).json
        self.assertEqual(hz.unb64(shown["bytes"]).decode(), forged)
        self.assertEqual(shown["claims"]["workerId"], worker)
        self.assertFalse(shown["counts"])
        self.problem(device.get("/fraud/" + event["eventId"]), 403)

        def marks():
            return self.w.hr.get("/attendance?workerId=" + worker).json["marks"]

        self.assertEqual(marks(), [])
        size = self.w.log.size()
        answer = self.w.hr.call("POST", f"/attendance/{payload['packetId']}/override",
                                {"status": "accepted", "reason": "The gate's paper register has him"})
        self.assertEqual(answer.status, 200, answer)
        self.assertEqual([entry["kind"] for entry, _ in self.w.log.tail(size)], ["attendance.override"])
        self.assertEqual([(m["packetId"], m["status"]) for m in marks()], [(payload["packetId"], "accepted")])
        # The true one takes its place: one mark stays one mark.
        result = self.one(device.sync([device.link(device.sign(payload))]), "accepted")
        self.assertEqual([m["index"] for m in marks()], [result["index"]])
        device.line.close()

    def test_ten_laptops_with_one_code(self):
        uri = self.w.uri()
        laptops = [Device(uri.line()) for _ in range(10)]
        with concurrent.futures.ThreadPoolExecutor(10) as pool:
            answers = list(pool.map(lambda one: one.register(uri.code), laptops))
        self.assertEqual(sorted(a.status for a in answers), [201] + [409] * 9)
        same = Device(self.w.uri().line())
        uri = self.w.uri()
        bodies = [compact(same.registration(uri.code)).encode() for _ in range(10)]
        with concurrent.futures.ThreadPoolExecutor(10) as pool:
            answers = list(pool.map(lambda body: same.post("/device/register", body), bodies))
        self.assertEqual(sorted(a.status for a in answers), [200] * 9 + [201])
        self.assertEqual(len({a.body for a in answers}), 1)

    def test_blocked_device(self):
        device = self.w.laptop()
        size = self.w.log.size()
        answer = self.w.hr.call("POST", f"/devices/{device.id}/block", {"reason": "Stolen from the hut"})
        self.assertIn(answer.status, (200, 201, 204), answer)
        self.assertIn("device.block", [entry["kind"] for entry, _ in self.w.log.tail(size)])
        packet = device.record(self.w.fresh_worker())
        self.problem(device.sync([packet]), 403, "DEVICE_BLOCKED")
        self.assertEqual(device.sign_in().status, 403)
        answer = self.w.hr.call("POST", f"/devices/{device.id}/unblock", {"reason": "Found again"})
        self.assertIn(answer.status, (200, 201, 204), answer)
        self.assertEqual(device.sign_in().status, 200)
        self.one(device.sync([packet]), "accepted")

    def test_unknown_device(self):
        device = self.w.laptop()
        stranger = Device(device.line)
        stranger.keys, stranger.user, stranger.site = device.keys, device.user, device.site
        answer = stranger.sign_in()
        self.assertIn(answer.status, (401, 403), answer)

    def test_health_and_openapi(self):
        line = self.w.uri().line()
        self.assertEqual(line.send("GET", hz.BASE + "/health").status, 200)
        document = line.send("GET", hz.BASE + "/openapi.json")
        self.assertEqual(document.status, 200, document)
        self.assertTrue(document.json["openapi"].startswith("3.1"))
        for path in ("/sync", "/device/register", "/session", "/vault/{fileId}", "/audit/log", "/audit/checkpoint"):
            self.assertTrue(any(p.endswith(path) for p in document.json["paths"]), path)

    def test_requests_are_as_the_document_says(self):
        """Bodies without what is required, and with members of another type, are refused on every route; nothing is a
        500, and each route that reads answers with a status that the document names for it."""
        document = self.w.hr.get("/openapi.json").json
        schemas = document["components"]["schemas"]
        for path, methods in document["paths"].items():
            address = path.replace("/api/v5", "", 1)
            for name in ("{fileId}", "{eventId}", "{packetId}", "{userId}", "{workerId}"):
                address = address.replace(name, uuid7())
            address = address.replace("{deviceId}", b64(os.urandom(32))).replace("{name}", "trust")
            for method, operation in methods.items():
                content = operation.get("requestBody", {}).get("content", {})
                named = [int(status) for status in operation["responses"]]
                with self.subTest(f"{method} {path}"):
                    if "application/json" in content:
                        schema = content["application/json"]["schema"]
                        schema = schemas[schema["$ref"].split("/")[-1]] if "$ref" in schema else schema
                        required = schema.get("required", [])
                        self.assertTrue(required, "a body without required members")
                        for body in ({}, {one: [] for one in required}, {one: None for one in required}):
                            answer = self.w.hr.call(method.upper(), address, body)
                            self.assertIn(answer.status, (400, 404) if "{" in path else (400,), (body, answer))
                            self.assertIn(answer.status, named, answer)
                    elif method == "get":
                        answer = self.w.hr.call("GET", address)
                        self.assertIn(answer.status, named, answer)
                        self.assertLess(answer.status, 500, answer)

    def test_the_office_is_answered(self):
        for path, member in (("/sites", "sites"), ("/users", "users"), ("/enrolment-codes", "codes"),
                             ("/stats/attendance", "days"), ("/stats/trust", "devices"), ("/stats/alerts", "rules")):
            with self.subTest(path):
                answer = self.w.hr.call("GET", path, None)
                self.assertEqual(answer.status, 200, answer)
                self.assertIsInstance(answer.json[member], list)
        for path in ("/reports/muster", "/reports/wages"):
            with self.subTest(path):
                self.problem(self.w.hr.call("GET", path, None), 400)  # which site, which month?
        for path in ("/sites", "/users", "/enrolment-codes"):
            with self.subTest("POST " + path):
                self.problem(self.w.hr.call("POST", path, {}), 400)
        self.problem(self.w.hr.call("GET", "/stats/marks", None), 404)

    def test_a_stranger_sees_hashes_and_no_data(self):
        answer = self.w.hr.get("/audit/log?from=0&limit=50", Authorization=None)
        self.assertEqual(answer.status, 200, answer)
        self.assertEqual({(row["salt"], row["data"]) for row in answer.json["entries"]}, {(None, None)})

    def test_unknown_routes_and_methods(self):
        self.problem(self.w.hr.get("/nothing-here"), 404)
        self.assertIn(self.w.hr.call("DELETE", "/sync").status, (404, 405))


class Vault(ContractCase):
    def announced(self, photo=None):
        device = self.w.laptop()
        photo = os.urandom(20_000) if photo is None else photo
        file = uuid7()
        packet = device.record(self.w.fresh_worker(),
                               photo={"fileId": file, "sha256": b64(sha256(photo)), "bytes": len(photo)})
        answer = device.sync([packet])
        self.one(answer, "accepted")
        self.assertEqual(answer.json["needFiles"], [file])
        return device, file, photo

    def put(self, device, file, photo):
        return device.line.send("PUT", hz.BASE + "/vault/" + file, photo, device.headers(**{"Content-Type": "image/jpeg"}))

    def read(self, file, purpose="Checking the mark of this morning", device=None):
        return (device or self.w.hr).get("/vault/" + file, **{"Haziri-Purpose": purpose})

    def test_upload_and_read(self):
        device, file, photo = self.announced()
        self.problem(self.put(device, file, photo[:-1]), 422)
        self.problem(self.put(device, file, photo[:-1] + bytes([photo[-1] ^ 1])), 422)
        self.problem(self.put(device, file, photo + b"x"), 422)
        self.assertEqual(self.put(device, file, photo).status, 201)
        self.assertEqual(self.put(device, file, photo).status, 200)
        self.assertEqual(device.sync([]).json["needFiles"], [])
        size = self.w.log.size()
        answer = self.read(file)
        self.assertEqual((answer.status, answer.body), (200, photo))
        entry, row = self.w.log.tail(size)[0]
        self.assertEqual(entry["kind"], "vault.access")
        for part in (file, "Checking the mark of this morning", self.w.hr_user, self.w.hr.id, "127.0.0.1"):
            self.assertIn(part, row["data"])

    def test_the_folder_holds_no_plain_byte(self):
        device, file, photo = self.announced(b"PLAINTEXT-MARKER " * 1000)
        self.assertEqual(self.put(device, file, photo).status, 201)
        for path in self.w.server.data.rglob("*"):
            if path.is_file():
                self.assertNotIn(b"PLAINTEXT-MARKER PLAINTEXT", path.read_bytes(), path)
        self.assertTrue(any(p.is_file() for p in (self.w.server.data / "uploads").rglob("*")))

    def test_reading_needs_a_purpose(self):
        device, file, photo = self.announced()
        self.put(device, file, photo)
        size = self.w.log.size()
        for purpose in (None, "", "7 chars", "x" * 201, "        "):
            with self.subTest(purpose):
                self.problem(self.read(file, purpose), 403, "PURPOSE_REQUIRED")
        self.assertEqual(self.w.log.size(), size)
        self.assertEqual(self.read(file, "8 chars!").status, 200)

    def test_reading_is_for_hr(self):
        device, file, photo = self.announced()
        self.put(device, file, photo)
        self.problem(self.read(file, device=device), 403)
        device.sign_in("password", username="supervisor", password=PASSWORD)
        self.problem(self.read(file, device=device), 403)
        answer = self.w.hr.get("/vault/" + file, **{"Haziri-Purpose": "A good purpose", "Authorization": None})
        self.problem(answer, 401)

    def test_what_was_not_announced(self):
        device, file, photo = self.announced()
        answer = self.put(device, uuid7(), photo)
        self.assertIn(answer.status, (404, 422), answer)
        other = self.w.laptop()
        self.assertIn(self.put(other, file, photo).status, (403, 404, 422))
        self.problem(self.read(uuid7()), 404)
        for name in ("..%2f..%2fetc%2fpasswd", "x", "%00"):
            self.assertIn(self.put(device, name, photo).status, (400, 404), name)

    def test_too_large(self):
        device, file, _ = self.announced()
        self.problem(self.put(device, file, bytes(2 * 1024 * 1024 + 1)), 413)

    def test_damaged_files(self):
        for name in ("flipped", "cut", "longer", "emptied"):
            with self.subTest(name):
                before = set((self.w.server.data / "uploads").rglob("*"))
                device, file, photo = self.announced()
                self.assertEqual(self.put(device, file, photo).status, 201)
                new = [p for p in set((self.w.server.data / "uploads").rglob("*")) - before if p.is_file()]
                self.assertEqual(len(new), 1)
                blob = bytearray(new[0].read_bytes())
                if name == "flipped":
                    blob[len(blob) // 2] ^= 1
                new[0].write_bytes({"flipped": bytes(blob), "cut": bytes(blob[:-1]), "longer": bytes(blob) + b"\0",
                                    "emptied": b""}[name])
                size = self.w.log.size()
                answer = self.read(file)
                self.problem(answer, 500, "VAULT_INTEGRITY")
                self.assertNotIn(photo[:64], answer.body)
                self.assertIn("vault.integrity", [entry["kind"] for entry, _ in self.w.log.tail(size)])

    def test_swapped_files(self):
        uploads = self.w.server.data / "uploads"
        paths, files = [], []
        for _ in range(2):
            before = set(uploads.rglob("*"))
            device, file, photo = self.announced()
            self.put(device, file, photo)
            paths += [p for p in set(uploads.rglob("*")) - before if p.is_file()]
            files.append(file)
        a, b = paths[0].read_bytes(), paths[1].read_bytes()
        paths[0].write_bytes(b)
        paths[1].write_bytes(a)
        for file in files:
            self.problem(self.read(file), 500, "VAULT_INTEGRITY")


class ZAudit(ContractCase):
    """Last, when the log has something in it."""

    @classmethod
    def setUpClass(cls):
        device = WORLD.laptop()
        if WORLD.log.size() < 300:
            device.sync([device.record(WORLD.workers[n % 5]) for n in range(300)])
        cls.leaves, cls.note = WORLD.log.verified_leaves()

    def setUp(self):
        super().setUp()
        self.roots = {}

    def root(self, size):
        if size not in self.roots:
            self.roots[size] = hz.tree_root(self.leaves[:size])
        return self.roots[size]

    def test_every_inclusion_proof(self):
        size = len(self.leaves)
        for index, leaf in enumerate(self.leaves):
            answer = self.w.hr.get(f"/audit/inclusion?index={index}&size={size}")
            self.assertEqual(answer.status, 200, answer)
            hz.verify_inclusion(index, size, leaf, [hz.unb64(h) for h in answer.json["hashes"]], self.root(size))
        print(f"\n{size} inclusion proofs hold", flush=True)

    def test_inclusion_in_earlier_trees(self):
        chooser = random.Random(7)
        for _ in range(150):
            size = chooser.randint(1, len(self.leaves))
            index = chooser.randrange(size)
            answer = self.w.hr.get(f"/audit/inclusion?index={index}&size={size}")
            hz.verify_inclusion(index, size, self.leaves[index], [hz.unb64(h) for h in answer.json["hashes"]], self.root(size))

    def test_consistency_proofs(self):
        chooser = random.Random(11)
        last = len(self.leaves)
        pairs = [(a, b) for b in range(1, 14) for a in range(1, b + 1)]
        pairs += [(1 << n, last) for n in range(last.bit_length() - 1)] + [(last, last), (last - 1, last)]
        pairs += [tuple(sorted((chooser.randint(1, last), chooser.randint(1, last)))) for _ in range(200)]
        for first, second in pairs:
            answer = self.w.hr.get(f"/audit/consistency?first={first}&second={second}")
            self.assertEqual(answer.status, 200, (first, second, answer))
            hashes = [hz.unb64(h) for h in answer.json["hashes"]]
            hz.verify_consistency(first, second, self.root(first), self.root(second), hashes)
        print(f"\n{len(pairs)} consistency proofs hold", flush=True)

    def test_proofs_outside_the_log_are_refused(self):
        size = self.w.log.size()
        for path in (f"/audit/inclusion?index={size}&size={size}", f"/audit/inclusion?index=0&size={size + 1000}",
                     f"/audit/consistency?first=1&second={size + 1000}", "/audit/inclusion?index=0&size=0"):
            answer = self.w.hr.get(path)
            self.assertIn(answer.status, (400, 404, 422), (path, answer))
            self.assertTrue(answer.code)

    def test_first_entry(self):
        row = self.w.log.rows(0, 1)[0]
        self.assertEqual(json.loads(row["entry"])["prevHash"], b64(bytes(32)))

    def test_pages(self):
        answer = self.w.hr.get("/audit/log?from=3&limit=4").json
        self.assertEqual([row["index"] for row in answer["entries"]], [3, 4, 5, 6])
        self.assertEqual(self.w.hr.get(f"/audit/log?from={answer['size']}&limit=4").json["entries"], [])

    def test_verify_on_the_live_server(self):
        done = self.w.server.verify(self.w.server.url)
        self.assertEqual(done.returncode, 0, done)
        wrong = self.w.server.vkey
        other = hz.ServerProcess(BIN, self.w.folder / "other", origin=self.w.server.origin)
        wrong = other.init()
        self.assertNotEqual(wrong, self.w.server.vkey)
        self.assertNotEqual(self.w.server.verify(self.w.server.url, wrong).returncode, 0)

    def test_verify_an_export(self):
        path = self.w.folder / "export.jsonl"
        self.w.server.export(self.w.hr, path)
        done = self.w.server.verify(path)
        self.assertEqual(done.returncode, 0, done)
        lines = path.read_text(encoding="utf-8").splitlines()
        for index in (0, 7, len(lines) - 2):
            for field in ("entry", "recordHash", "data"):
                row = json.loads(lines[index])
                value = row[field]
                place = len(value) // 2
                row[field] = value[:place] + ("x" if value[place] != "x" else "y") + value[place + 1:]
                broken = self.w.folder / "broken.jsonl"
                broken.write_text("\n".join(lines[:index] + [compact(row)] + lines[index + 1:]) + "\n", encoding="utf-8")
                done = self.w.server.verify(broken)
                self.assertNotEqual(done.returncode, 0, (index, field))
                self.assertRegex(done.stdout + done.stderr, rf"\b{index}\b", (index, field))
        for name, text in {"a row gone": lines[:5] + lines[6:], "cut": lines[:-2] + lines[-1:],
                           "two rows swapped": lines[:5] + [lines[6], lines[5]] + lines[7:]}.items():
            with self.subTest(name):
                (self.w.folder / "broken.jsonl").write_text("\n".join(text) + "\n", encoding="utf-8")
                self.assertNotEqual(self.w.server.verify(self.w.folder / "broken.jsonl").returncode, 0)

    def test_erased_data_keeps_every_proof(self):
        path = self.w.folder / "export.jsonl"
        self.w.server.export(self.w.hr, path)
        lines = path.read_text(encoding="utf-8").splitlines()
        row = json.loads(lines[9])
        row["data"] = row["salt"] = None
        lines[9] = compact(row)
        (self.w.folder / "erased.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
        done = self.w.server.verify(self.w.folder / "erased.jsonl")
        self.assertEqual(done.returncode, 0, done)


class OwnServer(unittest.TestCase):
    """What needs a server to itself, because it stops it, damages it or exhausts its patience."""

    plain = False

    def setUp(self):
        self.w = World(plain=self.plain)
        self.addCleanup(self.w.close)

    def restart(self, port):
        self.w.server.stop()
        self.w.server.url = None
        self.w.server.serve(f"127.0.0.1:{port}")

    def test_sigterm_drains_and_exits_0(self):
        self.assertEqual(self.w.server.stop(), 0, "".join(self.w.server.log[-10:]))

    def test_kill_between_commit_and_answer(self):
        import signal

        device = self.w.laptop()
        port = self.w.server.port
        packets = [device.record(self.w.workers[n % 5]) for n in range(20)]
        first = device.sync(packets).json["results"]
        self.w.server.stop(signal.SIGKILL)
        device.line.close()
        self.w.server.url = None
        self.w.server.serve(f"127.0.0.1:{port}")
        again = device.sync(packets)
        self.assertEqual(again.status, 200, again)
        self.assertEqual([(r["status"], r["index"]) for r in again.json["results"]],
                         [("duplicate", r["index"]) for r in first])

    @unittest.skipIf(DATABASES, "the file of SQLite is changed")
    def test_one_byte_changed_in_the_database(self):
        device = self.w.laptop()
        device.sync([device.record(self.w.workers[n % 5]) for n in range(30)])
        port = self.w.server.port
        self.assertEqual(self.w.server.verify(self.w.server.url).returncode, 0)
        row = next(r for r in self.w.log.rows() if json.loads(r["entry"])["kind"] == "attendance")
        self.w.server.stop()
        place = change_one_byte(self.w.server.data, row["entry"])
        self.w.server.url = None
        self.w.server.serve(f"127.0.0.1:{port}")
        done = self.w.server.verify(self.w.server.url)
        self.assertNotEqual(done.returncode, 0, (place, done))
        self.assertRegex(done.stdout + done.stderr, rf"\b{row['index']}\b")

    def test_init_never_overwrites(self):
        done = self.w.server.run("init", "--data", self.w.server.data, "--origin", "x.example", "--admin", "a",
                                 "--password-file", self.w.server.password_file("a", PASSWORD), check=False)
        self.assertNotEqual(done.returncode, 0)
        self.assertEqual(self.w.log.device.log_key.open(self.w.log.checkpoint())[0], self.w.log.size())

    def test_vault_keys_absent(self):
        self.w.server.stop()
        del self.w.server.env["HAZIRI_VAULT_KEYS"]
        self.w.server.url = None
        try:
            self.w.server.serve()
        except hz.ProtocolError:
            said = "".join(self.w.server.log[-3:])
            self.assertIn("HAZIRI_VAULT_KEYS", said)

    def test_guessing_codes_is_limited(self):
        device = Device(self.w.uri().line())
        statuses = [device.register(f"GUESS-{n:04}-AAAA-BBBB").status for n in range(60)]
        self.assertEqual(statuses[0], 403)
        self.assertIn(429, statuses)
        self.assertTrue(set(statuses) <= {403, 429}, statuses)

    @unittest.skipIf(DATABASES, "the file of SQLite is changed")
    def test_expired_code(self):
        self.w.server.stop()
        code = EnrolmentUri(self.w.server.code("supervisor", self.w.site))
        expire_codes(self.w.server.data)
        self.w.server.url = None
        self.w.server.serve()
        device = Device(Line(self.w.server.host, self.w.server.port, code.pin))
        answer = device.register(code.code)
        self.assertEqual((answer.status, answer.code), (410, "CODE_EXPIRED"), answer)

    def test_secrets_stay_out_of_the_log_of_the_process(self):
        device = self.w.laptop()
        device.sign_in("password", username="supervisor", password=PASSWORD)
        device.sync([device.record(self.w.workers[0])])
        said = "".join(self.w.server.log)
        for secret in (PASSWORD, device.session, b64(device.secret), self.w.server.env["HAZIRI_VAULT_KEYS"][3:]):
            self.assertNotIn(secret, said)


class OwnPlainServer(OwnServer):
    """The same over plain http on loopback, with a few that only make sense there."""

    plain = True

    def test_plain_is_said_in_the_uri_and_works(self):
        self.assertTrue(self.w.server.url.startswith("http://"))
        text = self.w.server.code("supervisor", self.w.site)
        self.assertIn("plain=1", urllib.parse.urlsplit(text).query)
        device = self.w.laptop()
        answer = device.sync([device.record(self.w.workers[0])])
        self.assertEqual([r["status"] for r in answer.json["results"]], ["accepted"])

    def test_plain_is_refused_off_loopback(self):
        done = self.w.server.run("serve", "--data", self.w.server.data, "--listen", "0.0.0.0:0", "--plain-http", check=False)
        self.assertNotEqual(done.returncode, 0)

    def test_slow_clients_do_not_stop_the_others(self):
        idle = [socket.create_connection((self.w.server.host, self.w.server.port)) for _ in range(200)]
        try:
            for one in idle[:100]:
                one.sendall(b"POST /api/v5/sync HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n")
            device = self.w.laptop()
            started = time.monotonic()
            self.assertEqual(device.sync([device.record(self.w.workers[0])]).status, 200)
            self.assertLess(time.monotonic() - started, 5)
        finally:
            for one in idle:
                one.close()


if __name__ == "__main__":
    unittest.main(verbosity=2)
