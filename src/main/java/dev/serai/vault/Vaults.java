package dev.serai.vault;

import dev.serai.files.ValueFunction;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.vault.VaultConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * The vaults that files may name: HashiCorp's by a function of our own, those of clouds by Camel's, where their jars are on the
 * class path. What they told outlives generations.
 */
public final class Vaults implements AutoCloseable {

    /** As Camel's component for it has it, which files may be written for. */
    static final String HASHICORP = "hashicorp";

    private static final Logger LOG = LoggerFactory.getLogger(Vaults.class);

    private final Environment environment;
    private final Map<String, KeptValues> values = new LinkedHashMap<>();
    private CamelContext camel;

    /**
     * Asks for nothing yet.
     *
     * @param functions of Camel's that ask vaults
     */
    public Vaults(Environment environment, InstantSource clock, Set<String> functions) {
        this.environment = environment;
        HashicorpVault hashicorp = new HashicorpVault(VaultSettings.of(environment), clock);
        values.put(HASHICORP, new KeptValues(HASHICORP, hashicorp, System::nanoTime));
        for (String function : functions) {
            values.computeIfAbsent(
                    function, name -> new KeptValues(name, new CamelVault(name, this::camel), System::nanoTime));
        }
    }

    /** The names by which files ask for values. */
    public static Set<String> functions(String configured) {
        Set<String> names = new TreeSet<>(Set.of(HASHICORP));
        for (String name : configured.split(",", -1)) {
            if (!name.isBlank()) {
                names.add(name.strip());
            }
        }
        return names;
    }

    /** The names by which files may ask. */
    public Set<String> names() {
        return values.keySet();
    }

    /** What stands behind the name of a function, in parts. */
    public static ValueFunction.Asked read(String function, String placeholder) {
        return VaultFunction.asked(placeholder, parts(function));
    }

    /** An engine stands before a secret there. */
    private static int parts(String function) {
        return function.equals(HASHICORP) ? 2 : 1;
    }

    /** Lets the files of a context ask. */
    public void addTo(CamelContext context) {
        values.forEach((name, kept) ->
                context.getPropertiesComponent().addPropertiesFunction(new VaultFunction(name, parts(name), kept)));
    }

    /** Has Camel's functions, each with its one client, and nothing else. */
    private synchronized CamelContext camel() {
        if (camel == null) {
            DefaultCamelContext context = new DefaultCamelContext(false);
            context.disableJMX();
            context.getCamelContextExtension().setName("vaults");
            context.build();
            values.keySet().forEach(name -> configure(name, context.getVaultConfiguration()));
            context.start();
            camel = context;
        }
        return camel;
    }

    /** As {@code camel.vault.<name>} says, by Camel's own names. */
    private void configure(String name, VaultConfiguration vaults) {
        try {
            Object own = VaultConfiguration.class.getMethod(name).invoke(vaults);
            Binder.get(environment).bind("camel.vault." + name, Bindable.ofInstance(own));
        } catch (NoSuchMethodException e) {
            LOG.debug("Camel knows no settings of {}", name);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("camel.vault." + name, e);
        }
    }

    @Override
    public synchronized void close() {
        if (camel != null) {
            camel.stop();
        }
    }
}
