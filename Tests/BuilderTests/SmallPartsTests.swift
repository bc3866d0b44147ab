import BuildPlan
import DockerfileSyntax
import Files
import Glibc
import ImageFormat
import SystemPackage
import Testing

@testable import Builder

@Test(arguments: [
    ("755", UInt32(0o644), false, UInt32(0o755)), ("0644", 0o777, false, 0o644), ("4755", 0o644, false, 0o4755),
    ("u+x", 0o644, false, 0o744), ("+x", 0o644, false, 0o755), ("a-w", 0o666, false, 0o444),
    ("go=", 0o777, false, 0o700), ("u=rwx,go=rx", 0o600, false, 0o755), ("g=u", 0o740, false, 0o770),
    ("a+X", 0o644, false, 0o644), ("a+X", 0o644, true, 0o755), ("a+X", 0o744, false, 0o755),
    ("+t", 0o777, true, 0o1777), ("ug+s", 0o755, false, 0o6755), ("u-x+w", 0o500, false, 0o600),
])
func chmodChangesModes(text: String, mode: UInt32, isDirectory: Bool, expected: UInt32) throws {
    let change = try #require(ModeChange(text))
    #expect(change.applied(to: mode, isDirectory: isDirectory) == expected)
}

@Test(arguments: ["", "rwx", "999", "77777", "u", "u+q", "u+x,", "-1", "+755"])
func whatIsNoModeIsRefused(text: String) {
    #expect(ModeChange(text) == nil)
}

private let lookup = UserLookup(
    passwd: Array("root:x:0:0::/root:/bin/sh\napp:x:1000:1001::/home/app:/bin/sh\nbroken\n".utf8),
    group: Array("wheel:x:10:root,app\nstaff:x:50:\n".utf8))

@Test(arguments: [
    ("app", UInt32(1000), UInt32(1001)), ("app:staff", 1000, 50), ("5", 5, 5), ("5:6", 5, 6), ("5:staff", 5, 50),
    ("app:7", 1000, 7), ("root", 0, 0),
])
func chownFindsOwners(text: String, uid: UInt32, gid: UInt32) throws {
    #expect(try lookup.owner(text) == Owner(uid: uid, gid: gid))
}

@Test(arguments: ["nobody", "app:nogroup", "-1"]) func anUnknownNameIsRefused(text: String) {
    #expect(throws: StepError.self) { try lookup.owner(text) }
}

@Test func theFolderOfATaskThatIsGoneIsTakenAway() throws {
    let lab = try BuildLab()
    let parent = lab.context
    let held = try TemporaryFolder(in: parent)
    try lab.write("tmp-leftle/file", "left by a process that was killed")
    try lab.write("tmp-of-mine/file", "no folder of a task")
    let next = try TemporaryFolder(in: parent)
    #expect(access(held.path, F_OK) == 0)
    #expect(access(parent + "/tmp-leftle", F_OK) != 0)
    #expect(access(parent + "/tmp-of-mine/file", F_OK) == 0)
    for folder in [held, next] {
        folder.remove()
        #expect(access(folder.path, F_OK) != 0)
    }
}

@Test func aDockerfileThatMayNotBeReadIsNotToBeReplaced() {
    let refused = FileError.system(path: "/away/Dockerfile", .read, .permissionDenied)
    let refusal = DockerfileText.missing(
        "/away/Dockerfile", "/away/Dockerfile", refused, in: BuildRequest(dockerfile: .text(""), context: "."))
    #expect(refusal.message == "The Dockerfile `/away/Dockerfile` cannot be read: permission denied.")
    #expect(refusal.advice?.hasPrefix("Ask its owner to let you read it") == true)
    let folder = DockerfileText.missing(
        "Dockerfile", "Dockerfile", .notAFile(path: "Dockerfile", .folder),
        in: BuildRequest(dockerfile: .text(""), context: "."))
    #expect(folder.advice?.hasPrefix("Replace it with a file") == true)
}
