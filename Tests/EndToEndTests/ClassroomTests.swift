import Foundation
import Testing

extension EndToEnd {
    /// Homework, late learners, and the lesson that has a registry.
    @Suite(.enabled(if: Program.isBuilt, "build the program first: ./slipway test"))
    struct ClassroomTests {
        let checkout: Project
        let slipway: Program

        init() throws {
            checkout = try Project(named: "checkout")
            try Program.copyCheckout(to: checkout.folder)
            var slipway = Program(folder: checkout.folder)
            slipway.prefix = ["env", "SLIPWAY_ROOT=\(checkout.folder.path)"]
            self.slipway = slipway
        }

        private func copy(_ from: String, to target: String) throws {
            let manager = FileManager.default
            let (source, target) = (checkout.folder.appending(path: from), checkout.folder.appending(path: target))
            try manager.createDirectory(at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
            try manager.copyItem(at: source, to: target)
        }

        // MARK: Homework

        @Test func homeworkIsBuiltInACopyAndGradedWithPoints() throws {
            defer { checkout.remove() }
            // Two builds with an edit between them, and an exercise that was left as it is.
            try copy("Lessons/exercises/01-order-for-the-cache/start", to: "homework/01-order-for-the-cache")
            for name in try FileManager.default.contentsOfDirectory(
                atPath: checkout.folder.appending(path: "Lessons/exercises/01-order-for-the-cache/solution").path)
            {
                let target = "homework/01-order-for-the-cache/\(name)"
                try? FileManager.default.removeItem(at: checkout.folder.appending(path: target))
                try copy("Lessons/exercises/01-order-for-the-cache/solution/\(name)", to: target)
            }
            try copy("Lessons/exercises/05-non-root-user/start", to: "homework/05-non-root-user")
            let graded = try slipway(
                "check", "--build", "--workspace", "homework", "01", "exercises/05", "--name", "ada", "--format",
                "json",
                "-o", "report.json")
            #expect(graded.status == 1, "\(graded.output)\(graded.errors)")
            let report = try #require(
                try JSONSerialization.jsonObject(
                    with: Data(contentsOf: checkout.folder.appending(path: "report.json"))) as? [String: Any])
            #expect(report["name"] as? String == "ada")
            let lessons = try #require(report["lessons"] as? [[String: Any]])
            #expect(lessons.map { $0["lesson"] as? String } == ["01-order-for-the-cache", "05-non-root-user"])
            #expect(lessons[0]["points"] as? Int == lessons[0]["points_possible"] as? Int, "\(lessons[0])")
            let (points, possible) = (lessons[1]["points"] as? Int ?? 9, lessons[1]["points_possible"] as? Int ?? 0)
            #expect(points < possible, "\(lessons[1])")
        }

        // MARK: Late

        @Test func aLateLearnerIsBroughtToAStep() throws {
            defer { checkout.remove() }
            try checkout.write("Sandbox/16-all-together/mine.txt", "my own")
            let gone = try slipway("lesson", "goto", "2", "--lesson", "exercises/16")
            #expect(gone.status == 0, "\(gone.output)\(gone.errors)")
            #expect(gone.output.contains("Here begins step 2: At the pier"))
            #expect(try slipway("images", "--quiet", "pier:v1").output.isEmpty == false)
            let first = try slipway("check", "exercises/16", "--step", "1")
            #expect(first.status == 0, "\(first.output)\(first.errors)")
            let why = try slipway("why", "pier:v1")
            #expect(why.status == 0, "the builds are there too: \(why.errors)")
            let mark = "Your files are kept in "
            let line = try #require(gone.output.split(separator: "\n").first { $0.hasPrefix(mark) })
            let backup = line.dropFirst(mark.count)
            #expect(try String(contentsOfFile: backup + "/mine.txt", encoding: .utf8) == "my own")

            let back = try slipway("lesson", "goto", "1", "--lesson", "exercises/16")
            #expect(back.status == 0, "\(back.output)\(back.errors)")
            #expect(try slipway("images", "--quiet", "pier:v1").output.isEmpty, "no image of a later step is left")
        }

        // MARK: Publishing

        @Test(.enabled(if: DebianRegistry.isInstalled, "docker-registry is not installed"))
        func theLessonAboutPublishingIsProven() throws {
            defer { checkout.remove() }
            let proven = try slipway("lesson", "verify", "07")
            #expect(proven.status == 0, "\(proven.output)\(proven.errors)")
            #expect(proven.output.contains("07-publishing-an-image: 12 steps verified"))
        }
    }
}
