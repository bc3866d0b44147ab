import BuildPlan
import Glibc
import ImageFormat
import Testing

/// A COPY, a path in the image, and what it holds; nil where nothing may be.
private let copies: [(copy: String, path: String, content: String?)] = [
    ("COPY a.txt /", "a.txt", "a"),
    ("COPY a.txt /b.txt", "b.txt", "a"),
    ("COPY a.txt /folder/", "folder/a.txt", "a"),
    ("COPY ./a.txt b.txt", "b.txt", "a"),
    ("COPY /a.txt ../../b.txt", "b.txt", "a"),
    ("COPY a.txt sub/two.txt /folder/", "folder/two.txt", "2"),
    ("COPY sub /folder", "folder/two.txt", "2"),
    ("COPY sub /folder", "folder/deep/three.txt", "3"),
    ("COPY sub /folder", "folder/sub/two.txt", nil),
    ("COPY sub/. /folder/", "folder/two.txt", "2"),
    ("COPY . /all/", "all/sub/deep/three.txt", "3"),
    ("COPY *.txt /folder/", "folder/a.txt", "a"),
    ("COPY s?b/*.txt /folder/", "folder/two.txt", "2"),
    ("COPY [a-b].txt /folder/", "folder/a.txt", "a"),
    ("COPY link.txt /", "link.txt", "a"),
    ("COPY [\"a.txt\", \"/with space\"]", "with space", "a"),
    ("COPY --parents sub/deep/three.txt /folder/", "folder/sub/deep/three.txt", "3"),
    ("COPY --exclude=*.txt sub /folder", "folder/two.txt", nil),
    ("COPY ignored.log* a.txt /folder/", "folder/a.txt", "a"),
    ("WORKDIR /w\nCOPY a.txt .", "w/a.txt", "a"),
    ("WORKDIR /w\nWORKDIR x\nCOPY a.txt ./", "w/x/a.txt", "a"),
    ("ENV D=e\nCOPY a.txt /$D/${D}f", "e/ef", "a"),
    ("COPY <<one <<two /folder/\nfirst\none\nsecond\ntwo", "folder/two", "second\n"),
    ("COPY <<EOF /file\nhello\nEOF", "file", "hello\n"),
    ("ADD a.txt /", "a.txt", "a"),
]

@Test(arguments: copies.indices) func copyPutsFilesWhereDockerDoes(index: Int) throws {
    let row = copies[index]
    let lab = try BuildLab()
    try lab.write("a.txt", "a")
    try lab.write("sub/two.txt", "2")
    try lab.write("sub/deep/three.txt", "3")
    try lab.write("ignored.log", "no")
    try lab.write(".dockerignore", "*.log\n")
    symlink("a.txt", lab.context + "/link.txt")
    let outcome = try lab.build("FROM scratch\n" + row.copy)
    let found = outcome.image == nil ? nil : try lab.file(row.path)
    #expect(found == row.content, "\(row.copy): \(outcome.failure?.message ?? "")")
}

/// A COPY, a path in the image, its mode and its owner.
private let attributes: [(copy: String, path: String, mode: UInt32, uid: UInt32, gid: UInt32)] = [
    ("COPY run.sh /", "run.sh", 0o100750, 0, 0),
    ("COPY --chmod=644 run.sh /", "run.sh", 0o100644, 0, 0),
    ("COPY --chmod=u+s,g-rx,o=r run.sh /", "run.sh", 0o104704, 0, 0),
    ("COPY --chown=12:34 run.sh /", "run.sh", 0o100750, 12, 34),
    ("COPY --chown=12 run.sh /", "run.sh", 0o100750, 12, 12),
    ("COPY --chown=12:34 run.sh /new/folder/", "new/folder", 0o040755, 12, 34),
    ("COPY sub /folder", "folder", 0o040755, 0, 0),
    ("COPY sub /folder", "folder/inner", 0o040700, 0, 0),
    ("COPY --chown=1:1 --chmod=750 sub /folder", "folder", 0o040750, 1, 1),
    ("COPY --chown=1:1 --chmod=750 sub /folder", "folder/inner/x", 0o100750, 1, 1),
    ("COPY --chmod=go-rx sub /new/folder/", "new/folder", 0o040700, 0, 0),
    ("COPY --chmod=700 sub /new/folder/", "new", 0o040755, 0, 0),
    ("COPY sub /folder\nCOPY --chmod=700 sub /folder", "folder", 0o040755, 0, 0),
    ("COPY --chmod=700 run.sh /new/", "new", 0o040755, 0, 0),
    ("COPY passwd /etc/passwd\nCOPY group /etc/group\nCOPY --chown=app run.sh /", "run.sh", 0o100750, 1000, 1001),
    ("COPY passwd /etc/passwd\nCOPY group /etc/group\nCOPY --chown=app:staff run.sh /", "run.sh", 0o100750, 1000, 50),
    ("COPY passwd /etc/passwd\nUSER app\nWORKDIR /home/app", "home/app", 0o040755, 1000, 1001),
    ("COPY passwd /etc/passwd\nUSER app\nCOPY run.sh /", "run.sh", 0o100750, 0, 0),
]

