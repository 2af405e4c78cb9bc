package dev.serai.hawtio;

import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;

/**
 * The generation that serves, by a name that stays: a reload gives it another number, and what somebody has chosen in Hawtio
 * would be gone.
 */
final class ServingName {

    static final String NAME = "serai-serving";

    /** The MBean of a context has its name besides, which is another one where a JVM has several gateways. */
    private static final String CONTEXT = "(context=" + NAME + ",(?:type=context,)?name=\\\\?\")%s(?=\\\\?\")";

    private static final Pattern ASKED_CONTEXT = Pattern.compile("(name=[\\\\!]?\")" + NAME + "(?=[\\\\!]?\")");

    private final Supplier<CamelContext> serving;

    /** Takes who knows it. */
    ServingName(Supplier<CamelContext> serving) {
        this.serving = serving;
    }

    /** A question, as JMX understands it. */
    String inQuestion(String question) {
        if (!question.contains(NAME)) {
            return question;
        }
        CamelContext now = serving.get();
        return ASKED_CONTEXT
                .matcher(question)
                .replaceAll("$1" + Matcher.quoteReplacement(now.getName()))
                .replace(NAME, now.getManagementName());
    }

    /** An answer, as it stays true. */
    String inAnswer(String answer) {
        CamelContext now = serving.get();
        if (!answer.contains(now.getManagementName())) {
            return answer;
        }
        String named = Pattern.compile("(?<=context=)" + Pattern.quote(now.getManagementName()) + "(?![\\w-])")
                .matcher(answer)
                .replaceAll(NAME);
        return Pattern.compile(CONTEXT.formatted(Pattern.quote(now.getName())))
                .matcher(named)
                .replaceAll("$1" + NAME);
    }
}
