import Foundation
import Scratch
import Testing

@testable import Surroundings

/// What the program finds around it, and what it hands to children.
struct SurroundingsTests {
    private func surroundings(_ variables: [String: String] = ["HOME": "/h"]) -> Surroundings {
        Surroundings(variables: variables, folder: "/work", program: "/opt/slipway")
    }

    static let locations: [(environment: [String: String], path: String?)] = [
        (["SLIPWAY_HOME": "/s", "XDG_DATA_HOME": "/x", "HOME": "/h"], "/s"),
        (["SLIPWAY_HOME": "", "XDG_DATA_HOME": "/x", "HOME": "/h"], "/x/slipway"),
        (["XDG_DATA_HOME": "relative", "HOME": "/h"], "/h/.local/share/slipway"),
        (["HOME": "/h"], "/h/.local/share/slipway"), (["HOME": "/"], "/.local/share/slipway"),
        (["SLIPWAY_HOME": "store"], "/work/store"), ([:], nil),
    ]

    @Test(arguments: locations)
    func theStoreIsWhereTheEnvironmentSays(_ environment: [String: String], _ path: String?) {
        #expect(surroundings(environment).store == path)
    }

    @Test func aChildFindsTheSameStore() {
        #expect(surroundings().environment == ["HOME=/h", "SLIPWAY_HOME=/h/.local/share/slipway"])
        #expect(surroundings().with(store: "other").environment == ["HOME=/h", "SLIPWAY_HOME=/work/other"])
        #expect(surroundings(["LANG": "C"]).environment == ["LANG=C"])
    }

    @Test func othersAreMadeWithoutAChangeOfTheFirst() {
        let first = surroundings()
        let others = first.withoutNetwork().with("PATH", "/p").without(["HOME"])
        #expect(others.isOffline && others.searchPath == "/p" && others.variables["HOME"] == nil)
        #expect(!first.isOffline && first.searchPath == "/usr/local/bin:/usr/bin:/bin")
        #expect(others.store == first.store)
    }

    @Test func aVariableThatIsSetCountsWhateverItsValue() {
        #expect(!surroundings(["NO_COLOR": ""]).usesColor && surroundings().usesColor)
        #expect(surroundings(["SLIPWAY_OFFLINE": ""]).isOffline)
        #expect(surroundings(["TMPDIR": "/t"]).temporaryFolder == "/t" && surroundings().temporaryFolder == "/tmp")
    }

    @Test func thoseOfThisProcessAreItsVariables() {
        let own = Surroundings.ofThisProcess()
        #expect(own.variables == ProcessInfo.processInfo.environment)
        #expect(own.folder == FileManager.default.currentDirectoryPath)
        #expect(own.program.hasPrefix("/"))
    }

    /// A user who may not write into the checkout, or has the program from a package, works at home.
    @Test func workspacesAreInTheCheckoutOrAtHome() throws {
        let root = NSTemporaryDirectory() + "slipway-sandbox-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: root) }
        try FileManager.default.createDirectory(atPath: root + "/Sandbox/Bases", withIntermediateDirectories: true)
        func sandbox(_ variables: [String: String], program: String) -> String? {
            Surroundings(
                variables: variables.merging(["HOME": "/home/ada"]) { given, _ in given }, folder: nil,
                program: program
            ).checkout?.sandbox
        }
        #expect(sandbox([:], program: root + "/slipway") == "/home/ada/slipway", "a package")
        #expect(FileManager.default.createFile(atPath: root + "/Package.swift", contents: nil))
        #expect(sandbox([:], program: root + "/.build/slipway") == root + "/Sandbox", "a checkout")
        #expect(sandbox(["SLIPWAY_ROOT": "/proc"], program: "/x") == "/proc/Sandbox", "nothing is there yet")
        guard geteuid() != 0 else { return }
        #expect(chmod(root + "/Sandbox", 0o555) == 0)
        #expect(sandbox([:], program: root + "/.build/slipway") == "/home/ada/slipway", "a checkout of another user")
    }

    /// Told to those alone whose things are not where the program is.
    @Test func whereOwnThingsAreIsSaid() throws {
        let scratch = try ScratchFolder()
        try scratch.makeFolder("Sandbox/Bases")
        func places() -> String? {
            Surroundings(variables: ["HOME": "/home/ada"], folder: nil, program: scratch("slipway")).placesOfOwn
        }
        #expect(
            places()
                == "Images and builds are kept in /home/ada/.local/share/slipway, your files of lessons in /home/ada/slipway."
        )
        try scratch.put("", at: "Package.swift")
        #expect(places() == nil, "a checkout of one's own")
    }

    @Test func theCheckoutIsNamedOrAboveTheProgram() throws {
        let scratch = try ScratchFolder()
        try scratch.makeFolder("Sandbox/Bases/python-3")
        try scratch.put("FROM scratch\n", at: "Sandbox/Bases/python-3/Dockerfile")
        func checkout(_ variables: [String: String], program: String) -> Checkout? {
            Surroundings(variables: variables, folder: nil, program: program).checkout
        }
        let found = try #require(checkout([:], program: scratch(".build/debug/slipway")))
        #expect(found.root == scratch.path && found.sandbox == scratch("Sandbox"))
        #expect(found.recipe(named: "python-3") == scratch("Sandbox/Bases/python-3"))
        #expect(found.recipe(named: "ruby-3") == nil)
        #expect(checkout(["SLIPWAY_ROOT": "/r"], program: scratch("slipway"))?.root == "/r")
        #expect(checkout(["SLIPWAY_ROOT": ""], program: "/nowhere/slipway") == nil)
    }
}

/// Where a lesson is worked on.
struct WorkplaceTests {
    private let around = Surroundings(variables: ["PATH": "/bin"], folder: "/work", program: "/opt/slipway")

    @Test func itsProgramsFindItsStoreAndItsCommands() {
        let place = Workplace(workspace: "app", home: "store", in: around)
        #expect(place.workspace == "/work/app" && place.home == "/work/store" && place.program == "/opt/slipway")
        #expect(place.surroundings.environment == ["PATH=/work/store/bin:/bin", "SLIPWAY_HOME=/work/store"])
    }

    @Test func commandsRunInTheFolderAboveUntilTheWorkspaceIsThere() throws {
        let scratch = try ScratchFolder()
        let place = Workplace(workspace: scratch("app"), home: scratch("store"), in: around)
        #expect(place.commandFolder == scratch.path)
        #expect(try scratch.names == [])
        try scratch.makeFolder("app")
        #expect(place.commandFolder == scratch("app"))
    }
}
