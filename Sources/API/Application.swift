package import Hummingbird
package import Logging

/// The whole API over the services, as the daemon runs it and the tests do.
/// - Parameter onServerRunning: called with the port once connections are taken.
package func buildApplication(
    configuration: APIConfiguration, services: APIServices, logger: Logger = Logger(label: "api"),
    onServerRunning: @escaping @Sendable (_ port: Int?) async -> Void = { _ in }
) -> some ApplicationProtocol {
    let router = Router(context: APIContext.self)
    router.add(middleware: ProblemMiddleware())
    router.add(middleware: AuthenticationMiddleware(tokens: configuration.tokens))
    router.add(middleware: VersionMiddleware())
    let endpoints = Endpoints(router: router)
    let vnfOperations = OperationController.ofVNFs(services.vnfOperations, configuration)
    let nsOperations = OperationController.ofNSs(services.nsOperations, configuration)
    VersionsController(configuration: configuration).addRoutes(to: endpoints)
    VNFPackageController(service: services.vnfPackages, configuration: configuration).addRoutes(to: endpoints)
    NSDController(service: services.nsds, configuration: configuration).addRoutes(to: endpoints)
    PNFDController(service: services.pnfds, configuration: configuration).addRoutes(to: endpoints)
    VNFLifecycleController(service: services.vnfs, configuration: configuration, operations: vnfOperations.responder)
        .addRoutes(to: endpoints)
    NSLifecycleController(service: services.nss, configuration: configuration, operations: nsOperations.responder)
        .addRoutes(to: endpoints)
    vnfOperations.addRoutes(to: endpoints)
    nsOperations.addRoutes(to: endpoints)
    AlarmController(service: services.alarms, configuration: configuration).addRoutes(to: endpoints)
    HostController(service: services.hosts, configuration: configuration).addRoutes(to: endpoints)
    NetworkController(service: services.networks, configuration: configuration).addRoutes(to: endpoints)
    TransportController(service: services.transport, configuration: configuration).addRoutes(to: endpoints)
    PlacementSettingsController(service: services.placement, configuration: configuration).addRoutes(to: endpoints)
    InsightController(
        service: services.insight, vnfs: services.vnfs, nss: services.nss, configuration: configuration
    ).addRoutes(to: endpoints)
    if let simulation = services.simulation {
        SimulationController(service: simulation, configuration: configuration).addRoutes(to: endpoints)
    }
    return Application(
        router: router, server: .http1(configuration: .init(additionalChannelHandlers: [ContinueResponder()])),
        configuration: ApplicationConfiguration(address: configuration.address, serverName: "manifold"),
        onServerRunning: { channel in await onServerRunning(channel.localAddress?.port) }, logger: logger)
}
