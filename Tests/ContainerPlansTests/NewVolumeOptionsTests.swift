import ArgumentParser
import ContainerPlans
import Testing

/// What `volume create` takes, and what it refuses before anything is made.
struct NewVolumeOptionsTests {
    @Test func aVolumeNeedsNoName() throws {
        #expect(try NewVolumeOptions.parse([]).name == nil)
        let options = try NewVolumeOptions.parse(["--label", "a=1", "--label", "b", "data"])
        #expect(options.name == "data" && options.label == ["a=1", "b"])
    }

    @Test(arguments: [["--driver", "nfs", "data"], ["--opt", "type=tmpfs", "data"], ["d"], ["../data"]])
    func whatAFolderCannotBeIsRefused(_ words: [String]) {
        #expect(throws: (any Error).self) { try NewVolumeOptions.parse(words) }
    }
}
