import BuildPlan
import Foundation
import Glibc
import ImageFormat
import ImageStore
import Testing

@testable import Builder

/// Dockerfiles that we and buildah build from one context, and whose images must be the same.
///
/// Differences that are meant: buildah writes a label with its version; BuildKit's PATH and working directory of
/// `FROM scratch` are ours, too; what a runtime mounts over (/proc, /sys, /dev, some files of /etc) is nobody's;
/// buildah makes the folder of a VOLUME, obeys the ONBUILD of an image that it only looks at, drops set-user-ID
/// bits of the context, leaves SHELL out of CMD, keeps a range of ports as one, and knows no heredocs: not here.
private let dockerfiles = [
    "COPY a.txt /",
    "COPY a.txt sub /folder/",
    "COPY sub /folder",
    "COPY --chown=12:34 sub /folder",
    "COPY --chmod=640 a.txt /x/y/",
    "COPY *.txt /texts/",
    "COPY . /all",
    "ADD archive.tar /unpacked/",
    "WORKDIR /w\nCOPY a.txt .\nWORKDIR deep/er",
    "COPY sub /f\nCOPY a.txt /f/deep/three.txt",
    "RUN mkdir -p /r/s && echo x >/r/s/x && chmod 4711 /r/s/x && ln -s x /r/s/l && ln /r/s/x /r/s/h",
    "COPY sub /gone\nRUN rm -r /gone/deep && mkdir /gone/new",
    "COPY sub /dir\nRUN rm -r /dir && mkdir /dir && touch /dir/fresh",
    "ENV A=1 B=\"x y\"\nENV C=$A\nRUN echo $C >/c",
    "ARG V=1\nRUN echo $V >/v\nENV W=$V",
    "ENTRYPOINT [\"e\"]\nCMD [\"c\", \"d\"]\nEXPOSE 80 53/udp\nUSER 5:6\nSTOPSIGNAL SIGINT\nLABEL a=1",
    "CMD run me\nHEALTHCHECK --interval=5s --retries=2 CMD check",
    "USER 5:6\nRUN touch /tmp/mine",
    "COPY sub other /merged/",
    "COPY linkdir /ld\nCOPY linkfile /lf",
    "COPY sub/link /x/",
    "COPY sub/t* [ab].txt /m/",
    "COPY [\"with space/f g.txt\", \"/dest dir/\"]",
    "COPY a.txt b.txt /noslash",
    "COPY empty /empty\nCOPY empty/ /empty2/",
    "COPY passwd group /etc/\nCOPY --chown=ann a.txt /c/a\nCOPY --chown=ann:staff sub /c/s\nCOPY --chown=:anns a.txt /c/g",
    "COPY --chmod=0711 sub /c/s",
    "ADD archive.bin /u/\nADD plain.gz /p/",
    "ADD archive.tar /u",
    "ADD --chown=5:6 archive.tar /u/",
    "WORKDIR /a\nWORKDIR b\nWORKDIR ../c\nCOPY a.txt d/\nRUN pwd >where",
    "ENV D=/env\nWORKDIR $D/x\nWORKDIR ${D}\nCOPY a.txt .",
    "COPY sub/deep/../two.txt /n\nCOPY ./sub/./two.txt /n2\nCOPY /sub/two.txt /n3\nCOPY ../a.txt /up",
    "RUN ln -s /real /lnk && mkdir /real\nCOPY a.txt /lnk/\nCOPY sub /lnk",
    "RUN mkdir /real && ln -s /real/file /lf && echo old >/real/file\nCOPY a.txt /lf",
    "RUN mkdir -p /o/p && touch /o/p/q\nRUN rm -rf /o && mkdir /o && touch /o/n",
    "COPY sub/deep sub/two.txt /mix/",
    "CMD [\"b\"]\nENTRYPOINT [\"c\"]",
    "ENTRYPOINT [\"a\"]\nCMD [\"b\"]\nENTRYPOINT [\"c\"]",
    "HEALTHCHECK NONE",
    "ENV a b c d\nENV x=\"1 2\" y=3\\ 4\nENV z=$x$y\nRUN echo \"$a|$x|$y|$z\" >/e",
    "ARG v=1\nARG w\nENV q=${v:-no}${w:+yes}\nRUN echo $v-$w-$q >/e",
]

