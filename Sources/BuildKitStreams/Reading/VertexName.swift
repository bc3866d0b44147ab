internal import ImageFormat

/// The meaning of a vertex's name.
enum VertexName: Equatable {
    /// An instruction: `[build 2/5] COPY requirements.txt .`. `stage` is set where there are several stages; `ordinal`
    /// and `total` count only the instructions of the stage that make something.
    case step(stage: String?, ordinal: Int, total: Int, text: String)
    /// A base image that is looked up or fetched, by its familiar name.
    case base(String)
    /// An instruction of the classic builder, `Step 2/5 : WORKDIR /app`. The numbers count all instructions of the
    /// file.
    case classic(text: String, number: Int, total: Int)

    /// Nil for work that belongs to no instruction, such as `[internal] load build context` or `exporting to image`.
    init?(_ name: String) {
        if let classic = Self.classic(name) {
            self = classic
            return
        }
        guard name.hasPrefix("["), let end = name.firstIndex(of: "]") else { return nil }
        let label = name[name.index(after: name.startIndex)..<end]
        let text = String(name[name.index(after: end)...].drop { $0 == " " })
        if let base = Self.base(label, text) {
            self = .base(base)
            return
        }
        guard let step = Self.step(label, text) else { return nil }
        self = step
    }

    private static func classic(_ name: String) -> VertexName? {
        guard name.hasPrefix("Step "), let end = name.firstRange(of: " : ") else { return nil }
        let place = name[name.index(name.startIndex, offsetBy: 5)..<end.lowerBound].split(separator: "/")
        guard place.count == 2, let number = Int(place[0]), let total = Int(place[1]) else { return nil }
        return .classic(text: String(name[end.upperBound...]), number: number, total: total)
    }

    /// The name for a label such as `linux/amd64 build 2/5`. It has a platform only in a build for several platforms.
    private static func step(_ label: Substring, _ text: String) -> VertexName? {
        var words = label.split(separator: " ").map(String.init)
        let place = (words.popLast() ?? "").split(separator: "/").compactMap { Int($0) }
        guard place.count == 2, !text.isEmpty else { return nil }
        words.removeAll { $0.contains("/") }
        return .step(stage: words.last, ordinal: place[0], total: place[1], text: text)
    }

    private static func base(_ label: Substring, _ text: String) -> String? {
        if label == "internal", text.hasPrefix("load metadata for ") { return familiar(text.dropFirst(18)) }
        if label.hasPrefix("context ") { return familiar(label.dropFirst(8)) }
        guard text.hasPrefix("FROM ") else { return nil }
        return familiar(text.dropFirst(5))
    }

    /// The familiar form of a reference, without the digest that BuildKit adds.
    static func familiar(_ text: some StringProtocol) -> String {
        let bare = String(text.prefix { $0 != "@" && $0 != " " })
        return (try? Reference(bare))?.familiar ?? bare
    }
}
