import Formats
import Testing

/// Counts of bytes as docker shows them.
struct ByteCountTests {
    @Test(
        arguments: [
            (0, "0B"), (999, "999B"), (1000, "1kB"), (1234, "1.23kB"), (12_345, "12.3kB"), (123_456, "123kB"),
            (78_300_000, "78.3MB"), (1_500_000_000, "1.5GB"), (-1, "0B"),
        ] as [(Int64, String)])
    func threeDigitsAndAUnit(_ bytes: Int64, _ text: String) { #expect(ByteCount.text(bytes) == text) }
}
