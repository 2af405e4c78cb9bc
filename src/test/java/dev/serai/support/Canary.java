package dev.serai.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A secret that is looked for in every form in which it may travel. */
public final class Canary {

    private Canary() {}

    public static void assertAbsent(String place, String name, String secret, String text) {
        forms(secret).forEach(form -> assertFormAbsent(place, name, form, text));
    }

    private static Set<String> forms(String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        return new LinkedHashSet<>(List.of(
                secret,
                URLEncoder.encode(secret, StandardCharsets.UTF_8),
                Base64.getEncoder().withoutPadding().encodeToString(bytes),
                Base64.getUrlEncoder().withoutPadding().encodeToString(bytes)));
    }

    private static void assertFormAbsent(String place, String name, String form, String text) {
        int at = text.indexOf(form);
        assertThat(at < 0 ? "" : text.substring(Math.max(0, at - 400), Math.min(text.length(), at + 200)))
                .as("%s of %s in %s", form, name, place)
                .isEmpty();
    }
}
