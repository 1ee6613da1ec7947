package import BatonCore
import Glibc
import NIOCore

/// Who is at the other end of the socket, as the kernel says.
package struct PeerIdentity: Sendable, Hashable {
    /// The user's number.
    package var userID: UInt32
    /// The user's name.
    package var userName: String

    /// Makes an identity.
    package init(userID: UInt32, userName: String) {
        self.userID = userID
        self.userName = userName
    }

    /// The person that a user is: as `people` names them; the data folder's own user and root are
    /// supervisors, named or not.
    package func person(among people: [Person], owner: UInt32) -> Person? {
        let isOwner = userID == owner || userID == 0
        if var named = people.first(where: { $0.id.rawValue == userName }) {
            if isOwner { named.role = .supervisor }
            return named
        }
        guard isOwner else { return nil }
        return Person(id: PersonID(userName), name: userName, role: .supervisor)
    }

    /// The layout of `struct ucred`.
    ///
    /// Source: unix(7), SO_PEERCRED.
    private struct Credentials {
        var process: Int32 = 0
        var user: UInt32 = 0
        var group: UInt32 = 0
    }

    /// Linux's number of the option.
    private static let peerCredentials: CInt = 17

    static func of(_ channel: any Channel) async -> PeerIdentity? {
        guard let provider = channel as? any SocketOptionProvider,
            let credentials: Credentials = try? await provider.unsafeGetSocketOption(
                level: .socket, name: NIOBSDSocket.Option(rawValue: peerCredentials)
            ).get()
        else { return nil }
        return PeerIdentity(
            userID: credentials.user, userName: name(of: credentials.user) ?? "\(credentials.user)")
    }

    static func name(of user: UInt32) -> String? {
        var entry = passwd()
        var found: UnsafeMutablePointer<passwd>?
        var buffer = [CChar](repeating: 0, count: 4096)
        guard getpwuid_r(user, &entry, &buffer, buffer.count, &found) == 0, found != nil else {
            return nil
        }
        return String(cString: entry.pw_name)
    }
}
