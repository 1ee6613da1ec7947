@main
struct BatonBench {
    static func main() async {}
}
