-- One dialect: PostgreSQL's, as far as H2 in PostgreSQL mode has it. JSON is text here; no query looks into it.

-- Counts changes. Its row is locked until the change is committed, so that whoever reads up to a value has all before it.
create table revision (
    latest bigint not null
);

insert into revision (latest) values (0);

create table project (
    id            varchar                  primary key,
    name          varchar                  not null unique,
    active        boolean                  not null,
    rules         varchar                  not null,
    provider_keys varchar                  not null,
    metadata      varchar                  not null,
    created_at    timestamp with time zone not null,
    updated_at    timestamp with time zone not null,
    revision      bigint                   not null
);

create index project_revision on project (revision);

-- A token belongs to a project, or has a role in the management API.
create table token (
    id           varchar                  primary key,
    hash         varchar                  not null unique,
    prefix       varchar                  not null,
    name         varchar                  not null,
    project_id   varchar                  references project (id) on delete cascade,
    role         varchar,
    active       boolean                  not null,
    rules        varchar                  not null,
    labels       varchar                  not null,
    expires_at   timestamp with time zone,
    revoked_at   timestamp with time zone,
    last_used_at timestamp with time zone,
    created_at   timestamp with time zone not null,
    updated_at   timestamp with time zone not null,
    revision     bigint                   not null
);

create index token_revision on token (revision);
create index token_project on token (project_id);

-- What was deleted, for those who hold copies.
create table removal (
    id       varchar primary key,
    revision bigint  not null
);

create index removal_revision on removal (revision);

-- Who changed what. Rows are added only.
create table audit (
    id            bigint generated always as identity primary key,
    at            timestamp with time zone not null,
    actor         varchar                  not null,
    action        varchar                  not null,
    subject       varchar                  not null,
    before_change varchar,
    after_change  varchar,
    address       varchar,
    request_id    varchar
);

-- How far each replica's journal of usage has been taken in.
create table journal (
    id       varchar primary key,
    position bigint  not null
);

-- Numbers are taken ten thousand at a time: without that H2 writes to disk for every 32 of them.
create table usage_record (
    id                 bigint generated always as identity (cache 10000) primary key,
    at                 timestamp with time zone not null,
    request_id         varchar                  not null,
    project            varchar,
    token              varchar,
    endpoint           varchar                  not null,
    alias              varchar,
    provider           varchar,
    model              varchar,
    status             integer                  not null,
    error              varchar,
    streaming          boolean                  not null,
    aborted            boolean                  not null,
    estimated          boolean                  not null,
    prompt_tokens      bigint                   not null,
    completion_tokens  bigint                   not null,
    cached_tokens      bigint                   not null,
    cache_write_tokens bigint                   not null,
    reasoning_tokens   bigint                   not null,
    cost               numeric(24, 12),
    price_version      varchar,
    latency_ms         double precision         not null,
    first_token_ms     double precision,
    overhead_ms        double precision         not null,
    attempts           integer                  not null
);

create index usage_record_at on usage_record (at);

-- Sums of usage; what a record lacks is '' here, since keys have no nulls.
create table usage_hour (
    period             timestamp with time zone not null,
    project            varchar                  not null,
    token              varchar                  not null,
    provider           varchar                  not null,
    model              varchar                  not null,
    requests           bigint                   not null,
    errors             bigint                   not null,
    prompt_tokens      bigint                   not null,
    completion_tokens  bigint                   not null,
    cached_tokens      bigint                   not null,
    cache_write_tokens bigint                   not null,
    reasoning_tokens   bigint                   not null,
    cost               numeric(24, 12)          not null,
    unpriced           bigint                   not null,
    primary key (period, project, token, provider, model)
);

create table usage_day (
    period             timestamp with time zone not null,
    project            varchar                  not null,
    token              varchar                  not null,
    provider           varchar                  not null,
    model              varchar                  not null,
    requests           bigint                   not null,
    errors             bigint                   not null,
    prompt_tokens      bigint                   not null,
    completion_tokens  bigint                   not null,
    cached_tokens      bigint                   not null,
    cache_write_tokens bigint                   not null,
    reasoning_tokens   bigint                   not null,
    cost               numeric(24, 12)          not null,
    unpriced           bigint                   not null,
    primary key (period, project, token, provider, model)
);

-- What projects and tokens have spent in a day (2026-11-21), a month (2026-11) and in all (total), for budgets.
create table spending (
    subject    varchar                  not null,
    period     varchar                  not null,
    amount     numeric(24, 12)          not null,
    updated_at timestamp with time zone not null,
    primary key (subject, period)
);

create index spending_updated on spending (updated_at);
