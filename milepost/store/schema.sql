-- What is audited is append-only: every act is a new row with its time and its author; nothing is updated or deleted
-- (only a rebuild replaces figures, and only by the same figures). Views say what holds, and since and until when, so
-- that one question answers for now and for any moment before.
--
-- Portable between a DuckDB file and DuckLake: plain types, UTC in plain timestamps, `milepost.` before every name,
-- and neither keys nor sequences: the guard row makes acts come one after another instead.

create table if not exists milepost.guard (  -- one row: whoever acts updates it first
    time timestamp                           -- of the last act
);
insert into milepost.guard (time)
select timestamp '1970-01-01 00:00:00' where not exists (select 1 from milepost.guard);

create table if not exists milepost.layout (  -- which layouts this file has had; the latest holds
    age bigint,
    mark varchar,   -- of this text
    time timestamp  -- since when
);

create table if not exists milepost.plan_version (
    plan varchar,
    digest varchar,    -- sha256 of the document
    document varchar,  -- canonical JSON
    author varchar,
    reason varchar,
    time timestamp
);

create table if not exists milepost.original (
    sha256 varchar,
    size bigint,  -- bytes
    time timestamp
);

create table if not exists milepost.submission (
    id varchar,
    plan varchar,
    sender varchar,
    period varchar,
    form varchar,
    layout varchar,
    file varchar,     -- the sender's name for it
    sha256 varchar,   -- of the original
    person varchar,
    explanation varchar,
    figures bigint,   -- how many
    digest varchar,   -- sha256 of the figures as they were accepted
    time timestamp
);

create table if not exists milepost.figure (
    submission varchar,
    line bigint,      -- order within the submission
    indicator varchar,
    unit varchar,
    industry varchar,
    period varchar,
    value double,
    sheet varchar,
    cell varchar
);

create table if not exists milepost.withdrawal (
    submission varchar,
    person varchar,
    reason varchar,
    time timestamp
);

create table if not exists milepost.period_event (
    plan varchar,
    period varchar,
    act varchar,      -- open or correct
    person varchar,
    reason varchar,
    time timestamp
);

create table if not exists milepost.publication (
    plan varchar,
    vintage bigint,   -- 1, 2, … within the plan
    period varchar,
    plan_digest varchar,
    release varchar,  -- of milepost
    person varchar,
    reason varchar,
    time timestamp
);

create table if not exists milepost.issued (
    plan varchar,
    vintage bigint,   -- whose numbers went out
    name varchar,     -- of the pack's file
    sha256 varchar,   -- of the pack, kept among the originals
    size bigint,      -- bytes
    person varchar,
    time timestamp
);

create table if not exists milepost.act_origin (
    time timestamp,   -- of an act: no two have the same
    origin varchar    -- from where it came: an address, or the console
);

create table if not exists milepost.audit (  -- what leaves no other row: signed in, taken away, kept safe
    act varchar,
    person varchar,
    plan varchar,
    period varchar,
    unit varchar,
    what varchar,     -- a file's name, or what else tells this act from its like
    origin varchar,
    time timestamp
);

create table if not exists milepost.form (  -- layouts that clerks have explained; the last row of a name holds
    plan varchar,
    sender varchar,
    name varchar,
    act varchar,       -- remember or retire
    document varchar,  -- JSON, as the reader knows it
    person varchar,
    reason varchar,
    time timestamp
);

create table if not exists milepost.answer (  -- whether a name met in a workbook means another; the last row holds
    plan varchar,
    sender varchar,
    text varchar,      -- as met
    what varchar,      -- unit or indicator
    meant varchar,     -- its id
    answer varchar,    -- yes, no, or forget
    file varchar,      -- where it was met
    place varchar,     -- sheet and cell there
    person varchar,
    time timestamp
);

create table if not exists milepost.doubt (  -- what was odd about an accepted submission, and how it was explained
    submission varchar,
    line bigint,       -- order within the submission
    code varchar,
    message varchar,
    sheet varchar,
    cell varchar,
    value varchar,
    explanation varchar
);

