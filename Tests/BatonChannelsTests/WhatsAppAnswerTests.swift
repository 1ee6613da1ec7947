import BatonChannels
import BatonCore
import Foundation
import Testing

@Suite("WhatsApp's interactive answers")
struct WhatsAppAnswerTests {
    private func event(_ message: String) throws -> InboundEvent? {
        try TestChannel.adapter("whatsapp_cloud").events(
            of: TestChannel.post(
                #"{"entry":[{"id":"9","changes":[{"field":"messages","value":{"metadata":"#
                    + #"{"phone_number_id":"390"},"messages":[{"id":"wamid.A","#
                    + #""timestamp":"1795406400","from_user_id":"HK.1",\#(message)}]}}]}]}"#)
        ).first
    }

    private func expected(_ kind: InboundEvent.Kind = .message) -> InboundEvent {
        var event = InboundEvent(kind: kind, provider: "whatsapp_cloud", account: "390")
        event.id = "wamid.A"
        event.at = 1_795_406_400
        event.contact = ContactAddress(bsuid: "HK.1")
        return event
    }

    private func shared(_ origin: String, _ phones: String) throws -> ContactAddress? {
        try event(
            #""type":"contacts","contacts":[{"origin":"\#(origin)","phones":[\#(phones)]}]"#
        )?.contact
    }

    @Test("a number that was given by the button that asked for it is the customer's own")
    func contactRequest() throws {
        let phone = #"{"phone":"+852 9123 4567","wa_id":"85291234567","type":"CELL"}"#
        var known = expected()
        known.contact?.phone = "+85291234567"
        known.content = MessageContent(type: .contacts)
        known.content?.contacts = [.init(name: nil, phones: ["+852 9123 4567"])]
        #expect(
            try event(
                #""type":"contacts","contacts":[{"origin":"contact_request","phones":[\#(phone)]}]"#
            ) == known)
        #expect(try shared("contact_request", phone)?.phone == "+85291234567")
        #expect(try shared("other", phone)?.phone == nil, "a card may be anybody's")
        #expect(try shared("contact_request", phone + "," + phone)?.phone == nil)
        #expect(try shared("contact_request", "")?.phone == nil)
        #expect(
            try shared("contact_request", #"{"phone":"+852 9123-4567"}"#)?.phone == "+85291234567")
        #expect(try shared("contact_request", #"{"wa_id":"none"}"#)?.phone == nil)
    }

    @Test("a chat that is only opened asks for nothing, and is noted")
    func welcome() throws {
        var opened = expected(.account)
        opened.accountEvent = AccountEvent(field: "messages", event: "request_welcome")
        #expect(try event(#""type":"request_welcome""#) == opened)
    }

    @Test("a message about a product says which")
    func product() throws {
        var asked = expected()
        asked.content = .text("有貨嗎")
        asked.replyTo = "wamid.B"
        asked.referral = Referral()
        asked.referral?.sourceType = "product"
        asked.referral?.sourceID = "di9ozbzfi4"
        #expect(
            try event(
                #""type":"text","text":{"body":"有貨嗎"},"context":{"id":"wamid.B","#
                    + #""referred_product":{"catalog_id":"1","product_retailer_id":"di9ozbzfi4"}}"#
            ) == asked)
    }
}
