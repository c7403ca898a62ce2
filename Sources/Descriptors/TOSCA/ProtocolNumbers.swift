import MANOModel

/// IANA's protocol numbers by the names that SOL001 6.7 gives them.
enum ProtocolNumbers {
    /// In the order of their numbers.
    static let names: [String] = table.map(\.name)

    /// The protocol of a name (`-` counts as `_`, case aside) or of a number; nil for anything else.
    static func ipProtocol(_ text: String) -> IPProtocol? {
        if let number = UInt8(text) {
            return IPProtocol(name: table.first { $0.number == number }?.name ?? text, number: number)
        }
        let wanted = String(text.lowercased().map { $0 == "-" ? "_" : $0 })
        if wanted == "icmpv6" { return .icmpv6 }
        return table.first { $0.name == wanted }
    }

    /// Names stand in the order of their numbers; a dash skips one that has no name, a comma joins two of one number.
    private static let table: [IPProtocol] = {
        var table: [IPProtocol] = []
        for (number, names) in list.split(whereSeparator: { " \n".contains($0) }).enumerated() where names != "-" {
            for name in names.split(separator: ",") {
                table.append(IPProtocol(name: String(name), number: UInt8(number)))
            }
        }
        return table
    }()

    private static let list = """
        hopopt icmp igmp ggp ipv4 st tcp cbt egp igp bbn_rcc_mon nvp_ii pup argus emcon xnet chaos udp mux
        dcn_meas hmp prm xns_idp trunk_1 trunk_2 leaf_1 leaf_2 rdp irtp iso_tp4 netblt mfe_nsp merit_inp
        dccp 3pc idpr xtp ddp idpr_cmtp tp++ il ipv6 sdrp ipv6_route ipv6_frag idrp rsvp gre dsr bna esp ah
        i_nlsp swipe narp mobile tlsp skip ipv6_icmp ipv6_no_nxt ipv6_opts - cftp - sat_expak kryptolan rvd
        ippc - sat_mon visa ipcv cpnx cphb wsn pvp br_sat_mon sun_nd wb_mon wb_expak iso_ip vmtp secure_vmtp
        vines ttp,iptm nsfnet_igp dgp tcf eigrp ospfigp sprite_rpc larp mtp ax.25 ipip micp scc_sp etherip
        encap - gmtp ifmp pnni pim aris scps qnx a/n ip_comp snp compaq_peer ipx_in_ip vrrp pgm - l2tp ddx
        iatp stp srp uti smp sm ptp isis fire crtp crudp sscopmce iplt sps pipe sctp fc rsvp_e2e_ignore
        mobility udp_lite mpls_in_ip manet hip shim6 wesp rohc
        """
}
