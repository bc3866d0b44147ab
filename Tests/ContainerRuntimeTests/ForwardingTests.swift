import Foundation
import Glibc
import SystemPackage
import Testing

@testable import ContainerRuntime

/// A container's network with a published port, and a server inside it: a thread-bound socket, no container needed.
@Suite(.enabled(if: Machine.isRoot && Machine.hasPython, "needs root for a network namespace, and python3"))
struct ForwardingTests {
    /// Reads each connection to its end, then sends all of it back.
    private static let server = """
        import socketserver, sys
        class Echo(socketserver.StreamRequestHandler):
            def handle(self): self.wfile.write(self.rfile.read())
        class Server(socketserver.ThreadingTCPServer): request_queue_size = 100
        server = Server((sys.argv[1], 8080), Echo)
        print("listening", flush=True)
        server.serve_forever()
        """

    /// Serves inside the network, on all addresses or on 127.0.0.1 only.
    private func serve(
        onlyLoopback: Bool = false, _ body: (UInt16) throws -> Void
    ) throws {
        let ports = try PublishedPorts([PortMapping(hostPort: 0, containerPort: 8080)])
        let file = FilePath(NSTemporaryDirectory()).appending("slipway-network-\(UUID().uuidString)")
        let network = try ContainerNetwork(at: file, forwarding: ports.listeners)
        let server = Process()
        server.executableURL = URL(filePath: "/usr/bin/env")
        server.arguments = [
            "nsenter", "--net=\(network.path)", "python3", "-c", Self.server, onlyLoopback ? "127.0.0.1" : "0.0.0.0",
        ]
        let said = Pipe()
        server.standardOutput = said
        try server.run()
        defer {
            // Threads of the tests block signals, and a process inherits that.
            kill(server.processIdentifier, SIGKILL)
            server.waitUntilExit()
        }
        #expect(said.fileHandleForReading.availableData.starts(with: "listening".utf8))
        try body(ports.mappings[0].hostPort)
        withExtendedLifetime(network) {}
    }

    /// Sends, closes its half, and reads to the end; nil where nothing comes back.
    private func echo(_ data: [UInt8], port: UInt16) -> [UInt8]? {
        let connection = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(connection) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let connected = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(connection, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard connected == 0 else { return nil }
        let sender = Thread {
            var rest = data[...]
            while !rest.isEmpty {
                let count = rest.withUnsafeBytes {
                    send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
                }
                if count <= 0 { break }
                rest = rest.dropFirst(count)
            }
            shutdown(connection, Int32(SHUT_WR))
        }
        sender.start()
        var reply: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = read(connection, &buffer, buffer.count)
            if count < 0 { return nil }
            if count == 0 { return reply.isEmpty ? nil : reply }
            reply += buffer[..<count]
        }
    }

    @Test func carriesBytesBothWaysAndHalfCloses() throws {
        try serve { port in
            let data = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
            #expect(echo([1, 2, 3], port: port) == [1, 2, 3])
            let isWhole = echo(data, port: port) == data
            #expect(isWhole)
            for _ in 0..<50 { #expect(echo([7], port: port) == [7]) }
        }
    }

    @Test func doesNotReachAProgramThatListensOnItsOwnLoopbackOnly() throws {
        try serve(onlyLoopback: true) { port in
            #expect(echo([1], port: port) == nil)
        }
    }

    /// As in Docker, `-p 7010-7015:90`.
    @Test func theFirstFreePortOfSeveralIsTaken() throws {
        // Ports that nobody has are next to each other somewhere.
        for first in UInt16(21_300)..<21_400 {
            let alone = PortMapping(hostPort: first, containerPort: 80)
            guard let holder = try? PublishedPorts([alone]) else { continue }
            let several = PortMapping(hostPort: first, lastHostPort: first + 1, containerPort: 90)
            guard let ports = try? PublishedPorts([several]) else { continue }
            #expect(ports.mappings.map(\.shown) == ["127.0.0.1:\(first + 1)->90/tcp"])
            #expect(throws: RuntimeError.self) { try PublishedPorts([several]) }
            withExtendedLifetime((holder, ports)) {}
            return
        }
        Issue.record("no two ports beside each other are free")
    }

    @Test func namesWhoHoldsATakenPort() throws {
        let ports = try PublishedPorts([PortMapping(hostPort: 0, containerPort: 80)])
        let port = ports.mappings[0].hostPort
        let error = #expect(throws: RuntimeError.self) {
            try PublishedPorts([PortMapping(hostPort: port, containerPort: 80)])
        }
        guard case .portTaken("127.0.0.1", port, let holder?)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(holder.hasSuffix("(process \(getpid()))"))
    }
}
