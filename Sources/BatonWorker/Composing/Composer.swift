package import BatonAnswers
import BatonConfiguration
package import BatonCore
package import BatonEncoder
package import BatonStore

/// Lets a language model word a reply from retrieved passages, and holds it to them in code.
///
/// A fixed pipeline: screen, budget, mask, ask, check, once more with the faults named, and an end.
/// The model has no tool and no say in what happens: what comes back is text and a verdict on it.
package struct Composer: Sendable {
    let server: LanguageModelServer
    let budget: ComposingBudget
    let clock: any WallClock
    /// Compares a reply with passages of another language; `nil` where no model is installed.
    let encoder: (any TextEncoder)?

    /// Makes a composer.
    /// - Parameters:
    ///   - store: keeps what each day used.
    ///   - utcOffsetMinutes: of the business's calendar.
    package init(
        server: LanguageModelServer, store: any ComposingStore, utcOffsetMinutes: Int,
        clock: any WallClock = SystemWallClock(), encoder: (any TextEncoder)? = nil
    ) {
        self.server = server
        self.encoder = encoder
        budget = ComposingBudget(
            store: store, settings: server.settings, utcOffsetMinutes: utcOffsetMinutes)
        self.clock = clock
    }

    /// Words a reply, or says why there is none; ends within the configured deadline.
    /// - Throws: where the store that keeps the budget fails.
    package func compose(_ task: ComposingTask) async throws(StoreError) -> ComposedReply {
        let start = ContinuousClock.now
        var work = Work(task: task, deadline: start + limit)
        var reply = ComposedReply(
            ending: .suspicious, model: settings.model,
            mayAnswer: settings.use == .auto)
        work.task.passages = Array(
            task.passages.filter {
                !InjectionScreen.isSuspicious("\($0.question)\n\($0.answer)")
            }.prefix(ComposingLimits.passages))
        let isAddressed =
            InjectionScreen.isSuspicious(task.question)
            || task.turns.contains { $0.isCustomer && InjectionScreen.isSuspicious($0.text) }
        if !isAddressed, !work.task.passages.isEmpty {
            reply = try await ask(work, reply)
            let isForPerson = reply.ending != .grounded || !reply.mayAnswer
            if settings.summarises, isForPerson, reply.ending != .unavailable {
                reply.summary = try await summarise(work, &reply.tokens)
            }
        }
        reply.milliseconds = (ContinuousClock.now - start).nanoseconds / 1_000_000
        return reply
    }

    /// Three lines for whoever takes over, in what time is left; none where that fails.
    private func summarise(_ work: Work, _ tokens: inout Int) async throws(StoreError)
        -> [String]?
    {
        let told = settings.isLocal ? work.task : PersonalMask.masked(work.task)
        let messages = SummaryPrompt.messages(of: told)
        guard
            let share = try await budget.share(
                of: messages, mostTokens: Limits.modelTokens, at: clock.now())
        else { return nil }
        let answer: ChatAnswer
        do throws(LanguageModelServer.Failure) {
            answer = try await server.answer(to: messages, within: work.left)
        } catch {
            if error.isUnasked { try await budget.giveBack(share) }
            return nil
        }
        tokens += try await budget.settle(share, answer, messages: messages)
        return answer.finish == "stop" ? SummaryPrompt.lines(answer.text, of: told) : nil
    }

    private var settings: Configuration.Composing { server.settings }
    private var limit: Duration { .milliseconds(settings.deadlineMilliseconds) }

    private struct Work {
        var task: ComposingTask
        let deadline: ContinuousClock.Instant

        var left: Duration { deadline - ContinuousClock.now }
    }

    /// The first attempt and its repair.
    private func ask(_ work: Work, _ start: ComposedReply) async throws(StoreError)
        -> ComposedReply
    {
        // What leaves this machine is masked; the check needs what was asked, not who asked.
        let told = settings.isLocal ? work.task : PersonalMask.masked(work.task)
        var reply = start
        var messages = ComposingPrompt.messages(of: told)
        while true {
            guard
                let share = try await budget.share(
                    of: messages, mostTokens: Limits.modelTokens, at: clock.now())
            else {
                reply.ending = reply.attempts == 0 ? .budget : .refused
                return reply
            }
            let answer: ChatAnswer
            do throws(LanguageModelServer.Failure) {
                answer = try await server.answer(to: messages, within: work.left)
            } catch {
                if error.isUnasked { try await budget.giveBack(share) }
                reply.ending = .unavailable
                reply.why = error.description
                return reply
            }
            reply.attempts += 1
            reply.tokens += try await budget.settle(share, answer, messages: messages)
            guard answer.finish != "refusal", answer.finish != "content_filter",
                case .reply(let text, let cited) = ModelWords.read(answer.text)
            else {
                reply.ending = .noAnswer
                return reply
            }
            let result = GroundingCheck.check(
                text, citing: cited, for: work.task, isWhole: answer.finish != "length",
                vectors: { [encoder] in try? encoder?.encode($0) })
            reply.take(result, citing: cited, of: work.task)
            if result.isGrounded {
                if result.isTranslated { reply.mayAnswer = false }
                reply.ending = .grounded
                reply.text = text
                return reply
            }
            reply.ending = .refused
            guard reply.attempts < 2 else { return reply }
            messages = ComposingPrompt.repair(of: told, refused: text, faults: result.faults)
        }
    }
}

extension LanguageModelServer.Failure {
    /// Whether nothing was asked of the server at all.
    var isUnasked: Bool { kind == .resting || kind == .unreachable }
}

extension ComposingBudget {
    /// Returns a share of which nothing was used.
    func giveBack(_ share: Share) async throws(StoreError) {
        try await store.correct(
            ComposingUse(tokens: -share.use.tokens, costMicros: -share.use.costMicros),
            on: share.day)
    }
}

extension ComposedReply {
    /// What the check found, as it is kept.
    fileprivate mutating func take(
        _ result: GroundingCheck.Result, citing cited: Set<Int>, of task: ComposingTask
    ) {
        var seen: Set<String> = []
        faults = result.faults.map(\.code).filter { seen.insert($0).inserted }
        sources = cited.sorted().filter { task.passages.indices.contains($0 - 1) }.map {
            let passage = task.passages[$0 - 1]
            return Source(entry: passage.entry, revision: passage.revision)
        }
        grounding = [
            "grounding_support": result.support, "grounding_weakest": result.weakest,
            "grounding_figures": Double(result.figures),
            "grounding_faults": Double(result.faults.count),
        ]
        if result.isTranslated { grounding["grounding_translated"] = 1 }
    }
}
