package dev.serai.upstream;

import com.schibsted.spt.data.jslt.Expression;
import dev.serai.call.Call;
import dev.serai.call.Target;
import dev.serai.stream.ChatChunks;
import dev.serai.stream.FoldedStream;
import dev.serai.stream.PassedBytes;
import dev.serai.stream.PassedStream;
import dev.serai.stream.SaidStream;
import dev.serai.stream.StreamFormat;
import dev.serai.stream.StreamTranslation;
import dev.serai.stream.TypedEvents;
import dev.serai.wire.ApiRequest;
import dev.serai.wire.Extent;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Chooses how a provider's stream becomes the client's: passed where the formats are the same, else folded. */
final class StreamTranslations {

    private final UpstreamErrors errors;

    StreamTranslations(UpstreamErrors errors) {
        this.errors = errors;
    }

    /** Of an answer that comes in this form. */
    StreamTranslation of(Call call, StreamFormat format) {
        return format == StreamFormat.BYTES ? new PassedBytes() : of(call);
    }

    StreamTranslation of(Call call) {
        Target target = call.target();
        ApiRequest asked = call.attempt().request();
        if (!asked.isText() && !asked.isAsSaid()) {
            return new TypedEvents(
                    Math.max(1, Extent.of(asked).images()),
                    body -> errors.inEvent(target, body).body().get("error"),
                    (reported, finished) -> Metering.ofStream(asked.operation(), reported, finished));
        }
        boolean asSaid = call.attempt().isAsSaid();
        String operation = call.attempt().request().operation();
        boolean textCompletion = call.asked().operation().equals("completions");
        Optional<Expression> fold =
                asSaid ? target.dialect().said(operation, "stream", "chat") : target.dialect().stream(operation);
        if (fold.isEmpty() && !asSaid && !operation.equals(call.asked().operation())) {
            fold = target.dialect().transforms().find("openai-compatible/chat/stream");
        }
        boolean showUsage = call.asked().includeUsage();
        if (fold.isEmpty()) {
            PassedStream passed = new PassedStream(
                    showUsage, body -> errors.inEvent(target, body).body().get("error"));
            passed.showUsage(call.answerers().shownUsage(call.attempt()));
            return passed;
        }
        String id = UUID.randomUUID().toString().replace("-", "");
        ChatChunks chunks = new ChatChunks(
                new ChatChunks.Wish(textCompletion, showUsage),
                (textCompletion ? "cmpl-" : "chatcmpl-") + id,
                target.model(),
                Instant.now().getEpochSecond());
        chunks.showErrors(error -> UpstreamErrors.withoutKey(target, error));
        chunks.showUsage(call.answerers().shownUsage(call.attempt()));
        FoldedStream folded = new FoldedStream(fold.get(), call.attempt().facts(), chunks, call.memory());
        boolean passes = asSaid && !call.attempts().wording().recovered();
        return passes ? new SaidStream(folded, text -> SaidAnswers.shown(target, text)) : folded;
    }
}
