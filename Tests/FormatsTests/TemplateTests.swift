import Formats
import ImageFormat
import Testing

/// Go's templates, by their results. Each right value was written down from Go's documentation and from docker's own.
struct TemplateTests {
    private static let container = """
        {"Id":"0123456789abcdef","Name":"/web","RestartCount":0,
         "State":{"Status":"running","Running":true,"Health":null,"ExitCode":0},
         "Config":{"Cmd":["sleep","30"],"Entrypoint":null,"Env":["A=1","B=2"],"Labels":{"b":"2","a.x":"1"}},
         "Mounts":[{"Type":"bind","Source":"/a","Destination":"/b"},{"Type":"volume","Source":"/c","Destination":"/d"}],
         "NetworkSettings":{"IPAddress":"","Ports":{"80/tcp":[{"HostIp":"127.0.0.1","HostPort":"8080"}],"81/tcp":null},
                            "Networks":{"web":{"IPAddress":"10.0.0.2"},"back":{"IPAddress":"10.1.0.2"}}}}
        """

    private static func value() throws -> TemplateValue {
        let shape = TemplateValue.Shape(maps: ["Labels", "Ports", "Networks"], lists: ["Entrypoint", "81/tcp"])
        return TemplateValue(try JSON(parsing: Array(container.utf8)), shape: shape)
    }

