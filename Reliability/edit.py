"""Opens the lab in a terminal of its own, types a line into app.py, goes on a step, saves and leaves.

    edit.py SLIPWAY WORKSPACE SIGN LINE

SIGN is a word of what is in the file already. It ends with 0 when the lab has said that the file is saved. What the lab says could not be done goes to standard error;
a save that fails is tried a second time, with the text that is still in the editor.
"""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time

CTRL_Q, CTRL_S = "\x11", "\x13"
F3, F8 = "\x1bOR", "\x1b[19~"
SECONDS = 30
ROWS, COLUMNS = 36, 120


class Lab:
    def __init__(self, words):
        self.said = ""
        self.process, self.terminal = pty.fork()
        if self.process == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
            os.environ["TERM"] = "xterm"
            os.execv(words[0], words)

    def read(self):
        """What has come since the last call, as words: how the screen is drawn does not matter. False at the end."""
        if not select.select([self.terminal], [], [], 0.05)[0]:
            return True
        try:
            piece = os.read(self.terminal, 1 << 16)
        except OSError:
            return False
        text = re.sub(r"\x1b\[[0-9;]*m|\x0f", "", piece.decode(errors="replace"))
        text = re.sub(r"\x1b\[\d*C", " ", text)
        self.said += re.sub(r"\x1b(\[[0-9;?]*[ -/]*[@-~]|[()].|.)", "\n", text)
        return bool(piece)

    def wait(self, *signs):
        """The first of the signs that the lab shows from here on; None when it ends, or shows none in time."""
        deadline = time.monotonic() + SECONDS
        start = len(self.said)
        while time.monotonic() < deadline:
            for sign in signs:
                if re.search(sign, self.said[start:]):
                    return sign
            if not self.read():
                return None
        return None

    def press(self, keys):
        try:
            os.write(self.terminal, keys.encode())
        except OSError:
            pass  # it has ended already

    def leave(self):
        """Its exit status; it is killed where it does not end."""
        self.press(CTRL_Q)
        deadline = time.monotonic() + SECONDS
        while time.monotonic() < deadline:
            self.read()
            ended, status = os.waitpid(self.process, os.WNOHANG)
            if ended:
                while self.read() and select.select([self.terminal], [], [], 0)[0]:
                    pass
                return os.waitstatus_to_exitcode(status)
        os.kill(self.process, signal.SIGKILL)
        return os.waitstatus_to_exitcode(os.waitpid(self.process, 0)[1])


def complaints(said):
    return re.findall(r"[^\n│]*(?:was not saved|was not kept|cannot be)[^\n│]*", said)


def main():
    slipway, workspace, sign, line = sys.argv[1:]
    lab = Lab([slipway, "lab", "--workspace", workspace])
    if lab.wait(sign, "cannot be read") != sign:
        lab.leave()
        sys.exit(f"the lab does not open app.py: {complaints(lab.said) or lab.said[-400:].strip()}")
    lab.press(F3)
    # The last row names this key only while the editor has the focus.
    lab.wait("PgDn", "next file")
    lab.press(line + CTRL_S)
    saved = lab.wait("Saved app.py", "app.py was not saved|cannot be")
    if saved != "Saved app.py":
        lab.press(CTRL_S)
        saved = lab.wait("Saved app.py")
    lab.press(F8)
    status = lab.leave()
    print("\n".join(complaints(lab.said)), file=sys.stderr)
    if status != 0:
        sys.exit(status if status > 0 else 128 - status)
    sys.exit(0 if saved else "app.py is not saved, and a second try does not help")


main()
