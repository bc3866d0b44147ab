import FoundationEssentials

func names(in folder: String) throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: folder) }

func removeAll(_ path: String) throws { try FileManager.default.removeItem(atPath: path) }

extension String {
    func replacing(_ part: String, with other: String) -> String {
        guard let range = self.range(of: part) else { return self }
        return replacingCharacters(in: range, with: other)
    }

    private func range(of part: String) -> Range<Index>? {
        var start = startIndex
        while start < endIndex {
            if self[start...].hasPrefix(part) { return start..<index(start, offsetBy: part.count) }
            start = index(after: start)
        }
        return nil
    }

    private func replacingCharacters(in range: Range<Index>, with other: String) -> String {
        self[..<range.lowerBound] + other + self[range.upperBound...]
    }
}
