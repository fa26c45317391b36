-- mettrace_planner: bypasses row security, inherits, may log in
-- mettrace_risk: owns log.entry
-- mettrace_web: has rights of its own: SELECT on log.entry
-- mettrace_web: may take on pg_read_all_data
-- mettrace_risk: may take on mettrace_importer
-- mettrace_command: may take on mettrace_planner
-- mettrace_web: may take on mettrace_planner
-- mettrace_worker: may take on mettrace_planner
-- mettrace_web: may take on mettrace_worker
alter role mettrace_planner bypassrls inherit login;
alter table log.entry owner to mettrace_risk;
grant select on log.entry to mettrace_web;
grant pg_read_all_data to mettrace_web;
grant mettrace_importer to mettrace_risk;
grant mettrace_worker to mettrace_web;
