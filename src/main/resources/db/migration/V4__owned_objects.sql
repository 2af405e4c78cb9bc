-- What providers keep for callers: files, batches and the like, by their ids. Nobody but the tenant is told that there is one.
create table owned_object (
    tenant   varchar                  not null,
    provider varchar                  not null,
    id       varchar                  not null,
    outputs  boolean                  not null,
    booked   bigint                   not null,
    used_at  timestamp with time zone not null,
    primary key (tenant, provider, id)
);

create index owned_object_id on owned_object (provider, id);
create index owned_object_used on owned_object (used_at);
