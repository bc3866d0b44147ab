"""A store that must outlive what is done to it, and commands that change it. Used by kills.py, faults.py and power.py."""

import http.server
import json
import os
import pathlib
import shutil
import subprocess
import threading

ROOT = pathlib.Path(__file__).resolve().parent.parent
BUSYBOX = "/usr/bin/busybox"
DOCKERFILE = """FROM scratch
COPY busybox /bin/busybox
COPY data /data
RUN ["/bin/busybox", "sh", "-c", "busybox seq 20000 >/numbers; busybox ln /numbers /same"]
COPY many /many
CMD ["/bin/busybox", "sh"]
"""


class Broken(Exception):
    """Something that must hold does not."""


def demand(holds, words):
    if not holds:
        raise Broken(words)


class Outcome:
    def __init__(self, process):
        self.status = process.returncode
        self.output = process.stdout.decode(errors="replace").strip()
        self.errors = process.stderr.decode(errors="replace").strip()


class Scene:
    """A folder with a store, a home of its own, a project, and the archive and the registry that its image comes from.

    `kept:v1` is in the store from the beginning and must always be there, whole. `project:v1` comes and goes.
    """

    def __init__(self, binary, area, store=None):
        self.binary = str(binary)
        self.area = pathlib.Path(area)
        self.store = pathlib.Path(store or self.area / "store")
        self.environment = dict(os.environ)
        self.environment.update(
            HOME=str(self.area / "user"), SLIPWAY_HOME=str(self.store), SLIPWAY_ROOT=str(ROOT),
            SOURCE_DATE_EPOCH="1700000000")
        (self.area / "user").mkdir(parents=True)
        self._write_projects()
        self._make_image()
        self.kept = self.build("kept:v1", "context")

    def _write_projects(self):
        context, project = self.area / "context", self.area / "project"
        (project / "many").mkdir(parents=True)
        context.mkdir()
        (context / "Dockerfile").write_text("FROM scratch\nCOPY a /a\nLABEL made=here\nCMD [\"/a\"]\n")
        (context / "a").write_text("a line of the first layer\n" * 4000)
        (project / "Dockerfile").write_text(DOCKERFILE)
        shutil.copy(BUSYBOX, project / "busybox")
        (project / "data").write_text("".join(f"{number * 7919}\n" for number in range(60_000)))
        for number in range(40):
            (project / "many" / str(number)).write_text(str(number) * 100)

    def _make_image(self):
        """The project's image in a store that is thrown away: its ID, its archive, and its layout for the registry."""
        own, self.environment["SLIPWAY_HOME"] = self.store, str(self.area / "reference")
        self.expected = self.build("project:v1", "project")
        self.must("save", "--output", "project.tar", "project:v1")
        self.must("save", "--format", "oci-dir", "--compression", "gzip", "--output", "layout", "project:v1")
        self.environment["SLIPWAY_HOME"] = str(own)
        self.registry = Registry(self.area / "layout")
        self.remote = f"{self.registry.domain}/project:v1"

    def close(self):
        self.registry.close()

    # What is run

    def command(self, *words):
        return [self.binary, *words]

    def run(self, *words, environment=None, seconds=120):
        """Runs a command to its end. One that does not end is broken."""
        try:
            process = subprocess.run(
                self.command(*words), cwd=self.area, env={**self.environment, **(environment or {})},
                stdin=subprocess.DEVNULL, capture_output=True, timeout=seconds)
        except subprocess.TimeoutExpired:
            raise Broken(f"`{' '.join(words)}` has not ended after {seconds} s")
        return Outcome(process)

    def must(self, *words):
        outcome = self.run(*words)
        demand(outcome.status == 0, f"`{' '.join(words)}` fails: {outcome.errors}")
        return outcome.output

    def build(self, name, folder):
        self.must("build", "--quiet", "--tag", name, folder)
        return self.id(name)

    def id(self, name):
        """The image's ID; empty where there is no image of that name."""
        outcome = self.run("inspect", "--format", "{{.Id}}", name)
        return outcome.output if outcome.status == 0 else ""

    # What must hold

    def check_kept(self):
        demand(self.id("kept:v1") == self.kept, "kept:v1 is lost")

    def check_whole(self, *names):
        """Each layer that is saved is hashed again."""
        self.must("save", "--output", "saved.tar", *names)
        (self.area / "saved.tar").unlink()

    def forget_project(self):
        for name in ("project:v1", self.remote, "other:v1"):
            self.run("rmi", "--force", name)
        self.must("system", "prune", "--force")


