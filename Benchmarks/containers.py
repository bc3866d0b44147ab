"""Containers: to the first page, a command in one that runs, one that goes at its end, and published ports."""

import asyncio
import contextlib
import json
import os
import pathlib
import resource
import shutil
import socket
import subprocess
import tarfile
import time
import urllib.error
import urllib.request

from cases import FLOOR, Case
from peers import AREA, BASE, DOCKER, SLIPWAY, need_docker, quietly
from timing import CannotRun, Figure, call

PORT = 18950
PROGRAMS = {"slipway": SLIPWAY, "docker": DOCKER}
ROOTFS = AREA / "rootfs"
CONNECTIONS = 1000
BYTES = 2_000_000_000
# Answers a line with so many bytes.
SERVER = """
import asyncio, resource, sys
resource.setrlimit(resource.RLIMIT_NOFILE, (resource.getrlimit(resource.RLIMIT_NOFILE)[1],) * 2)
chunk = bytes(1 << 18)
async def answer(reader, writer):
    left = int(await reader.readline())
    while left > 0:
        writer.write(chunk[:left])
        left -= len(chunk)
        await writer.drain()
    writer.close()
async def main():
    server = await asyncio.start_server(answer, "0.0.0.0", int(sys.argv[1]), backlog=1024)
    await server.serve_forever()
asyncio.run(main())
"""


def unpack_rootfs():
    """The base image's files, for the same work without a container: chroot is all that is around it."""
    if ROOTFS.exists():
        return
    archive = pathlib.Path(os.environ.get("BENCH_BASE_ARCHIVE", AREA / "base.tar"))
    with tarfile.open(archive) as tar:
        for layer in json.load(tar.extractfile("manifest.json"))[0]["Layers"]:
            with tarfile.open(fileobj=tar.extractfile(layer)) as files:
                files.extractall(ROOTFS, filter="fully_trusted")
    shutil.copy("/etc/hosts", ROOTFS / "etc/hosts")


@contextlib.contextmanager
def container(peer, network, words):
    """A container with port 5000 published as PORT, or on the host's network; with FLOOR, the command below chroot."""
    if peer == FLOOR:
        unpack_rootfs()
        process = subprocess.Popen(["chroot", ROOTFS, *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            yield
        finally:
            process.kill()
            process.wait()
        return
    program = PROGRAMS[peer]
    if peer == "docker":
        need_docker(bridge=network == "published")
    around = ["-p", f"127.0.0.1:{PORT}:5000"] if network == "published" else ["--network", "host"]
    try:
        call([program, "run", "-d", "--name", "bench", *around, BASE, *words])
        yield
    finally:
        quietly(program, "rm", "-f", "bench")


def wait_for_page():
    until = time.monotonic() + 30
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{PORT}/", timeout=5) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.001)
    raise CannotRun("no page within 30 seconds")


def first_page(peer):
    """`published` has a port of its own network, `host` the machine's; the floor has no container at all."""
    for network in ("published", "host"):
        if network == "published" and (peer == FLOOR or peer == "docker" and not os.environ.get("BENCH_BRIDGE")):
            continue
        port = 5000 if network == "published" else PORT
        if peer == FLOOR:
            unpack_rootfs()
        started = time.monotonic()
        with container(peer, network, ["python3", "-m", "http.server", str(port)]):
            wait_for_page()
            seconds = time.monotonic() - started
        yield network, Figure(seconds)


def in_container(peer):
    """`exec` of a command in a container that runs."""
    if peer == FLOOR:
        unpack_rootfs()
        yield "true", call(["chroot", ROOTFS, "true"])
        return
    with container(peer, "host", ["sleep", "60"]):
        yield "true", call([PROGRAMS[peer], "exec", "bench", "true"])


def short_lived(peer):
    """`run --rm` of a command, from start to exit."""
    if peer == FLOOR:
        unpack_rootfs()
        yield "true", call(["chroot", ROOTFS, "true"])
        return
    if peer == "docker":
        need_docker()
    yield "true", call([PROGRAMS[peer], "run", "--rm", "--network", "host", BASE, "true"])


def read_all(count):
    """Seconds for `count` bytes by one connection."""
    buffer = bytearray(1 << 20)
    with socket.create_connection(("127.0.0.1", PORT), timeout=60) as connection:
        started = time.monotonic()
        connection.sendall(b"%d\n" % count)
        left = count
        while left > 0:
            got = connection.recv_into(buffer)
            if not got:
                raise CannotRun(f"the connection ended {left} bytes early")
            left -= got
        return time.monotonic() - started


async def one_of_many():
    reader, writer = await asyncio.open_connection("127.0.0.1", PORT)
    writer.write(b"1024\n")
    await reader.readexactly(1024)
    writer.close()


def many_connections():
    """Seconds until 1,000 connections that begin together have their answers."""
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))

    async def all_of_them():
        await asyncio.gather(*[one_of_many() for _ in range(CONNECTIONS)])

    started = time.monotonic()
    try:
        asyncio.run(asyncio.wait_for(all_of_them(), 60))
    except (OSError, asyncio.IncompleteReadError, asyncio.TimeoutError) as error:
        raise CannotRun(f"a connection of {CONNECTIONS} failed: {error!r}") from error
    return time.monotonic() - started


def wait_for_answer():
    until = time.monotonic() + 30
    while True:
        try:
            return read_all(1)
        except (OSError, CannotRun) as error:
            if time.monotonic() > until:
                raise CannotRun(f"the server in the container does not answer: {error}") from error
            time.sleep(0.02)


def published(peer):
    port = PORT if peer == FLOOR else 5000
    with container(peer, "published", ["python3", "-c", SERVER, str(port)]):
        wait_for_answer()
        yield "2 GB", Figure(read_all(BYTES))
        yield "1,000 connections", Figure(many_connections())


PEERS = ("slipway", "docker", FLOOR)
CASES = [
    Case("first-page", PEERS, first_page),
    Case("exec", PEERS, in_container),
    Case("run-rm", PEERS, short_lived),
    Case("published-port", PEERS, published),
]
