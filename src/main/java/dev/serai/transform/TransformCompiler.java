package dev.serai.transform;

import com.schibsted.spt.data.jslt.Expression;
import com.schibsted.spt.data.jslt.JsltException;
import com.schibsted.spt.data.jslt.Module;
import com.schibsted.spt.data.jslt.impl.AbstractNode;
import com.schibsted.spt.data.jslt.impl.ExpressionImpl;
import com.schibsted.spt.data.jslt.impl.ExpressionNode;
import com.schibsted.spt.data.jslt.impl.JstlFile;
import com.schibsted.spt.data.jslt.impl.LetExpression;
import com.schibsted.spt.data.jslt.impl.ParseContext;
import com.schibsted.spt.data.jslt.impl.PreparationContext;
import com.schibsted.spt.data.jslt.parser.JsltParser;
import com.schibsted.spt.data.jslt.parser.ParserImpl;
import dev.serai.files.Folder;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Compiles the transforms of one generation, and each module that they import once for all of them: JSLT makes a copy for
 * every import.
 *
 * <p>One serves all if its functions see their arguments and what every transform is given, and nothing else. A module whose
 * {@code let} is computed, or that has a body, belongs to the transform that imports it: JSLT compiles it for each, as it
 * does one that is wrong, whose fault it so reports as ever.
 */
final class TransformCompiler {

    static final String MODULES = "lib/";

    /** After a module, which need not have one. */
    private static final String BODY = "\nnull";

    private final Map<String, byte[]> files;
    private final TransformFunctions functions;
    private final Map<String, Optional<Module>> shared = new HashMap<>();
    private final Map<String, Module> named = new NamedModules();

    TransformCompiler(Folder folder, TransformFunctions functions) {
        this.files = folder.files();
        this.functions = functions;
    }

    /**
     * Compiles one.
     *
     * @param path its place in the folder
     * @throws JsltException if it, or a module that it imports, is wrong
     */
    Expression compile(String path, String transform) {
        return compile(path, transform, variables(), new ArrayList<>());
    }

    private ExpressionImpl compile(String path, String transform, PreparationContext variables, List<JstlFile> copies) {
        ParseContext context =
                new ParseContext(functions.all(), path, this::read, named, copies, variables, value -> !value.isNull());
        return (ExpressionImpl) ParserImpl.compileExpression(context, new JsltParser(new StringReader(transform)));
    }

    /** With the variables that every transform is given, at the same places in all: a module's functions find them there. */
    private static PreparationContext variables() {
        PreparationContext variables = new PreparationContext();
        variables.scope.enterScope();
        TransformVariables.GIVEN.forEach(
                name -> variables.scope.getParameterSlots().put(name, variables.scope.registerParameter(name, null)));
        return variables;
    }

    private Reader read(String path) {
        return new StringReader(text(path));
    }

    private String text(String path) {
        byte[] module = files.get(path);
        if (module == null) {
            throw new JsltException("there is no module '" + path + "'");
        }
        return new String(module, StandardCharsets.UTF_8);
    }

    private Module module(Object path) {
        if (!(path instanceof String module) || !module.startsWith(MODULES)) {
            return null;
        }
        Optional<Module> known = shared.get(module);
        if (known == null) {
            shared.put(module, Optional.empty()); // one that imports itself is for JSLT to find
            known = compiled(module);
            shared.put(module, known);
        }
        return known.orElse(null);
    }

    private Optional<Module> compiled(String path) {
        PreparationContext variables = variables();
        List<JstlFile> copies = new ArrayList<>();
        try {
            String module = text(path) + BODY;
            ExpressionImpl compiled = compile(path, module, variables, copies);
            boolean own = !copies.isEmpty()
                    || variables.scope.getParameterSlots().size() > TransformVariables.GIVEN.size()
                    || !definesOnly(compiled, (int) module.lines().count());
            return own ? Optional.empty() : Optional.of(compiled::getFunction);
        } catch (JsltException | StackOverflowError e) {
            return Optional.empty();
        }
    }

    /** Whether all is functions up to the line of the body; a {@code let} of a literal is no longer there. */
    private static boolean definesOnly(ExpressionImpl module, int line) {
        List<ExpressionNode> parts = module.getChildren();
        return parts.stream().noneMatch(LetExpression.class::isInstance)
                && parts.get(parts.size() - 1) instanceof AbstractNode body
                && body.getLocation().getLine() == line;
    }

    /** Where JSLT looks for what an import names, before it looks for a file. */
    private final class NamedModules extends AbstractMap<String, Module> {

        private final Map<String, Module> own = new HashMap<>();

        @Override
        public Module get(Object name) {
            Module module = own.get(name);
            return module == null ? module(name) : module;
        }

        /** JSLT's own. */
        @Override
        public Module put(String name, Module module) {
            return own.put(name, module);
        }

        @Override
        public Set<Entry<String, Module>> entrySet() {
            return own.entrySet();
        }
    }
}
