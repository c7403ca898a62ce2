/// Names of processor architectures.
enum Architecture {
    static func canonical(_ architecture: String) -> String {
        switch architecture.lowercased() {
        case "x86_64", "x86-64", "amd64", "x64": "x86_64"
        case "aarch64", "arm64", "armv8": "aarch64"
        case let other: other
        }
    }
}
