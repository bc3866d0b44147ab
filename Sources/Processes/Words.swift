internal import Glibc

enum Words {
    /// What the C library says about an error number.
    static func error(_ number: Int32) -> String { String(cString: strerror(number)) }
}
