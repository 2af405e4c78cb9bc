package dev.serai.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.files.InvalidFilesException;
import dev.serai.files.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.io.support.SpringFactoriesLoader;

class InvalidFilesAnalyzerTest {

    @Test
    void failedStart_saysWhichLineIsWrong() {
        Exception failure = new IllegalStateException(
                "bean", new InvalidFilesException(List.of(new Problem("routes/router.camel.yaml", 7, "no such step"))));

        List<FailureAnalysis> analyses = SpringFactoriesLoader.forDefaultResourceLocation()
                .load(FailureAnalyzer.class, (type, name, error) -> {}) // some of Spring's own need a context
                .stream()
                .filter(InvalidFilesAnalyzer.class::isInstance)
                .map(analyzer -> analyzer.analyze(failure))
                .toList();
        assertThat(analyses).hasSize(1);
        assertThat(analyses.get(0).getDescription()).contains("routes/router.camel.yaml:7: no such step");
    }
}
