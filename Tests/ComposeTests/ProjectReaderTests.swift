import Faults
import Testing

@testable import Compose

/// Compose files, and what is understood of them.
struct ProjectReaderTests {
    static func read(
        _ text: String, _ variables: [String: String] = [:], files: [String: String] = [:], name: String? = nil
    ) throws -> ProjectReader.Found {
        let around = ComposeFiles(folder: "/srv/My Shop", variables: variables) { files[$0] }
        return try ProjectReader(file: "/srv/My Shop/compose.yaml", name: name, files: around).read(text)
    }

    @Test func aWholeProject() throws {
        let project = try Self.read(
            """
            version: "3.9"
            services:
              web:
                build: .
                ports: ["8000:5000", 9000]
                environment:
                  REDIS: redis
                  EMPTY:
                volumes:
                  - .:/code
                  - data:/data:ro
                  - /cache
                depends_on: [redis]
                command: flask run --host "0.0.0.0 x"
              redis:
                image: "redis:alpine"
                volumes: [data:/data]
            volumes:
              data:
            """
        ).project
        #expect(project.name == "myshop")
        #expect(project.services.map(\.name) == ["web", "redis"])
        let web = try #require(project.service("web"))
        #expect(web.build == ServiceBuild(context: "/srv/My Shop"))
        #expect(web.ports == ["8000:5000", "9000"])
        #expect(web.environment.map(\.name) == ["REDIS", "EMPTY"] && web.environment.map(\.value) == ["redis", nil])
        #expect(web.volumes == ["/srv/My Shop:/code", "myshop_data:/data:ro", "/cache"])
        #expect(web.command == ["flask", "run", "--host", "0.0.0.0 x"])
        #expect(web.dependencies == [Service.Dependency(service: "redis")])
        #expect(project.networks == [SharedNetwork(name: "default", realName: "myshop_default")])
        #expect(project.volumes == [SharedVolume(name: "data", realName: "myshop_data")])
    }

    @Test func variablesStandInTexts() throws {
        let text = """
            services:
              web:
                image: "app:${TAG:-latest}"
                environment: ["A=$A", "B=${B:-x${A}}", "C=$$A", "D=${NONE}"]
            """
        let found = try Self.read(text, ["A": "1"])
        #expect(found.project.services[0].image == "app:latest")
        #expect(found.project.services[0].environment.map(\.value) == ["1", "x1", "$A", ""])
        #expect(found.warnings == ["The \"NONE\" variable is not set. Defaulting to a blank string."])
    }

    @Test func filesOfVariablesComeBeforeTheService() throws {
        let text = """
            services:
              web:
                image: app
                env_file: [one.env, {path: none.env, required: false}]
                environment: {B: own}
            """
        let project = try Self.read(text, files: ["/srv/My Shop/one.env": "A='1' # said\nB=file\nC=\"x$A\""]).project
        #expect(project.services[0].environment.map { "\($0.name)=\($0.value ?? "")" } == ["A=1", "C=x1", "B=own"])
    }

