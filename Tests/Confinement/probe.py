"""Tries, inside a container or a step, what a process there may do: a line for each row of Reliability/confinement.md.

The host's values come as JSON in the first argument: `namespaces`, `descriptors` (the soft limit) and `socket` (the name
of an abstract socket on which somebody listens).
"""

import ctypes, errno, json, mmap, os, re, resource, shutil, socket, stat, subprocess, sys

host = json.loads(sys.argv[1])
libc = ctypes.CDLL(None, use_errno=True)
libc.syscall.restype = ctypes.c_long


def call(number, *arguments):
    """The error's name; `done` where there was none."""
    ctypes.set_errno(0)
    padded = [ctypes.c_long(a) for a in (arguments + (0,) * 6)[:6]]
    result = libc.syscall(ctypes.c_long(number), *padded)
    return "done" if result >= 0 else errno.errorcode[ctypes.get_errno()]


def attempt(body):
    try:
        return body() or "done"
    except OSError as error:
        return errno.errorcode[error.errno]


def status(name):
    return re.search(rf"^{name}:\s*(\S+)", open("/proc/self/status").read(), re.M)[1]


def short_call(number, argument=0):
    """A call by 32-bit programs' gate: eax, ebx; the result as a signed number."""
    code = b"\x53\xb8" + number.to_bytes(4, "little") + b"\xbb" + argument.to_bytes(4, "little") + b"\xcd\x80\x5b\xc3"
    page = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    page.write(code)
    address = ctypes.addressof(ctypes.c_char.from_buffer(page))
    return ctypes.CFUNCTYPE(ctypes.c_int)(address)()


refused = dict(
    acct=163, add_key=248, bpf=321, delete_module=176, fanotify_init=300, finit_module=313, fsopen=430,
    get_mempolicy=239, init_module=175, io_uring_setup=425, ioperm=173, iopl=172, kcmp=312, kexec_load=246, keyctl=250,
    lookup_dcookie=212, mbind=237, mount=165, mount_setattr=442, move_mount=429, move_pages=279,
    open_by_handle_at=304, open_tree=428, perf_event_open=298, pidfd_getfd=438, pivot_root=155, process_madvise=440,
    quotactl=179, reboot=169, request_key=249, set_mempolicy=238, setdomainname=171, sethostname=170, setns=308,
    settimeofday=164, swapon=167, syslog=103, umount2=166, unshare=272, userfaultfd=323, vhangup=153,
)
# Of the image, and of the interpreter itself.
from_python = {"LC_CTYPE", "LANG", "GPG_KEY", "PYTHON_VERSION", "PYTHON_SHA256", "PYTHON_PIP_VERSION"}
masked = """/proc/asound /proc/acpi /proc/interrupts /proc/kcore /proc/keys /proc/latency_stats /proc/timer_list
    /proc/timer_stats /proc/sched_debug /proc/scsi /sys/firmware /sys/devices/virtual/powercap
    /sys/devices/system/cpu/cpu0/thermal_throttle""".split()
read_only = """/proc/sys/kernel/domainname /proc/sys/vm/swappiness /proc/sysrq-trigger
    /proc/irq/default_smp_affinity""".split()


def others(results, expected, word):
    """`word` where everything came out as expected, else what did not."""
    return word if set(results.values()) <= {expected} else " ".join(f"{k}={v}" for k, v in results.items() if v != expected)


def shows(path):
    if not os.path.exists(path):
        return "nothing"
    read = lambda: os.listdir(path) if os.path.isdir(path) else open(path, "rb").read(1)
    return "nothing" if attempt(lambda: "something" if read() else None) in ("done", "EACCES", "EPERM") else "something"


def writes():
    """How opening each of the paths to write ends. Without root they belong to somebody else, besides."""
    there = [path for path in read_only if os.path.exists(path)]
    return {attempt(lambda: os.close(os.open(path, os.O_WRONLY))) for path in there}


