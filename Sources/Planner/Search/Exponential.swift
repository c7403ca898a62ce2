/// e to a power of -12 to 0, near enough for a coin that is loaded with it. (No C library: the planner is pure Swift.)
func exponential(_ power: Double) -> Double {
    // (1 + x/1024) to the 1024th.
    var result = 1 + power / 1024
    for _ in 0..<10 { result *= result }
    return result
}

/// The factor that takes 1 to `target` in so many steps.
func pow(_ target: Double, steps: Int) -> Double {
    var (low, high) = (0.0, 1.0)
    for _ in 0..<60 {
        let middle = (low + high) / 2
        if raised(middle, steps) < target { low = middle } else { high = middle }
    }
    return high
}

private func raised(_ base: Double, _ exponent: Int) -> Double {
    var (result, base, exponent) = (1.0, base, exponent)
    while exponent > 0 {
        if exponent & 1 == 1 { result *= base }
        base *= base
        exponent >>= 1
    }
    return result
}
