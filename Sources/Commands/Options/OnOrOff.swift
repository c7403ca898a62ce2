import ArgumentParser
import MANOModel

/// `on` or `off` on the command line.
enum OnOrOff: String, ExpressibleByArgument, CaseIterable {
    case on, off

    var isOn: Bool { self == .on }
}

/// What a virtual function shows of its link: `auto`, `enable`, `disable`.
enum LinkState: String, ExpressibleByArgument, CaseIterable {
    case auto, enable, disable

    var model: GuestInterface.VirtualFunctionSettings.LinkState {
        switch self {
        case .auto: .auto
        case .enable: .enable
        case .disable: .disable
        }
    }
}
