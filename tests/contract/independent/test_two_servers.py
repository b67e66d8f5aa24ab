"""Two real haziri-server processes on one PostgreSQL, in a cluster that this test starts and stops itself.

    HAZIRI_BIN_DIR=build/dev/bin python3 tests/contract/independent/test_two_servers.py [-v] [Class[.test]]
"""

import concurrent.futures
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parents[1] / "support")]
import haziri_client as hz  # noqa: E402
from haziri_client import Device, EnrolmentUri, Line, Log, b64, compact, sha256, uuid7  # noqa: E402
from postgres import Cluster  # noqa: E402

BIN = os.environ.get("HAZIRI_BIN_DIR") or HERE.parents[2] / "build" / "dev" / "bin"
PASSWORD = "ganga-jamuna-1857"


class World:
    """One deployment, one database, two servers: `lines` says where they are."""

    def __init__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="haziri-two-"))
        self.folder.chmod(0o711)
        self.cluster = Cluster(self.folder / "postgres")
        self.cluster.start()
        url = self.cluster.create("two")
        self.servers = [hz.ServerProcess(BIN, self.folder / "data", plain=True, db=url) for _ in range(2)]
        self.servers[1].env = self.servers[0].env
        self.first, self.second = self.servers
        self.vkey = self.first.init(password=PASSWORD)
        self.site = self.first.site("Okhla Phase 2")
        for name in ("supervisor", "thekedar", "hr"):
            self.first.user(name, name, PASSWORD)
        self.workers = [self.first.worker(self.site, f"Worker {n}", thekedar="thekedar") for n in range(1, 9)]
        for server in self.servers:
            server.serve()
        self.lines = [Line(server.host, server.port) for server in self.servers]
        self.hr = self.laptop("hr")
        answer = self.hr.sign_in("password", username="hr", password=PASSWORD)
        assert answer.status == 200, answer

    def laptop(self, user="supervisor", line=0):
        device = Device(self.lines[line])
        answer = device.register(EnrolmentUri(self.first.code(user, self.site)).code)
        assert answer.status == 201, answer
        answer = device.sign_in()
        assert answer.status == 200, answer
        return device

    def close(self):
        for server in self.servers:
            server.stop()
        self.cluster.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


WORLD = None


def setUpModule():
    global WORLD
    WORLD = World()


def tearDownModule():
    WORLD.close()


def at_once(*calls):
    """Runs the calls in threads of their own, as near to the same moment as threads allow."""
    gate = threading.Barrier(len(calls))

    def one(call):
        gate.wait()
        return call()

    with concurrent.futures.ThreadPoolExecutor(len(calls)) as pool:
        return [future.result() for future in [pool.submit(one, call) for call in calls]]


class TwoCase(unittest.TestCase):
    maxDiff = 2000

    def setUp(self):
        self.w = WORLD

    def problem(self, answer, status, code=None):
        self.assertEqual(answer.status, status, answer)
        if code:
            self.assertEqual(answer.code, code, answer)

    def post(self, device, line, path, body):
        return self.w.lines[line].send("POST", hz.BASE + path, compact(body).encode(),
                                       device.headers(**{"Content-Type": "application/json"}))

    def note(self, line):
        answer = self.w.lines[line].send("GET", hz.BASE + "/audit/checkpoint")
        self.assertEqual(answer.status, 200, answer)
        return self.w.hr.log_key.open(answer.body.decode())

    def consistent(self, first, second):
        """Of two checkpoints, whichever server signed them, the smaller is the other's past."""
        (size, root), (later, later_root) = sorted((first, second))
        answer = self.w.hr.get(f"/audit/consistency?first={size}&second={later}")
        self.assertEqual(answer.status, 200, answer)
        hz.verify_consistency(size, later, root, later_root, [hz.unb64(one) for one in answer.json["hashes"]])


