package dev.serai.transform;

import com.schibsted.spt.data.jslt.Expression;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How to speak with one provider: its own transforms where it has any, else those of the dialects that its file names.
 * An operation without a transform passes its bytes untouched.
 *
 * @param folders looked in one after the other
 */
public record Dialect(Transforms transforms, List<String> folders) {

    private static final String COMMON = "openai-compatible";

    /**
     * The dialect of one provider.
     *
     * @param provider folder looked in first
     * @param fallbacks folders looked in next, with blanks between them
     */
    public static Dialect of(Transforms transforms, String provider, String fallbacks) {
        Stream<String> next = Stream.of(fallbacks.split("\\s+", -1)).filter(folder -> !folder.isEmpty());
        return new Dialect(
                transforms, Stream.concat(Stream.of(provider), next).distinct().toList());
    }

    public Optional<Expression> request(String operation) {
        return phase(operation, "request");
    }

    public Optional<Expression> response(String operation) {
        return phase(operation, "response");
    }

    public Optional<Expression> stream(String operation) {
        return phase(operation, "stream");
    }

    /** What makes OpenAI's usage of that of an answer which passes in the client's own words. */
    public Optional<Expression> usage(String operation) {
        return phase(operation, "usage");
    }

    /** The same of an answer that passes as it came, in whichever of the provider's words. */
    public Expression passedUsage() {
        return find("pass/usage")
                .or(() -> transforms.find(COMMON + "/pass/usage"))
                .orElseThrow();
    }

    /** Every provider has errors, and OpenAI's own are read by the tolerant transform too. */
    public Expression error() {
        return find("error").or(() -> transforms.find(COMMON + "/error")).orElseThrow();
    }

    private Optional<Expression> phase(String operation, String phase) {
        return find(operation + "/" + phase);
    }

    private Optional<Expression> find(String name) {
        for (String folder : folders) {
            Optional<Expression> found = transforms.find(folder + "/" + name);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }
}
