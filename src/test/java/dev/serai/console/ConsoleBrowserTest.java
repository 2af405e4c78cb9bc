package dev.serai.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.access.Role;
import dev.serai.support.Browser;
import dev.serai.support.Script;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/**
 * The console as somebody sees it who opens it in a browser. With {@code -Dserai.screenshots=docs} the pictures of the
 * documents are drawn anew.
 */
class ConsoleBrowserTest extends EditingConsoleTest {

    /** Answers with what axe-core finds, a line each. */
    private static final String AXE = "const done = arguments[arguments.length - 1];"
            + "axe.run().then(found => done(found.violations.flatMap(it => it.nodes.map("
            + "node => it.id + ': ' + node.html + ' ' + node.failureSummary)).join('\\n')))";

    /** Answers with how many requests the page took, and their bytes. */
    private static final String LOADED = "const all = performance.getEntriesByType('navigation')"
            + ".concat(performance.getEntriesByType('resource').filter(it => it.initiatorType !== 'fetch'));"
            + "return [all.length, all.reduce((sum, it) => sum + it.encodedBodySize, 0)]";

    private static final String WIDER =
            "return document.documentElement.scrollWidth > document.documentElement.clientWidth";

    private static final long LARGEST_PICTURE = 150_000;
    private static final long MOST_BYTES = 300_000;
    private static final long MOST_REQUESTS = 3;

    private static Browser browser;
    private static String axe;
    private static String who;

    /** How pages are looked at: each colour is once wide and each width once in a colour. */
    enum Look {
        LIGHT_AND_WIDE,
        DARK_AND_SMALL
    }

