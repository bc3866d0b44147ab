internal import SelfChecks
internal import Surroundings

/// The builds that a solution asks for, and what kept one from its image.
extension LessonPlayer {
    /// A build may fail on purpose: its checks say whether it should have.
    func build(_ arguments: String) {
        say("$ docker build \(arguments)")
        let words = [place.program, "build", "--progress", "plain"] + arguments.split(separator: " ").map(String.init)
        let limit = buildPatience.map { ["timeout", "--kill-after=10", "\($0)"] } ?? []
        var (complaint, last) = ("", "")
        let status = WorkspaceShell(at: place).run(program: limit + words) { lines in
            show(lines)
            for line in lines where !line.isEmpty {
                last = String(decoding: line.prefix(500), as: UTF8.self)
                if complaint.isEmpty, last.lowercased().hasPrefix("error") { complaint = last }
            }
        }
        buildFault = fault(status, complaint.isEmpty ? last : complaint)
    }

    /// The status of timeout(1) where the program had to be killed.
    private static let killed: Int32 = 137

    private func fault(_ status: Int32, _ said: String) -> BuildFault? {
        if let buildPatience, status == Self.tooLong || status == Self.killed {
            return BuildFault(
                cause: "the build did not end within \(buildPatience) \(buildPatience == 1 ? "second" : "seconds")",
                advice: "Find the RUN that does not end by itself: what goes on and on belongs into CMD.")
        }
        // What fails in a build is in its events; of one that could not begin there are none.
        guard status != 0, buildSinceOpening() == nil else { return nil }
        return BuildFault(
            cause: said.isEmpty ? "the build ended with status \(status)" : "the build could not begin: \(said)",
            advice: "Mend that, then build again.")
    }
}
