import Foundation
import Glibc
import Testing

extension EndToEnd {
    /// Prepared, performed, followed, cut off and gone on with.
    @Suite(.enabled(if: Program.isBuilt && Tmux.isThere, "build the program first: ./slipway test"))
    struct PresentTests {
        @Test func aPreparedLessonIsPerformedAndEveryStepBeginsAsItWas() throws {
            let tiny = try TinyCheckout(instruction: "RUN echo \(UUID().uuidString)")
            defer { tiny.remove() }
            let report = try tiny.slipway("prepare")
            #expect(report.status == 0, "\(report.output)\(report.errors)")
            #expect(report.output.contains("ready, also without a network"), "\(report.output)")
            let second = try tiny.slipway("prepare")
            #expect(second.status == 0 && second.output.contains("ready already"), "\(second.output)\(second.errors)")
            #expect(!second.output.contains("Rehearsing step"), "nothing has changed: \(second.output)")
            let third = try tiny.slipway("prepare", "--again")
            #expect(third.status == 0 && third.output.contains("Rehearsing step 1 of 2"), "\(third.output)")
            let refused = try tiny.slipway("prepare", "--export", "room.bundle", "--again")
            #expect(refused.status != 0 && refused.errors.contains("--again needs a rehearsal"), "\(refused.errors)")

            let tmux = try tiny.present()
            defer { tmux.end() }
            try tmux.wait(for: "step 1 of 2")
            #expect(try tiny.images() == "python:3.11-alpine\n", "the first step begins without an image")
            try tmux.press("Space")
            try tmux.wait(for: "FROM pyth")
            let notes = try tiny.slipway("notes", "--once")
            for words in ["step 1 of 2", "of 3:00", "Speak slowly.", "$ docker build -t tiny:v1 ."] {
                #expect(notes.output.contains(words), "\(words) is missing: \(notes.output)\(notes.errors)")
            }
            var status = stat()
            #expect(stat(tiny.prepared + "/notes.sock", &status) == 0 && status.st_mode & 0o777 == 0o600)

            // What is being typed is finished by Space; then the build is typed and really run.
            try tmux.press("Space")
            try tmux.wait(for: "Saved")
            try tmux.press("Space")
            try tmux.wait(for: " docker bu")
            try tmux.press("Space")
            try tmux.wait(for: "Built tiny:v1", within: 60)
            #expect(try tiny.images().contains("tiny:v1"))

            // Back, then on by number: files, images and cache are those of the step's beginning.
            try tmux.press("PPage")
            try tmux.wait(for: "This is the first step")
            try tmux.press("g", "1", "Enter")
            try tmux.wait(for: "Nothing was built yet")
            #expect(try tiny.images() == "python:3.11-alpine\n")
            try tmux.press("g", "2", "Enter")
            try tmux.wait(for: "step 2 of 2")
            try tmux.wait(for: "the image") { _ in (try? tiny.images().contains("tiny:v1")) == true }
            try tmux.press("Space", "Space")
            try tmux.wait(for: "2. Tag it ") { $0.contains("1 of 1 checks") }
            #expect(try tiny.images().contains("tiny:v2"))
            try tmux.press("C-q")
            try tmux.wait(for: "ended 0", within: 30)
        }

        @Test func aKilledTerminalIsGoneOnWith() throws {
            let tiny = try TinyCheckout(instruction: "RUN true")
            defer { tiny.remove() }
            #expect(try tiny.slipway("prepare").status == 0)
            let first = try tiny.present()
            try first.wait(for: "step 1 of 2")
            try first.press("Space")
            try first.wait(for: "FROM pyth")
            try first.press("Space")
            try first.wait(for: "Saved")
            first.end()

            let second = try tiny.present(80, 24, "--resume")
            defer { second.end() }
            try second.wait(for: "step 1 of 2")
            let notes = try tiny.slipway("notes", "--once")
            #expect(notes.output.contains("Next (2 of 2"), "\(notes.output)\(notes.errors)")
            try second.press("Space", "Space")
            try second.wait(for: "Built tiny:v1", within: 60)
        }

