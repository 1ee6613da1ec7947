import BatonChannels
package import BatonConfiguration
package import BatonCore
package import BatonDesk
package import BatonEncoder
package import BatonStore
import Glibc

/// The Desk of a command that opened the store itself because no worker runs: the same requests,
/// answered by the same code, with no one to send to a provider.
package struct LocalDesk: Sendable {
    private let desk: WorkerDesk
    private let session: DeskSession

    /// Makes a Desk over an open store for the data folder's user.
    package init(
        configuration: Configuration, store: any Store, person: Person,
        encoder: (any TextEncoder)? = nil, clock: any WallClock = SystemWallClock()
    ) {
        // What is wrong with the files is told by those who read them; here nothing is sent.
        let book =
            (try? PolicyFiles.load(configuration.policies)) ?? (try? PolicyFiles.load([]))
            ?? PolicyBook(rows: [])
        let policies = PolicyKeeper(configuration, book: book)
        let folder = MediaFolder(dataFolder: configuration.dataFolder)
        desk = WorkerDesk(
            store: store,
            library: KnowledgeLibrary(
                store: store, encoder: encoder,
                server: configuration.embeddings.map { EmbeddingServer($0, clock: clock) },
                completesFirst: true),
            routings: InboxRoutings(configuration),
            pipeline: DecisionPipeline(configuration),
            gates: GateBook(store: store, settings: configuration.gate, clock: clock),
            configuration: configuration, adapters: [:], breakers: BreakerPanel(),
            presence: PresenceBoard(), ids: IdentifierSource(clock: clock), clock: clock,
            startedAt: clock.now(), policies: policies,
            reload: PolicyReload(
                configuration: configuration, keeper: policies, store: store,
                renewal: WorkerRenewal(policies: policies), close: {}, end: {}),
            processID: getpid(), httpPort: { 0 },
            post: { _ in }, stop: {},
            uploads: UploadShelf(folder: folder),
            retention: RetentionRun(
                store: store, keeper: policies, folder: folder, configuration: configuration,
                clock: clock, sleeper: ContinuousClock()))
        session = DeskSession(person: person, id: "local")
    }

    /// Answers one request.
    package func reply(to request: DeskRequest) async -> DeskReply {
        await desk.reply(to: request, from: session)
    }
}
