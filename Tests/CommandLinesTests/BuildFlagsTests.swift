import CommandLines
import Testing

/// `build` with docker's flags: joined, with values, behind the context; those that mean nothing, and those refused.
struct BuildFlagsTests {
    @Test(arguments: [
        (["."], ["."]), (["-t", "a:1", "."], ["--tag", "a:1", "."]), ([".", "-ta:1"], ["--tag", "a:1", "."]),
        (["-t=a", "--no-cache=true", "."], ["--tag", "a", "--no-cache", "."]), (["--pull=false", "."], ["."]),
        (["--rm", "--force-rm=false", "--compress", "--load", "-m", "1g", "--cpu-shares=2", "-D", "."], ["."]),
        (["--memory", "1g", "--isolation=default", "-"], ["-"]), (["-qf", "D", "."], ["--quiet", "--file", "D", "."]),
        (["--", "-odd"], ["--", "-odd"]), (["--label", "-x=1", "."], ["--label", "-x=1", "."]),
        (
            ["--push", "--builder=default", "--provenance=false", "--sbom=false", "."],
            ["--push", "--builder", "default", "--provenance", "false", "--sbom", "false", "."]
        ),
    ])
    func flagsOfBuildAreWrittenInOneForm(_ words: [String], _ normal: [String]) throws {
        #expect(try BuildFlags.normalized(words) == normal)
    }

    /// A name without -t, and one with a blank, stand where the folder belongs.
    @Test(arguments: [
        (["my-app:v1", "."], "-t my-app:v1 ."), ([".", "my-app:v1", "--no-cache"], "-t my-app:v1 ."),
        (["-t", "my", "app", "./src"], "-t my-app ./src"), (["a", "b", "."], "here are 3: `a`, `b`, `.`"),
    ])
    func tellsWhatASecondFolderMayBe(_ words: [String], _ text: String) {
        #expect {
            _ = try BuildFlags.normalized(words)
        } throws: {
            let fault = $0 as? CommandLineFault
            return fault?.isAboutCount == true && fault?.description.contains(text) == true
        }
    }

    @Test(arguments: ["build", "image build", "builder build", "buildx build"])
    func findsBuildInItsGroups(_ name: String) throws {
        let words = name.split(separator: " ").map(String.init)
        #expect(try BuildFlags.prepared(words + [".", "--rm"]) == words + ["."])
    }

    @Test func leavesOtherCommandsAlone() throws {
        for words in [["run", "--nosuch"], ["image", "ls", "--nosuch"], [], ["image"]] {
            #expect(try BuildFlags.prepared(words) == words)
        }
    }

    @Test(arguments: [
        (["--squash", "."], "--squash"), (["--ssh", "default", "."], "--ssh"),
        (["--annotation=a=b", "."], "--annotation"),
        (["--build-context", "a=b", "."], "--build-context"), (["--attest=type=sbom", "."], "--attest"),
        (["--add-host=a:1", "."], "--add-host"), (["--shm-size=1g", "."], "--shm-size"),
        (["--ulimit", "a=1", "."], "--ulimit"),
        (["--nosuchflag", "."], "unknown flag: --nosuchflag"), (["-t"], "flag needs an argument: -t"),
        (["--pull=perhaps", "."], "`perhaps`"), (["-x", "."], "unknown flag: -x"),
    ])
    func refusesByName(_ words: [String], _ text: String) {
        #expect {
            _ = try BuildFlags.normalized(words)
        } throws: {
            ($0 as? CommandLineFault)?.description.contains(text) ?? false
        }
    }
}
