/// A file that we send, as it lies on this machine; adapters word requests and never read it.
package struct OutboundFile: Sendable, Hashable {
    /// Where it lies.
    package var path: String
    /// Its size.
    package var sizeBytes: Int
    /// Its type, such as `image/jpeg`.
    package var mime: String
    /// Its name, as the customer sees it.
    package var filename: String

    /// Makes a file.
    package init(path: String, sizeBytes: Int, mime: String, filename: String) {
        self.path = path
        self.sizeBytes = sizeBytes
        self.mime = mime
        self.filename = filename
    }

    /// The request that posts fields and the file as `multipart/form-data`.
    /// - Parameters:
    ///   - name: of the file's field.
    ///   - boundary: random letters that do not occur in the file.
    func posted(
        to url: String, headers: [String: String], fields: [(String, String)],
        as name: String = "file", boundary: String
    ) -> ProviderRequest {
        var head = ""
        for (field, value) in fields {
            head +=
                "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(field)\"\r\n\r\n"
                + "\(value)\r\n"
        }
        head +=
            "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(name)\"; "
            + "filename=\"\(Self.plain(filename))\"\r\nContent-Type: \(Self.plain(mime))\r\n\r\n"
        var request = ProviderRequest(
            method: "POST", url: url,
            headers: headers.merging(
                ["content-type": "multipart/form-data; boundary=\(boundary)"]) { own, _ in own },
            body: Array(head.utf8))
        request.file = .init(
            path: path, sizeBytes: sizeBytes, tail: Array("\r\n--\(boundary)--\r\n".utf8))
        return request
    }

    /// What cannot end the quotes that it stands in.
    private static func plain(_ text: String) -> String {
        text.filter { !$0.isNewline && $0 != "\"" && $0 != "\\" }
    }
}
