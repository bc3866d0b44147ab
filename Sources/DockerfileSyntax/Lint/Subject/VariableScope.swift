/// The variables that an instruction sees, as far as the file tells.
struct VariableScope {
    private enum Variable {
        case value(String)
        /// Declared, and without a value that is known here.
        case declared

        /// Bytes of the value.
        var size: Int {
            switch self {
            case .value(let value): value.utf8.count
            case .declared: 0
            }
        }
    }

    let escape: EscapeCharacter
    private let buildArguments: [String: String]
    /// The values of arguments that exist without ARG, ahead of the first FROM and in it.
    private let predefined: [String: String]
    /// In the order of their declaration.
    private(set) var names: [String] = []
    private var arguments: [String: Variable] = [:]
    private var environment: [String: Variable] = [:]
    /// How many bytes the names and values have together.
    private(set) var size = 0
    /// Whether everything that the base image brings along is known.
    private var isComplete = true

    init(escape: EscapeCharacter, buildArguments: [String: String], predefined: [String: String] = [:]) {
        self.escape = escape
        self.buildArguments = buildArguments
        self.predefined = predefined
    }

    func isDeclared(_ name: String) -> Bool { arguments[name] != nil || environment[name] != nil }

    /// The value; empty for what is declared without one.
    func value(of name: String) -> String? {
        switch environment[name] ?? arguments[name] {
        case .value(let value): value
        case .declared: ""
        case nil: predefined[name]
        }
    }

    /// A word with its variables replaced; nil where it can't be.
    func expanded(_ word: String) -> String? {
        try? WordExpander(escape: escape).expand(word) { value(of: $0) }.text
    }

    mutating func takeEnvironment(ofImage image: String, _ context: LintContext) {
        environment["PATH"] = .declared
        if let known = context.imageEnvironments[image] {
            for name in known { environment[name] = .declared }
        } else if image != "scratch" {
            isComplete = false
        }
    }

    /// Takes what ARG and ENV declare.
    mutating func declare(_ statement: Statement, globals: VariableScope?) {
        switch statement.instruction {
        case .arg(let arg):
            for declaration in arg.declarations { declare(declaration, globals) }
        case .env(let env):
            // All are expanded before any is set: one instruction sees one snapshot.
            for (name, value) in env.pairs.map({ (expanded($0.name.value), expanded($0.value.value)) }) {
                guard let name else { continue }
                names.append(name)
                set(name, value, in: \.environment)
            }
        default: break
        }
    }

    private mutating func declare(_ declaration: Instruction.Arg.Declaration, _ globals: VariableScope?) {
        guard let name = expanded(declaration.name.value) else { return }
        let standard = declaration.value.flatMap { expanded($0.value) } ?? globals?.argument(name)
        names.append(name)
        set(name, buildArguments[name] ?? standard, in: \.arguments)
    }

    private mutating func set(_ name: String, _ value: String?, in place: WritableKeyPath<Self, [String: Variable]>) {
        if let old = self[keyPath: place][name] { size -= name.utf8.count + old.size }
        let variable = value.map(Variable.value) ?? .declared
        size += name.utf8.count + variable.size
        self[keyPath: place][name] = variable
    }

    /// Takes what an instruction declares whose variables are replaced already.
    mutating func declare(expanded instruction: Instruction, globals: VariableScope?) {
        switch instruction {
        case .arg(let arg):
            for item in arg.declarations {
                let name = item.name.value
                names.append(name)
                set(name, item.value?.value ?? globals?.argument(name), in: \.arguments)
            }
        case .env(let env):
            for pair in env.pairs {
                names.append(pair.name.value)
                set(pair.name.value, pair.value.value, in: \.environment)
            }
        case .add, .cmd, .copy, .entrypoint, .expose, .from, .healthCheck, .label, .maintainer, .onBuild, .run, .shell,
            .stopSignal, .user, .volume, .workdir:
            break
        }
    }

    private func argument(_ name: String) -> String? {
        guard case .value(let value)? = arguments[name] else { return predefined[name] }
        return value
    }

