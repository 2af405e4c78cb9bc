package dev.serai.hawtio;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServingNameTest {

    private static ServingName of(String management) {
        DefaultCamelContext context = new DefaultCamelContext(false);
        context.getCamelContextExtension().setName("serai-7");
        context.setManagementName(management);
        return new ServingName(() -> context);
    }

    @ParameterizedTest
    @CsvSource({
        "'context=serai-7,type=routes,name=\"x\"', 'context=serai-serving,type=routes,name=\"x\"'",
        "'context=serai-7,name=\\\"serai-7\\\",type=context', 'context=serai-serving,name=\\\"serai-serving\\\",type=context'",
        "context=serai-77, context=serai-77",
        "context=serai-7-1, context=serai-7-1",
        "'context=serai-9,name=\\\"serai-7\\\",type=context', 'context=serai-9,name=\\\"serai-7\\\",type=context'",
    })
    void answer_hasTheNameThatStays(String answer, String told) {
        assertThat(of("serai-7").inAnswer(answer)).isEqualTo(told);
    }

    @ParameterizedTest
    @CsvSource({
        "'context=serai-serving,type=routes,name=\"x\"', 'context=serai-7-2,type=routes,name=\"x\"'",
        "'context=serai-serving,name=\\\"serai-serving\\\",type=context', 'context=serai-7-2,name=\\\"serai-7\\\",type=context'",
        "'context=serai-serving,name=!\"serai-serving!\"', 'context=serai-7-2,name=!\"serai-7!\"'",
        "context=serai-6, context=serai-6",
    })
    void question_isAskedOfTheGenerationThatServes(String question, String asked) {
        assertThat(of("serai-7-2").inQuestion(question)).isEqualTo(asked);
    }

    @Test
    void contextsMBean_isFoundAmongSeveralGateways() {
        String mbean = "context=serai-7-2,name=\\\"serai-7\\\",type=context";
        ServingName name = of("serai-7-2");

        assertThat(name.inAnswer(mbean)).isEqualTo("context=serai-serving,name=\\\"serai-serving\\\",type=context");
        assertThat(name.inQuestion(name.inAnswer(mbean))).isEqualTo(mbean);
    }
}
