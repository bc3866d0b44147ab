internal import ArgumentParser
internal import ImageFormat

/// A value of `--cache-from` or `--cache-to`.
enum CacheOption {
    /// A folder: `type=local,src=FOLDER` or `type=local,dest=FOLDER`.
    case folder(String)
    /// An image in a registry: `type=registry,ref=NAME`, or the name alone. `mode=max` means all stages.
    case registry(Reference, takesAllStages: Bool)
    /// The cache is stored in the image itself: `type=inline`.
    case inline

    init(_ text: String, isSource: Bool) throws {
        // As in Docker, a name alone is the name of an image in a registry.
        guard text.contains("=") else {
            self = .registry(try BuildArguments.reference(text), takesAllStages: false)
            return
        }
        var fields: [String: String] = [:]
        for part in text.split(separator: ",") {
            let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            fields[pair[0]] = pair.count == 2 ? pair[1] : ""
        }
        let mode = fields["mode"] ?? "min"
        guard ["min", "max"].contains(mode) else { throw ValidationError("`\(text)`: mode is min or max.") }
        switch fields["type"] {
        case "local": self = .folder(try Self.folder(text, fields[isSource ? "src" : "dest"], mode, isSource))
        case "registry":
            guard let name = fields["ref"], !name.isEmpty else { throw ValidationError("`\(text)` needs ref=NAME.") }
            self = .registry(try BuildArguments.reference(name), takesAllStages: mode == "max")
        case "inline" where !isSource:
            guard mode == "min" else {
                throw ValidationError(
                    "The image holds its own layers: type=inline has mode=min. type=registry has max.")
            }
            self = .inline
        default:
            throw ValidationError(
                isSource
                    ? "A cache comes from a folder or a registry: type=local,src=FOLDER or type=registry,ref=NAME."
                    : "A cache goes to a folder, a registry or into the image: type=local,dest=FOLDER, type=registry,ref=NAME or type=inline."
            )
        }
    }

    private static func folder(_ text: String, _ folder: String?, _ mode: String, _ isSource: Bool) throws -> String {
        guard let folder, !folder.isEmpty else {
            throw ValidationError("`\(text)` needs \(isSource ? "src" : "dest")=FOLDER.")
        }
        guard mode == "min" else {
            throw ValidationError("A folder holds the layers of the image: mode=min. type=registry has mode=max.")
        }
        return folder
    }
}
