internal import Files
internal import Formats
internal import Glibc
internal import LessonFormat
internal import Printing
internal import Surroundings

/// The Python packages that a lesson's builds install, fetched beforehand by the lesson's own base image.
struct Wheels {
    let lesson: Lesson
    /// Where they stay: absolute path.
    let folder: String
    /// Those of the store whose base image fetches them.
    let surroundings: Surroundings

    struct Report {
        var count = 0
        var bytes: Int64 = 0
        /// Requirements that could not be had.
        var missing: [String] = []

        var words: String {
            var words = count == 0 ? "none" : "\(count), \(ByteCount.text(bytes))"
            if !missing.isEmpty { words += "; not to be had: \(missing.joined(separator: ", "))" }
            return words
        }
    }

    /// Lines of every `requirements*.txt` that the lesson's solutions hold, each once.
    var requirements: [String] {
        var lines: [String] = []
        for index in lesson.steps.indices {
            for (path, bytes) in lesson.files(after: index).sorted(by: { $0.key < $1.key }) {
                let name = path.split(separator: "/").last ?? ""
                guard name.hasPrefix("requirements"), name.hasSuffix(".txt") else { continue }
                for line in String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline) {
                    let requirement = Self.withoutComment(line)
                    if !requirement.isEmpty, !requirement.hasPrefix("-"), !lines.contains(requirement) {
                        lines.append(requirement)
                    }
                }
            }
        }
        return lines
    }

    /// Asks for each requirement by itself, so that one that is not to be had takes none of the others along.
    func fetch() -> Report {
        guard let base = lesson.needs.images.first, !requirements.isEmpty else { return Report() }
        var report = Report()
        do { try Folder.make(folder) } catch {
            report.missing = requirements
            return report
        }
        for requirement in requirements {
            let words = [
                surroundings.program, "run", "--rm", "--network", "host", "-v", "\(folder):/wheels", "-w", "/wheels",
                base,
                "pip", "download", "--quiet", "--no-cache-dir", "--disable-pip-version-check", "--only-binary=:all:",
                "--retries", "1", "--timeout", "10", "--find-links", "/wheels", "--dest", "/wheels", requirement,
            ]
            if WorkspaceShell(folder: "/", in: surroundings).run(program: words, output: { _ in }) != 0 {
                report.missing.append(requirement)
            }
        }
        count(&report)
        return report
    }

    /// Lets a store's RUN steps have them.
    func lend(to home: String) throws {
        guard access(folder, R_OK) == 0 else { return }
        let words = ["cp", "-al", folder, home + "/wheelhouse"]
        guard WorkspaceShell(folder: "/", in: surroundings).run(program: words, output: { _ in }) == 0 else {
            throw LessonFailure("the wheels cannot be copied to \(home)")
        }
    }

    private func count(_ report: inout Report) {
        for name in Folder.namesOrNone(of: folder) where name.hasSuffix(".whl") {
            var status = stat()
            guard stat(folder + "/" + name, &status) == 0 else { continue }
            report.count += 1
            report.bytes += Int64(status.st_size)
        }
    }

    private static func withoutComment(_ line: Substring) -> String {
        let code = line.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).first ?? ""
        return code.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
