-- The log of requests: read from the newest back, or one by its id. An index for each of its filters was measured and left out: with
-- them, records were written at a seventh of the rate.

drop index usage_record_at;

-- How it was answered, as JSON that no query looks into: see RequestTimeline.
alter table usage_record add timeline varchar;

create index usage_record_recent on usage_record (at desc, id desc);
-- ids are in the order of time: it grows at its end
create index usage_record_request on usage_record (request_id);
