package dev.serai.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.check.AllowedComponents;
import dev.serai.check.JavaBuilders;
import dev.serai.check.JavaFiles;
import dev.serai.check.KnownBeans;
import dev.serai.files.Folder;
import dev.serai.files.GenerationFiles;
import dev.serai.files.GenerationFolders;
import dev.serai.vault.Vaults;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a check says of values that are in a vault. */
class VaultChecksTest {

    private static final Set<String> SCHEMES = AllowedComponents.with(List.of("client", "figure", "log"));

    private static final String ACME = """
        - templatedRoute:
            routeTemplateRef: http-provider
            routeId: provider-acme
            parameters:
              - { name: provider, value: acme }
              - { name: baseUrl, value: http://127.0.0.1:1 }
              - { name: apiKey, value: "{{hashicorp:team/kv:llm/acme#key:}}" }
              - { name: headers, value: "{{aws:acme#headers@2}}" }
        """;

    @Test
    void check_asksNoVault_andSaysWhatItDidNotLookUp() {
        GenerationFiles own = new GenerationFolders(Path.of("routes"), Path.of("transforms"))
                .read()
                .files();
        Map<String, byte[]> files = new TreeMap<>(own.routes().files());
        files.put("providers/acme.camel.yaml", ACME.getBytes(StandardCharsets.UTF_8));
        List<String> unread = new ArrayList<>();
        FilesCheck check = new FilesCheck(
                List.of(new KnownBeans()),
                SCHEMES,
                new JavaBuilders(List::of, new JavaFiles(false)),
                context -> {},
                Vaults.functions("aws,gcp"));

        assertThat(check.of(GenerationFiles.of(new Folder("routes", files), own.transforms()), unread::add))
                .isEmpty();
        assertThat(unread).containsExactly("{{aws:acme#headers@2}}", "{{hashicorp:team/kv:llm/acme#key}}");
    }
}