class TwoServers(TwoCase):
    def test_one_batch_at_both_at_once_has_one_effect(self):
        device = self.w.laptop()
        packets = [device.record(self.w.workers[n % 8]) for n in range(60)]
        body = device.sync_body(packets)
        size = Log(self.w.hr).size()
        answers = at_once(*[lambda line=n % 2: self.post(device, line, "/sync", body) for n in range(20)])
        effects = set()
        for answer in answers:
            self.assertEqual(answer.status, 200, answer)
            device.verify_answer(answer, compact(body).encode())
            effects.add(compact([[r["index"], r["recordHash"]] for r in answer.json["results"]]))
        self.assertEqual(len(effects), 1)
        fresh = [r for answer in answers for r in answer.json["results"] if r["status"] in ("accepted", "held")]
        self.assertEqual(len(fresh), 60)
        rows = Log(self.w.hr).tail(size)
        self.assertEqual([entry["kind"] for entry, _ in rows].count("attendance"), 60)

    def test_sessions_are_known_at_both(self):
        device = self.w.laptop(line=0)
        for line in (1, 0, 1):
            self.assertEqual(self.post(device, line, "/sync", device.sync_body([])).status, 200)
        headers = device.headers()
        answer = self.w.lines[1].send("DELETE", hz.BASE + "/session", None, headers)
        self.assertIn(answer.status, (200, 204), answer)
        for line in (0, 1):
            self.problem(self.post(device, line, "/sync", device.sync_body([])), 401)

    def test_blocked_at_one_is_out_at_the_other_at_once(self):
        device = self.w.laptop()
        packet = device.record(self.w.workers[0])
        for blocker in (0, 1):
            self.w.hr.line = self.w.lines[blocker]
            answer = self.w.hr.call("POST", f"/devices/{device.id}/block", {"reason": "Stolen from the hut"})
            self.assertEqual(answer.status, 200, answer)
            for line in (1 - blocker, blocker):
                self.problem(self.post(device, line, "/sync", device.sync_body([packet])), 403, "DEVICE_BLOCKED")
            answer = self.w.hr.call("POST", f"/devices/{device.id}/unblock", {"reason": "Found again"})
            self.assertEqual(answer.status, 200, answer)
            device.line = self.w.lines[1 - blocker]
            self.assertEqual(device.sign_in().status, 200)
        self.assertEqual(device.sync([packet]).json["results"][0]["status"], "accepted")

    def test_blocked_person_is_out_at_the_other_at_once(self):
        name = "user" + uuid7()[-6:]
        user = self.w.first.user(name, "supervisor", PASSWORD)
        device = self.w.laptop(name)
        self.assertEqual(device.sign_in("password", username=name, password=PASSWORD).status, 200)
        self.assertEqual(self.post(device, 1, "/sync", device.sync_body([])).status, 200)
        answer = self.w.hr.call("POST", f"/users/{user}/block", {"reason": "Left the company"})
        self.assertIn(answer.status, (200, 204), answer)
        for line in (1, 0):
            self.problem(self.post(device, line, "/sync", device.sync_body([])), 401)

    def test_checkpoints_of_both_are_one_chain(self):
        laptops = [self.w.laptop(line=n % 2) for n in range(4)]
        seen = []
        for _ in range(5):
            at_once(*[lambda d=d: d.sync([d.record(self.w.workers[0])]) for d in laptops])  # each checks its own
            seen += at_once(lambda: self.note(0), lambda: self.note(1))
        newest = max(seen)
        roots = {}
        for size, root in seen:
            self.assertEqual(roots.setdefault(size, root), root, f"two roots of size {size}")
            self.consistent((size, root), newest)
        leaves, _ = Log(self.w.hr).verified_leaves()
        for size, root in seen:
            self.assertEqual(hz.tree_root(leaves[:size]), root)

    def test_load_on_both(self):
        """Eight laptops change servers with every request; each holds both to the checkpoints it has seen."""
        laptops = [self.w.laptop(line=n % 2) for n in range(8)]
        size = Log(self.w.hr).size()

        def work(number, device):
            done = []
            for turn in range(6):
                device.line = self.w.lines[(number + turn) % 2]
                packets = [device.record(self.w.workers[(number + n) % 8]) for n in range(25)]
                answer = device.sync(packets)
                assert answer.status == 200, answer
                again = device.sync(packets[:5])
                assert all(r["status"] == "duplicate" for r in again.json["results"]), again
                done += [(r["packetId"], r["index"]) for r in answer.json["results"]]
            return done

        with concurrent.futures.ThreadPoolExecutor(8) as pool:
            done = [one for part in pool.map(work, range(8), laptops) for one in part]
        self.assertEqual(len({index for _, index in done}), 8 * 6 * 25)
        rows = Log(self.w.hr).tail(size)
        found = {hz.read_jwt(json.loads(row["data"])["packet"])["packetId"]: entry["index"]
                 for entry, row in rows if entry["kind"] == "attendance"}
        for packet_id, index in done:
            self.assertEqual(found[packet_id], index)
        verified = self.w.first.verify(f"http://127.0.0.1:{self.w.second.port}", self.w.vkey)
        self.assertEqual(verified.returncode, 0, verified.stdout + verified.stderr)

    def test_wrong_passwords_count_over_both(self):
        name = "user" + uuid7()[-6:]
        self.w.first.user(name, "supervisor", PASSWORD)
        stranger = self.w.laptop()
        answers = []
        for n in range(11):
            stranger.line = self.w.lines[n % 2]
            answers.append(stranger.sign_in("password", username=name, password=f"guess-{n:06}"))
        for answer in answers[:5]:
            self.problem(answer, 401)
        self.problem(answers[10], 429)
        for line in (0, 1):
            stranger.line = self.w.lines[line]
            self.problem(stranger.sign_in("password", username=name, password=PASSWORD), 429)

    def test_a_proof_counts_once_over_both(self):
        device = self.w.laptop()
        for _ in range(5):
            proof = device.proof({"aud": "session", "deviceId": device.id})
            body = {"grant": "device", "proof": proof, "fingerprint": device.fingerprint}
            answers = at_once(*[lambda line=n % 2: self.post(device, line, "/session", body) for n in range(6)])
            self.assertEqual(sorted(answer.status for answer in answers), [200, 401, 401, 401, 401, 401])

    def test_a_code_makes_one_device_over_both(self):
        code = EnrolmentUri(self.w.first.code("supervisor", self.w.site)).code
        devices = [Device(self.w.lines[n % 2]) for n in range(6)]
        answers = at_once(*[lambda d=d: d.register(code) for d in devices])
        self.assertEqual(sorted(answer.status for answer in answers), [201, 409, 409, 409, 409, 409])

    def test_one_registration_sent_to_both_is_one_device(self):
        code = EnrolmentUri(self.w.first.code("supervisor", self.w.site)).code
        device = Device(self.w.lines[0])
        body = device.registration(code)
        answers = at_once(*[lambda line=n % 2: self.post(device, line, "/device/register", body) for n in range(6)])
        self.assertEqual(sorted(answer.status for answer in answers), [200, 200, 200, 200, 200, 201])
        self.assertEqual(len({answer.json["deviceSecret"] for answer in answers}), 1)
        self.assertEqual({answer.json["epoch"] for answer in answers}, {1})

    def test_a_decision_sent_to_both_stands_once(self):
        device = self.w.laptop()
        forged = device.sign(device.attendance(self.w.workers[0]), key=b"x" * 32)
        self.assertEqual(device.sync([forged]).status, 403)
        events = [e for e in self.w.hr.get("/fraud?state=open&limit=500").json["events"] if e["deviceId"] == device.id]
        self.assertEqual(len(events), 1)
        size = Log(self.w.hr).size()
        path = f"/fraud/{events[0]['eventId']}/resolve"
        answers = at_once(*[lambda line=n % 2: self.post(
            self.w.hr, line, path, {"decision": "reject", "reason": "A forgery"}) for n in range(6)])
        self.assertEqual([answer.status for answer in answers], [200] * 6)
        self.assertEqual([entry["kind"] for entry, _ in Log(self.w.hr).tail(size)], ["fraud.resolve"])

        packet = device.record(self.w.workers[0], method="manual", reason="Camera was wet")
        held = device.sync([packet]).json["results"][0]
        self.assertEqual(held["status"], "held")
        path = f"/attendance/{held['packetId']}/override"
        answers = at_once(*[lambda line=n % 2: self.post(
            self.w.hr, line, path, {"status": "accepted", "reason": "Seen at the gate"}) for n in range(6)])
        self.assertEqual([answer.status for answer in answers], [200] * 6)
        self.assertEqual(len({answer.json["index"] for answer in answers}), 1)
        # Another decision is another entry.
        again = self.post(self.w.hr, 1, path, {"status": "rejected", "reason": "It was not he"})
        self.assertGreater(again.json["index"], answers[0].json["index"])
        first = self.post(self.w.hr, 0, path, {"status": "accepted", "reason": "Seen at the gate"})
        self.assertGreater(first.json["index"], again.json["index"])

    def test_a_photo_goes_to_one_and_is_read_at_the_other(self):
        device = self.w.laptop(line=0)
        photo, file = b"\xff\xd8\xff" + os.urandom(30_000), uuid7()
        packet = device.record(self.w.workers[0],
                               photo={"fileId": file, "sha256": b64(sha256(photo)), "bytes": len(photo)})
        self.assertEqual(device.sync([packet]).status, 200)
        put = lambda line: self.w.lines[line].send(  # noqa: E731
            "PUT", hz.BASE + "/vault/" + file, photo, device.headers(**{"Content-Type": "image/jpeg"}))
        answers = at_once(*[lambda line=n % 2: put(line) for n in range(6)])
        self.assertEqual(sorted(answer.status for answer in answers), [200, 200, 200, 200, 200, 201])
        for line in (0, 1):
            answer = self.w.lines[line].send("GET", hz.BASE + "/vault/" + file, None, self.w.hr.headers(
                **{"Haziri-Purpose": "Checking the mark of this morning"}))
            self.assertEqual((answer.status, answer.body), (200, photo))

    def thekedar(self, line):
        device = self.w.laptop("thekedar", line)
        self.assertEqual(device.sign_in("password", username="thekedar", password=PASSWORD).status, 200)
        key = hz.Ed25519PrivateKey.generate()
        public, user = hz.raw_public(key), device.user["userId"]
        proof = hz.jws({"alg": "EdDSA", "kid": b64(sha256(public)), "typ": "haziri-proof"},
                       {"aud": "user-key", "userId": user, "iat": hz.now_ms(), "jti": uuid7()}, key.sign)
        answer = device.call("PUT", "/users/me/key", {"publicKey": b64(public), "proof": proof})
        self.assertEqual(answer.status, 201, answer)
        return device, key, user

    def test_one_face_under_two_names_at_both(self):
        """Whatever each server has in memory: the second enrolment is held, in the same moment or right after."""
        laptops = [self.thekedar(0), self.thekedar(1)]
        for turn in range(4):
            face = hz.unit_vector("face" + uuid7())
            calls = [lambda d=d, k=k, u=u, n=n: d.sync([d.enrol(uuid7(), f"Name {n}", face, k, u)])
                     for n, (d, k, u) in enumerate(laptops)]
            answers = at_once(*calls) if turn % 2 == 0 else [call() for call in calls]
            found = sorted((r["status"], r.get("code")) for answer in answers for r in answer.json["results"])
            self.assertEqual(found, [("accepted", None), ("held", "DUPLICATE_FACE")])

    def test_one_photo_at_both(self):
        laptops = [self.w.laptop(line=n) for n in range(2)]
        for _ in range(3):
            photo = os.urandom(9000)
            calls = [lambda d=d, w=w: d.sync([d.record(w, photo={
                "fileId": uuid7(), "sha256": b64(sha256(photo)), "bytes": len(photo)})])
                for d, w in zip(laptops, self.w.workers)]
            codes = sorted(answer.json["results"][0].get("code") or "" for answer in at_once(*calls))
            self.assertEqual(codes[1], "PHOTO_REUSE")
            self.assertNotEqual(codes[0], "PHOTO_REUSE")

    def test_browsing_counts_over_both(self):
        device = self.w.laptop()
        photo, file = b"\xff\xd8\xff" + os.urandom(3000), uuid7()
        device.sync([device.record(self.w.workers[0],
                                   photo={"fileId": file, "sha256": b64(sha256(photo)), "bytes": len(photo)})])
        answer = device.line.send("PUT", hz.BASE + "/vault/" + file, photo,
                                  device.headers(**{"Content-Type": "image/jpeg"}))
        self.assertEqual(answer.status, 201, answer)
        name = "hr" + uuid7()[-6:]
        self.w.first.user(name, "hr", PASSWORD)
        reader = self.w.laptop(name)
        self.assertEqual(reader.sign_in("password", username=name, password=PASSWORD).status, 200)
        headers = reader.headers(**{"Haziri-Purpose": "Checking the mark of this morning"})
        statuses = [self.w.lines[n % 2].send("GET", hz.BASE + "/vault/" + file, None, headers).status
                    for n in range(62)]
        self.assertEqual(statuses, [200] * 60 + [429] * 2)

    def test_a_server_that_dies_leaves_the_other_at_work(self):
        device = self.w.laptop(line=1)
        packets = [device.record(self.w.workers[n]) for n in range(5)]
        first = device.sync(packets).json["results"]
        port = self.w.second.port
        self.w.second.stop(signal.SIGKILL)
        device.line.close()
        device.line = self.w.lines[0]
        again = device.sync(packets)
        self.assertEqual([(r["status"], r["index"]) for r in again.json["results"]],
                         [("duplicate", r["index"]) for r in first])
        self.w.second.url = None
        self.w.second.serve(f"127.0.0.1:{port}")
        device.line = self.w.lines[1]
        self.assertEqual(device.sync(packets).json["results"][0]["status"], "duplicate")


