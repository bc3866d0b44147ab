/// A container on a network, as its neighbours find it.
struct NameEntry: Equatable, Sendable {
    /// Its name first, then its aliases and the beginning of its ID.
    let names: [String]
    let network: String
    let address: UInt32
}

/// The names that a container knows its neighbours by.
struct NameBook: Sendable {
    let entries: [NameEntry]

    /// The records that answer the question; empty if the name exists without any of this type. Nil if no neighbour has
    /// the name, so that other servers are asked.
    func records(for question: NameQuestion) -> [NameRecord]? {
        guard question.isInternet else { return nil }
        if let address = Self.address(reversedIn: question.labels) {
            guard let entry = entries.first(where: { $0.address == address }), let name = entry.names.first else {
                return nil
            }
            let labels = Self.labels(name) + Self.labels(entry.network)
            let fits = labels.allSatisfy { (1...63).contains($0.utf8.count) } && labels.joined().utf8.count < 200
            return question.type == NameQuestion.pointer && fits ? [.name(labels)] : []
        }
        let found = entries.filter { entry in
            entry.names.contains {
                let labels = Self.labels($0.lowercased())
                return labels == question.labels || labels + Self.labels(entry.network.lowercased()) == question.labels
            }
        }
        guard !found.isEmpty else { return nil }
        // Several containers may share an alias. A client that takes the first address gets another container each time.
        return question.type == NameQuestion.address ? found.map { .address($0.address) }.shuffled() : []
    }

    private static func labels(_ name: String) -> [String] {
        name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    }

    /// The address in `2.0.18.172.in-addr.arpa`.
    private static func address(reversedIn labels: [String]) -> UInt32? {
        guard labels.count == 6, labels.suffix(2) == ["in-addr", "arpa"] else { return nil }
        return IPv4.parse(labels.prefix(4).reversed().joined(separator: "."))
    }
}
