"""Runs each case with each builder in turn, and prints medians in seconds and ratios to Slipway's."""

import argparse
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import time

from cases import BASE, CASES

AREA = pathlib.Path(os.environ["BENCH_AREA"])
ROOT = pathlib.Path(os.environ["BENCH_SLIPWAY"]).resolve().parent
SLIPWAY = str(ROOT / ".build/launcher/slipway")
BUILDAH = ["buildah", "--root", str(AREA / "buildah/root"), "--runroot", str(AREA / "buildah/run")]
ISOLATION = ["--isolation", "oci", "--runtime", "runc", "--network", "host"]


class Builder:
    """A way to build a folder: a command line, and how to forget what it knows."""

    def __init__(self, name, build, forget, environment=None):
        self.name = name
        self.build = build
        self.forget = forget
        self.environment = {**os.environ, **(environment or {})}

    def run(self, folder):
        started = time.monotonic()
        done = subprocess.run(self.build(folder), cwd=folder, env=self.environment, capture_output=True, text=True)
        seconds = time.monotonic() - started
        if done.returncode:
            sys.exit(f"{self.name} failed in {folder}:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
        return seconds


def quietly(*command):
    subprocess.run(command, check=False, capture_output=True)


def forget_slipway():
    quietly(SLIPWAY, "rmi", "bench")
    quietly(SLIPWAY, "system", "prune", "--force")


def forget_docker():
    quietly("/usr/bin/docker", "rmi", "-f", "bench")
    quietly("/usr/bin/docker", "builder", "prune", "-af")
    quietly("/usr/bin/docker", "image", "prune", "-f")


def forget_buildah():
    quietly(*BUILDAH, "rmi", "bench")
    quietly(*BUILDAH, "rmi", "--prune")


BUILDERS = [
    Builder("slipway", lambda d: [SLIPWAY, "build", "-q", "-t", "bench", "."], forget_slipway),
    Builder("buildkit", lambda d: ["/usr/bin/docker", "build", "-q", "--network", "host", "-t", "bench", "."],
            forget_docker, {"DOCKER_BUILDKIT": "1"}),
    Builder("classic", lambda d: ["/usr/bin/docker", "build", "-q", "--network", "host", "-t", "bench", "."],
            forget_docker, {"DOCKER_BUILDKIT": "0"}),
    Builder("buildah", lambda d: [*BUILDAH, "build", "-q", "--layers", *ISOLATION, "-t", "bench", "."],
            forget_buildah),
]


def share_the_base():
    """Every builder starts from the same image, under the same name."""
    archive = AREA / "base.tar"
    seed = AREA / "work/seed"
    seed.mkdir(parents=True)
    (seed / "Dockerfile").write_text(f"FROM {BASE}\n")
    subprocess.run([SLIPWAY, "build", "-q", "-t", "seed", "."], cwd=seed, check=True, capture_output=True)
    subprocess.run([SLIPWAY, "save", "-o", str(archive), BASE], check=True)
    subprocess.run(["/usr/bin/docker", "load", "-i", str(archive)], check=True, capture_output=True)
    subprocess.run([*BUILDAH, "pull", "-q", f"docker-archive:{archive}"], check=True, capture_output=True)


def measure(case, builder, repeat):
    """Medians of the case's variants, in seconds: {variant: median}."""
    folder = AREA / "work" / case.name
    seconds = {}
    for _ in range(repeat):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        case.make(folder)
        builder.forget()
        os.sync()
        seconds.setdefault("cold", []).append(builder.run(folder))
        for variant, change in case.variants:
            change(folder)
            os.sync()
            seconds.setdefault(variant, []).append(builder.run(folder))
    return {variant: statistics.median(values) for variant, values in seconds.items()}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("cases", nargs="*", choices=[[], *[case.name for case in CASES]])
    options = parser.parse_args()
    share_the_base()
    names = [builder.name for builder in BUILDERS]
    print(f"{'case':<28}{'variant':<18}" + "".join(f"{name:>12}" for name in names) + "   best peer / slipway")
    for case in CASES:
        if options.cases and case.name not in options.cases:
            continue
        results = {builder.name: measure(case, builder, options.repeat) for builder in BUILDERS}
        for variant in results["slipway"]:
            row = [results[name][variant] for name in names]
            ratio = min(row[1:]) / row[0]
            print(f"{case.name:<28}{variant:<18}" + "".join(f"{value:>12.3f}" for value in row) + f"{ratio:>12.1f} x",
                  flush=True)


main()
