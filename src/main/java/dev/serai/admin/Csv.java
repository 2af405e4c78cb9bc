package dev.serai.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Rows for spreadsheets, as RFC 4180 has them. */
final class Csv {

    static final String TYPE = "text/csv";

    /** What a spreadsheet takes for the beginning of a formula. */
    private static final String FORMULA = "=+-@\t\r";

    private Csv() {}

    /** One line for the names and one for each row. What is absent or null is empty. */
    static String of(List<String> columns, List<ObjectNode> rows) {
        StringBuilder csv = new StringBuilder(line(columns, Csv::text));
        rows.forEach(row -> csv.append(line(columns, column -> cell(row.path(column)))));
        return csv.toString();
    }

    private static String line(List<String> columns, Function<String, String> cell) {
        return columns.stream().map(cell).collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String cell(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return "";
        }
        return value.isNumber() ? value.decimalValue().toPlainString() : text(value.asText());
    }

    private static String text(String text) {
        boolean formula = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0;
        String harmless = formula ? "'" + text : text;
        boolean plain = harmless.chars().noneMatch(c -> c == '"' || c == ',' || c == '\r' || c == '\n');
        return plain ? harmless : '"' + harmless.replace("\"", "\"\"") + '"';
    }
}
