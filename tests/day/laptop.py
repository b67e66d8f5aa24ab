"""The site's laptop as a shell would use it: the headless verbs of the `haziri` program."""

import json
import os
import pathlib
import signal
import socket
import subprocess


class Broken(Exception):
    """Something did not hold; the text says what, for a reader of the report."""


def need(condition, text):
    if not condition:
        raise Broken(text)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def passphrase_file(folder):
    """For the sealed key file, which stands in for the keychain where no keychain service runs."""
    path = pathlib.Path(folder) / "passphrase"
    path.write_text("a passphrase for the kiosk's key file\n")
    path.chmod(0o600)
    return path


class Laptop:
    """The site's laptop: the `haziri` program on one profile."""

    def __init__(self, bin_dir, profile, passphrase):
        self.program, self.profile = pathlib.Path(bin_dir) / "haziri", pathlib.Path(profile)
        self.env = {**os.environ, "HAZIRI_KEY_PASSPHRASE_FILE": str(passphrase), "QT_QPA_PLATFORM": "offscreen"}

    def words(self, verb, *words):
        return [str(self.program), verb, "--profile", str(self.profile), *map(str, words)]

    def run(self, verb, *words, status=0):
        done = subprocess.run(self.words(verb, *words), env=self.env, capture_output=True, text=True, timeout=180)
        allowed = (status,) if isinstance(status, int) else status
        need(done.returncode in allowed, f"haziri {verb} ended with {done.returncode}: {done.stdout[-600:]} {done.stderr[-600:]}")
        return done

    def json_lines(self, verb, *words, **kwargs):
        return [json.loads(line) for line in self.run(verb, *words, **kwargs).stdout.splitlines() if line.startswith("{")]

    def queue(self):
        """The outbox, oldest first."""
        return sorted(self.json_lines("queue"), key=lambda row: row["seq"])

    def capture_and_kill(self, folder, after):
        """Runs the capture and kills it, as a power cut would, once it has said `after` times that a mark is recorded."""
        process = subprocess.Popen(self.words("capture", "--camera", f"file:{folder}"), env=self.env,
                                   stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        said = []
        for line in process.stdout:
            if line.startswith("{"):
                said.append(json.loads(line))
            if sum(one["decision"] in ("recorded", "held") for one in said) >= after:
                process.send_signal(signal.SIGKILL)
                break
        said += [json.loads(line) for line in process.stdout if line.startswith("{") and line.endswith("\n")]
        need(process.wait(30) == -signal.SIGKILL, "the capture ended before it could be killed")
        return said
