"""At the end: the whole log, read back from outside, against what was acknowledged. It knows nothing of the server's
store; each demand is one function, and `controls` shows that each can fail."""

import collections
import copy
import json
import re

import haziri_client as hz
from haziri_client import b64, unb64
from ledger import Broken, need


class Evidence:
    """What the end is judged by: the exported rows with their checkpoint, the ledger, the servers' logs."""

    def __init__(self, ledger, rows, size, root, marks, events, printed):
        self.packets = dict(ledger.packets)
        self.photos, self.checkpoints = dict(ledger.photos), copy.deepcopy(ledger.checkpoints)
        self.devices, self.overrides = set(ledger.devices), copy.deepcopy(ledger.overrides)
        self.resolved, self.blocks = set(ledger.resolved), list(ledger.blocks)
        self.views, self.secrets = dict(ledger.views), dict(ledger.secrets)
        self.rows, self.size, self.root = rows, size, root
        self.records = [(json.loads(row["entry"])["kind"], json.loads(row["data"])) for row in rows]
        self.marks, self.events, self.printed = marks, events, printed

    def copy(self):
        """Its containers may be changed, what lies in them must be replaced."""
        other = copy.copy(self)
        for name, value in vars(self).items():
            if isinstance(value, (dict, list, set)):
                setattr(other, name, copy.copy(value))
        return other

    def of(self, *kinds):
        """(index, data) of the entries of these kinds."""
        return [(index, data) for index, (kind, data) in enumerate(self.records) if kind in kinds]


class Frontier:
    """A Merkle tree that grows leaf by leaf and tells its root at any size."""

    def __init__(self):
        self.peaks = []  # (height, hash), highest first

    def add(self, leaf):
        height, value = 0, leaf
        while self.peaks and self.peaks[-1][0] == height:
            value = hz.node_hash(self.peaks.pop()[1], value)
            height += 1
        self.peaks.append((height, value))

    def root(self):
        value = None
        for _, peak in reversed(self.peaks):
            value = peak if value is None else hz.node_hash(peak, value)
        return value or hz.sha256(b"")


def the_log_is_one_chain(e):
    """Every hash, and every checkpoint that anybody saw: the root of so many entries, in this very log."""
    need(len(e.rows) == e.size, f"{len(e.rows)} entries for a checkpoint of {e.size}")
    tree, prev = Frontier(), bytes(32)
    for index, row in enumerate(e.rows):
        prev = hz.Log.check_row(row, index, prev)
        tree.add(prev)
        for root, who in e.checkpoints.get(index + 1, {}).items():
            need(b64(tree.root()) == root, f"{who} saw another root of size {index + 1}")
    need(tree.root() == e.root, "the last root is not that of the entries")
    need(not e.checkpoints or max(e.checkpoints) <= e.size, "somebody saw a longer log")


def packets_of(e):
    return [(index, packet) for index, packet in
            ((index, data.get("packet")) for index, data in
             e.of("attendance", "worker.enrol", "worker.update", "worker.consent")) if packet]


def nothing_acknowledged_is_lost(e):
    places = {}
    for index, packet in packets_of(e):
        places.setdefault(hz.read_jwt(packet)["packetId"], []).append(index)
    for packet_id, known in e.packets.items():
        found = places.get(packet_id, [])
        need(found, f"packet {packet_id}, acknowledged at {known['index']}, is not in the log")
        need(found == [known["index"]], f"packet {packet_id}, acknowledged at {known['index']}, is at {found}")
        need(e.rows[known["index"]]["recordHash"] == known["recordHash"], f"another record at {known['index']}")


def nothing_appears_twice(e):
    seen = collections.Counter(hz.read_jwt(packet)["packetId"] for _, packet in packets_of(e))
    need(all(times == 1 for times in seen.values()), f"twice in the log: {[p for p, n in seen.items() if n > 1][:5]}")
    need(set(seen) == set(e.packets), f"never acknowledged: {list(set(seen) - set(e.packets))[:5]}")
    chains = collections.defaultdict(list)
    for _, packet in packets_of(e):
        claims = hz.read_jwt(packet)
        chains[claims["deviceId"], claims["epoch"]].append(claims["seq"])
    for device, seqs in chains.items():
        need(sorted(seqs) == list(range(1, len(seqs) + 1)), f"{device}: its chain has gaps or repeats")
    registered = collections.Counter(data["deviceId"] for _, data in e.of("device.register"))
    need(registered == collections.Counter(e.devices), f"registrations: {registered} of {len(e.devices)}")
    marks = collections.Counter(mark["packetId"] for mark in e.marks)
    need(all(times == 1 for times in marks.values()), "a mark twice in the office's list")
    events = collections.Counter((one["packetId"], one["code"]) for one in e.events if one.get("packetId"))
    need(all(times == 1 for times in events.values()), f"an event twice: {events.most_common(3)}")


def every_mark_is_in_the_offices_list(e):
    attendance = {hz.read_jwt(data["packet"])["packetId"]: index for index, data in e.of("attendance")}
    listed = {mark["packetId"]: mark["index"] for mark in e.marks}
    need(attendance == listed, f"marks in the log and in the list differ: {set(attendance) ^ set(listed)}")


