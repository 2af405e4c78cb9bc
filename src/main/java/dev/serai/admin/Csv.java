package dev.serai.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Rows for spreadsheets, as RFC 4180 has them. */
final class Csv {

    static final String TYPE = "text/csv";

    /**
     * What a spreadsheet takes for the beginning of a formula, the full-width forms as well.
     *
     * @see <a href="https://owasp.org/www-community/attacks/CSV_Injection">OWASP on CSV injection</a>
     */
    private static final String FORMULA = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20";

    /** What some spreadsheets take for the end of a cell, besides what RFC 4180 says. */
    private static final String QUOTED = "\",;\t\r\n|";

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

    /** Spreadsheets pass over blanks and what cannot be seen before a formula. */
    private static String text(String text) {
        int begins = 0;
        while (begins < text.length() && isNoInk(text.charAt(begins))) {
            begins++;
        }
        boolean formula = !text.isEmpty()
                && (FORMULA.indexOf(text.charAt(0)) >= 0
                        || (begins < text.length() && FORMULA.indexOf(text.charAt(begins)) >= 0));
        String harmless = formula ? "'" + text : text;
        boolean plain =
                !formula && harmless.chars().noneMatch(c -> QUOTED.indexOf(c) >= 0 || Character.isISOControl(c));
        return plain ? harmless : '"' + harmless.replace("\"", "\"\"") + '"';
    }

    private static boolean isNoInk(char c) {
        return Character.isWhitespace(c)
                || Character.isSpaceChar(c)
                || Character.isISOControl(c)
                || Character.getType(c) == Character.FORMAT;
    }
}
