/// What of a Python file is the author's own choice: the names that it defines, and the order of arguments with names.
struct PythonNames {
    /// The names that the file defines, each with its stand-in, which tells only the order of definition.
    private let places: [String: String]

    init(_ lines: [[String]]) {
        var places: [String: String] = [:]
        for signs in lines {
            guard let name = Self.defined(by: signs), places[name] == nil else { continue }
            places[name] = "\u{0}\(places.count + 1)"
        }
        self.places = places
    }

    private static func defined(by signs: [String]) -> String? {
        guard signs.count > 2, let first = signs.first else { return nil }
        if first == "def" { return signs[1] }
        let isName = first.first.map { $0.isLetter || $0 == "_" } ?? false
        return isName && signs[1] == "=" && signs[2] != "=" ? first : nil
    }

    /// A line as any author would have written it.
    func plain(_ signs: [String]) -> [String] {
        let named = signs.enumerated().map { index, sign in
            // What stands behind a dot is somebody else's name.
            index > 0 && signs[index - 1] == "." ? sign : places[sign] ?? sign
        }
        return Self.sortingArguments(named)
    }

    private static func sortingArguments(_ signs: [String]) -> [String] {
        guard let open = signs.firstIndex(of: "("), let close = signs.lastIndex(of: ")"), open + 1 < close else {
            return signs
        }
        var arguments: [[String]] = [[]]
        var depth = 0
        for sign in signs[(open + 1)..<close] {
            if sign == "," && depth == 0 {
                arguments.append([])
                continue
            }
            depth += ["(", "["].contains(sign) ? 1 : [")", "]"].contains(sign) ? -1 : 0
            arguments[arguments.count - 1].append(sign)
        }
        guard arguments.allSatisfy({ $0.count > 2 && $0[1] == "=" }) else { return signs }
        let sorted = arguments.sorted { $0[0] < $1[0] }.joined(separator: [","])
        return Array(signs[...open]) + Array(sorted) + Array(signs[close...])
    }
}
