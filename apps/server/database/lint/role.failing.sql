-- mettrace_planner: bypasses row security, inherits, may log in
-- mettrace_risk: owns foundation.act
-- mettrace_app: has rights of its own: SELECT on foundation.act
-- mettrace_app: may take on pg_read_all_data
-- mettrace_risk: may take on mettrace_importer
alter role mettrace_planner bypassrls inherit login;
alter table foundation.act owner to mettrace_risk;
grant select on foundation.act to mettrace_app;
grant pg_read_all_data to mettrace_app;
grant mettrace_importer to mettrace_risk;
