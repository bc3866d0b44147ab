/// Why a project's command ends before its work is done.
public enum ComposeEnding: Error, Equatable, Sendable {
    /// A command that it called has said what is wrong.
    case told(status: Int32)
    /// A whole sentence.
    case failed(String)
    /// A signal has asked to stop, by its number.
    case signal(Int32)

    /// Whether somebody has asked to stop.
    public var isSignal: Bool { if case .signal = self { true } else { false } }
}
