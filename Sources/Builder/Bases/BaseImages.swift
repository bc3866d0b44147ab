internal import BuildPlan
internal import ImageFormat
internal import ImageStore
internal import Surroundings

/// Finds the images that FROM and `--from` name: in the store, as a stand-in that is assembled, or in a registry.
final class BaseImages {
    private let services: BuildServices
    private let build: RecipeBuild
    private var found: [String: BaseImage] = [:]

    /// - Parameter build: builds the recipe of a stand-in.
    init(services: BuildServices, build: @escaping RecipeBuild) {
        self.services = services
        self.build = build
    }

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
            stored = try services.store.image(reference)
        } catch {
            // The pulled image replaces the damaged one.
            guard case .damagedImage = error, services.request.pulls else { throw .store(error) }
            stored = nil
        }
        if let stored, !services.request.pulls { return try load(stored) }
        if stored == nil, let names = namesOfImage(withID: name) {
            throw .base(.identifier(name, names: names.map(\.familiar)))
        }
        if !services.request.pulls, let recipe = StandInRecipe(for: reference, in: services.checkout) {
            let assembly = StandInAssembly(recipe: recipe, services: services, build: build)
            return try load(try assembly.image(progress: progress))
        }
        return try load(try BasePull(reference: reference, services: services).image(progress: progress))
    }

    /// The digits of an ID as `images` shows it.
    private static let digitsOfID = 12

    /// The names of the image that has an ID; nil where the text is not an ID of an image in the store. As in BuildKit, an
    /// ID does not name a base: the name is looked for in a registry, which would say nothing of the ID.
    private func namesOfImage(withID text: String) -> [Reference]? {
        let digits = text.hasPrefix("sha256:") ? String(text.dropFirst(7)) : text
        guard digits.utf8.count >= Self.digitsOfID, let image = try? services.store.listed(text),
            let id = image.id, id.hex.hasPrefix(digits)
        else { return nil }
        return image.allReferences
    }

    private func load(_ image: StoredImage) throws(StepError) -> BaseImage {
        do {
            let layers = try services.store.layers(of: image)
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
    /// A note that the image is a stand-in; nil if it is not.
    var note: String?
}
