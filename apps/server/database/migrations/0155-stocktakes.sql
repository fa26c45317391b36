-- Stocktakes of stores (VAGO 2018; HMICFRS 2022): whoever counts sees no list, several count at once, and what was counted stays when
-- they are interrupted. What the ledger and the shelves do not agree on is kept as rows when the stocktake ends, and each is a question
-- that somebody who did not count answers.

create table enforcement.stocktake (
  id uuid primary key,
  bcu text not null check (bcu <> ''),
  actor text not null,
  begun_at timestamptz not null default clock_timestamp(),
  unique (id, bcu)
);
create index stocktake_by_bcu on enforcement.stocktake (bcu, begun_at);
comment on table enforcement.stocktake is 'Stocktakes of the stores of BCUs, from their beginning on.';
comment on column enforcement.stocktake.id is 'official | part-3 | programme+6y | UUIDv7';
comment on column enforcement.stocktake.bcu is 'official | part-3 | programme+6y | Whose store';
comment on column enforcement.stocktake.actor is 'personal | part-3 | audit+6y | Who began it';
comment on column enforcement.stocktake.begun_at is 'official | part-3 | programme+6y | When it began';

create table enforcement.stocktake_end (
  stocktake uuid primary key,
  bcu text not null,
  how text not null check (how in ('finished', 'stopped')),
  reason text check (reason <> ''),
  expected integer check (expected >= 0),
  found integer check (found between 0 and expected),
  actor text not null,
  ended_at timestamptz not null default clock_timestamp(),
  foreign key (stocktake, bcu) references enforcement.stocktake (id, bcu),
  unique (stocktake, how),
  check ((how = 'stopped') = (reason is not null)),
  check ((how = 'finished') = (expected is not null) and (how = 'finished') = (found is not null))
);
create index stocktake_end_by_bcu on enforcement.stocktake_end (bcu, ended_at);
comment on table enforcement.stocktake_end is 'That a stocktake was finished, with its figures, or stopped, with the reason.';
comment on column enforcement.stocktake_end.stocktake is 'official | part-3 | programme+6y | The stocktake';
comment on column enforcement.stocktake_end.bcu is 'official | part-3 | programme+6y | Whose store';
comment on column enforcement.stocktake_end.how is 'official | part-3 | programme+6y | Finished, or stopped before';
comment on column enforcement.stocktake_end.reason is 'official | part-3 | programme+6y | Why it was stopped';
comment on column enforcement.stocktake_end.expected is 'official | part-3 | programme+6y | How many exhibits the ledger had in the store';
comment on column enforcement.stocktake_end.found is 'official | part-3 | programme+6y | How many of them were counted';
comment on column enforcement.stocktake_end.actor is 'personal | part-3 | audit+6y | Who ended it';
comment on column enforcement.stocktake_end.ended_at is 'official | part-3 | programme+6y | When it ended';

create table enforcement.stocktake_line (
  id uuid primary key,
  stocktake uuid not null,
  bcu text not null,
  exhibit uuid references enforcement.exhibit,
  said text check (said <> ''),
  actor text not null,
  at timestamptz not null default clock_timestamp(),
  foreign key (stocktake, bcu) references enforcement.stocktake (id, bcu),
  -- Two who count the same thing count it once.
  unique (stocktake, exhibit),
  unique (stocktake, said),
  check (num_nonnulls(exhibit, said) = 1)
);
create index stocktake_line_by_bcu on enforcement.stocktake_line (bcu);
create index stocktake_line_by_exhibit on enforcement.stocktake_line (exhibit, at) where exhibit is not null;
comment on table enforcement.stocktake_line is 'What was counted, as it was counted.';
comment on column enforcement.stocktake_line.id is 'official | part-3 | programme+6y | UUIDv7';
comment on column enforcement.stocktake_line.stocktake is 'official | part-3 | programme+6y | The stocktake';
comment on column enforcement.stocktake_line.bcu is 'official | part-3 | programme+6y | Whose store';
comment on column enforcement.stocktake_line.exhibit is 'official | part-3 | programme+6y | The exhibit; null where none of this store is known so';
comment on column enforcement.stocktake_line.said is 'personal | part-3 | programme+6y | Reference or seal that is not known here';
comment on column enforcement.stocktake_line.actor is 'personal | part-3 | audit+6y | Who counted it';
comment on column enforcement.stocktake_line.at is 'official | part-3 | programme+6y | When that was recorded';

