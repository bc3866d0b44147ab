import BuildPlan
import Builder
import Forecast
import Foundation
import ImageFormat
import ImageStore
import Seeds
import Testing

/// A Dockerfile and its files.
struct ForecastCase {
    var dockerfile: String
    var files: [String: String]

    /// The Dockerfiles of the lessons, with commands that end at once, and those that are compared with buildah's
    /// builds.
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
        // The kinds alternate, so that a short run has some of each.
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
final class ForecastScene {
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

    /// Gives every name in a FROM to a new image.
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

    /// Makes one random change; returns what it was.
    func edit(_ random: inout SeededGenerator) throws -> String {
        switch Int.random(in: 0..<13, using: &random) {
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
        case 11: return renameFile(&random)
        default: return "nothing"
        }
    }

    private func changeFile(_ random: inout SeededGenerator) throws -> String {
        guard let name = names.randomElement(using: &random) else { return "nothing" }
        try lab.write(name, "changed \(Int.random(in: 0..<4, using: &random))\n")
        return "changed \(name)"
    }

    /// Under its new name a file is another one, whatever is in it; renamed back, it is what it was.
    private func renameFile(_ random: inout SeededGenerator) -> String {
        guard let place = names.indices.randomElement(using: &random) else { return "nothing" }
        let old = names[place]
        let new = old.hasSuffix(".moved") ? String(old.dropLast(6)) : old + ".moved"
        // Somebody may have removed it.
        guard rename(lab.context + "/" + old, lab.context + "/" + new) == 0 else { return "nothing" }
        names[place] = new
        return "renamed \(old) to \(new)"
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
    /// The request of a build of the context, with a secret; the Dockerfile is written first.
    func request(_ dockerfile: String, writes: Bool = true) throws -> BuildRequest {
        if writes { try write("Dockerfile", dockerfile) }
        var request = BuildRequest(
            dockerfile: .file(path: context + "/Dockerfile", shown: "Dockerfile"), context: context,
            tags: [try Reference("test:1")])
        request.secrets = ["password": Array("open sesame".utf8)]
        return request
    }
}
