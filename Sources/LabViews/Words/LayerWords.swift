internal import ImageFormat

/// How the rows of layers and their files are put into words.
enum LayerWords {
    static func sign(_ kind: LayerChange.Kind?) -> (sign: String, role: Role) {
        switch kind {
        case .added: ("+", .added)
        case .changed: ("~", .attention)
        case .removed: ("-", .removed)
        case nil: (" ", .text)
        }
    }

    /// A size, to the right in its column.
    static func column(_ size: String) -> String {
        String(repeating: " ", count: max(0, 9 - TextWidth.columns(size))) + size
    }

    /// A history entry as the instruction that a learner wrote: without the shell and BuildKit's remark.
    static func instruction(_ createdBy: String) -> String {
        var text = createdBy
        if text.hasSuffix(" # buildkit") { text.removeLast(" # buildkit".count) }
        if text.hasPrefix("RUN /bin/sh -c ") { text = "RUN " + text.dropFirst("RUN /bin/sh -c ".count) }
        if text.hasPrefix("/bin/sh -c #(nop) ") {
            text = String(text.dropFirst("/bin/sh -c #(nop) ".count).drop { $0 == " " })
        }
        if text.hasPrefix("EXPOSE map["), text.hasSuffix("]") {
            // As Go prints the ports: `map[5000/tcp:{} 53/udp:{}]`.
            text = "EXPOSE " + text.dropFirst("EXPOSE map[".count).dropLast().replacing(":{}", with: "")
        }
        return text.isEmpty ? "(not said)" : text
    }
}
