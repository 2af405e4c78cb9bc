package dev.serai.call;

import com.fasterxml.jackson.databind.JsonNode;

/** An answer that was given before, or to somebody else: nobody was asked for it again. */
public interface Replayed {

    /** Who had given it. */
    String provider();

    /** The model as that provider knows it. */
    String model();

    /** OpenAI's usage object, or null; of a stream that still comes, as last observed. */
    JsonNode usage();

    /** Bytes of text in it, in UTF-8: what is known where there is no usage. */
    long textBytes();
}
