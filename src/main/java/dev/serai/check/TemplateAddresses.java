package dev.serai.check;

import dev.serai.check.RouteYaml.Named;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Addresses that templates are given as parameters, {@code uri: "{{question}}"}: they are written where the parameter is.
 *
 * @param byTemplate the names of those parameters
 */
record TemplateAddresses(Map<String, Set<String>> byTemplate) {

    static TemplateAddresses of(List<RouteYaml> files) {
        Map<String, Set<String>> byTemplate = new HashMap<>();
        for (RouteYaml file : files) {
            for (TemplateYaml template : file.templates()) {
                byTemplate
                        .computeIfAbsent(template.name(), name -> new HashSet<>())
                        .addAll(template.use() ? Set.of() : template.addresses());
            }
        }
        return new TemplateAddresses(byTemplate);
    }

    /** Whether a template's step goes to what it is given. */
    static boolean isParameter(String uri, RouteYaml file) {
        return file.templates().stream()
                .filter(template -> !template.use())
                .anyMatch(template -> template.addresses().stream().anyMatch(name -> uri.equals("{{" + name + "}}"))
                        && template.parameters().stream()
                                .anyMatch(it -> uri.equals("{{" + it.name().name() + "}}")));
    }

    /** Those in a file, with their lines. */
    List<Named> in(RouteYaml file) {
        List<Named> addresses = new ArrayList<>();
        for (TemplateYaml template : file.templates()) {
            Set<String> names = byTemplate.getOrDefault(template.name(), Set.of());
            template.parameters().stream()
                    .filter(it -> it.given() && names.contains(it.name().name()))
                    .filter(it -> !it.value().name().isEmpty())
                    .forEach(it -> addresses.add(it.value()));
        }
        return addresses;
    }
}
