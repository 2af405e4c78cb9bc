package dev.serai.prices;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * What is paid for besides tokens. Counts below zero become zero, and none is more than can be stored.
 *
 * @param images that were made
 * @param characters that were spoken
 * @param milliseconds of sound that was listened to
 * @param searches among documents
 * @param videoMs milliseconds of video that was made
 */
public record Units(
        long images,
        long characters,
        @JsonProperty("audioMs") long milliseconds,
        @JsonProperty("searchUnits") long searches,
        long videoMs) {

    /** What they are called where they are told. */
    public static final List<String> WORDS = List.of("images", "characters", "audioMs", "searchUnits", "videoMs");

    /** Nothing. */
    public static final Units NONE = new Units(0, 0, 0, 0, 0);

    public Units {
        images = Storable.tokens(images);
        characters = Storable.tokens(characters);
        milliseconds = Storable.tokens(milliseconds);
        searches = Storable.tokens(searches);
        videoMs = Storable.tokens(videoMs);
    }

    /** Both together. */
    public Units plus(Units other) {
        return new Units(
                images + other.images,
                characters + other.characters,
                milliseconds + other.milliseconds,
                searches + other.searches,
                videoMs + other.videoMs);
    }
}