class Case:
    """A command, what must be in the store before it, and what is there when it says that it has succeeded."""

    def __init__(self, name, words, before, after):
        self.name, self.words, self.before, self.after = name, words, before, after


def cases(scene):
    """The commands that change a store."""

    def absent():
        scene.forget_project()

    def present():
        scene.forget_project()
        demand(scene.build("project:v1", "project") == scene.expected, "the project is not built as expected")

    def dangling():
        present()
        scene.must("rmi", "project:v1")

    def is_project(name):
        return lambda: demand(scene.id(name) == scene.expected, f"{name} was reported done, and is not there")

    def is_gone():
        demand(scene.id("project:v1") == "", "project:v1 was reported removed, and is there")

    def is_tagged():
        demand(scene.id("other:v1") == scene.kept, "other:v1 was reported done, and is not there")

    def is_saved():
        names = subprocess.run(["tar", "-tf", "out.tar"], cwd=scene.area, capture_output=True)
        demand(names.returncode == 0 and b"index.json" in names.stdout, "out.tar was reported done, and is not whole")

    return [
        Case("build", ["build", "--quiet", "--tag", "project:v1", "project"], absent, is_project("project:v1")),
        Case("load", ["load", "--quiet", "--input", "project.tar"], absent, is_project("project:v1")),
        Case("pull", ["pull", scene.remote], absent, is_project(scene.remote)),
        Case("save", ["save", "--output", "out.tar", "kept:v1"], lambda: None, is_saved),
        Case("tag", ["tag", "kept:v1", "other:v1"], absent, is_tagged),
        Case("rmi", ["rmi", "project:v1"], present, is_gone),
        Case("prune", ["system", "prune", "--force"], dangling, lambda: None),
    ]


class Registry:
    """Serves one image layout on loopback, by the distribution protocol, as far as a pull needs it."""

    def __init__(self, layout):
        index = json.loads((layout / "index.json").read_text())
        manifest = index["manifests"][0]

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                path = self.path.split("?")[0]
                name = path.rsplit("/", 1)[-1]
                if path == "/v2/":
                    return self.answer(b"{}", "application/json")
                digest = manifest["digest"] if "/manifests/" in path and not name.startswith("sha256:") else name
                blob = layout / "blobs" / "sha256" / digest.removeprefix("sha256:")
                if not blob.is_file():
                    return self.send_error(404)
                kind = manifest["mediaType"] if "/manifests/" in path else "application/octet-stream"
                self.answer(blob.read_bytes(), kind)

            def answer(self, body, kind):
                self.send_response(200)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                try:
                    self.wfile.write(body)
                except OSError:
                    pass  # whoever asked was killed

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.domain = f"127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()


class Table:
    """A table in Markdown, printed as it grows: its first column left, the others right, and their sums last."""

    def __init__(self, *head):
        self.sums = [0] * (len(head) - 1)
        print("| " + " | ".join(head) + " |\n|---|" + "---:|" * len(self.sums), flush=True)

    def row(self, name, *numbers):
        self.sums = [sum(pair) for pair in zip(self.sums, numbers)]
        print("| " + " | ".join([name, *map(str, numbers)]) + " |", flush=True)

    def end(self):
        """The last column counts what was lost: the process ends with it."""
        print("| " + " | ".join(["all", *map(str, self.sums)]) + " |", flush=True)
        raise SystemExit(1 if self.sums[-1] else 0)
