package dev.serai.limits;

/**
 * Who is limited.
 *
 * @param key kind and id, {@code token:5f3a} or {@code project:search}: its use is counted under this name, and its kind
 *     stands in messages
 * @param limits never null
 */
public record Subject(String key, Limits limits) {

    private static final String MODEL = ":model:";

    /** The name under which the use of models that match a pattern is counted. */
    String keyFor(String pattern) {
        return key + MODEL + pattern;
    }

    /** A key as its owner knows it: {@code this token}, {@code model gpt-* of this project}. */
    static String describe(String key) {
        int colon = key.indexOf(':');
        String owner = "this " + (colon < 0 ? "caller" : key.substring(0, colon));
        int model = key.indexOf(MODEL);
        return model < 0 ? owner : "model " + key.substring(model + MODEL.length()) + " of " + owner;
    }
}
