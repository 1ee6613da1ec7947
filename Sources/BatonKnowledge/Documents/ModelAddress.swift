import BatonText

/// Finds words that speak to a language model and not to a reader.
///
/// A finding is a question for the person who imports, never proof: the model has no authority
/// whatever it reads, and the words stay in the passage for a person to judge.
package enum ModelAddress {
    /// The words that speak to a model, as written; `nil` where there are none.
    package static func phrase(in text: String) -> String? {
        let text = InvisibleText.stripped(text).text
        var folded = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            CompatibilityFolding.fold(scalar) { value in
                if let scalar = Unicode.Scalar(value) { folded.append(scalar) }
            }
        }
        let lower = String(folded).lowercased()
        for mark in marks where lower.contains(mark) { return mark }
        return english(lower) ?? chinese(lower)
    }

    /// Marks of roles and turns that models are trained on.
    private static let marks = [
        "<|im_start|>", "<|im_end|>", "<|system|>", "<|user|>", "<|assistant|>", "<|endoftext|>",
        "[inst]", "[/inst]", "<<sys>>", "<system>", "</system>", "### system", "### instruction",
        "### assistant", "begin system prompt", "end of system prompt", "system prompt:",
        "developer mode", "jailbreak", "do anything now", "prompt injection",
        "<start_of_turn>", "<end_of_turn>", "human:\n", "\nassistant:", "\nsystem:",
        "note to ai", "note to the ai", "attention ai", "if you are an ai", "if you are a language",
        "if you're an ai", "as an ai language model",
    ]

    private static let refusals: Set<String> = [
        "ignore", "disregard", "forget", "override", "bypass", "overrule", "discard", "neglect",
        "reveal", "print", "repeat", "show", "output", "leak", "replace", "stop", "skip",
    ]
    /// Verbs that need no word of time after them: `ignore your rules`.
    private static let orders: Set<String> = [
        "instruction", "instructions", "prompt", "prompts", "guidelines", "directives",
        "programming", "guardrails", "safeguards",
    ]
    private static let bonds: Set<String> = [
        "previous", "prior", "above", "earlier", "preceding", "your", "all", "any", "system",
        "initial", "original", "hidden", "these", "those", "everything", "foregoing", "existing",
    ]
    private static let roles: Set<String> = [
        "ai", "assistant", "chatbot", "bot", "model", "llm", "gpt", "dan", "unrestricted",
        "unfiltered", "persona", "chatgpt", "claude", "hacker", "pirate",
    ]

    /// The words that a phrase may begin with.
    private static let openers = refusals.union([
        "you", "pretend", "act", "roleplay", "behave", "ai", "assistant", "chatbot", "llm",
        "model", "not", "never", "don't",
    ])

    private static func english(_ text: String) -> String? {
        let words = text.split { !($0.isASCII && ($0.isLetter || $0.isNumber || $0 == "'")) }
        for index in words.indices {
            let word = String(words[index])
            guard openers.contains(word) else { continue }
            let ahead = words[(index + 1)...].prefix(8).map(String.init)
            let said = ([word] + ahead).joined(separator: " ")
            if refusals.contains(word), let object = ahead.firstIndex(where: orders.contains),
                ahead[..<object].contains(where: bonds.contains)
            {
                return said
            }
            if ["ignore", "disregard", "forget"].contains(word),
                ahead.prefix(3).contains(where: ["everything", "rules"].contains),
                ahead.contains(where: ["above", "before", "previous", "your", "prior"].contains)
            {
                return said
            }
            if word == "you", ["are", "must", "will"].contains(ahead.first),
                ahead.dropFirst().first == "now" || ahead.dropFirst().first == "act",
                ahead.contains(where: roles.contains)
            {
                return said
            }
            if ["pretend", "act", "roleplay", "behave"].contains(word),
                ["you", "as", "to"].contains(ahead.first),
                ahead.prefix(6).contains(where: roles.contains)
            {
                return said
            }
            if ["ai", "assistant", "chatbot", "llm", "model"].contains(word),
                ["must", "should", "shall", "has"].contains(ahead.first),
                ahead.contains(where: commands.contains)
            {
                return said
            }
            if ["not", "never", "don't"].contains(word), ["tell", "reveal"].contains(ahead.first),
                ahead.prefix(4).contains(where: ["user", "users"].contains)
            {
                return said
            }
        }
        return nil
    }

    private static let commands: Set<String> = [
        "say", "reply", "respond", "answer", "tell", "recommend", "never", "always", "obey",
        "follow", "include", "output", "ignore",
    ]

    private static let chineseRefusals = [
        "忽略", "無視", "无视", "忘記", "忘记", "忘掉", "不要理會", "不要理会", "不必理會", "不用理會",
        "唔好理", "唔使理", "毋須理會", "不理會", "推翻", "覆蓋", "覆盖", "洩露", "泄露", "透露", "輸出",
        "输出", "繞過", "绕过", "放棄", "取代", "跳過",
    ]
    private static let chineseOrders = [
        "指示", "指令", "提示詞", "提示词", "提示語", "系統提示", "系统提示", "prompt", "設定", "设定",
        "規則", "规则", "限制", "守則", "对话", "對話",
    ]
    private static let chineseBonds = [
        "之前", "以上", "先前", "上面", "前面", "所有", "你的", "你嘅", "一切", "系統", "系统", "原本", "原有",
        "全部", "任何", "頭先", "早前", "上述", "以前",
    ]
    private static let chineseMarks = [
        "系統提示詞", "系统提示词", "開發者模式", "开发者模式", "越獄模式", "给ai的", "給ai的", "畀ai嘅",
        "致ai", "如果你是ai", "如果你係ai", "如果你是人工智", "如果你是語言模型", "不要告訴用戶", "不要告诉用户",
        "唔好話俾用戶", "唔好話畀用戶", "扮演一個ai",
    ]
    private static let chineseRoles = [
        "ai", "助手", "助理", "機械人", "机器人", "機器人", "模型", "人工智能", "角色", "gpt", "dan",
    ]

    /// How many characters after the verb its object is looked for.
    private static let reach = 16

    private static func chinese(_ text: String) -> String? {
        let text = text.filter { !$0.isWhitespace }
        guard text.unicodeScalars.contains(where: TextMeasure.isHan) else { return nil }
        for mark in chineseMarks where text.contains(mark) { return mark }
        for verb in chineseRefusals {
            if let said = after(
                verb, in: text,
                where: { ahead in
                    guard
                        let object = chineseOrders.compactMap({ ahead.firstRange(of: $0) })
                            .map(\.lowerBound).min()
                    else { return false }
                    let before = ahead[..<object]
                    return chineseBonds.contains { before.contains($0) }
                        || ahead[object...].hasPrefix("系統提示")
                })
            {
                return said
            }
        }
        for verb in ["你現在是", "你现在是", "你而家係", "由現在起你", "从现在起你", "由而家開始你", "你將扮演", "你将扮演"] {
            if let said = after(
                verb, in: text,
                where: { ahead in
                    chineseRoles.contains { ahead.contains($0) }
                })
            {
                return said
            }
        }
        return nil
    }

    private static func after(
        _ verb: String, in text: String, where isMet: (Substring) -> Bool
    ) -> String? {
        var rest = text[...]
        while let range = rest.firstRange(of: verb) {
            let ahead = rest[range.upperBound...].prefix(reach)
            if isMet(ahead) { return verb + ahead }
            rest = rest[range.upperBound...]
        }
        return nil
    }
}
