package dev.serai.alerts;

import java.util.List;
import java.util.Objects;

/**
 * The ways in which requests of a series have failed: status and error's code. Codes may be a provider's words, and there is
 * no end to those: the first ones count by themselves, others by their status.
 */
final class Outcomes {

    static final int MOST = 24;

    private final int[] statuses = new int[MOST];
    private final String[] codes = new String[MOST];
    private int known;

    /** The place of one. */
    int place(int status, String code) {
        for (int i = 0; i < known; i++) {
            if (statuses[i] == status && Objects.equals(codes[i], code)) {
                return i;
            }
        }
        if (known >= MOST / 2 && code != null) {
            return place(status, null);
        }
        if (known == MOST) {
            return MOST - 1;
        }
        statuses[known] = status;
        codes[known] = code;
        return known++;
    }

    /** Whether what stands at a place is one of these: {@code 5xx}, {@code 429}, or a code. */
    boolean isOf(int place, List<String> failures) {
        int status = statuses[place];
        String code = codes[place];
        for (String failure : failures) {
            if (failure.equals(code)
                    || failure.equals(Integer.toString(status))
                    || failure.equals(status / 100 + "xx")) {
                return true;
            }
        }
        return false;
    }

    int known() {
        return known;
    }
}
