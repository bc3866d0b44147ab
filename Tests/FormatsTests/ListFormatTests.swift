import Formats
import Printing
import Testing

/// `--format` and `--filter` of lists.
struct ListFormatTests {
    private static let columns: KeyValuePairs = ["ID": "CONTAINER ID", "Names": "NAMES", "Status": "STATUS"]
    private static let items: [TemplateValue] = [
        .item(
            ["Names": "web", "ID": "0123456789ab", "Status": "Up 3 minutes"], labels: ["com.example.some-role": "front"]
        ),
        .item(["Names": "a-long-name-of-a-db", "ID": "ba9876543210", "Status": "Exited (0)"], labels: [:]),
    ]

    private func text(_ format: String?, _ items: [TemplateValue] = items) throws -> String {
        try ListFormat(format, table: "{{.ID}}\t{{.Names}}\t{{.Status}}").text(items, columns: Self.columns).text
    }

    @Test(arguments: [
        nil, "table", "table {{.ID}}\t{{.Names}}\t{{.Status}}", "table {{.ID}}\\t{{.Names}}\\t{{.Status}}",
    ])
    func aListIsShownAsDockersTable(_ format: String?) throws {
        #expect(
            try text(format) == """
                CONTAINER ID   NAMES                 STATUS
                0123456789ab   web                   Up 3 minutes
                ba9876543210   a-long-name-of-a-db   Exited (0)

                """)
    }

    @Test(arguments: [
        ("{{.Names}}", "web\na-long-name-of-a-db\n"),
        ("{{.Names}}\\t{{.ID}}", "web\t0123456789ab\na-long-name-of-a-db\tba9876543210\n"),
        (
            "json",
            #"{"ID":"0123456789ab","Names":"web","Status":"Up 3 minutes"}"# + "\n"
                + #"{"ID":"ba9876543210","Names":"a-long-name-of-a-db","Status":"Exited (0)"}"# + "\n"
        ),
        ("{{json .Names}}", "\"web\"\n\"a-long-name-of-a-db\"\n"),
        ("{{.Label \"com.example.some-role\"}}", "front\n\n"),
        ("table {{upper .Names}}", "NAMES\nWEB\nA-LONG-NAME-OF-A-DB\n"),
        ("table {{json .Names}}", "NAMES\n\"web\"\n\"a-long-name-of-a-db\"\n"),
        ("table {{.Label \"com.example.some-role\"}}", "some role\nfront\n\n"),
    ])
    func showsEach(_ format: String, _ wanted: String) throws {
        #expect(try text(format) == wanted)
    }

    @Test func narrowColumnsHaveTenCells() throws {
        let items = [TemplateValue.item(["Names": "a", "ID": "b", "Status": "c"])]
        #expect(try text("table {{.Names}}\\t{{.Status}}", items) == "NAMES     STATUS\na         c\n")
        #expect(try text("table {{.Names}}\\t{{.Status}}", []) == "NAMES     STATUS\n")
    }

    @Test func namesFromOutsideStayInTheirCells() throws {
        let items = [TemplateValue.item(["Names": "a\tb\nc\u{1b}[2J", "ID": "x", "Status": "y"])]
        let lines = try text(nil, items).split(separator: "\n")
        #expect(lines.count == 2 && !lines[1].contains("\t") && !lines[1].contains("\u{1b}"))
    }

    @Test func aFieldThatIsNotThereIsToldWithThoseThatAre() throws {
        #expect(throws: TemplateError.self) { try text("{{.Nosuch}}") }
        #expect(try ListFormat("{{.Size}}", table: "").names("Size"))
        #expect(try !ListFormat("{{.ID}}", table: "").names("Size"))
    }

    @Test func columnsEndWhereALineHasNone() {
        #expect(
            Columns.aligned("a\tb\nlonger than ten\tb\n\nx\ty\n")
                == "a                 b\nlonger than ten   b\n\nx         y\n")
        #expect(
            Columns.aligned("a\tb\tc\nd\te\nf\tgggggggggg\th\n")
                == "a         b         c\nd         e\nf         gggggggggg   h\n")
    }

    @Test func filtersOfOneNameAreAlternatives() throws {
        let filters = try ListFilters(["name=a", "name=b", "Status = up"], known: ["name", "status"])
        #expect(filters.admit("name") { $0 == "b" } && !filters.admit("name") { $0 == "c" })
        #expect(filters.admit("status") { $0 == "up" } && filters.admit("id") { _ in false })
    }

    @Test func labelsMustAllBeThere() throws {
        let filters = try ListFilters(["label=a", "label=b=1=2", "label!=c"], known: ["label", "label!"])
        #expect(filters.admit(labels: ["a": "", "b": "1=2"]))
        #expect(!filters.admit(labels: ["a": "", "b": "1"]) && !filters.admit(labels: ["b": "1=2"]))
        #expect(!filters.admit(labels: ["a": "", "b": "1=2", "c": ""]))
    }

    @Test func strangeFiltersAreRefusedByName() throws {
        #expect(throws: FilterError.unknown("nosuch", known: ["name"])) {
            try ListFilters(["nosuch=1"], known: ["name"])
        }
        #expect(throws: FilterError.malformed("name")) { try ListFilters(["name"], known: ["name"]) }
        let filters = try ListFilters(["dangling=perhaps"], known: ["dangling"])
        #expect(throws: FilterError.self) { try filters.flag("dangling") }
        #expect(try ListFilters(["dangling=1"], known: ["dangling"]).flag("dangling") == true)
    }

    @Test(arguments: [
        (80, "CONTAINER ID   NAMES                 STATUS"), (45, "CONTAINER ID   NAMES"), (20, "CONTAINER ID   NAMES"),
        (18, "CONTAINER ID   NA…"),
        (1, "…"), (0, "…"),
    ])
    func aTableFitsItsRoom(width: Int, head: String) throws {
        let format = try ListFormat(nil, table: "{{.ID}}\t{{.Names}}\t{{.Status}}")
        let room = ListFormat.Room(width: width, spare: ["NOT THERE", "STATUS"])
        let lines = try format.text(Self.items, columns: Self.columns, in: room).text.split(separator: "\n")
        #expect(lines.first.map(String.init) == head)
        #expect(lines.allSatisfy { $0.count <= max(1, width) }, "\(lines)")
        let asked = try ListFormat("table {{.ID}}\t{{.Names}}\t{{.Status}}", table: "")
        #expect(
            try asked.text(Self.items, columns: Self.columns, in: room).text.contains("STATUS"), "asked for by name")
    }

    /// By its name a container is stopped: it is the last thing to be cut.
    @Test func theNameStaysWhole() {
        let table = "ID\tPORTS\tNAMES\nab\t0.0.0.0:5000->5000/tcp\tswift_anchor\n"
        let lines = Columns.aligned(table, within: 34, leavingOut: []).split(separator: "\n").map(String.init)
        #expect(lines == ["ID        PORTS       NAMES", "ab        0.0.0.0:…   swift_anchor"])
    }
}
