package dev.serai.console;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The templates of {@code src/main/jte}, which are classes by now. They are loaded when the first page is asked for. */
final class Templates {

    private static final TemplateEngine ENGINE = TemplateEngine.createPrecompiled(null, ContentType.Html);

    private Templates() {}

    /**
     * A page's bytes.
     *
     * @param name {@code projects} for {@code projects.jte}
     * @param parameters by the names that its {@code @param} lines have
     */
    static byte[] render(String name, Map<String, Object> parameters) {
        StringOutput page = new StringOutput();
        ENGINE.render(name + ".jte", parameters, page);
        return page.toString().getBytes(StandardCharsets.UTF_8);
    }
}
