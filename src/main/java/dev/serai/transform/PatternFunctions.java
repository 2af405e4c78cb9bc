package dev.serai.transform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import com.schibsted.spt.data.jslt.JsltException;
import com.schibsted.spt.data.jslt.impl.NodeUtils;
import dev.serai.wire.Json;
import java.util.List;
import java.util.Set;

/**
 * JSLT's own functions with regular expressions, in place of its own: these take time in proportion to the text,
 * whatever the pattern, where java.util.regex may take hours. The syntax is RE2's, which has neither look-around nor
 * references back.
 *
 * @see <a href="https://github.com/google/re2/wiki/Syntax">the syntax</a>
 */
final class PatternFunctions {

    /** The functions whose second argument is a pattern. */
    static final Set<String> NAMES = Set.of("test", "capture", "split", "replace");

    private static final int LONGEST = 4096;

    /** Bounded, since a pattern may come from a request. */
    private static final LoadingCache<String, Pattern> COMPILED =
            Caffeine.newBuilder().maximumSize(1000).build(Pattern::compile);

    private PatternFunctions() {}

    static List<HostFunction> all() {
        return List.of(
                new HostFunction("test", 2, 2, PatternFunctions::test),
                new HostFunction("capture", 2, 2, PatternFunctions::capture),
                new HostFunction("split", 2, 2, PatternFunctions::split),
                new HostFunction("replace", 3, 3, PatternFunctions::replace));
    }

    /**
     * Compiles a pattern, or finds it compiled.
     *
     * @throws JsltException saying what is wrong with it
     */
    static Pattern compiled(String pattern) {
        if (pattern.length() > LONGEST) {
            throw new JsltException("a pattern is longer than " + LONGEST + " characters");
        }
        try {
            return COMPILED.get(pattern);
        } catch (PatternSyntaxException e) {
            throw new JsltException("the pattern '" + pattern + "' cannot be used: " + e.getDescription() + " at '"
                    + e.getPattern() + "'; patterns have RE2's syntax, without look-around and references back");
        }
    }

    /** How many patterns are kept. */
    static long kept() {
        COMPILED.cleanUp();
        return COMPILED.estimatedSize();
    }

    private static JsonNode test(JsonNode[] a) {
        return BooleanNode.valueOf(!a[0].isNull() && matcher(a).find());
    }

    private static JsonNode capture(JsonNode[] a) {
        if (a[0].isNull()) {
            return a[0];
        }
        ObjectNode groups = Json.MAPPER.createObjectNode();
        Matcher matcher = matcher(a);
        if (matcher.find()) {
            for (String name : matcher.pattern().namedGroups().keySet()) {
                groups.put(name, matcher.group(name));
            }
        }
        return groups;
    }

    private static JsonNode split(JsonNode[] a) {
        if (a[0].isNull()) {
            return a[0];
        }
        ArrayNode parts = Json.MAPPER.createArrayNode();
        for (String part : pattern(a).split(NodeUtils.toString(a[0], false))) {
            parts.add(part);
        }
        return parts;
    }

    private static JsonNode replace(JsonNode[] a) {
        if (a[0].isNull()) {
            return NullNode.instance;
        }
        String text = NodeUtils.toString(a[0], false);
        String instead = NodeUtils.toString(a[2], false);
        Matcher matcher = matcher(a);
        StringBuilder replaced = null;
        int from = 0;
        while (matcher.find()) {
            if (matcher.start() == matcher.end()) {
                throw new JsltException("the pattern '" + matcher.pattern() + "' of replace() matches an empty text");
            }
            replaced = replaced == null ? new StringBuilder(text.length()) : replaced;
            replaced.append(text, from, matcher.start()).append(instead);
            from = matcher.end();
        }
        return replaced == null
                ? TextNode.valueOf(text)
                : TextNode.valueOf(replaced.append(text, from, text.length()).toString());
    }

    private static Matcher matcher(JsonNode[] a) {
        return pattern(a).matcher(NodeUtils.toString(a[0], false));
    }

    private static Pattern pattern(JsonNode[] a) {
        if (a[1].isNull()) {
            throw new JsltException("a pattern is null");
        }
        return compiled(NodeUtils.toString(a[1], false));
    }
}
