import BuildPlan
import Builder
import Forecast
import Foundation
import ImageFormat
import ImageStore
import Seeds
import Testing

/// What a forecast says of single builds, and that it leaves nothing behind.
@Suite struct ForecastTests {
    private let lab: BuildLab

    init() throws { lab = try BuildLab() }

    @Test func saysWhatRunsAndWhy() throws {
        let text = "FROM scratch\nWORKDIR /app\nCOPY a.txt .\nCOPY b.txt .\nCMD [\"x\"]"
        try lab.write("a.txt", "one\n")
        try lab.write("b.txt", "b\n")
        #expect(try lab.letters(of: text) == "brrrr")
        _ = try lab.build(text)
        #expect(try lab.letters(of: text) == "bcccc")
        try lab.write("a.txt", "two\n")
        #expect(try lab.letters(of: text) == "bcrrr")
        let steps = try lab.forecast(text).steps
        let change = FileChange(path: "a.txt", kind: .text(line: 1, old: "one", new: "two"))
        guard case .runs(let cause, let seconds) = steps[2].forecast else {
            Issue.record("COPY a.txt does not run: \(steps[2].forecast)")
            return
        }
        #expect(cause == .filesChanged([change]))
        #expect(seconds != nil)
        #expect(ForecastSummary(steps).words.hasPrefix("1 from the cache, 3 run"))
    }

    /// The last build had other layers; the forecast names what the build of an order that comes back will name.
    @Test func comparesWithTheLastBuildOfTheSameLayers() throws {
        let good = "FROM scratch\nENV A=1\nCOPY a.txt /"
        try lab.write("a.txt", "one\n")
        _ = try lab.build(good)
        _ = try lab.build("FROM scratch\nCOPY a.txt /\nENV A=1")
        try lab.write("a.txt", "two\n")
        _ = try lab.build("FROM scratch\nCOPY a.txt /\nENV A=1")
        let change = FileChange(path: "a.txt", kind: .text(line: 1, old: "one", new: "two"))
        guard case .runs(let cause, _) = try lab.forecast(good).steps[2].forecast else {
            Issue.record("COPY a.txt does not run")
            return
        }
        #expect(cause == .filesChanged([change]))
        #expect(try lab.build(good).finishes.last?.miss == cause)
    }

    @Test func takesUnsavedTextsForWhatWillBeSaved() throws {
        let text = "FROM scratch\nCOPY src /src\nCOPY a.txt /"
        try lab.write("a.txt", "one\n")
        try lab.write("src/m.py", "m")
        _ = try lab.build(text)
        #expect(try lab.letters(of: text, unsaved: ["a.txt": Array("one\n".utf8)]) == "bcc")
        #expect(try lab.letters(of: text, unsaved: ["a.txt": Array("two\n".utf8)]) == "bcr")
        #expect(try lab.letters(of: text, unsaved: ["src/z.py": []]) == "brr")
        #expect(try lab.letters(of: text, unsaved: ["Dockerfile": Array((text + "\nCMD x").utf8)]) == "bccr")
        #expect(try lab.letters(of: text, unsaved: [".dockerignore": Array("a.txt".utf8)]) == "bcf")
        // What is saved then is what was foreseen.
        try lab.write("src/a.py", "a")
        try lab.write("src/n/o.py", "o")
        _ = try lab.build(text)
        unlink(lab.context + "/src/n/o.py")
        unlink(lab.context + "/src/a.py")
        #expect(try lab.letters(of: text) == "brr")
        let both: [String: [UInt8]] = ["src/a.py": Array("a".utf8), "src/n/o.py": Array("o".utf8)]
        #expect(try lab.letters(of: text, unsaved: both) == "bcc")
    }

