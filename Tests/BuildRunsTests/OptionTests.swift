import ArgumentParser
import ImageFormat
import Testing

@testable import BuildRuns

/// `--output`, `--cache-from` and `--cache-to`.
struct OptionTests {
    @Test(
        arguments: [
            ("out", false, []), ("-", true, []), ("type=tar,dest=a.tar", false, []), ("type=tar,dest=-", true, []),
            ("type=image,name=a:1", false, ["a:1"]), ("type=cacheonly", false, []),
            ("type=oci,dest=o,tar=false", false, []),
        ] as [(String, Bool, [String])])
    func readsAnOutput(_ text: String, _ takesStandardOutput: Bool, _ names: [String]) throws {
        let output = try BuildOutput(text)
        #expect(output.takesStandardOutput == takesStandardOutput)
        #expect(output.names == names)
    }

    @Test(arguments: [
        "type=nosuch", "type=registry", "type=image,push=true", "type=tar", "type=local", "type=oci", "dest=a",
        "type=tar,colour=red",
    ])
    func refusesAnOutput(_ text: String) {
        #expect(throws: ValidationError.self) { try BuildOutput(text) }
    }

    @Test func knowsAnOutputThatRewritesTimes() throws {
        #expect(try BuildOutput("type=oci,dest=-,rewrite-timestamp=true").rewritesTimes)
        #expect(try !BuildOutput("type=oci,dest=-").rewritesTimes)
    }

    @Test(arguments: [
        ("alpine:3", true), ("type=registry,ref=alpine:3", true), ("type=local,src=a", true),
        ("type=local,dest=a", false),
        ("type=registry,ref=alpine:3,mode=max", false), ("type=inline", false),
    ])
    func aCacheOptionIsTaken(_ text: String, _ isSource: Bool) throws {
        _ = try CacheOption(text, isSource: isSource)
    }

    @Test(arguments: [
        ("type=local", true), ("type=local,src=", true), ("type=local,src=a,mode=max", true), ("type=inline", true),
        ("type=inline,mode=max", false), ("type=registry", true), ("type=gha", false),
        ("type=local,src=a,mode=some", true),
        ("No Name", true),
    ])
    func aCacheOptionThatMeansNothingIsRefused(_ text: String, _ isSource: Bool) {
        #expect(throws: ValidationError.self) { try CacheOption(text, isSource: isSource) }
    }

    @Test func maxTakesAllStages() throws {
        guard case .registry(_, true) = try CacheOption("type=registry,ref=a,mode=max", isSource: false) else {
            Issue.record("mode=max is not understood")
            return
        }
    }
}
