/// The shell that reads the shell form of a stage's RUNs: the words of SHELL, or what the base image has.
struct LintShell {
    let words: [String]

    /// The shell that an image brings along, as far as its name tells: those of Windows have `cmd`.
    init(ofImage image: String) {
        let names = ["windows/", "nanoserver", "servercore", "windowsservercore"]
        words = names.contains { image.lowercased().contains($0) } ? ["cmd", "/S", "/C"] : ["/bin/sh", "-c"]
    }

    init(_ words: [Located<String>]) { self.words = words.map(\.value) }

    /// A shell that a comment names: `# hadolint shell=powershell`.
    init(_ name: String) { words = [name, "-c"] }

    /// Whether it reads the language of `sh`, which the rules for commands know; PowerShell and Python have their own.
    var isPOSIX: Bool { words.contains { Self.isPOSIX($0) } }

    /// Whether it minds a failure ahead of a pipe.
    var mindsPipes: Bool { words.contains { $0.contains("pipefail") } }

    /// Whether a program is such a shell: `/bin/bash`, `dash`.
    static func isPOSIX(_ program: some StringProtocol) -> Bool {
        let name = program.split(separator: "/").last ?? ""
        return ["sh", "bash", "dash", "ash", "ksh", "mksh", "zsh"].contains(name)
    }
}
