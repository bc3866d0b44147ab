"""Runs commands where a quota leaves them little room, and looks whether anything is lost.

    Reliability/run quota

The store lies in a subvolume of a btrfs in a file, which may grow by so many bytes and no more: the kernel itself fails
what is written then with EDQUOT, at other places than a full disk would. A command that cannot do its work must say so
in a sentence; the store must open, `kept:v1` must be there whole, and without the quota the command must succeed. Needs
root, loop devices and btrfs-progs.
"""

import os
import pathlib
import subprocess
import tempfile

import scene as scenes

ROOM = [16 << 10, 64 << 10, 128 << 10, 256 << 10, 512 << 10, 1 << 20, 2 << 20]


def must(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


class Volume:
    """A subvolume with a quota; the mount is of this process's namespace."""

    def __init__(self, area):
        image, self.top = area / "disk", area / "top"
        with open(image, "wb") as file:
            file.truncate(1 << 30)
        must("mkfs.btrfs", "--quiet", str(image))
        self.top.mkdir()
        must("mount", "-o", "loop", str(image), str(self.top))
        must("btrfs", "quota", "enable", str(self.top))
        self.path = self.top / "store"
        must("btrfs", "subvolume", "create", str(self.path))

    def used(self):
        os.sync()
        must("btrfs", "quota", "rescan", "-w", str(self.top))
        lines = must("btrfs", "qgroup", "show", "--raw", "-f", str(self.path)).splitlines()
        return int(lines[-1].split()[1])

    def limit(self, size):
        must("btrfs", "qgroup", "limit", str(size), str(self.path))

    def close(self):
        must("umount", str(self.top))


def fill(scene, volume, case, room):
    """Whether the command succeeded all the same."""
    case.before()
    volume.limit(volume.used() + room)
    try:
        outcome = scene.execute(case.command)
        words = f"status {outcome.status}, {outcome.errors[-300:] or 'no word'}"
        scenes.demand(0 <= outcome.status < 128, f"it is ended by a signal: {words}")
        scenes.demand(outcome.status == 0 or outcome.errors, f"it fails without a word: {words}")
        if outcome.status == 0:
            case.after()
        scene.check_kept()
    finally:
        volume.limit("none")
    if case.name != "rmi" or scene.id("project:v1"):
        scene.must_execute(case.command)
    case.after()
    scene.check_whole("kept:v1", *(name for name in ("project:v1", scene.remote) if scene.id(name)))
    return outcome.status == 0


def main():
    with tempfile.TemporaryDirectory(prefix="slipway-quota-") as folder:
        area = pathlib.Path(folder)
        volume = Volume(area)
        scene = scenes.Scene(os.environ["SLIPWAY_BINARY"], area / "scene", store=volume.path / "home")
        table = scenes.Table("command", "quotas", "succeeded all the same", "lost something")
        for case in scenes.cases(scene):
            endured = broken = 0
            for room in ROOM:
                try:
                    endured += fill(scene, volume, case, room)
                except scenes.Broken as words:
                    broken += 1
                    print(f"{case.name} with {room} bytes: {words}", flush=True)
            table.row(case.name, len(ROOM), endured, broken)
        scene.close()
        volume.close()
    table.end()


main()
