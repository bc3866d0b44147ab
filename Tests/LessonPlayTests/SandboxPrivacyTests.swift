import Foundation
import Scratch
import Surroundings
import Testing

@testable import LessonPlay

/// Which checkouts keep other users of the machine out of their `Sandbox`.
struct SandboxPrivacyTests {
    private let scratch: ScratchFolder

    init() throws { scratch = try ScratchFolder() }

    /// The mode of a `Sandbox` with these folders in it, once a program has started in its checkout.
    private func mode(with folders: [String], root: String? = nil) throws -> Int? {
        for folder in folders { try scratch.makeFolder("Sandbox/" + folder) }
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: scratch("Sandbox"))
        SandboxPrivacy.keep(
            in: Surroundings(
                variables: ["SLIPWAY_ROOT": root ?? scratch.path], folder: "/", program: "/opt/slipway"))
        let attributes = try FileManager.default.attributesOfItem(atPath: scratch("Sandbox"))
        return (attributes[.posixPermissions] as? NSNumber)?.intValue
    }

    @Test(arguments: [["Bases", "06-cache"], ["backups"]])
    func whatIsTheLearnersIsTheLearnersAlone(_ folders: [String]) throws {
        #expect(try mode(with: folders) == 0o700)
    }

    @Test func recipesAndAStoreCanBeReadByOthers() throws {
        #expect(try mode(with: ["Bases/python-3.11-alpine", ".slipway"]) == 0o755)
    }

    @Test func withoutACheckoutNothingIsChanged() throws {
        #expect(try mode(with: ["backups"], root: "") == 0o755)
    }
}
