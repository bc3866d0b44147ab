"""Kills commands at random moments, and looks whether anything is lost.

    Reliability/run kills [--kills N] [--seed S]

Each kill takes one command at random (build, load, pull, save, tag, rmi, prune), at a moment up to its usual end, alone
or with all its children; a command that has ended by then is not counted. Then the store must open, `kept:v1` must be there whole, a command that had
reported its end must have done it, and the same command must succeed when it is run again.
"""

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time

import scene as scenes


def usual_seconds(scene, case):
    case.before()
    start = time.monotonic()
    scene.must(*case.words)
    return time.monotonic() - start


def kill_once(scene, case, moment, with_children):
    """Returns whether the command had ended before the kill came."""
    case.before()
    process = subprocess.Popen(
        scene.command(*case.words), cwd=scene.area, env=scene.environment, stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True)
    try:
        process.wait(timeout=moment)
    except subprocess.TimeoutExpired:
        pass
    try:
        os.killpg(process.pid, signal.SIGKILL) if with_children else process.kill()
    except ProcessLookupError:
        pass  # it had ended, and its children too
    process.stderr.close()
    status = process.wait()
    scene.check_kept()
    if status == 0:
        case.after()
    scenes.demand(status in (0, -signal.SIGKILL), f"it ended with {status} before the kill came")
    if status != 0:
        again(scene, case)
    scene.check_whole("kept:v1", *(name for name in ("project:v1", scene.remote) if scene.id(name)))
    return status == 0


def again(scene, case):
    """A broken-off command goes on; what it had done already may refuse to be done twice."""
    if case.name == "rmi" and scene.id("project:v1") == "":
        return
    scene.must(*case.words)
    case.after()


def main():
    parser = argparse.ArgumentParser(prog="Reliability/run kills")
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().getrandbits(63))
    options = parser.parse_args()
    generator = random.Random(options.seed)
    print(f"seed {options.seed}, {options.kills} kills\n", flush=True)
    with tempfile.TemporaryDirectory(prefix="slipway-kills-") as area:
        scene = scenes.Scene(os.environ["SLIPWAY_BINARY"], area)
        commands = scenes.cases(scene)
        usual = {case.name: usual_seconds(scene, case) for case in commands}
        counts = {case.name: [0, 0, 0] for case in commands}
        number = 0
        while sum(count[0] for count in counts.values()) < options.kills:
            number += 1
            case = generator.choice(commands)
            moment = generator.uniform(0, usual[case.name])
            with_children = generator.random() < 0.5
            count = counts[case.name]
            try:
                ended = kill_once(scene, case, moment, with_children)
                count[0 if not ended else 1] += 1
            except scenes.Broken as broken:
                count[2] += 1
                print(f"kill {number}, seed {options.seed}: {case.name} after {moment:.3f} s: {broken}", file=sys.stderr)
        scene.forget_project()
        scene.close()
    table = scenes.Table("command", "killed", "ended before the kill", "lost something")
    for name, count in counts.items():
        table.row(name, *count)
    table.end()


main()
