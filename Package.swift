// swift-tools-version: 6.2
import PackageDescription

let argumentParser = Target.Dependency.product(
    name: "ArgumentParser", package: "swift-argument-parser")
let asyncHTTPClient = Target.Dependency.product(
    name: "AsyncHTTPClient", package: "async-http-client")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let lifecycle = Target.Dependency.product(
    name: "ServiceLifecycle", package: "swift-service-lifecycle")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let metrics = Target.Dependency.product(name: "Metrics", package: "swift-metrics")
let coreMetrics = Target.Dependency.product(name: "CoreMetrics", package: "swift-metrics")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let unixSignals = Target.Dependency.product(
    name: "UnixSignals", package: "swift-service-lifecycle")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")

/// Every product target, bottom up; `Tests/BatonTidyTests` checks that arrows only point down.
let targets: [Target] = [
    .systemLibrary(name: "CNcurses"),
    .systemLibrary(name: "CZlib"),
    .target(name: "BatonCore"),
    .target(
        name: "BatonText",
        resources: [.embedInCode("Resources/TSCharacters.txt")]),
    .target(
        name: "BatonUI", dependencies: ["BatonText"],
        resources: [.embedInCode("Themes")]),
    .target(name: "BatonTerminal", dependencies: ["BatonUI", "CNcurses"]),
    .target(
        name: "BatonConfiguration",
        dependencies: ["BatonChannels", "BatonText", "BatonCore", yams],
        resources: [.embedInCode("Policy/Policies")]),
    .target(
        name: "BatonStore", dependencies: ["BatonCore", "BatonText", grdb, crypto],
        resources: [.embedInCode("Migrations")]),
    .target(
        name: "BatonGate", dependencies: ["BatonCore"],
        resources: [
            .embedInCode("Resources/confidence-words.txt"),
            .embedInCode("Resources/confidence-meaning.txt"),
            .embedInCode("Resources/confidence-both.txt"),
            .embedInCode("Resources/confidence-external.txt"),
        ]),
    .target(
        name: "BatonUnderstanding", dependencies: ["BatonText", "BatonCore"],
        resources: [
            .embedInCode("Resources/assistant-asks.txt"),
            .embedInCode("Resources/handover-words.txt"),
            .embedInCode("Resources/purpose-words.txt"),
        ]),
    .target(name: "BatonArchive", dependencies: ["CZlib"]),
    .target(name: "BatonEncoder", dependencies: ["BatonArchive", "CZlib", crypto]),
    .target(
        name: "BatonKnowledge",
        dependencies: ["BatonArchive", "BatonEncoder", "BatonText", "BatonCore", yams],
        resources: [
            .embedInCode("Resources/adaptation.txt"),
            .embedInCode("Resources/ranker-entries-both.txt"),
            .embedInCode("Resources/ranker-entries-meaning.txt"),
            .embedInCode("Resources/ranker-entries-words.txt"),
            .embedInCode("Resources/ranker-external.txt"),
            .embedInCode("Resources/ranker-foreign-both.txt"),
            .embedInCode("Resources/ranker-foreign-meaning.txt"),
            .embedInCode("Resources/ranker-foreign-words.txt"),
            .embedInCode("Resources/ranker-headed-both.txt"),
            .embedInCode("Resources/ranker-headed-meaning.txt"),
            .embedInCode("Resources/ranker-headed-words.txt"),
            .embedInCode("Resources/ranker-passages-both.txt"),
            .embedInCode("Resources/ranker-passages-meaning.txt"),
            .embedInCode("Resources/ranker-passages-words.txt"),
        ]),
    .target(
        name: "BatonDocuments",
        dependencies: [
            "BatonKnowledge", "BatonCore", asyncHTTPClient, crypto, nioCore, nioHTTP1, nioPosix,
        ]),
    .target(
        name: "BatonAnswers", dependencies: ["BatonUnderstanding", "BatonText", "BatonCore"]),
    .target(name: "BatonChannels", dependencies: ["BatonCore", crypto]),
    .target(name: "BatonDesk", dependencies: ["BatonCore", nioCore, nioPosix, logging]),
    .target(
        name: "BatonConsole",
        dependencies: ["BatonDesk", "BatonUI", "BatonText", "BatonCore"]),
    .target(
        name: "BatonWorker",
        dependencies: [
            "BatonAnswers", "BatonChannels", "BatonConfiguration", "BatonCore", "BatonDesk",
            "BatonEncoder",
            "BatonGate", "BatonKnowledge", "BatonStore", "BatonText", "BatonUnderstanding",
            asyncHTTPClient, coreMetrics, crypto, httpTypes, hummingbird, lifecycle, logging,
            metrics,
            nioCore, nioHTTP1, nioPosix, unixSignals,
        ],
        resources: [.embedInCode("Widget")]),
    .target(
        name: "BatonSimulator",
        dependencies: [
            "BatonChannels", "BatonCore", asyncHTTPClient, crypto, httpTypes, hummingbird,
            lifecycle, logging,
            nioCore,
            nioHTTP1,
        ]),
    .executableTarget(
        name: "baton",
        dependencies: [
            "BatonChannels", "BatonConfiguration", "BatonConsole", "BatonCore", "BatonDesk",
            "BatonDocuments", "BatonEncoder", "BatonGate", "BatonKnowledge", "BatonSimulator",
            "BatonStore", "BatonTerminal", "BatonText", "BatonUI", "BatonUnderstanding",
            "BatonWorker", argumentParser, asyncHTTPClient, lifecycle, logging, nioCore, nioHTTP1,
        ],
        resources: [.embedInCode("Guides")]),
    .executableTarget(
        name: "baton-bench",
        dependencies: [
            "BatonAnswers", "BatonChannels", "BatonConfiguration", "BatonConsole", "BatonCore",
            "BatonDesk",
            "BatonDocuments", "BatonEncoder", "BatonGate", "BatonKnowledge", "BatonSimulator",
            "BatonStore", "BatonText", "BatonUI", "BatonUnderstanding", "BatonWorker",
            argumentParser,
            asyncHTTPClient, grdb, lifecycle, logging, nioCore,
        ]),
]

