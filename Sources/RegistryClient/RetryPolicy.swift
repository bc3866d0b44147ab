internal import Threads

/// How often a request is tried again that failed for a reason that may pass: a cut connection, or a registry that is
/// busy.
public struct RetryPolicy: Sendable {
    /// Tries in all, the first among them.
    public var attempts: Int
    /// Waits before a further try; the first wait has the number 1.
    public var pause: @Sendable (Int) async throws -> Void

    public init(attempts: Int, pause: @escaping @Sendable (Int) async throws -> Void) {
        self.attempts = attempts
        self.pause = pause
    }

    /// Four tries, with 0.25, 0.5 and 1 second between them.
    public static let backingOff = RetryPolicy(attempts: 4) { number in
        try await SeparateThread.sleep(seconds: 0.125 * Double(1 << min(number, 5)))
    }
}

extension RegistryError {
    /// Whether the same request may succeed a little later.
    var isTransient: Bool {
        switch self {
        case .interrupted: true
        case .unexpectedStatus(let status, _, _): status == 429 || (500...599).contains(status)
        default: false
        }
    }
}