@Test(arguments: attributes.indices) func copyGivesModesAndOwners(index: Int) throws {
    let row = attributes[index]
    let lab = try BuildLab()
    try lab.write("run.sh", "true", mode: 0o750)
    chown(lab.context + "/run.sh", 500, 500)
    try lab.write("sub/inner/x", "x")
    chmod(lab.context + "/sub/inner", 0o700)
    try lab.write("passwd", "root:x:0:0::/root:/bin/sh\napp:x:1000:1001::/home/app:/bin/sh\n")
    try lab.write("group", "staff:x:50:\n")
    let outcome = try lab.build("FROM scratch\n" + row.copy)
    let status = try #require(try lab.status(row.path), "\(outcome.failure?.message ?? "")")
    #expect(status.st_mode == row.mode)
    #expect(status.st_uid == row.uid)
    #expect(status.st_gid == row.gid)
}

/// A COPY that cannot be done, and a part of what the learner reads.
private let refusals: [(copy: String, message: String)] = [
    ("COPY missing.txt /", "`missing.txt` is not there"),
    ("COPY ignored.log /", "left out of the build context by line 1 of .dockerignore: `*.log`"),
    ("COPY --chown=nobody a.txt /", "no user `nobody`"),
    ("COPY --chmod=rwx a.txt /", "not a valid mode"),
    ("COPY sub /f\nCOPY other /f", "a folder stands in its place"),
    ("COPY other /f\nCOPY sub /f", "a file stands in its place"),
    ("COPY a.txt /x\nCOPY a.txt /x/y", "cannot be made"),
]

@Test(arguments: refusals.indices) func whatCannotBeCopiedIsSaid(index: Int) throws {
    let row = refusals[index]
    let lab = try BuildLab()
    try lab.write("a.txt", "a")
    try lab.write("ignored.log", "no")
    try lab.write(".dockerignore", "*.log\n")
    try lab.write("sub/deep/three.txt", "3")
    try lab.write("other/deep", "no folder")
    let outcome = try lab.build("FROM scratch\n" + row.copy)
    let message = try #require(outcome.failure?.message)
    #expect(message.contains(row.message), "\(message)")
}

@Test func aLinkInTheContextNeverLeadsOut() throws {
    let lab = try BuildLab()
    symlink("/etc", lab.context + "/out")
    try lab.write("etc/passwd", "inside")
    #expect(try lab.build("FROM scratch\nCOPY out/passwd /found").image != nil)
    #expect(try lab.file("found") == "inside")
}

@Test func aLinkInTheImageNeverLeadsOut() throws {
    let lab = try BuildLab()
    try lab.write("links/out", "")
    lab.remove("links/out")
    symlink("/tmp", lab.context + "/links/out")
    try lab.write("mark", "x")
    let name = "slipway-mark-\(getpid())"
    #expect(try lab.build("FROM scratch\nCOPY links /\nCOPY mark /out/\(name)").image != nil)
    #expect(access("/tmp/\(name)", F_OK) != 0)
    #expect(try lab.file("tmp/\(name)") == "x")
}

@Test func filesOfAnotherStageKeepTheirOwners() throws {
    let lab = try BuildLab()
    try lab.write("a.txt", "a")
    let text = """
        FROM scratch AS files
        COPY --chown=7:8 a.txt /x/a.txt
        FROM scratch AS unused
        COPY missing /
        FROM scratch
        COPY --from=files /x/a.txt /b.txt
        """
    let outcome = try lab.build(text)
    #expect(outcome.letters == "ddssdd")
    #expect(try lab.status("b.txt")?.st_uid == 7)
    #expect(try lab.build(text).letters == "dcssdc")
}

@Test func aStageThatChangesWithoutEffectLeavesTheCopyInTheCache() throws {
    let lab = try BuildLab()
    try lab.write("a.txt", "a")
    try lab.write("b.txt", "b")
    let text = "FROM scratch AS one\nCOPY a.txt /a\nCOPY b.txt /b\nFROM scratch\nCOPY --from=one /a /a"
    #expect(try lab.build(text).image != nil)
    try lab.write("b.txt", "B")
    #expect(try lab.build(text).letters == "dcddc")
    try lab.write("a.txt", "A")
    let outcome = try lab.build(text)
    #expect(outcome.letters == "ddddd")
    #expect(
        outcome.finishes.last?.miss == .filesChanged([FileChange(path: "a", kind: .text(line: 1, old: "a", new: "A"))]))
}
