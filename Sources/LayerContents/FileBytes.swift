internal import Glibc

/// The content of files, block by block.
enum FileBytes {
    /// Whether two files can be read and have the same bytes.
    static func areSame(_ old: String, _ new: String) -> Bool {
        let files = [open(old, O_RDONLY | O_CLOEXEC), open(new, O_RDONLY | O_CLOEXEC)]
        defer { for file in files where file >= 0 { close(file) } }
        guard files.allSatisfy({ $0 >= 0 }) else { return false }
        var blocks = [[UInt8]](repeating: [UInt8](repeating: 0, count: 1 << 16), count: 2)
        while true {
            let counts = [0, 1].map { read(files[$0], &blocks[$0], blocks[$0].count) }
            guard counts[0] == counts[1], counts[0] >= 0 else { return false }
            if counts[0] == 0 { return true }
            if blocks[0][..<counts[0]] != blocks[1][..<counts[1]] { return false }
        }
    }
}
