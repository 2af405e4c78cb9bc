package dev.serai.diagnostics;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.serai.log.Secrets;
import dev.serai.time.Survival;
import dev.serai.wire.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Makes a ZIP archive of parts. Whatever is wrong with the process is likely to be wrong with a part: that one says so, and
 * the others are there. No file is larger than somebody sends, and each is looked through for secrets once more.
 */
final class Bundle {

    private static final int LONGEST = 4 << 20;

    private final Executor workers;
    private final ObjectMapper mapper;
    private final Duration patience;

    /**
     * Makes nothing yet.
     *
     * @param workers make the parts: one that hangs must not hold up the rest
     * @param mapper writes their records
     * @param patience how long one part may take
     */
    Bundle(Executor workers, ObjectMapper mapper, Duration patience) {
        this.workers = workers;
        this.mapper = mapper;
        this.patience = patience;
    }

    /** All of them, in an archive. */
    byte[] zip(List<Part> parts) throws IOException, InterruptedException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
            for (Part part : parts) {
                String text = text(part);
                zip.putNextEntry(new ZipEntry(part.file()));
                zip.write(text.getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    private String text(Part part) throws InterruptedException {
        try {
            return text(part, made(part));
        } catch (ExecutionException e) {
            Survival.saw(e);
            return failure(part, Reason.of(e.getCause()));
        } catch (TimeoutException e) {
            return failure(part, "it took longer than " + patience.toSeconds() + " s");
        } catch (JsonProcessingException | RuntimeException | Error e) {
            Survival.saw(e);
            return failure(part, Reason.of(e));
        }
    }

    private Object made(Part part) throws InterruptedException, ExecutionException, TimeoutException {
        CompletableFuture<Object> made = new CompletableFuture<>();
        workers.execute(() -> {
            try {
                made.complete(part.content().call());
            } catch (Throwable e) { // an Error as well: it is what the part has to say
                made.completeExceptionally(e);
            }
        });
        return made.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    private String text(Part part, Object content) throws JsonProcessingException {
        if (!part.isJson()) {
            return Secrets.leftOut(cut(String.valueOf(content)));
        }
        JsonNode shown = shown(mapper.valueToTree(content));
        String json = mapper.writerWithDefaultPrettyPrinter().writeValueAsString(shown);
        return json.length() > LONGEST
                ? failure(part, "it has " + json.length() + " characters, which is too much")
                : Secrets.known().masked(json);
    }

    private static String cut(String text) {
        return text.length() <= LONGEST
                ? text
                : text.substring(0, LONGEST) + "\n… (" + (text.length() - LONGEST) + " more characters)\n";
    }

    /** Text by text: what a secret looks like in a text may reach over the end of one that is written. */
    private static JsonNode shown(JsonNode tree) {
        if (tree.isTextual()) {
            return TextNode.valueOf(Secrets.leftOut(tree.textValue()));
        }
        if (tree instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> member : object.properties()) {
                member.setValue(shown(member.getValue()));
            }
        } else if (tree instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, shown(array.get(i)));
            }
        }
        return tree;
    }

    private String failure(Part part, String reason) {
        String said = Secrets.leftOut("This could not be had: " + reason);
        return part.isJson() ? mapper.createObjectNode().put("failed", said).toPrettyString() : said + "\n";
    }
}
