package dev.serai.provider;

import dev.serai.wire.Glob;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a provider's file says of requests that pass to it as they came.
 *
 * @param base what paths of {@code /passthrough} are put behind
 * @param ids patterns of the ids of what it keeps for its callers
 * @param names of what it keeps, where they are no such ids
 * @param storage what of object storage it may be told to read, by these requests or any other
 * @param cursor the parameter of lists that says after which id the next part begins
 * @param outputs members of its answers that name what a batch has written
 * @param total milliseconds that such a request may take in all
 * @param batchPrice what a batch costs of what its requests would
 */
public record Passing(
        String base,
        List<Glob> ids,
        ResourceNames names,
        ObjectStorage storage,
        String cursor,
        Set<String> outputs,
        long total,
        BigDecimal batchPrice) {

    private static final long AN_HOUR = 3_600_000;
    /** Behind the name of a collection, whatever it has. */
    private static final String NAMES = "/*";

    private static final Pattern SHARE = Pattern.compile("[01]|0?\\.\\d{1,4}|1\\.0{1,4}");

    static Passing of(ProviderParameters parameters, Place place) {
        String said = parameters.text("passBaseUrl").isBlank()
                ? place.base()
                : parameters.text("passBaseUrl").strip();
        String share = parameters.text("batchPrice").isEmpty() ? "1" : parameters.text("batchPrice");
        if (!SHARE.matcher(share).matches()) {
            throw parameters.malformed("batchPrice", "'" + share + "' in batchPrice is no share such as 0.5");
        }
        return new Passing(
                said.endsWith("/") ? said.substring(0, said.length() - 1) : said,
                parameters.words("passIds").stream()
                        .filter(it -> !it.endsWith(NAMES))
                        .map(Glob::of)
                        .toList(),
                names(parameters, place),
                ObjectStorage.of(parameters),
                parameters.text("passCursor"),
                parameters.words("passOutputs"),
                parameters.text("passTimeout").isEmpty() ? AN_HOUR : parameters.millis("passTimeout"),
                new BigDecimal(share));
    }

    private static ResourceNames names(ProviderParameters parameters, Place place) {
        Set<String> collections = parameters.words("passIds").stream()
                .filter(it -> it.endsWith(NAMES))
                .map(it -> it.substring(0, it.length() - NAMES.length()))
                .collect(Collectors.toUnmodifiableSet());
        String base = place.base().replaceFirst("^[a-z]+:/*", "").split("/", 2)[0];
        List<String> hosts = Stream.concat(parameters.words("passHosts").stream(), Stream.of(base))
                .filter(it -> !it.isBlank())
                .map(it -> it.toLowerCase(Locale.ROOT))
                .distinct()
                .toList();
        return new ResourceNames(collections, hosts);
    }

    /** The id that a text is, or is another word for; null if it has the form of none. */
    public String id(String text) {
        return hasIdsCharacters(text) && isLike(text) ? text : names.of(text);
    }

    /** Whether a text has the form of an id of its: it is made by chance, and no word, or it is a name. */
    public boolean isId(String text) {
        return text.equals(id(text));
    }

    private static boolean hasIdsCharacters(String text) {
        boolean byChance = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (!letter && !(c >= '0' && c <= '9') && "_-.:".indexOf(c) < 0) {
                return false;
            }
            byChance |= (letter && c <= 'Z') || (c >= '0' && c <= '9');
        }
        return byChance;
    }

    private boolean isLike(String text) {
        for (Glob id : ids) {
            if (id.matches(text)) {
                return true;
            }
        }
        return false;
    }
}
