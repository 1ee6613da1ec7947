@main
struct Baton {
    static func main() async {}
}
