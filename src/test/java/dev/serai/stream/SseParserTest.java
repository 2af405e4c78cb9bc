package dev.serai.stream;

import static dev.serai.stream.SseEvents.events;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is an event and what is not. */
class SseParserTest {

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r", "\r\n"})
    void lineEnds_areAllUnderstood(String end) throws IOException {
        assertThat(events("data: a" + end + "data: b" + end + end + "data: c" + end + end))
                .containsExactly("|a\nb", "|c");
    }

    @Test
    void byteOrderMark_isSkippedAtTheStartOnly() throws IOException {
        assertThat(events("\uFEFFdata: a\n\n\uFEFFdata: b\n\n")).containsExactly("|a");
        assertThat(events("\uFEFFdata: the only line")).containsExactly("|the only line");
    }

    @Test
    void comments_areIgnored() throws IOException {
        assertThat(events(": keep-alive\n\n:data: x\n\ndata: a\n: data: b\n\n")).containsExactly("|a");
    }

    @Test
    void oneBlankAfterTheColon_isDropped() throws IOException {
        assertThat(events("data:a\n\ndata: a\n\ndata:  a\n\ndata:\ta\n\n")).containsExactly("|a", "|a", "| a", "|\ta");
    }

    @Test
    void emptyDataLines_countAsLines() throws IOException {
        assertThat(events("data: a\ndata:\ndata\n\n")).containsExactly("|a\n\n");
    }

    @Test
    void eventName_isOfItsEventOnly() throws IOException {
        assertThat(events("event: a\nevent: b\ndata: 1\n\ndata: 2\n\nevent: c\n\ndata: 3\n\n"))
                .containsExactly("b|1", "|2", "|3");
    }

    @Test
    void lastEvent_needsNoBlankLine() throws IOException {
        assertThat(events("data: a\n")).containsExactly("|a");
        assertThat(events("data: a\r")).containsExactly("|a");
        assertThat(events("data: a\n\ndata: b")).containsExactly("|a", "|b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\r\n\r\n", ": comment", "event: x"})
    void noData_isNoEvent(String stream) throws IOException {
        assertThat(events(stream)).isEmpty();
    }

    @Test
    void end_staysTheEnd() throws IOException {
        SseParser parser = new SseParser(new ByteArrayInputStream(new byte[0]));

        assertThat(parser.next()).isNull();
        assertThat(parser.next()).isNull();
    }

    @Test
    void isData_comparesTheWholeText() throws IOException {
        SseParser parser = new SseParser(new ByteArrayInputStream("data: [DONE]\n\n".getBytes(StandardCharsets.UTF_8)));
        SseParser.Event event = parser.next();

        assertThat(event.isData("[DONE]")).isTrue();
        assertThat(event.isData("[DONE")).isFalse();
        assertThat(event.isData("[DONe]")).isFalse();
    }
}
