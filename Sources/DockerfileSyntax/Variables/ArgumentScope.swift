/// The build arguments that a stage's instructions see: what ARG does, for the build, for lint and for checks of lessons.
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
    /// Where each name stands in `declared`: a file may declare a hundred thousand.
    private var places: [String: Int] = [:]

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
        if let place = places[name] {
            declared[place].value = effective ?? declared[place].value
        } else {
            places[name] = declared.count
            declared.append(Argument(name: name, value: effective))
        }
        return effective != nil
    }

    /// Whether ARG has declared the name.
    public func isDeclared(_ name: String) -> Bool { places[name] != nil }

    /// The value of a declared argument; nil where it has none.
    public func value(of name: String) -> String? {
        places[name].flatMap { declared[$0].value } ?? (PredefinedArguments.proxies.contains(name) ? given[name] : nil)
    }

    /// Declared arguments that have values: what a RUN sees, and what its key counts.
    public var values: [String: String] {
        Dictionary(
            declared.compactMap { argument in
                argument.value.map { (argument.name, $0) }
            }, uniquingKeysWith: { $1 })
    }

    /// Settings of a proxy: RUN sees them without an ARG, and then they are in no key and no history.
    public var proxySettings: [String: String] { given.filter { PredefinedArguments.proxies.contains($0.key) } }

    /// `|1 VERSION=2`, the way Docker's history tells the arguments that a RUN saw; nil without any. A variable of the
    /// environment hides an argument of its name.
    public func historyPrefix(_ environment: (String) -> String?) -> String? {
        guard !declared.isEmpty else { return nil }
        let shown = declared.map { "\($0.name)=\(environment($0.name) ?? $0.value ?? "")" }
        return (["|\(declared.count)"] + shown).joined(separator: " ")
    }
}

/// The arguments above the first FROM, and those that every build has: what FROM sees, and what a stage takes by naming it.
public struct GlobalArguments: Equatable, Sendable {
    private let given: [String: String]
    private let predefined: [String: String]
    private var scope: ArgumentScope

    /// - Parameters:
    ///   - given: values from the command line.
    ///   - predefined: the platform's; the command line may give them other values.
    public init(given: [String: String], predefined: [String: String]) {
        self.given = given
        // What else the command line gives reaches a FROM only through an ARG above it.
        self.predefined = predefined.merging(given.filter { predefined[$0.key] != nil }) { $1 }
        scope = ArgumentScope(given: given, global: self.predefined)
    }

    /// Declares `ARG name` or `ARG name=default` above the first FROM.
    ///
    /// - Returns: whether something gives it a value here.
    @discardableResult
    public mutating func declare(_ name: String, default value: String?) -> Bool { scope.declare(name, default: value) }

    /// In the order in which they are declared.
    public var names: [String] { scope.declared.map(\.name) }

    /// Whether ARG has declared the name.
    public func isDeclared(_ name: String) -> Bool { scope.isDeclared(name) }

    /// Nil for an argument without a value.
    public func value(of name: String) -> String? { scope.value(of: name) ?? predefined[name] }

    /// All that have values.
    public var values: [String: String] { predefined.merging(scope.values) { $1 } }

    /// The arguments of a stage that begins, and has not declared any.
    public var stage: ArgumentScope { ArgumentScope(given: given, global: values) }
}
