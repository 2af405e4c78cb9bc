-- Requests that got an answer that was given before, and what they would have used.
alter table usage_record add column cached boolean default false not null;
alter table usage_record add column saved_tokens bigint default 0 not null;
alter table usage_record add column saved_cost numeric(24, 12);

alter table usage_hour add column cached bigint default 0 not null;
alter table usage_hour add column saved_tokens bigint default 0 not null;
alter table usage_hour add column saved_cost numeric(24, 12) default 0 not null;

alter table usage_day add column cached bigint default 0 not null;
alter table usage_day add column saved_tokens bigint default 0 not null;
alter table usage_day add column saved_cost numeric(24, 12) default 0 not null;