create table enforcement.stocktake_difference (
  id uuid primary key,
  stocktake uuid not null,
  bcu text not null,
  kind text not null check (kind in ('missing', 'not expected', 'not known')),
  how text not null default 'finished' check (how = 'finished'),
  exhibit uuid references enforcement.exhibit,
  said text check (said <> ''),
  holder text,
  seen_at timestamptz,
  seen_by text,
  actor text not null,
  foreign key (stocktake, bcu) references enforcement.stocktake (id, bcu),
  foreign key (stocktake, how) references enforcement.stocktake_end (stocktake, how),
  unique (stocktake, exhibit),
  unique (stocktake, said),
  unique (id, kind, bcu),
  check (num_nonnulls(exhibit, said) = 1 and (kind = 'not known') = (said is not null)),
  check ((kind = 'missing') = (seen_at is not null and seen_by is not null) and (seen_at is null) = (seen_by is null)),
  check ((exhibit is null) = (holder is null))
);
create index stocktake_difference_by_bcu on enforcement.stocktake_difference (bcu, stocktake);
create index stocktake_difference_by_exhibit on enforcement.stocktake_difference (exhibit) where exhibit is not null;
comment on table enforcement.stocktake_difference is 'What the ledger and the shelves did not agree on when a stocktake was finished. Each is a question for somebody.';
comment on column enforcement.stocktake_difference.id is 'official | part-3 | programme+6y | UUIDv7';
comment on column enforcement.stocktake_difference.stocktake is 'official | part-3 | programme+6y | The stocktake';
comment on column enforcement.stocktake_difference.bcu is 'official | part-3 | programme+6y | Whose store';
comment on column enforcement.stocktake_difference.kind is 'official | part-3 | programme+6y | Missing, not expected, or not known';
comment on column enforcement.stocktake_difference.how is 'official | part-3 | programme+6y | Only a finished stocktake has any';
comment on column enforcement.stocktake_difference.exhibit is 'official | part-3 | programme+6y | The exhibit; null of what is not known';
comment on column enforcement.stocktake_difference.said is 'personal | part-3 | programme+6y | Reference or seal that is not known here';
comment on column enforcement.stocktake_difference.holder is 'personal | part-3 | programme+6y | Hand that had it by the ledger then';
comment on column enforcement.stocktake_difference.seen_at is 'personal | part-3 | programme+6y | When a missing one was last seen: by its facts, or counted';
comment on column enforcement.stocktake_difference.seen_by is 'personal | part-3 | programme+6y | Who saw it then';
comment on column enforcement.stocktake_difference.actor is 'personal | part-3 | audit+6y | Who finished the stocktake';

