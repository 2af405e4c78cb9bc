-- What providers keep for callers: files, batches and the like, by their ids. Nobody but the tenant, of whom there is one, is
-- told that there is one.
create table owned_object (
    id       varchar                  not null,
    provider varchar                  not null,
    tenant   varchar                  not null,
    outputs  boolean                  not null,
    booked   bigint                   not null,
    used_at  timestamp with time zone not null,
    primary key (id, provider)
);

create index owned_object_tenant on owned_object (tenant, used_at);
create index owned_object_used on owned_object (used_at);
