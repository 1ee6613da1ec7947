import Foundation

/// A program that turns a kind of document into text, where it is installed.
package enum DocumentTool: String, Sendable, CaseIterable {
    /// Word documents.
    case pandoc
    /// PDF.
    case pdftotext

    /// The Debian package that has it.
    package var debianPackage: String {
        switch self {
        case .pandoc: "pandoc"
        case .pdftotext: "poppler-utils"
        }
    }

    /// What needs it.
    package var use: String {
        switch self {
        case .pandoc: ".docx documents"
        case .pdftotext: ".pdf documents"
        }
    }

    /// How to install it.
    package var advice: String { "install it: apt-get install \(debianPackage)" }

    /// Where it stands; `nil` where it is not installed.
    /// - Parameter path: the environment's `PATH`.
    package func location(path: String) -> String? { Self.find(rawValue, path: path) }

    /// A program on `PATH`; folders that are not absolute are passed over.
    static func find(_ name: String, path: String) -> String? {
        for folder in path.split(separator: ":") where folder.hasPrefix("/") {
            let file = folder + "/" + name
            if FileManager.default.isExecutableFile(atPath: file) { return file }
        }
        return nil
    }

    /// The most seconds that a tool may take.
    package static let seconds = 30
    /// The largest text that a tool may write, in bytes: of a PDF about 150,000 words with their
    /// places, a book of 400 pages.
    package static let outputBytes = 24 * 1024 * 1024
    /// The memory that a tool may take, in MiB.
    package static let memoryMiB = 1024

    /// The command line that turns `input` of a folder into text on its standard output.
    ///
    /// pandoc's own `--sandbox` keeps it from reading any other file or the network, and its
    /// run-time system holds the memory; it reserves more address space than it uses, so that a
    /// limit on that would stop it. pdftotext reads nothing but its input.
    func command(_ program: String, input: String) -> [String] {
        switch self {
        case .pandoc:
            [
                program, "+RTS", "-M\(Self.memoryMiB)M", "-RTS", "--sandbox", "--from=docx",
                "--to=html", "--wrap=none", "--track-changes=accept", input,
            ]
        case .pdftotext: [program, "-bbox-layout", "-enc", "UTF-8", "-q", input, "-"]
        }
    }
}