    @Test func saysWhatNobodyCanKnow() throws {
        let text = "FROM no-such-image:1\nRUN true"
        let steps = try lab.forecast(text).steps
        #expect(
            steps.map(\.forecast) == [
                .open(.base("no-such-image:1"), seconds: nil), .open(.base("no-such-image:1"), seconds: nil),
            ])
        let stages = "FROM scratch AS a\nCOPY a.txt /\nFROM scratch\nCOPY --from=a /a.txt /"
        try lab.write("a.txt", "one\n")
        #expect(try lab.letters(of: stages) == "brbo")
        // Behind a step that was never made nothing can be known to the cache, whatever the files are.
        #expect(
            try lab.letters(
                of: stages.replacing("FROM scratch\nCOPY --from", with: "FROM scratch\nENV A=1\nCOPY --from"))
                == "brbrr")
        _ = try lab.build(stages)
        #expect(try lab.letters(of: stages) == "bcbc")
    }

    @Test func foreseesThatTheBuildFails() throws {
        let text = "FROM scratch\nCOPY a.txt /\nCOPY none /\nCMD x"
        try lab.write("a.txt", "one\n")
        #expect(try lab.letters(of: text) == "brfn")
        guard case .refused(let refusals) = try lab.forecast("FORM scratch") else {
            Issue.record("a misspelt FROM is not refused")
            return
        }
        #expect(refusals.contains { $0.message.contains("FORM") })
    }

    @Test func writesNothing() throws {
        let text = "FROM scratch AS a\nCOPY . /a\nFROM scratch\nCOPY --from=a /a /b\nADD http://localhost:1/x /"
        try lab.write("sub/a.txt", "one\n")
        try lab.write("Dockerfile", text)
        let before = try lab.files()
        _ = try lab.forecast(text, writes: false)
        #expect(try lab.files() == before)
    }

    /// Forecasts of a lesson's size and of a large one are there before anybody could wait for them.
    @Test func costsNoWaiting() throws {
        for number in 0..<1000 { try lab.write("src/d\(number % 20)/f\(number)", "file \(number)\n") }
        let lines = (0..<99).map { "COPY src/d\($0 % 20) /d\($0)" }
        let text = "FROM scratch\n" + lines.joined(separator: "\n")
        _ = try lab.build(text)
        let forecaster = Forecaster(store: lab.store, checkout: nil)
        let request = try lab.request(text)
        let clock = ContinuousClock()
        _ = forecaster.forecast(request)
        let times = (0..<5).map { _ in clock.measure { _ = forecaster.forecast(request) } }
        print("forecast of 100 instructions and 1,000 files: \(times.min() ?? .zero)")
        // Fifty milliseconds in a release build of a quiet machine; tests run unoptimised, beside others.
        #expect((times.min() ?? .zero) < .seconds(5))
    }
}

/// Random edits of Dockerfiles and their files: what the forecast says is what the build then does.
@Suite struct ForecastPropertyTests {
    /// How many forecasts are held against builds; `SLIPWAY_FORECASTS` sets another number.
    private static let count = ProcessInfo.processInfo.environment["SLIPWAY_FORECASTS"].flatMap { Int($0) } ?? 80
    private static let editsOfOne = 10

    @Test func forecastEqualsBuild() throws {
        let cases = try ForecastCase.all()
        var (asked, steps, open) = (0, 0, 0)
        for round in 0..<max(1, Self.count / Self.editsOfOne) {
            var random = SeededGenerator(PropertySeed.of(round))
            let scene = try ForecastScene(cases[round % cases.count])
            for edit in 0..<Self.editsOfOne {
                let told = try scene.edit(&random)
                let (forecast, outcome, dockerfile) = try scene.foreseeAndBuild(&random)
                asked += 1
                steps += forecast.steps.count
                open += forecast.steps.count { if case .open = $0.forecast { true } else { false } }
                let place = "round \(round), edit \(edit) (\(told)) of:\n\(dockerfile)"
                #expect(forecast.differences(from: outcome.finishes) == [], "\(place)")
                if case .refused(let refusals) = forecast {
                    #expect(outcome.result == .refused(refusals), "\(place)")
                } else if case .refused = outcome.result {
                    Issue.record("the build was refused, and the forecast was not: \(place)")
                }
            }
        }
        print("\(asked) forecasts of \(steps) steps, \(open) of them open")
        // A forecast that leaves everything open is never wrong, and says nothing.
        #expect(open * 4 < steps)
    }
}

/// A Dockerfile and its files.
private struct ForecastCase {
    var dockerfile: String
    var files: [String: String]

