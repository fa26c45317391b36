-- Tenders: what is asked for in versions, fixed once it is issued; bids that stay sealed until two people open them together; scores
-- that several people give apart; awards that a second person signs. docs/decisions/tenders.md says what must not happen.

create table account.tender (
  id uuid primary key,
  reference text not null check (reference <> ''),
  made_up boolean not null default false,
  actor text not null,
  at timestamptz not null default clock_timestamp(),
  constraint tender_reference unique (reference)
);
comment on table account.tender is 'Tenders. What is asked for is in their versions.';
comment on column account.tender.id is 'official | none | keep | UUIDv7';
comment on column account.tender.reference is 'official | none | keep | What it is called: T-2026-01';
comment on column account.tender.made_up is 'official | none | keep | Whether it goes with the made-up city';
comment on column account.tender.actor is 'personal | uk-gdpr | audit+6y | Who began it';
comment on column account.tender.at is 'official | none | keep | When that was recorded';

create table account.tender_version (
  id uuid primary key,
  tender uuid not null references account.tender,
  number integer not null check (number >= 1),
  title text not null check (title <> ''),
  net_pence bigint not null check (net_pence between 1 and 10000000000000),
  gross_pence bigint not null check (gross_pence between net_pence and 10000000000000),
  begins_on date not null,
  closes_at timestamptz not null,
  starts_on date not null,
  years integer not null check (years between 1 and 20),
  sections jsonb not null check (jsonb_typeof(sections) = 'object'),
  lots jsonb not null check (jsonb_typeof(lots) = 'array'),
  criteria jsonb not null check (jsonb_typeof(criteria) = 'array'),
  indicators jsonb not null check (jsonb_typeof(indicators) = 'array'),
  digest text not null check (digest ~ '^[0-9a-f]{64}$'),
  actor text not null,
  at timestamptz not null default clock_timestamp(),
  constraint tender_version_number unique (tender, number)
);
comment on table account.tender_version is 'What is asked for, every version whole; appended, and none after the tender is issued.';
comment on column account.tender_version.id is 'official | none | keep | UUIDv7';
comment on column account.tender_version.tender is 'official | none | keep | Tender that it is a version of';
comment on column account.tender_version.number is 'official | none | keep | 1, 2, 3 and so on';
comment on column account.tender_version.title is 'official | none | keep | Title';
comment on column account.tender_version.net_pence is 'official | none | keep | Estimated value over the term, without VAT';
comment on column account.tender_version.gross_pence is 'official | none | keep | The same with VAT';
comment on column account.tender_version.begins_on is 'official | none | keep | Day that the procurement begins, whose rules apply to its end';
comment on column account.tender_version.closes_at is 'official | none | keep | When bids must have come';
comment on column account.tender_version.starts_on is 'official | none | keep | First day of the contract';
comment on column account.tender_version.years is 'official | none | keep | Term of the contract';
comment on column account.tender_version.sections is 'official | none | keep | Words of each section of the statement of requirements, by its key';
comment on column account.tender_version.lots is 'official | none | keep | Lots, each with its title and kits a year';
comment on column account.tender_version.criteria is 'official | none | keep | Criteria with their weights in hundredths of a per cent';
comment on column account.tender_version.indicators is 'official | none | keep | Key performance indicators of the contract';
comment on column account.tender_version.digest is 'official | none | keep | SHA-256 of the version as it was kept';
comment on column account.tender_version.actor is 'personal | uk-gdpr | audit+6y | Who wrote it';
comment on column account.tender_version.at is 'official | none | keep | When that was recorded';

create table account.tender_issue (
  tender uuid primary key,
  number integer not null,
  actor text not null,
  at timestamptz not null default clock_timestamp(),
  foreign key (tender, number) references account.tender_version (tender, number)
);
comment on table account.tender_issue is 'That a tender was issued, in its latest version, by somebody who wrote none of it.';
comment on column account.tender_issue.tender is 'official | none | keep | The tender';
comment on column account.tender_issue.number is 'official | none | keep | Version that was issued';
comment on column account.tender_issue.actor is 'personal | uk-gdpr | audit+6y | Who issued it';
comment on column account.tender_issue.at is 'official | none | keep | When that was recorded';

