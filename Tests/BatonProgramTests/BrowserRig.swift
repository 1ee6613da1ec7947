import BatonDesk
import BatonSimulator
import Foundation
import Glibc

/// A worker process that serves the sample shop's chat, and the shop's page.
final class BrowserRig {
    let place: ProgramRun
    let page = SampleShopPage()
    private let port: Int
    private var worker: Process?
    private var serving: Task<Void, any Error>?

    /// Hands a worker and a page to `body`.
    static func with<Value>(_ body: (BrowserRig) async throws -> Value) async throws -> Value {
        try await ProgramRun.with { place in
            let rig = try await BrowserRig(place)
            defer { rig.end() }
            try await rig.start()
            return try await body(rig)
        }
    }

    private init(_ place: ProgramRun) async throws {
        self.place = place
        port = try Self.freePort()
        page.embed(worker: port)
        let (served, isServed) = AsyncStream.makeStream(of: Void.self)
        let page = page
        serving = Task { try await page.run { isServed.yield() } }
        var waiting = served.makeAsyncIterator()
        await waiting.next()
        try place.write(
            """
            data: ./data
            http: {listen: "127.0.0.1:\(port)"}
            connections:
              webchat:
                channel: webchat
                origins: \(page.origin)
                inboxes: {\(SampleShopPage.siteKey): {name: "橋下雜貨 Kiu Ha", knowledge: shop}}
            people:
              - {name: May, unix_user: \(NSUserName()), role: supervisor}
            debounce: {wait: 20ms, at_most: 60ms}
            """, to: "baton.yaml")
        try place.write(
            #"{"id":"fee","lang":"zh-Hant","question":"運費幾錢","#
                + #""answer":"滿$400免運費：https://shop.example.hk/fee"}"#, to: "shop.jsonl")
        let imported = try await place("kb", "import", "shop.jsonl", "--into", "shop")
        guard imported.code == 0 else { throw Chromium.Failed(description: imported.errors) }
    }

    /// Starts the worker at its port, and waits until its Desk is open.
    func start() async throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: ProgramRun.program)
        process.arguments = ["worker", "--config", place.folder + "/baton.yaml"]
        process.environment = ["HOME": place.folder, "PATH": "/usr/bin:/bin"]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        worker = process
        let end = ContinuousClock.now + .seconds(20)
        while ContinuousClock.now < end {
            if let desk = try? await DeskClient.connect(dataFolder: place.folder + "/data") {
                let reply = try await desk.send(.status)
                await desk.close()
                if case .status(let status) = reply, status.httpPort == port { return }
            }
            await Task.yield()
        }
        throw Chromium.Failed(description: "the worker did not start")
    }

    /// Ends the worker as a power cut would.
    func kill() {
        guard let worker else { return }
        Glibc.kill(worker.processIdentifier, SIGKILL)
        worker.waitUntilExit()
    }

    private func end() {
        worker?.terminate()
        worker?.waitUntilExit()
        serving?.cancel()
    }

    /// A port that nobody has: pages know the worker's address before it starts, and after it died.
    private static func freePort() throws -> Int {
        let handle = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(handle) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(handle, $0, length) == 0 && getsockname(handle, $0, &length) == 0
            }
        }
        guard isBound else { throw Chromium.Failed(description: "no free port") }
        return Int(UInt16(bigEndian: address.sin_port))
    }
}
