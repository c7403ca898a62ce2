/// How a client takes a descriptor (SOL005 `vnfd` and `nsd`).
package enum DescriptorForm: Sendable {
    /// One text file; there is none for a descriptor of several files.
    case plain
    /// A zip file with all its files.
    case archive
}
