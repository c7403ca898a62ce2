package import Dataplane
package import VIM

/// What reaches one host.
package struct HostDrivers: Sendable {
    package let vim: any VIMDriver
    package let dataplane: any DataplaneDriver
    package let switchTurns = SwitchTurns()

    package init(vim: any VIMDriver, dataplane: any DataplaneDriver) {
        self.vim = vim
        self.dataplane = dataplane
    }
}
