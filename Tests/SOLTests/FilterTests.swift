import FoundationEssentials
import MANOModel
import SOL
import SeededNumbers
import Testing

@Suite("Filters (SOL013 5.2)")
struct FilterTests {
    private let any = AttributeTree(.any)

    private func matches(_ filter: String, _ resource: String) throws -> Bool {
        try Filter(filter, attributes: any).matches(JSONValue(json: Data(resource.utf8)))
    }

    @Test("What is written is what is read", arguments: 0..<300)
    func roundTrip(seed: UInt64) throws {
        var source = SeededGenerator(seed)
        let expressions = (0..<Int.random(in: 1...3, using: &source)).map { _ in
            let comparison = Filter.Comparison.allCases.randomElement(using: &source)!
            let path = (0..<Int.random(in: 1...3, using: &source)).map { _ in
                Bool.random(using: &source)
                    ? Filter.Component.key
                    : .name("n" + source.text().filter { !")".contains($0) })
            }
            let values = (0..<(comparison.takesSeveralValues ? Int.random(in: 1...3, using: &source) : 1)).map { _ in
                source.text()
            }
            return Filter.Expression(comparison: comparison, path: path, values: values)
        }
        let filter = Filter(expressions: expressions)
        #expect(try Filter(filter.text, attributes: any) == filter)
    }

    @Test("Text that is no filter is refused and never traps", arguments: 0..<300)
    func garbage(seed: UInt64) {
        var source = SeededGenerator(seed &+ 77)
        var text = Array("(eq,a/b,'x,''y');(in,c,1,2)")
        for _ in 0..<Int.random(in: 1...4, using: &source) {
            let index = Int.random(in: 0..<text.count, using: &source)
            text[index] = Array("(),;'/@~eq0").randomElement(using: &source)!
        }
        do {
            let filter = try Filter(String(text), attributes: any)
            #expect(try Filter(filter.text, attributes: any) == filter)
        } catch {
            #expect((error as? ManifoldError)?.code == .malformed)
        }
    }

    @Test(
        "Wrong syntax is malformed and says where",
        arguments: [
            ("", 1), ("eq,a,b", 1), ("(eq,a)", 6), ("(is,a,b)", 2), ("(eq,a,b", 8), ("(eq,a,b)x", 9),
            ("(eq,a,b,c)", 11),
            ("(eq,a,'b)", 10), ("(eq,a/,b)", 7), ("(eq,a,b);", 10), ("(eq,a~7,b)", 8), ("(eq,a,b'c)", 7),
        ])
    func wrongSyntax(text: String, position: Int) {
        let error = #expect(throws: ManifoldError.self) { try Filter(text, attributes: any) }
        #expect(error?.code == .malformed)
        #expect(error?.message.contains("at character \(position):") == true, "\(error?.message ?? "")")
    }

    @Test(
        "Each operator compares as it should",
        arguments: [
            ("(eq,a,x)", #"{"a":"x"}"#, true), ("(eq,a,x)", #"{"a":"y"}"#, false), ("(eq,a,x)", "{}", false),
            ("(neq,a,x)", #"{"a":"y"}"#, true), ("(neq,a,x)", #"{"a":"x"}"#, false),
            ("(gt,a,9)", #"{"a":10}"#, true), ("(gt,a,10)", #"{"a":10}"#, false), ("(gte,a,10)", #"{"a":10}"#, true),
            ("(lt,a,1.5)", #"{"a":1}"#, true), ("(lte,a,0.5)", #"{"a":1}"#, false),
            ("(gt,a,0.2)", #"{"a":0.25}"#, true),
            ("(eq,a,true)", #"{"a":true}"#, true), ("(eq,a,false)", #"{"a":true}"#, false),
            ("(in,a,x,y)", #"{"a":"y"}"#, true), ("(in,a,x,y)", #"{"a":"z"}"#, false),
            ("(nin,a,x,y)", #"{"a":"z"}"#, true), ("(nin,a,x,y)", #"{"a":"x"}"#, false),
            ("(cont,a,ell,zz)", #"{"a":"hello"}"#, true), ("(cont,a,zz)", #"{"a":"hello"}"#, false),
            ("(ncont,a,zz)", #"{"a":"hello"}"#, true), ("(ncont,a,zz,ell)", #"{"a":"hello"}"#, false),
            ("(eq,a/b,x)", #"{"a":{"b":"x"}}"#, true), ("(eq,a/b,x)", #"{"a":"x"}"#, false),
            ("(eq,a,'x,''y'')')", #"{"a":"x,'y')"}"#, true), ("(eq,a,)", #"{"a":""}"#, true),
            ("(eq,m/@key,k)", #"{"m":{"k":1,"l":2}}"#, true), ("(eq,m/@key,z)", #"{"m":{"k":1}}"#, false),
            ("(eq,a~1b,x)", #"{"a/b":"x"}"#, true),
            ("(gt,t,2026-01-01T00:00:00Z)", #"{"t":"2026-01-01T00:00:00.001Z"}"#, true),
            ("(lt,t,2026-01-01T01:00:00+01:00)", #"{"t":"2026-01-01T00:00:00.000Z"}"#, false),
            ("(eq,a,x);(eq,b,y)", #"{"a":"x","b":"y"}"#, true), ("(eq,a,x);(eq,b,y)", #"{"a":"x","b":"z"}"#, false),
        ])
    func operators(filter: String, resource: String, expected: Bool) throws {
        #expect(try matches(filter, resource) == expected)
    }

    @Test("An array meets an expression when one element does")
    func arrays() throws {
        let resource = #"{"vnfs":[{"name":"a","size":1},{"name":"b","size":2}],"tags":["x","y"]}"#
        #expect(try matches("(eq,vnfs/name,b)", resource))
        #expect(try matches("(eq,tags,y)", resource))
        #expect(try !matches("(eq,tags,z)", resource))
    }

    @Test("Expressions through one array must be met by one element")
    func sameElement() throws {
        let resource = #"{"vnfs":[{"name":"a","size":1},{"name":"b","size":2}]}"#
        #expect(try matches("(eq,vnfs/name,b);(eq,vnfs/size,2)", resource))
        #expect(try !matches("(eq,vnfs/name,a);(eq,vnfs/size,2)", resource))
    }

    @Test("An attribute that the resource type doesn't have is refused")
    func unknownAttribute() throws {
        let tree = AttributeTree(of: SOL003.VnfInstance.self)
        #expect(throws: Never.self) {
            try Filter("(eq,instantiatedVnfInfo/vnfcResourceInfo/computeResource/resourceId,x)", attributes: tree)
        }
        #expect(throws: Never.self) { try Filter("(eq,metadata/site/row,7)", attributes: tree) }
        #expect(throws: ManifoldError.self) { try Filter("(eq,vnfdid,x)", attributes: tree) }
        #expect(throws: ManifoldError.self) { try Filter("(eq,id/x,y)", attributes: tree) }
    }
}
