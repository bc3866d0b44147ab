import Faults
import Testing

@testable import Compose

/// What a Compose file says and `create` is given: refused in the file already, or in the words that make it.
struct CreatedPartsTests {
    /// Nothing is made yet, and the place in the file is known.
    @Test(arguments: [
        ("services:\n  web: {image: a, cap_add: [ALL, NET_X]}", "2:28: cap_add of the service web cannot be used"),
        ("services:\n  web: {image: a, sysctls: {vm.overcommit: 1}}", "sysctls of the service web cannot be used"),
        ("services:\n  web: {image: a, ulimits: {files: 10}}", "2:36: ulimits of the service web cannot be used"),
        ("services:\n  web: {image: a, extra_hosts: [db]}", "extra_hosts of the service web cannot be used"),
        ("services:\n  web: {image: a, dns: here}", "dns of the service web cannot be used"),
        ("services:\n  web: {image: a, tmpfs: run}", "tmpfs of the service web cannot be used"),
        ("services:\n  web: {image: a, volumes: [\"/a:b\"]}", "volumes of the service web cannot be used"),
        ("services:\n  web: {image: a, volumes: [\"/a:/b\", \"/c:/b\"]}", "Two mounts have the same place"),
        ("services:\n  web: {image: a, stop_signal: SIGX}", "stop_signal of the service web cannot be used"),
        ("services:\n  web: {image: a, pids_limit: many}", "pids_limit of the service web cannot be used"),
        ("services:\n  web: {image: a, memswap_limit: 1g}", "cannot be used. --memory-swap needs --memory"),
        ("services:\n  web: {image: a, security_opt: [x]}", "security_opt of the service web cannot be used"),
        ("services:\n  web: {image: a, logging: {options: {x: y}}}", "logging of the service web cannot be used"),
        ("services:\n  web: {image: a, working_dir: app}", "working_dir of the service web cannot be used"),
        ("services:\n  web: {image: a, container_name: a b}", "container_name of the service web cannot be used"),
        ("services:\n  web: {image: BAD/Name}", "2:16: image of the service web"),
        (
            "services:\n  web: {image: a, platform: arm}",
            "platform of the service web is `arm`: it is written linux/amd64"
        ),
        ("services:\n  web: {image: a, mem_limit: 100}", "the least that a container can have is 6m"),
        ("services:\n  web: {image: a, volumes: [\"./a:/b:nope\"]}", "volumes of the service web cannot be used"),
        ("services:\n  web: {image: a, hostname: a/b}", "hostname of the service web cannot be used"),
        (
            "services:\n  web: {image: a, oom_kill_disable: true}",
            "`oom_kill_disable` of the service web is not offered"
        ),
        (
            "services:\n  web: {image: a, networks: {n: {ipv4_address: x}}}\nnetworks: {n: }",
            "ipv4_address is `x`, which is not an IPv4 address"
        ),
        (
            "services: {a: {image: b, networks: [n]}}\nnetworks: {n: {ipam: {config: [{subnet: \"fd00::/64\"}]}}}",
            "subnet is `fd00::/64`: it is an IPv4 address"
        ),
        (
            "services: {a: {image: b, networks: [n]}}\nnetworks: {n: {ipam: {config: [{gateway: 10.0.0.1}]}}}",
            "`subnet` is missing"
        ),
    ])
    func whatCreateWouldRefuseIsToldWithItsPlace(_ text: String, _ words: String) {
        let fault = #expect(throws: TextFault.self) { try ProjectReaderTests.read(text) }
        #expect(fault?.description.contains(words) == true, "\(fault?.description ?? "")")
        #expect(fault?.description.contains("compose.yaml:") == true)
    }

    /// As secrets, configs are files; they lie at the root unless an entry says otherwise.
    @Test func configsAndSecretsAreFiles() throws {
        let text = """
            services:
              web:
                image: a
                configs: [conf, {source: conf, target: /etc/app.conf}]
                secrets: [key]
            configs: {conf: {file: ./app.conf}}
            secrets: {key: {file: key.txt}}
            """
        #expect(
            try ProjectReaderTests.read(text).project.services[0].volumes == [
                "/srv/My Shop/key.txt:/run/secrets/key:ro", "/srv/My Shop/app.conf:/conf:ro",
                "/srv/My Shop/app.conf:/etc/app.conf:ro",
            ])
    }

    @Test func aNetworkHasTheAddressesThatTheFileGivesIt() throws {
        let text = """
            services: {a: {image: b, networks: [n]}}
            networks:
              n: {ipam: {config: [{subnet: 172.28.0.0/16, ip_range: 172.28.5.0/24, gateway: 172.28.5.254}]}}
            """
        let project = try ProjectReaderTests.read(text).project
        let words = ServiceWords(project).create(try #require(project.network("n"))).joined(separator: " ")
        #expect(words.contains("--subnet 172.28.0.0/16 --gateway 172.28.5.254 --ip-range 172.28.5.0/24"))
        #expect(try ProjectReaderTests.read(project.yaml()).project.networks.first?.gateway == "172.28.5.254")
    }
}
