/// The reasons for which a base image cannot be had.
enum BaseError: Error, Equatable {
    /// It could not be fetched from its registry, for this reason.
    case pull(String, reason: String)
    /// The packages of a stand-in could not be fetched; `output` is the last line of the tool's.
    case packages(String, output: String)
    case missingTool(String)
    case build(String, reason: String)
    /// It is named by its ID; `names` are those that the image has.
    case identifier(String, names: [String])

    var message: String {
        switch self {
        case .pull(let name, let reason): "The image `\(name)` is not in the store, and could not be pulled: \(reason)."
        case .packages(let name, let output):
            "A stand-in for `\(name)` could not be assembled, because its packages could not be fetched: \(output)"
        case .missingTool(let tool): "`\(tool)` is missing, which fetches the packages of a stand-in."
        case .build(let name, let reason): "A stand-in for `\(name)` could not be built: \(reason)"
        case .identifier(let id, _): "FROM and --from take the name of an image, and `\(id)` is the ID of one."
        }
    }

    var advice: String {
        switch self {
        case .pull(let name, _):
            KnownImages.hint(for: name)
                + "Check the name. Without a network, `slipway images` lists what FROM can name, and `slipway load FILE` takes \(name) from a colleague's file."
        case .packages:
            "With a network, run `slipway prepare` once; without one, `slipway load` takes an image from a file."
        case .missingTool:
            "Debian, Ubuntu and their kin have it. Elsewhere `slipway load FILE` takes the image from a colleague's file."
        case .build: "Run `slipway prepare` with a network, or take an image from a file with `slipway load`."
        case .identifier(let id, let names):
            names.first.map { "Write `\($0)`, which is a name of that image." }
                ?? "Give the image a name first: `slipway tag \(id) NAME:TAG`."
        }
    }
}
