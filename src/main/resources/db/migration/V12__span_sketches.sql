-- A span has a number, for what else is known of it. Those that there were are made anew, which takes a round or some.
drop table usage_span;

create table usage_span (
    id             bigint generated always as identity primary key,
    from_at        timestamp with time zone not null,
    from_id        bigint                   not null,
    to_at          timestamp with time zone not null,
    to_id          bigint                   not null,
    records        integer                  not null,
    failed         boolean                  not null,
    max_latency_ms double precision         not null,
    min_cost       numeric(24, 12),
    max_cost       numeric(24, 12),
    sought         bytea                    not null
);

create index usage_span_recent on usage_span (from_at desc, from_id desc, to_at, to_id);
create index usage_span_end on usage_span (to_at);

-- What the requests of a span have in a column each, the newest first, as codes of a byte or two; and their ids. A row for each column,
-- of which a search reads those of its filters alone.
create table usage_span_sketch (
    span   bigint  not null references usage_span on delete cascade,
    field  varchar not null,
    codes  bytea   not null,
    primary key (span, field)
);
