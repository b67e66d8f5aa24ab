"""Who works while the servers die: laptops, HR, a thekedar, a witness. Each is a thread that keeps asking until it is
answered, as the real client does, and notes every acknowledgement in the ledger."""

import collections
import http.client
import json
import random
import secrets
import socket
import threading
import time

import haziri_client as hz
from haziri_client import b64, compact, sha256, uuid7
from ledger import Broken, need

PASSWORD = "ganga-jamuna-1857"
HOST = "127.0.0.1"
PATIENCE = 120  # seconds within which an answer must come, whatever is killed meanwhile


class Lines:
    """Every request goes to one of the servers by chance, each thread on connections of its own; once, no retry."""

    def __init__(self, ports, chooser, timeout=30):
        self.lines = [hz.Line(HOST, port, timeout=timeout) for port in ports]
        self.chooser = chooser

    def send(self, method, path, body=None, headers=None, line=None):
        line = line or self.chooser.choice(self.lines)
        try:
            connection = line.connection()
            connection.request(method, path, body=body, headers=headers or {})
            response = connection.getresponse()
            data = response.read()
        except (http.client.HTTPException, OSError):
            line.close()
            raise
        if response.will_close:
            line.close()
        return hz.Answer(response.status, response.headers, data)

    def hang_up(self, method, path, body, headers, share):
        """Sends the request, or only a share of its body, and goes without reading."""
        line = self.chooser.choice(self.lines)
        head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        text = f"{method} {path} HTTP/1.1\r\nHost: {HOST}\r\n{head}Content-Length: {len(body)}\r\n\r\n".encode() + body
        try:
            with socket.create_connection((HOST, line.port), timeout=5) as raw:
                raw.sendall(text[:int(len(text) * share)])
        except OSError:
            pass


class SoakDevice(hz.Device):
    """Follows the server's keys when they turn (section 11, rotation of the token key)."""

    def verify_answer(self, answer, request_body):
        text = answer.headers.get("Haziri-Signature")
        if text and json.loads(hz.unb64(text.split(".")[0])).get("kid") not in self.keys:
            self.follow(answer.json.get("keyChain") or [])
        return super().verify_answer(answer, request_body)

    def follow(self, chain):
        for statement in chain:
            by = self.keys.get(statement["by"])
            if by is None:
                continue
            text = f"haziri-server-key v1\n{statement['by']}\n{statement['kid']}\n{statement['x']}\n"
            by.verify(hz.unb64(statement["signature"]), text.encode())
            self.keys[statement["kid"]] = hz.Ed25519PublicKey.from_public_bytes(hz.unb64(statement["x"]))

    def take_time_token(self, token):
        if json.loads(hz.unb64(token.split(".")[0])).get("kid") in self.keys:
            super().take_time_token(token)


class Actor(threading.Thread):
    """`step()` again and again until the soak is over, then `settle()`."""

    pause = 0.3  # seconds between two steps, on average

    def __init__(self, world, name, seed):
        super().__init__(name=name, daemon=True)
        self.world, self.ledger = world, world.ledger
        self.random = random.Random(seed)
        self.is_settled = False

    def run(self):
        try:
            self.begin()
            while not self.world.over.is_set():
                self.step()
                self.world.over.wait(self.random.uniform(0, 2 * self.pause) * self.world.pace)
            self.world.calm.wait()
            self.settle()
            self.is_settled = True
        except Exception as error:  # whatever it is, it is told and the soak fails
            self.ledger.fail(f"{self.name}: {type(error).__name__}: {error}")
            self.world.over.set()

    def begin(self):
        pass

    def settle(self):
        pass

    # -- asking until somebody answers

    def ask(self, what, request, good=(200,), also=()):
        """The first answer that is one: neither a dead line nor a store that is away. `also`: further statuses that
        end the asking. Returns the answer and whether earlier tries may have had their effect."""
        began, unclear = time.monotonic(), False
        while True:
            need(time.monotonic() - began < PATIENCE, f"{what}: no answer within {PATIENCE} s")
            try:
                answer = request()
            except (http.client.HTTPException, OSError):
                self.ledger.count("lines lost")
                unclear = True
                time.sleep(self.random.uniform(0.05, 0.4))
                continue
            if answer.status in good or answer.status in also:
                waited = time.monotonic() - began
                with self.ledger.lock:
                    self.ledger.slowest = max(self.ledger.slowest, waited)
                return answer, unclear
            if answer.status == 503:
                need(answer.code and (answer.json.get("detail") or answer.json.get("title")), f"{what}: no words: {answer}")
                self.ledger.count("answers 503")
                unclear = True  # a commit whose answer was lost
            elif answer.status == 429:
                self.ledger.count("answers 429")
            elif answer.status == 401 and hasattr(self, "sign_in"):
                self.sign_in()
                continue
            else:
                raise Broken(f"{what}: {answer}")
            time.sleep(self.random.uniform(0.05, 0.4))

    def new_device(self, user):
        """Registered and signed in; the code comes from the verb or over the wire."""
        uri = hz.EnrolmentUri(self.world.enrolment_code(user))
        self.ledger.secret(uri.code, "an enrolment code")
        device = SoakDevice(Lines(self.world.ports, self.random))
        body = compact(device.registration(uri.code)).encode()
        answer, unclear = self.ask("registration", lambda: device.post("/device/register", body), (200, 201))
        need(answer.status == 201 or unclear, f"registered twice: {answer}")
        device.take_registration(answer, body)
        with self.ledger.lock:
            self.ledger.devices.add(device.id)
        self.ledger.secret(b64(device.secret), "a device secret")
        self.note_checkpoint(device)
        return device

    def sign_in_as(self, device, grant="device", **fields):
        answer, _ = self.ask("sign-in", lambda: device.sign_in(grant, **fields), (200,), (401,))
        if answer.status == 401:  # its proof was used by a try whose answer was lost
            answer, _ = self.ask("sign-in", lambda: device.sign_in(grant, **fields), (200,))
        self.ledger.secret(device.session, "a session token")
        self.ledger.count("signed in")

    def note_checkpoint(self, device):
        if device.root is not None:
            self.ledger.checkpoint(device.size, b64(device.root), self.name)


