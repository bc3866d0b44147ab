internal import CLinux
internal import Glibc
internal import Processes

/// The way from a container's network out to the world: slirp4netns, for as long as the value lives.
final class OutboundNetwork {
    private let process: Int32

    /// slirp4netns answers names at this address.
    static let resolver = "nameserver 10.0.2.3\n"

    /// Nil where /dev/net/tun cannot be used, or slirp4netns is not there. The container need not wait for it.
    init?(of network: ContainerNetwork) {
        guard let program = ProgramPaths.find("slirp4netns") else { return nil }
        let device = open("/dev/net/tun", O_RDWR | O_CLOEXEC)
        guard device >= 0 else { return nil }
        close(device)
        let nothing = open("/dev/null", O_RDWR | O_CLOEXEC)
        defer { close(nothing) }
        // The nil comes before the value is complete: a complete one is torn down, which kills its process.
        let started = HostProgram.spawn(
            [
                program, "--configure", "--mtu=65520", "--disable-host-loopback", "--netns-type=path", network.path,
                "tap0",
            ], .init(input: nothing, output: nothing, error: nothing))
        guard started > 0 else { return nil }
        process = started
    }

    deinit {
        slipway_signal_process(process, SIGKILL)
        _ = slipway_wait(process, 0)
    }
}
