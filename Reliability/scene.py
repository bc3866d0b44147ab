"""A store that must outlive what is done to it, and commands that change it. Used by kills.py, faults.py and power.py."""

import argparse
import http.server
import json
import os
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import threading
import time

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
    """Something that must hold does not hold."""


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

    def execute(self, command, environment=None, seconds=120):
        """Runs a program to its end. One that does not end is broken."""
        try:
            process = subprocess.run(
                command, cwd=self.area, env={**self.environment, **(environment or {})},
                stdin=subprocess.DEVNULL, capture_output=True, timeout=seconds)
        except subprocess.TimeoutExpired:
            raise Broken(f"`{' '.join(command)}` has not ended after {seconds} s")
        return Outcome(process)

    def run(self, *words):
        return self.execute(self.command(*words))

    def must(self, *words):
        return self.must_execute(self.command(*words))

    def must_execute(self, command):
        outcome = self.execute(command)
        demand(outcome.status == 0, f"`{' '.join(command)}` fails: {outcome.errors}")
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

    def __init__(self, name, command, before, after):
        self.name, self.command, self.before, self.after = name, command, before, after


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

    def case(name, words, before, after):
        return Case(name, scene.command(*words), before, after)

    return [
        case("build", ["build", "--quiet", "--tag", "project:v1", "project"], absent, is_project("project:v1")),
        case("load", ["load", "--quiet", "--input", "project.tar"], absent, is_project("project:v1")),
        case("pull", ["pull", scene.remote], absent, is_project(scene.remote)),
        case("save", ["save", "--output", "out.tar", "kept:v1"], lambda: None, is_saved),
        case("tag", ["tag", "kept:v1", "other:v1"], absent, is_tagged),
        case("rmi", ["rmi", "project:v1"], present, is_gone),
        case("prune", ["system", "prune", "--force"], dangling, lambda: None),
    ]


def editing(scene):
    """The lab: a learner types into a file, saves it, and goes on a step. What was in the file, or is typed, is there."""
    workspace = scene.area / "workspace"
    progress = scene.store / "progress.json"
    old, line = "# what the learner wrote before\n", "print(1)"

    def before():
        shutil.rmtree(workspace, ignore_errors=True)
        shutil.rmtree(scene.store / "recovery", ignore_errors=True)
        progress.unlink(missing_ok=True)
        workspace.mkdir()
        (workspace / "app.py").write_text(old)

    def after():
        text = (workspace / "app.py").read_text()
        # Each run writes the line once more.
        demand(text in (line + old, line + line + old), f"app.py was reported saved, and is {text!r}")
        left = [name for name in os.listdir(workspace) if name.startswith(".slipway-")]
        demand(not left, f"{left} is left beside app.py")
        reached = json.loads(progress.read_text())["lessons"] if progress.exists() else {}
        demand(all("step" in lesson for lesson in reached.values()), f"the progress is {reached}")

    edit = str(pathlib.Path(__file__).resolve().parent / "edit.py")
    return Case("edit", [sys.executable, edit, scene.binary, str(workspace), "before", line], before, after)


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


def random_options(program, name, times):
    """`--NAME N` and `--seed S`, which makes a run again, and the random numbers of it; says both."""
    parser = argparse.ArgumentParser(prog=program)
    parser.add_argument(f"--{name}", dest="times", type=int, default=times)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().getrandbits(63))
    options = parser.parse_args()
    print(f"seed {options.seed}, {options.times} {name}\n", flush=True)
    return options, random.Random(options.seed)


class Attack:
    """Random disturbances of commands: which command, when, and what must hold afterwards."""

    def __init__(self, scene, commands, generator):
        self.scene, self.commands, self.generator = scene, commands, generator
        self.counts = {case.name: [0, 0, 0] for case in commands}
        self.usual = {case.name: self._usual_seconds(case) for case in commands}

    def _usual_seconds(self, case):
        case.before()
        start = time.monotonic()
        self.scene.must_execute(case.command)
        return time.monotonic() - start

    def choose(self):
        """A command, and a moment up to its usual end."""
        case = self.generator.choice(self.commands)
        return case, self.generator.uniform(0, self.usual[case.name])

    def start(self, case, moment):
        """The command's process, that many seconds after its start or at its end; without a moment, at its end."""
        case.before()
        process = subprocess.Popen(
            case.command, cwd=self.scene.area, env=self.scene.environment,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
        try:
            process.wait(timeout=moment)
        except subprocess.TimeoutExpired:
            pass
        return process

    @staticmethod
    def kill(process, with_children=True):
        try:
            os.killpg(process.pid, signal.SIGKILL) if with_children else process.kill()
        except ProcessLookupError:
            pass  # it had ended, and its children too
        return process.wait()

    def check(self, case, has_succeeded):
        """Checks that nothing is lost, and that a command that was broken off succeeds when it is run again.

        The command may refuse what it had done already.
        """
        self.scene.check_kept()
        if has_succeeded:
            case.after()
        elif case.name != "rmi" or self.scene.id("project:v1"):
            self.scene.must_execute(case.command)
            case.after()
        # What a build takes from the cache must be whole too, not only what was reported done.
        there = [name for name in ("project:v1", self.scene.remote) if self.scene.id(name)]
        self.scene.check_whole("kept:v1", *there)

    def print_table(self, *head):
        table = Table("command", *head, "lost something")
        for name, count in self.counts.items():
            table.row(name, *count)
        table.end()


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
