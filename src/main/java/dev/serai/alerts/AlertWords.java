package dev.serai.alerts;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** What an alert's file may say, and what is so where it does not. */
public final class AlertWords {

    /** The folder's word, in the ids of its routes. */
    public static final String PREFIX = "alert-";

    /** The same of channels. */
    public static final String CHANNEL = "channel-";

    /** Where nothing stands, an alert has to say it. */
    static final Map<String, String> DEFAULTS = defaults();

    /** The names of all parameters that say something of an alert. */
    public static final Set<String> PARAMETERS = DEFAULTS.keySet();

    /** Nothing is sent: what asks over HTTP makes a GET of that. */
    static final String NO_QUERY = "${null}";

    static final Set<String> SEVERITIES = Set.of("info", "warning", "error", "critical");

    private AlertWords() {}

    private static Map<String, String> defaults() {
        Map<String, String> defaults = new LinkedHashMap<>();
        defaults.put("alert", "");
        defaults.put("says", "");
        defaults.put("every", "1m");
        defaults.put("question", "");
        defaults.put("query", NO_QUERY);
        defaults.put("threshold", "");
        defaults.put("clear", "");
        defaults.put("for", "1");
        defaults.put("repeat", "4h");
        defaults.put("channel", "log");
        defaults.put("severity", "warning");
        defaults.put("most", "20");
        return Collections.unmodifiableMap(defaults);
    }
}
