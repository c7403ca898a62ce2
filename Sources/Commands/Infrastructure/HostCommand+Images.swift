import ArgumentParser
import Client
import SOL

extension HostCommand {
    struct Images: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the base images that a host keeps, and those that are on their way to it.",
            discussion: """
                Those that nothing is made on go after some time, or where they take too much room: host set --image-age and
                --image-space.

                Example:
                  manifold host images a
                """)
        @Argument(help: "Name or id.") var host: String
        @OptionGroup var server: ServerOptions

        func run(_ client: ManifoldClient) async throws {
            let id = try await client.resolveHost(host).value.id
            let images = try await client.hostImages(id)
            if server.json { return terminal.show(images.json) }
            var table = Table(
                .left("SHA-256"), .left("FORMAT"), .right("SIZE"), .right("THERE"), .right("VOLUMES"),
                .flexible("LAST USED"))
            for image in images.value {
                let part = image.received.map { image.size > 0 ? "\(min($0, image.size) * 100 / image.size) %" : "0 %" }
                table.append(
                    String(image.hash.prefix(16)), image.format, Format.bytes(image.size), part ?? "yes",
                    "\(image.users.count)", image.usedAt.map(Format.time))
            }
            terminal.show(table, empty: "the host keeps no images")
        }
    }
}
