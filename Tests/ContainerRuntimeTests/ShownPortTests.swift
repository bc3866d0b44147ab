import Testing

@testable import ContainerRuntime

/// A published port as `ps` shows it, and read again.
struct ShownPortTests {
    @Test(arguments: [
        PortMapping(address: 0x7F00_0001, hostPort: 5000, containerPort: 80),
        PortMapping(address: 0, hostPort: 1, containerPort: 65535),
    ])
    func whatIsShownCanBeRead(_ mapping: PortMapping) { #expect(PortMapping(shown: mapping.shown) == mapping) }

    @Test(arguments: ["", "5000->80/tcp", "127.0.0.1:x->80/tcp", "127.0.0.1:5000", "127.0.0.1:5000->/tcp", ":->", "->"])
    func anythingElseIsNone(_ text: String) { #expect(PortMapping(shown: text) == nil) }
}