class Migration(unittest.TestCase):
    def test_two_servers_migrate_one_database_at_once(self):
        """Both come up on a database that is empty but for its first version; what is there stays."""
        folder = pathlib.Path(tempfile.mkdtemp(prefix="haziri-migrate-"))
        url = WORLD.cluster.create("migrate" + uuid7()[-6:])
        servers = [hz.ServerProcess(BIN, folder / f"data{n}", plain=True, db=url) for n in range(4)]
        try:
            # `init` refuses a database that holds a Haziri: of four at once exactly one makes it.
            done = at_once(*[lambda s=s: s.run(
                "init", "--data", s.data, "--origin", s.origin, "--admin", "admin", "--password-file",
                s.password_file("admin", PASSWORD), check=False) for s in servers])
            self.assertEqual(sorted(one.returncode == 0 for one in done), [False, False, False, True],
                             [one.stderr for one in done])
            made = servers[[one.returncode for one in done].index(0)]
            checked = made.run("check", "--data", made.data)
            self.assertIn("all holds", checked.stdout)
        finally:
            shutil.rmtree(folder, ignore_errors=True)


class WentBack(unittest.TestCase):
    def test_an_announced_step_back_is_proved_and_heals(self):
        """What a laptop asks before it believes: the entry, its place, its time, and the past that is still there."""
        folder = pathlib.Path(tempfile.mkdtemp(prefix="haziri-back-"))
        server = hz.ServerProcess(BIN, folder / "data", plain=True, db=WORLD.cluster.create("present"))
        try:
            server.init(password=PASSWORD)
            site = server.site("Okhla Phase 2")
            server.user("supervisor", "supervisor", PASSWORD)
            worker = server.worker(site, "Worker 1")
            server.serve()
            device = Device(Line(server.host, server.port))
            self.assertEqual(device.register(EnrolmentUri(server.code("supervisor", site)).code).status, 201)
            self.assertEqual(device.sign_in().status, 200)
            kept = [device.record(worker) for _ in range(4)]
            before = device.sync(kept).json
            size, root = device.log_key.open(before["checkpoint"])
            self.assertEqual(server.stop(), 0)
            WORLD.cluster.copy("present", "archive")
            server.serve()
            device.line = Line(server.host, server.port)
            lost = [device.record(worker) for _ in range(3)]
            ahead, _ = device.log_key.open(device.sync(lost).json["checkpoint"])
            self.assertGreater(ahead, size)
            witnessed_at = int(time.time() * 1000)
            self.assertEqual(server.stop(), 0)

            WORLD.cluster.copy("archive", "present")
            said = server.run("announce-restore", "--data", server.data).stdout
            again = server.run("announce-restore", "--data", server.data, check=False)
            self.assertEqual(again.returncode, 1, again)
            self.assertIn("already", again.stderr)
            server.serve()
            device.line = Line(server.host, server.port)
            rows = device.get("/audit/log?kind=restore").json["entries"]
            self.assertEqual(len(rows), 1, rows)
            row, entry = rows[0], json.loads(rows[0]["entry"])
            self.assertEqual(int(said.split()[-1]), row["index"])
            self.assertLess(row["index"], ahead)
            self.assertGreaterEqual(row["index"], size)
            self.assertGreaterEqual(entry["meta"]["syncTimestamp"], witnessed_at)
            note = device.get("/audit/checkpoint").body.decode()
            fresh, fresh_root = device.log_key.open(note)
            path = device.get(f"/audit/inclusion?index={row['index']}&size={fresh}").json["hashes"]
            leaf = hz.leaf_hash(row["entry"].encode())
            hz.verify_inclusion(row["index"], fresh, leaf, [hz.unb64(one) for one in path], fresh_root)
            path = device.get(f"/audit/consistency?first={size}&second={fresh}").json["hashes"]
            hz.verify_consistency(size, fresh, root, fresh_root, [hz.unb64(one) for one in path])
            with self.assertRaises(hz.ProtocolError):  # what it witnessed is not there, whoever says so
                device.sync([])
            device.size, device.root = size, root  # believed: it goes on from what both share
            results = device.sync(kept + lost).json["results"]
            self.assertEqual([r["status"] for r in results], ["duplicate"] * 4 + ["accepted"] * 3)
            self.assertEqual(server.verify(server.url).returncode, 0)
        finally:
            server.stop()
            shutil.rmtree(folder, ignore_errors=True)


