import ArgumentParser
import Commands
import ImageFormat
import ImageStore
import Scratch
import SystemPackage
import Testing

@testable import Images

/// Which images go into an archive, and how they come out of it.
struct ArchiveTests {
    private let folder: ScratchFolder
    private let store: Store

    init() throws {
        folder = try ScratchFolder()
        store = try Store.open(at: FilePath(folder("store")))
        for (number, names) in [["app:1", "app:2", "web:1"], ["app:3"]].enumerated() {
            try store.putImage(
                config: ImageConfig(config: ContainerConfig(command: ["\(number)"])), layers: [],
                tags: names.map { try Reference($0) })
        }
    }

    private func names(_ name: String) throws -> Set<String> {
        Set(try SavedImages.named(name, in: store).flatMap { $0.references.map(\.familiar) })
    }

    @Test(
        arguments: [
            ("app", ["app:1", "app:2", "app:3"]), ("app:2", ["app:2"]), ("web", ["web:1"]), ("web:1", ["web:1"]),
        ]
            as [(String, Set<String>)])
    func aNameTakesItselfAlongAndARepositoryAllOfItsNames(_ name: String, _ taken: Set<String>) throws {
        #expect(try names(name) == taken)
    }

    @Test func anIDTakesNoName() throws {
        let id = try store.resolve("app:3").id
        let items = try SavedImages.named(id.hex, in: store)
        #expect(items.map(\.image.id) == [id])
        #expect(items.map(\.references) == items.map { _ in [] })
    }

    @Test(arguments: ["none", "app:4"])
    func whatIsNotThereIsAnError(_ name: String) {
        #expect(throws: StoreError.self) { try SavedImages.named(name, in: store) }
    }

    @Test func anArchiveIsWholeOrNotThere() throws {
        let bundle = ImageBundle(images: try SavedImages.named("app", in: store))
        try SavedImages.write(bundle, from: store, to: folder("images.tar"))
        #expect(folder.hasOnly(["images.tar", "store"]))
        let other = try Store.open(at: FilePath(folder("other")))
        _ = try LoadedImages.load(folder("images.tar"), as: nil, into: other)
        #expect(
            Set(try other.images().flatMap { $0.references.map(\.familiar) }) == ["app:1", "app:2", "app:3"])
        #expect(throws: ExitCode.failure) {
            try SavedImages.write(bundle, from: store, to: folder("none/images.tar"))
        }
    }

    @Test(arguments: [
        ("", "There is no image to load in `", "it is empty"), ("hello\n", "", "` is not an image archive: "),
        (String(repeating: "hello\n", count: 1000), "", "` is not an image archive: "),
    ])
    func whatIsNotAnArchiveIsToldByItsName(_ text: String, _ beginning: String, _ said: String) throws {
        try folder.put(text, at: "notes.txt")
        let failure = try #require(throws: CommandFailure.self) {
            _ = try LoadedImages.load(folder("notes.txt"), as: nil, into: store)
        }
        #expect(failure.description.hasPrefix(beginning), "\(failure)")
        #expect(failure.description.contains("notes.txt") && failure.description.contains(said), "\(failure)")
    }

    @Test func aFileThatIsNotThereIsAnError() {
        #expect(throws: ExitCode.failure) { try LoadedImages.load(folder("none.tar"), as: nil, into: store) }
    }
}

extension ScratchFolder {
    /// Whether these names are in it, and no others.
    fileprivate func hasOnly(_ wanted: [String]) -> Bool { (try? names) == wanted }
}
