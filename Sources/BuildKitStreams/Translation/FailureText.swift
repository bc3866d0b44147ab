internal import BuildPlan

/// The lines that an engine prints at the end of a failed build, and the explanation that a learner gets of them.
struct FailureText {
    private var lines: [String] = []

    mutating func add(_ line: String) {
        lines.append(line)
        if lines.count > 100 { lines.removeFirst() }
    }

    /// The line of the Dockerfile that BuildKit names as the cause: `Dockerfile:7`, above the excerpt of the
    /// Dockerfile.
    func blamedLine(in dockerfile: String) -> Int? {
        let name = dockerfile.split(separator: "/").last.map(String.init) ?? dockerfile
        return lines.lazy.compactMap { line -> Int? in
            guard line.hasPrefix(name + ":") else { return nil }
            return Int(line.dropFirst(name.count + 1))
        }.first
    }

    /// The last message before the excerpt of the Dockerfile; nil where there is none.
    var sentence: String? {
        lines.last { line in
            !line.isEmpty && !line.allSatisfy { $0 == "-" } && !line.contains(" | ") && !line.hasPrefix(" > ")
                && !line.hasPrefix("View build details") && !line.hasPrefix("Build Failed:")
        }.map { Self.isBrokenOff($0) ? "its answer broke off" : Self.cleaned($0) }
    }

    /// Whether a line is how an older client reports that the daemon's answer ended without an image. It names a
    /// temporary file of ours, which would puzzle a learner.
    private static func isBrokenOff(_ line: String) -> Bool { line.contains("server did not provide an image ID") }

    /// Whether the client lost the connection to its daemon, or never had one.
    var isEngineGone: Bool {
        guard let sentence = sentence?.lowercased() else { return false }
        return Self.lossMarks.contains { sentence.contains($0) }
    }

    private static let lossMarks = [
        "cannot connect to the docker daemon", "code = unavailable", "error reading from server", "unexpected eof",
        "connection refused", "connection reset", "error during connect", "transport is closing", "no builder",
        "failed to dial", "broken pipe", "its answer broke off", "listing workers", "closed network connection",
        "connect: no such file",
    ]

    /// The message of a builder without the wrapping around the cause, which does not help a learner.
    static func cleaned(_ text: String) -> String {
        var text = text[...]
        var isWrapped = true
        while isWrapped {
            isWrapped = false
            for wrapping in wrappings where text.hasPrefix(wrapping) {
                text = text.dropFirst(wrapping.count)
                isWrapped = true
            }
        }
        return String(text)
    }

    private static let wrappings = [
        "ERROR: ", "error: ", "failed to build: ", "failed to solve: ", "failed to solve with frontend dockerfile.v0: ",
        "failed to create LLB definition: ", "failed to compute cache key: ", "rpc error: code = Unknown desc = ",
        "Error response from daemon: ",
    ]
}

/// Reads the facts of a failed step out of the builder's message.
enum StepFault {
    /// The exit status in `exit code: 1` or `returned a non-zero code: 3`; nil where there is none.
    static func exitStatus(in error: String) -> Int32? {
        for mark in ["exit code: ", "returned a non-zero code: "] {
            guard let range = error.firstRange(of: mark) else { continue }
            return Int32(error[range.upperBound...].prefix { $0.isNumber })
        }
        return nil
    }

    /// The path in `…: "/requirements.txt": not found`, or in `"/x" not found: not found` of an older builder.
    static func missingFile(in error: String) -> String? {
        guard error.contains("not found") || error.contains("no such file or directory"),
            error.contains("checksum of ref") || error.contains("cache key") || error.contains("\": not found")
                || error.contains("\" not found") || error.hasPrefix("COPY failed: ") || error.hasPrefix("ADD failed: ")
        else { return nil }
        let quoted = error.split(separator: "\"", omittingEmptySubsequences: false)
        guard quoted.count >= 3 else {
            // The classic builder: `COPY failed: file not found in build context …: stat nothere.txt: …`
            guard let range = error.firstRange(of: ": stat ") else { return nil }
            return String(error[range.upperBound...].prefix { $0 != ":" })
        }
        return String(quoted[quoted.count - 2].drop { $0 == "/" })
    }

    static func message(_ error: String, of text: String) -> String {
        if let status = exitStatus(in: error) {
            return status > 128
                ? "The command of \(text) was ended by signal \(status - 128)."
                : "The command of \(text) ended with exit status \(status)."
        }
        if let file = missingFile(in: error) {
            return "`\(file)` is not there: COPY and ADD look in the build context."
        }
        let plain = FailureText.cleaned(error)
        return plain.prefix(1).uppercased() + plain.dropFirst() + (plain.hasSuffix(".") ? "" : ".")
    }

    static func advice(_ error: String, isBase: Bool) -> String? {
        if isBase {
            return
                "Check the name. Where the engine has no registry in reach, put the image into Slipway's store, which hands it over: `slipway prepare`, or `slipway load` with an archive of it."
        }
        if missingFile(in: error) != nil {
            return
                "Check the spelling, capitals included, that .dockerignore does not leave it out, and that the build's last argument is the folder it lies in."
        }
        if error.contains("network bridge not found") {
            return "This daemon has no network for RUN. Build with --network host."
        }
        return nil
    }
}
