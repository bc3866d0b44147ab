internal import CYaml

/// What libyaml has read next, and where it begins.
struct YAMLEvent {
    enum Kind {
        case documentStart
        case streamEnd
        case scalar(String, isPlain: Bool)
        case alias(String)
        case sequenceStart
        case mappingStart
        /// The end of a list or of a mapping: libyaml sees to it that it is the one that is open.
        case end
        case other
    }

    var kind: Kind
    var anchor: String?
    var line: Int
    var column: Int

    func node(_ content: YAMLNode.Content) -> YAMLNode { YAMLNode(content, line: line, column: column) }

    func fault(_ kind: YAMLFault.Kind) -> YAMLFault { YAMLFault(kind, line: line, column: column) }
}

/// The events of a text, one after another.
struct YAMLEvents: ~Copyable {
    private let parser: UnsafeMutablePointer<yaml_parser_t>
    /// The text, which libyaml reads where it is.
    private let bytes: UnsafeMutableBufferPointer<UInt8>

    init(_ text: String) throws(YAMLFault) {
        parser = .allocate(capacity: 1)
        bytes = .allocate(capacity: text.utf8.count)
        _ = bytes.initialize(fromContentsOf: text.utf8)
        guard yaml_parser_initialize(parser) == 1 else {
            parser.deallocate()
            bytes.deallocate()
            throw YAMLFault(.syntax("there is no memory to read it"), line: 1, column: 1)
        }
        yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        yaml_parser_set_input_string(parser, bytes.baseAddress, bytes.count)
    }

    /// Gives back what the reader holds; nothing can be read any more.
    mutating func close() {
        yaml_parser_delete(parser)
        parser.deallocate()
        bytes.deallocate()
    }

    /// The next event.
    ///
    /// - Throws: where the text is not YAML.
    mutating func next() throws(YAMLFault) -> YAMLEvent {
        var event = yaml_event_t()
        guard yaml_parser_parse(parser, &event) == 1 else { throw fault() }
        defer { yaml_event_delete(&event) }
        let (kind, anchor) = Self.content(of: event)
        return YAMLEvent(
            kind: kind, anchor: anchor, line: event.start_mark.line + 1, column: event.start_mark.column + 1)
    }

    private static func content(of event: yaml_event_t) -> (YAMLEvent.Kind, anchor: String?) {
        switch event.type {
        case YAML_DOCUMENT_START_EVENT: (.documentStart, nil)
        case YAML_STREAM_END_EVENT: (.streamEnd, nil)
        case YAML_SCALAR_EVENT:
            (
                .scalar(
                    String(
                        decoding: UnsafeBufferPointer(start: event.data.scalar.value, count: event.data.scalar.length),
                        as: UTF8.self),
                    isPlain: event.data.scalar.style == YAML_PLAIN_SCALAR_STYLE), text(event.data.scalar.anchor)
            )
        case YAML_ALIAS_EVENT: (.alias(text(event.data.alias.anchor) ?? ""), nil)
        case YAML_SEQUENCE_START_EVENT: (.sequenceStart, text(event.data.sequence_start.anchor))
        case YAML_MAPPING_START_EVENT: (.mappingStart, text(event.data.mapping_start.anchor))
        case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT: (.end, nil)
        default: (.other, nil)
        }
    }

    private static func text(_ name: UnsafeMutablePointer<yaml_char_t>?) -> String? {
        name.map { String(cString: $0) }
    }

    private func fault() -> YAMLFault {
        let words = parser.pointee.problem.map { String(cString: $0) } ?? "it cannot be read"
        // A character that YAML does not have is known by its byte alone.
        guard parser.pointee.error == YAML_READER_ERROR else {
            let text = String(decoding: bytes, as: UTF8.self)
            return YAMLProblem(
                problem: words, place: Self.place(parser.pointee.problem_mark),
                context: parser.pointee.context == nil ? nil : Self.place(parser.pointee.context_mark),
                lines: YAMLSource(text)
            ).fault
        }
        let line = bytes.prefix(parser.pointee.problem_offset).count { $0 == UInt8(ascii: "\n") } + 1
        return YAMLFault(.syntax("the line holds a character that YAML does not take"), line: line, column: 1)
    }

    private static func place(_ mark: yaml_mark_t) -> YAMLProblem.Place {
        YAMLProblem.Place(line: Int(mark.line) + 1, column: Int(mark.column) + 1)
    }
}
