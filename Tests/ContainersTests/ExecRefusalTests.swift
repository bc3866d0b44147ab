import Foundation
import RunDoctor
import Scratch
import Testing

@testable import ContainerRuntime
@testable import Containers

/// What is said of a command that a container cannot run.
struct ExecRefusalTests {
    private func refusal(
        _ error: RuntimeError, files: [String] = [], folder: String? = nil, path: String = "/bin:/usr/bin"
    ) throws -> ExecRefusal? {
        let root = try ScratchFolder()
        for file in files {
            let place = URL(filePath: root.path + file)
            try FileManager.default.createDirectory(
                at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data().write(to: place)
        }
        let program: String? =
            switch error {
            case .commandNotFound(let name), .commandNotExecutable(let name): name
            default: nil
            }
        let sight = ContainerSight(root: root.path, program: program, path: path, workingDirectory: "/work")
        return ExecRefusal(error, sight: sight, called: "web", folder: folder)
    }

    @Test func aMissingShellIsToldWithTheOneThatIsThere() throws {
        let found = try #require(try refusal(.commandNotFound("bash"), files: ["/bin/sh"]))
        #expect(found.status == 127 && found.words == "exec: \"bash\": executable file not found in $PATH")
        #expect(found.faults == [.shellMissing("bash", command: "docker exec -it web sh")])
        #expect(found.faults.first?.advice.contains("docker exec -it web sh") == true)
        let none = try refusal(.commandNotFound("bash"))
        #expect(none?.faults == [.noShell("bash", isShellForm: false)])
    }

    @Test func whatIsMissingOrCannotBeRunHasDockersWordsAndStatus() throws {
        let path = try refusal(.commandNotFound("/app/x"))
        #expect(path?.status == 127 && path?.words == "exec: \"/app/x\": stat /app/x: no such file or directory")
        let program = try refusal(.commandNotExecutable("/app/x"), files: ["/app/x"])
        #expect(program?.status == 126 && program?.words == "exec: \"/app/x\": permission denied")
        let folder = try refusal(.commandNotExecutable("/app"), files: ["/app/x"])
        #expect(folder?.status == 126 && folder?.words == "exec: \"/app\": is a directory")
        let place = try refusal(.runtimeFailed("chdir `/none`: No such file or directory"), folder: "/none")
        #expect(place?.status == 126 && place?.faults == [.workingFolderMissing("/none")])
    }

    @Test func aProgramThatIsNotOnPathIsNotCalledMissing() throws {
        let python = try refusal(.commandNotFound("python"), files: ["/usr/local/bin/python"], path: "/app")
        #expect(python?.status == 127 && python?.words == "exec: \"python\": executable file not found in $PATH")
        let found = ProgramOffPath(
            name: "python", place: "/usr/local/bin/python", isExecutable: false, path: "/app")
        #expect(python?.faults == [.programOffPath(found)])
        let shell = try refusal(.commandNotFound("sh"), files: ["/bin/sh"], path: "/none")
        #expect(shell?.faults.first?.sentence.contains("`/bin/sh`") == true)
        let own = try refusal(.commandNotFound("tool"), files: ["/work/tool"])
        #expect(own?.faults.first?.advice.hasPrefix("Write its path: `/work/tool`.") == true)
        let none = try refusal(.commandNotFound("tool"), files: ["/elsewhere/tool"])
        #expect(none?.faults == [.programMissing("tool", nearest: nil)])
    }

    @Test func otherErrorsAreToldAsTheyAre() throws {
        #expect(try refusal(.notRunning("web")) == nil)
        #expect(try refusal(.runtimeFailed("no memory")) == nil)
    }
}
