// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .treatAllWarnings(as: .error),
]

let log = Target.Dependency.product(name: "Logging", package: "swift-log")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nioEmbedded = Target.Dependency.product(name: "NIOEmbedded", package: "swift-nio")
let nioFoundation = Target.Dependency.product(name: "NIOFoundationCompat", package: "swift-nio")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let hummingbirdTesting = Target.Dependency.product(name: "HummingbirdTesting", package: "hummingbird")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let mustache = Target.Dependency.product(name: "Mustache", package: "swift-mustache")

func source(_ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource] = []) -> Target {
    .target(name: name, dependencies: dependencies, resources: resources, swiftSettings: settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency] = [], data: [String] = []) -> Target {
    .testTarget(
        name: "\(name)Tests", dependencies: [.target(name: name)] + dependencies, exclude: data,
        swiftSettings: settings)
}

let package = Package(
    name: "manifold",
    products: [.executable(name: "manifold", targets: ["manifold"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        .systemLibrary(name: "CLibvirt", pkgConfig: "libvirt", providers: [.apt(["libvirt-dev"])]),
        .systemLibrary(name: "CLinux"),
        .systemLibrary(name: "CYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .systemLibrary(name: "CArchive", pkgConfig: "libarchive", providers: [.apt(["libarchive-dev"])]),
        .systemLibrary(name: "CXML", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        .systemLibrary(name: "COpenSSL", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),

        source("MANOModel", [crypto]),
        source("BlockingPool", ["CLinux"]),
        source("YAML", ["CYAML"]),
        source("Descriptors", ["MANOModel", "YAML", "BlockingPool", "CArchive", "COpenSSL", "CXML"]),
        source("Planner", ["MANOModel"]),
        source("Artifacts", ["MANOModel", "BlockingPool"]),
        source("SOL", ["MANOModel"]),
        source("HTTPClient", ["CCurl", "BlockingPool"]),
        source("VIM", ["MANOModel"]),
        source("Dataplane", ["MANOModel"]),
        source("Fencing", ["MANOModel"]),
        source("FencingDrivers", ["Fencing", "MANOModel", "HTTPClient", "BlockingPool"]),
        source("SwitchConnection", [nioCore, nioPosix]),
        source("OVSDB", ["SwitchConnection", nioCore, nioPosix, nioFoundation]),
        source("OpenFlow", ["SwitchConnection", nioCore, nioPosix]),
        source("Libvirt", ["CLibvirt", "BlockingPool", log]),
        source("LibvirtVIM", ["VIM", "MANOModel", "Libvirt", "BlockingPool", crypto, log]),
        source("HostsFile", ["MANOModel", "YAML"]),
        source("ServiceFile", ["Planner", "MANOModel", "YAML"]),
        source(
            "SimulatedVIM",
            [
                "VIM", "Dataplane", "Fencing", "HostsFile", "MANOModel", "YAML", "BlockingPool", nioCore, nioPosix, log,
            ]),
        source(
            "SwitchDrivers",
            ["Dataplane", "MANOModel", "OVSDB", "OpenFlow", "SwitchConnection", "BlockingPool", log]),
        source("Store", ["MANOModel", grdb, log]),
        source("Operations", ["MANOModel", "Store", log]),
        source(
            "Infrastructure",
            [
                "BlockingPool", "Operations", "Planner", "VIM", "Dataplane", "Artifacts", "SOL", "MANOModel", "Store",
                mustache, log,
            ]),
        source("VNFM", ["Infrastructure", "Operations", "Planner", "SOL", "MANOModel", "Store", log]),
        source(
            "NFVO",
            [
                "VNFM", "Infrastructure", "Operations", "Planner", "SOL", "Descriptors", "Artifacts", "HTTPClient",
                "BlockingPool", "MANOModel", "Store", log,
            ]),
        source(
            "Assurance",
            [
                "NFVO", "VNFM", "Infrastructure", "Operations", "VIM", "Fencing", "SOL", "MANOModel", "Store",
                lifecycle,
                log,
            ]),
        source(
            "API",
            [
                "Assurance", "NFVO", "VNFM", "Infrastructure", "Operations", "Planner", "Store", "SOL", "BlockingPool",
                "MANOModel", hummingbird,
                crypto, log,
            ]),
        source("Client", ["SOL", "HTTPClient", "BlockingPool", "MANOModel"]),
        source(
            "Commands",
            [
                "Client", "SOL", "Descriptors", "HostsFile", "ServiceFile", "Planner", "HTTPClient", "BlockingPool",
                "MANOModel", arguments,
            ]),
        source(
            "Daemon",
            [
                "API", "Assurance", "NFVO", "VNFM", "Infrastructure", "Operations", "Planner", "Store", "Artifacts",
                "BlockingPool", "CLinux",
                "LibvirtVIM", "SimulatedVIM", "SwitchDrivers", "FencingDrivers", "Fencing", "Libvirt", "VIM",
                "Dataplane", "Descriptors",
                "MANOModel",
                "SOL", hummingbird, lifecycle,
                arguments, log,
            ]),
        .executableTarget(name: "manifold", dependencies: ["Commands", "Daemon", arguments], swiftSettings: settings),

        .target(name: "AnswerJudge", path: "Tests/AnswerJudge", swiftSettings: settings),
        .target(name: "FileServer", path: "Tests/FileServer", swiftSettings: settings),
        .target(name: "SmallDisk", path: "Tests/SmallDisk", swiftSettings: settings),
        .target(name: "SeededNumbers", path: "Tests/SeededNumbers", swiftSettings: settings),
        .target(name: "SwitchTestBed", path: "Tests/SwitchTestBed", swiftSettings: settings),

        tests("MANOModel"),
        tests("BlockingPool"),
        tests("YAML", ["SeededNumbers"]),
        tests("Descriptors", ["YAML", "MANOModel"]),
        tests("Planner", ["MANOModel", "SeededNumbers"]),
        tests("SOL", ["MANOModel", "SeededNumbers"]),
        tests("SwitchConnection", [nioCore, nioEmbedded]),
        tests("OVSDB", ["SwitchConnection", nioCore, nioPosix, "SeededNumbers", "SwitchTestBed"]),
        tests("OpenFlow", ["SwitchConnection", nioCore, "SwitchTestBed"]),
        tests("Libvirt", ["BlockingPool", "CLibvirt"]),
        tests(
            "LibvirtVIM",
            [
                "VIM", "Dataplane", "Infrastructure", "SOL", "Store", "MANOModel", "Libvirt", "BlockingPool", crypto,
                log,
            ], data: ["Golden"]),
        tests("FencingDrivers", ["Fencing", "HTTPClient", "MANOModel"]),
        tests("HostsFile", ["MANOModel"]),
        tests("ServiceFile", ["Planner", "MANOModel"]),
        tests("SimulatedVIM", ["VIM", "Dataplane", "MANOModel", "SeededNumbers", log]),
        tests(
            "SwitchDrivers",
            ["Dataplane", "MANOModel", "OVSDB", "OpenFlow", "SwitchConnection", "SwitchTestBed"]),
        tests("Store", ["SOL", "MANOModel", "SeededNumbers"]),
        tests("Operations", ["Store", "MANOModel", "SeededNumbers", log]),
        tests(
            "Infrastructure",
            ["Operations", "Planner", "VIM", "Dataplane", "SOL", "MANOModel", "Store", log]),
        tests(
            "NFVO",
            [
                "SimulatedVIM", "VIM", "Dataplane", "Infrastructure", "Artifacts", "Descriptors", "FileServer",
                "SmallDisk", "SOL", "MANOModel", "Store", log,
            ]),
        tests("VNFM", ["LibvirtVIM", "Infrastructure", "Operations", "Planner", "MANOModel"]),
        tests(
            "Assurance",
            [
                "SimulatedVIM", "VIM", "Dataplane", "Fencing", "Infrastructure", "NFVO", "VNFM", "Operations",
                "Planner", "SOL",
                "MANOModel", "SeededNumbers", "Store", lifecycle, log,
            ]),
        tests("Commands", ["Client", "Descriptors", "FileServer", "HTTPClient", "SOL", "MANOModel", arguments]),
        tests("API", ["AnswerJudge", "SOL", "MANOModel", hummingbirdTesting, crypto]),
        tests("Daemon", ["AnswerJudge", "SmallDisk", "MANOModel", "HTTPClient", "SimulatedVIM", "VIM"]),
    ]
)

// Fuzzing needs libFuzzer in every target: Deploy/fuzz builds it apart from everything else, and links it with libFuzzer's
// own entry.
if Context.environment["MANIFOLD_FUZZ"] != nil {
    package.products.append(.library(name: "Fuzz", type: .static, targets: ["Fuzz"]))
    package.targets.append(
        .target(name: "Fuzz", dependencies: ["Descriptors", "YAML"], path: "Tests/Fuzz", swiftSettings: settings))
}
