package dev.serai.credentials;

import java.net.URI;
import java.util.function.Supplier;

/**
 * A request that is about to be sent.
 *
 * @param uri as it is sent
 * @param contentType of its body, null where it has none
 * @param sha256 of its body; asked for only where that is needed
 * @param region where it goes to, as the provider's file has it
 * @param service what it is for there, the same
 */
public record Outgoing(
        String method, URI uri, String contentType, Supplier<byte[]> sha256, String region, String service) {}
