/// Collects the words of an expanded text; unquoted white space ends one.
struct WordSplitter {
    private(set) var words: [String] = []
    /// Where each word comes from, in bytes of the input.
    private(set) var bounds: [Range<Int>] = []
    private var word = String.UnicodeScalarView()
    private var isInWord = false
    private var start = 0

    /// A character that splits where it is white space; `end` is where the word ends then.
    mutating func add(_ scalar: Unicode.Scalar, at offset: Int, endingAt end: Int) {
        guard scalar.isSpace else { return append(scalar, at: offset) }
        if isInWord, !word.isEmpty { push(endingAt: end) }
    }

    /// Text that holds together; even an empty one begins a word.
    mutating func addProtected(_ text: String, at offset: Int) {
        if !isInWord { start = offset }
        isInWord = true
        word.append(text)
    }

    mutating func finish(at end: Int) {
        if !word.isEmpty { push(endingAt: end) }
    }

    private mutating func append(_ scalar: Unicode.Scalar, at offset: Int) {
        if !isInWord { start = offset }
        isInWord = true
        word.append(scalar)
    }

    private mutating func push(endingAt end: Int) {
        words.append(String(word))
        bounds.append(start..<end)
        word = String.UnicodeScalarView()
        isInWord = false
    }
}
