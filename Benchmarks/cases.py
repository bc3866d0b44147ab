"""A case: what is measured under one name, by which peers; and the builds among them."""

import os
import pathlib
import shutil
from dataclasses import dataclass, field
from typing import Callable

from peers import (
    AREA, BASE, BUILDAH, DOCKER, ROOT, RUNC, SLIPWAY, forget_buildah, forget_docker, forget_slipway, need_docker)
from timing import call

LESSON = ROOT / "Lessons/06-building-a-custom-image/solution"
# A column that is not a peer but a lower bound: what the work takes without any container program.
FLOOR = "floor"


@dataclass
class Case:
    """One round for one peer gives pairs of a variant's name and a Figure."""

    name: str
    peers: tuple
    round: Callable


@dataclass
class Build:
    """A context, and what is changed in it before each further build."""

    name: str
    make: Callable[[pathlib.Path], None]
    variants: list = field(default_factory=list)


def same(folder):
    pass


def touch_all(folder):
    for path in folder.rglob("*"):
        if path.is_file():
            os.utime(path)


def make_lesson(folder):
    for name in ("app.py", "requirements.txt", "Dockerfile"):
        (folder / name).write_bytes((LESSON / name).read_bytes())


def edit_app(folder):
    with open(folder / "app.py", "a") as app:
        app.write(f"# {os.urandom(4).hex()}\n")


def dockerfile(*lines):
    def make(folder):
        (folder / "Dockerfile").write_text("\n".join([f"FROM {BASE}", *lines]) + "\n")

    return make


def make_instructions(folder, count=100):
    """A third each of ENV, COPY and LABEL."""
    lines = [f"FROM {BASE}"]
    for number in range(count // 3):
        (folder / f"file{number}").write_text(f"{number}\n")
        lines += [f"ENV VARIABLE_{number}={number}", f"COPY file{number} /data/", f"LABEL label{number}={number}"]
    (folder / "Dockerfile").write_text("\n".join(lines) + "\n")


def make_files(folder, count=50_000, size=1024):
    for number in range(count // 100):
        (folder / "tree" / str(number)).mkdir(parents=True)
        for index in range(100):
            (folder / "tree" / str(number) / str(index)).write_bytes(os.urandom(size))
    dockerfile("COPY tree /tree")(folder)


def make_one_file(folder):
    with open(folder / "large", "wb") as large:
        for _ in range(1024):
            large.write(os.urandom(1 << 20))
    dockerfile("COPY large /large")(folder)


BUILDS = [
    Build("lesson", make_lesson, [("cached", same), ("app.py edited", edit_app)]),
    Build("hundred-instructions", make_instructions, [("cached", same)]),
    Build("twenty-runs", dockerfile(*["RUN true"] * 20), [("cached", same)]),
    Build("files-50000", make_files, [("cached", same), ("touched", touch_all)]),
    Build("file-1GiB", make_one_file, [("cached", same), ("touched", touch_all)]),
    Build("run-writes-500MiB", dockerfile("RUN dd if=/dev/urandom of=/data bs=1M count=500")),
]

ISOLATION = ["--isolation", "oci", "--runtime", RUNC, "--network", "host"]
DOCKER_BUILD = [DOCKER, "build", "-q", "--network", "host", "-t", "bench", "."]
COMMANDS = {
    "slipway": ([SLIPWAY, "build", "-q", "-t", "bench", "."], forget_slipway, {}),
    "buildkit": (DOCKER_BUILD, forget_docker, {"DOCKER_BUILDKIT": "1"}),
    "classic": (DOCKER_BUILD, forget_docker, {"DOCKER_BUILDKIT": "0"}),
    "buildah": ([*BUILDAH, "build", "-q", "--layers", *ISOLATION, "-t", "bench", "."], forget_buildah, {}),
}


def fresh_folder(name):
    folder = AREA / "work" / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def build_round(build):
    def go(peer):
        command, forget, variables = COMMANDS[peer]
        if peer in ("buildkit", "classic"):
            need_docker()
        environment = {**os.environ, **variables}
        folder = fresh_folder(build.name)
        build.make(folder)
        forget()
        os.sync()
        yield "cold", call(command, folder, environment)
        for variant, change in build.variants:
            change(folder)
            os.sync()
            yield variant, call(command, folder, environment)

    return go


CASES = [Case(build.name, tuple(COMMANDS), build_round(build)) for build in BUILDS]
