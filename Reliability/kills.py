"""Kills commands at random moments, and looks whether anything is lost.

    Reliability/run kills [--kills N] [--seed S]

Each kill takes one command at random (build, load, pull, save, tag, rmi, prune), at a moment up to its usual end, alone
or with all its children; a command that has ended by then is not counted. Then the store must open, `kept:v1` must be there whole, a command that had
reported its end must have done it, and the same command must succeed when it is run again.
"""

import os
import signal
import sys
import tempfile

import scene as scenes


def kill_once(attack, case, moment, with_children):
    """Returns whether the command had ended before the kill came."""
    process = attack.start(case, moment)
    status = attack.kill(process, with_children)
    attack.check(case, has_succeeded=status == 0)
    scenes.demand(status in (0, -signal.SIGKILL), f"it ended with {status} before the kill came")
    return status == 0


def main():
    options, generator = scenes.random_options("Reliability/run kills", "kills", 1000)
    with tempfile.TemporaryDirectory(prefix="slipway-kills-") as area:
        scene = scenes.Scene(os.environ["SLIPWAY_BINARY"], area)
        attack = scenes.Attack(scene, scenes.cases(scene), generator)
        number = 0
        while sum(count[0] for count in attack.counts.values()) < options.times:
            number += 1
            case, moment = attack.choose()
            with_children = generator.random() < 0.5
            count = attack.counts[case.name]
            try:
                ended = kill_once(attack, case, moment, with_children)
                count[0 if not ended else 1] += 1
            except scenes.Broken as broken:
                count[2] += 1
                print(f"kill {number}, seed {options.seed}: {case.name} after {moment:.3f} s: {broken}", file=sys.stderr)
        scene.forget_project()
        scene.close()
    attack.print_table("killed", "ended before the kill")


main()
