import BatonChannels
import BatonCore
import Foundation
import Testing

/// Which apps Meta tells of a WhatsApp business account.
@Suite("WhatsApp subscriptions")
struct WhatsAppSubscriptionTests {
    private func adapter(_ options: [String: String] = ["waba_id": "201199887766554"]) throws
        -> any RegisteringChannel
    {
        try #require(
            try TestChannel.adapter("whatsapp_cloud", options: options) as? any RegisteringChannel)
    }

    private func subscription(_ body: String) throws -> WebhookRegistration? {
        try adapter().registration(of: TestChannel.answer(200, body))
    }

    @Test("the account's apps are asked for, and ours is subscribed, with the token alone")
    func requests() throws {
        let url = "https://graph.facebook.com/v26.0/201199887766554/subscribed_apps"
        let headers = ["authorization": "Bearer access_token-1"]
        #expect(
            try adapter().registrationRequest()
                == ProviderRequest(method: "GET", url: url, headers: headers, body: []))
        #expect(
            try adapter().registeringRequest()
                == ProviderRequest(method: "POST", url: url, headers: headers, body: []))
    }

    @Test("apps are told by name and id; none, or another address, is objected to")
    func readings() throws {
        let app = #""whatsapp_business_api_data":{"link":"https://x","name":"Baton","id":"77"}"#
        let found = try #require(try subscription(#"{"data":[{\#(app)}]}"#))
        #expect(found == WebhookRegistration(apps: ["Baton (77)"]))
        #expect(try adapter().objections(to: found) == [])

        let nobody = try #require(try subscription(#"{"data":[]}"#))
        #expect(
            try adapter().objections(to: nobody) == [
                "no app is subscribed to the business account, so no webhook comes: run 'baton "
                    + "channel connect shop'"
            ])

        let elsewhere = try #require(
            try subscription(
                #"{"data":[{\#(app),"override_callback_uri":"https://old.example/hook"}]}"#))
        #expect(
            try adapter().objections(to: elsewhere) == [
                "Meta calls https://old.example/hook for this account, and not "
                    + "https://desk.example.hk/webhooks/shop: remove the override of the callback "
                    + "where it was set"
            ])
        #expect(try subscription(#"{"success":true}"#) == nil)
    }

    @Test("without the account's id nothing is asked, and what to set is said")
    func lacking() throws {
        #expect(try !adapter([:]).canAskRegistration)
        let missing = #expect(throws: CannotSend.self) { try adapter([:]).registrationRequest() }
        #expect(missing?.reason.hasPrefix("waba_id is missing; set it to") == true)
        let odd = #expect(throws: CannotSend.self) {
            try adapter(["waba_id": "12/34"]).registeringRequest()
        }
        #expect(odd?.reason == "waba_id is '12/34', and a business account's id is all digits")
    }

    @Test(
        "what to do follows from Meta's code",
        arguments: [
            (190, "check access_token"), (100, "check waba_id, and"),
            (200, "give the system user's token"), (10, "give the system user's token"),
        ])
    func remedies(code: Int, remedy: String) throws {
        let answer = TestChannel.answer(400, #"{"error":{"message":"no","code":\#(code)}}"#)
        #expect(try adapter().remedy(for: answer).hasPrefix(remedy))
    }
}
