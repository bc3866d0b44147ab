import Foundation
import LessonFormat
import Scratch
import Surroundings
import Testing

@testable import LessonPlay

/// The learner's folder: laid out, and begun again without losing what is in it.
struct WorkspaceTests {
    private let checkout: MiniatureCheckout
    private let workspace: Workspace

    init() throws {
        checkout = try MiniatureCheckout()
        workspace = Workspace(try checkout.lesson, at: try checkout.place)
    }

    private func text(_ path: String) -> String? { try? checkout.scratch.text("Sandbox/small/" + path) }

    @Test func itIsLaidOutOnce() throws {
        try workspace.layOut()
        #expect(text("README") == "begin here\n")
        try checkout.scratch.put("mine", at: "Sandbox/small/README")
        try workspace.layOut()
        #expect(text("README") == "mine")
    }

    @Test func aLessonThatBeginsAgainKeepsTheLearnersFiles() throws {
        #expect(try workspace.reset() == nil)
        #expect(text("README") == "begin here\n")
        var backups: Set<String> = []
        for number in 1...3 {
            try checkout.scratch.put("my note \(number)", at: "Sandbox/small/deep/note.txt")
            let backup = try #require(try workspace.reset())
            #expect(try String(contentsOfFile: backup + "/deep/note.txt", encoding: .utf8) == "my note \(number)")
            #expect(text("deep/note.txt") == nil && text("README") == "begin here\n")
            backups.insert(backup)
        }
        // They are made within the same second.
        #expect(backups.count == 3)
    }

    @Test func aStepThatBeginsAgainIsAboutItsOwnFiles() throws {
        try workspace.layOut()
        try checkout.scratch.put("my note", at: "Sandbox/small/note.txt")
        try checkout.scratch.put("mine", at: "Sandbox/small/README")
        let backup = try #require(try workspace.reset(toBeginningOf: 0))
        #expect(text("note.txt") == nil && text("README") == "mine")
        #expect(try String(contentsOfFile: backup + "/note.txt", encoding: .utf8) == "my note")
        #expect(try workspace.reset(toBeginningOf: 1) == nil)
        #expect(text("note.txt") == "hello\n")
    }
}

/// `docker` and `slipway` in a learner's command lines.
struct CommandLinksTests {
    private let checkout: MiniatureCheckout
    init() throws { checkout = try MiniatureCheckout() }

    private func target(_ name: String) throws -> String {
        try FileManager.default.destinationOfSymbolicLink(atPath: checkout.scratch("store/bin/" + name))
    }

    @Test func theyLeadToTheProgram() throws {
        let place = try checkout.place
        try CommandLinks.make(for: place)
        #expect(try target("docker") == checkout.scratch("bin/slipway"))
        #expect(try target("slipway") == checkout.scratch("bin/slipway"))
        #expect(try target("docker-compose") == checkout.scratch("bin/slipway"))
        let before = try FileManager.default.attributesOfItem(atPath: checkout.scratch("store/bin"))[.modificationDate]
        try CommandLinks.make(for: place)
        let after = try FileManager.default.attributesOfItem(atPath: checkout.scratch("store/bin"))[.modificationDate]
        // On a full disk, links that are right need no byte.
        #expect(before as? Date == after as? Date)
    }

    @Test func thoseOfAnotherProgramAreMadeAnew() throws {
        let other = Surroundings(variables: [:], folder: "/", program: "/opt/other")
        try CommandLinks.make(
            for: Workplace(workspace: checkout.scratch("w"), home: checkout.scratch("store"), in: other))
        try CommandLinks.make(for: try checkout.place)
        #expect(try target("docker") == checkout.scratch("bin/slipway"))
    }

    @Test func aFolderThatIsNotAStoreIsLeftAlone() throws {
        try checkout.scratch.put("", at: "store/holiday.jpg")
        #expect {
            try CommandLinks.make(for: try checkout.place)
        } throws: {
            "\($0)".contains("holiday.jpg")
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: checkout.scratch("store")) == ["holiday.jpg"])
    }
}
