-- Videos are paid for by the time that they take, and are kept by who has made them: to have one made anew of another is to
-- ask that model once more.
alter table usage_record add column video_ms bigint default 0 not null;
alter table usage_hour add column video_ms bigint default 0 not null;
alter table usage_day add column video_ms bigint default 0 not null;

-- The model as it was asked for, and as its provider knows it; null where nobody knows.
alter table owned_object add column made_as varchar;
alter table owned_object add column made_by varchar;
alter table owned_object add column video_ms bigint default 0 not null;
