extension RuleText {
    static let sol006Trees = [
        RuleText(
            .jsonSyntax, "A description that begins with `{` is JSON",
            "RFC 8259: texts and names stand in double quotes, and nothing follows the last comma.",
            text("json", right: pnfdJSON, wrong: pnfdJSON.with("\"1.0\"", "\"1.0\","))),
        RuleText(
            .xmlSyntax, "A description that begins with `<` is XML",
            "RFC 7950 section 4.2: each node is an element, and each element is closed.",
            text("xml", right: pnfdXML, wrong: pnfdXML.with("</version>", ""))),
        RuleText(
            .xmlDocumentType, "XML has no document type",
            "Instance data needs no entities, and those of others' texts read files, fetch addresses or fill the memory.",
            text("xml", right: pnfdXML, wrong: "<!DOCTYPE pnfd [ <!ENTITY name \"probe\"> ]>\n" + pnfdXML)),
        RuleText(
            .sol006Dialect, "A descriptor is in SOL006, not in what came before it or stands beside it",
            "Open Source MANO's information model up to its release 8, and its network slice templates, share words with SOL006 and mean others.",
            text(
                "yaml", right: "pnfd:\n  id: probe\n  version: '1.0'\n",
                wrong: "vnfd:vnfd-catalog:\n  vnfd:\n  - id: probe\n    version: '1.0'\n")),
        RuleText(
            .sol006Structure, "A node is a map, a list or a value as the schema has it",
            "RFC 7951 section 5: containers are maps, lists are lists of maps, leaf-lists are lists of values.",
            .change(.dataVNFD, "layer-protocol: [ ethernet ]", "layer-protocol: ethernet")),
        RuleText(
            .sol006NodeUnknown, "Every node is one of the standard's, or one that Open Source MANO is known to add",
            "SOL006 clause 6; a slip of the pen would be lost without a word.",
            .change(.dataVNFD, "  order: 0", "  oder: 0")),
        RuleText(
            .sol006Type, "A value has its leaf's type", "RFC 7950 section 9.",
            .change(.dataVNFD, "num-virtual-cpu: 2", "num-virtual-cpu: two")),
        RuleText(
            .sol006Range, "A number is within the bounds of its leaf", "RFC 7950 section 9.2.4.",
            .change(.dataVNFD, "num-virtual-cpu: 2", "num-virtual-cpu: 0")),
        RuleText(
            .sol006Pattern, "A text has the form that its leaf wants",
            "RFC 7950 section 9.4.5, and RFC 6991 for addresses.",
            .change(.dataVNFD, "http://images.example/disk.qcow2", "the disk.qcow2")),
        RuleText(
            .sol006Enumeration, "A value is one of those that there are",
            "RFC 7950 sections 9.6 and 9.10; identities may have their module's name before them.",
            .change(.dataVNFD, "vnic-type: direct", "vnic-type: directly")),
        RuleText(
            .sol006Argument, "Names that tools get as arguments, or that are part of a path, are nothing but names",
            "A chart named `x --post-renderer sh` runs a program of the package's author.",
            .change(
                .dataVNFD, "  version: '1.0'\n",
                "  version: '1.0'\n  kdu:\n  - name: db\n    helm-chart: stable/db --post-renderer /bin/sh\n")),
        RuleText(
            .sol006Namespace, "The prefix of an identity stands for a name space", "RFC 7950 section 9.10.3.",
            text(
                "xml",
                right: pnfdXML.with(
                    "<version>",
                    "<ext-cpd><id>a</id><layer-protocol>ethernet</layer-protocol></ext-cpd>\n  <version>"),
                wrong: pnfdXML.with(
                    "<version>",
                    "<ext-cpd><id>a</id><layer-protocol>nfv:ethernet</layer-protocol></ext-cpd>\n  <version>"))),
        RuleText(
            .sol006Missing, "What the standard makes mandatory is there", "RFC 7950 section 7.6.5.",
            .change(.dataVNFD, "    min-disk: 1\n", "")),
        RuleText(
            .sol006Elements, "A list has as many entries as the standard allows", "RFC 7950 sections 7.7.5 and 7.7.6.",
            .change(.dataVNFD, "  vnfm-info: [ manifold ]", "  vnfm-info: []")),
        RuleText(
            .sol006KeyMissing, "An entry of a list has its key", "RFC 7950 section 7.8.2.",
            .change(.dataVNFD, "- vdu-id: server\n        number-of", "- number-of")),
        RuleText(
            .sol006KeyDuplicate, "Entries of a list differ in their keys", "RFC 7950 section 7.8.2.",
            .change(.dataVNFD, "- id: internal\n", "- id: data\n")),
        RuleText(
            .sol006Choice, "Of a choice one is there", "RFC 7950 section 7.9.",
            .change(
                .dataVNFD, "    int-cpd:\n      vdu-id",
                "    int-virtual-link-desc: backbone\n    int-cpd:\n      vdu-id")),
        RuleText(
            .sol006Condition, "A node stands where its condition holds", "RFC 7950 section 7.21.5.",
            .change(.dataVNFD, "policy: static", "policy: dynamic")),
        RuleText(
            .sol006Reference, "A name refers to something that is there", "RFC 7950 section 9.9.",
            .change(.dataVNFD, "sw-image-desc: disk\n", "sw-image-desc: dsk\n")),
        RuleText(
            .sol006Must, "Nodes fit each other as the standard demands", "RFC 7950 section 7.5.3.",
            .change(.dataVNFD, "port-range-min: 80", "port-range-min: 8080")),
        RuleText(
            .sol006Extension, "What only Open Source MANO has is marked",
            "It is read where it has a meaning here; another manager may refuse it.",
            .change(.dataVNFD, "  version: '1.0'\n", "  version: '1.0'\n  mgmt-cp: data\n")),
        RuleText(
            .sol006Omission, "What the standard requires and the field leaves out is marked",
            "The language requires what is mandatory below a container even where the container is left out.",
            .change(
                .dataVNFD, "    nfvi-maintenance-info:\n      impact-notification-lead-time: 100\n", "")),
    ]

