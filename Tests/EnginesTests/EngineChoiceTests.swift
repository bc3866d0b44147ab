import Engines
import Surroundings
import Testing

@Suite("--engine and SLIPWAY_ENGINE")
struct EngineChoiceTests {
    @Test(
        "the option is taken out of the line, wherever it is not a container's",
        arguments: [
            ("build --engine docker -t a .", "build -t a .", "docker"),
            ("build -t a . --engine=own", "build -t a .", "own"),
            ("--engine docker", "", "docker"),
            ("lesson verify 01 --engine docker", "lesson verify 01", "docker"),
            ("run --engine docker -p 1:1 app", "run -p 1:1 app", "docker"),
            ("container run --engine docker app", "container run app", "docker"),
            ("run app --engine docker", "run app --engine docker", nil),
            ("run --rm app --engine docker", "run --rm app --engine docker", nil),
            ("build -t a -- --engine docker", "build -t a -- --engine docker", nil),
            ("build .", "build .", nil),
        ] as [(String, String, String?)])
    func choice(line: String, rest: String, name: String?) {
        let choice = EngineChoice(line.split(separator: " ").map(String.init))
        #expect(choice.words.joined(separator: " ") == rest)
        #expect(choice.name == name)
    }

    @Test("the variable chooses; an unknown word is refused")
    func variable() throws {
        func surroundings(_ word: String?) -> Surroundings {
            Surroundings(
                variables: word.map { [EngineName.variable: $0] } ?? [:], folder: "/", program: "/slipway")
        }
        #expect(try surroundings(nil).engine() == .own)
        #expect(try surroundings("docker").engine() == .docker)
        #expect(surroundings("docker").usesDocker)
        #expect(throws: UnknownEngine("podman")) { try surroundings("podman").engine() }
    }
}
