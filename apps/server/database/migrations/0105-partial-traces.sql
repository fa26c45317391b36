-- Of a trace by a partial reading: how far the reading goes, and what it weighs. The text that was read is kept nowhere: it is most of a
-- code.

alter table enforcement.trace_kit add column differences integer check (differences >= 0);
comment on column enforcement.trace_kit.differences is 'official | part-3 | programme+6y | Positions whose character is not what was read; null of a whole code or serial';

-- The log knows a kit by its serial, also where what became of a trace is looked at again.
alter table enforcement.trace_kit add column serial text not null default '';
alter table enforcement.trace_kit alter column serial drop default;
comment on column enforcement.trace_kit.serial is 'official | part-3 | programme+6y | Its serial';

create function engagement.fitting_kits(asked uuid[]) returns table (kit uuid, serial text)
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    select k.id, k.serial from engagement.kit k where k.id = any (asked) and foundation.actor_id() is not null;
  end;
comment on function engagement.fitting_kits(uuid[]) is
  'Crossing: purpose which kits a partial reading may be from; operation combination; columns the kits and their serials.';
revoke all on function engagement.fitting_kits(uuid[]) from public;

create table enforcement.trace_reading (
  trace uuid primary key,
  positions integer not null check (positions > 0),
  unread integer not null check (unread between 0 and positions),
  derived integer check (derived between 1 and positions),
  register integer not null check (register >= 0),
  left_kits integer not null check (left_kits >= 0),
  left_posterior double precision not null check (left_posterior between 0 and 1),
  unknown_posterior double precision not null check (unknown_posterior > 0 and unknown_posterior <= 1),
  expected_others double precision check (expected_others >= 0),
  method text check (method <> ''),
  error_rate double precision check (error_rate > 0 and error_rate < 1),
  ratio double precision check (ratio > 0),
  ratio_cap double precision check (ratio_cap >= 1),
  ratio_limit text check (ratio_limit in ('method', 'population')),
  unknown_share double precision check (unknown_share > 0 and unknown_share < 1),
  support text check (support <> ''),
  scale text check (scale <> ''),
  actor text not null,
  foreign key (trace, actor) references enforcement.trace (id, actor),
  -- No ratio without an error rate, and none above its cap.
  check ((ratio is null) = (ratio_cap is null) and (ratio is null) = (ratio_limit is null) and (ratio is null) = (unknown_share is null)),
  check (ratio is null or (error_rate is not null and method is not null and ratio <= ratio_cap)),
  check ((support is null) = (scale is null) and (support is null or ratio is not null))
);
comment on table enforcement.trace_reading is 'What a partial reading says, and what it weighs for the likeliest kit. Its text is not kept.';
comment on column enforcement.trace_reading.trace is 'official | part-3 | programme+6y | The trace';
comment on column enforcement.trace_reading.positions is 'official | part-3 | programme+6y | Positions of the code';
comment on column enforcement.trace_reading.unread is 'official | part-3 | programme+6y | Positions that were not read';
comment on column enforcement.trace_reading.derived is 'official | part-3 | programme+6y | Position that the check character tells: it adds no weight';
comment on column enforcement.trace_reading.register is 'official | part-3 | programme+6y | Kits of the register that it was held against';
comment on column enforcement.trace_reading.left_kits is 'official | part-3 | programme+6y | Possible kits that are not listed';
comment on column enforcement.trace_reading.left_posterior is 'official | part-3 | programme+6y | Chance that it is one of these';
comment on column enforcement.trace_reading.unknown_posterior is 'official | part-3 | programme+6y | Chance that it is a kit of no register';
comment on column enforcement.trace_reading.expected_others is 'official | part-3 | programme+6y | Other kits that fit, to be expected by the design';
comment on column enforcement.trace_reading.method is 'official | part-3 | programme+6y | Validation that the error rate is from';
comment on column enforcement.trace_reading.error_rate is 'official | part-3 | programme+6y | How often the method reports a match where there is none';
comment on column enforcement.trace_reading.ratio is 'official | part-3 | programme+6y | Likelihood ratio, never above its cap; null without an error rate';
comment on column enforcement.trace_reading.ratio_cap is 'official | part-3 | programme+6y | The most that the method can show';
comment on column enforcement.trace_reading.ratio_limit is 'official | part-3 | programme+6y | What keeps it from being larger: the method, or other kits';
comment on column enforcement.trace_reading.unknown_share is 'official | part-3 | programme+6y | Share of kits of no register that was assumed';
comment on column enforcement.trace_reading.support is 'official | part-3 | programme+6y | Words of the scale of the day';
comment on column enforcement.trace_reading.scale is 'official | part-3 | programme+6y | Who issued that scale, and its title';
comment on column enforcement.trace_reading.actor is 'personal | part-3 | audit+6y | Who asked';

create or replace function enforcement.traces_leave() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  as $$
  begin
    if exists (select from foundation.demonstration where state <> 'none') then
      delete from enforcement.trace_review;
      delete from enforcement.trace_reading;
      delete from enforcement.trace_kit;
      delete from enforcement.trace;
    end if;
    return null;
  end
  $$;

alter table enforcement.trace_reading enable row level security;
alter table enforcement.trace_reading force row level security;
create policy leave_with_the_city on enforcement.trace_reading for delete to current_user
  using ((select foundation.actor_id()) is not null and exists (select from foundation.demonstration where state <> 'none'));
create policy crossing on enforcement.trace_reading for select to current_user using ((select foundation.actor_id()) is not null);
