-- Rounds that are given out: an assignment of one day, with the order in which its homes are walked. A home is in one round of
-- a day at a time: the key says so, whoever gives it out at the same moment. And when colleagues are on duty, for whose
-- hours rounds are cut.

create table engagement.round_home (
  home uuid not null,
  day date not null,
  turn integer not null check (turn > 0),
  assignment uuid not null,
  place integer not null check (place > 0),
  done_after double precision not null check (done_after >= 0),
  ward text not null,
  bcu text not null,
  primary key (home, day, turn),
  unique (assignment, place),
  foreign key (assignment, ward, bcu) references engagement.assignment (id, ward, bcu),
  foreign key (home, ward, bcu) references engagement.home (id, ward, bcu)
);
create index round_home_by_ward on engagement.round_home (ward);
create index round_home_by_bcu on engagement.round_home (bcu);
comment on table engagement.round_home is 'Homes of a round that was given out, in the order in which they are walked.';
comment on column engagement.round_home.home is 'official | uk-gdpr | programme+6y | Home';
comment on column engagement.round_home.day is 'official | uk-gdpr | programme+6y | Day of the round';
comment on column engagement.round_home.turn is 'official | uk-gdpr | programme+6y | 1 for the first round of the day that has it; one more where the round before ended';
comment on column engagement.round_home.assignment is 'official | uk-gdpr | programme+6y | Assignment that the round is';
comment on column engagement.round_home.place is 'official | uk-gdpr | programme+6y | Place in the order of the walk, from 1';
comment on column engagement.round_home.done_after is 'official | uk-gdpr | programme+6y | Minutes from the beginning of the round until this home is expected to be done';
comment on column engagement.round_home.ward is 'official | uk-gdpr | programme+6y | As the home''s';
comment on column engagement.round_home.bcu is 'official | uk-gdpr | programme+6y | As the home''s';

create table engagement.duty_hours (
  id uuid primary key,
  person uuid not null references identity.person,
  day date not null,
  begins time,
  ends time,
  wards text[] check (cardinality(wards) > 0),
  ward text check (ward <> ''),
  bcu text not null check (bcu <> ''),
  actor text not null,
  recorded_at timestamptz not null default clock_timestamp(),
  check ((begins is null) = (ends is null)),
  check (begins < ends),
  check (ward = wards[1])
);
create index duty_hours_by_ward on engagement.duty_hours (ward, day);
create index duty_hours_by_bcu on engagement.duty_hours (bcu, day);
create index duty_hours_by_person on engagement.duty_hours (person, day);
comment on table engagement.duty_hours is 'When somebody is on duty for rounds on a day. What was recorded last counts.';
comment on column engagement.duty_hours.id is 'official | uk-gdpr | programme+6y | UUID that whoever records it gives it';
comment on column engagement.duty_hours.person is 'personal | uk-gdpr | programme+6y | Who';
comment on column engagement.duty_hours.day is 'official | uk-gdpr | programme+6y | Day in London';
comment on column engagement.duty_hours.begins is 'personal | uk-gdpr | programme+6y | From when, by London''s clocks; null where they are not on duty after all';
comment on column engagement.duty_hours.ends is 'personal | uk-gdpr | programme+6y | Until when';
comment on column engagement.duty_hours.wards is 'official | uk-gdpr | programme+6y | Wards that they are posted to; null where they work in the whole BCU';
comment on column engagement.duty_hours.ward is 'official | uk-gdpr | programme+6y | The first of their wards';
comment on column engagement.duty_hours.bcu is 'official | uk-gdpr | programme+6y | BCU';
comment on column engagement.duty_hours.actor is 'personal | uk-gdpr | audit+6y | Who recorded it';
comment on column engagement.duty_hours.recorded_at is 'official | uk-gdpr | programme+6y | When';

create or replace function engagement.leave_with_the_city() returns void
  language sql volatile security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    select set_config('mettrace.change_by', 'the made-up city leaves', true);
    delete from enforcement.scan where exists (select from foundation.demonstration where state <> 'none');
    delete from enforcement.incident_version where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.street_end where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.street_count where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.home_state where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.card_message where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.card_request where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.page_change where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.set_aside_decision where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.appointment where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.safety_note where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.block_card where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.left_card where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.visit where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.consent where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.event_turn where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.phone_clash where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.saved_copy where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.copy_opening where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.phone_proof where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.phone_event where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.phone_contact where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.phone_act where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.phone where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.round_home where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.duty_hours where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.assignment_end where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.assignment_home where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.assignment where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.kit_variance_decision where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.kit_variance where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.kit_count_result where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.kit_count where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.kit_acknowledgement where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.kit_stop where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.kit_notice where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.kit_settlement where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.earlier_kit where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.earlier_area where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.earlier_phase where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.kit_position where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.kit_movement where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.kit_act where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.kit where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.kit_box where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.kit_batch where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.supply_price where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.supply_contract where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.supplier where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.team_member where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.team where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.resident where exists (select from foundation.demonstration where state <> 'none');
    delete from engagement.home where exists (select from foundation.demonstration where state <> 'none');
    select set_config('mettrace.change_by', '', true);
  end;

do $$
declare name text;
begin
  foreach name in array array['round_home', 'duty_hours'] loop
    execute format('alter table engagement.%I enable row level security', name);
    execute format('alter table engagement.%I force row level security', name);
    execute format('create policy leave_with_the_city on engagement.%I for delete to current_user
      using ((select foundation.actor_id()) is not null and exists (select from foundation.demonstration where state <> ''none''))', name);
  end loop;
end
$$;
