package dev.serai.check;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.tools.DiagnosticListener;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;

/** The classes of Java files, in memory. They go with the last generation that has objects of them. */
final class CompiledClasses extends ForwardingJavaFileManager<JavaFileManager> {

    private final Map<String, ByteArrayOutputStream> code = new HashMap<>();
    private final Map<String, String> mains = new HashMap<>();
    private final Map<String, String> files = new HashMap<>();
    private final Loader loader = new Loader();

    CompiledClasses(JavaCompiler compiler, DiagnosticListener<JavaFileObject> said) {
        super(compiler.getStandardFileManager(said, null, StandardCharsets.UTF_8));
    }

    /** What the compiler reads. */
    static List<JavaFileObject> sources(Map<String, byte[]> contents) {
        return contents.entrySet().stream()
                .<JavaFileObject>map(
                        file -> new Source(file.getKey(), new String(file.getValue(), StandardCharsets.UTF_8)))
                .toList();
    }

    /** The class that has its file's name. */
    Class<?> mainClassOf(String file) throws ClassNotFoundException {
        String main = mains.get(file);
        if (main == null) {
            throw new ClassNotFoundException("no class of the file has the file's name");
        }
        return loader.loadClass(main);
    }

    /** The file, relative to the folder, that a class was compiled from; null if it was from none. */
    static String fileOf(Class<?> type) {
        return type.getClassLoader() instanceof Loader loader ? loader.fileOf(type.getName()) : null;
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
            Location location, String className, JavaFileObject.Kind kind, FileObject from) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        code.put(className, bytes);
        if (from instanceof Source source) {
            files.put(className, source.file);
            String name =
                    source.file.substring(source.file.lastIndexOf('/') + 1).replaceFirst("\\.java$", "");
            if (className.substring(className.lastIndexOf('.') + 1).equals(name)) {
                mains.put(source.file, className);
            }
        }
        return new SimpleJavaFileObject(URI.create("memory:///" + className.replace('.', '/') + kind.extension), kind) {
            @Override
            public OutputStream openOutputStream() {
                return bytes;
            }
        };
    }

    /** The classes are those of the jar and its plugins, which load this one, too. */
    @Override
    public ClassLoader getClassLoader(Location location) {
        return CompiledClasses.class.getClassLoader();
    }

    private static final class Source extends SimpleJavaFileObject {

        private final String file;
        private final String text;

        private Source(String file, String text) {
            super(URI.create("memory:///" + file.replace(" ", "%20")), Kind.SOURCE);
            this.file = file;
            this.text = text;
        }

        @Override
        public String getName() {
            return file;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    private final class Loader extends ClassLoader {

        private Loader() {
            super(CompiledClasses.class.getClassLoader());
        }

        private String fileOf(String className) {
            return files.get(className);
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            ByteArrayOutputStream bytes = code.get(name);
            if (bytes == null) {
                throw new ClassNotFoundException(name);
            }
            return defineClass(name, bytes.toByteArray(), 0, bytes.size());
        }
    }
}
