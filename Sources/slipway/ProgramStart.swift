import Glibc

/// What holds for every subcommand.
enum ProgramStart {
    static func prepare() {
        // A write past `ulimit -f` is to fail with a word, and not to end the process without one. A handler does that;
        // a signal that is ignored would be ignored in containers, too.
        signal(SIGXFSZ) { _ in }
        takeSignals()
        makeSandboxPrivate()
    }

    /// Whoever starts the program may have blocked signals, as the threads of Dispatch do; here each has its meaning.
    private static func takeSignals() {
        var none = sigset_t()
        sigemptyset(&none)
        sigprocmask(SIG_SETMASK, &none, nil)
    }

    /// Workspaces, backups and the store lie in the checkout's `Sandbox`: nobody else of the machine reads them.
    private static func makeSandboxPrivate() {
        guard let root = getenv("SLIPWAY_ROOT"), root.pointee != 0 else { return }
        let path = String(cString: root) + "/Sandbox"
        var status = stat()
        guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR, status.st_uid == geteuid(),
            status.st_mode & 0o077 != 0
        else { return }
        chmod(path, status.st_mode & 0o700)
    }
}
