import BatonCore
import BatonDesk
import BatonSimulator
import Foundation

/// A worker with two people, each of whom has a console.
final class ConsoleRace {
    private static let account = "1"
    private static let secret = "race-secret"
    private static let second = "nobody"

    private let folder = "/tmp/baton-race-" + UUID().uuidString.prefix(8)
    private let customers: CustomerSimulator
    private var worker: Process

    /// A second person is a second Unix user, whom only root may become.
    static let isPossible =
        TmuxSession.isInstalled && geteuid() == 0
        && FileManager.default.isExecutableFile(atPath: "/usr/bin/setpriv")

    init() async throws {
        let files = FileManager.default
        // The second person passes through to the Desk's socket, and reads nothing else.
        try files.createDirectory(
            atPath: folder + "/data", withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o711])
        let text = """
            data: ./data
            http: {listen: "127.0.0.1:0"}
            connections:
              whatsapp_cloud:
                channel: whatsapp_cloud
                app_secret: \(Self.secret)
                inboxes: {"\(Self.account)": {name: Shop, mode: human_only}}
            people:
              - {name: May, unix_user: root, role: agent}
              - {name: Ken, unix_user: \(Self.second), role: agent}
            desk: {group: nogroup}
            """
        try Data(text.utf8).write(to: URL(fileURLWithPath: folder + "/baton.yaml"))
        worker = try Self.startWorker(in: folder)
        let port = try await Self.port(of: folder + "/data")
        customers = CustomerSimulator(
            webhook: "http://127.0.0.1:\(port)/webhooks/whatsapp_cloud", secret: Self.secret,
            account: Self.account)
    }

    private static func startWorker(in folder: String) throws -> Process {
        let worker = Process()
        worker.executableURL = URL(fileURLWithPath: TmuxSession.baton)
        worker.arguments = ["worker", "--config", folder + "/baton.yaml"]
        worker.standardInput = FileHandle.nullDevice
        worker.standardOutput = FileHandle.nullDevice
        worker.standardError = FileHandle.nullDevice
        try worker.run()
        return worker
    }

    func stopWorker() {
        worker.terminate()
        worker.waitUntilExit()
    }

    func startWorker() throws { worker = try Self.startWorker(in: folder) }

    /// Waits until the worker's Desk says which port it listens on.
    private static func port(of dataFolder: String) async throws -> Int {
        let end = ContinuousClock.now + .seconds(20)
        while ContinuousClock.now < end {
            if let client = try? await DeskClient.connect(dataFolder: dataFolder) {
                let reply = try await client.send(.status)
                await client.close()
                if case .status(let status) = reply, status.httpPort > 0 { return status.httpPort }
            }
            await Task.yield()
        }
        throw TmuxSession.TimedOut(description: "the worker did not open its Desk")
    }

    func console(asSecondPerson isSecond: Bool) throws -> TmuxSession {
        let session = try TmuxSession(columns: 110, rows: 30)
        let user = "setpriv --reuid=\(Self.second) --regid=nogroup --clear-groups env HOME=/tmp "
        try session.type(
            (isSecond ? user : "") + "\(TmuxSession.baton) console --language en --config "
                + folder + "/baton.yaml", enter: true)
        return session
    }

    func customerWrites(_ text: String) async throws {
        await customers.post(text, id: "wamid.RACE", from: CustomerSimulator.customer(1))
        await customers.shutdown()
    }

    func end() {
        stopWorker()
        try? FileManager.default.removeItem(atPath: folder)
    }
}
