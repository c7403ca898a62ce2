/// All that the API calls.
package struct APIServices: Sendable {
    package var vnfPackages: any CatalogueServing
    package var nsds: any CatalogueServing
    package var pnfds: any CatalogueServing
    package var vnfs: any VNFLifecycleServing
    package var nss: any NSLifecycleServing
    package var vnfOperations: any OperationServing
    package var nsOperations: any OperationServing
    package var alarms: any AlarmServing
    package var hosts: any HostServing
    package var networks: any NetworkServing
    package var transport: any TransportServing
    package var placement: any PlacementSettingsServing
    package var insight: any InsightServing
    /// Nil where nothing is simulated: there is no such path then.
    package var simulation: (any SimulationServing)?

    package init(
        vnfPackages: any CatalogueServing, nsds: any CatalogueServing, pnfds: any CatalogueServing,
        vnfs: any VNFLifecycleServing,
        nss: any NSLifecycleServing, vnfOperations: any OperationServing, nsOperations: any OperationServing,
        alarms: any AlarmServing, hosts: any HostServing, networks: any NetworkServing, transport: any TransportServing,
        placement: any PlacementSettingsServing,
        insight: any InsightServing,
        simulation: (any SimulationServing)? = nil
    ) {
        self.vnfPackages = vnfPackages
        self.nsds = nsds
        self.pnfds = pnfds
        self.vnfs = vnfs
        self.nss = nss
        self.vnfOperations = vnfOperations
        self.nsOperations = nsOperations
        self.alarms = alarms
        self.hosts = hosts
        self.networks = networks
        self.transport = transport
        self.placement = placement
        self.insight = insight
        self.simulation = simulation
    }
}
