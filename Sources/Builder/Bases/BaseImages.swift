internal import BuildPlan
internal import ImageFormat
internal import ImageStore
internal import Surroundings

/// Finds the images that FROM and `--from` name: in the store, as a stand-in that is assembled, or in a registry.
final class BaseImages {
    private let build: Build
    private var found: [String: BaseImage] = [:]

    init(build: Build) { self.build = build }

    func resolve(_ name: String, progress: @escaping (BaseActivity) -> Void) throws(StepError) -> BaseImage {
        if let known = found[name] { return known }
        let image = try find(name, progress: progress)
        found[name] = image
        return image
    }

    private func find(_ name: String, progress: @escaping (BaseActivity) -> Void) throws(StepError) -> BaseImage {
        let reference: Reference
        do { reference = try Reference(name) } catch {
            throw .instruction(.invalidReference(name, reason: error.description))
        }
        let stored: StoredImage?
        do throws(StoreError) {
            stored = try build.store.image(reference)
        } catch {
            // What is pulled takes the place of what is damaged.
            guard case .damagedImage = error, build.request.pulls else { throw .store(error) }
            stored = nil
        }
        if let stored, !build.request.pulls { return try load(stored) }
        if !build.request.pulls, let recipe = StandInRecipe(for: reference, in: build.checkout) {
            return try load(try StandInAssembly(recipe: recipe, build: build).image(progress: progress))
        }
        return try load(try ImagePull(reference: reference, build: build).image(progress: progress))
    }

    private func load(_ image: StoredImage) throws(StepError) -> BaseImage {
        do {
            let layers = try build.store.layers(of: image)
            let original = image.config.config.labels[StandInRecipe.label]
            let note = original.map { "stand-in for \(StandInRecipe.familiar($0))" }
            return BaseImage(image: image, layers: layers, note: note)
        } catch {
            throw .store(error)
        }
    }
}

/// An image that a stage stands on.
struct BaseImage {
    var image: StoredImage
    var layers: [Layer]
    /// That it is a stand-in, where it is one.
    var note: String?
}

/// Why there is no base image.
enum BaseError: Error, Equatable {
    /// It could not be fetched from its registry, for this reason.
    case pull(String, reason: String)
    /// The packages of a stand-in could not be fetched; the end of what was said about it.
    case packages(String, output: String)
    case missingTool(String)
    case build(String, reason: String)

    var message: String {
        switch self {
        case .pull(let name, let reason): "The image `\(name)` is not in the store, and could not be pulled: \(reason)."
        case .packages(let name, let output):
            "A stand-in for `\(name)` could not be assembled, because its packages could not be fetched: \(output)"
        case .missingTool(let tool): "`\(tool)` is missing, which fetches the packages of a stand-in."
        case .build(let name, let reason): "A stand-in for `\(name)` could not be built: \(reason)"
        }
    }

    var advice: String {
        switch self {
        case .pull(let name, _):
            "Check the name. Without a network, `slipway images` lists what FROM can name, and `slipway load FILE` takes \(name) from a colleague's file."
        case .packages:
            "With a network, run `slipway prepare` once; without one, `slipway load` takes an image from a file."
        case .missingTool(let tool): "As root: apt-get install \(tool)"
        case .build: "Run `slipway prepare` with a network, or take an image from a file with `slipway load`."
        }
    }
}