    @BeforeAll
    static void open() throws IOException {
        browser = Browser.open();
        who = "";
        try (InputStream script = ConsoleBrowserTest.class.getResourceAsStream("/axe.min.js")) {
            axe = new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void lookAsUsual() {
        only("anthropic", Script.json(500, "{}"));
        look(Look.LIGHT_AND_WIDE);
    }

    private static void look(Look look) {
        browser.dark(look == Look.DARK_AND_SMALL);
        browser.size(look == Look.DARK_AND_SMALL ? 390 : 1280, 850);
    }

    private void go(String path) {
        goAs(ADMIN_KEY, path);
    }

    private void goAs(String token, String path) {
        if (!who.equals(token)) {
            browser.forget();
            browser.goTo(uri("/admin").toString());
            assertClean();
            browser.find(By.name("token")).sendKeys(token);
            browser.find(By.cssSelector("main button")).click();
            browser.find(By.cssSelector("nav"));
            who = token;
        }
        browser.goTo(uri(path).toString());
    }

    private static void click(String text) {
        browser.find(By.xpath("//main//*[self::button or self::a][normalize-space()='" + text + "']"))
                .click();
    }

    /** Nothing keeps people out, and nothing that a page has was refused. */
    private static void assertClean() {
        browser.run(axe);
        assertThat(browser.runLater(AXE)).as(browser.address()).isEqualTo("");
        assertQuiet();
    }

    private static void assertQuiet() {
        assertThat(browser.logs())
                .as(browser.address())
                .noneMatch(line -> line.contains("Content Security Policy") || line.contains("Error"));
        assertThat(browser.run(WIDER))
                .as("wider than the window: " + browser.address())
                .isEqualTo(false);
    }

    private static void assertLight() {
        List<?> loaded = (List<?>) browser.run(LOADED);
        assertThat((Long) loaded.get(0)).as("requests of " + browser.address()).isBetween(1L, MOST_REQUESTS);
        assertThat((Long) loaded.get(1)).as("bytes of " + browser.address()).isBetween(1000L, MOST_BYTES);
    }

    private static void picture(String name) throws IOException {
        picture(name, 1100, 680);
    }

    private static void picture(String name, int width, int height) throws IOException {
        String folder = System.getProperty("serai.screenshots", "");
        if (!folder.isEmpty()) {
            Path file = Path.of(folder, "console-" + name + ".png");
            browser.size(width, height);
            browser.draw(file);
            assertThat(Files.size(file)).as(name).isLessThan(LARGEST_PICTURE);
        }
    }

    /** A request that is in the log, by the address of its page. */
    private String requestPage() throws Exception {
        String id = post("/v1/chat/completions", chat("smart"))
                .headers()
                .firstValue("x-request-id")
                .orElseThrow();
        recordOf(id);
        return "/admin/requests/"
                + json(read("requests?request_id=" + id)).at("/data/0/id").asText();
    }

    private List<String> pages() throws Exception {
        String project = project();
        JsonNode token = tokenOf(project);
        List<String> pages = new ArrayList<>();
        Stream.of(Section.values()).forEach(section -> pages.add("/" + section.path()));
        pages.addAll(List.of(
                requestPage(),
                "/admin/requests?failed=true&project=none",
                "/admin/projects/" + project,
                "/admin/projects/new",
                "/admin/tokens/" + id(token),
                "/admin/tokens/new",
                "/admin/routes/steps?route=provider-openai",
                "/admin/routes/source?file=routes/router.camel.yaml",
                "/admin/routes/draft?file=routes/router.camel.yaml",
                "/admin/routes/draft",
                "/admin/nowhere"));
        return pages;
    }

    @ParameterizedTest
    @EnumSource(Look.class)
    void page_isForEverybody(Look look) throws Exception {
        for (String page : pages()) {
            look(look);
            go(page);
            assertThat(browser.find(By.tagName("h1")).getText()).as(page).isNotEmpty();
            assertLight();
            if (page.equals("/admin/nowhere")) {
                browser.logs(); // has the 404
            }
            assertClean();
        }
        browser.goTo(uri("/").toString());
        assertThat(browser.text()).contains("Serai is running");
        assertLight();
        assertClean();
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void role_hasItsMenu_andNoPageThatRefusesIt(Role role) throws Exception {
        goAs(token("\"role\":\"" + role + "\"").path("secret").asText(), "/admin");
        List<String> titles = browser.all(By.cssSelector("nav a")).stream()
                .map(WebElement::getText)
                .toList();

        assertThat(titles)
                .isEqualTo(Stream.of(Section.values())
                        .filter(it -> role.includes(it.act().least()))
                        .map(Section::title)
                        .toList());
        for (String title : titles) {
            browser.find(By.linkText(title)).click();
            browser.find(By.xpath("//h1[.='" + title + "']"));
            assertQuiet();
        }
    }

    /** From the gateway's address to an answer, by what the pages say: tokens are pasted, all else is clicks. */
    @Test
    void firstTimeUser_hasAnAnswerAfterThreeClicks() throws Exception {
        String mine = tokenOf(project()).path("secret").asText();
        browser.forget();
        who = "";
        browser.goTo(uri("/").toString());
        int clicks = 0;
        click("Playground");
        clicks++;
        browser.find(By.id("token")).sendKeys(ADMIN_KEY);
        click("Log in");
        clicks++;
        browser.find(By.id("key")).sendKeys(mine);
        click("Send");
        clicks++;

        assertThat(answer()).contains("Hello", "tokens of the prompt");
        assertThat(clicks).isEqualTo(3);
        assertThat(browser.find(By.id("answers")).getText()).contains("simulator/echo");
        picture("playground");
    }

    private static String answer() {
        return browser.until("an answer with its facts", it -> {
            String text = browser.find(By.id("answers")).getText();
            return text.contains("first token") ? text : null;
        });
    }

    @Test
    void model_isTried() {
        go("/admin/models?search=simulator/echo");
        click("Try it");
        click("Send");

        assertThat(answer()).startsWith("simulator/echo").contains("Hello");
    }

    @Test
    void project_isMade_withAToken() throws Exception {
        go("/admin/projects/new");
        String name = name();
        browser.find(By.id("name")).sendKeys(name);
        browser.find(By.id("budget.hard.month")).sendKeys("100");
        click("Make");
        browser.find(By.xpath("//h1[contains(., '" + name + "')]"));
        assertThat(browser.find(By.tagName("meter")).getDomAttribute("max")).isEqualTo("100");
        assertClean();
        click("New token");
        browser.find(By.id("name")).sendKeys("laptop");
        click("Make");

        assertThat(browser.find(By.id("secret")).getText()).startsWith("sk-serai-");
        assertThat(browser.find(By.id("call")).getText()).contains("curl " + uri("/v1/chat/completions"));
        click("Copy");
        browser.find(By.xpath("//button[.='Copied']"));
        assertClean();
    }

    @Test
    void requests_areSeenAsTheyEnd_andOneHasItsLife() throws Exception {
        String one = requestPage();
        go(one);
        assertThat(browser.find(By.cssSelector("svg.span rect")).getDomAttribute("width"))
                .isNotEmpty();
        picture("request");

        go("/admin/requests");
        picture("requests");
        assertThat(browser.find(By.id("log")).getText()).contains("smart");
        click("Live");
        browser.until("the tail", it -> browser.find(By.id("tail")).getText().startsWith("Live:") ? true : null);
        String hostile = "simulator/" + MARKUP;
        browser.until("the request on top", it -> {
            try {
                post(
                        "/v1/chat/completions",
                        "{\"model\":" + dev.serai.wire.Json.text(hostile)
                                + ",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}");
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            return browser.find(By.id("log")).getText().contains("onerror=alert(1)") ? true : null;
        });
        assertThat(browser.all(By.cssSelector("#log img, #log script"))).isEmpty();
        assertClean();
    }

    @Test
    void file_isDrafted_mended_andSaved() throws Exception {
        go("/admin/routes");
        picture("routes");
        click("Draft a new file");
        WebElement text = browser.find(By.id("text"));
        String usual = text.getDomProperty("value");
        text.clear();
        text.sendKeys("</textarea>" + MARKUP + "\n");
        click("Check");
        assertThat(browser.find(By.cssSelector("[role=alert]")).getText()).contains("line 1, column");
        assertClean();
        type(usual.replace("target:", "nowhere:"));
        click("Check");
        assertThat(browser.find(By.cssSelector("tr.wrong")).getText()).contains("column 11", "nowhere:");
        assertClean();
        picture("draft");
        type(usual);
        click("Save");
        browser.accept();

        assertThat(browser.find(By.cssSelector(".diagram")).getText())
                .contains("direct:model-mine", "target:simulator/echo");
        assertClean();
        assertThat(post("/v1/chat/completions", chat("mine")).statusCode()).isEqualTo(200);
    }

    private static void type(String text) {
        browser.run("document.getElementById('text').value = arguments[0]", text);
    }

    @Test
    void diagram_goesOnCounting_andLeadsOn() throws Exception {
        post("/v1/chat/completions", chat("smart"));
        for (int i = 0; !System.getProperty("serai.screenshots", "").isEmpty() && i < 20; i++) {
            post("/v1/chat/completions", chat(i % 3 == 0 ? "smart" : i % 3 == 1 ? "simulator/echo" : "openai/gpt-5.1"));
        }
        go("/admin");
        browser.find(By.cssSelector("svg.chart"));
        picture("dashboard");
        look(Look.DARK_AND_SMALL);
        picture("phone", 390, 680);
        look(Look.LIGHT_AND_WIDE);
        go("/admin/routes/steps?route=inbound-chat-completions");
        picture("diagram");
        click("direct:policy-admit");

        browser.find(By.xpath("//h1[.='Route policy-admit']"));
        assertThat(browser.find(By.cssSelector(".diagram")).getText()).contains("done ");
    }

    /** What would run would open a dialog, at which the next step of a test fails. */
    @Test
    void markup_runsNowhere() throws Exception {
        String project = json(send("POST", "projects", "{\"name\":" + dev.serai.wire.Json.text(name() + MARKUP) + "}"))
                .path("id")
                .asText();
        for (String page : List.of(
                "/admin/projects/" + project,
                "/admin/projects?search=" + encoded(MARKUP),
                "/admin/tokens/new?project=" + encoded(MARKUP),
                "/admin/requests?model=" + encoded(MARKUP),
                "/admin/routes/source?file=" + encoded(MARKUP),
                "/admin/playground?model=" + encoded(MARKUP),
                "/admin/models?search=" + encoded(MARKUP),
                "/admin/audit?subject=" + project)) {
            go(page);
            assertThat(browser.all(By.cssSelector("img, main script"))).as(page).isEmpty();
        }
    }
}
