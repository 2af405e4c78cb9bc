package dev.serai.admin;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Whether JSON fits a type of records, lists, maps and plain values, with every place where it does not: Jackson stops
 * at the first, and makes numbers of texts.
 */
record Shape(Faults faults) {

    /** As money is kept: digits before and after the point. */
    private static final int DIGITS = 12;

    private record Kind(Predicate<JsonNode> fits, String message) {}

    private static final Map<Class<?>, Kind> KINDS = Map.of(
            String.class, new Kind(JsonNode::isTextual, "must be a text"),
            Boolean.class, new Kind(JsonNode::isBoolean, "must be true or false"),
            Integer.class, new Kind(it -> it.isIntegralNumber() && it.canConvertToInt(), "must be a whole number"),
            Long.class, new Kind(it -> it.isIntegralNumber() && it.canConvertToLong(), "must be a whole number"),
            BigDecimal.class, new Kind(Shape::isMoney, "must be a number with at most 12 digits on each side"),
            Instant.class, new Kind(it -> instant(it.textValue()).isPresent(), "must be a time, 2030-12-31T00:00:00Z"));

    /** A time of RFC 3339; empty if it is none, or null. */
    static Optional<Instant> instant(String text) {
        try {
            boolean usual = text != null && text.matches("\\d{4}-.*");
            return usual ? Optional.of(Instant.parse(text)) : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static boolean isMoney(JsonNode value) {
        if (!value.isNumber()) {
            return false;
        }
        BigDecimal number = value.decimalValue();
        return (long) number.precision() - number.scale() <= DIGITS && number.scale() <= DIGITS;
    }

    /** Notes what does not fit. Null fits every member: it stands for what is absent. */
    void check(String path, JsonNode value, Type type) {
        if (type instanceof ParameterizedType container) {
            Type[] arguments = container.getActualTypeArguments();
            if (container.getRawType() == List.class) {
                checkList(path, value, arguments[0]);
            } else {
                checkMap(path, value, arguments[1]);
            }
        } else if (type instanceof Class<?> plain && plain.isRecord()) {
            checkRecord(path, value, plain);
        } else {
            checkPlain(path, value, (Class<?>) type);
        }
    }

    private void checkList(String path, JsonNode value, Type element) {
        if (!value.isArray()) {
            faults.add(path, "must be a list");
        }
        for (int i = 0; value.isArray() && i < value.size(); i++) {
            check(path + "[" + i + "]", value.get(i), element);
        }
    }

    private void checkMap(String path, JsonNode value, Type element) {
        if (requireObject(path, value)) {
            value.properties().forEach(member -> checkMember(path, member, element));
        }
    }

    private void checkRecord(String path, JsonNode value, Class<?> type) {
        if (!requireObject(path, value)) {
            return;
        }
        for (Map.Entry<String, JsonNode> member : value.properties()) {
            Optional<RecordComponent> component = Stream.of(type.getRecordComponents())
                    .filter(it -> it.getName().equals(member.getKey()))
                    .findFirst();
            component.ifPresentOrElse(
                    it -> checkMember(path, member, it.getGenericType()),
                    () -> faults.add(join(path, member.getKey()), "is not known here"));
        }
    }

    private void checkMember(String path, Map.Entry<String, JsonNode> member, Type type) {
        if (!member.getValue().isNull()) {
            check(join(path, member.getKey()), member.getValue(), type);
        }
    }

    private boolean requireObject(String path, JsonNode value) {
        if (!value.isObject()) {
            faults.add(path, "must be an object");
        }
        return value.isObject();
    }

    private void checkPlain(String path, JsonNode value, Class<?> type) {
        Kind kind = type.isEnum() ? oneOf(type.getEnumConstants()) : KINDS.get(type);
        if (!kind.fits().test(value)) {
            faults.add(path, kind.message());
        }
    }

    private static Kind oneOf(Object[] constants) {
        List<String> names = Arrays.stream(constants).map(Object::toString).toList();
        return new Kind(
                it -> it.isTextual() && names.contains(it.textValue()), "must be one of " + String.join(", ", names));
    }

    private static String join(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