create table account.bid (
  id uuid primary key,
  tender uuid not null references account.tender_issue,
  supplier text not null check (supplier <> ''),
  company text check (company <> ''),
  size integer not null check (size between 1 and 1000000),
  digest text not null check (digest ~ '^[0-9a-f]{64}$'),
  actor text not null,
  at timestamptz not null default clock_timestamp(),
  unique (id, tender),
  constraint bid_once unique (tender, supplier)
);
comment on table account.bid is 'Bids as they came from the tendering system; what they say is apart.';
comment on column account.bid.id is 'official | none | keep | UUIDv7';
comment on column account.bid.tender is 'official | none | keep | Tender that it answers';
comment on column account.bid.supplier is 'official | none | keep | Who bids';
comment on column account.bid.company is 'official | none | keep | Number at Companies House; null where it has none';
comment on column account.bid.size is 'official | none | keep | Bytes of the file';
comment on column account.bid.digest is 'official | none | keep | SHA-256 of the file as it came';
comment on column account.bid.actor is 'personal | uk-gdpr | audit+6y | Who entered it';
comment on column account.bid.at is 'official | none | keep | When that was recorded';

create table account.bid_content (
  bid uuid primary key,
  tender uuid not null,
  content bytea not null,
  actor text not null,
  foreign key (bid, tender) references account.bid (id, tender)
);
comment on table account.bid_content is 'What bids say: read by nobody before they are opened.';
comment on column account.bid_content.bid is 'official | none | keep | The bid';
comment on column account.bid_content.tender is 'official | none | keep | Tender that it answers';
comment on column account.bid_content.content is 'official | none | keep | The file as it came';
comment on column account.bid_content.actor is 'personal | uk-gdpr | audit+6y | Who entered it';

create table account.bid_key (
  id uuid primary key,
  tender uuid not null references account.tender_issue,
  actor text not null,
  at timestamptz not null default clock_timestamp()
);
create index bid_key_by_tender on account.bid_key (tender, at);
comment on table account.bid_key is 'Half of an opening: the bids of a tender are open once two people gave it within fifteen minutes.';
comment on column account.bid_key.id is 'official | none | keep | UUIDv7';
comment on column account.bid_key.tender is 'official | none | keep | Tender whose bids are opened';
comment on column account.bid_key.actor is 'personal | uk-gdpr | audit+6y | Who was there';
comment on column account.bid_key.at is 'official | none | keep | When that was recorded';

create table account.bid_interest (
  id uuid primary key,
  bid uuid not null references account.bid,
  conflict boolean not null,
  words text check (words <> ''),
  actor text not null,
  at timestamptz not null default clock_timestamp(),
  check (words is not null or not conflict)
);
create index bid_interest_by_bid on account.bid_interest (bid, actor);
comment on table account.bid_interest is 'What people declare of each bid before they judge it.';
comment on column account.bid_interest.id is 'official | none | keep | UUIDv7';
comment on column account.bid_interest.bid is 'official | none | keep | The bid';
comment on column account.bid_interest.conflict is 'official | none | keep | Whether there is a conflict of interest';
comment on column account.bid_interest.words is 'official | none | keep | What it is';
comment on column account.bid_interest.actor is 'personal | uk-gdpr | audit+6y | Who declares';
comment on column account.bid_interest.at is 'official | none | keep | When that was recorded';

create table account.bid_check (
  id uuid primary key,
  bid uuid not null references account.bid,
  gate text not null check (gate in ('equality', 'data protection')),
  passed boolean not null,
  reason text not null check (reason <> ''),
  actor text not null,
  at timestamptz not null default clock_timestamp()
);
create index bid_check_by_bid on account.bid_check (bid, gate, at);
comment on table account.bid_check is 'Whether suppliers pass on equality and on data protection; what was found last counts.';
comment on column account.bid_check.id is 'official | none | keep | UUIDv7';
comment on column account.bid_check.bid is 'official | none | keep | The bid';
comment on column account.bid_check.gate is 'official | none | keep | What was checked';
comment on column account.bid_check.passed is 'official | none | keep | Whether it passes';
comment on column account.bid_check.reason is 'official | none | keep | What that rests on';
comment on column account.bid_check.actor is 'personal | uk-gdpr | audit+6y | Who checked';
comment on column account.bid_check.at is 'official | none | keep | When that was recorded';

