package dev.serai.stream;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.wire.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/**
 * Passes the events of a provider that speaks OpenAI's format as they are, and reads of each just what must be known:
 * is it an error, does it finish the answer, does it report usage. The usage that was asked for on the client's behalf
 * is taken out again if the client did not ask.
 */
public final class PassedStream implements StreamTranslation {

    private static final byte[] DATA = "data: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] USAGE = "\"usage\":".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DONE = "data: [DONE]\n\n".getBytes(StandardCharsets.US_ASCII);

    private static final int LARGEST_ERROR = 1 << 18;

    private final boolean showUsage;
    private final UnaryOperator<JsonNode> errors;
    private final EventBuffer out = new EventBuffer();
    private JsonNode usage;
    private JsonNode error;
    private UnaryOperator<JsonNode> shown = UnaryOperator.identity();
    private final EventScan scan = new EventScan();
    private int malformed;
    private boolean ended;

    /**
     * Begins a stream.
     *
     * @param showUsage whether the client asked for usage
     * @param errors makes OpenAI's error object of a body with an error in it
     */
    public PassedStream(boolean showUsage, UnaryOperator<JsonNode> errors) {
        this.showUsage = showUsage;
        this.errors = errors;
    }

    /** Sets what becomes of the usage that the client sees. */
    public void showUsage(UnaryOperator<JsonNode> asShown) {
        shown = asShown;
    }

    @Override
    public void event(SseParser.Event event) {
        if (ended) {
            return;
        }
        if (event.isData("[DONE]")) {
            finish();
            return;
        }
        byte[] data = event.data();
        try {
            scan.read(data);
            if (scan.hasError()) {
                fail(data.length > LARGEST_ERROR ? StreamErrors.garbled() : errors.apply(Json.parse(data)));
            } else if (scan.hasUsage() && !scan.hasChoices() && !showUsage) {
                usage = scan.usage(data);
            } else {
                pass(data);
            }
        } catch (IOException e) {
            passOver();
        }
    }

    /** One event may be lost on the way; a stream of such events is none. */
    private void passOver() {
        if (malformed++ > 0) {
            fail(StreamErrors.garbled());
        }
    }

    private void pass(byte[] data) throws IOException {
        if (scan.hasUsage()) {
            usage = scan.usage(data);
        }
        out.writeBytes(DATA);
        if (scan.usageStart() >= 0 && !showUsage) {
            writeWithoutUsage(data);
        } else if (scan.hasUsage() && usage != null) {
            writeUsageAsShown(data);
        } else {
            writeLine(data, 0, data.length);
        }
        out.write('\n');
        out.write('\n');
    }

    private void writeUsageAsShown(byte[] data) {
        JsonNode asShown = shown.apply(usage);
        if (asShown.equals(usage)) {
            writeLine(data, 0, data.length);
            return;
        }
        writeLine(data, 0, scan.usageStart());
        out.writeBytes(USAGE);
        out.writeBytes(Json.bytes(asShown));
        writeLine(data, scan.usageEnd(), data.length);
    }

    /** Cuts the member out together with one of the commas beside it. */
    private void writeWithoutUsage(byte[] data) {
        int from = scan.usageStart() - 1;
        int to = scan.usageEnd();
        while (data[from] <= ' ') {
            from--;
        }
        if (data[from] == '{') {
            from++;
            while (data[to] != ',' && data[to] != '}') {
                to++;
            }
            to += data[to] == ',' ? 1 : 0;
        }
        writeLine(data, 0, from);
        writeLine(data, to, data.length);
    }

    /** JSON that came in several data: lines becomes one line. */
    private void writeLine(byte[] data, int from, int to) {
        for (int i = from; i < to; i++) {
            out.write(data[i] == '\n' ? ' ' : data[i]);
        }
    }

    private void finish() {
        if (!scan.finishSeen()) {
            fail(StreamErrors.truncated());
            return;
        }
        out.writeBytes(DONE);
        ended = true;
    }

    @Override
    public void endOfStream() {
        if (!ended) {
            finish();
        }
    }

    @Override
    public void fail(JsonNode errorObject) {
        if (ended) {
            return;
        }
        error = errorObject;
        ended = true;
        out.writeBytes(StreamErrors.event(errorObject));
    }

    @Override
    public byte[] take() {
        return out.take();
    }

    @Override
    public boolean ended() {
        return ended;
    }

    @Override
    public boolean hasContent() {
        return scan.contentSeen();
    }

    @Override
    public int malformed() {
        return malformed;
    }

    @Override
    public JsonNode usage() {
        return usage;
    }

    @Override
    public long textBytes() {
        return scan.textBytes();
    }

    @Override
    public JsonNode error() {
        return error;
    }
}
