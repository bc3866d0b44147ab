"""Growth: the same command in a store, a history, a context and a Dockerfile of growing size."""

import hashlib
import io
import json
import math
import os
import shutil
import tarfile
from dataclasses import dataclass
from typing import Callable

from cases import LESSON, dockerfile, fresh_folder, make_files, make_instructions, make_lesson
from lab import Terminal
from peers import AREA, BASE, SLIPWAY
from timing import CannotRun, Figure, call

HOME = AREA / "growth"


@dataclass
class Curve:
    """`measure` gets sizes in ascending order and gives triples of a size, a row's name and a Figure."""

    name: str
    sizes: tuple
    measure: Callable


def environment():
    return {**os.environ, "SLIPWAY_HOME": str(HOME)}


def slipway(*words, folder=None, may_fail=False):
    return call([SLIPWAY, *words], folder, environment(), may_fail)


def thrice(*words, **options):
    """For what takes milliseconds."""
    return Figure.median([slipway(*words, **options) for _ in range(3)])


def new_home():
    """A store with the base image and nothing else."""
    shutil.rmtree(HOME, ignore_errors=True)
    archive = os.environ.get("BENCH_BASE_ARCHIVE", AREA / "base.tar")
    slipway("load", "-q", "-i", archive)


def add_text(tar, name, value):
    text = json.dumps(value).encode()
    entry = tarfile.TarInfo(name)
    entry.size = len(text)
    tar.addfile(entry, io.BytesIO(text))


def archive_of(count, path):
    """One archive with so many images: a layer of one small file, and a config of its own."""
    manifest = []
    with tarfile.open(path, "w") as tar:
        for number in range(count):
            layer = io.BytesIO()
            with tarfile.open(fileobj=layer, mode="w") as files:
                add_text(files, f"file{number}", number)
            bytes_of_layer = layer.getvalue()
            entry = tarfile.TarInfo(f"{number}.tar")
            entry.size = len(bytes_of_layer)
            tar.addfile(entry, io.BytesIO(bytes_of_layer))
            diff_id = "sha256:" + hashlib.sha256(bytes_of_layer).hexdigest()
            add_text(tar, f"{number}.json", {
                "architecture": "amd64", "os": "linux", "config": {"Labels": {"number": str(number)}},
                "rootfs": {"type": "layers", "diff_ids": [diff_id]}})
            manifest.append({
                "Config": f"{number}.json", "RepoTags": [f"growth/{number}:latest"], "Layers": [f"{number}.tar"]})
        add_text(tar, "manifest.json", manifest)


def lab_start(folder):
    terminal = Terminal(folder, variables={"SLIPWAY_HOME": str(HOME)})
    seconds = terminal.until(b"step", 60) - terminal.started
    megabytes = terminal.memory()
    terminal.end()
    return Figure(seconds, None, megabytes)


def images(sizes):
    for size in sizes:
        new_home()
        folder = fresh_folder("growth")
        make_lesson(folder)
        dockerfile("COPY app.py .")(folder)
        archive = AREA / "many.tar"
        archive_of(size, archive)
        yield size, "load", slipway("load", "-q", "-i", archive)
        archive.unlink()
        build = ("build", "-q", "-t", "flask-app", ".")
        slipway(*build, folder=folder)
        yield size, "cached build", thrice(*build, folder=folder)
        yield size, "images", thrice("images")
        yield size, "check", thrice("check", LESSON.parent.name, "--workspace", folder, may_fail=True)
        yield size, "lab, first frame", Figure.median([lab_start(folder) for _ in range(3)])
        yield size, "system prune", thrice("system", "prune", "--force")
        yield size, "system prune --all", slipway("system", "prune", "--all", "--force")


def history(sizes):
    """Builds that are all in the cache, so that the builds that are kept are what grows."""
    new_home()
    folder = fresh_folder("growth")
    dockerfile("ENV A=1")(folder)
    done = 0
    for size in sizes:
        for _ in range(size - done):
            slipway("build", "-q", "-t", "bench", ".", folder=folder)
        done = size
        yield size, "cached build", thrice("build", "-q", "-t", "bench", ".", folder=folder)
        yield size, "builds", thrice("builds")


def files(sizes):
    for size in sizes:
        new_home()
        folder = fresh_folder("growth")
        make_files(folder, size, 100)
        os.sync()
        yield size, "cold", slipway("build", "-q", "-t", "bench", ".", folder=folder)
        yield size, "cached", thrice("build", "-q", "-t", "bench", ".", folder=folder)
        (folder / "tree/0/0").write_text("another content\n")
        yield size, "one file changed", slipway("build", "-q", "-t", "bench", ".", folder=folder)
        yield size, "system prune --all", slipway("system", "prune", "--all", "--force")


def built_twice(make):
    def go(sizes):
        for size in sizes:
            new_home()
            folder = fresh_folder("growth")
            make(folder, size)
            yield size, "cold", slipway("build", "-q", "-t", "bench", ".", folder=folder)
            yield size, "cached", thrice("build", "-q", "-t", "bench", ".", folder=folder)

    return go


def make_stages(folder, count):
    """A chain: each stage copies the file of the one before and adds one of its own."""
    lines = [f"FROM {BASE} AS stage0", "COPY file /file0"]
    (folder / "file").write_text("a file\n")
    for number in range(1, count):
        lines += [f"FROM {BASE} AS stage{number}", f"COPY --from=stage{number - 1} /file{number - 1} /file{number}"]
    (folder / "Dockerfile").write_text("\n".join(lines) + "\n")


CURVES = [
    Curve("growth-images", (10, 1_000, 10_000), images),
    Curve("growth-history", (1, 100, 1_000), history),
    Curve("growth-files", (5_000, 50_000, 500_000), files),
    Curve("growth-instructions", (9, 99, 999), built_twice(make_instructions)),
    Curve("growth-stages", (2, 20, 200), built_twice(make_stages)),
]


def show(curve, largest=None):
    """A line for each row: seconds at each size, what ten times the size costs at the end, memory at the largest."""
    sizes = curve.sizes
    if largest:
        sizes = sorted({min(size, largest) for size in curve.sizes})
    load = os.getloadavg()[0]
    rows = {}
    try:
        for size, name, figure in curve.measure(sizes):
            rows.setdefault(name, {})[size] = figure
    except CannotRun as reason:
        print(f"{curve.name}: not all of it could be measured: {reason}", flush=True)
    heads = "".join(f"{size:>12,}" for size in sizes)
    print(f"\n{curve.name:<36}{heads}{'ten times':>12}{'MB':>8}   load {load:.1f}")
    for name, figures in rows.items():
        cells = "".join(f"{figures[size].seconds:>12.3f}" if size in figures else f"{'–':>12}" for size in sizes)
        last = figures[max(figures)]
        memory = f"{last.megabytes:>8.0f}" if last.megabytes else f"{'–':>8}"
        print(f"{name:<36}{cells}{factor(figures)}{memory}", flush=True)
    shutil.rmtree(HOME, ignore_errors=True)


def factor(figures):
    """How many times longer ten times the size takes, between the two largest: more than 10 is worse than linear."""
    if len(figures) < 2:
        return f"{'–':>12}"
    before, last = sorted(figures)[-2:]
    times = (figures[last].seconds / figures[before].seconds) ** (1 / math.log10(last / before))
    return f"{times:>10.1f} x"
