import ContainerPlans
import ContainerRuntime
import Foundation
import Scratch
import SystemPackage
import Testing

@testable import Containers

/// The files of containers, as folders.
struct ContainerFileTests {
    @Test(arguments: [
        ("web:/srv", CopyPlace.container("web", "/srv")), ("web:", .container("web", "/")), ("-", .host("-")),
        ("./web:1", .host("./web:1")), ("a/b:c", .host("a/b:c")), (":x", .host(":x")), ("file", .host("file")),
    ])
    func sidesOfACopy(_ text: String, _ place: CopyPlace) { #expect(CopyPlace(text) == place) }

    @Test func aLayerAddsChangesAndHides() throws {
        let scratch = try ScratchFolder()
        try scratch.put("1", at: "low/etc/kept")
        try scratch.put("1", at: "low/etc/gone")
        try scratch.put("2", at: "up/etc/kept")
        try scratch.put("2", at: "up/new/file")
        #expect(mknod(scratch("up/etc/gone"), S_IFCHR | 0o600, 0) == 0)
        let changes = try LayerChanges(upper: FilePath(scratch("up")), lower: [FilePath(scratch("low"))]).all()
        #expect(
            Set(changes.map { "\($0.sign) \($0.path)" }) == [
                "C /etc", "C /etc/kept", "D /etc/gone", "A /new", "A /new/file",
            ])
    }

    /// What a lower layer hides is not there for the layers above it.
    @Test func whatWasHiddenBelowIsAddedAgain() throws {
        let scratch = try ScratchFolder()
        try scratch.put("1", at: "low/a")
        try scratch.makeFolder("middle")
        #expect(mknod(scratch("middle/a"), S_IFCHR | 0o600, 0) == 0)
        try scratch.put("2", at: "up/a")
        let lower = [FilePath(scratch("low")), FilePath(scratch("middle"))]
        #expect(try LayerChanges(upper: FilePath(scratch("up")), lower: lower).all().map(\.sign) == ["A"])
    }

    @Test func anIDFileIsMadeOnce() throws {
        let scratch = try ScratchFolder()
        try IDFile(path: scratch("id")).write("abc")
        #expect(try scratch.text("id") == "abc")
        #expect(throws: ContainerFault.self) { try IDFile(path: scratch("id")) }
        #expect(throws: ContainerFault.self) { try IDFile(path: scratch("no/id")) }
        #expect(try scratch.text("id") == "abc")
    }
}
