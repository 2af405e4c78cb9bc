package dev.serai.routing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.models.ModelIndex;
import dev.serai.provider.Provider;
import dev.serai.stream.StreamFormat;
import dev.serai.upstream.DryRun;
import dev.serai.wire.ApiException;
import dev.serai.wire.ApiRequest;
import dev.serai.wire.Json;
import dev.serai.wire.Media;
import dev.serai.wire.RawObject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.Map;

/** What the gateway would make of a request to a provider, or of its answer. */
record ProviderRun(ModelIndex models, Provider provider, TransformOptions options) {

    void run(byte[] input, PrintStream out) throws IOException {
        switch (options.phase()) {
            case "request" -> request(input, out);
            case "response" -> out.println(pretty(answering().response(json(input))));
            case "stream" -> stream(input, out);
            case "error" -> error(input, out);
            default ->
                throw new IllegalArgumentException("There is no transforms/" + options.name()
                        + ".jslt that a provider has: write request, response, stream or error, or --raw");
        }
    }

    private void request(byte[] input, PrintStream out) throws IOException {
        JsonNode asked = Json.parse(json(input));
        String named = asked.path("model").asText();
        String prefix = provider.name() + "/";
        String model = options.saysModel() || named.isEmpty()
                ? options.model()
                : named.startsWith(prefix) ? named.substring(prefix.length()) : named;
        if (asked instanceof ObjectNode object && named.isEmpty()) {
            object.put("model", model);
        }
        DryRun run = new DryRun(models.target(provider, model));
        byte[] sent = run.request(options.operation(), named.isEmpty() ? Json.bytes(asked) : input);
        out.println(pretty(sent));
        if (!run.dropped().isEmpty()) {
            System.err.println("x-serai-dropped-params: " + String.join(", ", run.dropped()));
        }
    }

    private void stream(byte[] input, PrintStream out) throws IOException {
        boolean events = NamedRun.isEvents(input);
        byte[] lines = events ? input : lines(input);
        DryRun run = answering();
        try (InputStream stream =
                run.stream(new ByteArrayInputStream(lines), events ? StreamFormat.EVENTS : StreamFormat.LINES)) {
            stream.transferTo(out);
        }
        out.flush();
    }

    /** Also JSON that is written for people: a value a line. */
    private static byte[] lines(byte[] input) throws IOException {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (JsonNode value : NamedRun.values(input)) {
            lines.writeBytes(Json.bytes(value));
            lines.write('\n');
        }
        return lines.toByteArray();
    }

    private void error(byte[] input, PrintStream out) {
        ApiException error =
                new DryRun(models.target(provider, options.model())).error(options.status(), options.headers(), input);
        ObjectNode shown = Json.MAPPER.createObjectNode().put("status", error.status());
        ObjectNode headers = shown.putObject("headers");
        error.headers().forEach(headers::put);
        shown.set("body", error.body());
        out.println(shown.toPrettyString());
    }

    private DryRun answering() throws JsonProcessingException {
        JsonNode asked = options.json("--request");
        DryRun run = new DryRun(models.target(provider, options.model()));
        run.asks(
                new ApiRequest(
                        options.operation(),
                        new RawObject(),
                        asked.path("model").asText(options.model()),
                        options.phase().equals("stream"),
                        asked.path("include_usage").asBoolean(true),
                        asked.path("encoding_format").asText().equals("base64"),
                        false,
                        0,
                        Media.NONE,
                        Map.of(),
                        null),
                options.headers());
        return run;
    }

    private static byte[] json(byte[] input) throws IOException {
        try {
            Json.parse(input);
            return input;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("The input is not JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static String pretty(byte[] json) throws IOException {
        return Json.parse(json).toPrettyString();
    }
}
