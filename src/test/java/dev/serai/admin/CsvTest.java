package dev.serai.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.wire.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No cell of an export is a formula, ends before its text does, or begins another one. */
class CsvTest {

    private static final String ALPHABET = "=+-@\t\r\n \",;'|a1\u0000\ufeff\u00a0\uff1d\u2028";

    private static String cell(String text) {
        ObjectNode row = Json.MAPPER.createObjectNode().put("model", text).put("after", "x");
        String csv = Csv.of(List.of("model", "after"), List.of(row));
        assertThat(csv).startsWith("model,after\r\n").endsWith(",x\r\n");
        return csv.substring("model,after\r\n".length(), csv.length() - ",x\r\n".length());
    }

    /** What a reader of RFC 4180 takes for the cell. */
    private static String read(String cell) {
        if (!cell.startsWith("\"")) {
            assertThat(cell).doesNotContain(",", "\"", "\r", "\n", ";", "\t");
            return cell;
        }
        String inner = cell.substring(1, cell.length() - 1);
        assertThat(inner.replace("\"\"", "")).doesNotContain("\"");
        return inner.replace("\"\"", "\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=1+1",
                "+1",
                "-1",
                "@SUM(A1)",
                "\t=1",
                "\r=1",
                "\n=1",
                " =1",
                "\u00a0=1",
                "\ufeff=1",
                "\u0000=1",
                "\u200b=1",
                "\uff1d1",
                "-1;=cmd",
                "=\"a\"",
                "-",
                "="
            })
    void formula_isText(String text) {
        assertThat(read(cell(text))).isEqualTo("'" + text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "gpt-4o", "a=b", "openai/gpt-4o", "a@b.example", "1", "'quoted'"})
    void otherText_staysAsItIs(String text) {
        assertThat(cell(text)).isEqualTo(text);
    }

    @Test
    void whateverTheText_isOneCellAndNoFormula() {
        Random chance = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            List<String> letters = new ArrayList<>();
            for (int n = chance.nextInt(6); n > 0; n--) {
                int at = chance.nextInt(ALPHABET.length());
                letters.add(ALPHABET.substring(at, at + 1));
            }
            String text = String.join("", letters);
            String seen = read(cell(text));

            assertThat(seen).isIn(text, "'" + text);
            assertThat(seen.replaceAll("^[\\s\\p{Z}\\p{C}]+", "")).doesNotMatch("(?s)[=+@\uff1d-].*");
        }
    }

    @Test
    void numbers_stayNumbers() {
        ObjectNode row = Json.MAPPER
                .createObjectNode()
                .put("cost", new BigDecimal("-1E-7"))
                .put("tokens", Long.MAX_VALUE);

        assertThat(Csv.of(List.of("cost", "tokens"), List.of(row)))
                .isEqualTo("cost,tokens\r\n-0.0000001,9223372036854775807\r\n");
    }
}
