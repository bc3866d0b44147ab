internal import CLinux
internal import Glibc
public import SystemPackage

/// /etc/passwd and /etc/group: a line is an entry, with its fields separated by colons.
enum AccountFile {
    /// The entries with at least that many fields.
    static func entries(of text: String, fields count: Int) -> [[Substring]] {
        text.split(separator: "\n").compactMap { line in
            let fields = line.split(separator: ":", omittingEmptySubsequences: false)
            return fields.count >= count ? fields : nil
        }
    }
}

extension UserIdentity {
    /// The user that `USER` or `-u` means: `name`, `name:group`, numbers in place of either; nil and empty are root.
    ///
    /// As Docker has it: a number that passwd does not name has group 0; a group given by name or number replaces the
    /// user's own and all additional ones.
    public static func resolve(
        _ text: String?, passwd: String, group: String
    ) throws(RuntimeError) -> UserIdentity {
        let parts = (text ?? "").split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let name = parts.first.map(String.init).flatMap { $0.isEmpty ? nil : $0 } ?? "0"
        let users = AccountFile.entries(of: passwd, fields: 6)
        let groups = AccountFile.entries(of: group, fields: 3)
        let number = UInt32(name)
        let entry = users.first { $0[0] == name } ?? users.first { number != nil && UInt32($0[2]) == number }
        guard let uid = entry.flatMap({ UInt32($0[2]) }) ?? number else { throw .unknownUser(name) }
        let home = entry.map { String($0[5]) }.flatMap { $0.isEmpty ? nil : $0 } ?? (uid == 0 ? "/root" : "/")
        if parts.count == 2, !parts[1].isEmpty {
            let gid = try self.group(String(parts[1]), in: groups)
            return UserIdentity(uid: uid, gid: gid, home: home)
        }
        let gid = entry.flatMap { UInt32($0[3]) } ?? 0
        let login = entry.map { $0[0] }
        let additional = groups.filter { fields in
            fields.count > 3 && login.map { fields[3].split(separator: ",").contains($0) } == true
        }
        return UserIdentity(
            uid: uid, gid: gid, additionalGroups: additional.compactMap { UInt32($0[2]) }.filter { $0 != gid },
            home: home)
    }

    private static func group(_ name: String, in groups: [[Substring]]) throws(RuntimeError) -> UInt32 {
        if let named = groups.first(where: { $0[0] == name }), let gid = UInt32(named[2]) { return gid }
        guard let number = UInt32(name) else { throw .unknownGroup(name) }
        return number
    }

    /// The same, by the files of a root file system.
    public static func resolve(_ text: String?, inRoot root: FilePath) throws(RuntimeError) -> UserIdentity {
        let directory = open(root.string, slipway_open_path | O_DIRECTORY | O_CLOEXEC)
        guard directory >= 0 else { throw .failed("open", root.string) }
        defer { close(directory) }
        return try resolve(
            text, passwd: content(of: "etc/passwd", in: directory), group: content(of: "etc/group", in: directory))
    }

    /// The same user with further groups, by their names in a root file system or their numbers.
    public func joining(_ groups: [String], inRoot root: FilePath) throws(RuntimeError) -> UserIdentity {
        guard !groups.isEmpty else { return self }
        let directory = open(root.string, slipway_open_path | O_DIRECTORY | O_CLOEXEC)
        guard directory >= 0 else { throw .failed("open", root.string) }
        defer { close(directory) }
        let known = AccountFile.entries(of: Self.content(of: "etc/group", in: directory), fields: 3)
        var result = self
        for group in groups {
            let number = try Self.group(group, in: known)
            if number != gid, !result.additionalGroups.contains(number) { result.additionalGroups.append(number) }
        }
        return result
    }

    private static func content(of name: String, in directory: Int32) -> String {
        let file = slipway_open_in_root(directory, name, O_RDONLY | O_NONBLOCK, 0)
        guard file >= 0 else { return "" }
        defer { close(file) }
        return TextFile.read(file) ?? ""
    }
}
