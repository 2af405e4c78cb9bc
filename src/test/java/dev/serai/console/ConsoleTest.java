package dev.serai.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.admin.ManageTest;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A gateway whose console is looked at by browsers that have logged in. */
public abstract class ConsoleTest extends ManageTest {

    /** What would run, or break out of where it stands, if it were not escaped. */
    protected static final String MARKUP = "\"><img src=x onerror=alert(1)><script>alert(1)</script>'";

    private static final Pattern FORM_TOKEN = Pattern.compile("name=\"form\" value=\"([0-9a-f]{64})\"");

    /** By port and role: a session is as good as the next one. */
    private static final ConcurrentMap<String, String> COOKIES = new ConcurrentHashMap<>();

    /** A browser's cookie that stands for a token of a role. */
    protected String cookie(String role) throws Exception {
        String key = port + role;
        if (!COOKIES.containsKey(key)) {
            COOKIES.put(key, newCookie(role));
        }
        return COOKIES.get(key);
    }

    /** The same of a session of its own. */
    protected String newCookie(String role) throws Exception {
        return cookieOf(logIn(tokenAs(role).path("secret").asText(), ""));
    }

    protected static String cookieOf(HttpResponse<?> answer) {
        String set = answer.headers().firstValue("set-cookie").orElseThrow();
        return set.substring(0, set.indexOf(';'));
    }

    /** Sends the login's form. */
    protected HttpResponse<String> logIn(String token, String next) throws Exception {
        return sendForm("", "/admin/login", "token", token, "next", next);
    }

    /** A page as a browser of a role gets it. */
    protected HttpResponse<String> page(String role, String path) throws Exception {
        return CLIENT.send(
                HttpRequest.newBuilder(uri(path))
                        .header("Cookie", cookie(role))
                        .header("Accept", "text/html")
                        .build(),
                BodyHandlers.ofString());
    }

    /** The text of a page that has to be there. */
    protected String shown(String role, String path) throws Exception {
        HttpResponse<String> page = page(role, path);
        assertThat(page.statusCode()).as(path + " " + page.body()).isEqualTo(200);
        assertPage(page);
        return page.body();
    }

    protected static void assertPage(HttpResponse<String> page) {
        assertThat(header(page, "content-type")).isEqualTo("text/html;charset=UTF-8");
        assertThat(header(page, "content-security-policy"))
                .contains("default-src 'none'", "script-src 'self';")
                .doesNotContain("unsafe");
        assertThat(page.body())
                .contains("<title>", "id=\"content\"")
                .doesNotContain("<script>", " style=\"", " onclick", "<img", "//cdn");
    }

    /** Sends a form of a page of a role, with what such a page has in it. Fields are name, value, name, value. */
    protected HttpResponse<String> submit(String role, String path, String... fields) throws Exception {
        Matcher token = FORM_TOKEN.matcher(shown(role, "/admin"));
        assertThat(token.find()).isTrue();
        String[] all = new String[fields.length + 2];
        System.arraycopy(fields, 0, all, 2, fields.length);
        all[0] = "form";
        all[1] = token.group(1);
        return sendForm(cookie(role), path, all);
    }

    /** Sends a form from a page of this gateway. */
    protected HttpResponse<String> sendForm(String cookie, String path, String... fields) throws Exception {
        StringBuilder form = new StringBuilder();
        for (int i = 0; i < fields.length; i += 2) {
            form.append(i == 0 ? "" : "&")
                    .append(encoded(fields[i]))
                    .append('=')
                    .append(encoded(fields[i + 1]));
        }
        return CLIENT.send(
                HttpRequest.newBuilder(uri(path))
                        .POST(BodyPublishers.ofString(form.toString()))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("Accept", "text/html")
                        .header("Sec-Fetch-Site", "same-origin")
                        .header("Cookie", cookie.isEmpty() ? "none=none" : cookie)
                        .build(),
                BodyHandlers.ofString());
    }

    protected static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
