package dev.serai.answers;

import dev.serai.access.Caller;
import dev.serai.call.Call;
import dev.serai.http.ErrorAnswer;
import dev.serai.time.Survival;
import dev.serai.wire.ApiException;
import dev.serai.wire.Original;
import dev.serai.wire.RawObject;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.apache.camel.Exchange;

/**
 * The steps {@code answerLater} and {@code cancelAnswer}: a request with {@code "background": true} is answered with an id at
 * once, and its work is done afterwards, admitted and on record like any other.
 */
final class Later {

    /** The variable that says whether a request is to be answered later. */
    static final String VARIABLE = "background";

    /** The variable that says under which id an answer is kept that was promised. */
    static final String ID = "promisedAnswer";

    /** Answers that are worked on at a time, and those of one owner among them. */
    private static final int MOST = 1000;

    private static final int MOST_OF_ONE = 100;

    private final KeptAnswers answers;
    private final Remember remember;
    private final Supplier<Works> works;
    private final Executor workers;
    private final Map<KeptAnswer.Key, Call> running = new ConcurrentHashMap<>();

    Later(KeptAnswers answers, Remember remember, Supplier<Works> works, Executor workers) {
        this.answers = answers;
        this.remember = remember;
        this.works = works;
        this.workers = workers;
    }

    /**
     * Whether a request wants that.
     *
     * @throws ApiException 400 if it wants what does not go with it
     */
    static boolean isWanted(RawObject request) {
        RawObject.Slice background = request.get(VARIABLE);
        if (background == null || !background.is("true")) {
            return false;
        }
        if (request.get("stream") != null && request.get("stream").is("true")) {
            throw ApiException.badRequest(
                    "unsupported_parameter", "stream", "What is answered in the background is not streamed here");
        }
        if (request.get("store") != null && request.get("store").is("false")) {
            throw ApiException.badRequest(
                    "invalid_value", VARIABLE, "What is answered in the background has to be stored");
        }
        return true;
    }

    /** Keeps the promise that is the body by now, and has its work be done. */
    void begin(Exchange exchange) throws Exception {
        Call call = Call.of(exchange);
        Original original = call.asked().original();
        String owner = Owners.of(exchange);
        requireRoom(owner);
        String id = original.state().path("id").asText();
        KeptAnswer.Key key = new KeptAnswer.Key(owner, id);
        Works.Work work = works.get()
                .begin(
                        exchange,
                        "policy-" + call.hooks().format().name() + "-later",
                        original.members().bytes(),
                        Map.of(ID, id, Caller.VARIABLE, Caller.of(exchange)));
        try {
            remember.process(exchange);
            running.put(key, work.call());
            workers.execute(() -> Survival.of("An answer in the background", () -> work(key, work)));
        } catch (RejectedExecutionException e) {
            over(key, work);
            answers.delete(owner, id);
            throw overloaded();
        } catch (RuntimeException | Error e) {
            over(key, work);
            throw e;
        }
    }

    private void requireRoom(String owner) {
        long own =
                running.keySet().stream().filter(it -> it.owner().equals(owner)).count();
        if (own >= MOST_OF_ONE || running.size() >= MOST) {
            throw overloaded();
        }
    }

    private static ApiException overloaded() {
        return new ApiException(
                        429, "overloaded_error", "overloaded", null, "Too many responses are made in the background")
                .header("retry-after", "1");
    }

    private void work(KeptAnswer.Key key, Works.Work work) {
        try {
            underWay(key).ifPresent(it -> answers.keep(it.is("in_progress")));
            work.run();
            fail(key, "server_error", "The response could not be kept");
        } catch (Exception | Error e) {
            ApiException error = ErrorAnswer.error(e);
            String code = error.status() == 429 ? "rate_limit_exceeded" : "server_error";
            fail(key, code, error.getMessage());
        } finally {
            over(key, work);
        }
    }

    private void over(KeptAnswer.Key key, Works.Work work) {
        running.remove(key);
        work.close();
    }

    /** Where the work has left no answer. */
    private void fail(KeptAnswer.Key key, String code, String message) {
        underWay(key).ifPresent(it -> answers.keep(it.failed(code, message)));
    }

    private Optional<KeptAnswer> underWay(KeptAnswer.Key key) {
        return answers.find(key.owner(), key.id()).filter(KeptAnswer::underWay);
    }

    /** Ends the work on an answer, wherever it is done: what comes of it afterwards does not count. */
    void cancel(Exchange exchange) {
        AnswerPath path = AnswerPath.of(exchange, "cancel");
        String owner = Owners.of(exchange);
        KeptAnswer answer = answers.find(owner, path.id()).orElseThrow(() -> Owners.notFound(path.id()));
        if (!answer.tree().path(VARIABLE).asBoolean()) {
            throw ApiException.badRequest(
                    "invalid_request", null, "Only what is answered in the background can be cancelled");
        }
        if (answer.underWay()) {
            answer = answer.is("cancelled");
            answers.keep(answer);
            Call call = running.get(answer.key());
            if (call != null) {
                call.abort();
            }
        }
        FindAnswer.tell(exchange, answer);
    }
}