create table if not exists milepost.returned (  -- files that went back to their sender
    id varchar,
    plan varchar,
    period varchar,
    sender varchar,
    form varchar,       -- empty where the file does not say: then any form of the sender answers it
    file varchar,
    sha256 varchar,     -- of the original, kept as it came
    problems bigint,    -- how many were marked
    note varchar,       -- what was said to the sender
    submission varchar, -- withdrawn with it; empty for a file that was never taken in
    person varchar,
    time timestamp
);

create table if not exists milepost.return_end (  -- returns that the office closed by hand
    returned varchar,
    person varchar,
    reason varchar,
    time timestamp
);

create table if not exists milepost.attachment (  -- stamped scans; the last one of a submission is shown
    id varchar,
    submission varchar,
    name varchar,
    sha256 varchar,
    size bigint,       -- bytes
    kind varchar,      -- pdf, jpg or png, by the content
    person varchar,
    time timestamp
);

create table if not exists milepost.pending (  -- files that wait for the head of their unit
    id varchar,
    plan varchar,
    period varchar,
    sender varchar,
    file varchar,
    sha256 varchar,
    explanation varchar,
    person varchar,
    time timestamp
);

create table if not exists milepost.pending_end (
    pending varchar,
    outcome varchar,    -- approved, refused, or replaced by a newer one
    submission varchar, -- what an approved file became
    person varchar,
    reason varchar,
    time timestamp
);

create table if not exists milepost.declaration (  -- 够发布: complete enough, though some are missing
    plan varchar,
    period varchar,
    missing varchar,    -- ids of the units that lacked something, between blanks
    person varchar,
    note varchar,
    time timestamp
);

-- A submission counts from `time` until `ended`. A withdrawal ends it; so does the next one of the same sender, period
-- and form, even when that one is withdrawn later: an older number never comes back unasked.
create or replace view milepost.submission_life as
select
    held.id, held.plan, held.sender, held.period, held.form, held.layout, held.file, held.sha256, held.person,
    held.explanation, held.figures, held.digest, held.time, held.replaced, withdrawal.time as withdrawn,
    withdrawal.person as withdrawn_by, withdrawal.reason as withdrawn_because,
    least(held.replaced, withdrawal.time) as ended
from (
    select
        id, plan, sender, period, form, layout, file, sha256, person, explanation, figures, digest, time,
        lead(time) over (partition by plan, sender, period, form order by time, id) as replaced
    from milepost.submission
) as held
left join milepost.withdrawal on withdrawal.submission = held.id;

-- Every figure ever given, with its lineage.
create or replace view milepost.given as
select
    figure.indicator, figure.unit, figure.industry, figure.period, figure.value, figure.sheet, figure.cell, figure.line,
    life.id as submission, life.plan, life.sender, life.form, life.file, life.sha256, life.time,
    life.replaced, life.withdrawn, life.ended
from milepost.figure
join milepost.submission_life as life on life.id = figure.submission;

-- A return is open until its sender's next accepted submission of that form (any form, where none is known), or until
-- the office closes it.
create or replace view milepost.return_life as
select
    returned.id, returned.plan, returned.period, returned.sender, returned.form, returned.file, returned.sha256,
    returned.problems, returned.note, returned.submission, returned.person, returned.time,
    min(answer.time) as answered, min(ended.time) as ended, arg_min(ended.person, ended.time) as ended_by,
    arg_min(ended.reason, ended.time) as ended_because
from milepost.returned
left join milepost.submission as answer
    on answer.plan = returned.plan and answer.period = returned.period and answer.sender = returned.sender
    and answer.time > returned.time and (returned.form = '' or answer.form = returned.form)
left join milepost.return_end as ended on ended.returned = returned.id
group by all;

-- Who did what when; sender and form are empty where an act has none.
create or replace view milepost.journal as
select plan, '' as period, '' as sender, '' as form, 'adopt' as act, author as person, reason, time
from milepost.plan_version
union all
select plan, period, sender, form, 'submit', person, explanation, time from milepost.submission
union all
select plan, period, sender, form, 'withdraw', withdrawn_by, withdrawn_because, withdrawn
from milepost.submission_life where withdrawn is not null
union all
select plan, period, '', '', act, person, reason, time from milepost.period_event
union all
select plan, period, '', '', 'publish', person, reason, time from milepost.publication;

