extension PrintableText {
    /// JSON that stays the same JSON: hidden characters inside of its strings become `\uXXXX`.
    ///
    /// - Parameter json: a valid text; between its values nothing is hidden but white space.
    public init(json: String) { self.init(safe: Self.escaped(json)) }

    /// Escapes JSON that is given as bytes: fast where nothing has to be escaped, as in most of a stream.
    public static func escaped(json bytes: [UInt8]) -> [UInt8] {
        if !bytes.contains(where: { $0 >= 0x7F }) { return bytes }
        return Array(escaped(String(decoding: bytes, as: UTF8.self)).utf8)
    }

    private static func escaped(_ json: String) -> String {
        if !json.utf8.contains(where: { $0 >= 0x7F }) { return json }
        var result = String.UnicodeScalarView()
        var previous: Unicode.Scalar?
        for scalar in json.unicodeScalars {
            if scalar.value >= 0x7F, HiddenCharacters.contains(scalar, after: previous) {
                for unit in UTF16.encode(scalar) ?? UTF16.encodedReplacementCharacter {
                    let spelled = "\\u" + HiddenCharacters.hexadecimal(UInt32(unit), 4)
                    // Not append(contentsOf:), which copies all that is there already.
                    for part in spelled.unicodeScalars { result.append(part) }
                }
            } else {
                result.append(scalar)
            }
            previous = scalar
        }
        return String(result)
    }
}
