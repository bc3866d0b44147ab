"""Measures the lab in a terminal of its own: start to first frame, key to frame while a build floods its log, memory.

    python3 Benchmarks/lab.py                needs ./slipway to have built the program, and the lesson's base image
    python3 Benchmarks/lab.py cat start      some parts
"""

import argparse
import fcntl
import os
import pathlib
import pty
import select
import shutil
import signal
import statistics
import struct
import tempfile
import termios
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
SLIPWAY = os.environ.get("BENCH_BINARY", str(ROOT / ".build/launcher/slipway"))
# About 100,000 lines a second where the machine allows it: more than any screen can show.
FLOOD = 'RUN python -c "import sys; [sys.stdout.write(chr(10).join(str(j) for j in range(i, i + 1000)) + chr(10)) ' \
        'for i in range(0, 20000000, 1000)]"'


class Terminal:
    """A program on a pty of 120x36, the lab where no other is named; what it draws is read and timed."""

    def __init__(self, folder, words=None, variables={}):
        self.started = time.monotonic()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.environ.update(TERM="xterm-256color", LC_ALL="C.UTF-8", SLIPWAY_ROOT=str(ROOT), **variables)
            os.environ.pop("TMUX", None)
            os.chdir(folder)
            words = words or [SLIPWAY, "lab", "--workspace", str(folder)]
            os.execvp(words[0], words)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", 36, 120, 0, 0))

    def read(self, seconds):
        """What comes within that time, up to the first pause of 2 ms behind it."""
        seen = b""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            wait = 0.002 if seen else end - time.monotonic()
            if not select.select([self.fd], [], [], max(0, wait))[0]:
                if seen:
                    break
                continue
            seen += os.read(self.fd, 65536)
        return seen

    def until(self, text, seconds):
        """The time at which the text was drawn. Only the end of the output is kept, since it may be a flood."""
        seen = b""
        end = time.monotonic() + seconds
        while text not in seen:
            if time.monotonic() > end:
                raise SystemExit(f"{text!r} was not drawn within {seconds} s")
            if select.select([self.fd], [], [], 0.5)[0]:
                seen = seen[-len(text):] + os.read(self.fd, 65536)
        return time.monotonic()

    def press(self, key):
        os.write(self.fd, key)

    def memory(self):
        """Resident memory of the lab itself, in MB."""
        for line in open(f"/proc/{self.pid}/status"):
            if line.startswith("VmRSS"):
                return int(line.split()[1]) / 1024

    def end(self):
        os.kill(self.pid, signal.SIGTERM)
        self.until_closed()

    def until_closed(self):
        while True:
            try:
                if not os.read(self.fd, 65536):
                    break
            except OSError:
                break
        os.waitpid(self.pid, 0)


def workspace(dockerfile):
    folder = pathlib.Path(tempfile.mkdtemp(prefix="slipway-lab-"))
    (folder / "Dockerfile").write_text(dockerfile)
    return folder


def first_frame():
    folder = workspace("FROM python:3.11-alpine\n")
    times = []
    for _ in range(20):
        terminal = Terminal(folder)
        times.append(terminal.until(b"step", 5) - terminal.started)
        terminal.end()
    shutil.rmtree(folder)
    return statistics.median(times)


def echo_times(terminal, count):
    """Seconds from a key to the frame that shows it, in the palette's line. The letters are in no escape sequence."""
    times = []
    for index in range(count):
        letter = b"QWYVZJKOUI"[index % 10:index % 10 + 1]
        sent = time.monotonic()
        terminal.press(letter)
        seen = b""
        while letter not in seen and time.monotonic() - sent < 2:
            seen += terminal.read(0.05)
        times.append(time.monotonic() - sent)
        terminal.press(b"\x7f")
        terminal.read(0.04)
    return sorted(times)


def flooded():
    folder = workspace(f"FROM python:3.11-alpine\nRUN echo {os.urandom(6).hex()}\n{FLOOD}\n")
    terminal = Terminal(folder)
    terminal.until(b"step", 5)
    calm_memory = terminal.memory()
    terminal.press(b"\x1b[15~")
    terminal.until(b"Building", 60)
    time.sleep(1)
    # The palette's line takes letters while the build pane goes on behind it.
    terminal.press(b"\x10")
    terminal.read(0.3)
    times = echo_times(terminal, 300)
    memory = terminal.memory()
    terminal.end()
    shutil.rmtree(folder, ignore_errors=True)
    return times, calm_memory, memory


