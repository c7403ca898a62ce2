package import MANOModel

/// A resource as it is read, and as the server sent it.
package struct Fetched<Value: Sendable>: Sendable {
    package var value: Value
    package var json: JSONValue

    package init(_ value: Value, json: JSONValue) {
        self.value = value
        self.json = json
    }

    package func map<Other: Sendable>(_ transform: (Value) -> Other) -> Fetched<Other> {
        Fetched<Other>(transform(value), json: json)
    }
}
