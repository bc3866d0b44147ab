/// Who a process is.
public struct UserIdentity: Equatable, Sendable {
    public var uid: UInt32
    public var gid: UInt32
    public var additionalGroups: [UInt32]
    /// The home that the image's passwd names; `/` where it does not know the user.
    public var home: String?

    public init(uid: UInt32, gid: UInt32, additionalGroups: [UInt32] = [], home: String? = nil) {
        self.uid = uid
        self.gid = gid
        self.additionalGroups = additionalGroups
        self.home = home
    }

    /// Root, as an image without /etc/passwd has it.
    public static let root = UserIdentity(uid: 0, gid: 0, home: "/root")
}
