import Glibc
import LessonPlay
import Surroundings

/// What holds for every subcommand.
enum ProgramStart {
    static func prepare(in surroundings: Surroundings) {
        // A write past `ulimit -f` is to fail with a word, and not to end the process without one. A handler does that;
        // a signal that is ignored would be ignored in containers, too.
        signal(SIGXFSZ) { _ in }
        unblockSignals()
        SandboxPrivacy.keep(in: surroundings)
    }

    /// A program that starts this one may have blocked signals, as the threads of Dispatch do; here each has its meaning.
    private static func unblockSignals() {
        var none = sigset_t()
        sigemptyset(&none)
        sigprocmask(SIG_SETMASK, &none, nil)
    }
}
