internal import BuildPlan
internal import DockerfileSyntax
internal import Files
internal import Glibc
internal import SystemPackage

/// The Dockerfile's text, and what the context leaves out.
struct DockerfileText {
    let bytes: [UInt8]
    /// From `Dockerfile.dockerignore` beside the Dockerfile, else `.dockerignore` of the context; nil where neither is.
    let ignored: IgnorePatterns?

    init(_ request: BuildRequest) throws(BuildStop) {
        switch request.dockerfile {
        case .text(let text):
            bytes = Array(text.utf8)
            ignored = try Self.patterns([request.context + "/.dockerignore"], request)
        case .file(let path, let shown):
            do throws(FileError) {
                bytes = try WholeFile.readArgument(path)
            } catch {
                throw .refused([Self.missing(shown, error)])
            }
            ignored = try Self.patterns([path + ".dockerignore", request.context + "/.dockerignore"], request)
        }
    }

    /// The patterns of the first file that is there; a line that is not a valid pattern stops the build, as it stops Docker's.
    private static func patterns(_ paths: [String], _ request: BuildRequest) throws(BuildStop) -> IgnorePatterns? {
        guard let (path, content) = try firstPresent(paths) else { return nil }
        let patterns = IgnorePatterns(String(decoding: content, as: UTF8.self))
        let prefix = request.context + "/"
        let shown = path.hasPrefix(prefix) ? String(path.dropFirst(prefix.count)) : path
        guard patterns.faults.isEmpty else {
            throw .refused(
                patterns.faults.map { fault in
                    Refusal(
                        location: "\(shown):\(fault.range.start.line):\(fault.range.start.column)",
                        message: Sentence.of(fault.value.message), advice: nil)
                })
        }
        return patterns
    }

    private static func firstPresent(_ paths: [String]) throws(BuildStop) -> (path: String, content: [UInt8])? {
        for path in paths {
            do throws(FileError) {
                if let content = try WholeFile.readIfPresent(path) { return (path, content) }
            } catch {
                throw .refused([Refusal(location: nil, message: "\(error).", advice: "Change it, or remove it.")])
            }
        }
        return nil
    }

    private static func missing(_ path: String, _ error: FileError) -> Refusal {
        let isGone = error == .system(path: error.path, .read, .noSuchFileOrDirectory)
        let reason = isGone ? "there is no such file" : error.reason
        return Refusal(
            location: nil, message: "The Dockerfile `\(path)` cannot be read: \(reason).",
            advice: "\(isGone ? "Create it" : "Replace it with a file"), or name another one with `-f`.")
    }
}
