package dev.serai.check;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.language.simple.SimpleExpressionParser;
import org.apache.camel.model.BeanDefinition;
import org.apache.camel.model.LoadBalanceDefinition;
import org.apache.camel.model.ProcessDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ThrowExceptionDefinition;
import org.apache.camel.model.language.ExpressionDefinition;
import org.apache.camel.model.loadbalancer.CustomLoadBalancerDefinition;

/** Whether what route files name is there. A class is looked for as a file: to load it would run its initializer. */
final class DraftNames {

    private static final String CLASS = "#class:";
    private static final String BEAN = "#bean:";
    private static final String SERVICES = "META-INF/services/org/apache/camel/";

    private final CamelContext context;
    private final Set<String> own = new HashSet<>();

    DraftNames(CamelContext context, List<RouteYaml> files) {
        this.context = context;
        files.forEach(file -> file.beans().stream().map(RouteYaml.Bean::name).forEach(own::add));
    }

    /** The beans that a step names. */
    static List<String> refs(ProcessorDefinition<?> step) {
        String ref = null;
        if (step instanceof ProcessDefinition process) {
            ref = process.getRef();
        } else if (step instanceof BeanDefinition bean) {
            ref = bean.getRef();
        } else if (step instanceof LoadBalanceDefinition balance
                && balance.getLoadBalancerType() instanceof CustomLoadBalancerDefinition custom) {
            ref = custom.getRef();
        }
        return Stream.ofNullable(ref).toList();
    }

    /** The classes that a step names. */
    static List<String> classes(ProcessorDefinition<?> step) {
        if (step instanceof BeanDefinition bean) {
            return Stream.ofNullable(bean.getBeanType()).toList();
        }
        return step instanceof ThrowExceptionDefinition thrown
                ? Stream.ofNullable(thrown.getExceptionType()).toList()
                : List.of();
    }

    void requireBean(String written) {
        String name = context.resolvePropertyPlaceholders(written);
        if (name.startsWith(CLASS)) {
            requireClass(name.substring(CLASS.length()).replaceFirst("[#(].*", ""));
            return;
        }
        String bean = name.startsWith(BEAN) ? name.substring(BEAN.length()) : name;
        if (!bean.startsWith("#")
                && !own.contains(bean)
                && context.getRegistry().lookupByName(bean) == null) {
            throw new IllegalArgumentException(
                    "No bean could be found in the registry for: " + bean + KnownBeans.hint(bean));
        }
    }

    void requireClass(String name) {
        if (!name.contains("{{") && !isThere(name.replace('.', '/') + ".class")) {
            throw new IllegalArgumentException("there is no class " + name);
        }
    }

    void requireComponent(String address) {
        String scheme = address.replaceFirst(":.*", "");
        if (!scheme.contains("{") && !isThere(SERVICES + "component/" + scheme)) {
            throw new IllegalArgumentException("there is no component for " + address);
        }
    }

    void requireParsed(ExpressionDefinition expression) {
        String language = expression.getLanguage();
        if (language.equals("simple")) {
            requireParsed(expression.getExpression());
        } else if (!isThere(SERVICES + "language/" + language)) {
            throw new IllegalArgumentException("there is no language " + language);
        }
    }

    /** As far as the words go: what a function does, or would need, is not asked. */
    void requireParsed(String simple) {
        new SimpleWords(context, simple).parseTokens();
    }

    private static boolean isThere(String resource) {
        return DraftNames.class.getClassLoader().getResource(resource) != null;
    }

    private static final class SimpleWords extends SimpleExpressionParser {

        SimpleWords(CamelContext context, String text) {
            super(context, text, true, null);
        }

        @Override
        protected List<org.apache.camel.language.simple.ast.SimpleNode> parseTokens() {
            return super.parseTokens();
        }
    }
}
