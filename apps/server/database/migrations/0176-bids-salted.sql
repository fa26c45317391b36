-- A bid is a short table, so its size and a plain checksum tell its prices to whoever tries them all: the checksum is of a random salt
-- before the file, the salt is read with the file, and the size is no longer beside what everybody reads.
alter table account.bid drop column size;
comment on column account.bid.digest is 'official | none | keep | SHA-256 of the salt and then the file as it came';

alter table account.bid_content add column salt bytea not null default '';
alter table account.bid_content alter column salt drop default;
alter table account.bid_content add constraint bid_salt check (octet_length(salt) = 32) not valid;
comment on column account.bid_content.salt is 'official | none | keep | Random bytes that its checksum begins with; none before they were asked for';
