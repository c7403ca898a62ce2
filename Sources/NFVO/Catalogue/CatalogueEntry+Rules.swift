import MANOModel
import Store

/// What the states allow (SOL005 5, 9).
extension Onboardable {
    private var title: String { "\(Self.noun) \(id)" }

    /// Throws `.conflict` unless the state takes a content.
    func checkTakesContent() throws {
        guard onboardingState == .created || onboardingState == .error else {
            let isOnItsWay = onboardingState == .uploading || onboardingState == .processing
            throw ManifoldError(
                .conflict, "\(title) is \(onboardingState.rawValue): its content can't be uploaded",
                remedy: isOnItsWay ? "wait until it has been processed" : "make a new one")
        }
    }

    /// - Parameter users: the NSDs that name it, where that forbids it.
    func checkCanBeDeleted(isInUse: Bool, namedBy users: [String]) throws {
        guard onboardingState != .uploading, onboardingState != .processing else {
            throw ManifoldError(
                .conflict, "\(title) is \(onboardingState.rawValue)", remedy: "wait until it has been processed")
        }
        guard onboardingState != .onboarded || operationalState == .disabled else {
            throw ManifoldError(.conflict, "\(title) is enabled", remedy: "disable it first")
        }
        guard !isInUse else {
            throw ManifoldError(.conflict, "\(title) is in use", remedy: Self.release)
        }
        guard users.isEmpty else {
            throw ManifoldError(
                .conflict, "\(title) is named by NSD \(users.joined(separator: ", "))",
                remedy: "delete \(users.count == 1 ? "that NSD" : "those NSDs") first")
        }
    }

    /// What a change of `operationalState` must meet (SOL005 9.4.3.3.4).
    func checkChange(to wanted: OperationalState?) throws {
        guard let wanted else { return }
        guard onboardingState == .onboarded else {
            throw ManifoldError(
                .conflict, "\(title) is \(onboardingState.rawValue): it can't be \(wanted.rawValue)",
                remedy: "onboard it first")
        }
        guard wanted != operationalState else {
            throw ManifoldError(.conflict, "\(title) is \(operationalState.rawValue) already")
        }
    }
}

extension Reading {
    /// Throws `.conflict` where another entry has a descriptor of that id.
    func checkIsNew<Entry: CatalogueAggregate>(_ descriptorID: String, for entry: Entry) throws {
        guard let other = try find(Entry.self, descriptorID: descriptorID)?.value, other.id != entry.id else { return }
        throw ManifoldError(
            .conflict, "\(Entry.noun) \(other.id) has the same \(Entry.descriptorIDName) \(descriptorID)",
            remedy: "delete that \(Entry.noun) first, or give this one another descriptor_id")
    }
}
