import Foundation
import NIOCore

/// What a client writes.
struct ClientFrame: Codable, Sendable {
    var id: UInt64
    var request: DeskRequest
}

/// The part of a client's frame that even an unknown request has.
struct FrameNumber: Codable, Sendable {
    var id: UInt64
}

/// What the server writes: an answer to a request, or an event.
struct ServerFrame: Codable, Sendable {
    var id: UInt64?
    var reply: DeskReply?
    var event: DeskEvent?
}

/// The Desk's wire: four bytes of length, most significant first, then JSON.
enum DeskWire {
    /// The longest frame; a page of the longest messages is far below it.
    static let maxFrameBytes = 16 * 1024 * 1024

    static func encode(_ frame: some Encodable) throws -> ByteBuffer {
        let data = try JSONEncoder().encode(frame)
        var buffer = ByteBufferAllocator().buffer(capacity: data.count + 4)
        buffer.writeInteger(UInt32(data.count))
        buffer.writeBytes(data)
        return buffer
    }

    static func decode<Frame: Decodable>(_ type: Frame.Type, _ buffer: ByteBuffer) throws -> Frame {
        try JSONDecoder().decode(type, from: Data(buffer.readableBytesView))
    }
}

/// Cuts the stream of bytes into frames.
struct FrameDecoder: ByteToMessageDecoder {
    typealias InboundOut = ByteBuffer

    mutating func decode(context: ChannelHandlerContext, buffer: inout ByteBuffer) throws
        -> DecodingState
    {
        guard let length = buffer.getInteger(at: buffer.readerIndex, as: UInt32.self) else {
            return .needMoreData
        }
        guard length <= DeskWire.maxFrameBytes else {
            throw DeskRefusal(.malformed, "a frame is longer than \(DeskWire.maxFrameBytes) bytes")
        }
        guard buffer.readableBytes >= 4 + Int(length) else { return .needMoreData }
        buffer.moveReaderIndex(forwardBy: 4)
        if let frame = buffer.readSlice(length: Int(length)) {
            context.fireChannelRead(wrapInboundOut(frame))
        }
        return .continue
    }
}
