import Client
import Foundation
import MANOModel
import SOL

typealias SOLStep = ManifoldAPI.Step

/// One look at an occurrence, as a client would have it.
struct Progress {
    var value: OccurrenceProgress

    init(state: String, steps: [SOLStep]) throws {
        let data = Data(Samples.nsOccurrence(state: state).utf8)
        let occurrence = try WireJSON.decode(SOL005.NsLcmOpOcc.self, from: data)
        value = OccurrenceProgress(
            occurrence: Fetched(Occurrence(occurrence), json: .null), steps: steps.map { Fetched($0, json: .null) })
    }
}
