import Files
import Glibc
import Surroundings

/// What holds for every subcommand.
enum ProgramStart {
    static func prepare(in surroundings: Surroundings) {
        // A write past `ulimit -f` is to fail with a word, and not to end the process without one. A handler does that;
        // a signal that is ignored would be ignored in containers, too.
        signal(SIGXFSZ) { _ in }
        unblockSignals()
        makeSandboxPrivate(surroundings)
    }

    /// A program that starts this one may have blocked signals, as the threads of Dispatch do; here each has its meaning.
    private static func unblockSignals() {
        var none = sigset_t()
        sigemptyset(&none)
        sigprocmask(SIG_SETMASK, &none, nil)
    }

    /// Workspaces and backups lie in the checkout's `Sandbox`: other users of the machine must not read them. A `Sandbox`
    /// that has none is left as it is: in a checkout for a whole room others read the recipes in it.
    private static func makeSandboxPrivate(_ surroundings: Surroundings) {
        guard let root = surroundings.variables["SLIPWAY_ROOT"], !root.isEmpty else { return }
        let path = root + "/Sandbox"
        var status = stat()
        guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR, status.st_uid == geteuid(),
            status.st_mode & 0o077 != 0, Folder.namesOrNone(of: path).contains(where: isPrivate)
        else { return }
        chmod(path, status.st_mode & 0o700)
    }

    /// The store, which begins with a dot, lets no other user in by itself.
    private static func isPrivate(_ name: String) -> Bool { name != "Bases" && !name.hasPrefix(".") }
}
