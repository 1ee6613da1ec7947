import BatonCore
import BatonStore
import Hummingbird

extension WebChatRoutes {
    /// Tells the people in the visitor's open conversation that they type; nothing is kept of it.
    func typing(_ request: Request) async throws(Refusal) -> Response {
        let visit = try await visit(request)
        // One that comes too soon says nothing new: people see the sign for ten seconds.
        guard rates.wait(.typing, of: visit.session.token, at: clock.now()) == nil else {
            return Response(status: .noContent)
        }
        let page = try await stored { () async throws(StoreError) in
            try await store.visitorEvents(of: visit.session, after: .max, limit: 1)
        }
        if let conversation = page.conversation { await typed(conversation) }
        return Response(status: .noContent)
    }
}
