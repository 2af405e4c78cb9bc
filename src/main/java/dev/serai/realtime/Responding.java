package dev.serai.realtime;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.call.Target;
import dev.serai.wire.ApiException;
import dev.serai.wire.ApiRequest;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/** The responses of a session: each is admitted when it is asked for, or when the provider begins it by itself. */
final class Responding {

    private static final int MOST = 16;

    private final Opening opening;
    private final Turns turns;
    private final Heard heard = new Heard();
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Turn> begun = new ArrayDeque<>();
    private final Deque<Turn> awaited = new ArrayDeque<>();
    private String transcriber;
    private int number;
    private boolean over;

    Responding(Opening opening, Turns turns) {
        this.opening = opening;
        this.turns = turns;
    }

    /**
     * The client says something that passes.
     *
     * @param event to its end, or as far as it is known what it is
     */
    void hears(Event event) {
        locked(() -> heard.client(event));
    }

    /**
     * One is asked for.
     *
     * @throws ApiException why it may not be had
     */
    void asked() {
        locked(() -> {
            if (begun.size() + awaited.size() >= MOST) {
                throw new ApiException(
                        429,
                        "rate_limit_error",
                        "too_many_responses",
                        null,
                        "Too many responses of this session are open");
            }
            if (!over) {
                awaited.add(admitted());
            }
        });
    }

    private Turn admitted() {
        ApiRequest request = opening.request().longer(heard.promptBytes());
        return Turn.begin(opening, turns, nextId(), request, opening.target()).admit();
    }

    private String nextId() {
        return opening.requestId() + "-" + ++number;
    }

    /**
     * The provider says this: before the client has its end.
     *
     * @throws ApiException why the session may not go on
     */
    void says(Event event) {
        locked(() -> {
            heard.provider(event);
            switch (event.type()) {
                case "response.created" -> created();
                case "response.done" -> done(Usages.of(event.usage()));
                case "error" -> refused();
                case "session.created",
                        "session.updated",
                        "transcription_session.created",
                        "transcription_session.updated" -> transcribes(event.model());
                case "conversation.item.input_audio_transcription.completed" -> transcribed(event.usage());
                default -> {}
            }
        });
    }

    private void created() {
        Turn next = awaited.poll();
        if (next == null && begun.size() >= MOST) {
            throw new ApiException(
                    429, "rate_limit_error", "too_many_responses", null, "Too many responses of this session are open");
        }
        if (next != null || !over) {
            begun.add(next == null ? admitted() : next);
        }
    }

    private void done(JsonNode usage) {
        long reported = usage == null
                ? -1
                : usage.path("prompt_tokens").asLong()
                        + usage.path("completion_tokens").asLong();
        long bytes = heard.over(reported);
        Turn done = begun.isEmpty() ? awaited.poll() : begun.poll();
        if (done != null) {
            done.end(usage, bytes);
        } else if (usage != null) { // nobody has said that it began
            Turn.begin(opening, turns, nextId(), opening.request(), opening.target())
                    .book(usage);
        }
    }

    /** What an error is about, it need not say; what begins after all is admitted then. */
    private void refused() {
        Turn next = awaited.poll();
        if (next != null) {
            next.isRefused();
        }
    }

    /** Models are permitted one by one, whoever names them. */
    private void transcribes(String model) {
        if (model == null || model.equals(transcriber)) {
            return;
        }
        transcriber = model;
        String name = opening.target().provider().name() + "/" + model;
        if (!Turn.requireCaller(opening, turns).allowsModel(model, name)) {
            throw new ApiException(
                    403,
                    "invalid_request_error",
                    "model_not_allowed",
                    "model",
                    "This API key may not use the model '" + model + "'");
        }
    }

    private void transcribed(byte[] usage) {
        Target session = opening.target();
        String model = transcriber == null ? session.model() : transcriber;
        Target target = new Target(session.provider(), session.dialect(), model, session.key(), session.options());
        JsonNode used = Usages.ofTranscription(usage, heard.seconds());
        Turn.begin(opening, turns, nextId(), transcription(session.provider().name() + "/" + model), target)
                .book(used);
    }

    private static ApiRequest transcription(String model) {
        return new SessionWish("transcriptions", model, Map.of()).request();
    }

    /** The session is over, whatever was under way: for this; null if the client has left. */
    void end(ApiException why) {
        locked(() -> {
            over = true;
            begun.addAll(awaited);
            awaited.clear();
            while (!begun.isEmpty()) {
                begun.poll().breaksOff(why, heard.over(-1));
            }
        });
    }

    private void locked(Runnable action) {
        lock.lock();
        try {
            action.run();
        } finally {
            lock.unlock();
        }
    }
}
