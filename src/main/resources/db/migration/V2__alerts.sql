-- Alerts: what was told, what each replica finds, and what is to be silent. Labels are a JSON object with sorted members.

-- One row for an alert and its labels, from when it fires until everybody was told that it is over. Who changes a row of the
-- version that it has read may tell of it; the others know then that somebody does.
create table alert_state (
    alert   varchar                  not null,
    labels  varchar                  not null,
    phase   varchar                  not null,
    since   timestamp with time zone not null,
    changed timestamp with time zone not null,
    reading double precision         not null,
    told_at timestamp with time zone,
    owed    varchar                  not null,
    teller  varchar                  not null,
    teller_until timestamp with time zone not null,
    version bigint                   not null,
    primary key (alert, labels)
);

-- What holds where: each replica has rows of its own, which it renews.
create table alert_finding (
    alert    varchar                  not null,
    labels   varchar                  not null,
    replica  varchar                  not null,
    reading  double precision         not null,
    found_at timestamp with time zone not null,
    primary key (alert, labels, replica)
);

-- Alerts of which nobody wants to hear for a while; labels are '' for all of an alert.
create table alert_silence (
    alert  varchar                  not null,
    labels varchar                  not null,
    until  timestamp with time zone not null,
    reason varchar                  not null,
    actor  varchar                  not null,
    primary key (alert, labels)
);
