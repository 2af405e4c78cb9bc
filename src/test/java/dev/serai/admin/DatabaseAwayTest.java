package dev.serai.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.store.Database;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.annotation.DirtiesContext;

/** {@code /manage} without its database. */
@DirtiesContext(classMode = DirtiesContext.ClassMode.AFTER_CLASS)
class DatabaseAwayTest extends ManageTest {

    @Autowired
    private Database database;

    @Test
    void database_thatIsAway_is503WhileCallersAreServed() throws Exception {
        String project = project();
        JsonNode caller = tokenOf(project);
        database.close();

        HttpResponse<String> refused = read("projects");
        assertProblem(refused, 503, "database_unavailable");
        assertThat(header(refused, "retry-after")).matches("\\d+");
        assertProblem(send("PATCH", "projects/" + project, "{\"active\":false}"), 503, "database_unavailable");
        assertProblem(read("usage"), 503, "database_unavailable");
        assertThat(call(caller).statusCode()).isEqualTo(200);
    }
}