create table account.bid_score (
  id uuid primary key,
  bid uuid not null references account.bid,
  scores jsonb not null check (jsonb_typeof(scores) = 'object'),
  reasons jsonb not null check (jsonb_typeof(reasons) = 'object'),
  actor text not null,
  at timestamptz not null default clock_timestamp(),
  constraint bid_score_once unique (bid, actor)
);
comment on table account.bid_score is 'What one person gives a bid on every criterion of quality, once.';
comment on column account.bid_score.id is 'official | none | keep | UUIDv7';
comment on column account.bid_score.bid is 'official | none | keep | The bid';
comment on column account.bid_score.scores is 'official | none | keep | From 0 to 100 by criterion';
comment on column account.bid_score.reasons is 'official | none | keep | Why, by criterion';
comment on column account.bid_score.actor is 'personal | uk-gdpr | audit+6y | Who gives it';
comment on column account.bid_score.at is 'official | none | keep | When that was recorded';

create table account.scoring_close (
  tender uuid primary key references account.tender_issue,
  actor text not null,
  at timestamptz not null default clock_timestamp()
);
comment on table account.scoring_close is 'That nobody gives any more scores to the bids of a tender.';
comment on column account.scoring_close.tender is 'official | none | keep | The tender';
comment on column account.scoring_close.actor is 'personal | uk-gdpr | audit+6y | Who closed it';
comment on column account.scoring_close.at is 'official | none | keep | When that was recorded';

create table account.bid_moderation (
  id uuid primary key,
  bid uuid not null references account.bid,
  scores jsonb not null check (jsonb_typeof(scores) = 'object'),
  reason text not null check (reason <> ''),
  actor text not null,
  at timestamptz not null default clock_timestamp()
);
create index bid_moderation_by_bid on account.bid_moderation (bid, at);
comment on table account.bid_moderation is 'What those who judged agreed on for a bid; the last counts, and the earlier stay.';
comment on column account.bid_moderation.id is 'official | none | keep | UUIDv7';
comment on column account.bid_moderation.bid is 'official | none | keep | The bid';
comment on column account.bid_moderation.scores is 'official | none | keep | From 0 to 100 by criterion';
comment on column account.bid_moderation.reason is 'official | none | keep | Why it is that';
comment on column account.bid_moderation.actor is 'personal | uk-gdpr | audit+6y | Who wrote it down';
comment on column account.bid_moderation.at is 'official | none | keep | When that was recorded';

create table account.tender_award (
  id uuid primary key,
  tender uuid not null,
  lot text not null check (lot <> ''),
  bid uuid not null,
  net_pence bigint not null check (net_pence between 1 and 10000000000000),
  gross_pence bigint not null check (gross_pence between net_pence and 10000000000000),
  reason text not null check (reason <> ''),
  low_because text check (low_because <> ''),
  actor text not null,
  at timestamptz not null default clock_timestamp(),
  unique (id, tender, lot),
  foreign key (bid, tender) references account.bid (id, tender)
);
create index tender_award_by_tender on account.tender_award (tender, at);
comment on table account.tender_award is 'Which bid is to have a lot, as somebody proposes; a later proposal stands beside an earlier one.';
comment on column account.tender_award.id is 'official | none | keep | UUIDv7';
comment on column account.tender_award.tender is 'official | none | keep | The tender';
comment on column account.tender_award.lot is 'official | none | keep | The lot';
comment on column account.tender_award.bid is 'official | none | keep | The bid';
comment on column account.tender_award.net_pence is 'official | none | keep | What the lot costs over the term, without VAT';
comment on column account.tender_award.gross_pence is 'official | none | keep | The same with VAT';
comment on column account.tender_award.reason is 'official | none | keep | Why it is the most advantageous';
comment on column account.tender_award.low_because is 'official | none | keep | How the supplier explained an abnormally low price';
comment on column account.tender_award.actor is 'personal | uk-gdpr | audit+6y | Who proposes';
comment on column account.tender_award.at is 'official | none | keep | When that was recorded';

create table account.tender_award_signature (
  award uuid primary key,
  tender uuid not null,
  lot text not null,
  actor text not null,
  at timestamptz not null default clock_timestamp(),
  foreign key (award, tender, lot) references account.tender_award (id, tender, lot),
  constraint tender_award_lot unique (tender, lot)
);
comment on table account.tender_award_signature is 'That a second person signed an award; each lot is awarded once.';
comment on column account.tender_award_signature.award is 'official | none | keep | The award';
comment on column account.tender_award_signature.tender is 'official | none | keep | The tender';
comment on column account.tender_award_signature.lot is 'official | none | keep | The lot';
comment on column account.tender_award_signature.actor is 'personal | uk-gdpr | audit+6y | Who signed';
comment on column account.tender_award_signature.at is 'official | none | keep | When that was recorded';

