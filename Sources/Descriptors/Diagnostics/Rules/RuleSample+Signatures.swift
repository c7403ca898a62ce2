/// Signatures of the sample package's script, by somebody whom nobody knows; their key is gone.
extension RuleSample {
    /// With the signer's certificate.
    static let signature = Array(
        """
        -----BEGIN CMS-----
        MIICYQYJKoZIhvcNAQcCoIICUjCCAk4CAQExDTALBglghkgBZQMEAgEwCwYJKoZI
        hvcNAQcBoIIBjTCCAYkwggEvoAMCAQICFDLj4cTOpneZoB0yA35WzjUWMrH4MAoG
        CCqGSM49BAMCMBkxFzAVBgNVBAMMDkV4YW1wbGUgdmVuZG9yMCAXDTI2MTEyMjIx
        MTUxN1oYDzIxMjYxMDI5MjExNTE3WjAZMRcwFQYDVQQDDA5FeGFtcGxlIHZlbmRv
        cjBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABOiKDdsPW6xtgK2sVB3UYHT6B/l0
        VC2EIF4KqwIDe0n7JP3P5sEEQlGIm7+4S8g2lOiNmEH5Nf5b45R6pTOIfAijUzBR
        MB0GA1UdDgQWBBTw5XGb4fN6k14FSovwV2P2cwZ5mDAfBgNVHSMEGDAWgBTw5XGb
        4fN6k14FSovwV2P2cwZ5mDAPBgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0gA
        MEUCIAJKkVdMUt8NWpxw0eDcVwm1NNHuXx/MKz15E/arnAUXAiEA8uuuz0iTM5yA
        3Zd4cuJP5rcN3PeJPRLEQgbnFbTmai0xgZswgZgCAQEwMTAZMRcwFQYDVQQDDA5F
        eGFtcGxlIHZlbmRvcgIUMuPhxM6md5mgHTIDflbONRYysfgwCwYJYIZIAWUDBAIB
        MAoGCCqGSM49BAMCBEcwRQIgMHEg0e1cj8tiTBen6loaw1+VoAbK7eKCOpvexTrL
        LNsCIQCnMpxD553ckiKHaxQ9HzMIriSeca54tAWwDdg1ya6Tew==
        -----END CMS-----

        """.utf8)

    /// The certificate is left out.
    static let signatureWithoutCertificate = Array(
        """
        -----BEGIN CMS-----
        MIHOBgkqhkiG9w0BBwKggcAwgb0CAQExDTALBglghkgBZQMEAgEwCwYJKoZIhvcN
        AQcBMYGbMIGYAgEBMDEwGTEXMBUGA1UEAwwORXhhbXBsZSB2ZW5kb3ICFDLj4cTO
        pneZoB0yA35WzjUWMrH4MAsGCWCGSAFlAwQCATAKBggqhkjOPQQDAgRHMEUCIQCd
        eG9lSlPKUYZ9wHrcJz8URxXjnIhYDC+47FfPa8fsRwIgBNDpYHoHIDy+OMZNhFF4
        4a/qxuIaT34Um2bwTbFjKfw=
        -----END CMS-----

        """.utf8)
}
