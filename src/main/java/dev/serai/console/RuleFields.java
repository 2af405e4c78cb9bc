package dev.serai.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.access.Rules;
import dev.serai.wire.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Rules as fields of a form, which have the names that their members have in JSON: {@code limits.requests.minute}. */
final class RuleFields {

    private static final List<String> LISTS = List.of("models", "endpoints", "addresses");

    private static final List<String> NUMBERS = Stream.concat(
                    Stream.of("limits.requests", "limits.tokens")
                            .flatMap(of -> Stream.of(of + ".minute", of + ".hour", of + ".day")),
                    Stream.of(
                            "limits.concurrent",
                            "budget.soft.day",
                            "budget.soft.month",
                            "budget.soft.total",
                            "budget.hard.day",
                            "budget.hard.month",
                            "budget.hard.total"))
            .toList();

    private static final List<String> WORDS = List.of("passProvider", "cache");
    private static final List<String> CHOICES = List.of("logContent", "passthrough");
    private static final String NUMBER = "-?\\d{1,15}(\\.\\d{1,12})?";

    private RuleFields() {}

    /** What the fields have in them. */
    static Map<String, String> of(Rules rules) {
        Map<String, String> values = new LinkedHashMap<>();
        JsonNode json = Json.MAPPER.valueToTree(rules);
        for (String name : LISTS) {
            List<String> lines = new ArrayList<>();
            json.path(name).forEach(line -> lines.add(line.asText()));
            values.put(name, String.join("\n", lines));
        }
        Stream.of(NUMBERS, WORDS, CHOICES).flatMap(List::stream).forEach(name -> {
            JsonNode value = json.at("/" + name.replace('.', '/'));
            String text = value.isNumber() ? value.decimalValue().toPlainString() : value.asText();
            values.put(name, text);
        });
        return values;
    }

    /** What a form says of rules, as a merge patch: what is empty is no more. */
    static ObjectNode patch(Form form) {
        ObjectNode rules = Json.MAPPER.createObjectNode();
        for (String name : LISTS) {
            List<String> words = form.words(name);
            if (words.isEmpty()) {
                rules.putNull(name);
            } else {
                ArrayNode list = rules.putArray(name);
                words.forEach(list::add);
            }
        }
        Stream.of(NUMBERS, WORDS, CHOICES)
                .flatMap(List::stream)
                .forEach(name -> put(rules, name, value(name, form.text(name))));
        return rules;
    }

    /** What is no number is left for the schema to tell. */
    private static JsonNode value(String name, String text) {
        if (text.isEmpty()) {
            return Json.MAPPER.nullNode();
        }
        if (NUMBERS.contains(name) && text.matches(NUMBER)) {
            java.math.BigDecimal number = new java.math.BigDecimal(text);
            return number.scale() == 0
                    ? Json.MAPPER.getNodeFactory().numberNode(number.longValue())
                    : Json.MAPPER.getNodeFactory().numberNode(number);
        }
        return CHOICES.contains(name)
                ? Json.MAPPER.getNodeFactory().booleanNode(text.equals("true"))
                : Json.MAPPER.getNodeFactory().textNode(text);
    }

    private static void put(ObjectNode rules, String name, JsonNode value) {
        String[] way = name.split("\\.", -1);
        ObjectNode at = rules;
        for (int i = 0; i < way.length - 1; i++) {
            at = at.withObjectProperty(way[i]);
        }
        at.set(way[way.length - 1], value);
    }
}
