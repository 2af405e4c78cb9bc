package dev.serai.routing;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.LambdaRouteBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.beans.factory.ListableBeanFactory;

/** Makes the {@code RouteBuilder} beans of the generations, which are prototypes; those of the control context are not. */
final class RouteBuilders implements Supplier<List<RouteBuilder>> {

    private final ListableBeanFactory beans;

    RouteBuilders(ListableBeanFactory beans) {
        this.beans = beans;
    }

    @Override
    public List<RouteBuilder> get() {
        List<RouteBuilder> made = new ArrayList<>();
        for (String name : beans.getBeanNamesForType(RoutesBuilder.class)) {
            if (beans.isPrototype(name) && beans.getBean(name) instanceof RouteBuilder builder) {
                made.add(builder);
            }
        }
        for (String name : beans.getBeanNamesForType(LambdaRouteBuilder.class)) {
            if (beans.isPrototype(name)) {
                made.add(builder(beans.getBean(name, LambdaRouteBuilder.class)));
            }
        }
        return made;
    }

    private static RouteBuilder builder(LambdaRouteBuilder routes) {
        return new RouteBuilder() {
            @Override
            public void configure() throws Exception {
                routes.accept(this);
            }
        };
    }
}
