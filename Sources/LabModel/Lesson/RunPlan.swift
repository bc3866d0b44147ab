/// What a `docker run` command line asks for, as far as the lab has to know it.
struct RunPlan: Equatable {
    /// The words after `run`.
    var arguments: [String]
    var image: String
    /// The values of `-p`.
    var ports: [String]
    /// Where the first published port answers; nil without one.
    var url: String?

    /// Options of `run` that take a value in the next word.
    private static let withValue: Set<String> = [
        "-p", "--publish", "--name", "-e", "--env", "-v", "--volume", "-w", "--workdir", "-u", "--user", "--network",
        "--entrypoint", "--env-file", "-l", "--label", "--hostname", "-h", "--mount",
    ]

    init(_ arguments: [String]) {
        self.arguments = arguments
        image = ""
        ports = []
        var rest = arguments[...]
        while let word = rest.popFirst() {
            if word == "-p" || word == "--publish", let value = rest.popFirst() {
                ports.append(value)
            } else if word.hasPrefix("--publish=") {
                ports.append(String(word.dropFirst("--publish=".count)))
            } else if Self.withValue.contains(word) {
                rest = rest.dropFirst()
            } else if !word.hasPrefix("-") {
                image = word
                break
            }
        }
        url = ports.first.flatMap(Self.url)
    }

    /// `5000:5000` and `127.0.0.1:8080:80/tcp` publish a port of this machine; `5000` alone has none that is known.
    private static func url(_ port: String) -> String? {
        let parts = port.split(separator: ":")
        guard parts.count >= 2, let host = UInt16(parts[parts.count - 2]) else { return nil }
        return "http://localhost:\(host)"
    }
}
