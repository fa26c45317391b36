-- What is asked most often goes by an index, whatever the statistics of the day.

-- What a person did.
create index act_by_actor on foundation.act (actor, id);

-- A home is found by its id and the places of whoever asks together (home_id_ward_bcu_key). Were there an index on the id
-- alone, the home of another ward would be fetched and then held back, which takes longer than finding none: the time
-- would tell that it is there. The id stays unique.
alter table engagement.home drop constraint home_pkey;
create unique index home_by_id_alone on engagement.home ((id::text));

-- Cocoon: a hundred homes, not the thousand that are taken for granted of a function, or their own are read from end to end.
alter function enforcement.cocoon(timestamptz, integer) rows 100;
