// swift-tools-version:6.2
import PackageDescription

// The house: a target per idea, arrows one way. `Sources/README.md` is the map.
// CI builds with `--explicit-target-dependency-import-check error`, so an import that is not
// listed here does not compile.

let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .treatAllWarnings(as: .error),
]

let argumentParser: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let systemPackage: Target.Dependency = .product(name: "SystemPackage", package: "swift-system")

/// `./slipway test NAME` builds these test targets alone (`SLIPWAY_TEST`, divided by commas), because SwiftPM otherwise
/// builds every test target before it runs one.
let wantedTests = Context.environment["SLIPWAY_TEST"].map { $0.split(separator: ",").map(String.init) }

func isWanted(_ tests: String) -> Bool { wantedTests?.contains(tests) ?? true }

/// Rooms that put facts into words, decide, or wait for other programs. They are not optimized in a release build either:
/// nobody waits for what they do, and everybody who builds Slipway waits for the optimizer.
let plainRooms: Set<String> = [
    "BuildKitStreams", "Compose", "ComposeRuns", "ContainerPlans", "Containers", "DebugAdapter", "DebugServing",
    "Doctor", "DockerWords", "EngineRuns", "Engines", "Evidence", "HelpTopics", "LessonPlay", "Machine", "RunDoctor",
    "Settings",
    "TerminalRecording",
]

func roomSettings(_ name: String) -> [SwiftSetting] {
    plainRooms.contains(name) ? settings + [.unsafeFlags(["-Onone"], .when(configuration: .release))] : settings
}

/// A room of the house and the test target that mirrors it.
func room(_ name: String, _ dependencies: [Target.Dependency] = [], tested: Bool = true) -> [Target] {
    let target = Target.target(name: name, dependencies: dependencies, swiftSettings: roomSettings(name))
    guard tested, isWanted(name + "Tests") else { return [target] }
    let tests = Target.testTarget(
        name: name + "Tests",
        dependencies: [.byName(name: name), "Scratch", "Seeds"] + dependencies,
        swiftSettings: settings)
    return [target, tests]
}

