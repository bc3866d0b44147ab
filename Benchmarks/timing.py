"""What a command took: seconds, processor time and memory; or why there is no figure."""

import os
import resource
import statistics
import subprocess
import tempfile
import time
from dataclasses import dataclass


class CannotRun(Exception):
    """Why there is no figure: one line for the reader."""


@dataclass
class Figure:
    """What a piece of work took. Processor time and memory are those of the command and of what it waited for."""

    seconds: float
    processor: float | None = None
    megabytes: float | None = None

    @staticmethod
    def median(figures):
        """The middle of each value on its own."""
        def middle(values):
            known = [value for value in values if value is not None]
            return statistics.median(known) if known else None

        return Figure(
            middle([figure.seconds for figure in figures]), middle([figure.processor for figure in figures]),
            middle([figure.megabytes for figure in figures]))


def call(command, cwd=None, environment=None, may_fail=False):
    """Runs a command to its end. With `may_fail`, any exit status will do."""
    with tempfile.TemporaryFile() as said:
        started = time.monotonic()
        try:
            process = subprocess.Popen(
                [str(word) for word in command], cwd=cwd, env=environment, stdin=subprocess.DEVNULL, stdout=said,
                stderr=said)
        except OSError as error:
            raise CannotRun(f"{command[0]}: {error.strerror}") from error
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.monotonic() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode and not may_fail:
            said.seek(0)
            lines = said.read().decode(errors="replace").strip().splitlines()
            reason = lines[-1] if lines else f"exit status {process.returncode}"
            raise CannotRun(f"{' '.join(str(word) for word in command[:2])}: {reason}")
    return Figure(seconds, usage.ru_utime + usage.ru_stime, peak_memory(usage))


def peak_memory(usage):
    """Megabytes, where they are more than this program's own: a child counts those of its parent until it is another program."""
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return usage.ru_maxrss / 1024 if usage.ru_maxrss > own else None


def quietly(*command):
    """Runs a command whose failure says nothing, such as removing what is not there."""
    try:
        subprocess.run([str(word) for word in command], check=False, capture_output=True, stdin=subprocess.DEVNULL)
    except OSError:
        pass
