/// Which instructions fetch something from a network when they run. It is told by their words: what a program does that is
/// not listed here is not known.
enum NetworkUse {
    private static let commands = [
        "pip install", "pip3 install", "pip download", "apk add", "apk update", "apt-get", "apt install", "apt update",
        "dnf ", "yum ", "npm ", "yarn ", "pnpm ", "curl ", "wget ", "git clone", "go get", "go mod download", "cargo ",
        "gem install", "bundle install", "composer ",
    ]

    /// Characters of an instruction that are told.
    private static let length = 60

    /// Those among some instructions, each cut where it is long.
    static func downloads(among instructions: [String]) -> [String] {
        instructions.filter(isDownload).map { $0.count > length ? String($0.prefix(length)) + "…" : $0 }
    }

    private static func isDownload(_ instruction: String) -> Bool {
        if instruction.hasPrefix("ADD ") { return instruction.contains("://") || instruction.contains("git@") }
        guard instruction.hasPrefix("RUN "), !instruction.contains("--network=none") else { return false }
        return commands.contains { instruction.contains($0) }
    }
}
