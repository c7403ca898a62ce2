import Hummingbird
import SOL

/// `api_versions` of each API (SOL013 9.3), with and without the major version in the path.
struct VersionsController {
    let configuration: APIConfiguration

    func addRoutes(to endpoints: Endpoints) {
        for api in APIDefinition.all {
            for path in ["/\(api.name)", api.path] {
                endpoints.add("\(path)/api_versions", [.get: versions(of: api, at: path)])
            }
        }
    }

    private func versions(of api: APIDefinition, at path: String) -> Endpoint {
        { [configuration] request, _ in
            try request.checkAccept("application/json")
            return try .json(
                SOL013.ApiVersionInformation(
                    uriPrefix: "\(request.root(configuration))\(path)/", apiVersions: [.init(version: api.version)]))
        }
    }
}
