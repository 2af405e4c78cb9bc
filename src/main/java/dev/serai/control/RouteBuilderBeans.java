package dev.serai.control;

import java.util.stream.Stream;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.LambdaRouteBuilder;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.stereotype.Component;

/**
 * Makes a prototype of each {@code RouteBuilder} bean that is not {@link Control}'s: a builder keeps what it has built, and
 * each generation has to have its own. Camel's starter takes none but singletons, which are of the control context.
 */
@Component
class RouteBuilderBeans implements BeanFactoryPostProcessor {

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
        Stream.of(RoutesBuilder.class, LambdaRouteBuilder.class)
                .flatMap(type -> Stream.of(beans.getBeanNamesForType(type, true, false)))
                .filter(name -> beans.containsBeanDefinition(name)
                        && beans.findAnnotationOnBean(name, Control.class, false) == null)
                .forEach(name -> beans.getBeanDefinition(name).setScope(BeanDefinition.SCOPE_PROTOTYPE));
    }
}
