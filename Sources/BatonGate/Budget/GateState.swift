package import BatonCore

/// Whether an inbox's bot may answer alone now: what proof, meter and people have made of it.
///
/// A proof opens a closed gate by itself; a spent budget tightens it; and only a supervisor opens
/// it again, for the same reason that a fuse does not reset itself.
package enum GateState: Sendable, Codable, Hashable {
    /// Not proven yet, or no longer: it drafts.
    case closed
    /// It answers from the proven threshold.
    case open
    /// The error budget was spent: it drafts until a supervisor opens it.
    case tightened(since: Timestamp)
    /// A person stopped the bot: it is silent.
    case stopped(by: PersonID, since: Timestamp, before: Resumption)

    /// What a stopped gate goes back to.
    package enum Resumption: String, Sendable, Codable {
        case closed, tightened
    }

    /// What may happen to a gate.
    package enum Event: Sendable, Hashable {
        /// A calibration ended: proven or not.
        case calibrated(isProven: Bool)
        /// The meter spoke.
        case measured(ErrorBudget.Standing, at: Timestamp)
        /// A person opens a tightened gate.
        case reopened(by: Person)
        /// A person pulls the kill switch.
        case stopped(by: Person, at: Timestamp)
        /// A person lets a stopped gate go on: closed until the next calibration, or tightened.
        case resumed(by: Person)
    }

    /// Why an event was refused.
    package struct Refusal: Error, Sendable, Hashable, CustomStringConvertible {
        /// What, why and what to do.
        package var description: String

        /// Makes a refusal.
        package init(description: String) { self.description = description }
    }

    /// The state after an event.
    /// - Throws: ``Refusal`` where the person may not do it.
    package func after(_ event: Event) throws(Refusal) -> GateState {
        switch (self, event) {
        case (.closed, .calibrated(true)): return .open
        case (.open, .calibrated(false)): return .closed
        case (.open, .measured(.spent, let at)): return .tightened(since: at)
        case (.tightened, .reopened(let person)):
            try Self.check(person, "open the gate again")
            return .open
        case (_, .stopped(let person, let at)):
            try Self.check(person, "stop the bot")
            if case .stopped = self { return self }
            var before = Resumption.closed
            if case .tightened = self { before = .tightened }
            return .stopped(by: person.id, since: at, before: before)
        case (.stopped(_, let since, let before), .resumed(let person)):
            try Self.check(person, "start the bot again")
            return before == .tightened ? .tightened(since: since) : .closed
        default: return self
        }
    }

    /// Whether the bot may answer alone.
    package var mayAnswer: Bool { self == .open }

    private static func check(_ person: Person, _ deed: String) throws(Refusal) {
        guard person.role.may(.operate) else {
            throw Refusal(
                description: "\(person.name) may not \(deed): that takes a supervisor; ask one")
        }
    }
}