create table account.tender_release (
  id uuid primary key,
  tender uuid not null references account.tender_issue,
  stage text not null check (stage in ('tender', 'award', 'contract')),
  content text not null check (jsonb_typeof(content::jsonb) = 'object'),
  digest text not null check (digest ~ '^[0-9a-f]{64}$'),
  actor text not null,
  at timestamptz not null default clock_timestamp(),
  constraint tender_release_stage unique (tender, stage)
);
comment on table account.tender_release is 'What was published of a tender as a release of the Open Contracting Data Standard.';
comment on column account.tender_release.id is 'official | none | keep | UUIDv7';
comment on column account.tender_release.tender is 'official | none | keep | The tender';
comment on column account.tender_release.stage is 'official | none | keep | Stage that it tells of';
comment on column account.tender_release.content is 'official | none | keep | The release as JSON';
comment on column account.tender_release.digest is 'official | none | keep | SHA-256 of it';
comment on column account.tender_release.actor is 'personal | uk-gdpr | audit+6y | Who published it';
comment on column account.tender_release.at is 'official | none | keep | When that was recorded';

-- Whether the bids of a tender are open: two people were there within a quarter of an hour.
create function account.bids_open(asked uuid) returns boolean
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    select exists (select from account.bid_key first join account.bid_key second on second.tender = first.tender
                   and second.actor <> first.actor and second.at between first.at and first.at + interval '15 minutes'
                   where first.tender = asked);
  end;
comment on function account.bids_open(uuid) is
  'Crossing: purpose a bid is read once it was opened by two; operation none, yes or no leaves it; columns none.';

-- Whether whoever acts gave a bid their own scores.
create function account.has_scored(asked uuid) returns boolean
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    select exists (select from account.bid_score s where s.bid = asked and s.actor = foundation.actor_id());
  end;
comment on function account.has_scored(uuid) is
  'Crossing: purpose nobody sees another’s scores before they gave theirs; operation none, yes or no leaves it; columns none.';

-- The time of an act is the database’s to say; of a made-up tender the registrar says it.
create function account.time_of_tender(asked uuid, given timestamptz) returns timestamptz
  language sql volatile
  set search_path = pg_catalog, pg_temp
  begin atomic
    select case when foundation.acting_role() = 'registrar'
                     and exists (select from account.tender t where t.id = asked and t.made_up)
                then given else clock_timestamp() end;
  end;
comment on function account.time_of_tender(uuid, timestamptz) is 'When an act on a tender is said to have been.';

-- Acts on one tender follow one another: each looks at what the one before left.
create function account.hold_tender(held uuid) returns void
  language sql volatile
  set search_path = pg_catalog, pg_temp
  begin atomic
    select pg_advisory_xact_lock(hashtextextended('tender ' || held, 0));
  end;
comment on function account.hold_tender(uuid) is 'Holds a tender until the transaction ends.';

-- The criteria of quality that a tender was issued with.
create function account.quality_of(asked uuid) returns text[]
  language sql stable
  set search_path = pg_catalog, pg_temp
  begin atomic
    select array_agg(c ->> 'key' order by c ->> 'key')
    from account.tender_issue i join account.tender_version v on v.tender = i.tender and v.number = i.number,
      jsonb_array_elements(v.criteria) c
    where i.tender = asked and c ->> 'kind' = 'quality';
  end;
comment on function account.quality_of(uuid) is 'Keys of the criteria that people score, in order.';

-- Whether a bid passed on equality and on data protection, by what was found last.
create function account.bid_passed(asked uuid) returns boolean
  language sql stable
  set search_path = pg_catalog, pg_temp
  begin atomic
    select count(*) = 2 and bool_and(passed)
    from (select distinct on (c.gate) c.passed from account.bid_check c where c.bid = asked order by c.gate, c.at desc, c.id desc) last;
  end;
comment on function account.bid_passed(uuid) is 'Whether a supplier passed both checks.';

-- Whether scores are whole: one from 0 to 100 for each of some criteria, and none besides.
create function account.are_scores(scores jsonb, keys text[]) returns boolean
  language sql immutable
  set search_path = pg_catalog, pg_temp
  begin atomic
    select (select array_agg(s.key order by s.key) from jsonb_each_text(scores) s) = keys
      and not exists (select from jsonb_each_text(scores) s where s.value !~ '^(?:100|[1-9]?[0-9])$');
  end;
