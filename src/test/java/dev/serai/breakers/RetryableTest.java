package dev.serai.breakers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.wire.ApiException;
import dev.serai.wire.MemoryShort;
import dev.serai.wire.Refused;
import java.lang.reflect.Method;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What route files read of an exception, {@code ${exception.status}}: of two methods of a name, Camel may take the other one. */
class RetryableTest {

    @ParameterizedTest
    @ValueSource(classes = {ApiException.class, Retryable.class, ClientLeft.class, Refused.class, MemoryShort.class})
    void whatExpressionsRead_isOneMethodOfItsName(Class<?> exception) {
        assertThat(Arrays.stream(exception.getMethods()).map(Method::getName))
                .containsOnlyOnce("status", "code", "param", "type", "getMessage");
    }
}
