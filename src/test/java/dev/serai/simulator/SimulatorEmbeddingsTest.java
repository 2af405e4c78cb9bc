package dev.serai.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimulatorEmbeddingsTest {

    private final Upstream upstream = Upstream.fast();

    @Test
    void answer_hasOpenAiShape() throws IOException {
        JsonNode answer = upstream.whole("embeddings", "{'model':'echo','input':'Hello, world'}");
        assertThat(answer.path("object").asText()).isEqualTo("list");
        assertThat(answer.path("model").asText()).isEqualTo("echo");
        assertThat(answer.at("/data/0/object").asText()).isEqualTo("embedding");
        assertThat(answer.at("/data/0/index").asInt(-1)).isZero();
        assertThat(answer.at("/data/0/embedding")).hasSize(Embeddings.DEFAULT_DIMENSIONS);
        assertThat(answer.path("usage")).isEqualTo(Upstream.json("{'prompt_tokens':3,'total_tokens':3}"));
    }

    @Test
    void vector_hasLengthOneAndItsOwnDirection() {
        for (int dimensions : new int[] {1, 256, 3072}) {
            float[] vector = EmbeddingVectors.of("text", dimensions);
            assertThat(vector).hasSize(dimensions).isEqualTo(EmbeddingVectors.of("text", dimensions));
            assertThat(product(vector, vector)).isCloseTo(1, within(1e-4));
        }
        assertThat(product(EmbeddingVectors.of("text", 256), EmbeddingVectors.of("texts", 256)))
                .isCloseTo(0, within(0.3));
    }

    @Test
    void base64_isLittleEndianFloats() throws IOException {
        String request = "{'input':'Hi','dimensions':8,'encoding_format':";
        String base64 = upstream.whole("embeddings", request + "'base64'}")
                .at("/data/0/embedding")
                .asText();
        JsonNode floats = upstream.whole("embeddings", request + "'float'}").at("/data/0/embedding");

        ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(base64)).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(bytes.remaining()).isEqualTo(8 * Float.BYTES);
        for (JsonNode component : floats) {
            assertThat(bytes.getFloat()).isEqualTo(component.floatValue());
        }
    }

    @Test
    void severalInputs_keepTheirOrder() throws IOException {
        JsonNode data = upstream.whole("embeddings", "{'input':['a','b','a'],'dimensions':4}")
                .path("data");
        assertThat(data.findValuesAsText("index")).containsExactly("0", "1", "2");
        assertThat(data.at("/0/embedding")).isEqualTo(data.at("/2/embedding")).isNotEqualTo(data.at("/1/embedding"));
    }

    @Test
    void tokenArrays_areInputs() throws IOException {
        JsonNode one = upstream.whole("embeddings", "{'input':[1,2,3]}");
        assertThat(one.path("data")).hasSize(1);
        assertThat(one.at("/usage/prompt_tokens").asInt()).isEqualTo(3);
        assertThat(upstream.whole("embeddings", "{'input':[[1],[2,3]]}").path("data"))
                .hasSize(2);
    }

    @Test
    void wrongParameters_areRefused() throws IOException {
        for (String request : List.of("{}", "{'input':null}", "{'input':[]}")) {
            assertThat(upstream.whole("embeddings", request).at("/error/param").asText())
                    .isEqualTo("input");
        }
        for (String dimensions : List.of("0", "3073")) {
            Reply reply = upstream.reply("embeddings", "{'input':'a','dimensions':" + dimensions + "}");
            assertThat(reply.status()).isEqualTo(400);
        }
    }

    private static double product(float[] a, float[] b) {
        double product = 0;
        for (int i = 0; i < a.length; i++) {
            product += a[i] * (double) b[i];
        }
        return product;
    }
}
