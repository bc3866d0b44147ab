public import Builder
internal import Glibc

/// Ctrl-C and SIGTERM end a build in good order.
public enum Interruption {
    /// What those signals cancel from now on.
    public static func watch() -> Cancellation {
        let cancellation = interruption
        for number in [SIGINT, SIGTERM, SIGHUP] { signal(number) { _ in interruption.cancel() } }
        signal(SIGPIPE, SIG_IGN)
        return cancellation
    }
}

/// What the signal handlers set; a handler captures nothing, so it is global.
private let interruption = Cancellation()
