internal import CLinux
internal import Glibc
internal import ImageFormat
internal import Synchronization
internal import SystemPackage
internal import Threads

/// The networks that a container is on, as its owner keeps them up.
final class NetworkMembers {
    let list: NetworkList
    private let record: ContainerRecord
    private let folder: FilePath
    private var members: [(network: Network, endpoint: Network.Endpoint, card: NetworkCard)] = []
    /// How many cards there have been. A card goes a moment after its network was left, so that its name is not given to
    /// another one.
    private var cards = 0
    /// Nil while the container is on no network that has names.
    private var server: NameServer?
    private let upstream: NameUpstream
    /// Where the container looks names up, once that is there.
    var files: NameFiles?

    init(_ record: ContainerRecord, in list: NetworkList, folder: FilePath, hasOutbound: Bool) {
        self.record = record
        self.list = list
        self.folder = folder
        upstream = NameUpstream(given: record.settings.network.servers, hasOutbound: hasOutbound)
    }

    /// Whether the container's names are answered here.
    var hasServer: Bool { server != nil }

    /// Answers names from the first network on. A container that is a name server itself keeps its port: it finds the
    /// others by /etc/hosts alone.
    private func serveNames(in own: ContainerNetwork) {
        guard server == nil, !record.settings.servesNames else { return }
        let (list, id) = (list, record.id)
        server = NameServer(
            in: own.path, NameLookup(upstream: upstream, entries: { list.entries(for: id) }))
        if server != nil { files?.askHere() }
    }

    /// The address under which the container finds itself.
    func ownAddress(_ hasNetwork: Bool) -> String? {
        members.first?.endpoint.address ?? (hasNetwork ? IPv4.text(ContainerNetwork.address) : nil)
    }

    func join(
        _ name: String, aliases: [String], address: String?, _ own: ContainerNetwork
    ) throws(RuntimeError) {
        guard !members.contains(where: { $0.network.name == name }) else { return }
        let (network, endpoint) = try list.join(name, record, aliases: aliases, address: address)
        do throws(RuntimeError) {
            let card = try NetworkCard(named: "eth\(cards)", endpoint.number, of: network, in: own.path)
            cards += 1
            members.append((network, endpoint, card))
            serveNames(in: own)
        } catch {
            list.leave(network, endpoint)
            throw error
        }
    }

    func leave(_ name: String) {
        for (network, endpoint, _) in members where network.name == name { list.leave(network, endpoint) }
        members.removeAll { $0.network.name == name }
        NameFiles.write(names: list.names(for: record.id), in: folder)
    }

    deinit { for (network, endpoint, _) in members { list.leave(network, endpoint) } }
}

extension ContainerSettings {
    /// Whether the container is a name server itself, by the ports that it says it has.
    fileprivate var servesNames: Bool {
        config.exposedPorts.contains { $0 == "53" || $0.hasPrefix("53/") }
            || network.ports.contains { $0.containerPort == 53 }
    }
}

/// A network card of a container, and the two threads that carry its frames; it goes with the value.
private final class NetworkCard {
    private let stop: Int32
    /// Closed by the threads, when both have ended.
    private final class Ends: Sendable {
        let card: Int32
        let arrivals: Int32
        let folder: Int32
        let stop: Int32

        init(card: Int32, arrivals: Int32, folder: Int32, stop: Int32) {
            (self.card, self.arrivals, self.folder, self.stop) = (card, arrivals, folder, stop)
        }

        deinit { for descriptor in [card, arrivals, folder, stop] { close(descriptor) } }
    }

    init(named name: String, _ address: UInt32, of network: Network, in namespace: String) throws(RuntimeError) {
        let folder = open(network.folder.string, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { throw .failed("open", network.folder.string) }
        let prefix = Int32(network.subnet.prefix)
        let result = Mutex<Result<Int32, RuntimeError>?>(nil)
        let maker = WorkerThread {
            let card = slipway_card_make(namespace, name, address, prefix)
            result.withLock { $0 = card >= 0 ? .success(card) : .failure(.failed("make", "a network card")) }
        }
        maker?.join()
        guard let answer = result.withLock({ $0 }) else {
            close(folder)
            throw .system(operation: "start a thread", .resourceTemporarilyUnavailable)
        }
        let card: Int32
        do throws(RuntimeError) { card = try answer.get() } catch {
            close(folder)
            throw error
        }
        let arrivals = slipway_card_listen(folder, address)
        var ends: [Int32] = [-1, -1]
        guard arrivals >= 0, slipway_pipe(&ends) == 0 else {
            let error = RuntimeError.failed("listen on", "the network \(network.name)")
            for descriptor in [folder, card, arrivals] where descriptor >= 0 { close(descriptor) }
            throw error
        }
        stop = ends[1]
        let shared = Ends(card: card, arrivals: arrivals, folder: folder, stop: ends[0])
        let sender = WorkerThread { slipway_card_send(shared.card, shared.folder, address, shared.stop) }
        sender?.detach()
        let receiver = WorkerThread { slipway_card_receive(shared.card, shared.arrivals, shared.stop) }
        receiver?.detach()
        guard sender != nil, receiver != nil else {
            throw .system(operation: "start a thread", .resourceTemporarilyUnavailable)
        }
    }

    // The threads see that the pipe has ended.
    deinit { close(stop) }
}
