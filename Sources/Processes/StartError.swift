internal import Files

/// Why a program did not start. A program that starts and fails is not an error: it has an `ExitStatus`.
public enum StartError: Error, Hashable, Sendable {
    /// No pipe could be made; an `errno`.
    case noPipe(Int32)
    /// There is no such program on the PATH.
    case notFound(program: String)
    /// The folder that it was to start in is not there, or cannot be entered; an `errno`.
    case noFolder(String, Int32)
    /// The kernel refused it; an `errno`.
    case refused(program: String, Int32)
}

extension StartError: CustomStringConvertible {
    /// A sentence without its full stop, with the remedy where one is known.
    public var description: String {
        switch self {
        case .noPipe(let code): "no pipe could be made: \(ErrnoWords.reason(code))"
        case .notFound(let program): "\(program) was not found: install it, or add its folder to PATH"
        case .noFolder(let folder, let code): "the folder \(folder) cannot be entered: \(ErrnoWords.reason(code))"
        case .refused(let program, let code): "\(program) could not be started: \(ErrnoWords.reason(code))"
        }
    }
}