create table enforcement.stocktake_outcome (
  id uuid primary key,
  difference uuid not null,
  kind text not null,
  bcu text not null,
  outcome text not null,
  reason text not null check (reason <> ''),
  actor text not null,
  at timestamptz not null default clock_timestamp(),
  foreign key (difference, kind, bcu) references enforcement.stocktake_difference (id, kind, bcu),
  check (outcome = any (case kind
    when 'missing' then array['found here', 'found elsewhere', 'record wrong', 'lost', 'still looking']
    when 'not expected' then array['record put right', 'sent where it belongs', 'still looking']
    else array['booked in', 'sent where it belongs', 'misread', 'still looking'] end))
);
create index stocktake_outcome_by_difference on enforcement.stocktake_outcome (difference, at);
create index stocktake_outcome_by_bcu on enforcement.stocktake_outcome (bcu);
comment on table enforcement.stocktake_outcome is 'What somebody who did not count found out about a difference, appended: the latest holds.';
comment on column enforcement.stocktake_outcome.id is 'official | part-3 | programme+6y | UUIDv7';
comment on column enforcement.stocktake_outcome.difference is 'official | part-3 | programme+6y | The difference';
comment on column enforcement.stocktake_outcome.kind is 'official | part-3 | programme+6y | As of the difference';
comment on column enforcement.stocktake_outcome.bcu is 'official | part-3 | programme+6y | Whose store';
comment on column enforcement.stocktake_outcome.outcome is 'official | part-3 | programme+6y | What became of it';
comment on column enforcement.stocktake_outcome.reason is 'personal | part-3 | programme+6y | How that is known';
comment on column enforcement.stocktake_outcome.actor is 'personal | part-3 | audit+6y | Who says so';
comment on column enforcement.stocktake_outcome.at is 'official | part-3 | programme+6y | When that was recorded';

-- Shared by whoever counts, alone for whoever ends: nothing is counted that the comparison did not see.
create function enforcement.refuse_late_line() returns trigger
  language plpgsql
  as $$
  begin
    perform pg_advisory_xact_lock_shared(hashtextextended('stocktake ' || new.stocktake, 0));
    if exists (select from enforcement.stocktake_end e where e.stocktake = new.stocktake) then
      raise exception 'a stocktake that has ended' using errcode = '23514', constraint = 'stocktake_ended';
    end if;
    return new;
  end
  $$;
create trigger refuse_late_line before insert on enforcement.stocktake_line
  for each row execute function enforcement.refuse_late_line();

insert into foundation.setting (name, version, value, unit, source, from_day, reason, actor) values
  ('stocktakes a year', 1, 4, 'stocktakes', 'Victoria 2018: property stores count four times a year, and one station did two (audit.vic.gov.au)',
   '2026-12-01', 'What is missing is noticed within a quarter', 'the product');

create function enforcement.stocktakes_a_year() returns table (value double precision, source text, from_day date)
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    select s.value, s.source, s.from_day from foundation.setting s
    where s.name = 'stocktakes a year' and foundation.actor_id() is not null order by s.version desc limit 1;
  end;
comment on function enforcement.stocktakes_a_year() is
  'Crossing: purpose when stores are due to be counted; operation none; columns one setting, of nobody.';
revoke all on function enforcement.stocktakes_a_year() from public;

-- Stocktakes of the made-up city leave before its exhibits do.
create function enforcement.counts_of_stores_leave() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  as $$
  begin
    if exists (select from foundation.demonstration where state <> 'none') then
      delete from enforcement.stocktake_outcome;
      delete from enforcement.stocktake_difference;
      delete from enforcement.stocktake_line;
      delete from enforcement.stocktake_end;
      delete from enforcement.stocktake;
    end if;
    return null;
  end
  $$;
comment on function enforcement.counts_of_stores_leave() is
  'Crossing: purpose stocktakes of the made-up city leave with its scans; operation erasure of what is made up; columns none.';
revoke all on function enforcement.counts_of_stores_leave() from public;
create trigger counts_of_stores_leave before delete on enforcement.scan
  for each statement execute function enforcement.counts_of_stores_leave();

do $$
declare name text;
begin
  foreach name in array array['stocktake', 'stocktake_end', 'stocktake_line', 'stocktake_difference', 'stocktake_outcome'] loop
    execute format('alter table enforcement.%I enable row level security', name);
    execute format('alter table enforcement.%I force row level security', name);
    execute format('create policy leave_with_the_city on enforcement.%I for delete to current_user
      using ((select foundation.actor_id()) is not null and exists (select from foundation.demonstration where state <> ''none''))', name);
    execute format('create policy crossing on enforcement.%I for select to current_user using ((select foundation.actor_id()) is not null)', name);
  end loop;
end
$$;
