package dev.serai;

import java.beans.PropertyEditorSupport;
import java.nio.file.Path;
import java.util.Map;
import org.springframework.beans.factory.config.CustomEditorConfigurer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What paths in the configuration mean. */
@Configuration(proxyBeanMethods = false)
class PathConfiguration {

    /**
     * A path is one of the file system. Spring's own editor would prefer the class path's copy, which
     * {@code mvn spring-boot:run} has of {@code routes/}: nobody edits that one.
     */
    @Bean
    static CustomEditorConfigurer paths() {
        CustomEditorConfigurer editors = new CustomEditorConfigurer();
        editors.setCustomEditors(Map.of(Path.class, PathEditor.class));
        return editors;
    }

    /** Made by name for each property. */
    public static final class PathEditor extends PropertyEditorSupport {
        @Override
        public void setAsText(String text) {
            setValue(Path.of(text));
        }
    }
}
