internal import ArgumentParser
internal import Builder
internal import Commands
internal import Files
internal import Glibc
internal import ImageFormat
internal import ImageStore
internal import SystemPackage

/// A value of `--output`: where the result is written besides the store.
struct BuildOutput {
    enum Kind: String, CaseIterable {
        /// The image stays in the store, and nothing else is written.
        case image
        case local, tar, oci, docker
        /// Only the cache is filled; no image is made.
        case cacheonly
    }

    private let kind: Kind
    /// The path of the result; `-` is standard output.
    private let destination: String?
    /// Whether an OCI layout is written as a folder rather than as a tar: `tar=false`.
    private let isFolder: Bool
    /// Whether every time in the image is set to `SOURCE_DATE_EPOCH`: `rewrite-timestamp=true`.
    let rewritesTimes: Bool
    /// Additional names of the image: `name=`.
    let names: [String]

    /// Reads `type=tar,dest=FILE` and the like, or the path of a folder alone.
    init(_ text: String) throws {
        guard text.contains("=") else {
            (kind, isFolder, rewritesTimes, names) = (text == "-" ? .tar : .local, false, false, [])
            destination = text
            return
        }
        let fields = try Self.fields(text)
        guard let kind = Kind(rawValue: fields["type"] ?? "") else {
            throw ValidationError(
                "--output has no type `\(fields["type"] ?? "")`: it is one of "
                    + Kind.allCases.map(\.rawValue).joined(separator: ", ")
                    + ". To send an image away, use slipway push.")
        }
        guard fields["push"] != "true" else {
            throw ValidationError("--output does not push. Use slipway push afterwards.")
        }
        self.kind = kind
        destination = fields["dest"]
        rewritesTimes = fields["rewrite-timestamp"] == "true"
        isFolder = kind == .oci && fields["tar"] == "false"
        names = fields["name"].map { $0.split(separator: ",").map(String.init) } ?? []
        let needsPlace = kind == .local || kind == .tar || kind == .oci
        guard destination != nil || !needsPlace else {
            throw ValidationError("--output type=\(kind.rawValue) needs dest=.")
        }
    }

    private static let known: Set<String> = ["type", "dest", "tar", "name", "push", "rewrite-timestamp", "compression"]

    private static func fields(_ text: String) throws -> [String: String] {
        var fields: [String: String] = [:]
        for part in text.split(separator: ",") {
            let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard pair.count == 2, known.contains(pair[0]) else {
                throw ValidationError("`\(part)` is nothing that --output knows.")
            }
            fields[pair[0]] = pair[1]
        }
        return fields
    }

    /// Whether the result goes to standard output, so that nothing else may be written there.
    var takesStandardOutput: Bool { destination == "-" }

    func write(_ image: StoredImage, tags: [Reference], from store: Store) throws {
        guard let destination else { return }
        let bundle = ImageBundle(images: [.init(image: image, references: tags)])
        do {
            switch kind {
            case .image, .cacheonly: return
            case .local: try RootExport(image, from: store).copy(to: destination)
            case .tar: try file(destination) { try RootExport(image, from: store).writeTar(to: $0) }
            case .oci where isFolder: try store.export(bundle, to: FilePath(destination))
            case .oci, .docker: try file(destination) { try store.save(bundle, to: $0) }
            }
        } catch ExportError.failed(let reason) {
            throw CommandFailure("`\(destination)` could not be written: \(reason)")
        }
    }

    private func file(_ path: String, _ body: (Int32) throws -> Void) throws {
        if path == "-" { return try body(STDOUT_FILENO) }
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else {
            throw CommandFailure("`\(path)` cannot be written: \(ErrnoWords.last).")
        }
        defer { close(descriptor) }
        try body(descriptor)
    }
}
