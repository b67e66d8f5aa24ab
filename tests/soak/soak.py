"""Mixed load while server and database are killed: nothing acknowledged is lost, nothing appears twice, the log
verifies.

    python3 tests/soak/soak.py --bin build/dev/bin --db sqlite|postgres [--seconds 1800] [--seed 7] [--laptops 6]

SQLite: one haziri-server. PostgreSQL: two on one database, in a cluster that is started for this and killed too. Exits
0 only when every demand of reckoning.py holds, and when each damage of its controls is found.
"""

import argparse
import base64
import collections
import json
import pathlib
import random
import re
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.dont_write_bytecode = True
sys.path[:0] = [str(HERE), str(HERE.parent / "contract" / "independent"), str(HERE.parent / "day"),
                str(HERE.parent / "support")]
import haziri_client as hz  # noqa: E402
from actors import PASSWORD, Laptop, Lines, Office, SoakDevice, Thekedar, Witness  # noqa: E402
from laptop import free_port  # noqa: E402
from ledger import Broken, Ledger, need  # noqa: E402
from postgres import Cluster  # noqa: E402
from reckoning import Evidence, controls, reckon  # noqa: E402
from servers import Server  # noqa: E402

WORKERS = 40
MOST_RESIDENT_KIB = 200 * 1024  # the goal of performance.md for a server under load
MOST_MORE_DESCRIPTORS = 24


class World:
    """The deployment, its servers and its database, and what the actors ask it for."""

    def __init__(self, arguments, folder):
        self.folder, self.ledger, self.pace = folder, Ledger(), arguments.pace
        self.over, self.calm = threading.Event(), threading.Event()
        self.cluster = Cluster(folder / "postgres") if arguments.db == "postgres" else None
        url = None
        if self.cluster:
            self.cluster.start()
            url = self.cluster.create("soak")
        self.programs = hz.ServerProcess(arguments.bin, folder / "data", plain=True, db=url)
        self.vkey = self.programs.init(password=PASSWORD)
        self.ledger.secret(PASSWORD, "a password")
        for key in self.programs.env["HAZIRI_VAULT_KEYS"].split(","):
            self.ledger.secret(key.split(":")[1], "a vault key")
        self.site = self.programs.site("Okhla Phase 2")
        for name in ("supervisor", "thekedar", "hr"):
            self.programs.user(name, name, PASSWORD)
        self.workers = self.import_workers()
        words = [str(self.programs.bin / "haziri-server"), "serve", "--data", str(self.programs.data), "--plain-http",
                 *self.programs.store]
        self.ports = [free_port() for _ in range(2 if self.cluster else 1)]
        self.servers = [Server(f"server{n}", words, self.programs.env, port, folder)
                        for n, port in enumerate(self.ports, 1)]
        self.pictures = sorted(pathlib.Path(arguments.pictures).rglob("*.jpg")) if arguments.pictures else []

    def import_workers(self):
        table = self.folder / "workers.csv"
        table.write_text("name\n" + "".join(f"Worker {n}\n" for n in range(1, WORKERS + 1)))
        printed = self.programs.run("worker", "import", "--data", self.programs.data, "--site", self.site, table).stdout
        found = re.findall(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}", printed)
        need(len(found) == WORKERS, f"worker import: {printed}")
        return found

    def worker(self, chooser):
        return chooser.choice(self.workers)

    def photo(self, chooser):
        """Bytes that are no picture, or a real one made unique by what follows its end."""
        if self.pictures:
            return chooser.choice(self.pictures).read_bytes()[:1_500_000] + secrets.token_bytes(16)
        return b"\xff\xd8\xff" + secrets.token_bytes(chooser.choice((4_000, 20_000, 60_000)))

    def verb(self, *words):
        """What it prints. It opens the same database and may find that away: then nothing was done, it is asked again."""
        for _ in range(200):
            done = self.programs.run(words[0], "--data", self.programs.data, *words[1:], check=False)
            if done.returncode == 0:
                return done.stdout
            self.ledger.count("verbs that found the store away")
            time.sleep(0.3)
        raise Broken(f"{words}: {done.stdout} {done.stderr}")

    def enrolment_code(self, user):
        return self.verb("enrol-code", "--user", user, "--site", self.site).split()[-1]

    def stop(self):
        for server in self.servers:
            if server.is_running():
                server.kill()
        if self.cluster:
            self.cluster.stop()


