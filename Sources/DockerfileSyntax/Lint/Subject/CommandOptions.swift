/// Options of programs that rules look at, as far as they take the word behind them as their value.
enum CommandOptions {
    /// Words of a command that are neither options nor their values nor redirections, the program itself left out.
    static func operands(_ arguments: ArraySlice<Located<String>>, of program: String) -> [Located<String>] {
        let valued = valued(of: program)
        var operands: [Located<String>] = []
        var words = arguments
        var takesOptions = true
        while let word = words.popFirst() {
            if let redirection = Redirection(word.value) {
                if redirection.isOpen { words = words.dropFirst() }
            } else if takesOptions, word.value == "--" {
                takesOptions = false
            } else if takesOptions, word.value.hasPrefix("-"), word.value != "-" {
                let isTruth = program == "npm" && ["true", "false"].contains(words.first?.value ?? "")
                if isTruth || valued.contains(word.value) { words = words.dropFirst() }
            } else {
                operands.append(word)
            }
        }
        return operands
    }

    private static func valued(of program: String) -> Set<String> {
        switch program {
        case "apt", "apt-get", "aptitude": apt
        case "apk": apk
        case "npm": npm
        case "yum", "dnf", "microdnf", "dnf5": dnf
        case "zypper": zypper
        case "gem": gem
        case "go": go
        case _ where program.hasPrefix("pip"): pip
        case _ where program.hasPrefix("python"): pip.union(["-X", "-W"])
        default: []
        }
    }

    private static let apt: Set<String> = [
        "-t", "--target-release", "--default-release", "-o", "--option", "-c", "--config-file", "-a",
        "--host-architecture", "-P", "--build-profiles", "--solver", "--planner",
    ]

    private static let apk: Set<String> = [
        "-t", "--virtual", "-X", "--repository", "-p", "--root", "--arch", "--cache-dir", "--cache-max-age",
        "--keys-dir", "--progress-fd", "--repositories-file", "--timeout", "--wait",
    ]

    private static let pip: Set<String> = [
        "-r", "--requirement", "-c", "--constraint", "-b", "--build", "--build-constraint", "-e", "--editable", "-t",
        "--target", "--platform", "--python-version", "--implementation", "--abi", "--root", "--prefix", "--src",
        "--upgrade-strategy", "-C", "--config-settings", "--config-setting", "--global-option", "--install-option",
        "--no-binary", "--only-binary", "--progress-bar", "--root-user-action", "--report", "--group", "-i",
        "--index-url", "--pypi-url", "--extra-index-url", "-f", "--find-links", "--log", "--keyring-provider",
        "--proxy",
        "--retries", "--timeout", "--exists-action", "--trusted-host", "--cert", "--client-cert", "--cache-dir",
        "--use-feature", "--use-deprecated", "--resume-retries", "--python", "--hash", "--format",
        "--uploaded-prior-to",
        "--requirements-from-script",
    ]

    private static let dnf: Set<String> = [
        "-c", "--config", "-d", "-e", "-x", "--exclude", "--repo", "--repoid", "--enablerepo", "--disablerepo",
        "--releasever", "--setopt", "--installroot", "--enableplugin", "--disableplugin", "--forcearch", "--comment",
    ]

    private static let zypper: Set<String> = [
        "-t", "--type", "-r", "--repo", "--from", "-R", "--root", "--installroot", "-c", "--config", "-C",
        "--cache-dir",
        "-D", "--reposd-dir", "-p", "--plus-repo", "--download", "--name",
    ]

    private static let gem: Set<String> = [
        "-v", "--version", "-i", "--install-dir", "-n", "--bindir", "-s", "--source", "-P", "--trust-policy",
        "--platform",
        "-g", "--file", "--build-root", "-p", "--http-proxy", "-B", "--bulk-threshold", "--config-file",
    ]

    private static let go: Set<String> = [
        "-C", "-p", "-asmflags", "-buildmode", "-buildvcs", "-compiler", "-gccgoflags", "-gcflags", "-installsuffix",
        "-ldflags", "-mod", "-modfile", "-overlay", "-pgo", "-pkgdir", "-tags", "-toolexec",
    ]

    private static let npm: Set<String> = [
        "--loglevel", "--registry", "--prefix", "-C", "--cache", "--userconfig", "--globalconfig", "--tag", "--omit",
        "--include", "--only", "-w", "--workspace", "--install-strategy", "--fetch-retries", "--fetch-timeout",
        "--fetch-retry-factor", "--fetch-retry-mintimeout", "--fetch-retry-maxtimeout", "--maxsockets",
        "--network-timeout",
        "--proxy", "--https-proxy", "--noproxy", "--cafile", "--ca", "--cert", "--key", "--cpu", "--os", "--libc",
        "--before", "--audit-level", "--script-shell", "--node-options", "--location", "--scope", "--otp",
        "--user-agent",
        "--python", "--arch", "--target", "--target_arch", "--disturl", "--logs-dir",
        "--logs-max", "--save-prefix",
    ]
}

/// A word that says where input comes from or output goes: `>`, `2>&1`, `>>log`.
private struct Redirection {
    /// Whether the file is the word behind it.
    let isOpen: Bool

    init?(_ word: String) {
        let rest = word.drop { $0.isASCII && $0.isNumber || $0 == "&" }
        guard let first = rest.first, first == "<" || first == ">" else { return nil }
        isOpen = rest.drop { "<>&|-".contains($0) }.isEmpty && rest.last != "-"
    }
}
