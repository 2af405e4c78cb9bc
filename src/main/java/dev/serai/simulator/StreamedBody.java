package dev.serai.simulator;

import java.time.Duration;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** Writes events as {@code text/event-stream} at a pace, or breaks off as the misbehaviour wants. */
final class StreamedBody implements Iterator<BodyPart> {

    private static final int TOKENS_BEFORE_BREAK = 10;
    private static final int TOKENS_BEFORE_ERROR = 5;
    private static final int MALFORMED_EVENT = 10;

    private final Iterator<Chunks.Chunk> events;
    private final Misbehaviour misbehaviour;
    private final Duration firstPause;
    private final Duration tokenPause;
    private int sent;
    private int tokens;
    private boolean ended;

    /**
     * @param firstPause before the first event
     * @param tokenPause before each token
     */
    StreamedBody(Iterator<Chunks.Chunk> events, Misbehaviour misbehaviour, Duration firstPause, Duration tokenPause) {
        this.events = events;
        this.misbehaviour = misbehaviour;
        this.firstPause = firstPause;
        this.tokenPause = tokenPause;
    }

    @Override
    public boolean hasNext() {
        return !ended;
    }

    @Override
    public BodyPart next() {
        if (ended) {
            throw new NoSuchElementException();
        }
        if (!events.hasNext()) {
            ended = true;
            return misbehaviour == Misbehaviour.NO_DONE ? BodyPart.nothing() : data("[DONE]");
        }
        Chunks.Chunk event = events.next();
        if (breaksBefore(event)) {
            ended = true;
            return breakOff();
        }
        return write(event);
    }

    private BodyPart write(Chunks.Chunk event) {
        boolean token = event.kind() == Chunks.Phase.TOKEN;
        sent++;
        tokens += token ? 1 : 0;
        String json = event.json().toString();
        if (misbehaviour == Misbehaviour.MALFORMED && sent == MALFORMED_EVENT) {
            json = json.substring(0, json.length() / 2);
        }
        Duration pause = sent == 1 ? firstPause : Duration.ZERO;
        return data(json).after(token ? pause.plus(tokenPause) : pause);
    }

    /** After the tokens allowed, and before the finish of an answer that has fewer. */
    private boolean breaksBefore(Chunks.Chunk event) {
        int allowed = switch (misbehaviour) {
            case STALL, CUT, TRUNCATED -> TOKENS_BEFORE_BREAK;
            case ERROR_IN_200 -> TOKENS_BEFORE_ERROR;
            default -> Integer.MAX_VALUE;
        };
        return tokens == allowed || (allowed < Integer.MAX_VALUE && event.kind() == Chunks.Phase.FINISH);
    }

    private BodyPart breakOff() {
        return switch (misbehaviour) {
            case STALL -> BodyPart.hang();
            case CUT -> BodyPart.reset();
            case ERROR_IN_200 -> data(WholeBody.error());
            default -> BodyPart.nothing();
        };
    }

    private static BodyPart data(String data) {
        return BodyPart.of("data: " + data + "\n\n");
    }
}
