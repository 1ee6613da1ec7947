import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Synchronization

/// A page of the sample shop with its chat, served on loopback from an address of its own.
package final class SampleShopPage: Sendable {
    /// The site key of the page's chat.
    package static let siteKey = "pk_kiu_ha"
    /// The chat's name, which tells it from the shop's number in the queue.
    package static let name = "橋下網店 Kiu Ha Online"

    private let ports = Mutex<(page: Int, worker: Int)>((0, 0))
    private let language: String

    /// Makes a page in a language such as `zh-HK`.
    package init(language: String = "zh-HK") { self.language = language }

    /// The page's origin, once it is served; empty before.
    package var origin: String {
        let port = ports.withLock { $0.page }
        return port == 0 ? "" : "http://127.0.0.1:\(port)"
    }

    /// From now on the page embeds this worker's widget.
    package func embed(worker port: Int) { ports.withLock { $0.worker = port } }

    /// Serves until cancelled.
    /// - Parameter started: told that the origin is known.
    package func run(started: @escaping @Sendable () -> Void) async throws {
        let router = Router(context: BasicRequestContext.self)
        router.get("/") { _, _ in
            Response(
                status: .ok,
                headers: [
                    .contentType: "text/html; charset=utf-8",
                    // As strict as a careful shop's: the widget needs no more than its own worker.
                    .contentSecurityPolicy: self.policy,
                ], body: ResponseBody(byteBuffer: ByteBuffer(string: self.html)))
        }
        var logger = Logger(label: "shop")
        logger.logLevel = .critical
        try await Application(
            router: router, configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { channel in
                self.ports.withLock { $0.page = channel.localAddress?.port ?? 0 }
                started()
            }, logger: logger
        ).run()
    }

    private var worker: String { "http://127.0.0.1:\(ports.withLock { $0.worker })" }

    private var policy: String {
        "default-src 'none'; style-src 'unsafe-inline'; script-src \(worker); "
            + "connect-src \(worker); img-src blob:"
    }

    private var html: String {
        """
        <!doctype html>
        <html lang="\(language)">
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
        <title>\(SampleShop.name)</title>
        <style>
        :root { color-scheme: light dark; --ink: #20281f; --sheet: #fbfaf6; --soft: #5a6257; \
        --line: #e2e0d6; --tile: #f0eee5 }
        @media (prefers-color-scheme: dark) { :root { --ink: #ebe9e1; --sheet: #191b18; \
        --soft: #a9ab9f; --line: #34372f; --tile: #23261f } }
        body { margin: 0; font: 17px/1.6 system-ui, "PingFang HK", "Noto Sans HK", sans-serif; \
        color: var(--ink); background: var(--sheet) }
        main, nav { max-width: 960px; margin: auto; padding: 20px 24px }
        nav { display: flex; gap: 24px; border-bottom: 1px solid var(--line) } nav b { flex: 1 }
        h1 { font-size: clamp(30px, 6vw, 52px); line-height: 1.2; margin: 48px 0 12px }
        p { color: var(--soft); max-width: 34em }
        ul { list-style: none; padding: 0; display: grid; gap: 18px; \
        grid-template-columns: repeat(auto-fill, minmax(200px, 1fr)); margin: 40px 0 }
        li { background: var(--tile); border-radius: 14px; padding: 96px 18px 16px } li span { \
        display: block; color: var(--soft) }
        </style>
        <nav><b>\(SampleShop.name)</b><span>家品</span><span>禮品</span><span>門市</span></nav>
        <main>
        <h1>天橋底下，<br>甚麼都有。</h1>
        <p>深水埗老店，家品雜貨與小禮物。滿 $400 免運費；有甚麼想問，按右下角的對話。</p>
        <ul><li>搪瓷杯<span>$68</span></li><li>竹蒸籠<span>$120</span></li>\
        <li>紅白藍袋<span>$45</span></li><li>公雞碗<span>$52</span></li></ul>
        </main>
        <script src="\(worker)/webchat/v1/widget.js" \
        data-site-key="\(Self.siteKey)" async></script>
        </html>
        """
    }
}
