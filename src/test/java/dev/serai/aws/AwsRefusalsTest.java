package dev.serai.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.credentials.NoCredentials;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where there are no credentials, what is said of that, and what is not believed. */
class AwsRefusalsTest extends AwsKit {

    @Test
    void profilesThatNameEachOther_endInAReason() throws Exception {
        file(
                "config",
                "[profile a]\nrole_arn=arn:aws:iam::1:role/a\nsource_profile=b\n"
                        + "[profile b]\nrole_arn=arn:aws:iam::1:role/b\nsource_profile=a\n");
        environment.put("AWS_PROFILE", "a");

        assertThatThrownBy(this::headers).isInstanceOf(NoCredentials.class).hasMessageContaining("has no keys");
    }

    @Test
    void containersAddress_isNearOrSecure() {
        environment.put("AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://example.com/container");

        assertThatThrownBy(this::headers).isInstanceOf(NoCredentials.class).hasMessageContaining("neither https");
    }

    @Test
    void nothingAnywhere_saysWhereItWasLookedFor() {
        assertThatThrownBy(this::headers)
                .isInstanceOf(NoCredentials.class)
                .hasMessageContaining("AWS_ACCESS_KEY_ID")
                .satisfies(e -> assertThat(((NoCredentials) e).isConfigured()).isFalse());
    }

    @Test
    void halfOfAKey_isNone() {
        environment.put("AWS_ACCESS_KEY_ID", "AKIAENV");

        assertThatThrownBy(this::headers)
                .isInstanceOf(NoCredentials.class)
                .hasMessage("AWS_ACCESS_KEY_ID is set without AWS_SECRET_ACCESS_KEY");
    }

    @Test
    void refusedRole_saysWhy_andNoMore() throws Exception {
        webIdentity();
        fake.sts = request -> FakeAws.refusal("ExpiredTokenException");

        assertThatThrownBy(this::headers)
                .isInstanceOf(NoCredentials.class)
                .hasMessage("STS refused the role (HTTP 400, ExpiredTokenException)")
                .satisfies(e -> assertThat(((NoCredentials) e).isConfigured()).isTrue());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>",
                "{\"a\":1}",
                "<AssumeRoleWithWebIdentityResponse/>",
                "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/hostname\">]><a><AccessKeyId>&b;</AccessKeyId></a>",
                "<a><AccessKeyId>a<b/></AccessKeyId></a>",
                "<a><AccessKeyId>a</AccessKeyId><SecretAccessKey>b</SecretAccessKey><SessionToken>c</SessionToken></a>"
            })
    void answerThatIsNoCredentials_isRefused(String answer) throws Exception {
        webIdentity();
        fake.sts = request -> new FakeAws.Said(200, answer);

        assertThatThrownBy(this::headers)
                .isInstanceOf(NoCredentials.class)
                .hasMessage("STS answered something that is no credentials");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{}", "{\"AccessKeyId\":\"a\",\"SecretAccessKey\":\"b\",\"Token\":\"c\"}"})
    void roleThatIsNoCredentials_isRefused(String answer) {
        environment.remove("AWS_EC2_METADATA_DISABLED");
        fake.credentials = answer;

        assertThatThrownBy(this::headers).isInstanceOf(NoCredentials.class).hasMessageContaining("the instance's");
    }
}
