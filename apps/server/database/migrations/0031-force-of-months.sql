-- What of the street files is loaded, by police force and month: a month of which one force's file is missing is not a
-- month without burglary there. Of files imported before this the force is not known, and stands as ''; importing them
-- again says it.

alter table target.burglary add column force text;
comment on column target.burglary.force is
  'open | none | keep | Police force that reported it, as street files name it; null where no file says';

create table target.loaded_force (
  force text not null,
  month date not null,
  primary key (force, month)
);
comment on table target.loaded_force is 'Months of which the street file of a police force is loaded.';
comment on column target.loaded_force.force is 'open | none | keep | Police force; empty for files that do not say';
comment on column target.loaded_force.month is 'open | none | keep | First day of the month';

insert into target.loaded_force
  select '', month from target.loaded_month where source = 'street' group by month;

create table target.area_force (
  kind text not null,
  valid_from date not null,
  code text not null,
  force text not null,
  primary key (kind, valid_from, code)
);
comment on table target.area_force is
  'The force that polices an area: the one with most burglaries there for each month of its files. Only where files of several forces are loaded.';
comment on column target.area_force.kind is 'open | none | derived | Kind of area';
comment on column target.area_force.valid_from is 'open | none | derived | Vintage of the areas';
comment on column target.area_force.code is 'open | none | derived | Area';
comment on column target.area_force.force is 'open | none | derived | Police force, as in target.loaded_force';

alter table target.loaded_force enable row level security;
alter table target.loaded_force force row level security;
alter table target.area_force enable row level security;
alter table target.area_force force row level security;
