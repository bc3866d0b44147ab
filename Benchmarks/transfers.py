"""An image of one 300 MB layer: loaded, saved, sent to a registry on loopback, and fetched from it."""

import atexit
import json
import os
import random
import shutil
import socket
import subprocess
import time

from cases import FLOOR, Case, fresh_folder
from peers import (
    AREA, BUILDAH, DOCKER, SKOPEO, SLIPWAY, forget_buildah, forget_docker, forget_slipway, in_buildah, need_docker,
    registry_program)
from timing import CannotRun, call

MEGABYTES = 300


class Registry:
    """Debian's docker-registry on a free port of loopback; started when it is first needed, ended with this program."""

    def __init__(self):
        self.folder = AREA / "registry"
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.process = None

    @property
    def image(self):
        return f"127.0.0.1:{self.port}/bench:latest"

    def empty(self):
        """Nothing of it is kept in memory, so that an empty folder is an empty registry."""
        shutil.rmtree(self.folder / "docker", ignore_errors=True)
        if self.process is None:
            self.start()

    def start(self):
        self.folder.mkdir(parents=True, exist_ok=True)
        settings = self.folder / "config.json"
        settings.write_text(json.dumps({
            "version": "0.1", "log": {"level": "error", "accesslog": {"disabled": True}},
            "storage": {"filesystem": {"rootdirectory": str(self.folder)}},
            "http": {"addr": f"127.0.0.1:{self.port}"}}))
        try:
            self.process = subprocess.Popen(
                [registry_program(), "serve", str(settings)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        except OSError as error:
            raise CannotRun(f"docker-registry: {error.strerror}") from error
        atexit.register(self.process.terminate)
        for _ in range(1000):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.01)
        raise CannotRun("docker-registry does not listen")


REGISTRY = Registry()


def noise(file):
    for _ in range(MEGABYTES):
        file.write(os.urandom(1_000_000))


def text(file):
    """Lines of words, another order each time; packed, about a third of it is left."""
    words = [f"{os.urandom(random.randint(1, 5)).hex()}" for _ in range(5_000)]
    for _ in range(MEGABYTES // 10):
        block = " ".join(random.choices(words, k=1_600_000))[:9_999_999] + "\n"
        file.write(block.encode())


def make_archive(folder, fill, image):
    """An archive of an image with one file, whose bytes nobody has seen before.

    Slipway makes it, and forgets it: a layer that another program has made is sent as it came, not packed.
    """
    with open(folder / "data", "wb") as file:
        fill(file)
    (folder / "Dockerfile").write_text("FROM scratch\nCOPY data /data\n")
    archive = folder / "image.tar"
    call([SLIPWAY, "build", "-q", "-t", image, "."], folder)
    call([SLIPWAY, "save", "-o", archive, image])
    forget_slipway(image)
    (folder / "data").unlink()
    return archive


def commands(peer, archive, saved, image):
    """load, save, push and pull; None for a command that the peer does not have."""
    remote = f"docker://{image}"
    return {
        "slipway": (
            [SLIPWAY, "load", "-q", "-i", archive], [SLIPWAY, "save", "-o", saved, image],
            [SLIPWAY, "push", "-q", image], [SLIPWAY, "pull", "-q", image]),
        "docker": (
            [DOCKER, "load", "-q", "-i", archive], [DOCKER, "save", "-o", saved, image], [DOCKER, "push", "-q", image],
            [DOCKER, "pull", "-q", image]),
        # skopeo sends the archive itself, which spares it the way through a store.
        "skopeo": (
            [*SKOPEO, f"docker-archive:{archive}", in_buildah(image)],
            [*SKOPEO, in_buildah(image), f"docker-archive:{saved}"],
            [*SKOPEO, "--dest-tls-verify=false", f"docker-archive:{archive}", remote],
            [*SKOPEO, "--src-tls-verify=false", remote, in_buildah(image)]),
        "buildah": (
            [*BUILDAH, "pull", "-q", f"docker-archive:{archive}"],
            [*BUILDAH, "push", "-q", image, f"docker-archive:{saved}"],
            [*BUILDAH, "push", "-q", "--tls-verify=false", image, remote],
            [*BUILDAH, "pull", "-q", "--tls-verify=false", remote]),
        FLOOR: (["cp", archive, saved], ["cp", archive, saved], None, None),
    }[peer]


FORGET = {"slipway": forget_slipway, "docker": forget_docker, "skopeo": forget_buildah, "buildah": forget_buildah,
          FLOOR: lambda image: None}


def transfer_round(fill):
    def go(peer):
        if peer == "docker":
            need_docker()
        REGISTRY.empty()
        image = REGISTRY.image
        folder = fresh_folder("transfer")
        archive = make_archive(folder, fill, image)
        saved = folder / "saved.tar"
        load, save, push, pull = commands(peer, archive, saved, image)
        FORGET[peer](image)
        os.sync()
        yield "load", call(load)
        saved.unlink(missing_ok=True)
        os.sync()
        yield "save", call(save)
        if push:
            os.sync()
            yield "push", call(push)
            yield "push again", call(push)
            FORGET[peer](image)
            os.sync()
            yield "pull", call(pull)
        FORGET[peer](image)

    return go


PEERS = ("slipway", "docker", "skopeo", "buildah", FLOOR)
CASES = [
    Case("transfer-noise", PEERS, transfer_round(noise)),
    Case("transfer-text", PEERS, transfer_round(text)),
]
