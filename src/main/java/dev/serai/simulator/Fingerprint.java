package dev.serai.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.wire.Json;
import dev.serai.wire.Sha256;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Random;

/** The one source of ids and of chance: the same text gives the same. */
record Fingerprint(byte[] sha256) {

    private static final int PIECE = 1 << 13;

    static Fingerprint of(Object... parts) {
        MessageDigest digest = Sha256.begin();
        for (Object part : parts) {
            if (part instanceof JsonNode json && !json.isMissingNode()) {
                read(json, digest);
            } else {
                read(String.valueOf(part), digest);
            }
            digest.update((byte) 0);
        }
        return new Fingerprint(digest.digest());
    }

    /** Its text is not made: it would be as large as the request once more. */
    private static void read(JsonNode json, MessageDigest digest) {
        OutputStream nowhere = new DigestOutputStream(OutputStream.nullOutputStream(), digest);
        try (Writer writer = new OutputStreamWriter(nowhere, StandardCharsets.UTF_8)) { // whatever half pairs there are
            Json.MAPPER.writeValue(writer, json);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to nowhere", e);
        }
    }

    private static void read(String text, MessageDigest digest) {
        for (int start = 0; start < text.length(); ) {
            int end = Math.min(text.length(), start + PIECE);
            end -= end < text.length() && Character.isHighSurrogate(text.charAt(end - 1)) ? 1 : 0;
            digest.update(text.substring(start, end).getBytes(StandardCharsets.UTF_8));
            start = end;
        }
    }

    /** An id as OpenAI's look: the prefix and 24 digits. */
    String id(String prefix) {
        return prefix + HexFormat.of().formatHex(sha256, 0, 12);
    }

    Random random() {
        return new Random(ByteBuffer.wrap(sha256).getLong());
    }
}
