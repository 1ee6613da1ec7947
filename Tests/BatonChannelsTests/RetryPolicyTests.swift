import BatonChannels
import Testing

@Suite("When a refused send is tried again")
struct RetryPolicyTests {
    private func delays(_ action: ErrorAction, random: Double) -> [Int64?] {
        (0..<7).map {
            RetryPolicy.delayMilliseconds(action: action, attempt: $0, random: random)
        }
    }

    @Test("a busy provider: 1, 2, 4 … seconds, half of it random, five times")
    func busy() {
        #expect(delays(.retryBackoff, random: 0) == [500, 1000, 2000, 4000, 8000, nil, nil])
        #expect(
            delays(.retryBackoff, random: 0.999)
                == [999, 1999, 3998, 7996, 15992, nil, nil])
    }

    @Test("one customer's limit: 4ⁿ seconds, as the provider asks")
    func pair() {
        #expect(
            delays(.retryBackoffPair, random: 0)
                == [1000, 4000, 16000, 64000, 256_000, nil, nil])
    }

    @Test("an unnamed fault: twice")
    func unnamed() {
        #expect(delays(.retryLimited, random: 0) == [500, 1000, nil, nil, nil, nil, nil])
    }

    @Test("no other refusal is tried again")
    func never() {
        for action in [
            ErrorAction.failBug, .failNotify, .haltChannelAlert, .useTemplate, .failHandover,
        ] {
            #expect(delays(action, random: 0.5).allSatisfy { $0 == nil })
        }
    }
}
