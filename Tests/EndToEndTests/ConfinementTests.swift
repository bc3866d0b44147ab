import Foundation
import Glibc
import Testing

extension EndToEnd {
    /// Every row of the table is tried, in every way in.
    @Suite(
        .enabled(if: Program.isBuilt, "build the program first: ./slipway test"),
        .enabled(if: geteuid() == 0, "needs root: as an ordinary user the columns of root cannot be tried"))
    struct ConfinementTests {
        @Test func theTableHasAllThatIsTried() throws {
            let probe = try String(
                contentsOf: Program.root.appending(path: "Tests/Confinement/probe.py"), encoding: .utf8)
            let items = try ConfinementTable().rows.map(\.item)
            #expect(items.count > 30)
            #expect(Set(items).count == items.count)
            for item in items { #expect(probe.contains("    \"\(item)\": "), "\(item) is not tried") }
        }

        @Test(arguments: WayIn.allCases) func rootIsConfinedAsDockerDoes(_ way: WayIn) throws {
            try compare([way], asUser: nil)
        }

        @Test(.enabled(if: OrdinaryUser.first != nil, "needs an ordinary user with a range in /etc/subuid"))
        func anOrdinaryUserIsConfinedAsDockerDoes() throws {
            let user = try #require(OrdinaryUser.first)
            try compare([.run, .exec, .step], asUser: user)
        }

        /// With both runtimes, and with the control groups that machines have.
        @Test(arguments: Machine.runtimes, Machine.controlGroups)
        func isTheSameOnOtherMachines(_ runtime: String, _ layout: Machine.Layout) throws {
            let ahead = [
                "unshare", "--mount", "sh", "-ec", layout.script + "\nexec \"$@\"", "sh", "env",
                "SLIPWAY_RUNTIME=" + runtime,
            ]
            try compare([.run, .exec], asUser: nil, ahead: ahead)
            if let user = OrdinaryUser.first { try compare([.run, .exec], asUser: user, ahead: ahead) }
        }

        private func compare(_ ways: [WayIn], asUser user: OrdinaryUser?, ahead: [String] = []) throws {
            var lab = try ConfinementLab(asUser: user)
            defer { lab.remove() }
            lab.program.prefix = ahead + lab.program.prefix
            let table = try ConfinementTable()
            for way in ways {
                let found = try lab.probe(way)
                #expect(found.count == table.rows.count, "\(way)")
                for row in table.rows {
                    let expected = row.expected(way, asUser: user != nil)
                    #expect(found[row.item] == expected, "\(way)\(user == nil ? "" : " without root"): \(row.item)")
                }
            }
        }
    }
}