let testTargets: [Target] = [
    .testTarget(name: "BatonTextTests", dependencies: ["BatonText"]),
    .testTarget(name: "BatonUITests", dependencies: ["BatonUI", "BatonText"]),
    .testTarget(
        name: "BatonTerminalTests", dependencies: ["BatonTerminal", "BatonText", "CNcurses"]),
    .testTarget(
        name: "BatonConfigurationTests",
        dependencies: ["BatonChannels", "BatonConfiguration", "BatonCore"]),
    .testTarget(
        name: "BatonStoreTests", dependencies: ["BatonStore", "BatonCore", "BatonText", grdb]),
    .testTarget(name: "BatonEncoderTests", dependencies: ["BatonEncoder", crypto]),
    .testTarget(
        name: "BatonGateTests",
        dependencies: ["BatonGate", "BatonUnderstanding", "BatonCore"]),
    .testTarget(
        name: "BatonKnowledgeTests",
        dependencies: [
            "BatonArchive", "BatonEncoder", "BatonKnowledge", "CZlib", "BatonGate",
            "BatonUnderstanding",
            "BatonAnswers",
            "BatonText",
            "BatonCore",
        ]),
    .testTarget(
        name: "BatonDocumentsTests",
        dependencies: [
            "BatonDocuments", "BatonKnowledge", "BatonCore", httpTypes, hummingbird, logging,
            nioCore,
        ]),
    .testTarget(
        name: "BatonAnswersTests",
        dependencies: ["BatonAnswers", "BatonSimulator", "BatonText", "BatonCore"]),
    .testTarget(
        name: "BatonUnderstandingTests", dependencies: ["BatonUnderstanding", "BatonCore"]),
    .testTarget(
        name: "BatonChannelsTests", dependencies: ["BatonChannels", "BatonCore", crypto]),
    .testTarget(
        name: "BatonDeskTests", dependencies: ["BatonDesk", "BatonCore", logging, nioCore]),
    .testTarget(
        name: "BatonConsoleTests",
        dependencies: ["BatonConsole", "BatonDesk", "BatonUI", "BatonText", "BatonCore"],
        exclude: ["Screens"]),
    .testTarget(
        name: "BatonWorkerTests",
        dependencies: [
            "BatonWorker", "BatonChannels", "BatonConfiguration", "BatonCore", "BatonDesk",
            "BatonEncoder", "BatonGate", "BatonKnowledge", "BatonSimulator", "BatonStore",
            asyncHTTPClient, crypto, grdb, httpTypes, hummingbird, logging, nioCore, nioHTTP1,
        ]),
    .testTarget(name: "BatonTidyTests"),
    .testTarget(
        name: "BatonProgramTests",
        dependencies: ["baton", "BatonCore", "BatonDesk", "BatonSimulator"]),
]

let package = Package(
    name: "Baton",
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: targets + testTargets
)

for target in package.targets where target.type != .system {
    target.swiftSettings =
        (target.swiftSettings ?? []) + [
            .swiftLanguageMode(.v6),
            .enableUpcomingFeature("ExistentialAny"),
            .enableUpcomingFeature("InternalImportsByDefault"),
            .enableUpcomingFeature("MemberImportVisibility"),
            .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
            .treatAllWarnings(as: .error),
        ]
}
