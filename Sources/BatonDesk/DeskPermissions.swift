package import BatonCore

/// What each request asks for; the server looks here before anything is done.
package enum DeskPermissions {
    /// The permission a request needs; `nil` for what everybody named may do.
    package static func needed(for request: DeskRequest) -> Permission? {
        switch request {
        case .hello, .presence: nil
        case .status, .queue, .open, .messages, .search, .dashboard, .explain, .ask: .read
        case .knowledge(let request): request.needed
        case .gate(let request): request.needed
        case .files(let request): request.needed
        case .policy(let request): request.needed
        case .records(let request): request.needed
        case .claim: .claim
        case .reply, .saveDraft: .reply
        case .note: .note
        case .returnToBot: .returnToBot
        case .assign: .assign
        case .resolve: .resolve
        case .events, .backup, .verify: .export
        case .stop: .operate
        }
    }
}
