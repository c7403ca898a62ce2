import MANOModel

extension NFP {
    /// Of its rules the highest; one without rules takes what others leave.
    var precedence: Int { rules.map(\.precedence).max() ?? Int.min }
}
