internal import ArgumentParser

/// The command line of a `run`: the words after the command, and the options that they mean.
public struct RunCommandLine: Equatable, Sendable {
    /// The words that `slipway run` gets.
    public let words: [String]
    /// The options that the words mean; nil where the command will refuse the words with a message.
    public let options: RunOptions?

    public init(_ words: [String]) {
        self.words = words
        options = (try? RunFlags.normalized(words)).flatMap { try? RunOptions.parse($0) }
    }

    /// The command line that runs an image with published ports, each in the form of `-p`.
    public init(image: String, ports: [String] = []) {
        self.init(ports.flatMap { ["-p", $0] } + [image])
    }

    /// The image that is run; empty where the words name none.
    public var image: String { options?.image ?? "" }

    /// The values of `-p`.
    public var ports: [String] { options?.publish ?? [] }

    /// The address at which the first published port answers; nil where no port of this machine is known.
    ///
    /// `5000:5000` and `127.0.0.1:8080:80/tcp` name a port of this machine. For `5000` alone, it is chosen only later.
    public var url: String? {
        guard let parts = ports.first?.split(separator: ":"), parts.count >= 2,
            let port = UInt16(parts[parts.count - 2])
        else { return nil }
        return "http://localhost:\(port)"
    }

    /// Whether only a shell can run the command: it returns at once, or needs a terminal of its own.
    var needsShell: Bool { options.map { $0.detach || ($0.interactive && $0.tty) } ?? true }

    public static func == (left: RunCommandLine, right: RunCommandLine) -> Bool { left.words == right.words }
}
