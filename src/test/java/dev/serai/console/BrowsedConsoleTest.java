package dev.serai.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.support.Browser;
import dev.serai.support.Script;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.openqa.selenium.By;

/**
 * The console as somebody sees it who opens it in a browser. With {@code -Dserai.screenshots=docs} the pictures of the
 * documents are drawn anew.
 */
abstract class BrowsedConsoleTest extends EditingConsoleTest {

    /** Answers with what axe-core finds, a line each. */
    private static final String AXE = "const done = arguments[arguments.length - 1];"
            + "axe.run().then(found => done(found.violations.flatMap(it => it.nodes.map("
            + "node => it.id + ': ' + node.html + ' ' + node.failureSummary)).join('\\n')))";

    private static final String WIDER =
            "return document.documentElement.scrollWidth > document.documentElement.clientWidth";

    private static final long LARGEST_PICTURE = 150_000;

    static Browser browser;
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
        try (InputStream script = BrowsedConsoleTest.class.getResourceAsStream("/axe.min.js")) {
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

    static void look(Look look) {
        browser.dark(look == Look.DARK_AND_SMALL);
        browser.size(look == Look.DARK_AND_SMALL ? 390 : 1280, 850);
    }

    void go(String path) {
        goAs(ADMIN_KEY, path);
    }

    /** Has nobody be logged in. */
    static void forget() {
        browser.forget();
        who = "";
    }

    void goAs(String token, String path) {
        if (!who.equals(token)) {
            forget();
            browser.goTo(uri("/admin").toString());
            assertClean();
            browser.find(By.name("token")).sendKeys(token);
            browser.find(By.cssSelector("main button")).click();
            browser.find(By.cssSelector("nav"));
            who = token;
        }
        browser.goTo(uri(path).toString());
    }

    static void click(String text) {
        browser.find(By.xpath("//main//*[self::button or self::a][normalize-space()='" + text + "']"))
                .click();
    }

    /** Nothing keeps people out, and nothing that a page has was refused. */
    static void assertClean() {
        browser.run(axe);
        assertThat(browser.runLater(AXE)).as(browser.address()).isEqualTo("");
        assertQuiet();
    }

    static void assertQuiet() {
        assertThat(browser.logs())
                .as(browser.address())
                .noneMatch(line -> line.contains("Content Security Policy") || line.contains("Error"));
        assertThat(browser.run(WIDER))
                .as("wider than the window: " + browser.address())
                .isEqualTo(false);
    }

    static void picture(String name) throws IOException {
        picture(name, 1100, 680);
    }

    static void picture(String name, int width, int height) throws IOException {
        String folder = System.getProperty("serai.screenshots", "");
        if (!folder.isEmpty()) {
            Path file = Path.of(folder, "console-" + name + ".png");
            browser.size(width, height);
            browser.draw(file);
            assertThat(Files.size(file)).as(name).isLessThan(LARGEST_PICTURE);
        }
    }

    /** A request that is in the log, by the address of its page. */
    String requestPage() throws Exception {
        String id = post("/v1/chat/completions", chat("smart"))
                .headers()
                .firstValue("x-request-id")
                .orElseThrow();
        recordOf(id);
        return "/admin/requests/"
                + json(read("requests?request_id=" + id)).at("/data/0/id").asText();
    }
}
