package dev.serai.jobs;

import dev.serai.call.Call;
import dev.serai.wire.ApiRequest;
import dev.serai.wire.HttpRequestFacts;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * The step {@code deferral}: sets the variable {@code later} where a request is to be answered later, since its client says
 * {@code Prefer: respond-async}, or its prompt is so large. A route may have said it already.
 *
 * @param any whether any request is
 * @param above bytes of a prompt from which on it is; 0 for never. Who waits for a stream waits for that
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7240#section-4.1">RFC 7240</a>
 */
record Deferral(boolean any, long above) implements Processor {

    private static final String VARIABLE = "later";
    private static final String ASYNC = "respond-async";

    /** Of OpenAI's API, what is asked by a JSON object and answered at once otherwise. */
    private static final Set<String> OPERATIONS =
            Set.of("chat", "completions", "embeddings", "rerank", "moderations", "images", "speech");

    @Override
    public void process(Exchange exchange) {
        Object said = exchange.getVariable(VARIABLE);
        ApiRequest asked = Call.of(exchange).asked();
        boolean wanted = said == null ? prefers(exchange) || isLarge(asked) : Boolean.parseBoolean(said.toString());
        if (wanted || said != null) {
            exchange.setVariable(VARIABLE, wanted && any && can(exchange, asked));
        }
    }

    private boolean isLarge(ApiRequest asked) {
        return above > 0 && !asked.stream() && asked.promptBytes() >= above;
    }

    /** Whether it waits at a connection for what can be kept for it. */
    private static boolean can(Exchange exchange, ApiRequest asked) {
        HttpRequestFacts facts = exchange.getVariable(HttpRequestFacts.VARIABLE, HttpRequestFacts.class);
        if (facts == null || facts.head() == null || !(exchange.getVariable("hints") instanceof Map<?, ?>)) {
            return false;
        }
        return asked.original() == null
                ? OPERATIONS.contains(asked.operation()) && asked.members().form() == null
                : asked.passed() == null && (asked.generates() || asked.embeds());
    }

    /** Whether the client says so. */
    static boolean prefers(Exchange exchange) {
        return exchange.getVariable("hints") instanceof Map<?, ?> hints
                && hints.get("prefer") instanceof String preferences
                && isAsync(preferences);
    }

    /** Whether it is among these preferences. */
    static boolean isAsync(String preferences) {
        for (String preference : preferences.split(",", -1)) {
            int end = preference.indexOf(';');
            String name = end < 0 ? preference : preference.substring(0, end);
            if (name.strip().toLowerCase(Locale.ROOT).equals(ASYNC)) {
                return true;
            }
        }
        return false;
    }
}
