package dev.serai.aws;

import dev.serai.credentials.Outgoing;
import dev.serai.wire.Sha256;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * AWS's signature, version 4, of requests whose bodies are whole.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">the rules</a>
 */
final class SigV4 {

    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final HexFormat HEX = HexFormat.of();
    private static final HexFormat PERCENT = HexFormat.of().withUpperCase();
    private static final String UNRESERVED = "-._~";

    private SigV4() {}

    /** The headers that sign a request; what it has besides, clients and proxies may change. */
    static Map<String, String> headers(Outgoing request, AwsCredentials credentials, Instant now) {
        String time = TIME.format(now);
        Map<String, String> signed = new TreeMap<>();
        signed.put("host", request.uri().getRawAuthority());
        signed.put("x-amz-date", time);
        if (request.contentType() != null) {
            signed.put("content-type", request.contentType());
        }
        if (credentials.sessionToken() != null) {
            signed.put("x-amz-security-token", credentials.sessionToken());
        }
        String names = String.join(";", signed.keySet());
        String scope = time.substring(0, 8) + "/" + request.region() + "/" + request.service() + "/aws4_request";
        String toSign = ALGORITHM + "\n" + time + "\n" + scope + "\n"
                + HEX.formatHex(Sha256.of(canonical(request, signed, names)));
        String signature = HEX.formatHex(hmac(key(credentials.secretAccessKey(), scope), toSign));

        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("X-Amz-Date", time);
        if (credentials.sessionToken() != null) {
            headers.put("X-Amz-Security-Token", credentials.sessionToken());
        }
        headers.put(
                "Authorization",
                ALGORITHM + " Credential=" + credentials.accessKeyId() + "/" + scope + ", SignedHeaders=" + names
                        + ", Signature=" + signature);
        return headers;
    }

    static String canonical(Outgoing request, Map<String, String> signed, String names) {
        StringBuilder canonical = new StringBuilder(512);
        canonical
                .append(request.method())
                .append('\n')
                .append(path(request.uri()))
                .append('\n');
        canonical.append(query(request.uri())).append('\n');
        signed.forEach((name, value) ->
                canonical.append(name).append(':').append(value.strip()).append('\n'));
        canonical.append('\n').append(names).append('\n');
        return canonical.append(HEX.formatHex(request.sha256().get())).toString();
    }

    /** As it is sent, and encoded once more. */
    private static String path(URI uri) {
        String path = uri.getRawPath();
        if (path == null || path.isEmpty()) {
            return "/";
        }
        StringBuilder encoded = new StringBuilder(path.length() + 16);
        for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if (c == '/' || isUnreserved(c)) {
                encoded.append(c);
            } else {
                PERCENT.toHexDigits(encoded.append('%'), b);
            }
        }
        return encoded.toString();
    }

    private static boolean isUnreserved(char c) {
        return c < 0x80 && (Character.isLetterOrDigit(c) || UNRESERVED.indexOf(c) >= 0);
    }

    /** By name, and by value where names are the same; encoded as it is sent. */
    private static String query(URI uri) {
        String query = uri.getRawQuery();
        if (query == null || query.isEmpty()) {
            return "";
        }
        return Arrays.stream(query.split("&", -1))
                .map(pair -> pair.contains("=") ? pair : pair + "=")
                .sorted((a, b) -> a.replace('=', '\0').compareTo(b.replace('=', '\0')))
                .collect(Collectors.joining("&"));
    }

    private static byte[] key(String secret, String scope) {
        byte[] key = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
        for (String part : scope.split("/", -1)) {
            key = hmac(key, part);
        }
        return key;
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JRE has HMAC with SHA-256", e);
        }
    }
}
