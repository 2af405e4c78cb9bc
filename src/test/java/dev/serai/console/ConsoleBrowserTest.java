package dev.serai.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.support.Browser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openqa.selenium.By;

/** The console as somebody sees it who opens it in a browser. */
class ConsoleBrowserTest extends ConsoleTest {

    /** Answers with what axe-core finds, a line each. */
    private static final String AXE = "const done = arguments[arguments.length - 1];"
            + "axe.run().then(found => done(found.violations.flatMap(it => it.nodes.map("
            + "node => it.id + ': ' + node.html + ' ' + node.failureSummary)).join('\\n')))";

    private static Browser browser;
    private static String axe;
    private static boolean in;

    @BeforeAll
    static void open() throws IOException {
        browser = Browser.open();
        in = false;
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

    private void go(String path) {
        if (!in) {
            browser.goTo(uri("/admin").toString());
            assertClean();
            browser.find(By.name("token")).sendKeys(ADMIN_KEY);
            browser.find(By.cssSelector("main button")).click();
            browser.find(By.cssSelector("nav"));
            in = true;
        }
        browser.goTo(uri(path).toString());
    }

    /** Nothing keeps people out, and nothing that a page has was refused. */
    private static void assertClean() {
        browser.run(axe);
        assertThat(browser.runLater(AXE)).as(browser.address()).isEqualTo("");
        assertThat(browser.logs()).noneMatch(line -> line.contains("Content Security Policy") || line.contains("Error"));
    }

    @ParameterizedTest
    @EnumSource(Section.class)
    void section_isForEverybody(Section section) {
        go("/" + section.path());

        assertThat(browser.text()).contains(section.title());
        assertClean();
        Object wider = browser.run("return document.documentElement.scrollWidth > document.documentElement.clientWidth");
        assertThat(wider).as("it is wider than the window").isEqualTo(false);
    }

    @Test
    void start_isForEverybody() {
        browser.goTo(uri("/").toString());

        assertThat(browser.text()).contains("Serai is running");
        assertClean();
    }

    @Test
    void playground_showsAnAnswerAsItComes() {
        go("/admin/playground");
        browser.find(By.xpath("//button[text()='Send']")).click();

        String answer = browser.until("an answer with its facts", it -> {
            String text = browser.find(By.id("answers")).getText();
            return text.contains("first token") ? text : null;
        });
        assertThat(answer).contains("Hello", "tokens of the prompt");
        assertThat(browser.find(By.id("answers")).getText()).contains("simulator/echo");
    }

    @Test
    void project_isMade_withAToken() {
        go("/admin/projects/new");
        String name = name();
        browser.find(By.id("name")).sendKeys(name);
        browser.find(By.xpath("//button[text()='Make']")).click();
        browser.find(By.xpath("//h1[contains(., '" + name + "')]"));
        assertClean();
        browser.find(By.linkText("New token")).click();
        browser.find(By.id("name")).sendKeys("laptop");
        assertClean();
        browser.find(By.xpath("//button[text()='Make']")).click();

        assertThat(browser.find(By.id("secret")).getText()).startsWith("sk-serai-");
        assertClean();
    }
}
