internal import RegularExpressions

extension Editor {
    mutating func seek(_ command: EditCommand) -> EditNotice? {
        switch command {
        case .find(let query): return find(query)
        case .findNext: return select(next(after: selection.upper, skipsEmptyAt: selection.isEmpty ? caret : nil))
        case .findPrevious: return select(previous(before: selection.lower))
        case .replaceNext(let text): return replaceNext(text)
        case .replaceAll(let text): return replaceAll(text)
        default: return nil
        }
    }

    /// The matches of the search in a line, to be shown.
    public func matches(in line: LineIndex) -> [Range<ByteColumn>] {
        pattern?.matches(in: buffer.content(of: line), buffer.encoding).map(\.range) ?? []
    }

    /// Sets the search and selects the first match at or after the selection's start, as search-while-typing needs it.
    private mutating func find(_ query: SearchQuery) -> EditNotice? {
        history.close()
        search = query
        do throws(PatternError) {
            pattern = try SearchPattern(query)
        } catch {
            pattern = nil
            return .badPattern(error)
        }
        return select(next(after: selection.lower, skipsEmptyAt: nil))
    }

    private struct Found {
        var selection: Selection
        var hasWrapped: Bool
    }

    private mutating func select(_ found: Found?) -> EditNotice? {
        history.close()
        guard let found else { return .notFound }
        selection = found.selection
        return found.hasWrapped ? .wrapped : nil
    }

    private func ranges(in line: LineIndex) -> [Selection] {
        matches(in: line).map { range in
            Selection(
                anchor: TextPosition(line: line, byte: range.lowerBound),
                caret: TextPosition(line: line, byte: range.upperBound))
        }
    }

    private func next(after place: TextPosition, skipsEmptyAt skipped: TextPosition?) -> Found? {
        guard pattern != nil else { return nil }
        for step in 0...buffer.lineCount {
            let line = LineIndex((place.line.value + step) % buffer.lineCount)
            let found = ranges(in: line).first { match in
                if step == 0 { return match.lower >= place && !(match.isEmpty && match.lower == skipped) }
                return step < buffer.lineCount || match.lower < place
            }
            if let found { return Found(selection: found, hasWrapped: found.lower < place) }
        }
        return nil
    }

    private func previous(before place: TextPosition) -> Found? {
        guard pattern != nil else { return nil }
        for step in 0...buffer.lineCount {
            let line = LineIndex((place.line.value - step + 2 * buffer.lineCount) % buffer.lineCount)
            let found = ranges(in: line).last { match in
                step == 0 ? match.upper <= place && match.lower < place : step < buffer.lineCount || match.upper > place
            }
            if let found { return Found(selection: found, hasWrapped: found.lower >= place) }
        }
        return nil
    }

    /// Replaces the selection where it is a match, then selects the next match.
    private mutating func replaceNext(_ text: String) -> EditNotice? {
        guard let template = buffer.encoding.encode(text) else { return .cannotEncode }
        guard let pattern else { return .notFound }
        let line = selection.lower.line
        let content = buffer.content(of: line)
        let match = pattern.matches(in: content, buffer.encoding, captures: true).first {
            $0.range.lowerBound == selection.lower.byte && $0.range.upperBound == selection.upper.byte
        }
        if let match, selection.lower.line == selection.upper.line {
            history.close()
            let new = lineBreaksOfFile(pattern.replacement(template, for: match, in: content), at: line)
            replace(from: selection.lower, to: selection.upper, with: new)
        }
        return select(next(after: caret, skipsEmptyAt: caret))
    }

    private func lineBreaksOfFile(_ bytes: [UInt8], at line: LineIndex) -> [UInt8] {
        LineBreaks.unified(bytes, to: buffer.endingForNewLine(at: line), carriageReturns: false)
    }

    /// Replaces every match in the file, as one change of the bytes from the first to the last.
    private mutating func replaceAll(_ text: String) -> EditNotice? {
        guard let template = buffer.encoding.encode(text) else { return .cannotEncode }
        guard let pattern else { return .notFound }
        var first: TextPosition?
        var last = TextPosition.start
        var new: [UInt8] = []
        var count = 0
        for line in 0..<buffer.lineCount {
            let content = buffer.content(of: LineIndex(line))
            for match in pattern.matches(in: content, buffer.encoding, captures: true) {
                let start = TextPosition(line: LineIndex(line), byte: match.range.lowerBound)
                if first == nil { first = start } else { new += buffer.bytes(from: last, to: start) }
                new += lineBreaksOfFile(pattern.replacement(template, for: match, in: content), at: LineIndex(line))
                last = TextPosition(line: LineIndex(line), byte: match.range.upperBound)
                count += 1
            }
        }
        guard let first else { return .notFound }
        let offset = buffer.offset(of: first)
        let place = caret
        let edit = TextEdit(offset: offset, removed: buffer.bytes(from: first, to: last), inserted: new)
        change([edit]) { _ in Selection(at: place) }
        return .replaced(count: count)
    }
}
