package dev.serai.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeapTest {

    /** Prints what it is told. */
    public static final class Teller {
        public static void main(String[] none) {
            System.out.print(Heap.mostBytes());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-XX:+UseParallelGC", "-XX:+UseG1GC", "-XX:+UseSerialGC"})
    void mostBytes_areThoseThatWereGiven_whicheverTheCollector(String collector) throws Exception {
        String classes = System.getProperty("java.class.path");
        List<String> command = List.of(
                System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                collector,
                "-Xmx64m",
                "-cp",
                classes,
                Teller.class.getName());
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();

        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo(String.valueOf(64L << 20));
    }
}