class Laptop(Actor):
    """Marks, syncs, uploads, repeats, signs in; its line breaks and so does its server."""

    pause = 0.25

    def __init__(self, world, name, seed, user="supervisor"):
        super().__init__(world, name, seed)
        self.user = user
        self.pending = []  # (packetId, JWS, moment of recording)
        self.acknowledged = collections.deque(maxlen=400)
        self.uploads = []  # (fileId, bytes)
        self.cursor = ""

    def begin(self):
        self.device = self.new_device(self.user)
        self.sign_in()

    def sign_in(self):
        if self.random.random() < 0.5:
            self.sign_in_as(self.device)
        else:
            self.sign_in_as(self.device, "password", username=self.user, password=PASSWORD)

    def step(self):
        what = self.random.choices(
            (self.single, self.batch, self.upload, self.repeat, self.sign_in, self.look, self.leave),
            (40, 8, 25, 12, 3, 6, 6))[0]
        what()

    # -- marks

    def mark(self, photo_share=0.3):
        fields = {"direction": self.random.choice(("in", "out"))}
        if self.random.random() < photo_share:
            photo = self.world.photo(self.random)
            file = uuid7()
            fields["photo"] = {"fileId": file, "sha256": b64(sha256(photo)), "bytes": len(photo)}
            self.uploads.append((file, photo))
        if self.random.random() < 0.05:
            fields.update(method="manual", reason="Camera was wet")
        packet = self.device.record(self.world.worker(self.random), **fields)
        self.pending.append((hz.read_jwt(packet)["packetId"], packet))

    def single(self):
        self.mark()
        self.sync()

    def batch(self):
        for _ in range(self.random.choice((5, 20, 60, 200))):
            self.mark(0.02)
        self.sync()

    def sync(self):
        sent = self.pending[:500]
        answer, _ = self.ask("sync", lambda: self.device.sync(
            [packet for _, packet in sent], compress=self.random.random() < 0.3, pull={"cursor": self.cursor}))
        self.note_checkpoint(self.device)
        said = answer.json
        results = said["results"]
        need([r["packetId"] for r in results] == [i for i, _ in sent], f"other results than packets: {answer}")
        for result, (packet_id, packet) in zip(results, sent):
            need(result["status"] in ("accepted", "held", "duplicate"), f"an honest packet: {result}")
            need(result.get("code") not in ("CHAIN_GAP", "CHAIN_FORK", "REPLAY"), f"an honest packet: {result}")
            self.ledger.packet(packet_id, result, self.device.id)
            self.acknowledged.append((packet_id, packet))
            self.ledger.count("packets " + result["status"])
        self.pending = self.pending[len(sent):]
        self.cursor = said["pull"]["cursor"]
        self.ledger.count("changes pulled", len(said["pull"]["changes"]))
        with self.ledger.lock:
            done = [file for file in said["needFiles"] if file in self.ledger.photos]
        need(not done, f"asked again for what was acknowledged: {done}")

    def repeat(self):
        """What was acknowledged is a duplicate in the same place, however often and at whichever server."""
        if not self.acknowledged:
            return
        some = self.random.sample(self.acknowledged, min(len(self.acknowledged), self.random.choice((1, 3, 50))))
        answer, _ = self.ask("repetition", lambda: self.device.sync([packet for _, packet in some]))
        self.note_checkpoint(self.device)
        for result, (packet_id, _) in zip(answer.json["results"], some):
            need(result["packetId"] == packet_id, f"other results than packets: {answer}")
            self.ledger.packet(packet_id, result, self.device.id)
        self.ledger.count("packets repeated", len(some))

    def leave(self):
        """Sends and does not wait for the answer: what came of it is found out at the next sync."""
        self.mark()
        body = compact(self.device.sync_body([packet for _, packet in self.pending[:500]])).encode()
        self.device.line.hang_up("POST", hz.BASE + "/sync", body,
                                 self.device.headers(**{"Content-Type": "application/json"}),
                                 self.random.choice((1, 1, 0.9, 0.5)))
        self.ledger.count("answers not waited for")

    # -- photographs

    def put(self, file, photo):
        return self.device.line.send("PUT", hz.BASE + "/vault/" + file, photo,
                                     self.device.headers(**{"Content-Type": "image/jpeg"}))

    def upload(self):
        if self.pending:
            self.sync()
        for file, photo in self.uploads[:6]:
            if self.random.random() < 0.15:  # the line breaks in the middle: once more from the start
                self.device.line.hang_up("PUT", hz.BASE + "/vault/" + file, photo,
                                         self.device.headers(**{"Content-Type": "image/jpeg"}), 0.6)
                self.ledger.count("uploads broken off")
            answer, unclear = self.ask("upload", lambda: self.put(file, photo), (200, 201))
            need(answer.status == 201 or unclear, f"{file} was there before it came: {answer}")
            with self.ledger.lock:
                self.ledger.photos[file] = b64(sha256(photo))
            if self.random.random() < 0.2:
                answer, _ = self.ask("upload again", lambda: self.put(file, photo), (200,))
            self.uploads = [one for one in self.uploads if one[0] != file]
            self.ledger.count("photos")

    # -- the log

    def look(self):
        """One inclusion proof of an own packet under the newest checkpoint it verified."""
        if not self.acknowledged:
            return
        packet_id, _ = self.random.choice(self.acknowledged)
        place = self.ledger.packets[packet_id]
        size, root = self.device.size, self.device.root
        answer, _ = self.ask("inclusion", lambda: self.device.get(f"/audit/inclusion?index={place['index']}&size={size}"))
        path = [hz.unb64(one) for one in answer.json["hashes"]]
        hz.verify_inclusion(place["index"], size, hz.unb64(place["recordHash"]), path, root)
        self.ledger.count("inclusion proofs")

    def settle(self):
        while self.pending:
            self.sync()
        while self.uploads:
            self.upload()
        self.sync()


