import BatonDocuments

extension Doctor {
    /// The programs that documents need, and how to install those that are missing.
    func documentTools(path: String) -> [Finding] {
        var findings: [Finding] = []
        for tool in DocumentTool.allCases {
            if let location = tool.location(path: path) {
                findings.append(.ok("\(tool.use) are read by \(location)"))
            } else {
                findings.append(
                    Finding(
                        level: .warning,
                        message: "\(tool.rawValue) is not installed, so \(tool.use) cannot be "
                            + "imported; \(tool.advice)"))
            }
        }
        let unknown = TextDecoding.unknownSets
        if !unknown.isEmpty {
            findings.append(
                Finding(
                    level: .warning,
                    message: "texts in \(unknown.joined(separator: " and ")) cannot be read; "
                        + "install them: apt-get install libc-bin, and on Debian 13 "
                        + "libc-gconv-modules-extra"))
        }
        return findings
    }
}
