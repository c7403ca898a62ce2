extension BuiltInTypes {
    /// Types of PNFDs (SOL001 3.7.1).
    static let pnfd = """
        data LocationInfo
          country_code! string
          civic_address_element [CivicAddressElement]
          geographic_coordinates GeographicCoordinates
        data CivicAddressElement
          ca_type! string
          ca_value! string
        data GeographicCoordinates
          latitude_uncertainty string
          latitude! string
          longitude_uncertainty string
          longitude! string
          altitude_type! string
          altitude_uncertainty string
          altitude! string
        node PNF
          descriptor_id! string
          function_description! string
          provider! string
          version! string
          descriptor_invariant_id! string
          name! string
          geographical_location_info LocationInfo
          req virtual_link VirtualLinkable via VirtualLinksTo [0,1]
        node PnfExtCp : Cp
          req external_virtual_link VirtualLinkable via VirtualLinksTo [0,1]
        policy PnfSecurityGroupRule : Abstract.SecurityGroupRule
          targets PnfExtCp
        """
}
