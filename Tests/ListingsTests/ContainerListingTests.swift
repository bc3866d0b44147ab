@testable import ContainerRuntime
import Formats
import ImageFormat
import Listings
import Printing
import Testing

/// What `ps` and `inspect` show of containers, and which of them filters let pass.
struct ContainerListingTests {
    private static let now: Int64 = 1_767_323_045

    private static func facts(
        _ name: String, _ state: ContainerState, image: String = "web:1", imageID: String = "sha256:aa",
        labels: [String: String] = [:], ports: [String] = []
    ) -> ContainerFacts {
        let digit = "\(name.count % 10)"
        let record = ContainerRecord(
            id: String(repeating: digit, count: 64), name: name, image: image, imageID: imageID,
            command: ["sleep", "30"], created: "2026-01-02T03:00:05Z", ports: ports)
        return ContainerFacts(
            record: record, state: state, image: ContainerConfig(exposedPorts: ["443/tcp"], labels: labels))
    }

    private static let running = ContainerState.running(
        .init(process: 77, started: "2026-01-02T03:01:05Z", runtime: "", runtimeRoot: ""))

    /// The newest first.
    private static let containers = [
        facts(
            "web-1", running, labels: ["tier": "front"], ports: ["127.0.0.1:8080->80/tcp", "127.0.0.1:5353->53/udp"]),
        facts("db", .exited(status: 3, finished: "2026-01-02T03:02:05Z"), image: "postgres:16", imageID: "sha256:bb"),
        facts("web-22", .exited(status: 0, finished: "2026-01-02T03:02:05Z"), labels: ["tier": "back", "x": ""]),
        facts("fresh", .created, image: "sha256:aa"),
    ]

    @Test(arguments: [
        ([], ["web-1", "db", "web-22", "fresh"]), (["status=exited"], ["db", "web-22"]),
        (["status=exited", "status=running"], ["web-1", "db", "web-22"]), (["exited=3"], ["db"]),
        (["exited=0"], ["web-22"]), (["name=web"], ["web-1", "web-22"]), (["name=^/web-1$"], ["web-1"]),
        (["name=^web-1$"], ["web-1"]), (["name=b$"], ["db"]), (["name=web-1", "name=db"], ["web-1", "db"]),
        (["name=web", "status=exited"], ["web-22"]), (["name=("], []), (["id=2"], ["db"]), (["id=77"], []),
        (["ancestor=web:1"], ["web-1", "web-22"]), (["ancestor=web"], ["web-1", "web-22", "fresh"]),
        (["ancestor=nosuch"], []), (["label=tier"], ["web-1", "web-22"]), (["label=tier=back"], ["web-22"]),
        (["label=tier", "label=x"], ["web-22"]), (["label=nosuch"], []), (["publish=8080"], ["web-1"]),
        (["publish=8000-9000/tcp"], ["web-1"]), (["publish=8080/udp"], []), (["publish=80"], []),
        (["publish=5353/udp"], ["web-1"]), (["expose=80"], ["web-1"]), (["expose=443", "exited=3"], ["db"]),
        (["volume=x"], []), (["network=bridge", "name=db"], ["db"]), (["network=other"], []),
        (["health=none", "name=db"], ["db"]),
        (["is-task=true"], []), (["is-task=0"], ["web-1", "db", "web-22", "fresh"]),
        (["health=healthy"], []), (["before=db"], ["web-22", "fresh"]), (["since=web-22"], ["web-1", "db"]),
    ])
    func filters(_ texts: [String], _ names: [String]) throws {
        let filters = try ContainerFilters(texts) { $0 == "web" ? "sha256:aa" : nil }
        #expect(try filters.passing(Self.containers).map(\.record.name) == names)
    }

