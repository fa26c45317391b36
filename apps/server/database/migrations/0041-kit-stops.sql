-- Recalls, quarantines and releases beyond one BCU: whoever may have such a kit is told of them and why, and kits of a
-- whole batch or box that are received later are stopped as they come. And who acknowledged that they were told.

create table engagement.kit_stop (
  act uuid primary key,
  kind text not null check (kind in ('quarantined', 'recalled', 'released')),
  at timestamptz not null,
  batch uuid references engagement.kit_batch,
  box uuid references engagement.kit_box,
  follows uuid references engagement.kit_stop,
  reason text not null check (reason <> ''),
  actor text not null,
  foreign key (act, kind, at, actor) references engagement.kit_act (id, kind, at, actor),
  -- Of a batch, of a box, of kits that came after another stop of theirs, or of kits that were named.
  check (num_nonnulls(batch, box, follows) <= 1)
);
create index kit_stop_by_batch on engagement.kit_stop (batch) where batch is not null;
create index kit_stop_by_box on engagement.kit_stop (box) where box is not null;
create index kit_stop_by_follows on engagement.kit_stop (follows) where follows is not null;
comment on table engagement.kit_stop is 'Recalls, quarantines and releases that are told to all. Those of whole batches and boxes hold also for kits that are received later.';
comment on column engagement.kit_stop.act is 'official | uk-gdpr | programme+6y | The act';
comment on column engagement.kit_stop.kind is 'official | uk-gdpr | programme+6y | As the act''s';
comment on column engagement.kit_stop.at is 'official | uk-gdpr | programme+6y | As the act''s';
comment on column engagement.kit_stop.batch is 'official | uk-gdpr | programme+6y | Batch, where it is of one';
comment on column engagement.kit_stop.box is 'official | uk-gdpr | programme+6y | Box, where it is of one';
comment on column engagement.kit_stop.follows is 'official | uk-gdpr | programme+6y | The stop by which kits were stopped as they were received';
comment on column engagement.kit_stop.reason is 'official | uk-gdpr | programme+6y | As the act''s';
comment on column engagement.kit_stop.actor is 'personal | uk-gdpr | audit+6y | Who stopped or released them';

create table engagement.kit_acknowledgement (
  id uuid primary key references engagement.kit_notice,
  at timestamptz not null,
  ward text,
  bcu text,
  actor text not null
);
create index kit_acknowledgement_by_ward on engagement.kit_acknowledgement (ward);
create index kit_acknowledgement_by_bcu on engagement.kit_acknowledgement (bcu);
comment on table engagement.kit_acknowledgement is 'That a holder, or a home, acknowledged that they were told of a recall or quarantine.';
comment on column engagement.kit_acknowledgement.id is 'official | uk-gdpr | programme+6y | The notice';
comment on column engagement.kit_acknowledgement.at is 'official | uk-gdpr | programme+6y | When';
comment on column engagement.kit_acknowledgement.ward is 'official | uk-gdpr | programme+6y | As the notice''s';
comment on column engagement.kit_acknowledgement.bcu is 'official | uk-gdpr | programme+6y | As the notice''s';
comment on column engagement.kit_acknowledgement.actor is 'personal | uk-gdpr | audit+6y | Who recorded it';

create or replace function engagement.leave_with_the_city() returns void
  language sql volatile security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    select set_config('mettrace.change_by', 'the made-up city leaves', true);
    delete from enforcement.scan where exists (select from foundation.demonstration where state <> 'none');
    delete from enforcement.incident_version where exists (select from foundation.demonstration where state <> 'none');
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
  foreach name in array array['kit_stop', 'kit_acknowledgement'] loop
    execute format('alter table engagement.%I enable row level security', name);
    execute format('alter table engagement.%I force row level security', name);
    execute format('create policy leave_with_the_city on engagement.%I for delete to current_user
      using ((select foundation.actor_id()) is not null and exists (select from foundation.demonstration where state <> ''none''))', name);
    execute format('create policy crossing on engagement.%I for select to current_user using ((select foundation.actor_id()) is not null)', name);
  end loop;
end
$$;
