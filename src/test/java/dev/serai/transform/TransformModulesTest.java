package dev.serai.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.schibsted.spt.data.jslt.JsltException;
import dev.serai.files.Folder;
import dev.serai.files.InvalidFilesException;
import dev.serai.files.Problem;
import dev.serai.wire.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What transforms import: compiled once for all of them where that cannot be told, and else as JSLT does. */
class TransformModulesTest {

    private static final String MODULE = "lib/m.jslt";
    private static final String CALL = "import \"lib/m.jslt\" as m m:f(.)";

    @Test
    void moduleOfManyTransforms_isCompiledOnce() {
        Files files = new Files().with("lib/inner.jslt", "def g(x) $x + 1");
        files.with(MODULE, "import \"lib/inner.jslt\" as inner let constant = 10 def f(x) inner:g($x) + $constant");
        for (int i = 0; i < 20; i++) {
            files.with("p/" + i + ".jslt", "import \"lib/inner.jslt\" as inner " + CALL + " + inner:g(.) + " + i);
        }

        Transforms transforms = files.compiled();

        assertThat(files.reads).isEqualTo(Map.of(MODULE, 1, "lib/inner.jslt", 1));
        for (int i = 0; i < 20; i++) {
            assertThat(apply(transforms, "p/" + i, "1")).hasToString(String.valueOf(14 + i));
        }
    }

    @Test
    void shippedModule_isCompiledOnce() {
        Files files = new Files();
        files.putAll(Folder.read(Path.of("transforms"), "transforms", ".jslt").files());

        files.compiled();

        assertThat(files.reads.keySet()).hasSizeGreaterThan(30);
        assertThat(files.reads).allSatisfy((module, reads) -> assertThat(reads).isEqualTo(1));
    }

    @Test
    void editedModule_isThatOfTheNextGenerationOnly() {
        Files files = new Files()
                .with(MODULE, "def f(x) \"old\"")
                .with("p/a.jslt", CALL)
                .with("p/b.jslt", CALL);
        Transforms before = files.compiled();

        Transforms after = files.with(MODULE, "def f(x) \"new\"").compiled();

        for (String name : List.of("p/a", "p/b")) {
            assertThat(apply(before, name, "1")).isEqualTo(TextNode.valueOf("old"));
            assertThat(apply(after, name, "1")).isEqualTo(TextNode.valueOf("new"));
        }
    }

    /** Modules that see more than their arguments: each is a part of what imports it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "let own = .a + 1  def f(x) $own               | import 'lib/m.jslt' as m  let mine = .a m:f(.) + $mine    | 3",
                "let own = .a  let next = $own  def f(x) $next | import 'lib/m.jslt' as m  {for (.) let k = .key $k: m:f(.)} | {\"a\":1}",
                "def f(x) $now + $x.a                          | import 'lib/m.jslt' as m  let a = $now m:f(.) + $a        | 85",
                "def f(x) 7  .a + 3                            | import 'lib/m.jslt' as m  m(.) + m:f(.)                    | 11",
                "def f(x) 7  null                              | import 'lib/m.jslt' as m  [m(.)]                           | [null]",
                "def f(x) 7 // the end                         | import 'lib/m.jslt' as m  m:f(.)                           | 7",
                "def f(x) m(1)  def m(x) $x + 1                | import 'lib/m.jslt' as m  m:f(.)                           | 2",
                "import 'lib/own.jslt' as own  def f(x) own:f(1)     | import 'lib/m.jslt' as m  import 'lib/own.jslt' as own  m:f(.) + own:f(2) | 5",
                "import 'lib/body.jslt' as body  def f(x) body($x.a) | import 'lib/m.jslt' as m  m:f(.)                     | 6"
            })
    void moduleWithMoreThanFunctions_doesAsJsltSays(String module, String transform, String result) {
        Files files = new Files()
                .with(MODULE, quoted(module))
                .with("lib/own.jslt", "let a = .a def f(x) $x + $a")
                .with("lib/body.jslt", "def five() 5 . + five()")
                .with("p/a.jslt", quoted(transform))
                .with("p/b.jslt", "import \"lib/own.jslt\" as own " + quoted(transform));

        Transforms transforms = files.compiled();

        assertThat(apply(transforms, "p/a", "{\"a\": 1}")).hasToString(result);
        assertThat(apply(transforms, "p/b", "{\"a\": 1}")).hasToString(result);
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                Arguments.of(
                        "def f(x)\n  nosuch($x)", new Problem("transforms/" + MODULE, 2, "No such function: 'nosuch'")),
                Arguments.of(
                        "def f(x) $x\n\n1 +",
                        new Problem(
                                "transforms/" + MODULE, 3, "Parse error: Encountered \"<EOF>\" at line 3, column 3.")),
                Arguments.of(
                        "def f(x)",
                        new Problem(
                                "transforms/" + MODULE, 1, "Parse error: Encountered \"<EOF>\" at line 1, column 8.")),
                Arguments.of(
                        "import \"lib/m.jslt\" as n\ndef f(x) $x",
                        new Problem("transforms/" + MODULE, 1, "Module 'lib/m.jslt' is already imported")),
                Arguments.of(
                        "import \"lib/back.jslt\" as n\ndef f(x) $x",
                        new Problem("transforms/lib/back.jslt", 2, "Module 'lib/m.jslt' is already imported")));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void wrongModule_isReportedOnceWhereItIsWrong(String module, Problem problem) {
        Files files = new Files()
                .with(MODULE, module)
                .with("lib/back.jslt", "\nimport \"lib/m.jslt\" as m\ndef g(x) $x")
                .with("p/a.jslt", CALL)
                .with("p/b.jslt", CALL);

        assertThatThrownBy(files::compiled)
                .asInstanceOf(type(InvalidFilesException.class))
                .extracting(InvalidFilesException::problems)
                .isEqualTo(List.of(problem));
    }

    @Test
    void moduleThatFails_saysWhere() {
        Transforms transforms = new Files()
                .with(MODULE, "def f(x)\n  [for ($x) .]")
                .with("p/a.jslt", "1")
                .with("p/b.jslt", CALL)
                .compiled();

        assertThatThrownBy(() -> apply(transforms, "p/b", "1"))
                .asInstanceOf(type(JsltException.class))
                .extracting(Transforms::place)
                .isEqualTo("transforms/lib/m.jslt:2:3");
    }

    private static String quoted(String jslt) {
        return jslt.replace('\'', '"');
    }

    private static JsonNode apply(Transforms transforms, String name, String input) {
        try {
            return Transforms.apply(
                    transforms.find(name).orElseThrow(),
                    Map.of("now", Json.parse("42".getBytes(StandardCharsets.UTF_8))),
                    Json.parse(input.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** A folder that counts how often each of its files is looked up. */
    private static final class Files extends TreeMap<String, byte[]> {

        private static final long serialVersionUID = 1;

        private final transient Map<String, Integer> reads = new HashMap<>();

        Files with(String path, String jslt) {
            put(path, jslt.getBytes(StandardCharsets.UTF_8));
            return this;
        }

        Transforms compiled() {
            reads.clear();
            return new Transforms(new Folder("here", this), new TransformFunctions(() -> "1"));
        }

        @Override
        public byte[] get(Object path) {
            reads.merge((String) path, 1, Integer::sum);
            return super.get(path);
        }
    }
}
