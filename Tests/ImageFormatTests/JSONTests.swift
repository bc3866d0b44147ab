import ImageFormat
import Seeds
import Testing

@Suite struct JSONTests {
    static let valid: [(text: String, written: String)] = [
        ("null", "null"), (" [ ] ", "[]"), ("{}", "{}"), ("[1,-2,0.5,true,false]", "[1,-2,0.5,true,false]"),
        (#"{"b":1,"a":{"c":[null]}}"#, #"{"b":1,"a":{"c":[null]}}"#),
        (#""\u0041\n\t\r\"\\\/\u00e9\b\u0001""#, #""A\n\t\r\"\\/é\u0008\u0001""#),
        (#""\ud83d\ude00 \ud83d x \udc00""#, "\"😀 \u{FFFD} x \u{FFFD}\""),
        ("9223372036854775807", "9223372036854775807"), ("1e3", "1000.0"),
    ]

    @Test(arguments: valid)
    func readsAndWrites(_ text: String, _ written: String) throws {
        let value = try JSON(parsing: Array(text.utf8))
        #expect(String(decoding: value.encoded(), as: UTF8.self) == written)
        #expect(try JSON(parsing: value.encoded()) == value)
        #expect(try JSON(parsing: Array(value.pretty().utf8)) == value)
    }

    static let invalid: [(text: String, error: JSONError)] = [
        ("", .unexpectedEnd), ("[1", .unexpectedEnd), ("\"a", .unexpectedEnd), ("\"\\", .unexpectedEnd),
        (#""\u12"#, .unexpectedEnd), (#""\u12x4""#, .badEscape(offset: 1)), (#""\q""#, .badEscape(offset: 1)),
        ("{\"a\" 1}", .unexpectedByte(UInt8(ascii: "1"), offset: 5)), ("nul", .unexpectedEnd),
        ("[1 2]", .unexpectedByte(UInt8(ascii: "2"), offset: 3)), ("1 1", .trailingBytes(offset: 2)),
        ("--1", .badNumber(offset: 0)), ("+1", .badNumber(offset: 0)), ("1e999", .badNumber(offset: 0)),
        ("\"\n\"", .unexpectedByte(10, offset: 1)), ("x", .unexpectedByte(UInt8(ascii: "x"), offset: 0)),
        (String(repeating: "[", count: 100_000), .tooDeep(limit: 64, offset: 64)),
        (String(repeating: " ", count: 200_000), .tooLong(limit: 150_000)),
    ]

    @Test(arguments: invalid)
    func aTextThatIsNotJSONIsRefused(_ text: String, _ error: JSONError) {
        #expect(throws: error) { try JSON(parsing: Array(text.utf8), limits: JSONLimits(bytes: 150_000)) }
    }

    @Test func survivesAnyBytes() {
        var generator = SeededGenerator(PropertySeed.of(1))
        let alphabet = Array("{}[]\",:\\u0019.e-+truefalsn \n\u{1}é".utf8)
        for _ in 0..<5000 {
            let bytes = (0..<Int.random(in: 0...40, using: &generator)).compactMap { _ in
                alphabet.randomElement(using: &generator)
            }
            if let value = try? JSON(parsing: bytes) { #expect((try? JSON(parsing: value.encoded())) != nil) }
        }
    }

    @Test func showsAsDockerDoes() {
        let value = JSON.object(["a": .strings(["x"]), "b": .object([JSON.Member]()), "c": nil])
        #expect(value.pretty() == "{\n    \"a\": [\n        \"x\"\n    ],\n    \"b\": {}\n}")
    }
}
