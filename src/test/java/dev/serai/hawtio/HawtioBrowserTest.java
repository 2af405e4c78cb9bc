package dev.serai.hawtio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.support.Browser;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** Hawtio as somebody sees it who opens it in a browser. */
class HawtioBrowserTest extends HawtioGatewayTest {

    /** Where the picture in the documents comes from: {@code -Dserai.pictures=docs}. */
    private static final Path PICTURES = Path.of(System.getProperty("serai.pictures", "target"));

    private static final String DIAGRAM = "Route Diagram";

    private static Browser browser;

    /** Who is logged in; nobody at first. */
    private static Role who;

    @BeforeAll
    static void open() {
        browser = Browser.open();
        who = null;
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.close();
        }
    }

    private enum Role {
        VIEWER,
        ADMIN
    }

    private void go(String path) {
        browser.goTo("http://127.0.0.1:" + port + path);
    }

    private void as(Role role) throws Exception {
        if (role != who) {
            go("/admin/logout");
            go("/manage/hawtio/");
            browser.find(By.name("token"))
                    .sendKeys(token("\"role\":\"" + role + "\"").path("secret").asText());
            browser.find(By.cssSelector("main button")).click();
            who = role;
        }
    }

    /** Looks for a route in the tree, and opens one of its pages. */
    private void show(String route, String page) {
        WebElement search = browser.find(By.cssSelector("input[type=search], input[type=text]"));
        search.sendKeys(Keys.chord(Keys.CONTROL, "a"), route + Keys.ENTER);
        // the last of that name: a group may have it, too
        browser.find(By.xpath("(//li[contains(@id, 'serai-serving-routes')]//button[text()='" + route + "'])[last()]"))
                .click();
        browser.find(By.xpath("//h1[text()='" + route + "'] | //h2[text()='" + route + "']"));
        browser.find(By.linkText(page)).click();
    }

    /** What stands in the boxes of the diagram. */
    private static List<String> boxes() {
        List<String> boxes = new ArrayList<>();
        ((List<?>) browser.run("return [...document.querySelectorAll('.react-flow__node')].map(box => box.innerText)"))
                .forEach(box -> boxes.add(box.toString()));
        return boxes;
    }

    private static String box(String step) {
        return browser.until(
                "the box of " + step,
                it -> boxes().stream()
                        .filter(text -> text.contains("(ID: " + step + ")"))
                        .findFirst()
                        .orElse(null));
    }

    /** How often a step has ended, as its box has it. */
    private static int count(String step) {
        return browser.until(
                "the count of " + step,
                it -> box(step)
                        .lines()
                        .filter(line -> line.matches("\\d+"))
                        .map(Integer::valueOf)
                        .reduce((first, last) -> last)
                        .orElse(null));
    }

    @Test
    void tree_hasRoutesByFolder_andDiagramHasEachStep() throws Exception {
        as(Role.VIEWER);
        show("provider-openai", DIAGRAM);

        assertThat(browser.text())
                .contains("serai-serving", "providers", "openai-guard: circuitBreaker", "openai-answer: process");
        assertThat(box("openai-call")).contains("To http:openai");
        assertThat(String.join("", boxes()))
                .contains("(ID: openai-prepare)", "(ID: openai-guard)", "(ID: openai-answer)")
                .doesNotContain("{{provider}}", "Resilience4j");
        assertThat(browser.logs()).noneMatch(it -> it.contains("Content Security Policy") || it.contains("TypeError"));
    }

    @Test
    void routeOfEachKind_isDrawn() throws Exception {
        as(Role.VIEWER);
        for (Map.Entry<String, String> route : Map.of(
                        "inbound-chat-completions", "admit-chat",
                        "policy-admit", "permit",
                        "router", "resolve",
                        "model-smart", "smart-claude",
                        "provider-simulator", "simulator-call")
                .entrySet()) {
            show(route.getKey(), DIAGRAM);
            box(route.getValue());
            assertThat(browser.text()).as(route.getKey()).doesNotContain("Error Occurred");
        }
    }

    private long ended(String step) throws Exception {
        return (long) ManagementFactory.getPlatformMBeanServer()
                .getAttribute(
                        new ObjectName("org.apache.camel:context="
                                + generations.serving().context().getManagementName() + ",type=processors,name=\""
                                + step
                                + "\""),
                        "ExchangesTotal");
    }

    @Test
    void stepsCount_growsWithARequest() throws Exception {
        as(Role.VIEWER);
        post("/v1/chat/completions", chat("openai/gpt"));
        show("provider-openai", DIAGRAM);
        long before = ended("openai-call");
        browser.until("its count", it -> count("openai-call") == before);
        post("/v1/chat/completions", chat("openai/gpt"));

        browser.until("the count to grow", it -> count("openai-call") == before + 1);
        browser.draw(PICTURES.resolve("hawtio-route.png"));
    }

    private void pressStop() {
        show("model-canary", "Operations");
        browser.find(By.xpath("//button[starts-with(@aria-labelledby, 'operation stop() ')]"))
                .click();
        browser.find(By.xpath("//button[normalize-space()='Execute']")).click();
    }

    @Test
    void viewer_stopsNoRoute() throws Exception {
        as(Role.VIEWER);
        pressStop();

        browser.until("a refusal", it -> browser.text().contains("Operation stop() forbidden"));
        assertThat(state("model-canary")).isEqualTo("Started");
    }

    @Test
    void admin_stopsARoute_andLogsOut() throws Exception {
        try {
            as(Role.ADMIN);
            pressStop();

            browser.until("the route to stop", it -> state("model-canary").equals("Stopped"));
        } finally {
            generations.serving().context().getRouteController().startRoute("model-canary");
        }
        go("/manage/hawtio/auth/logout");
        who = null;
        assertThat(browser.address()).endsWith("/admin/login");
        go("/manage/hawtio/");
        browser.find(By.name("token"));
    }
}
