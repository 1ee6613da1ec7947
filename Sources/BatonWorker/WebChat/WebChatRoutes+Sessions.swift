import BatonChannels
import BatonCore
import BatonStore
import Crypto
import Foundation
import HTTPTypes
import Hummingbird

extension WebChatRoutes {
    /// What a page says of itself and its customer.
    private struct Opening: Decodable {
        struct Customer: Decodable {
            var id: String
            var hash: String
            var name: String?
        }

        var siteKey: String
        var locale: String?
        var page: String?
        var user: Customer?
        /// The token that this browser had before its customer signed in.
        var guest: String?

        enum CodingKeys: String, CodingKey {
            case locale, page, user, guest
            case siteKey = "site_key"
        }
    }

    /// Opens a session for a page of the site: a new visitor's, the same visitor's where the page
    /// still has a token, or that of a customer whom the shop signs for.
    func session(_ request: Request, address: String) async throws(Refusal) -> Response {
        try allow(.sessions, of: address)
        let body = try await Self.body(of: request)
        guard let opening = try? JSONDecoder().decode(Opening.self, from: Data(body)) else {
            throw Refusal(status: 400, why: "the body has a 'site_key'; 'user' has id and hash")
        }
        guard let site = sites.site(opening.siteKey) else {
            throw Refusal(status: 404, why: "there is no site of this key")
        }
        guard let origin = request.headers[.origin], site.origins.allows(origin) else {
            throw Refusal(status: 403, why: "pages of this origin may not open this chat")
        }
        let visitor = try await visitor(opening, of: site, request)
        let token = secret(bytes: 32)
        let now = clock.now()
        var session = VisitorSession(
            id: IdentifierSource(clock: clock).next(), token: Self.digest(of: token),
            inbox: site.inbox, visitor: visitor,
            expiresAt: now.adding(milliseconds: Limits.visitorSessionMilliseconds))
        session.name =
            opening.user == nil
            ? Self.guestName(of: visitor, locale: opening.locale)
            : opening.user?.name.flatMap { Self.line($0, atMost: 80) }
        session.locale = opening.locale.flatMap { Self.line($0, atMost: 35) }
        session.page = opening.page.flatMap(Self.page)
        let made = session
        try await stored { () async throws(StoreError) in try await store.begin(made, now: now) }
        return Self.opened(session, token: token, site)
    }

    private static func opened(
        _ session: VisitorSession, token: String, _ site: WebChatSites.Site
    ) -> Response {
        let fields: [String: Any] = [
            "session_id": session.id, "visitor_token": token,
            "expires_at": session.expiresAt.seconds, "shop": site.name,
        ]
        let data = try? JSONSerialization.data(withJSONObject: fields, options: [.sortedKeys])
        return response(201, data.map { String(decoding: $0, as: UTF8.self) } ?? "{}")
    }

    /// The contact's own address; it names the site too, so that no two sites share a person.
    private func visitor(
        _ opening: Opening, of site: WebChatSites.Site, _ request: Request
    ) async throws(Refusal) -> String {
        let place = "\(site.inbox.connection)/\(site.inbox.account)"
        if let user = opening.user {
            guard site.identities.proves(user.id, by: user.hash) else {
                throw Refusal(
                    status: 401, why: "the user's hash is not its id signed with site_secret")
            }
            let visitor = "\(place)/user/\(user.id)"
            if let guest = opening.guest { try await join(guest, into: visitor, of: site) }
            return visitor
        }
        // A page that still has a token stays the same visitor, unless a customer has signed out.
        if request.headers[.authorization] != nil, let known = try? await visit(request),
            known.session.inbox == site.inbox,
            known.session.visitor.hasPrefix("\(place)/guest/")
        {
            return known.session.visitor
        }
        return "\(place)/guest/\(secret(bytes: 16))"
    }

    /// What was written in this browser before the customer signed in becomes theirs.
    private func join(_ token: String, into visitor: String, of site: WebChatSites.Site)
        async throws(Refusal)
    {
        let now = clock.now()
        try await stored { () async throws(StoreError) in
            let known = try await store.visitorSession(token: Self.digest(of: token), now: now)
            guard let known, known.inbox == site.inbox,
                known.visitor.hasPrefix("\(site.inbox.connection)/\(site.inbox.account)/guest/")
            else { return }
            _ = try await store.join(guest: known.visitor, into: visitor, now: now)
        }
    }

    /// What people call somebody of whom nothing is known: the same at every visit.
    private static func guestName(of visitor: String, locale: String?) -> String {
        let number = SHA256.hash(data: Data(visitor.utf8)).reduce(0) { ($0 * 256 + Int($1)) % 9000 }
        let word = locale?.lowercased().hasPrefix("en") == true ? "Guest" : "訪客"
        return "\(word) \(1000 + number)"
    }

    /// One line of words; `nil` where nothing is left.
    static func line(_ text: String, atMost length: Int) -> String? {
        let words = String(
            String.UnicodeScalarView(
                text.unicodeScalars.filter { $0.properties.generalCategory != .control }))
        let line = String(words.trimmingCharacters(in: .whitespaces).prefix(length))
        return line.isEmpty ? nil : line
    }

    /// A page's address without what may be private in it: its query and fragment.
    private static func page(_ text: String) -> String? {
        guard text.utf8.count <= 2048, var parts = URLComponents(string: text),
            parts.scheme == "https" || parts.scheme == "http"
        else { return nil }
        (parts.query, parts.fragment, parts.user, parts.password) = (nil, nil, nil, nil)
        return parts.string
    }
}
