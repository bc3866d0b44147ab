import Glibc
import Testing

@testable import ContainerRuntime

@Suite struct PortOwnerTests {
    private static let table = """
          sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
           0: 0100007F:1388 0100007F:A000 01 00000000:00000000 00:00000000 00000000     7        0 4712 1
           1: 0100007F:1388 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1001        0 4711 1
           2: nonsense
        """

    @Test func theListenersUserIsRead() {
        #expect(PortOwner.user(in: Self.table, of: 5000) == 1001)
        #expect(PortOwner.user(in: Self.table, of: 5001) == nil && PortOwner.user(in: "", of: 5000) == nil)
    }

    @Test func aUserHasANameOrANumber() {
        #expect(PortOwner.name(of: 0) == "root")
        #expect(PortOwner.name(of: 4_000_000_123) == "user 4000000123")
    }
}
