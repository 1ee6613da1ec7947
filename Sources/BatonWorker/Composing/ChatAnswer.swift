import Foundation

/// What a server's answer says, in the one form or the other; nothing in it is believed before it
/// is looked at.
///
/// Source: OpenAI, "Create chat completion" and its chunk object.
struct ChatAnswer: Sendable, Hashable {
    /// What the model wrote.
    var text = ""
    /// Why it ended, such as `stop` or `length`; `nil` where the server did not say.
    var finish: String?
    /// Tokens read and written, where the server counts them.
    var read: Int?
    var written: Int?

    private struct Body: Decodable {
        struct Choice: Decodable {
            struct Message: Decodable {
                var content: String?
                var refusal: String?
            }
            var message: Message?
            var delta: Message?
            var finish_reason: String?
        }
        struct Usage: Decodable {
            var prompt_tokens: Int?
            var completion_tokens: Int?
        }
        var choices: [Choice]?
        var usage: Usage?
    }

    /// Takes one JSON object in: a whole answer, or a piece of a stream.
    /// - Returns: `false` where it is no such object.
    mutating func take(_ bytes: [UInt8]) -> Bool {
        guard let body = try? JSONDecoder().decode(Body.self, from: Data(bytes)),
            body.choices != nil || body.usage != nil
        else { return false }
        if let choice = body.choices?.first {
            let message = choice.delta ?? choice.message
            text += message?.content ?? ""
            // A refusal says that the passages are not to be worded: that is no answer.
            if message?.content == nil, let refusal = message?.refusal, !refusal.isEmpty {
                finish = "refusal"
            }
            if let reason = choice.finish_reason { finish = reason }
        }
        if let usage = body.usage {
            read = usage.prompt_tokens.map(Self.bounded) ?? read
            written = usage.completion_tokens.map(Self.bounded) ?? written
        }
        return true
    }

    /// A count that a server may have made up.
    private static func bounded(_ tokens: Int) -> Int { min(max(tokens, 0), 1_000_000) }
}