        @Test func aStepIsLeftOutAndALineIsFinishedByHand() throws {
            let tiny = try TinyCheckout(instruction: "RUN true", typed: "docker tag tiny:v1")
            defer { tiny.remove() }
            #expect(try tiny.slipway("prepare").status == 0)
            let first = try tiny.present(120, 36, "--without 1")
            defer { first.end() }
            try first.wait(for: "step 2 of 2")
            #expect(try tiny.images().contains("tiny:v1"), "what the step makes is there all the same")
            try first.press("Space")
            try first.wait(for: "Finish the line")
            try first.type(" tiny:v2")
            try first.wait(for: "docker tag tiny:v1 tiny:v2")
            #expect(try !tiny.images().contains("tiny:v2"))
            try first.press("Enter")
            try first.wait(for: "2. Tag it ") { $0.contains("1 of 1 checks") && $0.contains("1 of 1 done") }
            #expect(try tiny.images().contains("tiny:v2"))
            try first.press("d")
            try first.wait(for: "Commands so far")
            try first.press("C-q")
            try first.wait(for: "ended 0", within: 30)
            #expect(try first.screen().contains("2. Tag it:"))

            #expect(try first.screen().contains("1. Build it: left out"))

            // The trail, the steps that are left out and the report go on in a new terminal. The step was performed to its
            // end: it is done.
            let second = try tiny.present(120, 36, "--resume")
            defer { second.end() }
            try second.wait(for: "$ docker tag tiny:v1 tiny:v2")
            try second.wait(for: "1 of 1 done")
            let notes = try tiny.slipway("notes", "--once")
            #expect(notes.output.contains("end of the step"), "\(notes.output)\(notes.errors)")
            #expect(try tiny.images().contains("tiny:v2"))
            try second.press("C-q")
            try second.wait(for: "ended 0", within: 30)
            #expect(try second.screen().contains("2. Tag it:"))
        }

        /// Layers, cache and history are another store's: images have their layers there, and builds find them.
        @Test func whatWasPreparedTravelsInABundle() throws {
            let tiny = try TinyCheckout(instruction: "RUN echo \(UUID().uuidString) >/made")
            defer { tiny.remove() }
            #expect(try tiny.slipway("prepare").status == 0)
            let written = try tiny.slipway("prepare", "--export", "room.bundle", tiny.id)
            #expect(written.output.contains("Packing how each step of A tiny lesson begins"), "\(written.output)")
            var there = tiny.slipway
            there.home = tiny.project.folder.path + "/there"
            let taken = try there("prepare", "--import", "room.bundle")
            #expect(taken.status == 0 && taken.output.contains("Prepared as well: slipway present"), "\(taken.output)")
            let landed = there.home + "/prepared/\(tiny.id)"
            there.home = landed + "/home"
            let images = try there("images", "--format", "{{.Repository}}:{{.Tag}}").output
            #expect(images.contains("tiny:v2") && !images.contains("slipway-prepared"), "\(images)")
            // As in the presentation: a RUN without a network has a cache key of its own.
            there.prefix.append("SLIPWAY_OFFLINE=1")
            let built = try there("build", "--progress", "plain", "-t", "tiny:v1", landed + "/Sandbox/tiny")
            #expect(built.status == 0 && built.errors.contains("CACHED"), "\(built.output)\(built.errors)")
        }

        @Test func aStepThatIsLeftOutIsNotTheFirst() throws {
            let tiny = try TinyCheckout(instruction: "RUN true")
            defer { tiny.remove() }
            #expect(try tiny.slipway("prepare").status == 0)
            for (arguments, words) in [
                ("--without 3", "--without takes numbers from 1 to 2"), ("--without 1,2", "names every step"),
                ("--without 2 --step 2", "step 2 is left out"),
            ] {
                let tmux = try tiny.present(120, 36, arguments)
                defer { tmux.end() }
                try tmux.wait(for: "ended 1")
                #expect(try tmux.screen().contains(words))
            }
        }

        @Test func aLearnerCatchesUpFromTheLab() throws {
            let tiny = try TinyCheckout(instruction: "RUN true")
            defer { tiny.remove() }
            defer { _ = try? tiny.slipway("rmi", "tiny:v1") }
            let tmux = try Tmux(columns: 120, rows: 36, folder: tiny.project.folder)
            defer { tmux.end() }
            try tmux.type("clear; SLIPWAY_ROOT=\(tiny.project.folder.path) \(Program.binary) lab; echo ended $?\n")
            try tmux.wait(for: "step 1 of 2")
            try tmux.press("F8")
            try tmux.wait(for: "step 2 of 2")
            try tmux.press("F10")
            try tmux.type("catch up")
            try tmux.wait(for: "Catch up: ")
            try tmux.press("Enter")
            try tmux.wait(for: "Here begins step 2: Tag it", within: 60)
            let dockerfile = tiny.project.folder.appending(path: "Sandbox/tiny/Dockerfile").path
            #expect(FileManager.default.fileExists(atPath: dockerfile))
            #expect(try tiny.slipway("images", "--quiet", "tiny:v1").output.isEmpty == false)
            try tmux.press("C-q")
            try tmux.wait(for: "ended 0", within: 30)
        }

