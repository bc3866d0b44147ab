import BuildPlan
import Foundation
import Glibc
import ImageFormat
import ImageStore
import Testing

@testable import Builder

@Test(
    .enabled(if: access("/usr/bin/buildah", X_OK) == 0 && geteuid() == 0, "buildah is the peer, and needs root here"),
    arguments: 0..<BuildahCases.dockerfiles.count + BuildahCases.stages.count)
func theImageIsTheSameAsBuildahs(index: Int) throws {
    let lab = try BuildLab()
    try lab.addBusybox()
    try lab.write("a.txt", "a")
    try lab.write("b.txt", "bb", mode: 0o600)
    try lab.write("sub/two.txt", "2", mode: 0o755)
    try lab.write("sub/deep/three.txt", "3")
    chmod(lab.context + "/sub/deep", 0o711)
    symlink("two.txt", lab.context + "/sub/link")
    try lab.write("other/two.txt", "other")
    try lab.write("with space/f g.txt", "s")
    try lab.write("passwd", "root:x:0:0::/root:/bin/sh\nann:x:1001:1002::/home/ann:/bin/sh\n")
    try lab.write("group", "root:x:0:\nanns:x:1002:\nstaff:x:1003:ann\n")
    mkdir(lab.context + "/empty", 0o755)
    symlink("sub", lab.context + "/linkdir")
    symlink("a.txt", lab.context + "/linkfile")
    _ = try shell("cd \(lab.context) && \(strangeFiles)")
    let start = BuildahStorage.start
    let (cases, whole) = (BuildahCases.dockerfiles, BuildahCases.stages)
    let text = index < cases.count ? start + cases[index] : whole[index - cases.count]
    // What every case begins with is built once by buildah, which keeps no cache of it.
    let begun = index < cases.count ? "FROM \(try BuildahStorage.begun.get())\n" + cases[index] : text
    // How many names a file of several layers has depends on how they are mounted.
    let names = !text.contains("ln ")
    let outcome = try lab.build(text)
    #expect(outcome.image != nil, "\(outcome.failure?.message ?? "") \(outcome.log)")
    let theirs = try Buildah(begun, context: lab.context)
    defer { theirs.remove() }
    let ours = try lab.image()
    let layers = try lab.store.layers(of: ours)
    let store = lab.store
    let files = BuildThread.shared.perform {
        (try? ForeignRoot(layers, store: store)).map { listing($0.tree, names) } ?? []
    }
    #expect(try files == listing(FileTree(at: theirs.root), names))
    #expect(comparable(ours.config.config) == comparable(theirs.config))
}

/// Archives, hard links, names with a dot, a folder with a mode of its own.
private let strangeFiles = """
    tar() { /bin/tar --owner=7 --group=8 "$@"; }
    tar -cf archive.tar a.txt sub linkdir/ && tar -czf archive.bin a.txt sub && gzip -c a.txt >plain.gz &&
    xz -k archive.tar && zstd -q archive.tar && tar -C sub -cf top.tar . &&
    mkdir hard h private && echo 1 >hard/one && ln hard/one hard/two && echo 2 >.hidden && echo 3 >h/.in &&
    chmod 750 private && echo 4 >private/f
    """

/// The files of a tree, a line each; nobody's left out.
private func listing(_ tree: FileTree, _ countsNames: Bool) -> [String] {
    let skipped: Set<Substring> = ["proc", "sys", "dev", "etc", "run"]
    let entries = (try? tree.entries()) ?? []
    return entries.filter { !$0.path.isEmpty && !skipped.contains($0.path.text.split(separator: "/")[0]) }.map {
        entry in
        let content = entry.kind == .file ? tree.content(entry.path).map { Digest(of: $0).short } ?? "?" : ""
        let mode = String(entry.mode, radix: 8)
        let owner = "\(entry.uid):\(entry.gid)"
        let link = countsNames && entry.isShared ? "shared" : TreePath(entry.target).text
        return "\(entry.path.text) \(entry.kind) \(mode) \(owner) \(entry.size) \(link) \(content)"
    }
}

private func comparable(_ config: ContainerConfig) -> ContainerConfig {
    var config = config
    config.environment.removeAll { $0.hasPrefix("PATH=") }
    config.labels["io.buildah.version"] = nil
    if config.workingDirectory == "/" { config.workingDirectory = nil }
    if config.user == "" { config.user = nil }
    if config.command == [] { config.command = nil }
    if config.entrypoint == [] { config.entrypoint = nil }
    return config
}

/// Where buildah keeps the images of these tests: apart from those of the machine, and in memory where that is possible,
/// because buildah waits for the disk at each step.
private enum BuildahStorage {
    static let start = """
        FROM scratch
        COPY busybox /bin/busybox
        COPY busybox /bin/sh
        RUN ["/bin/busybox", "--install", "-s", "/bin"]
        RUN ["/bin/busybox", "mkdir", "-m", "1777", "/tmp"]

        """

    /// The image of `start`.
    static let begun = Result {
        let lab = try BuildLab()
        try lab.addBusybox()
        try lab.write("Dockerfile", start)
        // With a tag: `rmi` takes an image without one along with the last that stands on it.
        _ = try shell("\(buildah) build -q -t localhost/begun --isolation chroot --format docker \(lab.context)")
        return "localhost/begun"
    }

    private static let folder: String = {
        let memory = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : NSTemporaryDirectory()
        atexit {
            let folder = BuildahStorage.folder
            _ = try? shell("umount -l \(folder)/root/overlay 2>/dev/null; rm -rf --one-file-system \(folder)")
        }
        return memory + "/slipway-buildah-\(getpid())"
    }()

    static let buildah = "buildah --root \(folder)/root --runroot \(folder)/run"
}

/// An image as buildah builds it, mounted.
private struct Buildah {
    let root: String
    let config: ContainerConfig
    private let container: String
    private let image: String

    init(_ dockerfile: String, context: String) throws {
        let buildah = BuildahStorage.buildah
        let file = context + ".Dockerfile"
        try dockerfile.write(toFile: file, atomically: false, encoding: .utf8)
        image = try shell("\(buildah) build -q --isolation chroot --format docker -f \(file) \(context)")
        container = try shell("\(buildah) from --pull-never \(image)")
        root = try shell("\(buildah) mount \(container)")
        let json = try JSON(parsing: Array(try shell("\(buildah) inspect --type image \(image)").utf8))
        config = ContainerConfig(json: json["Docker"]?["config"] ?? .null)
    }

    func remove() {
        _ = try? shell("\(BuildahStorage.buildah) rm \(container); \(BuildahStorage.buildah) rmi \(image)")
    }
}

/// Runs a command line and returns what it prints, without the last newline.
private func shell(_ line: String) throws -> String {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", line]
    process.standardOutput = pipe
    // A few lines at most, which wait in the pipe until the output is read.
    let errors = Pipe()
    process.standardError = errors
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    let said = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    try #require(process.terminationStatus == 0, "\(line): \(said)")
    return String(decoding: output, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
}