    /// Those of the lessons, whose commands end at once, and those that are compared with buildah's builds.
    static func all() throws -> [ForecastCase] {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Lessons")
        let paths = FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String } ?? []
        let lessons = try paths.filter { $0.hasSuffix("/Dockerfile") }.sorted().map { path in
            let text = try String(contentsOf: root.appending(path: path), encoding: .utf8)
            return ForecastCase(dockerfile: quick(text), files: named(in: text))
        }
        let compared = BuildahCases.dockerfiles.map {
            ForecastCase(dockerfile: "FROM busybox:1\n" + $0, files: comparedFiles)
        }
        let stages = BuildahCases.stages.map { ForecastCase(dockerfile: $0, files: comparedFiles) }
        try #require(lessons.count > 10)
        // Taken in turn, so that a short run has some of each.
        var all: [ForecastCase] = []
        for place in 0..<max(lessons.count, compared.count, stages.count) {
            for kind in [lessons, stages, compared] { all.append(kind[place % kind.count]) }
        }
        return all
    }

    /// The Dockerfile with commands that do nothing, whatever they say.
    private static func quick(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            guard line.hasPrefix("RUN "), !line.contains("<<") else { return String(line) }
            let words = line.dropFirst(4).split(separator: " ")
            let flags = words.prefix { $0.hasPrefix("--") }
            let rest = words.dropFirst(flags.count)
            if rest.first?.hasPrefix("[") == true { return String(line) }
            return (["RUN"] + flags + ["exit 0;"] + rest).joined(separator: " ")
        }.joined(separator: "\n")
    }

    /// A file for each that COPY names.
    private static func named(in text: String) -> [String: String] {
        var files = ["README": "read me\n"]
        for line in text.split(separator: "\n") where line.hasPrefix("COPY ") && !line.contains("--from") {
            for word in line.split(separator: " ").dropFirst().dropLast() where !word.hasPrefix("--") {
                let name = word.hasSuffix("/") || word == "." ? "\(word)/inside" : String(word)
                if !name.contains("*") { files[name] = "content of \(name)\n" }
            }
        }
        return files
    }

    private static let comparedFiles = [
        "a.txt": "a\n", "b.txt": "b\n", "sub/two.txt": "two\n", "sub/deep/three.txt": "three\n",
        "sub/link": "link\n", "other/two.txt": "other two\n", "passwd": "ann:x:7:8::/:/bin/sh\n",
        "group": "staff:x:9:\n", "hard/one": "1\n", "hard/two": "1\n", "private/p": "p\n", "empty/.keep": "",
    ]
}

/// A Dockerfile with its files in a build context that is edited, foreseen and built again and again.
private final class ForecastScene {
    private let lab: BuildLab
    private let forecaster: Forecaster
    private var dockerfile: String
    private var names: [String]
    private var arguments: [String: String] = [:]
    private var bases = 0

    init(_ start: ForecastCase) throws {
        lab = try BuildLab()
        forecaster = Forecaster(store: lab.store, checkout: nil)
        dockerfile = start.dockerfile
        names = start.files.keys.sorted()
        try lab.addBusybox()
        _ = try lab.build(
            "FROM scratch\nCOPY busybox /bin/busybox\nCOPY busybox /bin/sh\nRUN [\"/bin/busybox\", \"--install\", \"-s\", \"/bin\"]",
            tags: ["busybox:1"])
        lab.remove("busybox")
        for (name, text) in start.files { try lab.write(name, text) }
        try makeBases()
    }

    /// Gives every name in a FROM to an image, another one than before.
    private func makeBases() throws {
        bases += 1
        for line in dockerfile.split(separator: "\n") where line.uppercased().hasPrefix("FROM ") {
            let words = line.split(separator: " ").map(String.init)
            let name = words.dropFirst().first { !$0.hasPrefix("--") } ?? "scratch"
            guard name != "scratch", name != "busybox:1", (try? Reference(name)) != nil, !isStage(name) else {
                continue
            }
            _ = try lab.build("FROM busybox:1\nENV BASE=\(bases)", tags: [name])
        }
    }

    private func isStage(_ name: String) -> Bool { dockerfile.lowercased().contains(" as \(name.lowercased())") }

    /// Changes something, and says what.
    func edit(_ random: inout SeededGenerator) throws -> String {
        switch Int.random(in: 0..<12, using: &random) {
        case 0, 1: return try changeFile(&random)
        case 2: return changeMode(&random)
        case 3:
            let name = "new\(Int.random(in: 0..<5, using: &random))"
            names.append(name)
            try lab.write(name, "new\n")
            return "new file \(name)"
        case 4:
            guard let name = names.randomElement(using: &random) else { return "nothing" }
            lab.remove(name)
            return "removed \(name)"
        case 5: return swapLines(&random)
        case 6: return addLine(&random)
        case 7: return removeLine(&random)
        case 8:
            arguments = ["V": "\(Int.random(in: 0..<3, using: &random))", "v": "x", "VERSION": "2"]
            return "build arguments"
        case 9:
            try makeBases()
            return "another base"
        case 10:
            let patterns = ["*.txt", "sub", "!a.txt", "new*", "**/two.txt", ""]
            try lab.write(".dockerignore", patterns.randomElement(using: &random) ?? "")
            return ".dockerignore"
        default: return "nothing"
        }
    }

