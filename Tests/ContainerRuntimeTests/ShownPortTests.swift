import Testing

@testable import ContainerRuntime

/// A published port as `ps` shows it, and read again.
struct ShownPortTests {
    @Test(arguments: [
        PortMapping(address: .four(0x7F00_0001), hostPort: 5000, containerPort: 80),
        PortMapping(address: .four(0), hostPort: 1, containerPort: 65535),
        PortMapping(
            address: .six([0x20, 1, 0xD, 0xB8] + [UInt8](repeating: 0, count: 11) + [1]), hostPort: 53,
            containerPort: 53, transport: .udp),
    ])
    func whatIsShownCanBeRead(_ mapping: PortMapping) { #expect(PortMapping(shown: mapping.shown) == mapping) }

    @Test(arguments: ["", "5000->80/tcp", "127.0.0.1:x->80/tcp", "127.0.0.1:5000", "127.0.0.1:5000->/tcp", ":->", "->"])
    func anythingElseIsNone(_ text: String) { #expect(PortMapping(shown: text) == nil) }
}