class DatabaseGoesAway(TwoCase):
    """503 with words, nothing acknowledged, and both recover by themselves."""

    def test_away_and_back(self):
        device = self.w.laptop()
        packets = [device.record(self.w.workers[n % 8]) for n in range(30)]
        first = device.sync(packets[:10]).json["results"]
        pids = [server.process.pid for server in self.w.servers]
        for how in (signal.SIGQUIT, signal.SIGKILL):
            self.w.cluster.stop(how)
            for line in (0, 1):
                for method, path, body in (("POST", "/sync", device.sync_body(packets)), ("GET", "/audit/checkpoint", None),
                                           ("POST", "/session", {"grant": "device", "proof": device.proof(
                                               {"aud": "session", "deviceId": device.id}),
                                               "fingerprint": device.fingerprint})):
                    began = time.monotonic()
                    answer = self.w.lines[line].send(
                        method, hz.BASE + path, None if body is None else compact(body).encode(),
                        device.headers(**({"Content-Type": "application/json"} if body else {})))
                    self.assertEqual(answer.status, 503, (path, answer))
                    self.assertEqual(answer.code, "STORE_UNAVAILABLE", answer)
                    self.assertGreater(len(answer.json.get("detail") or answer.json.get("title") or ""), 5, answer)
                    self.assertNotIn(b"results", answer.body)
                    self.assertNotIn(b"haziri@", answer.body)  # no address of the database for strangers
                    self.assertLess(time.monotonic() - began, 10)
                health = self.w.lines[line].send("GET", hz.BASE + "/health")
                self.assertEqual(health.status, 503, health)
            self.w.cluster.start()
            for line in (0, 1):
                began = time.monotonic()
                while (answer := self.post(device, line, "/sync", device.sync_body([]))).status == 503:
                    self.assertLess(time.monotonic() - began, 15, answer)
                    time.sleep(0.05)
                self.assertEqual(answer.status, 200, answer)
        self.assertEqual([server.process.pid for server in self.w.servers], pids)
        results = device.sync(packets).json["results"]
        self.assertEqual([r["status"] for r in results], ["duplicate"] * 10 + ["accepted"] * 20)
        self.assertEqual([r["index"] for r in results[:10]], [r["index"] for r in first])

    def test_frozen_it_is_not_waited_for(self):
        """Its machine acknowledges every byte and nobody answers: 503 and when to ask again, within seconds."""
        device = self.w.laptop()
        packet = device.record(self.w.workers[0])
        body, found = device.sync_body([packet]), []

        def ask(line, method, path, body):
            headers = device.headers(**({"Content-Type": "application/json"} if body else {}))
            began = time.monotonic()
            answer = self.w.lines[line].send(method, hz.BASE + path, body, headers)
            found.append((path, answer, time.monotonic() - began))

        thaw = threading.Thread(target=self.w.cluster.freeze, args=(16,))
        thaw.start()
        time.sleep(0.3)
        asking = [threading.Thread(target=ask, args=(line, *what)) for line in (0, 1)
                  for what in (("POST", "/sync", compact(body).encode()), ("GET", "/audit/checkpoint", None))]
        for one in asking:
            one.start()
        for one in [*asking, thaw]:
            one.join()
        self.assertEqual(len(found), len(asking))
        for path, answer, lasted in found:
            self.assertEqual(answer.status, 503, (path, answer, lasted))
            self.assertEqual(answer.code, "STORE_UNAVAILABLE", answer)
            self.assertGreater(int(answer.headers["Retry-After"]), 0)
            self.assertLess(lasted, 14, path)
        began = time.monotonic()
        while (answer := self.post(device, 0, "/sync", body)).status == 503:
            self.assertLess(time.monotonic() - began, 15, answer)
            time.sleep(0.2)
        self.assertEqual(answer.status, 200, answer)
        self.assertIn(answer.json["results"][0]["status"], ("accepted", "held", "duplicate"))

    def test_a_killed_backend_costs_a_repetition_at_most(self):
        device = self.w.laptop()
        import random

        chooser = random.Random(3)
        for turn in range(5):
            self.assertTrue(self.w.cluster.kill_backend(chooser))
            packet = device.record(self.w.workers[0])
            began = time.monotonic()
            while (answer := self.post(device, turn % 2, "/sync", device.sync_body([packet]))).status == 503:
                self.assertLess(time.monotonic() - began, 15, answer)
                time.sleep(0.05)
            self.assertEqual(answer.status, 200, answer)
            self.assertIn(answer.json["results"][0]["status"], ("accepted", "held", "duplicate"))

    def test_a_server_does_not_start_without_it_and_says_why(self):
        self.w.cluster.stop()
        try:
            done = subprocess.run(
                [str(self.w.first.bin / "haziri-server"), "serve", "--data", str(self.w.first.data), "--listen",
                 "127.0.0.1:0", "--plain-http", *self.w.first.store], env=self.w.first.env, capture_output=True,
                text=True, timeout=60)
            self.assertNotEqual(done.returncode, 0)
            self.assertIn("connection to server", done.stderr)
        finally:
            self.w.cluster.start()


if __name__ == "__main__":
    unittest.main(verbosity=2)
