"""Two network namespaces and a thin, long, leaky line between them.

Where the kernel has netem, `tc` makes the line. Where it has not, a program between two TUN devices does the same to
the same IP packets: the kernels' own TCP at both ends meets real loss, real delay and a real queue either way.

Rights: root, or a kernel that lets users have namespaces of their own (`unshare --user --map-root-user --net`).
"""

import collections
import ctypes
import fcntl
import heapq
import json
import os
import pathlib
import random
import select
import struct
import subprocess
import sys
import threading
import time

SERVER, LAPTOP = "10.77.0.1", "10.77.0.2"
INSIDE = "HAZIRI_LINE_INSIDE"
CLONE_NEWNET = 0x40000000
QUEUE_BYTES = 64_000  # what a modem or a mast keeps before it drops; 16 s at 32 kbit/s


class NoNamespaces(Exception):
    """This machine does not let us; the text says why."""


def enter():
    """Starts this program again inside a network namespace of its own, unless it is there already."""
    if os.environ.get(INSIDE):
        return
    words = ["unshare", "--net", "--kill-child", "--fork"]
    if os.geteuid() != 0:
        words[1:1] = ["--user", "--map-root-user"]
    probe = subprocess.run([*words, "true"], capture_output=True, text=True)
    if probe.returncode != 0:
        raise NoNamespaces(f"no network namespaces here: {probe.stderr.strip()}")
    os.execvpe("unshare", [*words, sys.executable, *sys.argv], {**os.environ, INSIDE: "1"})


def tool(*words, inside=None, check=True):
    """`ip` or `tc`, in the namespace of the process `inside` where one is named."""
    into = ["nsenter", "--net=/proc/%d/ns/net" % inside] if inside else []
    try:
        done = subprocess.run([*into, *words], capture_output=True, text=True)
    except FileNotFoundError as error:
        raise NoNamespaces(str(error)) from error
    if check and done.returncode != 0:
        raise NoNamespaces(f"{' '.join(words)}: {done.stderr.strip()}")
    return done.returncode == 0


class Direction:
    """One way along the line: a queue in front of a thin pipe, then the way itself, on which some packets are lost."""

    def __init__(self, kbit, delay_ms, loss, chance):
        self.rate, self.delay, self.loss, self.chance = kbit * 1000 / 8, delay_ms / 1000, loss, chance
        self.queue, self.queued, self.free_at = collections.deque(), 0, 0.0
        self.packets = self.bytes = self.lost = self.overflown = 0

    def leaves_at(self, size, now):
        """When a packet that comes now has arrived at the other end; None where it is lost."""
        while self.queue and self.queue[0][0] <= now:
            self.queued -= self.queue.popleft()[1]
        if self.queued + size > QUEUE_BYTES:
            self.overflown += 1
            return None
        self.free_at = max(now, self.free_at) + size / self.rate
        self.queue.append((self.free_at, size))
        self.queued += size
        self.packets += 1
        self.bytes += size
        if self.chance.random() < self.loss:
            self.lost += 1
            return None
        return self.free_at + self.delay


class TunLine(threading.Thread):
    """Carries IP packets between two TUN devices."""

    def __init__(self, server_end, laptop_end):
        super().__init__(daemon=True)
        self.ends = {server_end: laptop_end, laptop_end: server_end}
        self.names = {server_end: "down", laptop_end: "up"}
        self.ways, self.cut, self.serial = None, False, 0
        self.lock = threading.Lock()
        self.start()

    def shape(self, kbit, delay_ms, loss, seed):
        chance = random.Random(seed)
        with self.lock:
            self.ways = {name: Direction(kbit, delay_ms, loss, chance) for name in ("up", "down")}

    def run(self):
        due = []  # (when, serial, to, packet)
        while True:
            wait = max(0.0, due[0][0] - time.monotonic()) if due else 1.0
            ready, _, _ = select.select(list(self.ends), [], [], wait)
            now = time.monotonic()
            for end in ready:
                packet = os.read(end, 65536)
                with self.lock:
                    if self.cut:
                        continue
                    at = self.ways[self.names[end]].leaves_at(len(packet), now) if self.ways else now
                if at is not None:
                    self.serial += 1
                    heapq.heappush(due, (at, self.serial, self.ends[end], packet))
            while due and due[0][0] <= now:
                _, _, to, packet = heapq.heappop(due)
                if not self.cut:
                    try:
                        os.write(to, packet)
                    except OSError:
                        pass  # the device is going down with its namespace


