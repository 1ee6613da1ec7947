import BatonConfiguration
import Foundation

extension Doctor {
    /// A chat that the worker itself serves: what stands in the shop's pages, and who may open it.
    func website(_ connection: Configuration.Connection) -> [Finding] {
        let base = configuration.http.publicURL ?? "<public_url>"
        var findings = connection.inboxes.map { inbox in
            Finding.ok(
                "\(connection.id): put this in the pages of \(inbox.name): <script "
                    + "src=\"\(base)/webchat/v1/widget.js\" data-site-key=\"\(inbox.account)\" "
                    + "async></script>")
        }
        for origin in (connection.options["origins"] ?? "").split(separator: " ") {
            guard let url = URLComponents(string: String(origin)), url.scheme == "http",
                !["127.0.0.1", "localhost", "[::1]"].contains(url.host ?? "")
            else { continue }
            findings.append(
                .warning(
                    "\(connection.id): pages of \(origin) are not https; what customers write can "
                        + "be read on the way: serve the shop by https"))
        }
        return findings
    }
}
