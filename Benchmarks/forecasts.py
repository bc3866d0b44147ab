"""What a build would do, said without building: `build --dry-run`, as the lab's gutter asks it behind each key."""

import os

from cases import FLOOR, Case, edit_app, fresh_folder, make_lesson
from peers import BASE, SLIPWAY
from timing import call

# A lesson's size, and a large project: a hundred instructions over a thousand files.
FOLDERS, FILES = 20, 50


def make_large(folder):
    for number in range(FOLDERS):
        place = folder / "src" / str(number)
        place.mkdir(parents=True)
        for index in range(FILES):
            (place / f"{index}.py").write_text(f"print({number}, {index})\n")
    lines = [f"COPY src/{number % FOLDERS} /data/{number}" for number in range(99)]
    (folder / "Dockerfile").write_text("\n".join([f"FROM {BASE}", *lines]) + "\n")


def edit_source(folder):
    with open(folder / "src" / str(FOLDERS // 2) / "0.py", "a") as source:
        source.write(f"# {os.urandom(4).hex()}\n")


PROJECTS = [("lesson", make_lesson, edit_app), ("100 x 1,000", make_large, edit_source)]


def forecast(peer):
    """The floor is the program's own start, which the lab has behind it."""
    for name, make, edit in PROJECTS:
        folder = fresh_folder("forecast")
        if peer == FLOOR:
            figure = call([SLIPWAY, "--version"], folder)
            yield name, figure
            yield f"{name}, edited", figure
            continue
        make(folder)
        call([SLIPWAY, "build", "-q", "-t", "bench", "."], folder)
        os.sync()
        yield name, call([SLIPWAY, "build", "--dry-run", "."], folder)
        edit(folder)
        yield f"{name}, edited", call([SLIPWAY, "build", "--dry-run", "."], folder)


CASES = [Case("forecast", ("slipway", FLOOR), forecast)]