def big_file(name, text):
    """Key to frame in the editor, in a large app.py: at its start, its middle and its end, and what undo and find take."""
    folder = workspace("FROM python:3.11-alpine\n")
    (folder / "app.py").write_text(text)
    terminal = Terminal(folder)
    terminal.until(b"step", 20)
    terminal.press(b"\x1bOR")
    terminal.read(1)
    middle = str(text.count("\n") // 2).encode()
    for place, keys in (("start", b"\x1b[1;5H"), ("middle", b"\x07" + middle + b"\r"), ("end", b"\x1b[1;5F")):
        terminal.press(keys)
        terminal.read(1)
        times = echo_times(terminal, 60)
        line = f"{name}: key to frame at its {place}, median, worst"
        print(f"{line:<60}{statistics.median(times) * 1000:>8.1f} ms{times[-1] * 1000:>8.1f} ms")
    for what, keys, shown in (
        ("page down", b"\x1b[6~", None), ("a new line", b"\r", None), ("undo", b"\x1a", None),
        ("find the last line from the first", b"\x1b[1;5H\x06the last line\r", b"the last line"),
    ):
        sent = time.monotonic()
        terminal.press(keys)
        seen = terminal.read(5)
        while shown and shown not in seen[-4000:] and time.monotonic() - sent < 10:
            seen += terminal.read(0.2)
        print(f"{name + ': ' + what:<60}{(time.monotonic() - sent - 0.002) * 1000:>8.1f} ms")
    print(f"{name + ': memory':<60}{terminal.memory():>8.1f} MB")
    terminal.end()
    shutil.rmtree(folder, ignore_errors=True)


def large_text(lines, width):
    """A Python file with strings that go over lines, so that its colours depend on what is above."""
    rows = [("    value = call(%d, 'text')  # " % index).ljust(width, "x") for index in range(lines - 1)]
    return "\n".join(rows) + "\n# the last line\n"


def folder_with_large_file():
    """A workspace with 100 MB of lines of 80 columns."""
    folder = workspace("FROM python:3.11-alpine\n")
    with open(folder / "large.txt", "w") as large:
        for index in range(1_250_000):
            large.write(f"{index:079d}\n")
    return folder


def cat_large_file(terminal, seconds=120):
    """Seconds from the command to the line behind it."""
    sent = time.monotonic()
    terminal.press(b"cat large.txt; echo all of it is sho''wn\r")
    return terminal.until(b"all of it is shown", seconds) - sent


def cat_in_lab(folder):
    terminal = Terminal(folder)
    terminal.until(b"step", 5)
    terminal.press(b"\x1bOS")
    terminal.read(2)
    terminal.read(1)
    seconds = cat_large_file(terminal)
    memory = terminal.memory()
    terminal.end()
    return seconds, memory


def cat_in(words):
    """The same in another program with a shell; with `sh` itself, nothing is between the shell and the terminal."""
    def go(folder):
        terminal = Terminal(folder, words)
        terminal.read(1)
        seconds = cat_large_file(terminal)
        terminal.press(b"exit\r")
        terminal.until_closed()
        return seconds, None

    return go


def cats():
    """`cat` of 100 MB: the lab, tmux and the pty alone, in turns."""
    folder = folder_with_large_file()
    ways = {"the lab's shell": cat_in_lab, "a shell alone": cat_in(["sh"])}
    if shutil.which("tmux"):
        ways["tmux"] = cat_in(["tmux", "-L", "slipway-bench", "-f", "/dev/null", "new-session", "sh"])
    else:
        print("tmux is not installed, and left out")
    taken = {name: [] for name in ways}
    memory = 0
    for _ in range(3):
        for name, way in ways.items():
            seconds, used = way(folder)
            taken[name].append(seconds)
            memory = used or memory
    for name, values in taken.items():
        print(f"{'cat of 100 MB in ' + name + ', median of 3':<60}{statistics.median(values):>8.1f} s")
    print(f"{'memory of the lab after it':<60}{memory:>8.1f} MB")
    shutil.rmtree(folder, ignore_errors=True)


def flooded_shell():
    """Key to frame while a command of the shell's pane writes without end."""
    folder = workspace("FROM python:3.11-alpine\n")
    terminal = Terminal(folder)
    terminal.until(b"step", 5)
    terminal.press(b"\x1bOS")
    time.sleep(2)
    terminal.press(b"yes\r")
    time.sleep(1)
    terminal.press(b"\x1b[21~")
    terminal.read(0.3)
    times = echo_times(terminal, 200)
    print(f"{'key to frame while the shell runs yes, median':<60}{statistics.median(times) * 1000:>8.1f} ms")
    print(f"{'                               99th percentile':<60}{times[int(len(times) * 0.99)] * 1000:>8.1f} ms")
    terminal.end()
    shutil.rmtree(folder, ignore_errors=True)


def editor():
    big_file("10 MB", large_text(100_000, 104))
    big_file("100,000 lines", large_text(100_000, 30))


def start():
    print(f"{'start to first frame, median of 20':<60}{first_frame() * 1000:>8.1f} ms")


def build():
    times, calm, memory = flooded()
    print(f"{'key to frame while a build floods its log, median':<60}{statistics.median(times) * 1000:>8.1f} ms")
    print(f"{'                                   99th percentile':<60}{times[int(len(times) * 0.99)] * 1000:>8.1f} ms")
    print(f"{'memory of the lab: calm, flooded':<60}{calm:>8.1f} MB{memory:>8.1f} MB")


PARTS = {"start": start, "build": build, "shell": flooded_shell, "cat": cats, "editor": editor}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("parts", nargs="*", choices=[[], *PARTS])
    chosen = parser.parse_args().parts or list(PARTS)
    for name, part in PARTS.items():
        if name in chosen:
            print(f"{name}, load {os.getloadavg()[0]:.1f}")
            part()


if __name__ == "__main__":
    main()
