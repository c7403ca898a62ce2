extension FieldTable {
    /// A VNFD, its flavours left out.
    package static let vnfd = FieldTable([
        .used("id", "descriptor_id", "names the VNFD in the catalogue"),
        .used("version", "descriptor_version", "shown with the package and the instance"),
        .used("provider", "provider", "shown with the package and the instance"),
        .used("productName", "product_name", "shown with the package and the instance"),
        .used("softwareVersion", "software_version", "shown with the package and the instance"),
        .used("productInfoName", "product_info_name", "shown by `manifold show`"),
        .used("productInfoDescription", "product_info_description", "shown by `manifold show`"),
        .used("vnfmInfo", "vnfm_info", "shown with the package"),
        .used("localizationLanguages", "localization_languages", "shown by `manifold show`"),
        .used("defaultLocalizationLanguage", "default_localization_language", "shown by `manifold show`"),
        .used("externalInvariantID", "ext_invariant_id", "shown by `manifold show`"),
        .used("defaultFlavourID", "flavour_id", "the flavour of an instantiation that names none"),
        .used("flavours", "deployment flavours", "see below"),
        .used(
            "configurableProperties.isAutohealEnabled", "is_autoheal_enabled", "a VNF that has failed heals by itself"),
        .unused(
            "configurableProperties.isAutoscaleEnabled", "is_autoscale_enabled",
            "the VNF scales when it is asked to"),
        .used(
            "configurableProperties.additional", "additional_configurable_properties",
            "in the instance's `vnfConfigurableProperties`"),
        .unused(
            "configurableProperties.additionalAreWritableAnytime", "is_writable_anytime",
            "they are as the descriptor has them", accepts: true),
        .unused(
            "configurableProperties.vnfmInterfaces", "vnfm_interface_info",
            "the VNF is not told of the manager's interfaces"),
        .unused(
            "configurableProperties.vnfmOAuthServer", "vnfm_oauth_server_info",
            "tokens for VNFs are not asked of another server"),
        .unused(
            "configurableProperties.vnfOAuthServer", "vnf_oauth_server_info",
            "the manager calls no interface of the VNF"),
        .used("modifiableAttributes.extensions", "extensions", "in the instance's `extensions`"),
        .used("modifiableAttributes.metadata", "metadata", "in the instance's `metadata`, below what its maker gave"),
    ])
}
