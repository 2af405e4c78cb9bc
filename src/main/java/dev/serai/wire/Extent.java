package dev.serai.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * What a request asks for that is no token: images to be made, characters to be spoken, sound to be listened to, documents
 * to be ranked, videos. What providers report is held against it, and where they report nothing, it is what they are paid for.
 *
 * @param images to be made
 * @param characters to be spoken
 * @param milliseconds of sound, about
 * @param mostMilliseconds that it can be at most
 * @param searches as documents are counted: a hundred are one
 * @param mostSearches that there can be at most: long documents count as several
 * @param videoMs milliseconds of video to be made
 * @param mostVideoMs that it can be at most: where nobody asks for a length, the model chooses
 */
public record Extent(
        long images,
        long characters,
        long milliseconds,
        long mostMilliseconds,
        long searches,
        long mostSearches,
        long videoMs,
        long mostVideoMs) {

    /** Of what is paid for by tokens alone. */
    public static final Extent NONE = new Extent(0, 0, 0, 0, 0, 0, 0, 0);

    /** https://docs.cohere.com/docs/rerank-overview: a search has a hundred documents, each of 500 tokens. */
    private static final int DOCUMENTS_OF_A_SEARCH = 100;

    /** Tokens have a byte at least. */
    private static final int LEAST_BYTES_OF_A_DOCUMENT = 500;

    /** Of MP3s at 128 kbit/s; speech is packed more, music less. */
    private static final long BYTES_PER_SECOND = 16_000;

    /** No format of sound that is understood has less: Opus at 6 kbit/s. */
    private static final long LEAST_BYTES_PER_SECOND = 750;

    private static final long MILLIS = 1000;

    /** Of sound that a provider fetches from elsewhere, where it says nothing of it: ten minutes, and a day at most. */
    private static final Extent ELSEWHERE = new Extent(0, 0, 600_000, 86_400_000, 0, 0, 0, 0);

    /** https://platform.openai.com/docs/api-reference/videos/create: "Defaults to 4 seconds"; no vendor's default is longer than this. */
    private static final Extent UNASKED = ofVideo(4000, 20_000);

    /** That of a request. */
    public static Extent of(ApiRequest request) {
        return switch (request.operation()) {
            case "images", "imageEdits", "imageVariations" -> new Extent(request.choices(), 0, 0, 0, 0, 0, 0, 0);
            case "speech" -> new Extent(0, characters(request.prompt()), 0, 0, 0, 0, 0, 0);
            case "transcriptions", "translations" -> sound(request.members());
            case "rerank" -> searches(request.prompt());
            case "videos" -> video(request.members().get("seconds"), request.choices());
            case Passed.OPERATION -> made(request.passed());
            default -> NONE;
        };
    }

    /** That of so much video. */
    public static Extent ofVideo(long milliseconds, long most) {
        return new Extent(0, 0, 0, 0, 0, 0, milliseconds, most);
    }

    private static Extent made(Passed passed) {
        return passed.making() == null ? NONE : passed.making().extent();
    }

    private static Extent video(RawObject.Slice seconds, long count) {
        if (seconds == null || seconds.is("null")) {
            return ofVideo(UNASKED.videoMs * count, UNASKED.mostVideoMs * count);
        }
        long asked = MILLIS * Math.max(0, RequestShape.digits(seconds)) * count;
        return ofVideo(asked, asked);
    }

    /** Of a JSON string: an escape is one, and so is what UTF-8 has several bytes for. */
    private static long characters(RawObject.Slice text) {
        long characters = 0;
        for (int i = text == null ? 0 : text.start() + 1; text != null && i < text.end() - 1; i++) {
            byte b = text.source()[i];
            if (b == '\\') {
                i += text.source()[i + 1] == 'u' ? 5 : 1;
            }
            characters += (b & 0xC0) == 0x80 ? 0 : 1;
        }
        return characters;
    }

    private static Extent sound(RawObject members) {
        if (members.form() == null || members.form().files().isEmpty()) {
            return ELSEWHERE;
        }
        long likely = 0;
        long most = 0;
        for (RawObject.Slice file : members.form().files()) {
            long bytes = file.length();
            long rate = WavHead.bytesPerSecond(file);
            likely += MILLIS * bytes / (rate > 0 ? rate : BYTES_PER_SECOND);
            most += MILLIS * bytes / LEAST_BYTES_PER_SECOND + MILLIS;
        }
        return new Extent(0, 0, Math.min(likely, most), most, 0, 0, 0, 0);
    }

    private static Extent searches(RawObject.Slice documents) {
        if (documents == null) {
            return NONE;
        }
        long count = 0;
        try (JsonParser json = Json.FACTORY.createParser(documents.source(), documents.start(), documents.length())) {
            if (json.nextToken() == JsonToken.START_ARRAY) {
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    count++;
                    json.skipChildren();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory", e);
        }
        long parts = count + documents.length() / LEAST_BYTES_OF_A_DOCUMENT;
        return new Extent(0, 0, 0, 0, searches(count), searches(parts), 0, 0);
    }

    private static long searches(long documents) {
        return (documents + DOCUMENTS_OF_A_SEARCH - 1) / DOCUMENTS_OF_A_SEARCH;
    }
}
