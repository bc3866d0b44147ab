import BuildPlan
import Builder
import ImageFormat
import Testing

@Test func aBrokenIgnorePatternStopsTheBuild() throws {
    let lab = try BuildLab()
    try lab.write(".dockerignore", "ok\n[a\n!\n")
    let outcome = try lab.build("FROM scratch\nCOPY . /")
    guard case .refused(let refusals) = outcome.result else {
        Issue.record("\(outcome.result)")
        return
    }
    #expect(refusals.map(\.location) == [".dockerignore:2:1", ".dockerignore:3:1"])
    #expect(refusals.first?.message.hasPrefix("`[a` is not a valid pattern") == true)
}

@Test func theDockerfilesOwnIgnoreFileCounts() throws {
    let lab = try BuildLab()
    try lab.write(".dockerignore", "[a\n")
    try lab.write("Dockerfile.dockerignore", "a\n")
    try lab.write("a", "1")
    try lab.write("b", "2")
    #expect(try lab.build("FROM scratch\nCOPY . /c/").image != nil)
    #expect(try lab.file("c/a") == nil)
    #expect(try lab.file("c/b") == "2")
}

@Test func experimentalChecksAreForThoseWhoAsk() throws {
    let lab = try BuildLab()
    try lab.write(".dockerignore", "a\n")
    try lab.write("a", "1")
    func report(_ text: String) throws -> String {
        DockerfileCheck.report(BuildRequest(dockerfile: .text(text), context: lab.context)).text
    }
    let text = "FROM scratch\nCOPY a /\n"
    #expect(!(try report(text)).contains("CopyIgnoredFile"))
    #expect(try report("# check=experimental=CopyIgnoredFile\n" + text).contains("CopyIgnoredFile"))
}