comment on function account.are_scores(jsonb, text[]) is 'Whether every criterion has its score.';

create function account.keep_tender_version() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  as $$
  begin
    perform account.hold_tender(new.tender);
    if exists (select from account.tender_issue i where i.tender = new.tender) then
      perform account.refuse('tender_issued');
    end if;
    new.at := account.time_of_tender(new.tender, new.at);
    return new;
  end
  $$;

create function account.keep_tender_issue() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  as $$
  declare
    latest account.tender_version;
  begin
    perform account.hold_tender(new.tender);
    new.at := account.time_of_tender(new.tender, new.at);
    select v.* into latest from account.tender_version v where v.tender = new.tender order by v.number desc limit 1;
    if latest.number is distinct from new.number then
      perform account.refuse('tender_latest');
    end if;
    if exists (select from account.tender_version v where v.tender = new.tender and v.actor = new.actor) then
      perform account.refuse('tender_second_person');
    end if;
    if (select count(*) from jsonb_each_text(latest.sections) part
        where part.value ~ '[[:alnum:]]' and part.key in ('requirements', 'data protection', 'equality', 'exit')) < 4
       or jsonb_array_length(latest.lots) = 0
       or (select count(*) filter (where c ->> 'kind' = 'quality') < 1 or count(*) filter (where c ->> 'kind' = 'price') <> 1
             or sum((c ->> 'weight')::integer) <> 10000
           from jsonb_array_elements(latest.criteria) c)
       or (latest.gross_pence > 500000000 and jsonb_array_length(latest.indicators) < 3) then
      perform account.refuse('tender_whole');
    end if;
    if latest.closes_at <= new.at then
      perform account.refuse('tender_closes_later');
    end if;
    return new;
  end
  $$;

create function account.keep_bid() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  as $$
  begin
    perform account.hold_tender(new.tender);
    new.at := account.time_of_tender(new.tender, new.at);
    if new.at >= (select v.closes_at from account.tender_issue i
                  join account.tender_version v on v.tender = i.tender and v.number = i.number where i.tender = new.tender) then
      perform account.refuse('bid_late');
    end if;
    return new;
  end
  $$;

create function account.keep_bid_key() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  as $$
  begin
    perform account.hold_tender(new.tender);
    new.at := account.time_of_tender(new.tender, new.at);
    if new.at < (select v.closes_at from account.tender_issue i
                 join account.tender_version v on v.tender = i.tender and v.number = i.number where i.tender = new.tender) then
      perform account.refuse('bids_sealed');
    end if;
    if account.bids_open(new.tender) then
      perform account.refuse('bids_opened');
    end if;
    return new;
  end
  $$;

-- What is done with a bid is done once it is open, and before it is awarded anything.
create function account.keep_bid_act() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  as $$
  declare
    of_tender uuid := (select b.tender from account.bid b where b.id = new.bid);
    keys text[] := account.quality_of(of_tender);
    is_closed boolean;
    sheets integer;
  begin
    perform account.hold_tender(of_tender);
    new.at := account.time_of_tender(of_tender, new.at);
    is_closed := exists (select from account.scoring_close c where c.tender = of_tender);
    if tg_table_name <> 'bid_interest' and not account.bids_open(of_tender) then
      perform account.refuse('bid_not_open');
    end if;
    if exists (select from account.tender_award_signature a where a.tender = of_tender) then
      perform account.refuse('tender_awarded');
    end if;
    if tg_table_name = 'bid_check' and is_closed then
      perform account.refuse('scoring_closed');
    end if;
    if tg_table_name in ('bid_score', 'bid_moderation') then
      if exists (select from account.bid_interest i where i.bid = new.bid and i.actor = new.actor and i.conflict) then
        perform account.refuse('bid_conflict');
      end if;
      if not exists (select from account.bid_interest i where i.bid = new.bid and i.actor = new.actor) then
        perform account.refuse('bid_undeclared');
      end if;
      if not coalesce(account.bid_passed(new.bid), false) then
        perform account.refuse('bid_not_passed');
      end if;
      if not coalesce(account.are_scores(new.scores, keys), false) then
        perform account.refuse('scores_whole');
      end if;
    end if;
    if tg_table_name = 'bid_score' then
      if is_closed then
        perform account.refuse('scoring_closed');
      end if;
      if (select count(*) from jsonb_each_text(new.reasons) r where r.key = any (keys) and r.value ~ '[[:alnum:]]') < cardinality(keys) then
        perform account.refuse('scores_whole');
      end if;
    end if;
    if tg_table_name = 'bid_moderation' and not is_closed then
      perform account.refuse('scoring_open');
    end if;
    return new;
  end
  $$;

