package dev.serai.support;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.support.ui.WebDriverWait;

/** Debian's Chromium, without a window. A test that needs it is skipped where it is not installed. */
public final class Browser implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /** Opens one. */
    public static Browser open() {
        Path chromium = program("chromium");
        Path chromedriver = program("chromedriver");
        Assumptions.assumeTrue(
                chromium != null && chromedriver != null,
                "There is no browser here: apt-get install chromium chromium-driver");
        ChromeOptions options = new ChromeOptions();
        options.setBinary(chromium.toFile());
        options.addArguments(
                "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run");
        ChromeDriver driver = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(chromedriver.toFile())
                        .build(),
                options);
        driver.manage().window().setSize(new Dimension(1400, 900));
        return new Browser(driver);
    }

    private static Path program(String name) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
    }

    /** Shows pages as somebody has it who likes them dark, from now on. */
    public void dark(boolean dark) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
    }

    /** The part of the window that shows the page, from now on; below 500 it is a phone's. */
    public void size(int width, int height) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 500));
    }

    /** Has nobody be logged in. */
    public void forget() {
        driver.manage().deleteAllCookies();
    }

    /** Says yes to what the page asks. */
    public void accept() {
        driver.switchTo().alert().accept();
    }

    public void goTo(String address) {
        driver.get(address);
    }

    public String address() {
        return driver.getCurrentUrl();
    }

    /** The text of the page as it is. */
    public String text() {
        return driver.findElement(By.tagName("body")).getText();
    }

    /** The first visible thing that is there, or comes. */
    public WebElement find(By what) {
        return until(
                what.toString(),
                it -> all(what).stream()
                        .filter(WebElement::isDisplayed)
                        .findFirst()
                        .orElse(null));
    }

    /** What is there now. */
    public List<WebElement> all(By what) {
        return driver.findElements(what);
    }

    /** Waits until it is so. */
    public <T> T until(String what, Function<WebDriver, T> condition) {
        return new WebDriverWait(driver, PATIENCE)
                .ignoring(StaleElementReferenceException.class)
                .withMessage(() -> what + " in " + address() + ":\n" + text())
                .until(condition);
    }

    /** Runs a script, which may return something. */
    public Object run(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    /** Runs a script that calls its last argument with what it returns. */
    public Object runLater(String script) {
        return driver.executeAsyncScript(script);
    }

    /** What the page's scripts have complained of since it was last asked. */
    public List<String> logs() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::getMessage)
                .toList();
    }

    /** Draws the page as it is. */
    public void draw(Path file) throws IOException {
        Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
    }

    @Override
    public void close() {
        driver.quit();
    }
}
