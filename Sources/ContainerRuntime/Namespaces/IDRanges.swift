internal import Glibc
internal import Processes

/// The IDs that /etc/subuid and /etc/subgid give to a user.
struct IDRange: Equatable {
    var start: UInt32
    var count: UInt32

    /// The user's first range; a line is `name:start:count`, the name may be the user's number.
    static func first(in text: String, name: String?, uid: UInt32) -> IDRange? {
        for line in text.split(separator: "\n") {
            let fields = line.split(separator: ":", omittingEmptySubsequences: false)
            guard fields.count == 3, fields[0] == (name ?? "") || fields[0] == "\(uid)",
                let start = UInt32(fields[1]), let count = UInt32(fields[2]), count > 0
            else { continue }
            return IDRange(start: start, count: count)
        }
        return nil
    }
}

enum IDRanges {
    /// The commands that map this process's user to 0 and the range to 1 and up; nil without a range or the programs.
    static func mapCommands() -> (users: [String], groups: [String])? {
        guard let newuidmap = ProgramPaths.find("newuidmap"), let newgidmap = ProgramPaths.find("newgidmap") else {
            return nil
        }
        let name = userName()
        guard let users = IDRange.first(in: TextFile.read("/etc/subuid") ?? "", name: name, uid: getuid()),
            let groups = IDRange.first(in: TextFile.read("/etc/subgid") ?? "", name: name, uid: getuid())
        else { return nil }
        return (command(newuidmap, own: getuid(), users), command(newgidmap, own: getgid(), groups))
    }

    private static func command(_ program: String, own: UInt32, _ range: IDRange) -> [String] {
        [program, "\(getpid())", "0", "\(own)", "1", "1", "\(range.start)", "\(range.count)"]
    }

    /// From /etc/passwd itself, which costs less than the name services; a user from elsewhere has a number.
    private static func userName() -> String? {
        let entries = AccountFile.entries(of: TextFile.read("/etc/passwd") ?? "", fields: 4)
        return entries.first { $0[2] == "\(getuid())" }.map { String($0[0]) }
    }
}
