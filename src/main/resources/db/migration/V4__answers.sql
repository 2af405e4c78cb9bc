-- Answers that callers may ask for again, or go on from. An id counts for its owner alone: a project, or a caller without one.
-- The input is all that the model was asked, what was remembered included; both are JSON.
create table kept_answer (
    owner      varchar                  not null,
    id         varchar                  not null,
    provider   varchar,
    status     varchar                  not null,
    answer     text                     not null,
    input      text                     not null,
    bytes      bigint                   not null,
    created_at timestamp with time zone not null,
    expires_at timestamp with time zone not null,
    primary key (owner, id)
);

create index kept_answer_expiry on kept_answer (expires_at);
create index kept_answer_age on kept_answer (owner, created_at);

-- Items of answers whose provider has given them their ids, as requests may name them.
create table kept_item (
    owner  varchar not null,
    id     varchar not null,
    answer varchar not null,
    primary key (owner, id, answer),
    foreign key (owner, answer) references kept_answer (owner, id) on delete cascade
);

create index kept_item_answer on kept_item (owner, answer);
