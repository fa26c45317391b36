-- The team's page asks for the last contact of whoever has a round.
create index phone_contact_by_actor on engagement.phone_contact (actor, at);