    static let sol006Models = [
        RuleText(
            .sol006Several, "A package holds one descriptor", "SOL004 4.1 and SOL007 4.1.",
            text(
                "yaml", right: "pnfd:\n- id: probe\n  version: '1.0'\n",
                wrong: "pnfd:\n- id: probe\n  version: '1.0'\n- id: other\n  version: '1.0'\n")),
        RuleText(
            .sol006Attachment, "An external connection point stands for something inside of the VNF", "IFA011 7.1.3.3.",
            .change(.dataVNFD, "      cpd: data\n", "")),
        RuleText(
            .sol006Scaling, "A scaling aspect says how far it goes and by what", "IFA011 7.1.10.2 and IFA014 6.7.2.",
            .change(.dataVNFD, "  max-scale-level: 2\n", "  name: servers\n")),
        RuleText(
            .sol006Path, "The rule of a path is made of assertions that it can be made to hold",
            "IFA014 6.4.3.2 leaves the form open; Docs/sol006.md has it.",
            .change(.dataNSD, "protocol=tcp and", "not protocol=tcp and")),
        RuleText(
            .sol006Image, "An image is in the package or at an address",
            "Open Source MANO names images that the VIM has; there is no such VIM here.",
            .change(.dataVNFD, "image: http://images.example/disk.qcow2", "image: ubuntu20.04")),
        RuleText(
            .sol006Unmapped, "What has no counterpart in the model is named", "Nothing is dropped in silence.",
            .change(.dataVNFD, "  version: '1.0'\n", "  version: '1.0'\n  auto-scale: [ when busy ]\n")),
    ]

    private static let pnfdJSON = """
        {
          "etsi-nfv-pnfd:pnfd": {
            "id": "probe",
            "version": "1.0"
          }
        }
        """

    private static let pnfdXML = """
        <pnfd xmlns="urn:etsi:nfv:yang:etsi-nfv-pnfd">
          <id>probe</id>
          <version>1.0</version>
        </pnfd>
        """

    /// A whole text, whose content tells its language.
    private static func text(_ language: String, right: String, wrong: String) -> RuleExample {
        RuleExample(
            wrong: wrong, right: right, language: language, wrongInput: { .template(wrong) },
            rightInput: { .template(right) })
    }
}

extension String {
    fileprivate func with(_ old: String, _ new: String) -> String {
        var text = self
        if let range = text.firstRange(of: old) { text.replaceSubrange(range, with: new) }
        return text
    }
}
