package dev.serai.call;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.wire.ApiRequest;
import dev.serai.wire.Intake;
import dev.serai.wire.Json;
import dev.serai.wire.JsonBytes;
import dev.serai.wire.Memory;
import dev.serai.wire.RawObject;
import dev.serai.wire.TreeSize;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.TypeConversionException;
import org.apache.camel.WrappedFile;
import org.apache.camel.spi.TypeConverterRegistry;
import org.apache.camel.support.SimpleTypeConverter;
import org.apache.hc.core5.http.HttpEntity;

/**
 * What Camel's steps see of a body: a request and a whole answer are text, bytes, a stream of bytes, a tree and a map,
 * whichever a step asks for. Nobody pays for that who does not ask.
 */
public final class BodyConverters {

    private static final int MOST = Integer.MAX_VALUE - 8;

    private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

    /** What is left in memory by a conversion, for as long as the request lasts. */
    @FunctionalInterface
    private interface Conversion<T> {
        Object convert(T value, Memory memory) throws IOException;
    }

    private final TypeConverterRegistry registry;

    private BodyConverters(TypeConverterRegistry registry) {
        this.registry = registry;
    }

    /** Makes them known to a context. */
    public static void addTo(CamelContext context) {
        BodyConverters converters = new BodyConverters(context.getTypeConverterRegistry());
        converters.ofObjects();
        converters.ofJson();
        converters.ofSent();
        converters.ofSaid();
    }