def node(kind, major, minor, folder):
    """Makes a device node and opens it."""
    path = folder + "/slipway-node"
    made = attempt(lambda: os.mknod(path, kind | 0o666, os.makedev(major, minor)))
    if made != "done":
        return made
    opened = attempt(lambda: os.close(os.open(path, os.O_RDONLY)))
    os.unlink(path)
    return "made, open: " + opened


def devices():
    disks = [line.split()[:2] for line in open("/proc/partitions") if re.match(r"\s+\d", line)] or [["8", "0"]]
    found = {
        f"{folder} {kind} {major}:{minor}": node(kind, int(major), int(minor), folder)
        for folder in ("/tmp", "/dev", "/dev/shm") for kind in (stat.S_IFBLK, stat.S_IFCHR)
        for major, minor in disks[:2] + [["1", "1"], ["10", "200"]]
    }
    return others(found, "EPERM", "not made")


def mounted(at):
    for line in open("/proc/self/mountinfo"):
        words = line.split()
        if words[4] == at:
            last = line
    words = last.split()
    size = re.search(r"size=\d+k", last)
    wanted = [w for w in words[5].split(",") if w in ("rw", "ro", "nosuid", "nodev", "noexec")]
    return " ".join(wanted + ([size[0]] if size else []))


def writable_below(place):
    lines = [line.split() for line in open("/proc/self/mountinfo")]
    found = [w[4] for w in lines if w[4].startswith(place + "/") and w[5].split(",")[0] == "rw"]
    return " ".join(found) or "none"


def traced():
    """PTRACE_TRACEME, in a process of its own: a traced one stops at every signal."""
    child = os.fork()
    if child == 0:
        os._exit(call(101, 0) != "done")
    return "done" if os.waitpid(child, 0)[1] == 0 else "refused"


def personalities():
    allowed = {v: call(135, v) for v in (0x8, 0x20000, 0x20008, 0xFFFFFFFF, 0)}
    denied = {v: call(135, v) for v in (0x40000, 0x10, 0x20001, 0x400000)}
    return others(allowed, "done", "") + others(denied, "EPERM", "the five")


def set_user_id():
    path = "/usr/local/bin/slipway-set-user-id"
    shutil.copy(os.path.realpath(sys.executable), path)
    os.chmod(path, 0o4755)
    words = [path, "-c", "import os; print(os.geteuid())"]
    try:
        return subprocess.run(words, user=1, capture_output=True, text=True).stdout.strip()
    finally:
        os.unlink(path)


def families():
    denied = {f: attempt(lambda: socket.socket(f, socket.SOCK_STREAM).close()) for f in (38, 40)}
    kinds = ((1, 1, 0), (2, 1, 0), (10, 2, 0), (16, 3, 0))
    given = {kind: attempt(lambda: socket.socket(*kind).close()) for kind in kinds}
    return others(denied, "EPERM", "all but AF_ALG, AF_VSOCK") + others(given, "done", "")


def raw_sockets():
    kinds = ((socket.AF_INET, socket.SOCK_RAW, 1), (socket.AF_PACKET, socket.SOCK_RAW, 0))
    return " ".join(sorted({attempt(lambda: socket.socket(*kind).close()) for kind in kinds}))


def abstract_socket():
    with socket.socket(socket.AF_UNIX) as probe:
        return attempt(lambda: probe.connect("\0" + host["socket"]))


def devices_that_work():
    def use():
        os.write(os.open("/dev/null", os.O_WRONLY), b"x")
        for path in ("/dev/zero", "/dev/full", "/dev/random", "/dev/urandom"):
            os.read(os.open(path, os.O_RDONLY), 1)
        os.openpty()
    return attempt(use)


def namespaces():
    own = [n for n in ("cgroup", "ipc", "mnt", "net", "pid", "uts") if os.readlink(f"/proc/self/ns/{n}") != host["namespaces"][n]]
    return " ".join(own)


