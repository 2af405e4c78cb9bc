package dev.serai.call;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What is read in an answer of the usage of something else: of the requests of a batch, or of one that passed as it came.
 *
 * @param target whose model it was
 * @param usage OpenAI's usage object
 * @param text estimated tokens of the text that came, against which that is held; 0 where nobody has seen it
 * @param ofBatch whether a batch used it: at its price, and lately rather than now
 */
public record Used(Target target, JsonNode usage, long text, boolean ofBatch) {}