    /**
     * What a step has left, as bytes whose memory is taken; null if it is none of the forms that a body has.
     *
     * @throws IOException if a stream breaks, or what it has cannot be written as JSON
     */
    public static byte[] bytes(Exchange exchange, Object body) throws IOException {
        Memory memory = memory(exchange);
        if (isJson(body)) {
            try {
                return JsonBytes.of(body, memory);
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        }
        if (body instanceof ByteBuffer buffer) {
            memory.take(buffer.remaining());
            byte[] bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            return bytes;
        }
        InputStream stream = stream(exchange, body);
        if (stream != null) {
            try (stream) {
                return Intake.read(stream, -1, MOST, memory);
            }
        }
        byte[] bytes = exchange.getContext().getTypeConverter().tryConvertTo(byte[].class, exchange, body);
        if (bytes != null) {
            memory.take(bytes.length);
        }
        return bytes;
    }

    /** The same of what can be looked at twice; null of a stream, and where there is none. */
    public static byte[] whole(Exchange exchange, Object body) throws IOException {
        return body instanceof byte[] bytes ? bytes : body instanceof InputStream ? null : bytes(exchange, body);
    }

    /** Whether it is written as JSON, whatever it has in it. */
    public static boolean isJson(Object body) {
        return body instanceof JsonNode
                || body instanceof Map<?, ?>
                || body instanceof Collection<?>
                || body instanceof Number
                || body instanceof Boolean;
    }

    /** What comes in parts, however long it is, is not taken for short. */
    private static InputStream stream(Exchange exchange, Object body) {
        return body instanceof InputStream stream
                ? stream
                : body instanceof File || body instanceof Path || body instanceof WrappedFile<?>
                        ? exchange.getContext().getTypeConverter().tryConvertTo(InputStream.class, exchange, body)
                        : null;
    }

    private void ofObjects() {
        add(ApiRequest.class, byte[].class, (request, memory) -> bytes(request.members(), memory));
        add(ApiRequest.class, String.class, (request, memory) -> text(bytes(request.members(), memory)));
        add(ApiRequest.class, InputStream.class, (request, memory) -> stream(bytes(request.members(), memory)));
        add(ApiRequest.class, JsonNode.class, (request, memory) -> tree(request.members(), memory));
        add(ApiRequest.class, Map.class, (request, memory) -> map(tree(request.members(), memory)));
        add(RawObject.class, byte[].class, BodyConverters::bytes);
        add(RawObject.class, String.class, (edited, memory) -> text(bytes(edited, memory)));
        add(RawObject.class, InputStream.class, (edited, memory) -> stream(bytes(edited, memory)));
        add(RawObject.class, JsonNode.class, BodyConverters::tree);
        add(RawObject.class, Map.class, (edited, memory) -> map(tree(edited, memory)));
    }

    private void ofJson() {
        add(byte[].class, JsonNode.class, BodyConverters::tree);
        add(byte[].class, Map.class, (bytes, memory) -> map(tree(bytes, memory)));
        add(String.class, JsonNode.class, (text, memory) -> tree(text.getBytes(StandardCharsets.UTF_8), memory));
        add(String.class, Map.class, (text, memory) -> map(tree(text.getBytes(StandardCharsets.UTF_8), memory)));
        add(Map.class, JsonNode.class, (map, memory) -> Json.MAPPER.valueToTree(map));
        add(InputStream.class, JsonNode.class, (stream, memory) -> tree(Intake.read(stream, -1, MOST, memory), memory));
        add(JsonNode.class, byte[].class, (tree, memory) -> Json.bytes(tree));
        add(JsonNode.class, String.class, (tree, memory) -> Json.text(tree));
        add(JsonNode.class, InputStream.class, (tree, memory) -> stream(Json.bytes(tree)));
        add(JsonNode.class, Map.class, (tree, memory) -> map(tree));
    }

    /** A request as it is sent, for a bean that answers in a provider's place. */
    private void ofSent() {
        add(HttpEntity.class, byte[].class, BodyConverters::bytes);
        add(HttpEntity.class, String.class, (sent, memory) -> text(bytes(sent, memory)));
        add(HttpEntity.class, InputStream.class, (sent, memory) -> stream(bytes(sent, memory)));
        add(HttpEntity.class, JsonNode.class, (sent, memory) -> tree(bytes(sent, memory), memory));
        add(HttpEntity.class, Map.class, (sent, memory) -> map(tree(bytes(sent, memory), memory)));
    }

    private void ofSaid() {
        add(SaidAnswer.class, byte[].class, (said, memory) -> said.chat());
        add(SaidAnswer.class, String.class, (said, memory) -> text(said.chat()));
        add(SaidAnswer.class, InputStream.class, (said, memory) -> stream(said.chat()));
        add(SaidAnswer.class, JsonNode.class, (said, memory) -> tree(said.chat(), memory));
        add(SaidAnswer.class, Map.class, (said, memory) -> map(tree(said.chat(), memory)));
    }

    private <T> void add(Class<T> from, Class<?> to, Conversion<T> conversion) {
        registry.addTypeConverter(to, from, new SimpleTypeConverter(false, (type, exchange, value) -> {
            try {
                return conversion.convert(from.cast(value), memory(exchange));
            } catch (IOException e) {
                throw new TypeConversionException(from.getSimpleName(), type, e);
            }
        }));
    }

    /** A tap of a route may work with a body longer than the request lasts: then nobody counts. */
    private static Memory memory(Exchange exchange) {
        Call call = exchange == null ? null : Call.of(exchange);
        return call == null || call.memory().ended() ? Memory.UNCOUNTED : call.memory();
    }

    private static byte[] bytes(RawObject members, Memory memory) {
        memory.take(members.length());
        return members.bytes();
    }

    private static byte[] bytes(HttpEntity sent, Memory memory) throws IOException {
        memory.take(Math.max(0, sent.getContentLength()));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        sent.writeTo(bytes);
        return bytes.toByteArray();
    }

    private static JsonNode tree(RawObject members, Memory memory) {
        memory.take(members.treeSize());
        return members.tree();
    }

    private static JsonNode tree(byte[] bytes, Memory memory) throws JsonProcessingException {
        memory.take(TreeSize.of(bytes));
        return Json.parse(bytes);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static InputStream stream(byte[] bytes) {
        return new ByteArrayInputStream(bytes);
    }

    private static Map<String, Object> map(JsonNode tree) {
        return Json.MAPPER.convertValue(tree, MAP);
    }
}
