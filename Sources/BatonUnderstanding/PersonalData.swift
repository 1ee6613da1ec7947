/// Data about a person in a text: found so that it can be kept away from the bot, from knowledge,
/// and from screens that need not show it.
package enum PersonalData: String, Sendable, CaseIterable {
    /// A Hong Kong identity card number whose check digit is right.
    case identityCard
    /// A payment card number: 13 to 19 digits that pass the Luhn check.
    case paymentCard
    /// An Octopus card number: 8 digits and a bracketed check digit, or 8 or 9 after its name.
    case octopusCard
    /// A telephone number of Hong Kong, or an international one with its plus sign.
    case phone
    /// An e-mail address.
    case email
    /// An order or parcel number.
    case orderNumber
    /// A name that the text gives as the writer's own, or a surname with its title.
    case name
    /// A flat, floor or block: the part of an address that singles a home out.
    case address

    /// What no shop should be told in a chat: such a message always goes to a person.
    package static let unwanted: Set<PersonalData> = [.identityCard, .paymentCard]

    /// Where a text holds such data.
    package struct Span: Sendable, Hashable {
        /// What it is.
        package var kind: PersonalData
        /// The place, in Unicode scalars from the start.
        package var scalars: Range<Int>
    }

    /// Every such place in order; where two overlap, the earlier kind of ``PersonalData`` holds.
    package static func spans(in text: String) -> [Span] {
        PersonalDataScanner(text).spans()
    }

    /// What a text holds.
    package static func kinds(in text: String) -> Set<PersonalData> {
        Set(spans(in: text).map(\.kind))
    }

    /// The text with each such place replaced by an ellipsis, which search passes over.
    package static func redacted(_ text: String) -> String {
        let scalars = Array(text.unicodeScalars)
        var result = String.UnicodeScalarView()
        var next = 0
        for span in spans(in: text) {
            result.append(contentsOf: scalars[next..<span.scalars.lowerBound])
            result.append("…")
            next = span.scalars.upperBound
        }
        result.append(contentsOf: scalars[next...])
        return String(result)
    }
}
