import Foundation
import Glibc
import SystemPackage
import Testing

@testable import ContainerRuntime

/// The name server in a network of its own, asked from within it; another one in the same network is asked for the rest.
@Suite(.enabled(if: Machine.isRoot && Machine.hasPython, "needs root for a network namespace, and python3"))
struct NameServerTests {
    /// Asks for a name by datagrams, and then on one connection twice; prints the last number of each address. The server
    /// beside it says something forged before each of its answers.
    private static let program = """
        import socket, threading
        def labels(name): return b"".join(bytes([len(l)]) + l.encode() for l in name.split(".")) + b"\\0"
        def question(name): return b"\\x12\\x34\\1\\0\\0\\1\\0\\0\\0\\0\\0\\0" + labels(name) + b"\\0\\1\\0\\1"
        def answer(asked, last):
            return asked[:2] + b"\\x81\\x80\\0\\1\\0\\1\\0\\0\\0\\0" + asked[12:] + b"\\xc0\\x0c\\0\\1\\0\\1\\0\\0\\0\\5\\0\\4\\1\\1\\1" + bytes([last])
        datagrams = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        datagrams.bind(("127.0.0.53", 53))
        listener = socket.create_server(("127.0.0.53", 53))
        def by_datagrams():
            while True:
                asked, who = datagrams.recvfrom(4096)
                datagrams.sendto(answer(b"xx" + asked[2:], 66), who)
                datagrams.sendto(answer(asked, 77), who)
        def by_connections():
            while True:
                with listener.accept()[0] as other:
                    asked = other.recv(4096)
                    told = answer(asked[2:], 88)
                    other.sendall(len(told).to_bytes(2, "big") + told)
        for serve in by_datagrams, by_connections: threading.Thread(target=serve, daemon=True).start()
        for name in "web", "example.org":
            asker = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            asker.settimeout(30)
            asker.sendto(question(name), ("127.0.0.11", 53))
            print(asker.recv(4096)[-1])
        with socket.create_connection(("127.0.0.11", 53)) as asker:
            for name in "web", "example.org":
                asked = question(name)
                asker.sendall(len(asked).to_bytes(2, "big") + asked)
                print(asker.recv(4096)[-1])
        """

    @Test func neighboursAreKnownAndTheRestIsAskedElsewhere() throws {
        let ports = try PublishedPorts([])
        let file = FilePath(NSTemporaryDirectory()).appending("slipway-network-\(UUID().uuidString)")
        let network = try ContainerNetwork(at: file, forwarding: ports.listeners)
        // The first server does not exist, and no program has to wait for it.
        let upstream = NameUpstream(given: ["127.0.0.54", "127.0.0.53"], hasOutbound: false)
        let lookup = NameLookup(upstream: upstream, entries: { NameAnswerTests.entries })
        var server = NameServer(in: network.path, lookup)
        #expect(server != nil)
        #expect(NameServer(in: network.path, lookup) == nil, "the port is taken")
        let python = Process()
        python.executableURL = URL(filePath: "/usr/bin/env")
        python.arguments = ["nsenter", "--net=\(network.path)", "python3", "-c", Self.program]
        let said = Pipe()
        python.standardOutput = said
        try python.run()
        let text = String(decoding: said.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        python.waitUntilExit()
        #expect(text == "2\n77\n2\n88\n")
        server = nil
        // Its sockets go with it.
        let end = Date(timeIntervalSinceNow: 20)
        while server == nil, Date() < end { server = NameServer(in: network.path, lookup) }
        #expect(server != nil)
        withExtendedLifetime((network, server)) {}
    }
}
