import API
import Infrastructure
import NFVO

extension HostService: HostServing {}
extension NetworkService: NetworkServing {}
extension InsightService: InsightServing {}
