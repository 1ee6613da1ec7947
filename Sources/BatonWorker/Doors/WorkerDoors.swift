import BatonConfiguration
import BatonCore
import BatonDesk
import BatonStore
import Glibc
import Hummingbird
import Logging
import ServiceLifecycle

/// What stays while connections are exchanged: the HTTP listener, the Desk's socket, who is connected
/// and what they are in the middle of.
struct WorkerDoors: Sendable {
    let front = WorkerFront()
    let presence = PresenceBoard()
    let port = PortCell()
    let poster = EventPoster()
    let stop = StopSwitch()
    let streams: VisitorStreams
    let uploads: UploadShelf
    private let configuration: Configuration

    /// Makes doors for a configuration's address, socket and people.
    init(_ configuration: Configuration, store: any Store) {
        self.configuration = configuration
        streams = VisitorStreams(store: store)
        uploads = UploadShelf(folder: MediaFolder(dataFolder: configuration.dataFolder))
    }

    /// Whether another configuration has the same address, socket and people.
    func fit(_ other: Configuration) -> Bool {
        configuration.http.host == other.http.host && configuration.http.port == other.http.port
            && configuration.desk.group == other.desk.group && configuration.people == other.people
    }

    /// The doors, and between them what answers, in the order they start; they end in the opposite
    /// order: what comes in ends before what it is for.
    /// - Parameter started: told the HTTP port once it is bound.
    func services(
        before rounds: any Service, started: @escaping @Sendable (_ httpPort: Int) -> Void,
        logger: Logger
    ) -> [any Service] {
        let desk = DeskServer(
            dataFolder: configuration.dataFolder, group: configuration.desk.group,
            people: configuration.people, owner: getuid(), handler: StandingDesk(front: front),
            logger: logger)
        poster.deliver { [streams] event in
            await desk.post(event)
            await streams.heard(event)
        }
        let http = Application(
            responder: StandingResponder(front: front),
            configuration: ApplicationConfiguration(
                address: .hostname(configuration.http.host, port: configuration.http.port)),
            onServerRunning: { [port] channel in
                port.value = channel.localAddress?.port ?? 0
                started(port.value)
            },
            logger: logger)
        return [DeskService(server: desk), rounds, http]
    }
}
