/// Where each member sits: indices into `Supply`, flat, -1 for none.
struct Seats {
    private(set) var host: [Int]
    private(set) var variant: [Int]
    private var nodes: [Int]
    private var functions: [Int]
    private var pools: [Int]
    private let width: (nodes: Int, functions: Int, pools: Int)

    init(_ needs: Needs) {
        let count = needs.members.count
        width = (needs.maxCells, needs.maxFunctions, needs.maxDevices)
        host = Array(repeating: -1, count: count)
        variant = Array(repeating: 0, count: count)
        nodes = Array(repeating: -1, count: count * width.nodes)
        functions = Array(repeating: -1, count: count * width.functions)
        pools = Array(repeating: -1, count: count * width.pools)
    }

    func node(_ member: Int, _ cell: Int) -> Int { nodes[member * width.nodes + cell] }
    func function(_ member: Int, _ index: Int) -> Int { functions[member * width.functions + index] }
    func pool(_ member: Int, _ index: Int) -> Int { pools[member * width.pools + index] }

    mutating func set(_ member: Int, _ candidate: Candidate) {
        host[member] = candidate.host
        variant[member] = candidate.variant
        for index in candidate.nodes.indices { nodes[member * width.nodes + index] = candidate.nodes[index] }
        for index in candidate.functions.indices {
            functions[member * width.functions + index] = candidate.functions[index]
        }
        for index in candidate.pools.indices { pools[member * width.pools + index] = candidate.pools[index] }
    }

    mutating func clear(_ member: Int) { host[member] = -1 }

    /// The seat as a candidate, with as many nodes, functions and devices as the member has.
    func read(_ member: Int, _ needs: Needs, into candidate: inout Candidate) {
        candidate.host = host[member]
        candidate.variant = variant[member]
        let what = needs.members[member]
        candidate.nodes.truncate(to: 0)
        for cell in what.variants[variant[member]].cells.indices { candidate.nodes.append(node(member, cell)) }
        candidate.functions.truncate(to: 0)
        for index in what.functions.indices { candidate.functions.append(function(member, index)) }
        candidate.pools.truncate(to: 0)
        for index in 0..<what.deviceCount { candidate.pools.append(pool(member, index)) }
    }
}
