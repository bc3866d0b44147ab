import Printing
import ArgumentParser
import Formats
import Foundation
import ImageFormat
import ImageStore
import Scratch
import SystemPackage
import Testing

@testable import Images

/// Which images are taken away, and which stay.
struct ImageRemovalTests {
    private let folder: ScratchFolder
    private let store: Store

    init() throws {
        folder = try ScratchFolder()
        store = try Store.open(at: FilePath(folder("store")))
    }

    @discardableResult
    private func image(_ stage: String, _ names: [String]) throws -> StoredImage {
        try store.putImage(
            config: ImageConfig(
                created: "2026-01-02T03:04:05Z", config: ContainerConfig(command: ["a"], labels: ["stage": stage])),
            layers: [], tags: names.map { try Reference($0) })
    }

    private var left: Set<String> {
        get throws { Set(try store.images().map { $0.config.config.labels["stage"] ?? "" }) }
    }

    @Test(
        arguments: [
            (false, [], ["named"]), (false, ["label=stage=old"], ["older", "named"]),
            (false, ["label!=stage=old"], ["old", "named"]), (false, ["label=stage=named"], ["old", "older", "named"]),
            (true, ["label=stage=named"], ["old", "older"]),
            (true, ["until=2026-01-01T00:00:00Z"], ["old", "older", "named"]),
            (true, [], []),
        ] as [(Bool, [String], Set<String>)])
    func aPruneTakesWhatPassesItsFilters(_ withNamed: Bool, _ filters: [String], _ left: Set<String>) throws {
        try image("old", [])
        try image("older", [])
        try image("named", ["app:1"])
        let report = try ImagePrune(of: store, withNamed: withNamed, filters: filters).run()
        #expect(try self.left == left)
        #expect(report.images.count == 3 - left.count)
        #expect(try blobs.count == 2 * left.count && (report.bytes > 0) == (left.count < 3))
    }

    @Test(arguments: ["colour=red", "label", "until=soon"])
    func aFilterThatImagesDoNotHaveIsRefused(_ filter: String) {
        #expect(throws: FilterError.self) { try ImagePrune(of: store, withNamed: false, filters: [filter]) }
    }

    @Test func aNameOfSeveralGoesAlone() throws {
        try image("one", ["app:1", "app:2"])
        try ImageRemoval(from: store, isForced: false).remove("app:1")
        #expect(try store.images().flatMap(\.references).map(\.familiar) == ["app:2"])
        try ImageRemoval(from: store, isForced: false).remove("app:2")
        #expect(try store.images().isEmpty)
    }

    private let digest = Digest(of: [1])

    /// With a tag goes what a registry has the image under in the same repository, and then the image.
    @Test func anImageThatWasPushedGoesWithItsTag() throws {
        let image = try image("one", ["host:5/app:1"])
        try store.note(digest, in: try Reference("host:5/app:1"), of: image)
        try ImageRemoval(from: store, isForced: false).remove("host:5/app:1")
        #expect(try store.images().isEmpty)
    }

    @Test func aDigestGoesAloneWhileThereIsATag() throws {
        let image = try image("one", ["host:5/app:1"])
        try store.note(digest, in: try Reference("host:5/app:1"), of: image)
        let removal = ImageRemoval(from: store, isForced: false)
        try removal.remove("host:5/app@\(digest)")
        #expect(try store.images().map(\.allReferences) == [[Reference("host:5/app:1")]])
        #expect(throws: StoreError.self) { try removal.remove("host:5/app@\(digest)") }
    }

    /// By its ID an image of one repository goes whole; one that a second has too needs force.
    @Test(arguments: [("host:5/app", true), ("other", false)])
    func anIDWithADigestOfOneRepositoryNeedsNoForce(_ repository: String, _ goes: Bool) throws {
        let image = try image("one", ["host:5/app:1"])
        try store.note(digest, in: try Reference(repository), of: image)
        let removal = ImageRemoval(from: store, isForced: false)
        if goes {
            try removal.remove(image.id.hex)
        } else {
            #expect(throws: ExitCode.failure) { try removal.remove(image.id.hex) }
        }
        #expect(try store.images().isEmpty == goes)
    }

    /// Without its tag the image is there for who has the digest, until a prune.
    @Test func anImageThatHasOnlyADigestIsPruned() throws {
        let old = try image("old", ["app:1"])
        try store.note(digest, in: try Reference("app:1"), of: old)
        try image("new", ["app:1"])
        #expect(try store.resolve("app@\(digest)").id == old.id)
        let report = try ImagePrune(of: store, withNamed: false, filters: []).run()
        #expect(try left == ["new"])
        #expect(PruneWords.lines(report).map(\.text)[1] == "untagged: app@\(digest)")
    }

    @Test func anIDOfSeveralNamesNeedsForce() throws {
        let id = try image("one", ["app:1", "app:2"]).id.hex
        #expect(throws: ExitCode.failure) { try ImageRemoval(from: store, isForced: false).remove(id) }
        #expect(try store.images().count == 1)
        try ImageRemoval(from: store, isForced: true).remove(id)
        #expect(try store.images().isEmpty)
    }

