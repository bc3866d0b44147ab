import Foundation
import Glibc
import ImageFormat
import Scratch
import Surroundings
import Testing

@testable import Builder

private let debianTools = ["/usr/bin/dpkg-deb", "/usr/lib/apt/apt-helper", "/usr/bin/xargs"]

/// The script that fetches packages, with packages of its own on this machine and an apt that lists them.
@Suite(.enabled(if: debianTools.allSatisfy { access($0, X_OK) == 0 }, "needs apt and dpkg"))
struct PackageScriptTests {
    private let scratch: ScratchFolder

    init() throws {
        scratch = try ScratchFolder()
        try makePackage("first", files: ["usr/share/both/a": "a\n", "usr/share/man/page": "page\n"])
        try makePackage("second", files: ["usr/share/both/b": "b\n", "usr/lib/x86/gconv/c": "c\n"])
        try makePackage("tool", files: ["usr/bin/tool": "tool\n"])
        try scratch.put(
            """
            #!/bin/sh
            case "$*" in *install*) cat '\(scratch("listed"))' ;; esac
            """, at: "bin/apt-get", mode: 0o755)
        try list(["first", "second", "tool"])
        try scratch.makeFolder("work")
    }

    private func makePackage(_ name: String, files: [String: String]) throws {
        let control = "Package: \(name)\nVersion: 1\nArchitecture: all\nMaintainer: a <a@b.c>\nDescription: d\n"
        try scratch.put(control, at: "\(name)/DEBIAN/control")
        for (path, text) in files { try scratch.put(text, at: "\(name)/\(path)") }
        let made = try run(["/usr/bin/dpkg-deb", "-Znone", "--build", scratch(name), scratch(name + "_1_all.deb")])
        #expect(made.status == 0, "\(made.output)")
    }

    /// What apt would fetch.
    private func list(_ names: [String], digest: String? = nil) throws {
        var lines = ""
        for name in names {
            let file = name + "_1_all.deb"
            let sum = try run(["/usr/bin/sha256sum", scratch(file)]).output.prefix(64)
            lines += "'copy:\(scratch(file))' \(file) 1 \(digest ?? "SHA256:\(sum)")\n"
        }
        try scratch.put(lines, at: "listed")
    }

    private func run(_ words: [String]) throws -> (status: Int32, output: String) {
        let process = Process()
        process.executableURL = URL(filePath: words[0])
        process.arguments = Array(words.dropFirst())
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        process.environment = ["PATH": scratch("bin") + ":" + path]
        let pipe = Pipe()
        (process.standardOutput, process.standardError) = (pipe, pipe)
        try process.run()
        let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return (process.terminationStatus, output)
    }

    private func assemble(omitting omitted: String = "", without patterns: [String] = []) throws
        -> (status: Int32, output: String)
    {
        let words = [
            "/bin/sh", "-c", PackageScript.text, "sh", scratch("work"), scratch("packages.tar"), "first second",
        ]
        return try run(words + [omitted] + patterns.map { "--exclude=./" + $0 })
    }

    private func names() throws -> [String] {
        try run(["/bin/tar", "-tf", scratch("packages.tar")]).output.split(separator: "\n").map(String.init)
            .filter { !$0.hasSuffix("/") }
    }

    @Test func anArchiveHasTheFilesOfAllPackages() throws {
        let done = try assemble()
        #expect(done.status == 0, "\(done.output)")
        #expect(
            try names() == [
                "./usr/bin/tool", "./usr/lib/x86/gconv/c", "./usr/share/both/a", "./usr/share/both/b",
                "./usr/share/man/page",
            ])
        #expect(done.output.contains("T: 3\n") && done.output.components(separatedBy: "\nD\n").count > 1)
        #expect(try FileManager.default.contentsOfDirectory(atPath: scratch("work")).isEmpty)
    }

    @Test func whatIsOmittedIsNotFetchedAndWhatIsRemovedIsNotThere() throws {
        try FileManager.default.removeItem(atPath: scratch("tool_1_all.deb"))
        let done = try assemble(omitting: "other tool", without: ["usr/share/man", "usr/lib/*/gconv"])
        #expect(done.status == 0 && done.output.contains("T: 2\n"), "\(done.output)")
        #expect(try names() == ["./usr/share/both/a", "./usr/share/both/b"])
    }

    @Test func theSamePackagesGiveTheSameBytesInWhateverOrderTheyCome() throws {
        #expect(try assemble().status == 0)
        let first = try run(["/usr/bin/sha256sum", scratch("packages.tar")]).output
        try list(["tool", "second", "first"])
        #expect(try assemble().status == 0)
        #expect(try run(["/usr/bin/sha256sum", scratch("packages.tar")]).output == first)
    }

    @Test func aPackageThatIsNotWhatItsDigestSaysIsRefused() throws {
        try list(["first"], digest: "SHA256:" + String(repeating: "0", count: 64))
        let done = try assemble()
        #expect(done.status != 0 && done.output.contains("E: "), "\(done.output)")
        #expect(access(scratch("packages.tar"), F_OK) != 0)
    }

    @Test func aPackageWithoutADigestIsRefused() throws {
        try list(["first"], digest: "")
        let done = try assemble()
        #expect(done.status != 0 && done.output.contains("E: a package has no SHA-256 digest"), "\(done.output)")
    }
}

/// The folder of a stand-in.
struct StandInRecipeTests {
    @Test func packagesBehindAMinusAreThoseThatAreNotFetched() throws {
        let scratch = try ScratchFolder()
        try scratch.put("# words\npython3\n-dpkg\npython3-pip\n-tar\n", at: "Sandbox/Bases/base-1/packages.txt")
        try scratch.put("FROM scratch\n", at: "Sandbox/Bases/base-1/Dockerfile")
        let recipe = try #require(StandInRecipe(for: Reference("base:1"), in: Checkout(root: scratch.path)))
        #expect(recipe.packages == ["python3", "python3-pip"] && recipe.omissions == ["dpkg", "tar"])
    }
}

/// What the script says, as a person who waits is told it.
struct PackageReportTests {
    @Test func packagesAreCountedWhileTheyCome() {
        var report = PackageReport()
        let told = ["I: reading the lists of packages", "T: 2", "I: fetching packages", "D", "D"].map {
            report.take($0)
        }
        #expect(told == [true, false, true, true, true])
        #expect(report.activity.words == "fetching packages")
        #expect(report.activity.completed == 2 && report.activity.total == 2)
        let isTold = report.take("I: packing the file system")
        #expect(isTold && report.activity.total == nil && report.activity.completed == 0)
    }

    @Test func theFirstErrorIsTheReasonElseTheLastWords() {
        var report = PackageReport()
        let isTold = ["tar: first", "tar: last"].map { report.take($0) }
        #expect(isTold == [false, false] && report.fault == "tar: last")
        for line in ["E: the first", "E: the second", "more"] { _ = report.take(line) }
        #expect(report.fault == "E: the first")
    }
}
