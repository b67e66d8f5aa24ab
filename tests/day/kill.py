"""kill -9 of the client at any moment: every mark that was shown as recorded is there, and seq has no gap.

    python3 tests/day/kill.py --bin build/dev/bin [--rounds 100]
"""

import argparse
import json
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "contract" / "independent")]
import haziri_client as hz  # noqa: E402
from laptop import Broken, Laptop, free_port, need, passphrase_file  # noqa: E402

PASSWORD = "naya-savera-2024"


def interrupted_mark(laptop, worker, direction, delay):
    """One manual mark whose process is killed after `delay` seconds, or as soon as it has said something where `delay`
    is None; returns what it had said by then, or None."""
    process = subprocess.Popen(
        laptop.words("mark", "--worker", worker, "--direction", direction, "--reason", "Card forgotten"),
        env=laptop.env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    if delay is None:
        said = process.stdout.readline()
        process.kill()
    else:
        time.sleep(delay)
        process.kill()
        said = process.stdout.readline()
    process.wait()
    # A line counts as shown only when it is whole.
    return json.loads(said) if said.endswith("\n") else None


def kills_per_look(count):
    """Each kill is looked at where there are few; of a thousand every fifth, together with the four before it."""
    return 5 if count > 200 else 1


def rounds(laptop, workers, count, chooser):
    """Every other kill falls at a random moment of a mark's life, the others right after the mark was shown."""
    started = time.monotonic()
    laptop.run("mark", "--worker", workers.pop(), "--direction", "in", "--reason", "How long one takes")
    whole = time.monotonic() - started
    shown, killed_before = {}, 0
    for number in range(count):
        direction = "in" if number % 2 == 0 else "out"
        delay = chooser.uniform(0, 1.2) * whole if number // 2 % 2 == 0 else None
        started = time.monotonic()
        said = interrupted_mark(laptop, workers[number // 2], direction, delay)
        if delay is None:
            whole = (whole + time.monotonic() - started) / 2  # the machine has other things to do as well
        if said is None:
            killed_before += 1
        else:
            need(said["decision"] in ("recorded", "held"), f"round {number}: {said}")
            shown[said["packetId"]] = said["seq"]
        if number % kills_per_look(count) != kills_per_look(count) - 1 and number != count - 1:
            continue
        rows = laptop.queue()
        seqs = [row["seq"] for row in rows]
        need(seqs == list(range(1, len(seqs) + 1)), f"round {number}: seq has a gap: {seqs}")
        there = {row["packetId"]: row["seq"] for row in rows}
        for packet, seq in shown.items():
            need(there.get(packet) == seq, f"round {number}: a mark shown as recorded is gone: {packet}")
    return shown, killed_before, len(laptop.queue())


def play(arguments, work):
    server = hz.ServerProcess(arguments.bin, work / "server")
    server.init(password=PASSWORD)
    site = server.site("Okhla Phase 2")
    server.user("supervisor", "supervisor", PASSWORD)
    people = work / "people.csv"
    people.write_text("name\n" + "".join(f"Worker {n}\n" for n in range(arguments.rounds // 2 + 2)))
    workers = server.run("worker", "import", "--data", server.data, "--site", site, people).stdout.split()
    need(len(workers) == arguments.rounds // 2 + 2, f"{len(workers)} workers were imported")
    port = free_port()
    server.serve(f"127.0.0.1:{port}")
    try:
        laptop = Laptop(arguments.bin, work / "laptop", passphrase_file(work))
        laptop.run("register", "--uri", server.code("supervisor", site))
        laptop.run("sync")
        server.stop()
        shown, before, there = rounds(laptop, workers, arguments.rounds, random.Random(arguments.seed))
        print(f"{arguments.rounds} kills: {len(shown)} after a mark was shown, {before} before; {there} marks in the queue")
        need(shown and before, "the kills all fell on one side of the marks: nothing was tried")
        server.url = None
        server.serve(f"127.0.0.1:{port}")
        laptop.run("sync")
        rows = laptop.queue()
        # One person marks by hand as fast as the machine goes: to the server that is a burst too.
        odd = [row for row in rows if row["status"] not in ("synced", "held") or row["code"] not in (None, "MANUAL", "BURST")]
        need(not odd, f"after the sync: {odd[:5]} and others, {len(odd)} of {len(rows)}")
        print(f"all {len(rows)} arrived, without a gap in the chain")
    finally:
        server.stop()


def main():
    parser = argparse.ArgumentParser(description="kill -9 of the client at any moment")
    parser.add_argument("--bin", required=True)
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    work = pathlib.Path(tempfile.mkdtemp(prefix="haziri-kill-"))
    try:
        play(arguments, work)
    except (Broken, hz.ProtocolError) as error:
        sys.exit(f"FAILED: {error}")
    finally:
        shutil.rmtree(work, ignore_errors=True)


if __name__ == "__main__":
    main()
