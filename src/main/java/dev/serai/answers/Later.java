package dev.serai.answers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.access.Caller;
import dev.serai.call.Call;
import dev.serai.call.Works;
import dev.serai.http.ErrorAnswer;
import dev.serai.time.Survival;
import dev.serai.wire.ApiException;
import dev.serai.wire.Json;
import dev.serai.wire.Memory;
import dev.serai.wire.RawObject;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.apache.camel.Exchange;

/**
 * The steps {@code answerLater} and {@code cancelAnswer}: a request with {@code "background": true} is answered with an id at
 * once, and its work is done afterwards, admitted and on record like any other. Where it is to be streamed, the answer is the
 * events of that work, from the promise on; who leaves them ends nothing.
 */
final class Later implements AutoCloseable {

    /** The variable that says whether a request is to be answered later. */
    static final String VARIABLE = "background";

    /** The variable that says under which id an answer is kept that was promised. */
    static final String ID = "promisedAnswer";

    private static final String SERVER_ERROR = "server_error";

    /** What a response fails of is told by these codes. */
    private static final Set<String> CODES = Set.of(
            "rate_limit_exceeded", "insufficient_quota", "context_length_exceeded", "invalid_prompt", SERVER_ERROR);

    private final KeptAnswers answers;
    private final Telling telling;
    private final Remember remember;
    private final Supplier<Works> works;
    private final Executor workers;
    private final Backlog backlog = new Backlog();

    Later(KeptAnswers answers, Telling telling, Remember remember, Supplier<Works> works, Executor workers) {
        this.answers = answers;
        this.telling = telling;
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
        if (request.get("store") != null && request.get("store").is("false")) {
            throw ApiException.badRequest(
                    "invalid_value", VARIABLE, "What is answered in the background has to be stored");
        }
        return true;
    }

    /** Keeps the promise that is the body by now, and has its work be done. */
    void begin(Exchange exchange) throws Exception {
        Call call = Call.of(exchange);
        Unchanged.require(call.asked());
        RawObject request = call.asked().original().members();
        byte[] promise = exchange.getMessage().getBody(byte[].class);
        ObjectNode promised = (ObjectNode) Json.parse(promise);
        String id = promised.path("id").asText();
        KeptAnswer.Key key = AnswerId.of(exchange, id);
        Works.Work work = works.get()
                .begin(
                        exchange,
                        "policy-" + call.hooks().format().name() + "-later",
                        request::bytes,
                        request.length(),
                        Map.of(ID, id, Caller.VARIABLE, Caller.of(exchange)));
        boolean streams = call.asked().stream();
        FollowedEvents events = null;
        try {
            backlog.add(key, work.call(), request.length());
            events = streams ? new FollowedEvents(telling, key, -1, call.memory()) : null;
            if (!remember.keep(exchange)) {
                throw notKept();
            }
            if (streams) {
                telling.begin(key, promised);
                TellAnswer.tell(exchange, events);
            }
            workers.execute(() -> Survival.of("An answer in the background", () -> work(key, work)));
        } catch (RejectedExecutionException e) {
            unbegun(key, work, events);
            answers.delete(key);
            throw Backlog.overloaded();
        } catch (RuntimeException | Error e) {
            unbegun(key, work, events);
            throw e;
        }
    }

    private void unbegun(KeptAnswer.Key key, Works.Work work, FollowedEvents events) {
        telling.drop(key);
        if (events != null) {
            events.close();
        }
        over(key, work);
    }

    private static ApiException notKept() {
        return new ApiException(
                503,
                SERVER_ERROR,
                "not_kept",
                VARIABLE,
                "The response cannot be kept, as one that is answered later has to be: it is too large"
                        + " (SERAI_ANSWERS_LARGEST), nothing is kept at all, or the database does not take more now");
    }

    private void work(KeptAnswer.Key key, Works.Work work) {
        try {
            if (begins(key, work)) {
                work.run();
                fail(key, work.call(), SERVER_ERROR, "The response could not be kept");
            }
        } catch (Exception | Error e) {
            if (e instanceof Error) {
                Survival.note("An answer in the background", e);
            }
            ApiException error = ErrorAnswer.error(e);
            fail(key, work.call(), code(error), error.getMessage());
        } finally {
            over(key, work);
            telling.end(key);
        }
    }

    private static String code(ApiException error) {
        return error.code() != null && CODES.contains(error.code())
                ? error.code()
                : error.status() == 429 ? "rate_limit_exceeded" : SERVER_ERROR;
    }

    /** Whether it is still wanted. Where the database cannot tell, it is. */
    private boolean begins(KeptAnswer.Key key, Works.Work work) {
        try {
            return answers.underWay()
                    .change(key, work.call().memory(), it -> it.is("in_progress"))
                    .isPresent();
        } catch (ApiException e) {
            return true;
        }
    }

    private void over(KeptAnswer.Key key, Works.Work work) {
        backlog.remove(key);
        work.close();
    }

    /** Where the work has left no answer. */
    private void fail(KeptAnswer.Key key, Call call, String code, String message) {
        answers.underWay().change(key, call.memory(), it -> it.failed(code, message));
    }

    /** Ends the work on an answer, wherever it is done: what comes of it afterwards does not count. */
    void cancel(Exchange exchange) {
        KeptAnswer answer = FindAnswer.find(exchange, answers, AnswerPath.of(exchange, "cancel"));
        if (!answer.tree().path(VARIABLE).asBoolean()) {
            throw ApiException.badRequest(
                    "invalid_request", null, "Only what is answered in the background can be cancelled");
        }
        if (answers.underWay()
                .change(answer.key(), Call.of(exchange).memory(), it -> it.is("cancelled"))
                .isPresent()) {
            backlog.abort(answer.key());
            telling.end(answer.key());
        }
        FindAnswer.tell(exchange, FindAnswer.find(exchange, answers, AnswerPath.of(exchange, "cancel")));
    }

    /** What is under way when the gateway stops fails: nobody goes on with it. */
    @Override
    public void close() {
        for (KeptAnswer.Key key : backlog.close()) {
            Survival.of(
                    "An answer in the background",
                    () -> answers.underWay()
                            .change(
                                    key,
                                    Memory.UNCOUNTED,
                                    it -> it.failed(
                                            SERVER_ERROR, "The gateway stopped while it worked on the response")));
            backlog.abort(key);
            telling.end(key);
        }
    }
}
