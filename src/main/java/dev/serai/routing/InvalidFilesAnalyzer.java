package dev.serai.routing;

import dev.serai.files.InvalidFilesException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says at a start that fails what is wrong with which file, instead of a stack trace. */
final class InvalidFilesAnalyzer extends AbstractFailureAnalyzer<InvalidFilesException> {

    @Override
    protected FailureAnalysis analyze(Throwable failure, InvalidFilesException invalid) {
        return new FailureAnalysis(
                "The routes and transforms cannot be served:\n\n" + invalid.getMessage(),
                "Mend the files, and see with 'java -jar serai.jar check' whether they may serve.",
                invalid);
    }
}
