internal import Glibc

/// Where this program writes: the only way to a user's terminal but for ncurses.
public enum StandardStream: Int32, Sendable {
    case output = 1
    case error = 2

    /// Bytes that are not text for people, and go out as they are.
    public enum RawContent: Sendable {
        /// The output of a container or a recorded program: its own stream, as docker passes it on.
        case programOutput
        /// An image, a layer or a cache as an archive.
        case archive
        /// JSON lines that `PrintableText.escaped(json:)` has gone over.
        case jsonLines
    }

    /// Writes the text at once, however many calls that takes; gives up where nobody reads any more.
    public func write(_ text: PrintableText) {
        var text = text.text
        text.withUTF8 { put(UnsafeRawBufferPointer($0)) }
    }

    /// Writes bytes as they are.
    public func write(_ bytes: UnsafeRawBufferPointer, as content: RawContent) { put(bytes) }

    /// Writes bytes as they are.
    public func write(_ bytes: [UInt8], as content: RawContent) { bytes.withUnsafeBytes { put($0) } }

    private func put(_ bytes: UnsafeRawBufferPointer) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let part = UnsafeRawBufferPointer(rebasing: rest)
            let count = Glibc.write(rawValue, part.baseAddress, part.count)
            if count > 0 { rest = rest.dropFirst(count) } else if !Self.canWait(rawValue) { return }
        }
    }

    private static func canWait(_ descriptor: Int32) -> Bool {
        if errno == EINTR { return true }
        guard errno == EAGAIN else { return false }
        var polled = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        return poll(&polled, 1, -1) >= 0 || errno == EINTR
    }
}
