import CommandLines
import Testing

@testable import Compose

/// The command lines that a project comes to.
struct ServiceWordsTests {
    private static func project(_ service: String, more: String = "") throws -> ComposeProject {
        try ProjectReaderTests.read("name: shop\nservices:\n  web: \(service)\n\(more)").project
    }

    private static func words(_ service: String, more: String = "") throws -> [String] {
        let project = try project(service, more: more)
        return ServiceWords(project).create(project.services[0])
    }

    /// All that is said is understood by the command that is called.
    @Test(arguments: [
        "{image: a}", "{image: a, command: [b, -c], entrypoint: [x, \"y z\"]}", "{build: ., init: true, tty: true}",
        "{image: a, mem_limit: 64m, cpus: 0.5, ulimits: {nofile: {soft: 1, hard: 2}}, sysctls: [net.a=1]}",
        "{image: a, healthcheck: {disable: true}, logging: {driver: local, options: {max-size: 1m}}}",
        "{image: a, extra_hosts: [\"x:1.2.3.4\"], dns: 1.1.1.1, stop_grace_period: 1m30s, restart: on-failure:3}",
        "{image: a, deploy: {resources: {limits: {cpus: \"0.5\", memory: 64M}}, restart_policy: {condition: any}}}",
        "{image: a, tmpfs: [/t], volumes: [{type: tmpfs, target: /u, tmpfs: {size: 1m}}, {type: bind, source: ., target: /v}]}",
        "{image: a, ports: [{target: 80, published: 8080, host_ip: 127.0.0.1, protocol: udp}]}",
        "{image: a, network_mode: none, stop_signal: SIGINT, user: app, hostname: h, platform: linux/amd64}",
    ])
    func isACommandLineOfDocker(_ service: String) throws {
        let words = try Self.words(service)
        #expect(words.first == "create")
        #expect(RunCommandLine(Array(words.dropFirst())).options != nil, "\(words)")
    }

    @Test func theNamesAreDockers() throws {
        let project = try Self.project("{build: .}")
        let words = ServiceWords(project)
        #expect(words.container(project.services[0]) == "shop-web-1" && words.image(project.services[0]) == "shop-web")
        let create = words.create(project.services[0])
        let options = try #require(RunCommandLine(Array(create.dropFirst())).options)
        #expect(options.name == "shop-web-1" && options.image == "shop-web")
        #expect(options.network.name == "shop_default" && options.network.networkAlias == ["web"])
        #expect(options.label.contains("com.docker.compose.project=shop"))
        #expect(options.label.contains("com.docker.compose.service=web"))
    }

    @Test func aFirstProcessIsAskedFor() throws {
        for (text, isAsked) in [("true", true), ("false", false)] {
            let words = try Self.words("{image: a, init: \(text)}")
            #expect(RunCommandLine(Array(words.dropFirst())).options?.life.`init` == isAsked)
        }
    }

    @Test func anEntrypointOfSeveralWordsStandsInFront() throws {
        let words = try Self.words("{image: a, entrypoint: [x, \"y z\"], command: b c}")
        let options = try #require(RunCommandLine(Array(words.dropFirst())).options)
        #expect(options.entrypoint == "x" && options.command == ["y z", "b", "c"])
    }

    @Test func wordsOfACheckReachItAsTheyAre() throws {
        let words = try Self.words("{image: a, healthcheck: {test: [CMD, ready, \"it's\"]}}")
        #expect(RunCommandLine(Array(words.dropFirst())).options?.life.healthCmd == #"'ready' 'it'\''s'"#)
    }

    @Test func furtherNetworksAreJoinedLater() throws {
        let project = try Self.project(
            "{image: a, networks: {x: {}, y: {aliases: [z]}}}", more: "networks: {x: {}, y: {}}")
        #expect(
            ServiceWords(project).furtherNetworks(project.services[0])
                == [["network", "connect", "--alias", "web", "--alias", "z", "shop_y", "shop-web-1"]])
    }

    @Test func aBuildIsSaidInWords() throws {
        let service = "{build: {context: app, dockerfile: D, args: [A=1], target: t, labels: {l: v}}, image: x:1}"
        let project = try Self.project(service)
        #expect(
            ServiceWords(project).build(project.services[0])?.words == [
                "build", "--tag", "x:1", "--file", "/srv/My Shop/app/D", "--build-arg", "A=1", "--target", "t",
                "--label",
                "l=v", "/srv/My Shop/app",
            ])
        let inline = try Self.project("{build: {dockerfile_inline: \"FROM a\"}}")
        #expect(ServiceWords(inline).build(inline.services[0])?.input == "FROM a")
    }

    @Test func oneMoreContainerHasWhatItIsGiven() throws {
        let project = try Self.project("{image: a, user: app, entrypoint: x, command: y, ports: [\"80:80\"]}")
        let words = ServiceWords(project).runOnce(
            project.services[0], name: "n", flags: ["--user", "root", "--entrypoint", "sh"], command: [])
        let options = try #require(RunCommandLine(Array(words.dropFirst())).options)
        #expect(
            options.user == "root" && options.entrypoint == "sh" && options.command.isEmpty && options.publish.isEmpty)
        #expect(options.label.contains("com.docker.compose.oneoff=True"))
    }

    @Test func aChangeOfTheFileIsAnotherHash() throws {
        let one = try Self.project("{image: a, environment: {A: \"1\"}}").services[0]
        #expect(try Self.project("{image: a, environment: {A: \"1\"}}").services[0].hash == one.hash)
        #expect(try Self.project("{image: a, environment: {A: \"2\"}}").services[0].hash != one.hash)
    }

    @Test func servicesStartBehindWhatTheyNeed() throws {
        let project = try ProjectReaderTests.read(
            """
            services:
              web: {image: a, depends_on: [db, cache]}
              cache: {image: a, network_mode: "service:net"}
              db: {image: a}
              net: {image: a}
              extra: {image: a, profiles: [debug]}
            """
        ).project
        let order = ServiceOrder(project)
        #expect(try order.sorted(project.services).map(\.name) == ["db", "net", "cache", "web", "extra"])
        #expect(try order.chosen([], profiles: []).map(\.name) == ["web", "cache", "db", "net"])
        #expect(try order.chosen([], profiles: ["debug"]).count == 5)
        #expect(try order.sorted(order.chosen(["cache"], profiles: [])).map(\.name) == ["net", "cache"])
        #expect(throws: ServiceOrder.Fault.self) { try order.chosen(["nosuch"], profiles: []) }
    }
}
