import Foundation
import Testing

extension EndToEnd {
    /// What an author and a learner do with lessons outside of the lab, in a checkout of their own.
    @Suite(.enabled(if: Program.isBuilt, "build the program first: ./slipway test"))
    struct ExerciseTests {
        let checkout: Project
        let slipway: Program

        init() throws {
            checkout = try Project(named: "checkout")
            var program = Program(folder: checkout.folder)
            program.prefix = ["env", "SLIPWAY_ROOT=\(checkout.folder.path)"]
            slipway = program
            try Program.copyCheckout(to: checkout.folder)
        }

        /// With a store, and so with progress, of its own.
        private var learner: Program {
            var program = slipway
            program.home = checkout.folder.appending(path: "home").path
            return program
        }

        // MARK: Authors

        @Test func aNewLessonIsProvenAndWhatBreaksItIsLocated() throws {
            defer { checkout.remove() }
            let made = try slipway("lesson", "new", "exercises/90-mine", "--title", #"Say "hi": a # test"#)
            #expect(made.status == 0, "\(made.output)\(made.errors)")
            let proven = try slipway("lesson", "verify", "exercises/90-mine")
            #expect(proven.status == 0, "\(proven.output)\(proven.errors)")
            #expect(proven.output.contains("exercises/90-mine: 1 step verified"))
            let again = try slipway("lesson", "new", "exercises/90-mine")
            #expect(again.status == 1)
            #expect(again.errors.contains("is there already"))

            let step = "Lessons/exercises/90-mine/steps/01-first-step.md"
            try checkout.edit(step, replacing: "dockerfile: { has: CMD }", with: "dockerfile: { has: FROM }")
            try checkout.edit(step, replacing: "contains: Hello }", with: "contains: Goodbye }")
            try checkout.edit(step, replacing: "[\"python\", \"hello.py\"].", with: "x.\n  - CMD [\"python\"]: no text")
            let unreadable = try slipway("lesson", "verify", "exercises/90-mine")
            #expect(unreadable.output.contains("01-first-step.md:16:5: "), "\(unreadable.output)")

            try checkout.edit(step, replacing: "\n  - CMD [\"python\"]: no text", with: "")
            try checkout.write("Lessons/exercises/90-mine/solution/stray", "")
            let broken = try slipway("lesson", "verify", "exercises/90-mine")
            #expect(broken.status == 1)
            let name = "exercises/90-mine/steps/01-first-step.md"
            for words in [
                "exercises/90-mine/solution/stray: no step's solution writes this file",
                "\(name):6:5: the check \"The Dockerfile says what a container starts\" passes before",
                "\(name):10:5: the check \"A container greets\" does not pass after the solution", "9 faults.",
            ] { #expect(broken.output.contains(words), "\(broken.output)") }
        }

        @Test func aNewLessonsFilesAreNamedWhereTheyAre() throws {
            defer { checkout.remove() }
            let folder = checkout.folder.path + "/own"
            var elsewhere = slipway
            elsewhere.prefix.append("SLIPWAY_LESSONS=\(folder)")
            let made = try elsewhere("lesson", "new", "92-two")
            #expect(made.output.hasPrefix("\(folder)/92-two/lesson.yaml\n"), "\(made.output)\(made.errors)")
        }

        @Test func aCopyOfAnExerciseIsJudgedWhereOneStands() throws {
            defer { checkout.remove() }
            try checkout.write("hw/01-order-for-the-cache/Dockerfile", "FROM python:3.11-alpine\n")
            var there = learner
            there.folder = checkout.folder.appending(path: "hw/01-order-for-the-cache")
            let checked = try there("check")
            #expect(checked.output.hasPrefix("01-order-for-the-cache: Order for the cache, in "), "\(checked.output)")
            #expect(checked.output.contains("/hw/01-order-for-the-cache\n"), "\(checked.errors)")
            let graded = try learner("check", "--build", "--workspace", "nowhere")
            for refused in [graded, try learner("check", "--workspace", "nowhere")] {
                #expect(refused.status == 1 && refused.errors.contains("there is no folder "), "\(refused.errors)")
                #expect(refused.output.isEmpty, "\(refused.output)")
            }
        }

        @Test func aStepThatAsksForNothingIsFound() throws {
            defer { checkout.remove() }
            #expect(try slipway("lesson", "new", "91-idle").status == 0)
            try checkout.edit(
                "Lessons/91-idle/steps/01-first-step.md", replacing: "  - title: The Dockerfile says",
                with: "  - title: It")
            try checkout.edit(
                "Lessons/91-idle/steps/01-first-step.md", replacing: "{ has: CMD }", with: "{ has: CMD, path: none }")
            let checks = """
                checks:
                  - title: The image has the program
                    image: { reference: "idle:v1", has_file: /app/hello.py }
                hints:
                """
            let file = checkout.folder.appending(path: "Lessons/91-idle/steps/01-first-step.md")
            let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
            let start = try #require(text.range(of: "checks:"))
            let end = try #require(text.range(of: "hints:"))
            try checkout.write(
                "Lessons/91-idle/steps/01-first-step.md",
                text.replacingCharacters(in: start.lowerBound..<end.upperBound, with: checks))
            let outcome = try slipway("lesson", "verify", "91-idle")
            #expect(outcome.status == 1)
            #expect(
                outcome.output.contains(":5:1: all checks pass when the files are built as they are"),
                "\(outcome.output)")
        }

        // MARK: Learners

        @Test func theExercisesAreInOrder() throws {
            defer { checkout.remove() }
            let list = try learner("lesson", "list")
            let numbers = list.output.split(separator: "\n").compactMap { line in
                line.firstRange(of: "exercises/").flatMap { Int(line[$0.upperBound...].prefix(2)) }
            }
            #expect(numbers.count >= 15)
            #expect(numbers == Array(1...numbers.count), "\(list.output)")
        }

        @Test func aResetKeepsWhatWasThere() throws {
            defer { checkout.remove() }
            let folder = "Sandbox/03-pinned-versions"
            #expect(try learner("lesson", "reset", "exercises/03").status == 0)
            try checkout.edit("\(folder)/Dockerfile", replacing: "FROM python", with: "FROM mine")
            try checkout.write("\(folder)/notes", "my notes\n")

            let step = try learner("lesson", "reset", "exercises/03", "--step", "1")
            #expect(step.status == 0, "\(step.errors)")
            #expect(try text("\(folder)/Dockerfile").hasPrefix("FROM python\n"))
            #expect(try text("\(folder)/notes") == "my notes\n")
            #expect(try text(backup(in: step) + "/Dockerfile").hasPrefix("FROM mine\n"))

            let whole = try learner("lesson", "reset", "exercises/03")
            #expect(throws: (any Error).self) { try text("\(folder)/notes") }
            #expect(try text(backup(in: whole) + "/notes") == "my notes\n")
        }

        @Test func watchSeesASaveAndKeepsTheProgress() throws {
            defer { checkout.remove() }
            let outcome = try learner.run([
                "timeout", "60", "bash", "-c",
                """
                mkfifo keys
                "$1" watch exercises/03 <keys >shown 2>&1 &
                exec 3>keys
                until grep -q '0 of 5 checks pass' shown; do sleep 0.1; done
                cp Lessons/exercises/03-pinned-versions/solution/* Sandbox/03-pinned-versions/
                until grep -q 'Done: all 5 checks pass' shown; do sleep 0.1; done
                echo h >&3
                until grep -q 'Hint 1 of 3' shown; do sleep 0.1; done
                echo q >&3
                wait $!
                """, "bash", Program.binary,
            ])
            let shown = (try? text("shown")) ?? ""
            #expect(outcome.status == 0, "\(outcome.errors)\(shown)")
            #expect(shown.contains("found:    line 1: FROM python\n"), "\(shown)")
            #expect(shown.contains("expected: FROM python:3.11-alpine\n"), "\(shown)")

            let checked = try learner("check", "exercises/03", "--format", "tap")
            #expect(checked.status == 0, "\(checked.output)")
            let progress = try learner("lesson", "progress", "exercises/03", "--format", "json")
            let report = try JSONDecoder().decode(Report.self, from: Data(progress.output.utf8))
            #expect(report.lessons.map(\.steps_passed) == [1])
            #expect(report.lessons.first?.steps.map(\.hints_shown) == [1])
        }

        private struct Report: Decodable {
            struct Lesson: Decodable {
                var steps_passed: Int
                var steps: [Step]
            }
            struct Step: Decodable { var hints_shown: Int }
            var lessons: [Lesson]
        }

        private func text(_ path: String) throws -> String {
            let file = path.hasPrefix("/") ? URL(filePath: path) : checkout.folder.appending(path: path)
            return String(decoding: try Data(contentsOf: file), as: UTF8.self)
        }

        private func backup(in outcome: Program.Outcome) throws -> String {
            let line = try #require(
                outcome.output.split(separator: "\n").first { $0.hasPrefix("Your files are kept in ") })
            return String(line.dropFirst("Your files are kept in ".count))
        }
    }
}
