-- What is paid for besides tokens: images that were made, characters that were spoken, sound, search units of rerank.
alter table usage_record add column images bigint default 0 not null;
alter table usage_record add column characters bigint default 0 not null;
alter table usage_record add column audio_ms bigint default 0 not null;
alter table usage_record add column search_units bigint default 0 not null;

alter table usage_hour add column images bigint default 0 not null;
alter table usage_hour add column characters bigint default 0 not null;
alter table usage_hour add column audio_ms bigint default 0 not null;
alter table usage_hour add column search_units bigint default 0 not null;

alter table usage_day add column images bigint default 0 not null;
alter table usage_day add column characters bigint default 0 not null;
alter table usage_day add column audio_ms bigint default 0 not null;
alter table usage_day add column search_units bigint default 0 not null;
