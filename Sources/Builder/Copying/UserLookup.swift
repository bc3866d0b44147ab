/// Users and groups as an image's own passwd and group files know them.
struct UserLookup {
    private let users: [[Substring]]
    private let groups: [[Substring]]

    init(passwd: [UInt8]?, group: [UInt8]?) {
        users = Self.lines(passwd)
        groups = Self.lines(group)
    }

    init(_ root: RootWriter) {
        self.init(passwd: root.content(TreePath("/etc/passwd")), group: root.content(TreePath("/etc/group")))
    }

    /// `--chown`: a name without a group brings its own group, a number stands for both.
    func owner(_ text: String) throws(StepError) -> Owner {
        let (user, group) = Self.split(text)
        if let uid = UInt32(user) { return Owner(uid: uid, gid: try group.map(gid) ?? uid) }
        guard let entry = users.first(where: { $0[0] == user }), let uid = Self.number(entry, 2) else {
            throw Self.unknown("user", user)
        }
        return Owner(uid: uid, gid: try group.map(gid) ?? Self.number(entry, 3) ?? uid)
    }

    private func gid(_ group: Substring) throws(StepError) -> UInt32 {
        if let number = UInt32(group) { return number }
        guard let entry = groups.first(where: { $0[0] == group }), let gid = Self.number(entry, 2) else {
            throw Self.unknown("group", group)
        }
        return gid
    }

    private static func split(_ text: String) -> (user: Substring, group: Substring?) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let group = parts.count > 1 && !parts[1].isEmpty ? parts[1] : nil
        return (parts.first.flatMap { $0.isEmpty ? nil : $0 } ?? "0", group)
    }

    private static func number(_ entry: [Substring], _ field: Int) -> UInt32? {
        entry.count > field ? UInt32(entry[field]) : nil
    }

    private static func lines(_ content: [UInt8]?) -> [[Substring]] {
        String(decoding: content ?? [], as: UTF8.self).split(separator: "\n")
            .map { $0.split(separator: ":", omittingEmptySubsequences: false) }
    }

    private static func unknown(_ what: String, _ name: Substring) -> StepError {
        .refused(
            message: "The image has no \(what) `\(name)`.",
            advice: "Create it in a RUN above this line, or use a number.")
    }
}
