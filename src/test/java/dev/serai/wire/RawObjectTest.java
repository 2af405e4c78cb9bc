package dev.serai.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.wire.RawObject.Slice;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RawObjectTest {

    @Test
    void members_keepTheirOrderAndBytes() throws IOException {
        RawObject object = object("b", "1.10", "a", "12345678901234567890", "c", "{ \"x\" :[1, 2] }");

        assertThat(written(object)).isEqualTo("{\"b\":1.10,\"a\":12345678901234567890,\"c\":{ \"x\" :[1, 2] }}");
        assertThat(object.names()).containsExactly("b", "a", "c");
    }

    @Test
    void noMembers_writeAnEmptyObject() throws IOException {
        assertThat(written(new RawObject())).isEqualTo("{}");
    }

    @Test
    void slice_isPartOfItsSource() throws IOException {
        byte[] source = "[true, null]".getBytes(StandardCharsets.UTF_8);
        RawObject object = new RawObject();
        Slice value = new Slice(source, 1, 5);

        object.put("a", value);

        assertThat(object.get("a")).isSameAs(value);
        assertThat(value.length()).isEqualTo(4);
        assertThat(value.is("true")).isTrue();
        assertThat(value.is("tru")).isFalse();
        assertThat(value.is("null")).isFalse();
        assertThat(written(object)).isEqualTo("{\"a\":true}");
    }

    @Test
    void put_replacesInPlace() throws IOException {
        RawObject object = object("a", "1", "b", "2");

        object.put("a", slice("3"));
        object.put("c", slice("4"));

        assertThat(written(object)).isEqualTo("{\"a\":3,\"b\":2,\"c\":4}");
    }

    @Test
    void put_takesAnyValue() throws IOException {
        RawObject object = new RawObject();

        object.put("text", "\"é\"");
        object.put("map", Map.of("include_usage", true));
        object.put("nothing", (Object) null);

        assertThat(written(object))
                .isEqualTo("{\"text\":\"\\\"é\\\"\",\"map\":{\"include_usage\":true},\"nothing\":null}");
    }

    @Test
    void remove_leavesTheOthers() throws IOException {
        RawObject object = object("a", "1", "b", "2", "c", "3");

        object.remove("b");
        object.remove("missing");

        assertThat(written(object)).isEqualTo("{\"a\":1,\"c\":3}");
        assertThat(object.get("b")).isNull();
    }

    @Test
    void rename_movesToTheEnd() throws IOException {
        RawObject object = object("max_tokens", "5", "model", "\"m\"");

        object.rename("max_tokens", "max_completion_tokens");

        assertThat(written(object)).isEqualTo("{\"model\":\"m\",\"max_completion_tokens\":5}");
    }

    @Test
    void rename_missing_changesNothing() throws IOException {
        RawObject object = object("a", "1");

        object.rename("missing", "a");

        assertThat(written(object)).isEqualTo("{\"a\":1}");
    }

    @Test
    void copy_isIndependent() throws IOException {
        RawObject object = object("a", "1");
        RawObject copy = object.copy();

        copy.put("a", slice("2"));
        object.put("b", slice("3"));

        assertThat(written(object)).isEqualTo("{\"a\":1,\"b\":3}");
        assertThat(written(copy)).isEqualTo("{\"a\":2}");
    }

    @Test
    void names_areEscaped() throws IOException {
        RawObject object = object("a\"\\\n", "1", "é😀", "2");

        assertThat(written(object)).isEqualTo("{\"a\\\"\\\\\\n\":1,\"é😀\":2}");
        assertThat(Json.parse(bytes(object))).isEqualTo(object.tree());
    }

    @Test
    void length_isWhatIsWritten() throws IOException {
        RawObject object = object("é\"", "\"😀\"", "b", "[]");

        assertThat(object.length()).isEqualTo(bytes(object).length);
        assertThat(new RawObject().length()).isEqualTo(2);
    }

    @Test
    void tree_keepsOrderAndDigits() throws IOException {
        RawObject object = object("z", "1.10", "a", "9007199254740993", "n", "null", "s", " \"é\" ");

        assertThat(object.tree().toString()).isEqualTo("{\"z\":1.10,\"a\":9007199254740993,\"n\":null,\"s\":\"é\"}");
    }

    @Test
    void tree_ofABrokenValue_refusesTheRequest() {
        assertThatThrownBy(() -> object("a", "{\"x\":").tree()).isInstanceOf(ApiException.class);
        assertThatThrownBy(() -> object("a", "1 2").tree()).isInstanceOf(ApiException.class);
    }

    @Test
    void tree_ofANumberOutOfRange_namesItsPlace() {
        assertPlace("1e99999999999", "a");
        assertPlace("[1,2e400]", "a[1]");
        assertPlace("{\"b\":{\"c\":[-1e-400]}}", "a.b.c[0]");
    }

    private static void assertPlace(String value, String place) {
        assertThatThrownBy(() -> object("a", value).tree())
                .isInstanceOfSatisfying(
                        ApiException.class,
                        refusal -> assertThat(refusal.param()).isEqualTo(place));
    }

    private static RawObject object(String... namesAndValues) {
        RawObject object = new RawObject();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.put(namesAndValues[i], slice(namesAndValues[i + 1]));
        }
        return object;
    }

    private static Slice slice(String json) {
        return Slice.of(json.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] bytes(RawObject object) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        object.writeTo(out);
        return out.toByteArray();
    }

    private static String written(RawObject object) throws IOException {
        return new String(bytes(object), StandardCharsets.UTF_8);
    }
}