def open_tun(name):
    handle = os.open("/dev/net/tun", os.O_RDWR)
    fcntl.ioctl(handle, 0x400454CA, struct.pack("16sH22x", name.encode(), 0x0001 | 0x1000))  # IFF_TUN, IFF_NO_PI
    return handle


def in_namespace_of(process, action):
    """Runs `action` on a thread that lives in another network namespace."""
    result = []

    def work():
        libc = ctypes.CDLL(None, use_errno=True)
        with open(f"/proc/{process}/ns/net") as space:
            if libc.setns(space.fileno(), CLONE_NEWNET) != 0:
                result.append(OSError(ctypes.get_errno(), "setns"))
                return
        try:
            result.append(action())
        except OSError as error:
            result.append(error)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    if isinstance(result[0], OSError):
        raise NoNamespaces(str(result[0]))
    return result[0]


class Spaces:
    """The server's namespace, which is ours, and the laptop's; between them a line that is good until shape()."""

    def __init__(self):
        self.laptop = subprocess.Popen(["unshare", "--net", "--kill-child", "--fork", "sleep", "infinity"])
        self.inside = self.child_of(self.laptop.pid)
        self.line = None
        tool("ip", "link", "set", "lo", "up")
        tool("ip", "link", "set", "lo", "up", inside=self.inside)
        tool("ip", "link", "add", "line-s", "type", "veth", "peer", "name", "line-l")
        netem = tool("tc", "qdisc", "add", "dev", "line-s", "root", "netem", "delay", "1ms", check=False)
        if netem:
            tool("tc", "qdisc", "del", "dev", "line-s", "root")
            tool("ip", "link", "set", "line-l", "netns", str(self.inside))
        else:
            tool("ip", "link", "del", "line-s")
            if not pathlib.Path("/dev/net/tun").exists():
                raise NoNamespaces("neither netem nor /dev/net/tun is here")
            try:
                server_end = open_tun("line-s")
            except OSError as error:
                raise NoNamespaces(f"/dev/net/tun: {error}") from error
            laptop_end = in_namespace_of(self.inside, lambda: open_tun("line-l"))
            self.line = TunLine(server_end, laptop_end)
        self.kind = "netem" if netem else "TUN devices with a program between them (this kernel has no netem)"
        tool("ip", "address", "add", SERVER, "peer", LAPTOP, "dev", "line-s")
        tool("ip", "link", "set", "line-s", "up")
        tool("ip", "address", "add", LAPTOP, "peer", SERVER, "dev", "line-l", inside=self.inside)
        tool("ip", "link", "set", "line-l", "up", inside=self.inside)

    @staticmethod
    def child_of(parent):
        """The process that lives in the new namespace, once it is there."""
        for _ in range(200):
            children = pathlib.Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
            if children and os.readlink(f"/proc/{children[0]}/ns/net") != os.readlink("/proc/self/ns/net"):
                return int(children[0])
            time.sleep(0.02)
        raise NoNamespaces("the laptop's namespace did not come up")

    def as_laptop(self, words):
        """The words of a command that runs on the laptop's side."""
        return ["nsenter", f"--net=/proc/{self.inside}/ns/net", *map(str, words)]

    def shape(self, kbit, delay_ms, loss, seed=1):
        """`delay_ms` is for one way."""
        if self.line:
            self.line.shape(kbit, delay_ms, loss, seed)
            return
        self.figures = ["rate", f"{kbit}kbit", "delay", f"{delay_ms}ms", "loss", f"{loss * 100}%"]
        self.netem(self.figures)

    def cut(self, is_cut):
        """Everything that comes is lost. The interfaces stay up, as a radio's do."""
        if self.line:
            self.line.cut = is_cut
        else:
            self.netem(["loss", "100%"] if is_cut else self.figures)

    def netem(self, figures):
        for device, inside in (("line-s", None), ("line-l", self.inside)):
            tool("tc", "qdisc", "replace", "dev", device, "root", "netem", *figures, inside=inside)

    def carried(self):
        """Bytes of IP packets that were sent so far, lost ones too: (up, down)."""
        return self.sent("line-l", self.inside), self.sent("line-s", None)

    @staticmethod
    def sent(device, inside):
        into = ["nsenter", f"--net=/proc/{inside}/ns/net"] if inside else []
        text = subprocess.run([*into, "ip", "-s", "-j", "link", "show", "dev", device], capture_output=True, text=True).stdout
        return json.loads(text)[0]["stats64"]["tx"]["bytes"]

    def close(self):
        self.laptop.kill()
