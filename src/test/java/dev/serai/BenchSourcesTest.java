package dev.serai;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Benchmarks name classes of the gateway, and nothing but their scripts compiles them. */
class BenchSourcesTest {

    /** These name what plug-ins bring. */
    private static final List<String> OF_PLUGINS = List.of("CloudFakes.java", "CloudVaults.java");

    @Test
    void benches_compileAgainstTheGateway(@TempDir Path folder) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        boolean compiled;
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
                Stream<Path> bench = Files.list(Path.of("bench"))) {
            List<Path> sources = bench.filter(it -> it.toString().endsWith(".java"))
                    .filter(it -> !OF_PLUGINS.contains(it.getFileName().toString()))
                    .toList();
            assertThat(sources).isNotEmpty();
            List<String> options = List.of("-proc:none", "-nowarn", "-d", folder.toString());
            compiled = compiler.getTask(said, files, null, options, null, files.getJavaFileObjectsFromPaths(sources))
                    .call();
        }

        assertThat(compiled).as(said.toString()).isTrue();
    }
}