    /// As a registry gives it back: the same image with another manifest.
    private func pulled(_ image: StoredImage, as name: String) throws {
        let path = { (digest: Digest) in folder("store/blobs/sha256/\(digest.hex)") }
        let manifest = try #require(FileManager.default.contents(atPath: path(image.manifestDigest)))
        let config = try #require(FileManager.default.contents(atPath: path(image.id)))
        let again = try store.putImage(
            manifest: Array(manifest) + [UInt8(ascii: "\n")], config: Array(config), tags: [try Reference(name)])
        #expect(again.id == image.id && again.manifestDigest != image.manifestDigest)
    }

    /// The container has all that it needs as long as the image has another name.
    @Test(arguments: [false, true]) func aNameThatWasPulledGoesAloneWhileAContainerUsesTheImage(_ isForced: Bool) throws
    {
        let image = try image("one", ["app:1"])
        try pulled(image, as: "localhost:5000/app:1")
        try store.pin(Pin(name: "c1", image: image.id, layers: []))
        let removal = ImageRemoval(from: store, isForced: isForced)
        try removal.remove("localhost:5000/app:1")
        #expect(try store.images().flatMap(\.references).map(\.familiar) == ["app:1"])
        #expect(throws: StoreError.imageInUse(image.id, by: ["c1"])) { try removal.remove("app:1") }
    }

    @Test func anIDMeansTheImageWithAllItsManifests() throws {
        let image = try image("one", ["app:1"])
        try pulled(image, as: "localhost:5000/app:1")
        #expect(throws: ExitCode.failure) { try ImageRemoval(from: store, isForced: false).remove(image.id.hex) }
        #expect(try store.images().map { $0.references.map(\.familiar) } == [["app:1", "localhost:5000/app:1"]])
        try ImageRemoval(from: store, isForced: true).remove(image.id.hex)
        #expect(try store.images().isEmpty && blobs.isEmpty)
    }

    /// As docker has it: with the last tag of a repository goes its digest there, though another manifest has it.
    @Test func aDigestThatWasPulledGoesWithTheLastTag() throws {
        let image = try image("one", ["host:5/app:1", "local:1"])
        try pulled(image, as: "host:5/app@\(digest)")
        try ImageRemoval(from: store, isForced: false).remove("host:5/app:1")
        #expect(try store.images().map(\.allReferences) == [[Reference("local:1")]])
        #expect(try blobs.count == 2, "the pulled manifest went with its only name")
    }

    /// A digest that was pulled leads to another manifest of an image that has tags: only the digest goes.
    @Test func aDigestThatWasPulledGoesAlone() throws {
        let image = try image("one", ["host:5/app:1", "local:1"])
        try pulled(image, as: "host:5/app@\(digest)")
        try ImageRemoval(from: store, isForced: false).remove("host:5/app@\(digest)")
        #expect(
            try store.images().map(\.allReferences) == [[Reference("local:1"), Reference("host:5/app:1")]])
        #expect(try blobs.count == 2)
    }

    /// A prune of what is unused takes an image with all its manifests, and says it once.
    @Test(arguments: [[], ["label=stage=one"]]) func aPruneTakesAllManifestsOfAnImage(_ filters: [String]) throws {
        let image = try image("one", ["host:5/app:1", "local:1"])
        try pulled(image, as: "host:5/app@\(digest)")
        #expect(try ImagePrune(of: store, withNamed: false, filters: filters).run().images.isEmpty)
        let report = try ImagePrune(of: store, withNamed: true, filters: filters).run()
        #expect(report.images.map(\.id) == [image.id])
        #expect(try store.images().isEmpty && blobs.isEmpty)
    }

    private var blobs: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: folder("store/blobs/sha256")) }
    }

    /// Of an image that is only taken off the list, the documents are left until the store is looked through.
    @Test func manyImagesAreSweptTogether() throws {
        for number in 1...3 { try image("\(number)", ["app:\(number)"]) }
        let all = try blobs.count
        try store.unlist(store.listed("app:1"))
        #expect(try store.images().count == 2 && blobs.count == all)
        try store.sweepUnlisted()
        #expect(try blobs.count == all - 2)
        let removal = ImageRemoval(from: store, isForced: false)
        #expect(throws: ExitCode.failure) { try removal.remove(["app:2", "none:1", "app:3"]) }
        #expect(try store.images().isEmpty && blobs.isEmpty)
    }

    @Test func whatIsNotThereIsAnError() {
        #expect(throws: StoreError.self) { try ImageRemoval(from: store, isForced: true).remove("none:1") }
        #expect(throws: ExitCode.failure) { try ImageRemoval(from: store, isForced: false).remove(["none:1"]) }
    }

    /// Scripts that tidy up ask for it: with force only what is there has to go.
    @Test func aForcedRemovalDoesNotFailForAnImageThatIsNotThere() throws {
        try image("one", ["app:1"])
        try ImageRemoval(from: store, isForced: true).remove(["none:1", "app:1"])
        #expect(try store.images().isEmpty)
    }
}
