-- What residents and offenders know of the programme, as surveys counted it: by area, day and question, and nobody's answer. The
-- deterrent is what a thief knows of, so it stands beside coverage.

create table engagement.survey_count (
  area text not null check (area <> ''),
  on_day date not null,
  people text not null check (people in ('residents', 'offenders')),
  question text not null check (question <> ''),
  asked integer not null check (asked between 1 and 100000),
  know integer not null check (know between 0 and asked),
  at timestamptz not null default clock_timestamp(),
  actor text not null,
  primary key (area, on_day, people, question)
);
comment on table engagement.survey_count is 'Answers of surveys as numbers, by area, day, whom was asked and question.';
comment on column engagement.survey_count.area is 'official | none | programme+6y | Code of the area';
comment on column engagement.survey_count.on_day is 'official | none | programme+6y | Day of the survey';
comment on column engagement.survey_count.people is 'official | none | programme+6y | Who was asked';
comment on column engagement.survey_count.question is 'official | none | programme+6y | What was asked';
comment on column engagement.survey_count.asked is 'official | none | programme+6y | How many answered';
comment on column engagement.survey_count.know is 'official | none | programme+6y | How many of them knew';
comment on column engagement.survey_count.at is 'official | none | programme+6y | When it was taken in';
comment on column engagement.survey_count.actor is 'personal | uk-gdpr | programme+6y | Who took it in';

create function engagement.surveys_leave() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  as $$
  begin
    if exists (select from foundation.demonstration where state <> 'none') then
      delete from engagement.survey_count;
    end if;
    return null;
  end
  $$;
comment on function engagement.surveys_leave() is
  'Crossing: purpose surveys of the made-up city leave with its homes; operation erasure of what is made up; columns none.';
revoke all on function engagement.surveys_leave() from public;
create trigger surveys_leave before delete on engagement.home
  for each statement execute function engagement.surveys_leave();

alter table engagement.survey_count enable row level security;
alter table engagement.survey_count force row level security;
create policy leave_with_the_city on engagement.survey_count for delete to current_user
  using ((select foundation.actor_id()) is not null and exists (select from foundation.demonstration where state <> 'none'));
