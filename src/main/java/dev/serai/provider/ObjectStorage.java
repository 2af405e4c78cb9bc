package dev.serai.provider;

import dev.serai.wire.ApiException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Which object storage a provider may be told to read. It reads that with the gateway's own identity, whoever asks: so nothing
 * but what its file names.
 *
 * @param prefixes of addresses: {@code gs://bucket/folder/}
 */
public record ObjectStorage(List<String> prefixes) {

    private static final Pattern PREFIX = Pattern.compile("(gs|s3)://[a-z0-9][a-z0-9._-]{1,221}/\\S*");
    private static final Pattern SCHEME = Pattern.compile("(gs|s3):.*");

    /** Whatever reads an address may take these for steps up. */
    private static final Pattern STEPS = Pattern.compile("(?i)(^|/)(\\.|%2e){1,2}(/|$)");

    private static final int SHOWN = 100;

    static ObjectStorage of(ProviderParameters parameters) {
        List<String> prefixes = List.copyOf(parameters.words("storage"));
        prefixes.stream()
                .filter(it -> !PREFIX.matcher(it).matches() || STEPS.matcher(it).find())
                .findFirst()
                .ifPresent(it -> {
                    throw parameters.malformed(
                            "storage",
                            "'" + it + "' in storage is no beginning of addresses such as gs://bucket/ or"
                                    + " s3://bucket/folder/");
                });
        return new ObjectStorage(prefixes);
    }

    /**
     * Refuses what is none that may be read.
     *
     * @param provider who would read it
     * @param address in a request; whatever is at no object storage is nobody's business here
     * @throws ApiException 403
     */
    public void requireAllowed(String provider, String address) {
        if (isStorage(address) && !isAllowed(address)) {
            throw new ApiException(
                    403,
                    "invalid_request_error",
                    "storage_not_allowed",
                    null,
                    "The provider '" + provider + "' may not read '" + shown(address)
                            + "' here: of object storage, it reads what the gateway's operator has named for it");
        }
    }

    /** Also as somebody may read it who is lenient. */
    private static boolean isStorage(String address) {
        String beginning = address.substring(0, Math.min(address.length(), SHOWN));
        String plain = beginning.replaceAll("[\\p{Cntrl}\\s\\p{Z}]", "").toLowerCase(Locale.ROOT);
        return SCHEME.matcher(plain).matches();
    }

    private boolean isAllowed(String address) {
        return prefixes.stream().anyMatch(address::startsWith)
                && address.chars().noneMatch(Character::isISOControl)
                && !STEPS.matcher(address).find();
    }

    private static String shown(String text) {
        return text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
    }
}
