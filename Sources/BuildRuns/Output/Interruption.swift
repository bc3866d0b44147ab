public import Builder
internal import Glibc

/// Lets Ctrl-C and SIGTERM cancel a build, so that it cleans up before it ends.
public enum Interruption {
    /// Begins to watch for the signals, and returns what they cancel.
    public static func watch() -> Cancellation {
        let cancellation = interruption
        for number in [SIGINT, SIGTERM, SIGHUP] { signal(number) { _ in interruption.cancel() } }
        signal(SIGPIPE, SIG_IGN)
        return cancellation
    }
}

/// The cancellation that the signal handlers trigger. It is global because a C handler cannot capture a value.
private let interruption = Cancellation()
