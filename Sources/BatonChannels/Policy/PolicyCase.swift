package import BatonCore

/// Whom and when a policy is asked about.
package struct PolicyCase: Sendable, Hashable {
    /// The channel's name, such as `whatsapp_cloud`.
    package var provider: String
    /// The inbox; its account is the business's number or id with the provider.
    package var inbox: InboxID?
    /// The customer's country, as far as it is known.
    package var country: PolicyCountry
    /// When.
    package var at: Timestamp

    /// Makes a case.
    package init(
        provider: String, inbox: InboxID?, country: PolicyCountry = PolicyCountry(), at: Timestamp
    ) {
        self.provider = provider
        self.inbox = inbox
        self.country = country
        self.at = at
    }
}

/// What is known of a customer's country: the digits of a phone, an ISO code, both or neither.
package struct PolicyCountry: Sendable, Hashable {
    /// The phone's digits, or as many of them as are known.
    package var digits: String?
    /// ISO 3166, such as `HK`.
    package var code: String?

    /// Knows nothing.
    package init() {}

    /// Reads an address: its phone, and the country that WhatsApp's user ids begin with.
    package init(_ address: ContactAddress) {
        self.init(phone: address.phone, userID: address.bsuid)
    }

    /// Reads a phone and a user id such as `HK.150…`.
    package init(phone: String?, userID: String?) {
        let digits = (phone ?? "").filter(\.isASCIIDigit)
        if !digits.isEmpty { self.digits = digits }
        if let userID, let dot = userID.firstIndex(of: ".") {
            let code = userID[..<dot].uppercased()
            if CallingCodes.ofCountry(code) != nil { self.code = code }
        }
    }

    /// Reads what a rule or a person writes: `HK`, `852`, or `+852`.
    /// - Returns: `nil` where it is neither a country's code nor digits.
    package init?(written: String) {
        let text = written.hasPrefix("+") ? String(written.dropFirst()) : written
        if !text.isEmpty, text.count <= 15, text.allSatisfy(\.isASCIIDigit) {
            digits = text
        } else if CallingCodes.ofCountry(text.uppercased()) != nil {
            code = text.uppercased()
        } else {
            return nil
        }
    }

    /// As it is written in a file.
    package var words: String { code ?? digits ?? "" }

    /// Whether a rule that is written so holds for a customer.
    ///
    /// Countries that share a calling code (US and CA; RU and KZ) cannot be told apart by a phone: a
    /// rule for one then holds for the other; digits such as `1416` are exact.
    func holds(for customer: PolicyCountry) -> Bool {
        if let digits {
            if let phone = customer.digits { return phone.hasPrefix(digits) }
            return customer.code.flatMap(CallingCodes.ofCountry)?.hasPrefix(digits) ?? false
        }
        guard let code else { return false }
        if customer.code == code { return true }
        guard let phone = customer.digits else { return false }
        return CallingCodes.ofPhone(phone) == CallingCodes.ofCountry(code)
    }

    /// Whether one customer may fall under both.
    func overlaps(_ other: PolicyCountry) -> Bool {
        if let code, let theirs = other.code {
            return code == theirs || CallingCodes.ofCountry(code) == CallingCodes.ofCountry(theirs)
        }
        let mine = digits ?? CallingCodes.ofCountry(code ?? "") ?? ""
        let theirs = other.digits ?? CallingCodes.ofCountry(other.code ?? "") ?? ""
        return mine.hasPrefix(theirs) || theirs.hasPrefix(mine)
    }
}

extension Character {
    /// Whether it is one of 0…9.
    fileprivate var isASCIIDigit: Bool { isASCII && isNumber }
}
