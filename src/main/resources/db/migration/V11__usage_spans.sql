-- What the requests of some thousand records that follow each other have in common: who looks for rare ones passes those spans that
-- can hold none. A span is of all records from one position, (at, id), until before another; what is said of it holds for each.
create table usage_span (
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

-- Spans are made of records before this moment alone. Who writes records holds its row until they are committed, all of them at a
-- time: it is moved on between them.
create table usage_seal (
    sealed_at timestamp with time zone not null
);

insert into usage_seal (sealed_at) values (timestamp with time zone '1970-01-01 00:00:00+00');

-- Counts changes of what is before that moment: records that came late, and spans. Who has read records makes a span of them only
-- if nothing was changed meanwhile.
create table usage_change (
    latest bigint not null
);

insert into usage_change (latest) values (0);
