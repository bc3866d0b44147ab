import BuildPlan
import Builder
import Glibc
import ImageFormat
import ImageStore
import Processes
import Testing

// Where BuildKit and buildah differ, BuildKit's answer is ours; each of these was seen there.

@Test func aLinkInTheFilesPlaceIsWrittenThrough() throws {
    let lab = try BuildLab()
    try lab.write("a.txt", "a")
    mkdir(lab.context + "/links", 0o755)
    for (name, target) in [("there", "/real/file"), ("dangling", "missing"), ("inline", "/real/inline")] {
        symlink(target, lab.context + "/links/" + name)
    }
    let text = """
        FROM scratch
        COPY links /links
        COPY a.txt /real/file
        COPY a.txt /links/dangling
        COPY <<EOF /links/there
        new
        EOF
        """
    let outcome = try lab.build(text)
    #expect(outcome.image != nil, "\(outcome.failure?.message ?? "")")
    #expect(try lab.file("real/file") == "new\n")
    #expect(try lab.file("links/missing") == "a")
    #expect(try lab.status("links/dangling").map { $0.st_mode & S_IFMT } == S_IFLNK)
}

@Test func aPatternMayMatchNothingAndTheStepSaysSo() throws {
    let lab = try BuildLab()
    try lab.write("a.txt", "a")
    let outcome = try lab.build("FROM scratch\nCOPY a.txt *.none b[0-9] /x/\nCOPY none* /y")
    #expect(outcome.letters == "ddd")
    #expect(try lab.file("x/a.txt") == "a")
    #expect(outcome.finishes[1].note == "`*.none`, `b[0-9]` match no file, so nothing came from there")
    #expect(outcome.finishes[2].note == "`none*` matches no file, so nothing came from there")
    #expect(try lab.status("y") == nil)
}

@Test func aFolderOfWorkdirBelongsToTheUserAsWithChown() throws {
    let lab = try BuildLab()
    try lab.write("passwd", "ann:x:1001:1002::/home/ann:/bin/sh\n")
    let text = """
        FROM scratch
        COPY passwd /etc/passwd
        USER ann
        WORKDIR /name
        USER 1001
        WORKDIR /number
        USER 5:6
        WORKDIR /both
        """
    #expect(try lab.build(text).image != nil)
    let owners = try ["name", "number", "both"].map { try lab.status($0).map { [$0.st_uid, $0.st_gid] } }
    #expect(owners == [[1001, 1002], [1001, 1001], [5, 6]])
}

@Test func severalFilesAtAPathWithoutASlashTakeEachOthersPlace() throws {
    let lab = try BuildLab()
    for name in ["a.txt", "b.txt"] { try lab.write(name, name) }
    let outcome = try lab.build("FROM scratch\nCOPY a.txt b.txt /one\nWORKDIR /two\nCOPY a.txt b.txt /two")
    #expect(outcome.image != nil, "\(outcome.failure?.message ?? "")")
    #expect(try lab.file("one") == "b.txt")
    #expect(try lab.file("two/a.txt") == "a.txt" && lab.file("two/b.txt") == "b.txt")
}

@Test func theRootOfAnArchiveSaysNothingAboutTheFolder() throws {
    let lab = try BuildLab()
    try lab.write("top/in", "x")
    chmod(lab.context + "/top", 0o700)
    let words = ["tar", "-cf", lab.context + "/top.tar", "-C", lab.context + "/top", "--owner=7", "--group=7", "."]
    var program = Program(words)
    program.output = .nothing
    try #require(try program.start().wait().isSuccess)
    let outcome = try lab.build(
        "FROM scratch\nADD top.tar /new/\nCOPY --chmod=711 --chown=4:5 top /old\nADD top.tar /old")
    #expect(outcome.image != nil, "\(outcome.failure?.message ?? "")")
    #expect(try lab.file("new/in") == "x")
    let (new, old) = (try #require(try lab.status("new")), try #require(try lab.status("old")))
    #expect(new.st_mode & 0o7777 == 0o755 && new.st_uid == 0)
    #expect(old.st_mode & 0o7777 == 0o711 && old.st_uid == 4 && old.st_gid == 5)
}
