package dev.serai.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.access.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** All pages of the console in a browser, for everybody, and the first things that one does there. */
class ConsoleBrowserTest extends BrowsedConsoleTest {

    /** Answers with how many requests the page took, and their bytes. */
    private static final String LOADED = "const all = performance.getEntriesByType('navigation')"
            + ".concat(performance.getEntriesByType('resource').filter(it => it.initiatorType !== 'fetch'));"
            + "return [all.length, all.reduce((sum, it) => sum + it.encodedBodySize, 0)]";

    private static final long MOST_BYTES = 300_000;
    private static final long MOST_REQUESTS = 3;

    private static void assertLight() {
        List<?> loaded = (List<?>) browser.run(LOADED);
        assertThat((Long) loaded.get(0)).as("requests of " + browser.address()).isBetween(1L, MOST_REQUESTS);
        assertThat((Long) loaded.get(1)).as("bytes of " + browser.address()).isBetween(1000L, MOST_BYTES);
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
        goAs(tokenAs(role.name()).path("secret").asText(), "/admin");
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
        forget();
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
}
