package dev.serai.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The variables that a check knows. */
class VariableChecksTest {

    @Test
    void variables_areThoseOfTheCatalogue() throws IOException {
        String catalogue = Files.readString(Path.of("routes/README.md"));
        int table = catalogue.indexOf("| variable | type |");
        Set<String> documented = new TreeSet<>();
        for (Matcher row = Pattern.compile("(?m)^\\| ((?:`\\w+`(?:, )?)+) \\|")
                        .matcher(catalogue.substring(table, catalogue.indexOf("\n\n", table)));
                row.find(); ) {
            documented.addAll(Set.of(row.group(1).replace("`", "").split(", ", -1)));
        }
        Set<String> known = new TreeSet<>(VariableChecks.OURS);
        known.addAll(VariableChecks.OF_STEPS);

        assertThat(known).isEqualTo(documented);
    }
}
