package dev.serai.support;

import static dev.serai.support.GivenRules.rules;
import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.access.Project;
import dev.serai.access.ProjectRegistry;
import dev.serai.access.Rules;
import dev.serai.access.TokenRegistry;
import dev.serai.limits.Budget;
import dev.serai.limits.Limits;
import dev.serai.store.Actor;
import dev.serai.store.Database;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.springframework.beans.factory.annotation.Autowired;

/** A gateway whose callers have projects and tokens, and the usage that is put on record. */
public abstract class CallingGatewayTest extends GatewayTest {

    protected static final String CHAT = "/v1/chat/completions";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Autowired
    protected Database database;

    @Autowired
    protected ProjectRegistry projects;

    @Autowired
    protected TokenRegistry tokens;

    protected Project project(Rules rules) {
        return projects.create(
                new ProjectRegistry.Draft("project " + UUID.randomUUID(), true, rules, Map.of(), Map.of()),
                Actor.SERAI);
    }

    protected TokenRegistry.Issued token(Project project, Rules rules) {
        return tokens.issue(project.id(), new TokenRegistry.Draft("token", true, rules, Map.of(), null), Actor.SERAI);
    }

    /** A token of a new project, with these rules and none of its own. */
    protected TokenRegistry.Issued token(Rules ofProject) {
        return token(project(ofProject), Rules.NONE);
    }

    protected static Rules limited(Limits limits) {
        return rules().limits(limits).build();
    }

    protected static Rules budgeted(Budget budget) {
        return rules().budget(budget).build();
    }

    protected HttpResponse<String> call(TokenRegistry.Issued caller, String body, String... headers) throws Exception {
        return callAt(CHAT, caller, body, headers);
    }

    protected HttpResponse<String> callAt(String path, TokenRegistry.Issued caller, String body, String... headers)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path))
                .POST(BodyPublishers.ofString(body))
                .header("Authorization", "Bearer " + caller.secret().text());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return WholeText.of(CLIENT, request.build());
    }

    /** Sends a streamed request, and returns as soon as the answer has begun. */
    protected EventReader open(TokenRegistry.Issued caller, String body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(CHAT))
                .POST(BodyPublishers.ofString(body))
                .header("Authorization", "Bearer " + caller.secret().text());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return new EventReader(CLIENT.send(request.build(), BodyHandlers.ofInputStream()));
    }

    protected static String requestId(HttpResponse<?> response) {
        return response.headers().firstValue("x-request-id").orElseThrow();
    }

    /** The one record of a request, by column; waits for it. */
    protected Map<String, Object> record(String requestId) throws Exception {
        List<Map<String, Object>> rows = await(() -> records(requestId), found -> !found.isEmpty());
        assertThat(rows).as("records of request %s", requestId).hasSize(1);
        return rows.get(0);
    }

    protected List<Map<String, Object>> records(String requestId) {
        return database.sql()
                .sql("select * from usage_record where request_id = :id")
                .param("id", requestId)
                .query()
                .listOfRows();
    }

    /** How many requests of a caller the sums by the hour have; waits for the first. */
    protected int requestsOf(TokenRegistry.Issued caller) throws Exception {
        return await(
                () -> database.sql()
                        .sql("select coalesce(sum(requests), 0) from usage_hour where token = :token")
                        .param("token", caller.token().id())
                        .query(Integer.class)
                        .single(),
                found -> found > 0);
    }

    /** Asks again until the value is as wanted, or patience is at its end. */
    protected static <T> T await(Supplier<T> value, Predicate<T> wanted) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        T found = value.get();
        while (!wanted.test(found) && System.nanoTime() < deadline) {
            Thread.sleep(20);
            found = value.get();
        }
        return found;
    }

    protected void assertRefused(HttpResponse<String> response, int status, String code) throws Exception {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(error(response).path("code").asText()).isEqualTo(code);
    }

    protected int status(TokenRegistry.Issued caller) {
        return ask(caller, chat("simulator/echo")).statusCode();
    }

    /** {@link #call} for suppliers. */
    protected HttpResponse<String> ask(TokenRegistry.Issued caller, String body) {
        try {
            return call(caller, body);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
