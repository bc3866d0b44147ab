import ContainerRuntime
import Testing

@Suite struct PortMappingTests {
    @Test(arguments: [
        ("5000:80", [PortMapping(hostPort: 5000, containerPort: 80)]),
        ("5000:80/tcp", [PortMapping(hostPort: 5000, containerPort: 80)]),
        ("0:80", [PortMapping(hostPort: 0, containerPort: 80)]),
        ("80", [PortMapping(hostPort: 0, containerPort: 80)]),
        ("0.0.0.0:5000:80", [PortMapping(address: .four(0), hostPort: 5000, containerPort: 80)]),
        ("127.0.0.2::80", [PortMapping(address: .four(0x7F00_0002), hostPort: 0, containerPort: 80)]),
        ("53:53/udp", [PortMapping(hostPort: 53, containerPort: 53, transport: .udp)]),
        ("[::]:1:2", [PortMapping(address: .six([UInt8](repeating: 0, count: 16)), hostPort: 1, containerPort: 2)]),
        (
            "[::ffff:1.2.3.4]::2",
            [
                PortMapping(
                    address: .six([UInt8](repeating: 0, count: 10) + [255, 255, 1, 2, 3, 4]), hostPort: 0,
                    containerPort: 2)
            ]
        ),
        (
            "8000-8001:80-81",
            [PortMapping(hostPort: 8000, containerPort: 80), PortMapping(hostPort: 8001, containerPort: 81)]
        ),
        ("7010-7015:90", [PortMapping(hostPort: 7010, lastHostPort: 7015, containerPort: 90)]),
        (
            "127.0.0.1:7-8:90/udp",
            [
                PortMapping(
                    address: .four(0x7F00_0001), hostPort: 7, lastHostPort: 8, containerPort: 90, transport: .udp)
            ]
        ),
    ])
    func reads(_ text: String, _ mappings: [PortMapping]) throws {
        #expect(try PortMapping.parse(text) == mappings)
    }

    @Test(arguments: [
        "", ":", "0", "65536", "a:80", "80:b", "53:53/sctp", "[::1]80:80", "[::1:80:80", "[1:2:3:4:5:6:7:8:9]:80:80",
        "1.2.3:80:80", "1.2.3.400:80:80", "1:2:3:4",
        "8000-8002:80-81",
        "90-80", "80/", "-1:80",
    ])
    func aPortThatCannotBePublishedIsRefused(_ text: String) {
        #expect(throws: RuntimeError.self) { try PortMapping.parse(text) }
    }

    @Test func isShownAsDockerShowsIt() {
        #expect(PortMapping(hostPort: 5000, containerPort: 80).shown == "127.0.0.1:5000->80/tcp")
        #expect(PortMapping(address: .four(0), hostPort: 5000, containerPort: 80).shown == "0.0.0.0:5000->80/tcp")
    }
}
