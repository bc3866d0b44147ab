internal import ArgumentParser

/// A `run` that is asked for: the words behind the command, and what they say.
public struct RunCommandLine: Equatable, Sendable {
    /// As they are handed to `slipway run`.
    public let words: [String]
    /// Nil where the command will refuse the words; it then says why.
    public let options: RunOptions?

    public init(_ words: [String]) {
        self.words = words
        options = (try? RunFlags.normalized(words)).flatMap { try? RunOptions.parse($0) }
    }

    /// Runs an image with these ports published, each as `-p` takes it.
    public init(image: String, ports: [String] = []) {
        self.init(ports.flatMap { ["-p", $0] } + [image])
    }

    /// Empty where the words name none.
    public var image: String { options?.image ?? "" }

    /// The values of `-p`.
    public var ports: [String] { options?.publish ?? [] }

    /// Where the first published port answers; nil without one.
    ///
    /// `5000:5000` and `127.0.0.1:8080:80/tcp` publish a port of this machine; `5000` alone has none that is known.
    public var url: String? {
        guard let parts = ports.first?.split(separator: ":"), parts.count >= 2,
            let port = UInt16(parts[parts.count - 2])
        else { return nil }
        return "http://localhost:\(port)"
    }

    /// Whether the command returns at once, or wants a terminal of its own, so that only a shell can run it.
    var needsShell: Bool { options.map { $0.detach || ($0.interactive && $0.tty) } ?? true }

    public static func == (left: RunCommandLine, right: RunCommandLine) -> Bool { left.words == right.words }
}
