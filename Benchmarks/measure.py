"""Runs each case with each builder in turn, and prints medians in seconds and ratios to Slipway's.

A builder or a case that cannot run says so, and the others go on.
"""

import argparse
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.request

from cases import BASE, CASES

AREA = pathlib.Path(os.environ["BENCH_AREA"])
ROOT = pathlib.Path(__file__).resolve().parent.parent
SLIPWAY = os.environ.get("BENCH_BINARY", str(ROOT / ".build/launcher/slipway"))
BUILDAH = ["buildah", "--root", str(AREA / "buildah/root"), "--runroot", str(AREA / "buildah/run")]
ISOLATION = ["--isolation", "oci", "--runtime", "runc", "--network", "host"]
DOCKER = "/usr/bin/docker"
PORT = 18950


class CannotRun(Exception):
    """Why a builder has no figure: one line for the reader."""


def call(command, cwd=None, environment=None):
    """Seconds that a command took."""
    started = time.monotonic()
    try:
        done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, errors="replace")
    except OSError as error:
        raise CannotRun(f"{command[0]}: {error.strerror}") from error
    seconds = time.monotonic() - started
    if done.returncode:
        lines = (done.stderr + done.stdout).strip().splitlines()
        raise CannotRun(f"{' '.join(command[:2])}: {lines[-1] if lines else f'exit status {done.returncode}'}")
    return seconds


def quietly(*command):
    subprocess.run(command, check=False, capture_output=True)


class Builder:
    """A way to build a folder: a command line, how to forget what it knows, and how it gets the base image."""

    def __init__(self, name, build, forget, take_base, environment=None, program=None):
        self.name = name
        self.build = build
        self.forget = forget
        self.take_base = take_base
        self.environment = {**os.environ, **(environment or {})}
        # What has `run -d -p` and `rm -f`; None where the builder runs no containers.
        self.program = program

    def run(self, folder):
        return call(self.build, folder, self.environment)

    def first_page(self):
        """Seconds from `run -p` to the first HTTP 200."""
        if self.program is None:
            raise CannotRun(f"{self.name} publishes no ports")
        started = time.monotonic()
        call([self.program, "run", "-d", "--name", "bench", "-p", f"{PORT}:5000", "bench"])
        try:
            while time.monotonic() - started < 30:
                try:
                    with urllib.request.urlopen(f"http://127.0.0.1:{PORT}/", timeout=5) as answer:
                        if answer.status == 200:
                            return time.monotonic() - started
                except (urllib.error.URLError, OSError):
                    time.sleep(0.002)
            raise CannotRun("no page within 30 seconds")
        finally:
            quietly(self.program, "kill", "bench")
            quietly(self.program, "rm", "-f", "bench")


def forget_slipway():
    quietly(SLIPWAY, "rmi", "bench")
    quietly(SLIPWAY, "system", "prune", "--force")


def forget_docker():
    quietly(DOCKER, "rmi", "-f", "bench")
    quietly(DOCKER, "builder", "prune", "-af")
    quietly(DOCKER, "image", "prune", "-f")


def forget_buildah():
    quietly(*BUILDAH, "rmi", "bench")
    quietly(*BUILDAH, "rmi", "--prune")


def load_into_docker(archive):
    if "DOCKER_HOST" not in os.environ:
        raise CannotRun("Docker's daemon does not run; see above")
    call([DOCKER, "load", "-i", str(archive)])


def load_into_buildah(archive):
    call([*BUILDAH, "pull", "-q", f"docker-archive:{archive}"])


DOCKER_BUILD = [DOCKER, "build", "-q", "--network", "host", "-t", "bench", "."]
BUILDERS = [
    Builder("slipway", [SLIPWAY, "build", "-q", "-t", "bench", "."], forget_slipway, lambda archive: None,
            program=SLIPWAY),
    Builder("buildkit", DOCKER_BUILD, forget_docker, load_into_docker, {"DOCKER_BUILDKIT": "1"}, DOCKER),
    Builder("classic", DOCKER_BUILD, forget_docker, load_into_docker, {"DOCKER_BUILDKIT": "0"}),
    Builder("buildah", [*BUILDAH, "build", "-q", "--layers", *ISOLATION, "-t", "bench", "."], forget_buildah,
            load_into_buildah),
]


def make_base():
    """An archive of the base image that every builder starts from, under one name."""
    archive = os.environ.get("BENCH_BASE_ARCHIVE")
    if archive:
        call([SLIPWAY, "load", "-i", archive])
        return pathlib.Path(archive)
    archive = AREA / "base.tar"
    seed = AREA / "work/seed"
    seed.mkdir(parents=True, exist_ok=True)
    (seed / "Dockerfile").write_text(f"FROM {BASE}\n")
    call([SLIPWAY, "build", "-q", "-t", "seed", "."], seed)
    call([SLIPWAY, "save", "-o", str(archive), BASE])
    return archive


def ready(builders):
    """The builders that have the base image."""
    archive = make_base()
    able = []
    for builder in builders:
        try:
            builder.take_base(archive)
            able.append(builder)
        except CannotRun as reason:
            print(f"{builder.name} is left out: {reason}", file=sys.stderr)
    return able


def measure(case, builders, repeat):
    """Seconds by variant and builder. The builders take turns, so that a busy moment is everyone's."""
    first = "first page" if case.serves else "cold"
    seconds = {variant: {} for variant in [first, *[name for name, _ in case.variants]]}
    failed = set()
    for _ in range(repeat):
        for builder in builders:
            if builder.name in failed:
                continue
            try:
                for variant, time_taken in one_round(case, builder):
                    seconds[variant].setdefault(builder.name, []).append(time_taken)
            except CannotRun as reason:
                failed.add(builder.name)
                print(f"{case.name}: no figure for {builder.name}: {reason}", file=sys.stderr)
    return seconds


def one_round(case, builder):
    folder = AREA / "work" / case.name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    case.make(folder)
    builder.forget()
    os.sync()
    if case.serves:
        builder.run(folder)
        yield "first page", builder.first_page()
        return
    yield "cold", builder.run(folder)
    for variant, change in case.variants:
        change(folder)
        os.sync()
        yield variant, builder.run(folder)


def show(case, seconds, builders):
    for variant, taken in seconds.items():
        medians = [statistics.median(taken[b.name]) if b.name in taken else None for b in builders]
        peers = [value for value in medians[1:] if value]
        ratio = f"{min(peers) / medians[0]:>10.1f} x" if peers and medians[0] else f"{'–':>12}"
        row = "".join(f"{value:>12.3f}" if value else f"{'–':>12}" for value in medians)
        print(f"{case.name:<24}{variant:<16}{row}{ratio}", flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--builders", default=",".join(b.name for b in BUILDERS), help="of these, with commas")
    parser.add_argument("cases", nargs="*", choices=[[], *[case.name for case in CASES]])
    options = parser.parse_args()
    wanted = options.builders.split(",")
    try:
        builders = ready([b for b in BUILDERS if b.name in wanted or b.name == "slipway"])
    except CannotRun as reason:
        sys.exit(f"There is no base image {BASE}, so nothing can be measured: {reason}")
    print(f"load of the last minute: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    print(f"{'case':<24}{'variant':<16}" + "".join(f"{b.name:>12}" for b in builders) + "   best peer / slipway")
    for case in CASES:
        if not options.cases or case.name in options.cases:
            show(case, measure(case, builders, options.repeat), builders)


main()
