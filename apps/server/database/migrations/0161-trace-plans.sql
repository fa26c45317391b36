-- A trace asks for one kit or few: its plan is the same each time, and to plan it takes longer than to run it. With the kits in an array
-- PostgreSQL takes the plan that is made once for dearer, and plans anew for every trace.
alter function engagement.trace(uuid[], date) set plan_cache_mode to force_generic_plan;
alter function engagement.traced_kits(bytea, text) set plan_cache_mode to force_generic_plan;
