"""Holds answers of a server against its own openapi.json: the status is one that the document names for the route, the
type of the content too, and the body is of the shape that stands there, without a member that does not.

As a program: runs the tests that ask a whole server in their own process and holds every answer that they saw.

    python3 tests/contract/shapes.py OPENAPI TEST [TEST …]
"""

import base64
import collections
import copy
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import threading

import jsonschema


def strict(schema):
    """The document lets answers grow; whoever adds a member says so there, or the tests do not pass."""
    if isinstance(schema, list):
        return [strict(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    made = {key: strict(value) for key, value in schema.items()}
    if "properties" in made and made.get("type") == "object":
        made.setdefault("additionalProperties", False)
    return made


class Shapes:
    """Thread-safe. `problems` has a line for each kind of answer that the document does not know."""

    # Statuses that any route may answer and that say nothing of its own: they come before it is reached.
    BEFORE_THE_ROUTE = {400, 401, 403, 404, 405, 408, 413, 414, 415, 429, 431, 500, 501, 503, 505}

    def __init__(self, document):
        self.schemas = strict(copy.deepcopy(document["components"]))
        self.responses = document["components"]["responses"]
        self.paths = document["paths"]
        self.patterns = sorted(((re.compile(re.sub(r"\{[^}]+\}", "[^/]+", path) + "$"), path) for path in self.paths),
                               key=lambda one: one[1].count("{"))
        self.validators, self.problems, self.held = {}, collections.Counter(), collections.Counter()
        self.lock = threading.Lock()

    def validator(self, schema):
        key = json.dumps(schema, sort_keys=True)
        if key not in self.validators:
            self.validators[key] = jsonschema.Draft202012Validator({**strict(schema), "components": self.schemas},
                                                                   format_checker=jsonschema.FormatChecker())
        return self.validators[key]

    def hold(self, method, path, status, type, body):
        with self.lock:
            self.judge(method.lower(), path.split("?")[0], status, (type or "").split(";")[0].strip(), body)

    def judge(self, method, path, status, kind, body):
        template = next((path_of for pattern, path_of in self.patterns if pattern.match(path)), None)
        operation = self.paths.get(template, {}).get(method)
        if operation is None:
            named = {}
        else:
            named = operation["responses"].get(str(status))
        name = f"{method} {template or path} {status}"
        if named is None and status in self.BEFORE_THE_ROUTE and kind == "application/problem+json":
            named = {}
        if named is None:
            self.problems[f"{name}: the document does not name this status"] += 1
            return
        if "$ref" in named:
            named = self.responses[named["$ref"].split("/")[-1]]
        if not named:
            named = self.responses["Problem"]
        content = named.get("content", {})
        if not content and not body:
            self.held[name] += 1
            return
        if kind not in content:
            self.problems[f"{name}: {kind or 'no type'} instead of {', '.join(content) or 'no content'}"] += 1
            return
        schema = content[kind].get("schema")
        if schema and "json" in kind:
            try:
                value = json.loads(body)
            except ValueError:
                self.problems[f"{name}: no JSON"] += 1
                return
            for error in self.validator(schema).iter_errors(value):
                error = jsonschema.exceptions.best_match([error])
                where = re.sub(r"\d+", "N", "/".join(map(str, error.absolute_path)))
                words = re.sub(r"'[^']{25,}'", "'…'", error.message)[:200]
                self.problems[f"{name}: {where}: {words}"] += 1
        self.held[name] += 1

    def unseen(self):
        """Answers of success that the document promises and nobody saw."""
        return sorted(name for path, methods in self.paths.items() for method, operation in methods.items()
                      for status in operation["responses"] if status.startswith("2")
                      if (name := f"{method} {path} {status}") not in self.held)


def damaged(document):
    """Copies of the document that are wrong, each of which must be found: this test can fail."""
    for damage in (lambda one: one["components"]["schemas"]["Explained"]["properties"].pop("points"),
                   lambda one: one["components"]["schemas"]["Device"]["required"].append("colour"),
                   lambda one: one["components"]["schemas"]["Session"]["properties"].update(expiresAt={"type": "string"}),
                   lambda one: one["paths"]["/api/v5/users"]["post"]["responses"].pop("201"),
                   lambda one: one["paths"]["/api/v5/metrics"]["get"]["responses"]["200"].update(
                       content={"application/json": {}})):
        copied = copy.deepcopy(document)
        damage(copied)
        yield copied


def main():
    document = json.loads(pathlib.Path(sys.argv[1]).read_text(encoding="utf-8"))
    shapes = Shapes(document)
    with tempfile.TemporaryDirectory(prefix="haziri-shapes-") as folder:
        note = pathlib.Path(folder) / "answers"
        for test in sys.argv[2:]:
            done = subprocess.run([test], env={**os.environ, "HAZIRI_TEST_ANSWERS": str(note)}, capture_output=True,
                                  text=True, errors="replace", timeout=280)
            if done.returncode != 0:
                sys.exit(f"{test} failed:\n{done.stdout[-2000:]}")
        answers = [json.loads(line) for line in note.read_text(encoding="utf-8").splitlines()]
    for one in answers:
        one["body"] = base64.b64decode(one["body"])
        shapes.hold(**one)
    for number, wrong in enumerate(damaged(document), 1):
        control = Shapes(wrong)
        for one in answers:
            control.hold(**one)
        if not control.problems:
            sys.exit(f"damage {number} of the document was not found")
    for problem, times in sorted(shapes.problems.items()):
        print(f"{times:6d}  {problem}")
    print(f"{sum(shapes.held.values())} answers of {len(shapes.held)} kinds held; of success nobody saw: "
          f"{', '.join(shapes.unseen()) or 'none'}")
    sys.exit(1 if shapes.problems or len(shapes.held) < 40 else 0)


if __name__ == "__main__":
    main()
