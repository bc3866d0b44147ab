import ArgumentParser
import CommandLines
import ContainerRuntime
import ImageFormat
import Scratch
import Surroundings
import SystemPackage
import Testing

@testable import ContainerPlans

/// What the words behind `run` make of an image.
struct ContainerPlanTests {
    private let scratch = try? ScratchFolder()

    private func plan(
        _ words: [String], _ config: ContainerConfig = ContainerConfig(command: ["python", "app.py"]),
        variables: [String: String] = [:]
    ) throws -> ContainerRecord {
        let store = FilePath(try #require(scratch).path)
        let options = try #require(RunCommandLine(words).options)
        return try ContainerPlan(
            options, image: (Digest(of: [1]), config), containers: ContainerList(store: store),
            networks: NetworkList(store: store),
            in: Surroundings(variables: variables, folder: scratch?.path, program: "slipway")
        ).record
    }

    @Test func whatIsNotAskedForIsTheImages() throws {
        let config = ContainerConfig(
            user: "app", environment: ["A=1"], entrypoint: ["sh", "-c"], command: ["run"], workingDirectory: "/srv",
            stopSignal: "SIGINT")
        let record = try plan(["app:v1"], config)
        #expect(record.command == ["sh", "-c", "run"])
        #expect(record.workingDirectory == "/srv" && record.stopSignal == 2)
        #expect(record.settings.config.user == "app")
        #expect(record.environment.prefix(2) == ["A=1", "PATH=\(Self.path)"])
        #expect(record.image == "app:v1" && record.imageID == Digest(of: [1]).description)
    }

    private static let path = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

    /// A command that was written for one ENTRYPOINT is not given to another.
    @Test(arguments: [
        ([], ["init", "serve"]), (["--entrypoint", "sh"], ["sh"]), (["--entrypoint="], nil),
    ])
    func anEntrypointTakesTheImagesCommandAway(_ words: [String], _ command: [String]?) throws {
        let config = ContainerConfig(entrypoint: ["init"], command: ["serve"])
        guard let command else {
            #expect(throws: ValidationError.self) { try plan(words + ["a"], config) }
            #expect(try plan(words + ["a", "ls"], config).command == ["ls"])
            return
        }
        #expect(try plan(words + ["a"], config).command == command)
        #expect(try plan(words + ["a", "ls", "-l"], config).command == [command[0], "ls", "-l"])
    }

    @Test func variablesComeFromTheFileTheWordsAndHere() throws {
        let file = try #require(scratch).put("# said\nA=file\nB=two words\n\nHERE\n", at: "env")
        let record = try plan(
            ["--env-file", file, "-e", "A=word", "-eHOME", "-e", "NOWHERE", "a"],
            variables: ["HERE": "h", "HOME": "/me"])
        #expect(record.environment.prefix(4) == ["A=word", "B=two words", "HERE=h", "HOME=/me"])
        #expect(!record.environment.contains { $0.hasPrefix("NOWHERE") })
    }

    /// As `inspect` shows them and `commit` keeps them.
    @Test func portsThatAreExposedAreThoseOfTheContainerToo() throws {
        let config = ContainerConfig(exposedPorts: ["80/tcp"], command: ["a"])
        let record = try plan(["--expose", "53/udp", "--expose=90-91", "a"], config)
        #expect(record.settings.config.exposedPorts == ["80/tcp", "53/udp", "90/tcp", "91/tcp"])
        #expect(record.settings.network.ports.isEmpty, "nothing is published")
        #expect(throws: ValidationError.self) { try plan(["--expose", "1:80", "a"], config) }
    }

    @Test func severalNetworksAreThoseThatWereMade() throws {
        let networks = NetworkList(store: FilePath(try #require(scratch).path))
        for name in ["one", "two", "three"] { _ = try networks.create(name) }
        let network = try plan([
            "--network", "one", "--network-alias", "a", "--network=name=two,alias=b,ip=172.19.0.9", "--net", "three",
            "app",
        ]).settings.network
        #expect(network.choice == .named("one") && network.aliases == ["a"])
        #expect(
            network.further == [FurtherNetwork("two", aliases: ["b"], address: "172.19.0.9"), FurtherNetwork("three")])
        for other in ["host", "bridge", "none", "nosuch"] {
            #expect(throws: (any Error).self) { try plan(["--network", "one", "--network", other, "app"]) }
        }
        #expect(throws: ValidationError.self) { try plan(["--network", "host", "--network", "one", "app"]) }
    }

    /// A container that shares another's network has the other's names, so it cannot be given any of its own.
    @Test(arguments: [
        ["--hostname", "h"], ["--add-host", "x:1.2.3.4"], ["--dns", "1.1.1.1"], ["--dns-search", "x"],
    ])
    func namesOfASharedNetworkAreNotGiven(_ words: [String]) throws {
        let other = ContainerRecord(
            id: ContainerRecord.makeID(), name: "web", image: "a", imageID: "b", command: [], created: "")
        let owned = try ContainerList(store: FilePath(try #require(scratch).path)).create(other)
        #expect(try plan(["--network", "container:web", "a"]).settings.network.choice == .container(other.id))
        #expect(throws: ValidationError.self) { try plan(["--network", "container:web"] + words + ["a"]) }
        withExtendedLifetime(owned) {}
    }

    @Test func limitsBecomeNumbers() throws {
        let settings = try plan([
            "-m", "64m", "--cpus=0.5", "--pids-limit", "20", "--ulimit", "nofile=10:20", "--stop-timeout", "3",
            "--restart=on-failure:2", "--log-opt", "max-size=1m", "--log-opt", "max-file=3", "a",
        ]).settings
        #expect(settings.resources.memory == 64 << 20)
        #expect(settings.resources.cpuQuota == 50_000 && settings.resources.cpuPeriod == 100_000)
        #expect(settings.resources.processes == 20 && settings.resources.processLimits.count == 1)
        #expect(settings.stopTimeout == 3 && settings.logLimit == 3 << 20)
        #expect(settings.restart == RestartPolicy("on-failure:2"))
    }

    @Test func noMoreProcessorsAreGivenThanThereAre() throws {
        func limits(_ number: String) throws -> RunLimitOptions {
            try #require(RunCommandLine(["--cpus", number, "a"]).options).limits
        }
        try LimitPlan.checkProcessors(try limits("2"), of: 2)
        let error = #expect(throws: ValidationError.self) {
            try LimitPlan.checkProcessors(try limits("2.5"), of: 2)
        }
        #expect(error?.message.contains("0.01 to 2.00") == true)
    }

    @Test func aHealthcheckKeepsWhatIsNotAskedFor() throws {
        let image = ContainerConfig(
            command: ["a"], healthcheck: Healthcheck(test: ["CMD", "true"], interval: 5_000_000_000, retries: 7))
        let check = try plan(["--health-cmd", "curl x", "--health-timeout=2s", "a"], image).settings.config.healthcheck
        #expect(check?.test == ["CMD-SHELL", "curl x"])
        #expect(check?.interval == 5_000_000_000 && check?.timeout == 2_000_000_000 && check?.retries == 7)
        #expect(try plan(["--no-healthcheck", "a"], image).settings.config.healthcheck?.test == ["NONE"])
    }

    @Test func publishesWhatTheImageExposes() throws {
        let image = ContainerConfig(exposedPorts: ["80/tcp", "53/udp"], command: ["a"])
        let ports = try plan(["-P", "-p", "8080:80", "a"], image).settings.network.ports
        #expect(ports.map(\.containerName) == ["80/tcp", "53/udp"])
        #expect(try plan(["a"], image).settings.network.ports.isEmpty)
    }

    /// Each with words that its refusal must contain.
    @Test(arguments: [
        (["--restart=always", "--rm"], "--rm"), (["--restart=sometimes"], "sometimes"), (["-m", "1m"], "6m"),
        (["--memory-swap", "1g"], "--memory"), (["--cpus", "x"], "x"), (["--cpus=1", "--cpu-quota=5000"], "the same"),
        (["--workdir", "here"], "here"), (["--name", "-"], "-"), (["--label", "=x"], "=x"), (["-v", "a::b"], "a::b"),
        (["-v", "/a:/b", "--tmpfs", "/b"], "/b"), (["--security-opt", "x"], "x"), (["--pid=host"], "--pid"),
        (["--ip", "1.2.3.4"], "--ip"), (["--network=none", "-p", "80:80"], "none"), (["--add-host", "x"], "x"),
        (["--add-host", "x:y"], "y"), (["--dns", "x"], "x"), (["--hostname", "a b"], "a b"), (["--pull=no"], "no"),
        (["-a", "x"], "x"), (["-a", "stdout", "-d"], "--detach"), (["--detach-keys", "ctrl-"], "ctrl-"),
        (["--health-interval", "x"], "x"), (["--no-healthcheck", "--health-retries=2"], "--no-healthcheck"),
        (["--log-driver=syslog"], "syslog"), (["--log-opt", "x"], "x"), (["--log-opt", "max-file=0"], "max-file"),
        (["--ulimit", "x"], "x"), (["--sysctl", "vm.x=1"], "vm.x=1"), (["--oom-score-adj", "2000"], "1000"),
        (["-e", "=x"], "=x"), (["--cpuset-cpus", "0-x"], "0-x"), (["--cgroupns=host"], "--cgroupns"),
        (["--cpus", "99999"], "--cpus 99999"), (["--cpu-period", "1"], "--cpu-period 1:"),
        (["--cpu-quota", "2"], "--cpu-quota 2:"),
        (["--device", "/dev/sda"], "/dev/sda"), (["--mount", "type=bind,target=/a"], "source"),
        (["--mount", "type=npipe,target=/a"], "type"), (["--mount", "source=a"], "target"),
        (["--tmpfs", "/a:loud"], "loud"), (["-v", "a:/b:loud"], "loud"), (["-v", "/a:/"], "/"),
    ])
    func anOptionThatCannotBeIsNamedInTheRefusal(_ words: [String], _ named: String) {
        let error = #expect(throws: ValidationError.self) { try plan(words + ["a"]) }
        #expect(error?.message.contains(named) == true)
    }
}
