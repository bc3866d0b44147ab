internal import BuildPlan
internal import Forecast
internal import ImageFormat
internal import ImageStore

/// Goes through a plan as a build does, and performs nothing: the key of a step hangs on what it stands on and takes
/// in, so that the keys behind a step that would run are known, too.
final class ForecastRun {
    let services: BuildServices
    let plan: Plan
    let context: BuildContext
    let carried: CarriedCaches
    /// Images that were found, by the names in the Dockerfile.
    private var images: [String: StoredImage?] = [:]
    private var stages: [Int: ForeseenStage] = [:]
    /// Keys that the build would make, and the step that makes each.
    var made: [Digest: MadeKey] = [:]
    private var forecasts: [StepID: StepForecast] = [:]
    private lazy var memory = MemoryRecord(
        store: services.store, dockerfile: context.dockerfileIdentity, context: context.identity
    ).read()

    /// A step that would leave a record behind while the build goes on.
    struct MadeKey {
        let step: StepID
        /// Whether it is there before any other stage can ask for it: no command has to end first.
        let isPrompt: Bool
    }

    init(services: BuildServices, plan: Plan, context: BuildContext) {
        self.services = services
        self.plan = plan
        self.context = context
        carried = CarriedCaches(services, asksRegistries: false)
    }

    /// What the build would do about each step that it would come to; nil where nobody wants to know any longer.
    func perform(isStale: () -> Bool) -> [StepID: StepForecast]? {
        for stage in plan.stages where stage.isNeeded {
            let run = ForecastStage(
                stage: stage, earlier: memory.stage(index: stage.index, name: stage.name), run: self)
            let end = run.perform(isStale: isStale)
            forecasts.merge(run.forecasts) { first, _ in first }
            switch end {
            case .foreseen(let foreseen): stages[stage.index] = foreseen
            case .fails: return forecasts
            case .stale: return nil
            }
        }
        return forecasts
    }

    /// Why nobody can know what an image or a stage holds; nil where its key is known.
    func question(about origin: FileOrigin) throws(StepError) -> OpenQuestion? {
        switch origin {
        case .context: nil
        case .stage(let index): stages[index]?.question
        case .image(let name): try missing(image: name)
        }
    }

    /// Why nobody can know what an image holds: the build would have to get it first. Nil where it is in the store.
    func missing(image name: String) throws(StepError) -> OpenQuestion? {
        if services.request.pulls { return .base(name) }
        guard try stored(name) == nil else { return nil }
        let recipe = (try? Reference(name)).flatMap { StandInRecipe(for: $0, in: services.checkout) }
        return recipe == nil ? .base(name) : .standIn(name)
    }

    /// A stage as its base would be for another one; nil for one that nobody can know.
    func base(_ index: Int) -> ForeseenStage? { stages[index] }

    private func stored(_ name: String) throws(StepError) -> StoredImage? {
        if let known = images[name] { return known }
        let reference: Reference
        do { reference = try Reference(name) } catch {
            throw .instruction(.invalidReference(name, reason: error.description))
        }
        do throws(StoreError) {
            let image = try services.store.image(reference)
            images[name] = .some(image)
            return image
        } catch {
            throw .store(error)
        }
    }
}

extension ForecastRun: Origins {
    func stage(_ index: Int) throws(StepError) -> StageResult {
        guard let result = stages[index]?.result else { throw .instruction(.unknownStage("\(index)")) }
        return result
    }

    func image(_ name: String, progress: @escaping (BaseActivity) -> Void) throws(StepError) -> BaseImage {
        guard let image = try stored(name) else { throw .base(.pull(name, reason: "it is not in the store")) }
        do { return BaseImage(image: image, layers: try services.store.layers(of: image), note: nil) } catch {
            throw .store(error)
        }
    }
}

/// A stage as it would be after its last step.
struct ForeseenStage {
    /// Nil where its base is not there, so that nothing of it is known.
    var result: StageResult?
    /// Why its key is not known; nil where it is.
    var question: OpenQuestion?
    /// Whether its key has never been made, so that no step can be known that stands on it.
    var isNew = false
    var makers = FileMakers()
}

/// The steps of a stage that would run and make files: what other stages take from this one depends on them.
struct FileMakers {
    private var first: StepID?
    private var firstCommand: StepID?

    /// The step that is named: a command before any other, whose files follow from the context.
    var named: StepID? { firstCommand ?? first }

    mutating func add(_ step: StepID, _ action: StepAction) {
        if action.makesLayer { first = first ?? step }
        if case .run = action { firstCommand = firstCommand ?? step }
    }
}
