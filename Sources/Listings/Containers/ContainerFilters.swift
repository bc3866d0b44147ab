internal import ContainerRuntime
public import Formats
internal import ImageFormat
internal import RegularExpressions

/// `ps --filter`, as docker has it.
public struct ContainerFilters: Sendable {
    /// Docker's names of filters.
    public static let names = [
        "ancestor", "before", "exited", "expose", "health", "id", "is-task", "label", "name", "network", "publish",
        "since",
        "status",
        "volume",
    ]

    private static let states = ["created", "restarting", "running", "removing", "paused", "exited", "dead"]
    private static let healths = ["starting", "healthy", "unhealthy", "none"]

    /// The words that Go takes for a truth value.
    private static let truths: [String: Bool] = [
        "1": true, "t": true, "T": true, "TRUE": true, "true": true, "True": true,
        "0": false, "f": false, "F": false, "FALSE": false, "false": false, "False": false,
    ]

    private let filters: ListFilters
    private let ancestors: Set<String>

    /// - Parameter imageID: the ID of an image that `ancestor=` names; nil where there is none.
    public init(_ texts: [String], imageID: (String) -> String?) throws(FilterError) {
        filters = try ListFilters(texts, known: Self.names)
        ancestors = Set(filters["ancestor"].map { imageID($0) ?? "" })
        try check("status", Self.states)
        try check("health", Self.healths)
        try check("is-task", Array(Self.truths.keys).sorted())
        for value in filters["exited"] where Int32(value) == nil {
            throw .invalidValue(value, of: "exited", expected: "a number")
        }
        for name in ["publish", "expose"] {
            for value in filters[name] where Self.ports(value) == nil {
                throw .invalidValue(value, of: name, expected: "a port or a range, such as 80 or 8000-8010/tcp,")
            }
        }
    }

    private func check(_ name: String, _ known: [String]) throws(FilterError) {
        for value in filters[name] where !known.contains(value) {
            throw .invalidValue(value, of: name, expected: "one of " + known.joined(separator: ", "))
        }
    }

    /// Whether containers that do not run are asked for.
    public var asksForState: Bool { !filters["status"].isEmpty }

    /// The containers that `ps` shows: by default, the running ones that pass the filters.
    ///
    /// - Parameters:
    ///   - containers: all there are, the newest first.
    ///   - withEnded: whether those that do not run are shown, too. A filter for a state says so as well.
    ///   - newest: how many are shown at most, whether they run or not; nil, 0 and less for no such limit.
    public func shown(
        of containers: [ContainerFacts], withEnded: Bool, newest: Int?
    ) throws(FilterError) -> [ContainerFacts] {
        let passing = try passing(containers)
        if let newest, newest > 0 { return Array(passing.prefix(newest)) }
        return withEnded || asksForState ? passing : passing.filter(\.state.isRunning)
    }

    /// The containers that pass.
    ///
    /// - Parameter containers: all there are, the newest first: `before=` and `since=` name one of them.
    public func passing(_ containers: [ContainerFacts]) throws(FilterError) -> [ContainerFacts] {
        let before = try place("before", in: containers)
        let since = try place("since", in: containers)
        return containers.enumerated().filter { index, facts in
            (before.map { index > $0 } ?? true) && (since.map { index < $0 } ?? true) && admits(facts)
        }.map(\.element)
    }

    private func place(_ name: String, in containers: [ContainerFacts]) throws(FilterError) -> Int? {
        guard let wanted = filters[name].last else { return nil }
        let place = containers.firstIndex {
            $0.record.name == wanted || (wanted.count >= 4 && $0.record.id.hasPrefix(wanted)) || $0.record.id == wanted
        }
        guard let place else { throw .invalidValue(wanted, of: name, expected: "the name or ID of a container") }
        return place
    }

    private func admits(_ facts: ContainerFacts) -> Bool {
        let record = facts.record
        return filters.admit("name") { Self.matches($0, record.name) || Self.matches($0, "/" + record.name) }
            && filters.admit("id") { Self.matches("^(\($0))", record.id) }
            && filters.admit("status") { $0 == facts.stateName }
            // A task is a container of a cluster's service, and there is no cluster here.
            && filters.admit("is-task") { Self.truths[$0] == false }
            && filters.admit("exited") { facts.exitStatus == Int32($0) }
            && filters.admit("health") { $0 == facts.health?.status.rawValue ?? "none" }
            && filters.admit("ancestor") { record.image == $0 || ancestors.contains(record.imageID) }
            && filters.admit(labels: facts.labels)
            && filters.admit("network") { name in facts.networks.contains { $0.name == name } }
            && filters.admit("volume") { place in
                facts.mounts.contains { $0.name == place || $0.source == place || $0.destination == place }
            }
            && filters.admit("publish") { Self.holds($0, facts.ports.map(\.publicPort)) }
            && filters.admit("expose") {
                Self.holds($0, facts.ports.map(\.containerPort) + (facts.image?.exposedPorts ?? []))
            }
    }

    /// Whether a text matches a regular expression, as in docker. A pattern that is not valid is searched for
    /// literally.
    private static func matches(_ pattern: String, _ text: String) -> Bool {
        guard let expression = try? RegularExpression(pattern), let match = try? expression.firstMatch(in: text) else {
            return text == pattern
        }
        return !match.isEmpty || expression.canMatchNothing
    }

    private static func holds(_ wanted: String, _ ports: [String]) -> Bool {
        guard let wanted = Self.ports(wanted) else { return false }
        return ports.contains { port in
            guard let port = Self.ports(port) else { return false }
            return port.kind == wanted.kind && wanted.range.contains(port.range.lowerBound)
        }
    }

    /// `80`, `80/udp` or `8000-8010/tcp`.
    private static func ports(_ text: String) -> (range: ClosedRange<UInt16>, kind: String)? {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        let kind = parts.count == 2 ? String(parts[1]) : "tcp"
        let ends = parts[0].split(separator: "-", omittingEmptySubsequences: false).map { UInt16($0) }
        guard parts.count <= 2, ["tcp", "udp", "sctp"].contains(kind), (1...2).contains(ends.count),
            let first = ends[0],
            let last = ends[ends.count - 1], first <= last
        else { return nil }
        return (first...last, kind)
    }
}
