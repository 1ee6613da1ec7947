import BatonCore
import BatonDocuments
import Testing

@Suite("Which addresses are asked")
struct AddressGuardTests {
    @Test(
        "an address that is not public is refused, however it is written",
        arguments: [
            "127.0.0.1", "127.255.0.9", "0.0.0.0", "10.1.2.3", "172.16.0.1", "172.31.255.255",
            "192.168.1.1", "169.254.169.254", "100.64.0.1", "100.127.255.255", "192.0.0.8",
            "192.0.2.1", "198.18.0.1", "198.51.100.7", "203.0.113.9", "224.0.0.1", "240.0.0.1",
            "255.255.255.255", "168.63.129.16", "192.88.99.1", "::", "::1", "::ffff:127.0.0.1",
            "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::127.0.0.1", "64:ff9b::7f00:1",
            "64:ff9b::a9fe:a9fe", "2002:7f00:1::", "2002:c0a8:101::", "fc00::1", "fd00:ec2::254",
            "fe80::1", "febf::1", "fec0::1", "ff02::1", "2001:db8::1", "2001::1", "100::1",
            "4000::1", "[::1]",
        ])
    func refused(text: String) throws {
        let bytes = try #require(AddressGuard.bytes(of: text))

        #expect(AddressGuard.objection(to: bytes) != nil)
    }

    @Test(
        "a public address is asked",
        arguments: [
            "1.1.1.1", "8.8.8.8", "172.15.0.1", "172.32.0.1", "100.63.0.1", "100.128.0.1",
            "169.253.1.1", "192.167.1.1", "223.255.255.254", "2606:4700:4700::1111",
            "2404:6800:4005::1", "64:ff9b::808:808", "2002:808:808::",
        ])
    func taken(text: String) throws {
        let bytes = try #require(AddressGuard.bytes(of: text))

        #expect(AddressGuard.objection(to: bytes) == nil)
    }

    @Test(
        "a host written as one number, in octal or in hexadecimal comes out as what it is",
        arguments: ["2130706433", "0177.0.0.1", "0x7f.1", "127.1", "localhost"])
    func disguised(host: String) async {
        let found = await SystemResolver().addresses(of: host)

        #expect(!found.isEmpty)
        #expect(found.allSatisfy { AddressGuard.objection(to: $0) != nil })
    }

    @Test("bytes of another length are no address")
    func malformed() {
        #expect(AddressGuard.objection(to: [1, 2, 3]) == "not an address")
    }
}
