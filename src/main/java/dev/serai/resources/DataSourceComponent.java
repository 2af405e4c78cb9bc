package dev.serai.resources;

import java.util.Map;
import javax.sql.DataSource;
import org.apache.camel.Endpoint;
import org.apache.camel.Producer;
import org.apache.camel.component.jdbc.JdbcComponent;
import org.apache.camel.component.jdbc.JdbcEndpoint;
import org.apache.camel.spi.annotations.Component;

/** Camel's {@code jdbc:} for the data sources that are configured, within their bounds. */
@Component("jdbc") // Camel finds the options by it
final class DataSourceComponent extends JdbcComponent {

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        // Camel would take the only one there is for `default`
        DataSource source = getCamelContext().getRegistry().lookupByNameAndType(remaining, DataSource.class);
        if (source == null) {
            throw new IllegalArgumentException(
                    "there is no data source '" + remaining + "'; those of " + ResourceSettings.DATA_SOURCES + " are");
        }
        if (source instanceof NamedDataSource named) {
            parameters.putIfAbsent("readSize", named.settings().maximumRows());
        }
        return super.createEndpoint(uri, remaining, parameters);
    }

    @Override
    protected JdbcEndpoint createEndpoint(String uri, JdbcComponent component, DataSource source) {
        return new JdbcEndpoint(uri, component, source) {
            @Override
            public Producer createProducer() {
                return new DataSourceProducer(this);
            }
        };
    }
}
