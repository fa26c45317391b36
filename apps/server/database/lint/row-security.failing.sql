-- foundation.open_table: row security is not enabled
-- foundation.owner_passes: row security is not forced
create table foundation.open_table (id uuid);
create table foundation.owner_passes (id uuid);
alter table foundation.owner_passes enable row level security;
