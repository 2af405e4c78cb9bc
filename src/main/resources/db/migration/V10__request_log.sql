-- The log of requests: the newest first, narrowed by anything, among as many as there are. Each index leads by what is looked for
-- and goes on by time, so that a page is its first entries. What would be a range (cost, time taken) is kept in classes, of which
-- a question names some: entries come in the order of time within each, and new ones stand side by side.

-- Columns are added at once: each time would write the whole table anew. What stands between is how the two dialects do that.
--
-- timeline: how it was answered, as JSON that no query looks into: see RequestTimeline.
-- ending: the status, and minus that of an answer that failed after it; null for what is no request of its own, but what one used
-- beside or in vain, as are the following.
-- cost_class, latency_class: four classes for each power of ten, of costs from 1E-8 on, of milliseconds from 1 on. What costs
-- nothing has one of its own.
drop index usage_record_at;
alter table usage_record add ${first}
    timeline varchar
    ${next} ending smallint generated always as (
        case when attempts = 0 and (error in ('overtaken', 'replaced') or error is null and (prompt_tokens + completion_tokens > 0
                or images > 0 or characters > 0 or audio_ms > 0 or search_units > 0 or video_ms > 0)) then null when status < 400 and error is not null then -status else status end) ${stored}
    ${next} cost_class smallint generated always as (
        case when attempts = 0 and (error in ('overtaken', 'replaced') or error is null and (prompt_tokens + completion_tokens > 0
                or images > 0 or characters > 0 or audio_ms > 0 or search_units > 0 or video_ms > 0)) then null when cost = 0 then -33
            when cost > 0 then cast(greatest(-32, least(16, floor(4 * log10(cast(cost as double precision))))) as smallint)
            end) ${stored}
    ${next} latency_class smallint generated always as (
        case when attempts = 0 and (error in ('overtaken', 'replaced') or error is null and (prompt_tokens + completion_tokens > 0
                or images > 0 or characters > 0 or audio_ms > 0 or search_units > 0 or video_ms > 0)) then null
            else cast(least(24, floor(4 * log10(greatest(latency_ms, 1)))) as smallint) end) ${stored}
${last};

create index usage_record_recent on usage_record (at desc, id desc);
create index usage_record_request on usage_record (request_id);
create index usage_record_project on usage_record (project, at desc, id desc);
create index usage_record_token on usage_record (token, at desc, id desc);
create index usage_record_alias on usage_record (alias, at desc, id desc);
create index usage_record_provider on usage_record (provider, at desc, id desc);
create index usage_record_model on usage_record (model, at desc, id desc);
create index usage_record_ending on usage_record (ending, at desc, id desc);
create index usage_record_cost on usage_record (cost_class, at desc, id desc, cost);
create index usage_record_latency on usage_record (latency_class, at desc, id desc, latency_ms);
