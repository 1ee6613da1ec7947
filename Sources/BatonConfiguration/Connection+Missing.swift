import BatonChannels

extension Configuration.Connection {
    /// What is not set and what does not work without it, a sentence each; for `baton doctor`.
    package var missing: [String] {
        (ChannelRegistry.profile(channel)?.needs ?? []).compactMap { need in
            let isSet =
                switch need.key {
                case "api_base": apiBase != nil
                default: secrets[need.key]?.isEmpty == false || options[need.key] != nil
                }
            return isSet ? nil : "no \(need.key): \(need.consequence); set it to \(need.meaning)"
        }
    }
}