-- What happened to an account: audited like everything else, and without any password.
create table if not exists milepost.account_event (
    name varchar,
    act varchar,      -- create, role, disable, reset (which also ends a disabling) or password
    role varchar,     -- role, unit and plan as they are after it
    unit varchar,
    plan varchar,
    person varchar,   -- who did it
    time timestamp
);

-- Ordinary rows, which change and go.
create table if not exists milepost.credential (
    name varchar,
    hash varchar,      -- argon2id
    expires timestamp  -- of a one-time password; null for one that its person has chosen
);

create table if not exists milepost.session (
    digest varchar,   -- sha256 of the cookie's token
    name varchar,
    address varchar,  -- where it was signed in from
    since timestamp,
    seen timestamp    -- when its person last did something
);

create table if not exists milepost.browser (  -- that an account has signed in with before
    digest varchar,   -- sha256 of the token in its cookie
    name varchar,
    time timestamp
);

create table if not exists milepost.failure (
    who varchar,      -- digest of a name or an address that failed to sign in, or of both after each other
    count bigint,
    time timestamp    -- of the last failure
);

-- An account as its newest events left it.
create or replace view milepost.account as
select
    name, arg_max(role, time) as role, arg_max(unit, time) as unit, arg_max(plan, time) as plan,
    arg_max(act, case when act in ('create', 'disable', 'reset') then time end) as state,  -- disable: nobody gets in
    min(time) as since
from milepost.account_event group by name;

-- Who did what, when, from where: every row that anybody ever caused.
create or replace view milepost.trail as
select done.time, done.person, done.act, done.plan, done.period, done.unit, done.what,
    coalesce(act_origin.origin, '') as origin
from (
    select time, author as person, 'adopt' as act, plan, '' as period, '' as unit, reason as what
    from milepost.plan_version
    union all
    select time, person, 'submit', plan, period, sender, file from milepost.submission
    union all
    select withdrawn, withdrawn_by, 'withdraw', plan, period, sender, file || '：' || withdrawn_because
    from milepost.submission_life where withdrawn is not null
    union all
    select time, person, act, plan, period, '', reason from milepost.period_event
    union all
    select time, person, 'publish', plan, period, '', '第' || vintage || '版' || reason from milepost.publication
    union all
    select time, person, 'return', plan, period, sender, file || '：' || note from milepost.returned
    union all
    select ended.time, ended.person, 'close_return', returned.plan, returned.period, returned.sender,
        returned.file || '：' || ended.reason
    from milepost.return_end as ended join milepost.returned on returned.id = ended.returned
    union all
    select attachment.time, attachment.person, 'attach', submission.plan, submission.period, submission.sender,
        attachment.name
    from milepost.attachment join milepost.submission on submission.id = attachment.submission
    union all
    select time, person, 'hand_in', plan, period, sender, file from milepost.pending
    union all
    select ended.time, ended.person, ended.outcome, pending.plan, pending.period, pending.sender,
        pending.file || '：' || ended.reason
    from milepost.pending_end as ended join milepost.pending on pending.id = ended.pending
    union all
    select time, person, 'declare', plan, period, '', note from milepost.declaration
    union all
    select issued.time, issued.person, 'issue', issued.plan, publication.period, '', issued.name
    from milepost.issued
    join milepost.publication on publication.plan = issued.plan and publication.vintage = issued.vintage
    union all
    select time, person, act || '_form', plan, '', sender, name || reason from milepost.form
    union all
    select time, person, 'answer_' || answer, plan, '', sender, text from milepost.answer
    union all
    select time, person, 'account_' || act, plan, '', unit, name || '：' || role from milepost.account_event
) as done
left join milepost.act_origin on act_origin.time = done.time
union all
select time, person, act, plan, period, unit, what, origin from milepost.audit;
