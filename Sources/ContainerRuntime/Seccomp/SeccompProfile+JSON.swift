internal import ImageFormat

extension SeccompProfile {
    /// The profile of a container with these capabilities, as `json`; the usual one is made once.
    static func json(for capabilities: [String]) -> JSON {
        capabilities == Capabilities.standard ? standardJSON : SeccompProfile(capabilities: capabilities).json
    }

    private static let standardJSON = SeccompProfile(capabilities: Capabilities.standard).json

    /// As an OCI runtime's config has it (config-linux.md, Seccomp), for the runtime to compile.
    var json: JSON {
        .object([
            "defaultAction": .string("SCMP_ACT_ERRNO"),
            "defaultErrnoRet": .integer(1),
            "architectures": .strings(Self.architectures),
            "syscalls": .array(
                [Self.rule([String](allowed), "SCMP_ACT_ALLOW")]
                    + exceptions.sorted { $0.key < $1.key }.flatMap { Self.rules($0.key, $0.value) }),
        ])
    }

    /// The calls that are allowed whatever their arguments are, in order.
    var allowed: [String] {
        var names = Set(SystemCallNumbers.elsewhere)
        for table in [SystemCallNumbers.x86_64, SystemCallNumbers.i386] {
            SystemCallNumbers.each(in: table) { name, _ in names.insert(name) }
        }
        return names.filter { exceptions[$0] == nil }.sorted()
    }

    /// One rule for each way in which a condition can hold: within a rule all conditions must. What fails with EPERM
    /// needs none.
    private static func rules(_ name: String, _ outcome: Outcome) -> [JSON] {
        switch outcome {
        case .allowed: [rule([name], "SCMP_ACT_ALLOW")]
        case notPermitted: []
        case .fails(let number): [rule([name], "SCMP_ACT_ERRNO", error: Int64(number))]
        case .allowedIf(let index, let comparison):
            comparison.tests.map { test in
                let argument = JSON.object([
                    "index": .integer(Int64(index)), "op": .string(test.name), "value": .integer(Int64(test.value)),
                    "valueTwo": .integer(0),
                ])
                return rule([name], "SCMP_ACT_ALLOW", argument: argument)
            }
        }
    }

    private static func rule(
        _ names: [String], _ action: String, error: Int64? = nil, argument: JSON? = nil
    ) -> JSON {
        .object([
            "names": .strings(names), "action": .string(action), "errnoRet": error.map(JSON.integer),
            "args": argument.map { .array([$0]) },
        ])
    }

    #if arch(arm64)
        private static let architectures = ["SCMP_ARCH_AARCH64", "SCMP_ARCH_ARM"]
    #else
        private static let architectures = ["SCMP_ARCH_X86_64", "SCMP_ARCH_X86", "SCMP_ARCH_X32"]
    #endif
}

extension SeccompProfile.Comparison {
    /// The comparisons of the config of which one must hold.
    fileprivate var tests: [(name: String, value: UInt32)] {
        switch self {
        case .isOne(let values): return values.map { ("SCMP_CMP_EQ", $0) }
        case .hasNone(let mask): return [("SCMP_CMP_MASKED_EQ", mask)]
        case .isNone(let values):
            guard let first = values.min(), let last = values.max() else { return [] }
            let between = (first...last).filter { !values.contains($0) }
            return [("SCMP_CMP_LT", first), ("SCMP_CMP_GT", last)] + between.map { ("SCMP_CMP_EQ", $0) }
        }
    }
}
