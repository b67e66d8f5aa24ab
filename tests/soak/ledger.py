"""What was acknowledged to whom: the soak's own memory, which the server cannot touch."""

import threading
import time


class Broken(Exception):
    """An invariant does not hold."""


def need(condition, message):
    if not condition:
        raise Broken(message)


class Ledger:
    """Thread-safe. Everything an answer promised stands here before anybody acts on it."""

    def __init__(self):
        self.lock = threading.Lock()
        self.packets = {}  # packetId: {index, recordHash, status, device}
        self.photos = {}  # fileId: sha256 in base64url, of acknowledged uploads
        self.checkpoints = {}  # size: {root: who saw it}
        self.devices = set()  # registered
        self.overrides = {}  # packetId: [index of each acknowledged decision]
        self.resolved = set()  # eventId
        self.blocks = []  # (deviceId, "device.block" or "device.unblock")
        self.views = {}  # fileId: successful readings by HR
        self.secrets = {}  # bytes that no log of the process may hold: what they are
        self.counts = {}  # what happened how often
        self.failures = []
        self.slowest = 0.0  # longest time from a first try to an acknowledgement

    def count(self, what, times=1):
        with self.lock:
            self.counts[what] = self.counts.get(what, 0) + times

    def fail(self, message):
        with self.lock:
            self.failures.append(f"{time.strftime('%H:%M:%S')} {message}")

    def secret(self, text, what):
        with self.lock:
            self.secrets[text if isinstance(text, bytes) else text.encode()] = what

    def checkpoint(self, size, root, who):
        with self.lock:
            roots = self.checkpoints.setdefault(size, {})
            roots.setdefault(root, who)
            need(len(roots) == 1, f"two roots of size {size}: {roots}")

    def packet(self, packet_id, result, device):
        """An acknowledgement. The same packet keeps its place for ever."""
        with self.lock:
            known = self.packets.get(packet_id)
            if known is None:
                self.packets[packet_id] = {
                    "index": result["index"], "recordHash": result["recordHash"], "status": result["status"],
                    "device": device}
                return
            need((known["index"], known["recordHash"]) == (result["index"], result["recordHash"]),
                 f"packet {packet_id} was at {known}, now {result}")
            need(result["status"] == "duplicate", f"packet {packet_id} of {known} is new again: {result}")
