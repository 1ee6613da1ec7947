import Glibc

/// Which addresses of the network a page may be fetched from: the public ones.
///
/// Source: the IANA special-purpose address registries for IPv4 and IPv6.
package enum AddressGuard {
    /// Why an address is not taken; `nil` where it is public.
    /// - Parameter address: four bytes of IPv4 or sixteen of IPv6, most significant first.
    package static func objection(to address: [UInt8]) -> String? {
        switch address.count {
        case 4: version4(address)
        case 16: version6(address)
        default: "not an address"
        }
    }

    /// The bytes of an address written in numbers; `nil` where it is none.
    package static func bytes(of text: String) -> [UInt8]? {
        var four = in_addr()
        if inet_pton(AF_INET, text, &four) == 1 {
            return withUnsafeBytes(of: &four) { Array($0) }
        }
        var six = in6_addr()
        let bare =
            text.hasPrefix("[") && text.hasSuffix("]") ? text.dropFirst().dropLast() : text[...]
        if inet_pton(AF_INET6, String(bare), &six) == 1 {
            return withUnsafeBytes(of: &six) { Array($0) }
        }
        return nil
    }

    private static func version4(_ a: [UInt8]) -> String? {
        switch (a[0], a[1]) {
        case (0, _): "unspecified"
        case (127, _): "loopback"
        case (10, _), (172, 16...31), (192, 168): "private"
        case (169, 254): "link-local, where machines keep their metadata"
        case (100, 64...127): "shared by a carrier (CGNAT)"
        // Metadata of one cloud stands on an address of its own.
        case (168, 63) where a[2] == 129 && a[3] == 16: "a machine's metadata"
        case (192, 0) where a[2] == 0 || a[2] == 2: "reserved"
        case (192, 88) where a[2] == 99: "reserved"
        case (198, 18...19): "reserved for measuring"
        case (198, 51) where a[2] == 100: "reserved"
        case (203, 0) where a[2] == 113: "reserved"
        case (224...239, _): "multicast"
        case (240..., _): "reserved"
        default: nil
        }
    }

    private static func version6(_ a: [UInt8]) -> String? {
        if a[..<15].allSatisfy({ $0 == 0 }) { return a[15] == 1 ? "loopback" : "unspecified" }
        let embedded: ArraySlice<UInt8>? =
            if a[..<10].allSatisfy({ $0 == 0 }), a[10] == a[11], a[10] == 0 || a[10] == 0xFF {
                // ::a.b.c.d and ::ffff:a.b.c.d
                a[12...]
            } else if a.starts(with: [0, 0x64, 0xFF, 0x9B]) {
                // 64:ff9b::/96, NAT64
                a[12...]
            } else if a.starts(with: [0x20, 0x02]) {
                // 2002::/16, 6to4
                a[2..<6]
            } else {
                nil
            }
        if let embedded { return version4(Array(embedded)) }
        if a[0] & 0xFE == 0xFC { return "private (ULA)" }
        if a[0] == 0xFE, a[1] & 0xC0 == 0x80 { return "link-local" }
        if a[0] == 0xFE, a[1] & 0xC0 == 0xC0 { return "private (site-local)" }
        if a[0] == 0xFF { return "multicast" }
        if a.starts(with: [0x20, 0x01, 0x0D, 0xB8]) { return "reserved" }
        if a.starts(with: [0x20, 0x01, 0, 0]) { return "a tunnel (Teredo)" }
        if a.starts(with: [0x01, 0x00]) { return "discarded" }
        // Only 2000::/3 is given out to the public.
        return a[0] & 0xE0 == 0x20 ? nil : "reserved"
    }
}
