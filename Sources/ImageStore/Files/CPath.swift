/// A path of any bytes but NUL, in the form that C functions take.
public struct CPath: CustomStringConvertible {
    private let bytes: [UInt8]

    public init(_ bytes: some Collection<UInt8>) { self.bytes = Array(bytes) + [0] }

    /// The path by which the kernel finds `name` in an open directory, for calls that take no directory.
    init(_ name: CPath, in directory: Int32) {
        bytes = Array("/proc/self/fd/\(directory)/".utf8) + name.bytes
    }

    /// Calls `body` with the path, a NUL behind it.
    public func call<Result>(_ body: (UnsafePointer<CChar>) -> Result) -> Result {
        bytes.withUnsafeBytes { buffer in
            // The buffer contains at least the NUL, so it has a base address.
            guard let base = buffer.baseAddress else { preconditionFailure("an empty C string") }
            return body(base.assumingMemoryBound(to: CChar.self))
        }
    }

    public var description: String { ShownPath.text(bytes.dropLast()) }
}