class Thekedar(Laptop):
    """Brings workers too: his own signature, a face, consent."""

    def __init__(self, world, name, seed):
        super().__init__(world, name, seed, "thekedar")
        self.brought = 0

    def begin(self):
        self.device = self.new_device(self.user)
        self.sign_in_as(self.device, "password", username=self.user, password=PASSWORD)
        self.key = hz.Ed25519PrivateKey.generate()
        public = hz.raw_public(self.key)

        def put_key():
            proof = hz.jws(
                {"alg": "EdDSA", "kid": b64(sha256(public)), "typ": "haziri-proof"},
                {"aud": "user-key", "userId": self.device.user["userId"], "iat": hz.now_ms(), "jti": uuid7()},
                self.key.sign)
            return self.device.call("PUT", "/users/me/key", {"publicKey": b64(public), "proof": proof})

        self.ask("personal key", put_key, (200, 201))

    def step(self):
        if self.brought < 30 and self.random.random() < 0.05:
            self.bring()
        else:
            super().step()

    def bring(self):
        worker = uuid7()
        packet = self.device.enrol(worker, f"Worker {worker[-6:]}", hz.unit_vector(worker), self.key,
                                   self.device.user["userId"])
        self.pending.append((hz.read_jwt(packet)["packetId"], packet))
        self.sync()
        self.brought += 1
        self.ledger.count("workers enrolled")


