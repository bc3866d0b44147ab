/// Calls `body` with strings as C has a list of them, as for `execve`: ended by NULL. A zero byte within a string is left
/// out.
public func withCStrings<Result>(
    _ strings: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result
) -> Result {
    var text: [CChar] = []
    var starts: [Int] = []
    for string in strings {
        starts.append(text.count)
        text.append(contentsOf: string.utf8.lazy.filter { $0 != 0 }.map { CChar(bitPattern: $0) })
        text.append(0)
    }
    return text.withUnsafeMutableBufferPointer { buffer in
        let pointers = starts.map { start in buffer.baseAddress.map { $0 + start } } + [nil]
        return pointers.withUnsafeBufferPointer { vector in
            guard let base = vector.baseAddress else { preconditionFailure("a list with a NULL has an address") }
            return body(base)
        }
    }
}
