"""The programs that are compared: their command lines, where each keeps its things, and how each forgets them."""

import os
import pathlib
import shutil

from timing import CannotRun, call, quietly

AREA = pathlib.Path(os.environ.get("BENCH_AREA", "/var/tmp/slipway-bench"))
ROOT = pathlib.Path(__file__).resolve().parent.parent
UNPACKED = pathlib.Path(os.environ.get("BENCH_PEERS", ROOT / ".build/benchmarks/peers"))
BASE = "python:3.11-alpine"

SLIPWAY = os.environ.get("BENCH_BINARY", str(ROOT / ".build/launcher/slipway"))
DOCKER = str(UNPACKED / "usr/bin/docker")
RUNC = str(UNPACKED / "usr/sbin/runc")
BUILDAH = ["buildah", "--root", str(AREA / "buildah/root"), "--runroot", str(AREA / "buildah/run")]
SKOPEO = ["skopeo", "--insecure-policy", "copy", "-q"]


def registry_program():
    return shutil.which("docker-registry") or str(UNPACKED / "usr/bin/docker-registry")


def in_buildah(name):
    """An image of buildah's store, as skopeo calls it."""
    return f"containers-storage:[overlay@{AREA}/buildah/root+{AREA}/buildah/run]{name}"


def need_docker(*, bridge=False):
    if "DOCKER_HOST" not in os.environ:
        raise CannotRun("Docker's daemon does not run; see above")
    if bridge and not os.environ.get("BENCH_BRIDGE"):
        raise CannotRun("Docker has no bridge here, so it publishes no ports")


def forget_slipway(name="bench"):
    quietly(SLIPWAY, "rmi", name)
    quietly(SLIPWAY, "system", "prune", "--force")


def forget_docker(name="bench"):
    quietly(DOCKER, "rmi", "-f", name)
    quietly(DOCKER, "builder", "prune", "-af")
    quietly(DOCKER, "image", "prune", "-f")


def forget_buildah(name="bench"):
    quietly(*BUILDAH, "rmi", name)
    quietly(*BUILDAH, "rmi", "--prune")


def make_base():
    """An archive of the base image that every peer starts from, under one name."""
    archive = os.environ.get("BENCH_BASE_ARCHIVE")
    if archive:
        call([SLIPWAY, "load", "-i", archive])
        return pathlib.Path(archive)
    archive = AREA / "base.tar"
    seed = AREA / "work/seed"
    seed.mkdir(parents=True, exist_ok=True)
    (seed / "Dockerfile").write_text(f"FROM {BASE}\n")
    call([SLIPWAY, "build", "-q", "-t", "seed", "."], seed)
    call([SLIPWAY, "save", "-o", archive, BASE])
    return archive


def take_base(archive):
    """Gives the base image to each peer that runs, and prints why another does not."""
    takers = {
        "docker": lambda: (need_docker(), call([DOCKER, "load", "-i", archive])),
        "buildah": lambda: call([*BUILDAH, "pull", "-q", f"docker-archive:{archive}"]),
    }
    for name, take in takers.items():
        try:
            take()
        except CannotRun as reason:
            yield name, reason
