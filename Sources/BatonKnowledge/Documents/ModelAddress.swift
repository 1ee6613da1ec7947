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
        let bytes = Array(lower.utf8)
        if let mark = marks.firstRange(in: bytes[...]) {
            return String(decoding: bytes[mark], as: UTF8.self)
        }
        return english(lower) ?? chinese(bytes)
    }

    /// Marks of roles and turns that models are trained on.
    private static let marks = PhraseSet([
        "<|im_start|>", "<|im_end|>", "<|system|>", "<|user|>", "<|assistant|>", "<|endoftext|>",
        "[inst]", "[/inst]", "<<sys>>", "<system>", "</system>", "### system", "### instruction",
        "### assistant", "begin system prompt", "end of system prompt", "system prompt:",
        "developer mode", "jailbreak", "do anything now", "prompt injection",
        "<start_of_turn>", "<end_of_turn>", "human:\n", "\nassistant:", "\nsystem:",
        "note to ai", "note to the ai", "attention ai", "if you are an ai", "if you are a language",
        "if you're an ai", "as an ai language model",
    ])

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
        // Lower case already: the words of a to z, digits and apostrophes.
        let words = text.utf8.split {
            !((0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x27)
        }
        for index in words.indices {
            let word = String(Substring(words[index]))
            guard openers.contains(word) else { continue }
            let ahead = words[(index + 1)...].prefix(8).map { String(Substring($0)) }
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

    private static let chineseRefusals = PhraseSet([
        "忽略", "無視", "无视", "忘記", "忘记", "忘掉", "不要理會", "不要理会", "不必理會", "不用理會",
        "唔好理", "唔使理", "毋須理會", "不理會", "推翻", "覆蓋", "覆盖", "洩露", "泄露", "透露", "輸出",
        "输出", "繞過", "绕过", "放棄", "取代", "跳過",
    ])
    private static let chineseOrders = PhraseSet([
        "指示", "指令", "提示詞", "提示词", "提示語", "系統提示", "系统提示", "prompt", "設定", "设定",
        "規則", "规则", "限制", "守則", "对话", "對話",
    ])
    private static let chineseBonds = PhraseSet([
        "之前", "以上", "先前", "上面", "前面", "所有", "你的", "你嘅", "一切", "系統", "系统", "原本", "原有",
        "全部", "任何", "頭先", "早前", "上述", "以前",
    ])
    private static let chineseMarks = PhraseSet([
        "系統提示詞", "系统提示词", "開發者模式", "开发者模式", "越獄模式", "给ai的", "給ai的", "畀ai嘅",
        "致ai", "如果你是ai", "如果你係ai", "如果你是人工智", "如果你是語言模型", "不要告訴用戶", "不要告诉用户",
        "唔好話俾用戶", "唔好話畀用戶", "扮演一個ai",
    ])
    private static let chineseRoles = PhraseSet([
        "ai", "助手", "助理", "機械人", "机器人", "機器人", "模型", "人工智能", "角色", "gpt", "dan",
    ])

    private static let chineseCasts = PhraseSet([
        "你現在是", "你现在是", "你而家係", "由現在起你", "从现在起你", "由而家開始你", "你將扮演", "你将扮演",
    ])

    /// How many characters after the verb its object is looked for.
    private static let reach = 16

    private static func chinese(_ folded: [UInt8]) -> String? {
        let text = folded.filter { !($0 == 0x20 || (0x09...0x0D).contains($0)) }
        guard text.contains(where: { $0 >= 0x80 }) else { return nil }
        if let mark = chineseMarks.firstRange(in: text[...]) {
            return String(decoding: text[mark], as: UTF8.self)
        }
        return after(chineseRefusals, in: text) { ahead in
            guard let order = chineseOrders.firstRange(in: ahead) else { return false }
            return chineseBonds.firstRange(in: ahead[..<order.lowerBound]) != nil
                || ahead[order.lowerBound...].starts(with: "系統提示".utf8)
        } ?? after(chineseCasts, in: text) { chineseRoles.firstRange(in: $0) != nil }
    }

    /// The first verb of a set whose next characters meet a condition, with those.
    private static func after(
        _ verbs: PhraseSet, in text: [UInt8], where isMet: (ArraySlice<UInt8>) -> Bool
    ) -> String? {
        var rest = text[...]
        while let verb = verbs.firstRange(in: rest) {
            let ahead = text[verb.upperBound..<end(of: reach, from: verb.upperBound, in: text)]
            if isMet(ahead) {
                return String(decoding: text[verb.lowerBound..<ahead.endIndex], as: UTF8.self)
            }
            rest = text[verb.upperBound...]
        }
        return nil
    }

    /// Where a number of characters ends that begin at a place.
    private static func end(of characters: Int, from start: Int, in text: [UInt8]) -> Int {
        var (place, left) = (start, characters)
        while place < text.count, left > 0 {
            place += 1
            // The bytes that go on with a character are 10xxxxxx.
            while place < text.count, text[place] & 0xC0 == 0x80 { place += 1 }
            left -= 1
        }
        return place
    }
}
