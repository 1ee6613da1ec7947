import Foundation

/// Runs a tool on a copy of a document, in a folder of its own and within limits.
///
/// The system's own programs hold the limits: `timeout` the time, `prlimit` the processor time,
/// the size of what is written and (where the tool bears it) the memory, and `unshare` leaves it
/// without a network where the machine lets an ordinary user do so.
struct ToolRun {
    /// Why there is no text.
    enum Failure: Error, Equatable {
        case missing
        case tooSlow
        case tooMuch
        case failed(Int32)
        case cannotStart
    }

    let tool: DocumentTool
    /// The environment's `PATH`.
    let path: String

    /// The text that the tool makes of a document.
    func text(of bytes: [UInt8]) async throws(Failure) -> [UInt8] {
        guard let program = tool.location(path: path),
            let timeout = DocumentTool.find("timeout", path: path),
            let prlimit = DocumentTool.find("prlimit", path: path)
        else { throw .missing }
        let folder = NSTemporaryDirectory() + "baton-document-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let input = folder + "/input"
        let output = folder + "/output"
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: false,
                attributes: [.posixPermissions: 0o700])
            try Data(bytes).write(to: URL(fileURLWithPath: input))
        } catch {
            throw .cannotStart
        }
        var command = [
            timeout, "--kill-after=2", "\(DocumentTool.seconds)", prlimit,
            "--cpu=\(DocumentTool.seconds)", "--fsize=\(DocumentTool.outputBytes)", "--core=0",
        ]
        if tool == .pdftotext { command.append("--as=\(DocumentTool.memoryMiB << 20)") }
        command += await withoutNetwork()
        command += tool.command(program, input: input)
        let status = try await Self.run(command, folder: folder, output: output)
        // 124 and 137 are what `timeout` answers after it had to end the tool.
        if status == 124 || status == 137 { throw .tooSlow }
        // What a shell says of a program that the limit on its output ended (SIGXFSZ).
        if status == 128 + SIGXFSZ { throw .tooMuch }
        guard status == 0, let data = FileManager.default.contents(atPath: output) else {
            throw .failed(status)
        }
        return Array(data)
    }

    /// What goes before a command so that it has no network; nothing where the machine forbids it.
    private func withoutNetwork() async -> [String] {
        guard let unshare = DocumentTool.find("unshare", path: path),
            let probe = DocumentTool.find("true", path: path)
        else { return [] }
        let prefix = [unshare, "--map-current-user", "--net", "--"]
        let status = try? await Self.run(
            prefix + [probe], folder: NSTemporaryDirectory(), output: nil)
        return status == 0 ? prefix : []
    }

    private static func run(_ command: [String], folder: String, output: String?)
        async throws(Failure) -> Int32
    {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: command[0])
        process.arguments = Array(command.dropFirst())
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        process.environment = [
            "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "HOME": folder, "TMPDIR": folder,
        ]
        process.standardInput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        if let output {
            guard FileManager.default.createFile(atPath: output, contents: nil),
                let handle = FileHandle(forWritingAtPath: output)
            else { throw .cannotStart }
            process.standardOutput = handle
        }
        let status: Int32? = await withCheckedContinuation { continuation in
            process.terminationHandler = { ended in
                continuation.resume(
                    returning: ended.terminationReason == .exit
                        ? ended.terminationStatus : 128 + ended.terminationStatus)
            }
            do {
                try process.run()
            } catch {
                process.terminationHandler = nil
                continuation.resume(returning: nil)
            }
        }
        guard let status else { throw .cannotStart }
        return status
    }
}
