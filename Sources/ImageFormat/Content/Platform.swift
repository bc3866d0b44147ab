/// The machine that an image runs on (OCI image spec, image-index.md, "platform"), in Go's words: `linux`, `amd64`.
public struct Platform: Hashable, Sendable, CustomStringConvertible {
    /// The operating system, in Go's words: `linux`.
    public var os: String
    /// The architecture, in Go's words: `amd64`.
    public var architecture: String
    /// The variant of the architecture: `v7`; nil where none is named.
    public var variant: String?

    public init(os: String = "linux", architecture: String, variant: String? = nil) {
        self.os = os
        self.architecture = architecture
        self.variant = variant
    }

    /// Parses `linux/arm64` or `linux/arm/v7`; the machine's words for an architecture (`x86_64`) are taken too.
    public init?(_ text: String) {
        let parts = text.lowercased().split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard (2...3).contains(parts.count), !parts.contains("") else { return nil }
        let (architecture, variant) = Self.normalise(parts[1], parts.count == 3 ? parts[2] : nil)
        self.init(os: parts[0], architecture: architecture, variant: variant)
    }

    /// The machine that this program was built for.
    public static var host: Platform {
        #if arch(x86_64)
            Platform(architecture: "amd64")
        #elseif arch(arm64)
            Platform(architecture: "arm64")
        #elseif arch(arm)
            Platform(architecture: "arm", variant: "v7")
        #elseif arch(i386)
            Platform(architecture: "386")
        #elseif arch(powerpc64le)
            Platform(architecture: "ppc64le")
        #elseif arch(s390x)
            Platform(architecture: "s390x")
        #else
            Platform(architecture: "unknown")
        #endif
    }

    /// Whether an image for `self` runs on `other`: the variant counts only where both name one.
    public func matches(_ other: Platform) -> Bool {
        let mine = Self.normalise(architecture, variant)
        let theirs = Self.normalise(other.architecture, other.variant)
        return os == other.os && mine.0 == theirs.0 && (mine.1 == nil || theirs.1 == nil || mine.1 == theirs.1)
    }

    public var description: String {
        ([os, architecture] + (variant.map { [$0] } ?? [])).joined(separator: "/")
    }

    private static func normalise(_ architecture: String, _ variant: String?) -> (String, String?) {
        switch (architecture, variant) {
        case ("x86_64", _), ("x86-64", _): ("amd64", variant == "v1" ? nil : variant)
        case ("aarch64", _), ("arm64", "v8"), ("arm64", "8"):
            ("arm64", variant == "v8" || variant == "8" ? nil : variant)
        case ("armhf", nil): ("arm", "v7")
        case ("armel", nil): ("arm", "v6")
        case ("i386", _): ("386", variant)
        default: (architecture, variant)
        }
    }
}
