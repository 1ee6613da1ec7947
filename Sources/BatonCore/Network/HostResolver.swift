import Glibc

/// Finds the addresses of a host.
package protocol HostResolver: Sendable {
    /// The addresses, each as four or sixteen bytes; empty where the host is not found.
    func addresses(of host: String) async -> [[UInt8]]
}

/// Asks the system, as every program on the machine does.
package struct SystemResolver: HostResolver {
    /// Makes a resolver.
    package init() {}

    /// The addresses that the system finds, in its order.
    @concurrent
    package func addresses(of host: String) async -> [[UInt8]] {
        var hints = addrinfo()
        hints.ai_family = AF_UNSPEC
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var first: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, nil, &hints, &first) == 0 else { return [] }
        defer { freeaddrinfo(first) }
        var result: [[UInt8]] = []
        var next = first
        while let info = next?.pointee {
            if let address = info.ai_addr {
                switch info.ai_family {
                case AF_INET:
                    address.withMemoryRebound(to: sockaddr_in.self, capacity: 1) { held in
                        result.append(withUnsafeBytes(of: held.pointee.sin_addr) { Array($0) })
                    }
                case AF_INET6:
                    address.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) { held in
                        result.append(withUnsafeBytes(of: held.pointee.sin6_addr) { Array($0) })
                    }
                default: break
                }
            }
            next = info.ai_next
        }
        return result
    }
}

extension AddressGuard {
    /// An address in numbers, as a connection is made to it.
    package static func text(_ address: [UInt8]) -> String {
        if address.count == 4 { return address.map(String.init).joined(separator: ".") }
        return stride(from: 0, to: address.count - 1, by: 2).map {
            String(UInt16(address[$0]) << 8 | UInt16(address[$0 + 1]), radix: 16)
        }.joined(separator: ":")
    }
}
