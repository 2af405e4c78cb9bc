package dev.serai.call;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.stream.AnswerStream;
import dev.serai.wire.ApiException;
import java.util.List;
import java.util.stream.Stream;

/** What became of a call, for those who count and bill it. */
public final class Outcome {

    private static final int LONGEST_CODE = 128;

    private volatile AnswerStream stream;
    private volatile AnswerStream told;
    private volatile boolean answered;
    private ApiException failure;
    private volatile boolean aborted;
    private volatile ApiException stopped;
    private Said said;
    private List<Used> used = List.of();
    private Replayed replayed;

    /** Forgets an attempt that failed. */
    void clear() {
        stream = null;
        answered = false;
    }

    /** Takes over what another one has observed. */
    void adopt(Outcome other) {
        stream = other.stream;
        answered = other.answered;
    }

    /** Notes that the answer is this stream. */
    public void streams(AnswerStream answer) {
        stream = answer;
        answered = true;
        answer.isInRoute();
    }

    /** Notes what the client gets of it: what steps make of an answer may fail. */
    public void tells(AnswerStream outermost) {
        told = outermost;
    }

    /** Notes that a whole answer is there. */
    void isAnswered() {
        answered = true;
    }

    /** Notes the error that the client gets. */
    public void failed(ApiException error) {
        failure = error;
    }

    /** The error that the client gets, or null; streams have their own. */
    public ApiException failure() {
        return failure;
    }

    /** Has what is said kept, which is not done else. */
    public void keep(Said kept) {
        said = kept;
    }

    /** What was said; null where it is not kept. */
    public Said said() {
        return said;
    }

    /** Adds what was found of the usage of something else. */
    public void uses(List<Used> found) {
        used = used.isEmpty()
                ? List.copyOf(found)
                : Stream.concat(used.stream(), found.stream()).toList();
    }

    /** What was found of the usage of something else. */
    public List<Used> used() {
        return used;
    }

    /** Notes that nobody is asked, since the answer was given before. */
    public void replays(Replayed answer) {
        replayed = answer;
    }

    /** The answer that was given before; null where somebody was asked. */
    public Replayed replayed() {
        return replayed;
    }

    /** Notes that the client left before the answer's end. */
    public void abort() {
        aborted = true;
    }

    /** Notes that the gateway, or the routes that the call began on, wait for its answer no longer. */
    void stop(ApiException why) {
        stopped = why;
    }

    /** Why nobody waits for the answer any more, as the client is to hear; null if somebody does. */
    public ApiException stopped() {
        return stopped;
    }

    /** Whether nobody waits for an answer that is not there yet; any thread may ask. */
    public boolean over() {
        return aborted || (stopped != null && !complete());
    }

    /** The stream that answers, or null. */
    public AnswerStream stream() {
        return stream;
    }

    /** Whether the provider said that its answer is complete; any thread may ask. */
    public boolean complete() {
        AnswerStream streamed = stream;
        return streamed == null ? answered : streamed.complete();
    }

    /** The code of the error that the client got, or null; a client that left got none. */
    public String error() {
        if (aborted) {
            return null;
        }
        if (failure != null) {
            return code(failure);
        }
        AnswerStream last = told == null ? stream : told;
        return code(last == null ? null : last.error());
    }

    /** The code of an error, or its type. */
    static String code(ApiException error) {
        return error.code() == null ? error.type() : error.code();
    }

    /** The same of an error object; null for none. */
    static String code(JsonNode error) {
        if (error == null) {
            return null;
        }
        String code = error.path("code").asText(error.path("type").asText());
        return code.length() > LONGEST_CODE ? code.substring(0, LONGEST_CODE) : code;
    }

    /** Whether the client left before the answer's end. */
    public boolean aborted() {
        return aborted;
    }
}
