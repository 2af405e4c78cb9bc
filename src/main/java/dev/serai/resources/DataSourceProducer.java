package dev.serai.resources;

import dev.serai.wire.ApiException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;
import org.apache.camel.Exchange;
import org.apache.camel.component.jdbc.JdbcEndpoint;
import org.apache.camel.component.jdbc.JdbcProducer;

/** Asks a database, and says of one that does not answer which it was, and which step needed it. */
final class DataSourceProducer extends JdbcProducer {

    private static final String CONNECTION = "08";
    private static final String CANCELED = "57014";

    DataSourceProducer(JdbcEndpoint endpoint) {
        super(
                endpoint,
                endpoint.getDataSource(),
                endpoint.getConnectionStrategy(),
                endpoint.getReadSize(),
                endpoint.getParameters());
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        Object query = exchange.getIn().getBody();
        if (!(query instanceof CharSequence)) { // else a caller's request would be taken for SQL
            throw new IllegalArgumentException("The step '" + step(exchange)
                    + "' has no text of a query as body, but the request or something else: name a variable with the query"
                    + " by variableSend");
        }
        try {
            super.process(exchange);
        } catch (SQLException e) {
            throw told(exchange, e);
        }
    }

    private Exception told(Exchange exchange, SQLException e) {
        String state = String.valueOf(e.getSQLState());
        String what = "The step '" + step(exchange) + "' needs the data source '"
                + getEndpoint().getDataSourceName() + "', which ";
        if (e instanceof NamedDataSource.Unreachable
                || e instanceof SQLTransientConnectionException
                || e instanceof SQLNonTransientConnectionException
                || e instanceof SQLRecoverableException
                || state.startsWith(CONNECTION)) {
            return new ApiException(
                    503, "server_error", "datasource_unavailable", null, what + "cannot be reached at the moment");
        }
        return e instanceof SQLTimeoutException || state.equals(CANCELED)
                ? new ApiException(504, "server_error", "datasource_timeout", null, what + "did not answer in time")
                : e;
    }

    private static String step(Exchange exchange) {
        return exchange.getExchangeExtension().getHistoryNodeId();
    }
}
