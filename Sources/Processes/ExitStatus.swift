/// How a program ended.
public enum ExitStatus: Hashable, Sendable {
    /// By itself, with a status from 0 to 255.
    case exited(Int32)
    /// By the signal of that number.
    case signalled(Int32)

    /// As a shell tells it: 128 + n where signal n ended it.
    public init(code: Int32) { self = code > 128 ? .signalled(code - 128) : .exited(code) }

    /// As a shell tells it: the status, or 128 + n where signal n ended the program.
    public var code: Int32 {
        switch self {
        case .exited(let status): status
        case .signalled(let number): 128 + number
        }
    }

    /// Whether it ended by itself, with 0.
    public var isSuccess: Bool { self == .exited(0) }
}
