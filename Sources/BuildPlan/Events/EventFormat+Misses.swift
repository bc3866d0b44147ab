public import ImageFormat

// The object `miss` of `stepFinished`, which says why a step missed the cache: how it is written and read.

extension MissCause {
    /// The cause as an object, as it stands in `stepFinished`.
    public var json: JSON { .object(members) }

    var members: [JSON.Member] { .present(["cause": .string(name)]) + details }

    private var name: String {
        switch self {
        case .neverBuilt: "neverBuilt"
        case .instructionChanged: "instructionChanged"
        case .instructionAdded: "instructionAdded"
        case .instructionRemoved: "instructionRemoved"
        case .orderChanged: "orderChanged"
        case .filesChanged: "filesChanged"
        case .baseImageChanged: "baseImageChanged"
        case .argumentChanged: "argumentChanged"
        case .followsFrom: "followsFrom"
        case .cacheDisabled: "cacheDisabled"
        case .layerLost: "layerLost"
        }
    }

    private var details: [JSON.Member] {
        switch self {
        case .neverBuilt, .instructionAdded, .cacheDisabled, .layerLost: []
        case .instructionChanged(let old, let new): .change(from: old, to: new)
        case .instructionRemoved(let text): .present(["text": .string(text)])
        case .orderChanged(let below): .present(["below": .string(below)])
        case .filesChanged(let files): .present(["files": .array(files.map { .object($0.members) })])
        case .baseImageChanged(let reference, let old, let new):
            .present(["reference": .string(reference)]) + .change(from: old, to: new)
        case .argumentChanged(let name, let old, let new):
            .present(["name": .string(name)]) + .change(from: old, to: new)
        case .followsFrom(let step): .present(["step": .step(step)])
        }
    }

    init(fields: EventFields) throws(EventLineError) {
        switch try fields.text("cause") {
        case "neverBuilt": self = .neverBuilt
        case "instructionChanged":
            self = .instructionChanged(old: try fields.text("old"), new: try fields.text("new"))
        case "instructionAdded": self = .instructionAdded
        case "instructionRemoved": self = .instructionRemoved(try fields.text("text"))
        case "orderChanged": self = .orderChanged(below: try fields.text("below"))
        case "filesChanged":
            self = .filesChanged(
                try fields.list("files") { item throws(EventLineError) in try FileChange(fields: item) })
        case "baseImageChanged":
            self = .baseImageChanged(
                reference: try fields.text("reference"), old: try fields.text("old"), new: try fields.text("new"))
        case "argumentChanged":
            self = .argumentChanged(
                name: try fields.text("name"), old: try fields.text(ifAny: "old"), new: try fields.text(ifAny: "new"))
        case "followsFrom": self = .followsFrom(try fields.step("step"))
        case "cacheDisabled": self = .cacheDisabled
        case "layerLost": self = .layerLost
        default: throw .notAnEvent
        }
    }
}

extension FileChange {
    fileprivate var members: [JSON.Member] {
        .present(["path": .string(path), "change": .string(kind.name)]) + kind.details
    }

    fileprivate init(fields: EventFields) throws(EventLineError) {
        self.init(path: try fields.text("path"), kind: try Kind(fields: fields))
    }
}

extension FileChange.Kind {
    fileprivate var name: String {
        switch self {
        case .added: "added"
        case .removed: "removed"
        case .renamed: "renamed"
        case .text: "text"
        case .content: "content"
        case .mode: "mode"
        case .owner: "owner"
        case .type: "type"
        case .linkTarget: "linkTarget"
        case .extendedAttributes: "extendedAttributes"
        }
    }

    fileprivate var details: [JSON.Member] {
        switch self {
        case .added, .removed, .content, .extendedAttributes: []
        case .renamed(let from): .present(["from": .string(from)])
        case .text(let line, let old, let new): .present(["line": .count(line)]) + .change(from: old, to: new)
        case .mode(let old, let new): .present(["old": .integer(Int64(old)), "new": .integer(Int64(new))])
        case .owner(let old, let new), .type(let old, let new), .linkTarget(let old, let new):
            .change(from: old, to: new)
        }
    }

    fileprivate init(fields: EventFields) throws(EventLineError) {
        switch try fields.text("change") {
        case "added": self = .added
        case "removed": self = .removed
        case "renamed": self = .renamed(from: try fields.text("from"))
        case "text":
            self = .text(
                line: try fields.count("line"), old: try fields.text(ifAny: "old"), new: try fields.text(ifAny: "new"))
        case "content": self = .content
        case "mode": self = .mode(old: try fields.mode("old"), new: try fields.mode("new"))
        case "owner": self = .owner(old: try fields.text("old"), new: try fields.text("new"))
        case "type": self = .type(old: try fields.text("old"), new: try fields.text("new"))
        case "linkTarget": self = .linkTarget(old: try fields.text("old"), new: try fields.text("new"))
        case "extendedAttributes": self = .extendedAttributes
        default: throw .notAnEvent
        }
    }
}

extension EventFields {
    fileprivate func mode(_ name: String) throws(EventLineError) -> UInt32 {
        guard let mode = UInt32(exactly: try integer(name)) else { throw .impossibleNumber }
        return mode
    }
}

extension [JSON.Member] {
    /// The old and the new value; nil is left out.
    fileprivate static func change(from old: String?, to new: String?) -> [JSON.Member] {
        .present(["old": old.map(JSON.string), "new": new.map(JSON.string)])
    }
}
