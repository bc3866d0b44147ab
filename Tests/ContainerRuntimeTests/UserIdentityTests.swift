import ContainerRuntime
import Testing

@Suite struct UserIdentityTests {
    static let passwd = """
        root:x:0:0:root:/root:/bin/sh
        app:x:1000:100:App:/home/app:/bin/sh
        broken line
        42:x:7:7::/seven:
        """
    static let group = """
        root:x:0:
        users:x:100:
        wheel:x:10:root,app
        app:x:1000:app
        """

    @Test(arguments: [
        (nil, UserIdentity(uid: 0, gid: 0, additionalGroups: [10], home: "/root")),
        ("", UserIdentity(uid: 0, gid: 0, additionalGroups: [10], home: "/root")),
        ("app", UserIdentity(uid: 1000, gid: 100, additionalGroups: [10, 1000], home: "/home/app")),
        ("1000", UserIdentity(uid: 1000, gid: 100, additionalGroups: [10, 1000], home: "/home/app")),
        ("app:wheel", UserIdentity(uid: 1000, gid: 10, home: "/home/app")),
        ("app:5", UserIdentity(uid: 1000, gid: 5, home: "/home/app")),
        ("2000", UserIdentity(uid: 2000, gid: 0, home: "/")),
        ("2000:users", UserIdentity(uid: 2000, gid: 100, home: "/")),
        // A name that is a number goes before the number.
        ("42", UserIdentity(uid: 7, gid: 7, home: "/seven")),
    ])
    func resolves(_ text: String?, _ identity: UserIdentity) throws {
        #expect(try UserIdentity.resolve(text, passwd: Self.passwd, group: Self.group) == identity)
    }

    @Test func refusesWhatTheImageDoesNotKnow() {
        #expect(throws: RuntimeError.unknownUser("ghost")) {
            try UserIdentity.resolve("ghost", passwd: Self.passwd, group: Self.group)
        }
        #expect(throws: RuntimeError.unknownGroup("ghosts")) {
            try UserIdentity.resolve("app:ghosts", passwd: Self.passwd, group: Self.group)
        }
    }
}
