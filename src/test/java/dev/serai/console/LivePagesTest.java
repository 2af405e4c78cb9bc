package dev.serai.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** Requests and routes in a browser: the log as they end, diagrams, drafts; and that nothing runs which others wrote. */
class LivePagesTest extends BrowsedConsoleTest {

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
