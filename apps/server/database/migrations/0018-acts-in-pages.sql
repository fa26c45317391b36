-- What a person did is shown page by page: the entries of a page are found by their acts. By who acted all that they ever
-- did would be read for each page. Nothing else asked by that index, so that an entry costs no more to write.
drop index log.entry_by_actor;
create index entry_by_act on log.entry (act);
