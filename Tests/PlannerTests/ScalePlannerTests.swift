import MANOModel
import Planner
import Testing

@Suite("Scaling")
struct ScalePlannerTests {
    /// Two VDUs; `workers` adds one worker, then two; `pairs` adds one of each, a step.
    static func flavour(maximum: Int = 10) -> DeploymentFlavour {
        func vdu(_ id: String) -> VDU {
            VDU(
                id: id, name: id, compute: VirtualCompute(virtualCPUs: 1, memoryBytes: 1 << 28),
                profile: VduProfile(minNumberOfInstances: 1, maxNumberOfInstances: maximum))
        }
        return DeploymentFlavour(
            id: "simple", vdus: [vdu("worker"), vdu("front")],
            scalingAspects: [
                ScalingAspect(
                    id: "workers", name: "workers", maxScaleLevel: 2, stepDeltas: ["one", "two"],
                    vduDeltas: ["worker": ["one": 1, "two": 2]]),
                ScalingAspect(
                    id: "pairs", name: "pairs", maxScaleLevel: 3, stepDeltas: ["pair"],
                    vduDeltas: ["worker": ["pair": 1], "front": ["pair": 1]]),
            ],
            initialDeltas: ["worker": 1, "front": 1],
            instantiationLevels: [
                InstantiationLevel(id: "small", vduInstances: ["worker": 1, "front": 1]),
                InstantiationLevel(id: "big", scaleLevels: ["workers": 2], vduInstances: ["worker": 4, "front": 1]),
            ],
            defaultInstantiationLevelID: "small")
    }

    @Test("An instantiation level gives its numbers and levels")
    func initial() {
        let flavour = Self.flavour()
        #expect(
            ScalePlanner.initial(flavour, levelID: nil)
                == .target(ScaleTarget(scaleLevels: ["workers": 0, "pairs": 0], instances: ["worker": 1, "front": 1])))
        #expect(
            ScalePlanner.initial(flavour, levelID: "big")
                == .target(ScaleTarget(scaleLevels: ["workers": 2, "pairs": 0], instances: ["worker": 4, "front": 1])))
        #expect(
            ScalePlanner.initial(flavour, levelID: "huge")
                == .refused(
                    ManifoldError(
                        .unprocessable, "flavour simple has no instantiation level huge", remedy: "it has small and big"
                    )))
    }

    @Test("Steps of one aspect add their own deltas, other aspects stay")
    func out() {
        let flavour = Self.flavour()
        #expect(
            ScalePlanner.scale(
                flavour, from: ["pairs": 1], ScaleRequest(aspectID: "workers", direction: .out, steps: 2))
                == .target(ScaleTarget(scaleLevels: ["workers": 2, "pairs": 1], instances: ["worker": 5, "front": 2])))
    }

    @Test("Scaling in after scaling out gives what was before", arguments: 1...3)
    func back(steps: Int) {
        let flavour = Self.flavour()
        guard
            case .target(let wide) = ScalePlanner.scale(
                flavour, from: [:], ScaleRequest(aspectID: "pairs", direction: .out, steps: steps))
        else {
            Issue.record("scaling out was refused")
            return
        }
        #expect(
            ScalePlanner.scale(
                flavour, from: wide.scaleLevels, ScaleRequest(aspectID: "pairs", direction: .in, steps: steps))
                == ScalePlanner.initial(flavour, levelID: nil))
    }

    @Test("Beyond the levels is a conflict that names the limit")
    func limits() {
        let flavour = Self.flavour()
        #expect(
            ScalePlanner.scale(
                flavour, from: ["workers": 1], ScaleRequest(aspectID: "workers", direction: .out, steps: 2))
                == .refused(
                    ManifoldError(
                        .conflict, "aspect workers is at level 1 and can't be scaled out by 2: its highest is 2",
                        remedy: "ask for at most 1 step")))
        #expect(
            ScalePlanner.scale(flavour, from: [:], ScaleRequest(aspectID: "workers", direction: .in))
                == .refused(
                    ManifoldError(
                        .conflict, "aspect workers is at level 0 and can't be scaled in by 1: its lowest is 0")))
        #expect(
            ScalePlanner.scale(flavour, from: [:], ScaleRequest(aspectID: "workers", direction: .out, steps: .max))
                != .target(ScaleTarget(scaleLevels: [:], instances: [:])))
    }

    @Test("A VDU's own bounds hold as well")
    func profile() {
        #expect(
            ScalePlanner.scale(
                Self.flavour(maximum: 2), from: [:], ScaleRequest(aspectID: "pairs", direction: .out, steps: 2))
                == .refused(
                    ManifoldError(
                        .conflict, "aspect pairs at level 2 makes 3 instances of worker, which may have 1 to 2")))
    }

    @Test("What the flavour doesn't have, and no steps, are refused")
    func unknown() {
        let flavour = Self.flavour()
        #expect(
            ScalePlanner.scale(flavour, from: [:], ScaleRequest(aspectID: "height", direction: .out))
                == .refused(
                    ManifoldError(
                        .unprocessable, "flavour simple has no scaling aspect height",
                        remedy: "it has workers and pairs")))
        #expect(
            ScalePlanner.scale(flavour, from: [:], ScaleRequest(aspectID: "pairs", direction: .out, steps: 0))
                == .refused(ManifoldError(.unprocessable, "0 steps are no scaling", remedy: "ask for at least 1")))
    }
}
