package dev.serai.check;

import dev.serai.files.EnvironmentFunction;
import dev.serai.files.ValueFunction;
import dev.serai.vault.Vaults;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.UnaryOperator;
import org.apache.camel.component.properties.PropertiesFunctionResolver;
import org.apache.camel.spi.PropertiesFunction;

/**
 * {@code {{env:NAME:default}}} in files that do not serve, and what they ask of vaults, of which nobody asks any. No other
 * function is known.
 */
public final class DraftPlaceholders implements PropertiesFunctionResolver {

    private final Map<String, PropertiesFunction> functions = new TreeMap<>();
    private final Set<String> unread = new ConcurrentSkipListSet<>();

    /**
     * For files that are only checked: always the default, or nothing.
     *
     * @param vaults the functions that ask vaults
     */
    public DraftPlaceholders(Set<String> vaults) {
        this(name -> null, vaults);
    }

    /**
     * For files that somebody works with.
     *
     * @param environment gives a variable, null if there is none
     * @param vaults the functions that ask vaults
     */
    public DraftPlaceholders(UnaryOperator<String> environment, Set<String> vaults) {
        function(EnvironmentFunction.NAME, nameAndDefault -> {
            int colon = nameAndDefault.indexOf(':');
            String name = colon < 0 ? nameAndDefault : nameAndDefault.substring(0, colon);
            String value = environment.apply(name);
            return value != null && !value.isEmpty() ? value : colon < 0 ? "" : nameAndDefault.substring(colon + 1);
        });
        for (String vault : vaults) {
            function(vault, asked -> {
                ValueFunction.Asked read = Vaults.read(vault, asked);
                unread.add("{{" + vault + ":" + read.name() + "}}");
                return read.otherwise();
            });
        }
    }

    private void function(String name, UnaryOperator<String> value) {
        functions.put(name, new PropertiesFunction() {

            @Override
            public String getName() {
                return name;
            }

            @Override
            public String apply(String asked) {
                return value.apply(asked);
            }
        });
    }

    /** What was asked of vaults, and is not known. */
    public Set<String> unread() {
        return unread;
    }

    @Override
    public void addPropertiesFunction(PropertiesFunction added) {
        throw new UnsupportedOperationException("a check calls no function of " + added.getName());
    }

    @Override
    public Map<String, PropertiesFunction> getFunctions() {
        return functions;
    }

    @Override
    public boolean hasFunction(String name) {
        return functions.containsKey(name);
    }

    @Override
    public PropertiesFunction resolvePropertiesFunction(String name) {
        return functions.get(name);
    }
}
