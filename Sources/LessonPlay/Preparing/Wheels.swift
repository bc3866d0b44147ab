internal import Files
internal import Formats
internal import Glibc
internal import LessonFormat
internal import Printing
internal import Surroundings
internal import Threads

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

    /// Asks for each requirement by itself, so that one that is not to be had takes none of the others along; some at a time,
    /// since most of the time goes by in waiting for the index.
    func fetch() -> Report {
        let (lines, folder, surroundings) = (requirements, folder, surroundings)
        guard let base = lesson.needs.images.first, !lines.isEmpty else { return Report() }
        var report = Report()
        removeParts()
        do { for index in lines.indices { try Folder.make(folder + "/" + Self.part(index)) } } catch {
            report.missing = lines
            return report
        }
        let found = Monitor(Set<Int>())
        ParallelLoop.perform(lines.count, helpers: 3) { index in
            let words = [
                surroundings.program, "run", "--rm", "--network", "host", "-v", "\(folder):/wheels", "-w", "/wheels",
                base,
                "pip", "download", "--quiet", "--no-cache-dir", "--disable-pip-version-check", "--only-binary=:all:",
                "--retries", "1", "--timeout", "10", "--find-links", "/wheels", "--dest", "/wheels/" + Self.part(index),
                lines[index],
            ]
            guard WorkspaceShell(folder: "/", in: surroundings).run(program: words, output: { _ in }) == 0 else {
                return
            }
            found.withLock { _ = $0.insert(index) }
        }
        let indices = found.withLock { $0 }
        for index in indices { takePart(index) }
        removeParts()
        report.missing = lines.indices.filter { !indices.contains($0) }.map { lines[$0] }
        count(&report)
        return report
    }

    /// The folder that one requirement's wheels come to: two that need the same wheel would write one file, and read half of
    /// what the other has written.
    private static func part(_ index: Int) -> String { partPrefix + String(index) }
    private static let partPrefix = ".fetched-"

    private func takePart(_ index: Int) {
        let part = folder + "/" + Self.part(index)
        for name in Folder.namesOrNone(of: part) { rename(part + "/" + name, folder + "/" + name) }
    }

    private func removeParts() {
        for name in Folder.namesOrNone(of: folder) where name.hasPrefix(Self.partPrefix) {
            Rehearsal.remove(folder + "/" + name, in: surroundings)
        }
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
