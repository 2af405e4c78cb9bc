package dev.serai;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;

/**
 * Brings in what jars on the class path add to the gateway. A jar names its classes, one a line, in
 * {@code META-INF/spring/dev.serai.Plugins.imports}: configurations, {@code RouteBuilder}s, and beans for routes.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ImportAutoConfiguration
@interface Plugins {}
