package dev.serai.call;

import dev.serai.wire.ApiRequest;

/**
 * What one target is asked in place of what the client did, since that does not fit it.
 *
 * @param request in OpenAI's words
 * @param told what the client is told of it; null for nothing
 */
public record Fitted(ApiRequest request, String told) {}
