import CommandLines
import Testing

/// Which command a command line names, and what is said of those that are not here.
struct DockerNamesTests {
    private static let names = DockerNames(own: [
        "run": [], "images": [], "image": ["ls", "list", "rm"], "buildx": ["build", "ls"], "context": ["ls"],
        "config": ["list"], "compose": ["up", "port"],
    ])

    @Test(arguments: [
        ["run", "-v", "a:/b", "x"], ["image", "ls", "-q"], ["image"], ["image", "--help"], ["--help"], ["-h"], [],
        ["images", "nosuch"], ["--nosuch", "run"], ["help"], ["lesson-06"],
    ])
    func leavesItsOwnAsTheyAre(_ words: [String]) throws {
        let understood = try Self.names.understood(words) { $0 == "lesson-06" }
        #expect(understood == .init(words: words))
    }

    @Test(arguments: [
        (["--debug", "-D", "--log-level", "warn", "-l=info", "run", "x"], ["run", "x"]),
        (["--context", "default", "-c=default", "image", "ls"], ["image", "ls"]),
        (["--tls=false", "--tlsverify=0", "run"], ["run"]), (["help", "run"], ["run", "--help"]),
        (["help", "image", "ls"], ["image", "ls", "--help"]),
    ])
    func takesGlobalOptions(_ words: [String], _ rest: [String]) throws {
        #expect(try Self.names.understood(words).words == rest)
    }

    /// Behind a fault of flags, docker says whose help explains them.
    @Test(arguments: [
        (["run", "--x"], "run"), (["image", "ls", "--x"], "image ls"), (["image", "--x"], "image"), ([], ""),
    ])
    func namesTheCommandThatIsCalled(_ words: [String], _ name: String) {
        #expect(Self.names.command(in: words) == name)
    }

    @Test func keepsTheFolderOfCredentialsAndTheQuestionForTheVersion() throws {
        #expect(
            try Self.names.understood(["--config", "/c", "images"]) == .init(words: ["images"], configFolder: "/c"))
        #expect(try Self.names.understood(["--config=/c", "images"]).configFolder == "/c")
        #expect(try Self.names.understood(["-v"]).asksVersion)
        #expect(try Self.names.understood(["-D", "--version"]).asksVersion)
        #expect(try !Self.names.understood(["run", "-v", "/a:/b"]).asksVersion)
    }

    @Test(arguments: [
        (["-H", "tcp://x", "run"], "-H"), (["--host=unix:///x", "run"], "--host"),
        (["--tlsverify", "run"], "--tlsverify"),
        (["--tlscacert", "x", "run"], "--tlscacert"), (["--context", "other", "run"], "`other`"),
        (["--config"], "needs an argument"),
        (["-c"], "needs an argument"),
    ])
    func refusesOptionsByName(_ words: [String], _ text: String) {
        #expect {
            _ = try Self.names.understood(words)
        } throws: { error in
            guard let error = error as? DockerNameError else { return false }
            return error.isAboutOptions && error.description.contains(text)
        }
    }

    @Test(arguments: [
        "swarm", "service", "stack", "node", "secret", "config ls", "config create", "scout", "sbom", "search",
        "plugin",
        "trust",
        "manifest", "checkpoint", "model", "buildx bake", "buildx create", "buildx imagetools", "context create",
        "compose push", "compose volumes", "compose export", "compose commit", "compose alpha", "compose bridge",
    ])
    func namesWhatIsDockersAndWhatToDo(_ name: String) {
        let words = name.split(separator: " ").map(String.init) + ["up", "-d"]
        #expect {
            _ = try Self.names.understood(words)
        } throws: { error in
            guard case DockerNameError.foreign(name, let advice) = error else { return false }
            return advice.hasSuffix(".") && !(error as? DockerNameError ?? .optionNeedsValue("")).isAboutOptions
        }
    }

    @Test(arguments: [
        (["rnu"], "'rnu' is not a docker command: is it `run`?"), (["imagess"], "`images`"),
        (["image", "lss"], "'image lss' is not a docker command: is it `image ls`?"),
        (["xyzzy"], "'xyzzy' is not a docker command. --help"), (["image", "xyzzy"], "'image xyzzy' is not"),
        (["-D", "rnu"], "`run`"),
    ])
    func namesTheNearest(_ words: [String], _ text: String) {
        #expect {
            _ = try Self.names.understood(words)
        } throws: {
            ($0 as? DockerNameError)?.description.contains(text) ?? false
        }
    }
}
