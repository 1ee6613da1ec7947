/// Reads a stream of server-sent events byte by byte, however it is cut, and whatever is in it.
///
/// Source: WHATWG HTML, server-sent events: lines end in LF, CR or both; `data:` lines of one event
/// are joined; an empty line ends it.
struct ServerEvents {
    private var line: [UInt8] = []
    private var data: [UInt8] = []
    private var hasData = false
    private var endedInReturn = false

    /// Takes bytes in.
    /// - Returns: the data of every event that they complete.
    mutating func take(_ bytes: some Sequence<UInt8>) -> [[UInt8]] {
        var events: [[UInt8]] = []
        for byte in bytes {
            defer { endedInReturn = byte == 0x0D }
            if byte == 0x0A, endedInReturn { continue }
            guard byte == 0x0A || byte == 0x0D else {
                line.append(byte)
                continue
            }
            if let event = endLine() { events.append(event) }
        }
        return events
    }

    /// The data of an event that the end of the stream cut off before its empty line.
    mutating func end() -> [UInt8]? {
        if !line.isEmpty { _ = endLine() }
        return endEvent()
    }

    private mutating func endLine() -> [UInt8]? {
        defer { line.removeAll(keepingCapacity: true) }
        guard !line.isEmpty else { return endEvent() }
        let name = Array("data:".utf8)
        guard line.starts(with: name) else { return nil }
        let value = line.dropFirst(name.count)
        if hasData { data.append(0x0A) }
        data += value.first == 0x20 ? value.dropFirst() : value
        hasData = true
        return nil
    }

    private mutating func endEvent() -> [UInt8]? {
        defer {
            data.removeAll(keepingCapacity: true)
            hasData = false
        }
        return hasData ? data : nil
    }
}
