-- Parts of the counts that tell how long burglaries last: at a spot burgled shortly before, and at premises. Burglaries
-- imported before this are taken to be in streets until their file is imported again.

alter table target.burglary add column at_premises boolean not null default false;
comment on column target.burglary.at_premises is
  'open | none | keep | Placed at premises or a public place (a supermarket, a car park) and not in a street';

alter table target.burglary_count
  add column repeats integer not null default 0 check (repeats between 0 and burglaries),
  add column premises integer not null default 0 check (premises between 0 and burglaries);
comment on column target.burglary_count.repeats is
  'open | none | derived | Of these, at a spot burgled in the twelve months before or already in the same month';
comment on column target.burglary_count.premises is 'open | none | derived | Of these, at premises and not in a street';

-- Everything is counted anew when it is asked for.
truncate target.counted_month;