    private func changeFile(_ random: inout SeededGenerator) throws -> String {
        guard let name = names.randomElement(using: &random) else { return "nothing" }
        try lab.write(name, "changed \(Int.random(in: 0..<4, using: &random))\n")
        return "changed \(name)"
    }

    private func changeMode(_ random: inout SeededGenerator) -> String {
        guard let name = names.randomElement(using: &random) else { return "nothing" }
        let mode: mode_t = [0o600, 0o644, 0o755].randomElement(using: &random) ?? 0o644
        chmod(lab.context + "/" + name, mode)
        return "mode of \(name)"
    }

    private func swapLines(_ random: inout SeededGenerator) -> String {
        var lines = dockerfile.components(separatedBy: "\n")
        guard lines.count > 3 else { return "nothing" }
        let place = Int.random(in: 1..<(lines.count - 1), using: &random)
        lines.swapAt(place, place + 1)
        dockerfile = lines.joined(separator: "\n")
        return "swapped lines \(place + 1) and \(place + 2)"
    }

    private func addLine(_ random: inout SeededGenerator) -> String {
        var lines = dockerfile.components(separatedBy: "\n")
        let number = Int.random(in: 0..<4, using: &random)
        let new = [
            "ENV E=\(number)", "ARG V=\(number)", "LABEL l=$V", "WORKDIR /new\(number)", "COPY . /whole\(number)",
            "RUN true \(number)", "# a comment",
        ]
        guard let line = new.randomElement(using: &random) else { return "nothing" }
        let place = Int.random(in: min(1, lines.count)...lines.count, using: &random)
        lines.insert(line, at: place)
        dockerfile = lines.joined(separator: "\n")
        return "added line \(place + 1): \(line)"
    }

    private func removeLine(_ random: inout SeededGenerator) -> String {
        var lines = dockerfile.components(separatedBy: "\n")
        guard lines.count > 2 else { return "nothing" }
        let place = Int.random(in: 1..<lines.count, using: &random)
        lines.remove(at: place)
        dockerfile = lines.joined(separator: "\n")
        return "removed line \(place + 1)"
    }

    func foreseeAndBuild(_ random: inout SeededGenerator) throws -> (BuildForecast, Outcome, String) {
        let ignoresCache = Int.random(in: 0..<20, using: &random) == 0
        var request = try lab.request(dockerfile)
        request.arguments = arguments
        request.ignoresCache = ignoresCache
        let (ready, forecaster) = (request, forecaster)
        let forecast = BuildThread.shared.perform { forecaster.forecast(ready) }
        let outcome = try lab.build(dockerfile) { build in
            build.arguments = ready.arguments
            build.ignoresCache = ignoresCache
            build.secrets = ready.secrets
        }
        return (try #require(forecast), outcome, dockerfile)
    }
}

extension BuildLab {
    fileprivate func request(_ dockerfile: String, writes: Bool = true) throws -> BuildRequest {
        if writes { try write("Dockerfile", dockerfile) }
        var request = BuildRequest(
            dockerfile: .file(path: context + "/Dockerfile", shown: "Dockerfile"), context: context,
            tags: [try Reference("test:1")])
        request.secrets = ["password": Array("open sesame".utf8)]
        return request
    }

    fileprivate func forecast(
        _ dockerfile: String, unsaved: [String: [UInt8]] = [:], writes: Bool = true
    ) throws -> BuildForecast {
        let request = try request(dockerfile, writes: writes)
        return try #require(Forecaster(store: store, checkout: nil).forecast(request, unsaved: unsaved))
    }

    /// A letter a step: `b` base, `c` cached, `r` runs, `o` open, `f` fails, `n` not reached, `s` not needed.
    fileprivate func letters(of dockerfile: String, unsaved: [String: [UInt8]] = [:]) throws -> String {
        try forecast(dockerfile, unsaved: unsaved).steps.map { step in
            switch step.forecast {
            case .base: "b"
            case .cached: "c"
            case .runs: "r"
            case .open: "o"
            case .fails: "f"
            case .notReached: "n"
            case .notNeeded: "s"
            }
        }.joined()
    }

    /// Every file below the lab's folder with its time.
    fileprivate func files() throws -> [String: Date?] {
        var files: [String: Date?] = [:]
        for case let path as String in FileManager.default.enumerator(atPath: folder) ?? .init() {
            let attributes = try FileManager.default.attributesOfItem(atPath: folder + "/" + path)
            files[path] = attributes[.modificationDate] as? Date
        }
        return files
    }
}
