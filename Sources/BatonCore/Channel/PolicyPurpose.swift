/// What a message is for; templates and permissions are by it.
package enum PolicyPurpose: String, Sendable, Codable, Hashable, CaseIterable {
    case greeting
    case productQuestion = "product_question"
    case storeInfo = "store_info"
    case orderStatus = "order_status"
    case booking
    case complaint
    /// The way to a person: the notice of a handover, and what is asked once it is over.
    case handover
    /// The bot's answer; only templates are by it.
    case answer
    /// A person's reply; only templates are by it.
    case reply
    /// What has no template of its own; only templates are by it.
    case any

    /// What a policy may allow or not.
    package static let allowable: [PolicyPurpose] = [
        .greeting, .productQuestion, .storeInfo, .orderStatus, .booking, .complaint, .handover,
    ]
    /// What may have a template.
    package static let templated: [PolicyPurpose] = [
        .answer, .handover, .reply, .orderStatus, .booking, .any,
    ]
}
