"""Cuts the power at random moments, and looks whether anything is lost.

    Reliability/run power [--cuts N] [--seed S]

The store lies on an ext4 whose disk is a file. A cut is a copy of that file, taken at once (a reflink of btrfs, which is
why the disk's file lies on one): what the kernel still had in memory, because nobody had it flushed, is not in the copy.
The copy then takes the disk's place, its journal is replayed, and the store must open, with `kept:v1` whole and with all
that a command had reported done; and a command that was broken off must succeed when it is run again.

Every second cut comes right after the command's end, where a missing flush would show. A disk that loses what it has
taken but not flushed, or reorders it, is not simulated.
"""

import os
import pathlib
import subprocess
import sys
import tempfile
import time
import uuid

import scene as scenes


BOOT = "/proc/sys/kernel/random/boot_id"


def do(*words):
    done = subprocess.run(words, capture_output=True)
    scenes.demand(done.returncode == 0, f"`{' '.join(map(str, words))}`: {done.stderr.decode().strip()}")


class Disk:
    """An ext4 on a file, which lies on a btrfs on a file."""

    def __init__(self, area):
        self.outer, self.place = area / "outer", area / "disk"
        self.file, self.copy = self.outer / "disk", self.outer / "copy"
        self.outer.mkdir()
        self.place.mkdir()
        do("truncate", "--size=3G", area / "outer.image")
        do("mkfs.btrfs", "--quiet", area / "outer.image")
        do("mount", "-o", "loop", area / "outer.image", self.outer)
        do("truncate", "--size=512M", self.file)
        do("mkfs.ext4", "-q", self.file)
        self.mount()

    def mount(self):
        do("mount", "-o", "loop", self.file, self.place)

    def unmount(self):
        """Waits until the last process that was killed no longer uses the disk."""
        deadline = time.monotonic() + 30
        while subprocess.run(["umount", self.place], capture_output=True).returncode != 0:
            scenes.demand(time.monotonic() < deadline, "the disk cannot be unmounted")
            time.sleep(0.02)

    def cut(self):
        do("cp", "--reflink=always", self.file, self.copy)

    def restart(self):
        """Gives the boot another ID, by which one run of the machine is told from another."""
        name = self.outer / "boot"
        name.write_text(f"{uuid.uuid4()}\n")
        subprocess.run(["umount", BOOT], capture_output=True)
        do("mount", "--bind", name, BOOT)

    def replace(self):
        """The machine starts again, with what was on the disk at the cut."""
        self.unmount()
        self.copy.replace(self.file)
        self.mount()
        self.restart()

    def close(self):
        subprocess.run(["umount", BOOT], capture_output=True)
        subprocess.run(["umount", "-l", self.place], capture_output=True)
        subprocess.run(["umount", "-l", self.outer], capture_output=True)


def cut_once(attack, disk, case, moment):
    """Returns whether the command had ended before the cut. Without a moment, the cut comes right after its end."""
    process = attack.start(case, moment)
    ended = process.poll()
    disk.cut()
    attack.kill(process)
    disk.replace()
    attack.check(case, has_succeeded=ended == 0)
    return ended == 0


def cut_all(attack, disk, options):
    for number in range(options.times):
        case, moment = attack.choose()
        moment = None if number % 2 else moment
        count = attack.counts[case.name]
        try:
            count[1 if cut_once(attack, disk, case, moment) else 0] += 1
        except scenes.Broken as broken:
            count[2] += 1
            print(f"cut {number}, seed {options.seed}: {case.name} at {moment}: {broken}", file=sys.stderr, flush=True)


def main():
    options, generator = scenes.random_options("Reliability/run power", "cuts", 200)
    with tempfile.TemporaryDirectory(prefix="slipway-power-") as folder:
        area = pathlib.Path(folder)
        disk = Disk(area)
        try:
            scene = scenes.Scene(os.environ["SLIPWAY_BINARY"], area / "scene", store=disk.place / "store")
            # `save` writes beside the project, not into the store.
            commands = [case for case in scenes.cases(scene) if case.name != "save"]
            attack = scenes.Attack(scene, commands, generator)
            cut_all(attack, disk, options)
            scene.close()
        finally:
            disk.close()
    attack.print_table("cut while it ran", "cut after its end")


main()
