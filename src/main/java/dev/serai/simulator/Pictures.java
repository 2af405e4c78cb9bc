package dev.serai.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.wire.ApiException;
import dev.serai.wire.Json;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Images of one colour, eight dots wide, which chance decides by the request.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/images">OpenAI's images</a>
 */
final class Pictures {

    private static final int MOST = 10;
    private static final int MOST_PARTIAL = 3;
    private static final int SIDE = 8;
    private static final int TOKENS_OF_AN_IMAGE = 272;
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

    private final JsonNode request;
    private final Random chance;
    private final long created;
    private final int count;

    Pictures(JsonNode request, Fingerprint fingerprint, long created) {
        this.request = request;
        this.chance = fingerprint.random();
        this.created = created;
        this.count = request.path("n").asInt(1);
        if (count < 1 || count > MOST) {
            throw ApiException.badRequest("invalid_value", "n", "'n' must be between 1 and " + MOST);
        }
    }

    ObjectNode whole() {
        ObjectNode answer = Json.MAPPER.createObjectNode().put("created", created);
        for (int i = 0; i < count; i++) {
            answer.withArray("data").addObject().put("b64_json", png());
        }
        answer.put("background", "opaque")
                .put("output_format", "png")
                .put("quality", "low")
                .put("size", "1024x1024");
        answer.set("usage", usage());
        return answer;
    }

    /** Each image as it emerges, and then itself. */
    List<Chunks.Chunk> events(String kind) {
        int partial = Math.min(MOST_PARTIAL, request.path("partial_images").asInt(0));
        List<Chunks.Chunk> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            for (int part = 0; part < partial; part++) {
                events.add(new Chunks.Chunk(
                        Chunks.Phase.TOKEN, event(kind + ".partial_image").put("partial_image_index", part)));
            }
            ObjectNode last = event(kind + ".completed");
            last.set("usage", usage());
            events.add(new Chunks.Chunk(Chunks.Phase.FINISH, last));
        }
        return events;
    }

    private ObjectNode event(String type) {
        return Json.MAPPER
                .createObjectNode()
                .put("type", type)
                .put("b64_json", png())
                .put("created_at", created)
                .put("background", "opaque")
                .put("output_format", "png")
                .put("quality", "low")
                .put("size", "1024x1024");
    }

    private ObjectNode usage() {
        int input = Tokenizer.count(request.path("prompt").asText(""));
        int output = TOKENS_OF_AN_IMAGE * count;
        ObjectNode usage = Json.MAPPER
                .createObjectNode()
                .put("input_tokens", input)
                .put("output_tokens", output)
                .put("total_tokens", input + output);
        usage.putObject("input_tokens_details").put("text_tokens", input).put("image_tokens", 0);
        return usage;
    }

    private String png() {
        byte[] colour = new byte[3];
        chance.nextBytes(colour);
        ByteBuffer dots = ByteBuffer.allocate(SIDE * (1 + 3 * SIDE));
        for (int row = 0; row < SIDE; row++) {
            dots.put((byte) 0);
            for (int column = 0; column < SIDE; column++) {
                dots.put(colour);
            }
        }
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(SIGNATURE);
        ByteBuffer head = ByteBuffer.allocate(13).putInt(SIDE).putInt(SIDE).put(new byte[] {8, 2, 0, 0, 0});
        chunk("IHDR", head.array(), file);
        chunk("IDAT", deflated(dots.array()), file);
        chunk("IEND", new byte[0], file);
        return Base64.getEncoder().encodeToString(file.toByteArray());
    }

    private static void chunk(String type, byte[] data, ByteArrayOutputStream file) {
        ByteBuffer chunk = ByteBuffer.allocate(12 + data.length).putInt(data.length);
        chunk.put(type.getBytes(StandardCharsets.US_ASCII)).put(data);
        CRC32 check = new CRC32();
        check.update(chunk.array(), 4, 4 + data.length);
        file.writeBytes(chunk.putInt((int) check.getValue()).array());
    }

    private static byte[] deflated(byte[] bytes) {
        Deflater deflater = new Deflater();
        try {
            deflater.setInput(bytes);
            deflater.finish();
            byte[] out = new byte[bytes.length + 64];
            int length = deflater.deflate(out);
            return Arrays.copyOf(out, length);
        } finally {
            deflater.end();
        }
    }
}