def umask():
    before = os.umask(0)
    os.umask(before)
    return f"{before:04o}"


def hostname():
    name = os.uname().nodename
    return "its ID" if re.fullmatch("[0-9a-f]{12}", name) else name


rows = {
    # First: other rows open some.
    "open descriptors": lambda: " ".join(str(n) for n in range(256) if attempt(lambda: os.fstat(n) and None) == "done"),
    "capabilities, effective": lambda: status("CapEff"),
    "capabilities, bounding": lambda: status("CapBnd"),
    "capabilities, inheritable and ambient": lambda: f"{int(status('CapInh'), 16)} {int(status('CapAmb'), 16)}",
    "no_new_privs": lambda: status("NoNewPrivs"),
    "a set-user-ID program of user 0, started by user 1, runs as": set_user_id,
    "seccomp mode": lambda: status("Seccomp"),
    "system calls that the profile leaves out": lambda: others({n: call(v, -1) for n, v in refused.items()}, "EPERM", "EPERM"),
    "system calls newer than the profile": lambda: others({n: call(n, -1) for n in (467, 471, 999)}, "ENOSYS", "ENOSYS"),
    "clone3": lambda: call(435, 0, 0),
    "clone with a new user namespace": lambda: call(56, 0x10000000 | 17),
    "ptrace": traced,
    "personality": personalities,
    "socket families": families,
    "raw sockets": raw_sockets,
    "32-bit programs": lambda: f"{'run' if short_call(20) == os.getpid() else 'fail'}, mount: {errno.errorcode[-short_call(21)]}",
    "device nodes": devices,
    "pipes by mknod": lambda: attempt(lambda: (os.mknod("/tmp/slipway-pipe", stat.S_IFIFO | 0o600), os.unlink("/tmp/slipway-pipe"))[1]),
    "masked paths show": lambda: others({p: shows(p) for p in masked}, "nothing", "nothing"),
    "read-only paths": lambda: "cannot be written" if writes() <= {"EROFS", "EACCES"} else " ".join(writes()),
    "/proc": lambda: mounted("/proc"),
    "/sys": lambda: mounted("/sys"),
    "writable mounts below /sys": lambda: writable_below("/sys"),
    "/dev": lambda: mounted("/dev"),
    # Besides `core`, a link to the masked /proc/kcore that runc makes only where the kernel has that.
    "/dev has": lambda: " ".join(sorted(set(os.listdir("/dev")) - {"core"})),
    "/dev/null and its like, and new terminals": devices_that_work,
    "/dev/pts": lambda: mounted("/dev/pts"),
    "/dev/shm": lambda: mounted("/dev/shm"),
    "/dev/mqueue": lambda: mounted("/dev/mqueue"),
    "control groups": lambda: " ".join(sorted({line.split(":", 2)[2].strip() for line in open("/proc/self/cgroup")})),
    "namespaces of its own": namespaces,
    "a user namespace of its own": lambda: "no" if os.readlink("/proc/self/ns/user") == host["namespaces"]["user"] else "yes",
    "an abstract socket of the host": abstract_socket,
    "variables": lambda: " ".join(sorted(set(os.environ) - from_python)),
    "limit of descriptors": lambda: "the caller's" if resource.getrlimit(resource.RLIMIT_NOFILE)[0] == host["descriptors"] else "another",
    "hostname": hostname,
    "oom_score_adj": lambda: open("/proc/self/oom_score_adj").read().strip(),
    "umask": umask,
    "blocked signals": lambda: str(int(status("SigBlk"), 16)),
    "lowest port for all users": lambda: open("/proc/sys/net/ipv4/ip_unprivileged_port_start").read().strip(),
}
for name, body in rows.items():
    try:
        print(f"ROW\t{name}\t{body()}", flush=True)
    except Exception as error:
        print(f"ROW\t{name}\tfailed: {error!r}", flush=True)
