"""Lets each change of a file fail once, with each error, and looks whether anything is lost.

    Reliability/run faults [--first N] [--every N] [--errors ENOSPC,EIO,…] [COMMAND…]

A library that is loaded into slipway's programs counts what they write, sync, rename, link, make, remove, size and close,
all processes of a command together, and has the n-th of them fail. A command that cannot do its work must say so in a
sentence and not crash; one that says it has succeeded must have done it. Then the store must open, `kept:v1` must be
there whole, and the command must succeed when it is run again. EMFILE fails at what opens a file instead. The command
`edit` is the lab itself: a text is typed and saved, and the lesson's progress kept.
"""

import argparse
import errno
import os
import pathlib
import subprocess
import sys
import tempfile

import scene as scenes

HERE = pathlib.Path(__file__).resolve().parent
ERRORS = ["ENOSPC", "EIO", "EDQUOT", "EMFILE"]


class Failing:
    """The library, and the page in which it counts."""

    def __init__(self, folder):
        self.library = folder / "failing.so"
        made = subprocess.run(
            ["cc", "-shared", "-fPIC", "-O1", "-o", self.library, HERE / "failing.c", "-ldl"], capture_output=True)
        if made.returncode != 0:
            sys.exit(f"the library of faults cannot be compiled: {made.stderr.decode()}")
        self.page = folder / "count"
        self.page.write_bytes(bytes(4096))

    def environment(self, number, error):
        self.page.write_bytes(bytes(4096))
        return {
            "LD_PRELOAD": str(self.library), "FAIL_COUNT": str(self.page), "FAIL_AT": str(number),
            "FAIL_ERRNO": str(getattr(errno, error)), "FAIL_KIND": "open" if error == "EMFILE" else "change",
        }

    @property
    def count(self):
        return int.from_bytes(self.page.read_bytes()[:4], sys.byteorder)


def fail_once(scene, failing, case, number, error):
    """Returns None where the command makes fewer changes, otherwise whether it succeeded all the same."""
    case.before()
    outcome = scene.execute(case.command, environment=failing.environment(number, error))
    if failing.count < number:
        return None
    words = f"status {outcome.status}, {outcome.errors[-300:] or 'no word'}"
    scenes.demand(0 <= outcome.status < 128, f"it is ended by a signal: {words}")
    scenes.demand(outcome.status == 0 or outcome.errors, f"it fails without a word: {words}")
    if outcome.status == 0:
        case.after()
    scene.check_kept()
    if case.name != "rmi" or scene.id("project:v1"):
        scene.must_execute(case.command)
    case.after()
    scene.check_whole("kept:v1", *(name for name in ("project:v1", scene.remote) if scene.id(name)))
    return outcome.status == 0


def try_all(scene, failing, case, error, first, every):
    number, tried, endured, broken = first, 0, 0, 0
    while True:
        try:
            succeeded = fail_once(scene, failing, case, number, error)
            if succeeded is None:
                return tried, endured, broken
            endured += succeeded
        except scenes.Broken as words:
            broken += 1
            print(f"{case.name}, {error} at {number}: {words}", file=sys.stderr, flush=True)
        tried += 1
        number += every


def main():
    parser = argparse.ArgumentParser(prog="Reliability/run faults")
    parser.add_argument("--every", type=int, default=1, help="only every n-th change fails")
    parser.add_argument("--first", type=int, default=1, help="the first change that fails")
    parser.add_argument("--errors", default=",".join(ERRORS))
    parser.add_argument("commands", nargs="*")
    options = parser.parse_args()
    if options.first < 1 or options.every < 1 or not set(options.errors.split(",")) <= set(ERRORS):
        parser.error("--first and --every are 1 or more, and --errors is of " + ", ".join(ERRORS))
    with tempfile.TemporaryDirectory(prefix="slipway-faults-") as area:
        failing = Failing(pathlib.Path(area))
        scene = scenes.Scene(os.environ["SLIPWAY_BINARY"], pathlib.Path(area) / "scene")
        table = scenes.Table("command and error", "faults", "succeeded all the same", "lost something")
        for case in scenes.cases(scene) + [scenes.editing(scene)]:
            if options.commands and case.name not in options.commands:
                continue
            for error in options.errors.split(","):
                counts = try_all(scene, failing, case, error, options.first, options.every)
                table.row(f"{case.name}, {error}", *counts)
        scene.forget_project()
        scene.close()
    table.end()


main()
