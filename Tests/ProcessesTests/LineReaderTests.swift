import CLinux
import Glibc
import Processes
import Testing

struct LineReaderTests {
    private func lines(of text: String, pieces: Int) throws -> [String] {
        var ends: [Int32] = [-1, -1]
        try #require(slipway_pipe(&ends) == 0)
        let bytes = Array(text.utf8)
        var reader = LineReader(ends[0])
        var lines: [String] = []
        func take(_ step: LineReader.Step) {
            if case .lines(let more) = step { lines += more.map { String(decoding: $0, as: UTF8.self) } }
        }
        for start in stride(from: 0, to: bytes.count, by: pieces) {
            let piece = Array(bytes[start..<min(start + pieces, bytes.count)])
            try #require(write(ends[1], piece, piece.count) == piece.count)
            take(reader.next())
        }
        #expect(reader.next(within: 0) == .nothing)
        close(ends[1])
        take(reader.next())
        #expect(reader.next() == .end)
        close(ends[0])
        return lines
    }

    @Test(arguments: ["", "a\n", "a\nb", "\n\n", "one\n\ntwo\nthree", "é\n漢"], [1, 2, 100])
    func linesAreWholeHoweverTheyCome(text: String, pieces: Int) throws {
        var expected = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        if expected.last == "" { expected.removeLast() }
        #expect(try lines(of: text, pieces: pieces) == expected)
    }

    @Test(.timeLimit(.minutes(20))) func aLineWithoutEndIsCut() throws {
        let running = try Program(["sh", "-c", "head -c 5000000 /dev/zero | tr '\\0' x; echo; echo end"]).start()
        var sizes: [Int] = []
        var reader = LineReader(running.output)
        reader.read { sizes += $0.map(\.count) }
        close(running.errors)
        #expect(running.wait().isSuccess)
        #expect(sizes.count == 2 && sizes[1] == 3 && sizes[0] <= 1 << 20 + 1 << 16)
    }
}
