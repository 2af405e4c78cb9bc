package dev.serai.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.support.GatewayTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** GET /v1/models and GET /v1/models/{id}. */
class ModelEndpointTest extends GatewayTest {

    @Test
    void models_areListed() throws Exception {
        JsonNode list = json(get("/v1/models"));

        assertThat(list.path("object").asText()).isEqualTo("list");
        assertThat(list.path("data").findValuesAsText("id"))
                .contains("smart", "openai/davinci-002")
                .doesNotHaveDuplicates();
        for (JsonNode model : list.path("data")) {
            assertThat(model.path("object").asText()).isEqualTo("model");
            assertThat(model.path("created").isIntegralNumber()).isTrue();
            assertThat(model.path("owned_by").asText()).isNotBlank();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "smart, smart, serai",
        "openai/davinci-002, openai/davinci-002, openai",
        "openai%2Fdavinci-002, openai/davinci-002, openai",
        "openai%2fdavinci%2D002, openai/davinci-002, openai",
        "davinci-002, davinci-002, openai",
        "gpt-nobody-has-listed, gpt-nobody-has-listed, openai",
        "openai/nobody-has-listed, openai/nobody-has-listed, openai",
    })
    void model_isFoundHoweverItsSlashIsWritten(String path, String id, String owner) throws Exception {
        var response = get("/v1/models/" + path);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(json(response).path("id").asText()).isEqualTo(id);
        assertThat(json(response).path("object").asText()).isEqualTo("model");
        assertThat(json(response).path("owned_by").asText()).isEqualTo(owner);
    }

    @Test
    void eachListedModel_isFound() throws Exception {
        for (String id : json(get("/v1/models")).path("data").findValuesAsText("id")) {
            assertThat(json(get("/v1/models/" + id)).path("id").asText()).isEqualTo(id);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "nobody, nobody",
        "a%20b, a b",
        "a+b, a+b",
        "a%252Fb, a%2Fb",
        "%7B%7Benv:OPENAI_API_KEY%7D%7D, {{env:OPENAI_API_KEY}}",
        "%24%7Bvariable.call%7D, ${variable.call}",
        "%0d%0aSet-Cookie:a, '\r\nSet-Cookie:a'",
    })
    void unknownModel_isNamedAsItWasAsked(String path, String id) throws Exception {
        var response = get("/v1/models/" + path);

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(error(response).path("code").asText()).isEqualTo("model_not_found");
        assertThat(error(response).path("message").asText()).contains("'" + id + "'");
        assertThat(response.headers().firstValue("set-cookie")).isEmpty();
    }
}
