import Foundation
import Glibc
import Testing

/// An ordinary user with a range of subordinate IDs, as whom root can try what works without root.
struct OrdinaryUser {
    let name: String
    let id: uid_t
    let group: gid_t

    /// The first user of `/etc/subuid` who exists and is not root; nil where there is none, or this is not root.
    static let first: OrdinaryUser? = {
        guard geteuid() == 0, let text = try? String(contentsOfFile: "/etc/subuid", encoding: .utf8) else { return nil }
        for line in text.split(separator: "\n") {
            guard let name = line.split(separator: ":").first.map(String.init), let entry = getpwnam(name),
                entry.pointee.pw_uid != 0
            else { continue }
            return OrdinaryUser(name: name, id: entry.pointee.pw_uid, group: entry.pointee.pw_gid)
        }
        return nil
    }()

    /// Words that make a command line this user's.
    func becoming(in environment: [String: String]) -> [String] {
        ["setpriv", "--reuid=\(id)", "--regid=\(group)", "--clear-groups", "env"]
            + environment.map { "\($0.key)=\($0.value)" }
    }
}

extension EndToEnd {
    /// The whole lesson without root: stand-in, builds, cache, container, port. (As an ordinary user, every other test of
    /// this target is one of these.)
    @Suite(
        .enabled(if: Program.isBuilt, "build the program first: ./slipway test"),
        .enabled(if: OrdinaryUser.first != nil, "needs root, and an ordinary user with a range in /etc/subuid"))
    struct RootlessTests {
        @Test func theLessonIsPlayedToItsEnd() throws {
            let user = try #require(OrdinaryUser.first)
            let project = try Project(named: "rootless")
            defer { project.remove() }
            let folder = project.folder.path
            var program = Program(folder: project.folder)
            let copied = try program.run([
                "sh", "-c",
                """
                set -e
                mkdir Sandbox
                cp "$1" slipway
                cp -r "$2/Lessons" .
                cp -r "$2/Sandbox/Bases" Sandbox/
                chown -R "$3" .
                """, "sh", Program.binary, Program.root.path, "\(user.id):\(user.group)",
            ])
            #expect(copied.status == 0, "\(copied.errors)")
            program.prefix = user.becoming(in: [
                "HOME": folder, "SLIPWAY_ROOT": folder, "SLIPWAY_HOME": folder + "/home",
            ])
            let demo = try program.run([folder + "/slipway", "demo"])
            #expect(demo.status == 0, "\(demo.output)\(demo.errors)")
            #expect(demo.output.contains("All steps pass."))
            let images = try program.run([folder + "/slipway", "images"])
            #expect(images.output.contains("stand-in for"), "\(images.output)\(images.errors)")
            // A build that performs a step, and then a container, in one process.
            try project.write("shelled/Dockerfile", "FROM python:3.11-alpine\nRUN echo was built >/f\n")
            let line = "echo 'cat /f' | \(folder)/slipway shell \(folder)/shelled"
            let shell = try program.run(["sh", "-c", line])
            #expect(shell.output.contains("was built"), "\(shell.output)\(shell.errors)")
        }
    }
}
