package dev.serai.realtime;

/**
 * About how many tokens there are in a session, where nobody says it: what was said so far is read again by each response.
 * <a href="https://developers.openai.com/api/docs/guides/realtime-costs">Sound that is heard has a token for 100 ms, sound that
 * is spoken one for 50</a>; it is taken for PCM of 24 kHz in Base64.
 */
final class Heard {

    private static final int BYTES_PER_TOKEN = 4;
    private static final int SOUND_PER_SECOND = 64_000;
    private static final int HEARD_PER_TOKEN = SOUND_PER_SECOND / 10;
    private static final int SPOKEN_PER_TOKEN = SOUND_PER_SECOND / 20;

    /** What an event has besides what it says. */
    private static final int ENVELOPE = 200;

    private static final int LONG_TEXT = 1 << 15;

    private static final long MOST = 1_000_000;

    private long context;
    private long soundBytes;
    private long untranscribed;
    private long spoken;

    /** The client has said this. */
    void client(Event event) {
        if (event.type().equals("input_audio_buffer.append")) {
            soundBytes += event.bytes();
            untranscribed += event.bytes();
        } else if (event.type().endsWith(".create") || event.type().endsWith(".update")) {
            context += text(event.bytes());
        }
    }

    /** The provider has said this. */
    void provider(Event event) {
        if (!event.type().endsWith(".delta") || !event.type().startsWith("response.")) {
            return;
        }
        spoken += event.type().endsWith("audio.delta")
                ? 1 + event.bytes() / SPOKEN_PER_TOKEN
                : 1 + text(event.bytes()); // mostly one token at a time
    }

    /** What is longer than texts are has sound or an image in it, mostly. */
    private static long text(long bytes) {
        long said = Math.max(0, bytes - ENVELOPE);
        return Math.min(said, LONG_TEXT) / BYTES_PER_TOKEN + Math.max(0, said - LONG_TEXT) / HEARD_PER_TOKEN;
    }

    /** Bytes of text that would be as much as a response reads. */
    int promptBytes() {
        return (int) (BYTES_PER_TOKEN * Math.min(MOST, context + soundBytes / HEARD_PER_TOKEN));
    }

    /** A response is over, which has used this; -1 where nobody says it. Gives the bytes of text that it would have been. */
    long over(long reported) {
        long said = spoken;
        spoken = 0;
        context = Math.min(MOST, reported >= 0 ? reported : context + soundBytes / HEARD_PER_TOKEN + said);
        soundBytes = 0;
        return BYTES_PER_TOKEN * said;
    }

    /** Seconds of sound since this was last asked. */
    double seconds() {
        double seconds = (double) untranscribed / SOUND_PER_SECOND;
        untranscribed = 0;
        return seconds;
    }
}
