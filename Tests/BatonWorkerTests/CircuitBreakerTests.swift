import BatonCore
import BatonWorker
import Testing

@Suite("CircuitBreaker")
struct CircuitBreakerTests {
    private let start = Timestamp(milliseconds: 1_000_000)

    @Test("it rests after five failures in a row, then lets one send try")
    func rests() {
        var breaker = CircuitBreaker<String>()
        for _ in 0..<4 { breaker.failed(at: start, why: "no answer") }
        #expect(breaker.reason(at: start) == nil)

        breaker.failed(at: start, why: "no answer")

        #expect(breaker.reason(at: start) == "no answer")
        let later = start.adding(milliseconds: Limits.breakerRestMilliseconds)
        #expect(breaker.reason(at: later) == nil)
        breaker.attempt(at: later)
        #expect(breaker.reason(at: later) == "no answer")
        breaker.succeeded()
        #expect(breaker.reason(at: later) == nil)
    }

    @Test("one answer between failures begins the count anew")
    func recovers() {
        var breaker = CircuitBreaker<String>()
        for _ in 0..<4 { breaker.failed(at: start, why: "x") }
        breaker.succeeded()
        for _ in 0..<4 { breaker.failed(at: start, why: "x") }
        #expect(breaker.reason(at: start) == nil)
    }
}

@Suite("WakeSignal")
struct WakeSignalTests {
    @Test("a signal raised before the wait is not lost")
    func early() async {
        let signal = WakeSignal()
        signal.raise()
        await signal.wait()
    }

    @Test("a cancelled wait returns")
    func cancelled() async {
        let signal = WakeSignal()
        let task = Task { await signal.wait() }
        task.cancel()
        await task.value
    }
}
