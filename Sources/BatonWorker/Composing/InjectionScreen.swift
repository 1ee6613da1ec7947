import BatonAnswers
import BatonKnowledge
import Foundation

/// Finds words that speak to a model, also where they are disguised: such a message is never sent to
/// one, and such a passage is never worded from.
///
/// The check of the reply does not rely on it; but a poisoned passage could bear out its own claims,
/// so it must not be a source at all.
enum InjectionScreen {
    /// Whether a text, read in any of its disguises, speaks to a model.
    static func isSuspicious(_ text: String) -> Bool {
        if holdsHiddenText(text) { return true }
        let plain = ComposingText.visible(text)
        let folded = ComposingText.folded(text)
        return readings(plain, folded).contains { ModelAddress.phrase(in: $0) != nil }
            || asksForSecrets(folded)
    }

    /// The text itself, without disguise of letters, without its gaps, backwards, by rot13, and what
    /// its blocks of base64, hexadecimal and percent signs say.
    private static func readings(_ plain: String, _ folded: String) -> [String] {
        var readings = [plain, folded, unspaced(folded), String(folded.reversed())]
        readings += [rotated(folded), unleeted(folded)]
        readings += blocks(in: plain).flatMap { block in
            [decoded(base64: block), decoded(hex: block)].compactMap(\.self)
        }
        if let decoded = plain.removingPercentEncoding, decoded != plain {
            readings.append(decoded)
        }
        return readings
    }

    /// Tag characters spell words that nobody sees; no customer types them.
    private static func holdsHiddenText(_ text: String) -> Bool {
        text.unicodeScalars.count { (0xE0020...0xE007F).contains($0.value) } > 6
    }

    /// Questions about the machine and about other people, which no shop's knowledge answers.
    private static func asksForSecrets(_ folded: String) -> Bool {
        secrets.contains(where: folded.contains)
    }

    private static let secrets = [
        "system prompt", "your prompt", "your instructions", "your rules", "hidden prompt",
        "initial prompt", "api key", "api_key", "access token", "password", "other customer",
        "another customer", "other people's", "previous customer", "last customer", "all customers",
        "customer list", "customer database", "debug mode", "admin mode", "sudo ", "</", "{{",
        "提示词", "提示语", "系统指令", "你的指令", "你嘅指令", "你的规则", "你嘅规则", "密码", "密钥", "其他客人", "其他客户",
        "其他顾客", "第二个客", "上一个客", "上个客", "别的客", "所有客", "客户名单", "客人名单", "客户资料", "管理员模式",
        "开发者", "除错模式",
    ]

    /// `i g n o r e` as `ignore`; words keep one space where there were several.
    private static func unspaced(_ text: String) -> String {
        let pieces = text.split(separator: " ", omittingEmptySubsequences: false)
        let lone = pieces.count(where: { $0.count == 1 })
        guard lone * 2 > pieces.count else { return text }
        var result = ""
        for piece in pieces {
            if piece.isEmpty {
                if result.last != " " { result += " " }
            } else {
                result += piece.count == 1 ? String(piece) : " \(piece) "
            }
        }
        return result
    }

    private static func rotated(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            guard (0x61...0x7A).contains(scalar.value),
                let turned = Unicode.Scalar((scalar.value - 0x61 + 13) % 26 + 0x61)
            else {
                result.append(scalar)
                continue
            }
            result.append(turned)
        }
        return String(result)
    }

    private static func unleeted(_ text: String) -> String {
        let letters: [Character: Character] = [
            "0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s",
        ]
        return String(text.map { letters[$0] ?? $0 })
    }

    /// Long runs of letters and digits, such as encodings are.
    private static func blocks(in text: String) -> [String] {
        text.split { !($0.isASCII && ($0.isLetter || $0.isNumber || "+/=_-".contains($0))) }
            .filter { $0.count >= 16 }.map(String.init)
    }

    private static func decoded(base64 block: String) -> String? {
        var text = block.replacing("-", with: "+").replacing("_", with: "/")
        while text.last == "=" { text.removeLast() }
        text += String(repeating: "=", count: (4 - text.count % 4) % 4)
        return Data(base64Encoded: text).flatMap { String(data: $0, encoding: .utf8) }
    }

    private static func decoded(hex block: String) -> String? {
        guard block.count % 2 == 0, block.allSatisfy(\.isHexDigit) else { return nil }
        let digits = Array(block)
        let bytes = stride(from: 0, to: digits.count, by: 2).compactMap {
            UInt8(String(digits[$0...($0 + 1)]), radix: 16)
        }
        return String(data: Data(bytes), encoding: .utf8)
    }
}
