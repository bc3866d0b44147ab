internal import Files
internal import Glibc
internal import ImageFormat
internal import ImageStore
internal import LessonFormat
internal import Surroundings
internal import SystemPackage

/// A prepared lesson on its way to another machine: how everything was at the beginning of each step, and the layers that
/// this needs beside those of the base images.
///
/// It is a folder of three files. `layers.tar` is an archive of one image, which has all of these layers, so that another
/// store unpacks them as it unpacks any image, and knows each by its digest. `states.tar.gz` has the files of the states.
/// `about.json` says which lesson of which version it is, and which digest is behind each layer's ID: the cache of a store
/// names layers by IDs that only that store has.
struct PreparedParcel {
    let lesson: Lesson
    /// Absolute path of the parcel.
    let folder: String
    let bundle: LessonBundle

    /// Where a lesson's parcel is in a bundle.
    static func name(of lesson: String) -> String { "prepared/" + lesson }

    static let about = "about.json"
    private static let layers = "layers.tar"
    private static let states = "states.tar.gz"
    private static let format = "slipway-prepared/1"
    /// The name of the image that holds the layers. Nothing is run from it, and only preparations' own stores have it.
    private static let image = "slipway-prepared:layers"

    // MARK: Packing

    /// Keeps the preparation of a lesson for this process, where there is one that can travel.
    static func hold(_ lesson: Lesson, for bundle: LessonBundle) throws {
        guard canTravel(lesson), PreparedLesson(lesson, below: bundle.home, in: bundle.surroundings) != nil else {
            return
        }
        try PreparationHold.take(of: lesson, below: bundle.home, for: .preparing)
    }

    /// A registry has certificates and tokens of its machine.
    private static func canTravel(_ lesson: Lesson) -> Bool { lesson.registry == nil && lesson.machines.isEmpty }

    /// Packs the lesson where it is prepared here; says so where it is not, or cannot travel.
    func pack() throws {
        let (home, surroundings) = (bundle.home, bundle.surroundings)
        guard let prepared = PreparedLesson(lesson, below: home, in: surroundings),
            let files = RehearsalGround.digest(of: lesson, in: surroundings)
        else {
            return bundle.say("\(lesson.title) is not prepared here: the other machine has to rehearse it once")
        }
        guard Self.canTravel(lesson) else {
            return bundle.say("\(lesson.title) has a registry of its own: the other machine has to rehearse it once")
        }
        bundle.say("Packing how each step of \(lesson.title) begins")
        try bundle.run(["mkdir", "-p", folder], "no folder can be made for the bundle")
        let store = try Store.open(at: FilePath(prepared.place.home))
        let layers = try prepared.pinnedLayers(in: store)
        try pack(layers, of: prepared, in: store)
        try bundle.run(
            ["tar", "-C", prepared.root, "--owner=0", "--group=0", "-czf", "\(folder)/\(Self.states)", "states"],
            "the prepared steps cannot be packed")
        var digests: [String: String] = [:]
        for layer in layers { digests[layer.id.name] = layer.diff?.id.description }
        let about = JSON.object([
            "format": .string(Self.format), "program": .string(ProgramVersion.current), "lesson": .string(files),
            "layers": .strings(digests),
        ])
        try bundle.put(about.encoded(), "\(folder)/\(Self.about)")
    }

    /// Packs the layers that the other machine does not have with the base images.
    private func pack(_ layers: [Layer], of prepared: PreparedLesson, in store: Store) throws {
        let learner = try Store.open(at: FilePath(bundle.home))
        let bases = try Set(lesson.needs.images.flatMap { try learner.resolve($0).config.diffIDs })
        let own = layers.filter { layer in layer.diff.map { !bases.contains($0.id) } ?? false }
        guard !own.isEmpty else { return }
        let inside = ["env", "SLIPWAY_HOME=\(prepared.place.home)", bundle.surroundings.program]
        try store.putImage(config: ImageConfig(), layers: own, tags: [try Reference(Self.image)])
        defer { try? bundle.run(inside + ["rmi", "-f", Self.image], "\(Self.image) cannot be removed") }
        try bundle.run(
            inside + ["save", "--compression", "zstd:12", "-o", "\(folder)/\(Self.layers)", Self.image],
            "the layers of the prepared steps cannot be packed")
    }

    // MARK: Landing

