package dev.serai.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A secret is one however it is written. */
class SecretWritingsTest {

    /** As JMX, pages, forms, and logs of proxies have one. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "canary a&b<c>d\"e'f/~*",
                "canary a&b<c>d\\\"e'f/~*",
                "canary a&b<c>d\\\"e'f\\/~*",
                "canary a\\u0026b\\u003cc\\u003ed\\\"e\\u0027f/~*",
                "canary a&amp;b&lt;c>d\"e'f/~*",
                "canary a&amp;b&lt;c>d&quot;e'f/~*",
                "canary a&amp;b&lt;c&gt;d&quot;e'f/~*",
                "canary a&amp;b&lt;c&gt;d&quot;e&apos;f/~*",
                "canary a&amp;b&lt;c&gt;d&#34;e&#39;f/~*",
                "canary a&amp;b&lt;c&gt;d\\\"e'f/~*",
                "canary+a%26b%3Cc%3Ed%22e%27f%2F%7E*",
                "canary%20a%26b%3Cc%3Ed%22e%27f%2F~%2A",
                "canary%20a%26b%3cc%3ed%22e%27f%2f~%2a"
            })
    void secretOfAnyCharacters_isLeftOut_howeverItIsWritten(String written) {
        Secrets secrets = new Secrets();
        secrets.add("canary a&b<c>d\"e'f/~*");

        assertThat(secrets.masked("x " + written + " y")).isEqualTo("x [secret] y");
        secrets.forget("canary a&b<c>d\"e'f/~*");
        assertThat(secrets.size()).isZero();
    }

    /** Camel shows an address without what it has from the component, and its parameters in order. */
    @Test
    void addressThatIsASecret_isNotShownInParts() {
        Secrets secrets = new Secrets();
        secrets.add(
                "https://hooks.example.com/services/T0001/abcdefghijklmnop0123?v=2016-06-01&sig=QRSTUVWXYZ%2B0123456");

        assertThat(
                        secrets.masked(
                                "http://hooks.example.com/services/T0001/abcdefghijklmnop0123?sig=QRSTUVWXYZ%2B0123456&v=2016-06-01"))
                .isEqualTo("http://hooks.example.com/services/T0001/[secret]?sig=[secret]&v=2016-06-01");
        assertThat(secrets.masked("no host: services/T0001/abcdefghijklmnop0123?v=2016-06-01&sig=QRSTUVWXYZ%2B0123456"))
                .isEqualTo("no host: [secret]");
        assertThat(secrets.masked("sig: QRSTUVWXYZ+0123456")).isEqualTo("sig: [secret]");
    }

    @Test
    void addressWithoutAnythingSecret_garblesNothing() {
        Secrets secrets = new Secrets();
        secrets.add("https://hooks.example.com/services");

        assertThat(secrets.masked("services of hooks.example.com")).isEqualTo("services of hooks.example.com");
    }
}
