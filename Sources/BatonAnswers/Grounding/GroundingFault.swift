/// Why a reply that a model worded is not sent.
package enum GroundingFault: Sendable, Hashable {
    /// It names no passage, or one that there is not.
    case noCitation
    /// A figure that no cited passage states.
    case figure(String)
    /// A link that no cited passage holds.
    case link(String)
    /// An e-mail address or handle that no cited passage holds.
    case email(String)
    /// A telephone number that no cited passage holds.
    case phone(String)
    /// A place that no cited passage names.
    case address(String)
    /// Not in the customer's language.
    case language
    /// Longer than the channel or a chat takes, in UTF-16 units.
    case tooLong(most: Int)
    /// It promises, or reports, an action that nothing carries out.
    case promise(String)
    /// It recites its own instructions, or speaks of being a model.
    case leak
    /// A sentence that the cited passages do not bear out.
    case unsupported
    /// A sentence that says no where the passage says yes, or the other way round.
    case contradicts
    /// It ends in the middle.
    case cutOff

    /// A stable word for records: no text of the reply.
    package var code: String {
        switch self {
        case .noCitation: "no_citation"
        case .figure: "figure"
        case .link: "link"
        case .email: "email"
        case .phone: "phone"
        case .address: "address"
        case .language: "language"
        case .tooLong: "too_long"
        case .promise: "promise"
        case .leak: "leak"
        case .unsupported: "unsupported"
        case .contradicts: "contradicts"
        case .cutOff: "cut_off"
        }
    }

    /// What a model is told to mend.
    package var english: String {
        switch self {
        case .noCitation: "it names no passage; put its number after each sentence, such as [1]"
        case .figure(let text): "no cited passage states \"\(text)\""
        case .link(let text): "no cited passage holds the link \"\(text)\""
        case .email(let text): "no cited passage holds the address \"\(text)\""
        case .phone(let text): "no cited passage holds the number \"\(text)\""
        case .address(let text): "no cited passage names the place \"\(text)\""
        case .language: "it is not in the customer's language"
        case .tooLong(let most): "it is longer than \(most) characters"
        case .promise(let text): "it promises an action that nothing carries out: \"\(text)\""
        case .leak: "it speaks of instructions or of being a model"
        case .unsupported: "a sentence says more than the cited passages say"
        case .contradicts: "a sentence denies what the passage affirms, or affirms what it denies"
        case .cutOff: "it ends in the middle; be shorter"
        }
    }
}
