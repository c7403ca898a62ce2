import API
import Foundation
import HTTPTypes
import MANOModel
import SOL
import Testing

@Suite("Life cycles over HTTP")
struct LifecycleTests {
    @Test("A VNF instance is made, operated on and deleted; operations answer with their occurrence")
    func vnf() async throws {
        try await Harness.run { (api) async throws in
            let instances = "/vnflcm/v2/vnf_instances"
            let made = try await api.send(
                .post, instances, #"{"vnfdId":"vnfd-1","vnfInstanceName":"fw","metadata":{"a":1}}"#)
            #expect(made.status == 201)
            #expect(made.json["_links"]?["instantiate"] != nil)
            #expect(made.json["_links"]?["terminate"] == nil)
            let bodies = [
                (
                    "instantiate",
                    #"{"flavourId":"simple","extVirtualLinks":[{"id":"e","resourceId":"net-1","extCps":[{"cpdId":"left"}]}]}"#
                ),
                ("scale", #"{"type":"SCALE_OUT","aspectId":"workers","vendor":{"kept":true}}"#),
                ("heal", #"{"cause":"test"}"#),
                ("terminate", #"{"terminationType":"FORCEFUL"}"#),
            ]
            for (task, body) in bodies {
                let accepted = try await api.send(.post, "\(made.location)/\(task)", body)
                #expect(accepted.status == 202)
                #expect(accepted.data.isEmpty)
                #expect(accepted.location.hasPrefix("/vnflcm/v2/vnf_lcm_op_occs/"))
                let occurrence = try await api.send(.get, accepted.location)
                #expect(occurrence.json["operationState"] == .string("STARTING"))
                #expect(
                    occurrence.json["_links"]?["vnfInstance"]?["href"] == .string("http://localhost\(made.location)"))
                #expect(occurrence.json["_links"]?["cancel"] != nil)
                #expect(occurrence.json["_links"]?["retry"] == nil)
            }
            let sent = try bodies.map { try JSONValue(json: Data($0.1.utf8)) }
            #expect(api.vnfs.requests == sent)
            try api.vnfs.put(Samples.vnf("vnf-1", instantiated: true))
            let instantiated = try await api.send(.get, "\(instances)/vnf-1")
            #expect(instantiated.json["instantiatedVnfInfo"]?["extCpInfo"]?.arrayValue?.count == 1)
            #expect(instantiated.json["_links"]?["terminate"] != nil)
            #expect(try await api.send(.get, "\(instances)?all_fields").list.count == 2)
            #expect(try await api.send(.delete, made.location).status == 204)
            #expect(try await api.send(.post, "\(made.location)/scale", bodies[1].1).status == 404)
        }
    }

    @Test("An NS instance shows its VNFs as they are now")
    func ns() async throws {
        try await Harness.run { (api) async throws in
            let instances = "/nslcm/v2/ns_instances"
            let made = try await api.send(.post, instances, #"{"nsdId":"nsd-1","nsName":"a","nsDescription":"b"}"#)
            #expect(made.status == 201)
            #expect(made.json["vnfInstance"] == nil)
            for (task, body) in [
                ("instantiate", #"{"nsFlavourId":"simple","sapData":[{"sapdId":"c","sapName":"c","description":""}]}"#),
                (
                    "scale",
                    #"{"scaleType":"SCALE_VNF","scaleVnfData":[{"vnfInstanceId":"v","scaleVnfType":"SCALE_OUT","scaleByStepData":{"aspectId":"a"}}]}"#
                ),
                ("heal", #"{"healVnfData":[{"vnfInstanceId":"v","cause":"x"}]}"#), ("terminate", "{}"),
            ] {
                let accepted = try await api.send(.post, "\(made.location)/\(task)", body)
                #expect(accepted.status == 202)
                #expect(try await api.send(.get, accepted.location).json["operationState"] == .string("PROCESSING"))
            }
            try api.nss.put(Samples.ns("ns-1", instantiated: true))
            let read = try await api.send(.get, "\(instances)/ns-1")
            #expect(read.json["vnfInstance"]?.arrayValue?.first?["vnfPkgId"] == .string("p1"))
            #expect(try await api.send(.get, "\(instances)/ns-1", headers: [.ifNoneMatch: "\"1\""]).status == 200)
            #expect(try await api.send(.delete, "\(instances)/ns-1").status == 409)
            #expect(try await api.send(.delete, made.location).status == 204)
        }
    }

    @Test("A list asks for the VNFs of an NS only where they are to be seen")
    func spliced() async throws {
        try await Harness.run { (api) async throws in
            let instances = "/nslcm/v2/ns_instances"
            try api.nss.put(Samples.ns("ns-1", instantiated: true))
            let plain = try await api.send(.get, instances)
            #expect(plain.list.first?["vnfInstance"] == nil)
            #expect(plain.list.first?["sapInfo"] == nil)
            #expect(api.nss.timesSpliced == 0)
            #expect(try await api.send(.get, "\(instances)?fields=vnfInstance").list.first?["vnfInstance"] != nil)
            #expect(try await api.send(.get, "\(instances)?all_fields").list.first?["vnfInstance"] != nil)
            let filtered = try await api.send(.get, "\(instances)?filter=(eq,vnfInstance/id,vnf-1)")
            #expect(filtered.list.count == 1)
            #expect(filtered.list.first?["vnfInstance"] == nil)
            #expect(try await api.send(.get, "\(instances)?filter=(eq,vnfInstance/id,other)").list.isEmpty)
            #expect(api.nss.timesSpliced == 4)
        }
    }

    @Test("Failed occurrences are retried, rolled back, failed and cancelled as their state allows")
    func occurrences() async throws {
        try await Harness.run { (api) async throws in
            for (path, subject, operations) in [
                ("/vnflcm/v2/vnf_lcm_op_occs", OperationOccurrence.Subject.vnf("vnf-1"), api.vnfOperations),
                ("/nslcm/v2/ns_lcm_op_occs", .ns("ns-1"), api.nsOperations),
            ] {
                for name in ["a", "b", "c"] { try operations.put(Samples.occurrence(name, subject)) }
                let failed = try await api.send(.get, "\(path)/a")
                #expect(failed.json["error"]?["status"] == .integer(500))
                #expect(failed.json["_links"]?["rollback"] != nil)
                let accepted = try await api.send(.post, "\(path)/a/retry")
                #expect(accepted.status == 202)
                #expect(accepted.location == "\(path)/a")
                #expect(try await api.send(.post, "\(path)/a/retry").status == 409)
                #expect(try await api.send(.post, "\(path)/a/cancel", #"{"cancelMode":"GRACEFUL"}"#).status == 202)
                #expect(try await api.send(.post, "\(path)/b/cancel", #"{"cancelMode":"SOON"}"#).status == 422)
                #expect(try await api.send(.post, "\(path)/b/rollback").status == 202)
                let ended = try await api.send(.post, "\(path)/c/fail")
                #expect(ended.status == 200)
                #expect(ended.json["operationState"] == .string("FAILED"))
                #expect(try await api.send(.post, "\(path)/nobody/fail").status == 404)
                let list = try await api.send(.get, "\(path)?filter=(eq,operationState,FAILED)&all_fields")
                #expect(list.list.map { $0["id"] } == [.string("c")])
                #expect(
                    try await api.send(.get, path).list.allSatisfy {
                        $0["error"] == nil && $0["operationParams"] == nil
                    })
            }
            #expect(try await api.send(.post, "/nslcm/v2/ns_lcm_op_occs/a/continue").status == 404)
            #expect(try await api.send(.post, "/vnflcm/v2/vnf_lcm_op_occs/a/continue").status == 404)
        }
    }

    @Test("Alarms name their instance")
    func alarms() async throws {
        try await Harness.run { (api) async throws in
            try api.alarms.put(Samples.alarm("a1"))
            let alarm = try await api.send(.get, "/vnffm/v1/alarms/a1")
            #expect(
                alarm.json["_links"]?["objectInstance"]?["href"]
                    == .string("http://localhost/vnflcm/v2/vnf_instances/vnf-1"))
            #expect(try await api.send(.get, "/vnffm/v1/alarms?filter=(eq,perceivedSeverity,CRITICAL)").list.count == 1)
            #expect(try await api.send(.get, "/vnffm/v1/alarms?all_fields").status == 400)
            #expect(try await api.send(.patch, "/vnffm/v1/alarms/a1", "{}").status == 405)
        }
    }
}
