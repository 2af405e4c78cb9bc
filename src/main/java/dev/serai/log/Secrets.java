package dev.serai.log;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The secrets that this process knows, in all the forms in which they travel. Whoever learns one says so here, and no log
 * has it from then on. To look for them takes a time that grows with the text alone, however many they are.
 */
public final class Secrets {

    /** What is shorter is no secret: it stands in any text by chance. */
    public static final int SHORTEST = 8;

    /** So long a text is a secret also within a longer word. */
    private static final int CERTAIN = 16;

    private static final String SHOWN = "[secret]";

    private static final Secrets KNOWN = new Secrets();

    /**
     * By their first eight characters, of which each is one byte of the number, and those by the next eight: a vendor's
     * keys all begin alike. Zero stands for none, where they are shorter.
     */
    private final Map<Long, Map<Long, List<String>>> byBeginning = new ConcurrentHashMap<>();

    /** Of all in {@link #byBeginning}. */
    private volatile Beginnings beginnings = Beginnings.NONE;

    private final AtomicInteger count = new AtomicInteger();

    Secrets() {}

    /** Those of this process: the log is its as well. */
    public static Secrets known() {
        return KNOWN;
    }

    /** A text without those of this process, and without what looks like one, whoever it is of. */
    public static String leftOut(String text) {
        return SecretForms.masked(KNOWN.masked(text));
    }

    /** Adds one, however it may be written: {@link SecretWritings}. What is too short is left out. */
    public synchronized void add(String secret) {
        if (secret == null || secret.strip().length() < SHORTEST) {
            return;
        }
        Set<String> forms = SecretWritings.of(secret.strip());
        for (String form : forms) {
            byBeginning.compute(window(form, 0), (beginning, known) -> {
                Map<Long, List<String>> next = known == null ? new ConcurrentHashMap<>() : known;
                List<String> alike = next.computeIfAbsent(window(form, SHORTEST), key -> new CopyOnWriteArrayList<>());
                if (!alike.contains(form)) {
                    alike.add(form);
                    count.incrementAndGet();
                }
                return next;
            });
        }
        beginnings = beginnings.with(forms.stream().map(form -> window(form, 0)).toList());
    }

    /** Takes one back that is valid no more, so that those which are renewed each hour do not gather. */
    public synchronized void forget(String secret) {
        if (secret == null || secret.strip().length() < SHORTEST) {
            return;
        }
        for (String form : SecretWritings.of(secret.strip())) {
            byBeginning.computeIfPresent(window(form, 0), (beginning, others) -> {
                others.computeIfPresent(window(form, SHORTEST), (next, alike) -> {
                    if (alike.remove(form)) {
                        count.decrementAndGet();
                    }
                    return alike.isEmpty() ? null : alike;
                });
                return others.isEmpty() ? null : others;
            });
        }
        beginnings = Beginnings.NONE.with(byBeginning.keySet());
    }

    /** Eight characters from there; zero where there are fewer. */
    private static long window(String text, int from) {
        long window = 0;
        for (int i = from; i < from + SHORTEST; i++) {
            window = text.length() < from + SHORTEST ? 0 : (window << 8) | (text.charAt(i) & 0xff);
        }
        return window;
    }

    /** How many they are, each in all its forms. */
    public int size() {
        return count.get();
    }

    /** Whether a text has one of them. */
    public boolean isIn(String text) {
        return text != null && !masked(text).equals(text);
    }

    /** A text without one secret, where that is long enough and stands there as a whole. */
    public static String without(String secret, String text, String shown) {
        if (secret.length() < SHORTEST || !text.contains(secret)) {
            return text;
        }
        StringBuilder safe = new StringBuilder(text.length());
        int kept = 0;
        for (int at = text.indexOf(secret); at >= 0; at = text.indexOf(secret, at + secret.length())) {
            if (isWhole(text, at, secret)) {
                safe.append(text, kept, at).append(shown);
                kept = at + secret.length();
            }
        }
        return safe.append(text, kept, text.length()).toString();
    }

    /** The text without them. */
    public String masked(String text) {
        if (text.length() < SHORTEST || byBeginning.isEmpty()) {
            return text;
        }
        Beginnings known = beginnings;
        StringBuilder safe = null;
        int kept = 0;
        long window = 0;
        for (int i = 0; i < text.length(); i++) {
            window = (window << 8) | (text.charAt(i) & 0xff);
            int from = i + 1 - SHORTEST;
            Map<Long, List<String>> alike = from < kept || !known.mayHave(window) ? null : byBeginning.get(window);
            int length = alike == null ? 0 : lengthAt(text, from, alike);
            if (length > 0) {
                safe = safe == null ? new StringBuilder(text.length()) : safe;
                safe.append(text, kept, from).append(SHOWN);
                kept = from + length;
            }
        }
        return safe == null ? text : safe.append(text, kept, text.length()).toString();
    }

    /** The length of the longest secret there, or 0. */
    private static int lengthAt(String text, int from, Map<Long, List<String>> alike) {
        int longest = longest(text, from, alike.get(window(text, from + SHORTEST)));
        return longest > 0 ? longest : longest(text, from, alike.get(0L));
    }

    private static int longest(String text, int from, List<String> candidates) {
        int longest = 0;
        for (String secret : candidates == null ? List.<String>of() : candidates) {
            if (secret.length() > longest && text.startsWith(secret, from) && isWhole(text, from, secret)) {
                longest = secret.length();
            }
        }
        return longest;
    }

    private static boolean isWhole(String text, int from, String secret) {
        int to = from + secret.length();
        return secret.length() >= CERTAIN
                || ((from == 0 || !Character.isLetterOrDigit(text.charAt(from - 1)))
                        && (to == text.length() || !Character.isLetterOrDigit(text.charAt(to))));
    }
}
