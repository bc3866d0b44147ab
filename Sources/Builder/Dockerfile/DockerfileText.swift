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

    /// - Parameter unsaved: what an editor has not saved yet; nothing in a build.
    init(_ request: BuildRequest, unsaved: UnsavedFiles = .none) throws(BuildStop) {
        let ofContext = request.context + "/.dockerignore"
        switch request.dockerfile {
        case .text(let text):
            bytes = Array(text.utf8)
            ignored = try Self.patterns([ofContext], request, unsaved)
        case .file(let path, let shown):
            do throws(FileError) {
                let text = unsaved.text(at: path, inContext: request.context)
                if let text { bytes = text } else { bytes = try Self.read(path) }
            } catch {
                throw .refused([Self.missing(path, shown, error, in: request)])
            }
            ignored = try Self.patterns([path + ".dockerignore", ofContext], request, unsaved)
        }
    }

    /// The patterns of the first file that is there; a line that is not a valid pattern stops the build, as it stops Docker's.
    private static func patterns(
        _ paths: [String], _ request: BuildRequest, _ unsaved: UnsavedFiles
    ) throws(BuildStop) -> IgnorePatterns? {
        let found = try firstPresent(paths) { unsaved.text(at: $0, inContext: request.context) }
        guard let (path, content) = found else { return nil }
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

    private static func firstPresent(
        _ paths: [String], unsaved: (String) -> [UInt8]?
    ) throws(BuildStop) -> (path: String, content: [UInt8])? {
        for path in paths {
            if let text = unsaved(path) { return (path, text) }
            do throws(FileError) {
                if let content = try WholeFile.readIfPresent(path) { return (path, content) }
            } catch {
                throw .refused([Refusal(location: nil, message: "\(error).", advice: "Change it, or remove it.")])
            }
        }
        return nil
    }

    /// As Docker, takes `dockerfile` where there is no `Dockerfile`.
    private static func read(_ path: String) throws(FileError) -> [UInt8] {
        do throws(FileError) {
            return try WholeFile.readArgument(path)
        } catch {
            guard path == "Dockerfile" || path.hasSuffix("/Dockerfile"), isGone(error) else { throw error }
            let lower = path.dropLast("Dockerfile".count) + "dockerfile"
            guard let bytes = try WholeFile.readIfPresent(String(lower)) else { throw error }
            return bytes
        }
    }

    private static func isGone(_ error: FileError) -> Bool {
        error == .system(path: error.path, .read, .noSuchFileOrDirectory)
    }

    static func missing(_ path: String, _ shown: String, _ error: FileError, in request: BuildRequest) -> Refusal {
        let isGone = isGone(error)
        let search = DockerfileSearch(path: path, shown: shown, request)
        let reason = isGone ? "there is no such file" : error.reason
        return Refusal(
            location: nil, message: "The Dockerfile `\(shown)` cannot be read: \(reason).",
            advice: (isGone ? search.advice : nil)
                ?? "\(isGone ? "Create it" : cure(error)), or name another one with `-f`.")
    }

    private static func cure(_ error: FileError) -> String {
        if case .system(_, .read, .permissionDenied) = error {
            return "Ask its owner to let you read it, copy the folder to a place of yours"
        }
        return "Replace it with a file"
    }
}
