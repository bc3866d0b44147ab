/// The build arguments that a stage's instructions see.
public struct ArgumentScope: Equatable, Sendable {
    /// A declared argument; its value is nil while nothing gives it one.
    public struct Argument: Equatable, Sendable {
        public var name: String
        public var value: String?
    }

    /// Values from the command line.
    private let given: [String: String]
    /// Values of the ARGs before the first FROM and of the platform, which a stage takes by naming them.
    private let global: [String: String]
    /// In the order in which the stage declares them.
    public private(set) var declared: [Argument] = []

    public init(given: [String: String], global: [String: String]) {
        self.given = given
        self.global = global
    }

    /// Declares `ARG name` or `ARG name=default`.
    ///
    /// - Returns: whether something gives it a value here.
    @discardableResult
    public mutating func declare(_ name: String, default value: String?) -> Bool {
        let effective = given[name] ?? value ?? global[name]
        if let place = declared.firstIndex(where: { $0.name == name }) {
            declared[place].value = effective ?? declared[place].value
        } else {
            declared.append(Argument(name: name, value: effective))
        }
        return effective != nil
    }

    /// The value of a declared argument; nil where it has none.
    public func value(of name: String) -> String? {
        declared.last { $0.name == name }?.value ?? (Self.proxies.contains(name) ? given[name] : nil)
    }

    /// Declared arguments that have values: what a RUN sees, and what its key counts.
    public var values: [String: String] {
        Dictionary(
            declared.compactMap { argument in
                argument.value.map { (argument.name, $0) }
            }, uniquingKeysWith: { $1 })
    }

    /// Settings of a proxy: RUN sees them without an ARG, and then they are in no key and no history.
    public var proxySettings: [String: String] { given.filter { Self.proxies.contains($0.key) } }

    /// `|1 VERSION=2`, the way Docker's history tells the arguments that a RUN saw; nil without any. A variable of the
    /// environment hides an argument of its name.
    func historyPrefix(_ environment: (String) -> String?) -> String? {
        guard !declared.isEmpty else { return nil }
        let shown = declared.map { "\($0.name)=\(environment($0.name) ?? $0.value ?? "")" }
        return (["|\(declared.count)"] + shown).joined(separator: " ")
    }

    static let proxies: Set<String> = [
        "HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "FTP_PROXY", "ftp_proxy", "NO_PROXY", "no_proxy",
        "ALL_PROXY", "all_proxy",
    ]
}
