internal import Files

/// Facts about the host's network that can be known without using it.
enum HostNetwork {
    /// Whether the host has any way out: a route that is not a loopback's.
    static var hasRoute: Bool {
        let routes = (try? WholeFile.read("/proc/net/route")).map { String(decoding: $0, as: UTF8.self) } ?? ""
        let others = (try? WholeFile.read("/proc/net/ipv6_route")).map { String(decoding: $0, as: UTF8.self) } ?? ""
        return routes.split(separator: "\n").count > 1
            || others.split(separator: "\n").contains { !$0.hasSuffix(" lo") && !$0.hasPrefix("fe80") }
    }
}
