import API
import Infrastructure
import NFVO

extension HostService: HostServing {}
extension NetworkService: NetworkServing {}
extension TransportService: TransportServing {}
extension PlacementSettingsService: PlacementSettingsServing {}
extension InsightService: InsightServing {}