create function account.keep_scoring_close() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  as $$
  begin
    perform account.hold_tender(new.tender);
    new.at := account.time_of_tender(new.tender, new.at);
    if not account.bids_open(new.tender) then
      perform account.refuse('bid_not_open');
    end if;
    if exists (select from account.bid b where b.tender = new.tender
               and (select count(distinct c.gate) from account.bid_check c where c.bid = b.id) < 2) then
      perform account.refuse('bids_unchecked');
    end if;
    if not exists (select from account.bid b where b.tender = new.tender and account.bid_passed(b.id))
       or exists (select from account.bid b where b.tender = new.tender and account.bid_passed(b.id)
                  and (select count(*) from account.bid_score s where s.bid = b.id) < 2) then
      perform account.refuse('scores_of_two');
    end if;
    return new;
  end
  $$;

create function account.keep_award() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  as $$
  begin
    perform account.hold_tender(new.tender);
    new.at := account.time_of_tender(new.tender, new.at);
    if not coalesce(account.bid_passed(new.bid), false) then
      perform account.refuse('bid_not_passed');
    end if;
    if exists (select from account.bid b where b.tender = new.tender and account.bid_passed(b.id)
               and not exists (select from account.bid_moderation m where m.bid = b.id)) then
      perform account.refuse('award_moderated');
    end if;
    if not exists (select from account.tender_issue i join account.tender_version v on v.tender = i.tender and v.number = i.number,
                     jsonb_array_elements(v.lots) l where i.tender = new.tender and l ->> 'key' = new.lot) then
      perform account.refuse('award_lot');
    end if;
    return new;
  end
  $$;

create function account.keep_award_signature() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  as $$
  declare
    signed account.tender_award;
  begin
    select a.* into signed from account.tender_award a where a.id = new.award;
    perform account.hold_tender(signed.tender);
    new.at := account.time_of_tender(signed.tender, new.at);
    if signed.actor = new.actor then
      perform account.refuse('award_second_person');
    end if;
    if exists (select from account.bid_moderation m join account.bid b on b.id = m.bid
               where b.tender = signed.tender and m.at > signed.at) then
      perform account.refuse('award_stale');
    end if;
    if exists (select from account.bid_interest i join account.bid b on b.id = i.bid
               where b.tender = signed.tender and i.actor = new.actor and i.conflict) then
      perform account.refuse('award_conflict');
    end if;
    return new;
  end
  $$;

create function account.keep_release() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  as $$
  begin
    perform account.hold_tender(new.tender);
    new.at := account.time_of_tender(new.tender, new.at);
    if new.stage <> 'tender'
       and not exists (select from account.tender_award_signature s where s.tender = new.tender) then
      perform account.refuse('release_award');
    end if;
    return new;
  end
  $$;

create trigger keep_tender_version before insert on account.tender_version for each row execute function account.keep_tender_version();
create trigger keep_tender_issue before insert on account.tender_issue for each row execute function account.keep_tender_issue();
create trigger keep_bid before insert on account.bid for each row execute function account.keep_bid();
create trigger keep_bid_key before insert on account.bid_key for each row execute function account.keep_bid_key();
create trigger keep_bid_act before insert on account.bid_interest for each row execute function account.keep_bid_act();
create trigger keep_bid_act before insert on account.bid_check for each row execute function account.keep_bid_act();
create trigger keep_bid_act before insert on account.bid_score for each row execute function account.keep_bid_act();
create trigger keep_bid_act before insert on account.bid_moderation for each row execute function account.keep_bid_act();
create trigger keep_scoring_close before insert on account.scoring_close for each row execute function account.keep_scoring_close();
create trigger keep_award before insert on account.tender_award for each row execute function account.keep_award();
create trigger keep_award_signature before insert on account.tender_award_signature for each row execute function account.keep_award_signature();
create trigger keep_release before insert on account.tender_release for each row execute function account.keep_release();

comment on function account.keep_tender_version() is
  'Crossing: purpose nothing is changed once a tender is issued; operation none, nothing of it leaves the trigger; columns the time.';