/// Dockerfiles with several stages, whole.
private let stages = [
    "FROM scratch AS one\nCOPY a.txt /one\nFROM scratch\nCOPY b.txt /b\nCOPY --from=0 /one /two\nCOPY --from=one one /three/",
    "FROM scratch AS base\nENV A=1\nWORKDIR /w\nFROM base AS next\nCOPY a.txt .\nFROM next\nCMD [\"x\"]\nENV B=$A",
    "FROM scratch AS one\nCOPY sub /s\nCOPY --chown=3:4 a.txt /s/q\nFROM scratch\nCOPY --from=one /s /t\nCOPY --from=one /s/q /u/",
]

@Test(
    .enabled(if: access("/usr/bin/buildah", X_OK) == 0 && geteuid() == 0, "buildah is the peer, and needs root here"),
    arguments: 0..<dockerfiles.count + stages.count)
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
    let tar = "cd \(lab.context) && tar --owner=7 --group=8"
    _ = try shell("\(tar) -cf archive.tar a.txt sub && \(tar) -czf archive.bin a.txt sub && gzip -c a.txt >plain.gz")
    let start =
        "FROM scratch\nCOPY busybox /bin/busybox\nCOPY busybox /bin/sh\nRUN [\"/bin/busybox\", \"--install\", \"-s\", \"/bin\"]\nRUN [\"/bin/busybox\", \"mkdir\", \"-m\", \"1777\", \"/tmp\"]\n"
    let isWhole = index >= dockerfiles.count
    let outcome = try lab.build(isWhole ? stages[index - dockerfiles.count] : start + dockerfiles[index])
    #expect(outcome.image != nil, "\(outcome.failure?.message ?? "") \(outcome.log)")
    let theirs = try Buildah(context: lab.context)
    defer { theirs.remove() }
    let ours = try lab.image()
    let layers = try lab.store.layers(of: ours)
    let store = lab.store
    let files = BuildThread.shared.perform { (try? ForeignRoot(layers, store: store)).map { listing($0.tree) } ?? [] }
    #expect(try files == listing(FileTree(at: theirs.root)))
    #expect(comparable(ours.config.config) == comparable(theirs.config))
}

/// The files of a tree, a line each; nobody's left out.
private func listing(_ tree: FileTree) -> [String] {
    let skipped: Set<Substring> = ["proc", "sys", "dev", "etc", "run"]
    let entries = (try? tree.entries()) ?? []
    return entries.filter { !$0.path.isEmpty && !skipped.contains($0.path.split(separator: "/")[0]) }.map { entry in
        let content = entry.kind == .file ? tree.content(entry.path).map { Digest(of: $0).short } ?? "?" : ""
        let mode = String(entry.mode, radix: 8)
        return "\(entry.path) \(entry.kind) \(mode) \(entry.uid):\(entry.gid) \(entry.size) \(entry.target) \(content)"
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

/// An image of a context as buildah builds it, mounted.
private struct Buildah {
    let root: String
    let config: ContainerConfig
    private let container: String
    private let image: String

    init(context: String) throws {
        image = try shell("buildah build -q --isolation chroot --format docker \(context)")
        container = try shell("buildah from --pull-never \(image)")
        root = try shell("buildah mount \(container)")
        let json = try JSON(parsing: Array(try shell("buildah inspect --type image \(image)").utf8))
        config = ContainerConfig(json: json["Docker"]?["config"] ?? .null)
    }

    func remove() {
        _ = try? shell("buildah rm \(container); buildah rmi \(image)")
    }
}

/// Runs a command line and returns what it prints, without the last newline.
private func shell(_ line: String) throws -> String {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", line]
    process.standardOutput = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0, "\(line)")
    return String(decoding: output, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
}