    /// What a statement uses that is not declared.
    func undefined(in statement: Statement, globals: VariableScope) -> [Observation] {
        guard let instruction = statement.instruction,
            let expansion = try? instruction.expanded(escape: escape, lookup: { value(of: $0) })
        else { return [] }
        var seen: Set<String> = []
        return expansion.uses.compactMap { use in
            let name = use.value.name
            guard !use.value.isSet, !use.value.hasFallback, !Self.isOwnMatter(name), seen.insert(name).inserted
            else { return nil }
            if globals.isDeclared(name) {
                return Observation(
                    "`$\(name)` is declared ahead of FROM only: say `ARG \(name)` in this stage too", at: use.range)
            }
            let meant = nearest(to: name, globals)
            // A base image that is not here may bring it along, unless it looks like a slip of the pen.
            guard isComplete || (meant != nil && !PredefinedArguments.ofImages.contains(name)) else { return nil }
            return Observation(
                "`$\(name)` has no value here: no ARG or ENV above declares it", at: use.range,
                suggestion: meant.map { "$\($0)" })
        }
    }

    /// Of very many names only the last few are looked at, so that the time stays in proportion.
    private func nearest(to name: String, _ globals: VariableScope) -> String? {
        Spelling.nearest(to: name, among: globals.names.suffix(100) + names.suffix(100))
    }

    /// Whether a name is none that anyone declares: `$1`, `$@`, proxies.
    private static func isOwnMatter(_ name: String) -> Bool {
        !(name.utf8.first.map { $0.isASCIILetter || $0 == UInt8(ascii: "_") } ?? false)
            || PredefinedArguments.proxies.contains(name)
    }
}

/// Arguments that exist without ARG.
public enum PredefinedArguments {
    /// In FROM, and in a stage once it declares them.
    public static let platforms: Set<String> = [
        "BUILDPLATFORM", "BUILDOS", "BUILDOSVERSION", "BUILDARCH", "BUILDVARIANT", "TARGETPLATFORM", "TARGETOS",
        "TARGETOSVERSION", "TARGETARCH", "TARGETVARIANT", "TARGETSTAGE",
    ]

    /// The values of `platforms` for a build on and for one platform: `linux/arm/v7`.
    static func values(for platform: String) -> [String: String] {
        let parts = platform.split(separator: "/", omittingEmptySubsequences: false).map(String.init) + ["", ""]
        var values: [String: String] = [:]
        for side in ["BUILD", "TARGET"] {
            values[side + "PLATFORM"] = platform
            values[side + "OS"] = parts[0]
            values[side + "OSVERSION"] = ""
            values[side + "ARCH"] = parts[1]
            values[side + "VARIANT"] = parts[2]
        }
        values["TARGETSTAGE"] = "default"
        return values
    }

    /// In every RUN, and never in the image or the cache key.
    public static let proxies: Set<String> = [
        "HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "FTP_PROXY", "ftp_proxy", "NO_PROXY", "no_proxy",
        "ALL_PROXY", "all_proxy",
    ]

    /// What the official images are known to set: never a slip of the pen.
    static let ofImages: Set<String> = [
        "HOME", "LANG", "PYTHON_VERSION", "PYTHON_SHA256", "GPG_KEY", "NODE_VERSION", "YARN_VERSION", "GOLANG_VERSION",
        "GOPATH", "GOTOOLCHAIN", "JAVA_HOME", "JAVA_VERSION", "RUST_VERSION", "RUSTUP_HOME", "CARGO_HOME",
        "RUBY_VERSION", "GEM_HOME", "BUNDLE_APP_CONFIG", "PHP_VERSION", "PHP_INI_DIR", "NGINX_VERSION", "PG_MAJOR",
        "PG_VERSION", "PGDATA", "REDIS_VERSION", "MYSQL_VERSION", "MAVEN_HOME", "GRADLE_HOME", "CATALINA_HOME",
        "HTTPD_PREFIX", "DOTNET_VERSION",
    ]
}
