package dev.serai.condensing;

import dev.serai.access.Caller;
import dev.serai.call.Aside;
import dev.serai.call.Call;
import dev.serai.wire.ApiException;
import dev.serai.wire.JsonBytes;
import dev.serai.wire.Sha256;
import dev.serai.wire.TreeSize;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.camel.Exchange;

/**
 * Summarises the beginning of a conversation, chunk by chunk: each summary is of the one before and the next chunk, and is
 * remembered by the digest of all that it replaces. So the next turn of the conversation finds it, and no turn is
 * summarised twice.
 */
final class Summariser {

    /** More are no matter of one request. */
    private static final int MOST = 64;

    private final Summaries summaries;

    Summariser(Summaries summaries) {
        this.summaries = summaries;
    }

    /**
     * The summary of a text.
     *
     * @param chunks of it, in their order
     * @throws ApiException where there is none to be had
     */
    String summarise(Exchange exchange, List<String> chunks, Room room) {
        Call call = Call.of(exchange);
        List<String> parts = new ArrayList<>();
        chunks.forEach(chunk -> parts.addAll(Summary.parts(chunk, room.chunk())));
        List<String> digests = digests(Caller.of(exchange), parts, room);
        int next = digests.size();
        String summary = null;
        while (next > 0 && summary == null) {
            summary = summaries.known(digests.get(--next));
        }
        next = summary == null ? 0 : next + 1;
        if (parts.size() - next > MOST) {
            throw ApiException.badRequest(
                    "context_length_exceeded",
                    "messages",
                    "So much is too much to be summarised at a time: " + (parts.size() - next) + " parts");
        }
        try {
            for (int i = next; i < parts.size(); i++) {
                call.hooks().progress().condenses(i - next + 1, parts.size() - next);
                String earlier = summary == null ? "" : summary;
                String part = parts.get(i);
                summary = summaries.get(digests.get(i), call, () -> ask(exchange, earlier, part, room.summary()));
            }
            return summary;
        } finally {
            call.hooks().progress().condensed();
        }
    }

    private static List<String> digests(Caller caller, List<String> parts, Room room) {
        List<String> digests = new ArrayList<>();
        String whose = caller == null ? "" : caller.project() == null ? "caller " + caller.id() : caller.project();
        String before = room.summary() + " of " + whose;
        for (String part : parts) {
            MessageDigest digest = Sha256.begin();
            digest.update(before.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            before = HexFormat.of().formatHex(digest.digest(part.getBytes(StandardCharsets.UTF_8)));
            digests.add(before);
        }
        return digests;
    }

    private static String ask(Exchange exchange, String earlier, String said, int tokens) {
        try {
            return new Aside(exchange, Condense.SUMMARISER)
                    .ask(
                            "chat",
                            memory -> JsonBytes.of(Summary.request(earlier, said, tokens), memory),
                            (answer, memory, by) -> {
                                memory.take(TreeSize.of(answer));
                                return Summary.of(answer, tokens);
                            });
        } catch (IOException e) {
            throw new ApiException(502, "server_error", "summary_unreadable", null, "The summary cannot be read");
        }
    }
}