    @Test func whatIsSharedByAnchorsIsWrittenOnce() throws {
        let project = try Self.read(
            """
            x-base: &base
              image: app
              restart: always
            services:
              one:
                <<: *base
                command: a
              two:
                <<: *base
                restart: "no"
            """
        ).project
        #expect(
            project.services.map(\.image) == ["app", "app"] && project.services.map(\.restart) == ["always", "no"])
    }

    @Test func conditionsHealthAndNetworks() throws {
        let project = try Self.read(
            """
            name: shop
            services:
              db:
                image: db
                healthcheck:
                  test: ["CMD", "ready", "it's"]
                  interval: 5s
                  retries: 3
                networks: {back: {aliases: [store]}}
              web:
                image: web
                networks: [front, back]
                depends_on: {db: {condition: service_healthy}}
            networks:
              front:
              back: {name: rear, external: true}
            """
        ).project
        let db = try #require(project.service("db"))
        #expect(db.healthcheck?.test == .words(["ready", "it's"]) && db.healthcheck?.retries == 3)
        #expect(db.network == .shared([.init(network: "back", aliases: ["store"])]))
        #expect(project.service("web")?.dependencies.first?.condition == .healthy)
        #expect(project.networks.map(\.realName) == ["shop_front", "rear"])
        #expect(project.networks.map(\.isExternal) == [false, true])
    }

    /// Where the fault is, and a piece of its sentence.
    @Test(arguments: [
        ("services:\n  web:\n    imag: a", "3:5: `imag` of the service web is not known here; is it `image`?"),
        ("services:\n  web:\n    ports: [80]", "3:5: the service web has neither `image` nor `build`"),
        ("services:\n  web: {image: a, extends: b}", "2:19: `extends` of the service web is not offered here"),
        (
            "services:\n  web: {image: a, depends_on: [db]}",
            "2:3: the service web depends on db, which is not in the file"
        ),
        ("services:\n  web: {image: a, volumes: [\"data:/d\"]}", "the volume data is not among the file's `volumes`"),
        ("services:\n  web: {image: a, networks: [x]}", "the network x is not among the file's `networks`"),
        ("services:\n  web: {image: a, privileged: true}", "name what it needs under `cap_add`"),
        ("services:\n  web: {image: a, deploy: {replicas: 3}}", "each service has one container here: replicas is 1"),
        ("services:\n  web: {image: a, scale: 2}", "2:26: each service has one container here: scale is 1"),
        ("services:\n  web: {image: a, scale: 0}", "each service has one container here: scale is 1"),
        ("services:\n  web: {image: a, depends_on: {b: {condition: x}}}\n  b: {image: a}", "condition is `x`"),
        ("services:\n  a: {image: x, depends_on: [b]}\n  b: {image: x, depends_on: [a]}", "in a circle: a → b → a"),
        ("services:\n  web: {image: \"${A?give A}\"}", "the variable A is not set: give A"),
        ("services:\n  web: {image: \"${A\"}", "the `}` of a `${` is missing"),
        ("services: {}", "the file has no services"), ("volumes: {}", "the file has no `services`"),
        ("services:\n\tweb: x", "2:1: it is not YAML: the line begins with a tab"), ("", "it is empty"),
        (
            "services:\n  web:\n    image: a\n   ports: [80]\n",
            "4:4: it is not YAML: the line stands between two columns: begin it in column 5, like line 3"
        ),
        ("services:\n  web:\n    image:a\n    tty: true\n", "3:11: it is not YAML: a blank is missing behind the `:`"),
        ("configs: {c: {content: x}}\nservices: {a: {image: b}}", "1:15: `content` of the config c is not offered"),
        ("services:\n  web: {image: a, configs: [c]}", "2:29: c is not among the file's `configs`"),
        ("services:\n  web: {image: a, env_file: none.env}", "there is no /srv/My Shop/none.env"),
        ("services:\n  web: {image: a, command: \"sh -c 'x\"}", "a closing quote is missing"),
        ("services:\n  web: {image: a, tty: perhaps}", "tty is `perhaps`, which is neither true nor false"),
        ("services:\n  web: {image: a, stop_grace_period: long}", "a time is written 90s or 1m30s"),
        (
            "services:\n  web:\n    image: a\n    ports: [\"80a:80\"]",
            "4:13: `80a:80` under `ports` of the service web is not a valid port: 80a is not a port from 1 to 65535"
        ),
        ("services:\n  web: {image: a, ports: [\"80:80:80:80\"]}", "of the service web is not a valid port"),
        ("services:\n  web: {image: a, ports: [{target: 99999}]}", "of the service web is not a valid port"),
        ("services:\n  web: {image: a, expose: [x]}", "`x` under `expose` of the service web is not a valid port"),
        ("services:\n  web: {image: a, restart: alway}", "2:28: restart of the service web is `alway`; it can be no,"),
        (
            "services:\n  web: {image: a, healthcheck: {interval: often}}",
            "interval of the service web is `often`: a time is written 30s or 1m30s"
        ),
        ("services:\n  web: {image: a, mem_limit: much}", "2:30: mem_limit of the service web is `much`: a size"),
        ("services:\n  web: {image: a, cpus: all}", "cpus of the service web is `all`: it is a number"),
        (
            "services:\n  web: {image: a, deploy: {resources: {limits: {memory: 5x}}}}",
            "memory of the service web is `5x`: a size"
        ),
        ("services:\n", "1:1: `services` is empty: write each service below it"),
        ("services:\nweb:\n  image: a\n", "2:1: `web` looks like a service, and stands too far to the left"),
        ("services:\n  web:\n  image: a\n", "2:3: the service web has nothing below it: indent its lines"),
        (
            "services:\n  web:\n    image: a\n  ports: [\"80:80\"]\n",
            "4:3: `ports` stands where the names of services do: indent it further"
        ),
        (
            "services:\n  web:\n    image: a\n  environment:\n    A: b\n",
            "4:3: `environment` stands where the names of services do"
        ),
    ])
    func saysWhereAFaultIs(_ text: String, _ words: String) {
        let fault = #expect(throws: TextFault.self) { try Self.read(text) }
        #expect(fault?.description.contains(words) == true, "\(fault?.description ?? "")")
    }

    @Test(arguments: [("-p", nil as String?), ("Shop", nil), ("shop-1", "shop-1")])
    func namesOfProjects(_ given: String, _ name: String?) throws {
        let text = "services: {a: {image: b}}"
        guard let name else {
            #expect(throws: TextFault.self) { try Self.read(text, name: given) }
            return
        }
        #expect(try Self.read(text, name: given).project.name == name)
    }

    @Test func whatIsShownReadsTheSameAgain() throws {
        let text = """
            name: shop
            services:
              web:
                build: {context: ., args: {A: "1"}, target: last}
                command: ["sh", "-c", "echo yes"]
                environment: {ON: "true", N: "007", T: "a: b"}
                ports: ["80:80"]
                healthcheck: {test: curl x, interval: 5s}
            """
        let project = try Self.read(text).project
        #expect(try Self.read(project.yaml()).project == project)
    }

    /// The flags of `create` are the keys that they came from, so that `up` of what is shown makes the same container.
    @Test(arguments: [
        "init: true", "read_only: true", "stdin_open: true", "tty: true", "cpus: 0.5", "mem_limit: 64m",
        "mem_reservation: 32m", "{mem_limit: 64m, memswap_limit: 128m}", "pids_limit: 50", "cpu_shares: 512",
        "cpuset: \"0\"", "{cpu_quota: 50000, cpu_period: 100000}", "oom_score_adj: 100", "platform: linux/amd64",
        "shm_size: 1m",
        "stop_signal: SIGINT", "domainname: example.org", "cap_add: [NET_ADMIN, SYS_TIME]", "cap_drop: [ALL]",
        "security_opt: [no-new-privileges]", "dns: [1.1.1.1, 9.9.9.9]", "dns_search: [a]", "dns_opt: [\"ndots:2\"]",
        "group_add: [staff, \"12\"]", "sysctls: {net.core.somaxconn: 10}", "extra_hosts: [\"db:10.0.0.5\"]",
        "ulimits: {nproc: 100, nofile: {soft: 20, hard: 40}}", "stop_grace_period: 1m30s",
        "logging: {driver: local, options: {max-size: 1m}}", "tmpfs: [/run]", "restart: unless-stopped",
        "deploy: {resources: {limits: {cpus: 0.5, memory: 64m}, reservations: {memory: 32m}}}",
        "{init: true, cpus: 1, deploy: {resources: {limits: {cpus: 2}}}}",
    ])
    func everyFlagIsShownUnderItsKey(_ key: String) throws {
        let fields = key.hasPrefix("{") ? String(key.dropFirst().dropLast()) : key
        let project = try Self.read("name: shop\nservices: {a: {image: b, \(fields)}}").project
        let service = try #require(project.service("a"))
        let again = try #require(try Self.read(project.yaml()).project.service("a"))
        let isDoubled = service.flags.filter { $0 == "--cpus" }.count == 2
        #expect(again.flags == (isDoubled ? ["--cpus", "2", "--init"] : service.flags), "\(project.yaml())")
        #expect(again == service && !(project.yaml().contains("x-flags")))
    }

    @Test func aSwitchIsShownAsOne() throws {
        let project = try Self.read("services: {a: {image: b, init: true, tty: true}}").project
        #expect(project.yaml().contains("init: true") && project.yaml().contains("tty: true"))
    }
}
