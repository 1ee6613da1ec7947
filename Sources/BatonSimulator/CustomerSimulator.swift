import AsyncHTTPClient
package import BatonCore
import Foundation
import NIOCore
import NIOHTTP1
import Synchronization

/// Posts customers' messages through the real signed webhook, and keeps its own ledger of what was
/// acknowledged.
package final class CustomerSimulator: Sendable {
    /// A message that was posted.
    package struct Posted: Sendable, Hashable {
        /// The provider id.
        package var id: String
        /// Who wrote it, as the stand-in's recipient names them.
        package var address: String
        /// Whether the worker answered 200.
        package var isAcknowledged: Bool
        /// How long the answer took.
        package var nanoseconds: Int64
    }

    private let ledger = Mutex<[Posted]>([])
    private let webhook: String
    private let secret: String
    private let account: String
    private let client: HTTPClient
    private let clock: any WallClock

    /// Makes a simulator that posts to a webhook's address.
    package init(
        webhook: String, secret: String, account: String, clock: any WallClock = SystemWallClock()
    ) {
        self.webhook = webhook
        self.secret = secret
        self.account = account
        self.clock = clock
        client = HTTPClient(eventLoopGroupProvider: .singleton)
    }

    /// What was posted.
    package var posted: [Posted] { ledger.withLock { $0 } }

    /// Ends its connections.
    package func shutdown() async { try? await client.shutdown() }

    /// The customer of a number: a Hong Kong name, a phone, and sometimes a user id only.
    package static func customer(_ number: Int) -> WhatsAppWebhookBody.Customer {
        let names = [
            "陳大文", "李美玲", "Wong Ka Yan", "張志明", "Chloe Lam", "何嘉欣", "Jason Ho", "黃小姐", "阿明",
            "Ms Cheung",
            "梁太", "Kelvin Ng", "周生", "Priya S.", "吳家豪", "Emily", "林師奶", "Tommy Tse", "鄭太",
            "Fiona Yip",
        ]
        let name = names[number % names.count]
        let digits = String(91_000_000 + number * 137 % 8_999_999)
        return WhatsAppWebhookBody.Customer(
            phone: number % 11 == 10 ? nil : "852" + digits, userID: "HK.77\(1_000_000 + number)",
            name: name)
    }

    /// Posts one message.
    /// - Returns: the HTTP status; 0 where there was no answer.
    @discardableResult
    package func post(_ text: String, id: String, from customer: WhatsAppWebhookBody.Customer)
        async -> Int
    {
        let body = WhatsAppWebhookBody.text(
            text, id: id, from: customer, account: account, seconds: clock.now().seconds)
        var request = HTTPClientRequest(url: webhook)
        request.method = .POST
        request.headers.add(name: "content-type", value: "application/json")
        request.headers.add(
            name: "x-hub-signature-256",
            value: WhatsAppWebhookBody.signature(of: body, secret: secret))
        request.body = .bytes(body)
        let start = ContinuousClock.now
        let status: Int
        do {
            status = Int(try await client.execute(request, timeout: .seconds(15)).status.code)
        } catch {
            status = 0
        }
        let parts = (ContinuousClock.now - start).components
        let nanoseconds = parts.seconds * 1_000_000_000 + parts.attoseconds / 1_000_000_000
        ledger.withLock {
            $0.append(
                Posted(
                    id: id, address: customer.phone ?? customer.userID,
                    isAcknowledged: status == 200, nanoseconds: nanoseconds))
        }
        return status
    }
}
