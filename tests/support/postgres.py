"""A PostgreSQL cluster of a test's own, to be hurt: in a folder, behind a Unix socket, gone with this program."""

import os
import pathlib
import random
import shutil
import signal
import subprocess
import time

AS_POSTGRES = ["--reuid=postgres", "--regid=postgres", "--clear-groups"]


def newest_programs():
    """The folder that holds initdb; a soak fails where there is none, it does not skip."""
    found = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    anywhere = shutil.which("initdb")
    if not anywhere:
        raise RuntimeError("PostgreSQL is not installed")
    return pathlib.Path(anywhere).parent


class Cluster:
    """Start it from the thread that lives longest: PostgreSQL ends with the thread that started it."""

    def __init__(self, folder):
        self.folder, self.programs, self.process = pathlib.Path(folder), newest_programs(), None
        self.folder.mkdir(mode=0o700)
        if os.geteuid() == 0:  # it refuses to run as root
            shutil.chown(self.folder, "postgres", "postgres")
        self.data, self.log = self.folder / "data", self.folder / "log"
        done = subprocess.run(
            self.words("initdb", "-D", self.data, "-U", "haziri", "--auth=trust", "--encoding=UTF8", "--locale=C"),
            cwd=self.folder, capture_output=True, text=True, timeout=120)
        if done.returncode != 0:
            raise RuntimeError("initdb: " + done.stdout + done.stderr)

    def words(self, program, *rest):
        drop = AS_POSTGRES if os.geteuid() == 0 else []
        return ["setpriv", *drop, "--pdeathsig", "QUIT", str(self.programs / program), *map(str, rest)]

    def url(self, name):
        return f"postgresql://haziri@/{name}?host={self.folder}"

    def start(self, patience=60):
        """Goes on trying: after a killed postmaster its children hold the shared memory for a moment."""
        until = time.monotonic() + patience
        while time.monotonic() < until:
            (self.data / "postmaster.pid").unlink(missing_ok=True)
            with open(self.log, "ab") as log:
                self.process = subprocess.Popen(
                    self.words("postgres", "-D", self.data, "-k", self.folder, "-c", "listen_addresses="),
                    cwd=self.folder, stdout=log, stderr=subprocess.STDOUT)
            while self.process.poll() is None and time.monotonic() < until:
                if self.answers():
                    return
                time.sleep(0.05)
        raise RuntimeError("PostgreSQL does not start: " + self.log.read_text(errors="replace")[-2000:])

    def answers(self):
        return subprocess.run([str(self.programs / "pg_isready"), "-q", "-h", str(self.folder), "-d", "postgres"],
                              timeout=10).returncode == 0

    def say(self, sql):
        subprocess.run([str(self.programs / "psql"), "-q", "-h", str(self.folder), "-U", "haziri", "-d", "postgres",
                        "-c", sql], check=True, timeout=60)

    def create(self, name):
        self.say(f"CREATE DATABASE {name}")
        return self.url(name)

    def copy(self, name, to):
        """As from an archive; nobody may be connected to either."""
        self.say(f"DROP DATABASE IF EXISTS {to}")
        self.say(f"CREATE DATABASE {to} TEMPLATE {name}")

    # -- what is done to it

    def stop(self, how=signal.SIGQUIT):
        """SIGQUIT is `pg_ctl stop -m immediate`: no checkpoint, recovery at the next start."""
        if self.process is None:
            return
        self.process.send_signal(how)
        try:
            self.process.wait(60)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process = None

    def children(self):
        return pathlib.Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()

    def freeze(self, seconds):
        """All of it stands still, as on a machine that swaps; connections stay."""
        frozen = [self.process.pid, *map(int, self.children())]
        for how in (signal.SIGSTOP, signal.SIGCONT):
            for pid in frozen:
                try:
                    os.kill(pid, how)
                except ProcessLookupError:
                    pass
            if how == signal.SIGSTOP:
                time.sleep(seconds)

    def backends(self):
        """The processes that serve connections of haziri-server."""
        serving = []
        for child in self.children():
            try:
                title = pathlib.Path(f"/proc/{child}/cmdline").read_bytes()
            except OSError:
                continue
            if title.startswith(b"postgres: haziri "):
                serving.append(int(child))
        return serving

    def kill_backend(self, chooser: random.Random):
        """The postmaster takes a killed backend for corrupted memory: it ends all others and recovers."""
        serving = self.backends()
        if not serving:
            return False
        try:
            os.kill(chooser.choice(serving), signal.SIGKILL)
        except ProcessLookupError:
            return False
        return True
