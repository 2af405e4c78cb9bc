-- Requests that are answered later: what was asked until it is answered, then the answer, both as JSON with the body in base64. One
-- replica at a time works on one, for as long as its lease says.
create table job (
    id          varchar                  not null,
    owner       varchar                  not null,
    caller      varchar                  not null,
    path        varchar                  not null,
    status      varchar                  not null,
    content     text                     not null,
    bytes       bigint                   not null,
    http_status integer,
    progress    varchar,
    runs        integer default 0        not null,
    runner      varchar,
    lease_until timestamp with time zone,
    not_before  timestamp with time zone not null,
    created_at  timestamp with time zone not null,
    finished_at timestamp with time zone,
    expires_at  timestamp with time zone not null,
    primary key (id)
);

create index job_owner on job (owner, caller, id);
create index job_status on job (status);
create index job_expiry on job (expires_at);