comment on function account.keep_tender_issue() is
  'Crossing: purpose a second person issues what is whole; operation none, nothing of it leaves the trigger; columns the time.';
comment on function account.keep_bid() is
  'Crossing: purpose no bid comes late; operation none, nothing of it leaves the trigger; columns the time.';
comment on function account.keep_bid_key() is
  'Crossing: purpose bids stay sealed until they must have come; operation none, nothing of it leaves the trigger; columns the time.';
comment on function account.keep_bid_act() is
  'Crossing: purpose a bid is judged once it is open, by whom it concerns not; operation none, nothing of it leaves the trigger; columns the time.';
comment on function account.keep_scoring_close() is
  'Crossing: purpose two people score each bid; operation none, nothing of it leaves the trigger; columns the time.';
comment on function account.keep_award() is
  'Crossing: purpose a bid is awarded once all were moderated; operation none, nothing of it leaves the trigger; columns the time.';
comment on function account.keep_award_signature() is
  'Crossing: purpose a second person without a conflict signs an award; operation none, nothing of it leaves the trigger; columns the time.';
comment on function account.keep_release() is
  'Crossing: purpose an award is published once it is signed; operation none, nothing of it leaves the trigger; columns the time.';

do $$
declare name text;
begin
  foreach name in array array['bids_open(uuid)', 'has_scored(uuid)', 'time_of_tender(uuid, timestamptz)', 'hold_tender(uuid)', 'quality_of(uuid)',
    'bid_passed(uuid)', 'are_scores(jsonb, text[])', 'keep_tender_version()', 'keep_tender_issue()', 'keep_bid()', 'keep_bid_key()',
    'keep_bid_act()', 'keep_scoring_close()', 'keep_award()', 'keep_award_signature()', 'keep_release()'] loop
    execute 'revoke all on function account.' || name || ' from public';
  end loop;
end
$$;

do $$
declare name text;
begin
  foreach name in array array['tender', 'tender_version', 'tender_issue', 'bid', 'bid_content', 'bid_key', 'bid_interest', 'bid_check', 'bid_score', 'scoring_close', 'bid_moderation', 'tender_award', 'tender_award_signature', 'tender_release'] loop
    execute format('alter table account.%I enable row level security', name);
    execute format('alter table account.%I force row level security', name);
    execute format('create policy crossing on account.%I for select to current_user using ((select foundation.actor_id()) is not null)', name);
    execute format('create policy leave_with_the_city on account.%I for delete to current_user
      using ((select foundation.actor_id()) is not null)', name);
  end loop;
end
$$;

create or replace function account.decisions_leave_with_the_city() returns void
  language sql volatile security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    select set_config('mettrace.change_by', 'the made-up city leaves', true);
    delete from account.tender_release where tender in (select id from account.tender where made_up);
    delete from account.tender_award_signature where tender in (select id from account.tender where made_up);
    delete from account.tender_award where tender in (select id from account.tender where made_up);
    delete from account.bid_moderation where bid in (select b.id from account.bid b join account.tender t on t.id = b.tender where t.made_up);
    delete from account.scoring_close where tender in (select id from account.tender where made_up);
    delete from account.bid_score where bid in (select b.id from account.bid b join account.tender t on t.id = b.tender where t.made_up);
    delete from account.bid_check where bid in (select b.id from account.bid b join account.tender t on t.id = b.tender where t.made_up);
    delete from account.bid_interest where bid in (select b.id from account.bid b join account.tender t on t.id = b.tender where t.made_up);
    delete from account.bid_key where tender in (select id from account.tender where made_up);
    delete from account.bid_content where tender in (select id from account.tender where made_up);
    delete from account.bid where tender in (select id from account.tender where made_up);
    delete from account.tender_issue where tender in (select id from account.tender where made_up);
    delete from account.tender_version where tender in (select id from account.tender where made_up);
    delete from account.tender where made_up;
    delete from account.decision_publication where decision in (select id from account.decision where made_up);
    delete from account.decision_signature where decision in (select id from account.decision where made_up);
    delete from account.decision_secret where decision in (select id from account.decision where made_up);
    delete from account.decision_source where decision in (select id from account.decision where made_up);
    delete from account.decision_version where decision in (select id from account.decision where made_up);
    delete from account.decision where made_up;
    select set_config('mettrace.change_by', '', true);
  end;
