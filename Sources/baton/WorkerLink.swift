import BatonConsole
import BatonCore
import BatonDesk
import Foundation
import Synchronization

/// The console's line to the worker: connected again by itself whenever it was lost.
final class WorkerLink: DeskLink {
    private let client = Mutex<DeskClient?>(nil)
    private let dataFolder: String

    init(dataFolder: String) { self.dataFolder = dataFolder }

    /// The longest pause between attempts: an agent should not wait for more.
    private static let longestPause = Duration.seconds(3)

    func send(_ request: DeskRequest) async throws -> DeskReply {
        guard let client = client.withLock({ $0 }) else {
            throw DeskUnreachable("the worker is away; nothing was sent", "機械人離線，沒有送出")
        }
        return try await client.send(request)
    }

    func run(_ tell: @escaping @Sendable (ConsoleMessage) -> Void) async {
        var pause = Duration.milliseconds(100)
        while !Task.isCancelled {
            do {
                let connected = try await DeskClient.connect(dataFolder: dataFolder)
                client.withLock { $0 = connected }
                pause = .milliseconds(100)
                tell(.linked(connected.welcome.person))
                for await event in connected.events { tell(.event(event)) }
                client.withLock { $0 = nil }
                tell(.unlinked(DeskUnreachable.gone.words))
            } catch {
                tell(.unlinked(BilingualText(saying: error)))
            }
            try? await Task.sleep(for: pause)
            pause = min(pause * 2, Self.longestPause)
        }
    }
}
