package dev.serai.aws;

import dev.serai.credentials.NoCredentials;
import dev.serai.credentials.Renewed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A profile of the shared files: keys, or a role that is taken with a token or with another profile's keys. Commands and
 * log-ins of a browser's are for people's machines: they are refused with the reason.
 *
 * @see <a href="https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html">the files</a>
 */
record FromProfile(AwsSettings settings, Sts sts) implements AwsSource {

    /** A profile's source may have a source. */
    private static final int MOST_ROLES = 5;

    @Override
    public Optional<Renewed.Lease<AwsCredentials>> fetch() throws NoCredentials {
        Map<String, Map<String, String>> profiles = profiles();
        String name = settings.get("AWS_PROFILE", "default");
        if (!profiles.containsKey(name)) {
            if (settings.has("AWS_PROFILE")) {
                throw NoCredentials.unset("the profile '" + name + "' of AWS_PROFILE does not exist");
            }
            return Optional.empty();
        }
        return of(name, profiles, 0);
    }

    private Optional<Renewed.Lease<AwsCredentials>> of(
            String name, Map<String, Map<String, String>> profiles, int depth) throws NoCredentials {
        Map<String, String> profile = profiles.getOrDefault(name, Map.of());
        String role = profile.getOrDefault("role_arn", "");
        if (!role.isEmpty() && depth < MOST_ROLES) {
            return Optional.of(role(name, profile, profiles, depth));
        }
        String id = profile.getOrDefault("aws_access_key_id", "");
        String secret = profile.getOrDefault("aws_secret_access_key", "");
        if (!id.isEmpty() && !secret.isEmpty()) {
            return Optional.of(new Renewed.Lease<>(
                    new AwsCredentials(id, secret, profile.get("aws_session_token")),
                    settings.clock().instant().plus(LOOKED_UP_AGAIN)));
        }
        if (depth > 0 || profile.containsKey("credential_process") || profile.containsKey("sso_session")) {
            throw NoCredentials.unset("the profile '" + name + "' has no keys");
        }
        return Optional.empty(); // a region, or a format
    }

    private Renewed.Lease<AwsCredentials> role(
            String name, Map<String, String> profile, Map<String, Map<String, String>> profiles, int depth)
            throws NoCredentials {
        String role = profile.get("role_arn");
        String session = profile.getOrDefault("role_session_name", "");
        String file = profile.getOrDefault("web_identity_token_file", "");
        if (!file.isEmpty()) {
            String what = "the web_identity_token_file of the profile '" + name + "'";
            return sts.withWebIdentity(role, session, AwsSettings.text(Path.of(file), what));
        }
        AwsCredentials others = source(name, profile, profiles, depth);
        return sts.withCredentials(role, session, profile.getOrDefault("external_id", ""), others);
    }

    private AwsCredentials source(
            String name, Map<String, String> profile, Map<String, Map<String, String>> profiles, int depth)
            throws NoCredentials {
        String source = profile.getOrDefault("source_profile", "");
        Optional<Renewed.Lease<AwsCredentials>> others =
                switch (profile.getOrDefault("credential_source", source.isEmpty() ? "" : "source_profile")) {
                    case "Environment" -> new FromEnvironment(settings).fetch();
                    case "Ec2InstanceMetadata" -> new FromInstance(settings).fetch();
                    case "EcsContainer" -> new FromContainer(settings).fetch();
                    case "source_profile" -> of(source, profiles, source.equals(name) ? MOST_ROLES : depth + 1);
                    default -> Optional.empty();
                };
        return others.orElseThrow(() -> NoCredentials.unset(
                        "the profile '" + name + "' has a role_arn, and no credentials to take the role with"))
                .value();
    }

    /** By name; those of the credentials' file count first. */
    private Map<String, Map<String, String>> profiles() throws NoCredentials {
        Map<String, Map<String, String>> profiles = new TreeMap<>();
        read(settings.file("AWS_CONFIG_FILE", ".aws/config"), profiles);
        read(settings.file("AWS_SHARED_CREDENTIALS_FILE", ".aws/credentials"), profiles);
        return profiles;
    }

    private static void read(Path file, Map<String, Map<String, String>> profiles) throws NoCredentials {
        if (!Files.isRegularFile(file)) {
            return;
        }
        Map<String, String> profile = new TreeMap<>();
        for (String line : AwsSettings.text(file, "the file of AWS profiles").split("\\R", -1)) {
            String text = line.strip();
            int equals = text.indexOf('=');
            if (text.startsWith("[") && text.endsWith("]")) {
                String name = text.substring(1, text.length() - 1).strip();
                String of = name.startsWith("profile ")
                        ? name.substring("profile ".length()).strip()
                        : name;
                profile = profiles.computeIfAbsent(of, key -> new TreeMap<>());
            } else if (equals > 0 && !text.startsWith("#") && !text.startsWith(";") && !line.startsWith(" ")) {
                profile.put(
                        text.substring(0, equals).strip(),
                        text.substring(equals + 1).strip());
            }
        }
    }
}
