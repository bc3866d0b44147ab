"""The work that is measured: how a context is made, and what is changed before each further build."""

import os
import pathlib
from dataclasses import dataclass, field
from typing import Callable

BASE = "python:3.11-alpine"
LESSON = pathlib.Path(__file__).resolve().parent.parent / "Lessons/06-building-a-custom-image/solution"


@dataclass
class Case:
    name: str
    make: Callable[[pathlib.Path], None]
    variants: list = field(default_factory=list)
    # Whether the image is run and asked for its page, in place of being built.
    serves: bool = False


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


def make_hundred(folder):
    lines = [f"FROM {BASE}"]
    for number in range(33):
        (folder / f"file{number}").write_text(f"{number}\n")
        lines += [f"ENV VARIABLE_{number}={number}", f"COPY file{number} /data/", f"LABEL label{number}={number}"]
    (folder / "Dockerfile").write_text("\n".join(lines) + "\n")


def make_many_files(folder):
    for number in range(500):
        (folder / "tree" / str(number)).mkdir(parents=True)
        for index in range(100):
            (folder / "tree" / str(number) / str(index)).write_bytes(os.urandom(1024))
    dockerfile("COPY tree /tree")(folder)


def make_one_file(folder):
    with open(folder / "large", "wb") as large:
        for _ in range(1024):
            large.write(os.urandom(1 << 20))
    dockerfile("COPY large /large")(folder)


CASES = [
    Case("lesson", make_lesson, [("cached", same), ("app.py edited", edit_app)]),
    Case("hundred-instructions", make_hundred, [("cached", same)]),
    Case("twenty-runs", dockerfile(*["RUN true"] * 20), [("cached", same)]),
    Case("files-50000", make_many_files, [("cached", same), ("touched", touch_all)]),
    Case("file-1GiB", make_one_file, [("cached", same), ("touched", touch_all)]),
    Case("run-http", dockerfile('CMD ["python", "-m", "http.server", "5000"]'), serves=True),
    Case("run-writes-500MiB", dockerfile("RUN head -c 524288000 /dev/urandom > /data")),
]
