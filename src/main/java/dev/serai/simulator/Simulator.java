package dev.serai.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.call.Duplex;
import dev.serai.wire.ApiException;
import dev.serai.wire.LargeBodies;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A provider without a network: takes an OpenAI-format request, gives what an OpenAI-compatible server would. The
 * model's name may ask for a {@link Misbehaviour}.
 */
public final class Simulator {

    private static final Duration FIRST_TOKEN_DELAY = Duration.ofSeconds(20);
    private static final Duration RESPONSE_TIMEOUT = Duration.ofMinutes(5);

    private final Responder responder;
    private final SimulatedObjects objects;
    private final SimulatedVideos videos;
    private final Duration firstTokenDelay;
    private final Duration responseTimeout;
    private final AtomicLong flakyCalls = new AtomicLong();

    /** A simulator as fast as possible, whose {@code slow-first-token} waits 20 seconds. */
    public Simulator(Clock clock) {
        this(clock, FIRST_TOKEN_DELAY, 0);
    }

    /** A simulator whose caller gives up on a silent server after five minutes. */
    public Simulator(Clock clock, Duration firstTokenDelay, double tokensPerSecond) {
        this(clock, firstTokenDelay, RESPONSE_TIMEOUT, tokensPerSecond);
    }

    /**
     * @param firstTokenDelay how long {@code slow-first-token} waits
     * @param responseTimeout how long {@code no-response} keeps a caller
     * @param tokensPerSecond of a stream; 0 is as fast as possible
     */
    public Simulator(Clock clock, Duration firstTokenDelay, Duration responseTimeout, double tokensPerSecond) {
        double secondsPerToken = tokensPerSecond > 0 ? 1 / tokensPerSecond : 0;
        Duration tokenPause = Duration.ofNanos(Math.round(secondsPerToken * 1e9));
        this.objects = new SimulatedObjects(clock);
        this.videos = new SimulatedVideos(objects);
        this.firstTokenDelay = firstTokenDelay;
        this.responder = new Responder(clock, videos, firstTokenDelay, tokenPause);
        this.responseTimeout = responseTimeout;
    }

    /** An answer that is found when nothing is in its way. */
    @FunctionalInterface
    interface Found {
        WholeReply answer() throws IOException;
    }

    /** What it keeps. */
    SimulatedObjects objects() {
        return objects;
    }

    /** Those that it has made. */
    SimulatedVideos videos() {
        return videos;
    }

    /**
     * Answers a request, or refuses it, as HTTP.
     *
     * @param operation {@code chat}, {@code completions}, {@code embeddings} or {@code models}
     * @param request its JSON; for models it does not matter
     * @throws IOException if the connection breaks before the headers
     */
    public Reply reply(String operation, JsonNode request) throws IOException {
        return reply(operation, request, 0, Misbehaviour.NONE);
    }

    /**
     * The same of a request that may be large: it waits for its turn, and has none while it waits for anything else.
     *
     * @param treeBytes what its tree takes
     * @param asked what it is to do, whatever the model's name asks for; {@code NONE} for that
     */
    Reply reply(String operation, JsonNode request, long treeBytes, Misbehaviour asked) throws IOException {
        Misbehaviour misbehaviour = operation.equals("models")
                ? asked
                : asked.or(request.path("model").asText(""));
        breakBeforeHeaders(misbehaviour);
        return LargeBodies.inTurn(treeBytes, () -> {
            Fingerprint fingerprint = Fingerprint.of(operation, request);
            return answer(operation, request, fingerprint, misbehaviour)
                    .with(Map.of("x-request-id", fingerprint.id("req_")));
        });
    }

    /**
     * Begins a realtime session.
     *
     * @param asked what it is to do, whatever the model's name asks for; {@code NONE} for that
     * @param transcribes whether nothing is said in it to what is heard
     * @throws ApiException why it does not
     * @throws IOException if the connection breaks before
     */
    Duplex session(String model, Misbehaviour asked, boolean transcribes) throws IOException {
        Misbehaviour misbehaviour = asked.or(model);
        breakBeforeHeaders(misbehaviour);
        requireServed(misbehaviour);
        return new SimulatedSession(new SessionScript(model, transcribes, responder.session(misbehaviour)));
    }

    private Reply answer(String operation, JsonNode request, Fingerprint fingerprint, Misbehaviour misbehaviour) {
        try {
            requireServed(misbehaviour);
            if (operation.equals("models")) {
                return responder.models(misbehaviour);
            }
            return responder.answer(operation, request, fingerprint, misbehaviour);
        } catch (ApiException e) {
            return refusal(e);
        }
    }

    /** An answer that is there as a whole, as a server sends it that misbehaves so. */
    Reply begun(Misbehaviour misbehaviour, Found found) throws IOException {
        breakBeforeHeaders(misbehaviour);
        requireServed(misbehaviour);
        return found.answer().sent(misbehaviour, firstTokenDelay);
    }

    /** A refusal as HTTP. */
    static Reply refusal(ApiException why) {
        List<BodyPart> body = List.of(BodyPart.of(why.body().toString()));
        return Reply.of(why.status(), Reply.JSON, body.iterator()).with(why.headers());
    }

    private void breakBeforeHeaders(Misbehaviour misbehaviour) throws IOException {
        if (misbehaviour == Misbehaviour.RESET) {
            throw new SocketException("Connection reset");
        }
        if (misbehaviour == Misbehaviour.NO_RESPONSE) {
            throw timeOut();
        }
    }

    private void requireServed(Misbehaviour misbehaviour) {
        boolean fails = misbehaviour == Misbehaviour.FLAKY && flakyCalls.incrementAndGet() % 2 == 0;
        Optional<ApiException> refusal = (fails ? Misbehaviour.UNAVAILABLE : misbehaviour).refusal();
        if (refusal.isPresent()) {
            throw refusal.get();
        }
    }

    private IOException timeOut() {
        try {
            Thread.sleep(responseTimeout.toMillis());
            return new SocketTimeoutException("Read timed out");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return (IOException) new InterruptedIOException("interrupted").initCause(e);
        }
    }
}
