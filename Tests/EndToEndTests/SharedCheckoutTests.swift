import Foundation
import Testing

extension EndToEnd {
    /// A checkout of another user, such as `/opt/slipway` for a whole room.
    @Suite(
        .enabled(if: Program.isBuilt, "build the program first: ./slipway test"),
        .enabled(if: OrdinaryUser.first != nil, "needs root, and an ordinary user with a range in /etc/subuid"))
    struct SharedCheckoutTests {
        private let project: Project
        private let user: OrdinaryUser

        init() throws {
            user = try #require(OrdinaryUser.first)
            project = try Project(named: "shared")
            let made = try Program(folder: project.folder).run([
                "sh", "-ec",
                """
                mkdir -p checkout/Sandbox checkout/Sources checkout/.build/launcher home work
                cp "$1/slipway" "$1/Package.swift" checkout/
                cp -r "$1/Lessons" checkout/
                cp -r "$1/Sandbox/Bases" checkout/Sandbox/
                cp "$2" checkout/.build/launcher/slipway
                for name in slipway-registry slipway-init; do
                    [ ! -e "${2%/*}/$name" ] || cp "${2%/*}/$name" checkout/.build/launcher/
                done
                # Newer than the program: its owner would build it now.
                touch checkout/Sources/new.swift
                chmod -R go+rX-w checkout
                echo hello >work/a
                printf 'FROM scratch\\nCOPY a /a\\n' >work/Dockerfile
                chown -R "$3" home work
                touch begun
                """, "sh", Program.root.path, Program.binary, "\(user.id):\(user.group)",
            ])
            guard made.status == 0 else { throw CocoaError(.fileWriteUnknown, userInfo: ["words": made.errors]) }
        }

        private var folder: String { project.folder.path }

        /// The launcher, as the ordinary user calls it: with a home, and none of the tests' own places.
        private func launch(_ words: String...) throws -> Program.Outcome {
            var program = Program(folder: project.folder)
            program.prefix =
                ["env", "-u", "SLIPWAY_HOME", "-u", "SLIPWAY_ROOT", "-u", "XDG_DATA_HOME"]
                + user.becoming(in: ["HOME": folder + "/home"])
            return try program.run([folder + "/checkout/slipway"] + words)
        }

        @Test func itServesAUserWhoMayNotWriteIt() throws {
            defer { project.remove() }
            let listed = try launch("lesson", "list")
            #expect(listed.status == 0, "\(listed.output)\(listed.errors)")
            let places = "Images and builds are kept in \(folder)/home/.local/share/slipway, your files of lessons in "
            #expect(listed.errors == places + "\(folder)/home/slipway.\n")

            let built = try launch("build", "-t", "own:v1", folder + "/work")
            #expect(built.status == 0, "\(built.output)\(built.errors)")
            #expect(try launch("images", "--quiet", "own:v1").output.isEmpty == false)
            let reset = try launch("lesson", "reset", "exercises/01")
            #expect(reset.status == 0, "\(reset.output)\(reset.errors)")
            let here = Program(folder: project.folder)
            #expect(try here.run(["find", "home/slipway", "-name", "Dockerfile"]).output.isEmpty == false)
            #expect(try here.run(["find", "home/.local/share/slipway", "-name", "index.json"]).output.isEmpty == false)
            #expect(try here.run(["find", "checkout", "-newer", "begun"]).output == "", "nothing is written there")
            #expect(try launch("lesson", "list").errors == "", "it is said once")
        }

        /// Its owner may use the store in it. Other users can read the checkout until there are workspaces in it.
        @Test func itsOwnerDoesNotCloseIt() throws {
            defer { project.remove() }
            var program = Program(folder: project.folder)
            program.prefix = ["env", "SLIPWAY_ROOT=\(folder)/checkout"]
            program.home = folder + "/checkout/Sandbox/.slipway"
            let binary = folder + "/checkout/.build/launcher/slipway"
            #expect(try program.run([binary, "images"]).status == 0)
            #expect(try launch("lesson", "list").status == 0)
            let other = ["setpriv", "--reuid=\(user.id)", "--regid=\(user.group)", "--clear-groups"]
            let here = Program(folder: project.folder)
            #expect(try here.run(other + ["ls", "checkout/Sandbox/Bases"]).output.isEmpty == false)
            #expect(try here.run(other + ["ls", "checkout/Sandbox/.slipway"]).status != 0)
            #expect(try here.run(["mkdir", "checkout/Sandbox/lesson"]).status == 0)
            #expect(try program.run([binary, "images"]).status == 0)
            #expect(try here.run(other + ["ls", "checkout/Sandbox"]).status != 0)
        }

        @Test func whereNothingIsBuiltItsOwnerIsNamedAsTheOneToAsk() throws {
            defer { project.remove() }
            let here = Program(folder: project.folder)
            #expect(try here.run(["rm", "checkout/.build/launcher/slipway"]).status == 0)
            let refused = try launch("images")
            #expect(refused.status == 1)
            #expect(refused.errors.contains("the program is not built yet in \(folder)/checkout"), "\(refused.errors)")
        }
    }
}
