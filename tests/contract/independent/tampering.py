"""What somebody with the server's disk in his hands can do, and nobody with the protocol alone."""

import pathlib
import sqlite3


def database_of(data):
    return next(p for p in pathlib.Path(data).rglob("*") if p.is_file() and p.read_bytes()[:15] == b"SQLite format 3")


def change_one_byte(data, entry):
    """Changes one digit of a log entry's time in the database file itself, behind every trigger, while no server
    runs. Returns the byte's place and what it was and is."""
    path = database_of(data)
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    content = bytearray(path.read_bytes())
    place = content.find(entry.encode())
    assert place >= 0, f"{path} does not hold the entry's text"
    assert content.find(entry.encode(), place + 1) < 0, "the entry's text stands twice in the file"
    mark = '"syncTimestamp":'
    place += entry.index(mark) + len(mark) + 5
    before = chr(content[place])
    after = "1" if before != "1" else "2"
    content[place] = ord(after)
    path.write_bytes(bytes(content))
    return place, before, after


def columns(connection, word):
    """(table, column) pairs of tables whose name holds `word`."""
    tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type='table'")]
    return [(table, row[1]) for table in tables if word in table.lower()
            for row in connection.execute(f"PRAGMA table_info({table})")]


def expire_codes(data):
    """Sets every enrolment code's end into the past."""
    connection = sqlite3.connect(database_of(data))
    done = 0
    for table, column in columns(connection, "code"):
        if "expire" in column.lower():
            done += connection.execute(f"UPDATE {table} SET {column} = 1000").rowcount
    connection.commit()
    connection.close()
    assert done, "no enrolment code was found to expire"
