-- How suppliers do against the indicators that their contracts were awarded with.

create table account.contract_assessment (
  id uuid primary key,
  award uuid not null references account.tender_award_signature,
  indicator text not null check (indicator <> ''),
  from_day date not null,
  to_day date not null check (to_day >= from_day),
  figure text not null check (figure <> ''),
  met boolean not null,
  source text not null check (source <> ''),
  actor text not null,
  at timestamptz not null default clock_timestamp()
);
create index contract_assessment_by_award on account.contract_assessment (award, indicator, to_day);
comment on table account.contract_assessment is 'What a supplier reached on an indicator in a period; of one period the last counts.';
comment on column account.contract_assessment.id is 'official | none | keep | UUIDv7';
comment on column account.contract_assessment.award is 'official | none | keep | Award that the contract rests on';
comment on column account.contract_assessment.indicator is 'official | none | keep | Indicator of the tender, by its key';
comment on column account.contract_assessment.from_day is 'official | none | keep | First day of the period';
comment on column account.contract_assessment.to_day is 'official | none | keep | Last day of the period';
comment on column account.contract_assessment.figure is 'official | none | keep | What was reached';
comment on column account.contract_assessment.met is 'official | none | keep | Whether that is the target';
comment on column account.contract_assessment.source is 'official | none | keep | Where the figure is from';
comment on column account.contract_assessment.actor is 'personal | uk-gdpr | audit+6y | Who entered it';
comment on column account.contract_assessment.at is 'official | none | keep | When that was recorded';

create function account.keep_assessment() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  as $$
  declare
    of_tender uuid := (select s.tender from account.tender_award_signature s where s.award = new.award);
  begin
    if not exists (select from account.tender_issue i join account.tender_version v on v.tender = i.tender and v.number = i.number,
                     jsonb_array_elements(v.indicators) k where i.tender = of_tender and k ->> 'key' = new.indicator) then
      perform account.refuse('assessment_indicator');
    end if;
    new.at := account.time_of_tender(of_tender, new.at);
    return new;
  end
  $$;
comment on function account.keep_assessment() is
  'Crossing: purpose only indicators of the tender are assessed; operation none, nothing of it leaves the trigger; columns the time.';
revoke all on function account.keep_assessment() from public;
create trigger keep_assessment before insert on account.contract_assessment for each row execute function account.keep_assessment();

alter table account.contract_assessment enable row level security;
alter table account.contract_assessment force row level security;
create policy crossing on account.contract_assessment for select to current_user using ((select foundation.actor_id()) is not null);
create policy leave_with_the_city on account.contract_assessment for delete to current_user
  using ((select foundation.actor_id()) is not null);

-- Assessments of a made-up contract leave before its award does.
create function account.assessments_leave() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  as $$
  begin
    delete from account.contract_assessment a using account.tender_award_signature s, account.tender t
    where s.award = a.award and t.id = s.tender and t.made_up;
    return null;
  end
  $$;
comment on function account.assessments_leave() is
  'Crossing: purpose assessments of made-up contracts leave with their awards; operation erasure of what is made up; columns none.';
revoke all on function account.assessments_leave() from public;
create trigger assessments_leave before delete on account.tender_award_signature
  for each statement execute function account.assessments_leave();
