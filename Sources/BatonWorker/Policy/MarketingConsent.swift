import BatonChannels
import BatonCore
import BatonStore

/// Whether a contact may be sent marketing, by what they said and what the policy asks for.
struct MarketingConsent: Sendable {
    let store: any Store

    /// Why not; `nil` where they may.
    func refusal(of contact: ContactID, by policy: EffectivePolicy) async throws(StoreError)
        -> String?
    {
        if try await store.hasStopped(contact, category: ConsentCategory.marketing) {
            return "the customer stopped marketing messages; send none"
        }
        if try await store.hasStopped(contact, category: ConsentCategory.automatic) {
            return "the customer said stop; send no marketing"
        }
        guard policy.marketingNeedsOptIn,
            try await !store.hasGranted(contact, category: ConsentCategory.marketing)
        else { return nil }
        let rule = policy.held["consent.marketing_requires_opt_in"].map { " (\($0.place))" } ?? ""
        return "no consent of the customer to marketing is recorded, and the policy asks for one"
            + "\(rule); once they agreed, record it: baton policy opt-in CONVERSATION --how TEXT"
    }
}
