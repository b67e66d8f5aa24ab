"""A day at the gate, end to end, with the real programs: haziri-server, haziri and haziri-verify.

    python3 tests/day/day.py --bin build/dev/bin --pictures build/cache/test-pictures --out build/day

Leaves OUT/report.html with its pictures; exits 0 only if everything held. HAZIRI_MODELS_DIR names the face models.
"""

import argparse
import json
import os
import pathlib
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "contract" / "independent")]
import haziri_client as hz  # noqa: E402
import pictures  # noqa: E402
from laptop import Broken, Laptop, free_port, need, passphrase_file  # noqa: E402
from report import Report  # noqa: E402
from tampering import change_one_byte  # noqa: E402

PASSWORD = "naya-savera-2024"


class Day:
    def __init__(self, arguments):
        self.args = arguments
        self.out = pathlib.Path(arguments.out).resolve()
        self.work = pathlib.Path(tempfile.mkdtemp(prefix="haziri-day-"))
        shutil.rmtree(self.out, ignore_errors=True)  # nothing of an earlier day is taken for today's
        self.report = Report(self.out)
        self.server = hz.ServerProcess(arguments.bin, self.work / "server", origin="gate.example/log")
        self.laptop = Laptop(arguments.bin, self.work / "laptop", passphrase_file(self.work))
        self.port = free_port()
        self.five = pictures.people(arguments.pictures)

    # -- what a person sees

    def window(self, part, *words, laptop=None):
        """Opens the real window on a laptop's profile and brings back its pictures and what it counted."""
        laptop = laptop or self.laptop
        program = pathlib.Path(self.args.bin).parent / "tests" / "day_window"
        done = subprocess.run([str(program), part, "--profile", str(laptop.profile), "--out", str(self.out), *map(str, words)],
                              env=self.window_environment(laptop), capture_output=True, text=True, timeout=240)
        need(done.returncode == 0, f"the window ({part}) ended with {done.returncode}: {done.stderr[-600:]}")
        return json.loads([line for line in done.stdout.splitlines() if line.startswith("{")][-1])

    @staticmethod
    def window_environment(laptop):
        """The display of whoever started the day, virtual or not; none at all is a display off screen."""
        env = {key: value for key, value in laptop.env.items() if key != "QT_QPA_PLATFORM"}
        if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
            env["QT_QPA_PLATFORM"] = "offscreen"
        return env

    def show(self, name, caption):
        for language in ("en", "hi"):
            path = self.out / f"window-{name}-{language}.png"
            need(path.exists(), f"the window left no {path.name}")
            self.report.picture(path, caption, wide=language == "en")

    # -- morning at the office

    def office(self):
        r = self.report
        r.section("The office sets up the server, a site and its people")
        self.server.init(password=PASSWORD)
        self.site = self.server.site("Okhla Phase 2", lat=28.5355, lon=77.2910, radius=300)
        for name, role in (("supervisor", "supervisor"), ("thekedar", "thekedar"), ("hr", "hr")):
            self.server.user(name, role, PASSWORD)
        self.server.serve(f"127.0.0.1:{self.port}")
        r.seen(f"The server listens on {self.server.url} with a certificate of its own")
        r.seen(f"The log's key is {self.server.vkey}")

    def enrol_laptop(self):
        r = self.report
        r.section("The laptop is enrolled by its haziri:// URI")
        uri = self.server.code("supervisor", self.site)
        done = self.laptop.run("register", "--uri", uri)
        r.shell("haziri register --profile laptop --uri 'haziri://…'", done.stdout)
        r.seen("The laptop pinned the server's certificate and holds its keys in a sealed file")

    def enrol_people(self):
        r = self.report
        r.section("The thekedar brings five people, three photographs each")
        password = self.server.password_file("thekedar", PASSWORD)
        self.workers = {}
        for name, files in self.five:
            photos = [part for file in files[:pictures.SHOTS_FOR_ENROLMENT] for part in ("--photo", file)]
            done = self.laptop.run("enrol", "--user", "thekedar", "--password-file", password, "--name", name,
                                   *photos, "--consent-language", "hi")
            self.workers[done.stdout.split()[-1]] = name
            r.picture(files[0], name)
        need(len(self.workers) == 5, f"five workers were to be enrolled: {self.workers}")
        summary = self.sync()
        rows = self.laptop.queue()
        need([row["seq"] for row in rows] == [1, 2, 3, 4, 5], f"the queue after enrolment: {rows}")
        for row in rows:
            need(row["status"] == "synced" and row["kind"] == "worker.enrol", f"the enrolment was not taken: {row}")
        r.seen(f"Five enrolments, vouched for by the thekedar, are in the log: {compact(summary)}")

    # -- at the gate, without a line

    def go_offline(self):
        need(self.server.stop() == 0, "the server did not end in order on SIGTERM")
        self.report.section("The line breaks: the server is stopped")
        done = self.laptop.run("sync", status=3)
        self.report.seen(f"haziri sync says so and ends with 3: {done.stdout.strip()[:160]}")

    def gate(self):
        r = self.report
        r.section("People come to the gate")
        folder = self.work / "stream"
        queue = pictures.make_stream(self.args.pictures, folder)
        who = dict(queue)
        first = self.laptop.capture_and_kill(folder, after=3)
        marked = [one for one in first if one["decision"] in ("recorded", "held")]
        r.seen(f"After {len(marked)} marks the program is killed with kill -9")
        rows = {row["packetId"]: row for row in self.laptop.queue()}
        for one in marked:
            need(one["packetId"] in rows, f"a mark shown as recorded is gone: {one}")
        r.seen("Every mark that was shown is still there")
        again = self.laptop.json_lines("capture", "--camera", f"file:{folder}")
        self.check_decisions(queue, again)
        rows = [row for row in self.laptop.queue() if row["kind"] == "attendance"]
        seqs = [row["seq"] for row in self.laptop.queue()]
        need(seqs == list(range(1, len(seqs) + 1)), f"seq has a gap: {seqs}")
        r.seen(f"The queue has no gap: seq 1 to {len(seqs)}")
        waiting = [row for row in rows if row["status"] == "pending"]
        need(len(waiting) == 5, f"each of the five was to be marked once: {rows}")
        r.seen("Each of the five is marked IN once, and waits for the line")
        said = {one["packetId"]: one for one in first + again if one.get("packetId")}
        names = sorted(said[row["packetId"]]["name"] for row in rows if row["packetId"] in said)
        need(names == sorted(self.workers.values()), f"the marked people are {names}")
        self.marks = {row["packetId"]: said[row["packetId"]] for row in rows}
        decisions = {self.label(one): one for one in again}
        for file, name in who.items():
            one = decisions.get(file)
            words = "stranger: to the tray" if name is None else f"{name}: score {one['score'] / 1000:.2f}" if one else name
            r.picture(folder / file, words)

    def guided_gate(self):
        """With a person at the screen: the window itself, on the same laptop and the same queue of people."""
        print("""
    The window opens now, with the laptop just enrolled and the line broken. Watch the queue of people pass the
    camera: each is named and marked already, the two strangers wait in the tray. Try the list on the right, the
    Queue, F9 for a mark by hand, and the language in the top bar. Close the window to go on.""", flush=True)
        self.open_window(self.laptop, "--camera", f"file:{self.work / 'stream'}")

    def guided_office(self):
        print(f"""
    The office's window opens now. Sign in as  hr  with the password  {PASSWORD}
    Then press Verify: one byte of the server's database was changed. Close the window to end the day.""", flush=True)
        self.open_window(self.office_laptop)

    def open_window(self, laptop, *words):
        subprocess.run([str(laptop.program), "--profile", str(laptop.profile), *words],
                       env=self.window_environment(laptop), stderr=subprocess.DEVNULL)

    def look_at_the_gate(self):
        r = self.report
        r.section("What the supervisor sees")
        evening = self.work / "evening"
        pictures.make_stream(self.args.pictures, evening, first=pictures.SHOTS_FOR_ENROLMENT + 2)
        seen = self.window("gate", "--camera", f"file:{evening}")
        need(seen == {"recorded": 5, "again": 5, "unknown": 2}, f"the window saw {seen}")
        rows = [row for row in self.laptop.queue() if row["kind"] == "attendance"]
        need(len(rows) == 10, f"each of the five was to be marked OUT once: {rows}")
        r.seen("In the evening the same people pass the window's camera on their way out: each is marked OUT once, "
               "who comes by again is not counted twice, two strangers go to the tray")
        self.report.picture(self.out / "window-recorded-en.png", "A mark is recorded", wide=True)
        self.show("gate", "The muster, offline")
        self.show("queue", "The queue, waiting for the line")

    @staticmethod
    def label(decision):
        return pathlib.PurePath(decision.get("source") or "").name

    def check_decisions(self, queue, decisions):
        """One decision for each picture, in their order: the five by their own names, strangers unknown."""
        need(len(decisions) == len(queue), f"{len(queue)} pictures gave {len(decisions)} decisions: {decisions}")
        for (file, name), one in zip(queue, decisions):
            if name is None:
                need(one["decision"] == "unknown" and not one.get("workerId"), f"{file}: a stranger became {one}")
            else:
                need(one.get("name") == name, f"{file}: {name} was taken for {one}")
                need(self.workers.get(one["workerId"]) == name, f"{file}: worker of another name: {one}")
                need(one["source"], f"{file}: no source: {one}")
        strangers = sum(name is None for _, name in queue)
        self.report.seen(f"{len(queue) - strangers} pictures of the five: the right name each time; "
                         f"{strangers} strangers: unknown, to the tray")

    # -- the line is back

    def sync(self):
        summary = self.laptop.json_lines("sync")[-1]
        return summary

    def go_online(self):
        r = self.report
        self.server.url = None
        self.server.serve(f"127.0.0.1:{self.port}")
        r.section("The server is back: marks first, photographs after")
        summary = self.sync()
        r.shell("haziri sync --profile laptop", compact(summary))
        rows = [row for row in self.laptop.queue() if row["kind"] == "attendance"]
        for row in rows:
            need(row["status"] == "synced" and isinstance(row["index"], int), f"not accepted: {row}")
        self.hr = self.second_laptop("hr")
        need(self.hr.sign_in("password", username="hr", password=PASSWORD).status == 200, "HR could not sign in")
        self.log = hz.Log(self.hr)
        log = self.log.rows()
        for row in rows:
            need(row["packetId"] in (log[row["index"]]["data"] or ""), f"the log holds something else at {row['index']}")
        marks = self.hr.get(f"/attendance?siteId={self.site}&limit=100").json["marks"]
        of = {mark["packetId"]: mark for mark in marks}
        need(len(of) == 10 and all(mark["status"] == "accepted" for mark in marks), f"the office's list of marks: {marks}")
        for packet, one in self.marks.items():
            need(of[packet]["workerId"] == one["workerId"] and of[packet]["direction"] == "in", f"{one} became {of[packet]}")
        r.table(("seq", "who", "direction", "status", "log index"),
                [(row["seq"], self.workers[of[row["packetId"]]["workerId"]], of[row["packetId"]]["direction"],
                  row["status"], row["index"]) for row in rows])
        r.seen("All accepted; the laptop shows each with its index, and the log holds that packet there")
        self.photos = {mark["packetId"]: mark["fileId"] for mark in marks if mark.get("fileId")}
        need(set(self.marks) <= set(self.photos), f"marks without a photograph: {marks}")
        again = self.sync()
        need(again.get("waiting", 0) == 0 and again.get("photosWaiting", 0) == 0, f"something still waits: {again}")
        r.seen("Nothing waits any more")

    def second_laptop(self, user):
        uri = hz.EnrolmentUri(self.server.code(user, self.site))
        device = hz.Device(uri.line())
        answer = device.register(uri.code)
        need(answer.status == 201, f"a second laptop could not be registered: {answer}")
        need(device.sign_in().status == 200, "a second laptop could not open a session")
        return device

    # -- fraud

    def attacks(self):
        r = self.report
        r.section("A second laptop tries what people try")
        thief = self.second_laptop("supervisor")
        worker = next(iter(self.workers))
        log = self.log.rows()
        stolen = [json.loads(log[row["index"]]["data"])["packet"] for row in self.laptop.queue() if row["packetId"] in self.marks]
        need(len(stolen) == 5, "the first laptop's packets were not found")
        rows = []

        def attempt(what, packet, status, code, seen=thief):
            answer = seen.sync([packet] if isinstance(packet, str) else packet)
            need(answer.status in (200, 403), f"{what}: {answer}")
            results = answer.json["results"]
            need(results and all(x["status"] == status and x["code"] == code for x in results), f"{what}: {results}")
            rows.append((what, f"{len(results)} × {status}", code, answer.status))

        attempt("replays the first one's packets", stolen, "rejected", "REPLAY")
        head, payload, signature = thief.sign(thief.attendance(worker)).split(".")
        altered = hz.unb64(payload).replace(b'"direction":"in"', b'"direction":"out"')
        attempt("alters a packet", ".".join((head, hz.b64(altered), signature)), "rejected", "SIGNATURE_INVALID")
        geo = {**thief.attendance(worker)["geo"], "latE7": thief.site["latE7"] + 3_600_000}
        attempt("sends one from 40 km away", thief.record(worker, geo=geo), "held", "GEOFENCE")
        backdated = thief.attendance(worker, timestamp=thief.offline["timeWindow"]["from"] - 86_400_000)
        attempt("sends one for yesterday", thief.link(thief.sign(backdated)), "rejected", "TIME_WINDOW")
        r.table(("the second laptop", "result", "code", "HTTP"), rows)
        events = self.hr.get("/fraud?state=open&limit=500").json["events"]
        codes = [event["code"] for event in events if event["deviceId"] == thief.id]
        for code, count in (("REPLAY", 5), ("SIGNATURE_INVALID", 1), ("TIME_WINDOW", 1), ("GEOFENCE", 1)):
            need(codes.count(code) == count, f"the fraud list has {codes.count(code)} × {code}, not {count}: {codes}")
        r.seen(f"All {len(codes)} are in the fraud list")

    # -- evidence and proof

    def evidence(self):
        r = self.report
        r.section("HR opens one photograph, with a purpose")
        packet, file = next((p, f) for p, f in self.photos.items() if p in self.marks)
        size = self.log.size()
        refused = self.hr.get("/vault/" + file)
        need((refused.status, refused.code) == (403, "PURPOSE_REQUIRED"), f"without a purpose: {refused}")
        answer = self.hr.get("/vault/" + file, **{"Haziri-Purpose": "Wage dispute of this morning"})
        need(answer.status == 200 and answer.body[:2] == b"\xff\xd8", f"the photograph: {answer}")
        target = self.out / "evidence.jpg"
        target.write_bytes(answer.body)
        r.picture(target, f"Evidence of {self.marks[packet]['name']}'s mark")
        entries = [entry["kind"] for entry, _ in self.log.tail(size)]
        need(entries == ["vault.access"], f"the log shows {entries}")
        r.seen(f"Without a purpose: 403. With one: the photograph, and entry {size} of the log says who, what and why")

    def proof(self):
        r = self.report
        r.section("The log is proved")
        self.office_laptop = Laptop(self.args.bin, self.work / "office", passphrase_file(self.work))
        self.office_laptop.run("register", "--uri", self.server.code("hr", self.site))
        self.password = self.server.password_file("hr", PASSWORD)
        index = next(row["index"] for row in self.laptop.queue() if row["kind"] == "attendance")
        size = self.log.size()
        seen = self.window("office", "--password-file", self.password, "--stage", "whole", "--photo-of", index,
                           "--purpose", "Wage dispute of this morning", "--export", self.work / "log.jsonl",
                           laptop=self.office_laptop)
        need(seen["whole"] and seen["bad"] is None, f"the review screen says {seen}")
        kinds = [entry["kind"] for entry, _ in self.log.tail(size)]
        need(kinds == ["vault.access"], f"HR's look at a photograph left {kinds} in the log")
        r.seen("In the window HR opened a photograph with a purpose, which is in the log, and Verify found all entries whole")
        for name, caption in (("whole-photo", "One mark's photograph, opened with a purpose"),
                              ("whole-alerts", "The alerts"), ("whole-audit", "The whole log, verified"),
                              ("whole-today", "The day as HR sees it")):
            self.show(name, caption)
        leaves, _ = self.log.verified_leaves()
        done = self.server.verify(self.server.url)
        r.shell(f"haziri-verify --log {self.server.url} --key …", done.stdout + done.stderr)
        need(done.returncode == 0, f"haziri-verify: {done.stdout} {done.stderr}")
        r.seen(f"haziri-verify and a second, independent reader rebuilt all {len(leaves)} entries")
        done = self.server.verify(self.work / "log.jsonl")
        need(done.returncode == 0, f"haziri-verify on what the window exported: {done.stdout} {done.stderr}")
        r.seen("haziri-verify holds the file that the window exported to the same hashes, without the server")

    def tampering(self):
        r = self.report
        r.section("One byte of one row is changed behind the server's back")
        index = next(row["index"] for row in self.laptop.queue() if row["kind"] == "attendance")
        entry = self.log.rows(index, 1)[0]["entry"]
        self.server.stop()
        place, before, after = change_one_byte(self.server.data, entry)
        r.note(f"Byte {place} of the database, in entry {index}: {before!r} becomes {after!r}")
        self.server.url = None
        self.server.serve(f"127.0.0.1:{self.port}")
        done = self.server.verify(self.server.url)
        r.shell(f"haziri-verify --log {self.server.url} --key …", done.stdout + done.stderr)
        need(done.returncode != 0, "haziri-verify did not notice")
        need(str(index) in (done.stdout + done.stderr).replace(",", " ").replace(".", " ").split(),
             f"haziri-verify does not name entry {index}: {done.stdout} {done.stderr}")
        r.seen(f"haziri-verify names entry {index} as the first bad one and ends with {done.returncode}")
        seen = self.window("office", "--password-file", self.password, "--stage", "broken", laptop=self.office_laptop)
        need(not seen["whole"] and seen["bad"] == index == seen["shown"], f"the review screen says {seen}, not {index}")
        r.seen(f"The review screen names entry {index} too, and shows it")
        self.show("broken-audit", "The same screen after one byte was changed")

    def play(self):
        started = time.monotonic()
        steps = (self.office, self.enrol_laptop, self.enrol_people, self.go_offline, self.gate, self.look_at_the_gate, self.go_online,
                 self.attacks, self.evidence, self.proof, self.tampering)
        if self.args.guide:
            steps = steps[:5] + (self.guided_gate,) + steps[5:] + (self.guided_office,)
        try:
            for step in steps:
                step()
        except (Broken, hz.ProtocolError, OSError, KeyError, StopIteration, subprocess.TimeoutExpired, sqlite3.Error) as error:
            self.report.fail(f"{type(error).__name__}: {error}")
            if self.server.log:
                self.report.shell("the server's last words", "".join(self.server.log[-15:]))
        finally:
            self.server.stop()
            if not self.args.keep:
                shutil.rmtree(self.work, ignore_errors=True)
        target = self.report.write(time.monotonic() - started)
        print(f"\nreport: {target}", flush=True)
        return 1 if self.report.failed else 0


def compact(value):
    return json.dumps(value, ensure_ascii=False)


def use_fetched_models():
    """Where nobody named the models, those that installer/fetch brought."""
    fetched = HERE.parent.parent / "build" / "cache" / "models"
    if fetched.is_dir():
        os.environ.setdefault("HAZIRI_MODELS_DIR", str(fetched))


def main():
    use_fetched_models()
    parser = argparse.ArgumentParser(description="A day at the gate, end to end")
    parser.add_argument("--bin", required=True, help="where haziri, haziri-server and haziri-verify are")
    parser.add_argument("--pictures", required=True, help="the folder that installer/fetch-test-pictures filled")
    parser.add_argument("--out", required=True, help="where the report goes")
    parser.add_argument("--guide", action="store_true", help="open the window on the way, for a person at the display")
    parser.add_argument("--keep", action="store_true", help="leave the server's and the laptop's data behind")
    arguments = parser.parse_args()
    if len(pictures.people(arguments.pictures)) != 5:
        sys.exit(f"The test pictures are not in {arguments.pictures}: run installer/fetch.")
    sys.exit(Day(arguments).play())


if __name__ == "__main__":
    main()