class Office(Actor):
    """HR: decides, looks at photographs, blocks a laptop and lets it in again."""

    pause = 0.6

    def begin(self):
        self.device = self.new_device("hr")
        self.sign_in()
        self.victim = self.new_device("supervisor")
        self.sign_in_as(self.victim)

    def sign_in(self):
        self.sign_in_as(self.device, "password", username="hr", password=PASSWORD)

    def step(self):
        what = self.random.choices((self.decide, self.resolve, self.view, self.read, self.block), (25, 20, 15, 30, 8))[0]
        what()

    def get(self, path):
        return self.ask("GET " + path, lambda: self.device.get(path))[0].json

    def decide(self):
        marks = [m for m in self.get("/attendance?limit=1000")["marks"] if m["status"] == "held"]
        if not marks:
            return
        mark = self.random.choice(marks)
        status = self.random.choice(("accepted", "rejected"))
        answer, _ = self.ask("override", lambda: self.device.call(
            "POST", f"/attendance/{mark['packetId']}/override", {"status": status, "reason": "Seen at the gate"}))
        with self.ledger.lock:
            self.ledger.overrides.setdefault(mark["packetId"], []).append(answer.json["index"])
        self.ledger.count("marks decided")

    def resolve(self):
        events = self.get("/fraud?state=open&limit=50")["events"]
        if not events:
            return
        event = self.random.choice(events)["eventId"]
        answer, unclear = self.ask("resolve", lambda: self.device.call(
            "POST", f"/fraud/{event}/resolve", {"decision": "accept", "reason": "Known to the office"}), (200,), (409,))
        need(answer.status == 200 or unclear, f"resolved before it was: {answer}")
        with self.ledger.lock:
            self.ledger.resolved.add(event)
        self.ledger.count("events resolved")

    def view(self):
        with self.ledger.lock:
            files = list(self.ledger.photos.items())
        if not files:
            return
        file, digest = self.random.choice(files)
        answer, _ = self.ask("view", lambda: self.device.get(
            "/vault/" + file, **{"Haziri-Purpose": "Checking the mark of this morning"}), (200,), (429,))
        if answer.status == 429:
            return
        need(b64(sha256(answer.body)) == digest, f"other bytes of {file}")
        with self.ledger.lock:
            self.ledger.views[file] = self.ledger.views.get(file, 0) + 1
        self.ledger.count("photos viewed")

    def read(self):
        month = time.strftime("%Y-%m", time.gmtime(time.time() + 5.5 * 3600))
        self.get(self.random.choice((
            "/devices", f"/devices/{self.victim.id}", "/workers?limit=50", "/worker-changes?state=held",
            f"/reports/muster?siteId={self.world.site}&month={month}", f"/reports/wages?siteId={self.world.site}&month={month}",
            f"/stats/attendance?siteId={self.world.site}", "/stats/trust", "/stats/alerts")))
        self.ledger.count("office readings")

    def block(self):
        """Blocked at one server, out at every other at once; unblocked it comes in again and nothing is lost."""
        packet = self.victim.record(self.world.worker(self.random))
        packet_id = hz.read_jwt(packet)["packetId"]
        self.set_blocked("block")
        body = compact(self.victim.sync_body([packet])).encode()
        for line in self.victim.line.lines:
            answer, _ = self.ask("sync of a blocked laptop", lambda: self.victim.line.send(
                "POST", hz.BASE + "/sync", body, self.victim.headers(**{"Content-Type": "application/json"}), line),
                (403,))
            need(answer.code == "DEVICE_BLOCKED", f"a blocked laptop: {answer}")
        self.set_blocked("unblock")
        self.sign_in_as(self.victim)
        answer, _ = self.ask("sync after the block", lambda: self.victim.sync([packet]))
        result = answer.json["results"][0]
        self.ledger.packet(packet_id, result, self.victim.id)
        self.note_checkpoint(self.victim)
        self.ledger.count("packets " + result["status"])
        self.ledger.count("blocks and unblocks")

    def set_blocked(self, how):
        self.ask(how, lambda: self.device.call(
            "POST", f"/devices/{self.victim.id}/{how}", {"reason": "Stolen from the hut, found again"}), (200, 201, 204))
        with self.ledger.lock:
            self.ledger.blocks.append((self.victim.id, "device." + how))


class Witness(Actor):
    """Anybody: reads the log without a session and holds it to every checkpoint seen before."""

    pause = 0.5

    def begin(self):
        self.lines = Lines(self.world.ports, self.random)
        self.key = hz.LogKey(self.world.vkey)
        self.seen = [(0, None)]
        self.read_to = 0

    def get(self, path):
        return self.ask("GET " + path, lambda: self.lines.send("GET", hz.BASE + path))[0]

    def step(self):
        size, root = self.key.open(self.get("/audit/checkpoint").body.decode())
        newest = max(size for size, _ in self.seen)
        need(size >= newest, f"the log shrank from {newest} to {size}")
        self.ledger.checkpoint(size, b64(root), self.name)
        first, first_root = self.random.choice(self.seen)
        if first:
            path = self.get(f"/audit/consistency?first={first}&second={size}").json["hashes"]
            hz.verify_consistency(first, size, first_root, root, [hz.unb64(one) for one in path])
            self.ledger.count("consistency proofs")
        self.seen.append((size, root))
        page = self.get(f"/audit/log?from={self.read_to}&limit=500").json
        self.read_to += len(page["entries"])
        self.ledger.count("log entries read", len(page["entries"]))

    def settle(self):
        self.step()