    @Test(
        arguments: [
            ([], false, nil, ["web-1"]), ([], true, nil, ["web-1", "db", "web-22", "fresh"]),
            (["status=exited"], false, nil, ["db", "web-22"]), (["name=web"], false, nil, ["web-1"]),
            (["name=web"], true, nil, ["web-1", "web-22"]), ([], false, 1, ["web-1"]), ([], false, 2, ["web-1", "db"]),
            (["name=2"], false, 3, ["web-22"]), ([], false, 0, ["web-1"]), ([], false, -1, ["web-1"]),
            ([], true, 0, ["web-1", "db", "web-22", "fresh"]),
        ] as [([String], Bool, Int?, [String])])
    func showsThoseThatRunUnlessOthersAreAskedFor(
        _ texts: [String], _ withEnded: Bool, _ newest: Int?, _ names: [String]
    ) throws {
        let filters = try ContainerFilters(texts) { _ in nil }
        let shown = try filters.shown(of: Self.containers, withEnded: withEnded, newest: newest)
        #expect(shown.map(\.record.name) == names)
    }

    @Test(arguments: [
        "status=gone", "health=ill", "exited=x", "is-task=x", "publish=x", "expose=1-", "nosuch=1", "name",
        "before=nobody",
    ])
    func aFilterThatCannotBeUsedIsRefused(_ text: String) {
        #expect(throws: FilterError.self) {
            _ = try ContainerFilters([text]) { _ in nil }.passing(Self.containers)
        }
    }

    @Test func statusAsksForContainersThatDoNotRun() throws {
        #expect(try ContainerFilters(["status=created"]) { _ in nil }.asksForState)
        #expect(try !ContainerFilters(["exited=0"]) { _ in nil }.asksForState)
    }

    @Test(arguments: [
        ("{{.Names}}: {{.Status}}", "web-1: Up 3 minutes\n"), ("{{.RunningFor}}", "4 minutes ago\n"),
        ("{{.State}} {{.Ports}}", "running 127.0.0.1:8080->80/tcp, 127.0.0.1:5353->53/udp\n"),
        ("{{.Labels}} {{.Label \"tier\"}}", "tier=front front\n"), ("{{.Size}}", "1.5kB (virtual 2MB)\n"),
        ("{{.Networks}} {{.LocalVolumes}} {{.Command}}", "bridge 0 \"sleep 30\"\n"), ("{{.ID}}", "555555555555\n"),
    ])
    func showsALine(_ format: String, _ text: String) throws {
        var facts = Self.containers[0]
        facts.size = (1_500, 2_000_000)
        let line = ContainerLine(facts, now: Self.now)
        #expect(try ListFormat(format, table: "").text([line.item], columns: ContainerLine.columns).text == text)
    }

    /// As Docker writes them: quotes around an argument with a blank, and Go's marks for what would end the text.
    @Test(arguments: [
        (["sh", "-c", "echo a"], "\"sh -c 'echo a'\""), (["my tool", "x"], "\"my tool x\""),
        (["echo", "\"", "\\", "a\nb"], #""echo \" \\ a\nb""#),
        (["sh", "-c", "echo hello; sleep 5"], "\"sh -c 'echo hello; …\""),
    ])
    func quotesACommand(_ words: [String], _ text: String) {
        var facts = Self.containers[0]
        facts.record.command = words
        let line = ContainerLine(facts, now: Self.now)
        let shown = try? ListFormat("{{.Command}}", table: "").text([line.item], columns: ContainerLine.columns).text
        #expect(shown == text + "\n")
    }

    /// What a process gets beside it is not of the config.
    @Test func showsTheVariablesThatWereAskedFor() throws {
        var facts = Self.containers[0]
        facts.record.environment = ["A=1", "HOSTNAME=web", "HOME=/root"]
        facts.record.settings.config.environment = ["A=1"]
        #expect(ContainerDescription.json(facts)["Config"]?["Env"]?.strings == ["A=1"])
    }

    @Test func showsDockersTable() throws {
        let lines = Self.containers[1...2].map { ContainerLine($0, now: Self.now).item }
        let table = try ListFormat(nil, table: ContainerLine.table(withSize: false))
        #expect(
            try table.text(lines, columns: ContainerLine.columns).text == """
                CONTAINER ID   IMAGE         COMMAND      CREATED         STATUS                     PORTS     NAMES
                222222222222   postgres:16   "sleep 30"   4 minutes ago   Exited (3) 2 minutes ago             db
                666666666666   web:1         "sleep 30"   4 minutes ago   Exited (0) 2 minutes ago             web-22

                """)
    }

    @Test(arguments: [
        ("{{.State.Running}} {{.State.Pid}}", "true 77"), ("{{.State.Health}}", "<nil>"),
        ("{{if .State.Health}}{{.State.Health.Status}}{{else}}none{{end}}", "none"),
        ("{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}", ""), ("{{.NetworkSettings.IPAddress}}", ""),
        ("{{range $n, $_ := .NetworkSettings.Networks}}{{$n}}{{end}}", "bridge"),
        ("{{(index (index .NetworkSettings.Ports \"80/tcp\") 0).HostPort}}", "8080"),
        ("{{range $p, $c := .NetworkSettings.Ports}}{{$p}}->{{(index $c 0).HostPort}} {{end}}", nil),
        (
            "{{json .NetworkSettings.Ports}}",
            #"{"443/tcp":null,"53/udp":[{"HostIp":"127.0.0.1","HostPort":"5353"}],"80/tcp":[{"HostIp":"127.0.0.1","HostPort":"8080"}]}"#
        ),
        ("{{.HostConfig.NetworkMode}} {{.HostConfig.RestartPolicy.Name}}", "bridge no"),
        ("{{.Mounts}} {{json .Mounts}}", "[] []"),
        ("{{index .Config.Labels \"tier\"}}", "front"), ("{{.Config.Labels.none}}", "<no value>"),
        ("{{.Config.StopSignal}}", "SIGTERM"), ("{{.HostConfig.Binds}} {{json .HostConfig.Binds}}", "[] null"),
        ("{{.Config.Entrypoint}} {{len .Config.Entrypoint}}", "[] 0"),
        ("{{.Name}} {{printf \"%.3s\" .Id}}", "/web-1 555"),
        ("{{.Nosuch}}", nil), ("{{.State.Health.Status}}", nil),
    ])
    func inspects(_ source: String, _ text: String?) throws {
        let value = InspectShape.value(ContainerDescription.json(Self.containers[0]))
        let filled = try? Template(source).text(of: value)
        #expect(filled == text)
    }

    @Test func whatAContainerMayAndMayTakeIsShown() throws {
        var facts = Self.containers[0]
        var settings = ContainerSettings()
        settings.resources.memory = 64 << 20
        (settings.resources.cpuQuota, settings.resources.cpuPeriod) = (150_000, 100_000)
        settings.resources.processes = 20
        settings.resources.processLimits = [try #require(ProcessLimit("nofile=10:20"))]
        settings.rights.capabilities = Capabilities.standard.filter { $0 != "CAP_CHOWN" } + ["CAP_NET_ADMIN"]
        settings.isRootReadOnly = true
        settings.network.servers = ["1.1.1.1"]
        facts.record.settings = settings
        let json = try #require(ContainerDescription.json(facts)["HostConfig"])
        #expect(json["Memory"] == .integer(64 << 20) && json["MemorySwap"] == .integer(128 << 20))
        #expect(json["NanoCpus"] == .integer(1_500_000_000) && json["CpuQuota"] == .integer(0))
        #expect(json["PidsLimit"] == .integer(20) && json["ReadonlyRootfs"] == .bool(true))
        #expect(json["Ulimits"]?.elements?.first?["Hard"] == .integer(20))
        #expect(json["CapAdd"]?.strings == ["CAP_NET_ADMIN"] && json["CapDrop"]?.strings == ["CAP_CHOWN"])
        #expect(json["Dns"]?.strings == ["1.1.1.1"] && json["CapAdd"] != nil && json["SecurityOpt"] == nil)
        let usual = try #require(ContainerDescription.json(Self.containers[0])["HostConfig"])
        #expect(usual["Memory"] == .integer(0) && usual["CapDrop"] == nil && usual["Ulimits"] == .array([]))
    }

    @Test func theWholeIsTheSameThroughATemplate() throws {
        let json = ContainerDescription.json(Self.containers[0])
        let text = try Template("{{json .}}").text(of: InspectShape.value(json))
        let again = try JSON(parsing: Array(text.utf8))
        #expect(
            again["State"] == json["State"] && again["HostConfig"]?.members?.count == json["HostConfig"]?.members?.count
        )
        #expect(again["SizeRw"] == nil && again["State"]?["Health"] == nil)
        #expect(text.contains(#""Entrypoint":null"#))
    }
}
