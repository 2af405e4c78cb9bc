-- Events of answers that are made in the background and told as they are made: they go with their answer, and their characters
-- count as a part of what its owner has. The last one is no row: it is the answer.
alter table kept_answer add column event_bytes bigint default 0 not null;
alter table kept_answer add column last_event bigint;

create table told_event (
    owner        varchar not null,
    answer       varchar not null,
    first_number bigint  not null,
    last_number  bigint  not null,
    events       text    not null,
    primary key (owner, answer, first_number),
    foreign key (owner, answer) references kept_answer (owner, id) on delete cascade
);
