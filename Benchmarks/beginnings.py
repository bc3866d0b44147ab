"""A new machine: the stand-in for the base image, and `prepare`, with an empty store and with a full one."""

import os
import shutil

from cases import FLOOR, Case
from peers import AREA, BASE, ROOT, SLIPWAY
from timing import call

RECIPE = ROOT / "Sandbox/Bases/python-3.11-alpine"
HOME = AREA / "new-machine"


def environment():
    return {**os.environ, "SLIPWAY_HOME": str(HOME)}


def packages():
    lines = (RECIPE / "packages.txt").read_text().splitlines()
    return ",".join(line.strip() for line in lines if line.strip() and not line.startswith(("#", "-")))


def stand_in(peer):
    """The first build of all. The floor is what mmdebstrap needs for the same packages."""
    if peer == FLOOR:
        packed = AREA / "packages.tar"
        words = ["mmdebstrap", "-q", "--mode=root", "--variant=extract", "--skip=output/dev"]
        yield "first build", call([*words, f"--include={packages()}", "bookworm", packed])
        packed.unlink()
        return
    shutil.rmtree(HOME, ignore_errors=True)
    folder = AREA / "work/stand-in"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "Dockerfile").write_text(f"FROM {BASE}\n")
    yield "first build", call([SLIPWAY, "build", "-q", "-t", "bench", "."], folder, environment())
    shutil.rmtree(HOME, ignore_errors=True)


def prepare(peer):
    shutil.rmtree(HOME, ignore_errors=True)
    for variant in ("cold", "warm"):
        yield variant, call([SLIPWAY, "prepare"], None, environment())
    shutil.rmtree(HOME, ignore_errors=True)


CASES = [
    Case("stand-in", ("slipway", FLOOR), stand_in),
    Case("prepare", ("slipway",), prepare),
]
