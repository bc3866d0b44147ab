/// A NULL-ended vector of C strings, as `execve` takes it, for the time of `body`.
func withCStrings<Result>(
    _ strings: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result
) -> Result {
    // One buffer for all the text: every string ends with a zero byte, and starts where the one before it ended.
    var text: [CChar] = []
    var starts: [Int] = []
    for string in strings {
        starts.append(text.count)
        text.append(contentsOf: string.utf8.lazy.filter { $0 != 0 }.map { CChar(bitPattern: $0) })
        text.append(0)
    }
    return text.withUnsafeMutableBufferPointer { buffer in
        let pointers: [UnsafeMutablePointer<CChar>?] =
            starts.map { start in buffer.baseAddress.map { $0 + start } } + [nil]
        return pointers.withUnsafeBufferPointer { vector in
            guard let base = vector.baseAddress else { preconditionFailure("a vector with a NULL has an address") }
            return body(base)
        }
    }
}