class Chaos:
    """Kills at random moments; lives in the main thread, since what it starts ends with its thread."""

    def __init__(self, world, arguments):
        self.world, self.random, self.gap = world, random.Random(arguments.seed), arguments.gap
        self.done = collections.Counter()
        self.began = time.monotonic()
        self.downtime = 0.0

    def say(self, text):
        print(f"{time.monotonic() - self.began:8.1f} s  {text}", flush=True)

    def rest(self, seconds):
        """Meanwhile memory and descriptors are noted."""
        until = time.monotonic() + seconds
        while time.monotonic() < until and not self.world.over.is_set():
            for server in self.world.servers:
                server.sample()
            time.sleep(min(1.0, max(0.0, until - time.monotonic())))

    def run(self, seconds):
        """In the last third no server is killed by itself, so that one life is long enough to be measured."""
        until = self.began + seconds
        while time.monotonic() < until and not self.world.over.is_set():
            self.rest(min(self.random.expovariate(1 / self.gap), max(0.0, until - time.monotonic())))
            if time.monotonic() >= until or self.world.over.is_set():
                break
            began = time.monotonic()
            self.one(time.monotonic() - self.began < seconds * 2 / 3)
            self.downtime += time.monotonic() - began

    def one(self, may_kill_servers):
        choices = []
        if may_kill_servers:
            choices += [(self.kill_server, 6), (self.end_server, 2), (self.freeze_server, 1), (self.turn_token_key, 0.5),
                        (self.turn_vault_key, 0.5)]
            if len(self.world.servers) > 1:
                choices += [(self.kill_both, 1)]
        if self.world.cluster:
            choices += [(self.kill_backend, 4), (self.stop_database, 3), (self.kill_postmaster, 1),
                        (self.freeze_database, 1)]
        if choices:
            what = self.random.choices([one for one, _ in choices], [weight for _, weight in choices])[0]
            what()

    def note(self, what):
        self.done[what] += 1
        self.say(f"{what}; {len(self.world.ledger.packets)} packets, {len(self.world.ledger.photos)} photographs")

    def away(self):
        time.sleep(self.random.choice((0, 0, 0.5, 2)))

    def kill_server(self):
        server = self.random.choice(self.world.servers)
        server.kill()
        self.note("server killed")
        self.away()
        server.start()

    def kill_both(self):
        self.restart_all()
        self.note("both servers killed")

    def restart_all(self):
        for server in self.world.servers:
            server.kill()
        for server in self.world.servers:
            server.start()

    def turn_token_key(self):
        """Announced, known to every server, then signing: laptops follow from key to key."""
        for step in ("announced", "signs"):
            printed = self.world.verb("rotate-keys", "--token")
            need(printed.startswith(step), f"rotate-keys --token: {printed}")
            self.restart_all()
        self.note("token key turned")

    def turn_vault_key(self):
        """The verb is killed on its way, and run again."""
        programs, ring = self.world.programs, self.world.programs.env["HAZIRI_VAULT_KEYS"].split(",")
        fresh = base64.b64encode(secrets.token_bytes(32)).decode()
        self.world.ledger.secret(fresh, "a vault key")
        programs.env["HAZIRI_VAULT_KEYS"] = ",".join([f"k{int(ring[0][1:].split(':')[0]) + 1}:{fresh}", *ring])
        self.restart_all()
        words = [str(programs.bin / "haziri-server"), "rotate-keys", "--data", str(programs.data), *programs.store]
        killed = subprocess.Popen(words, env=programs.env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(self.random.uniform(0.02, 0.5))
        killed.kill()
        killed.wait()
        printed = self.world.verb("rotate-keys")
        need(re.search(r"all are under k\d+", printed), f"rotate-keys: {printed}")
        self.note("vault key turned")

    def end_server(self):
        server = self.random.choice(self.world.servers)
        status = server.end()
        need(status == 0, f"{server.name} ended with {status} on SIGTERM")
        self.note("server ended by SIGTERM")
        server.start()

    def freeze_server(self):
        server = self.random.choice(self.world.servers)
        server.process.send_signal(signal.SIGSTOP)
        self.note("server frozen")
        time.sleep(self.random.uniform(0.5, 3))
        server.process.send_signal(signal.SIGCONT)

    def kill_backend(self):
        if self.world.cluster.kill_backend(self.random):
            self.note("database backend killed")

    def stop_database(self):
        self.world.cluster.stop(signal.SIGQUIT)
        self.note("database stopped at once")
        self.away()
        self.world.cluster.start()

    def freeze_database(self):
        self.world.cluster.freeze(self.random.uniform(0.5, 3))
        self.note("database frozen")

    def kill_postmaster(self):
        self.world.cluster.stop(signal.SIGKILL)
        self.note("postmaster killed")
        self.away()
        self.world.cluster.start()


# ---- the end -------------------------------------------------------------------------------------


def wait_for(actors, ledger, seconds=240):
    until = time.monotonic() + seconds
    for actor in actors:
        actor.join(max(0.0, until - time.monotonic()))
        need(not actor.is_alive(), f"{actor.name} is not settled: {ledger.failures[:3]}")
    need(not ledger.failures, "; ".join(ledger.failures[:5]))


def gather(world, office):
    """The log and the office's lists, read over the wire; and what the servers printed."""
    log = hz.Log(office)
    size, root = office.log_key.open(log.checkpoint())
    rows = log.rows()[:size]
    marks, after = [], -1
    while after is not None:
        page = office.get(f"/attendance?limit=1000&after={after}").json
        marks += page["marks"]
        after = page["next"]
    events, after = [], ""
    while True:
        page = office.get("/fraud?limit=1000" + after).json["events"]
        events += page
        if len(page) < 1000:
            break
        after = "&after=" + page[-1]["eventId"]
    printed = b"".join(server.log.read_bytes() for server in world.servers)
    return Evidence(world.ledger, rows, size, root, marks, events, printed)


def by_the_programs(world, evidence, url):
    """haziri-verify, sharing no code with the store, on the live server and on an export; and `check` on all blobs."""
    note = world.folder / "export.jsonl"
    world.programs.run("export-log", "--data", world.programs.data, note, timeout=600)
    for log in (url, note):
        done = world.programs.verify(log, world.vkey)
        need(done.returncode == 0, f"haziri-verify {log}: {done.stdout} {done.stderr}")
        need("warning: fork" not in done.stdout, done.stdout)
    checked = subprocess.run([str(world.programs.bin / "haziri-server"), "check", "--data", str(world.programs.data),
                              *world.programs.store], env=world.programs.env, capture_output=True, text=True, timeout=600)
    need(checked.returncode == 0, f"check: {checked.stdout} {checked.stderr}")
    files = int(re.search(r"(\d+) files", checked.stdout).group(1))
    need(files == len(evidence.photos), f"{files} photographs open, {len(evidence.photos)} were acknowledged")
    orphans = checked.stdout.count("orphan: ")
    return files, orphans


def judge_growth(world):
    lines = []
    for server in world.servers:
        life = max(server.lives, key=lambda one: len(one.samples))
        grown = life.growth()
        peak = max((resident for one in server.lives for _, resident, _ in one.samples), default=0)
        lines.append(f"{server.name}: {len(server.lives)} lives, peak {peak // 1024} MiB resident")
        if grown:
            (early, early_files), (late, late_files) = grown
            lines[-1] += (f"; longest {life.samples[-1][0]:.0f} s: {early // 1024} → {late // 1024} MiB, "
                          f"{early_files:.0f} → {late_files:.0f} descriptors")
            need(late_files <= early_files + MOST_MORE_DESCRIPTORS, f"descriptors grow: {lines[-1]}")
        need(peak <= MOST_RESIDENT_KIB or world.pictures, f"memory: {lines[-1]}")
    return lines


def play(arguments, folder):
    world = World(arguments, folder)
    try:
        for server in world.servers:
            server.start()
        actors = [Laptop(world, f"laptop{n}", f"{arguments.seed}-{n}") for n in range(1, arguments.laptops + 1)]
        office = Office(world, "office", f"{arguments.seed}-office")
        actors += [Thekedar(world, "thekedar", f"{arguments.seed}-thekedar"), office,
                   Witness(world, "witness", f"{arguments.seed}-witness")]
        for actor in actors:
            actor.start()
        chaos = Chaos(world, arguments)
        chaos.run(arguments.seconds)
        world.over.set()
        lasted = time.monotonic() - chaos.began
        for server in world.servers:
            need(server.is_running(), f"{server.name} died by itself: " + server.log.read_text(errors="replace")[-1500:])
        world.calm.set()
        wait_for(actors, world.ledger)
        office.sign_in()
        evidence = gather(world, office.device)
        reckon(evidence)
        files, orphans = by_the_programs(world, evidence, f"http://127.0.0.1:{world.ports[0]}")
        growth = judge_growth(world)
        for server in world.servers:
            need(server.end() == 0, f"{server.name} did not end with 0")
        found = controls(evidence)
        tell(arguments, world, chaos, evidence, lasted, files, orphans, growth, found)
    finally:
        world.over.set()
        world.calm.set()
        world.stop()


def tell(arguments, world, chaos, evidence, lasted, files, orphans, growth, found):
    ledger = world.ledger
    print(f"\n{arguments.db}, seed {arguments.seed}: {lasted / 60:.1f} minutes, {sum(chaos.done.values())} kills")
    for what, times in sorted(chaos.done.items()):
        print(f"  {times:6d}  {what}")
    for what, times in sorted(ledger.counts.items()):
        print(f"  {times:6d}  {what}")
    for line in growth:
        print("  " + line)
    print(f"  longest wait for an answer, kills included: {ledger.slowest:.1f} s")
    print(f"all holds: {len(evidence.packets)} packets acknowledged, each once in a log of {evidence.size} entries; "
          f"{files} photographs open; {len(evidence.checkpoints)} checkpoints are prefixes of it; {orphans} orphans; "
          f"{found} damages done to copies were found", flush=True)


def main():
    parser = argparse.ArgumentParser(description="mixed load while server and database are killed")
    parser.add_argument("--bin", required=True)
    parser.add_argument("--db", choices=("sqlite", "postgres"), default="sqlite")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--gap", type=float, default=6, help="seconds between two kills, on average")
    parser.add_argument("--pace", type=float, default=1, help="times the actors' pauses: more is less load")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--laptops", type=int, default=5)
    parser.add_argument("--pictures", help="a folder of JPEGs to upload instead of random bytes")
    parser.add_argument("--keep", action="store_true", help="leave the folder behind")
    arguments = parser.parse_args()
    folder = pathlib.Path(tempfile.mkdtemp(prefix="haziri-soak-"))
    folder.chmod(0o711)  # PostgreSQL runs as another user
    failed = None
    try:
        play(arguments, folder)
    except (Broken, hz.ProtocolError, RuntimeError, subprocess.TimeoutExpired) as error:
        failed = f"FAILED: {type(error).__name__}: {error}"
    finally:
        if not arguments.keep:
            shutil.rmtree(folder, ignore_errors=True)
    if failed:
        sys.exit(failed)


if __name__ == "__main__":
    main()
