/// A piece of a YAML document: text, a list or a mapping, with the place where it begins.
public struct YAMLNode: Sendable {
    /// What a node is.
    public enum Content: Sendable {
        /// Text as the document means it: quotes, escapes and folded lines are resolved.
        /// - Parameter isPlain: whether it stood without quotes, so that `8080`, `true` or `null` may be meant as such.
        case scalar(String, isPlain: Bool)
        case sequence([YAMLNode])
        /// In the order of the document; a key is there once.
        case mapping([YAMLEntry])
    }

    public let content: Content
    /// From 1.
    public let line: Int
    /// In characters, from 1.
    public let column: Int

    public init(_ content: Content, line: Int, column: Int) {
        self.content = content
        self.line = line
        self.column = column
    }

    /// The text of a scalar; nil for a list or a mapping.
    public var text: String? {
        switch content {
        case .scalar(let text, _): text
        case .sequence, .mapping: nil
        }
    }

    /// A whole number that stands without quotes, in decimal digits.
    public var integer: Int? {
        switch content {
        case .scalar(let text, isPlain: true): Int(text)
        case .scalar, .sequence, .mapping: nil
        }
    }
}

/// A key of a mapping and what it stands for.
public struct YAMLEntry: Sendable {
    public let key: YAMLNode
    public let value: YAMLNode

    public init(key: YAMLNode, value: YAMLNode) {
        self.key = key
        self.value = value
    }
}

/// Why a text is not read as YAML, and where.
public struct YAMLFault: Error, Equatable, Sendable {
    /// What is wrong at that place.
    public enum Kind: Equatable, Sendable {
        /// It is not YAML; what is wrong, and mostly what to write, as the end of a sentence.
        case syntax(String)
        /// `*name`, where aliases are refused or nothing is called so.
        case alias(String)
        /// A key that the same mapping has already.
        case duplicateKey(String)
        /// A key that is a list or a mapping, or an alias of one.
        case keyIsNotText
        /// Lists and mappings stand inside of each other more than `YAMLLimits.depth` times.
        case tooDeep
        /// There are more than `YAMLLimits.nodes` nodes, counting those that aliases stand for.
        case tooMany
    }

    public let kind: Kind
    /// From 1.
    public let line: Int
    /// In characters, from 1.
    public let column: Int

    public init(_ kind: Kind, line: Int, column: Int) {
        self.kind = kind
        self.line = line
        self.column = column
    }
}

/// Bounds of what is read, so that no text takes for ever.
public struct YAMLLimits: Sendable {
    /// How many lists and mappings may stand inside of each other.
    public var depth = 100
    /// How many nodes a document may have.
    public var nodes = 100_000
    /// Whether `&name` and `*name` may be used.
    public var allowsAliases = false

    public init() {}
}
