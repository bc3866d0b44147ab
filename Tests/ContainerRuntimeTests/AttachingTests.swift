import Foundation
import Glibc
import Seeds
import SystemPackage
import Testing

@testable import ContainerRuntime

@Suite struct AttachingTests {
    private static let messages: [ControlMessage] = [
        .attach(size: nil), .attach(size: TerminalSize(rows: 50, columns: 300)), .wait, .input([0, 255]), .endOfInput,
        .resize(TerminalSize(rows: 1, columns: 2)), .signal(15),
        .join(network: "n", address: nil, aliases: ["a", "b"]),
        .join(network: "n", address: "10.0.0.2", aliases: []), .leave(network: "n"), .output([]), .errors([10]),
        .failure("125 no"), .ended(status: 255), .done,
    ]

    @Test func messagesArriveHoweverTheyAreCut() throws {
        let bytes = Self.messages.flatMap(\.bytes)
        for step in [1, 3, 7, bytes.count] {
            var (arrived, read): ([UInt8], [ControlMessage]) = ([], [])
            for start in stride(from: 0, to: bytes.count, by: step) {
                arrived += bytes[start..<min(start + step, bytes.count)]
                read += try #require(ControlMessage.take(from: &arrived))
            }
            #expect(read == Self.messages && arrived.isEmpty)
        }
    }

    @Test(arguments: [
        [UInt8(ascii: "q"), 0, 0, 0, 0], [UInt8(ascii: "o"), 255, 255, 255, 255], [UInt8(ascii: "r"), 1, 0, 0, 0, 9],
    ])
    func whatIsNoneIsTold(_ bytes: [UInt8]) {
        var arrived = bytes
        #expect(ControlMessage.take(from: &arrived) == nil)
    }

    /// The owner of a container waits for `events`: one who is attached and says nothing must not keep it awake.
    @Test func aQuietClientLeavesTheOwnerAtRest() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "slipway-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let place = FilePath(folder.path)
        let server = try #require(ControlServer(in: place))
        let isAwake = {
            var polled = pollfd(fd: server.events, events: Int16(POLLIN), revents: 0)
            return poll(&polled, 1, 0) > 0
        }
        let client = ControlServer.connect(to: place)
        try #require(client >= 0)
        defer { close(client) }
        #expect(isAwake())
        var heard: [ControlMessage] = []
        for message in [ControlMessage.attach(size: nil), .wait] {
            let bytes = message.bytes
            #expect(send(client, bytes, bytes.count, 0) == bytes.count)
            #expect(isAwake(), "somebody has said something")
            for _ in 0..<2 {
                server.serve {
                    heard.append($0); return nil
                }
            }
            #expect(!isAwake(), "and now says nothing")
        }
        #expect(heard == [.attach(size: nil), .wait] && server.hasAttached)
    }

    @Test func keysLeaveTheContainer() {
        var keys = DetachKeys()
        #expect(keys.pass([0x61, 0x10]) == ([0x61], false))
        #expect(keys.pass([0x62]) == ([0x10, 0x62], false))
        #expect(keys.pass([0x10, 0x10, 0x11, 0x63]) == ([0x10], true))
    }

    @Test(arguments: [
        ("ctrl-p,ctrl-q", [0x10, 0x11]), ("ctrl-a,b", [1, 0x62]), ("ctrl-@", [0]), ("x", [0x78]), ("ctrl-]", [29]),
    ])
    func otherKeysCanBeChosen(_ text: String, _ bytes: [UInt8]) { #expect(DetachKeys(text)?.keys == bytes) }

    @Test(arguments: ["", "ctrl-", "ctrl-1", "ab", "ctrl-p,", "alt-x"])
    func textsThatAreNoKeys(_ text: String) { #expect(DetachKeys(text) == nil) }
}

private func == (left: (bytes: [UInt8], leaves: Bool), right: ([UInt8], Bool)) -> Bool {
    left.bytes == right.0 && left.leaves == right.1
}
