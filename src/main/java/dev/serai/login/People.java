package dev.serai.login;

import dev.serai.access.Directory;
import dev.serai.access.Identity;
import dev.serai.access.Role;
import dev.serai.wire.ApiException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.security.oauth2.jwt.Jwt;

/** What the claims of an ID token make somebody here: the highest of the roles, else the member of a project. */
record People(LoginSettings settings, String projectClaim, Directory directory) {

    private static final Pattern SUBJECT = Pattern.compile("[ -~]{1,255}");
    private static final int LONGEST_NAME = 100;

    /** A longer one is not kept: the issuer then asks whoever leaves whether they want to. */
    private static final int LONGEST_KEPT = 8192;

    /**
     * Who somebody is.
     *
     * @throws ApiException 403 if they are nobody here
     */
    Identity of(Jwt token) {
        String subject = Objects.requireNonNullElse(token.getSubject(), "");
        if (!SUBJECT.matcher(subject).matches()) {
            throw Failures.refused("The issuer's ID token does not say in 'sub' who you are");
        }
        String name = name(token);
        String kept = token.getTokenValue().length() > LONGEST_KEPT ? null : token.getTokenValue();
        Optional<Role> role = role(words(token.getClaims(), settings.roleClaim()));
        if (role.isPresent()) {
            return new Identity(subject, name, role.get(), null, kept);
        }
        String project = project(token).orElseThrow(() -> nobody(name.isEmpty() ? subject : name));
        return new Identity(subject, name, Role.MEMBER, project, kept);
    }

    private Optional<Role> role(List<String> words) {
        return Stream.of(
                        Map.entry(Role.ADMIN, settings.admins()),
                        Map.entry(Role.OPERATOR, settings.operators()),
                        Map.entry(Role.VIEWER, settings.viewers()))
                .filter(it -> it.getValue().stream()
                        .map(String::strip)
                        .anyMatch(word -> !word.isEmpty() && words.contains(word)))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** One project alone: of who is in several, none is meant more than another. */
    private Optional<String> project(Jwt token) {
        List<String> named = words(token.getClaims(), projectClaim);
        return named.size() == 1
                ? directory.projectNamed(named.get(0)).map(it -> it.project().id())
                : Optional.empty();
    }

    /** The texts of a claim, {@code roles}, or of one within others, {@code realm_access.roles}. */
    private static List<String> words(Map<?, ?> claims, String path) {
        Object value = claims.get(path);
        int dot = path.indexOf('.');
        if (value == null && dot > 0 && claims.get(path.substring(0, dot)) instanceof Map<?, ?> within) {
            return words(within, path.substring(dot + 1));
        }
        if (value instanceof Collection<?> list) {
            return list.stream()
                    .filter(String.class::isInstance)
                    .map(String.class::cast)
                    .toList();
        }
        return value instanceof String text && !text.isEmpty() ? List.of(text) : List.of();
    }

    private static String name(Jwt token) {
        return Stream.of("preferred_username", "email", "name")
                .map(claim -> token.getClaims().get(claim))
                .filter(String.class::isInstance)
                .map(it -> plain((String) it))
                .filter(it -> !it.isEmpty())
                .findFirst()
                .orElse("");
    }

    /** People choose their names, and the audit shows them. */
    private static String plain(String text) {
        String line = text.replaceAll("\\p{Cntrl}|\\p{Cf}", " ").strip();
        return line.length() > LONGEST_NAME ? line.substring(0, LONGEST_NAME) : line;
    }

    private ApiException nobody(String name) {
        return Failures.forbidden(
                "no_role",
                "The issuer knows you as " + name + ", but neither does its claim '" + settings.roleClaim()
                        + "' give you a role here, nor '" + projectClaim
                        + "' one project that is known here: ask who administers the gateway");
    }
}
