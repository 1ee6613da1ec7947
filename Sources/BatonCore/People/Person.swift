/// A person who works with Baton.
package struct Person: Sendable, Codable, Hashable {
    /// Their id: the Unix user they connect as.
    package var id: PersonID
    /// The name that colleagues see.
    package var name: String
    /// What they may do.
    package var role: Role

    /// Makes a person.
    package init(id: PersonID, name: String, role: Role) {
        self.id = id
        self.name = name
        self.role = role
    }
}

/// What a person may do; see ``Role/permissions``.
package enum Role: String, Sendable, Codable, CaseIterable {
    case agent, editor, supervisor, auditor

    /// The one table of who may do what, enforced by the Desk's server.
    package static let permissions: [Role: Set<Permission>] = [
        .agent: agentMay,
        .editor: agentMay.union([.editKnowledge]),
        .supervisor: Set(Permission.allCases),
        .auditor: [.read, .export],
    ]

    private static let agentMay: Set<Permission> = [
        .read, .claim, .reply, .note, .returnToBot, .resolve, .label,
    ]

    /// Whether a person of this role may do it.
    package func may(_ permission: Permission) -> Bool {
        Self.permissions[self]?.contains(permission) ?? false
    }
}

/// One thing that a role may allow.
package enum Permission: String, Sendable, Codable, CaseIterable {
    /// Read queues, conversations, knowledge, and explanations.
    case read
    /// Take over a conversation that no person has.
    case claim
    /// Reply to customers, and keep drafts.
    case reply
    /// Leave a note for the team.
    case note
    /// Give a conversation back to the bot.
    case returnToBot
    /// Close a conversation.
    case resolve
    /// Judge a decision.
    case label
    /// Change knowledge.
    case editKnowledge
    /// Give a conversation to someone.
    case assign
    /// Take a conversation that another person has.
    case takeFromAnother
    /// Change gate, policy, and modes; stop the worker.
    case operate
    /// Change who works with Baton.
    case managePeople
    /// Take records out.
    case export
}
