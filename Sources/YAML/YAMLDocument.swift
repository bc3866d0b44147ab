internal import CYaml

/// Reads a text as one YAML document (YAML 1.1, as libyaml has it).
public enum YAMLDocument {
    /// The root of the first document; nil for an empty text.
    ///
    /// - Throws: what is wrong first, with its place.
    public static func parse(_ text: String, limits: YAMLLimits = YAMLLimits()) throws(YAMLFault) -> YAMLNode? {
        var reader = try YAMLEvents(text)
        defer { reader.close() }
        var composer = YAMLComposer(limits: limits)
        return try composer.document(&reader)
    }
}

/// Makes nodes of events.
private struct YAMLComposer {
    let limits: YAMLLimits
    private var nodes = 0
    private var anchors: [String: Anchored] = [:]

    /// A node that has a name, and how many nodes it is made of.
    private struct Anchored {
        var node: YAMLNode
        var size: Int
    }

    init(limits: YAMLLimits) { self.limits = limits }

    mutating func document(_ events: inout YAMLEvents) throws(YAMLFault) -> YAMLNode? {
        while true {
            let event = try events.next()
            switch event.kind {
            case .documentStart:
                let root = try node(try events.next(), 0, &events)
                // The document's end, and what comes behind: a line that does not belong to the root is refused, not
                // passed over.
                _ = try events.next()
                _ = try events.next()
                return root
            case .streamEnd: return nil
            case .other, .scalar, .alias, .sequenceStart, .mappingStart, .end: continue
            }
        }
    }

    private mutating func node(_ event: YAMLEvent, _ depth: Int, _ events: inout YAMLEvents) throws(YAMLFault)
        -> YAMLNode
    {
        guard depth <= limits.depth else { throw event.fault(.tooDeep) }
        let before = nodes
        try count(1, event)
        let made: YAMLNode
        switch event.kind {
        case .scalar(let text, let isPlain): made = event.node(.scalar(text, isPlain: isPlain))
        case .alias(let name): return try resolve(name, event)
        case .sequenceStart: made = event.node(.sequence(try items(depth, &events)))
        case .mappingStart: made = event.node(.mapping(try entries(depth, &events)))
        case .documentStart, .streamEnd, .end, .other: made = event.node(.scalar("", isPlain: true))
        }
        // The anchor is known only from the node's end on, so that no node can contain itself.
        if let anchor = event.anchor { anchors[anchor] = Anchored(node: made, size: nodes - before) }
        return made
    }

    private mutating func resolve(_ name: String, _ event: YAMLEvent) throws(YAMLFault) -> YAMLNode {
        guard limits.allowsAliases, let anchored = anchors[name] else { throw event.fault(.alias(name)) }
        try count(anchored.size - 1, event)
        return anchored.node
    }

    private mutating func count(_ more: Int, _ event: YAMLEvent) throws(YAMLFault) {
        nodes += more
        guard nodes <= limits.nodes else { throw event.fault(.tooMany) }
    }

    private mutating func items(_ depth: Int, _ events: inout YAMLEvents) throws(YAMLFault) -> [YAMLNode] {
        var items: [YAMLNode] = []
        while true {
            let event = try events.next()
            if case .end = event.kind { return items }
            items.append(try node(event, depth + 1, &events))
        }
    }

    private mutating func entries(_ depth: Int, _ events: inout YAMLEvents) throws(YAMLFault) -> [YAMLEntry] {
        var entries: [YAMLEntry] = []
        var names: Set<String> = []
        while true {
            let event = try events.next()
            if case .end = event.kind { return entries }
            let key = try node(event, depth + 1, &events)
            guard let name = key.text else { throw event.fault(.keyIsNotText) }
            guard names.insert(name).inserted else { throw event.fault(.duplicateKey(name)) }
            entries.append(YAMLEntry(key: key, value: try node(try events.next(), depth + 1, &events)))
        }
    }
}
