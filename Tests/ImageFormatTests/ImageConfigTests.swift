import ImageFormat
import Testing

@Suite struct ImageConfigTests {
    private let full = ImageConfig(
        created: "2026-01-02T03:04:05.678Z", author: "me", platform: Platform(architecture: "arm", variant: "v7"),
        config: ContainerConfig(
            user: "1000:1000", exposedPorts: ["80/tcp", "5000/tcp"], environment: ["PATH=/bin", "A=b=c"],
            entrypoint: ["/entry"], command: [], volumes: ["/data", "/a"], workingDirectory: "/app",
            labels: ["z": "1", "a": "é"], stopSignal: "SIGQUIT", stopTimeout: 3,
            healthcheck: Healthcheck(
                test: ["CMD-SHELL", "true"], interval: 1, timeout: 2, startPeriod: 3, startInterval: 4, retries: 5),
            onBuild: ["RUN x"], shell: ["/bin/bash", "-c"], argumentsEscaped: true),
        diffIDs: [Digest(of: [1])],
        history: [HistoryEntry(created: "2026-01-01T00:00:00Z", createdBy: "ENV A", comment: "c", isEmptyLayer: true)])

    @Test func whatIsWrittenReadsBackAsTheSame() throws {
        #expect(try ImageConfig(parsing: full.encoded()) == full)
        #expect(try ImageConfig(parsing: ImageConfig().encoded()) == ImageConfig())
    }

    @Test func isTheSameTextEachTime() {
        let diff = Digest(of: [1])
        #expect(
            String(decoding: full.encoded(), as: UTF8.self) == """
                {"architecture":"arm","author":"me","config":{"User":"1000:1000","ExposedPorts":{"5000/tcp":{},"80/tcp":{}},\
                "Env":["PATH=/bin","A=b=c"],"Cmd":[],"Healthcheck":{"Test":["CMD-SHELL","true"],"Interval":1,"Timeout":2,\
                "StartPeriod":3,"StartInterval":4,"Retries":5},"ArgsEscaped":true,"Volumes":{"/a":{},"/data":{}},\
                "WorkingDir":"/app","Entrypoint":["/entry"],"OnBuild":["RUN x"],"Labels":{"a":"é","z":"1"},\
                "StopSignal":"SIGQUIT","StopTimeout":3,"Shell":["/bin/bash","-c"]},"created":"2026-01-02T03:04:05.678Z",\
                "history":[{"created":"2026-01-01T00:00:00Z","created_by":"ENV A","comment":"c","empty_layer":true}],\
                "os":"linux","rootfs":{"type":"layers","diff_ids":["\(diff)"]},"variant":"v7"}
                """)
    }

    @Test func isLenientAboutWhatIsMissing() throws {
        let text = #"""
            {"architecture":"","config":{"Env":null,"Cmd":null,"Volumes":null,"Labels":null,"User":"","Healthcheck":null},
             "rootfs":{"diff_ids":null},"history":null,"container_config":{"x":1}}
            """#
        #expect(try ImageConfig(parsing: Array(text.utf8)) == ImageConfig())
    }

    static let broken: [(text: String, error: FormatError)] = [
        ("1", .badMember(path: "config", expected: "an object")),
        ("{}", .badMember(path: "rootfs", expected: "an object")),
        (#"{"rootfs":{"type":"x"}}"#, .unsupportedRootFS("x")),
        (
            #"{"rootfs":{"diff_ids":[1]}}"#,
            .badMember(path: "rootfs.diff_ids[0]", expected: "sha256: and 64 hexadecimal digits")
        ),
    ]

    @Test(arguments: broken)
    func aTextThatIsNotAConfigIsRefused(_ text: String, _ error: FormatError) {
        #expect(throws: error) { try ImageConfig(parsing: Array(text.utf8)) }
    }

    @Test func setsEnvironmentInPlace() {
        var config = ContainerConfig(environment: ["A=1", "AB=2"])
        config.setEnvironment("A", "3")
        config.setEnvironment("C", "")
        #expect(config.environment == ["A=3", "AB=2", "C="])
        #expect(config.environmentValue("AB") == "2")
        #expect(config.environmentValue("B") == nil)
    }
}
