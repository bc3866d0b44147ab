internal import SystemPackage

/// Holds back what comes first out of a container, until it is known whose words they are.
///
/// A runtime that cannot start a program writes why to the program's own standard error, the program's name as it is. That
/// is not the container's output, and it could drive the user's terminal: the error is told in our own words instead. So
/// the first bytes wait for the next idle moment, a twentieth of a second at most, or for the end.
struct FirstOutput {
    typealias Output = (Runtime.Stream, UnsafeRawBufferPointer) -> Void

    /// Nil once everything is passed on as it comes.
    private var held: [(stream: Runtime.Stream, bytes: [UInt8])]? = []
    /// Where the runtime says what it could not do.
    private let log: FilePath

    /// More than a runtime has to say.
    private static let mostHeld = 4_096

    init(log: FilePath) { self.log = log }

    mutating func take(_ stream: Runtime.Stream, _ bytes: UnsafeRawBufferPointer, _ output: Output) {
        guard let held else { return output(stream, bytes) }
        self.held = held + [(stream, Array(bytes))]
        if held.reduce(bytes.count, { $0 + $1.bytes.count }) > Self.mostHeld { passOn(output) }
    }

    /// What a runtime wrote in the program's place because it could not become the program; nil where a program wrote.
    ///
    /// crun writes a line of JSON, runc `exec PROGRAM: …`; both end with a status of their own then.
    ///
    /// - Parameter command: the program, where it is known.
    func runtimesWords(command: String?) -> String? {
        guard let held, held.allSatisfy({ $0.stream == .stderr }) else { return nil }
        let text = String(decoding: held.flatMap(\.bytes), as: UTF8.self)
        if text.hasPrefix("{\"msg\":\"exec container process"), text.contains("\"level\":\"error\"") { return text }
        guard let command, text.hasPrefix("exec \(command): ") else { return nil }
        return text
    }

    /// Nothing came for a moment.
    mutating func idle(_ output: Output) {
        guard let held, !held.isEmpty, runtimesWords(command: nil) == nil,
            RuntimeLog.failure(in: TextFile.read(log.string) ?? "", command: "") == nil
        else { return }
        passOn(output)
    }

    /// The program ran: all of it is the container's own.
    mutating func passOn(_ output: Output) {
        for (stream, bytes) in held ?? [] { bytes.withUnsafeBytes { output(stream, $0) } }
        held = nil
    }
}
