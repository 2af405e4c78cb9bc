package dev.serai.upstream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.call.Attempt;
import dev.serai.call.Call;
import dev.serai.call.SaidAnswer;
import dev.serai.call.Target;
import dev.serai.call.UpstreamBody;
import dev.serai.wire.ApiException;
import dev.serai.wire.ApiRequest;
import dev.serai.wire.Intake;
import dev.serai.wire.Json;
import dev.serai.wire.JsonText;
import dev.serai.wire.LargeBodies;
import dev.serai.wire.Memory;
import dev.serai.wire.MemoryShort;
import dev.serai.wire.OpenAiShape;
import dev.serai.wire.Operations;
import dev.serai.wire.TreeSize;
import dev.serai.wire.Vectors;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/** Reads whole answers to their ends, within the memory that there is, and tells those that are none. */
final class WholeAnswers {

    /** The beginning of an error's body, which is read whatever memory there is. */
    private static final int ERROR_BYTES = 1 << 14;

    private static final int MAX_ERROR_BYTES = 1 << 20;
    private static final int MAX_MODELS_BYTES = 8 << 20;

    private final UpstreamErrors errors;
    private final int most;

    /**
     * Takes what it works with.
     *
     * @param most bytes of an answer
     */
    WholeAnswers(UpstreamErrors errors, int most) {
        this.errors = errors;
        this.most = most;
    }

    /**
     * Reads an answer.
     *
     * @return its bytes where they pass as they are, else a tree for {@code transform:response}
     */
    Object read(Call call, int status, Map<String, String> headers, UpstreamBody body) throws IOException {
        Target target = call.target();
        try {
            String type = headers.getOrDefault("content-type", "").toLowerCase(Locale.ROOT);
            if (type.contains("json")) {
                call.attempt().reads(body);
            }
            byte[] bytes = JsonText.unmarked(bytes(call, status, body));
            if (type.isEmpty() || type.startsWith("text/html")) {
                throw UpstreamErrors.unreadable(target, status, type.isEmpty() ? "no content type" : "an HTML page");
            }
            return accepted(call, status, bytes);
        } catch (JsonProcessingException e) {
            throw UpstreamErrors.unreadable(target, status, "something that is not JSON");
        } catch (MemoryShort e) {
            throw e.ofAnswer();
        }
    }

    private byte[] bytes(Call call, int status, UpstreamBody body) throws IOException {
        boolean models = call.attempt().request().operation().equals("models");
        int limit = models ? Math.min(most, MAX_MODELS_BYTES) : most;
        try (body) {
            return Intake.read(body, body.length(), limit, call.attempt().memory());
        } catch (Intake.TooLarge e) {
            throw UpstreamErrors.unreadable(
                    call.target(), status, "more than " + limit + " bytes" + (models ? "" : " (SERAI_MAX_ANSWER)"));
        }
    }

    /** The same of bytes that are there: those that pass as they are, or a tree. */
    Object accepted(Call call, int status, byte[] bytes) throws JsonProcessingException {
        Target target = call.target();
        String operation = call.attempt().request().operation();
        if (!call.attempt().request().generates()) {
            call.attempt().isRefused(); // nobody charges for that
        }
        if (call.attempt().isAsSaid()) {
            byte[] said = passed(call, status, bytes);
            return new SaidAnswer(said, () -> SaidAnswers.chat(call, said));
        }
        boolean transformed = target.dialect().response(operation).isPresent();
        if (!transformed && passes(operation)) {
            return passed(call, status, bytes);
        }
        boolean embeddings = operation.equals("embeddings");
        JsonNode tree = tree(bytes, embeddings, call.attempt().memory());
        requireNoError(call, tree);
        if (!tree.isObject() && !operation.equals("models")) { // some list their models bare
            throw UpstreamErrors.unreadable(target, status, "JSON that is no object");
        }
        if (embeddings
                && !transformed
                && OpenAiShape.isAsAsked(tree, call.asked().base64Embeddings())) {
            call.answered(tree.get("usage"), 0);
            return bytes;
        }
        return tree;
    }

    /** What needs no change where it is in OpenAI's form already. */
    private static boolean passes(String operation) {
        return switch (operation) {
            case "completions", "embeddings", "models", "count", "rerank" -> false;
            default -> true;
        };
    }

    private static JsonNode tree(byte[] bytes, boolean embeddings, Memory memory) throws JsonProcessingException {
        long size = TreeSize.of(bytes);
        return LargeBodies.inTurn(size, () -> {
            if (embeddings) {
                return Vectors.parse(bytes, memory);
            }
            memory.take(size);
            return Json.parse(bytes);
        });
    }

    /** OpenAI's own format, or the client's: checked to be one whole JSON object without an error in it, and passed as it is. */
    private byte[] passed(Call call, int status, byte[] bytes) throws JsonProcessingException {
        Target target = call.target();
        WholeAnswer.Look look = WholeAnswer.look(bytes);
        if (!look.object()) {
            throw UpstreamErrors.unreadable(target, status, "JSON that is no object");
        }
        if (look.error()) {
            requireNoError(call, tree(bytes, false, call.attempt().memory()));
        }
        JsonNode usage = usage(call, look);
        boolean counted = Attempt.isCounted(usage) || hasNoText(call);
        call.answered(usage, counted ? 0 : WholeAnswer.textBytes(bytes));
        return bytes;
    }

    private static JsonNode usage(Call call, WholeAnswer.Look look) {
        ApiRequest asked = call.attempt().request();
        if (call.attempt().isAsSaid()) {
            return SaidAnswers.usage(call, look.usage());
        }
        return asked.isText() ? look.usage() : Metering.of(asked.operation(), look);
    }

    private static boolean hasNoText(Call call) {
        ApiRequest asked = call.attempt().request();
        return !call.attempt().isAsSaid() && !asked.isText() && !Operations.hears(asked.operation());
    }

    private void requireNoError(Call call, JsonNode answer) {
        JsonNode error = answer.path("error");
        if (error.isObject() || (error.isTextual() && !error.asText().isEmpty())) {
            call.attempt().failsInside(answer);
            throw errors.inBody(call.target(), answer);
        }
    }

    /** The error that an answer is; as much of it as there is memory for, but its beginning always. */
    ApiException error(Call call, int status, Map<String, String> headers, UpstreamBody body) throws IOException {
        try (body) {
            byte[] beginning = body.readNBytes(ERROR_BYTES);
            byte[] read = beginning.length < ERROR_BYTES ? beginning : longer(call, beginning, body);
            ApiException error = errors.of(call.target(), status, headers, read);
            return call.attempt().isAsSaid() ? SaidAnswers.error(error, call.target(), status, read) : error;
        }
    }

    private static byte[] longer(Call call, byte[] beginning, UpstreamBody body) throws IOException {
        try (Memory.Share memory = call.memory().share()) {
            byte[] rest = Intake.read(body, -1, MAX_ERROR_BYTES, memory);
            byte[] all = Arrays.copyOf(beginning, beginning.length + rest.length);
            System.arraycopy(rest, 0, all, beginning.length, rest.length);
            memory.take(TreeSize.of(all));
            return all;
        } catch (Intake.TooLarge | MemoryShort e) {
            return beginning;
        }
    }
}