def decisions_stand(e):
    overrides = collections.defaultdict(list)
    for index, data in e.of("attendance.override"):
        overrides[data["packetId"]].append(index)
    for packet_id, indexes in e.overrides.items():
        need(set(indexes) <= set(overrides[packet_id]), f"decision about {packet_id} at {indexes}: {overrides[packet_id]}")
    resolved = collections.Counter(data["eventId"] for _, data in e.of("fraud.resolve"))
    need(all(times == 1 for times in resolved.values()), "an event was resolved twice")
    need(e.resolved <= set(resolved), f"resolved and not in the log: {list(e.resolved - set(resolved))[:5]}")
    states = {one["eventId"]: one["state"] for one in e.events}
    need(all(states.get(event) == "accept" for event in e.resolved), "a resolved event is open again")
    blocks = collections.Counter((data["deviceId"], kind) for kind in ("device.block", "device.unblock")
                                 for _, data in e.of(kind))
    need(not collections.Counter(e.blocks) - blocks, f"blocks: {e.blocks} {blocks}")
    views = collections.Counter(data["fileId"] for _, data in e.of("vault.access"))
    for file, times in e.views.items():
        need(views[file] >= times, f"{file} was shown {times} times and logged {views[file]} times")


def photographs_are_announced_and_kept(e):
    announced = {}
    for _, packet in packets_of(e):
        photo = hz.read_jwt(packet).get("photo")
        if photo:
            announced[photo["fileId"]] = photo["sha256"]
    need(e.photos == announced, "announced and acknowledged photographs differ")
    need(not e.of("vault.integrity"), f"damage: {e.of('vault.integrity')[:3]}")


def no_secret_is_printed(e):
    for secret, what in e.secrets.items():
        need(secret not in e.printed, f"{what} stands in a server's log")


def no_honest_laptop_is_accused(e):
    bad = [data for _, data in e.of("fraud") if re.search(r"CHAIN_|REPLAY|SIGNATURE|TIME_WINDOW|TOKEN", data.get("code", ""))]
    need(not bad, f"{len(bad)} accusations: {bad[:2]}")


DEMANDS = (the_log_is_one_chain, nothing_acknowledged_is_lost, nothing_appears_twice,
           every_mark_is_in_the_offices_list, decisions_stand, photographs_are_announced_and_kept,
           no_secret_is_printed, no_honest_laptop_is_accused)


def reckon(evidence):
    for demand in DEMANDS:
        demand(evidence)


# ---- what must be found --------------------------------------------------------------------------


def _forged(e, index, **changes):
    e.rows[index] = {**e.rows[index], **changes}


def _acknowledged_and_lost(e):
    e.packets[hz.uuid7()] = {"index": 3, "recordHash": e.rows[3]["recordHash"], "status": "accepted", "device": "x"}


def _dropped_from_the_log(e):
    index = min(known["index"] for known in e.packets.values())
    del e.rows[index], e.records[index]


def _in_the_log_twice(e):
    first = packets_of(e)[0][0]
    e.rows.append(e.rows[first])
    e.records.append(e.records[first])


def _not_acknowledged(e):
    e.packets.popitem()


def _another_place(e):
    packet_id, known = next(iter(e.packets.items()))
    e.packets[packet_id] = {**known, "index": known["index"] + 1}


def _rewritten(e):
    index = e.size // 2
    _forged(e, index, entry=e.rows[index]["entry"].replace('"v":5', '"v":6'))


def _another_root(e):
    e.checkpoints[e.size - 1] = {b64(bytes(32)): "control"}


def _mark_lost(e):
    e.marks.pop()


def _photo_lost(e):
    e.photos[hz.uuid7()] = b64(bytes(32))


def _decision_lost(e):
    e.overrides[next(iter(e.packets))] = [e.size]


def _event_open_again(e):
    e.resolved.add(hz.uuid7())


def _second_registration(e):
    e.devices.pop()


def _secret_printed(e):
    e.printed = e.printed + next(iter(e.secrets))


CONTROLS = (
    (_acknowledged_and_lost, nothing_acknowledged_is_lost),
    (_dropped_from_the_log, nothing_acknowledged_is_lost),
    (_another_place, nothing_acknowledged_is_lost),
    (_in_the_log_twice, nothing_appears_twice),
    (_not_acknowledged, nothing_appears_twice),
    (_second_registration, nothing_appears_twice),
    (_rewritten, the_log_is_one_chain),
    (_dropped_from_the_log, the_log_is_one_chain),
    (_another_root, the_log_is_one_chain),
    (_mark_lost, every_mark_is_in_the_offices_list),
    (_photo_lost, photographs_are_announced_and_kept),
    (_decision_lost, decisions_stand),
    (_event_open_again, decisions_stand),
    (_secret_printed, no_secret_is_printed),
)


def controls(evidence):
    """Each damage, done to a copy, must be found by the demand that is there for it; returns how many were."""
    for damage, demand in CONTROLS:
        hurt = evidence.copy()
        damage(hurt)
        try:
            demand(hurt)
        except (Broken, hz.ProtocolError):
            continue
        raise Broken(f"{demand.__name__} did not find {damage.__name__}")
    return len(CONTROLS)
