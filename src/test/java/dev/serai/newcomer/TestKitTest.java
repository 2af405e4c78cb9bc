package dev.serai.newcomer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.test.TestAnswer;
import dev.serai.test.TestGateway;
import dev.serai.test.TestTransforms;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The kit as a team uses it: what the documents show is compiled and run outside of our packages. */
class TestKitTest {

    private static final Pattern SHOWN = Pattern.compile(
            "<!-- run by TestKitTest -->\n```java\n(package com\\.acme;.*?)^```", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Path TEAM = Path.of("src/test/resources/team");

    @TempDir
    private Path folder;

    @Test
    void shownTest_isCompiledAndPasses() throws Exception {
        Matcher shown = SHOWN.matcher(Files.readString(Path.of("docs/testing.md")));
        assertThat(shown.find()).isTrue();
        Path source = Files.writeString(folder.resolve("HelperTest.java"), shown.group(1));
        compile(source);
        try (URLClassLoader acme =
                new URLClassLoader(new URL[] {folder.toUri().toURL()}, TestKitTest.class.getClassLoader())) {
            Class<?> test = acme.loadClass("com.acme.HelperTest");
            List<Method> methods = Arrays.stream(test.getDeclaredMethods())
                    .filter(method -> method.isAnnotationPresent(Test.class))
                    .toList();
            assertThat(methods).hasSize(2);
            for (Method method : methods) {
                method.invoke(test.getDeclaredConstructor().newInstance());
            }
        }
    }

    private void compile(Path source) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            boolean compiled = compiler.getTask(
                            said,
                            files,
                            null,
                            List.of(
                                    "-d",
                                    folder.toString(),
                                    "-proc:none",
                                    "-cp",
                                    System.getProperty("java.class.path")),
                            null,
                            files.getJavaFileObjects(new File(source.toString())))
                    .call();
            assertThat(compiled).as(said.toString()).isTrue();
        }
    }

    @Test
    void gateway_answersStreamsAndErrors() throws Exception {
        try (TestGateway gateway = TestGateway.of(TEAM, Map.of("serai.max-body", "10KB"))) {
            gateway.provider("openai").says("Hi");
            TestAnswer streamed = gateway.post("/v1/chat/completions", """
                {"model": "helper", "stream": true, "messages": [{"role": "user", "content": "Hello"}]}\
                """);
            assertThat(streamed.text()).isEqualTo("Hi");
            assertThat(streamed.header("content-type")).startsWith("text/event-stream");
            assertThat(gateway.provider("openai").requests().get(0).headers())
                    .containsEntry("authorization", "Bearer key-of-openai");

            TestAnswer refused = gateway.chat("helper", "x".repeat(20_000));
            assertThat(refused.status()).isEqualTo(413);
            assertThatThrownBy(refused::text).hasMessageContaining("request_too_large");
            assertThatThrownBy(() -> gateway.provider("nobody"))
                    .hasMessageContaining("routes/providers/nobody.camel.yaml");
        }
    }

    @Test
    void wrongFile_isNamed() throws Exception {
        Path wrong = Files.createDirectories(folder.resolve("routes/models")).resolve("wrong.camel.yaml");
        Files.writeString(wrong, Files.readString(TEAM.resolve("routes/models/helper.camel.yaml")));
        assertThatThrownBy(() -> TestGateway.of(folder))
                .hasStackTraceContaining("routes/models/wrong.camel.yaml:3: the id must be model-wrong");
        assertThatThrownBy(() -> TestGateway.of(folder.resolve("nothing"))).hasMessageContaining("There is neither");
    }

    @Test
    void transform_seesItsVariables() throws Exception {
        Path file = Files.createDirectories(folder.resolve("transforms/mine")).resolve("one.jslt");
        Files.writeString(file, "{\"model\": $target.model, \"was\": .model, \"id\": new-id(\"x-\")}");
        TestTransforms transforms = TestTransforms.of(folder).with("target", "{\"model\":\"m\"}");
        assertThat(transforms.apply("mine/one", "{\"model\":\"n\"}").toString())
                .isEqualTo("{\"model\":\"m\",\"was\":\"n\",\"id\":\"x-0\"}");
        assertThatThrownBy(() -> transforms.apply("mine/two", "{}")).hasMessage("There is no transforms/mine/two.jslt");
    }
}
