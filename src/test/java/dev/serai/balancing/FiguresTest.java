package dev.serai.balancing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Balancers in simulated time, held against what theory says of them; {@code bench/balancers.sh} shows the figures. */
class FiguresTest {

    static Stream<Figure> figures() {
        return Stream.of(ShareFigures.all(), QualityFigures.all(), SessionFigures.all(), WaitFigures.all())
                .flatMap(Function.identity());
    }

    @ParameterizedTest
    @MethodSource("figures")
    void simulation_agreesWithTheory(Figure figure) {
        Figure.Result result = figure.run();

        System.out.println("balancers: " + figure.line(result));
        assertThat(result.mean()).isCloseTo(figure.theory(), within(result.margin()));
    }
}
