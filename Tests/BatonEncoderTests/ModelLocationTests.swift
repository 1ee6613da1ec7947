import Testing

@testable import BatonEncoder

@Suite("Where the model lies")
struct ModelLocationTests {
    @Test(
        "BATON_MODEL comes first, then XDG_DATA_HOME where it is absolute, then the home folder",
        arguments: [
            (["BATON_MODEL": "/m", "XDG_DATA_HOME": "/x"], "/m"),
            (["BATON_MODEL": "", "XDG_DATA_HOME": "/x"], "/x/baton/models/use-m3-182579c19c70"),
            (["XDG_DATA_HOME": "x"], "/home/chan/.local/share/baton/models/use-m3-182579c19c70"),
            ([:], "/home/chan/.local/share/baton/models/use-m3-182579c19c70"),
        ])
    func location(environment: [String: String], expected: String) {
        #expect(
            ModelLocation.path(environment: environment, home: "/home/chan") == expected)
    }
}
