import Foundation
import Glibc

/// A port of 127.0.0.1 that nothing listens on.
func freePort() throws -> UInt16 {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = loopback(port: 0)
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let bound = withUnsafeMutablePointer(to: &address) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            bind(descriptor, $0, length) + getsockname(descriptor, $0, &length)
        }
    }
    guard bound == 0 else { throw POSIXError(.EADDRINUSE) }
    return UInt16(bigEndian: address.sin_port)
}

/// The body of a page of 127.0.0.1, asked for again until it is there or the seconds are over.
func fetch(_ url: String, within seconds: Double) throws -> String {
    guard let port = URL(string: url)?.port else { throw POSIXError(.EINVAL) }
    let end = Date(timeIntervalSinceNow: seconds)
    repeat {
        if let body = attempt(port: UInt16(port)) { return body }
        usleep(50_000)
    } while Date() < end
    throw POSIXError(.ECONNREFUSED)
}

private func loopback(port: UInt16) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    return address
}

/// One request; nil where nothing answers with status 200.
private func attempt(port: UInt16) -> String? {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = loopback(port: port)
    let connected = withUnsafePointer(to: &address) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
        }
    }
    let request = "GET / HTTP/1.0\r\nHost: localhost\r\n\r\n"
    guard connected == 0, write(descriptor, request, request.utf8.count) == request.utf8.count else { return nil }
    var reply: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while case let count = read(descriptor, &buffer, buffer.count), count > 0 { reply += buffer[..<count] }
    let text = String(decoding: reply, as: UTF8.self)
    guard text.contains(" 200 "), let split = text.range(of: "\r\n\r\n") else { return nil }
    return String(text[split.upperBound...])
}

/// Whether something accepts connections on a port of 127.0.0.1.
func isListening(_ port: UInt16) -> Bool {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = loopback(port: port)
    return withUnsafePointer(to: &address) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
        }
    } == 0
}