        @Test func whatNeedsANetworkIsFoundBeforeTheClassFindsIt() throws {
            let tiny = try TinyCheckout(
                instruction: "RUN python -c \"import socket; socket.create_connection(('192.0.2.1', 80), 2)\"")
            defer { tiny.remove() }
            let report = try tiny.slipway("prepare")
            #expect(report.status == 1)
            #expect(report.output.contains("not ready"), "\(report.output)")
            #expect(report.output.contains("FAILED   1"), "\(report.output)")
            #expect(!FileManager.default.fileExists(atPath: tiny.prepared), "nothing half prepared is left")
        }

        @Test func aBuildThatHangsIsStoppedAndTheLabGoesOn() throws {
            let project = try Project(named: "hang")
            defer { project.remove() }
            let workspace = project.folder.appending(path: "work")
            try project.write("work/Dockerfile", "FROM python:3.11-alpine\nRUN echo \(UUID().uuidString); sleep 1000\n")
            let tmux = try Tmux(columns: 120, rows: 36, folder: project.folder)
            defer { tmux.end() }
            try tmux.type("clear; \(Program.binary) lab --workspace \(workspace.path); echo ended $?\n")
            try tmux.wait(for: "step 1 of")
            try tmux.press("F5")
            try tmux.wait(for: "running ", within: 60)
            try tmux.press("M-k")
            try tmux.wait(for: "You stopped the build", within: 30)
            try project.write("work/Dockerfile", "FROM python:3.11-alpine\nRUN echo \(UUID().uuidString)\n")
            try tmux.press("F5")
            try tmux.wait(for: "Built", within: 60)
            try tmux.press("C-q")
            try tmux.wait(for: "ended 0", within: 30)
        }

        @Test func wheelsAreLentToABuildAndLeaveNoTrace() throws {
            let project = try Project(named: "wheels")
            defer { project.remove() }
            let slipway = Program(folder: project.folder)
            let name = "wheels-" + UUID().uuidString.prefix(8).lowercased()
            try project.write(
                "Dockerfile",
                "FROM python:3.11-alpine\nRUN echo \(name); ls /dev/slipway/wheelhouse; echo links=$PIP_FIND_LINKS\n")
            let wheelhouse = URL(filePath: Program.sharedHome).appending(path: "wheelhouse")
            defer { try? FileManager.default.removeItem(at: wheelhouse) }
            try FileManager.default.createDirectory(at: wheelhouse, withIntermediateDirectories: true)
            try Data().write(to: wheelhouse.appending(path: "example-1.0-py3-none-any.whl"))
            let lent = try slipway("build", "--progress", "plain", "-t", name, ".")
            #expect(lent.errors.contains("wheelhouse: 1 wheel"), "\(lent.errors)")
            #expect(lent.errors.contains("example-1.0-py3-none-any.whl"), "\(lent.errors)")
            #expect(lent.errors.contains("links=/dev/slipway/wheelhouse"), "\(lent.errors)")

            // The same cache key without them, and nothing of them in the image.
            try FileManager.default.removeItem(at: wheelhouse)
            let again = try slipway("build", "--progress", "plain", "-t", name, ".")
            #expect(again.errors.contains("RUN echo \(name)") && again.errors.contains("CACHED"), "\(again.errors)")
            let image = try slipway("run", "--rm", name, "sh", "-c", "env; ls -d /dev/slipway")
            #expect(
                !image.output.contains("PIP_FIND_LINKS") && !image.output.contains("/dev/slipway\n"), "\(image.output)")
            let inspected = try slipway("inspect", name)
            #expect(!inspected.output.contains("PIP_"), "\(inspected.output)")
        }

        @Test(.enabled(if: geteuid() == 0, "mounts a small file system, which needs root"))
        func aFullDiskIsSaidInTheReport() throws {
            let tiny = try TinyCheckout(instruction: "RUN true")
            defer { tiny.remove() }
            let disk = tiny.project.folder.appending(path: "disk").path
            let mount = try tiny.slipway.run(["sh", "-c", "mkdir \(disk) && mount -t tmpfs -o size=8m none \(disk)"])
            try #require(mount.status == 0, "\(mount.errors)")
            defer { _ = try? tiny.slipway.run(["umount", "-l", disk]) }
            var small = tiny.slipway
            small.home = disk + "/home"
            let report = try small("prepare")
            #expect(report.status != 0)
            #expect(report.output.contains("MISSING  disk"), "\(report.output)\(report.errors)")
            #expect(report.output.contains("SLIPWAY_HOME"), "\(report.output)")
        }
    }
}
