package dev.serai.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Where AWS's credentials are looked for, and in which order. */
class AwsTest extends AwsKit {

    @Test
    void environment_isFirst() throws Exception {
        webIdentity();
        environment.put("AWS_ACCESS_KEY_ID", "AKIAENV");
        environment.put("AWS_SECRET_ACCESS_KEY", "secret-of-env");

        assertThat(signer()).isEqualTo("AKIAENV");
        assertThat(fake.asked).isEmpty();
    }

    @Test
    void webIdentity_takesItsRole_andSignsNothing() throws Exception {
        webIdentity();
        environment.put("AWS_ROLE_SESSION_NAME", "gateway-1");

        assertThat(headers()).containsEntry("X-Amz-Security-Token", "session-token-of-sts-1");
        FakeAws.Asked asked = fake.asked.get(0);
        assertThat(asked.body())
                .isEqualTo("Action=AssumeRoleWithWebIdentity&Version=2011-06-15"
                        + "&RoleArn=arn%3Aaws%3Aiam%3A%3A123456789012%3Arole%2Fserai&RoleSessionName=gateway-1"
                        + "&WebIdentityToken=a.web.token");
        assertThat(asked.header("Content-type")).startsWith("application/x-www-form-urlencoded");
        assertThat(asked.header("Authorization")).isNull();
    }

    @Test
    void rotatedToken_isReadForEachRenewal() throws Exception {
        webIdentity();
        headers();
        file("token", "another.web.token");
        fake.sts = request -> new FakeAws.Said(200, FakeAws.sts("2", "2030-01-01T03:00:00Z"));
        clock.pass(Duration.ofMinutes(61));

        assertThat(signer()).isEqualTo("ASIA2");
        assertThat(fake.asked.get(1).body()).endsWith("WebIdentityToken=another.web.token");
    }

    @Test
    void sharedFiles_haveProfiles() throws Exception {
        file(
                "config",
                "# a comment\n[default]\nregion = eu-central-1\n[profile other]\naws_access_key_id=AKIAOTHER\n"
                        + "aws_secret_access_key=secret-of-other\n");
        file("credentials", "[default]\naws_access_key_id = AKIAFILE\naws_secret_access_key = secret-of-file\n");

        assertThat(signer()).isEqualTo("AKIAFILE");
    }

    @Test
    void namedProfile_isTheOne() throws Exception {
        file(
                "config",
                "[default]\naws_access_key_id=AKIAFILE\naws_secret_access_key=s3\n[profile other]\n"
                        + "aws_access_key_id=AKIAOTHER\naws_secret_access_key=secret-of-other\naws_session_token=t\n");
        environment.put("AWS_PROFILE", "other");

        assertThat(signer()).isEqualTo("AKIAOTHER");
    }

    @Test
    void profilesRole_isTakenWithAnothersKeys_signed() throws Exception {
        file(
                "config",
                "[profile serai]\nrole_arn=arn:aws:iam::123456789012:role/x\nsource_profile=base\n"
                        + "external_id=e-1\n[profile base]\naws_access_key_id=AKIABASE\naws_secret_access_key=secret-of-base\n");
        environment.put("AWS_PROFILE", "serai");

        assertThat(signer()).isEqualTo("ASIA1");
        FakeAws.Asked asked = fake.asked.get(0);
        assertThat(asked.body()).contains("Action=AssumeRole&", "&RoleSessionName=serai&ExternalId=e-1");
        assertThat(asked.header("Authorization"))
                .startsWith("AWS4-HMAC-SHA256 Credential=AKIABASE/20300101/eu-central-1/sts/aws4_request, "
                        + "SignedHeaders=content-type;host;x-amz-date, Signature=");
    }

    @Test
    void container_isAskedWithItsToken() throws Exception {
        environment.put("AWS_CONTAINER_CREDENTIALS_FULL_URI", fake.url() + "/container");
        environment.put("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", file("pod", "pod-token\n"));

        assertThat(signer()).isEqualTo("ASIAROLE");
        assertThat(fake.asked.get(0).header("Authorization")).isEqualTo("pod-token");
    }

    @Test
    void instance_isAskedWithAToken() throws Exception {
        environment.remove("AWS_EC2_METADATA_DISABLED");

        assertThat(headers()).containsEntry("X-Amz-Security-Token", "token-of-role");
        assertThat(fake.asked).extracting(FakeAws.Asked::method).containsExactly("PUT", "GET", "GET");
    }
}
