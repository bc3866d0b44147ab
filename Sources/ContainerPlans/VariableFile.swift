internal import ArgumentParser
internal import Files
public import ImageFormat
public import Surroundings

/// `-e`
public enum Variables {
    /// `NAME=VALUE` sets; `NAME` takes the value of the variable here, and nothing where there is none.
    ///
    /// - Throws: `ValidationError` for a variable without a name.
    public static func set(
        _ texts: [String], in config: inout ContainerConfig, from surroundings: Surroundings
    ) throws {
        for text in texts {
            guard !text.isEmpty, !text.hasPrefix("=") else {
                throw ValidationError("invalid environment variable: \(text). Expected NAME=VALUE or NAME.")
            }
            let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            if parts.count == 2 {
                config.setEnvironment(parts[0], parts[1])
            } else if let value = surroundings.variables[text] {
                config.setEnvironment(text, value)
            }
        }
    }
}

/// `--env-file` and `--label-file`: an entry a line, nothing of it is a quote or an escape.
public enum VariableFile {
    /// The entries: `NAME=VALUE` or `NAME`.
    ///
    /// - Parameter flag: what named the file, for the sentence of a fault.
    public static func entries(of path: String, for flag: String) throws -> [String] {
        let bytes: [UInt8]
        do { bytes = try WholeFile.read(path, limit: 1 << 20) } catch {
            throw ContainerFault("\(flag) \(path): \(error)")
        }
        return try entries(in: String(decoding: bytes, as: UTF8.self), of: path, for: flag)
    }

    static func entries(in text: String, of path: String, for flag: String) throws -> [String] {
        var entries: [String] = []
        for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: Self.isLineEnd)
            .enumerated()
        {
            let entry = line.drop { $0 == " " || $0 == "\t" || $0 == "\u{FEFF}" }
            guard !entry.isEmpty, !entry.hasPrefix("#") else { continue }
            let name = entry.prefix { $0 != "=" }
            guard !name.isEmpty, !name.contains(where: \.isWhitespace) else {
                throw ContainerFault(
                    "\(flag) \(path), line \(index + 1): `\(name)` is not a valid name for a variable.")
            }
            entries.append(String(entry))
        }
        return entries
    }

    /// A carriage return and a line feed are one character.
    private static func isLineEnd(_ character: Character) -> Bool { ["\n", "\r\n"].contains(character) }
}
