package dev.serai.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.FileSystemResource;

/** Where virtual threads can be pinned, a request has a thread of the system's. */
class ThreadsByJdkTest {

    private static boolean virtual(Map<String, Object> given) throws Exception {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("given", given));
        List<PropertySource<?>> file =
                new YamlPropertySourceLoader().load("file", new FileSystemResource(Path.of("application.yaml")));
        file.forEach(environment.getPropertySources()::addLast);
        return environment.getRequiredProperty("spring.threads.virtual.enabled", Boolean.class);
    }

    @ParameterizedTest
    @CsvSource({"17, true", "21, false", "22, false", "23, false", "24, true", "25, true", "30, true"})
    void virtualThreads_areUsedWhereTheyAreNotPinned(String version, boolean used) throws Exception {
        assertThat(virtual(Map.of("java.specification.version", version))).isEqualTo(used);
    }

    @ParameterizedTest
    @CsvSource({"21, true", "25, false"})
    void operator_decides(String version, boolean used) throws Exception {
        assertThat(virtual(Map.of("java.specification.version", version, "SERAI_VIRTUAL_THREADS", used)))
                .isEqualTo(used);
    }
}
