/// What a text states that can be compared to the letter: figures, links, addresses and numbers.
struct StatedFacts {
    private let links: Set<String>
    private let emails: Set<String>
    private let phones: Set<String>
    private let figures: Set<Figure>
    private let written: [Figure: String]

    /// Reads a text.
    init(_ text: String) {
        var links: Set<String> = []
        var emails: Set<String> = []
        var phones: Set<String> = []
        var rest = Self.dotted(ComposingText.folded(text))
        // Chinese runs on without a space around an address.
        Self.take(
            /([^\s,;:()，。、；：（）<>"'\p{Han}]*@[^\s,;()，。、；（）<>"'\p{Han}]*)/, &rest
        ) {
            emails.insert(Self.bare($0))
        }
        Self.take(
            /((?:h[tx]{2}ps?:\/\/|www\.)[^\s，。；（）、<>"'\p{Han}]+)/, &rest
        ) { links.insert(Self.address($0)) }
        Self.take(
            /([\p{L}\p{N}][\p{L}\p{N}-]*(?:\.[\p{L}\p{N}-]+)*\.\p{L}{2,}(?::[0-9]+)?(?:\/[^\s，。；（）、<>"'\p{Han}]*)?)/,
            &rest,
            where: { link in
                guard Self.isAddress(link) else { return false }
                links.insert(Self.address(link))
                return true
            })
        Self.take(/([0-9]{1,3}(?:\.[0-9]{1,3}){3}(?:[:\/][^\s]*)?)/, &rest) {
            links.insert(Self.address($0))
        }
        // A date in digits has as many as a telephone number.
        Self.take(
            /(\+?[0-9][0-9() -]{5,}[0-9])/, &rest,
            where: { number in
                let digits = number.filter { $0.isASCII && $0.isNumber }
                guard digits.count >= 8,
                    (try? /[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}/.wholeMatch(in: number)) == nil
                else { return false }
                phones.insert(Self.local(digits))
                return true
            })
        self.links = links
        self.emails = emails
        self.phones = phones
        let left = rest
        let read = PatternBook.read { book in
            let reader = FigureReader(left, book)
            return ReadFigures(figures: reader.figures, written: reader.written)
        }
        figures = read.figures
        written = read.written
    }

    /// How many facts there are.
    var count: Int { links.count + emails.count + phones.count + figures.count }

    /// What this states and `known` does not.
    func faults(against known: StatedFacts) -> [GroundingFault] {
        links.subtracting(known.links).sorted().map { .link($0) }
            + emails.subtracting(known.emails).sorted().map { .email($0) }
            + phones.subtracting(known.phones).sorted().map { .phone($0) }
            + figures.filter { !$0.isStated(in: known.figures) }
            .compactMap { written[$0] }.sorted().map { .figure($0) }
    }

    private struct ReadFigures: Sendable {
        var figures: Set<Figure>
        var written: [Figure: String]
    }

    private static func take(
        _ pattern: Regex<(Substring, Substring)>, _ rest: inout String,
        where use: (String) -> Bool
    ) {
        var left = ""
        var from = rest.startIndex
        for match in rest.matches(of: pattern) where use(String(match.output.1)) {
            left += rest[from..<match.range.lowerBound] + "¦"
            from = match.range.upperBound
        }
        rest = left + rest[from...]
    }

    private static func take(
        _ pattern: Regex<(Substring, Substring)>, _ rest: inout String, _ use: (String) -> Void
    ) {
        take(
            pattern, &rest,
            where: {
                use($0)
                return true
            })
    }

    /// A stop between letters that is no full stop of a sentence, and words for one.
    private static func dotted(_ text: String) -> String {
        text.replacing(/([a-z0-9])[。．｡]([a-z0-9])/) { "\($0.output.1).\($0.output.2)" }
            .replacing(/\s?[(\[] ?dot ?[)\]] ?/, with: ".")
            .replacing(/\s?[(\[] ?at ?[)\]] ?/, with: "@")
    }

    /// Whether a piece with a stop is an address and not two sentences or an abbreviation.
    private static func isAddress(_ text: String) -> Bool {
        guard text.unicodeScalars.contains(where: { !ComposingText.isHan($0) }) else {
            return false
        }
        return !["a.m", "p.m", "e.g", "i.e"].contains(text)
    }

    private static func address(_ text: String) -> String {
        var rest = text[...]
        for scheme in ["http://", "https://", "hxxp://", "hxxps://", "www."]
        where rest.hasPrefix(scheme) {
            rest = rest.dropFirst(scheme.count)
        }
        if rest.hasPrefix("www.") { rest = rest.dropFirst(4) }
        return bare(String(rest))
    }

    private static func bare(_ text: String) -> String {
        var rest = text[...]
        while let last = rest.last, ".,;:!?/)".contains(last) { rest.removeLast() }
        return String(rest)
    }

    private static func local(_ digits: String) -> String {
        for prefix in ["00852", "852"] where digits.hasPrefix(prefix) && digits.count > 10 {
            return String(digits.dropFirst(prefix.count))
        }
        return digits
    }
}
