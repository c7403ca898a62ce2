import Descriptors
import Glibc

/// What the corpora begin with: the examples of all rules, right and wrong, and the words of the languages.
struct Seeds {
    let folder: String

    func write() {
        for target in ["yaml", "tosca", "sol006", "package"] { mkdir("\(folder)/\(target)", 0o755) }
        for seed in RuleText.seeds(scratch: folder + "/scratch") {
            switch seed.kind {
            case .text:
                let isTOSCA = seed.bytes.starts(with: Array("tosca_definitions_version".utf8))
                for target in ["yaml", isTOSCA ? "tosca" : "sol006"] {
                    put(seed.bytes, "\(folder)/\(target)/\(seed.name)")
                }
            case .package:
                put(seed.bytes, "\(folder)/package/\(seed.name)")
            }
        }
        unlink(folder + "/scratch")
        put(Array(RuleText.words.map { "\"\($0)\"\n" }.joined().utf8), "\(folder)/words.dict")
    }

    private func put(_ bytes: [UInt8], _ path: String) {
        guard let file = fopen(path, "w") else {
            perror(path)
            exit(1)
        }
        fwrite(bytes, 1, bytes.count, file)
        fclose(file)
    }
}