    @Test(arguments: [
        // Fields.
        ("{{.State.Running}}", "true"), ("{{ .Name }} x", "/web x"), ("{{.RestartCount}}", "0"),
        ("{{.State.Health}}", "<nil>"), ("{{.Config.Entrypoint}}", "[]"), ("{{.Config.Cmd}}", "[sleep 30]"),
        ("{{.Config.Labels}}", "map[a.x:1 b:2]"), ("{{.Config.Labels.b}}", "2"),
        ("{{.Config.Labels.missing}}", "<no value>"), ("{{(index .Mounts 1).Source}}", "/c"), ("{{$.Name}}", "/web"),
        // Functions.
        ("{{json .State.Status}}", "\"running\""), ("{{json .Config.Entrypoint}}", "null"),
        (
            "{{json .Mounts}}",
            #"[{"Type":"bind","Source":"/a","Destination":"/b"},{"Type":"volume","Source":"/c","Destination":"/d"}]"#
        ),
        ("{{.Config.Labels | json}}", #"{"a.x":"1","b":"2"}"#),
        ("{{index .Config.Cmd 0}}", "sleep"), ("{{index .Config.Labels \"a.x\"}}", "1"),
        ("{{index .Config.Labels \"none\"}}", ""),
        ("{{(index (index .NetworkSettings.Ports \"80/tcp\") 0).HostPort}}", "8080"),
        ("{{index .NetworkSettings.Ports \"80/tcp\" 0 | json}}", #"{"HostIp":"127.0.0.1","HostPort":"8080"}"#),
        ("{{len .Config.Env}}", "2"), ("{{len .Name}}", "4"), ("{{slice .Name 1}}", "web"),
        ("{{slice .Id 0 3}}", "012"),
        ("{{join .Config.Cmd \" \"}}", "sleep 30"), ("{{join (split \"a,b,c\" \",\") \"+\"}}", "a+b+c"),
        ("{{split .Name \"/\"}}", "[ web]"), ("{{upper .State.Status}}", "RUNNING"), ("{{lower \"ABc\"}}", "abc"),
        ("{{title \"two words\"}}", "Two Words"), ("{{pad .State.Status 1 2}}|", " running  |"),
        ("{{truncate .Id 4}}", "0123"),
        ("{{print 1 2 \"a\" \"b\" 3}}", "1 2ab3"), ("{{println 1 \"a\"}}", "1 a\n"),
        ("{{html \"<a>\"}}", "&lt;a&gt;"), ("{{urlquery \"a b/c\"}}", "a+b%2Fc"),
        // printf.
        ("{{.Id | printf \"%.3s\"}}", "012"), ("{{printf \"%-6s|%6s|\" \"ab\" \"cd\"}}", "ab    |    cd|"),
        ("{{printf \"%05d %+d %x %o %b\" 42 42 255 8 5}}", "00042 +42 ff 10 101"),
        ("{{printf \"%q %v %t %%\" \"a\\\"b\" true true}}", "\"a\\\"b\" true true %"),
        ("{{printf \"%.2f %6.1f|%g\" 3.14159 2.25 0.5}}", "3.14    2.2|0.5"), ("{{printf \"%*d\" 5 3}}", "    3"),
        ("{{printf \"%d\" \"x\"}}", "%!d(string=x)"), ("{{printf \"%s\"}}", "%!s(MISSING)"),
        ("{{printf \"a\" 1}}", "a%!(EXTRA int=1)"), ("{{printf \"%c%U\" 65 65}}", "AU+0041"),
        // Conditions.
        ("{{if .State.Running}}yes{{end}}", "yes"), ("{{if .State.Health}}h{{else}}none{{end}}", "none"),
        ("{{if .State.Health}}a{{else if .State.Running}}b{{else}}c{{end}}", "b"),
        ("{{if not .RestartCount}}never{{end}}", "never"),
        ("{{if and .State.Running .State.Health}}1{{else}}0{{end}}", "0"), ("{{or .State.Health .Name}}", "/web"),
        ("{{and .State.Health .State.Health.Status}}", "<nil>"),
        ("{{with .State}}{{.Status}} {{$.Name}}{{end}}", "running /web"),
        ("{{with .State.Health}}x{{else}}y{{end}}", "y"),
        ("{{with $x := .Name}}{{$x}}{{end}}", "/web"),
        // Comparisons.
        ("{{eq .State.Status \"exited\" \"running\"}}", "true"),
        ("{{ne 1 2}} {{lt 1 2}} {{le 2 2}} {{gt 1 2}} {{ge 2 2}}", "true true true false true"),
        ("{{lt \"a\" \"b\"}}", "true"), ("{{if eq .RestartCount 0}}zero{{end}}", "zero"), ("{{eq 1.5 1.5}}", "true"),
        // Ranges.
        ("{{range .Config.Env}}{{.}};{{end}}", "A=1;B=2;"), ("{{range .Config.Env}}{{println .}}{{end}}", "A=1\nB=2\n"),
        ("{{range $i, $e := .Config.Env}}{{if $i}}, {{end}}{{$e}}{{end}}", "A=1, B=2"),
        ("{{range $k, $v := .NetworkSettings.Networks}}{{$k}}={{$v.IPAddress}} {{end}}", "back=10.1.0.2 web=10.0.0.2 "),
        (
            "{{range $p, $c := .NetworkSettings.Ports}}{{$p}}{{range $c}}->{{.HostPort}}{{end}} {{end}}",
            "80/tcp->8080 81/tcp "
        ),
        ("{{range .Config.Entrypoint}}x{{else}}none{{end}}", "none"),
        ("{{range $v := .Config.Cmd}}{{$v}}{{end}}", "sleep30"),
        ("{{range .Config.Cmd}}{{if eq . \"30\"}}{{break}}{{end}}{{.}}{{end}}", "sleep"),
        ("{{range .Config.Cmd}}{{if eq . \"sleep\"}}{{continue}}{{end}}{{.}}{{end}}", "30"),
        ("{{range 3}}{{.}}{{end}}", "012"),
        // Variables.
        ("{{$x := 1}}{{$x}}", "1"), ("{{$x := 1}}{{if true}}{{$x = 2}}{{end}}{{$x}}", "2"),
        ("{{$x := 1}}{{if true}}{{$x := 2}}{{end}}{{$x}}", "1"), ("{{$s := .State}}{{$s.Status}}", "running"),
        // Texts.
        ("a {{- 1 -}} b", "a1b"), ("{{/* c */}}x{{- /* d */ -}} y", "xy"), ("{{`raw \\n`}}", "raw \\n"),
        ("{{\"}}\"}}", "}}"),
        ("{{'a'}} {{0x10}} {{-3}} {{1.5}} {{1e3}}", "97 16 -3 1.5 1000"), ("no action", "no action"), ("}}", "}}"),
        ("{{.State.Status | upper | printf \"%s!\"}}", "RUNNING!"), ("{{\"\\u00e9\\t\"}}", "é\t"),
        ("{{nil | json}}", nil),
        ("{{(.State).Status}}", "running"), ("{{len (split (join .Config.Env \",\") \",\")}}", "2"),
    ])
    func fills(_ source: String, _ wanted: String?) throws {
        guard let wanted else {
            #expect(throws: TemplateError.self) { try Template(source) }
            return
        }
        #expect(try Template(source).text(of: try Self.value()) == wanted)
    }

    @Test(arguments: [
        ("{{", "template: :1: unclosed action"), ("a\n{{.Name", "template: :2: unclosed action"),
        ("{{nosuch .Name}}", "function \"nosuch\" not defined"), ("{{if .Name}}x", "{{if}} without {{end}}"),
        ("{{end}}", "unexpected {{end}}"), ("{{else}}", "unexpected {{else}}"), ("{{}}", "missing value for command"),
        ("{{.Name | }}", "missing value behind |"), ("{{.Name | 3}}", "non executable command in pipeline"),
        ("{{$x}}", "undefined variable \"$x\""), ("{{$x = 1}}", "undefined variable \"$x\""),
        ("{{if true}}{{$x := 1}}{{end}}{{$x}}", "undefined variable"), ("{{(1}}", "unclosed left paren"),
        ("{{1)}}", "unexpected right paren"), ("{{\"a}}", "unterminated quoted string"), ("{{`a}}", "unterminated raw"),
        ("{{/* a }}", "unclosed comment"), ("{{break}}", "{{break}} outside {{range}}"),
        ("{{1a}}", "bad number syntax"),
        ("{{#}}", "unexpected \"#\""), ("{{template \"x\"}}", "{{template}} is not offered"),
        ("{{\"\\q\"}}", "unknown escape"),
        ("{{$a, $b := 1}}", "too many declarations"),
    ])
    func saysWhatIsNoTemplate(_ source: String, _ words: String) {
        do throws(TemplateError) {
            _ = try Template(source)
            Issue.record("\(source) was taken")
        } catch {
            #expect(error.description.contains(words), "\(error)")
        }
    }

    @Test(arguments: [
        ("{{.Foo}}", "template: :1:2: executing \"\" at <.Foo>: there is no field Foo; there are Id, Name"),
        ("\n {{.State.Foo}}", "template: :2:3: executing \"\" at <.State.Foo>"),
        ("{{.State.Health.Status}}", "nothing that could have the field Status"),
        ("{{.Name.X}}", "can't evaluate field X in type string"),
        ("{{index .Config.Cmd 7}}", "error calling index: index out of range: 7"),
        ("{{index .Config.Cmd \"a\"}}", "cannot index slice/array"), ("{{len 3}}", "error calling len"),
        ("{{eq 1 \"a\"}}", "incompatible types"),
        ("{{range .Name}}{{end}}", "range can't iterate over /web"), ("{{upper 3}}", "expected string"),
        ("{{len}}", "want 1 got 0"),
        ("{{.Name 1}}", ".Name takes no arguments"), ("{{slice .Name 3 1}}", "invalid slice index"),
        ("{{pad .Name 1 99999999}}", "is not a number from 0"),
    ])
    func saysWhatHasNoValue(_ source: String, _ words: String) throws {
        let (template, value) = (try Template(source), try Self.value())
        do throws(TemplateError) {
            _ = try template.text(of: value)
            Issue.record("\(source) was filled in")
        } catch {
            #expect(error.description.contains(words), "\(error)")
        }
    }

    @Test func depthHasABound() {
        let deep = String(repeating: "(", count: 5_000) + "1" + String(repeating: ")", count: 5_000)
        #expect(throws: TemplateError.self) { try Template("{{\(deep)}}") }
        #expect(throws: TemplateError.self) { try Template(String(repeating: "{{if 1}}", count: 5_000)) }
    }
}
