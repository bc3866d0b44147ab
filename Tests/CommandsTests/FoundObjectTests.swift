import ContainerRuntime
import ImageFormat
import ImageStore
import Printing
import Scratch
import SystemPackage
import Testing

@testable import Commands

/// What `inspect` finds by a name.
struct FoundObjectTests {
    private let folder: ScratchFolder
    private let store: Store
    private let containers: ContainerList

    init() throws {
        folder = try ScratchFolder()
        store = try Store.open(at: FilePath(folder("store")))
        containers = ContainerList(store: store.path)
        let image = try store.putImage(
            config: ImageConfig(config: ContainerConfig(command: ["a"])), layers: [],
            tags: [try Reference("both:latest"), try Reference("app:v1")])
        _ = try containers.create(
            ContainerRecord(
                id: ContainerRecord.makeID(), name: "both", image: "app:v1", imageID: image.id.description,
                command: ["a"], created: "2026-01-02T03:04:05Z"),
            isStarting: false)
    }

    private func description(_ name: String, _ kind: FoundObject.Kind? = nil) throws -> JSON {
        try FoundObject(in: store, containers, kind: kind, measures: false).description(of: name)
    }

    @Test func aContainerGoesBeforeAnImageOfItsName() throws {
        #expect(try description("both")["Name"]?.string == "/both")
        #expect(try description("both", .container)["Name"]?.string == "/both")
        #expect(try description("both", .image)["RepoTags"]?.elements?.isEmpty == false)
        #expect(try description("app:v1")["RepoTags"]?.elements?.isEmpty == false)
    }

    /// A network or a volume is found where nothing else has the name, or by its kind.
    @Test func networksAndVolumesComeLast() throws {
        let found = { (name: String, kind: FoundObject.Kind?) in
            try FoundObject(
                in: store, containers, kind: kind, measures: false,
                network: { name in
                    guard name != "data" else { throw RuntimeError.noSuchNetwork(name) }
                    return .string("network \(name)")
                },
                volume: { .string("volume \($0)") }
            ).description(of: name)
        }
        #expect(try found("web", nil).string == "network web" && found("data", nil).string == "volume data")
        #expect(try found("both", nil)["Name"]?.string == "/both" && found("both", .network).string == "network both")
        #expect(try found("both", .volume).string == "volume both")
        #expect(throws: RuntimeError.noSuchNetwork("x")) { try description("x", .network) }
    }

    @Test func aSizeIsFoundOutWhereItIsAskedFor() throws {
        #expect(try description("both")["SizeRw"] == nil)
        let measured = try FoundObject(in: store, containers, kind: nil, measures: true).description(of: "both")
        #expect(measured["SizeRw"]?.integer == 0)
    }

    @Test func anImageIsSuggestedOnce() {
        let said = "The image `app:v2` is not in the store.\nThe store has `app:v1`: did you mean that?"
        #expect(MeantImage.unsaid(insteadOf: "app:v2", store.path, after: said) == nil)
        for other in [nil, "The image `app:v2` is not in the store."] {
            #expect(MeantImage.unsaid(insteadOf: "app:v2", store.path, after: other) == "app:v1")
        }
        #expect(MeantImage.unsaid(insteadOf: "nothing-like-it", store.path, after: nil) == nil)
    }

    @Test func aNameThatNeitherHasIsToldWithANearOne() {
        #expect {
            try description("app:v2")
        } throws: {
            ($0 as? NoSuchObject)?.words.text.contains("Did you mean app:v1?") == true
        }
        #expect(throws: RuntimeError.noSuchContainer("app:v1")) { try description("app:v1", .container) }
        #expect(throws: StoreError.self) { try description("none", .image) }
    }
}