    /// Makes the preparation this machine's, so that a presentation begins at once.
    ///
    /// - Throws: where it is another lesson's or program's, or not whole. What was prepared here before is then as it was.
    func land() throws {
        let layers = try layersByID()
        let surroundings = bundle.surroundings.withoutNetwork()
        try PreparationHold.take(of: lesson, below: bundle.home, for: .preparing)
        let final = PreparedLesson.folder(of: lesson, below: bundle.home)
        let draft = final + ".new"
        Rehearsal.remove(draft, in: surroundings)
        do {
            // With the base images, which have come with the bundle.
            _ = try Rehearsal(needing: lesson.needs.images, in: surroundings, at: draft)
            let prepared = PreparedLesson(lesson, root: draft, in: surroundings)
            try unpack(to: prepared)
            try move(layers, in: prepared)
            try Wheels(lesson: lesson, folder: bundle.home + "/wheelhouse", surroundings: surroundings)
                .lend(to: prepared.place.home)
            try prepared.finish()
            try prepared.restore(lesson.steps.count)
        } catch {
            Rehearsal.remove(draft, in: surroundings)
            throw error
        }
        Rehearsal.remove(final, in: surroundings)
        guard rename(draft, final) == 0 else { throw LessonFailure("\(final): \(ErrnoWords.last)") }
    }

    /// The digests of layers by the IDs that they had on the other machine.
    private func layersByID() throws -> [LayerID: Digest] {
        guard let bytes = try? WholeFile.read("\(folder)/\(Self.about)"), let about = try? JSON(parsing: bytes),
            about["format"]?.string == Self.format, let members = about["layers"]?.members
        else { throw LessonFailure("what was prepared is of a form that this program does not know") }
        guard about["program"]?.string == ProgramVersion.current else {
            throw LessonFailure("it was prepared by another version of the program")
        }
        guard let files = RehearsalGround.digest(of: lesson, in: bundle.surroundings.without(["SLIPWAY_LESSONS"])),
            about["lesson"]?.string == files
        else { throw LessonFailure("the lesson on this machine has other files than the one that was prepared") }
        var layers: [LayerID: Digest] = [:]
        for member in members {
            guard let id = LayerID(member.name), let digest = member.value.string.flatMap({ Digest($0) }) else {
                continue
            }
            layers[id] = digest
        }
        return layers
    }

    private func unpack(to prepared: PreparedLesson) throws {
        if access("\(folder)/\(Self.layers)", R_OK) == 0 {
            let inside = ["env", "SLIPWAY_HOME=\(prepared.place.home)", bundle.surroundings.program]
            try bundle.run(inside + ["load", "-i", "\(folder)/\(Self.layers)"], "the layers cannot be unpacked")
        }
        try bundle.run(
            [
                "tar", "-C", prepared.root, "--no-same-owner", "--no-same-permissions", "-xzf",
                "\(folder)/\(Self.states)", "states",
            ], "the prepared steps cannot be unpacked")
        // Links and devices are refused: states are copied as they are.
        _ = try BundleFiles(folder: prepared.root + "/states").names()
    }

    /// Gives each state and its cache the IDs that the layers have here. A record of a layer that did not come goes.
    private func move(_ layers: [LayerID: Digest], in prepared: PreparedLesson) throws {
        let store = try Store.open(at: FilePath(prepared.place.home))
        var here: [LayerID: LayerID] = [:]
        for (id, digest) in layers { here[id] = try store.layer(diffID: digest)?.id }
        try prepared.renameLayers(here)
        for step in 0...lesson.steps.count {
            let cache = "\(prepared.root)/states/\(step)/cache"
            for name in try Folder.namesIfPresent(of: cache) {
                let path = "\(cache)/\(name)"
                let bytes = try WholeFile.read(path)
                if let moved = CacheRecord.moved(bytes, layers: here) {
                    try WholeFile.replace(path, with: moved)
                } else {
                    unlink(path)
                }
            }
        }
    }
}

extension PreparedLesson {
    /// The layers that the states need.
    ///
    /// - Throws: where one of them is gone.
    func pinnedLayers(in store: Store) throws -> [Layer] {
        let pin = try store.pins().first { $0.name == Self.pinName }
        return try Set(pin?.layers ?? []).map { try store.layer($0) }.sorted { $0.id.name < $1.id.name }
    }
}
