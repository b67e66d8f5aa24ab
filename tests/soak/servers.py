"""haziri-server processes that are killed and started again, on ports that stay the same."""

import os
import pathlib
import re
import signal
import statistics
import subprocess
import time


class Life:
    """One process from its start to its end, as /proc showed it."""

    def __init__(self, name, pid):
        self.name, self.pid, self.began = name, pid, time.monotonic()
        self.samples = []  # (seconds of life, resident KiB, open descriptors)

    def sample(self):
        try:
            status = pathlib.Path(f"/proc/{self.pid}/status").read_text()
            descriptors = len(os.listdir(f"/proc/{self.pid}/fd"))
        except OSError:
            return
        resident = re.search(r"VmRSS:\s+(\d+)", status)
        if resident:
            self.samples.append((time.monotonic() - self.began, int(resident.group(1)), descriptors))

    def growth(self):
        """Medians of the second and the last fifth of a life: (resident, descriptors) each; None where too short."""
        if len(self.samples) < 25:
            return None
        fifth = len(self.samples) // 5
        early, late = self.samples[fifth:2 * fifth], self.samples[-fifth:]
        return tuple((statistics.median(s[1] for s in part), statistics.median(s[2] for s in part))
                     for part in (early, late))


class Server:
    """`words`: how serve is called, without its port. Started by the thread that lives longest."""

    def __init__(self, name, words, env, port, folder):
        self.name, self.words, self.env, self.port = name, words, env, port
        self.log = pathlib.Path(folder) / f"{name}.log"
        self.process, self.lives = None, []

    def start(self, patience=90):
        """As systemd does it: a server that does not come up, because the database is away, is started again."""
        until = time.monotonic() + patience
        while time.monotonic() < until:
            begins = self.log.stat().st_size if self.log.exists() else 0
            with open(self.log, "ab") as log:
                self.process = subprocess.Popen(
                    ["setpriv", "--pdeathsig", "KILL", *self.words, "--listen", f"127.0.0.1:{self.port}"],
                    env=self.env, stdout=log, stderr=subprocess.STDOUT)
            while self.process.poll() is None and time.monotonic() < until:
                if b"listening on " in self.since(begins):
                    self.lives.append(Life(self.name, self.process.pid))
                    return
                time.sleep(0.02)
            time.sleep(0.2)
        raise RuntimeError(f"{self.name} does not start: " + self.log.read_text(errors="replace")[-1500:])

    def since(self, offset):
        with open(self.log, "rb") as log:
            log.seek(offset)
            return log.read()

    def is_running(self):
        return self.process is not None and self.process.poll() is None

    def kill(self):
        self.process.kill()
        self.process.wait()
        self.process = None

    def end(self, patience=40):
        """SIGTERM: drains, and leaves with 0. Returns its status, or None where it had to be killed."""
        self.process.send_signal(signal.SIGTERM)
        try:
            status = self.process.wait(patience)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            status = None
        self.process = None
        return status

    def sample(self):
        if self.lives and self.is_running():
            self.lives[-1].sample()