let shims: [Target] = [
    .target(name: "CTerminal", linkerSettings: [.linkedLibrary(":libncursesw.a"), .linkedLibrary(":libtinfo.a")]),
    .target(name: "CLinux"),
    .target(name: "CArchive"),
    .systemLibrary(name: "CCrypto", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
    .systemLibrary(name: "CDeflate", providers: [.apt(["libdeflate-dev"])]),
    .systemLibrary(name: "CYaml", providers: [.apt(["libyaml-dev"])]),
    .systemLibrary(name: "CMark", providers: [.apt(["libcmark-gfm-dev"])]),
]

let leaves: [Target] =
    room("Faults")
    + room("Files", [systemPackage])
    + room("Processes", ["CLinux", "Files"])
    + room("Printing")
    + room("Threads")
    + room("Matching")
    + room("Clocks")
    + room("RegularExpressions")
    + room("YAML", ["CYaml"])
    + room("Settings", ["Faults", "Files", "Matching", "YAML"])
    + room("HelpTopics", ["Settings"])
    + room("Doctor")
    + room("DockerWords")
    + room("Surroundings", ["Processes"])
    + room("Engines", ["Files", "ImageFormat", "Processes", "Surroundings"])

let screen: [Target] =
    room("TerminalUI")
    + room("NcursesBackend", ["TerminalUI", "CTerminal"], tested: false)
    + room("TextEditing", ["DockerfileSyntax", "RegularExpressions"])
    + room("ShellScreen", ["TerminalUI"])

let building: [Target] =
    room("DockerfileSyntax", ["Matching"])
    + room("ImageFormat", ["CCrypto"])
    + room("Formats", ["ImageFormat", "Printing"])
    + room("ImageStore", ["ImageFormat", "Files", "Threads", "CArchive", "CDeflate", "CLinux", systemPackage])
    + room("BuildPlan", ["DockerfileSyntax", "ImageFormat", "Printing"])
    + room("Forecast", ["BuildPlan", "ImageFormat", "Printing"])
    + room("DebugAdapter", ["BuildPlan", "ImageFormat"])
    + room("BuildJournal", ["BuildPlan", "ImageFormat", "Files"])
    + room("BuildKitStreams", ["BuildPlan", "DockerfileSyntax", "ImageFormat"])
    + room(
        "ContainerRuntime",
        ["ImageFormat", "Clocks", "Files", "Processes", "Threads", "CLinux", systemPackage])
    + room("RunDoctor", ["DockerWords", "DockerfileSyntax"])
    + room(
        "Listings",
        ["ContainerRuntime", "Formats", "ImageFormat", "ImageStore", "Printing", "RegularExpressions", systemPackage])
    + room(
        "Builder",
        [
            "BuildPlan", "DockerfileSyntax", "Forecast", "ImageFormat", "ImageStore", "ContainerRuntime", "Files",
            "CLinux", "Processes", "Threads", "Clocks", "Matching", "Surroundings", systemPackage,
        ])
    + room("Forecasting", ["Builder", "CommandLines", "Forecast", "ImageStore", "Surroundings", systemPackage])
    + room("LayerContents", ["Files", "ImageFormat", "ImageStore", "CLinux", systemPackage])

let commandLines: [Target] = room("CommandLines", ["DockerfileSyntax", "Matching", argumentParser])

let network: [Target] =
    room("RegistryClient", ["ImageFormat", "Clocks", "Threads", "CCurl", systemPackage])
    + [
        .executableTarget(
            name: "slipway-registry",
            dependencies: [
                "RegistryClient", "Files", "ImageFormat", "Printing", "Processes", "Threads", argumentParser,
                systemPackage,
            ],
            swiftSettings: settings)
    ]

/// A program for containers, in which nothing of this machine is there to be linked with: static, and without the
/// beginnings of Swift programs, which would bring the whole of Swift's library.
let inside: [Target] = [
    .executableTarget(
        name: "slipway-init",
        linkerSettings: [
            .unsafeFlags([
                "-static-stdlib", "-nostartfiles", "-Xclang-linker", "-static",
                // That it is no position-independent executable needs not be said.
                "-Xclang-linker", "-Wno-unused-command-line-argument",
            ])
        ])
]

let lessons: [Target] =
    room("Recordings", ["ImageFormat"])
    + room("LessonFormat", ["Faults", "ImageFormat", "Matching", "RegularExpressions", "CMark", "YAML"])
    + room(
        "SelfChecks",
        ["Matching", "LessonFormat", "ImageFormat", "BuildPlan", "DockerfileSyntax", "RegularExpressions"])
    + room(
        "LabModel",
        [
            "LessonFormat", "SelfChecks", "BuildPlan", "DockerfileSyntax", "Forecast", "ImageFormat", "TextEditing",
            "TerminalUI", "ShellScreen", "CommandLines", "RegularExpressions", "RunDoctor",
        ])
    + room(
        "LabViews",
        [
            "LabModel", "CommandLines", "TerminalUI", "LessonFormat", "SelfChecks", "BuildPlan", "DockerfileSyntax",
            "DockerWords",
            "Forecast",
            "ImageFormat",
            "Printing",
            "RunDoctor",
            "ShellScreen",
            "TextEditing",
        ])

let playing: [Target] =
    room("BuildPasts", ["Builder", "ImageFormat", "ImageStore", "LabModel", "LayerContents", systemPackage])
    + room(
        "Evidence",
        [
            "BuildJournal", "BuildPlan", "CLinux", "Clocks", "ContainerRuntime", "Engines", "Files",
            "ImageFormat",
            "ImageStore", "LayerContents", "Matching", "Processes", "RunDoctor", "SelfChecks", "Surroundings",
            systemPackage,
        ])
    + room(
        "LessonPlay",
        [
            "BuildJournal", "CTerminal", "Clocks", "ContainerRuntime", "Engines", "Evidence", "Faults", "Files",
            "Formats", "ImageFormat", "ImageStore", "LessonFormat", "Printing", "Processes", "SelfChecks",
            "Surroundings", "Threads",
            systemPackage,
        ])
    + room(
        "LabRuntime",
        [
            "BuildJournal",
            "BuildPasts",
            "BuildPlan",
            "CLinux",
            "Clocks",
            "CommandLines",
            "ContainerRuntime",
            "Engines",
            "Evidence",
            "Files",
            "Forecast",
            "Forecasting",
            "ImageFormat",
            "ImageStore",
            "LabModel",
            "LabViews",
            "LayerContents",
            "LessonFormat",
            "LessonPlay",
            "NcursesBackend",
            "Printing",
            "Processes",
            "Recordings",
            "RunDoctor",
            "SelfChecks",
            "Settings",
            "ShellScreen",
            "Surroundings",
            "TerminalUI",
            "TextEditing",
            "Threads",
            systemPackage,
        ])

let containers: [Target] =
    room(
        "ContainerPlans",
        [
            "Clocks", "CommandLines", "ContainerRuntime", "DockerfileSyntax", "Files", "Formats", "ImageFormat",
            "Surroundings", argumentParser, systemPackage,
        ])
    + room(
        "Containers",
        [
            "BuildPlan", "CLinux", "Clocks", "CommandLines", "Commands", "ContainerPlans", "ContainerRuntime",
            "DockerWords", "Evidence",
            "Formats", "ImageFormat", "ImageStore", "Listings", "Printing", "Processes", "RunDoctor", "Surroundings",
            argumentParser, systemPackage,
        ])

/// What commands do, without their command lines.
let working: [Target] =
    room(
        "Commands",
        [
            "BuildJournal", "ContainerPlans", "ContainerRuntime", "DockerWords", "DockerfileSyntax", "Files", "Formats",
            "ImageFormat", "ImageStore", "Listings", "Matching", "Printing", "Processes", "Surroundings",
            argumentParser, systemPackage,
        ])
    + room(
        "BuildRuns",
        [
            "BuildJournal", "BuildPlan", "Builder", "Clocks", "CommandLines", "Commands", "DockerfileSyntax",
            "DockerWords", "Files", "Forecast", "Formats", "ImageFormat", "ImageStore", "LayerContents", "Matching",
            "Printing", "Processes", "Surroundings", argumentParser, systemPackage,
        ])
    + room(
        "Images",
        [
            "BuildJournal", "BuildPlan", "BuildRuns", "Commands", "ContainerRuntime", "Files", "Formats",
            "ImageFormat", "ImageStore", "LayerContents", "Listings", "Printing", "Processes", "Surroundings",
            argumentParser, systemPackage,
        ])
    + room(
        "DebugServing",
        [
            "BuildPlan", "Commands", "DebugAdapter", "DockerfileSyntax", "Files", "ImageFormat", "ImageStore",
            "LayerContents", "Printing", "Processes", "Surroundings", systemPackage,
        ])
    + room(
        "Machine",
        [
            "Commands", "ContainerRuntime", "Doctor", "Engines", "Files", "ImageFormat", "Listings", "Printing",
            "Processes", "Surroundings",
        ])
    + room(
        "TerminalRecording",
        [
            "CLinux", "CTerminal", "Clocks", "Commands", "Files", "Printing", "Processes", "Recordings", "Surroundings",
            argumentParser,
        ])
    + room(
        "EngineRuns",
        [
            "BuildKitStreams", "BuildPlan", "BuildRuns", "Builder", "Clocks", "CommandLines", "Commands", "Engines",
            "Files", "ImageFormat", "ImageStore", "Printing", "Processes", "Surroundings", systemPackage,
        ])

let composing: [Target] =
    room(
        "Compose",
        [
            "CommandLines", "ContainerPlans", "ContainerRuntime", "DockerfileSyntax", "Faults", "ImageFormat",
            "Matching", "YAML", systemPackage,
        ])
    + room(
        "ComposeRuns",
        [
            "Clocks", "CommandLines", "Commands", "Compose", "ContainerRuntime", "Faults", "Files", "Formats",
            "ImageFormat", "ImageStore", "Listings", "Printing", "Processes", "Surroundings", argumentParser,
            systemPackage,
        ])

let program: [Target] = [
    .executableTarget(
        name: "slipway",
        dependencies: [
            "BuildJournal",
            "BuildPlan",
            "BuildRuns",
            "CLinux",
            "Clocks",
            "CommandLines",
            "Commands",
            "Compose",
            "ComposeRuns",
            "ContainerPlans",
            "ContainerRuntime",
            "Containers",
            "DebugServing",
            "DockerfileSyntax",
            "DockerWords",
            "Doctor",
            "EngineRuns",
            "Engines",
            "Faults",
            "Files",
            "Formats",
            "HelpTopics",
            "ImageFormat",
            "ImageStore",
            "Images",
            "LabRuntime",
            "LayerContents",
            "LessonFormat",
            "LessonPlay", "Listings", "Machine", "Printing", "Processes", "Recordings", "SelfChecks",
            "Settings", "Surroundings", "TerminalRecording",
            argumentParser,
            systemPackage,
        ],
        swiftSettings: settings)
]

/// What tests share: random numbers with a seed, and folders that go with the test.
let testing: [Target] = [
    .target(name: "Scratch", path: "Tests/Scratch", swiftSettings: settings),
    .target(name: "Seeds", path: "Tests/Seeds", swiftSettings: settings),
]

let endToEnd: [Target] = [
    .testTarget(name: "EndToEndTests", dependencies: ["Scratch", "Seeds", systemPackage], swiftSettings: settings)
].filter { isWanted($0.name) }

/// What is only built on request, or for the tests: the launcher builds the programs by name.
let reliability: [Target] =
    [
        .target(
            name: "Fuzzing",
            dependencies: [
                "BuildPlan", "DockerfileSyntax", "ImageFormat", "ImageStore", "LessonFormat", "Printing", "Recordings",
                "RegistryClient", "RegularExpressions", "Seeds", "ShellScreen", "TerminalUI",
            ],
            path: "Reliability/Fuzzer",
            swiftSettings: settings),
        .executableTarget(
            name: "slipway-fuzz", dependencies: ["Fuzzing", argumentParser], path: "Reliability/FuzzProgram",
            swiftSettings: settings),
    ]
    + [Target.testTarget(name: "FuzzingTests", dependencies: ["Fuzzing", "Seeds"], swiftSettings: settings)]
    .filter { isWanted($0.name) }

let package = Package(
    name: "slipway",
    products: [
        .executable(name: "slipway", targets: ["slipway"]),
        .executable(name: "slipway-registry", targets: ["slipway-registry"]),
        .executable(name: "slipway-init", targets: ["slipway-init"]),
        .executable(name: "slipway-fuzz", targets: ["slipway-fuzz"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-system", from: "1.6.0"),
    ],
    targets: shims + leaves + screen + building + commandLines + network + inside + lessons + playing + containers
        + working + composing + program + testing
        + endToEnd + reliability
)
