-- Written by `npm run schema` from the catalogue of a migrated database; for reading and review.

role mettrace_administrator nologin noinherit

role mettrace_auditor nologin noinherit

role mettrace_call_handler nologin noinherit

role mettrace_command login noinherit
  may act as mettrace_identity
  may act as mettrace_importer
  may act as mettrace_investigator
  may act as mettrace_planner
  may act as mettrace_registrar
  may act as mettrace_risk
  may act as mettrace_sealer

role mettrace_control_room nologin noinherit

role mettrace_covert nologin noinherit

role mettrace_custody nologin noinherit

role mettrace_data_protection nologin noinherit

role mettrace_finance nologin noinherit

role mettrace_identity nologin noinherit

role mettrace_importer nologin noinherit

role mettrace_investigator nologin noinherit

role mettrace_laboratory nologin noinherit

role mettrace_planner nologin noinherit

role mettrace_prevention_pcso nologin noinherit

role mettrace_programme_lead nologin noinherit

role mettrace_registrar nologin noinherit

role mettrace_risk nologin noinherit

role mettrace_sealer nologin noinherit

role mettrace_sergeant nologin noinherit

role mettrace_sign_in login noinherit
  may act as mettrace_identity

role mettrace_stock_keeper nologin noinherit

role mettrace_store_keeper nologin noinherit

role mettrace_visitor nologin noinherit

role mettrace_ward_officer nologin noinherit

role mettrace_web login noinherit
  may act as mettrace_administrator
  may act as mettrace_auditor
  may act as mettrace_call_handler
  may act as mettrace_control_room
  may act as mettrace_covert
  may act as mettrace_custody
  may act as mettrace_data_protection
  may act as mettrace_finance
  may act as mettrace_investigator
  may act as mettrace_laboratory
  may act as mettrace_planner
  may act as mettrace_prevention_pcso
  may act as mettrace_programme_lead
  may act as mettrace_sergeant
  may act as mettrace_stock_keeper
  may act as mettrace_store_keeper
  may act as mettrace_visitor
  may act as mettrace_ward_officer

role mettrace_worker login noinherit
  may act as mettrace_importer
  may act as mettrace_planner
  may act as mettrace_risk
  may act as mettrace_sealer

schema account
  grant usage to mettrace_auditor
  grant usage to mettrace_custody
  grant usage to mettrace_data_protection
  grant usage to mettrace_finance
  grant usage to mettrace_importer
  grant usage to mettrace_investigator
  grant usage to mettrace_planner
  grant usage to mettrace_programme_lead
  grant usage to mettrace_registrar
  grant usage to mettrace_store_keeper

table account.agreement_end row security forced
  -- Agreements that were ended before their last day.
  agreement uuid not null  -- official | uk-gdpr | programme+6y | The agreement
  reason text not null  -- official | uk-gdpr | programme+6y | Why
  actor text not null  -- personal | uk-gdpr | audit+6y | Who ended it
  at timestamp with time zone not null default clock_timestamp()  -- official | uk-gdpr | programme+6y | Since when: no file goes under it any more
  constraint agreement_end_agreement_fkey FOREIGN KEY (agreement) REFERENCES account.sharing_agreement(id)
  constraint agreement_end_pkey PRIMARY KEY (agreement)
  constraint agreement_end_reason_check CHECK ((reason <> ''::text))
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON account.agreement_end FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  CREATE TRIGGER wait_for_files BEFORE INSERT ON account.agreement_end FOR EACH ROW EXECUTE FUNCTION enforcement.refuse_ended_agreement()
  policy add_all for insert to mettrace_data_protection with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all for select to mettrace_auditor, mettrace_custody, mettrace_data_protection, mettrace_investigator, mettrace_programme_lead using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_auditor
  grant select to mettrace_custody
  grant insert, select to mettrace_data_protection
  grant select to mettrace_investigator
  grant select to mettrace_programme_lead

table account.approval row security forced
  -- That somebody who neither ordered nor received approved an invoice, or part of it, for payment.
  id uuid not null  -- official | none | programme+6y | UUIDv7
  invoice uuid not null  -- official | none | programme+6y | The invoice
  actor text not null  -- personal | uk-gdpr | audit+6y | Who approved it
  entered_at timestamp with time zone not null default now()  -- official | none | programme+6y | When that was recorded; its lines are of the same transaction
  constraint approval_id_entered_at_invoice_key UNIQUE (id, entered_at, invoice)
  constraint approval_invoice_fkey FOREIGN KEY (invoice) REFERENCES account.invoice(id)
  constraint approval_pkey PRIMARY KEY (id)
  CREATE INDEX approval_by_invoice ON account.approval USING btree (invoice)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON account.approval FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_finance, mettrace_programme_lead, mettrace_registrar with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_auditor, mettrace_finance, mettrace_programme_lead, mettrace_registrar using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_auditor
  grant select to mettrace_finance
  grant select to mettrace_programme_lead
  grant select to mettrace_registrar
  grant insert (actor, id, invoice) to mettrace_finance
  grant insert (actor, id, invoice) to mettrace_programme_lead
  grant insert (actor, id, invoice) to mettrace_registrar

table account.approved_line row security forced
  -- What of each line was approved. Its amounts are shares of the line, to the penny.
  approval uuid not null  -- official | none | programme+6y | The approval
  invoice_line uuid not null  -- official | none | programme+6y | Line of the invoice
  entered_at timestamp with time zone not null default now()  -- official | none | programme+6y | When that was recorded
  invoice uuid not null  -- official | none | programme+6y | The invoice
  quantity integer not null  -- official | none | programme+6y | How many
  because text  -- official | none | programme+6y | Why, although it differs from its order or did not come
  net_pence bigint not null  -- official | none | programme+6y | Net amount of so many
  vat_pence bigint not null  -- official | none | programme+6y | VAT on them
  actor text not null  -- personal | uk-gdpr | audit+6y | Who approved it
  constraint approved_line_approval_entered_at_invoice_fkey FOREIGN KEY (approval, entered_at, invoice) REFERENCES account.approval(id, entered_at, invoice)
  constraint approved_line_because_check CHECK ((because <> ''::text))
  constraint approved_line_invoice_line_invoice_fkey FOREIGN KEY (invoice_line, invoice) REFERENCES account.invoice_line(id, invoice)
  constraint approved_line_pkey PRIMARY KEY (approval, invoice_line)
  constraint approved_line_quantity_check CHECK ((quantity >= 0))
  CREATE INDEX approved_line_by_line ON account.approved_line USING btree (invoice_line)
  CREATE TRIGGER keep_approved BEFORE INSERT ON account.approved_line FOR EACH ROW EXECUTE FUNCTION account.keep_approved()
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON account.approved_line FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_finance, mettrace_programme_lead, mettrace_registrar with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_auditor, mettrace_finance, mettrace_programme_lead, mettrace_registrar using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_auditor
  grant select to mettrace_finance
  grant select to mettrace_programme_lead
  grant select to mettrace_registrar
  grant insert (actor, approval, because, invoice, invoice_line, quantity) to mettrace_finance
  grant insert (actor, approval, because, invoice, invoice_line, quantity) to mettrace_programme_lead
  grant insert (actor, approval, because, invoice, invoice_line, quantity) to mettrace_registrar

table account.authority_type row security forced
  -- Of which type the contracting authority is, from a day on; the entry made last for a day counts.
  id uuid not null  -- official | none | keep | UUIDv7
  from_day date not null  -- official | none | keep | First day
  type text not null  -- official | none | keep | Central or sub-central
  source text not null  -- official | none | keep | Who says so
  actor text not null  -- personal | uk-gdpr | audit+6y | Who entered it
  at timestamp with time zone not null default clock_timestamp()  -- official | none | keep | When that was recorded
  constraint authority_type_pkey PRIMARY KEY (id)
  constraint authority_type_source_check CHECK ((source <> ''::text))
  constraint authority_type_type_check CHECK ((type = ANY (ARRAY['sub-central'::text, 'central'::text])))
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON account.authority_type FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_data_protection, mettrace_finance, mettrace_planner, mettrace_programme_lead, mettrace_registrar with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy read_all for select to mettrace_auditor, mettrace_data_protection, mettrace_finance, mettrace_planner, mettrace_programme_lead, mettrace_registrar using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_auditor
  grant select to mettrace_data_protection
  grant select to mettrace_finance
  grant select to mettrace_planner
  grant select to mettrace_programme_lead
  grant select to mettrace_registrar
  grant insert (actor, from_day, id, source, type) to mettrace_data_protection
  grant insert (actor, from_day, id, source, type) to mettrace_finance
  grant insert (actor, from_day, id, source, type) to mettrace_planner
  grant insert (actor, from_day, id, source, type) to mettrace_programme_lead
  grant insert (actor, from_day, id, source, type) to mettrace_registrar

table account.bid row security forced
  -- Bids as they came from the tendering system; what they say is apart.
  id uuid not null  -- official | none | keep | UUIDv7
  tender uuid not null  -- official | none | keep | Tender that it answers
  supplier text not null  -- official | none | keep | Who bids
  company text  -- official | none | keep | Number at Companies House; null where it has none
  digest text not null  -- official | none | keep | SHA-256 of the salt and then the file as it came
  actor text not null  -- personal | uk-gdpr | audit+6y | Who entered it
  at timestamp with time zone not null default clock_timestamp()  -- official | none | keep | When that was recorded
  constraint bid_company_check CHECK ((company <> ''::text))
  constraint bid_digest_check CHECK ((digest ~ '^[0-9a-f]{64}$'::text))
  constraint bid_id_tender_key UNIQUE (id, tender)
  constraint bid_once UNIQUE (tender, supplier)
  constraint bid_pkey PRIMARY KEY (id)
  constraint bid_supplier_check CHECK ((supplier <> ''::text))
  constraint bid_tender_fkey FOREIGN KEY (tender) REFERENCES account.tender_issue(tender)
  CREATE TRIGGER keep_bid BEFORE INSERT ON account.bid FOR EACH ROW EXECUTE FUNCTION account.keep_bid()
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON account.bid FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_finance, mettrace_programme_lead, mettrace_registrar with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all for select to mettrace_auditor, mettrace_data_protection, mettrace_finance, mettrace_planner, mettrace_programme_lead, mettrace_registrar using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_auditor
  grant select to mettrace_data_protection
  grant insert, select to mettrace_finance
  grant select to mettrace_planner
  grant insert, select to mettrace_programme_lead
  grant insert, select to mettrace_registrar

table account.bid_check row security forced
  -- Whether suppliers pass on equality and on data protection; what was found last counts.
  id uuid not null  -- official | none | keep | UUIDv7
  bid uuid not null  -- official | none | keep | The bid
  gate text not null  -- official | none | keep | What was checked
  passed boolean not null  -- official | none | keep | Whether it passes
  reason text not null  -- official | none | keep | What that rests on
  actor text not null  -- personal | uk-gdpr | audit+6y | Who checked
  at timestamp with time zone not null default clock_timestamp()  -- official | none | keep | When that was recorded
  constraint bid_check_bid_fkey FOREIGN KEY (bid) REFERENCES account.bid(id)
  constraint bid_check_gate_check CHECK ((gate = ANY (ARRAY['equality'::text, 'data protection'::text])))
  constraint bid_check_pkey PRIMARY KEY (id)
  constraint bid_check_reason_check CHECK ((reason <> ''::text))
  CREATE INDEX bid_check_by_bid ON account.bid_check USING btree (bid, gate, at)
  CREATE TRIGGER keep_bid_act BEFORE INSERT ON account.bid_check FOR EACH ROW EXECUTE FUNCTION account.keep_bid_act()
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON account.bid_check FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_data_protection, mettrace_finance, mettrace_planner, mettrace_programme_lead, mettrace_registrar with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all for select to mettrace_auditor, mettrace_data_protection, mettrace_finance, mettrace_planner, mettrace_programme_lead, mettrace_registrar using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_auditor
  grant insert, select to mettrace_data_protection
  grant insert, select to mettrace_finance
  grant insert, select to mettrace_planner
  grant insert, select to mettrace_programme_lead
  grant insert, select to mettrace_registrar

table account.bid_content row security forced
  -- What bids say: read by nobody before they are opened.
  bid uuid not null  -- official | none | keep | The bid
  tender uuid not null  -- official | none | keep | Tender that it answers
  content bytea not null  -- official | none | keep | The file as it came
  actor text not null  -- personal | uk-gdpr | audit+6y | Who entered it
  salt bytea not null  -- official | none | keep | Random bytes that its checksum begins with; none before they were asked for
  constraint bid_content_bid_tender_fkey FOREIGN KEY (bid, tender) REFERENCES account.bid(id, tender)
  constraint bid_content_pkey PRIMARY KEY (bid)
  constraint bid_salt CHECK ((octet_length(salt) = 32)) NOT VALID
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON account.bid_content FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_finance, mettrace_programme_lead, mettrace_registrar with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all_auditor for select to mettrace_auditor using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND account.bids_open(tender)))
  policy read_all_data_protection for select to mettrace_data_protection using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND account.bids_open(tender)))
  policy read_all_finance for select to mettrace_finance using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND account.bids_open(tender)))
  policy read_all_planner for select to mettrace_planner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND account.bids_open(tender)))
  policy read_all_programme_lead for select to mettrace_programme_lead using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND account.bids_open(tender)))
  policy read_all_registrar for select to mettrace_registrar using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND account.bids_open(tender)))
  grant select to mettrace_auditor
  grant select to mettrace_data_protection
  grant insert, select to mettrace_finance
  grant select to mettrace_planner
  grant insert, select to mettrace_programme_lead
  grant insert, select to mettrace_registrar

table account.bid_interest row security forced
  -- What people declare of each bid before they judge it.
  id uuid not null  -- official | none | keep | UUIDv7
  bid uuid not null  -- official | none | keep | The bid
  conflict boolean not null  -- official | none | keep | Whether there is a conflict of interest
  words text  -- official | none | keep | What it is
  actor text not null  -- personal | uk-gdpr | audit+6y | Who declares
  at timestamp with time zone not null default clock_timestamp()  -- official | none | keep | When that was recorded
  constraint bid_interest_bid_fkey FOREIGN KEY (bid) REFERENCES account.bid(id)
  constraint bid_interest_check CHECK (((words IS NOT NULL) OR (NOT conflict)))
  constraint bid_interest_pkey PRIMARY KEY (id)
  constraint bid_interest_words_check CHECK ((words <> ''::text))
  CREATE INDEX bid_interest_by_bid ON account.bid_interest USING btree (bid, actor)
  CREATE TRIGGER keep_bid_act BEFORE INSERT ON account.bid_interest FOR EACH ROW EXECUTE FUNCTION account.keep_bid_act()
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON account.bid_interest FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_data_protection, mettrace_finance, mettrace_planner, mettrace_programme_lead, mettrace_registrar with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all for select to mettrace_auditor, mettrace_data_protection, mettrace_finance, mettrace_planner, mettrace_programme_lead, mettrace_registrar using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_auditor
  grant insert, select to mettrace_data_protection
  grant insert, select to mettrace_finance
  grant insert, select to mettrace_planner
  grant insert, select to mettrace_programme_lead
  grant insert, select to mettrace_registrar

table account.bid_key row security forced
  -- Half of an opening: the bids of a tender are open once two people gave it within fifteen minutes.
  id uuid not null  -- official | none | keep | UUIDv7
  tender uuid not null  -- official | none | keep | Tender whose bids are opened
  actor text not null  -- personal | uk-gdpr | audit+6y | Who was there
  at timestamp with time zone not null default clock_timestamp()  -- official | none | keep | When that was recorded
  constraint bid_key_pkey PRIMARY KEY (id)
  constraint bid_key_tender_fkey FOREIGN KEY (tender) REFERENCES account.tender_issue(tender)
  CREATE INDEX bid_key_by_tender ON account.bid_key USING btree (tender, at)
  CREATE TRIGGER keep_bid_key BEFORE INSERT ON account.bid_key FOR EACH ROW EXECUTE FUNCTION account.keep_bid_key()
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON account.bid_key FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_finance, mettrace_programme_lead, mettrace_registrar with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all for select to mettrace_auditor, mettrace_data_protection, mettrace_finance, mettrace_planner, mettrace_programme_lead, mettrace_registrar using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_auditor
  grant select to mettrace_data_protection
  grant insert, select to mettrace_finance
  grant select to mettrace_planner
  grant insert, select to mettrace_programme_lead
  grant insert, select to mettrace_registrar

table account.bid_moderation row security forced
  -- What those who judged agreed on for a bid; the last counts, and the earlier stay.
  id uuid not null  -- official | none | keep | UUIDv7
  bid uuid not null  -- official | none | keep | The bid
  scores jsonb not null  -- official | none | keep | From 0 to 100 by criterion
  reason text not null  -- official | none | keep | Why it is that
  actor text not null  -- personal | uk-gdpr | audit+6y | Who wrote it down
  at timestamp with time zone not null default clock_timestamp()  -- official | none | keep | When that was recorded
  constraint bid_moderation_bid_fkey FOREIGN KEY (bid) REFERENCES account.bid(id)
  constraint bid_moderation_pkey PRIMARY KEY (id)
  constraint bid_moderation_reason_check CHECK ((reason <> ''::text))
  constraint bid_moderation_scores_check CHECK ((jsonb_typeof(scores) = 'object'::text))
  CREATE INDEX bid_moderation_by_bid ON account.bid_moderation USING btree (bid, at)
  CREATE TRIGGER keep_bid_act BEFORE INSERT ON account.bid_moderation FOR EACH ROW EXECUTE FUNCTION account.keep_bid_act()
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON account.bid_moderation FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_data_protection, mettrace_finance, mettrace_planner, mettrace_programme_lead, mettrace_registrar with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all for select to mettrace_auditor, mettrace_data_protection, mettrace_finance, mettrace_planner, mettrace_programme_lead, mettrace_registrar using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_auditor
  grant insert, select to mettrace_data_protection
  grant insert, select to mettrace_finance
  grant insert, select to mettrace_planner
  grant insert, select to mettrace_programme_lead
  grant insert, select to mettrace_registrar

table account.bid_score row security forced
  -- What one person gives a bid on every criterion of quality, once.
  id uuid not null  -- official | none | keep | UUIDv7
  bid uuid not null  -- official | none | keep | The bid
  scores jsonb not null  -- official | none | keep | From 0 to 100 by criterion
  reasons jsonb not null  -- official | none | keep | Why, by criterion
  actor text not null  -- personal | uk-gdpr | audit+6y | Who gives it
  at timestamp with time zone not null default clock_timestamp()  -- official | none | keep | When that was recorded
  constraint bid_score_bid_fkey FOREIGN KEY (bid) REFERENCES account.bid(id)
  constraint bid_score_once UNIQUE (bid, actor)
  constraint bid_score_pkey PRIMARY KEY (id)
  constraint bid_score_reasons_check CHECK ((jsonb_typeof(reasons) = 'object'::text))
  constraint bid_score_scores_check CHECK ((jsonb_typeof(scores) = 'object'::text))
  CREATE TRIGGER keep_bid_act BEFORE INSERT ON account.bid_score FOR EACH ROW EXECUTE FUNCTION account.keep_bid_act()
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON account.bid_score FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_data_protection, mettrace_finance, mettrace_planner, mettrace_programme_lead, mettrace_registrar with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all_auditor for select to mettrace_auditor using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND ((actor = ( SELECT foundation.actor_id() AS actor_id)) OR account.has_scored(bid) OR (( SELECT b.tender
   FROM account.bid b
  WHERE (b.id = bid_score.bid)) IN ( SELECT scoring_close.tender
   FROM account.scoring_close)))))
  policy read_all_data_protection for select to mettrace_data_protection using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND ((actor = ( SELECT foundation.actor_id() AS actor_id)) OR account.has_scored(bid) OR (( SELECT b.tender
   FROM account.bid b
  WHERE (b.id = bid_score.bid)) IN ( SELECT scoring_close.tender
   FROM account.scoring_close)))))
  policy read_all_finance for select to mettrace_finance using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND ((actor = ( SELECT foundation.actor_id() AS actor_id)) OR account.has_scored(bid) OR (( SELECT b.tender
   FROM account.bid b
  WHERE (b.id = bid_score.bid)) IN ( SELECT scoring_close.tender
   FROM account.scoring_close)))))
  policy read_all_planner for select to mettrace_planner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND ((actor = ( SELECT foundation.actor_id() AS actor_id)) OR account.has_scored(bid) OR (( SELECT b.tender
   FROM account.bid b
  WHERE (b.id = bid_score.bid)) IN ( SELECT scoring_close.tender
   FROM account.scoring_close)))))
  policy read_all_programme_lead for select to mettrace_programme_lead using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND ((actor = ( SELECT foundation.actor_id() AS actor_id)) OR account.has_scored(bid) OR (( SELECT b.tender
   FROM account.bid b
  WHERE (b.id = bid_score.bid)) IN ( SELECT scoring_close.tender
   FROM account.scoring_close)))))
  policy read_all_registrar for select to mettrace_registrar using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND ((actor = ( SELECT foundation.actor_id() AS actor_id)) OR account.has_scored(bid) OR (( SELECT b.tender
   FROM account.bid b
  WHERE (b.id = bid_score.bid)) IN ( SELECT scoring_close.tender
   FROM account.scoring_close)))))
  grant select to mettrace_auditor
  grant insert, select to mettrace_data_protection
  grant insert, select to mettrace_finance
  grant insert, select to mettrace_planner
  grant insert, select to mettrace_programme_lead
  grant insert, select to mettrace_registrar

table account.budget_change row security forced
  -- What a line was given, or lost, in a financial year; its budget is the sum, and each act makes a version of the year.
  id uuid not null  -- official | none | programme+6y | UUIDv7
  act uuid not null  -- official | none | programme+6y | Act that changed it, with other lines perhaps
  year integer not null  -- official | none | programme+6y | Financial year by the calendar year in which it begins
  line uuid not null  -- official | none | programme+6y | Budget line
  pence bigint not null  -- official | none | programme+6y | By how much, net; negative where it is less
  source text not null  -- official | none | programme+6y | Decision that it rests on
  actor text not null  -- personal | uk-gdpr | audit+6y | Who entered it
  at timestamp with time zone not null default clock_timestamp()  -- official | none | programme+6y | When that was recorded
  constraint budget_change_line_fkey FOREIGN KEY (line) REFERENCES account.budget_line(id)
  constraint budget_change_once UNIQUE (act, line)
  constraint budget_change_pence_check CHECK (((pence <> 0) AND (abs(pence) <= '100000000000'::bigint)))
  constraint budget_change_pkey PRIMARY KEY (id)
  constraint budget_change_source_check CHECK ((source <> ''::text))
  constraint budget_change_year_check CHECK (((year >= 2000) AND (year <= 2100)))
  CREATE INDEX budget_change_by_year ON account.budget_change USING btree (year, line)
  CREATE TRIGGER keep_budget AFTER INSERT ON account.budget_change FOR EACH ROW EXECUTE FUNCTION account.keep_budget()
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON account.budget_change FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_finance, mettrace_programme_lead, mettrace_registrar with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_auditor, mettrace_finance, mettrace_programme_lead, mettrace_registrar using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_auditor
  grant select to mettrace_finance
  grant select to mettrace_programme_lead
  grant select to mettrace_registrar
  grant insert (act, actor, id, line, pence, source, year) to mettrace_finance
  grant insert (act, actor, id, line, pence, source, year) to mettrace_programme_lead
  grant insert (act, actor, id, line, pence, source, year) to mettrace_registrar

table account.budget_decision row security forced
  -- What a second person decided of a change of budgets; only an approved one moves them.
  act uuid not null  -- official | none | programme+6y | Act that was decided, with all its lines
  asked_by text not null  -- personal | uk-gdpr | audit+6y | Who entered it
  decision text not null  -- official | none | programme+6y | Approved or refused
  reason text  -- official | none | programme+6y | Why it was refused
  actor text not null  -- personal | uk-gdpr | audit+6y | Who decided
  at timestamp with time zone not null default clock_timestamp()  -- official | none | programme+6y | When that was recorded
  constraint budget_decision_check CHECK (((decision = 'approved'::text) OR (reason IS NOT NULL)))
  constraint budget_decision_decision_check CHECK ((decision = ANY (ARRAY['approved'::text, 'refused'::text])))
  constraint budget_decision_pkey PRIMARY KEY (act)
  constraint budget_decision_reason_check CHECK ((reason <> ''::text))
  constraint budget_second CHECK ((actor <> asked_by))
  CREATE TRIGGER keep_budget AFTER INSERT ON account.budget_decision FOR EACH ROW EXECUTE FUNCTION account.keep_budget()
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON account.budget_decision FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_finance, mettrace_programme_lead, mettrace_registrar with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_auditor, mettrace_finance, mettrace_programme_lead, mettrace_registrar using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_auditor
  grant select to mettrace_finance
  grant select to mettrace_programme_lead
  grant select to mettrace_registrar
  grant insert (act, actor, asked_by, decision, reason) to mettrace_finance
  grant insert (act, actor, asked_by, decision, reason) to mettrace_programme_lead
  grant insert (act, actor, asked_by, decision, reason) to mettrace_registrar

table account.budget_line row security forced
  -- What budgets, orders and income are planned by: kits, signs, laboratory.
  id uuid not null  -- official | none | programme+6y | UUIDv7
  name text not null  -- official | none | programme+6y | What it is called
  actor text not null  -- personal | uk-gdpr | audit+6y | Who added it
  at timestamp with time zone not null default clock_timestamp()  -- official | none | programme+6y | When that was recorded
  constraint budget_line_name_check CHECK ((name <> ''::text))
  constraint budget_line_name_key UNIQUE (name)
  constraint budget_line_pkey PRIMARY KEY (id)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON account.budget_line FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_finance, mettrace_programme_lead, mettrace_registrar with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_auditor, mettrace_finance, mettrace_programme_lead, mettrace_registrar using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_auditor
  grant select to mettrace_finance
  grant select to mettrace_programme_lead
  grant select to mettrace_registrar
  grant insert (actor, id, name) to mettrace_finance
  grant insert (actor, id, name) to mettrace_programme_lead
  grant insert (actor, id, name) to mettrace_registrar

table account.contract row security forced
  -- Contracts that orders are placed under.
  id uuid not null  -- official | none | programme+6y | UUIDv7
  payee uuid not null  -- official | none | programme+6y | With whom
  reference text not null  -- official | none | programme+6y | Its reference
  title text not null  -- official | none | programme+6y | What it is for
  starts_on date not null  -- official | none | programme+6y | First day
  ends_on date not null  -- official | none | programme+6y | Last day
  net_pence bigint not null  -- official | none | programme+6y | Value over its term, net
  vat_pence bigint not null  -- official | none | programme+6y | VAT on it
  actor text not null  -- personal | uk-gdpr | audit+6y | Who entered it
  at timestamp with time zone not null default clock_timestamp()  -- official | none | programme+6y | When that was recorded
  begun_on date  -- official | none | programme+6y | Day on which its procurement began; null where not known
  constraint contract_check CHECK ((ends_on >= starts_on))
  constraint contract_check1 CHECK ((begun_on <= starts_on))
  constraint contract_id_payee_key UNIQUE (id, payee)
  constraint contract_net_pence_check CHECK (((net_pence >= 0) AND (net_pence <= '100000000000'::bigint)))
  constraint contract_payee_fkey FOREIGN KEY (payee) REFERENCES account.payee(id)
  constraint contract_pkey PRIMARY KEY (id)
  constraint contract_reference_check CHECK ((reference <> ''::text))
  constraint contract_reference_key UNIQUE (reference)
  constraint contract_title_check CHECK ((title <> ''::text))
  constraint contract_vat_pence_check CHECK (((vat_pence >= 0) AND (vat_pence <= '100000000000'::bigint)))
  CREATE INDEX contract_by_payee ON account.contract USING btree (payee)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON account.contract FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_finance, mettrace_programme_lead, mettrace_registrar with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_auditor, mettrace_finance, mettrace_programme_lead, mettrace_registrar using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_auditor
  grant select to mettrace_finance
  grant select to mettrace_programme_lead
  grant select to mettrace_registrar
  grant insert (actor, begun_on, ends_on, id, net_pence, payee, reference, starts_on, title, vat_pence) to mettrace_finance
  grant insert (actor, begun_on, ends_on, id, net_pence, payee, reference, starts_on, title, vat_pence) to mettrace_programme_lead
  grant insert (actor, begun_on, ends_on, id, net_pence, payee, reference, starts_on, title, vat_pence) to mettrace_registrar

table account.contract_assessment row security forced
  -- What a supplier reached on an indicator in a period; of one period the last counts.
  id uuid not null  -- official | none | keep | UUIDv7
  award uuid not null  -- official | none | keep | Award that the contract rests on
  indicator text not null  -- official | none | keep | Indicator of the tender, by its key
  from_day date not null  -- official | none | keep | First day of the period
  to_day date not null  -- official | none | keep | Last day of the period
  figure text not null  -- official | none | keep | What was reached
  met boolean not null  -- official | none | keep | Whether that is the target
  source text not null  -- official | none | keep | Where the figure is from
  actor text not null  -- personal | uk-gdpr | audit+6y | Who entered it
  at timestamp with time zone not null default clock_timestamp()  -- official | none | keep | When that was recorded
  constraint contract_assessment_award_fkey FOREIGN KEY (award) REFERENCES account.tender_award_signature(award)
  constraint contract_assessment_check CHECK ((to_day >= from_day))
  constraint contract_assessment_figure_check CHECK ((figure <> ''::text))
  constraint contract_assessment_indicator_check CHECK ((indicator <> ''::text))
  constraint contract_assessment_pkey PRIMARY KEY (id)
  constraint contract_assessment_source_check CHECK ((source <> ''::text))
  CREATE INDEX contract_assessment_by_award ON account.contract_assessment USING btree (award, indicator, to_day)
  CREATE TRIGGER keep_assessment BEFORE INSERT ON account.contract_assessment FOR EACH ROW EXECUTE FUNCTION account.keep_assessment()
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON account.contract_assessment FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_data_protection, mettrace_finance, mettrace_planner, mettrace_programme_lead, mettrace_registrar with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all for select to mettrace_auditor, mettrace_data_protection, mettrace_finance, mettrace_planner, mettrace_programme_lead, mettrace_registrar using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_auditor
  grant insert, select to mettrace_data_protection
  grant insert, select to mettrace_finance
  grant insert, select to mettrace_planner
  grant insert, select to mettrace_programme_lead
  grant insert, select to mettrace_registrar

table account.decision row security forced
  -- Decisions: drafts of ours, and those that were published elsewhere.
  id uuid not null  -- official | none | keep | UUIDv7
  reference text not null  -- official | none | keep | What it is called: PCD 536, D-2026-07
  origin text not null  -- official | none | keep | Written here, or read from what was published elsewhere
  made_up boolean not null default false  -- official | none | keep | Whether it goes with the made-up city
  actor text not null  -- personal | uk-gdpr | audit+6y | Who entered it
  at timestamp with time zone not null default clock_timestamp()  -- official | none | keep | When that was recorded
  constraint decision_id_origin_key UNIQUE (id, origin)
  constraint decision_origin_check CHECK ((origin = ANY (ARRAY['draft'::text, 'published'::text])))
  constraint decision_pkey PRIMARY KEY (id)
  constraint decision_reference UNIQUE (reference)
  constraint decision_reference_check CHECK ((reference <> ''::text))
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON account.decision FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_data_protection, mettrace_finance, mettrace_planner, mettrace_programme_lead, mettrace_registrar with check (((actor = ( SELECT foundation.actor_id() AS actor_id)) AND ((NOT made_up) OR (( SELECT foundation.acting_role() AS acting_role) = 'registrar'::text))))
  policy leave_with_the_city for delete to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city_read for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all for select to mettrace_auditor, mettrace_data_protection, mettrace_finance, mettrace_planner, mettrace_programme_lead, mettrace_registrar using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_auditor
  grant insert, select to mettrace_data_protection
  grant insert, select to mettrace_finance
  grant insert, select to mettrace_planner
  grant insert, select to mettrace_programme_lead
  grant insert, select to mettrace_registrar

table account.decision_publication row security forced
  -- That a signed decision was published, without its part 2.
  decision uuid not null  -- official | none | keep | The decision
  actor text not null  -- personal | uk-gdpr | audit+6y | Who published it
  at timestamp with time zone not null default clock_timestamp()  -- official | none | keep | When
  constraint decision_publication_decision_fkey FOREIGN KEY (decision) REFERENCES account.decision_signature(decision)
  constraint decision_publication_pkey PRIMARY KEY (decision)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON account.decision_publication FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_programme_lead with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy leave_with_the_city for delete to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city_read for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all for select to mettrace_auditor, mettrace_data_protection, mettrace_finance, mettrace_planner, mettrace_programme_lead, mettrace_registrar using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_auditor
  grant select to mettrace_data_protection
  grant select to mettrace_finance
  grant select to mettrace_planner
  grant select to mettrace_programme_lead
  grant select to mettrace_registrar
  grant insert (actor, decision) to mettrace_programme_lead

table account.decision_secret row security forced
  -- Part 2 of decisions, which is not public. The words put in last count.
  id uuid not null  -- official | none | keep | UUIDv7
  decision uuid not null  -- official | none | keep | Decision that they belong to
  words text not null  -- secret | none | keep | What is not public
  actor text not null  -- personal | uk-gdpr | audit+6y | Who wrote it
  at timestamp with time zone not null default clock_timestamp()  -- official | none | keep | When that was recorded
  constraint decision_secret_decision_fkey FOREIGN KEY (decision) REFERENCES account.decision(id)
  constraint decision_secret_pkey PRIMARY KEY (id)
  constraint decision_secret_words_check CHECK (((words <> ''::text) AND (length(words) <= 100000)))
  CREATE INDEX decision_secret_by_decision ON account.decision_secret USING btree (decision, at)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON account.decision_secret FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  CREATE TRIGGER refuse_version BEFORE INSERT ON account.decision_secret FOR EACH ROW EXECUTE FUNCTION account.refuse_version()
  policy add_all for insert to mettrace_finance, mettrace_programme_lead with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy leave_with_the_city for delete to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city_read for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all for select to mettrace_finance, mettrace_programme_lead, mettrace_registrar using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_finance
  grant select to mettrace_programme_lead
  grant select to mettrace_registrar
  grant insert (actor, decision, id, words) to mettrace_finance
  grant insert (actor, decision, id, words) to mettrace_programme_lead

table account.decision_signature row security forced
  -- That a decision was signed in its latest version, by somebody who wrote none of it.
  decision uuid not null  -- official | none | keep | The decision
  number integer not null  -- official | none | keep | Version that was signed
  actor text not null  -- personal | uk-gdpr | programme+6y | Who signed
  at timestamp with time zone not null default clock_timestamp()  -- official | none | keep | When
  constraint decision_signature_decision_number_fkey FOREIGN KEY (decision, number) REFERENCES account.decision_version(decision, number)
  constraint decision_signature_pkey PRIMARY KEY (decision)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON account.decision_signature FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  CREATE TRIGGER refuse_signature BEFORE INSERT ON account.decision_signature FOR EACH ROW EXECUTE FUNCTION account.refuse_signature()
  policy add_all for insert to mettrace_programme_lead with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy leave_with_the_city for delete to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city_read for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all for select to mettrace_auditor, mettrace_data_protection, mettrace_finance, mettrace_planner, mettrace_programme_lead, mettrace_registrar using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_auditor
  grant select to mettrace_data_protection
  grant select to mettrace_finance
  grant select to mettrace_planner
  grant select to mettrace_programme_lead
  grant select to mettrace_registrar
  grant insert (actor, decision, number) to mettrace_programme_lead

table account.decision_source row security forced
  -- Texts that a published decision was read from, as they are; several are one decision.
  id uuid not null  -- official | none | keep | UUIDv7
  decision uuid not null  -- official | none | keep | Decision that they tell of
  origin text not null default 'published'::text  -- official | none | keep | Only what was published elsewhere has sources
  found_at text not null  -- official | none | keep | Where the text is from
  title text  -- official | none | keep | Title that it prints; null where it prints none
  signed_on date  -- official | none | keep | Day of signing that it prints; null where it prints none
  content text not null  -- personal | uk-gdpr | programme+6y | The text; it names who decided
  digest text not null  -- official | none | keep | SHA-256 of the text
  actor text not null  -- personal | uk-gdpr | audit+6y | Who put it in
  at timestamp with time zone not null default clock_timestamp()  -- official | none | keep | When that was recorded
  constraint decision_source_content_check CHECK (((content <> ''::text) AND (length(content) <= 500000)))
  constraint decision_source_decision_origin_fkey FOREIGN KEY (decision, origin) REFERENCES account.decision(id, origin)
  constraint decision_source_digest_check CHECK ((digest ~ '^[0-9a-f]{64}$'::text))
  constraint decision_source_found_at_check CHECK ((found_at <> ''::text))
  constraint decision_source_once UNIQUE (decision, digest)
  constraint decision_source_origin_check CHECK ((origin = 'published'::text))
  constraint decision_source_pkey PRIMARY KEY (id)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON account.decision_source FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_data_protection, mettrace_finance, mettrace_planner, mettrace_programme_lead, mettrace_registrar with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy leave_with_the_city for delete to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city_read for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all for select to mettrace_auditor, mettrace_data_protection, mettrace_finance, mettrace_planner, mettrace_programme_lead, mettrace_registrar using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_auditor
  grant select to mettrace_data_protection
  grant select to mettrace_finance
  grant select to mettrace_planner
  grant select to mettrace_programme_lead
  grant select to mettrace_registrar
  grant insert (actor, content, decision, digest, found_at, id, signed_on, title) to mettrace_data_protection
  grant insert (actor, content, decision, digest, found_at, id, signed_on, title) to mettrace_finance
  grant insert (actor, content, decision, digest, found_at, id, signed_on, title) to mettrace_planner
  grant insert (actor, content, decision, digest, found_at, id, signed_on, title) to mettrace_programme_lead
  grant insert (actor, content, decision, digest, found_at, id, signed_on, title) to mettrace_registrar

table account.decision_version row security forced
  -- Drafts of decisions, every version whole; appended, and none after a signature.
  id uuid not null  -- official | none | keep | UUIDv7
  decision uuid not null  -- official | none | keep | Decision that it is a version of
  origin text not null default 'draft'::text  -- official | none | keep | Only what is written here has versions
  number integer not null  -- official | none | keep | 1, 2, 3 and so on
  title text not null  -- official | none | keep | Title
  request text not null  -- official | none | keep | What is asked for: a tender, a single tender, or something else
  net_pence bigint  -- official | none | keep | Estimated value without VAT; null where it is not known
  gross_pence bigint  -- official | none | keep | The same with VAT
  begins_on date  -- official | none | keep | Day that the procurement begins; null where it is not known
  sections jsonb not null  -- official | none | keep | Words of each section of the form, by its key
  promises jsonb not null  -- official | none | keep | Kits, burglaries, hours and pence that it promises, and over how many years
  digest text not null  -- official | none | keep | SHA-256 of the version as it was kept
  actor text not null  -- personal | uk-gdpr | audit+6y | Who wrote it
  at timestamp with time zone not null default clock_timestamp()  -- official | none | keep | When that was recorded
  constraint decision_version_check CHECK (((gross_pence >= net_pence) AND (gross_pence <= '10000000000000'::bigint)))
  constraint decision_version_check1 CHECK (((net_pence IS NULL) = (gross_pence IS NULL)))
  constraint decision_version_decision_origin_fkey FOREIGN KEY (decision, origin) REFERENCES account.decision(id, origin)
  constraint decision_version_digest_check CHECK ((digest ~ '^[0-9a-f]{64}$'::text))
  constraint decision_version_net_pence_check CHECK (((net_pence >= 0) AND (net_pence <= '10000000000000'::bigint)))
  constraint decision_version_number UNIQUE (decision, number)
  constraint decision_version_number_check CHECK ((number >= 1))
  constraint decision_version_origin_check CHECK ((origin = 'draft'::text))
  constraint decision_version_pkey PRIMARY KEY (id)
  constraint decision_version_promises_check CHECK ((jsonb_typeof(promises) = 'array'::text))
  constraint decision_version_request_check CHECK ((request = ANY (ARRAY['tender'::text, 'single tender'::text, 'other'::text])))
  constraint decision_version_sections_check CHECK ((jsonb_typeof(sections) = 'object'::text))
  constraint decision_version_title_check CHECK ((title <> ''::text))
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON account.decision_version FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  CREATE TRIGGER refuse_version BEFORE INSERT ON account.decision_version FOR EACH ROW EXECUTE FUNCTION account.refuse_version()
  policy add_all for insert to mettrace_data_protection, mettrace_finance, mettrace_planner, mettrace_programme_lead, mettrace_registrar with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy leave_with_the_city for delete to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city_read for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all for select to mettrace_auditor, mettrace_data_protection, mettrace_finance, mettrace_planner, mettrace_programme_lead, mettrace_registrar using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_auditor
  grant select to mettrace_data_protection
  grant select to mettrace_finance
  grant select to mettrace_planner
  grant select to mettrace_programme_lead
  grant select to mettrace_registrar
  grant insert (actor, begins_on, decision, digest, gross_pence, id, net_pence, number, promises, request, sections, title) to mettrace_data_protection
  grant insert (actor, begins_on, decision, digest, gross_pence, id, net_pence, number, promises, request, sections, title) to mettrace_finance
  grant insert (actor, begins_on, decision, digest, gross_pence, id, net_pence, number, promises, request, sections, title) to mettrace_planner
  grant insert (actor, begins_on, decision, digest, gross_pence, id, net_pence, number, promises, request, sections, title) to mettrace_programme_lead
  grant insert (actor, begins_on, decision, digest, gross_pence, id, net_pence, number, promises, request, sections, title) to mettrace_registrar

table account.dispute row security forced
  -- Days on which an invoice is in dispute: they do not count for its thirty.
  id uuid not null  -- official | none | programme+6y | UUIDv7
  invoice uuid not null  -- official | none | programme+6y | The invoice
  from_day date not null  -- official | none | programme+6y | First day
  reason text not null  -- official | none | programme+6y | Why
  actor text not null  -- personal | uk-gdpr | audit+6y | Who disputed it
  at timestamp with time zone not null default clock_timestamp()  -- official | none | programme+6y | When that was recorded
  constraint dispute_id_from_day_key UNIQUE (id, from_day)
  constraint dispute_invoice_fkey FOREIGN KEY (invoice) REFERENCES account.invoice(id)
  constraint dispute_pkey PRIMARY KEY (id)
  constraint dispute_reason_check CHECK ((reason <> ''::text))
  CREATE INDEX dispute_by_invoice ON account.dispute USING btree (invoice, from_day)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON account.dispute FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_finance, mettrace_programme_lead, mettrace_registrar with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_auditor, mettrace_finance, mettrace_programme_lead, mettrace_registrar using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_auditor
  grant select to mettrace_finance
  grant select to mettrace_programme_lead
  grant select to mettrace_registrar
  grant insert (actor, from_day, id, invoice, reason) to mettrace_finance
  grant insert (actor, from_day, id, invoice, reason) to mettrace_programme_lead
  grant insert (actor, from_day, id, invoice, reason) to mettrace_registrar

table account.dispute_end row security forced
  -- That a dispute was settled.
  dispute uuid not null  -- official | none | programme+6y | The dispute
  from_day date not null  -- official | none | programme+6y | Its first day
  until_day date not null  -- official | none | programme+6y | Day from which it was settled
  actor text not null  -- personal | uk-gdpr | audit+6y | Who said so
  at timestamp with time zone not null default clock_timestamp()  -- official | none | programme+6y | When that was recorded
  constraint dispute_end_check CHECK ((until_day >= from_day))
  constraint dispute_end_dispute_from_day_fkey FOREIGN KEY (dispute, from_day) REFERENCES account.dispute(id, from_day)
  constraint dispute_end_pkey PRIMARY KEY (dispute)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON account.dispute_end FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_finance, mettrace_programme_lead, mettrace_registrar with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_auditor, mettrace_finance, mettrace_programme_lead, mettrace_registrar using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_auditor
  grant select to mettrace_finance
  grant select to mettrace_programme_lead
  grant select to mettrace_registrar
  grant insert (actor, dispute, from_day, until_day) to mettrace_finance
  grant insert (actor, dispute, from_day, until_day) to mettrace_programme_lead
  grant insert (actor, dispute, from_day, until_day) to mettrace_registrar

table account.entry row security forced
  -- What each fact did to the figures of a budget line: every figure is a sum of these.
  number bigint not null identity a  -- official | none | derived | In the order in which they were written
  at timestamp with time zone not null default clock_timestamp()  -- official | none | derived | When that was recorded
  what text not null  -- official | none | derived | What happened
  fact uuid not null  -- official | none | derived | The fact, by its id
  line uuid not null  -- official | none | derived | Budget line
  year integer not null  -- official | none | derived | Financial year
  order_line uuid  -- official | none | derived | Line of an order
  budget bigint not null  -- official | none | derived | Net pence that the budget grew by
  committed bigint not null  -- official | none | derived | Net pence that was ordered and has not come
  accrued bigint not null  -- official | none | derived | Net pence that came and is not invoiced
  spent bigint not null  -- official | none | derived | Net pence that is invoiced and approved
  prepaid bigint not null  -- official | none | derived | Net pence of it that has not come
  vat bigint not null  -- official | none | derived | VAT that comes back; no part of the budget
  constraint entry_line_fkey FOREIGN KEY (line) REFERENCES account.budget_line(id)
  constraint entry_order_line_fkey FOREIGN KEY (order_line) REFERENCES account.order_line(id)
  constraint entry_pkey PRIMARY KEY (number)
  constraint entry_what_check CHECK ((what = ANY (ARRAY['budget'::text, 'virement'::text, 'order'::text, 'order refused'::text, 'cancellation'::text, 'receipt'::text, 'receipt taken back'::text, 'invoice'::text, 'invoice taken back'::text, 'credit note'::text, 'credit note taken back'::text])))
  CREATE INDEX entry_by_line ON account.entry USING btree (year, line, number)
  CREATE INDEX entry_by_order_line ON account.entry USING btree (order_line) WHERE (order_line IS NOT NULL)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON account.entry FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy kept_with_facts for insert to owner with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_auditor, mettrace_finance, mettrace_programme_lead, mettrace_registrar using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_auditor
  grant select to mettrace_finance
  grant select to mettrace_programme_lead
  grant select to mettrace_registrar

sequence account.entry_number_seq

table account.income row security forced
  -- What came from elsewhere, such as a sponsor, with its conditions. A budget grows by it only where a change of the budget says so.
  id uuid not null  -- official | none | programme+6y | UUIDv7
  year integer not null  -- official | none | programme+6y | Financial year that it is for
  source text not null  -- official | none | programme+6y | Who gave it; published
  pence bigint not null  -- official | none | programme+6y | How much
  conditions text not null  -- official | none | programme+6y | What it may be used for
  conflict text not null  -- official | none | programme+6y | Conflict of interest that was declared, or that none was
  received_on date not null  -- official | none | programme+6y | Day on which it came
  actor text not null  -- personal | uk-gdpr | audit+6y | Who entered it
  at timestamp with time zone not null default clock_timestamp()  -- official | none | programme+6y | When that was recorded
  constraint income_conditions_check CHECK ((conditions <> ''::text))
  constraint income_conflict_check CHECK ((conflict <> ''::text))
  constraint income_pence_check CHECK (((pence >= 1) AND (pence <= '100000000000'::bigint)))
  constraint income_pkey PRIMARY KEY (id)
  constraint income_source_check CHECK ((source <> ''::text))
  constraint income_year_check CHECK (((year >= 2000) AND (year <= 2100)))
  CREATE INDEX income_by_year ON account.income USING btree (year, received_on)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON account.income FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_finance, mettrace_programme_lead, mettrace_registrar with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_auditor, mettrace_finance, mettrace_programme_lead, mettrace_registrar using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_auditor
  grant select to mettrace_finance
  grant select to mettrace_programme_lead
  grant select to mettrace_registrar
  grant insert (actor, conditions, conflict, id, pence, received_on, source, year) to mettrace_finance
  grant insert (actor, conditions, conflict, id, pence, received_on, source, year) to mettrace_programme_lead
  grant insert (actor, conditions, conflict, id, pence, received_on, source, year) to mettrace_registrar

table account.invoice row security forced
  -- Invoices and credit notes as they came. Entering one pays nothing.
  id uuid not null  -- official | none | programme+6y | UUIDv7
  payee uuid not null  -- official | none | programme+6y | Whose it is
  kind text not null  -- official | none | programme+6y | Invoice or credit note
  number text not null  -- official | none | programme+6y | Its number, as printed
  number_key text not null generated upper(regexp_replace(number, '[^A-Za-z0-9]'::text, ''::text, 'g'::text))  -- official | none | programme+6y | Its number as it is compared
  dated_on date not null  -- official | none | programme+6y | Its date
  valid_on date not null  -- official | none | programme+6y | Day on which a valid one came: thirty days run from it
  actor text not null  -- personal | uk-gdpr | audit+6y | Who entered it
  entered_at timestamp with time zone not null default now()  -- official | none | programme+6y | When that was recorded; its lines are of the same transaction
  credits uuid  -- official | none | programme+6y | Invoice of the same payee that a credit note is of
  constraint credit_of_invoice CHECK (((kind = 'credit note'::text) = (credits IS NOT NULL))) NOT VALID
  constraint invoice_check CHECK ((valid_on >= dated_on))
  constraint invoice_credits FOREIGN KEY (credits, payee) REFERENCES account.invoice(id, payee)
  constraint invoice_id_entered_at_key UNIQUE (id, entered_at)
  constraint invoice_kind_check CHECK ((kind = ANY (ARRAY['invoice'::text, 'credit note'::text])))
  constraint invoice_number_key_check CHECK ((number_key <> ''::text))
  constraint invoice_of_payee UNIQUE (id, payee)
  constraint invoice_payee_fkey FOREIGN KEY (payee) REFERENCES account.payee(id)
  constraint invoice_pkey PRIMARY KEY (id)
  CREATE INDEX invoice_by_credited ON account.invoice USING btree (credits) WHERE (credits IS NOT NULL)
  CREATE INDEX invoice_by_number ON account.invoice USING btree (payee, number_key)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON account.invoice FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_finance, mettrace_programme_lead, mettrace_registrar with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_auditor, mettrace_finance, mettrace_programme_lead, mettrace_registrar using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_auditor
  grant select to mettrace_finance
  grant select to mettrace_programme_lead
  grant select to mettrace_registrar
  grant insert (actor, credits, dated_on, id, kind, number, payee, valid_on) to mettrace_finance
  grant insert (actor, credits, dated_on, id, kind, number, payee, valid_on) to mettrace_programme_lead
  grant insert (actor, credits, dated_on, id, kind, number, payee, valid_on) to mettrace_registrar

table account.invoice_line row security forced
  -- Lines of an invoice, net and VAT apart.
  id uuid not null  -- official | none | programme+6y | UUIDv7
  invoice uuid not null  -- official | none | programme+6y | The invoice
  entered_at timestamp with time zone not null default now()  -- official | none | programme+6y | When that was recorded
  place integer not null  -- official | none | programme+6y | Place in the invoice, from 1
  order_line uuid  -- official | none | programme+6y | Line of the order that it is for; null where there is none
  what text not null  -- official | none | programme+6y | What is invoiced
  quantity integer not null  -- official | none | programme+6y | How many; 0 of a credit note for the price alone
  net_pence bigint not null  -- official | none | programme+6y | Net amount
  vat_pence bigint not null  -- official | none | programme+6y | VAT on it
  constraint invoice_line_id_invoice_key UNIQUE (id, invoice)
  constraint invoice_line_invoice_entered_at_fkey FOREIGN KEY (invoice, entered_at) REFERENCES account.invoice(id, entered_at)
  constraint invoice_line_invoice_place_key UNIQUE (invoice, place)
  constraint invoice_line_net_pence_check CHECK (((net_pence >= 1) AND (net_pence <= '100000000000'::bigint)))
  constraint invoice_line_order_line_fkey FOREIGN KEY (order_line) REFERENCES account.order_line(id)
  constraint invoice_line_pkey PRIMARY KEY (id)
  constraint invoice_line_place_check CHECK ((place > 0))
  constraint invoice_line_quantity_check CHECK (((quantity >= 0) AND (quantity <= 10000000)))
  constraint invoice_line_vat_pence_check CHECK (((vat_pence >= 0) AND (vat_pence <= '100000000000'::bigint)))
  constraint invoice_line_what_check CHECK ((what <> ''::text))
  CREATE INDEX invoice_line_by_order ON account.invoice_line USING btree (order_line)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON account.invoice_line FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_finance, mettrace_programme_lead, mettrace_registrar with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_auditor, mettrace_finance, mettrace_programme_lead, mettrace_registrar using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_auditor
  grant select to mettrace_finance
  grant select to mettrace_programme_lead
  grant select to mettrace_registrar
  grant insert (id, invoice, net_pence, order_line, place, quantity, vat_pence, what) to mettrace_finance
  grant insert (id, invoice, net_pence, order_line, place, quantity, vat_pence, what) to mettrace_programme_lead
  grant insert (id, invoice, net_pence, order_line, place, quantity, vat_pence, what) to mettrace_registrar

table account.invoice_withdrawal row security forced
  -- That an invoice was entered wrongly: what was approved of it is undone, unless it is paid.
  invoice uuid not null  -- official | none | programme+6y | Invoice or credit note
  reason text not null  -- official | none | programme+6y | Why
  actor text not null  -- personal | uk-gdpr | audit+6y | Who took it back
  at timestamp with time zone not null default clock_timestamp()  -- official | none | programme+6y | When that was recorded
  constraint invoice_withdrawal_invoice_fkey FOREIGN KEY (invoice) REFERENCES account.invoice(id)
  constraint invoice_withdrawal_pkey PRIMARY KEY (invoice)
  constraint invoice_withdrawal_reason_check CHECK ((reason <> ''::text))
  CREATE TRIGGER keep_invoice_withdrawal BEFORE INSERT ON account.invoice_withdrawal FOR EACH ROW EXECUTE FUNCTION account.keep_invoice_withdrawal()
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON account.invoice_withdrawal FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_finance, mettrace_programme_lead, mettrace_registrar with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_auditor, mettrace_finance, mettrace_programme_lead, mettrace_registrar using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_auditor
  grant select to mettrace_finance
  grant select to mettrace_programme_lead
  grant select to mettrace_registrar
  grant insert (actor, invoice, reason) to mettrace_finance
  grant insert (actor, invoice, reason) to mettrace_programme_lead
  grant insert (actor, invoice, reason) to mettrace_registrar

table account.line_year row security forced
  -- What a budget line is in a year: the sum of its entries, kept with each of them and by nobody else.
  line uuid not null  -- official | none | derived | Budget line
  year integer not null  -- official | none | derived | Financial year
  budget bigint not null default 0  -- official | none | derived | Budget, net
  committed bigint not null default 0  -- official | none | derived | Ordered and not come, net
  accrued bigint not null default 0  -- official | none | derived | Came and not invoiced, net
  spent bigint not null default 0  -- official | none | derived | Invoiced and approved, net
  prepaid bigint not null default 0  -- official | none | derived | Part of it that has not come
  vat bigint not null default 0  -- official | none | derived | VAT that comes back
  constraint line_year_ceiling CHECK ((((committed + accrued) + spent) <= budget))
  constraint line_year_line_fkey FOREIGN KEY (line) REFERENCES account.budget_line(id)
  constraint line_year_pkey PRIMARY KEY (line, year)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON account.line_year FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy kept_with_each_fact for update to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL)) with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy kept_with_facts for insert to owner with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_auditor, mettrace_finance, mettrace_programme_lead, mettrace_registrar using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_auditor
  grant select to mettrace_finance
  grant select to mettrace_programme_lead
  grant select to mettrace_registrar

table account.order_cancellation row security forced
  -- What of a line will not come: it frees what was committed.
  id uuid not null  -- official | none | programme+6y | UUIDv7
  order_line uuid not null  -- official | none | programme+6y | Line of an order
  quantity integer not null  -- official | none | programme+6y | How many
  reason text not null  -- official | none | programme+6y | Why
  actor text not null  -- personal | uk-gdpr | audit+6y | Who cancelled it
  at timestamp with time zone not null default clock_timestamp()  -- official | none | programme+6y | When that was recorded
  constraint order_cancellation_order_line_fkey FOREIGN KEY (order_line) REFERENCES account.order_line(id)
  constraint order_cancellation_pkey PRIMARY KEY (id)
  constraint order_cancellation_quantity_check CHECK ((quantity > 0))
  constraint order_cancellation_reason_check CHECK ((reason <> ''::text))
  CREATE INDEX order_cancellation_by_line ON account.order_cancellation USING btree (order_line)
  CREATE TRIGGER keep_order AFTER INSERT ON account.order_cancellation FOR EACH ROW EXECUTE FUNCTION account.keep_order()
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON account.order_cancellation FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_finance, mettrace_programme_lead, mettrace_registrar with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_auditor, mettrace_finance, mettrace_programme_lead, mettrace_registrar, mettrace_store_keeper using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_auditor
  grant select to mettrace_finance
  grant select to mettrace_programme_lead
  grant select to mettrace_registrar
  grant select to mettrace_store_keeper
  grant insert (actor, id, order_line, quantity, reason) to mettrace_finance
  grant insert (actor, id, order_line, quantity, reason) to mettrace_programme_lead
  grant insert (actor, id, order_line, quantity, reason) to mettrace_registrar

table account.order_decision row security forced
  -- That a second person approved an order or refused it. A refused one frees what it had committed.
  purchase_order uuid not null  -- official | none | programme+6y | The order
  orderer text not null  -- personal | uk-gdpr | audit+6y | Who placed it
  decision text not null  -- official | none | programme+6y | Approved or refused
  reason text  -- official | none | programme+6y | Why it was refused
  actor text not null  -- personal | uk-gdpr | audit+6y | Who decided
  at timestamp with time zone not null default clock_timestamp()  -- official | none | programme+6y | When that was recorded
  constraint order_decision_check CHECK (((decision = 'approved'::text) OR (reason IS NOT NULL)))
  constraint order_decision_decision_check CHECK ((decision = ANY (ARRAY['approved'::text, 'refused'::text])))
  constraint order_decision_pkey PRIMARY KEY (purchase_order)
  constraint order_decision_purchase_order_orderer_fkey FOREIGN KEY (purchase_order, orderer) REFERENCES account.purchase_order(id, actor)
  constraint order_decision_reason_check CHECK ((reason <> ''::text))
  constraint order_second CHECK ((actor <> orderer))
  CREATE TRIGGER keep_order AFTER INSERT ON account.order_decision FOR EACH ROW EXECUTE FUNCTION account.keep_order()
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON account.order_decision FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_finance, mettrace_programme_lead, mettrace_registrar with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_auditor, mettrace_finance, mettrace_programme_lead, mettrace_registrar, mettrace_store_keeper using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_auditor
  grant select to mettrace_finance
  grant select to mettrace_programme_lead
  grant select to mettrace_registrar
  grant select to mettrace_store_keeper
  grant insert (actor, decision, orderer, purchase_order, reason) to mettrace_finance
  grant insert (actor, decision, orderer, purchase_order, reason) to mettrace_programme_lead
  grant insert (actor, decision, orderer, purchase_order, reason) to mettrace_registrar

table account.order_line row security forced
  -- Lines of an order. What a line costs is rounded once, as a whole.
  id uuid not null  -- official | none | programme+6y | UUIDv7
  purchase_order uuid not null  -- official | none | programme+6y | The order
  entered_at timestamp with time zone not null default now()  -- official | none | programme+6y | When that was recorded
  place integer not null  -- official | none | programme+6y | Place in the order, from 1
  line uuid not null  -- official | none | programme+6y | Budget line that bears it
  year integer not null  -- official | none | programme+6y | Financial year whose budget bears it
  what text not null  -- official | none | programme+6y | What is ordered
  quantity integer not null  -- official | none | programme+6y | How many
  unit_pence bigint not null  -- official | none | programme+6y | Price of so many as the next column says, net
  per integer not null default 1  -- official | none | programme+6y | For how many that price is
  is_kits boolean not null default false  -- official | none | programme+6y | Whether these are kits, whose receipts are those that Supply registered
  constraint order_line_line_fkey FOREIGN KEY (line) REFERENCES account.budget_line(id)
  constraint order_line_per_check CHECK (((per >= 1) AND (per <= 1000000)))
  constraint order_line_pkey PRIMARY KEY (id)
  constraint order_line_place_check CHECK ((place > 0))
  constraint order_line_purchase_order_entered_at_fkey FOREIGN KEY (purchase_order, entered_at) REFERENCES account.purchase_order(id, entered_at)
  constraint order_line_purchase_order_place_key UNIQUE (purchase_order, place)
  constraint order_line_quantity_check CHECK (((quantity >= 1) AND (quantity <= 10000000)))
  constraint order_line_unit_pence_check CHECK (((unit_pence >= 0) AND (unit_pence <= 1000000000)))
  constraint order_line_what_check CHECK ((what <> ''::text))
  constraint order_line_year_check CHECK (((year >= 2000) AND (year <= 2100)))
  CREATE INDEX order_line_by_budget ON account.order_line USING btree (line, year)
  CREATE TRIGGER keep_order AFTER INSERT ON account.order_line FOR EACH ROW EXECUTE FUNCTION account.keep_order()
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON account.order_line FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_finance, mettrace_programme_lead, mettrace_registrar with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_auditor, mettrace_finance, mettrace_programme_lead, mettrace_registrar, mettrace_store_keeper using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_auditor
  grant select to mettrace_finance
  grant select to mettrace_programme_lead
  grant select to mettrace_registrar
  grant select to mettrace_store_keeper
  grant insert (id, is_kits, line, per, place, purchase_order, quantity, unit_pence, what, year) to mettrace_finance
  grant insert (id, is_kits, line, per, place, purchase_order, quantity, unit_pence, what, year) to mettrace_programme_lead
  grant insert (id, is_kits, line, per, place, purchase_order, quantity, unit_pence, what, year) to mettrace_registrar

table account.order_position row security forced
  -- Where each line of an order is, kept with its facts and by nobody else.
  order_line uuid not null  -- official | none | derived | Line of an order
  purchase_order uuid not null  -- official | none | derived | The order
  ordered integer not null  -- official | none | derived | How many, without what was cancelled
  received integer not null default 0  -- official | none | derived | How many came
  invoiced integer not null default 0  -- official | none | derived | How many were invoiced and approved, less what was credited
  spent bigint not null default 0  -- official | none | derived | Net pence of the same
  constraint order_position_check CHECK (((invoiced >= 0) AND (invoiced <= ordered)))
  constraint order_position_order_line_fkey FOREIGN KEY (order_line) REFERENCES account.order_line(id)
  constraint order_position_ordered_check CHECK ((ordered >= 0))
  constraint order_position_pkey PRIMARY KEY (order_line)
  constraint order_position_purchase_order_fkey FOREIGN KEY (purchase_order) REFERENCES account.purchase_order(id)
  constraint order_position_received_check CHECK ((received >= 0))
  constraint order_position_spent_check CHECK ((spent >= 0))
  CREATE INDEX order_position_by_order ON account.order_position USING btree (purchase_order)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON account.order_position FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy kept_with_each_fact for update to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL)) with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy kept_with_facts for insert to owner with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_auditor, mettrace_finance, mettrace_programme_lead, mettrace_registrar, mettrace_store_keeper using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_auditor
  grant select to mettrace_finance
  grant select to mettrace_programme_lead
  grant select to mettrace_registrar
  grant select to mettrace_store_keeper

table account.order_value row security forced
  -- Why an order is good value for money, as it is published; the latest counts.
  id uuid not null  -- official | none | programme+6y | UUIDv7
  purchase_order uuid not null  -- official | none | programme+6y | The order
  reason text not null  -- official | none | programme+6y | Why
  actor text not null  -- personal | uk-gdpr | audit+6y | Who said so
  at timestamp with time zone not null default clock_timestamp()  -- official | none | programme+6y | When that was recorded
  constraint order_value_pkey PRIMARY KEY (id)
  constraint order_value_purchase_order_fkey FOREIGN KEY (purchase_order) REFERENCES account.purchase_order(id)
  constraint order_value_reason_check CHECK ((reason <> ''::text))
  CREATE INDEX order_value_by_order ON account.order_value USING btree (purchase_order, at)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON account.order_value FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_finance, mettrace_programme_lead, mettrace_registrar with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_auditor, mettrace_finance, mettrace_programme_lead, mettrace_registrar, mettrace_store_keeper using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_auditor
  grant select to mettrace_finance
  grant select to mettrace_programme_lead
  grant select to mettrace_registrar
  grant select to mettrace_store_keeper
  grant insert (actor, id, purchase_order, reason) to mettrace_finance
  grant insert (actor, id, purchase_order, reason) to mettrace_programme_lead
  grant insert (actor, id, purchase_order, reason) to mettrace_registrar

table account.paid_number row security forced
  -- Which invoice of a payees number was approved: a number is paid once.
  payee uuid not null  -- official | none | programme+6y | Payee
  kind text not null  -- official | none | programme+6y | Invoice or credit note
  number_key text not null  -- official | none | programme+6y | Number as it is compared
  invoice uuid not null  -- official | none | programme+6y | The one that was approved
  constraint paid_number_invoice_fkey FOREIGN KEY (invoice) REFERENCES account.invoice(id)
  constraint paid_number_payee_fkey FOREIGN KEY (payee) REFERENCES account.payee(id)
  constraint paid_number_pkey PRIMARY KEY (payee, kind, number_key)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON account.paid_number FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy kept_with_each_fact for update to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL)) with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy kept_with_facts for insert to owner with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_auditor, mettrace_finance, mettrace_programme_lead, mettrace_registrar using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_auditor
  grant select to mettrace_finance
  grant select to mettrace_programme_lead
  grant select to mettrace_registrar

table account.payee row security forced
  -- Who is ordered from and paid.
  id uuid not null  -- official | none | programme+6y | UUIDv7
  name text not null  -- official | none | programme+6y | What they are called; published
  supplier uuid  -- official | none | programme+6y | The same among suppliers of kits
  actor text not null  -- personal | uk-gdpr | audit+6y | Who added it
  at timestamp with time zone not null default clock_timestamp()  -- official | none | programme+6y | When that was recorded
  constraint payee_name_check CHECK ((name <> ''::text))
  constraint payee_name_key UNIQUE (name)
  constraint payee_pkey PRIMARY KEY (id)
  constraint payee_supplier_fkey FOREIGN KEY (supplier) REFERENCES engagement.supplier(id)
  constraint payee_supplier_key UNIQUE (supplier)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON account.payee FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_finance, mettrace_programme_lead, mettrace_registrar with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_auditor, mettrace_finance, mettrace_programme_lead, mettrace_registrar, mettrace_store_keeper using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_auditor
  grant select to mettrace_finance
  grant select to mettrace_programme_lead
  grant select to mettrace_registrar
  grant select to mettrace_store_keeper
  grant insert (actor, id, name, supplier) to mettrace_finance
  grant insert (actor, id, name, supplier) to mettrace_programme_lead
  grant insert (actor, id, name, supplier) to mettrace_registrar

table account.payee_person row security forced
  -- Payees who are persons: no publication names them.
  payee uuid not null  -- official | none | programme+6y | The payee
  actor text not null  -- personal | uk-gdpr | audit+6y | Who said so
  at timestamp with time zone not null default clock_timestamp()  -- official | none | programme+6y | When that was recorded
  constraint payee_person_payee_fkey FOREIGN KEY (payee) REFERENCES account.payee(id)
  constraint payee_person_pkey PRIMARY KEY (payee)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON account.payee_person FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_finance, mettrace_programme_lead, mettrace_registrar with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_auditor, mettrace_finance, mettrace_programme_lead, mettrace_registrar, mettrace_store_keeper using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_auditor
  grant select to mettrace_finance
  grant select to mettrace_programme_lead
  grant select to mettrace_registrar
  grant select to mettrace_store_keeper
  grant insert (actor, payee) to mettrace_finance
  grant insert (actor, payee) to mettrace_programme_lead
  grant insert (actor, payee) to mettrace_registrar

table account.payment row security forced
  -- What was paid for an approval, once; negative where a credit note came back.
  id uuid not null  -- official | none | programme+6y | UUIDv7
  approval uuid not null  -- official | none | programme+6y | What it pays
  paid_on date not null  -- official | none | programme+6y | Day on which it was paid
  reference text not null  -- official | none | programme+6y | Reference in the ledger of the force
  pence bigint not null  -- official | none | programme+6y | How much, with VAT
  actor text not null  -- personal | uk-gdpr | audit+6y | Who entered it
  at timestamp with time zone not null default clock_timestamp()  -- official | none | programme+6y | When that was recorded
  constraint payment_approval_fkey FOREIGN KEY (approval) REFERENCES account.approval(id)
  constraint payment_once UNIQUE (approval)
  constraint payment_pkey PRIMARY KEY (id)
  constraint payment_reference_check CHECK ((reference <> ''::text))
  CREATE TRIGGER keep_payment BEFORE INSERT ON account.payment FOR EACH ROW EXECUTE FUNCTION account.keep_payment()
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON account.payment FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_finance, mettrace_programme_lead, mettrace_registrar with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_auditor, mettrace_finance, mettrace_programme_lead, mettrace_registrar using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_auditor
  grant select to mettrace_finance
  grant select to mettrace_programme_lead
  grant select to mettrace_registrar
  grant insert (actor, approval, id, paid_on, reference) to mettrace_finance
  grant insert (actor, approval, id, paid_on, reference) to mettrace_programme_lead
  grant insert (actor, approval, id, paid_on, reference) to mettrace_registrar

table account.publication row security forced
  -- What is to be published of a month, quarter or year, as the file that it is; a correction is the next version.
  id uuid not null  -- official | none | keep | UUIDv7
  kind text not null  -- official | none | keep | Which duty
  first_day date not null  -- official | none | keep | First day that it is of
  last_day date not null  -- official | none | keep | Last day
  contract uuid  -- official | none | keep | Contract that it is of; null where it is of all
  version integer not null  -- official | none | keep | From 1; the latest that is published counts
  content text not null  -- official | none | keep | The file, a CSV table
  digest bytea not null  -- official | none | keep | SHA-256 of it
  lines integer not null  -- official | none | keep | Its rows, without the header
  actor text not null  -- personal | uk-gdpr | audit+6y | Who drafted it
  at timestamp with time zone not null default clock_timestamp()  -- official | none | keep | When that was recorded
  constraint publication_check CHECK ((last_day >= first_day))
  constraint publication_check1 CHECK (((contract IS NOT NULL) = (kind = ANY (ARRAY['indicators'::text, 'assessment'::text]))))
  constraint publication_content_check CHECK ((content <> ''::text))
  constraint publication_contract_fkey FOREIGN KEY (contract) REFERENCES account.contract(id)
  constraint publication_digest CHECK ((digest = sha256(convert_to(content, 'UTF8'::name))))
  constraint publication_id_actor_key UNIQUE (id, actor)
  constraint publication_kind_check CHECK ((kind = ANY (ARRAY['items'::text, 'contracts'::text, 'income'::text, 'payments'::text, 'compliance'::text, 'indicators'::text, 'assessment'::text])))
  constraint publication_lines_check CHECK ((lines >= 0))
  constraint publication_pkey PRIMARY KEY (id)
  constraint publication_version UNIQUE NULLS NOT DISTINCT (kind, first_day, contract, version)
  constraint publication_version_check CHECK ((version > 0))
  CREATE TRIGGER keep_publication BEFORE INSERT ON account.publication FOR EACH ROW EXECUTE FUNCTION account.keep_publication()
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON account.publication FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_finance, mettrace_programme_lead, mettrace_registrar with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_auditor, mettrace_finance, mettrace_programme_lead, mettrace_registrar using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_auditor
  grant select to mettrace_finance
  grant select to mettrace_programme_lead
  grant select to mettrace_registrar
  grant insert (actor, content, contract, digest, first_day, id, kind, last_day, lines, version) to mettrace_finance
  grant insert (actor, content, contract, digest, first_day, id, kind, last_day, lines, version) to mettrace_programme_lead
  grant insert (actor, content, contract, digest, first_day, id, kind, last_day, lines, version) to mettrace_registrar

table account.publication_check row security forced
  -- What a second person found of it.
  publication uuid not null  -- official | none | keep | The publication
  drafted_by text not null  -- personal | uk-gdpr | audit+6y | Who drafted it
  decision text not null  -- official | none | keep | Checked, or sent back
  reason text  -- official | none | keep | Why it was sent back
  actor text not null  -- personal | uk-gdpr | audit+6y | Who checked it
  at timestamp with time zone not null default clock_timestamp()  -- official | none | keep | When that was recorded
  constraint publication_check_check CHECK (((decision = 'checked'::text) OR (reason IS NOT NULL)))
  constraint publication_check_decision_check CHECK ((decision = ANY (ARRAY['checked'::text, 'sent back'::text])))
  constraint publication_check_pkey PRIMARY KEY (publication)
  constraint publication_check_publication_decision_key UNIQUE (publication, decision)
  constraint publication_check_publication_drafted_by_fkey FOREIGN KEY (publication, drafted_by) REFERENCES account.publication(id, actor)
  constraint publication_check_reason_check CHECK ((reason <> ''::text))
  constraint publication_second CHECK ((actor <> drafted_by))
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON account.publication_check FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_finance, mettrace_programme_lead, mettrace_registrar with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_auditor, mettrace_finance, mettrace_programme_lead, mettrace_registrar using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_auditor
  grant select to mettrace_finance
  grant select to mettrace_programme_lead
  grant select to mettrace_registrar
  grant insert (actor, decision, drafted_by, publication, reason) to mettrace_finance
  grant insert (actor, decision, drafted_by, publication, reason) to mettrace_programme_lead
  grant insert (actor, decision, drafted_by, publication, reason) to mettrace_registrar

table account.publication_release row security forced
  -- That it was published. Only what a second person checked can be.
  publication uuid not null  -- official | none | keep | The publication
  decision text not null default 'checked'::text  -- official | none | keep | That it was checked
  found_at text not null  -- official | none | keep | Address or notice where it is found
  actor text not null  -- personal | uk-gdpr | audit+6y | Who published it
  at timestamp with time zone not null default clock_timestamp()  -- official | none | keep | When that was recorded
  constraint publication_checked FOREIGN KEY (publication, decision) REFERENCES account.publication_check(publication, decision)
  constraint publication_release_decision_check CHECK ((decision = 'checked'::text))
  constraint publication_release_found_at_check CHECK ((found_at <> ''::text))
  constraint publication_release_pkey PRIMARY KEY (publication)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON account.publication_release FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_finance, mettrace_programme_lead, mettrace_registrar with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_auditor, mettrace_finance, mettrace_programme_lead, mettrace_registrar using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_auditor
  grant select to mettrace_finance
  grant select to mettrace_programme_lead
  grant select to mettrace_registrar
  grant insert (actor, found_at, publication) to mettrace_finance
  grant insert (actor, found_at, publication) to mettrace_programme_lead
  grant insert (actor, found_at, publication) to mettrace_registrar

table account.purchase_order row security forced
  -- Orders; each commits its lines to the budget when it is placed.
  id uuid not null  -- official | none | programme+6y | UUIDv7
  number bigint not null identity a  -- official | none | programme+6y | Number, PO- before it
  payee uuid not null  -- official | none | programme+6y | From whom
  contract uuid  -- official | none | programme+6y | Contract that it is placed under
  title text not null  -- official | none | programme+6y | What it is for; published
  ordered_on date not null  -- official | none | programme+6y | Day on which it was placed
  actor text not null  -- personal | uk-gdpr | audit+6y | Who placed it
  entered_at timestamp with time zone not null default now()  -- official | none | programme+6y | When that was recorded; its lines are of the same transaction
  constraint purchase_order_contract_payee_fkey FOREIGN KEY (contract, payee) REFERENCES account.contract(id, payee)
  constraint purchase_order_id_actor_key UNIQUE (id, actor)
  constraint purchase_order_id_entered_at_key UNIQUE (id, entered_at)
  constraint purchase_order_number_key UNIQUE (number)
  constraint purchase_order_payee_fkey FOREIGN KEY (payee) REFERENCES account.payee(id)
  constraint purchase_order_pkey PRIMARY KEY (id)
  constraint purchase_order_title_check CHECK ((title <> ''::text))
  CREATE INDEX purchase_order_by_contract ON account.purchase_order USING btree (contract) WHERE (contract IS NOT NULL)
  CREATE INDEX purchase_order_by_payee ON account.purchase_order USING btree (payee)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON account.purchase_order FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_finance, mettrace_programme_lead, mettrace_registrar with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_auditor, mettrace_finance, mettrace_programme_lead, mettrace_registrar, mettrace_store_keeper using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_auditor
  grant select to mettrace_finance
  grant select to mettrace_programme_lead
  grant select to mettrace_registrar
  grant select to mettrace_store_keeper
  grant insert (actor, contract, id, ordered_on, payee, title) to mettrace_finance
  grant insert (actor, contract, id, ordered_on, payee, title) to mettrace_programme_lead
  grant insert (actor, contract, id, ordered_on, payee, title) to mettrace_registrar

sequence account.purchase_order_number_seq

table account.receipt row security forced
  -- What came of an order. Of kits it is what Supply registered of a batch, and no more.
  id uuid not null  -- official | none | programme+6y | UUIDv7
  order_line uuid not null  -- official | none | programme+6y | Line of an order
  quantity integer not null  -- official | none | programme+6y | How many
  received_on date not null  -- official | none | programme+6y | Day on which it came
  batch uuid  -- official | none | programme+6y | Batch of kits
  actor text not null  -- personal | uk-gdpr | audit+6y | Who received it
  at timestamp with time zone not null default clock_timestamp()  -- official | none | programme+6y | When that was recorded
  constraint receipt_batch_fkey FOREIGN KEY (batch) REFERENCES engagement.kit_batch(id)
  constraint receipt_order_line_fkey FOREIGN KEY (order_line) REFERENCES account.order_line(id)
  constraint receipt_pkey PRIMARY KEY (id)
  constraint receipt_quantity_check CHECK ((quantity > 0))
  CREATE INDEX receipt_by_batch ON account.receipt USING btree (batch) WHERE (batch IS NOT NULL)
  CREATE INDEX receipt_by_line ON account.receipt USING btree (order_line)
  CREATE TRIGGER keep_receipt AFTER INSERT ON account.receipt FOR EACH ROW EXECUTE FUNCTION account.keep_receipt()
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON account.receipt FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_finance, mettrace_programme_lead, mettrace_registrar, mettrace_store_keeper with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_auditor, mettrace_finance, mettrace_programme_lead, mettrace_registrar, mettrace_store_keeper using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_auditor
  grant select to mettrace_finance
  grant select to mettrace_programme_lead
  grant select to mettrace_registrar
  grant select to mettrace_store_keeper
  grant insert (actor, batch, id, order_line, quantity, received_on) to mettrace_finance
  grant insert (actor, batch, id, order_line, quantity, received_on) to mettrace_programme_lead
  grant insert (actor, batch, id, order_line, quantity, received_on) to mettrace_registrar
  grant insert (actor, batch, id, order_line, quantity, received_on) to mettrace_store_keeper

table account.receipt_withdrawal row security forced
  -- That a receipt was entered wrongly: it counts no more, and stays on the page.
  receipt uuid not null  -- official | none | programme+6y | The receipt
  reason text not null  -- official | none | programme+6y | Why
  actor text not null  -- personal | uk-gdpr | audit+6y | Who took it back
  at timestamp with time zone not null default clock_timestamp()  -- official | none | programme+6y | When that was recorded
  constraint receipt_withdrawal_pkey PRIMARY KEY (receipt)
  constraint receipt_withdrawal_reason_check CHECK ((reason <> ''::text))
  constraint receipt_withdrawal_receipt_fkey FOREIGN KEY (receipt) REFERENCES account.receipt(id)
  CREATE TRIGGER keep_receipt_withdrawal AFTER INSERT ON account.receipt_withdrawal FOR EACH ROW EXECUTE FUNCTION account.keep_receipt_withdrawal()
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON account.receipt_withdrawal FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_finance, mettrace_programme_lead, mettrace_registrar, mettrace_store_keeper with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_auditor, mettrace_finance, mettrace_programme_lead, mettrace_registrar, mettrace_store_keeper using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_auditor
  grant select to mettrace_finance
  grant select to mettrace_programme_lead
  grant select to mettrace_registrar
  grant select to mettrace_store_keeper
  grant insert (actor, reason, receipt) to mettrace_finance
  grant insert (actor, reason, receipt) to mettrace_programme_lead
  grant insert (actor, reason, receipt) to mettrace_registrar
  grant insert (actor, reason, receipt) to mettrace_store_keeper

table account.scoring_close row security forced
  -- That nobody gives any more scores to the bids of a tender.
  tender uuid not null  -- official | none | keep | The tender
  actor text not null  -- personal | uk-gdpr | audit+6y | Who closed it
  at timestamp with time zone not null default clock_timestamp()  -- official | none | keep | When that was recorded
  constraint scoring_close_pkey PRIMARY KEY (tender)
  constraint scoring_close_tender_fkey FOREIGN KEY (tender) REFERENCES account.tender_issue(tender)
  CREATE TRIGGER keep_scoring_close BEFORE INSERT ON account.scoring_close FOR EACH ROW EXECUTE FUNCTION account.keep_scoring_close()
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON account.scoring_close FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_data_protection, mettrace_finance, mettrace_planner, mettrace_programme_lead, mettrace_registrar with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all for select to mettrace_auditor, mettrace_data_protection, mettrace_finance, mettrace_planner, mettrace_programme_lead, mettrace_registrar using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_auditor
  grant insert, select to mettrace_data_protection
  grant insert, select to mettrace_finance
  grant insert, select to mettrace_planner
  grant insert, select to mettrace_programme_lead
  grant insert, select to mettrace_registrar

table account.sharing_agreement row security forced
  -- Agreements under which data are shared: with whom, for what, which columns, from when until when.
  id uuid not null  -- official | uk-gdpr | programme+6y | UUIDv7
  party text not null  -- official | uk-gdpr | programme+6y | With whom
  party_kind text not null  -- official | uk-gdpr | programme+6y | Laboratory or supplier
  reference text not null  -- official | uk-gdpr | programme+6y | Reference of the agreement
  purposes text not null  -- official | uk-gdpr | programme+6y | What it is for
  fields text[] not null  -- official | uk-gdpr | programme+6y | Columns that it covers, both ways
  from_day date not null  -- official | uk-gdpr | programme+6y | First day in force
  to_day date not null  -- official | uk-gdpr | programme+6y | Last day in force
  actor text not null  -- personal | uk-gdpr | audit+6y | Who registered it
  entered_at timestamp with time zone not null default clock_timestamp()  -- official | uk-gdpr | programme+6y | When that was recorded
  constraint sharing_agreement_days CHECK ((to_day >= from_day))
  constraint sharing_agreement_fields_check CHECK ((cardinality(fields) > 0))
  constraint sharing_agreement_id_party_party_kind_fields_from_day_to_da_key UNIQUE (id, party, party_kind, fields, from_day, to_day)
  constraint sharing_agreement_party_check CHECK ((party <> ''::text))
  constraint sharing_agreement_party_kind_check CHECK ((party_kind = ANY (ARRAY['laboratory'::text, 'supplier'::text])))
  constraint sharing_agreement_pkey PRIMARY KEY (id)
  constraint sharing_agreement_purposes_check CHECK ((purposes <> ''::text))
  constraint sharing_agreement_reference UNIQUE (reference)
  constraint sharing_agreement_reference_check CHECK ((reference <> ''::text))
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON account.sharing_agreement FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_data_protection with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all for select to mettrace_auditor, mettrace_custody, mettrace_data_protection, mettrace_investigator, mettrace_programme_lead using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_auditor
  grant select to mettrace_custody
  grant insert, select to mettrace_data_protection
  grant select to mettrace_investigator
  grant select to mettrace_programme_lead

table account.tender row security forced
  -- Tenders. What is asked for is in their versions.
  id uuid not null  -- official | none | keep | UUIDv7
  reference text not null  -- official | none | keep | What it is called: T-2026-01
  made_up boolean not null default false  -- official | none | keep | Whether it goes with the made-up city
  actor text not null  -- personal | uk-gdpr | audit+6y | Who began it
  at timestamp with time zone not null default clock_timestamp()  -- official | none | keep | When that was recorded
  constraint tender_pkey PRIMARY KEY (id)
  constraint tender_reference UNIQUE (reference)
  constraint tender_reference_check CHECK ((reference <> ''::text))
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON account.tender FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_data_protection, mettrace_finance, mettrace_planner, mettrace_programme_lead, mettrace_registrar with check (((actor = ( SELECT foundation.actor_id() AS actor_id)) AND ((NOT made_up) OR (( SELECT foundation.acting_role() AS acting_role) = 'registrar'::text))))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all for select to mettrace_auditor, mettrace_data_protection, mettrace_finance, mettrace_planner, mettrace_programme_lead, mettrace_registrar using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_auditor
  grant insert, select to mettrace_data_protection
  grant insert, select to mettrace_finance
  grant insert, select to mettrace_planner
  grant insert, select to mettrace_programme_lead
  grant insert, select to mettrace_registrar

table account.tender_award row security forced
  -- Which bid is to have a lot, as somebody proposes; a later proposal stands beside an earlier one.
  id uuid not null  -- official | none | keep | UUIDv7
  tender uuid not null  -- official | none | keep | The tender
  lot text not null  -- official | none | keep | The lot
  bid uuid not null  -- official | none | keep | The bid
  net_pence bigint not null  -- official | none | keep | What the lot costs over the term, without VAT
  gross_pence bigint not null  -- official | none | keep | The same with VAT
  reason text not null  -- official | none | keep | Why it is the most advantageous
  low_because text  -- official | none | keep | How the supplier explained an abnormally low price
  actor text not null  -- personal | uk-gdpr | audit+6y | Who proposes
  at timestamp with time zone not null default clock_timestamp()  -- official | none | keep | When that was recorded
  constraint tender_award_bid_tender_fkey FOREIGN KEY (bid, tender) REFERENCES account.bid(id, tender)
  constraint tender_award_check CHECK (((gross_pence >= net_pence) AND (gross_pence <= '10000000000000'::bigint)))
  constraint tender_award_id_tender_lot_key UNIQUE (id, tender, lot)
  constraint tender_award_lot_check CHECK ((lot <> ''::text))
  constraint tender_award_low_because_check CHECK ((low_because <> ''::text))
  constraint tender_award_net_pence_check CHECK (((net_pence >= 1) AND (net_pence <= '10000000000000'::bigint)))
  constraint tender_award_pkey PRIMARY KEY (id)
  constraint tender_award_reason_check CHECK ((reason <> ''::text))
  CREATE INDEX tender_award_by_tender ON account.tender_award USING btree (tender, at)
  CREATE TRIGGER keep_award BEFORE INSERT ON account.tender_award FOR EACH ROW EXECUTE FUNCTION account.keep_award()
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON account.tender_award FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_data_protection, mettrace_finance, mettrace_planner, mettrace_programme_lead, mettrace_registrar with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all for select to mettrace_auditor, mettrace_data_protection, mettrace_finance, mettrace_planner, mettrace_programme_lead, mettrace_registrar using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_auditor
  grant insert, select to mettrace_data_protection
  grant insert, select to mettrace_finance
  grant insert, select to mettrace_planner
  grant insert, select to mettrace_programme_lead
  grant insert, select to mettrace_registrar

table account.tender_award_signature row security forced
  -- That a second person signed an award; each lot is awarded once.
  award uuid not null  -- official | none | keep | The award
  tender uuid not null  -- official | none | keep | The tender
  lot text not null  -- official | none | keep | The lot
  actor text not null  -- personal | uk-gdpr | audit+6y | Who signed
  at timestamp with time zone not null default clock_timestamp()  -- official | none | keep | When that was recorded
  constraint tender_award_lot UNIQUE (tender, lot)
  constraint tender_award_signature_award_tender_lot_fkey FOREIGN KEY (award, tender, lot) REFERENCES account.tender_award(id, tender, lot)
  constraint tender_award_signature_pkey PRIMARY KEY (award)
  CREATE TRIGGER assessments_leave BEFORE DELETE ON account.tender_award_signature FOR EACH STATEMENT EXECUTE FUNCTION account.assessments_leave()
  CREATE TRIGGER keep_award_signature BEFORE INSERT ON account.tender_award_signature FOR EACH ROW EXECUTE FUNCTION account.keep_award_signature()
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON account.tender_award_signature FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_programme_lead, mettrace_registrar with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all for select to mettrace_auditor, mettrace_data_protection, mettrace_finance, mettrace_planner, mettrace_programme_lead, mettrace_registrar using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_auditor
  grant select to mettrace_data_protection
  grant select to mettrace_finance
  grant select to mettrace_planner
  grant insert, select to mettrace_programme_lead
  grant insert, select to mettrace_registrar

table account.tender_issue row security forced
  -- That a tender was issued, in its latest version, by somebody who wrote none of it.
  tender uuid not null  -- official | none | keep | The tender
  number integer not null  -- official | none | keep | Version that was issued
  actor text not null  -- personal | uk-gdpr | audit+6y | Who issued it
  at timestamp with time zone not null default clock_timestamp()  -- official | none | keep | When that was recorded
  constraint tender_issue_pkey PRIMARY KEY (tender)
  constraint tender_issue_tender_number_fkey FOREIGN KEY (tender, number) REFERENCES account.tender_version(tender, number)
  CREATE TRIGGER keep_tender_issue BEFORE INSERT ON account.tender_issue FOR EACH ROW EXECUTE FUNCTION account.keep_tender_issue()
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON account.tender_issue FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_programme_lead, mettrace_registrar with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all for select to mettrace_auditor, mettrace_data_protection, mettrace_finance, mettrace_planner, mettrace_programme_lead, mettrace_registrar using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_auditor
  grant select to mettrace_data_protection
  grant select to mettrace_finance
  grant select to mettrace_planner
  grant insert, select to mettrace_programme_lead
  grant insert, select to mettrace_registrar

table account.tender_release row security forced
  -- What was published of a tender as a release of the Open Contracting Data Standard.
  id uuid not null  -- official | none | keep | UUIDv7
  tender uuid not null  -- official | none | keep | The tender
  stage text not null  -- official | none | keep | Stage that it tells of
  content text not null  -- official | none | keep | The release as JSON
  digest text not null  -- official | none | keep | SHA-256 of it
  actor text not null  -- personal | uk-gdpr | audit+6y | Who published it
  at timestamp with time zone not null default clock_timestamp()  -- official | none | keep | When that was recorded
  constraint tender_release_content_check CHECK ((jsonb_typeof((content)::jsonb) = 'object'::text))
  constraint tender_release_digest_check CHECK ((digest ~ '^[0-9a-f]{64}$'::text))
  constraint tender_release_pkey PRIMARY KEY (id)
  constraint tender_release_stage UNIQUE (tender, stage)
  constraint tender_release_stage_check CHECK ((stage = ANY (ARRAY['tender'::text, 'award'::text, 'contract'::text])))
  constraint tender_release_tender_fkey FOREIGN KEY (tender) REFERENCES account.tender_issue(tender)
  CREATE TRIGGER keep_release BEFORE INSERT ON account.tender_release FOR EACH ROW EXECUTE FUNCTION account.keep_release()
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON account.tender_release FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_finance, mettrace_programme_lead, mettrace_registrar with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all for select to mettrace_auditor, mettrace_data_protection, mettrace_finance, mettrace_planner, mettrace_programme_lead, mettrace_registrar using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_auditor
  grant select to mettrace_data_protection
  grant insert, select to mettrace_finance
  grant select to mettrace_planner
  grant insert, select to mettrace_programme_lead
  grant insert, select to mettrace_registrar

table account.tender_version row security forced
  -- What is asked for, every version whole; appended, and none after the tender is issued.
  id uuid not null  -- official | none | keep | UUIDv7
  tender uuid not null  -- official | none | keep | Tender that it is a version of
  number integer not null  -- official | none | keep | 1, 2, 3 and so on
  title text not null  -- official | none | keep | Title
  net_pence bigint not null  -- official | none | keep | Estimated value over the term, without VAT
  gross_pence bigint not null  -- official | none | keep | The same with VAT
  begins_on date not null  -- official | none | keep | Day that the procurement begins, whose rules apply to its end
  closes_at timestamp with time zone not null  -- official | none | keep | When bids must have come
  starts_on date not null  -- official | none | keep | First day of the contract
  years integer not null  -- official | none | keep | Term of the contract
  sections jsonb not null  -- official | none | keep | Words of each section of the statement of requirements, by its key
  lots jsonb not null  -- official | none | keep | Lots, each with its title and kits a year
  criteria jsonb not null  -- official | none | keep | Criteria with their weights in hundredths of a per cent
  indicators jsonb not null  -- official | none | keep | Key performance indicators of the contract
  digest text not null  -- official | none | keep | SHA-256 of the version as it was kept
  actor text not null  -- personal | uk-gdpr | audit+6y | Who wrote it
  at timestamp with time zone not null default clock_timestamp()  -- official | none | keep | When that was recorded
  constraint tender_version_check CHECK (((gross_pence >= net_pence) AND (gross_pence <= '10000000000000'::bigint)))
  constraint tender_version_criteria_check CHECK ((jsonb_typeof(criteria) = 'array'::text))
  constraint tender_version_digest_check CHECK ((digest ~ '^[0-9a-f]{64}$'::text))
  constraint tender_version_indicators_check CHECK ((jsonb_typeof(indicators) = 'array'::text))
  constraint tender_version_lots_check CHECK ((jsonb_typeof(lots) = 'array'::text))
  constraint tender_version_net_pence_check CHECK (((net_pence >= 1) AND (net_pence <= '10000000000000'::bigint)))
  constraint tender_version_number UNIQUE (tender, number)
  constraint tender_version_number_check CHECK ((number >= 1))
  constraint tender_version_pkey PRIMARY KEY (id)
  constraint tender_version_sections_check CHECK ((jsonb_typeof(sections) = 'object'::text))
  constraint tender_version_tender_fkey FOREIGN KEY (tender) REFERENCES account.tender(id)
  constraint tender_version_title_check CHECK ((title <> ''::text))
  constraint tender_version_years_check CHECK (((years >= 1) AND (years <= 20)))
  CREATE TRIGGER keep_tender_version BEFORE INSERT ON account.tender_version FOR EACH ROW EXECUTE FUNCTION account.keep_tender_version()
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON account.tender_version FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_data_protection, mettrace_finance, mettrace_planner, mettrace_programme_lead, mettrace_registrar with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all for select to mettrace_auditor, mettrace_data_protection, mettrace_finance, mettrace_planner, mettrace_programme_lead, mettrace_registrar using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_auditor
  grant insert, select to mettrace_data_protection
  grant insert, select to mettrace_finance
  grant insert, select to mettrace_planner
  grant insert, select to mettrace_programme_lead
  grant insert, select to mettrace_registrar

table account.tolerance row security forced
  -- By how much an invoice may differ from its order and what came, from a day on.
  from_day date not null  -- official | none | programme+6y | First day, by that on which the invoice came
  quantity integer not null  -- official | none | programme+6y | Pieces
  price_share integer not null  -- official | none | programme+6y | Hundredths of a per cent of the price; the smaller of this and the amount counts
  price_pence bigint not null  -- official | none | programme+6y | Amount
  source text not null  -- official | none | programme+6y | Where that is from
  is_assumed boolean not null  -- official | none | programme+6y | Whether nobody decided it yet
  actor text not null  -- personal | uk-gdpr | audit+6y | Who set it
  at timestamp with time zone not null default clock_timestamp()  -- official | none | programme+6y | When that was recorded
  constraint tolerance_pkey PRIMARY KEY (from_day)
  constraint tolerance_price_pence_check CHECK ((price_pence >= 0))
  constraint tolerance_price_share_check CHECK (((price_share >= 0) AND (price_share <= 10000)))
  constraint tolerance_quantity_check CHECK ((quantity >= 0))
  constraint tolerance_source_check CHECK ((source <> ''::text))
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON account.tolerance FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_finance, mettrace_programme_lead, mettrace_registrar with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all for select to mettrace_auditor, mettrace_finance, mettrace_programme_lead, mettrace_registrar using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_auditor
  grant select to mettrace_finance
  grant select to mettrace_programme_lead
  grant select to mettrace_registrar
  grant insert (actor, from_day, is_assumed, price_pence, price_share, quantity, source) to mettrace_finance
  grant insert (actor, from_day, is_assumed, price_pence, price_share, quantity, source) to mettrace_programme_lead
  grant insert (actor, from_day, is_assumed, price_pence, price_share, quantity, source) to mettrace_registrar

table account.virement row security forced
  -- Money that somebody asks to move from a line to another in a year.
  id uuid not null  -- official | none | programme+6y | UUIDv7
  year integer not null  -- official | none | programme+6y | Financial year
  from_line uuid not null  -- official | none | programme+6y | Line that it leaves
  to_line uuid not null  -- official | none | programme+6y | Line that it goes to
  pence bigint not null  -- official | none | programme+6y | How much
  reason text not null  -- official | none | programme+6y | Why
  actor text not null  -- personal | uk-gdpr | audit+6y | Who asked
  at timestamp with time zone not null default clock_timestamp()  -- official | none | programme+6y | When that was recorded
  constraint virement_check CHECK ((from_line <> to_line))
  constraint virement_from_line_fkey FOREIGN KEY (from_line) REFERENCES account.budget_line(id)
  constraint virement_id_actor_key UNIQUE (id, actor)
  constraint virement_pence_check CHECK (((pence >= 1) AND (pence <= '100000000000'::bigint)))
  constraint virement_pkey PRIMARY KEY (id)
  constraint virement_reason_check CHECK ((reason <> ''::text))
  constraint virement_to_line_fkey FOREIGN KEY (to_line) REFERENCES account.budget_line(id)
  constraint virement_year_check CHECK (((year >= 2000) AND (year <= 2100)))
  CREATE INDEX virement_by_year ON account.virement USING btree (year, at)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON account.virement FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_finance, mettrace_programme_lead, mettrace_registrar with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_auditor, mettrace_finance, mettrace_programme_lead, mettrace_registrar using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_auditor
  grant select to mettrace_finance
  grant select to mettrace_programme_lead
  grant select to mettrace_registrar
  grant insert (actor, from_line, id, pence, reason, to_line, year) to mettrace_finance
  grant insert (actor, from_line, id, pence, reason, to_line, year) to mettrace_programme_lead
  grant insert (actor, from_line, id, pence, reason, to_line, year) to mettrace_registrar

table account.virement_decision row security forced
  -- What a second person decided of it.
  virement uuid not null  -- official | none | programme+6y | What was asked
  asked_by text not null  -- personal | uk-gdpr | audit+6y | Who asked
  decision text not null  -- official | none | programme+6y | Approved or refused
  reason text  -- official | none | programme+6y | Why it was refused
  actor text not null  -- personal | uk-gdpr | audit+6y | Who decided
  at timestamp with time zone not null default clock_timestamp()  -- official | none | programme+6y | When that was recorded
  constraint virement_decision_check CHECK (((decision = 'approved'::text) OR (reason IS NOT NULL)))
  constraint virement_decision_decision_check CHECK ((decision = ANY (ARRAY['approved'::text, 'refused'::text])))
  constraint virement_decision_pkey PRIMARY KEY (virement)
  constraint virement_decision_reason_check CHECK ((reason <> ''::text))
  constraint virement_decision_virement_asked_by_fkey FOREIGN KEY (virement, asked_by) REFERENCES account.virement(id, actor)
  constraint virement_second CHECK ((actor <> asked_by))
  CREATE TRIGGER keep_budget AFTER INSERT ON account.virement_decision FOR EACH ROW EXECUTE FUNCTION account.keep_budget()
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON account.virement_decision FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_finance, mettrace_programme_lead, mettrace_registrar with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_auditor, mettrace_finance, mettrace_programme_lead, mettrace_registrar using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_auditor
  grant select to mettrace_finance
  grant select to mettrace_programme_lead
  grant select to mettrace_registrar
  grant insert (actor, asked_by, decision, reason, virement) to mettrace_finance
  grant insert (actor, asked_by, decision, reason, virement) to mettrace_programme_lead
  grant insert (actor, asked_by, decision, reason, virement) to mettrace_registrar

function account.are_scores(scores jsonb, keys text[]) returns boolean language sql immutable set search_path=pg_catalog, pg_temp
  -- Whether every criterion has its score.
    BEGIN ATOMIC
    SELECT ((( SELECT array_agg(s.key ORDER BY s.key) AS array_agg
    FROM jsonb_each_text(are_scores.scores) s(key, value)) = keys) AND (NOT (EXISTS ( SELECT
    FROM jsonb_each_text(are_scores.scores) s(key, value)
    WHERE (s.value !~ '^(?:100|[1-9]?[0-9])$'::text)))));
    END

function account.assessments_leave() returns trigger language plpgsql security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose assessments of made-up contracts leave with their awards; operation erasure of what is made up; columns none.
    begin
    delete from account.contract_assessment a using account.tender_award_signature s, account.tender t
    where s.award = a.award and t.id = s.tender and t.made_up;
    return null;
    end
  grant execute to mettrace_importer

function account.bid_passed(asked uuid) returns boolean language sql stable set search_path=pg_catalog, pg_temp
  -- Whether a supplier passed both checks.
    BEGIN ATOMIC
    SELECT ((count(*) = 2) AND bool_and(last.passed))
    FROM ( SELECT DISTINCT ON (c.gate) c.passed
    FROM account.bid_check c
    WHERE (c.bid = bid_passed.asked)
    ORDER BY c.gate, c.at DESC, c.id DESC) last;
    END

function account.bids_open(asked uuid) returns boolean language sql stable security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose a bid is read once it was opened by two; operation none, yes or no leaves it; columns none.
    BEGIN ATOMIC
    SELECT (EXISTS ( SELECT
    FROM (account.bid_key first
    JOIN account.bid_key second ON (((second.tender = first.tender) AND (second.actor <> first.actor) AND ((second.at >= first.at) AND (second.at <= (first.at + '00:15:00'::interval))))))
    WHERE (first.tender = bids_open.asked))) AS "exists";
    END
  grant execute to mettrace_auditor
  grant execute to mettrace_data_protection
  grant execute to mettrace_finance
  grant execute to mettrace_planner
  grant execute to mettrace_programme_lead
  grant execute to mettrace_registrar

function account.decisions_leave_with_the_city() returns void language sql security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose the made-up city leaves; operation erasure, of nobody; columns none.
    BEGIN ATOMIC
    SELECT set_config('mettrace.change_by'::text, 'the made-up city leaves'::text, true) AS set_config;
    DELETE FROM account.tender_release
    WHERE (tender_release.tender IN ( SELECT tender.id
    FROM account.tender
    WHERE tender.made_up));
    DELETE FROM account.tender_award_signature
    WHERE (tender_award_signature.tender IN ( SELECT tender.id
    FROM account.tender
    WHERE tender.made_up));
    DELETE FROM account.tender_award
    WHERE (tender_award.tender IN ( SELECT tender.id
    FROM account.tender
    WHERE tender.made_up));
    DELETE FROM account.bid_moderation
    WHERE (bid_moderation.bid IN ( SELECT b.id
    FROM (account.bid b
    JOIN account.tender t ON ((t.id = b.tender)))
    WHERE t.made_up));
    DELETE FROM account.scoring_close
    WHERE (scoring_close.tender IN ( SELECT tender.id
    FROM account.tender
    WHERE tender.made_up));
    DELETE FROM account.bid_score
    WHERE (bid_score.bid IN ( SELECT b.id
    FROM (account.bid b
    JOIN account.tender t ON ((t.id = b.tender)))
    WHERE t.made_up));
    DELETE FROM account.bid_check
    WHERE (bid_check.bid IN ( SELECT b.id
    FROM (account.bid b
    JOIN account.tender t ON ((t.id = b.tender)))
    WHERE t.made_up));
    DELETE FROM account.bid_interest
    WHERE (bid_interest.bid IN ( SELECT b.id
    FROM (account.bid b
    JOIN account.tender t ON ((t.id = b.tender)))
    WHERE t.made_up));
    DELETE FROM account.bid_key
    WHERE (bid_key.tender IN ( SELECT tender.id
    FROM account.tender
    WHERE tender.made_up));
    DELETE FROM account.bid_content
    WHERE (bid_content.tender IN ( SELECT tender.id
    FROM account.tender
    WHERE tender.made_up));
    DELETE FROM account.bid
    WHERE (bid.tender IN ( SELECT tender.id
    FROM account.tender
    WHERE tender.made_up));
    DELETE FROM account.tender_issue
    WHERE (tender_issue.tender IN ( SELECT tender.id
    FROM account.tender
    WHERE tender.made_up));
    DELETE FROM account.tender_version
    WHERE (tender_version.tender IN ( SELECT tender.id
    FROM account.tender
    WHERE tender.made_up));
    DELETE FROM account.tender
    WHERE tender.made_up;
    DELETE FROM account.decision_publication
    WHERE (decision_publication.decision IN ( SELECT decision.id
    FROM account.decision
    WHERE decision.made_up));
    DELETE FROM account.decision_signature
    WHERE (decision_signature.decision IN ( SELECT decision.id
    FROM account.decision
    WHERE decision.made_up));
    DELETE FROM account.decision_secret
    WHERE (decision_secret.decision IN ( SELECT decision.id
    FROM account.decision
    WHERE decision.made_up));
    DELETE FROM account.decision_source
    WHERE (decision_source.decision IN ( SELECT decision.id
    FROM account.decision
    WHERE decision.made_up));
    DELETE FROM account.decision_version
    WHERE (decision_version.decision IN ( SELECT decision.id
    FROM account.decision
    WHERE decision.made_up));
    DELETE FROM account.decision
    WHERE decision.made_up;
    SELECT set_config('mettrace.change_by'::text, ''::text, true) AS set_config;
    END
  grant execute to mettrace_importer

function account.has_scored(asked uuid) returns boolean language sql stable security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose nobody sees another’s scores before they gave theirs; operation none, yes or no leaves it; columns none.
    BEGIN ATOMIC
    SELECT (EXISTS ( SELECT
    FROM account.bid_score s
    WHERE ((s.bid = has_scored.asked) AND (s.actor = foundation.actor_id())))) AS "exists";
    END
  grant execute to mettrace_auditor
  grant execute to mettrace_data_protection
  grant execute to mettrace_finance
  grant execute to mettrace_planner
  grant execute to mettrace_programme_lead
  grant execute to mettrace_registrar

function account.hold_invoice(held uuid) returns void language plpgsql set search_path=pg_catalog, pg_temp
  -- Holds an invoice that was not taken back until the transaction ends.
    begin
    perform pg_advisory_xact_lock(hashtextextended(held::text, 151));
    if exists (select from account.invoice_withdrawal w where w.invoice = held) then
    perform account.refuse('invoice_withdrawn');
    end if;
    end

function account.hold_order(held uuid) returns void language plpgsql set search_path=pg_catalog, pg_temp
  -- Holds the lines of an approved order until the transaction ends.
    begin
    perform from account.order_position where purchase_order = held order by order_line for update;
    if not exists (select from account.order_decision d where d.purchase_order = held and d.decision = 'approved') then
    perform account.refuse('order_not_approved');
    end if;
    end

function account.hold_tender(held uuid) returns void language sql set search_path=pg_catalog, pg_temp
  -- Holds a tender until the transaction ends.
    BEGIN ATOMIC
    SELECT pg_advisory_xact_lock(hashtextextended(('tender '::text || held), (0)::bigint)) AS pg_advisory_xact_lock;
    END

function account.keep_approved() returns trigger language plpgsql security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose an invoice is approved once, by a third person, for what came at its price; operation none, nothing of it leaves the trigger but what differs; columns the amounts that were approved and those of the figures.
    declare
    i account.invoice;
    il account.invoice_line;
    l account.order_line;
    o account.order_position;
    t account.tolerance;
    before_quantity bigint;
    before_net bigint;
    before_vat bigint;
    came integer;
    expected bigint;
    sign integer;
    dearer bigint;
    rest record;
    before text;
    begin
    perform account.hold_invoice(new.invoice);
    select * into strict i from account.invoice where id = new.invoice;
    select * into strict il from account.invoice_line where id = new.invoice_line;
    if il.order_line is null then
    perform account.refuse('approved_no_order');
    end if;
    select * into strict l from account.order_line where id = il.order_line;
    perform account.hold_order(l.purchase_order);
    if i.payee <> (select payee from account.purchase_order where id = l.purchase_order) then
    perform account.refuse('approved_other_payee');
    end if;
    if new.actor in (select actor from account.purchase_order where id = l.purchase_order) then
    perform account.refuse('approver_ordered');
    end if;
    if new.actor in (select r.actor from account.receipt r join account.order_line other on other.id = r.order_line
    where other.purchase_order = l.purchase_order) then
    perform account.refuse('approver_received');
    end if;
    -- The number of an invoice that was taken back is free again.
    before := coalesce(current_setting('mettrace.change_by', true), '');
    perform set_config('mettrace.change_by', 'a fact of money', true);
    insert into account.paid_number (payee, kind, number_key, invoice) values (i.payee, i.kind, i.number_key, i.id)
    on conflict (payee, kind, number_key) do update set invoice = excluded.invoice
    where exists (select from account.invoice_withdrawal w where w.invoice = paid_number.invoice);
    perform set_config('mettrace.change_by', before, true);
    if i.id <> (select p.invoice from account.paid_number p
    where p.payee = i.payee and p.kind = i.kind and p.number_key = i.number_key) then
    perform account.refuse('number_paid');
    end if;
    select coalesce(sum(a.quantity), 0), coalesce(sum(abs(a.net_pence)), 0), coalesce(sum(abs(a.vat_pence)), 0)
    into before_quantity, before_net, before_vat from account.approved_line a where a.invoice_line = il.id;
    if before_quantity + new.quantity > il.quantity or before_net >= il.net_pence or (il.quantity > 0 and new.quantity = 0) then
    perform account.refuse('approved_beyond', (il.quantity - before_quantity)::text);
    end if;
    new.net_pence := case when il.quantity = 0 then il.net_pence
    else account.worth(before_quantity + new.quantity, il.net_pence, il.quantity) - before_net end;
    new.vat_pence := case when il.quantity = 0 then il.vat_pence
    else account.worth(before_quantity + new.quantity, il.vat_pence, il.quantity) - before_vat end;
    select * into strict o from account.order_position where order_line = l.id for update;
    if i.kind = 'credit note' then
    sign := -1;
    -- Of the invoice that it is of, and of what other credit notes left of that: whoever credits the same line comes after.
    select coalesce(sum(a.quantity * each.sign), 0) as quantity, coalesce(sum(a.net_pence), 0) as net, coalesce(sum(a.vat_pence), 0) as vat
    into rest from account.approved_line a join account.invoice_line b on b.id = a.invoice_line and b.order_line = l.id
    join account.invoice v on v.id = a.invoice and (v.id = i.credits or v.credits = i.credits)
    cross join lateral (select case v.kind when 'invoice' then 1 else -1 end as sign) each
    where not exists (select from account.invoice_withdrawal w where w.invoice = v.id);
    if new.quantity > least(rest.quantity, o.invoiced) or new.net_pence > least(rest.net, o.spent) or new.vat_pence > rest.vat then
    perform account.refuse('credit_beyond', rest.net::text);
    end if;
    else
    sign := 1;
    select * into t from account.tolerance where from_day <= i.valid_on order by from_day desc limit 1;
    if t is null then
    perform account.refuse('no_tolerance');
    end if;
    came := least(o.received, o.ordered);
    if o.invoiced + new.quantity > o.ordered then
    perform account.refuse('approved_beyond_order', (o.ordered - o.invoiced)::text);
    end if;
    if new.because is null and new.quantity > greatest(0, came - o.invoiced) + t.quantity then
    perform account.refuse('approved_not_received', greatest(0, came - o.invoiced)::text);
    end if;
    expected := account.worth(il.quantity, l.unit_pence, l.per);
    if new.because is null
    and abs(il.net_pence - expected) > least((expected * t.price_share) / 10000, t.price_pence) then
    perform account.refuse('approved_price', (il.net_pence - expected)::text);
    end if;
    -- Small differences of several invoices are one difference of the order's line.
    dearer := new.net_pence - account.worth(new.quantity, l.unit_pence, l.per);
    if new.because is null and dearer > 0 then
    select dearer + coalesce(sum(a.net_pence - account.worth(a.quantity, l.unit_pence, l.per)), 0) into dearer
    from account.approved_line a join account.invoice_line b on b.id = a.invoice_line and b.order_line = l.id
    join account.invoice v on v.id = a.invoice and v.kind = 'invoice'
    where a.because is null and not exists (select from account.invoice_withdrawal w where w.invoice = v.id);
    if dearer > least((account.worth(o.ordered, l.unit_pence, l.per) * t.price_share) / 10000, t.price_pence) then
    perform account.refuse('approved_price', dearer::text);
    end if;
    end if;
    end if;
    perform account.move(i.kind, new.approval, l.id, 0, 0, sign * new.quantity, sign * new.net_pence, sign * new.vat_pence);
    new.net_pence := sign * new.net_pence;
    new.vat_pence := sign * new.vat_pence;
    return new;
    end
  grant execute to mettrace_registrar

function account.keep_assessment() returns trigger language plpgsql security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose only indicators of the tender are assessed; operation none, nothing of it leaves the trigger; columns the time.
    declare
    of_tender uuid := (select s.tender from account.tender_award_signature s where s.award = new.award);
    begin
    if not exists (select from account.tender_issue i join account.tender_version v on v.tender = i.tender and v.number = i.number,
    jsonb_array_elements(v.indicators) k where i.tender = of_tender and k ->> 'key' = new.indicator) then
    perform account.refuse('assessment_indicator');
    end if;
    new.at := account.time_of_tender(of_tender, new.at);
    return new;
    end
  grant execute to mettrace_registrar

function account.keep_award() returns trigger language plpgsql security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose a bid is awarded once all were moderated; operation none, nothing of it leaves the trigger; columns the time.
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
  grant execute to mettrace_registrar

function account.keep_award_signature() returns trigger language plpgsql security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose a second person without a conflict signs an award; operation none, nothing of it leaves the trigger; columns the time.
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
  grant execute to mettrace_registrar

function account.keep_bid() returns trigger language plpgsql security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose no bid comes late; operation none, nothing of it leaves the trigger; columns the time.
    begin
    perform account.hold_tender(new.tender);
    new.at := account.time_of_tender(new.tender, new.at);
    if new.at >= (select v.closes_at from account.tender_issue i
    join account.tender_version v on v.tender = i.tender and v.number = i.number where i.tender = new.tender) then
    perform account.refuse('bid_late');
    end if;
    return new;
    end
  grant execute to mettrace_registrar

function account.keep_bid_act() returns trigger language plpgsql security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose a bid is judged once it is open, by whom it concerns not; operation none, nothing of it leaves the trigger; columns the time.
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
  grant execute to mettrace_registrar

function account.keep_bid_key() returns trigger language plpgsql security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose bids stay sealed until they must have come; operation none, nothing of it leaves the trigger; columns the time.
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
  grant execute to mettrace_registrar

function account.keep_budget() returns trigger language plpgsql security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose the budget of a line follows what a second person approved; operation none, nothing of it leaves the trigger; columns those of the figures.
    declare v account.virement;
    begin
    if tg_table_name = 'budget_change' then
    perform pg_advisory_xact_lock(hashtextextended(new.act::text, 152));
    if exists (select from account.budget_decision d where d.act = new.act) then
    perform account.refuse('budget_decided');
    end if;
    if exists (select from account.budget_change c where c.act = new.act and (c.actor <> new.actor or c.year <> new.year)) then
    perform account.refuse('budget_of_one');
    end if;
    return null;
    end if;
    if tg_table_name = 'budget_decision' then
    perform pg_advisory_xact_lock(hashtextextended(new.act::text, 152));
    if not exists (select from account.budget_change c where c.act = new.act and c.actor = new.asked_by) then
    perform account.refuse('budget_unknown');
    end if;
    if new.decision = 'approved' then
    -- Always in the same order, so that two that cross do not wait for each other.
    perform account.post('budget', each.id, each.line, each.year, null, each.pence, 0, 0, 0, 0, 0)
    from (select * from account.budget_change c where c.act = new.act order by c.line) each;
    end if;
    return null;
    end if;
    if new.decision = 'approved' then
    select * into strict v from account.virement where id = new.virement;
    perform account.post('virement', v.id, each.line, v.year, null, each.pence, 0, 0, 0, 0, 0)
    from (select * from (values (v.from_line, -v.pence), (v.to_line, v.pence)) as both_lines (line, pence) order by line) each;
    end if;
    return null;
    end
  grant execute to mettrace_registrar

function account.keep_invoice_withdrawal() returns trigger language plpgsql security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose what was approved of an invoice that was entered wrongly is undone; operation none, nothing of it leaves the trigger but what is left; columns those of the figures.
    declare
    i account.invoice;
    each record;
    begin
    perform account.hold_invoice(new.invoice);
    select * into strict i from account.invoice where id = new.invoice;
    if exists (select from account.payment p join account.approval a on a.id = p.approval where a.invoice = new.invoice) then
    perform account.refuse('withdrawn_paid');
    end if;
    for each in select distinct l.purchase_order from account.approved_line a join account.invoice_line b on b.id = a.invoice_line
    join account.order_line l on l.id = b.order_line where a.invoice = new.invoice order by 1 loop
    perform account.hold_order(each.purchase_order);
    end loop;
    if exists (select from account.invoice v join account.approved_line a on a.invoice = v.id where v.credits = new.invoice
    and not exists (select from account.invoice_withdrawal w where w.invoice = v.id)) then
    perform account.refuse('withdrawn_credited');
    end if;
    for each in select b.order_line, sum(a.quantity)::integer as quantity, sum(a.net_pence)::bigint as net, sum(a.vat_pence)::bigint as vat
    from account.approved_line a join account.invoice_line b on b.id = a.invoice_line
    join account.order_line l on l.id = b.order_line where a.invoice = new.invoice
    group by b.order_line, l.line, l.year order by l.line, l.year, b.order_line loop
    perform account.move(i.kind || ' taken back', new.invoice, each.order_line, 0, 0,
    case i.kind when 'invoice' then -each.quantity else each.quantity end, -each.net, -each.vat);
    end loop;
    return new;
    end
  grant execute to mettrace_registrar

function account.keep_order() returns trigger language plpgsql security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose what an order commits follows it in the same transaction, within the budget; operation none, nothing of it leaves the trigger but what is left; columns those of the figures.
    declare o account.order_position;
    begin
    if tg_table_name = 'order_line' then
    insert into account.order_position (order_line, purchase_order, ordered) values (new.id, new.purchase_order, 0);
    perform account.move('order', new.purchase_order, new.id, new.quantity, 0, 0, 0, 0);
    return null;
    end if;
    if tg_table_name = 'order_decision' then
    if new.decision = 'refused' then
    for o in select * from account.order_position where purchase_order = new.purchase_order order by order_line for update loop
    if o.ordered > 0 then
    perform account.move('order refused', new.purchase_order, o.order_line, -o.ordered, 0, 0, 0, 0);
    end if;
    end loop;
    end if;
    return null;
    end if;
    select * into strict o from account.order_position where order_line = new.order_line for update;
    if new.quantity > o.ordered - greatest(least(o.received, o.ordered), o.invoiced) then
    perform account.refuse('cancelled_beyond', (o.ordered - greatest(least(o.received, o.ordered), o.invoiced))::text);
    end if;
    perform account.move('cancellation', new.id, new.order_line, -new.quantity, 0, 0, 0, 0);
    return null;
    end
  grant execute to mettrace_registrar

function account.keep_payment() returns trigger language plpgsql security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose what is paid is what was approved; operation none; columns the amount.
    declare approved account.approval;
    begin
    select * into approved from account.approval where id = new.approval;
    if approved.invoice is not null then
    perform account.hold_invoice(approved.invoice);
    end if;
    select sum(net_pence + vat_pence) into new.pence from account.approved_line where approval = new.approval;
    if new.pence is null then
    perform account.refuse('paid_nothing');
    end if;
    return new;
    end
  grant execute to mettrace_registrar

function account.keep_publication() returns trigger language plpgsql security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose no publication names a payee who is a person; operation none, nothing of it leaves the trigger; columns none.
    begin
    if exists (select from account.payee_person n join account.payee p on p.id = n.payee
    where position(lower(p.name) in lower(new.content)) > 0) then
    perform account.refuse('publication_names_person');
    end if;
    return new;
    end
  grant execute to mettrace_registrar

function account.keep_receipt() returns trigger language plpgsql security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose what came is accrued, of kits no more than Supply registered; operation none, nothing of it leaves the trigger but how many are left; columns those of the figures.
    declare
    l account.order_line;
    registered bigint;
    taken bigint;
    supplied_by uuid;
    paid_to uuid;
    begin
    select * into strict l from account.order_line where id = new.order_line;
    perform account.hold_order(l.purchase_order);
    if new.actor in (select actor from account.purchase_order where id = l.purchase_order) then
    perform account.refuse('receiver_ordered');
    end if;
    if new.actor in (select actor from account.order_decision where purchase_order = l.purchase_order
    union all
    select a.actor from account.approved_line a join account.invoice_line i on i.id = a.invoice_line
    join account.order_line other on other.id = i.order_line where other.purchase_order = l.purchase_order) then
    perform account.refuse('receiver_approved');
    end if;
    if l.is_kits <> (new.batch is not null) then
    perform account.refuse('receipt_of_batch');
    end if;
    if l.is_kits then
    select c.supplier into supplied_by from engagement.kit_batch b join engagement.supply_contract c on c.id = b.contract
    where b.id = new.batch;
    select p.supplier into paid_to from account.purchase_order o join account.payee p on p.id = o.payee where o.id = l.purchase_order;
    if supplied_by is null or supplied_by is distinct from paid_to then
    perform account.refuse('receipt_other_supplier');
    end if;
    -- Receipts of a batch come one after another, whichever orders they are of.
    perform pg_advisory_xact_lock(hashtextextended(new.batch::text, 140));
    select count(*) into registered from engagement.kit_position p where p.batch = new.batch;
    select coalesce(sum(quantity), 0) into taken from account.receipt r
    where r.batch = new.batch and not exists (select from account.receipt_withdrawal w where w.receipt = r.id);
    if taken > registered then
    perform account.refuse('receipt_of_registered', (registered - taken + new.quantity)::text);
    end if;
    end if;
    perform account.move('receipt', new.id, new.order_line, 0, new.quantity, 0, 0, 0);
    return null;
    end
  grant execute to mettrace_registrar

function account.keep_receipt_withdrawal() returns trigger language plpgsql security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose a receipt that was entered wrongly counts no more; operation none, nothing of it leaves the trigger; columns those of the figures.
    declare
    r account.receipt;
    l account.order_line;
    begin
    select * into strict r from account.receipt where id = new.receipt;
    select * into strict l from account.order_line where id = r.order_line;
    perform account.hold_order(l.purchase_order);
    if new.actor in (select actor from account.purchase_order where id = l.purchase_order) then
    perform account.refuse('receiver_ordered');
    end if;
    if new.actor in (select actor from account.order_decision where purchase_order = l.purchase_order
    union all
    select a.actor from account.approved_line a join account.invoice_line i on i.id = a.invoice_line
    join account.order_line other on other.id = i.order_line where other.purchase_order = l.purchase_order) then
    perform account.refuse('receiver_approved');
    end if;
    perform account.move('receipt taken back', r.id, r.order_line, 0, -r.quantity, 0, 0, 0);
    return null;
    end
  grant execute to mettrace_registrar

function account.keep_release() returns trigger language plpgsql security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose an award is published once it is signed; operation none, nothing of it leaves the trigger; columns the time.
    begin
    perform account.hold_tender(new.tender);
    new.at := account.time_of_tender(new.tender, new.at);
    if new.stage <> 'tender'
    and not exists (select from account.tender_award_signature s where s.tender = new.tender) then
    perform account.refuse('release_award');
    end if;
    return new;
    end
  grant execute to mettrace_registrar

function account.keep_scoring_close() returns trigger language plpgsql security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose two people score each bid; operation none, nothing of it leaves the trigger; columns the time.
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
  grant execute to mettrace_registrar

function account.keep_tender_issue() returns trigger language plpgsql security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose a second person issues what is whole; operation none, nothing of it leaves the trigger; columns the time.
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
  grant execute to mettrace_registrar

function account.keep_tender_version() returns trigger language plpgsql security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose nothing is changed once a tender is issued; operation none, nothing of it leaves the trigger; columns the time.
    begin
    perform account.hold_tender(new.tender);
    if exists (select from account.tender_issue i where i.tender = new.tender) then
    perform account.refuse('tender_issued');
    end if;
    new.at := account.time_of_tender(new.tender, new.at);
    return new;
    end
  grant execute to mettrace_registrar

function account.money_leaves() returns trigger language plpgsql security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose money of the made-up city leaves with its kits; operation erasure of what is made up; columns none.
    begin
    if exists (select from foundation.demonstration where state <> 'none') then
    delete from account.publication_release;
    delete from account.publication_check;
    delete from account.publication;
    delete from account.order_value;
    delete from account.payee_person;
    delete from account.entry;
    delete from account.payment;
    delete from account.paid_number;
    delete from account.approved_line;
    delete from account.approval;
    delete from account.invoice_withdrawal;
    delete from account.dispute_end;
    delete from account.dispute;
    delete from account.invoice_line;
    delete from account.invoice;
    delete from account.receipt_withdrawal;
    delete from account.receipt;
    delete from account.order_cancellation;
    delete from account.order_decision;
    delete from account.order_position;
    delete from account.order_line;
    delete from account.purchase_order;
    delete from account.contract;
    delete from account.payee;
    delete from account.income;
    delete from account.virement_decision;
    delete from account.virement;
    delete from account.budget_decision;
    delete from account.budget_change;
    delete from account.line_year;
    delete from account.budget_line;
    end if;
    return null;
    end
  grant execute to mettrace_importer

function account.move(fact_kind text, fact_id uuid, moved uuid, more_ordered integer, more_received integer, more_invoiced integer, more_spent bigint, more_vat bigint) returns void language plpgsql set search_path=pg_catalog, pg_temp
  -- Moves a line of an order and its budget line by what their figures differ; called by the triggers of facts.
    declare
    before text := coalesce(current_setting('mettrace.change_by', true), '');
    l account.order_line;
    o account.order_position;
    n account.order_position;
    begin
    select * into strict l from account.order_line where id = moved;
    select * into strict o from account.order_position where order_line = moved for update;
    perform set_config('mettrace.change_by', 'a fact of money', true);
    update account.order_position
    set ordered = ordered + more_ordered, received = received + more_received, invoiced = invoiced + more_invoiced,
    spent = spent + more_spent
    where order_line = moved returning * into n;
    perform set_config('mettrace.change_by', before, true);
    perform account.post(fact_kind, fact_id, l.line, l.year, moved, 0,
    account.worth(n.ordered, l.unit_pence, l.per) - account.worth(least(greatest(least(n.received, n.ordered), n.invoiced), n.ordered), l.unit_pence, l.per)
    - account.worth(o.ordered, l.unit_pence, l.per) + account.worth(least(greatest(least(o.received, o.ordered), o.invoiced), o.ordered), l.unit_pence, l.per),
    account.worth(greatest(least(n.received, n.ordered), n.invoiced), l.unit_pence, l.per) - account.worth(n.invoiced, l.unit_pence, l.per)
    - account.worth(greatest(least(o.received, o.ordered), o.invoiced), l.unit_pence, l.per) + account.worth(o.invoiced, l.unit_pence, l.per),
    more_spent,
    account.worth(greatest(least(n.received, n.ordered), n.invoiced), l.unit_pence, l.per) - account.worth(least(n.received, n.ordered), l.unit_pence, l.per)
    - account.worth(greatest(least(o.received, o.ordered), o.invoiced), l.unit_pence, l.per) + account.worth(least(o.received, o.ordered), l.unit_pence, l.per),
    more_vat);
    end

function account.post(fact_kind text, fact_id uuid, of_line uuid, of_year integer, of_order_line uuid, more_budget bigint, more_committed bigint, more_accrued bigint, more_spent bigint, more_prepaid bigint, more_vat bigint) returns void language plpgsql set search_path=pg_catalog, pg_temp
  -- Moves the figures of a budget line in a year and writes their entry; called by the triggers of facts.
    declare
    before text := coalesce(current_setting('mettrace.change_by', true), '');
    held account.line_year;
    taken bigint := more_committed + more_accrued + more_spent - more_budget;
    remaining bigint;
    begin
    insert into account.line_year (line, year) values (of_line, of_year) on conflict do nothing;
    select * into strict held from account.line_year where line = of_line and year = of_year for update;
    remaining := held.budget - held.committed - held.accrued - held.spent;
    if taken > 0 and taken > remaining then
    raise exception 'beyond the budget' using errcode = '23514', constraint = 'line_year_ceiling', detail = remaining::text;
    end if;
    perform set_config('mettrace.change_by', 'a fact of money', true);
    update account.line_year
    set budget = budget + more_budget, committed = committed + more_committed, accrued = accrued + more_accrued,
    spent = spent + more_spent, prepaid = prepaid + more_prepaid, vat = vat + more_vat
    where line = of_line and year = of_year;
    perform set_config('mettrace.change_by', before, true);
    insert into account.entry (what, fact, line, year, order_line, budget, committed, accrued, spent, prepaid, vat)
    values (fact_kind, fact_id, of_line, of_year, of_order_line, more_budget, more_committed, more_accrued, more_spent, more_prepaid,
    more_vat);
    end

function account.quality_of(asked uuid) returns text[] language sql stable set search_path=pg_catalog, pg_temp
  -- Keys of the criteria that people score, in order.
    BEGIN ATOMIC
    SELECT array_agg((c.value ->> 'key'::text) ORDER BY (c.value ->> 'key'::text)) AS array_agg
    FROM (account.tender_issue i
    JOIN account.tender_version v ON (((v.tender = i.tender) AND (v.number = i.number)))),
    LATERAL jsonb_array_elements(v.criteria) c(value)
    WHERE ((i.tender = quality_of.asked) AND ((c.value ->> 'kind'::text) = 'quality'::text));
    END

function account.refuse(rule text, told text) returns void language plpgsql set search_path=pg_catalog, pg_temp
  -- Refuses a fact of money with the name of the rule that it breaks.
    begin raise exception 'money: %', rule using errcode = '23514', constraint = rule, detail = coalesce(told, ''); end

function account.refuse_signature() returns trigger language plpgsql set search_path=pg_catalog, pg_temp
    declare
    latest account.decision_version;
    begin
    perform pg_advisory_xact_lock(hashtextextended('decision ' || new.decision, 0));
    select v.* into latest from account.decision_version v where v.decision = new.decision order by v.number desc limit 1;
    if latest.number is distinct from new.number then
    raise exception 'Only the latest version is signed.' using errcode = '23514', constraint = 'decision_latest';
    end if;
    if exists (select from account.decision_version v where v.decision = new.decision and v.actor = new.actor)
    or exists (select from account.decision_secret p where p.decision = new.decision and p.actor = new.actor)
    or exists (select from account.decision d where d.id = new.decision and d.actor = new.actor) then
    raise exception 'An author does not sign.' using errcode = '23514', constraint = 'decision_second_person';
    end if;
    if latest.net_pence is null
    or (latest.request <> 'other' and latest.begins_on is null)
    or (select count(*) from jsonb_each_text(latest.sections) part
    where part.value ~ '[[:alnum:]]' and part.key in ('executive summary', 'recommendation', 'introduction', 'issues',
    'finance', 'legal', 'data protection', 'equality', 'papers')) < 9 then
    raise exception 'What is not whole is not signed.' using errcode = '23514', constraint = 'decision_whole';
    end if;
    return new;
    end
  grant execute to PUBLIC

function account.refuse_version() returns trigger language plpgsql set search_path=pg_catalog, pg_temp
    begin
    perform pg_advisory_xact_lock(hashtextextended('decision ' || new.decision, 0));
    if exists (select from account.decision_signature s where s.decision = new.decision) then
    raise exception 'A signed decision has no further version.' using errcode = '23514', constraint = 'decision_signed';
    end if;
    return new;
    end
  grant execute to PUBLIC

function account.time_of_tender(asked uuid, given timestamp with time zone) returns timestamp with time zone language sql set search_path=pg_catalog, pg_temp
  -- When an act on a tender is said to have been.
    BEGIN ATOMIC
    SELECT
    CASE
    WHEN ((foundation.acting_role() = 'registrar'::text) AND (EXISTS ( SELECT
    FROM account.tender t
    WHERE ((t.id = time_of_tender.asked) AND t.made_up)))) THEN given
    ELSE clock_timestamp()
    END AS clock_timestamp;
    END

function account.worth(quantity bigint, unit_pence bigint, per bigint) returns bigint language sql immutable strict set search_path=pg_catalog, pg_temp
  -- What so many cost in whole pence: rounded once, as a whole.
    RETURN ((((2 * quantity) * unit_pence) + per) / (2 * per))
  grant execute to PUBLIC

schema covert
  grant usage to mettrace_covert

table covert.operation row security forced
  -- Covert deployments (RIPA 2000): a reference, who authorised it, and its dates; nothing more, and on no map, count or export.
  id uuid not null  -- secret | part-3 | programme+6y | UUIDv7
  reference text not null  -- secret | part-3 | programme+6y | Reference of the authority
  authorising_rank text not null  -- secret | part-3 | programme+6y | Rank of who authorised it
  starts_on date not null  -- secret | part-3 | programme+6y | First day
  review_on date not null  -- secret | part-3 | programme+6y | Day of review
  expires_on date not null  -- secret | part-3 | programme+6y | Last day
  actor text not null  -- personal | part-3 | audit+6y | Who recorded it
  constraint operation_authorising_rank_check CHECK ((authorising_rank <> ''::text))
  constraint operation_check CHECK (((starts_on <= review_on) AND (review_on <= expires_on)))
  constraint operation_pkey PRIMARY KEY (id)
  constraint operation_reference_check CHECK ((reference <> ''::text))
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON covert.operation FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_covert with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy read_all for select to mettrace_covert using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant insert, select to mettrace_covert

schema enforcement
  grant usage to mettrace_auditor
  grant usage to mettrace_custody
  grant usage to mettrace_data_protection
  grant usage to mettrace_importer
  grant usage to mettrace_investigator
  grant usage to mettrace_planner
  grant usage to mettrace_prevention_pcso
  grant usage to mettrace_programme_lead
  grant usage to mettrace_registrar
  grant usage to mettrace_risk
  grant usage to mettrace_sergeant
  grant usage to mettrace_ward_officer

table enforcement.booked_in row security forced
  -- How many detainees a custody suite booked in, shift by shift: what scans are out of. The number entered last counts.
  id uuid not null  -- official | part-3 | programme+6y | UUIDv7
  place uuid not null  -- official | part-3 | programme+6y | The custody suite
  bcu text not null  -- official | part-3 | programme+6y | As the suite's
  place_kind text not null default 'custody suite'::text  -- official | part-3 | programme+6y | A custody suite and nothing else
  on_day date not null  -- official | part-3 | programme+6y | Day that the shift began on
  shift text not null  -- official | part-3 | programme+6y | Early from 7:00, late from 15:00, night from 23:00
  detainees integer not null  -- official | part-3 | programme+6y | Detainees booked in
  source text not null  -- official | part-3 | programme+6y | Counted by hand, or from a file of the custody record system
  actor text not null  -- personal | part-3 | audit+6y | Who entered it
  entered_at timestamp with time zone not null default clock_timestamp()  -- official | part-3 | programme+6y | When that was recorded
  constraint booked_in_ahead CHECK ((on_day <= ((entered_at AT TIME ZONE 'Europe/London'::text))::date))
  constraint booked_in_detainees_check CHECK (((detainees >= 0) AND (detainees <= 2000)))
  constraint booked_in_pkey PRIMARY KEY (id)
  constraint booked_in_place_bcu_place_kind_fkey FOREIGN KEY (place, bcu, place_kind) REFERENCES enforcement.scan_place(id, bcu, kind)
  constraint booked_in_place_kind_check CHECK ((place_kind = 'custody suite'::text))
  constraint booked_in_shift_check CHECK ((shift = ANY (ARRAY['early'::text, 'late'::text, 'night'::text])))
  constraint booked_in_source_check CHECK ((source = ANY (ARRAY['by hand'::text, 'file'::text])))
  CREATE INDEX booked_in_by_bcu ON enforcement.booked_in USING btree (bcu)
  CREATE INDEX booked_in_by_place ON enforcement.booked_in USING btree (place, on_day)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON enforcement.booked_in FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_investigator with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy add_own_bcu for insert to mettrace_custody with check (((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))) AND (actor = ( SELECT foundation.actor_id() AS actor_id))))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_importer, mettrace_investigator using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_own_bcu for select to mettrace_custody using ((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))))
  grant insert, select to mettrace_custody
  grant select to mettrace_importer
  grant insert, select to mettrace_investigator

table enforcement.case_end row security forced
  -- What became of a case, and what the liquid did for it. What was entered last counts.
  id uuid not null  -- official | part-3 | programme+6y | UUID that the form gave
  case_reference text not null  -- personal | part-3 | programme+6y | The case
  outcome text not null  -- personal | part-3 | programme+6y | What became of it
  fell_for text  -- official | part-3 | programme+6y | What it fell for, where it did
  liquid text not null  -- personal | part-3 | programme+6y | What the liquid did for it
  on_day date not null  -- personal | part-3 | programme+6y | Day of that
  actor text not null  -- personal | part-3 | audit+6y | Who recorded it
  at timestamp with time zone not null default clock_timestamp()  -- official | part-3 | programme+6y | When that was recorded
  constraint case_end_ahead CHECK ((on_day <= ((at AT TIME ZONE 'Europe/London'::text))::date))
  constraint case_end_case_reference_check CHECK ((case_reference <> ''::text))
  constraint case_end_fell CHECK (((fell_for IS NOT NULL) = (outcome = ANY (ARRAY['acquitted'::text, 'no further action'::text]))))
  constraint case_end_fell_for_check CHECK ((fell_for = ANY (ARRAY['lost'::text, 'damaged'::text, 'contaminated'::text, 'not gathered'::text, 'statement missing'::text, 'something else'::text])))
  constraint case_end_liquid_check CHECK ((liquid = ANY (ARRAY['found the owner'::text, 'named a suspect'::text, 'supported the charge'::text, 'spoke against it'::text, 'made no difference'::text, 'not known'::text])))
  constraint case_end_outcome_check CHECK ((outcome = ANY (ARRAY['charged'::text, 'out of court'::text, 'convicted'::text, 'acquitted'::text, 'no further action'::text])))
  constraint case_end_pkey PRIMARY KEY (id)
  CREATE INDEX case_end_by_case ON enforcement.case_end USING btree (case_reference, at)
  CREATE INDEX case_end_by_day ON enforcement.case_end USING btree (on_day)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON enforcement.case_end FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_investigator with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_investigator using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_investigator
  grant insert (actor, case_reference, fell_for, id, liquid, on_day, outcome) to mettrace_investigator

table enforcement.exchange_file row security forced
  -- Files that went to laboratories and suppliers or came from them, each under an agreement that was in force and covered its columns.
  id uuid not null  -- official | part-3 | programme+6y | UUIDv7
  agreement uuid not null  -- official | part-3 | programme+6y | The agreement
  party text not null  -- official | part-3 | programme+6y | As the agreement's
  party_kind text not null  -- official | part-3 | programme+6y | As the agreement's
  fields text[] not null  -- official | part-3 | programme+6y | As the agreement's
  from_day date not null  -- official | part-3 | programme+6y | As the agreement's
  to_day date not null  -- official | part-3 | programme+6y | As the agreement's
  direction text not null  -- official | part-3 | programme+6y | Out or in
  adapter text not null  -- official | part-3 | programme+6y | Format that it was written or read in
  columns text[] not null  -- official | part-3 | programme+6y | Columns that it holds
  rows integer not null  -- official | part-3 | programme+6y | How many samples
  content_digest bytea not null  -- official | part-3 | programme+6y | SHA-256 of the file
  on_day date not null default ((clock_timestamp() AT TIME ZONE 'Europe/London'::text))::date  -- official | part-3 | programme+6y | Day that it went or came
  actor text not null  -- personal | part-3 | audit+6y | Who sent it or took it in
  entered_at timestamp with time zone not null default clock_timestamp()  -- official | part-3 | programme+6y | When that was recorded
  constraint exchange_file_adapter_check CHECK ((adapter <> ''::text))
  constraint exchange_file_agreement_party_party_kind_fields_from_day_t_fkey FOREIGN KEY (agreement, party, party_kind, fields, from_day, to_day) REFERENCES account.sharing_agreement(id, party, party_kind, fields, from_day, to_day)
  constraint exchange_file_columns_check CHECK ((cardinality(columns) > 0))
  constraint exchange_file_content_digest_check CHECK ((octet_length(content_digest) = 32))
  constraint exchange_file_covered CHECK ((columns <@ fields))
  constraint exchange_file_direction_check CHECK ((direction = ANY (ARRAY['out'::text, 'in'::text])))
  constraint exchange_file_id_party_key UNIQUE (id, party)
  constraint exchange_file_in_force CHECK (((on_day >= from_day) AND (on_day <= to_day)))
  constraint exchange_file_once UNIQUE (party, direction, content_digest)
  constraint exchange_file_pkey PRIMARY KEY (id)
  constraint exchange_file_rows_check CHECK ((rows > 0))
  CREATE INDEX exchange_file_by_agreement ON enforcement.exchange_file USING btree (agreement)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON enforcement.exchange_file FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  CREATE TRIGGER refuse_ended_agreement BEFORE INSERT ON enforcement.exchange_file FOR EACH ROW EXECUTE FUNCTION enforcement.refuse_ended_agreement()
  policy add_all for insert to mettrace_custody, mettrace_investigator with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_investigator using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all_custody for select to mettrace_custody using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND ((actor = ( SELECT foundation.actor_id() AS actor_id)) OR (id IN ( SELECT sent_sample.file
   FROM enforcement.sent_sample)))))
  grant select to mettrace_custody
  grant select to mettrace_investigator
  grant insert (actor, adapter, agreement, columns, content_digest, direction, fields, from_day, id, party, party_kind, rows, to_day) to mettrace_custody
  grant insert (actor, adapter, agreement, columns, content_digest, direction, fields, from_day, id, party, party_kind, rows, to_day) to mettrace_investigator

table enforcement.exhibit row security forced
  -- Exhibits: what was seized, and samples and items that were taken from it.
  id uuid not null  -- official | part-3 | programme+6y | UUIDv7
  reference text not null  -- personal | part-3 | programme+6y | Initials of who found it, a number, and the letter of a sample
  root uuid not null  -- official | part-3 | programme+6y | What it was taken from in the end; itself where it was seized
  parent uuid  -- official | part-3 | programme+6y | What it was taken from; null of what was seized
  kind text not null  -- official | part-3 | programme+6y | Item, skin swab or other sample
  description text not null  -- personal | part-3 | programme+6y | What it is
  scan uuid  -- official | part-3 | programme+6y | Scan that it glowed in
  crime_reference text  -- personal | part-3 | programme+6y | Crime reference
  custody_reference text  -- personal | part-3 | programme+6y | Custody reference of whoever it was taken from
  power text not null  -- official | part-3 | programme+6y | Legal power or consent that it was taken under
  taken_on date not null  -- personal | part-3 | programme+6y | Day it was seized or taken
  destroy_by date  -- official | part-3 | programme+6y | Last day of a skin swab that is not kept
  bcu text not null  -- official | part-3 | programme+6y | BCU that booked it in
  actor text not null  -- personal | part-3 | audit+6y | Who booked it in
  entered_at timestamp with time zone not null default clock_timestamp()  -- official | part-3 | programme+6y | When that was recorded
  constraint exhibit_bcu_check CHECK ((bcu <> ''::text))
  constraint exhibit_check CHECK (((root = id) = (parent IS NULL)))
  constraint exhibit_check1 CHECK (((parent IS NULL) = (reference ~ '^[A-Z]+/[0-9]+$'::text)))
  constraint exhibit_check2 CHECK (((kind = 'skin swab'::text) = (destroy_by IS NOT NULL)))
  constraint exhibit_check3 CHECK (((destroy_by >= taken_on) AND (destroy_by <= ((taken_on + '6 mons'::interval))::date)))
  constraint exhibit_crime_reference_check CHECK ((crime_reference <> ''::text))
  constraint exhibit_custody_reference_check CHECK ((custody_reference <> ''::text))
  constraint exhibit_description_check CHECK ((description <> ''::text))
  constraint exhibit_id_parent_key UNIQUE (id, parent)
  constraint exhibit_id_root_key UNIQUE (id, root)
  constraint exhibit_kind_check CHECK ((kind = ANY (ARRAY['item'::text, 'skin swab'::text, 'other sample'::text])))
  constraint exhibit_parent_root_fkey FOREIGN KEY (parent, root) REFERENCES enforcement.exhibit(id, root)
  constraint exhibit_part UNIQUE (root, reference)
  constraint exhibit_pkey PRIMARY KEY (id)
  constraint exhibit_power_check CHECK ((power <> ''::text))
  constraint exhibit_reference UNIQUE NULLS NOT DISTINCT (bcu, crime_reference, custody_reference, reference)
  constraint exhibit_reference_check CHECK ((reference ~ '^[A-Z]{2,4}/[1-9][0-9]{0,4}(/[A-Z]{1,2})?$'::text))
  constraint exhibit_root_fkey FOREIGN KEY (root) REFERENCES enforcement.exhibit(id)
  constraint exhibit_scan_fkey FOREIGN KEY (scan) REFERENCES enforcement.scan(id)
  constraint refuse_orphan TRIGGER DEFERRABLE INITIALLY DEFERRED
  CREATE INDEX exhibit_by_crime ON enforcement.exhibit USING btree (crime_reference) WHERE (crime_reference IS NOT NULL)
  CREATE INDEX exhibit_by_parent ON enforcement.exhibit USING btree (parent, root) WHERE (parent IS NOT NULL)
  CREATE INDEX exhibit_by_reference ON enforcement.exhibit USING btree (reference)
  CREATE INDEX exhibit_by_scan ON enforcement.exhibit USING btree (scan) WHERE (scan IS NOT NULL)
  CREATE TRIGGER readings_leave BEFORE DELETE ON enforcement.exhibit FOR EACH STATEMENT EXECUTE FUNCTION enforcement.readings_leave()
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON enforcement.exhibit FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  CREATE CONSTRAINT TRIGGER refuse_orphan AFTER INSERT ON enforcement.exhibit DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION enforcement.refuse_orphan()
  policy add_all for insert to mettrace_custody, mettrace_investigator with check (((actor = ( SELECT foundation.actor_id() AS actor_id)) AND ((( SELECT foundation.acting_role() AS acting_role) = 'investigator'::text) OR (bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))))))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_importer, mettrace_investigator using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all_custody for select to mettrace_custody using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (id IN ( SELECT exhibit_place.exhibit
   FROM enforcement.exhibit_place))))
  grant select to mettrace_custody
  grant select to mettrace_importer
  grant select to mettrace_investigator
  grant insert (actor, bcu, crime_reference, custody_reference, description, destroy_by, id, kind, parent, power, reference, root, scan, taken_on) to mettrace_custody
  grant insert (actor, bcu, crime_reference, custody_reference, description, destroy_by, id, kind, parent, power, reference, root, scan, taken_on) to mettrace_investigator

table enforcement.exhibit_answer row security forced
  -- What the sender answered when a seal came otherwise than whole. Until then the question is open.
  id uuid not null  -- official | part-3 | programme+6y | Fact that says how it came
  exhibit uuid not null  -- official | part-3 | programme+6y | The exhibit
  words text not null  -- personal | part-3 | programme+6y | The answer
  actor text not null  -- personal | part-3 | audit+6y | Who answered
  at timestamp with time zone not null default clock_timestamp()  -- official | part-3 | programme+6y | When that was recorded
  constraint exhibit_answer_exhibit_fkey FOREIGN KEY (exhibit) REFERENCES enforcement.exhibit(id)
  constraint exhibit_answer_id_fkey FOREIGN KEY (id) REFERENCES enforcement.exhibit_event(id)
  constraint exhibit_answer_of FOREIGN KEY (id, exhibit) REFERENCES enforcement.exhibit_event(id, exhibit)
  constraint exhibit_answer_pkey PRIMARY KEY (id)
  constraint exhibit_answer_words_check CHECK ((words <> ''::text))
  CREATE INDEX exhibit_answer_by_exhibit ON enforcement.exhibit_answer USING btree (exhibit)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON enforcement.exhibit_answer FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_custody, mettrace_investigator with check (((actor = ( SELECT foundation.actor_id() AS actor_id)) AND (exhibit IN ( SELECT exhibit_place.exhibit
   FROM enforcement.exhibit_place))))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_importer, mettrace_investigator using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all_custody for select to mettrace_custody using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (exhibit IN ( SELECT exhibit_place.exhibit
   FROM enforcement.exhibit_place))))
  grant select to mettrace_custody
  grant select to mettrace_importer
  grant select to mettrace_investigator
  grant insert (actor, exhibit, id, words) to mettrace_custody
  grant insert (actor, exhibit, id, words) to mettrace_investigator

table enforcement.exhibit_event row security forced
  -- Everything that happened to exhibits, appended. Its facts are the continuity.
  id uuid not null  -- official | part-3 | programme+6y | UUIDv7
  exhibit uuid not null  -- official | part-3 | programme+6y | The exhibit
  sequence integer not null  -- official | part-3 | programme+6y | Place in its life, from 1
  act uuid not null  -- official | part-3 | programme+6y | Act that did it, to many exhibits at once perhaps
  kind text not null  -- official | part-3 | programme+6y | What happened
  at timestamp with time zone not null  -- personal | part-3 | programme+6y | When it happened, by our clock
  entered_at timestamp with time zone not null default clock_timestamp()  -- official | part-3 | programme+6y | When it was entered
  device_at timestamp with time zone  -- personal | part-3 | programme+6y | When it happened by the clock of the device that recorded it
  skew_seconds integer  -- official | part-3 | programme+6y | How far that clock was ahead of ours
  late_because text  -- official | part-3 | programme+6y | Why it was entered late
  before_at timestamp with time zone  -- personal | part-3 | programme+6y | When the fact before it happened
  from_holder text  -- personal | part-3 | programme+6y | Hand that had it; null of a first fact
  holder text not null  -- personal | part-3 | programme+6y | Hand that has it since
  from_bcu text  -- official | part-3 | programme+6y | BCU in charge before
  bcu text not null  -- official | part-3 | programme+6y | BCU in charge since: that of the store that had it last
  shelf text  -- official | part-3 | programme+6y | Shelf of the store
  seal_before text not null default ''::text  -- official | part-3 | programme+6y | Seal before; empty where it was open
  seal text not null  -- official | part-3 | programme+6y | Seal since; empty where it is open
  new_seal text  -- official | part-3 | programme+6y | Seal that was put on
  condition text  -- official | part-3 | programme+6y | How the seal was found by whoever received it
  offer uuid  -- official | part-3 | programme+6y | What the other hand confirmed
  offered_by text  -- personal | part-3 | audit+6y | Who confirmed it
  paper text  -- official | part-3 | programme+6y | Paper that was signed, by its reference
  offence text  -- personal | part-3 | programme+6y | Offence that a sample was used for
  note text  -- personal | part-3 | programme+6y | What else there is to say of it
  parent uuid  -- official | part-3 | programme+6y | What a sample was taken from
  parent_sequence integer  -- official | part-3 | programme+6y | Fact of it that took the sample
  actor text not null  -- personal | part-3 | audit+6y | Who recorded it
  before integer generated NULLIF((sequence - 1), 0)  -- official | part-3 | programme+6y | Place of the fact before
  constraint exhibit_event_act UNIQUE (act, exhibit)
  constraint exhibit_event_ahead CHECK ((at <= (entered_at + '00:05:00'::interval)))
  constraint exhibit_event_bcu_check CHECK ((bcu <> ''::text))
  constraint exhibit_event_begins CHECK ((((sequence = 1) = (kind = ANY (ARRAY['seized'::text, 'taken'::text]))) AND ((sequence = 1) = (before_at IS NULL)) AND ((sequence = 1) = (from_holder IS NULL)) AND ((sequence = 1) = (from_bcu IS NULL)) AND ((sequence > 1) OR (seal_before = ''::text))))
  constraint exhibit_event_both CHECK (((sequence = 1) OR (holder = from_holder) OR
CASE
    WHEN ((from_holder ~ '^(officer|courier|laboratory|court):'::text) OR (holder ~ '^(officer|courier|laboratory|court):'::text) OR (holder = 'gone:owner'::text)) THEN ((paper IS NOT NULL) AND (offer IS NULL))
    ELSE ((offer IS NOT NULL) AND (offered_by IS NOT NULL) AND (offered_by <> actor))
END))
  constraint exhibit_event_check CHECK (((sequence = 1) OR (holder <> from_holder) OR (offer IS NULL)))
  constraint exhibit_event_check1 CHECK (
CASE
    WHEN (holder ~~ 'store:%'::text) THEN (bcu = substr(holder, 7))
    ELSE ((sequence = 1) OR (bcu = from_bcu))
END)
  constraint exhibit_event_check2 CHECK (((device_at IS NULL) = (skew_seconds IS NULL)))
  constraint exhibit_event_check3 CHECK ((at = (device_at - ((skew_seconds)::double precision * '00:00:01'::interval))))
  constraint exhibit_event_condition_check CHECK ((condition = ANY (ARRAY['intact'::text, 'broken'::text, 'absent'::text, 'mismatch'::text])))
  constraint exhibit_event_end CHECK ((from_holder !~~ 'gone:%'::text))
  constraint exhibit_event_ends UNIQUE (exhibit, sequence, at, holder, seal, bcu)
  constraint exhibit_event_exhibit_fkey FOREIGN KEY (exhibit) REFERENCES enforcement.exhibit(id)
  constraint exhibit_event_follows FOREIGN KEY (exhibit, before, before_at, from_holder, seal_before, from_bcu) REFERENCES enforcement.exhibit_event(exhibit, sequence, at, holder, seal, bcu)
  constraint exhibit_event_from FOREIGN KEY (parent, parent_sequence) REFERENCES enforcement.exhibit_event(exhibit, sequence)
  constraint exhibit_event_hands CHECK ((((kind <> ALL (ARRAY['sealed'::text, 'opened'::text, 'sampled'::text, 'split'::text, 'resealed'::text])) OR (holder = from_holder)) AND ((kind <> ALL (ARRAY['sent'::text, 'received'::text, 'returned'::text, 'disposed'::text, 'destroyed'::text])) OR (holder <> from_holder)) AND ((kind = 'destroyed'::text) = (holder = 'gone:destroyed'::text)) AND ((kind = 'disposed'::text) = (holder = ANY (ARRAY['gone:auction'::text, 'gone:police use'::text]))) AND ((kind <> 'sent'::text) OR (holder ~~ 'courier:%'::text)) AND ((holder <> 'gone:owner'::text) OR (kind = 'returned'::text)) AND ((sequence > 1) OR (holder !~~ 'gone:%'::text))))
  constraint exhibit_event_holder_check CHECK ((holder ~ '^((store|person|officer|courier|laboratory|court):.|gone:(destroyed|owner|auction|police use)$)'::text))
  constraint exhibit_event_kind_check CHECK ((kind = ANY (ARRAY['seized'::text, 'taken'::text, 'sealed'::text, 'moved'::text, 'opened'::text, 'sampled'::text, 'split'::text, 'resealed'::text, 'sent'::text, 'received'::text, 'returned'::text, 'destroyed'::text, 'disposed'::text])))
  constraint exhibit_event_late_because_check CHECK ((late_because <> ''::text))
  constraint exhibit_event_new_seal_check CHECK ((new_seal ~ '^[A-Z0-9]{4,20}$'::text))
  constraint exhibit_event_note_check CHECK ((note <> ''::text))
  constraint exhibit_event_of UNIQUE (id, exhibit)
  constraint exhibit_event_offence_check CHECK ((offence <> ''::text))
  constraint exhibit_event_offered FOREIGN KEY (offer, exhibit, before, from_holder, holder, offered_by) REFERENCES enforcement.exhibit_offer(id, exhibit, after, from_holder, holder, actor)
  constraint exhibit_event_once UNIQUE (exhibit, sequence)
  constraint exhibit_event_paper_check CHECK ((paper <> ''::text))
  constraint exhibit_event_parent FOREIGN KEY (exhibit, parent) REFERENCES enforcement.exhibit(id, parent)
  constraint exhibit_event_pkey PRIMARY KEY (id)
  constraint exhibit_event_seal UNIQUE (new_seal)
  constraint exhibit_event_seals CHECK (((seal =
CASE
    WHEN ((kind = 'opened'::text) OR (condition <> 'intact'::text)) THEN ''::text
    ELSE COALESCE(new_seal, seal_before)
END) AND ((new_seal IS NULL) OR ((kind = ANY (ARRAY['seized'::text, 'taken'::text, 'sealed'::text, 'resealed'::text])) AND (seal_before = ''::text))) AND ((kind <> ALL (ARRAY['sealed'::text, 'resealed'::text])) OR (new_seal IS NOT NULL)) AND ((kind <> 'opened'::text) OR (seal_before <> ''::text)) AND ((kind <> ALL (ARRAY['sampled'::text, 'split'::text])) OR (seal_before = ''::text)) AND ((condition IS NULL) OR ((seal_before <> ''::text) AND (holder <> from_holder)))))
  constraint exhibit_event_sequence_check CHECK ((sequence > 0))
  constraint exhibit_event_shelf_check CHECK ((shelf <> ''::text))
  constraint exhibit_event_taken CHECK ((((kind = 'taken'::text) = (parent IS NOT NULL)) AND ((parent IS NULL) = (parent_sequence IS NULL))))
  constraint exhibit_event_time CHECK ((at >= before_at))
  constraint refuse_orphan TRIGGER DEFERRABLE INITIALLY DEFERRED
  CREATE INDEX exhibit_event_by_bcu ON enforcement.exhibit_event USING btree (bcu, at)
  CREATE INDEX exhibit_event_by_offer ON enforcement.exhibit_event USING btree (offer) WHERE (offer IS NOT NULL)
  CREATE INDEX exhibit_event_by_parent ON enforcement.exhibit_event USING btree (parent, parent_sequence) WHERE (parent IS NOT NULL)
  CREATE TRIGGER keep_exhibits AFTER INSERT ON enforcement.exhibit_event REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION enforcement.keep_exhibits()
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON enforcement.exhibit_event FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  CREATE CONSTRAINT TRIGGER refuse_orphan AFTER INSERT ON enforcement.exhibit_event DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((new.kind = ANY (ARRAY['sampled'::text, 'split'::text]))) EXECUTE FUNCTION enforcement.refuse_orphan()
  policy add_all for insert to mettrace_custody, mettrace_investigator with check (((actor = ( SELECT foundation.actor_id() AS actor_id)) AND
CASE
    WHEN (sequence = 1) THEN (((( SELECT foundation.acting_role() AS acting_role) = 'investigator'::text) OR (bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places)))) AND ((holder !~ '^(store|person):'::text) OR (holder = ANY (ARRAY( SELECT enforcement.exhibit_charges() AS exhibit_charges)))))
    WHEN (holder ~~ 'gone:%'::text) THEN ((from_bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))) OR (( SELECT foundation.acting_role() AS acting_role) = 'investigator'::text))
    WHEN (offer IS NOT NULL) THEN (holder = ANY (ARRAY( SELECT enforcement.exhibit_charges() AS exhibit_charges)))
    WHEN (from_holder ~ '^(store|person):'::text) THEN (from_holder = ANY (ARRAY( SELECT enforcement.exhibit_charges() AS exhibit_charges)))
    WHEN (holder ~ '^(store|person):'::text) THEN (holder = ANY (ARRAY( SELECT enforcement.exhibit_charges() AS exhibit_charges)))
    ELSE ((from_bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))) OR (( SELECT foundation.acting_role() AS acting_role) = 'investigator'::text))
END))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_importer, mettrace_investigator using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all_custody for select to mettrace_custody using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (exhibit IN ( SELECT exhibit_place.exhibit
   FROM enforcement.exhibit_place))))
  grant select to mettrace_custody
  grant select to mettrace_importer
  grant select to mettrace_investigator
  grant insert (act, actor, at, bcu, before_at, condition, device_at, exhibit, from_bcu, from_holder, holder, id, kind, late_because, new_seal, note, offence, offer, offered_by, paper, parent, parent_sequence, seal, seal_before, sequence, shelf, skew_seconds) to mettrace_custody
  grant insert (act, actor, at, bcu, before_at, condition, device_at, exhibit, from_bcu, from_holder, holder, id, kind, late_because, new_seal, note, offence, offer, offered_by, paper, parent, parent_sequence, seal, seal_before, sequence, shelf, skew_seconds) to mettrace_investigator

table enforcement.exhibit_offer row security forced
  -- What one hand confirmed: that it hands an exhibit to another, or that it is to end, with the authority. The other hand confirms by the fact itself.
  id uuid not null  -- official | part-3 | programme+6y | UUIDv7
  exhibit uuid not null  -- official | part-3 | programme+6y | The exhibit
  after integer not null  -- official | part-3 | programme+6y | After which fact: any other makes it void
  from_holder text not null  -- personal | part-3 | programme+6y | Hand that has it
  holder text not null  -- personal | part-3 | programme+6y | Hand that is to have it
  authority text  -- official | part-3 | programme+6y | Authority of a disposal
  letters text  -- official | part-3 | programme+6y | Proof that the owner of unclaimed property was written to
  actor text not null  -- personal | part-3 | audit+6y | Who confirmed
  at timestamp with time zone not null default clock_timestamp()  -- official | part-3 | programme+6y | When that was recorded
  constraint exhibit_offer_authority_check CHECK ((authority <> ''::text))
  constraint exhibit_offer_check CHECK ((holder <> from_holder))
  constraint exhibit_offer_check1 CHECK (((holder ~ '^(store|person):.'::text) OR ((holder = ANY (ARRAY['gone:destroyed'::text, 'gone:auction'::text, 'gone:police use'::text])) AND (authority IS NOT NULL))))
  constraint exhibit_offer_check2 CHECK (((holder <> ALL (ARRAY['gone:auction'::text, 'gone:police use'::text])) OR (letters IS NOT NULL)))
  constraint exhibit_offer_held FOREIGN KEY (exhibit, after) REFERENCES enforcement.exhibit_event(exhibit, sequence) DEFERRABLE
  constraint exhibit_offer_id_exhibit_after_from_holder_holder_actor_key UNIQUE (id, exhibit, after, from_holder, holder, actor)
  constraint exhibit_offer_letters_check CHECK ((letters <> ''::text))
  constraint exhibit_offer_pkey PRIMARY KEY (id)
  CREATE INDEX exhibit_offer_by_exhibit ON enforcement.exhibit_offer USING btree (exhibit, after)
  CREATE INDEX exhibit_offer_by_holder ON enforcement.exhibit_offer USING btree (holder)
  CREATE TRIGGER offer_exhibits AFTER INSERT ON enforcement.exhibit_offer REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION enforcement.offer_exhibits()
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON enforcement.exhibit_offer FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_custody, mettrace_investigator with check (((actor = ( SELECT foundation.actor_id() AS actor_id)) AND (from_holder = ANY (ARRAY( SELECT enforcement.exhibit_charges() AS exhibit_charges))) AND (EXISTS ( SELECT
   FROM enforcement.exhibit_position p
  WHERE ((p.exhibit = exhibit_offer.exhibit) AND (p.sequence = exhibit_offer.after) AND (p.holder = exhibit_offer.from_holder))))))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_importer, mettrace_investigator using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all_custody for select to mettrace_custody using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (exhibit IN ( SELECT exhibit_place.exhibit
   FROM enforcement.exhibit_place))))
  grant select to mettrace_custody
  grant select to mettrace_importer
  grant select to mettrace_investigator
  grant insert (actor, after, authority, exhibit, from_holder, holder, id, letters) to mettrace_custody
  grant insert (actor, after, authority, exhibit, from_holder, holder, id, letters) to mettrace_investigator

table enforcement.exhibit_place row security forced
  -- Which BCUs may see an exhibit: each that was in charge of it or was offered it. Kept by triggers and by nobody else.
  exhibit uuid not null  -- official | part-3 | derived | The exhibit
  bcu text not null  -- official | part-3 | derived | The BCU
  constraint exhibit_place_exhibit_fkey FOREIGN KEY (exhibit) REFERENCES enforcement.exhibit(id)
  constraint exhibit_place_pkey PRIMARY KEY (exhibit, bcu)
  CREATE INDEX exhibit_place_by_bcu ON enforcement.exhibit_place USING btree (bcu)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON enforcement.exhibit_place FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy kept_with_facts for insert to owner with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_importer, mettrace_investigator using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_own_bcu for select to mettrace_custody using ((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))))
  grant select to mettrace_custody
  grant select to mettrace_importer
  grant select to mettrace_investigator

table enforcement.exhibit_position row security forced
  -- Where each exhibit is: the end of its facts and rulings, kept in the transaction of each by triggers and by nobody else.
  exhibit uuid not null  -- official | part-3 | derived | The exhibit
  sequence integer not null  -- official | part-3 | derived | Its last fact
  at timestamp with time zone not null  -- personal | part-3 | derived | When that happened
  seen_at timestamp with time zone not null  -- personal | part-3 | derived | When anybody had it before them last
  seen_by text not null  -- personal | part-3 | derived | Who recorded that
  holder text not null  -- personal | part-3 | derived | Hand that has it
  shelf text  -- official | part-3 | derived | Shelf of the store
  seal text not null  -- official | part-3 | derived | Its seal; empty where it is open
  bcu text not null  -- official | part-3 | derived | BCU in charge
  is_held boolean not null default false  -- official | part-3 | derived | Whether it is under a legal hold
  kept_for text  -- personal | part-3 | derived | Offence that a sample is kept for, alone
  review_on date  -- official | part-3 | derived | When the officer in the case is asked
  answer text  -- official | part-3 | derived | What they answered last
  constraint exhibit_position_exhibit_fkey FOREIGN KEY (exhibit) REFERENCES enforcement.exhibit(id)
  constraint exhibit_position_pkey PRIMARY KEY (exhibit)
  CREATE INDEX exhibit_position_by_bcu ON enforcement.exhibit_position USING btree (bcu, holder)
  CREATE INDEX exhibit_position_by_holder ON enforcement.exhibit_position USING btree (holder, shelf)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON enforcement.exhibit_position FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy kept_with_each_fact for update to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL)) with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy kept_with_facts for insert to owner with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_importer, mettrace_investigator using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all_custody for select to mettrace_custody using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (exhibit IN ( SELECT exhibit_place.exhibit
   FROM enforcement.exhibit_place))))
  grant select to mettrace_custody
  grant select to mettrace_importer
  grant select to mettrace_investigator

table enforcement.exhibit_ruling row security forced
  -- What was decided of keeping an exhibit: legal holds, what CPIA keeps (PACE s.63U), and what the officer in the case answered at a review.
  id uuid not null  -- official | part-3 | programme+6y | UUIDv7
  exhibit uuid not null  -- official | part-3 | programme+6y | The exhibit
  kind text not null  -- official | part-3 | programme+6y | What was decided
  reason text not null  -- personal | part-3 | programme+6y | Why
  officer text not null  -- personal | part-3 | programme+6y | Who asked for it, or the officer in the case who answered
  offence text  -- personal | part-3 | programme+6y | Offence that a sample is kept for, alone
  review_on date  -- official | part-3 | programme+6y | When to ask again
  answer text  -- official | part-3 | programme+6y | Keep, return or dispose; null where a day was only set
  actor text not null  -- personal | part-3 | audit+6y | Who recorded it
  at timestamp with time zone not null default clock_timestamp()  -- official | part-3 | programme+6y | When that was recorded
  constraint exhibit_ruling_answer_check CHECK ((answer = ANY (ARRAY['keep'::text, 'return'::text, 'dispose'::text])))
  constraint exhibit_ruling_check CHECK (((kind = 'kept for offence'::text) = (offence IS NOT NULL)))
  constraint exhibit_ruling_check1 CHECK (((kind = 'review'::text) OR ((review_on IS NULL) AND (answer IS NULL))))
  constraint exhibit_ruling_check2 CHECK (((kind <> 'review'::text) OR ((review_on IS NULL) = (answer = ANY (ARRAY['return'::text, 'dispose'::text])))))
  constraint exhibit_ruling_exhibit_fkey FOREIGN KEY (exhibit) REFERENCES enforcement.exhibit(id)
  constraint exhibit_ruling_kind_check CHECK ((kind = ANY (ARRAY['hold'::text, 'hold lifted'::text, 'kept for offence'::text, 'review'::text])))
  constraint exhibit_ruling_offence_check CHECK ((offence <> ''::text))
  constraint exhibit_ruling_officer_check CHECK ((officer <> ''::text))
  constraint exhibit_ruling_pkey PRIMARY KEY (id)
  constraint exhibit_ruling_reason_check CHECK ((reason <> ''::text))
  CREATE INDEX exhibit_ruling_by_exhibit ON enforcement.exhibit_ruling USING btree (exhibit, at)
  CREATE TRIGGER keep_rulings AFTER INSERT ON enforcement.exhibit_ruling REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION enforcement.keep_rulings()
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON enforcement.exhibit_ruling FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_custody, mettrace_investigator with check (((actor = ( SELECT foundation.actor_id() AS actor_id)) AND (EXISTS ( SELECT
   FROM enforcement.exhibit_position p
  WHERE ((p.exhibit = exhibit_ruling.exhibit) AND ((( SELECT foundation.acting_role() AS acting_role) = 'investigator'::text) OR (p.bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places)))))))))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_importer, mettrace_investigator using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all_custody for select to mettrace_custody using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (exhibit IN ( SELECT exhibit_place.exhibit
   FROM enforcement.exhibit_place))))
  grant select to mettrace_custody
  grant select to mettrace_importer
  grant select to mettrace_investigator
  grant insert (actor, answer, exhibit, id, kind, offence, officer, reason, review_on) to mettrace_custody
  grant insert (actor, answer, exhibit, id, kind, offence, officer, reason, review_on) to mettrace_investigator

table enforcement.field_reading row security forced
  -- Codes that were read in the field, appended. Intelligence, not evidence.
  id uuid not null  -- official | part-3 | programme+6y | UUIDv7
  scan uuid  -- official | part-3 | programme+6y | Scan that it was read at; null where an exhibit was read
  exhibit uuid  -- official | part-3 | programme+6y | Exhibit that it was read from; null where it was read at a scan
  subject uuid generated COALESCE(scan, exhibit)  -- official | part-3 | programme+6y | The one or the other
  at timestamp with time zone not null  -- personal | part-3 | programme+6y | When it was read
  entered_at timestamp with time zone not null default clock_timestamp()  -- official | part-3 | programme+6y | When that was recorded
  officer text  -- personal | part-3 | audit+6y | Who read it, where it was not who recorded it
  lamp uuid  -- official | part-3 | programme+6y | Lamp or arch; null where it is not known
  reader text  -- official | part-3 | programme+6y | Magnifier, camera or other reader
  code_kind text not null  -- official | part-3 | programme+6y | Signs by position, markers that are there or not, or a name as a whole
  positions integer  -- official | part-3 | programme+6y | How many positions; null of a name
  unsure integer not null  -- official | part-3 | programme+6y | How many of them were not read, or not surely
  code bytea not null  -- secret | part-3 | programme+6y | What was read, encrypted
  code_digest bytea  -- secret | part-3 | programme+6y | Keyed digest of a code that was read whole, for exact look-up
  data_key bytea not null  -- secret | part-3 | programme+6y | Key of this row, wrapped by the master key
  key_version integer not null  -- official | part-3 | programme+6y | Version of the master key
  note text  -- personal | part-3 | programme+6y | What else there is to say of it
  corrects uuid  -- official | part-3 | programme+6y | Reading whose place it takes
  actor text not null  -- personal | part-3 | audit+6y | Who recorded it
  constraint field_reading_ahead CHECK ((at <= (entered_at + '00:05:00'::interval)))
  constraint field_reading_check CHECK (((unsure >= 0) AND (unsure <= positions)))
  constraint field_reading_check1 CHECK ((num_nonnulls(scan, exhibit) = 1))
  constraint field_reading_check2 CHECK ((((code_kind = 'opaque'::text) = (positions IS NULL)) AND ((code_kind <> 'opaque'::text) OR (unsure = 0))))
  constraint field_reading_check3 CHECK (((unsure = 0) = (code_digest IS NOT NULL)))
  constraint field_reading_code_digest_check CHECK ((octet_length(code_digest) = 32))
  constraint field_reading_code_kind_check CHECK ((code_kind = ANY (ARRAY['text'::text, 'markers'::text, 'opaque'::text])))
  constraint field_reading_corrected UNIQUE (corrects)
  constraint field_reading_corrects_subject_fkey FOREIGN KEY (corrects, subject) REFERENCES enforcement.field_reading(id, subject)
  constraint field_reading_exhibit_fkey FOREIGN KEY (exhibit) REFERENCES enforcement.exhibit(id)
  constraint field_reading_id_subject_key UNIQUE (id, subject)
  constraint field_reading_lamp_fkey FOREIGN KEY (lamp) REFERENCES enforcement.lamp(id)
  constraint field_reading_note_check CHECK ((note <> ''::text))
  constraint field_reading_officer_check CHECK ((officer <> ''::text))
  constraint field_reading_pkey PRIMARY KEY (id)
  constraint field_reading_positions_check CHECK (((positions >= 1) AND (positions <= 64)))
  constraint field_reading_reader_check CHECK ((reader <> ''::text))
  constraint field_reading_scan_fkey FOREIGN KEY (scan) REFERENCES enforcement.scan(id)
  CREATE INDEX field_reading_by_exhibit ON enforcement.field_reading USING btree (exhibit) WHERE (exhibit IS NOT NULL)
  CREATE INDEX field_reading_by_key ON enforcement.field_reading USING btree (key_version)
  CREATE INDEX field_reading_by_lamp ON enforcement.field_reading USING btree (lamp) WHERE (lamp IS NOT NULL)
  CREATE INDEX field_reading_by_scan ON enforcement.field_reading USING btree (scan) WHERE (scan IS NOT NULL)
  CREATE TRIGGER exchange_leaves BEFORE DELETE ON enforcement.field_reading FOR EACH STATEMENT EXECUTE FUNCTION enforcement.exchange_leaves()
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OF id, scan, exhibit, subject, at, entered_at, officer, lamp, reader, code_kind, positions, unsure, code, note, corrects, actor OR TRUNCATE ON enforcement.field_reading FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  CREATE TRIGGER refuse_spent_skin AFTER INSERT ON enforcement.field_reading REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION enforcement.refuse_spent_skin()
  policy add_all for insert to mettrace_custody, mettrace_investigator with check (((actor = ( SELECT foundation.actor_id() AS actor_id)) AND ((exhibit IN ( SELECT exhibit_place.exhibit
   FROM enforcement.exhibit_place)) OR (scan IN ( SELECT scan.id
   FROM enforcement.scan)))))
  policy change_all for update to mettrace_importer using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND ((exhibit IN ( SELECT exhibit_place.exhibit
   FROM enforcement.exhibit_place)) OR (scan IN ( SELECT scan.id
   FROM enforcement.scan))))) with check (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND ((exhibit IN ( SELECT exhibit_place.exhibit
   FROM enforcement.exhibit_place)) OR (scan IN ( SELECT scan.id
   FROM enforcement.scan)))))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_importer, mettrace_investigator using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all_custody for select to mettrace_custody using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND ((exhibit IN ( SELECT exhibit_place.exhibit
   FROM enforcement.exhibit_place)) OR (scan IN ( SELECT scan.id
   FROM enforcement.scan)))))
  grant select to mettrace_custody
  grant select to mettrace_importer
  grant select to mettrace_investigator
  grant insert (actor, at, code, code_digest, code_kind, corrects, data_key, exhibit, id, key_version, lamp, note, officer, positions, reader, scan, unsure) to mettrace_custody
  grant update (code_digest, data_key, key_version) to mettrace_importer
  grant insert (actor, at, code, code_digest, code_kind, corrects, data_key, exhibit, id, key_version, lamp, note, officer, positions, reader, scan, unsure) to mettrace_investigator

table enforcement.file row security forced
  -- Pictures of scans, each of one row, encrypted; once erased only that there was one.
  id uuid not null  -- official | part-3 | programme+6y | UUID, that of the row which refers to it
  use text not null  -- official | part-3 | programme+6y | What kind of row refers to it
  kind text not null  -- official | part-3 | programme+6y | What its bytes are, by their content
  width integer not null  -- official | part-3 | programme+6y | Pixels across, as it is shown
  height integer not null  -- official | part-3 | programme+6y | Pixels down
  digest bytea  -- personal | part-3 | programme+6y | SHA-256 of the bytes as they are kept and shown
  sent_digest bytea  -- personal | part-3 | programme+6y | SHA-256 of the bytes as the phone sent them, as the scan told it
  content bytea  -- personal | part-3 | programme+6y | Its bytes, encrypted
  data_key bytea  -- secret | part-3 | programme+6y | Key of its bytes, wrapped by a master key; null once erased
  key_version integer not null  -- official | part-3 | programme+6y | Version of that master key
  erased_at timestamp with time zone  -- official | part-3 | programme+6y | When it was erased
  at timestamp with time zone not null default clock_timestamp()  -- official | part-3 | programme+6y | When it was whole
  actor text not null  -- personal | part-3 | audit+6y | Who sent it
  constraint file_check CHECK ((num_nonnulls(digest, sent_digest, content, data_key) =
CASE
    WHEN (erased_at IS NULL) THEN 4
    ELSE 0
END))
  constraint file_content_check CHECK (((length(content) >= 29) AND (length(content) <= 8000100)))
  constraint file_digest_check CHECK ((length(digest) = 32))
  constraint file_height_check CHECK (((height >= 1) AND (height <= 12000)))
  constraint file_id_use_key UNIQUE (id, use)
  constraint file_kind_check CHECK ((kind = ANY (ARRAY['jpeg'::text, 'png'::text, 'webp'::text])))
  constraint file_pkey PRIMARY KEY (id)
  constraint file_sent_digest_check CHECK ((length(sent_digest) = 32))
  constraint file_use_check CHECK ((use = 'scan picture'::text))
  constraint file_width_check CHECK (((width >= 1) AND (width <= 12000)))
  CREATE INDEX file_by_key ON enforcement.file USING btree (key_version) WHERE (data_key IS NOT NULL)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OF id, use, kind, width, height, at, actor OR TRUNCATE ON enforcement.file FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_custody, mettrace_investigator with check (((actor = ( SELECT foundation.actor_id() AS actor_id)) AND ((erased_at IS NULL) OR (( SELECT foundation.acting_role() AS acting_role) = 'investigator'::text))))
  policy change_all for update to mettrace_importer, mettrace_investigator using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND ((erased_at IS NULL) OR (( SELECT foundation.acting_role() AS acting_role) = 'investigator'::text)))) with check (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND ((erased_at IS NULL) OR (( SELECT foundation.acting_role() AS acting_role) = 'investigator'::text))))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_importer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all_custody for select to mettrace_custody using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM enforcement.scan_picture seen
  WHERE (seen.id = file.id)))))
  policy read_all_investigator for select to mettrace_investigator using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM enforcement.scan_picture seen
  WHERE (seen.id = file.id)))))
  grant insert, select to mettrace_custody
  grant select to mettrace_importer
  grant insert, select to mettrace_investigator
  grant update (data_key, key_version) to mettrace_importer
  grant update (content, data_key, digest, erased_at, key_version, sent_digest) to mettrace_investigator

table enforcement.incident_version row security forced
  -- A force's own incidents, every version that was received; the latest holds.
  reference text not null  -- personal | part-3 | programme+6y | Crime reference
  as_at timestamp with time zone not null  -- official | part-3 | programme+6y | Which version: when updated, or the last report of its file
  row_digest uuid not null  -- official | part-3 | programme+6y | Digest of the row, to settle two of the same moment
  reported_at timestamp with time zone not null  -- personal | part-3 | programme+6y | When it was reported
  committed_from timestamp with time zone  -- personal | part-3 | programme+6y | Earliest time of the burglary
  committed_to timestamp with time zone  -- personal | part-3 | programme+6y | Latest time of the burglary
  uprn bigint  -- personal | part-3 | programme+6y | Unique property reference number
  address text  -- personal | part-3 | programme+6y | Address as recorded
  easting integer  -- personal | part-3 | programme+6y | Metres, EPSG:27700
  northing integer  -- personal | part-3 | programme+6y | Metres, EPSG:27700
  classification text not null  -- personal | part-3 | programme+6y | Classification as recorded
  series text not null  -- official | part-3 | programme+6y | Series the classification belongs to
  repeat_victim boolean  -- personal | part-3 | programme+6y | Repeat victim
  vulnerable_victim boolean  -- personal | part-3 | programme+6y | Vulnerable victim
  sticker_seen boolean  -- personal | part-3 | programme+6y | Whether a sticker was seen at the home
  constraint incident_version_check CHECK (((easting IS NULL) = (northing IS NULL)))
  constraint incident_version_check1 CHECK ((committed_to >= committed_from))
  constraint incident_version_pkey PRIMARY KEY (reference, as_at, row_digest)
  constraint incident_version_reference_check CHECK ((reference <> ''::text))
  constraint incident_version_series_check CHECK ((series = ANY (ARRAY['residential'::text, 'other'::text, 'not burglary'::text])))
  CREATE INDEX incident_version_by_report ON enforcement.incident_version USING btree (reported_at)
  CREATE INDEX incident_version_by_uprn ON enforcement.incident_version USING btree (uprn, reported_at)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON enforcement.incident_version FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_importer with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_importer, mettrace_investigator using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant insert, select to mettrace_importer
  grant select to mettrace_investigator

table enforcement.item_return row security forced
  -- That an item went back to its owner, or why not.
  id uuid not null  -- official | part-3 | programme+6y | UUID that the form gave
  trace uuid not null  -- official | part-3 | programme+6y | The trace that found them
  on_day date not null  -- personal | part-3 | programme+6y | Day that it went back, or that this was decided
  signature text  -- personal | part-3 | programme+6y | Paper that the owner signed; null where it was not returned
  why_not text  -- official | part-3 | programme+6y | Why it was not returned
  actor text not null  -- personal | part-3 | audit+6y | Who recorded it
  at timestamp with time zone not null default clock_timestamp()  -- official | part-3 | programme+6y | When that was recorded
  kit uuid  -- personal | part-3 | programme+6y | Their kit
  resident uuid  -- personal | part-3 | programme+6y | To whom it went back; null where there is no owner
  constraint item_return_ahead CHECK ((on_day <= ((at AT TIME ZONE 'Europe/London'::text))::date))
  constraint item_return_either CHECK (((signature IS NULL) <> (why_not IS NULL)))
  constraint item_return_pkey PRIMARY KEY (id)
  constraint item_return_signature_check CHECK ((signature <> ''::text))
  constraint item_return_trace_fkey FOREIGN KEY (trace) REFERENCES enforcement.trace(id)
  constraint item_return_trace_kit_fkey FOREIGN KEY (trace, kit) REFERENCES enforcement.trace_kit(trace, kit)
  constraint item_return_whose CHECK (((kit IS NOT NULL) AND ((resident IS NOT NULL) OR (signature IS NULL)))) NOT VALID
  constraint item_return_why_not_check CHECK ((why_not = ANY (ARRAY['needed as evidence'::text, 'owner does not want it'::text, 'owner does not answer'::text, 'not theirs'::text, 'lost or damaged'::text, 'disposed of'::text])))
  CREATE INDEX item_return_by_trace ON enforcement.item_return USING btree (trace, at)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON enforcement.item_return FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_investigator with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_investigator using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_investigator
  grant insert (actor, id, kit, on_day, resident, signature, trace, why_not) to mettrace_investigator

table enforcement.laboratory_result row security forced
  -- What laboratories reported of samples, appended. Evidence.
  id uuid not null  -- official | part-3 | programme+6y | UUIDv7
  exhibit uuid not null  -- official | part-3 | programme+6y | Exhibit or sample that was examined
  laboratory text not null  -- official | part-3 | programme+6y | Laboratory
  sample text not null  -- official | part-3 | programme+6y | Number of the sample, as the laboratory knows it
  report text  -- official | part-3 | programme+6y | Its report
  reported_on date not null  -- official | part-3 | programme+6y | Day of the report
  entered_at timestamp with time zone not null default clock_timestamp()  -- official | part-3 | programme+6y | When that was recorded
  method text not null  -- official | part-3 | programme+6y | Method
  method_version text  -- official | part-3 | programme+6y | Its version
  accreditation text  -- official | part-3 | programme+6y | Accreditation, by its number
  scope text  -- official | part-3 | programme+6y | Whether the method is within the scope of that
  analyst text  -- personal | part-3 | programme+6y | Who examined it
  run text  -- official | part-3 | programme+6y | Run of the instrument
  outcome text not null  -- official | part-3 | programme+6y | A code, none, or not examined
  code_kind text  -- official | part-3 | programme+6y | Signs by position, markers that are there or not, or a name as a whole
  positions integer  -- official | part-3 | programme+6y | How many positions; null of a name
  unsure integer  -- official | part-3 | programme+6y | How many of them were not read, or not surely
  code bytea  -- secret | part-3 | programme+6y | What was found, encrypted
  code_digest bytea  -- secret | part-3 | programme+6y | Keyed digest of a code that was found whole, for exact look-up
  data_key bytea  -- secret | part-3 | programme+6y | Key of this row, wrapped by the master key
  key_version integer  -- official | part-3 | programme+6y | Version of the master key
  confidence double precision  -- official | part-3 | programme+6y | Confidence in the code that the laboratory states, above 0 and up to 1
  wrong integer  -- official | part-3 | programme+6y | Matches that its method reported wrongly in validation
  trials integer  -- official | part-3 | programme+6y | Out of how many tries; null where no error rate was measured
  non_conformance text  -- official | part-3 | programme+6y | What departed from the method
  source text not null  -- official | part-3 | programme+6y | Entered by hand, or from a file of the laboratory
  corrects uuid  -- official | part-3 | programme+6y | Result whose place it takes
  actor text not null  -- personal | part-3 | audit+6y | Who recorded it
  constraint laboratory_result_accreditation_check CHECK ((accreditation <> ''::text))
  constraint laboratory_result_ahead CHECK ((reported_on <= ((entered_at AT TIME ZONE 'Europe/London'::text))::date))
  constraint laboratory_result_analyst_check CHECK ((analyst <> ''::text))
  constraint laboratory_result_check CHECK (((unsure >= 0) AND (unsure <= positions)))
  constraint laboratory_result_check1 CHECK (((trials >= wrong) AND (trials > 0)))
  constraint laboratory_result_check2 CHECK ((((outcome = 'code'::text) = (code_kind IS NOT NULL)) AND (num_nonnulls(code_kind, unsure, code, data_key, key_version) = ANY (ARRAY[0, 5]))))
  constraint laboratory_result_check3 CHECK (((((code_kind IS NOT NULL) AND (code_kind <> 'opaque'::text)) = (positions IS NOT NULL)) AND ((code_kind <> 'opaque'::text) OR (unsure = 0))))
  constraint laboratory_result_check4 CHECK ((((unsure IS NOT NULL) AND (unsure = 0)) = (code_digest IS NOT NULL)))
  constraint laboratory_result_check5 CHECK (((outcome = 'code'::text) OR (confidence IS NULL)))
  constraint laboratory_result_check6 CHECK (((wrong IS NULL) = (trials IS NULL)))
  constraint laboratory_result_code_digest_check CHECK ((octet_length(code_digest) = 32))
  constraint laboratory_result_code_kind_check CHECK ((code_kind = ANY (ARRAY['text'::text, 'markers'::text, 'opaque'::text])))
  constraint laboratory_result_confidence_check CHECK (((confidence > (0)::double precision) AND (confidence <= (1)::double precision)))
  constraint laboratory_result_corrected UNIQUE (corrects)
  constraint laboratory_result_corrects_exhibit_fkey FOREIGN KEY (corrects, exhibit) REFERENCES enforcement.laboratory_result(id, exhibit)
  constraint laboratory_result_exhibit_fkey FOREIGN KEY (exhibit) REFERENCES enforcement.exhibit(id)
  constraint laboratory_result_id_exhibit_key UNIQUE (id, exhibit)
  constraint laboratory_result_laboratory_check CHECK ((laboratory <> ''::text))
  constraint laboratory_result_method_check CHECK ((method <> ''::text))
  constraint laboratory_result_method_version_check CHECK ((method_version <> ''::text))
  constraint laboratory_result_non_conformance_check CHECK ((non_conformance <> ''::text))
  constraint laboratory_result_once UNIQUE NULLS NOT DISTINCT (laboratory, sample, corrects)
  constraint laboratory_result_outcome_check CHECK ((outcome = ANY (ARRAY['code'::text, 'no code'::text, 'not examined'::text])))
  constraint laboratory_result_pkey PRIMARY KEY (id)
  constraint laboratory_result_positions_check CHECK (((positions >= 1) AND (positions <= 64)))
  constraint laboratory_result_report_check CHECK ((report <> ''::text))
  constraint laboratory_result_run_check CHECK ((run <> ''::text))
  constraint laboratory_result_sample_check CHECK ((sample <> ''::text))
  constraint laboratory_result_scope_check CHECK ((scope = ANY (ARRAY['within'::text, 'outside'::text])))
  constraint laboratory_result_source_check CHECK ((source = ANY (ARRAY['by hand'::text, 'file'::text])))
  constraint laboratory_result_wrong_check CHECK ((wrong >= 0))
  CREATE INDEX laboratory_result_by_exhibit ON enforcement.laboratory_result USING btree (exhibit)
  CREATE INDEX laboratory_result_by_key ON enforcement.laboratory_result USING btree (key_version) WHERE (key_version IS NOT NULL)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OF id, exhibit, laboratory, sample, report, reported_on, entered_at, method, method_version, accreditation, scope, analyst, run, outcome, code_kind, positions, unsure, code, confidence, wrong, trials, non_conformance, source, corrects, actor OR TRUNCATE ON enforcement.laboratory_result FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_custody, mettrace_investigator with check (((actor = ( SELECT foundation.actor_id() AS actor_id)) AND (exhibit IN ( SELECT exhibit_place.exhibit
   FROM enforcement.exhibit_place))))
  policy change_all for update to mettrace_importer using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (exhibit IN ( SELECT exhibit_place.exhibit
   FROM enforcement.exhibit_place)))) with check (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (exhibit IN ( SELECT exhibit_place.exhibit
   FROM enforcement.exhibit_place))))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_importer, mettrace_investigator using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all_custody for select to mettrace_custody using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (exhibit IN ( SELECT exhibit_place.exhibit
   FROM enforcement.exhibit_place))))
  grant select to mettrace_custody
  grant select to mettrace_importer
  grant select to mettrace_investigator
  grant insert (accreditation, actor, analyst, code, code_digest, code_kind, confidence, corrects, data_key, exhibit, id, key_version, laboratory, method, method_version, non_conformance, outcome, positions, report, reported_on, run, sample, scope, source, trials, unsure, wrong) to mettrace_custody
  grant update (code_digest, data_key, key_version) to mettrace_importer
  grant insert (accreditation, actor, analyst, code, code_digest, code_kind, confidence, corrects, data_key, exhibit, id, key_version, laboratory, method, method_version, non_conformance, outcome, positions, report, reported_on, run, sample, scope, source, trials, unsure, wrong) to mettrace_investigator

table enforcement.lamp row security forced
  -- Lamps and arches that people and things are scanned with.
  id uuid not null  -- official | part-3 | programme+6y | UUIDv7
  kind text not null  -- official | part-3 | programme+6y | Lamp or arch
  name text not null  -- official | part-3 | programme+6y | What is written on it
  bcu text not null  -- official | part-3 | programme+6y | BCU that has it
  actor text not null  -- personal | part-3 | audit+6y | Who entered it
  entered_at timestamp with time zone not null default clock_timestamp()  -- official | part-3 | programme+6y | When that was recorded
  constraint lamp_bcu_check CHECK ((bcu <> ''::text))
  constraint lamp_id_bcu_key UNIQUE (id, bcu)
  constraint lamp_kind_check CHECK ((kind = ANY (ARRAY['lamp'::text, 'arch'::text])))
  constraint lamp_name UNIQUE (bcu, name)
  constraint lamp_name_check CHECK ((name <> ''::text))
  constraint lamp_pkey PRIMARY KEY (id)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON enforcement.lamp FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_investigator with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy add_own_bcu for insert to mettrace_custody with check (((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))) AND (actor = ( SELECT foundation.actor_id() AS actor_id))))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_importer, mettrace_investigator using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_own_bcu for select to mettrace_custody using ((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))))
  grant insert, select to mettrace_custody
  grant select to mettrace_importer
  grant insert, select to mettrace_investigator

table enforcement.lamp_check row security forced
  -- Checks of lamps and arches, appended. One that passed holds until the day the next is due; one that failed holds no longer.
  id uuid not null  -- official | part-3 | programme+6y | UUIDv7
  lamp uuid not null  -- official | part-3 | programme+6y | The lamp or arch
  bcu text not null  -- official | part-3 | programme+6y | As the lamp's
  on_day date not null  -- official | part-3 | programme+6y | Day of the check
  passed boolean not null  -- official | part-3 | programme+6y | Whether it made the test card glow
  next_by date  -- official | part-3 | programme+6y | Last day that the check holds; null where it failed
  note text  -- official | part-3 | programme+6y | What else there is to say of it
  actor text not null  -- personal | part-3 | audit+6y | Who checked
  entered_at timestamp with time zone not null default clock_timestamp()  -- official | part-3 | programme+6y | When that was recorded
  constraint lamp_check_ahead CHECK ((on_day <= ((entered_at AT TIME ZONE 'Europe/London'::text))::date))
  constraint lamp_check_check CHECK ((passed = (next_by IS NOT NULL)))
  constraint lamp_check_check1 CHECK ((next_by > on_day))
  constraint lamp_check_lamp_bcu_fkey FOREIGN KEY (lamp, bcu) REFERENCES enforcement.lamp(id, bcu)
  constraint lamp_check_note_check CHECK ((note <> ''::text))
  constraint lamp_check_pkey PRIMARY KEY (id)
  CREATE INDEX lamp_check_by_bcu ON enforcement.lamp_check USING btree (bcu)
  CREATE INDEX lamp_check_by_lamp ON enforcement.lamp_check USING btree (lamp, on_day)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON enforcement.lamp_check FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_investigator with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy add_own_bcu for insert to mettrace_custody with check (((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))) AND (actor = ( SELECT foundation.actor_id() AS actor_id))))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_importer, mettrace_investigator using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_own_bcu for select to mettrace_custody using ((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))))
  grant insert, select to mettrace_custody
  grant select to mettrace_importer
  grant insert, select to mettrace_investigator

table enforcement.loss_statement row security forced
  -- What an owner says that they lost.
  id uuid not null  -- official | part-3 | programme+6y | UUID that the form gave
  trace uuid not null  -- official | part-3 | programme+6y | The trace that found them
  item text not null  -- personal | part-3 | programme+6y | The item in the owner's words
  was_at_home text not null  -- personal | part-3 | programme+6y | Whether it was in their home
  missing_since date  -- personal | part-3 | programme+6y | Day since which it is missing; null where they do not know
  asked_first boolean not null  -- official | part-3 | programme+6y | Whether they described it before they were told what was found
  actor text not null  -- personal | part-3 | audit+6y | Who took it down
  at timestamp with time zone not null default clock_timestamp()  -- official | part-3 | programme+6y | When that was recorded
  kit uuid  -- personal | part-3 | programme+6y | Their kit
  resident uuid  -- personal | part-3 | programme+6y | Who lost it
  constraint loss_statement_ahead CHECK ((missing_since <= ((at AT TIME ZONE 'Europe/London'::text))::date))
  constraint loss_statement_item_check CHECK ((item <> ''::text))
  constraint loss_statement_pkey PRIMARY KEY (id)
  constraint loss_statement_trace_fkey FOREIGN KEY (trace) REFERENCES enforcement.trace(id)
  constraint loss_statement_trace_kit_fkey FOREIGN KEY (trace, kit) REFERENCES enforcement.trace_kit(trace, kit)
  constraint loss_statement_was_at_home_check CHECK ((was_at_home = ANY (ARRAY['yes'::text, 'no'::text, 'not sure'::text])))
  constraint loss_statement_whose CHECK (((kit IS NOT NULL) AND (resident IS NOT NULL))) NOT VALID
  CREATE INDEX loss_statement_by_trace ON enforcement.loss_statement USING btree (trace, at)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON enforcement.loss_statement FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_investigator with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_investigator using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_investigator
  grant insert (actor, asked_first, id, item, kit, missing_since, resident, trace, was_at_home) to mettrace_investigator

table enforcement.owner_told row security forced
  -- That an owner was told, or tried to be.
  id uuid not null  -- official | part-3 | programme+6y | UUID that the form gave
  trace uuid not null  -- official | part-3 | programme+6y | The trace that found them
  kit uuid not null  -- personal | part-3 | programme+6y | Their kit
  resident uuid not null  -- personal | part-3 | programme+6y | Who was to be told
  how text not null  -- official | part-3 | programme+6y | By letter or call
  outcome text not null  -- personal | part-3 | programme+6y | Whether they were
  actor text not null  -- personal | part-3 | audit+6y | Who told them
  at timestamp with time zone not null default clock_timestamp()  -- official | part-3 | programme+6y | When that was recorded
  constraint owner_told_how_check CHECK ((how = ANY (ARRAY['letter'::text, 'call'::text])))
  constraint owner_told_outcome_check CHECK ((outcome = ANY (ARRAY['told'::text, 'no answer'::text, 'wrong contact'::text])))
  constraint owner_told_pkey PRIMARY KEY (id)
  constraint owner_told_trace_fkey FOREIGN KEY (trace) REFERENCES enforcement.trace(id)
  constraint owner_told_trace_kit_fkey FOREIGN KEY (trace, kit) REFERENCES enforcement.trace_kit(trace, kit)
  CREATE INDEX owner_told_by_trace ON enforcement.owner_told USING btree (trace, at)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON enforcement.owner_told FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_investigator with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_investigator using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_investigator
  grant insert (actor, how, id, kit, outcome, resident, trace) to mettrace_investigator

table enforcement.phone_piece row security forced
  -- Pieces of pictures of scans that are still coming from phones, encrypted; gone once the picture is whole.
  event uuid not null  -- official | part-3 | 30d | Scan that a phone told, and with it of the picture
  offset_at integer not null  -- official | part-3 | 30d | Where the piece begins in the picture, bytes
  length integer not null  -- official | part-3 | 30d | Its bytes
  content bytea not null  -- personal | part-3 | 30d | The bytes themselves, encrypted
  data_key bytea not null  -- secret | part-3 | 30d | Key of these bytes, wrapped by a master key
  key_version integer not null  -- official | part-3 | 30d | Version of that master key
  at timestamp with time zone not null default clock_timestamp()  -- official | part-3 | 30d | When it came
  actor text not null  -- personal | part-3 | 30d | Who sent it
  constraint phone_piece_check CHECK ((octet_length(content) = (length + 28)))
  constraint phone_piece_event_fkey FOREIGN KEY (event) REFERENCES enforcement.phone_scan(id) ON DELETE CASCADE
  constraint phone_piece_length_check CHECK (((length >= 1) AND (length <= 16384)))
  constraint phone_piece_offset_at_check CHECK ((offset_at >= 0))
  constraint phone_piece_pkey PRIMARY KEY (event, offset_at, length)
  CREATE INDEX phone_piece_by_time ON enforcement.phone_piece USING btree (at)
  CREATE TRIGGER refuse_change BEFORE UPDATE OR TRUNCATE ON enforcement.phone_piece FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_custody, mettrace_investigator with check (((actor = ( SELECT foundation.actor_id() AS actor_id)) AND (event IN ( SELECT phone_scan.id
   FROM enforcement.phone_scan
  WHERE (phone_scan.actor = ( SELECT foundation.actor_id() AS actor_id))))))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy crossing_drops for delete to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all_custody for select to mettrace_custody using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (event IN ( SELECT phone_scan.id
   FROM enforcement.phone_scan
  WHERE (phone_scan.actor = ( SELECT foundation.actor_id() AS actor_id))))))
  policy read_all_investigator for select to mettrace_investigator using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (event IN ( SELECT phone_scan.id
   FROM enforcement.phone_scan
  WHERE (phone_scan.actor = ( SELECT foundation.actor_id() AS actor_id))))))
  policy remove_all for delete to mettrace_custody, mettrace_investigator using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (event IN ( SELECT phone_scan.id
   FROM enforcement.phone_scan
  WHERE (phone_scan.actor = ( SELECT foundation.actor_id() AS actor_id))))))
  grant delete, insert, select to mettrace_custody
  grant delete, insert, select to mettrace_investigator

table enforcement.phone_scan row security forced
  -- What phones told of scans, as it came, with its answer, appended.
  id uuid not null  -- official | part-3 | programme+6y | UUIDv7 that the phone made; ours where it had made that one before
  same_id uuid  -- official | part-3 | programme+6y | Event whose id came again with another content
  phone uuid not null  -- official | part-3 | programme+6y | Phone, as its app calls itself
  sequence bigint  -- official | part-3 | programme+6y | Place in the phone's order; null where it has none
  bcu text not null  -- official | part-3 | programme+6y | BCU of the place, or of whoever sent it
  told_at timestamp with time zone  -- personal | part-3 | programme+6y | When it happened by the phone's own clock
  at timestamp with time zone not null  -- personal | part-3 | programme+6y | When it happened by our clock, as far as that can be told
  received_at timestamp with time zone not null  -- personal | part-3 | programme+6y | When it came in
  skew_ms bigint generated ((EXTRACT(epoch FROM (at - told_at)) * (1000)::numeric))::bigint  -- official | part-3 | programme+6y | Milliseconds that the phone's clock was behind ours
  content bytea not null  -- personal | part-3 | programme+6y | SHA-256 of what was sent
  decision text not null  -- official | part-3 | programme+6y | Whether it was accepted as it came
  reason text  -- official | part-3 | programme+6y | Why it was set aside
  answer jsonb not null  -- official | part-3 | programme+6y | What the phone was answered
  body text not null  -- personal | part-3 | programme+6y | What was sent, as JSON
  actor text not null  -- personal | part-3 | audit+6y | Who scanned and sent it
  entered_at timestamp with time zone not null default clock_timestamp()  -- official | part-3 | programme+6y | When that was recorded
  constraint phone_scan_bcu_check CHECK ((bcu <> ''::text))
  constraint phone_scan_check CHECK (((decision = 'set aside'::text) = (reason IS NOT NULL)))
  constraint phone_scan_check1 CHECK (((decision = 'set aside'::text) OR (sequence IS NOT NULL)))
  constraint phone_scan_content_check CHECK ((length(content) = 32))
  constraint phone_scan_decision_check CHECK ((decision = ANY (ARRAY['accepted'::text, 'set aside'::text])))
  constraint phone_scan_id_bcu_key UNIQUE (id, bcu)
  constraint phone_scan_pkey PRIMARY KEY (id)
  constraint phone_scan_place UNIQUE (phone, sequence)
  constraint phone_scan_reason_check CHECK ((reason <> ''::text))
  constraint phone_scan_same_id UNIQUE (same_id, content)
  constraint phone_scan_same_id_fkey FOREIGN KEY (same_id) REFERENCES enforcement.phone_scan(id)
  constraint phone_scan_sequence_check CHECK ((sequence > 0))
  CREATE INDEX phone_scan_by_bcu ON enforcement.phone_scan USING btree (bcu, received_at) WHERE (decision = 'set aside'::text)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON enforcement.phone_scan FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_investigator with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy add_own_bcu for insert to mettrace_custody with check (((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))) AND (actor = ( SELECT foundation.actor_id() AS actor_id))))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_importer, mettrace_investigator using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_own_bcu for select to mettrace_custody using ((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))))
  grant insert, select to mettrace_custody
  grant select to mettrace_importer
  grant insert, select to mettrace_investigator

table enforcement.phone_scan_decision row security forced
  -- What became of a scan that was set aside: recorded at the desk, or left out, appended.
  event uuid not null  -- official | part-3 | programme+6y | What the phone told
  bcu text not null  -- official | part-3 | programme+6y | As the event's
  scan uuid  -- official | part-3 | programme+6y | Scan that was recorded in its place
  reason text  -- personal | part-3 | programme+6y | Why it was left out
  actor text not null  -- personal | part-3 | audit+6y | Who decided
  entered_at timestamp with time zone not null default clock_timestamp()  -- official | part-3 | programme+6y | When that was recorded
  constraint phone_scan_decision_bcu_check CHECK ((bcu <> ''::text))
  constraint phone_scan_decision_check1 CHECK ((num_nonnulls(scan, reason) = 1))
  constraint phone_scan_decision_event_fkey FOREIGN KEY (event) REFERENCES enforcement.phone_scan(id)
  constraint phone_scan_decision_pkey PRIMARY KEY (event)
  constraint phone_scan_decision_reason_check CHECK ((reason <> ''::text))
  constraint phone_scan_decision_scan UNIQUE (scan)
  constraint phone_scan_decision_scan_fkey FOREIGN KEY (scan) REFERENCES enforcement.scan(id) DEFERRABLE INITIALLY DEFERRED
  CREATE INDEX phone_scan_decision_by_bcu ON enforcement.phone_scan_decision USING btree (bcu)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON enforcement.phone_scan_decision FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_investigator with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy add_own_bcu for insert to mettrace_custody with check (((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))) AND (actor = ( SELECT foundation.actor_id() AS actor_id))))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_importer, mettrace_investigator using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_own_bcu for select to mettrace_custody using ((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))))
  grant insert, select to mettrace_custody
  grant select to mettrace_importer
  grant insert, select to mettrace_investigator

table enforcement.scan row security forced
  -- Every scan under ultraviolet light, negatives and refusals too, appended. A glow in the field is intelligence, not evidence.
  id uuid not null  -- official | part-3 | programme+6y | UUIDv7
  at timestamp with time zone not null  -- personal | part-3 | programme+6y | When
  bcu text not null  -- official | part-3 | programme+6y | BCU that scanned, as the place's
  subject text not null  -- personal | part-3 | programme+6y | Person or item
  basis text not null  -- official | part-3 | programme+6y | Legal basis: consent, or which power
  result text not null  -- personal | part-3 | programme+6y | What was seen
  actor text not null  -- personal | part-3 | audit+6y | Who recorded it
  entered_at timestamp with time zone not null default clock_timestamp()  -- official | part-3 | programme+6y | When that was recorded
  on_day date not null  -- personal | part-3 | programme+6y | Day that its shift began on
  shift text not null  -- official | part-3 | programme+6y | Shift
  place uuid not null  -- personal | part-3 | programme+6y | Where
  place_kind text not null  -- official | part-3 | programme+6y | What kind of place that is
  lamp uuid  -- official | part-3 | programme+6y | Lamp or arch; null where it is not known
  officer text  -- personal | part-3 | audit+6y | Who scanned, where it was not who recorded it
  custody_reference text  -- personal | part-3 | programme+6y | Custody reference of a person: no name is kept
  description text  -- personal | part-3 | programme+6y | What an item is
  identifiers text  -- personal | part-3 | programme+6y | What tells it from others, such as a serial number
  part text  -- personal | part-3 | programme+6y | Part of the body or of the item
  why_not text  -- personal | part-3 | programme+6y | Why it was refused or not possible
  corrects uuid  -- official | part-3 | programme+6y | Scan whose place it takes
  constraint scan_ahead CHECK ((at <= (entered_at + '00:05:00'::interval)))
  constraint scan_basis_check CHECK (
CASE subject
    WHEN 'person'::text THEN (basis = ANY (ARRAY['consent'::text, 'PACE s.1'::text, 'PACE s.32'::text, 'PACE s.54'::text, 'PACE s.54A'::text]))
    ELSE (basis = ANY (ARRAY['owner consent'::text, 'PACE s.1'::text, 'PACE s.8'::text, 'PACE s.18'::text, 'PACE s.19'::text, 'PACE s.22'::text, 'PACE s.32'::text, 'PACE s.54'::text]))
END)
  constraint scan_bcu_check CHECK ((bcu <> ''::text))
  constraint scan_corrected UNIQUE (corrects)
  constraint scan_corrects_bcu_fkey FOREIGN KEY (corrects, bcu) REFERENCES enforcement.scan(id, bcu)
  constraint scan_custody_reference_check CHECK (((custody_reference ~ '^(?=.*[0-9])[A-Z0-9]+(/[A-Z0-9]+)+$'::text) AND (length(custody_reference) <= 30)))
  constraint scan_description_check CHECK ((description <> ''::text))
  constraint scan_id_bcu_key UNIQUE (id, bcu)
  constraint scan_identifiers_check CHECK ((identifiers <> ''::text))
  constraint scan_lamp_bcu_fkey FOREIGN KEY (lamp, bcu) REFERENCES enforcement.lamp(id, bcu)
  constraint scan_officer_check CHECK ((officer <> ''::text))
  constraint scan_part_check CHECK ((part <> ''::text))
  constraint scan_pkey PRIMARY KEY (id)
  constraint scan_place_bcu_place_kind_fkey FOREIGN KEY (place, bcu, place_kind) REFERENCES enforcement.scan_place(id, bcu, kind)
  constraint scan_result_check CHECK ((result = ANY (ARRAY['nothing'::text, 'glow'::text, 'unclear'::text, 'refused'::text, 'not possible'::text])))
  constraint scan_shift_check CHECK ((shift = ANY (ARRAY['early'::text, 'late'::text, 'night'::text])))
  constraint scan_station_check CHECK (((subject <> 'person'::text) OR (basis <> ALL (ARRAY['PACE s.54'::text, 'PACE s.54A'::text])) OR (place_kind = 'custody suite'::text)))
  constraint scan_subject_check CHECK ((subject = ANY (ARRAY['person'::text, 'item'::text])))
  constraint scan_who_check CHECK ((((subject = 'person'::text) OR (custody_reference IS NULL)) AND ((subject = 'item'::text) OR (num_nonnulls(description, identifiers) = 0))))
  constraint scan_why_check CHECK (((why_not IS NULL) OR (result = ANY (ARRAY['refused'::text, 'not possible'::text]))))
  constraint scan_why_not_check CHECK ((why_not <> ''::text))
  CREATE INDEX scan_by_bcu ON enforcement.scan USING btree (bcu, at)
  CREATE INDEX scan_by_custody ON enforcement.scan USING btree (custody_reference) WHERE (custody_reference IS NOT NULL)
  CREATE INDEX scan_by_lamp ON enforcement.scan USING btree (lamp) WHERE (lamp IS NOT NULL)
  CREATE INDEX scan_by_place ON enforcement.scan USING btree (place, on_day)
  CREATE TRIGGER case_traces_leave BEFORE DELETE ON enforcement.scan FOR EACH STATEMENT EXECUTE FUNCTION enforcement.traces_leave()
  CREATE TRIGGER counts_of_stores_leave BEFORE DELETE ON enforcement.scan FOR EACH STATEMENT EXECUTE FUNCTION enforcement.counts_of_stores_leave()
  CREATE TRIGGER exhibits_leave BEFORE DELETE ON enforcement.scan FOR EACH STATEMENT EXECUTE FUNCTION enforcement.exhibits_leave()
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON enforcement.scan FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  CREATE TRIGGER scan_places_leave AFTER DELETE ON enforcement.scan FOR EACH STATEMENT EXECUTE FUNCTION enforcement.scan_places_leave()
  CREATE TRIGGER unused_material_leaves BEFORE DELETE ON enforcement.scan FOR EACH STATEMENT EXECUTE FUNCTION enforcement.unused_material_leaves()
  policy add_all for insert to mettrace_investigator with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy add_own_bcu for insert to mettrace_custody with check (((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))) AND (actor = ( SELECT foundation.actor_id() AS actor_id))))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_importer, mettrace_investigator using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_own_bcu for select to mettrace_custody using ((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))))
  grant insert, select to mettrace_custody
  grant select to mettrace_importer
  grant insert, select to mettrace_investigator

table enforcement.scan_picture row security forced
  -- That a scan which a phone told has a picture: the file of the same id shows it. Appended.
  id uuid not null  -- official | part-3 | programme+6y | What the phone told, and the file
  use text not null generated 'scan picture'::text  -- official | part-3 | programme+6y | What kind of row this is to the file
  bcu text not null  -- official | part-3 | programme+6y | As of what the phone told
  sensitive boolean not null  -- official | part-3 | programme+6y | Whether it is kept out of bundles, where its digest alone lies
  at timestamp with time zone not null default clock_timestamp()  -- official | part-3 | programme+6y | When that was recorded
  actor text not null  -- personal | part-3 | audit+6y | Who took it
  constraint scan_picture_id_bcu_fkey FOREIGN KEY (id, bcu) REFERENCES enforcement.phone_scan(id, bcu)
  constraint scan_picture_id_use_fkey FOREIGN KEY (id, use) REFERENCES enforcement.file(id, use)
  constraint scan_picture_pkey PRIMARY KEY (id)
  CREATE INDEX scan_picture_by_bcu ON enforcement.scan_picture USING btree (bcu)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON enforcement.scan_picture FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_investigator with check (((actor = ( SELECT foundation.actor_id() AS actor_id)) AND (id IN ( SELECT phone_scan.id
   FROM enforcement.phone_scan
  WHERE (phone_scan.actor = ( SELECT foundation.actor_id() AS actor_id))))))
  policy add_own_bcu for insert to mettrace_custody with check (((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))) AND (actor = ( SELECT foundation.actor_id() AS actor_id)) AND (id IN ( SELECT phone_scan.id
   FROM enforcement.phone_scan
  WHERE (phone_scan.actor = ( SELECT foundation.actor_id() AS actor_id))))))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_importer, mettrace_investigator using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_own_bcu for select to mettrace_custody using ((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))))
  grant insert, select to mettrace_custody
  grant select to mettrace_importer
  grant insert, select to mettrace_investigator

table enforcement.scan_place row security forced
  -- Where people and things are scanned.
  id uuid not null  -- official | part-3 | programme+6y | UUIDv7
  kind text not null  -- official | part-3 | programme+6y | What kind of place it is
  name text not null  -- personal | part-3 | programme+6y | What it is called; an address where one was searched
  bcu text not null  -- official | part-3 | programme+6y | BCU that scans there
  actor text not null  -- personal | part-3 | audit+6y | Who entered it
  entered_at timestamp with time zone not null default clock_timestamp()  -- official | part-3 | programme+6y | When that was recorded
  constraint scan_place_bcu_check CHECK ((bcu <> ''::text))
  constraint scan_place_id_bcu_kind_key UNIQUE (id, bcu, kind)
  constraint scan_place_kind_check CHECK ((kind = ANY (ARRAY['custody suite'::text, 'property store'::text, 'shop'::text, 'street'::text, 'searched address'::text])))
  constraint scan_place_name UNIQUE (bcu, kind, name)
  constraint scan_place_name_check CHECK ((name <> ''::text))
  constraint scan_place_pkey PRIMARY KEY (id)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON enforcement.scan_place FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_investigator with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy add_own_bcu for insert to mettrace_custody with check (((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))) AND (actor = ( SELECT foundation.actor_id() AS actor_id))))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_importer, mettrace_investigator using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_own_bcu for select to mettrace_custody using ((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))))
  grant insert, select to mettrace_custody
  grant select to mettrace_importer
  grant insert, select to mettrace_investigator

table enforcement.sent_sample row security forced
  -- Numbers that samples have in files to laboratories and suppliers. By chance, with a check character: they say nothing of the exhibit.
  number text not null  -- official | part-3 | programme+6y | The number
  file uuid not null  -- official | part-3 | programme+6y | File that it went out in
  party text not null  -- official | part-3 | programme+6y | To whom
  place integer not null  -- official | part-3 | programme+6y | Row of the file, from 1
  exhibit uuid not null  -- official | part-3 | programme+6y | The exhibit
  reading uuid  -- official | part-3 | programme+6y | Field reading whose code went with it
  seal text not null  -- official | part-3 | programme+6y | Seal that went with it; empty where it was open
  actor text not null  -- personal | part-3 | audit+6y | Who sent it
  constraint sent_sample_exhibit_fkey FOREIGN KEY (exhibit) REFERENCES enforcement.exhibit(id)
  constraint sent_sample_file_exhibit_key UNIQUE (file, exhibit)
  constraint sent_sample_file_party_fkey FOREIGN KEY (file, party) REFERENCES enforcement.exchange_file(id, party)
  constraint sent_sample_file_place_key UNIQUE (file, place)
  constraint sent_sample_number_check CHECK ((number ~ '^[0-9A-HJ-NP-Z]{12}$'::text))
  constraint sent_sample_number_party_key UNIQUE (number, party)
  constraint sent_sample_pkey PRIMARY KEY (number)
  constraint sent_sample_place_check CHECK ((place > 0))
  constraint sent_sample_reading_fkey FOREIGN KEY (reading) REFERENCES enforcement.field_reading(id)
  CREATE INDEX sent_sample_by_exhibit ON enforcement.sent_sample USING btree (exhibit)
  CREATE INDEX sent_sample_by_reading ON enforcement.sent_sample USING btree (reading) WHERE (reading IS NOT NULL)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON enforcement.sent_sample FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  CREATE TRIGGER refuse_spent_skin AFTER INSERT ON enforcement.sent_sample REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION enforcement.refuse_spent_skin()
  policy add_all for insert to mettrace_custody, mettrace_investigator with check (((actor = ( SELECT foundation.actor_id() AS actor_id)) AND (exhibit IN ( SELECT exhibit_place.exhibit
   FROM enforcement.exhibit_place))))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_investigator using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all_custody for select to mettrace_custody using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (exhibit IN ( SELECT exhibit_place.exhibit
   FROM enforcement.exhibit_place))))
  grant insert, select to mettrace_custody
  grant insert, select to mettrace_investigator

table enforcement.stocktake row security forced
  -- Stocktakes of the stores of BCUs, from their beginning on.
  id uuid not null  -- official | part-3 | programme+6y | UUIDv7
  bcu text not null  -- official | part-3 | programme+6y | Whose store
  actor text not null  -- personal | part-3 | audit+6y | Who began it
  begun_at timestamp with time zone not null default clock_timestamp()  -- official | part-3 | programme+6y | When it began
  constraint stocktake_bcu_check CHECK ((bcu <> ''::text))
  constraint stocktake_id_bcu_key UNIQUE (id, bcu)
  constraint stocktake_pkey PRIMARY KEY (id)
  CREATE INDEX stocktake_by_bcu ON enforcement.stocktake USING btree (bcu, begun_at)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON enforcement.stocktake FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_investigator with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy add_own_bcu for insert to mettrace_custody with check (((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))) AND (actor = ( SELECT foundation.actor_id() AS actor_id))))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_investigator using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_own_bcu for select to mettrace_custody using ((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))))
  grant select to mettrace_custody
  grant select to mettrace_investigator
  grant insert (actor, bcu, id) to mettrace_custody
  grant insert (actor, bcu, id) to mettrace_investigator

table enforcement.stocktake_difference row security forced
  -- What the ledger and the shelves did not agree on when a stocktake was finished. Each is a question for somebody.
  id uuid not null  -- official | part-3 | programme+6y | UUIDv7
  stocktake uuid not null  -- official | part-3 | programme+6y | The stocktake
  bcu text not null  -- official | part-3 | programme+6y | Whose store
  kind text not null  -- official | part-3 | programme+6y | Missing, not expected, or not known
  how text not null default 'finished'::text  -- official | part-3 | programme+6y | Only a finished stocktake has any
  exhibit uuid  -- official | part-3 | programme+6y | The exhibit; null of what is not known
  said text  -- personal | part-3 | programme+6y | Reference or seal that is not known here
  holder text  -- personal | part-3 | programme+6y | Hand that had it by the ledger then
  seen_at timestamp with time zone  -- personal | part-3 | programme+6y | When a missing one was last seen: by its facts, or counted
  seen_by text  -- personal | part-3 | programme+6y | Who saw it then
  actor text not null  -- personal | part-3 | audit+6y | Who finished the stocktake
  constraint stocktake_difference_check CHECK (((num_nonnulls(exhibit, said) = 1) AND ((kind = 'not known'::text) = (said IS NOT NULL))))
  constraint stocktake_difference_check1 CHECK ((((kind = 'missing'::text) = ((seen_at IS NOT NULL) AND (seen_by IS NOT NULL))) AND ((seen_at IS NULL) = (seen_by IS NULL))))
  constraint stocktake_difference_check2 CHECK (((exhibit IS NULL) = (holder IS NULL)))
  constraint stocktake_difference_exhibit_fkey FOREIGN KEY (exhibit) REFERENCES enforcement.exhibit(id)
  constraint stocktake_difference_how_check CHECK ((how = 'finished'::text))
  constraint stocktake_difference_id_kind_bcu_key UNIQUE (id, kind, bcu)
  constraint stocktake_difference_kind_check CHECK ((kind = ANY (ARRAY['missing'::text, 'not expected'::text, 'not known'::text])))
  constraint stocktake_difference_pkey PRIMARY KEY (id)
  constraint stocktake_difference_said_check CHECK ((said <> ''::text))
  constraint stocktake_difference_stocktake_bcu_fkey FOREIGN KEY (stocktake, bcu) REFERENCES enforcement.stocktake(id, bcu)
  constraint stocktake_difference_stocktake_exhibit_key UNIQUE (stocktake, exhibit)
  constraint stocktake_difference_stocktake_how_fkey FOREIGN KEY (stocktake, how) REFERENCES enforcement.stocktake_end(stocktake, how)
  constraint stocktake_difference_stocktake_said_key UNIQUE (stocktake, said)
  CREATE INDEX stocktake_difference_by_bcu ON enforcement.stocktake_difference USING btree (bcu, stocktake)
  CREATE INDEX stocktake_difference_by_exhibit ON enforcement.stocktake_difference USING btree (exhibit) WHERE (exhibit IS NOT NULL)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON enforcement.stocktake_difference FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_investigator with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy add_own_bcu for insert to mettrace_custody with check (((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))) AND (actor = ( SELECT foundation.actor_id() AS actor_id))))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_investigator using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_own_bcu for select to mettrace_custody using ((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))))
  grant select to mettrace_custody
  grant select to mettrace_investigator
  grant insert (actor, bcu, exhibit, holder, id, kind, said, seen_at, seen_by, stocktake) to mettrace_custody
  grant insert (actor, bcu, exhibit, holder, id, kind, said, seen_at, seen_by, stocktake) to mettrace_investigator

table enforcement.stocktake_end row security forced
  -- That a stocktake was finished, with its figures, or stopped, with the reason.
  stocktake uuid not null  -- official | part-3 | programme+6y | The stocktake
  bcu text not null  -- official | part-3 | programme+6y | Whose store
  how text not null  -- official | part-3 | programme+6y | Finished, or stopped before
  reason text  -- official | part-3 | programme+6y | Why it was stopped
  expected integer  -- official | part-3 | programme+6y | How many exhibits the ledger had in the store
  found integer  -- official | part-3 | programme+6y | How many of them were counted
  actor text not null  -- personal | part-3 | audit+6y | Who ended it
  ended_at timestamp with time zone not null default clock_timestamp()  -- official | part-3 | programme+6y | When it ended
  constraint stocktake_end_check CHECK (((found >= 0) AND (found <= expected)))
  constraint stocktake_end_check1 CHECK (((how = 'stopped'::text) = (reason IS NOT NULL)))
  constraint stocktake_end_check2 CHECK ((((how = 'finished'::text) = (expected IS NOT NULL)) AND ((how = 'finished'::text) = (found IS NOT NULL))))
  constraint stocktake_end_expected_check CHECK ((expected >= 0))
  constraint stocktake_end_how_check CHECK ((how = ANY (ARRAY['finished'::text, 'stopped'::text])))
  constraint stocktake_end_pkey PRIMARY KEY (stocktake)
  constraint stocktake_end_reason_check CHECK ((reason <> ''::text))
  constraint stocktake_end_stocktake_bcu_fkey FOREIGN KEY (stocktake, bcu) REFERENCES enforcement.stocktake(id, bcu)
  constraint stocktake_end_stocktake_how_key UNIQUE (stocktake, how)
  CREATE INDEX stocktake_end_by_bcu ON enforcement.stocktake_end USING btree (bcu, ended_at)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON enforcement.stocktake_end FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_investigator with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy add_own_bcu for insert to mettrace_custody with check (((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))) AND (actor = ( SELECT foundation.actor_id() AS actor_id))))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_investigator using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_own_bcu for select to mettrace_custody using ((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))))
  grant select to mettrace_custody
  grant select to mettrace_investigator
  grant insert (actor, bcu, expected, found, how, reason, stocktake) to mettrace_custody
  grant insert (actor, bcu, expected, found, how, reason, stocktake) to mettrace_investigator

table enforcement.stocktake_line row security forced
  -- What was counted, as it was counted.
  id uuid not null  -- official | part-3 | programme+6y | UUIDv7
  stocktake uuid not null  -- official | part-3 | programme+6y | The stocktake
  bcu text not null  -- official | part-3 | programme+6y | Whose store
  exhibit uuid  -- official | part-3 | programme+6y | The exhibit; null where none of this store is known so
  said text  -- personal | part-3 | programme+6y | Reference or seal that is not known here
  actor text not null  -- personal | part-3 | audit+6y | Who counted it
  at timestamp with time zone not null default clock_timestamp()  -- official | part-3 | programme+6y | When that was recorded
  constraint stocktake_line_check CHECK ((num_nonnulls(exhibit, said) = 1))
  constraint stocktake_line_exhibit_fkey FOREIGN KEY (exhibit) REFERENCES enforcement.exhibit(id)
  constraint stocktake_line_pkey PRIMARY KEY (id)
  constraint stocktake_line_said_check CHECK ((said <> ''::text))
  constraint stocktake_line_stocktake_bcu_fkey FOREIGN KEY (stocktake, bcu) REFERENCES enforcement.stocktake(id, bcu)
  constraint stocktake_line_stocktake_exhibit_key UNIQUE (stocktake, exhibit)
  constraint stocktake_line_stocktake_said_key UNIQUE (stocktake, said)
  CREATE INDEX stocktake_line_by_bcu ON enforcement.stocktake_line USING btree (bcu)
  CREATE INDEX stocktake_line_by_exhibit ON enforcement.stocktake_line USING btree (exhibit, at) WHERE (exhibit IS NOT NULL)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON enforcement.stocktake_line FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  CREATE TRIGGER refuse_late_line BEFORE INSERT ON enforcement.stocktake_line FOR EACH ROW EXECUTE FUNCTION enforcement.refuse_late_line()
  policy add_all for insert to mettrace_investigator with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy add_own_bcu for insert to mettrace_custody with check (((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))) AND (actor = ( SELECT foundation.actor_id() AS actor_id))))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_investigator using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_own_bcu for select to mettrace_custody using ((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))))
  grant select to mettrace_custody
  grant select to mettrace_investigator
  grant insert (actor, bcu, exhibit, id, said, stocktake) to mettrace_custody
  grant insert (actor, bcu, exhibit, id, said, stocktake) to mettrace_investigator

table enforcement.stocktake_outcome row security forced
  -- What somebody who did not count found out about a difference, appended: the latest holds.
  id uuid not null  -- official | part-3 | programme+6y | UUIDv7
  difference uuid not null  -- official | part-3 | programme+6y | The difference
  kind text not null  -- official | part-3 | programme+6y | As of the difference
  bcu text not null  -- official | part-3 | programme+6y | Whose store
  outcome text not null  -- official | part-3 | programme+6y | What became of it
  reason text not null  -- personal | part-3 | programme+6y | How that is known
  actor text not null  -- personal | part-3 | audit+6y | Who says so
  at timestamp with time zone not null default clock_timestamp()  -- official | part-3 | programme+6y | When that was recorded
  constraint stocktake_outcome_check CHECK ((outcome = ANY (
CASE kind
    WHEN 'missing'::text THEN ARRAY['found here'::text, 'found elsewhere'::text, 'record wrong'::text, 'lost'::text, 'still looking'::text]
    WHEN 'not expected'::text THEN ARRAY['record put right'::text, 'sent where it belongs'::text, 'still looking'::text]
    ELSE ARRAY['booked in'::text, 'sent where it belongs'::text, 'misread'::text, 'still looking'::text]
END)))
  constraint stocktake_outcome_difference_kind_bcu_fkey FOREIGN KEY (difference, kind, bcu) REFERENCES enforcement.stocktake_difference(id, kind, bcu)
  constraint stocktake_outcome_pkey PRIMARY KEY (id)
  constraint stocktake_outcome_reason_check CHECK ((reason <> ''::text))
  CREATE INDEX stocktake_outcome_by_bcu ON enforcement.stocktake_outcome USING btree (bcu)
  CREATE INDEX stocktake_outcome_by_difference ON enforcement.stocktake_outcome USING btree (difference, at)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON enforcement.stocktake_outcome FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_investigator with check (((actor = ( SELECT foundation.actor_id() AS actor_id)) AND (NOT (EXISTS ( SELECT
   FROM (enforcement.stocktake_difference d
     JOIN enforcement.stocktake_line l ON ((l.stocktake = d.stocktake)))
  WHERE ((d.id = stocktake_outcome.difference) AND (l.actor = ( SELECT foundation.actor_id() AS actor_id))))))))
  policy add_own_bcu for insert to mettrace_custody with check (((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))) AND (actor = ( SELECT foundation.actor_id() AS actor_id)) AND (NOT (EXISTS ( SELECT
   FROM (enforcement.stocktake_difference d
     JOIN enforcement.stocktake_line l ON ((l.stocktake = d.stocktake)))
  WHERE ((d.id = stocktake_outcome.difference) AND (l.actor = ( SELECT foundation.actor_id() AS actor_id))))))))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_investigator using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_own_bcu for select to mettrace_custody using ((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))))
  grant select to mettrace_custody
  grant select to mettrace_investigator
  grant insert (actor, bcu, difference, id, kind, outcome, reason) to mettrace_custody
  grant insert (actor, bcu, difference, id, kind, outcome, reason) to mettrace_investigator

table enforcement.supplier_answer row security forced
  -- Whether a supplier made what a code names, and in which batch.
  sample text not null  -- official | part-3 | programme+6y | Number of the sample
  party text not null  -- official | part-3 | programme+6y | The supplier
  file uuid not null  -- official | part-3 | programme+6y | File that it came in
  answer text not null  -- official | part-3 | programme+6y | Theirs, not theirs, or unsure
  batch text  -- official | part-3 | programme+6y | Batch
  actor text not null  -- personal | part-3 | audit+6y | Who took the file in
  at timestamp with time zone not null default clock_timestamp()  -- official | part-3 | programme+6y | When that was recorded
  constraint supplier_answer_answer_check CHECK ((answer = ANY (ARRAY['ours'::text, 'not ours'::text, 'unsure'::text])))
  constraint supplier_answer_batch_check CHECK ((batch <> ''::text))
  constraint supplier_answer_check CHECK (((batch IS NULL) OR (answer = 'ours'::text)))
  constraint supplier_answer_file_party_fkey FOREIGN KEY (file, party) REFERENCES enforcement.exchange_file(id, party)
  constraint supplier_answer_pkey PRIMARY KEY (sample)
  constraint supplier_answer_sample_party_fkey FOREIGN KEY (sample, party) REFERENCES enforcement.sent_sample(number, party)
  CREATE INDEX supplier_answer_by_file ON enforcement.supplier_answer USING btree (file)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON enforcement.supplier_answer FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_custody, mettrace_investigator with check (((actor = ( SELECT foundation.actor_id() AS actor_id)) AND (sample IN ( SELECT sent_sample.number
   FROM enforcement.sent_sample))))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_investigator using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all_custody for select to mettrace_custody using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (sample IN ( SELECT sent_sample.number
   FROM enforcement.sent_sample))))
  grant select to mettrace_custody
  grant select to mettrace_investigator
  grant insert (actor, answer, batch, file, party, sample) to mettrace_custody
  grant insert (actor, answer, batch, file, party, sample) to mettrace_investigator

table enforcement.trace row security forced
  -- Traces that were asked for, also where nothing was found.
  id uuid not null  -- official | part-3 | programme+6y | UUID that the form gave
  kind text not null  -- official | part-3 | programme+6y | Whole code, serial, or partial reading
  case_reference text  -- personal | part-3 | programme+6y | Crime or custody reference of the case; null where an urgent trace had none yet
  purpose text  -- personal | part-3 | programme+6y | What it was for; null where an urgent trace did not say
  urgent boolean not null  -- official | part-3 | programme+6y | Whether it was urgent: then it is looked at afterwards
  on_day date not null  -- personal | part-3 | programme+6y | Day of the offence
  exhibit uuid  -- official | part-3 | programme+6y | Exhibit that was read
  kits integer not null  -- official | part-3 | programme+6y | How many kits of ours could have given the reading
  actor text not null  -- personal | part-3 | audit+6y | Who asked
  at timestamp with time zone not null default clock_timestamp()  -- official | part-3 | programme+6y | When that was recorded
  constraint trace_case_reference_check CHECK ((case_reference <> ''::text))
  constraint trace_exhibit_fkey FOREIGN KEY (exhibit) REFERENCES enforcement.exhibit(id)
  constraint trace_for CHECK ((urgent OR ((case_reference IS NOT NULL) AND (purpose IS NOT NULL))))
  constraint trace_id_actor_key UNIQUE (id, actor)
  constraint trace_kind_check CHECK ((kind = ANY (ARRAY['code'::text, 'serial'::text, 'partial'::text])))
  constraint trace_kits_check CHECK ((kits >= 0))
  constraint trace_pkey PRIMARY KEY (id)
  constraint trace_purpose_check CHECK ((purpose <> ''::text))
  CREATE INDEX trace_by_case ON enforcement.trace USING btree (case_reference, at) WHERE (case_reference IS NOT NULL)
  CREATE INDEX trace_by_exhibit ON enforcement.trace USING btree (exhibit) WHERE (exhibit IS NOT NULL)
  CREATE INDEX trace_by_time ON enforcement.trace USING btree (at)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON enforcement.trace FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_investigator with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_investigator using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_investigator
  grant insert (actor, case_reference, exhibit, id, kind, kits, on_day, purpose, urgent) to mettrace_investigator

table enforcement.trace_kit row security forced
  -- Kits that a trace led to.
  trace uuid not null  -- official | part-3 | programme+6y | The trace
  kit uuid not null  -- personal | part-3 | programme+6y | The kit
  posterior double precision not null  -- official | part-3 | programme+6y | Chance that it is this one; 1 of a whole code or serial
  actor text not null  -- personal | part-3 | audit+6y | Who asked
  differences integer  -- official | part-3 | programme+6y | Positions whose character is not what was read; null of a whole code or serial
  serial text not null  -- official | part-3 | programme+6y | Its serial
  constraint trace_kit_differences_check CHECK ((differences >= 0))
  constraint trace_kit_pkey PRIMARY KEY (trace, kit)
  constraint trace_kit_posterior_check CHECK (((posterior > (0)::double precision) AND (posterior <= (1)::double precision)))
  constraint trace_kit_trace_actor_fkey FOREIGN KEY (trace, actor) REFERENCES enforcement.trace(id, actor)
  CREATE INDEX trace_kit_by_kit ON enforcement.trace_kit USING btree (kit)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON enforcement.trace_kit FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_investigator with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_investigator using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant insert, select to mettrace_investigator

table enforcement.trace_reading row security forced
  -- What a partial reading says, and what it weighs for the likeliest kit. Its text is not kept.
  trace uuid not null  -- official | part-3 | programme+6y | The trace
  positions integer not null  -- official | part-3 | programme+6y | Positions of the code
  unread integer not null  -- official | part-3 | programme+6y | Positions that were not read
  derived integer  -- official | part-3 | programme+6y | Position that the check character tells: it adds no weight
  register integer not null  -- official | part-3 | programme+6y | Kits of the register that it was held against
  left_kits integer not null  -- official | part-3 | programme+6y | Possible kits that are not listed
  left_posterior double precision not null  -- official | part-3 | programme+6y | Chance that it is one of these
  unknown_posterior double precision not null  -- official | part-3 | programme+6y | Chance that it is a kit of no register
  expected_others double precision  -- official | part-3 | programme+6y | Other kits that fit, to be expected by the design
  method text  -- official | part-3 | programme+6y | Validation that the error rate is from
  error_rate double precision  -- official | part-3 | programme+6y | How often the method reports a match where there is none
  ratio double precision  -- official | part-3 | programme+6y | Likelihood ratio, never above its cap; null without an error rate
  ratio_cap double precision  -- official | part-3 | programme+6y | The most that the method can show
  ratio_limit text  -- official | part-3 | programme+6y | What keeps it from being larger: the method, or other kits
  unknown_share double precision  -- official | part-3 | programme+6y | Share of kits of no register that was assumed
  support text  -- official | part-3 | programme+6y | Words of the scale of the day
  scale text  -- official | part-3 | programme+6y | Who issued that scale, and its title
  actor text not null  -- personal | part-3 | audit+6y | Who asked
  right_share double precision  -- official | part-3 | programme+6y | How often the method was assumed to report the match where there is one
  constraint trace_reading_check CHECK (((unread >= 0) AND (unread <= positions)))
  constraint trace_reading_check1 CHECK (((derived >= 1) AND (derived <= positions)))
  constraint trace_reading_check2 CHECK ((((ratio IS NULL) = (ratio_cap IS NULL)) AND ((ratio IS NULL) = (ratio_limit IS NULL)) AND ((ratio IS NULL) = (unknown_share IS NULL))))
  constraint trace_reading_check3 CHECK (((ratio IS NULL) OR ((error_rate IS NOT NULL) AND (method IS NOT NULL) AND (ratio <= ratio_cap))))
  constraint trace_reading_check4 CHECK ((((support IS NULL) = (scale IS NULL)) AND ((support IS NULL) OR (ratio IS NOT NULL))))
  constraint trace_reading_error_rate_check CHECK (((error_rate > (0)::double precision) AND (error_rate < (1)::double precision)))
  constraint trace_reading_expected_others_check CHECK ((expected_others >= (0)::double precision))
  constraint trace_reading_left_kits_check CHECK ((left_kits >= 0))
  constraint trace_reading_left_posterior_check CHECK (((left_posterior >= (0)::double precision) AND (left_posterior <= (1)::double precision)))
  constraint trace_reading_method_check CHECK ((method <> ''::text))
  constraint trace_reading_pkey PRIMARY KEY (trace)
  constraint trace_reading_positions_check CHECK ((positions > 0))
  constraint trace_reading_ratio_cap_check CHECK ((ratio_cap >= (1)::double precision))
  constraint trace_reading_ratio_check CHECK ((ratio > (0)::double precision))
  constraint trace_reading_ratio_limit_check CHECK ((ratio_limit = ANY (ARRAY['method'::text, 'population'::text])))
  constraint trace_reading_register_check CHECK ((register >= 0))
  constraint trace_reading_right_share_check CHECK (((right_share > (0)::double precision) AND (right_share <= (1)::double precision)))
  constraint trace_reading_scale_check CHECK ((scale <> ''::text))
  constraint trace_reading_support_check CHECK ((support <> ''::text))
  constraint trace_reading_trace_actor_fkey FOREIGN KEY (trace, actor) REFERENCES enforcement.trace(id, actor)
  constraint trace_reading_unknown_posterior_check CHECK (((unknown_posterior > (0)::double precision) AND (unknown_posterior <= (1)::double precision)))
  constraint trace_reading_unknown_share_check CHECK (((unknown_share > (0)::double precision) AND (unknown_share < (1)::double precision)))
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON enforcement.trace_reading FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_investigator with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_investigator using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant insert, select to mettrace_investigator

table enforcement.trace_review row security forced
  -- What somebody else found of an urgent trace afterwards.
  trace uuid not null  -- official | part-3 | programme+6y | The trace
  asked_by text not null  -- personal | part-3 | audit+6y | Who had asked for it
  was_needed boolean not null  -- personal | part-3 | programme+6y | Whether it was needed then
  reason text not null  -- personal | part-3 | programme+6y | Why
  actor text not null  -- personal | part-3 | audit+6y | Who looked at it: never who asked
  at timestamp with time zone not null default clock_timestamp()  -- official | part-3 | programme+6y | When that was recorded
  constraint trace_review_check CHECK ((actor <> asked_by))
  constraint trace_review_pkey PRIMARY KEY (trace)
  constraint trace_review_reason_check CHECK ((reason <> ''::text))
  constraint trace_review_trace_asked_by_fkey FOREIGN KEY (trace, asked_by) REFERENCES enforcement.trace(id, actor)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON enforcement.trace_review FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_investigator with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_investigator using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_investigator
  grant insert (actor, asked_by, reason, trace, was_needed) to mettrace_investigator

table enforcement.unused_item row security forced
  -- Unused material of cases, as it stands on their schedules.
  id uuid not null  -- official | part-3 | programme+6y | UUIDv7
  case_reference text not null  -- personal | part-3 | programme+6y | Crime reference of the case
  number integer not null  -- official | part-3 | programme+6y | Number on the schedule, from 1
  before integer generated NULLIF((number - 1), 0)  -- official | part-3 | programme+6y | The number before it; null of the first
  act uuid not null  -- official | part-3 | programme+6y | Form that it was sent with: sent twice, it is added once
  description text not null  -- personal | part-3 | programme+6y | What it is
  actor text not null  -- personal | part-3 | audit+6y | Who added it
  at timestamp with time zone not null default clock_timestamp()  -- official | part-3 | programme+6y | When that was recorded
  constraint unused_item_case_reference_before_fkey FOREIGN KEY (case_reference, before) REFERENCES enforcement.unused_item(case_reference, number)
  constraint unused_item_case_reference_check CHECK ((case_reference <> ''::text))
  constraint unused_item_case_reference_number_key UNIQUE (case_reference, number)
  constraint unused_item_description_check CHECK ((description ~ '[[:alpha:]]{2}'::text))
  constraint unused_item_number_check CHECK ((number > 0))
  constraint unused_item_pkey PRIMARY KEY (id)
  CREATE INDEX unused_item_by_act ON enforcement.unused_item USING btree (act)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON enforcement.unused_item FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_investigator with check (((actor = ( SELECT foundation.actor_id() AS actor_id)) AND (EXISTS ( SELECT
   FROM enforcement.exhibit e
  WHERE (e.crime_reference = unused_item.case_reference)))))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_importer, mettrace_investigator using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_importer
  grant select to mettrace_investigator
  grant insert (act, actor, case_reference, description, id, number) to mettrace_investigator

view enforcement.incident with (security_invoker=true, security_barrier=true)
  -- Each incident as it stands now.
  reference text  -- personal | part-3 | programme+6y | As incident_version
  as_at timestamp with time zone
  row_digest uuid
  reported_at timestamp with time zone
  committed_from timestamp with time zone
  committed_to timestamp with time zone
  uprn bigint
  address text
  easting integer
  northing integer
  classification text
  series text
  repeat_victim boolean
  vulnerable_victim boolean
  sticker_seen boolean
    SELECT DISTINCT ON (reference) reference,
    as_at,
    row_digest,
    reported_at,
    committed_from,
    committed_to,
    uprn,
    address,
    easting,
    northing,
    classification,
    series,
    repeat_victim,
    vulnerable_victim,
    sticker_seen
    FROM enforcement.incident_version
    ORDER BY reference, as_at DESC, row_digest DESC;
  grant select to mettrace_importer
  grant select to mettrace_investigator

view enforcement.unmatched_incident with (security_invoker=true, security_barrier=true)
  -- Burglaries without a place, waiting to be matched.
  reference text
  reported_at timestamp with time zone
  uprn bigint
  address text
    SELECT reference,
    reported_at,
    uprn,
    address
    FROM enforcement.incident
    WHERE easting IS NULL AND series <> 'not burglary'::text;
  grant select to mettrace_importer
  grant select to mettrace_investigator

function enforcement.burglary_place_and_time() returns TABLE(easting integer, northing integer, month date, day_from date, day_to date, residential boolean) language sql stable security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose risk to homes; operation combination; columns place and time of burglaries, nothing of the victim.
    BEGIN ATOMIC
    SELECT i.easting,
    i.northing,
    (date_trunc('month'::text, (COALESCE(i.committed_from, i.reported_at) AT TIME ZONE 'Europe/London'::text)))::date AS date_trunc,
    ((COALESCE(i.committed_from, i.reported_at) AT TIME ZONE 'Europe/London'::text))::date AS timezone,
    ((COALESCE(i.committed_to, i.committed_from, i.reported_at) AT TIME ZONE 'Europe/London'::text))::date AS timezone,
    (i.series = 'residential'::text)
    FROM enforcement.incident i
    WHERE ((i.series <> 'not burglary'::text) AND (i.easting IS NOT NULL) AND (foundation.actor_id() IS NOT NULL));
    END
  grant execute to mettrace_importer
  grant execute to mettrace_risk

function enforcement.burgled_beyond(since date, metres integer) returns TABLE(burgled uuid, reported_on date, comes_first boolean, by_place boolean, id uuid, street text, number text, core text, floor integer, flat integer, easting integer, northing integer, own boolean) language sql stable security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose offer kits at doors beside a burgled home of another place; operation combination; columns doors of its street around it, so that those beside it are found, the day of the last report, whether the victim is to be seen first, and which doors are of one's own places: those alone are shown.
    BEGIN ATOMIC
    WITH beyond AS MATERIALIZED (
    SELECT lately.home,
    lately.reported_on,
    lately.comes_first,
    lately.by_place,
    there.street,
    there.easting,
    there.northing
    FROM (enforcement.burgled_homes(burgled_beyond.since) lately(home, reported_on, comes_first, by_place)
    JOIN engagement.home there ON ((there.id = lately.home)))
    WHERE (COALESCE((NOT (there.ward IN ( SELECT foundation.acting_places() AS acting_places))), true) AND COALESCE((NOT (there.bcu IN ( SELECT foundation.acting_places() AS acting_places))), true))
    ), doors AS (
    SELECT beyond.home,
    beyond.reported_on,
    beyond.comes_first,
    beyond.by_place,
    h.id,
    h.street,
    h.number,
    h.core,
    h.floor,
    h.flat,
    h.easting,
    h.northing,
    ((h.ward IN ( SELECT foundation.acting_places() AS acting_places)) OR (h.bcu IN ( SELECT foundation.acting_places() AS acting_places))) AS own
    FROM (beyond
    JOIN engagement.home h ON ((((h.easting >= (beyond.easting - burgled_beyond.metres)) AND (h.easting <= (beyond.easting + burgled_beyond.metres))) AND ((h.northing >= (beyond.northing - burgled_beyond.metres)) AND (h.northing <= (beyond.northing + burgled_beyond.metres))) AND (h.street = beyond.street))))
    )
    SELECT doors.home,
    doors.reported_on,
    doors.comes_first,
    doors.by_place,
    doors.id,
    doors.street,
    doors.number,
    doors.core,
    doors.floor,
    doors.flat,
    doors.easting,
    doors.northing,
    doors.own
    FROM doors
    WHERE (doors.home IN ( SELECT near.home
    FROM doors near
    WHERE near.own));
    END
  grant execute to mettrace_sergeant

function enforcement.burgled_home_counts(from_day date, to_day date) returns TABLE(ward text, burgled bigint, burgled_with_kit bigint) language sql stable security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose whether kits helped; operation combination; columns counts by ward and of all (ward null), rounded to the nearest five, no home and no incident.
    BEGIN ATOMIC
    SELECT home.ward,
    (5 * (round(((count(*))::numeric / 5.0)))::bigint),
    (5 * (round(((count(*) FILTER (WHERE (EXISTS ( SELECT
    FROM (engagement.kit_movement moved
    JOIN engagement.kit_position "position" ON (("position".id = moved.kit)))
    WHERE ((moved.home = home.id) AND (moved.kind = ANY (ARRAY['delivered'::text, 'earlier'::text, 'corrected'::text, 'settled'::text])) AND (moved.sequence IS NOT NULL) AND (moved.at < COALESCE(incident.committed_from, incident.reported_at)) AND ("position".disputed = 0) AND (NOT (EXISTS ( SELECT
    FROM engagement.kit_movement later
    WHERE (later.corrects = moved.id)))))))))::numeric / 5.0)))::bigint)
    FROM (enforcement.incident
    JOIN engagement.home ON ((home.uprn = incident.uprn)))
    WHERE ((incident.series = 'residential'::text) AND (foundation.actor_id() IS NOT NULL) AND ((((COALESCE(incident.committed_from, incident.reported_at) AT TIME ZONE 'Europe/London'::text))::date >= burgled_home_counts.from_day) AND (((COALESCE(incident.committed_from, incident.reported_at) AT TIME ZONE 'Europe/London'::text))::date <= burgled_home_counts.to_day)))
    GROUP BY GROUPING SETS ((home.ward), ());
    END
  grant execute to mettrace_auditor
  grant execute to mettrace_planner
  grant execute to mettrace_programme_lead

function enforcement.burgled_homes(since date) returns TABLE(home uuid, reported_on date, comes_first boolean, by_place boolean) language sql stable set search_path=pg_catalog, pg_temp
  -- Homes that were burgled since a day, of every place. Asked by crossings alone.
    BEGIN ATOMIC
    WITH burglary AS MATERIALIZED (
    SELECT told.reference,
    told.uprn,
    told.easting,
    told.northing,
    told.reported_at,
    (COALESCE(told.repeat_victim, false) OR COALESCE(told.vulnerable_victim, false)) AS comes_first
    FROM enforcement.incident_version told
    WHERE ((told.reported_at >= ((burgled_homes.since)::timestamp without time zone AT TIME ZONE 'Europe/London'::text)) AND (told.series = 'residential'::text) AND (foundation.actor_id() IS NOT NULL) AND (NOT (EXISTS ( SELECT
    FROM enforcement.incident_version later
    WHERE ((later.reference = told.reference) AND (ROW(later.as_at, later.row_digest) > ROW(told.as_at, told.row_digest)))))))
    ), at_home AS (
    SELECT own.id,
    burglary.reported_at,
    false AS by_place,
    (burglary.comes_first OR (EXISTS ( SELECT
    FROM enforcement.incident_version earlier
    WHERE ((earlier.uprn = burglary.uprn) AND (earlier.reference <> burglary.reference) AND (earlier.series = 'residential'::text) AND ((earlier.reported_at >= (burglary.reported_at - '1 year'::interval)) AND (earlier.reported_at <= burglary.reported_at)) AND (NOT (EXISTS ( SELECT
    FROM enforcement.incident_version later
    WHERE ((later.reference = earlier.reference) AND (ROW(later.as_at, later.row_digest) > ROW(earlier.as_at, earlier.row_digest)))))))))) AS comes_first
    FROM (burglary
    JOIN engagement.home own ON ((own.uprn = burglary.uprn)))
    UNION ALL
    SELECT near.id,
    burglary.reported_at,
    true,
    burglary.comes_first
    FROM (burglary
    CROSS JOIN LATERAL ( SELECT door.id
    FROM engagement.home door
    WHERE (((door.easting >= (burglary.easting - 25)) AND (door.easting <= (burglary.easting + 25))) AND ((door.northing >= (burglary.northing - 25)) AND (door.northing <= (burglary.northing + 25))))
    ORDER BY (((((door.easting - burglary.easting))::bigint)::double precision ^ (2)::double precision) + ((((door.northing - burglary.northing))::bigint)::double precision ^ (2)::double precision)), door.id
    LIMIT 1) near)
    WHERE (NOT (EXISTS ( SELECT
    FROM engagement.home known
    WHERE (known.uprn = burglary.uprn))))
    )
    SELECT at_home.id,
    max(((at_home.reported_at AT TIME ZONE 'Europe/London'::text))::date) AS max,
    bool_or(at_home.comes_first) AS bool_or,
    bool_and(at_home.by_place) AS bool_and
    FROM at_home
    GROUP BY at_home.id;
    END

function enforcement.burgled_lately(since date) returns TABLE(home uuid, reported_on date, comes_first boolean, by_place boolean) language sql stable security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose offer kits at a burgled home and the doors beside it; operation combination; columns burgled homes of one's own places, the day of the last report, whether the victim is to be seen first, and whether the door is the nearest to the place only.
    BEGIN ATOMIC
    SELECT burgled.home,
    burgled.reported_on,
    burgled.comes_first,
    burgled.by_place
    FROM (enforcement.burgled_homes(burgled_lately.since) burgled(home, reported_on, comes_first, by_place)
    JOIN engagement.home own ON ((own.id = burgled.home)))
    WHERE ((own.ward IN ( SELECT foundation.acting_places() AS acting_places)) OR (own.bcu IN ( SELECT foundation.acting_places() AS acting_places)));
    END
  grant execute to mettrace_sergeant

function enforcement.cocoon(since timestamp with time zone, metres integer) returns TABLE(home uuid, burglary_day date, distance integer) language sql stable security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose offer kits around a burgled home; operation combination; columns homes of one's own places, day and distance of the nearest burglary.
    BEGIN ATOMIC
    SELECT home.id,
    max(((COALESCE(incident.committed_to, incident.reported_at) AT TIME ZONE 'Europe/London'::text))::date) AS max,
    (min(round(sqrt(((((home.easting - incident.easting))::double precision ^ (2)::double precision) + (((home.northing - incident.northing))::double precision ^ (2)::double precision))))))::integer AS min
    FROM (enforcement.incident
    JOIN engagement.home ON ((((home.easting >= (incident.easting - cocoon.metres)) AND (home.easting <= (incident.easting + cocoon.metres))) AND ((home.northing >= (incident.northing - cocoon.metres)) AND (home.northing <= (incident.northing + cocoon.metres))) AND ((((((home.easting - incident.easting))::bigint)::double precision ^ (2)::double precision) + ((((home.northing - incident.northing))::bigint)::double precision ^ (2)::double precision)) <= (((cocoon.metres)::bigint)::double precision ^ (2)::double precision)))))
    WHERE ((incident.series = 'residential'::text) AND (incident.reported_at >= cocoon.since) AND ((cocoon.metres >= 0) AND (cocoon.metres <= 1000)) AND (foundation.actor_id() IS NOT NULL) AND ((home.ward IN ( SELECT foundation.acting_places() AS acting_places)) OR (home.bcu IN ( SELECT foundation.acting_places() AS acting_places))))
    GROUP BY home.id;
    END
  grant execute to mettrace_prevention_pcso
  grant execute to mettrace_sergeant
  grant execute to mettrace_ward_officer

function enforcement.counts_of_stores_leave() returns trigger language plpgsql security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose stocktakes of the made-up city leave with its scans; operation erasure of what is made up; columns none.
    begin
    if exists (select from foundation.demonstration where state <> 'none') then
    delete from enforcement.stocktake_outcome;
    delete from enforcement.stocktake_difference;
    delete from enforcement.stocktake_line;
    delete from enforcement.stocktake_end;
    delete from enforcement.stocktake;
    end if;
    return null;
    end
  grant execute to mettrace_importer

function enforcement.drop_pieces_before(moment timestamp with time zone) returns integer language sql security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose pieces of pictures that never came whole go; operation erasure of what nobody was shown; columns how many.
    BEGIN ATOMIC
    WITH gone AS (
    DELETE FROM enforcement.phone_piece
    WHERE (phone_piece.at < drop_pieces_before.moment)
    RETURNING 1 AS "?column?"
    )
    SELECT (count(*))::integer AS count
    FROM gone;
    END
  grant execute to mettrace_importer

function enforcement.exchange_leaves() returns trigger language plpgsql security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose what was exchanged of the made-up city leaves with its readings; operation erasure of what is made up; columns none.
    begin
    if exists (select from foundation.demonstration where state <> 'none') then
    delete from enforcement.supplier_answer;
    delete from enforcement.sent_sample;
    delete from enforcement.exchange_file;
    end if;
    return null;
    end
  grant execute to mettrace_importer

function enforcement.exhibit_charges() returns SETOF text language sql stable
  -- Hands that the actor answers for: the stores of their BCUs, and themselves.
    BEGIN ATOMIC
    SELECT ('store:'::text || place.place)
    FROM foundation.acting_places() place(place)
    WHERE (foundation.acting_role() = 'custody'::text)
    UNION ALL
    SELECT foundation.actor_id() AS actor_id;
    END
  grant execute to PUBLIC

function enforcement.exhibits_leave() returns trigger language plpgsql security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose exhibits of the made-up city leave with its scans; operation erasure of what is made up; columns none.
    begin
    if exists (select from foundation.demonstration where state <> 'none') then
    delete from enforcement.exhibit_place;
    delete from enforcement.exhibit_position;
    delete from enforcement.exhibit_ruling;
    delete from enforcement.exhibit_answer;
    -- Each refers to the other: what is left of that is looked at when both are gone.
    set constraints enforcement.exhibit_offer_held deferred;
    delete from enforcement.exhibit_event;
    delete from enforcement.exhibit_offer;
    delete from enforcement.exhibit;
    end if;
    return null;
    end
  grant execute to mettrace_importer

function enforcement.files_of_case(of_case text) returns TABLE(kind text, subject text) language sql stable security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose who opened the files of a case; operation consultation; columns the kind and id of each record of the case, and nothing that is in it.
    BEGIN ATOMIC
    WITH own AS (
    SELECT e.id,
    e.scan
    FROM enforcement.exhibit e
    WHERE ((foundation.actor_id() IS NOT NULL) AND ((e.crime_reference = files_of_case.of_case) OR (e.custody_reference = files_of_case.of_case)))
    )
    SELECT 'exhibit'::text,
    (own.id)::text AS id
    FROM own
    UNION
    SELECT 'scan'::text,
    (own.scan)::text AS scan
    FROM own
    WHERE (own.scan IS NOT NULL)
    UNION
    SELECT 'scan'::text,
    (s.id)::text AS id
    FROM enforcement.scan s
    WHERE ((s.custody_reference = files_of_case.of_case) AND (foundation.actor_id() IS NOT NULL))
    UNION
    SELECT 'field reading'::text,
    (r.id)::text AS id
    FROM (own
    JOIN enforcement.field_reading r ON ((r.exhibit = own.id)))
    UNION
    SELECT 'laboratory result'::text,
    (r.id)::text AS id
    FROM (own
    JOIN enforcement.laboratory_result r ON ((r.exhibit = own.id)))
    ORDER BY 1, 2;
    END
  grant execute to mettrace_auditor
  grant execute to mettrace_data_protection

function enforcement.keep_exhibits() returns trigger language plpgsql security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose the place of an exhibit follows its facts in the same transaction, and holds are kept; operation none, nothing of it leaves the trigger; columns those of the position.
    declare
    before text := coalesce(current_setting('mettrace.change_by', true), '');
    begin
    perform set_config('mettrace.change_by', 'a fact of exhibits', true);
    update enforcement.exhibit_position p
    set sequence = f.sequence, at = f.at, seen_at = f.at, seen_by = f.actor, holder = f.holder, seal = f.seal, bcu = f.bcu,
    shelf = case when f.holder = f.from_holder then coalesce(f.shelf, p.shelf) else f.shelf end
    from fresh f where p.exhibit = f.exhibit and f.sequence > 1;
    insert into enforcement.exhibit_position (exhibit, sequence, at, seen_at, seen_by, holder, shelf, seal, bcu, is_held, kept_for)
    select f.exhibit, 1, f.at, f.at, f.actor, f.holder, f.shelf, f.seal, f.bcu, coalesce(whole.is_held, false), whole.kept_for
    from fresh f left join enforcement.exhibit_position whole on whole.exhibit = f.parent where f.sequence = 1;
    insert into enforcement.exhibit_place select distinct f.exhibit, f.bcu from fresh f on conflict do nothing;
    if exists (select from fresh f
    join enforcement.exhibit_event took on took.exhibit = f.parent and took.sequence = f.parent_sequence
    join enforcement.exhibit part on part.id = f.exhibit join enforcement.exhibit whole on whole.id = f.parent
    where f.holder <> took.holder or f.bcu <> took.bcu or f.at < took.at or took.kind not in ('sampled', 'split')
    or case when whole.kind = 'skin swab' then part.kind <> 'skin swab' or part.destroy_by > whole.destroy_by
    else took.kind <> case part.kind when 'item' then 'split' else 'sampled' end end) then
    raise exception 'a part that does not follow from what it was taken from' using errcode = '23514', constraint = 'exhibit_event_part';
    end if;
    -- The row of each was changed above, and is ours until the end: a ruling comes before or after, never between.
    if exists (select from fresh f join enforcement.exhibit_position p on p.exhibit = f.exhibit
    where p.is_held and f.holder like 'gone:%') then
    raise exception 'an exhibit under a legal hold' using errcode = '23514', constraint = 'exhibit_event_hold';
    end if;
    -- Whoever brings a sample to a laboratory without a courier uses it as whoever sends it does.
    if exists (select from fresh f join enforcement.exhibit_position p on p.exhibit = f.exhibit
    where p.kept_for is distinct from f.offence and p.kept_for is not null
    and (f.kind in ('opened', 'sampled', 'split', 'sent')
    or (f.holder like 'laboratory:%' and f.holder <> f.from_holder and f.from_holder not like 'courier:%'))) then
    raise exception 'a sample that is kept for another offence' using errcode = '23514', constraint = 'exhibit_event_offence';
    end if;
    if exists (select from fresh f join enforcement.exhibit_position p on p.exhibit = f.exhibit
    join enforcement.exhibit e on e.id = f.exhibit
    where p.kept_for is null and e.destroy_by < (f.at at time zone 'Europe/London')::date
    and (f.kind in ('opened', 'sampled', 'split', 'sent')
    or (f.holder like 'laboratory:%' and f.holder <> f.from_holder and f.from_holder not like 'courier:%'))) then
    raise exception 'a sample that had to be destroyed' using errcode = '23514', constraint = 'exhibit_event_skin';
    end if;
    perform set_config('mettrace.change_by', before, true);
    return null;
    end
  grant execute to mettrace_registrar

function enforcement.keep_rulings() returns trigger language plpgsql security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose holds and reviews of an exhibit are found beside its place; operation none, nothing of it leaves the trigger; columns those of the position.
    declare
    before text := coalesce(current_setting('mettrace.change_by', true), '');
    begin
    perform set_config('mettrace.change_by', 'a ruling on an exhibit', true);
    update enforcement.exhibit_position p
    set is_held = case r.kind when 'hold' then true when 'hold lifted' then false else p.is_held end,
    kept_for = coalesce(r.offence, p.kept_for),
    review_on = case when r.kind = 'review' then r.review_on else p.review_on end,
    answer = case when r.kind = 'review' then r.answer else p.answer end
    from fresh r where p.exhibit = r.exhibit;
    -- Whoever takes a part changes the row of the whole first, so that none is taken between these two.
    with recursive below as (
    select part.id, r.kind, r.offence from fresh r join enforcement.exhibit part on part.parent = r.exhibit
    where r.kind = 'hold' or r.offence is not null
    union all
    select part.id, below.kind, below.offence from below join enforcement.exhibit part on part.parent = below.id
    )
    update enforcement.exhibit_position p
    set is_held = p.is_held or below.kind = 'hold', kept_for = coalesce(below.offence, p.kept_for)
    from below where p.exhibit = below.id;
    perform set_config('mettrace.change_by', before, true);
    return null;
    end
  grant execute to mettrace_registrar

function enforcement.offer_exhibits() returns trigger language plpgsql security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose a store that is offered an exhibit may see it; operation none, nothing of it leaves the trigger; columns the exhibit and the BCU.
    begin
    if exists (select from fresh f join enforcement.exhibit_position p on p.exhibit = f.exhibit
    where p.is_held and f.holder like 'gone:%') then
    raise exception 'an exhibit under a legal hold' using errcode = '23514', constraint = 'exhibit_event_hold';
    end if;
    insert into enforcement.exhibit_place
    select distinct f.exhibit, substr(f.holder, 7) from fresh f where f.holder like 'store:%' on conflict do nothing;
    return null;
    end
  grant execute to mettrace_registrar

function enforcement.readings_leave() returns trigger language plpgsql security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose readings of the made-up city leave with its exhibits; operation erasure of what is made up; columns none.
    begin
    if exists (select from foundation.demonstration where state <> 'none') then
    delete from enforcement.laboratory_result;
    delete from enforcement.field_reading;
    end if;
    return null;
    end
  grant execute to mettrace_importer

function enforcement.refuse_ended_agreement() returns trigger language plpgsql security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose no file goes under an agreement that was ended; operation none, nothing of it leaves the trigger; columns none.
    declare
    agreed uuid := new.agreement;
    begin
    perform pg_advisory_xact_lock(hashtextextended('agreement ' || agreed::text, 0));
    if tg_table_name = 'exchange_file' and exists (select from account.agreement_end e where e.agreement = agreed) then
    raise exception 'an agreement that was ended' using errcode = '23514', constraint = 'exchange_file_in_force';
    end if;
    return new;
    end
  grant execute to mettrace_registrar

function enforcement.refuse_late_line() returns trigger language plpgsql
    begin
    perform pg_advisory_xact_lock_shared(hashtextextended('stocktake ' || new.stocktake, 0));
    if exists (select from enforcement.stocktake_end e where e.stocktake = new.stocktake) then
    raise exception 'a stocktake that has ended' using errcode = '23514', constraint = 'stocktake_ended';
    end if;
    return new;
    end
  grant execute to PUBLIC

function enforcement.refuse_orphan() returns trigger language plpgsql security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose no exhibit without its first fact, and no sample that is not booked in; operation none, nothing of it leaves the trigger; columns none.
    begin
    if tg_table_name = 'exhibit' then
    if not exists (select from enforcement.exhibit_event e where e.exhibit = new.id and e.sequence = 1) then
    raise exception 'an exhibit without a first fact' using errcode = '23514', constraint = 'exhibit_orphan';
    end if;
    elsif not exists (select from enforcement.exhibit_event e where e.parent = new.exhibit and e.parent_sequence = new.sequence) then
    raise exception 'a sample that is not booked in' using errcode = '23514', constraint = 'exhibit_orphan';
    end if;
    return null;
    end
  grant execute to mettrace_registrar

function enforcement.refuse_spent_skin() returns trigger language plpgsql security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose skin that had to be destroyed is neither read nor sent; operation none, nothing of it leaves the trigger; columns its last day and what it is kept for.
    begin
    if exists (select from fresh f join enforcement.exhibit e on e.id = f.exhibit
    join enforcement.exhibit_position p on p.exhibit = e.id
    where p.kept_for is null and e.destroy_by < (clock_timestamp() at time zone 'Europe/London')::date) then
    raise exception 'a sample that had to be destroyed' using errcode = '23514', constraint = 'exhibit_event_skin';
    end if;
    return null;
    end
  grant execute to mettrace_registrar

function enforcement.scan_places_leave() returns trigger language plpgsql security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose places and lamps of the made-up city leave with its scans; operation erasure of what is made up; columns none.
    begin
    if exists (select from foundation.demonstration where state <> 'none') then
    delete from enforcement.scan_picture;
    delete from enforcement.file;
    delete from enforcement.phone_scan_decision;
    delete from enforcement.phone_scan where same_id is not null;
    delete from enforcement.phone_scan;
    delete from enforcement.booked_in;
    delete from enforcement.lamp_check;
    delete from enforcement.lamp;
    delete from enforcement.scan_place;
    end if;
    return null;
    end
  grant execute to mettrace_importer

function enforcement.scans_told(device uuid, ids uuid[], sequences bigint[]) returns TABLE(id uuid, content bytea, answer jsonb, sequence bigint) language sql stable security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose a scan that is sent again is answered as before, also after a change of posting; operation none, nobody is shown any; columns what was answered to scans that the asker sent themselves.
    BEGIN ATOMIC
    SELECT told.id,
    told.content,
    told.answer,
    CASE
    WHEN (told.phone = scans_told.device) THEN told.sequence
    ELSE NULL::bigint
    END AS "case"
    FROM enforcement.phone_scan told
    WHERE ((told.actor = ( SELECT foundation.actor_id() AS actor_id)) AND ((told.id = ANY (scans_told.ids)) OR ((told.phone = scans_told.device) AND (told.sequence = ANY (scans_told.sequences)))));
    END
  grant execute to mettrace_custody
  grant execute to mettrace_investigator

function enforcement.stocktakes_a_year() returns TABLE(value double precision, source text, from_day date) language sql stable security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose when stores are due to be counted; operation none; columns one setting, of nobody.
    BEGIN ATOMIC
    SELECT s.value,
    s.source,
    s.from_day
    FROM foundation.setting s
    WHERE ((s.name = 'stocktakes a year'::text) AND (foundation.actor_id() IS NOT NULL))
    ORDER BY s.version DESC
    LIMIT 1;
    END
  grant execute to mettrace_custody
  grant execute to mettrace_investigator

function enforcement.traces_leave() returns trigger language plpgsql security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose traces of the made-up city leave with its scans; operation erasure of what is made up; columns none.
    begin
    if exists (select from foundation.demonstration where state <> 'none') then
    delete from enforcement.case_end;
    delete from enforcement.item_return;
    delete from enforcement.loss_statement;
    delete from enforcement.owner_told;
    delete from enforcement.trace_review;
    delete from enforcement.trace_reading;
    delete from enforcement.trace_kit;
    delete from enforcement.trace;
    end if;
    return null;
    end
  grant execute to mettrace_importer

function enforcement.unused_material_leaves() returns trigger language plpgsql security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose unused material of the made-up city leaves with its scans; operation erasure of what is made up; columns none.
    begin
    if exists (select from foundation.demonstration where state <> 'none') then
    delete from enforcement.unused_item;
    end if;
    return null;
    end
  grant execute to mettrace_importer

function enforcement.work_on_case(of_case text) returns TABLE(actor text, did text) language sql stable security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose whether whoever opened the files of a case worked on it; operation consultation; columns colleagues and what kind of thing they recorded.
    BEGIN ATOMIC
    WITH own AS (
    SELECT e.id,
    e.scan,
    e.actor
    FROM enforcement.exhibit e
    WHERE ((foundation.actor_id() IS NOT NULL) AND ((e.crime_reference = work_on_case.of_case) OR (e.custody_reference = work_on_case.of_case)))
    )
    SELECT own.actor,
    'booked in exhibits'::text
    FROM own
    UNION
    SELECT f.actor,
    'recorded what happened to exhibits'::text
    FROM (own
    JOIN enforcement.exhibit_event f ON ((f.exhibit = own.id)))
    UNION
    SELECT o.actor,
    'handed exhibits over'::text
    FROM (own
    JOIN enforcement.exhibit_offer o ON ((o.exhibit = own.id)))
    UNION
    SELECT r.actor,
    'recorded decisions'::text
    FROM (own
    JOIN enforcement.exhibit_ruling r ON ((r.exhibit = own.id)))
    UNION
    SELECT a.actor,
    'answered a question'::text
    FROM (own
    JOIN enforcement.exhibit_answer a ON ((a.exhibit = own.id)))
    UNION
    SELECT s.actor,
    'scanned'::text
    FROM enforcement.scan s
    WHERE ((foundation.actor_id() IS NOT NULL) AND ((s.custody_reference = work_on_case.of_case) OR (s.id IN ( SELECT own.scan
    FROM own))))
    UNION
    SELECT r.actor,
    'recorded a reading'::text
    FROM (own
    JOIN enforcement.field_reading r ON ((r.exhibit = own.id)))
    UNION
    SELECT r.actor,
    'recorded a lab result'::text
    FROM (own
    JOIN enforcement.laboratory_result r ON ((r.exhibit = own.id)))
    UNION
    SELECT t.actor,
    'traced for the case'::text
    FROM enforcement.trace t
    WHERE ((t.case_reference = work_on_case.of_case) AND (foundation.actor_id() IS NOT NULL))
    ORDER BY 1, 2;
    END
  grant execute to mettrace_auditor
  grant execute to mettrace_data_protection

schema engagement
  grant usage to mettrace_auditor
  grant usage to mettrace_call_handler
  grant usage to mettrace_control_room
  grant usage to mettrace_data_protection
  grant usage to mettrace_finance
  grant usage to mettrace_importer
  grant usage to mettrace_investigator
  grant usage to mettrace_planner
  grant usage to mettrace_prevention_pcso
  grant usage to mettrace_programme_lead
  grant usage to mettrace_registrar
  grant usage to mettrace_risk
  grant usage to mettrace_sergeant
  grant usage to mettrace_stock_keeper
  grant usage to mettrace_store_keeper
  grant usage to mettrace_visitor
  grant usage to mettrace_ward_officer

table engagement.appointment row security forced
  -- When an officer is to come back to a door.
  event uuid not null  -- official | uk-gdpr | programme+6y | Event that told it
  home uuid not null  -- official | uk-gdpr | programme+6y | Home
  ward text not null  -- official | uk-gdpr | programme+6y | As the home's
  bcu text not null  -- official | uk-gdpr | programme+6y | As the home's
  from_at timestamp with time zone not null  -- personal | uk-gdpr | programme+6y | Not before
  to_at timestamp with time zone not null  -- personal | uk-gdpr | programme+6y | Not after
  actor text not null  -- personal | uk-gdpr | audit+6y | Who agreed it
  constraint appointment_check CHECK ((from_at < to_at))
  constraint appointment_event_fkey FOREIGN KEY (event) REFERENCES engagement.phone_event(id)
  constraint appointment_home_ward_bcu_fkey FOREIGN KEY (home, ward, bcu) REFERENCES engagement.home(id, ward, bcu)
  constraint appointment_pkey PRIMARY KEY (event)
  CREATE INDEX appointment_by_bcu ON engagement.appointment USING btree (bcu)
  CREATE INDEX appointment_by_home ON engagement.appointment USING btree (home, ward, bcu)
  CREATE INDEX appointment_by_ward ON engagement.appointment USING btree (ward)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON engagement.appointment FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  CREATE TRIGGER tell_events AFTER INSERT ON engagement.appointment REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION engagement.tell_events()
  policy add_all for insert to mettrace_prevention_pcso, mettrace_ward_officer with check (((actor = ( SELECT foundation.actor_id() AS actor_id)) AND (event IN ( SELECT phone_event.id
   FROM engagement.phone_event
  WHERE (phone_event.actor = ( SELECT foundation.actor_id() AS actor_id)))) AND (EXISTS ( SELECT
   FROM engagement.assignment_home seen
  WHERE (seen.home = appointment.home)))))
  policy add_own_bcu for insert to mettrace_sergeant with check (((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))) AND (actor = ( SELECT foundation.actor_id() AS actor_id)) AND (event IN ( SELECT phone_event.id
   FROM engagement.phone_event
  WHERE (phone_event.actor = ( SELECT foundation.actor_id() AS actor_id)))) AND (EXISTS ( SELECT
   FROM engagement.assignment_home seen
  WHERE (seen.home = appointment.home)))))
  policy add_own_bcu_accepted for insert to mettrace_sergeant with check (((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))) AND ((event, actor) IN ( SELECT set_aside_decision.event,
    set_aside_decision.teller
   FROM engagement.set_aside_decision
  WHERE ((set_aside_decision.decision = 'accepted'::text) AND (set_aside_decision.actor = ( SELECT foundation.actor_id() AS actor_id)) AND (set_aside_decision.at >= now()))))))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_data_protection, mettrace_registrar using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_own_bcu for select to mettrace_prevention_pcso, mettrace_sergeant using ((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))))
  policy read_own_ward for select to mettrace_ward_officer using ((ward = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))))
  grant select to mettrace_data_protection
  grant insert, select to mettrace_prevention_pcso
  grant select to mettrace_registrar
  grant insert, select to mettrace_sergeant
  grant insert, select to mettrace_ward_officer

table engagement.assignment row security forced
  -- Which homes are whose, from a day to a day: a fact, ended by another.
  id uuid not null  -- official | uk-gdpr | programme+6y | UUIDv7
  person uuid not null  -- personal | uk-gdpr | programme+6y | Who walks it
  name text not null  -- official | uk-gdpr | programme+6y | What it is called
  from_day date not null  -- official | uk-gdpr | programme+6y | First day
  until_day date  -- official | uk-gdpr | programme+6y | Last day; null where it goes on
  streets text[] not null  -- personal | uk-gdpr | programme+6y | Streets that were chosen
  ground jsonb not null default '{"areas": [], "streets": []}'::jsonb  -- open | none | keep | Streets and borders around it, as its phone draws them
  ward text not null  -- official | uk-gdpr | programme+6y | Ward
  bcu text not null  -- official | uk-gdpr | programme+6y | BCU of the ward
  actor text not null  -- personal | uk-gdpr | audit+6y | Who made it
  recorded_at timestamp with time zone not null default clock_timestamp()  -- official | uk-gdpr | programme+6y | When it was recorded
  constraint assignment_check CHECK ((until_day >= from_day))
  constraint assignment_id_ward_bcu_key UNIQUE (id, ward, bcu)
  constraint assignment_name_check CHECK ((name <> ''::text))
  constraint assignment_person_fkey FOREIGN KEY (person) REFERENCES identity.person(id)
  constraint assignment_pkey PRIMARY KEY (id)
  constraint assignment_streets_check CHECK (((cardinality(streets) >= 1) AND (cardinality(streets) <= 200)))
  CREATE INDEX assignment_by_bcu ON engagement.assignment USING btree (bcu)
  CREATE INDEX assignment_by_person ON engagement.assignment USING btree (person)
  CREATE INDEX assignment_by_ward ON engagement.assignment USING btree (ward)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON engagement.assignment FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_registrar with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy add_own_bcu for insert to mettrace_sergeant with check (((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))) AND (actor = ( SELECT foundation.actor_id() AS actor_id))))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_data_protection, mettrace_registrar using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all_prevention_pcso for select to mettrace_prevention_pcso using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (person = ( SELECT foundation.proved_person() AS proved_person))))
  policy read_all_ward_officer for select to mettrace_ward_officer using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (person = ( SELECT foundation.proved_person() AS proved_person))))
  policy read_own_bcu for select to mettrace_sergeant using ((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))))
  grant select to mettrace_data_protection
  grant select to mettrace_prevention_pcso
  grant insert, select to mettrace_registrar
  grant insert, select to mettrace_sergeant
  grant select to mettrace_ward_officer

table engagement.assignment_end row security forced
  -- That an assignment ended before its last day.
  assignment uuid not null  -- official | uk-gdpr | programme+6y | Assignment
  at timestamp with time zone not null  -- official | uk-gdpr | programme+6y | When it ended
  reason text not null  -- official | uk-gdpr | programme+6y | Why
  ward text not null  -- official | uk-gdpr | programme+6y | As the assignment's
  bcu text not null  -- official | uk-gdpr | programme+6y | As the assignment's
  actor text not null  -- personal | uk-gdpr | audit+6y | Who ended it
  recorded_at timestamp with time zone not null default clock_timestamp()  -- official | uk-gdpr | programme+6y | When it was recorded
  constraint assignment_end_assignment_ward_bcu_fkey FOREIGN KEY (assignment, ward, bcu) REFERENCES engagement.assignment(id, ward, bcu)
  constraint assignment_end_pkey PRIMARY KEY (assignment)
  constraint assignment_end_reason_check CHECK ((reason <> ''::text))
  CREATE INDEX assignment_end_by_bcu ON engagement.assignment_end USING btree (bcu)
  CREATE INDEX assignment_end_by_ward ON engagement.assignment_end USING btree (ward)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON engagement.assignment_end FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_registrar with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy add_own_bcu for insert to mettrace_sergeant with check (((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))) AND (actor = ( SELECT foundation.actor_id() AS actor_id))))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_data_protection, mettrace_registrar using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all_prevention_pcso for select to mettrace_prevention_pcso using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (assignment = ANY (ARRAY( SELECT assignment.id
   FROM engagement.assignment)))))
  policy read_all_ward_officer for select to mettrace_ward_officer using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (assignment = ANY (ARRAY( SELECT assignment.id
   FROM engagement.assignment)))))
  policy read_own_bcu for select to mettrace_sergeant using ((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))))
  grant select to mettrace_data_protection
  grant select to mettrace_prevention_pcso
  grant insert, select to mettrace_registrar
  grant insert, select to mettrace_sergeant
  grant select to mettrace_ward_officer

table engagement.assignment_home row security forced
  -- Homes of an assignment, each as it was called when it was made.
  assignment uuid not null  -- official | uk-gdpr | programme+6y | Assignment
  home uuid not null  -- official | uk-gdpr | programme+6y | Home
  ward text not null  -- official | uk-gdpr | programme+6y | As the home's
  bcu text not null  -- official | uk-gdpr | programme+6y | As the home's
  address text not null  -- personal | uk-gdpr | programme+6y | The home as it is called at its door
  postcode text not null  -- personal | uk-gdpr | programme+6y | Postcode, capitals, no space
  street text not null  -- personal | uk-gdpr | programme+6y | Street
  door text not null  -- personal | uk-gdpr | programme+6y | Number or name on the door
  door_order double precision not null  -- official | uk-gdpr | programme+6y | What sorts it: 12A is 12
  flat text  -- personal | uk-gdpr | programme+6y | Flat
  floor text  -- personal | uk-gdpr | programme+6y | Floor
  core text  -- personal | uk-gdpr | programme+6y | Stairs or lift
  latitude double precision not null  -- personal | uk-gdpr | programme+6y | Degrees, WGS 84
  longitude double precision not null  -- personal | uk-gdpr | programme+6y | Degrees, WGS 84
  comes_first boolean not null default false  -- official | uk-gdpr | programme+6y | Whether it was to be called at first of all: a burglary near it in the days before
  constraint assignment_home_address_check CHECK ((address <> ''::text))
  constraint assignment_home_assignment_ward_bcu_fkey FOREIGN KEY (assignment, ward, bcu) REFERENCES engagement.assignment(id, ward, bcu)
  constraint assignment_home_home_ward_bcu_fkey FOREIGN KEY (home, ward, bcu) REFERENCES engagement.home(id, ward, bcu)
  constraint assignment_home_pkey PRIMARY KEY (assignment, home)
  CREATE INDEX assignment_home_by_bcu ON engagement.assignment_home USING btree (bcu)
  CREATE INDEX assignment_home_by_home ON engagement.assignment_home USING btree (home, ward, bcu)
  CREATE INDEX assignment_home_by_ward ON engagement.assignment_home USING btree (ward)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON engagement.assignment_home FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  CREATE TRIGGER tell_assignments AFTER INSERT ON engagement.assignment_home REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION engagement.tell_assignments()
  policy add_all for insert to mettrace_registrar with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy add_own_bcu for insert to mettrace_sergeant with check ((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_data_protection, mettrace_registrar using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all_prevention_pcso for select to mettrace_prevention_pcso using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (assignment = ANY (ARRAY( SELECT assignment.id
   FROM engagement.assignment)))))
  policy read_all_ward_officer for select to mettrace_ward_officer using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (assignment = ANY (ARRAY( SELECT assignment.id
   FROM engagement.assignment)))))
  policy read_own_bcu for select to mettrace_sergeant using ((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))))
  grant select to mettrace_data_protection
  grant select to mettrace_prevention_pcso
  grant insert, select to mettrace_registrar
  grant insert, select to mettrace_sergeant
  grant select to mettrace_ward_officer

table engagement.block_card row security forced
  -- How to get into a block, for the next officer; a new card takes the place of the one before.
  event uuid not null  -- official | uk-gdpr | programme+6y | Event that told it
  block uuid not null  -- official | uk-gdpr | programme+6y | Block
  assignment uuid not null  -- official | uk-gdpr | programme+6y | Assignment that it was seen in
  card jsonb not null  -- personal | uk-gdpr | programme+6y | Entrance, fob, concierge, lift, where the flats are
  at timestamp with time zone not null  -- official | uk-gdpr | programme+6y | When
  ward text not null  -- official | uk-gdpr | programme+6y | As the assignment's
  bcu text not null  -- official | uk-gdpr | programme+6y | As the assignment's
  actor text not null  -- personal | uk-gdpr | audit+6y | Who wrote it
  constraint block_card_assignment_ward_bcu_fkey FOREIGN KEY (assignment, ward, bcu) REFERENCES engagement.assignment(id, ward, bcu)
  constraint block_card_event_fkey FOREIGN KEY (event) REFERENCES engagement.phone_event(id)
  constraint block_card_pkey PRIMARY KEY (event)
  CREATE INDEX block_card_by_assignment ON engagement.block_card USING btree (assignment, ward, bcu)
  CREATE INDEX block_card_by_bcu ON engagement.block_card USING btree (bcu)
  CREATE INDEX block_card_by_block ON engagement.block_card USING btree (block, at)
  CREATE INDEX block_card_by_ward ON engagement.block_card USING btree (ward)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON engagement.block_card FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  CREATE TRIGGER tell_events AFTER INSERT ON engagement.block_card REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION engagement.tell_events()
  policy add_all for insert to mettrace_prevention_pcso, mettrace_ward_officer with check (((actor = ( SELECT foundation.actor_id() AS actor_id)) AND (event IN ( SELECT phone_event.id
   FROM engagement.phone_event
  WHERE (phone_event.actor = ( SELECT foundation.actor_id() AS actor_id)))) AND (assignment IN ( SELECT assignment.id
   FROM engagement.assignment))))
  policy add_own_bcu for insert to mettrace_sergeant with check (((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))) AND (actor = ( SELECT foundation.actor_id() AS actor_id)) AND (event IN ( SELECT phone_event.id
   FROM engagement.phone_event
  WHERE (phone_event.actor = ( SELECT foundation.actor_id() AS actor_id)))) AND (assignment IN ( SELECT assignment.id
   FROM engagement.assignment))))
  policy add_own_bcu_accepted for insert to mettrace_sergeant with check (((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))) AND ((event, actor) IN ( SELECT set_aside_decision.event,
    set_aside_decision.teller
   FROM engagement.set_aside_decision
  WHERE ((set_aside_decision.decision = 'accepted'::text) AND (set_aside_decision.actor = ( SELECT foundation.actor_id() AS actor_id)) AND (set_aside_decision.at >= now()))))))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_data_protection, mettrace_registrar using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_own_bcu for select to mettrace_prevention_pcso, mettrace_sergeant using ((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))))
  policy read_own_ward for select to mettrace_ward_officer using ((ward = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))))
  grant select to mettrace_data_protection
  grant insert, select to mettrace_prevention_pcso
  grant select to mettrace_registrar
  grant insert, select to mettrace_sergeant
  grant insert, select to mettrace_ward_officer

table engagement.card_message row security forced
  -- What was said with the code of a card, or by telephone of an address, as it came, whether there is such a card or home or not: for 30 days.
  id uuid not null  -- official | uk-gdpr | 30d | UUID that the form was given
  card text  -- official | uk-gdpr | 30d | Code that was typed; null where a caller gave their address
  postcode text not null  -- personal | uk-gdpr | 30d | Postcode that was typed, capitals, no space
  what text not null  -- personal | uk-gdpr | 30d | A visit is wanted, none is, or something is needed
  from_at timestamp with time zone  -- personal | uk-gdpr | 30d | Not before
  to_at timestamp with time zone  -- personal | uk-gdpr | 30d | Not after
  language text  -- personal | uk-gdpr | 30d | Language of the household, where it was said
  needs text[]  -- personal | uk-gdpr | 30d | What the household needs, such as large print
  at timestamp with time zone not null default clock_timestamp()  -- official | uk-gdpr | 30d | When it came
  actor text not null  -- personal | uk-gdpr | 30d | The visitor, or whoever took the call
  number text  -- personal | uk-gdpr | 30d | House number or name that a caller gave, capitals
  flat integer  -- personal | uk-gdpr | 30d | Number of the flat that they gave
  constraint card_message_card_check CHECK ((length(card) = 7))
  constraint card_message_check CHECK ((from_at < to_at))
  constraint card_message_check1 CHECK ((((what = 'visit'::text) = (from_at IS NOT NULL)) AND ((from_at IS NULL) = (to_at IS NULL))))
  constraint card_message_check2 CHECK (((what <> 'decline'::text) OR ((language IS NULL) AND (needs IS NULL))))
  constraint card_message_check3 CHECK (((what <> 'needs'::text) OR (language IS NOT NULL) OR (needs IS NOT NULL)))
  constraint card_message_check4 CHECK (((card IS NULL) = (number IS NOT NULL)))
  constraint card_message_check5 CHECK (((flat IS NULL) OR (number IS NOT NULL)))
  constraint card_message_check6 CHECK (((card IS NOT NULL) OR (what <> 'decline'::text)))
  constraint card_message_flat_check CHECK ((flat > 0))
  constraint card_message_language_check CHECK (((length(language) >= 2) AND (length(language) <= 20)))
  constraint card_message_needs_check CHECK (((cardinality(needs) >= 1) AND (cardinality(needs) <= 5)))
  constraint card_message_number_check CHECK (((length(number) >= 1) AND (length(number) <= 20)))
  constraint card_message_pkey PRIMARY KEY (id)
  constraint card_message_postcode_check CHECK (((length(postcode) >= 5) AND (length(postcode) <= 8)))
  constraint card_message_what_check CHECK ((what = ANY (ARRAY['visit'::text, 'decline'::text, 'needs'::text])))
  CREATE INDEX card_message_by_time ON engagement.card_message USING btree (at)
  CREATE TRIGGER refuse_change BEFORE UPDATE OR TRUNCATE ON engagement.card_message FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_call_handler, mettrace_visitor with check (((actor = ( SELECT foundation.actor_id() AS actor_id)) AND ((card IS NOT NULL) OR (( SELECT foundation.acting_role() AS acting_role) = 'call_handler'::text))))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy old_ones_go for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (at < (now() - '30 days'::interval))))
  policy read_all for select to mettrace_data_protection using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy remove_all for delete to mettrace_data_protection using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND ((card IS NOT NULL) OR (( SELECT foundation.acting_role() AS acting_role) = 'call_handler'::text))))
  grant delete, select to mettrace_data_protection
  grant insert (actor, card, flat, from_at, id, language, needs, number, postcode, to_at, what) to mettrace_call_handler
  grant insert (actor, card, flat, from_at, id, language, needs, number, postcode, to_at, what) to mettrace_visitor

table engagement.card_request row security forced
  -- What a household asked for by its card. It stands while the visit does that left the card, and until the household says another thing.
  message uuid not null  -- official | uk-gdpr | programme+6y | Message that said it
  event uuid not null  -- official | uk-gdpr | programme+6y | Event that left the card
  home uuid not null  -- official | uk-gdpr | programme+6y | Home that it was left at
  ward text not null  -- official | uk-gdpr | programme+6y | As the home's
  bcu text not null  -- official | uk-gdpr | programme+6y | As the home's
  card text not null  -- official | uk-gdpr | programme+6y | Code of the card
  what text not null  -- personal | uk-gdpr | programme+6y | A visit is wanted, none is, or something is needed
  from_at timestamp with time zone  -- personal | uk-gdpr | programme+6y | Not before
  to_at timestamp with time zone  -- personal | uk-gdpr | programme+6y | Not after
  language text  -- personal | uk-gdpr | programme+6y | Language of the household; null where it was not said or was erased
  needs text[]  -- personal | uk-gdpr | programme+6y | What the household needs; null where nothing or where it was erased
  at timestamp with time zone not null  -- personal | uk-gdpr | programme+6y | When it was said
  constraint card_request_event_fkey FOREIGN KEY (event) REFERENCES engagement.phone_event(id)
  constraint card_request_home_ward_bcu_fkey FOREIGN KEY (home, ward, bcu) REFERENCES engagement.home(id, ward, bcu)
  constraint card_request_language_check CHECK ((language <> ''::text))
  constraint card_request_needs_check CHECK ((cardinality(needs) > 0))
  constraint card_request_pkey PRIMARY KEY (message, event)
  constraint card_request_what_check CHECK ((what = ANY (ARRAY['visit'::text, 'decline'::text, 'needs'::text])))
  CREATE INDEX card_request_by_bcu ON engagement.card_request USING btree (bcu, at)
  CREATE INDEX card_request_by_event ON engagement.card_request USING btree (event)
  CREATE INDEX card_request_by_home ON engagement.card_request USING btree (home, at)
  CREATE INDEX card_request_by_ward ON engagement.card_request USING btree (ward, at)
  CREATE TRIGGER keep_states AFTER INSERT ON engagement.card_request REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION engagement.keep_states()
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OF message, event, home, ward, bcu, card, what, from_at, to_at, at OR TRUNCATE ON engagement.card_request FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  CREATE TRIGGER tell_requests AFTER INSERT ON engagement.card_request REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION engagement.tell_requests()
  CREATE TRIGGER write_of_visits AFTER INSERT ON engagement.card_request REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION engagement.write_of_visits()
  policy change_all for update to mettrace_data_protection using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL)) with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_data_protection, mettrace_registrar using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_own_bcu for select to mettrace_sergeant using ((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))))
  policy taken for insert to owner with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_data_protection
  grant select to mettrace_registrar
  grant select to mettrace_sergeant
  grant update (language, needs) to mettrace_data_protection

table engagement.consent row security forced
  -- That a resident agreed to the privacy notice, as an event of a phone told it. It names nobody, and stays when they are erased.
  id uuid not null  -- official | uk-gdpr | programme+6y | Event that told it
  resident uuid not null  -- personal | uk-gdpr | programme+6y | Who agreed
  home uuid not null  -- official | uk-gdpr | programme+6y | As the resident's
  ward text not null  -- official | uk-gdpr | programme+6y | As the home's
  bcu text not null  -- official | uk-gdpr | programme+6y | As the home's
  notice integer not null  -- official | uk-gdpr | programme+6y | Version of the privacy notice
  notice_day date not null  -- official | uk-gdpr | programme+6y | Day of that version
  language text not null  -- personal | uk-gdpr | programme+6y | Language in which it was put to them
  at timestamp with time zone not null  -- personal | uk-gdpr | programme+6y | When they agreed, by the server's clock
  actor text not null  -- personal | uk-gdpr | audit+6y | Who asked them
  constraint consent_home_ward_bcu_fkey FOREIGN KEY (home, ward, bcu) REFERENCES engagement.home(id, ward, bcu)
  constraint consent_id_actor_fkey FOREIGN KEY (id, actor) REFERENCES engagement.phone_event(id, actor)
  constraint consent_language_check CHECK ((language <> ''::text))
  constraint consent_notice_check CHECK ((notice > 0))
  constraint consent_pkey PRIMARY KEY (id)
  constraint consent_resident_home_fkey FOREIGN KEY (resident, home) REFERENCES engagement.resident(id, home)
  CREATE INDEX consent_by_bcu ON engagement.consent USING btree (bcu)
  CREATE INDEX consent_by_home ON engagement.consent USING btree (home, ward, bcu)
  CREATE INDEX consent_by_resident ON engagement.consent USING btree (resident, home)
  CREATE INDEX consent_by_ward ON engagement.consent USING btree (ward)
  CREATE TRIGGER keep_states AFTER INSERT ON engagement.consent REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION engagement.keep_states()
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON engagement.consent FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_registrar with check (((actor = ( SELECT foundation.actor_id() AS actor_id)) AND (id IN ( SELECT phone_event.id
   FROM engagement.phone_event
  WHERE (phone_event.actor = ( SELECT foundation.actor_id() AS actor_id))))))
  policy add_own_bcu for insert to mettrace_prevention_pcso, mettrace_sergeant with check (((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))) AND (actor = ( SELECT foundation.actor_id() AS actor_id)) AND (id IN ( SELECT phone_event.id
   FROM engagement.phone_event
  WHERE (phone_event.actor = ( SELECT foundation.actor_id() AS actor_id))))))
  policy add_own_bcu_accepted for insert to mettrace_sergeant with check (((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))) AND ((id, actor) IN ( SELECT set_aside_decision.event,
    set_aside_decision.teller
   FROM engagement.set_aside_decision
  WHERE ((set_aside_decision.decision = 'accepted'::text) AND (set_aside_decision.actor = ( SELECT foundation.actor_id() AS actor_id)) AND (set_aside_decision.at >= now()))))))
  policy add_own_ward for insert to mettrace_ward_officer with check (((ward = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))) AND (actor = ( SELECT foundation.actor_id() AS actor_id)) AND (id IN ( SELECT phone_event.id
   FROM engagement.phone_event
  WHERE (phone_event.actor = ( SELECT foundation.actor_id() AS actor_id))))))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_data_protection, mettrace_registrar using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_own_bcu for select to mettrace_prevention_pcso, mettrace_sergeant using ((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))))
  policy read_own_ward for select to mettrace_ward_officer using ((ward = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))))
  grant select to mettrace_data_protection
  grant insert, select to mettrace_prevention_pcso
  grant insert, select to mettrace_registrar
  grant insert, select to mettrace_sergeant
  grant insert, select to mettrace_ward_officer

table engagement.copy_opening row security forced
  -- That a sergeant reads in a saved copy: for ten minutes its proof counts.
  id uuid not null  -- official | uk-gdpr | programme+6y | UUIDv7
  digest bytea not null  -- secret | uk-gdpr | programme+6y | SHA-256 of the copy's proof
  phone uuid not null  -- official | uk-gdpr | programme+6y | Phone that it is of
  actor text not null  -- personal | uk-gdpr | audit+6y | Who reads it in
  opened_at timestamp with time zone not null default clock_timestamp()  -- official | uk-gdpr | programme+6y | When
  constraint copy_opening_digest_check CHECK ((octet_length(digest) = 32))
  constraint copy_opening_pkey PRIMARY KEY (id)
  CREATE INDEX copy_opening_by_digest ON engagement.copy_opening USING btree (digest, opened_at)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON engagement.copy_opening FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_sergeant with check (((actor = ( SELECT foundation.actor_id() AS actor_id)) AND (EXISTS ( SELECT
   FROM engagement.phone held
  WHERE (held.id = copy_opening.phone))) AND (NOT (EXISTS ( SELECT
   FROM engagement.phone_act act
  WHERE ((act.phone = copy_opening.phone) AND (act.kind = 'revoked'::text)))))))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy proofs_are_checked for select to owner using ((digest = sha256(convert_to(current_setting('mettrace.proof'::text, true), 'UTF8'::name))))
  grant insert (actor, digest, id, phone) to mettrace_sergeant

table engagement.correction row security forced
  -- What a resident says is wrong with what is held of them, for a sergeant: it changes nothing by itself.
  id uuid not null  -- official | uk-gdpr | programme+6y | UUID that the form was given
  resident uuid not null  -- official | uk-gdpr | programme+6y | Who says so
  home uuid not null  -- official | uk-gdpr | programme+6y | Their home
  ward text not null  -- official | uk-gdpr | programme+6y | As the home's
  bcu text not null  -- official | uk-gdpr | programme+6y | As the home's
  opening uuid not null  -- official | uk-gdpr | programme+6y | By which code it was said
  data_key bytea  -- secret | uk-gdpr | programme+6y | Key of the row, wrapped by a key outside the database; null where it was erased
  key_version integer  -- official | uk-gdpr | programme+6y | Which key wraps it
  words bytea  -- personal | uk-gdpr | programme+6y | What they say: AES-256-GCM, bound to the row
  at timestamp with time zone not null default clock_timestamp()  -- official | uk-gdpr | programme+6y | When they said it
  constraint correction_check CHECK ((((words IS NULL) = (data_key IS NULL)) AND ((words IS NULL) = (key_version IS NULL))))
  constraint correction_home_ward_bcu_fkey FOREIGN KEY (home, ward, bcu) REFERENCES engagement.home(id, ward, bcu)
  constraint correction_id_ward_bcu_key UNIQUE (id, ward, bcu)
  constraint correction_opening_fkey FOREIGN KEY (opening) REFERENCES engagement.held_try(id)
  constraint correction_pkey PRIMARY KEY (id)
  constraint correction_resident_fkey FOREIGN KEY (resident) REFERENCES engagement.resident(id)
  CREATE INDEX correction_by_bcu ON engagement.correction USING btree (bcu, at)
  CREATE INDEX correction_by_key ON engagement.correction USING btree (key_version) WHERE (data_key IS NOT NULL)
  CREATE INDEX correction_by_opening ON engagement.correction USING btree (opening)
  CREATE INDEX correction_by_resident ON engagement.correction USING btree (resident)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OF id, resident, home, ward, bcu, opening, at OR TRUNCATE ON engagement.correction FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy change_all for update to mettrace_data_protection, mettrace_registrar using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL)) with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_data_protection, mettrace_registrar using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_own_bcu for select to mettrace_sergeant using ((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))))
  policy taken for insert to owner with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_data_protection
  grant select to mettrace_registrar
  grant select to mettrace_sergeant
  grant update (data_key, key_version, words) to mettrace_data_protection
  grant update (data_key, key_version, words) to mettrace_registrar

table engagement.correction_answer row security forced
  -- What a sergeant did about it.
  correction uuid not null  -- official | uk-gdpr | programme+6y | What was asked for
  ward text not null  -- official | uk-gdpr | programme+6y | As the home's
  bcu text not null  -- official | uk-gdpr | programme+6y | As the home's
  done boolean not null  -- official | uk-gdpr | programme+6y | Whether it was corrected
  reason text not null  -- official | uk-gdpr | programme+6y | What was done, or why nothing was
  at timestamp with time zone not null default clock_timestamp()  -- official | uk-gdpr | programme+6y | When
  actor text not null  -- official | uk-gdpr | programme+6y | Who
  constraint correction_answer_correction_ward_bcu_fkey FOREIGN KEY (correction, ward, bcu) REFERENCES engagement.correction(id, ward, bcu)
  constraint correction_answer_pkey PRIMARY KEY (correction)
  constraint correction_answer_reason_check CHECK (((length(reason) >= 1) AND (length(reason) <= 500)))
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON engagement.correction_answer FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_own_bcu for insert to mettrace_sergeant with check (((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))) AND (actor = ( SELECT foundation.actor_id() AS actor_id))))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_data_protection using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_own_bcu for select to mettrace_sergeant using ((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))))
  grant select to mettrace_data_protection
  grant select to mettrace_sergeant
  grant insert (actor, bcu, correction, done, reason, ward) to mettrace_sergeant

table engagement.duty_hours row security forced
  -- When somebody is on duty for rounds on a day. What was recorded last counts.
  id uuid not null  -- official | uk-gdpr | programme+6y | UUID that whoever records it gives it
  person uuid not null  -- personal | uk-gdpr | programme+6y | Who
  day date not null  -- official | uk-gdpr | programme+6y | Day in London
  begins time without time zone  -- personal | uk-gdpr | programme+6y | From when, by London's clocks; null where they are not on duty after all
  ends time without time zone  -- personal | uk-gdpr | programme+6y | Until when
  wards text[]  -- official | uk-gdpr | programme+6y | Wards that they are posted to; null where they work in the whole BCU
  ward text  -- official | uk-gdpr | programme+6y | The first of their wards
  bcu text not null  -- official | uk-gdpr | programme+6y | BCU
  actor text not null  -- personal | uk-gdpr | audit+6y | Who recorded it
  recorded_at timestamp with time zone not null default clock_timestamp()  -- official | uk-gdpr | programme+6y | When
  constraint duty_hours_bcu_check CHECK ((bcu <> ''::text))
  constraint duty_hours_check CHECK (((begins IS NULL) = (ends IS NULL)))
  constraint duty_hours_check1 CHECK ((begins < ends))
  constraint duty_hours_check2 CHECK ((ward = wards[1]))
  constraint duty_hours_person_fkey FOREIGN KEY (person) REFERENCES identity.person(id)
  constraint duty_hours_pkey PRIMARY KEY (id)
  constraint duty_hours_ward_check CHECK ((ward <> ''::text))
  constraint duty_hours_wards_check CHECK ((cardinality(wards) > 0))
  CREATE INDEX duty_hours_by_bcu ON engagement.duty_hours USING btree (bcu, day)
  CREATE INDEX duty_hours_by_person ON engagement.duty_hours USING btree (person, day)
  CREATE INDEX duty_hours_by_ward ON engagement.duty_hours USING btree (ward, day)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON engagement.duty_hours FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_registrar with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy add_own_bcu for insert to mettrace_sergeant with check (((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))) AND (actor = ( SELECT foundation.actor_id() AS actor_id))))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_programme_lead, mettrace_registrar, mettrace_store_keeper using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_own_bcu for select to mettrace_prevention_pcso, mettrace_sergeant, mettrace_stock_keeper using ((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))))
  policy read_own_ward for select to mettrace_ward_officer using ((ward = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))))
  grant select to mettrace_prevention_pcso
  grant select to mettrace_programme_lead
  grant insert, select to mettrace_registrar
  grant insert, select to mettrace_sergeant
  grant select to mettrace_stock_keeper
  grant select to mettrace_store_keeper
  grant select to mettrace_ward_officer

table engagement.earlier_area row security forced
  -- Areas of earlier phases, as their files describe them.
  phase uuid not null  -- official | uk-gdpr | programme+6y | Phase
  area text not null  -- official | uk-gdpr | programme+6y | Code of the area
  from_day date  -- official | uk-gdpr | programme+6y | First day on which kits may have been given; null where not known
  to_day date  -- official | uk-gdpr | programme+6y | Last such day; null where not known
  kits integer  -- official | uk-gdpr | programme+6y | Kits given there; null where not known
  homes integer  -- official | uk-gdpr | programme+6y | Homes as they were counted then; null where not known
  constraint earlier_area_area_check CHECK ((area <> ''::text))
  constraint earlier_area_check CHECK ((to_day >= from_day))
  constraint earlier_area_homes_check CHECK ((homes >= 0))
  constraint earlier_area_kits_check CHECK ((kits >= 0))
  constraint earlier_area_phase_fkey FOREIGN KEY (phase) REFERENCES engagement.earlier_phase(id)
  constraint earlier_area_pkey PRIMARY KEY (phase, area)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON engagement.earlier_area FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_programme_lead, mettrace_registrar, mettrace_store_keeper with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_auditor, mettrace_finance, mettrace_programme_lead, mettrace_registrar, mettrace_sergeant, mettrace_stock_keeper, mettrace_store_keeper using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_auditor
  grant select to mettrace_finance
  grant insert, select to mettrace_programme_lead
  grant insert, select to mettrace_registrar
  grant select to mettrace_sergeant
  grant select to mettrace_stock_keeper
  grant insert, select to mettrace_store_keeper

table engagement.earlier_kit row security forced
  -- Kits of earlier phases: what their files say of each besides its movement.
  kit uuid not null  -- official | uk-gdpr | programme+6y | The bottle
  phase uuid not null  -- official | uk-gdpr | programme+6y | Phase
  area text not null  -- official | uk-gdpr | programme+6y | Area that it was given in
  from_day date  -- official | uk-gdpr | programme+6y | First day on which it may have been given; null where not known
  to_day date  -- official | uk-gdpr | programme+6y | Last such day; null where not known
  uprn bigint  -- personal | uk-gdpr | programme+6y | Home, where the file names one, also one that the register does not have
  registered boolean  -- personal | uk-gdpr | programme+6y | Whether its owner registered; null where not known
  registered_on date  -- personal | uk-gdpr | programme+6y | When; null where not known
  sticker boolean  -- personal | uk-gdpr | programme+6y | Whether the home shows a sticker; null where not known
  ward text  -- official | uk-gdpr | programme+6y | Ward of the home; null where not known
  bcu text  -- official | uk-gdpr | programme+6y | BCU of the home; null where not known
  constraint earlier_kit_check CHECK ((to_day >= from_day))
  constraint earlier_kit_check1 CHECK (((registered_on IS NULL) OR registered))
  constraint earlier_kit_kit_fkey FOREIGN KEY (kit) REFERENCES engagement.kit(id)
  constraint earlier_kit_phase_area_fkey FOREIGN KEY (phase, area) REFERENCES engagement.earlier_area(phase, area)
  constraint earlier_kit_pkey PRIMARY KEY (kit)
  CREATE INDEX earlier_kit_by_bcu ON engagement.earlier_kit USING btree (bcu)
  CREATE INDEX earlier_kit_by_phase ON engagement.earlier_kit USING btree (phase, area)
  CREATE INDEX earlier_kit_by_ward ON engagement.earlier_kit USING btree (ward)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON engagement.earlier_kit FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_programme_lead, mettrace_registrar, mettrace_store_keeper with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy add_own_bcu for insert to mettrace_prevention_pcso, mettrace_sergeant, mettrace_stock_keeper with check ((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))))
  policy add_own_ward for insert to mettrace_ward_officer with check ((ward = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_programme_lead, mettrace_registrar, mettrace_store_keeper using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_own_bcu for select to mettrace_prevention_pcso, mettrace_sergeant, mettrace_stock_keeper using ((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))))
  policy read_own_ward for select to mettrace_ward_officer using ((ward = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))))
  grant insert, select to mettrace_prevention_pcso
  grant insert, select to mettrace_programme_lead
  grant insert, select to mettrace_registrar
  grant insert, select to mettrace_sergeant
  grant insert, select to mettrace_stock_keeper
  grant insert, select to mettrace_store_keeper
  grant insert, select to mettrace_ward_officer

table engagement.earlier_phase row security forced
  -- Files of earlier phases that were taken in.
  id uuid not null  -- official | uk-gdpr | programme+6y | UUIDv7
  name text not null  -- official | uk-gdpr | programme+6y | What it is called
  file text not null  -- official | uk-gdpr | programme+6y | Name of the file
  file_digest bytea not null  -- official | uk-gdpr | programme+6y | SHA-256 of what it says: the same file is taken once
  row_count integer not null  -- official | uk-gdpr | programme+6y | Its rows
  actor text not null  -- personal | uk-gdpr | audit+6y | Who took it in
  recorded_at timestamp with time zone not null default clock_timestamp()  -- official | uk-gdpr | programme+6y | When
  constraint earlier_phase_file_digest_check CHECK ((octet_length(file_digest) = 32))
  constraint earlier_phase_file_digest_key UNIQUE (file_digest)
  constraint earlier_phase_name_check CHECK ((name <> ''::text))
  constraint earlier_phase_name_key UNIQUE (name)
  constraint earlier_phase_pkey PRIMARY KEY (id)
  constraint earlier_phase_row_count_check CHECK ((row_count > 0))
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON engagement.earlier_phase FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_programme_lead, mettrace_registrar, mettrace_store_keeper with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_auditor, mettrace_finance, mettrace_programme_lead, mettrace_registrar, mettrace_sergeant, mettrace_stock_keeper, mettrace_store_keeper using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_auditor
  grant select to mettrace_finance
  grant insert, select to mettrace_programme_lead
  grant insert, select to mettrace_registrar
  grant select to mettrace_sergeant
  grant select to mettrace_stock_keeper
  grant insert, select to mettrace_store_keeper

table engagement.event_turn row security forced
  -- That an event stands no more, or again: undone, corrected, given up, and the undo of each; and that one that was set aside was accepted. One without a turn stands.
  id uuid not null  -- official | uk-gdpr | programme+6y | UUIDv7
  event uuid not null  -- official | uk-gdpr | programme+6y | Event that told it
  turn integer not null  -- official | uk-gdpr | programme+6y | From 1
  stands boolean not null  -- official | uk-gdpr | programme+6y | Whether it stands from this turn on
  how text not null  -- official | uk-gdpr | programme+6y | How that came
  by_event uuid not null  -- official | uk-gdpr | programme+6y | Event that did it; of one that was accepted, the event itself
  ward text  -- official | uk-gdpr | programme+6y | Ward that it is of, as far as known
  bcu text  -- official | uk-gdpr | programme+6y | BCU that it is of, as far as known
  actor text not null  -- personal | uk-gdpr | audit+6y | The event's own author; engagement.set_aside_decision has who accepted it
  constraint event_turn_by_event_fkey FOREIGN KEY (by_event) REFERENCES engagement.phone_event(id)
  constraint event_turn_check CHECK (((how <> 'accepted'::text) OR (stands AND (by_event = event))))
  constraint event_turn_event_actor_fkey FOREIGN KEY (event, actor) REFERENCES engagement.phone_event(id, actor)
  constraint event_turn_event_fkey FOREIGN KEY (event) REFERENCES engagement.phone_event(id)
  constraint event_turn_how_check CHECK ((how = ANY (ARRAY['undone'::text, 'corrected'::text, 'given up'::text, 'stands again'::text, 'accepted'::text])))
  constraint event_turn_id_key UNIQUE (id)
  constraint event_turn_pkey PRIMARY KEY (event, turn)
  constraint event_turn_turn_check CHECK ((turn > 0))
  CREATE INDEX event_turn_by_bcu ON engagement.event_turn USING btree (bcu)
  CREATE INDEX event_turn_by_event_of ON engagement.event_turn USING btree (by_event)
  CREATE INDEX event_turn_by_ward ON engagement.event_turn USING btree (ward)
  CREATE TRIGGER keep_states AFTER INSERT ON engagement.event_turn REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION engagement.keep_states()
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON engagement.event_turn FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  CREATE TRIGGER tell_events AFTER INSERT ON engagement.event_turn REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION engagement.tell_events()
  CREATE TRIGGER tell_set_aside AFTER INSERT ON engagement.event_turn REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION engagement.tell_set_aside()
  policy add_all for insert to mettrace_prevention_pcso, mettrace_registrar, mettrace_ward_officer with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy add_own_bcu for insert to mettrace_sergeant with check (((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))) AND (actor = ( SELECT foundation.actor_id() AS actor_id))))
  policy add_own_bcu_accepted for insert to mettrace_sergeant with check (((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))) AND ((by_event, actor) IN ( SELECT set_aside_decision.event,
    set_aside_decision.teller
   FROM engagement.set_aside_decision
  WHERE ((set_aside_decision.decision = 'accepted'::text) AND (set_aside_decision.actor = ( SELECT foundation.actor_id() AS actor_id)) AND (set_aside_decision.at >= now()))))))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_data_protection, mettrace_registrar using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all_prevention_pcso for select to mettrace_prevention_pcso using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND ((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))) OR (actor = ( SELECT foundation.actor_id() AS actor_id)))))
  policy read_all_ward_officer for select to mettrace_ward_officer using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND ((ward = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))) OR (actor = ( SELECT foundation.actor_id() AS actor_id)))))
  policy read_own_bcu for select to mettrace_sergeant using ((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))))
  grant select to mettrace_data_protection
  grant insert, select to mettrace_prevention_pcso
  grant insert, select to mettrace_registrar
  grant insert, select to mettrace_sergeant
  grant insert, select to mettrace_ward_officer

table engagement.file row security forced
  -- Pictures, each of one row of a room, encrypted; once erased only that there was one.
  id uuid not null  -- official | none | programme+6y | UUID, that of the row which refers to it
  use text not null  -- official | none | programme+6y | What kind of row refers to it
  kind text not null  -- official | none | programme+6y | What its bytes are, by their content
  width integer not null  -- official | none | programme+6y | Pixels across, as it is shown
  height integer not null  -- official | none | programme+6y | Pixels down
  keep_until date not null  -- official | none | programme+6y | Last day that it is kept, by what it is of
  digest bytea  -- personal | uk-gdpr | 2y | SHA-256 of the bytes as they are kept and shown
  sent_digest bytea  -- personal | uk-gdpr | 2y | SHA-256 of the bytes as they were sent, before what cameras write beside a picture was left out
  content bytea  -- personal | uk-gdpr | 2y | Its bytes, encrypted
  data_key bytea  -- secret | uk-gdpr | 2y | Key of its bytes, wrapped by a master key; null once erased
  key_version integer not null  -- official | none | programme+6y | Version of that master key
  erased_at timestamp with time zone  -- official | none | programme+6y | When it was erased
  at timestamp with time zone not null default clock_timestamp()  -- official | none | programme+6y | When it was taken in
  actor text not null  -- personal | uk-gdpr | programme+6y | Who sent it
  constraint file_check CHECK ((num_nonnulls(digest, sent_digest, content, data_key) =
CASE
    WHEN (erased_at IS NULL) THEN 4
    ELSE 0
END))
  constraint file_content_check CHECK (((length(content) >= 29) AND (length(content) <= 8000100)))
  constraint file_digest_check CHECK ((length(digest) = 32))
  constraint file_height_check CHECK (((height >= 1) AND (height <= 12000)))
  constraint file_id_use_key UNIQUE (id, use)
  constraint file_kind_check CHECK ((kind = ANY (ARRAY['jpeg'::text, 'png'::text, 'webp'::text])))
  constraint file_pkey PRIMARY KEY (id)
  constraint file_sent_digest_check CHECK ((length(sent_digest) = 32))
  constraint file_use_check CHECK ((use = 'sign picture'::text))
  constraint file_width_check CHECK (((width >= 1) AND (width <= 12000)))
  CREATE INDEX file_by_day ON engagement.file USING btree (keep_until) WHERE (erased_at IS NULL)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OF id, use, kind, width, height, keep_until, at, actor OR TRUNCATE ON engagement.file FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_prevention_pcso, mettrace_sergeant, mettrace_ward_officer with check (((actor = ( SELECT foundation.actor_id() AS actor_id)) AND ((erased_at IS NULL) OR (( SELECT foundation.acting_role() AS acting_role) = 'data_protection'::text))))
  policy change_all for update to mettrace_data_protection, mettrace_registrar using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND ((erased_at IS NULL) OR (( SELECT foundation.acting_role() AS acting_role) = 'data_protection'::text)))) with check (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND ((erased_at IS NULL) OR (( SELECT foundation.acting_role() AS acting_role) = 'data_protection'::text))))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy crossing_erases for update to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL)) with check (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (erased_at IS NOT NULL)))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_data_protection, mettrace_registrar using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all_prevention_pcso for select to mettrace_prevention_pcso using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM engagement.sign_picture seen
  WHERE (seen.id = file.id)))))
  policy read_all_sergeant for select to mettrace_sergeant using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM engagement.sign_picture seen
  WHERE (seen.id = file.id)))))
  policy read_all_ward_officer for select to mettrace_ward_officer using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM engagement.sign_picture seen
  WHERE (seen.id = file.id)))))
  grant select to mettrace_data_protection
  grant insert, select to mettrace_prevention_pcso
  grant select to mettrace_registrar
  grant insert, select to mettrace_sergeant
  grant insert, select to mettrace_ward_officer
  grant update (content, data_key, digest, erased_at, key_version, sent_digest) to mettrace_data_protection
  grant update (data_key, key_version) to mettrace_registrar

table engagement.held_ask row security forced
  -- That somebody asks what is held of them, as it came, whether anything is held or not: until a letter is written, for a day at most.
  id uuid not null  -- official | uk-gdpr | 30d | UUID that the form was given
  name_digest bytea not null  -- secret | uk-gdpr | 30d | Keyed digest of the name that was typed
  postcode text not null  -- personal | uk-gdpr | 30d | Postcode that was typed, capitals, no space
  on_paper boolean not null  -- official | uk-gdpr | 30d | Whether the code is wanted by post, whatever is held
  language text not null  -- personal | uk-gdpr | 30d | Language of the page that was asked on
  at timestamp with time zone not null default clock_timestamp()  -- official | uk-gdpr | 30d | When it came
  actor text not null  -- official | uk-gdpr | 30d | Always the visitor
  constraint held_ask_language_check CHECK (((length(language) >= 2) AND (length(language) <= 20)))
  constraint held_ask_name_digest_check CHECK ((octet_length(name_digest) = 32))
  constraint held_ask_pkey PRIMARY KEY (id)
  constraint held_ask_postcode_check CHECK (((length(postcode) >= 5) AND (length(postcode) <= 8)))
  CREATE INDEX held_ask_by_time ON engagement.held_ask USING btree (at)
  CREATE TRIGGER refuse_change BEFORE UPDATE OR TRUNCATE ON engagement.held_ask FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_visitor with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy old_ones_go for delete to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all for select to mettrace_data_protection using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy remove_all for delete to mettrace_data_protection using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant delete, select to mettrace_data_protection
  grant insert (actor, id, language, name_digest, on_paper, postcode) to mettrace_visitor

table engagement.held_code row security forced
  -- Codes for once, as digests: of a letter that was printed or sent again the last one counts.
  id uuid not null  -- official | uk-gdpr | programme+6y | UUID
  letter uuid not null  -- official | uk-gdpr | programme+6y | Letter that has it
  ward text not null  -- official | uk-gdpr | programme+6y | As the letter's
  bcu text not null  -- official | uk-gdpr | programme+6y | As the letter's
  digest bytea not null  -- secret | uk-gdpr | programme+6y | Keyed digest of the code
  expires_at timestamp with time zone not null  -- official | uk-gdpr | programme+6y | Until when it opens anything
  made_at timestamp with time zone not null default clock_timestamp()  -- official | uk-gdpr | programme+6y | When it was made
  actor text not null  -- official | uk-gdpr | programme+6y | Who printed it, or the product
  constraint held_code_check CHECK ((expires_at < (made_at + '60 days'::interval)))
  constraint held_code_digest_check CHECK ((octet_length(digest) = 32))
  constraint held_code_digest_key UNIQUE (digest)
  constraint held_code_letter_ward_bcu_fkey FOREIGN KEY (letter, ward, bcu) REFERENCES engagement.letter(id, ward, bcu)
  constraint held_code_pkey PRIMARY KEY (id)
  CREATE INDEX held_code_by_letter ON engagement.held_code USING btree (letter, made_at)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON engagement.held_code FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_own_bcu for insert to mettrace_sergeant with check (((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))) AND (actor = ( SELECT foundation.actor_id() AS actor_id))))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_data_protection using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy taken for insert to owner with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_data_protection
  grant insert (actor, bcu, digest, expires_at, id, letter, ward) to mettrace_sergeant

table engagement.held_try row security forced
  -- That a code was typed: with its postcode, which opens what is held once, or with another.
  id uuid not null  -- official | uk-gdpr | programme+6y | UUID
  code uuid not null  -- official | uk-gdpr | programme+6y | The code
  opening bytea  -- secret | uk-gdpr | programme+6y | SHA-256 of what the page that was opened can ask a correction with; null for another postcode
  at timestamp with time zone not null default clock_timestamp()  -- official | uk-gdpr | programme+6y | When
  constraint held_try_code_fkey FOREIGN KEY (code) REFERENCES engagement.held_code(id)
  constraint held_try_opening_check CHECK ((octet_length(opening) = 32))
  constraint held_try_pkey PRIMARY KEY (id)
  CREATE INDEX held_try_by_code ON engagement.held_try USING btree (code)
  CREATE UNIQUE INDEX held_try_by_opening ON engagement.held_try USING btree (opening) WHERE (opening IS NOT NULL)
  CREATE UNIQUE INDEX held_try_once ON engagement.held_try USING btree (code) WHERE (opening IS NOT NULL)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON engagement.held_try FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_data_protection using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy taken for insert to owner with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_data_protection

table engagement.home row security forced
  -- Homes that kits are offered to, as they were registered. What becomes of an address later is in places.address_fact.
  id uuid not null  -- official | uk-gdpr | programme+6y | UUIDv7
  uprn bigint not null  -- official | uk-gdpr | programme+6y | Unique property reference number, or what stands for it
  ward text not null  -- official | uk-gdpr | programme+6y | Ward whose officers may see it
  bcu text not null  -- official | uk-gdpr | programme+6y | BCU that the ward belongs to
  postcode text not null  -- personal | uk-gdpr | programme+6y | Postcode, capitals, no space
  street text not null  -- personal | uk-gdpr | programme+6y | Street
  number text not null  -- personal | uk-gdpr | programme+6y | Number or name of the house or building
  core text  -- personal | uk-gdpr | programme+6y | Stairs or lift of a building of flats
  floor integer  -- personal | uk-gdpr | programme+6y | Floor, 0 the ground
  flat integer  -- personal | uk-gdpr | programme+6y | Number of the flat
  easting integer not null  -- personal | uk-gdpr | programme+6y | Metres, EPSG:27700
  northing integer not null  -- personal | uk-gdpr | programme+6y | Metres, EPSG:27700
  constraint home_bcu_check CHECK ((bcu <> ''::text))
  constraint home_id_ward_bcu_key UNIQUE (id, ward, bcu)
  constraint home_uprn_key UNIQUE (uprn)
  constraint home_ward_check CHECK ((ward <> ''::text))
  CREATE INDEX home_by_bcu ON engagement.home USING btree (bcu, postcode, street, number)
  CREATE UNIQUE INDEX home_by_id_alone ON engagement.home USING btree (((id)::text))
  CREATE INDEX home_by_place ON engagement.home USING btree (easting, northing)
  CREATE INDEX home_by_postcode ON engagement.home USING btree (postcode, ward, bcu)
  CREATE INDEX home_by_uprn ON engagement.home USING btree (uprn, ward, bcu)
  CREATE INDEX home_by_ward ON engagement.home USING btree (ward, postcode, street, number)
  CREATE TRIGGER keep_states AFTER INSERT ON engagement.home REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION engagement.keep_states()
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON engagement.home FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  CREATE TRIGGER signs_leave BEFORE DELETE ON engagement.home FOR EACH STATEMENT EXECUTE FUNCTION engagement.signs_leave()
  CREATE TRIGGER spot_checks_leave BEFORE DELETE ON engagement.home FOR EACH STATEMENT EXECUTE FUNCTION engagement.spot_checks_leave()
  CREATE TRIGGER surveys_leave BEFORE DELETE ON engagement.home FOR EACH STATEMENT EXECUTE FUNCTION engagement.surveys_leave()
  policy add_all for insert to mettrace_registrar with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_data_protection, mettrace_registrar using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_own_bcu for select to mettrace_prevention_pcso, mettrace_sergeant using ((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))))
  policy read_own_ward for select to mettrace_ward_officer using ((ward = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))))
  policy register for insert to owner with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_data_protection
  grant select to mettrace_prevention_pcso
  grant insert, select to mettrace_registrar
  grant select to mettrace_sergeant
  grant select to mettrace_ward_officer

table engagement.home_decision row security forced
  -- What another person decided about a proposal; of several about one home the last approved holds.
  proposal uuid not null  -- official | uk-gdpr | programme+6y | The proposal
  turn bigint not null identity a  -- official | uk-gdpr | programme+6y | In the order in which they were decided
  proposed_by text not null  -- personal | uk-gdpr | audit+6y | Who proposed it: never who decides
  ward text not null  -- official | uk-gdpr | programme+6y | As the home's
  bcu text not null  -- official | uk-gdpr | programme+6y | As the home's
  approved boolean not null  -- official | uk-gdpr | programme+6y | Approved, or refused
  actor text not null  -- personal | uk-gdpr | audit+6y | Who decided
  decided_at timestamp with time zone not null default clock_timestamp()  -- official | uk-gdpr | programme+6y | When
  constraint home_decision_check CHECK ((actor <> proposed_by))
  constraint home_decision_pkey PRIMARY KEY (proposal)
  constraint home_decision_proposal_proposed_by_ward_bcu_fkey FOREIGN KEY (proposal, proposed_by, ward, bcu) REFERENCES engagement.home_proposal(id, actor, ward, bcu) ON DELETE CASCADE
  constraint home_decision_turn_key UNIQUE (turn)
  CREATE INDEX home_decision_by_bcu ON engagement.home_decision USING btree (bcu)
  CREATE INDEX home_decision_by_ward ON engagement.home_decision USING btree (ward)
  CREATE TRIGGER keep_states AFTER INSERT ON engagement.home_decision REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION engagement.keep_states()
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON engagement.home_decision FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_programme_lead with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy add_own_bcu for insert to mettrace_sergeant with check (((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))) AND (actor = ( SELECT foundation.actor_id() AS actor_id))))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all for select to mettrace_data_protection, mettrace_programme_lead, mettrace_registrar using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_own_bcu for select to mettrace_prevention_pcso, mettrace_sergeant using ((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))))
  policy read_own_ward for select to mettrace_ward_officer using ((ward = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))))
  grant select to mettrace_data_protection
  grant select to mettrace_prevention_pcso
  grant insert, select to mettrace_programme_lead
  grant select to mettrace_registrar
  grant insert, select to mettrace_sergeant
  grant select to mettrace_ward_officer

sequence engagement.home_decision_turn_seq

table engagement.home_proposal row security forced
  -- That a home is to be left out, taken in again, or that one is missing. Refused and nobody in are no reasons: such homes stay.
  id uuid not null  -- official | uk-gdpr | programme+6y | UUIDv7; the home's id, once a reported one is taken in
  kind text not null  -- official | uk-gdpr | programme+6y | Leave out, take in again, or report one that is missing
  home uuid not null  -- personal | uk-gdpr | programme+6y | The home; of a missing one, a home of the same building or beside it
  ward text not null  -- official | uk-gdpr | programme+6y | As the home's
  bcu text not null  -- official | uk-gdpr | programme+6y | As the home's
  reason text  -- official | uk-gdpr | programme+6y | Why it is to be left out
  number text  -- personal | uk-gdpr | programme+6y | Number or name of a missing home
  flat integer  -- personal | uk-gdpr | programme+6y | Its flat
  address text not null  -- personal | uk-gdpr | programme+6y | The home as it was called when it was proposed, for whoever decides
  note text not null default ''::text  -- personal | uk-gdpr | programme+6y | What was seen; of one from a door the event has it
  actor text not null  -- personal | uk-gdpr | audit+6y | Who proposed it
  proposed_at timestamp with time zone not null default clock_timestamp()  -- official | uk-gdpr | programme+6y | When
  event uuid  -- official | uk-gdpr | programme+6y | Event of a phone that told it at the door; null where it was proposed at the desk
  seen_at timestamp with time zone  -- personal | uk-gdpr | programme+6y | When the officer was at the door
  constraint home_proposal_check CHECK (((kind = 'exclude'::text) = (reason IS NOT NULL)))
  constraint home_proposal_check1 CHECK (((kind = 'report'::text) = (number IS NOT NULL)))
  constraint home_proposal_check2 CHECK (((event IS NULL) = (seen_at IS NULL)))
  constraint home_proposal_check3 CHECK (((event IS NULL) OR (kind = 'exclude'::text)))
  constraint home_proposal_event_fkey FOREIGN KEY (event) REFERENCES engagement.phone_event(id) ON DELETE CASCADE
  constraint home_proposal_home_ward_bcu_fkey FOREIGN KEY (home, ward, bcu) REFERENCES engagement.home(id, ward, bcu) ON DELETE CASCADE
  constraint home_proposal_id_actor_ward_bcu_key UNIQUE (id, actor, ward, bcu)
  constraint home_proposal_kind_check CHECK ((kind = ANY (ARRAY['exclude'::text, 'restore'::text, 'report'::text])))
  constraint home_proposal_once UNIQUE (event)
  constraint home_proposal_pkey PRIMARY KEY (id)
  constraint home_proposal_reason_check CHECK ((reason = ANY (ARRAY['not a dwelling'::text, 'void'::text, 'demolished'::text, 'duplicate'::text])))
  CREATE INDEX home_proposal_by_bcu ON engagement.home_proposal USING btree (bcu)
  CREATE INDEX home_proposal_by_home ON engagement.home_proposal USING btree (home, ward, bcu)
  CREATE INDEX home_proposal_by_ward ON engagement.home_proposal USING btree (ward)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON engagement.home_proposal FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all_told for insert to mettrace_prevention_pcso, mettrace_ward_officer with check (((actor = ( SELECT foundation.actor_id() AS actor_id)) AND (event IN ( SELECT phone_event.id
   FROM engagement.phone_event
  WHERE (phone_event.actor = ( SELECT foundation.actor_id() AS actor_id)))) AND (EXISTS ( SELECT
   FROM engagement.assignment_home seen
  WHERE (seen.home = home_proposal.home)))))
  policy add_own_bcu for insert to mettrace_prevention_pcso, mettrace_sergeant with check (((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))) AND (actor = ( SELECT foundation.actor_id() AS actor_id))))
  policy add_own_bcu_accepted for insert to mettrace_sergeant with check (((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))) AND ((event, actor) IN ( SELECT set_aside_decision.event,
    set_aside_decision.teller
   FROM engagement.set_aside_decision
  WHERE ((set_aside_decision.decision = 'accepted'::text) AND (set_aside_decision.actor = ( SELECT foundation.actor_id() AS actor_id)) AND (set_aside_decision.at >= now()))))))
  policy add_own_ward for insert to mettrace_ward_officer with check (((ward = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))) AND (actor = ( SELECT foundation.actor_id() AS actor_id))))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all for select to mettrace_data_protection, mettrace_programme_lead, mettrace_registrar using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_own_bcu for select to mettrace_prevention_pcso, mettrace_sergeant using ((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))))
  policy read_own_ward for select to mettrace_ward_officer using ((ward = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))))
  grant select to mettrace_data_protection
  grant insert, select to mettrace_prevention_pcso
  grant select to mettrace_programme_lead
  grant select to mettrace_registrar
  grant insert, select to mettrace_sergeant
  grant insert, select to mettrace_ward_officer

table engagement.home_state row security forced
  -- What became of each home: kept by engagement.keep_states_of in the transaction of every fact and by nobody else.
  home uuid not null  -- personal | uk-gdpr | derived | The home
  ward text not null  -- official | uk-gdpr | derived | Its ward
  bcu text not null  -- official | uk-gdpr | derived | Its BCU
  area text not null  -- official | uk-gdpr | derived | Area that it lies in; empty while that is not known
  street text not null  -- official | uk-gdpr | derived | Its street, as it was registered
  state text not null  -- personal | uk-gdpr | derived | What became of it; outside: no home by the register in force
  is_offered boolean not null  -- personal | uk-gdpr | derived | Whether somebody was found there, declined by a card, or has a kit
  tries integer not null  -- personal | uk-gdpr | derived | Visits that stand since its last mark ended; what was said by a card is none
  ends_on date  -- personal | uk-gdpr | derived | First day on which its mark, or its kit, no longer counts; null where none is set
  constraint home_state_home_ward_bcu_fkey FOREIGN KEY (home, ward, bcu) REFERENCES engagement.home(id, ward, bcu)
  constraint home_state_pkey PRIMARY KEY (home)
  constraint home_state_state_check CHECK ((state = ANY (ARRAY['outside'::text, 'excluded'::text, 'protected'::text, 'delivered'::text, 'refused'::text, 'come back'::text, 'no answer'::text, 'not yet'::text])))
  constraint home_state_tries_check CHECK ((tries >= 0))
  CREATE INDEX home_state_by_area ON engagement.home_state USING btree (area, street)
  CREATE INDEX home_state_by_bcu ON engagement.home_state USING btree (bcu, street)
  CREATE INDEX home_state_by_ward ON engagement.home_state USING btree (ward, street)
  CREATE INDEX home_state_to_place ON engagement.home_state USING btree (home) WHERE (area = ''::text)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON engagement.home_state FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy keep for insert to owner with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy keep_on for update to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL)) with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_data_protection, mettrace_registrar using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_own_bcu for select to mettrace_prevention_pcso, mettrace_sergeant using ((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))))
  policy read_own_ward for select to mettrace_ward_officer using ((ward = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))))
  grant select to mettrace_data_protection
  grant select to mettrace_prevention_pcso
  grant select to mettrace_registrar
  grant select to mettrace_sergeant
  grant select to mettrace_ward_officer

table engagement.kit row security forced
  -- Bottles, as their supplier announced them. Where each is follows from its movements.
  id uuid not null  -- official | uk-gdpr | programme+6y | UUIDv7
  serial text not null  -- official | uk-gdpr | programme+6y | What people read and type, with check character (ISO 7064 MOD 37,36)
  batch uuid  -- official | uk-gdpr | programme+6y | Batch; null where all that is known is from before
  box uuid  -- official | uk-gdpr | programme+6y | Box it came in
  made_on date  -- official | uk-gdpr | programme+6y | Day it was made; null where not known
  expires_on date  -- official | uk-gdpr | programme+6y | Last day of use; null where not known
  exists_from timestamp with time zone not null  -- official | uk-gdpr | programme+6y | Nothing can have happened to it before: midnight of the day it was made, or -infinity
  data_key bytea  -- secret | uk-gdpr | programme+6y | Key of this row, wrapped by a key outside the database
  key_version integer  -- official | uk-gdpr | programme+6y | Which key wraps it
  code bytea  -- secret | uk-gdpr | programme+6y | Code of the liquid: AES-256-GCM, bound to table, column and row
  code_digest bytea  -- secret | uk-gdpr | programme+6y | Keyed digest of the code, for exact look-up
  earlier_code text  -- secret | uk-gdpr | programme+6y | Code as earlier versions kept it, until the server encrypts it when it next starts
  pin_digest bytea  -- secret | uk-gdpr | programme+6y | Digest of the PIN on the card, as the supplier gave it
  actor text not null  -- personal | uk-gdpr | audit+6y | Who took it in
  recorded_at timestamp with time zone not null default clock_timestamp()  -- official | uk-gdpr | programme+6y | When
  constraint kit_batch_fkey FOREIGN KEY (batch) REFERENCES engagement.kit_batch(id)
  constraint kit_box_fkey FOREIGN KEY (box) REFERENCES engagement.kit_box(id)
  constraint kit_check CHECK ((expires_on >= made_on))
  constraint kit_check1 CHECK (((made_on IS NULL) OR (exists_from = ((made_on)::timestamp without time zone AT TIME ZONE 'Europe/London'::text))))
  constraint kit_check2 CHECK ((((code IS NULL) = (data_key IS NULL)) AND ((code IS NULL) = (code_digest IS NULL)) AND ((data_key IS NULL) = (key_version IS NULL))))
  constraint kit_code_digest_check CHECK ((octet_length(code_digest) = 32))
  constraint kit_code_digest_key UNIQUE (code_digest)
  constraint kit_id_exists_from_key UNIQUE (id, exists_from)
  constraint kit_pkey PRIMARY KEY (id)
  constraint kit_serial_check CHECK ((serial <> ''::text))
  constraint kit_serial_key UNIQUE (serial)
  CREATE INDEX kit_by_batch ON engagement.kit USING btree (batch)
  CREATE INDEX kit_by_box ON engagement.kit USING btree (box)
  CREATE INDEX kit_by_key ON engagement.kit USING btree (key_version) WHERE (data_key IS NOT NULL)
  CREATE INDEX kit_to_seal ON engagement.kit USING btree (id) WHERE (earlier_code IS NOT NULL)
  CREATE TRIGGER kit_statements_leave BEFORE DELETE ON engagement.kit FOR EACH STATEMENT EXECUTE FUNCTION engagement.kit_statements_leave()
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OF id, serial, batch, box, made_on, expires_on, exists_from, pin_digest, actor, recorded_at OR TRUNCATE ON engagement.kit FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_registrar, mettrace_store_keeper with check (((actor = ( SELECT foundation.actor_id() AS actor_id)) AND ((batch IS NOT NULL) OR (( SELECT foundation.acting_role() AS acting_role) = 'registrar'::text))))
  policy change_all for update to mettrace_registrar using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND ((batch IS NOT NULL) OR (( SELECT foundation.acting_role() AS acting_role) = 'registrar'::text)))) with check (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND ((batch IS NOT NULL) OR (( SELECT foundation.acting_role() AS acting_role) = 'registrar'::text))))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_registrar, mettrace_store_keeper using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant insert, select to mettrace_registrar
  grant insert, select to mettrace_store_keeper
  grant update (code, code_digest, data_key, earlier_code, key_version) to mettrace_registrar

table engagement.kit_acknowledgement row security forced
  -- That a holder, or a home, acknowledged that they were told of a recall or quarantine.
  id uuid not null  -- official | uk-gdpr | programme+6y | The notice
  at timestamp with time zone not null  -- official | uk-gdpr | programme+6y | When
  ward text  -- official | uk-gdpr | programme+6y | As the notice's
  bcu text  -- official | uk-gdpr | programme+6y | As the notice's
  actor text not null  -- personal | uk-gdpr | audit+6y | Who recorded it
  constraint kit_acknowledgement_id_fkey FOREIGN KEY (id) REFERENCES engagement.kit_notice(id)
  constraint kit_acknowledgement_pkey PRIMARY KEY (id)
  CREATE INDEX kit_acknowledgement_by_bcu ON engagement.kit_acknowledgement USING btree (bcu)
  CREATE INDEX kit_acknowledgement_by_ward ON engagement.kit_acknowledgement USING btree (ward)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON engagement.kit_acknowledgement FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_programme_lead, mettrace_registrar, mettrace_store_keeper with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy add_own_bcu for insert to mettrace_prevention_pcso, mettrace_sergeant, mettrace_stock_keeper with check (((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))) AND (actor = ( SELECT foundation.actor_id() AS actor_id))))
  policy add_own_ward for insert to mettrace_ward_officer with check (((ward = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))) AND (actor = ( SELECT foundation.actor_id() AS actor_id))))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_programme_lead, mettrace_registrar, mettrace_store_keeper using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_own_bcu for select to mettrace_prevention_pcso, mettrace_sergeant, mettrace_stock_keeper using ((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))))
  policy read_own_ward for select to mettrace_ward_officer using ((ward = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))))
  grant insert, select to mettrace_prevention_pcso
  grant insert, select to mettrace_programme_lead
  grant insert, select to mettrace_registrar
  grant insert, select to mettrace_sergeant
  grant insert, select to mettrace_stock_keeper
  grant insert, select to mettrace_store_keeper
  grant insert, select to mettrace_ward_officer

table engagement.kit_act row security forced
  -- What somebody did with one bottle or many at once. Asked for again by the same id, it is the same act.
  id uuid not null  -- official | uk-gdpr | programme+6y | UUID that whoever asks for the act gives it
  kind text not null  -- official | uk-gdpr | programme+6y | What was done
  at timestamp with time zone not null  -- official | uk-gdpr | programme+6y | When it happened
  recorded_at timestamp with time zone not null default clock_timestamp()  -- official | uk-gdpr | programme+6y | When it was recorded
  from_holder text  -- personal | uk-gdpr | programme+6y | Who gave them, where it was one holder
  to_holder text  -- personal | uk-gdpr | programme+6y | Who was to have them; of a transfer, who confirms it
  transfer uuid  -- official | uk-gdpr | programme+6y | The act that sent them, where this confirms or ends it
  kits integer not null  -- official | uk-gdpr | programme+6y | How many bottles
  reason text  -- official | uk-gdpr | programme+6y | Why
  second uuid  -- personal | uk-gdpr | programme+6y | Second person to a loss
  ward text  -- official | uk-gdpr | programme+6y | Ward, once they are out of the store
  bcu text  -- official | uk-gdpr | programme+6y | BCU, once they leave the central store for it
  actor text not null  -- personal | uk-gdpr | audit+6y | Who did it
  constraint kit_act_check CHECK (((kind <> 'sent'::text) OR ((from_holder IS NOT NULL) AND (to_holder IS NOT NULL) AND (from_holder <> to_holder))))
  constraint kit_act_check1 CHECK ((((transfer IS NOT NULL) = (kind = ANY (ARRAY['taken'::text, 'taken back'::text]))) OR (kind = ANY (ARRAY['lost'::text, 'damaged'::text]))))
  constraint kit_act_check2 CHECK ((('person:'::text || second) IS DISTINCT FROM actor))
  constraint kit_act_check3 CHECK (((kind <> ALL (ARRAY['lost'::text, 'damaged'::text, 'missing'::text])) OR (reason IS NOT NULL)))
  constraint kit_act_check4 CHECK (((kind <> ALL (ARRAY['lost'::text, 'damaged'::text])) OR (second IS NOT NULL) OR (actor !~~ 'person:%'::text) OR (reason = 'as kept before'::text)))
  constraint kit_act_check5 CHECK (((kind <> ALL (ARRAY['corrected'::text, 'settled'::text, 'quarantined'::text, 'recalled'::text])) OR (reason IS NOT NULL)))
  constraint kit_act_id_from_holder_key UNIQUE (id, from_holder)
  constraint kit_act_id_kind_at_actor_key UNIQUE (id, kind, at, actor)
  constraint kit_act_id_to_holder_key UNIQUE (id, to_holder)
  constraint kit_act_kind_check CHECK ((kind = ANY (ARRAY['received'::text, 'sent'::text, 'taken'::text, 'taken back'::text, 'issued'::text, 'delivered'::text, 'registered'::text, 'returned'::text, 'lost'::text, 'damaged'::text, 'expired'::text, 'quarantined'::text, 'released'::text, 'recalled'::text, 'found'::text, 'missing'::text, 'corrected'::text, 'settled'::text, 'earlier'::text])))
  constraint kit_act_kits_check CHECK ((kits > 0))
  constraint kit_act_pkey PRIMARY KEY (id)
  constraint kit_act_reason_check CHECK ((reason <> ''::text))
  constraint kit_act_second_fkey FOREIGN KEY (second) REFERENCES identity.person(id)
  constraint kit_act_transfer_fkey FOREIGN KEY (transfer) REFERENCES engagement.kit_act(id)
  CREATE INDEX kit_act_by_actor ON engagement.kit_act USING btree (actor, at)
  CREATE INDEX kit_act_by_bcu ON engagement.kit_act USING btree (bcu, at)
  CREATE INDEX kit_act_by_transfer ON engagement.kit_act USING btree (transfer) WHERE (transfer IS NOT NULL)
  CREATE INDEX kit_act_by_ward ON engagement.kit_act USING btree (ward, at)
  CREATE INDEX kit_act_came ON engagement.kit_act USING btree (to_holder, at) WHERE ((to_holder IS NOT NULL) AND (kind <> 'sent'::text))
  CREATE INDEX kit_act_given ON engagement.kit_act USING btree (at) WHERE ((kind = ANY (ARRAY['sent'::text, 'issued'::text, 'delivered'::text])) AND (from_holder IS NOT NULL))
  CREATE INDEX kit_act_out_of_hand ON engagement.kit_act USING btree (kind, at) WHERE (kind = ANY (ARRAY['lost'::text, 'damaged'::text, 'expired'::text, 'missing'::text, 'quarantined'::text, 'recalled'::text, 'released'::text]))
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON engagement.kit_act FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_programme_lead, mettrace_registrar, mettrace_store_keeper with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy add_own_bcu for insert to mettrace_prevention_pcso, mettrace_sergeant, mettrace_stock_keeper with check (((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))) AND (actor = ( SELECT foundation.actor_id() AS actor_id))))
  policy add_own_bcu_accepted for insert to mettrace_sergeant with check (((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))) AND ((id, actor) IN ( SELECT set_aside_decision.event,
    set_aside_decision.teller
   FROM engagement.set_aside_decision
  WHERE ((set_aside_decision.decision = 'accepted'::text) AND (set_aside_decision.actor = ( SELECT foundation.actor_id() AS actor_id)) AND (set_aside_decision.at >= now()))))))
  policy add_own_ward for insert to mettrace_ward_officer with check (((ward = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))) AND (actor = ( SELECT foundation.actor_id() AS actor_id))))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_programme_lead, mettrace_registrar, mettrace_store_keeper using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_own_bcu for select to mettrace_prevention_pcso, mettrace_sergeant, mettrace_stock_keeper using ((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))))
  policy read_own_ward for select to mettrace_ward_officer using ((ward = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))))
  grant insert, select to mettrace_prevention_pcso
  grant insert, select to mettrace_programme_lead
  grant insert, select to mettrace_registrar
  grant insert, select to mettrace_sergeant
  grant insert, select to mettrace_stock_keeper
  grant insert, select to mettrace_store_keeper
  grant insert, select to mettrace_ward_officer

table engagement.kit_batch row security forced
  -- Batches that a supplier made, as their files announce them. A batch of an earlier phase has no contract.
  id uuid not null  -- official | uk-gdpr | programme+6y | UUIDv7
  contract uuid  -- official | uk-gdpr | programme+6y | Contract; null for kits of an earlier phase
  reference text not null  -- official | uk-gdpr | programme+6y | What the supplier calls the batch
  made_on date  -- official | uk-gdpr | programme+6y | Day it was made; null where not known
  expires_on date  -- official | uk-gdpr | programme+6y | Last day of use; null where not known
  ordered integer  -- official | uk-gdpr | programme+6y | Kits that were ordered
  due_on date  -- official | uk-gdpr | programme+6y | Day by which they were to come
  announced integer not null  -- official | uk-gdpr | programme+6y | Kits in the supplier's file
  file text  -- official | uk-gdpr | programme+6y | Name of that file
  file_digest bytea  -- official | uk-gdpr | programme+6y | SHA-256 of it: the same file is taken once
  actor text not null  -- personal | uk-gdpr | audit+6y | Who took it in
  recorded_at timestamp with time zone not null default clock_timestamp()  -- official | uk-gdpr | programme+6y | When
  constraint kit_batch_announced_check CHECK ((announced >= 0))
  constraint kit_batch_check CHECK ((expires_on >= made_on))
  constraint kit_batch_contract_fkey FOREIGN KEY (contract) REFERENCES engagement.supply_contract(id)
  constraint kit_batch_contract_reference_key UNIQUE (contract, reference)
  constraint kit_batch_file_digest_check CHECK ((octet_length(file_digest) = 32))
  constraint kit_batch_file_digest_key UNIQUE (file_digest)
  constraint kit_batch_ordered_check CHECK ((ordered > 0))
  constraint kit_batch_pkey PRIMARY KEY (id)
  constraint kit_batch_reference_check CHECK ((reference <> ''::text))
  CREATE TRIGGER money_leaves BEFORE DELETE ON engagement.kit_batch FOR EACH STATEMENT EXECUTE FUNCTION account.money_leaves()
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON engagement.kit_batch FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_programme_lead, mettrace_registrar, mettrace_store_keeper with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_auditor, mettrace_finance, mettrace_programme_lead, mettrace_registrar, mettrace_sergeant, mettrace_stock_keeper, mettrace_store_keeper using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_auditor
  grant select to mettrace_finance
  grant insert, select to mettrace_programme_lead
  grant insert, select to mettrace_registrar
  grant select to mettrace_sergeant
  grant select to mettrace_stock_keeper
  grant insert, select to mettrace_store_keeper

table engagement.kit_box row security forced
  -- Boxes of a batch.
  id uuid not null  -- official | uk-gdpr | programme+6y | UUIDv7
  batch uuid not null  -- official | uk-gdpr | programme+6y | Batch
  reference text not null  -- official | uk-gdpr | programme+6y | Number of the box
  sscc text  -- official | uk-gdpr | programme+6y | GS1 serial shipping container code, 18 digits
  pallet text  -- official | uk-gdpr | programme+6y | Pallet it came on
  constraint kit_box_batch_fkey FOREIGN KEY (batch) REFERENCES engagement.kit_batch(id)
  constraint kit_box_batch_reference_key UNIQUE (batch, reference)
  constraint kit_box_pkey PRIMARY KEY (id)
  constraint kit_box_reference_check CHECK ((reference <> ''::text))
  constraint kit_box_sscc_check CHECK ((sscc ~ '^\d{18}$'::text))
  constraint kit_box_sscc_key UNIQUE (sscc)
  CREATE INDEX kit_box_by_reference ON engagement.kit_box USING btree (reference)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON engagement.kit_box FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_programme_lead, mettrace_registrar, mettrace_store_keeper with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_auditor, mettrace_finance, mettrace_programme_lead, mettrace_registrar, mettrace_sergeant, mettrace_stock_keeper, mettrace_store_keeper using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_auditor
  grant select to mettrace_finance
  grant insert, select to mettrace_programme_lead
  grant insert, select to mettrace_registrar
  grant select to mettrace_sergeant
  grant select to mettrace_stock_keeper
  grant insert, select to mettrace_store_keeper

table engagement.kit_count row security forced
  -- Counts of what a holder has. Whoever counts is not told what the ledger says.
  id uuid not null  -- official | uk-gdpr | programme+6y | UUID
  holder text not null  -- personal | uk-gdpr | programme+6y | Whose kits were counted
  begun_at timestamp with time zone not null  -- official | uk-gdpr | programme+6y | When it began
  ward text  -- official | uk-gdpr | programme+6y | Ward of the holder
  bcu text  -- official | uk-gdpr | programme+6y | BCU of the holder
  actor text not null  -- personal | uk-gdpr | audit+6y | Who counted
  constraint kit_count_pkey PRIMARY KEY (id)
  CREATE INDEX kit_count_by_bcu ON engagement.kit_count USING btree (bcu, begun_at)
  CREATE INDEX kit_count_by_ward ON engagement.kit_count USING btree (ward, begun_at)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON engagement.kit_count FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_programme_lead, mettrace_registrar, mettrace_store_keeper with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy add_own_bcu for insert to mettrace_sergeant, mettrace_stock_keeper with check (((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))) AND (actor = ( SELECT foundation.actor_id() AS actor_id))))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_programme_lead, mettrace_registrar, mettrace_store_keeper using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_own_bcu for select to mettrace_sergeant, mettrace_stock_keeper using ((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))))
  grant insert, select to mettrace_programme_lead
  grant insert, select to mettrace_registrar
  grant insert, select to mettrace_sergeant
  grant insert, select to mettrace_stock_keeper
  grant insert, select to mettrace_store_keeper

table engagement.kit_count_result row security forced
  -- What a count came to, beside what the ledger said in the same moment; a count is finished once.
  id uuid not null  -- official | uk-gdpr | programme+6y | The count
  counted_at timestamp with time zone not null  -- official | uk-gdpr | programme+6y | When it was finished
  counted integer not null  -- official | uk-gdpr | programme+6y | Kits counted
  held integer not null  -- official | uk-gdpr | programme+6y | Kits that the ledger said
  ward text  -- official | uk-gdpr | programme+6y | Ward of the holder
  bcu text  -- official | uk-gdpr | programme+6y | BCU of the holder
  actor text not null  -- personal | uk-gdpr | audit+6y | Who counted
  constraint kit_count_result_counted_check CHECK ((counted >= 0))
  constraint kit_count_result_held_check CHECK ((held >= 0))
  constraint kit_count_result_id_actor_key UNIQUE (id, actor)
  constraint kit_count_result_id_fkey FOREIGN KEY (id) REFERENCES engagement.kit_count(id)
  constraint kit_count_result_pkey PRIMARY KEY (id)
  CREATE INDEX kit_count_result_by_bcu ON engagement.kit_count_result USING btree (bcu)
  CREATE INDEX kit_count_result_by_ward ON engagement.kit_count_result USING btree (ward)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON engagement.kit_count_result FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_programme_lead, mettrace_registrar, mettrace_store_keeper with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy add_own_bcu for insert to mettrace_sergeant, mettrace_stock_keeper with check (((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))) AND (actor = ( SELECT foundation.actor_id() AS actor_id))))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_programme_lead, mettrace_registrar, mettrace_store_keeper using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_own_bcu for select to mettrace_sergeant, mettrace_stock_keeper using ((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))))
  grant insert, select to mettrace_programme_lead
  grant insert, select to mettrace_registrar
  grant insert, select to mettrace_sergeant
  grant insert, select to mettrace_stock_keeper
  grant insert, select to mettrace_store_keeper

table engagement.kit_message row security forced
  -- What was said with the serial and PIN of a kit, as it came, whether there is such a kit or not: until it is taken to its home, for 30 days at most.
  id uuid not null  -- official | uk-gdpr | 30d | UUID that the form was given; of whoever registers, their own from then on
  serial text not null  -- official | uk-gdpr | 30d | Serial that was typed
  proof bytea not null  -- secret | uk-gdpr | 30d | SHA-256 of serial, colon and the PIN that was typed
  what text not null  -- personal | uk-gdpr | 30d | Somebody registers, says that they used the kit, or that they are moving
  is_applied boolean not null  -- personal | uk-gdpr | 30d | Whether they say that it was applied
  leaves_on date  -- personal | uk-gdpr | 30d | Last day in the home of whoever is moving
  data_key bytea  -- secret | uk-gdpr | 30d | Key of who registers, wrapped by a key outside the database
  key_version integer  -- official | uk-gdpr | 30d | Which key wraps it
  name bytea  -- personal | uk-gdpr | 30d | Name: AES-256-GCM, bound to the resident that it becomes
  contact bytea  -- personal | uk-gdpr | 30d | Telephone or e-mail, encrypted alike
  name_digest bytea  -- secret | uk-gdpr | 30d | Keyed digest of the name
  contact_digest bytea  -- secret | uk-gdpr | 30d | Keyed digest of the contact
  at timestamp with time zone not null default clock_timestamp()  -- official | uk-gdpr | 30d | When it came
  actor text not null  -- official | uk-gdpr | 30d | Always the visitor
  constraint kit_message_check CHECK (((what = 'moving'::text) = (leaves_on IS NOT NULL)))
  constraint kit_message_check1 CHECK (((what = 'registered'::text) OR (is_applied = (what = 'applied'::text))))
  constraint kit_message_check2 CHECK ((((what = 'registered'::text) = (name IS NOT NULL)) AND ((name IS NULL) = (name_digest IS NULL))))
  constraint kit_message_check3 CHECK ((((name IS NULL) = (data_key IS NULL)) AND ((name IS NULL) = (key_version IS NULL))))
  constraint kit_message_check4 CHECK ((((contact IS NULL) = (contact_digest IS NULL)) AND ((contact IS NULL) OR (name IS NOT NULL))))
  constraint kit_message_contact_digest_check CHECK ((octet_length(contact_digest) = 32))
  constraint kit_message_name_digest_check CHECK ((octet_length(name_digest) = 32))
  constraint kit_message_pkey PRIMARY KEY (id)
  constraint kit_message_proof_check CHECK ((octet_length(proof) = 32))
  constraint kit_message_serial_check CHECK (((length(serial) >= 6) AND (length(serial) <= 20)))
  constraint kit_message_what_check CHECK ((what = ANY (ARRAY['registered'::text, 'applied'::text, 'moving'::text])))
  CREATE INDEX kit_message_by_serial ON engagement.kit_message USING btree (serial, at)
  CREATE INDEX kit_message_by_time ON engagement.kit_message USING btree (at)
  CREATE TRIGGER refuse_change BEFORE UPDATE OR TRUNCATE ON engagement.kit_message FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_visitor with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy old_ones_go for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND ((at < (now() - '30 days'::interval)) OR (EXISTS ( SELECT
   FROM engagement.kit_statement s
  WHERE (s.id = kit_message.id))))))
  policy read_all for select to mettrace_data_protection using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy remove_all for delete to mettrace_data_protection using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant delete, select to mettrace_data_protection
  grant insert (actor, contact, contact_digest, data_key, id, is_applied, key_version, leaves_on, name, name_digest, proof, serial, what) to mettrace_visitor

table engagement.kit_movement row security forced
  -- The life of every bottle, appended. A fact without a place in the chain contradicts it, and counts for nobody until it is settled.
  id uuid not null  -- official | uk-gdpr | programme+6y | UUID
  kit uuid  -- official | uk-gdpr | programme+6y | Bottle; null where a disputed fact names a serial that there is not
  sequence integer  -- official | uk-gdpr | programme+6y | Place in the life of the bottle, from 1; null while disputed
  act uuid not null  -- official | uk-gdpr | programme+6y | Act that it is a part of
  kind text not null  -- official | uk-gdpr | programme+6y | As the act's
  at timestamp with time zone not null  -- official | uk-gdpr | programme+6y | When it happened, as the act's
  recorded_at timestamp with time zone not null default clock_timestamp()  -- official | uk-gdpr | programme+6y | When it was recorded
  before_at timestamp with time zone  -- official | uk-gdpr | programme+6y | When the movement before happened; of the first, since when the bottle exists
  from_holder text  -- personal | uk-gdpr | programme+6y | Who had it before
  holder text not null  -- personal | uk-gdpr | programme+6y | Who has it after
  transfer uuid  -- official | uk-gdpr | programme+6y | Transfer that it was under way by
  claimed_serial text  -- official | uk-gdpr | programme+6y | Serial as a disputed fact told it
  corrects uuid  -- official | uk-gdpr | programme+6y | Movement that holds no more
  ward text  -- official | uk-gdpr | programme+6y | Ward, once it is out of the store
  bcu text  -- official | uk-gdpr | programme+6y | BCU, once it has left the central store
  actor text not null  -- personal | uk-gdpr | audit+6y | Who recorded it, as the act's
  before integer generated NULLIF((sequence - 1), 0)  -- official | uk-gdpr | programme+6y | Place of the movement before
  origin uuid generated 
CASE
    WHEN (sequence = 1) THEN kit
    ELSE NULL::uuid
END  -- official | uk-gdpr | programme+6y | The bottle, of a first movement
  sends uuid generated 
CASE
    WHEN ((kind = 'sent'::text) AND (sequence IS NOT NULL)) THEN act
    ELSE NULL::uuid
END  -- official | uk-gdpr | programme+6y | Transfer that begins
  takes uuid generated 
CASE
    WHEN ((kind = 'taken'::text) AND (sequence IS NOT NULL)) THEN transfer
    ELSE NULL::uuid
END  -- official | uk-gdpr | programme+6y | Transfer that is confirmed
  regains uuid generated 
CASE
    WHEN ((kind = 'taken back'::text) AND (sequence IS NOT NULL)) THEN transfer
    ELSE NULL::uuid
END  -- official | uk-gdpr | programme+6y | Transfer that came back
  home uuid generated 
CASE
    WHEN (holder ~~ 'home:%'::text) THEN (substr(holder, 6))::uuid
    ELSE NULL::uuid
END  -- personal | uk-gdpr | programme+6y | Home that has it after
  constraint kit_movement_act UNIQUE (act, kit)
  constraint kit_movement_act_kind_at_actor_fkey FOREIGN KEY (act, kind, at, actor) REFERENCES engagement.kit_act(id, kind, at, actor)
  constraint kit_movement_check CHECK (((home IS NULL) OR ((ward IS NOT NULL) AND (bcu IS NOT NULL))))
  constraint kit_movement_check1 CHECK ((((sequence IS NULL) = (before_at IS NULL)) AND ((sequence IS NULL) = (claimed_serial IS NOT NULL))))
  constraint kit_movement_check10 CHECK (((kind <> ALL (ARRAY['lost'::text, 'damaged'::text, 'expired'::text])) OR (holder = ('gone:'::text || kind))))
  constraint kit_movement_check11 CHECK (((kind <> 'missing'::text) OR (holder = 'gone:lost'::text)))
  constraint kit_movement_check12 CHECK (((kind <> 'delivered'::text) OR (holder ~~ 'home:%'::text)))
  constraint kit_movement_check13 CHECK (((kind <> ALL (ARRAY['registered'::text, 'quarantined'::text, 'released'::text, 'recalled'::text])) OR (sequence IS NULL) OR (holder = from_holder)))
  constraint kit_movement_check2 CHECK (((sequence IS NULL) OR (kit IS NOT NULL)))
  constraint kit_movement_check3 CHECK ((at >= before_at))
  constraint kit_movement_check4 CHECK (((sequence IS NULL) OR ((sequence = 1) = (from_holder IS NULL))))
  constraint kit_movement_check5 CHECK (((sequence IS NULL) OR ((sequence = 1) = (kind = ANY (ARRAY['received'::text, 'earlier'::text])))))
  constraint kit_movement_check6 CHECK (((kind <> 'sent'::text) OR (sequence IS NULL) OR (holder = ('transit:'::text || act))))
  constraint kit_movement_check7 CHECK (((kind <> ALL (ARRAY['taken'::text, 'taken back'::text])) OR (sequence IS NULL) OR ((transfer IS NOT NULL) AND (from_holder = ('transit:'::text || transfer)))))
  constraint kit_movement_check8 CHECK (((transfer IS NULL) OR (sequence IS NULL) OR (from_holder = ('transit:'::text || transfer))))
  constraint kit_movement_check9 CHECK (((holder !~~ 'transit:%'::text) OR (kind = ANY (ARRAY['sent'::text, 'recalled'::text, 'quarantined'::text, 'released'::text]))))
  constraint kit_movement_claimed_serial_check CHECK ((claimed_serial <> ''::text))
  constraint kit_movement_corrects_fkey FOREIGN KEY (corrects) REFERENCES engagement.kit_movement(id)
  constraint kit_movement_ends UNIQUE (kit, sequence, at, holder)
  constraint kit_movement_exists FOREIGN KEY (origin, before_at) REFERENCES engagement.kit(id, exists_from)
  constraint kit_movement_held FOREIGN KEY (kit, before, before_at, from_holder) REFERENCES engagement.kit_movement(kit, sequence, at, holder)
  constraint kit_movement_holder_check CHECK ((holder ~ '^(store$|(bcu|team|person|home|transit|gone|named):.)'::text))
  constraint kit_movement_home_ward_bcu_fkey FOREIGN KEY (home, ward, bcu) REFERENCES engagement.home(id, ward, bcu)
  constraint kit_movement_id_actor_key UNIQUE (id, actor)
  constraint kit_movement_kit_fkey FOREIGN KEY (kit) REFERENCES engagement.kit(id)
  constraint kit_movement_once UNIQUE (kit, sequence)
  constraint kit_movement_pkey PRIMARY KEY (id)
  constraint kit_movement_regains_holder_fkey FOREIGN KEY (regains, holder) REFERENCES engagement.kit_act(id, from_holder)
  constraint kit_movement_sends_from_holder_fkey FOREIGN KEY (sends, from_holder) REFERENCES engagement.kit_act(id, from_holder)
  constraint kit_movement_sequence_check CHECK ((sequence > 0))
  constraint kit_movement_takes_holder_fkey FOREIGN KEY (takes, holder) REFERENCES engagement.kit_act(id, to_holder)
  constraint kit_movement_transfer_fkey FOREIGN KEY (transfer) REFERENCES engagement.kit_act(id)
  CREATE INDEX kit_movement_by_home ON engagement.kit_movement USING btree (home) WHERE (home IS NOT NULL)
  CREATE INDEX kit_movement_by_origin ON engagement.kit_movement USING btree (origin) WHERE (origin IS NOT NULL)
  CREATE INDEX kit_movement_by_regains ON engagement.kit_movement USING btree (regains) WHERE (regains IS NOT NULL)
  CREATE INDEX kit_movement_by_sends ON engagement.kit_movement USING btree (sends) WHERE (sends IS NOT NULL)
  CREATE INDEX kit_movement_by_takes ON engagement.kit_movement USING btree (takes) WHERE (takes IS NOT NULL)
  CREATE INDEX kit_movement_by_transfer ON engagement.kit_movement USING btree (transfer) WHERE (transfer IS NOT NULL)
  CREATE UNIQUE INDEX kit_movement_corrects ON engagement.kit_movement USING btree (corrects) WHERE (corrects IS NOT NULL)
  CREATE INDEX kit_movement_disputed ON engagement.kit_movement USING btree (kit) WHERE (sequence IS NULL)
  CREATE INDEX kit_movement_disputed_bcu ON engagement.kit_movement USING btree (bcu) WHERE (sequence IS NULL)
  CREATE INDEX kit_movement_disputed_ward ON engagement.kit_movement USING btree (ward) WHERE (sequence IS NULL)
  CREATE INDEX kit_movement_in_hand ON engagement.kit_movement USING btree (holder, at) WHERE (holder ~ '^(person|team):'::text)
  CREATE TRIGGER keep_positions AFTER INSERT ON engagement.kit_movement REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION engagement.keep_positions()
  CREATE TRIGGER keep_states AFTER INSERT ON engagement.kit_movement REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION engagement.keep_states()
  CREATE TRIGGER name_claimed_kit BEFORE INSERT ON engagement.kit_movement FOR EACH ROW WHEN ((new.sequence IS NULL)) EXECUTE FUNCTION engagement.name_claimed_kit()
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON engagement.kit_movement FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  CREATE TRIGGER tell_kits AFTER INSERT ON engagement.kit_movement REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION engagement.tell_kits()
  policy add_all for insert to mettrace_programme_lead, mettrace_registrar, mettrace_store_keeper with check (((actor = ( SELECT foundation.actor_id() AS actor_id)) AND
CASE
    WHEN (( SELECT foundation.acting_role() AS acting_role) = 'registrar'::text) THEN true
    WHEN (sequence IS NULL) THEN ((from_holder = ANY (ARRAY( SELECT engagement.charges() AS charges))) OR (holder = ANY (ARRAY( SELECT engagement.charges() AS charges))))
    WHEN (kind = ANY (ARRAY['received'::text, 'taken'::text, 'taken back'::text])) THEN (holder = ANY (ARRAY( SELECT engagement.charges() AS charges)))
    WHEN (kind = 'found'::text) THEN ((from_holder ~~ 'gone:%'::text) AND (holder = ANY (ARRAY( SELECT engagement.charges() AS charges))))
    WHEN (kind = 'returned'::text) THEN ((from_holder ~~ 'home:%'::text) AND (holder = ANY (ARRAY( SELECT engagement.charges() AS charges))))
    WHEN (transfer IS NOT NULL) THEN (EXISTS ( SELECT
       FROM engagement.kit_act sent
      WHERE ((sent.id = sent.transfer) AND ((sent.from_holder = ANY (ARRAY( SELECT engagement.charges() AS charges))) OR (sent.to_holder = ANY (ARRAY( SELECT engagement.charges() AS charges)))))))
    WHEN (kind = ANY (ARRAY['sent'::text, 'delivered'::text, 'lost'::text, 'damaged'::text, 'expired'::text])) THEN (from_holder = ANY (ARRAY( SELECT engagement.charges() AS charges)))
    WHEN (kind = 'registered'::text) THEN (( SELECT foundation.acting_role() AS acting_role) = ANY (ARRAY['ward_officer'::text, 'prevention_pcso'::text, 'sergeant'::text]))
    WHEN (kind = ANY (ARRAY['missing'::text, 'corrected'::text])) THEN (( SELECT foundation.acting_role() AS acting_role) = ANY (ARRAY['sergeant'::text, 'store_keeper'::text, 'programme_lead'::text, 'stock_keeper'::text]))
    WHEN (kind = 'settled'::text) THEN (( SELECT foundation.acting_role() AS acting_role) = ANY (ARRAY['sergeant'::text, 'programme_lead'::text]))
    WHEN (kind = ANY (ARRAY['quarantined'::text, 'released'::text])) THEN (( SELECT foundation.acting_role() AS acting_role) = ANY (ARRAY['store_keeper'::text, 'programme_lead'::text, 'stock_keeper'::text]))
    WHEN (kind = 'recalled'::text) THEN (( SELECT foundation.acting_role() AS acting_role) = ANY (ARRAY['store_keeper'::text, 'programme_lead'::text]))
    ELSE false
END))
  policy add_own_bcu for insert to mettrace_prevention_pcso, mettrace_sergeant, mettrace_stock_keeper with check (((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))) AND (actor = ( SELECT foundation.actor_id() AS actor_id)) AND
CASE
    WHEN (( SELECT foundation.acting_role() AS acting_role) = 'registrar'::text) THEN true
    WHEN (sequence IS NULL) THEN ((from_holder = ANY (ARRAY( SELECT engagement.charges() AS charges))) OR (holder = ANY (ARRAY( SELECT engagement.charges() AS charges))))
    WHEN (kind = ANY (ARRAY['received'::text, 'taken'::text, 'taken back'::text])) THEN (holder = ANY (ARRAY( SELECT engagement.charges() AS charges)))
    WHEN (kind = 'found'::text) THEN ((from_holder ~~ 'gone:%'::text) AND (holder = ANY (ARRAY( SELECT engagement.charges() AS charges))))
    WHEN (kind = 'returned'::text) THEN ((from_holder ~~ 'home:%'::text) AND (holder = ANY (ARRAY( SELECT engagement.charges() AS charges))))
    WHEN (transfer IS NOT NULL) THEN (EXISTS ( SELECT
       FROM engagement.kit_act sent
      WHERE ((sent.id = sent.transfer) AND ((sent.from_holder = ANY (ARRAY( SELECT engagement.charges() AS charges))) OR (sent.to_holder = ANY (ARRAY( SELECT engagement.charges() AS charges)))))))
    WHEN (kind = ANY (ARRAY['sent'::text, 'delivered'::text, 'lost'::text, 'damaged'::text, 'expired'::text])) THEN (from_holder = ANY (ARRAY( SELECT engagement.charges() AS charges)))
    WHEN (kind = 'registered'::text) THEN (( SELECT foundation.acting_role() AS acting_role) = ANY (ARRAY['ward_officer'::text, 'prevention_pcso'::text, 'sergeant'::text]))
    WHEN (kind = ANY (ARRAY['missing'::text, 'corrected'::text])) THEN (( SELECT foundation.acting_role() AS acting_role) = ANY (ARRAY['sergeant'::text, 'store_keeper'::text, 'programme_lead'::text, 'stock_keeper'::text]))
    WHEN (kind = 'settled'::text) THEN (( SELECT foundation.acting_role() AS acting_role) = ANY (ARRAY['sergeant'::text, 'programme_lead'::text]))
    WHEN (kind = ANY (ARRAY['quarantined'::text, 'released'::text])) THEN (( SELECT foundation.acting_role() AS acting_role) = ANY (ARRAY['store_keeper'::text, 'programme_lead'::text, 'stock_keeper'::text]))
    WHEN (kind = 'recalled'::text) THEN (( SELECT foundation.acting_role() AS acting_role) = ANY (ARRAY['store_keeper'::text, 'programme_lead'::text]))
    ELSE false
END))
  policy add_own_bcu_accepted for insert to mettrace_sergeant with check (((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))) AND ((act, actor) IN ( SELECT set_aside_decision.event,
    set_aside_decision.teller
   FROM engagement.set_aside_decision
  WHERE ((set_aside_decision.decision = 'accepted'::text) AND (set_aside_decision.actor = ( SELECT foundation.actor_id() AS actor_id)) AND (set_aside_decision.at >= now()))))))
  policy add_own_ward for insert to mettrace_ward_officer with check (((ward = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))) AND (actor = ( SELECT foundation.actor_id() AS actor_id)) AND
CASE
    WHEN (( SELECT foundation.acting_role() AS acting_role) = 'registrar'::text) THEN true
    WHEN (sequence IS NULL) THEN ((from_holder = ANY (ARRAY( SELECT engagement.charges() AS charges))) OR (holder = ANY (ARRAY( SELECT engagement.charges() AS charges))))
    WHEN (kind = ANY (ARRAY['received'::text, 'taken'::text, 'taken back'::text])) THEN (holder = ANY (ARRAY( SELECT engagement.charges() AS charges)))
    WHEN (kind = 'found'::text) THEN ((from_holder ~~ 'gone:%'::text) AND (holder = ANY (ARRAY( SELECT engagement.charges() AS charges))))
    WHEN (kind = 'returned'::text) THEN ((from_holder ~~ 'home:%'::text) AND (holder = ANY (ARRAY( SELECT engagement.charges() AS charges))))
    WHEN (transfer IS NOT NULL) THEN (EXISTS ( SELECT
       FROM engagement.kit_act sent
      WHERE ((sent.id = sent.transfer) AND ((sent.from_holder = ANY (ARRAY( SELECT engagement.charges() AS charges))) OR (sent.to_holder = ANY (ARRAY( SELECT engagement.charges() AS charges)))))))
    WHEN (kind = ANY (ARRAY['sent'::text, 'delivered'::text, 'lost'::text, 'damaged'::text, 'expired'::text])) THEN (from_holder = ANY (ARRAY( SELECT engagement.charges() AS charges)))
    WHEN (kind = 'registered'::text) THEN (( SELECT foundation.acting_role() AS acting_role) = ANY (ARRAY['ward_officer'::text, 'prevention_pcso'::text, 'sergeant'::text]))
    WHEN (kind = ANY (ARRAY['missing'::text, 'corrected'::text])) THEN (( SELECT foundation.acting_role() AS acting_role) = ANY (ARRAY['sergeant'::text, 'store_keeper'::text, 'programme_lead'::text, 'stock_keeper'::text]))
    WHEN (kind = 'settled'::text) THEN (( SELECT foundation.acting_role() AS acting_role) = ANY (ARRAY['sergeant'::text, 'programme_lead'::text]))
    WHEN (kind = ANY (ARRAY['quarantined'::text, 'released'::text])) THEN (( SELECT foundation.acting_role() AS acting_role) = ANY (ARRAY['store_keeper'::text, 'programme_lead'::text, 'stock_keeper'::text]))
    WHEN (kind = 'recalled'::text) THEN (( SELECT foundation.acting_role() AS acting_role) = ANY (ARRAY['store_keeper'::text, 'programme_lead'::text]))
    ELSE false
END))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_programme_lead, mettrace_registrar, mettrace_store_keeper using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_own_bcu for select to mettrace_prevention_pcso, mettrace_sergeant, mettrace_stock_keeper using ((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))))
  policy read_own_ward for select to mettrace_ward_officer using ((ward = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))))
  grant insert, select to mettrace_prevention_pcso
  grant insert, select to mettrace_programme_lead
  grant insert, select to mettrace_registrar
  grant insert, select to mettrace_sergeant
  grant insert, select to mettrace_stock_keeper
  grant insert, select to mettrace_store_keeper
  grant insert, select to mettrace_ward_officer

table engagement.kit_notice row security forced
  -- That a holder, or a home, was told of a recall or quarantine.
  id uuid not null  -- official | uk-gdpr | programme+6y | UUIDv7
  act uuid not null  -- official | uk-gdpr | programme+6y | Recall or quarantine
  holder text not null  -- personal | uk-gdpr | programme+6y | Who was told
  how text not null  -- official | uk-gdpr | programme+6y | How
  at timestamp with time zone not null  -- official | uk-gdpr | programme+6y | When
  ward text  -- official | uk-gdpr | programme+6y | Ward of the holder
  bcu text  -- official | uk-gdpr | programme+6y | BCU of the holder
  actor text not null  -- personal | uk-gdpr | audit+6y | Who told them
  constraint kit_notice_act_fkey FOREIGN KEY (act) REFERENCES engagement.kit_act(id)
  constraint kit_notice_act_holder_key UNIQUE (act, holder)
  constraint kit_notice_how_check CHECK ((how <> ''::text))
  constraint kit_notice_pkey PRIMARY KEY (id)
  CREATE INDEX kit_notice_by_bcu ON engagement.kit_notice USING btree (bcu)
  CREATE INDEX kit_notice_by_ward ON engagement.kit_notice USING btree (ward)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON engagement.kit_notice FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_programme_lead, mettrace_registrar, mettrace_store_keeper with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy add_own_bcu for insert to mettrace_prevention_pcso, mettrace_sergeant, mettrace_stock_keeper with check (((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))) AND (actor = ( SELECT foundation.actor_id() AS actor_id))))
  policy add_own_ward for insert to mettrace_ward_officer with check (((ward = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))) AND (actor = ( SELECT foundation.actor_id() AS actor_id))))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_programme_lead, mettrace_registrar, mettrace_store_keeper using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_own_bcu for select to mettrace_prevention_pcso, mettrace_sergeant, mettrace_stock_keeper using ((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))))
  policy read_own_ward for select to mettrace_ward_officer using ((ward = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))))
  grant insert, select to mettrace_prevention_pcso
  grant insert, select to mettrace_programme_lead
  grant insert, select to mettrace_registrar
  grant insert, select to mettrace_sergeant
  grant insert, select to mettrace_stock_keeper
  grant insert, select to mettrace_store_keeper
  grant insert, select to mettrace_ward_officer

table engagement.kit_position row security forced
  -- Where each bottle is: the end of its movements, kept by engagement.keep_positions in the transaction of each and by nobody else.
  id uuid not null  -- official | uk-gdpr | derived | The bottle
  serial text not null  -- official | uk-gdpr | derived | Its serial
  sequence integer not null  -- official | uk-gdpr | derived | Place of its last movement
  movement uuid not null  -- official | uk-gdpr | derived | That movement
  kind text not null  -- official | uk-gdpr | derived | Its kind
  at timestamp with time zone not null  -- official | uk-gdpr | derived | When it happened
  holder text not null  -- personal | uk-gdpr | derived | Who has it
  holder_kind text generated split_part(holder, ':'::text, 1)  -- official | uk-gdpr | derived | What kind of holder that is
  stopped text  -- official | uk-gdpr | derived | Whether it is quarantined or recalled
  disputed integer not null  -- official | uk-gdpr | derived | Disputed facts that are not settled
  batch uuid  -- official | uk-gdpr | derived | Batch
  box uuid  -- official | uk-gdpr | derived | Box it came in
  made_on date  -- official | uk-gdpr | derived | Day it was made
  expires_on date  -- official | uk-gdpr | derived | Last day of use
  ward text  -- official | uk-gdpr | derived | Ward it is in
  bcu text  -- official | uk-gdpr | derived | BCU it is in
  constraint kit_position_disputed_check CHECK ((disputed >= 0))
  constraint kit_position_id_fkey FOREIGN KEY (id) REFERENCES engagement.kit(id)
  constraint kit_position_pkey PRIMARY KEY (id)
  constraint kit_position_serial_key UNIQUE (serial)
  constraint kit_position_stopped_check CHECK ((stopped = ANY (ARRAY['quarantined'::text, 'recalled'::text])))
  CREATE INDEX kit_position_by_batch ON engagement.kit_position USING btree (batch)
  CREATE INDEX kit_position_by_bcu ON engagement.kit_position USING btree (bcu, holder)
  CREATE INDEX kit_position_by_box ON engagement.kit_position USING btree (box)
  CREATE INDEX kit_position_by_holder ON engagement.kit_position USING btree (holder, made_on)
  CREATE INDEX kit_position_by_kind ON engagement.kit_position USING btree (holder_kind, stopped, made_on) WHERE (disputed = 0)
  CREATE INDEX kit_position_by_ward ON engagement.kit_position USING btree (ward, holder)
  CREATE INDEX kit_position_disputed ON engagement.kit_position USING btree (id) WHERE (disputed > 0)
  CREATE INDEX kit_position_in_hand ON engagement.kit_position USING btree (holder_kind, holder, stopped, disputed, made_on) WHERE (holder_kind <> ALL (ARRAY['home'::text, 'gone'::text]))
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON engagement.kit_position FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy kept_with_each_movement for update to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL)) with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy kept_with_movements for insert to owner with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_programme_lead, mettrace_registrar, mettrace_store_keeper using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_own_bcu for select to mettrace_prevention_pcso, mettrace_sergeant, mettrace_stock_keeper using ((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))))
  policy read_own_ward for select to mettrace_ward_officer using ((ward = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))))
  grant select to mettrace_prevention_pcso
  grant select to mettrace_programme_lead
  grant select to mettrace_registrar
  grant select to mettrace_sergeant
  grant select to mettrace_stock_keeper
  grant select to mettrace_store_keeper
  grant select to mettrace_ward_officer

table engagement.kit_settlement row security forced
  -- What a sergeant decided of a disputed fact.
  id uuid not null  -- official | uk-gdpr | programme+6y | The disputed fact
  teller text not null  -- personal | uk-gdpr | programme+6y | Who told it
  kit uuid  -- official | uk-gdpr | programme+6y | Bottle; null where there is none of that serial
  accepted boolean not null  -- official | uk-gdpr | programme+6y | Whether it holds, in place of what the chain said
  reason text not null  -- official | uk-gdpr | programme+6y | Why
  ward text  -- official | uk-gdpr | programme+6y | As the fact's
  bcu text  -- official | uk-gdpr | programme+6y | As the fact's
  actor text not null  -- personal | uk-gdpr | audit+6y | Who decided
  at timestamp with time zone not null default clock_timestamp()  -- official | uk-gdpr | programme+6y | When
  constraint kit_settlement_check CHECK ((actor <> teller))
  constraint kit_settlement_check1 CHECK (((NOT accepted) OR (kit IS NOT NULL)))
  constraint kit_settlement_id_teller_fkey FOREIGN KEY (id, teller) REFERENCES engagement.kit_movement(id, actor)
  constraint kit_settlement_pkey PRIMARY KEY (id)
  constraint kit_settlement_reason_check CHECK ((reason <> ''::text))
  CREATE INDEX kit_settlement_by_bcu ON engagement.kit_settlement USING btree (bcu)
  CREATE INDEX kit_settlement_by_kit ON engagement.kit_settlement USING btree (kit)
  CREATE INDEX kit_settlement_by_ward ON engagement.kit_settlement USING btree (ward)
  CREATE TRIGGER keep_settled AFTER INSERT ON engagement.kit_settlement REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION engagement.keep_settled()
  CREATE TRIGGER keep_states AFTER INSERT ON engagement.kit_settlement REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION engagement.keep_states()
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON engagement.kit_settlement FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_programme_lead, mettrace_registrar, mettrace_store_keeper with check (((actor = ( SELECT foundation.actor_id() AS actor_id)) AND (( SELECT foundation.acting_role() AS acting_role) = ANY (ARRAY['sergeant'::text, 'programme_lead'::text]))))
  policy add_own_bcu for insert to mettrace_prevention_pcso, mettrace_sergeant, mettrace_stock_keeper with check (((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))) AND (actor = ( SELECT foundation.actor_id() AS actor_id)) AND (( SELECT foundation.acting_role() AS acting_role) = ANY (ARRAY['sergeant'::text, 'programme_lead'::text]))))
  policy add_own_ward for insert to mettrace_ward_officer with check (((ward = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))) AND (actor = ( SELECT foundation.actor_id() AS actor_id)) AND (( SELECT foundation.acting_role() AS acting_role) = ANY (ARRAY['sergeant'::text, 'programme_lead'::text]))))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_programme_lead, mettrace_registrar, mettrace_store_keeper using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_own_bcu for select to mettrace_prevention_pcso, mettrace_sergeant, mettrace_stock_keeper using ((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))))
  policy read_own_ward for select to mettrace_ward_officer using ((ward = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))))
  grant insert, select to mettrace_prevention_pcso
  grant insert, select to mettrace_programme_lead
  grant insert, select to mettrace_registrar
  grant insert, select to mettrace_sergeant
  grant insert, select to mettrace_stock_keeper
  grant insert, select to mettrace_store_keeper
  grant insert, select to mettrace_ward_officer

table engagement.kit_statement row security forced
  -- What a household said of its kit: as good as if an officer had been told at the door.
  id uuid not null  -- official | uk-gdpr | programme+6y | Id of the message that said it
  kit uuid not null  -- official | uk-gdpr | programme+6y | The kit, by serial and PIN
  home uuid not null  -- official | uk-gdpr | programme+6y | Home that had it then
  ward text not null  -- official | uk-gdpr | programme+6y | As the home's
  bcu text not null  -- official | uk-gdpr | programme+6y | As the home's
  what text not null  -- personal | uk-gdpr | programme+6y | Somebody registered, used the kit, or is moving
  applied_on date  -- personal | uk-gdpr | programme+6y | Day on which it was said that the kit had been applied
  leaves_on date  -- personal | uk-gdpr | programme+6y | Last day of who is moving
  residents uuid[] not null  -- personal | uk-gdpr | programme+6y | Who registered, or who is moving: of those registered then; empty where nobody was
  at timestamp with time zone not null  -- personal | uk-gdpr | programme+6y | When it was said
  recorded_at timestamp with time zone not null default clock_timestamp()  -- official | uk-gdpr | programme+6y | When it was taken to the home
  constraint kit_statement_check CHECK (((what = 'moving'::text) = (leaves_on IS NOT NULL)))
  constraint kit_statement_check1 CHECK (((what <> 'applied'::text) OR (applied_on IS NOT NULL)))
  constraint kit_statement_check2 CHECK (((what <> 'moving'::text) OR (applied_on IS NULL)))
  constraint kit_statement_check3 CHECK (((what <> 'registered'::text) OR (cardinality(residents) = 1)))
  constraint kit_statement_home_ward_bcu_fkey FOREIGN KEY (home, ward, bcu) REFERENCES engagement.home(id, ward, bcu)
  constraint kit_statement_kit_fkey FOREIGN KEY (kit) REFERENCES engagement.kit(id)
  constraint kit_statement_pkey PRIMARY KEY (id)
  constraint kit_statement_what_check CHECK ((what = ANY (ARRAY['registered'::text, 'applied'::text, 'moving'::text])))
  CREATE INDEX kit_statement_by_bcu ON engagement.kit_statement USING btree (bcu, at)
  CREATE INDEX kit_statement_by_home ON engagement.kit_statement USING btree (home, at)
  CREATE INDEX kit_statement_by_kit ON engagement.kit_statement USING btree (kit)
  CREATE INDEX kit_statement_by_ward ON engagement.kit_statement USING btree (ward, at)
  CREATE TRIGGER keep_states AFTER INSERT ON engagement.kit_statement REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION engagement.keep_states()
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON engagement.kit_statement FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_data_protection, mettrace_registrar using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_own_bcu for select to mettrace_prevention_pcso, mettrace_sergeant using ((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))))
  policy read_own_ward for select to mettrace_ward_officer using ((ward = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))))
  policy taken for insert to owner with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_data_protection
  grant select to mettrace_prevention_pcso
  grant select to mettrace_registrar
  grant select to mettrace_sergeant
  grant select to mettrace_ward_officer

table engagement.kit_stop row security forced
  -- Recalls, quarantines and releases that are told to all. Those of whole batches and boxes hold also for kits that are received later.
  act uuid not null  -- official | uk-gdpr | programme+6y | The act
  kind text not null  -- official | uk-gdpr | programme+6y | As the act's
  at timestamp with time zone not null  -- official | uk-gdpr | programme+6y | As the act's
  batch uuid  -- official | uk-gdpr | programme+6y | Batch, where it is of one
  box uuid  -- official | uk-gdpr | programme+6y | Box, where it is of one
  follows uuid  -- official | uk-gdpr | programme+6y | The stop by which kits were stopped as they were received
  reason text not null  -- official | uk-gdpr | programme+6y | As the act's
  actor text not null  -- personal | uk-gdpr | audit+6y | Who stopped or released them
  constraint kit_stop_act_kind_at_actor_fkey FOREIGN KEY (act, kind, at, actor) REFERENCES engagement.kit_act(id, kind, at, actor)
  constraint kit_stop_batch_fkey FOREIGN KEY (batch) REFERENCES engagement.kit_batch(id)
  constraint kit_stop_box_fkey FOREIGN KEY (box) REFERENCES engagement.kit_box(id)
  constraint kit_stop_check CHECK ((num_nonnulls(batch, box, follows) <= 1))
  constraint kit_stop_follows_fkey FOREIGN KEY (follows) REFERENCES engagement.kit_stop(act)
  constraint kit_stop_kind_check CHECK ((kind = ANY (ARRAY['quarantined'::text, 'recalled'::text, 'released'::text])))
  constraint kit_stop_pkey PRIMARY KEY (act)
  constraint kit_stop_reason_check CHECK ((reason <> ''::text))
  CREATE INDEX kit_stop_by_batch ON engagement.kit_stop USING btree (batch) WHERE (batch IS NOT NULL)
  CREATE INDEX kit_stop_by_box ON engagement.kit_stop USING btree (box) WHERE (box IS NOT NULL)
  CREATE INDEX kit_stop_by_follows ON engagement.kit_stop USING btree (follows) WHERE (follows IS NOT NULL)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON engagement.kit_stop FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_programme_lead, mettrace_registrar, mettrace_store_keeper with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_prevention_pcso, mettrace_programme_lead, mettrace_registrar, mettrace_sergeant, mettrace_stock_keeper, mettrace_store_keeper, mettrace_ward_officer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_prevention_pcso
  grant insert, select to mettrace_programme_lead
  grant insert, select to mettrace_registrar
  grant select to mettrace_sergeant
  grant select to mettrace_stock_keeper
  grant insert, select to mettrace_store_keeper
  grant select to mettrace_ward_officer

table engagement.kit_variance row security forced
  -- Each bottle by which a count differs from the ledger.
  id uuid not null  -- official | uk-gdpr | programme+6y | UUIDv7
  count uuid not null  -- official | uk-gdpr | programme+6y | The count
  serial text not null  -- official | uk-gdpr | programme+6y | Serial, as it was counted
  kind text not null  -- official | uk-gdpr | programme+6y | Missing, not expected there, or of no bottle that there is
  ward text  -- official | uk-gdpr | programme+6y | As the count's
  bcu text  -- official | uk-gdpr | programme+6y | As the count's
  actor text not null  -- personal | uk-gdpr | audit+6y | Who counted
  constraint kit_variance_count_actor_fkey FOREIGN KEY (count, actor) REFERENCES engagement.kit_count_result(id, actor)
  constraint kit_variance_count_serial_key UNIQUE (count, serial)
  constraint kit_variance_id_actor_key UNIQUE (id, actor)
  constraint kit_variance_kind_check CHECK ((kind = ANY (ARRAY['missing'::text, 'not expected'::text, 'not known'::text])))
  constraint kit_variance_pkey PRIMARY KEY (id)
  constraint kit_variance_serial_check CHECK ((serial <> ''::text))
  CREATE INDEX kit_variance_by_bcu ON engagement.kit_variance USING btree (bcu)
  CREATE INDEX kit_variance_by_ward ON engagement.kit_variance USING btree (ward)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON engagement.kit_variance FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_programme_lead, mettrace_registrar, mettrace_store_keeper with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy add_own_bcu for insert to mettrace_sergeant, mettrace_stock_keeper with check (((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))) AND (actor = ( SELECT foundation.actor_id() AS actor_id))))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_programme_lead, mettrace_registrar, mettrace_store_keeper using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_own_bcu for select to mettrace_sergeant, mettrace_stock_keeper using ((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))))
  grant insert, select to mettrace_programme_lead
  grant insert, select to mettrace_registrar
  grant insert, select to mettrace_sergeant
  grant insert, select to mettrace_stock_keeper
  grant insert, select to mettrace_store_keeper

table engagement.kit_variance_decision row security forced
  -- What somebody other than the counter decided of a variance.
  id uuid not null  -- official | uk-gdpr | programme+6y | The variance
  counter text not null  -- personal | uk-gdpr | programme+6y | Who counted
  decision text not null  -- official | uk-gdpr | programme+6y | What the ledger says from now on
  reason text not null  -- official | uk-gdpr | programme+6y | Why
  at timestamp with time zone not null default clock_timestamp()  -- official | uk-gdpr | programme+6y | When
  ward text  -- official | uk-gdpr | programme+6y | As the variance's
  bcu text  -- official | uk-gdpr | programme+6y | As the variance's
  actor text not null  -- personal | uk-gdpr | audit+6y | Who decided
  constraint kit_variance_decision_check CHECK ((actor <> counter))
  constraint kit_variance_decision_decision_check CHECK ((decision = ANY (ARRAY['missing'::text, 'found'::text, 'no change'::text])))
  constraint kit_variance_decision_id_counter_fkey FOREIGN KEY (id, counter) REFERENCES engagement.kit_variance(id, actor)
  constraint kit_variance_decision_pkey PRIMARY KEY (id)
  constraint kit_variance_decision_reason_check CHECK ((reason <> ''::text))
  CREATE INDEX kit_variance_decision_by_bcu ON engagement.kit_variance_decision USING btree (bcu)
  CREATE INDEX kit_variance_decision_by_ward ON engagement.kit_variance_decision USING btree (ward)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON engagement.kit_variance_decision FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_programme_lead, mettrace_registrar, mettrace_store_keeper with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy add_own_bcu for insert to mettrace_sergeant, mettrace_stock_keeper with check (((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))) AND (actor = ( SELECT foundation.actor_id() AS actor_id))))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_programme_lead, mettrace_registrar, mettrace_store_keeper using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_own_bcu for select to mettrace_sergeant, mettrace_stock_keeper using ((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))))
  grant insert, select to mettrace_programme_lead
  grant insert, select to mettrace_registrar
  grant insert, select to mettrace_sergeant
  grant insert, select to mettrace_stock_keeper
  grant insert, select to mettrace_store_keeper

table engagement.left_card row security forced
  -- Cards that were left, and taken back by an undo; a card is at one place.
  card text not null  -- official | uk-gdpr | programme+6y | Code of the card
  turn integer not null  -- official | uk-gdpr | programme+6y | From 1
  is_left boolean not null  -- official | uk-gdpr | programme+6y | Whether it is left from this turn on
  event uuid not null  -- official | uk-gdpr | programme+6y | Event that told it
  actor text not null  -- personal | uk-gdpr | audit+6y | Who left it
  constraint left_card_event_fkey FOREIGN KEY (event) REFERENCES engagement.phone_event(id)
  constraint left_card_pkey PRIMARY KEY (card, turn)
  constraint left_card_turn_check CHECK ((turn > 0))
  CREATE INDEX left_card_by_event ON engagement.left_card USING btree (event)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON engagement.left_card FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_prevention_pcso, mettrace_sergeant, mettrace_ward_officer with check (((actor = ( SELECT foundation.actor_id() AS actor_id)) AND (event IN ( SELECT phone_event.id
   FROM engagement.phone_event
  WHERE (phone_event.actor = ( SELECT foundation.actor_id() AS actor_id))))))
  policy add_all_accepted for insert to mettrace_sergeant with check (((event, actor) IN ( SELECT set_aside_decision.event,
    set_aside_decision.teller
   FROM engagement.set_aside_decision
  WHERE ((set_aside_decision.decision = 'accepted'::text) AND (set_aside_decision.actor = ( SELECT foundation.actor_id() AS actor_id)) AND (set_aside_decision.at >= now())))))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_prevention_pcso, mettrace_sergeant, mettrace_ward_officer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant insert, select to mettrace_prevention_pcso
  grant insert, select to mettrace_sergeant
  grant insert, select to mettrace_ward_officer

table engagement.letter row security forced
  -- What is to be written to a household. Its words are made when it is sent or printed: a code is kept nowhere.
  id uuid not null  -- official | uk-gdpr | programme+6y | Id of the ask, or of its own
  about text not null  -- official | uk-gdpr | programme+6y | A code to see what is held, or a visit that was booked
  way text not null  -- official | uk-gdpr | programme+6y | By e-mail, if one is held, or on paper
  resident uuid  -- official | uk-gdpr | programme+6y | Whom a code is for; null for a visit, which nobody's name was given for
  home uuid not null  -- official | uk-gdpr | programme+6y | Home that it goes to
  ward text not null  -- official | uk-gdpr | programme+6y | As the home's
  bcu text not null  -- official | uk-gdpr | programme+6y | As the home's
  language text not null  -- personal | uk-gdpr | programme+6y | Language that it is written in
  message uuid  -- official | uk-gdpr | programme+6y | Message that booked the visit
  event uuid  -- official | uk-gdpr | programme+6y | Event that left its card
  made_at timestamp with time zone not null default clock_timestamp()  -- official | uk-gdpr | programme+6y | When it was to be written
  constraint letter_about_check CHECK ((about = ANY (ARRAY['code'::text, 'visit'::text])))
  constraint letter_check CHECK (((about = 'code'::text) = (resident IS NOT NULL)))
  constraint letter_check1 CHECK ((((about = 'visit'::text) = (message IS NOT NULL)) AND ((message IS NULL) = (event IS NULL))))
  constraint letter_check2 CHECK (((about = 'code'::text) OR (way = 'paper'::text)))
  constraint letter_home_ward_bcu_fkey FOREIGN KEY (home, ward, bcu) REFERENCES engagement.home(id, ward, bcu)
  constraint letter_id_ward_bcu_key UNIQUE (id, ward, bcu)
  constraint letter_language_check CHECK ((language <> ''::text))
  constraint letter_pkey PRIMARY KEY (id)
  constraint letter_resident_fkey FOREIGN KEY (resident) REFERENCES engagement.resident(id)
  constraint letter_way_check CHECK ((way = ANY (ARRAY['email'::text, 'paper'::text])))
  CREATE INDEX letter_by_bcu ON engagement.letter USING btree (bcu, made_at)
  CREATE INDEX letter_by_resident ON engagement.letter USING btree (resident, made_at) WHERE (resident IS NOT NULL)
  CREATE INDEX letter_by_time ON engagement.letter USING btree (made_at)
  CREATE UNIQUE INDEX letter_of_request ON engagement.letter USING btree (message, event) WHERE (message IS NOT NULL)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON engagement.letter FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_data_protection using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_own_bcu for select to mettrace_sergeant using ((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))))
  policy taken for insert to owner with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_data_protection
  grant select to mettrace_sergeant

table engagement.letter_attempt row security forced
  -- That a letter was sent, or printed, or could not be sent.
  id uuid not null  -- official | uk-gdpr | programme+6y | UUID
  letter uuid not null  -- official | uk-gdpr | programme+6y | The letter
  ward text not null  -- official | uk-gdpr | programme+6y | As the letter's
  bcu text not null  -- official | uk-gdpr | programme+6y | As the letter's
  outcome text not null  -- official | uk-gdpr | programme+6y | What came of it; no address: none is held to send an e-mail to
  reason text  -- official | uk-gdpr | programme+6y | What the mail server answered, as a code
  at timestamp with time zone not null default clock_timestamp()  -- official | uk-gdpr | programme+6y | When
  actor text not null  -- official | uk-gdpr | programme+6y | Who printed it, or the product
  constraint letter_attempt_check CHECK (((outcome = 'failed'::text) = (reason IS NOT NULL)))
  constraint letter_attempt_letter_ward_bcu_fkey FOREIGN KEY (letter, ward, bcu) REFERENCES engagement.letter(id, ward, bcu)
  constraint letter_attempt_outcome_check CHECK ((outcome = ANY (ARRAY['sent'::text, 'failed'::text, 'no address'::text, 'printed'::text])))
  constraint letter_attempt_pkey PRIMARY KEY (id)
  constraint letter_attempt_reason_check CHECK (((length(reason) >= 1) AND (length(reason) <= 40)))
  CREATE INDEX letter_attempt_by_letter ON engagement.letter_attempt USING btree (letter, at)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON engagement.letter_attempt FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_own_bcu for insert to mettrace_sergeant with check (((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))) AND (actor = ( SELECT foundation.actor_id() AS actor_id)) AND (outcome = 'printed'::text)))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_data_protection using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_own_bcu for select to mettrace_sergeant using ((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))))
  policy taken for insert to owner with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_data_protection
  grant select to mettrace_sergeant
  grant insert (actor, bcu, id, letter, outcome, reason, ward) to mettrace_sergeant

table engagement.notice row security forced
  -- Stickers, press items, posters and leaflets by area and day. Of an item, what was recorded last counts.
  id uuid not null  -- official | none | programme+6y | UUID that whoever records it gives it
  item uuid not null  -- official | none | programme+6y | The first record of what this corrects; its own id where it is the first
  kind text not null  -- official | none | programme+6y | What it is
  area text not null  -- official | none | programme+6y | Small area that saw it
  ward text not null  -- official | none | programme+6y | Ward of that area's homes
  bcu text not null  -- official | none | programme+6y | Their BCU
  on_day date not null  -- official | none | programme+6y | On what day
  number integer not null  -- official | none | programme+6y | How many; 0 where there were none after all
  words text  -- official | none | programme+6y | Which paper, or where
  at timestamp with time zone not null default clock_timestamp()  -- official | none | programme+6y | When that was recorded
  actor text not null  -- personal | uk-gdpr | programme+6y | Who recorded it
  constraint notice_area_check CHECK ((area <> ''::text))
  constraint notice_id_kind_area_ward_bcu_key UNIQUE (id, kind, area, ward, bcu)
  constraint notice_item_kind_area_ward_bcu_fkey FOREIGN KEY (item, kind, area, ward, bcu) REFERENCES engagement.notice(id, kind, area, ward, bcu)
  constraint notice_kind_check CHECK ((kind = ANY (ARRAY['sticker'::text, 'press item'::text, 'poster'::text, 'leaflet'::text])))
  constraint notice_number_check CHECK (((number >= 0) AND (number <= 1000000)))
  constraint notice_pkey PRIMARY KEY (id)
  constraint notice_words_check CHECK ((words <> ''::text))
  CREATE INDEX notice_by_area ON engagement.notice USING btree (area)
  CREATE INDEX notice_by_bcu ON engagement.notice USING btree (bcu)
  CREATE INDEX notice_by_item ON engagement.notice USING btree (item, at)
  CREATE INDEX notice_by_ward ON engagement.notice USING btree (ward)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON engagement.notice FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_own_bcu for insert to mettrace_prevention_pcso, mettrace_sergeant with check (((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))) AND (actor = ( SELECT foundation.actor_id() AS actor_id))))
  policy add_own_ward for insert to mettrace_ward_officer with check (((ward = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))) AND (actor = ( SELECT foundation.actor_id() AS actor_id))))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_auditor, mettrace_data_protection, mettrace_planner, mettrace_programme_lead using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_own_bcu for select to mettrace_prevention_pcso, mettrace_sergeant using ((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))))
  policy read_own_ward for select to mettrace_ward_officer using ((ward = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))))
  grant select to mettrace_auditor
  grant select to mettrace_data_protection
  grant select to mettrace_planner
  grant insert, select to mettrace_prevention_pcso
  grant select to mettrace_programme_lead
  grant insert, select to mettrace_sergeant
  grant insert, select to mettrace_ward_officer

table engagement.page_change row security forced
  -- The log of what pages of phones hold. Rows below every transaction that is still open are served, in their order.
  epoch integer not null default log.present_epoch()  -- official | uk-gdpr | derived | Epoch of the transaction: numbers grow in one alone
  xid xid8 not null default pg_current_xact_id()  -- official | uk-gdpr | derived | Transaction that wrote it, or a later one that wrote of the same row before it
  place bigint not null identity a  -- official | uk-gdpr | derived | Order within the transaction
  reader text not null  -- personal | uk-gdpr | derived | Whose phone may have it
  page text not null  -- official | uk-gdpr | derived | Page: an assignment, or the person, and which part
  id text not null  -- official | uk-gdpr | derived | Row of the page
  data jsonb  -- personal | uk-gdpr | derived | What it holds; null where it leaves the page
  constraint page_change_id_check CHECK ((id <> ''::text))
  constraint page_change_pkey PRIMARY KEY (epoch, xid, place)
  CREATE INDEX page_change_by_page ON engagement.page_change USING btree (page, id, epoch, xid, place)
  CREATE TRIGGER later_on_page BEFORE INSERT ON engagement.page_change FOR EACH ROW EXECUTE FUNCTION engagement.later_on_page()
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON engagement.page_change FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy keep for insert to owner with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all_prevention_pcso for select to mettrace_prevention_pcso using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (reader = ( SELECT foundation.actor_id() AS actor_id))))
  policy read_all_sergeant for select to mettrace_sergeant using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (reader = ( SELECT foundation.actor_id() AS actor_id))))
  policy read_all_ward_officer for select to mettrace_ward_officer using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (reader = ( SELECT foundation.actor_id() AS actor_id))))
  grant select to mettrace_prevention_pcso
  grant select to mettrace_sergeant
  grant select to mettrace_ward_officer

sequence engagement.page_change_place_seq

table engagement.phone row security forced
  -- Phones, each by the id that its app gave itself: an empty store is another phone.
  id uuid not null  -- official | uk-gdpr | programme+6y | UUID that the app gave itself
  ward text  -- official | uk-gdpr | programme+6y | Ward that it is of, as far as known
  bcu text  -- official | uk-gdpr | programme+6y | BCU that it is of, as far as known
  actor text not null  -- personal | uk-gdpr | audit+6y | Who was signed in at its first contact
  enrolled_at timestamp with time zone not null  -- official | uk-gdpr | programme+6y | First contact
  constraint phone_pkey PRIMARY KEY (id)
  CREATE INDEX phone_by_bcu ON engagement.phone USING btree (bcu)
  CREATE INDEX phone_by_ward ON engagement.phone USING btree (ward)
  CREATE TRIGGER looks_leave BEFORE DELETE ON engagement.phone FOR EACH STATEMENT EXECUTE FUNCTION engagement.looks_leave()
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON engagement.phone FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy keep for insert to owner with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_data_protection, mettrace_prevention_pcso, mettrace_ward_officer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_own_bcu for select to mettrace_sergeant using ((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))))
  grant select to mettrace_data_protection
  grant select to mettrace_prevention_pcso
  grant select to mettrace_sergeant
  grant select to mettrace_ward_officer

table engagement.phone_act row security forced
  -- What was done with a phone: given a name, or revoked.
  id uuid not null  -- official | uk-gdpr | programme+6y | UUIDv7
  phone uuid not null  -- official | uk-gdpr | programme+6y | Phone
  kind text not null  -- official | uk-gdpr | programme+6y | What was done
  words text not null  -- official | uk-gdpr | programme+6y | Its name, or why it was revoked
  ward text  -- official | uk-gdpr | programme+6y | Ward that it is of, as far as known
  bcu text  -- official | uk-gdpr | programme+6y | BCU that it is of, as far as known
  actor text not null  -- personal | uk-gdpr | audit+6y | Who did it
  at timestamp with time zone not null  -- official | uk-gdpr | programme+6y | When
  constraint phone_act_kind_check CHECK ((kind = ANY (ARRAY['named'::text, 'revoked'::text])))
  constraint phone_act_phone_fkey FOREIGN KEY (phone) REFERENCES engagement.phone(id)
  constraint phone_act_pkey PRIMARY KEY (id)
  constraint phone_act_words_check CHECK ((words <> ''::text))
  CREATE INDEX phone_act_by_bcu ON engagement.phone_act USING btree (bcu)
  CREATE INDEX phone_act_by_phone ON engagement.phone_act USING btree (phone, at)
  CREATE INDEX phone_act_by_ward ON engagement.phone_act USING btree (ward)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON engagement.phone_act FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_own_bcu for insert to mettrace_sergeant with check (((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))) AND (actor = ( SELECT foundation.actor_id() AS actor_id))))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy keep for insert to owner with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_data_protection, mettrace_prevention_pcso, mettrace_ward_officer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_own_bcu for select to mettrace_sergeant using ((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))))
  grant select to mettrace_data_protection
  grant select to mettrace_prevention_pcso
  grant insert, select to mettrace_sergeant
  grant select to mettrace_ward_officer

table engagement.phone_clash row security forced
  -- That an event came again under its id with another content; the first stays as it is.
  event uuid not null  -- official | uk-gdpr | programme+6y | Event
  content bytea not null  -- official | uk-gdpr | programme+6y | SHA-256 of what was sent then
  received_at timestamp with time zone not null  -- official | uk-gdpr | programme+6y | When it came
  ward text  -- official | uk-gdpr | programme+6y | Ward that it is of, as far as known
  bcu text  -- official | uk-gdpr | programme+6y | BCU that it is of, as far as known
  actor text not null  -- personal | uk-gdpr | audit+6y | Who sent it
  constraint phone_clash_content_check CHECK ((octet_length(content) = 32))
  constraint phone_clash_event_fkey FOREIGN KEY (event) REFERENCES engagement.phone_event(id)
  constraint phone_clash_pkey PRIMARY KEY (event, content)
  CREATE INDEX phone_clash_by_bcu ON engagement.phone_clash USING btree (bcu)
  CREATE INDEX phone_clash_by_ward ON engagement.phone_clash USING btree (ward)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON engagement.phone_clash FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_prevention_pcso, mettrace_registrar, mettrace_ward_officer with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy add_own_bcu for insert to mettrace_sergeant with check (((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))) AND (actor = ( SELECT foundation.actor_id() AS actor_id))))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_data_protection, mettrace_registrar using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all_prevention_pcso for select to mettrace_prevention_pcso using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (actor = ( SELECT foundation.actor_id() AS actor_id))))
  policy read_all_ward_officer for select to mettrace_ward_officer using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (actor = ( SELECT foundation.actor_id() AS actor_id))))
  policy read_own_bcu for select to mettrace_sergeant using ((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))))
  grant select to mettrace_data_protection
  grant insert, select to mettrace_prevention_pcso
  grant insert, select to mettrace_registrar
  grant insert, select to mettrace_sergeant
  grant insert, select to mettrace_ward_officer

table engagement.phone_contact row security forced
  -- What a phone said of itself at its last contact of a day with a person.
  phone uuid not null  -- official | uk-gdpr | programme+6y | Phone
  at timestamp with time zone not null  -- official | uk-gdpr | programme+6y | When
  unsent integer not null  -- official | uk-gdpr | programme+6y | Events of this person that were not sent
  set_aside integer not null  -- official | uk-gdpr | programme+6y | Events of theirs that wait for a decision
  storage text not null  -- official | uk-gdpr | programme+6y | What a trial write came to
  app text  -- official | uk-gdpr | programme+6y | Version of the app, where it was said
  ward text  -- official | uk-gdpr | programme+6y | Ward that it is of, as far as known
  bcu text  -- official | uk-gdpr | programme+6y | BCU that it is of, as far as known
  actor text not null  -- personal | uk-gdpr | audit+6y | Who was signed in
  day date not null generated ((at AT TIME ZONE 'UTC'::text))::date  -- official | uk-gdpr | programme+6y | Day of the contact, in UTC
  constraint phone_contact_app_check CHECK ((app <> ''::text))
  constraint phone_contact_phone_fkey FOREIGN KEY (phone) REFERENCES engagement.phone(id)
  constraint phone_contact_pkey PRIMARY KEY (phone, actor, day)
  constraint phone_contact_set_aside_check CHECK ((set_aside >= 0))
  constraint phone_contact_storage_check CHECK ((storage = ANY (ARRAY['works'::text, 'full'::text, 'not-tried'::text])))
  constraint phone_contact_unsent_check CHECK ((unsent >= 0))
  CREATE INDEX phone_contact_by_actor ON engagement.phone_contact USING btree (actor, at)
  CREATE INDEX phone_contact_by_bcu ON engagement.phone_contact USING btree (bcu)
  CREATE INDEX phone_contact_by_ward ON engagement.phone_contact USING btree (ward)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON engagement.phone_contact FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy keep for insert to owner with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_data_protection using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_own_bcu for select to mettrace_sergeant using ((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))))
  policy renew for update to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL)) with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_data_protection
  grant select to mettrace_sergeant

table engagement.phone_event row security forced
  -- Events of phones as they came, one row each, and what was answered. What may name a resident is encrypted by a key of the row.
  id uuid not null  -- official | uk-gdpr | programme+6y | UUIDv7 that the phone made
  phone uuid not null  -- official | uk-gdpr | programme+6y | Phone that sent it
  sequence bigint  -- official | uk-gdpr | programme+6y | Place in that phone's order; null where it has none
  kind text  -- official | uk-gdpr | programme+6y | Kind of fact; null where it could not be read
  format integer  -- official | uk-gdpr | programme+6y | Format, as the phone said it
  assignment uuid  -- official | uk-gdpr | programme+6y | Assignment, as the phone said it
  home uuid  -- personal | uk-gdpr | programme+6y | Home, where it is about one
  kit text  -- official | uk-gdpr | programme+6y | Serial of the kit that it gave to the home
  resident uuid  -- personal | uk-gdpr | programme+6y | Resident whom it names
  of_event uuid  -- official | uk-gdpr | programme+6y | Event that it undoes or answers
  occurred_at timestamp with time zone  -- official | uk-gdpr | programme+6y | When, by the phone's clock; null where it did not say
  at timestamp with time zone not null  -- official | uk-gdpr | programme+6y | When, by the server's clock
  received_at timestamp with time zone not null  -- official | uk-gdpr | programme+6y | When it came
  content bytea not null  -- official | uk-gdpr | programme+6y | SHA-256 of what was sent
  decision text not null  -- official | uk-gdpr | programme+6y | What was answered
  reason text  -- official | uk-gdpr | programme+6y | Why it was set aside, in the code of the protocol
  answer jsonb not null  -- personal | uk-gdpr | programme+6y | The answer, word for word
  data_key bytea  -- secret | uk-gdpr | programme+6y | Key of this row, wrapped by a key outside the database; gone when erased
  key_version integer  -- official | uk-gdpr | programme+6y | Which key wraps it
  body bytea  -- personal | uk-gdpr | programme+6y | The event as it was sent: AES-256-GCM, bound to table, column and row
  erased_at timestamp with time zone  -- official | uk-gdpr | programme+6y | When it was made unreadable
  ward text  -- official | uk-gdpr | programme+6y | Ward that it is of, as far as known
  bcu text  -- official | uk-gdpr | programme+6y | BCU that it is of, as far as known
  actor text not null  -- personal | uk-gdpr | audit+6y | Who recorded it
  constraint phone_event_check CHECK (((decision = 'set aside'::text) = (reason IS NOT NULL)))
  constraint phone_event_check1 CHECK (((resident IS NULL) OR (decision = 'accepted'::text)))
  constraint phone_event_check2 CHECK ((((data_key IS NULL) = (erased_at IS NOT NULL)) AND ((body IS NULL) = (data_key IS NULL))))
  constraint phone_event_content_check CHECK ((octet_length(content) = 32))
  constraint phone_event_decision_check CHECK ((decision = ANY (ARRAY['accepted'::text, 'set aside'::text])))
  constraint phone_event_id_actor_key UNIQUE (id, actor)
  constraint phone_event_once UNIQUE (phone, sequence)
  constraint phone_event_phone_fkey FOREIGN KEY (phone) REFERENCES engagement.phone(id)
  constraint phone_event_pkey PRIMARY KEY (id)
  constraint phone_event_resident_fkey FOREIGN KEY (resident) REFERENCES engagement.resident(id)
  constraint phone_event_sequence_check CHECK ((sequence > 0))
  CREATE INDEX phone_event_by_actor ON engagement.phone_event USING btree (actor, received_at)
  CREATE INDEX phone_event_by_bcu ON engagement.phone_event USING btree (bcu, received_at) WHERE (decision = 'set aside'::text)
  CREATE INDEX phone_event_by_day ON engagement.phone_event USING btree (occurred_at)
  CREATE INDEX phone_event_by_home ON engagement.phone_event USING btree (home, at)
  CREATE INDEX phone_event_by_key ON engagement.phone_event USING btree (key_version) WHERE (data_key IS NOT NULL)
  CREATE INDEX phone_event_by_resident ON engagement.phone_event USING btree (resident) WHERE (resident IS NOT NULL)
  CREATE INDEX phone_event_by_target ON engagement.phone_event USING btree (of_event) WHERE (of_event IS NOT NULL)
  CREATE INDEX phone_event_by_ward ON engagement.phone_event USING btree (ward, received_at) WHERE (decision = 'set aside'::text)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OF id, phone, sequence, kind, format, assignment, home, kit, resident, of_event, occurred_at, at, received_at, content, decision, reason, answer, ward, bcu, actor OR TRUNCATE ON engagement.phone_event FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  CREATE TRIGGER tell_set_aside AFTER INSERT ON engagement.phone_event REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION engagement.tell_set_aside()
  policy add_all for insert to mettrace_prevention_pcso, mettrace_registrar, mettrace_ward_officer with check (((actor = ( SELECT foundation.actor_id() AS actor_id)) AND ((erased_at IS NULL) OR (( SELECT foundation.acting_role() AS acting_role) = 'data_protection'::text))))
  policy add_own_bcu for insert to mettrace_sergeant with check (((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))) AND (actor = ( SELECT foundation.actor_id() AS actor_id)) AND ((erased_at IS NULL) OR (( SELECT foundation.acting_role() AS acting_role) = 'data_protection'::text))))
  policy change_all for update to mettrace_data_protection, mettrace_registrar using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND ((erased_at IS NULL) OR (( SELECT foundation.acting_role() AS acting_role) = 'data_protection'::text)))) with check (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND ((erased_at IS NULL) OR (( SELECT foundation.acting_role() AS acting_role) = 'data_protection'::text))))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_data_protection, mettrace_registrar using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all_prevention_pcso for select to mettrace_prevention_pcso using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (actor = ( SELECT foundation.actor_id() AS actor_id))))
  policy read_all_ward_officer for select to mettrace_ward_officer using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (actor = ( SELECT foundation.actor_id() AS actor_id))))
  policy read_own_bcu for select to mettrace_sergeant using ((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))))
  grant select to mettrace_data_protection
  grant insert, select to mettrace_prevention_pcso
  grant insert, select to mettrace_registrar
  grant insert, select to mettrace_sergeant
  grant insert, select to mettrace_ward_officer
  grant update (body, data_key, erased_at, key_version) to mettrace_data_protection
  grant update (body, data_key, erased_at, key_version) to mettrace_registrar

table engagement.phone_look row security forced
  -- Homes that officers opened on their phones, by day: each is a consultation in the log.
  actor text not null  -- personal | uk-gdpr | audit+6y | Who opened it
  phone uuid not null  -- official | uk-gdpr | programme+6y | Phone that it was opened on
  day date not null  -- official | uk-gdpr | programme+6y | Day in London, by the phone's clock as the server had last put it right
  home uuid not null  -- official | uk-gdpr | programme+6y | Home
  told_on date not null  -- official | uk-gdpr | programme+6y | Day on which the phone told it
  constraint phone_look_actor_check CHECK ((actor ~~ 'person:%'::text))
  constraint phone_look_phone_fkey FOREIGN KEY (phone) REFERENCES engagement.phone(id)
  constraint phone_look_pkey PRIMARY KEY (actor, phone, day, home)
  CREATE INDEX phone_look_by_home ON engagement.phone_look USING btree (home, day)
  CREATE INDEX phone_look_by_phone ON engagement.phone_look USING btree (phone)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON engagement.phone_look FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_prevention_pcso, mettrace_sergeant, mettrace_ward_officer with check (((actor = ( SELECT foundation.actor_id() AS actor_id)) AND ((EXISTS ( SELECT
   FROM engagement.assignment_home seen
  WHERE (seen.home = phone_look.home))) OR (EXISTS ( SELECT
   FROM engagement.home seen
  WHERE (seen.id = phone_look.home))))))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all_prevention_pcso for select to mettrace_prevention_pcso using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (actor = ( SELECT foundation.actor_id() AS actor_id))))
  policy read_all_sergeant for select to mettrace_sergeant using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (actor = ( SELECT foundation.actor_id() AS actor_id))))
  policy read_all_ward_officer for select to mettrace_ward_officer using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (actor = ( SELECT foundation.actor_id() AS actor_id))))
  grant insert, select to mettrace_prevention_pcso
  grant insert, select to mettrace_sergeant
  grant insert, select to mettrace_ward_officer

table engagement.phone_piece row security forced
  -- Pieces of pictures that are still coming from phones, encrypted; gone once the picture is whole.
  event uuid not null  -- official | uk-gdpr | 30d | Event that told of the picture
  offset_at integer not null  -- official | uk-gdpr | 30d | Where the piece begins in the picture, bytes
  length integer not null  -- official | uk-gdpr | 30d | Its bytes
  content bytea not null  -- personal | uk-gdpr | 30d | The bytes themselves, encrypted
  data_key bytea not null  -- secret | uk-gdpr | 30d | Key of these bytes, wrapped by a master key
  key_version integer not null  -- official | uk-gdpr | 30d | Version of that master key
  at timestamp with time zone not null default clock_timestamp()  -- official | uk-gdpr | 30d | When it came
  actor text not null  -- personal | uk-gdpr | 30d | Who sent it
  constraint phone_piece_check CHECK ((octet_length(content) = (length + 28)))
  constraint phone_piece_event_fkey FOREIGN KEY (event) REFERENCES engagement.phone_event(id) ON DELETE CASCADE
  constraint phone_piece_length_check CHECK (((length >= 1) AND (length <= 16384)))
  constraint phone_piece_offset_at_check CHECK ((offset_at >= 0))
  constraint phone_piece_pkey PRIMARY KEY (event, offset_at, length)
  CREATE INDEX phone_piece_by_time ON engagement.phone_piece USING btree (at)
  CREATE TRIGGER refuse_change BEFORE UPDATE OR TRUNCATE ON engagement.phone_piece FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_prevention_pcso, mettrace_sergeant, mettrace_ward_officer with check (((actor = ( SELECT foundation.actor_id() AS actor_id)) AND (event IN ( SELECT phone_event.id
   FROM engagement.phone_event))))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy crossing_drops for delete to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all_prevention_pcso for select to mettrace_prevention_pcso using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (event IN ( SELECT phone_event.id
   FROM engagement.phone_event))))
  policy read_all_sergeant for select to mettrace_sergeant using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (event IN ( SELECT phone_event.id
   FROM engagement.phone_event))))
  policy read_all_ward_officer for select to mettrace_ward_officer using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (event IN ( SELECT phone_event.id
   FROM engagement.phone_event))))
  policy remove_all for delete to mettrace_prevention_pcso, mettrace_sergeant, mettrace_ward_officer using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (event IN ( SELECT phone_event.id
   FROM engagement.phone_event))))
  grant delete, insert, select to mettrace_prevention_pcso
  grant delete, insert, select to mettrace_sergeant
  grant delete, insert, select to mettrace_ward_officer

table engagement.phone_proof row security forced
  -- What shows that a saved copy was made by an officer on a phone; digests of it.
  digest bytea not null  -- secret | uk-gdpr | programme+6y | SHA-256 of the proof
  phone uuid not null  -- official | uk-gdpr | programme+6y | Phone that it was given to
  person uuid not null  -- personal | uk-gdpr | programme+6y | Officer whose session asked for it
  role text not null  -- official | uk-gdpr | programme+6y | Role in which
  actor text not null  -- personal | uk-gdpr | audit+6y | Who asked: that officer
  issued_at timestamp with time zone not null default clock_timestamp()  -- official | uk-gdpr | programme+6y | When
  constraint phone_proof_digest_check CHECK ((octet_length(digest) = 32))
  constraint phone_proof_pkey PRIMARY KEY (digest)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON engagement.phone_proof FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_prevention_pcso, mettrace_sergeant, mettrace_ward_officer with check (((actor = ( SELECT foundation.actor_id() AS actor_id)) AND (person = ( SELECT foundation.proved_person() AS proved_person)) AND (role = ( SELECT foundation.acting_role() AS acting_role))))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy proofs_are_checked for select to owner using ((digest = sha256(convert_to(current_setting('mettrace.proof'::text, true), 'UTF8'::name))))
  grant insert (actor, digest, person, phone, role) to mettrace_prevention_pcso
  grant insert (actor, digest, person, phone, role) to mettrace_sergeant
  grant insert (actor, digest, person, phone, role) to mettrace_ward_officer

sequence engagement.reported_home
  -- What stands for the UPRN of a home that has none yet.

table engagement.resident row security forced
  -- Who registered for a home, and from when to when they lived there. What names them is encrypted by a key of the row's own.
  id uuid not null  -- personal | uk-gdpr | programme+6y | UUIDv7
  home uuid not null  -- personal | uk-gdpr | programme+6y | Home
  ward text not null  -- official | uk-gdpr | programme+6y | As the home's
  bcu text not null  -- official | uk-gdpr | programme+6y | As the home's
  from_day date not null  -- personal | uk-gdpr | programme+6y | First day they lived there, as far as known
  to_day date  -- personal | uk-gdpr | programme+6y | Last day; null while they live there
  data_key bytea  -- secret | uk-gdpr | programme+6y | Key of this row, wrapped by a key outside the database; gone when erased
  key_version integer  -- official | uk-gdpr | programme+6y | Which key wraps it
  name bytea  -- personal | uk-gdpr | programme+6y | Name: AES-256-GCM, bound to table, column and row
  contact bytea  -- personal | uk-gdpr | programme+6y | Telephone or e-mail, encrypted alike
  vulnerability bytea  -- personal | uk-gdpr | programme+6y | What makes a visit urgent, encrypted alike
  name_digest bytea  -- secret | uk-gdpr | programme+6y | Keyed digest of the name, for exact look-up
  contact_digest bytea  -- secret | uk-gdpr | programme+6y | Keyed digest of the contact, for exact look-up
  registered_at timestamp with time zone not null default clock_timestamp()  -- official | uk-gdpr | programme+6y | When
  erased_at timestamp with time zone  -- official | uk-gdpr | programme+6y | When what names them was made unreadable
  by_phone boolean not null default false  -- official | uk-gdpr | programme+6y | Whether an event of a phone registered them: they stand while an event that names them does
  constraint resident_check CHECK ((to_day >= from_day))
  constraint resident_check1 CHECK (((data_key IS NULL) = (erased_at IS NOT NULL)))
  constraint resident_check2 CHECK (((erased_at IS NULL) OR ((name IS NULL) AND (contact IS NULL) AND (vulnerability IS NULL) AND (name_digest IS NULL) AND (contact_digest IS NULL))))
  constraint resident_home_ward_bcu_fkey FOREIGN KEY (home, ward, bcu) REFERENCES engagement.home(id, ward, bcu)
  constraint resident_id_home_key UNIQUE (id, home)
  constraint resident_pkey PRIMARY KEY (id)
  CREATE INDEX resident_by_bcu ON engagement.resident USING btree (bcu)
  CREATE INDEX resident_by_contact ON engagement.resident USING btree (contact_digest, ward, bcu)
  CREATE INDEX resident_by_home ON engagement.resident USING btree (home, ward, bcu)
  CREATE INDEX resident_by_key ON engagement.resident USING btree (key_version) WHERE (data_key IS NOT NULL)
  CREATE INDEX resident_by_name ON engagement.resident USING btree (name_digest, ward, bcu)
  CREATE INDEX resident_by_ward ON engagement.resident USING btree (ward)
  CREATE TRIGGER keep_states AFTER INSERT ON engagement.resident REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION engagement.keep_states()
  CREATE TRIGGER letters_leave BEFORE DELETE ON engagement.resident FOR EACH STATEMENT EXECUTE FUNCTION engagement.letters_leave()
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OF id, home, ward, bcu, from_day, to_day, registered_at, by_phone OR TRUNCATE ON engagement.resident FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_registrar with check (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND ((erased_at IS NULL) OR (( SELECT foundation.acting_role() AS acting_role) = 'data_protection'::text))))
  policy add_own_bcu for insert to mettrace_prevention_pcso, mettrace_sergeant with check (((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))) AND ((erased_at IS NULL) OR (( SELECT foundation.acting_role() AS acting_role) = 'data_protection'::text))))
  policy add_own_ward for insert to mettrace_ward_officer with check (((ward = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))) AND ((erased_at IS NULL) OR (( SELECT foundation.acting_role() AS acting_role) = 'data_protection'::text))))
  policy change_all for update to mettrace_data_protection, mettrace_registrar using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND ((erased_at IS NULL) OR (( SELECT foundation.acting_role() AS acting_role) = 'data_protection'::text)))) with check (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND ((erased_at IS NULL) OR (( SELECT foundation.acting_role() AS acting_role) = 'data_protection'::text))))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_data_protection, mettrace_registrar using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_own_bcu for select to mettrace_prevention_pcso, mettrace_sergeant using ((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))))
  policy read_own_ward for select to mettrace_ward_officer using ((ward = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))))
  policy registers_itself for insert to owner with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_data_protection
  grant insert, select to mettrace_prevention_pcso
  grant insert, select to mettrace_registrar
  grant insert, select to mettrace_sergeant
  grant insert, select to mettrace_ward_officer
  grant update (contact, contact_digest, data_key, erased_at, key_version, name, name_digest, vulnerability) to mettrace_data_protection
  grant update (contact, contact_digest, data_key, erased_at, key_version, name, name_digest, vulnerability) to mettrace_registrar

table engagement.round_home row security forced
  -- Homes of a round that was given out, in the order in which they are walked.
  home uuid not null  -- official | uk-gdpr | programme+6y | Home
  day date not null  -- official | uk-gdpr | programme+6y | Day of the round
  turn integer not null  -- official | uk-gdpr | programme+6y | 1 for the first round of the day that has it; one more where the round before ended
  assignment uuid not null  -- official | uk-gdpr | programme+6y | Assignment that the round is
  place integer not null  -- official | uk-gdpr | programme+6y | Place in the order of the walk, from 1
  done_after double precision not null  -- official | uk-gdpr | programme+6y | Minutes from the beginning of the round until this home is expected to be done
  ward text not null  -- official | uk-gdpr | programme+6y | As the home's
  bcu text not null  -- official | uk-gdpr | programme+6y | As the home's
  constraint round_home_assignment_place_key UNIQUE (assignment, place)
  constraint round_home_assignment_ward_bcu_fkey FOREIGN KEY (assignment, ward, bcu) REFERENCES engagement.assignment(id, ward, bcu)
  constraint round_home_done_after_check CHECK ((done_after >= (0)::double precision))
  constraint round_home_home_ward_bcu_fkey FOREIGN KEY (home, ward, bcu) REFERENCES engagement.home(id, ward, bcu)
  constraint round_home_pkey PRIMARY KEY (home, day, turn)
  constraint round_home_place_check CHECK ((place > 0))
  constraint round_home_turn_check CHECK ((turn > 0))
  CREATE INDEX round_home_by_bcu ON engagement.round_home USING btree (bcu)
  CREATE INDEX round_home_by_ward ON engagement.round_home USING btree (ward)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON engagement.round_home FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  CREATE TRIGGER tell_walks AFTER INSERT ON engagement.round_home REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION engagement.tell_walks()
  policy add_all for insert to mettrace_registrar with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy add_own_bcu for insert to mettrace_sergeant with check ((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_data_protection, mettrace_registrar using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all_prevention_pcso for select to mettrace_prevention_pcso using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (assignment = ANY (ARRAY( SELECT assignment.id
   FROM engagement.assignment)))))
  policy read_all_ward_officer for select to mettrace_ward_officer using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (assignment = ANY (ARRAY( SELECT assignment.id
   FROM engagement.assignment)))))
  policy read_own_bcu for select to mettrace_sergeant using ((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))))
  grant select to mettrace_data_protection
  grant select to mettrace_prevention_pcso
  grant insert, select to mettrace_registrar
  grant insert, select to mettrace_sergeant
  grant select to mettrace_ward_officer

table engagement.safety_note row security forced
  -- What the next officer at a door must know.
  event uuid not null  -- official | uk-gdpr | programme+6y | Event that told it
  home uuid not null  -- official | uk-gdpr | programme+6y | Home
  ward text not null  -- official | uk-gdpr | programme+6y | As the home's
  bcu text not null  -- official | uk-gdpr | programme+6y | As the home's
  risk text not null  -- personal | uk-gdpr | programme+6y | What kind of risk
  note text not null  -- personal | uk-gdpr | programme+6y | What was seen
  at timestamp with time zone not null  -- personal | uk-gdpr | programme+6y | When
  actor text not null  -- personal | uk-gdpr | audit+6y | Who wrote it
  constraint safety_note_event_fkey FOREIGN KEY (event) REFERENCES engagement.phone_event(id)
  constraint safety_note_home_ward_bcu_fkey FOREIGN KEY (home, ward, bcu) REFERENCES engagement.home(id, ward, bcu)
  constraint safety_note_note_check CHECK ((note <> ''::text))
  constraint safety_note_pkey PRIMARY KEY (event)
  constraint safety_note_risk_check CHECK ((risk = ANY (ARRAY['dog'::text, 'aggression'::text, 'building'::text, 'other'::text])))
  CREATE INDEX safety_note_by_bcu ON engagement.safety_note USING btree (bcu)
  CREATE INDEX safety_note_by_home ON engagement.safety_note USING btree (home, ward, bcu)
  CREATE INDEX safety_note_by_ward ON engagement.safety_note USING btree (ward)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON engagement.safety_note FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  CREATE TRIGGER tell_events AFTER INSERT ON engagement.safety_note REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION engagement.tell_events()
  policy add_all for insert to mettrace_prevention_pcso, mettrace_ward_officer with check (((actor = ( SELECT foundation.actor_id() AS actor_id)) AND (event IN ( SELECT phone_event.id
   FROM engagement.phone_event
  WHERE (phone_event.actor = ( SELECT foundation.actor_id() AS actor_id)))) AND (EXISTS ( SELECT
   FROM engagement.assignment_home seen
  WHERE (seen.home = safety_note.home)))))
  policy add_own_bcu for insert to mettrace_sergeant with check (((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))) AND (actor = ( SELECT foundation.actor_id() AS actor_id)) AND (event IN ( SELECT phone_event.id
   FROM engagement.phone_event
  WHERE (phone_event.actor = ( SELECT foundation.actor_id() AS actor_id)))) AND (EXISTS ( SELECT
   FROM engagement.assignment_home seen
  WHERE (seen.home = safety_note.home)))))
  policy add_own_bcu_accepted for insert to mettrace_sergeant with check (((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))) AND ((event, actor) IN ( SELECT set_aside_decision.event,
    set_aside_decision.teller
   FROM engagement.set_aside_decision
  WHERE ((set_aside_decision.decision = 'accepted'::text) AND (set_aside_decision.actor = ( SELECT foundation.actor_id() AS actor_id)) AND (set_aside_decision.at >= now()))))))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_data_protection, mettrace_registrar using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_own_bcu for select to mettrace_prevention_pcso, mettrace_sergeant using ((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))))
  policy read_own_ward for select to mettrace_ward_officer using ((ward = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))))
  grant select to mettrace_data_protection
  grant insert, select to mettrace_prevention_pcso
  grant select to mettrace_registrar
  grant insert, select to mettrace_sergeant
  grant insert, select to mettrace_ward_officer

table engagement.saved_copy row security forced
  -- Saved copies of phones that were read in, and what came of their records.
  id uuid not null  -- official | uk-gdpr | programme+6y | UUIDv7
  phone uuid not null  -- official | uk-gdpr | programme+6y | Phone that it is of
  teller text not null  -- personal | uk-gdpr | audit+6y | Who recorded what is in it
  saved_at timestamp with time zone not null  -- official | uk-gdpr | programme+6y | When it was saved, by the phone's clock
  read_at timestamp with time zone not null  -- official | uk-gdpr | programme+6y | When it was read in
  accepted integer not null  -- official | uk-gdpr | programme+6y | Records that were accepted
  set_aside integer not null  -- official | uk-gdpr | programme+6y | Records that were set aside
  known integer not null  -- official | uk-gdpr | programme+6y | Records that had arrived before
  unanswered integer not null  -- official | uk-gdpr | programme+6y | Records that could not be taken then
  ward text  -- official | uk-gdpr | programme+6y | As the phone's
  bcu text  -- official | uk-gdpr | programme+6y | As the phone's
  actor text not null  -- personal | uk-gdpr | audit+6y | Who read it in
  constraint saved_copy_accepted_check CHECK ((accepted >= 0))
  constraint saved_copy_known_check CHECK ((known >= 0))
  constraint saved_copy_phone_fkey FOREIGN KEY (phone) REFERENCES engagement.phone(id)
  constraint saved_copy_pkey PRIMARY KEY (id)
  constraint saved_copy_set_aside_check CHECK ((set_aside >= 0))
  constraint saved_copy_teller_check CHECK ((teller ~~ 'person:%'::text))
  constraint saved_copy_unanswered_check CHECK ((unanswered >= 0))
  CREATE INDEX saved_copy_by_bcu ON engagement.saved_copy USING btree (bcu, read_at)
  CREATE INDEX saved_copy_by_phone ON engagement.saved_copy USING btree (phone, read_at)
  CREATE INDEX saved_copy_by_ward ON engagement.saved_copy USING btree (ward, read_at)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON engagement.saved_copy FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_own_bcu for insert to mettrace_sergeant with check (((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))) AND (actor = ( SELECT foundation.actor_id() AS actor_id))))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_data_protection using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_own_bcu for select to mettrace_sergeant using ((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))))
  grant select to mettrace_data_protection
  grant insert, select to mettrace_sergeant

table engagement.set_aside_decision row security forced
  -- What a sergeant decided of an event that was set aside.
  event uuid not null  -- official | uk-gdpr | programme+6y | Event
  teller text not null  -- personal | uk-gdpr | programme+6y | Who recorded the event
  decision text not null  -- official | uk-gdpr | programme+6y | Whether it is right, or is given up
  reason text not null  -- personal | uk-gdpr | programme+6y | Why
  ward text  -- official | uk-gdpr | programme+6y | Ward that it is of, as far as known
  bcu text  -- official | uk-gdpr | programme+6y | BCU that it is of, as far as known
  actor text not null  -- personal | uk-gdpr | audit+6y | Who decided
  at timestamp with time zone not null default clock_timestamp()  -- official | uk-gdpr | programme+6y | When
  constraint set_aside_decision_check CHECK ((actor <> teller))
  constraint set_aside_decision_decision_check CHECK ((decision = ANY (ARRAY['accepted'::text, 'given-up'::text])))
  constraint set_aside_decision_event_teller_fkey FOREIGN KEY (event, teller) REFERENCES engagement.phone_event(id, actor)
  constraint set_aside_decision_pkey PRIMARY KEY (event)
  constraint set_aside_decision_reason_check CHECK ((reason <> ''::text))
  CREATE INDEX set_aside_decision_by_bcu ON engagement.set_aside_decision USING btree (bcu)
  CREATE INDEX set_aside_decision_by_ward ON engagement.set_aside_decision USING btree (ward)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON engagement.set_aside_decision FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  CREATE TRIGGER tell_set_aside AFTER INSERT ON engagement.set_aside_decision REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION engagement.tell_set_aside()
  policy add_own_bcu for insert to mettrace_sergeant with check (((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))) AND (actor = ( SELECT foundation.actor_id() AS actor_id)) AND (event IN ( SELECT phone_event.id
   FROM engagement.phone_event
  WHERE (phone_event.decision = 'set aside'::text)))))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_data_protection using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_own_bcu for select to mettrace_sergeant using ((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))))
  grant select to mettrace_data_protection
  grant select to mettrace_sergeant
  grant insert (actor, bcu, decision, event, reason, teller, ward) to mettrace_sergeant

table engagement.sign row security forced
  -- Street signs as they were placed.
  id uuid not null  -- official | none | programme+6y | UUID that whoever places it gives it
  easting integer not null  -- official | none | programme+6y | Metres east, British National Grid
  northing integer not null  -- official | none | programme+6y | Metres north, British National Grid
  place text not null  -- official | none | programme+6y | Where it hangs, in words
  area text not null  -- official | none | programme+6y | Small area around it, of those that homes are counted in
  ward text not null  -- official | none | programme+6y | Ward of that area's homes
  bcu text not null  -- official | none | programme+6y | Their BCU
  placed_on date not null  -- official | none | programme+6y | Since what day
  at timestamp with time zone not null default clock_timestamp()  -- official | none | programme+6y | When that was recorded
  actor text not null  -- personal | uk-gdpr | programme+6y | Who recorded it
  constraint sign_area_check CHECK ((area <> ''::text))
  constraint sign_easting_check CHECK (((easting >= 0) AND (easting <= 700000)))
  constraint sign_id_ward_bcu_key UNIQUE (id, ward, bcu)
  constraint sign_northing_check CHECK (((northing >= 0) AND (northing <= 1300000)))
  constraint sign_pkey PRIMARY KEY (id)
  constraint sign_place_check CHECK ((place <> ''::text))
  CREATE INDEX sign_by_area ON engagement.sign USING btree (area)
  CREATE INDEX sign_by_bcu ON engagement.sign USING btree (bcu)
  CREATE INDEX sign_by_ward ON engagement.sign USING btree (ward)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON engagement.sign FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_own_bcu for insert to mettrace_prevention_pcso, mettrace_sergeant with check (((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))) AND (actor = ( SELECT foundation.actor_id() AS actor_id))))
  policy add_own_bcu_accepted for insert to mettrace_sergeant with check (((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))) AND ((id, actor) IN ( SELECT set_aside_decision.event,
    set_aside_decision.teller
   FROM engagement.set_aside_decision
  WHERE ((set_aside_decision.decision = 'accepted'::text) AND (set_aside_decision.actor = ( SELECT foundation.actor_id() AS actor_id)) AND (set_aside_decision.at >= now()))))))
  policy add_own_ward for insert to mettrace_ward_officer with check (((ward = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))) AND (actor = ( SELECT foundation.actor_id() AS actor_id))))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_auditor, mettrace_data_protection, mettrace_planner, mettrace_programme_lead using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_own_bcu for select to mettrace_prevention_pcso, mettrace_sergeant using ((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))))
  policy read_own_ward for select to mettrace_ward_officer using ((ward = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))))
  grant select to mettrace_auditor
  grant select to mettrace_data_protection
  grant select to mettrace_planner
  grant insert, select to mettrace_prevention_pcso
  grant select to mettrace_programme_lead
  grant insert, select to mettrace_sergeant
  grant insert, select to mettrace_ward_officer

table engagement.sign_check row security forced
  -- How a sign was found, or that it is gone. What was recorded last counts.
  id uuid not null  -- official | none | programme+6y | UUID that whoever records it gives it
  sign uuid not null  -- official | none | programme+6y | The sign
  ward text not null  -- official | none | programme+6y | As the sign's
  bcu text not null  -- official | none | programme+6y | As the sign's
  found text not null  -- official | none | programme+6y | Its condition; or missing, removed, or never there where it was recorded by mistake
  on_day date not null  -- official | none | programme+6y | On what day
  next_check date  -- official | none | programme+6y | When to look again
  note text  -- official | none | programme+6y | What else there is to say of it
  at timestamp with time zone not null default clock_timestamp()  -- official | none | programme+6y | When that was recorded
  actor text not null  -- personal | uk-gdpr | programme+6y | Who recorded it
  constraint sign_check_check CHECK ((next_check > on_day))
  constraint sign_check_check1 CHECK (((next_check IS NULL) OR (found = ANY (ARRAY['good'::text, 'worn'::text, 'damaged'::text]))))
  constraint sign_check_found_check CHECK ((found = ANY (ARRAY['good'::text, 'worn'::text, 'damaged'::text, 'missing'::text, 'removed'::text, 'never there'::text])))
  constraint sign_check_id_sign_ward_bcu_key UNIQUE (id, sign, ward, bcu)
  constraint sign_check_note_check CHECK ((note <> ''::text))
  constraint sign_check_pkey PRIMARY KEY (id)
  constraint sign_check_sign_ward_bcu_fkey FOREIGN KEY (sign, ward, bcu) REFERENCES engagement.sign(id, ward, bcu)
  CREATE INDEX sign_check_by_bcu ON engagement.sign_check USING btree (bcu)
  CREATE INDEX sign_check_by_sign ON engagement.sign_check USING btree (sign, at)
  CREATE INDEX sign_check_by_ward ON engagement.sign_check USING btree (ward)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON engagement.sign_check FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_own_bcu for insert to mettrace_prevention_pcso, mettrace_sergeant with check (((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))) AND (actor = ( SELECT foundation.actor_id() AS actor_id))))
  policy add_own_bcu_accepted for insert to mettrace_sergeant with check (((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))) AND ((id, actor) IN ( SELECT set_aside_decision.event,
    set_aside_decision.teller
   FROM engagement.set_aside_decision
  WHERE ((set_aside_decision.decision = 'accepted'::text) AND (set_aside_decision.actor = ( SELECT foundation.actor_id() AS actor_id)) AND (set_aside_decision.at >= now()))))))
  policy add_own_ward for insert to mettrace_ward_officer with check (((ward = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))) AND (actor = ( SELECT foundation.actor_id() AS actor_id))))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_auditor, mettrace_data_protection, mettrace_planner, mettrace_programme_lead using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_own_bcu for select to mettrace_prevention_pcso, mettrace_sergeant using ((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))))
  policy read_own_ward for select to mettrace_ward_officer using ((ward = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))))
  grant select to mettrace_auditor
  grant select to mettrace_data_protection
  grant select to mettrace_planner
  grant insert, select to mettrace_prevention_pcso
  grant select to mettrace_programme_lead
  grant insert, select to mettrace_sergeant
  grant insert, select to mettrace_ward_officer

table engagement.sign_picture row security forced
  -- How a sign looked at a check: which file shows it.
  id uuid not null  -- official | none | programme+6y | The file
  use text not null generated 'sign picture'::text  -- official | none | programme+6y | What kind of row this is to the file
  sign uuid not null  -- official | none | programme+6y | The sign
  at_check uuid not null  -- official | none | programme+6y | The check at which it was taken
  ward text not null  -- official | none | programme+6y | As the sign's
  bcu text not null  -- official | none | programme+6y | As the sign's
  at timestamp with time zone not null default clock_timestamp()  -- official | none | programme+6y | When that was recorded
  actor text not null  -- personal | uk-gdpr | programme+6y | Who recorded it
  constraint sign_picture_at_check_key UNIQUE (at_check)
  constraint sign_picture_at_check_sign_ward_bcu_fkey FOREIGN KEY (at_check, sign, ward, bcu) REFERENCES engagement.sign_check(id, sign, ward, bcu)
  constraint sign_picture_id_use_fkey FOREIGN KEY (id, use) REFERENCES engagement.file(id, use)
  constraint sign_picture_pkey PRIMARY KEY (id)
  CREATE INDEX sign_picture_by_bcu ON engagement.sign_picture USING btree (bcu)
  CREATE INDEX sign_picture_by_sign ON engagement.sign_picture USING btree (sign, at)
  CREATE INDEX sign_picture_by_ward ON engagement.sign_picture USING btree (ward)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON engagement.sign_picture FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_own_bcu for insert to mettrace_prevention_pcso, mettrace_sergeant with check (((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))) AND (actor = ( SELECT foundation.actor_id() AS actor_id))))
  policy add_own_ward for insert to mettrace_ward_officer with check (((ward = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))) AND (actor = ( SELECT foundation.actor_id() AS actor_id))))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_auditor, mettrace_data_protection, mettrace_planner, mettrace_programme_lead using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_own_bcu for select to mettrace_prevention_pcso, mettrace_sergeant using ((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))))
  policy read_own_ward for select to mettrace_ward_officer using ((ward = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))))
  grant select to mettrace_auditor
  grant select to mettrace_data_protection
  grant select to mettrace_planner
  grant insert, select to mettrace_prevention_pcso
  grant select to mettrace_programme_lead
  grant insert, select to mettrace_sergeant
  grant insert, select to mettrace_ward_officer

table engagement.spot_check row security forced
  -- Spot checks of an area, as they were ordered: before anybody could know which doors would be drawn.
  id uuid not null  -- official | uk-gdpr | programme+6y | UUIDv7 of the check
  kind text not null  -- official | none | programme+6y | Kind of area
  valid_from date not null  -- official | none | programme+6y | Since when its boundaries are in force
  area text not null  -- official | none | programme+6y | Code of the area
  bcu text not null  -- official | none | programme+6y | BCU of its homes; of most of them, where each BCU has an officer of its own
  checker uuid not null  -- personal | uk-gdpr | programme+6y | Officer who looks; of that BCU, where each has one
  target double precision not null  -- official | none | programme+6y | Share that is aimed at
  half_width double precision  -- official | none | programme+6y | Half of the interval that is wished for; null where two shares are to be told apart
  poor double precision  -- official | none | programme+6y | Share that is to be told from the target
  error double precision  -- official | none | programme+6y | Largest chance of either error
  after_head bigint not null  -- official | none | programme+6y | Entries of the log's last head as it was ordered: the next one is the seed
  at timestamp with time zone not null default clock_timestamp()  -- official | none | programme+6y | When it was ordered
  actor text not null  -- personal | uk-gdpr | programme+6y | Who ordered it
  constraint spot_check_after_head_check CHECK ((after_head >= 0))
  constraint spot_check_area_check CHECK ((area <> ''::text))
  constraint spot_check_check CHECK (((poor > (0)::double precision) AND (poor < target)))
  constraint spot_check_check1 CHECK ((((half_width IS NULL) = (poor IS NOT NULL)) AND ((poor IS NULL) = (error IS NULL))))
  constraint spot_check_checker_fkey FOREIGN KEY (checker) REFERENCES identity.person(id)
  constraint spot_check_error_check CHECK (((error > (0)::double precision) AND (error < (0.5)::double precision)))
  constraint spot_check_half_width_check CHECK (((half_width > (0)::double precision) AND (half_width < (0.5)::double precision)))
  constraint spot_check_kind_check CHECK ((kind <> ''::text))
  constraint spot_check_pkey PRIMARY KEY (id)
  constraint spot_check_target_check CHECK (((target > (0)::double precision) AND (target <= (1)::double precision)))
  CREATE INDEX spot_check_by_area ON engagement.spot_check USING btree (area, at)
  CREATE INDEX spot_check_by_bcu ON engagement.spot_check USING btree (bcu, at)
  CREATE INDEX spot_check_by_checker ON engagement.spot_check USING btree (checker)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON engagement.spot_check FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_programme_lead with check (((actor = ( SELECT foundation.actor_id() AS actor_id)) AND (engagement.why_not_checker(checker, area) IS NULL)))
  policy add_own_bcu for insert to mettrace_sergeant with check (((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))) AND (actor = ( SELECT foundation.actor_id() AS actor_id)) AND (engagement.why_not_checker(checker, area) IS NULL)))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_auditor, mettrace_data_protection, mettrace_programme_lead, mettrace_registrar using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_own_bcu for select to mettrace_sergeant using ((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))))
  grant select to mettrace_auditor
  grant select to mettrace_data_protection
  grant select to mettrace_programme_lead
  grant select to mettrace_registrar
  grant select to mettrace_sergeant
  grant insert (actor, after_head, area, bcu, checker, error, half_width, id, kind, poor, target, valid_from) to mettrace_programme_lead
  grant insert (actor, after_head, area, bcu, checker, error, half_width, id, kind, poor, target, valid_from) to mettrace_sergeant

table engagement.spot_door row security forced
  -- Doors of a spot check, and what was reported of each when it was drawn. Who checks them reads nothing of it.
  spot_check uuid not null  -- official | uk-gdpr | programme+6y | The check
  turn integer not null  -- official | uk-gdpr | programme+6y | Its number in the checker's list, in which nothing tells what was reported
  home uuid not null  -- personal | uk-gdpr | programme+6y | The home
  ward text not null  -- official | uk-gdpr | programme+6y | As the home's
  bcu text not null  -- official | uk-gdpr | programme+6y | As the home's
  state text not null  -- personal | uk-gdpr | programme+6y | What was reported of it on that day
  is_reported boolean not null  -- personal | uk-gdpr | programme+6y | Whether it was reported protected
  constraint spot_door_home_ward_bcu_fkey FOREIGN KEY (home, ward, bcu) REFERENCES engagement.home(id, ward, bcu)
  constraint spot_door_pkey PRIMARY KEY (spot_check, home)
  constraint spot_door_spot_check_fkey FOREIGN KEY (spot_check) REFERENCES engagement.spot_draw(id)
  constraint spot_door_spot_check_turn_key UNIQUE (spot_check, turn)
  constraint spot_door_state_check CHECK ((state = ANY (ARRAY['protected'::text, 'delivered'::text, 'refused'::text, 'come back'::text, 'no answer'::text, 'not yet'::text])))
  constraint spot_door_turn_check CHECK ((turn >= 1))
  CREATE INDEX spot_door_by_bcu ON engagement.spot_door USING btree (bcu)
  CREATE INDEX spot_door_by_home ON engagement.spot_door USING btree (home)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON engagement.spot_door FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_programme_lead with check (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND engagement.leads_check(spot_check)))
  policy add_own_bcu for insert to mettrace_sergeant with check (((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))) AND engagement.leads_check(spot_check)))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_data_protection using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_own_bcu for select to mettrace_sergeant using ((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))))
  grant select to mettrace_data_protection
  grant insert to mettrace_programme_lead
  grant insert, select to mettrace_sergeant

table engagement.spot_draw row security forced
  -- How doors were drawn: by the root of the log's first head after the order, which nobody can choose.
  id uuid not null  -- official | uk-gdpr | programme+6y | The check
  bcu text not null  -- official | none | programme+6y | As the check's
  head bigint not null  -- official | none | programme+6y | Head of the log that the seed is of
  seed text not null  -- official | none | programme+6y | Its root, in hexadecimal
  homes_reported integer not null  -- official | none | programme+6y | Homes of the area reported protected
  homes_others integer not null  -- official | none | programme+6y | Its other homes
  drawn_reported integer not null  -- official | none | programme+6y | Doors drawn of the first
  drawn_others integer not null  -- official | none | programme+6y | Doors drawn of the second
  at_least integer  -- official | none | programme+6y | Doors found marked from which on the area is accepted; null where two shares need not be told apart
  missed double precision  -- official | none | programme+6y | Chance that this rule does not accept an area at the target
  falsely_accepted double precision  -- official | none | programme+6y | Chance that it accepts a poor one
  doors_digest text not null  -- official | uk-gdpr | programme+6y | SHA-256 of the doors in their order with what was reported of each
  at timestamp with time zone not null default clock_timestamp()  -- official | none | programme+6y | When they were drawn
  actor text not null  -- personal | uk-gdpr | programme+6y | Who had them drawn
  constraint spot_draw_check CHECK (((drawn_reported >= 0) AND (drawn_reported <= homes_reported)))
  constraint spot_draw_check1 CHECK (((drawn_others >= 0) AND (drawn_others <= homes_others)))
  constraint spot_draw_check2 CHECK (((at_least >= 0) AND (at_least <= (drawn_reported + drawn_others))))
  constraint spot_draw_check3 CHECK ((((at_least IS NULL) = (missed IS NULL)) AND ((at_least IS NULL) = (falsely_accepted IS NULL))))
  constraint spot_draw_doors_digest_check CHECK ((doors_digest ~ '^[0-9a-f]{64}$'::text))
  constraint spot_draw_falsely_accepted_check CHECK (((falsely_accepted >= (0)::double precision) AND (falsely_accepted <= (1)::double precision)))
  constraint spot_draw_head_check CHECK ((head > 0))
  constraint spot_draw_homes_others_check CHECK ((homes_others >= 0))
  constraint spot_draw_homes_reported_check CHECK ((homes_reported >= 0))
  constraint spot_draw_id_fkey FOREIGN KEY (id) REFERENCES engagement.spot_check(id)
  constraint spot_draw_missed_check CHECK (((missed >= (0)::double precision) AND (missed <= (1)::double precision)))
  constraint spot_draw_pkey PRIMARY KEY (id)
  constraint spot_draw_seed_check CHECK ((seed ~ '^[0-9a-f]{64}$'::text))
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON engagement.spot_draw FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_programme_lead with check (((actor = ( SELECT foundation.actor_id() AS actor_id)) AND engagement.leads_check(id)))
  policy add_own_bcu for insert to mettrace_sergeant with check (((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))) AND (actor = ( SELECT foundation.actor_id() AS actor_id)) AND engagement.leads_check(id)))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_auditor, mettrace_data_protection, mettrace_programme_lead, mettrace_registrar using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_own_bcu for select to mettrace_sergeant using ((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))))
  grant select to mettrace_auditor
  grant select to mettrace_data_protection
  grant select to mettrace_programme_lead
  grant select to mettrace_registrar
  grant select to mettrace_sergeant
  grant insert (actor, at_least, bcu, doors_digest, drawn_others, drawn_reported, falsely_accepted, head, homes_others, homes_reported, id, missed, seed) to mettrace_programme_lead
  grant insert (actor, at_least, bcu, doors_digest, drawn_others, drawn_reported, falsely_accepted, head, homes_others, homes_reported, id, missed, seed) to mettrace_sergeant

table engagement.spot_end row security forced
  -- That a spot check was closed, from when on its result is told, or abandoned.
  spot_check uuid not null  -- official | uk-gdpr | programme+6y | The check
  bcu text not null  -- official | none | programme+6y | As the check's
  how text not null  -- official | none | programme+6y | Closed, or abandoned
  reason text  -- official | none | programme+6y | Why it was abandoned
  at timestamp with time zone not null default clock_timestamp()  -- official | none | programme+6y | When
  actor text not null  -- personal | uk-gdpr | programme+6y | By whom
  constraint spot_end_check CHECK (((how = 'abandoned'::text) = (reason IS NOT NULL)))
  constraint spot_end_how_check CHECK ((how = ANY (ARRAY['closed'::text, 'abandoned'::text])))
  constraint spot_end_pkey PRIMARY KEY (spot_check)
  constraint spot_end_reason_check CHECK ((reason <> ''::text))
  constraint spot_end_spot_check_fkey FOREIGN KEY (spot_check) REFERENCES engagement.spot_check(id)
  CREATE INDEX spot_end_by_bcu ON engagement.spot_end USING btree (bcu)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON engagement.spot_end FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_programme_lead with check (((actor = ( SELECT foundation.actor_id() AS actor_id)) AND ((how = 'abandoned'::text) OR engagement.is_walked(spot_check)) AND engagement.leads_check(spot_check)))
  policy add_own_bcu for insert to mettrace_sergeant with check (((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))) AND (actor = ( SELECT foundation.actor_id() AS actor_id)) AND ((how = 'abandoned'::text) OR engagement.is_walked(spot_check)) AND engagement.leads_check(spot_check)))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_auditor, mettrace_data_protection, mettrace_programme_lead, mettrace_registrar using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_own_bcu for select to mettrace_sergeant using ((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))))
  grant select to mettrace_auditor
  grant select to mettrace_data_protection
  grant select to mettrace_programme_lead
  grant select to mettrace_registrar
  grant select to mettrace_sergeant
  grant insert (actor, bcu, how, reason, spot_check) to mettrace_programme_lead
  grant insert (actor, bcu, how, reason, spot_check) to mettrace_sergeant

table engagement.spot_finding row security forced
  -- What was found at the doors of a spot check. The last finding at a door counts.
  id uuid not null  -- official | uk-gdpr | programme+6y | UUID that its form was given: sent twice, it is one finding
  spot_check uuid not null  -- official | uk-gdpr | programme+6y | The check
  home uuid not null  -- personal | uk-gdpr | programme+6y | The home
  ward text not null  -- official | uk-gdpr | programme+6y | As the home's
  bcu text not null  -- official | uk-gdpr | programme+6y | As the home's
  found text not null  -- personal | uk-gdpr | programme+6y | Things marked, a kit and nothing marked, neither, refused, or nobody there
  at timestamp with time zone not null default clock_timestamp()  -- official | uk-gdpr | programme+6y | When it was recorded, by the database's clock
  actor text not null  -- personal | uk-gdpr | programme+6y | Who found it
  constraint spot_finding_found_check CHECK ((found = ANY (ARRAY['marked'::text, 'not marked'::text, 'nothing'::text, 'refused'::text, 'no answer'::text])))
  constraint spot_finding_home_ward_bcu_fkey FOREIGN KEY (home, ward, bcu) REFERENCES engagement.home(id, ward, bcu)
  constraint spot_finding_pkey PRIMARY KEY (id)
  constraint spot_finding_spot_check_home_fkey FOREIGN KEY (spot_check, home) REFERENCES engagement.spot_door(spot_check, home)
  CREATE INDEX spot_finding_by_bcu ON engagement.spot_finding USING btree (bcu)
  CREATE INDEX spot_finding_by_door ON engagement.spot_finding USING btree (spot_check, home, at, id)
  CREATE INDEX spot_finding_by_home ON engagement.spot_finding USING btree (home)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON engagement.spot_finding FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_prevention_pcso, mettrace_ward_officer with check (((actor = ( SELECT foundation.actor_id() AS actor_id)) AND engagement.may_check(spot_check, home)))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_data_protection using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_own_bcu for select to mettrace_sergeant using ((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))))
  grant select to mettrace_data_protection
  grant select to mettrace_sergeant
  grant insert (actor, bcu, found, home, id, spot_check, ward) to mettrace_prevention_pcso
  grant insert (actor, bcu, found, home, id, spot_check, ward) to mettrace_ward_officer

table engagement.spot_side row security forced
  -- Who goes to the doors of each BCU, of spot checks of an area that lies in more than one; other checks have their one officer.
  spot_check uuid not null  -- official | uk-gdpr | programme+6y | The check
  bcu text not null  -- official | none | programme+6y | BCU of the doors
  checker uuid not null  -- personal | uk-gdpr | programme+6y | Officer who looks there
  at timestamp with time zone not null default clock_timestamp()  -- official | none | programme+6y | When it was ordered
  actor text not null  -- personal | uk-gdpr | programme+6y | Who ordered it
  constraint spot_side_bcu_check CHECK ((bcu <> ''::text))
  constraint spot_side_checker_fkey FOREIGN KEY (checker) REFERENCES identity.person(id)
  constraint spot_side_pkey PRIMARY KEY (spot_check, bcu)
  constraint spot_side_spot_check_fkey FOREIGN KEY (spot_check) REFERENCES engagement.spot_check(id)
  CREATE INDEX spot_side_by_bcu ON engagement.spot_side USING btree (bcu)
  CREATE INDEX spot_side_by_checker ON engagement.spot_side USING btree (checker)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON engagement.spot_side FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_programme_lead with check (((actor = ( SELECT foundation.actor_id() AS actor_id)) AND engagement.may_add_side(spot_check, bcu, checker)))
  policy add_own_bcu for insert to mettrace_sergeant with check (((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))) AND (actor = ( SELECT foundation.actor_id() AS actor_id)) AND engagement.may_add_side(spot_check, bcu, checker)))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_auditor, mettrace_data_protection, mettrace_programme_lead, mettrace_registrar using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_own_bcu for select to mettrace_sergeant using ((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))))
  grant select to mettrace_auditor
  grant select to mettrace_data_protection
  grant select to mettrace_programme_lead
  grant select to mettrace_registrar
  grant select to mettrace_sergeant
  grant insert (actor, bcu, checker, spot_check) to mettrace_programme_lead
  grant insert (actor, bcu, checker, spot_check) to mettrace_sergeant

table engagement.street_count row security forced
  -- Homes of each street within an area and a ward by state: kept with engagement.home_state. A count that has gone wrong refuses nobody's visit, so that no check stands here: saturation --rebuild finds it.
  bcu text not null  -- official | uk-gdpr | derived | BCU
  ward text not null  -- official | uk-gdpr | derived | Ward
  area text not null  -- official | uk-gdpr | derived | Area; empty while that is not known
  street text not null  -- official | uk-gdpr | derived | Street
  homes integer not null  -- official | uk-gdpr | derived | Homes of the register in force, those left out taken out
  left_out integer not null  -- official | uk-gdpr | derived | Left out with approval
  offered integer not null  -- official | uk-gdpr | derived | Where somebody was found, declined by a card, or has a kit
  protected integer not null  -- official | uk-gdpr | derived | With a kit that was applied
  delivered integer not null  -- official | uk-gdpr | derived | With a kit that was not
  refused integer not null  -- official | uk-gdpr | derived | Where somebody refused, at the door or by a card
  no_answer integer not null  -- official | uk-gdpr | derived | Tried, nobody was found
  open_0 integer not null  -- official | uk-gdpr | derived | To be visited, never tried
  open_1 integer not null  -- official | uk-gdpr | derived | To be visited, tried once
  open_2 integer not null  -- official | uk-gdpr | derived | To be visited, tried twice
  open_3 integer not null  -- official | uk-gdpr | derived | To be visited, tried three times
  open_4 integer not null  -- official | uk-gdpr | derived | To be visited, tried four times
  open_5 integer not null  -- official | uk-gdpr | derived | To be visited, tried five times
  open_6 integer not null  -- official | uk-gdpr | derived | To be visited, tried six times or more
  constraint street_count_pkey PRIMARY KEY (bcu, ward, area, street)
  CREATE INDEX street_count_by_area ON engagement.street_count USING btree (area)
  CREATE INDEX street_count_by_ward ON engagement.street_count USING btree (ward)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON engagement.street_count FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy keep for insert to owner with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy keep_on for update to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL)) with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_auditor, mettrace_control_room, mettrace_data_protection, mettrace_finance, mettrace_planner, mettrace_programme_lead, mettrace_registrar using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_own_bcu for select to mettrace_prevention_pcso, mettrace_sergeant, mettrace_stock_keeper using ((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))))
  policy read_own_ward for select to mettrace_ward_officer using ((ward = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))))
  grant select to mettrace_auditor
  grant select to mettrace_control_room
  grant select to mettrace_data_protection
  grant select to mettrace_finance
  grant select to mettrace_planner
  grant select to mettrace_prevention_pcso
  grant select to mettrace_programme_lead
  grant select to mettrace_registrar
  grant select to mettrace_sergeant
  grant select to mettrace_stock_keeper
  grant select to mettrace_ward_officer

table engagement.street_end row security forced
  -- Homes of each street whose mark or kit ends on a day: time passes without a write, and sums take off what has ended.
  bcu text not null  -- official | uk-gdpr | derived | BCU
  ward text not null  -- official | uk-gdpr | derived | Ward
  area text not null  -- official | uk-gdpr | derived | Area; empty while that is not known
  street text not null  -- official | uk-gdpr | derived | Street
  ends_on date not null  -- official | uk-gdpr | derived | First day on which they no longer count
  protected integer not null  -- official | uk-gdpr | derived | Of those protected
  delivered integer not null  -- official | uk-gdpr | derived | Of those with a kit that was not applied
  constraint street_end_pkey PRIMARY KEY (bcu, ward, area, street, ends_on)
  CREATE INDEX street_end_by_area ON engagement.street_end USING btree (area)
  CREATE INDEX street_end_by_day ON engagement.street_end USING btree (ends_on)
  CREATE INDEX street_end_by_ward ON engagement.street_end USING btree (ward)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON engagement.street_end FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy keep for insert to owner with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy keep_on for update to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL)) with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_auditor, mettrace_control_room, mettrace_data_protection, mettrace_finance, mettrace_planner, mettrace_programme_lead, mettrace_registrar using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_own_bcu for select to mettrace_prevention_pcso, mettrace_sergeant, mettrace_stock_keeper using ((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))))
  policy read_own_ward for select to mettrace_ward_officer using ((ward = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))))
  grant select to mettrace_auditor
  grant select to mettrace_control_room
  grant select to mettrace_data_protection
  grant select to mettrace_finance
  grant select to mettrace_planner
  grant select to mettrace_prevention_pcso
  grant select to mettrace_programme_lead
  grant select to mettrace_registrar
  grant select to mettrace_sergeant
  grant select to mettrace_stock_keeper
  grant select to mettrace_ward_officer

table engagement.supplier row security forced
  -- Who supplies kits.
  id uuid not null  -- official | uk-gdpr | programme+6y | UUIDv7
  name text not null  -- official | uk-gdpr | programme+6y | Name of the company
  actor text not null  -- personal | uk-gdpr | audit+6y | Who recorded it
  recorded_at timestamp with time zone not null default clock_timestamp()  -- official | uk-gdpr | programme+6y | When
  constraint supplier_name_check CHECK ((name <> ''::text))
  constraint supplier_name_key UNIQUE (name)
  constraint supplier_pkey PRIMARY KEY (id)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON engagement.supplier FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_programme_lead, mettrace_registrar, mettrace_store_keeper with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_auditor, mettrace_finance, mettrace_programme_lead, mettrace_registrar, mettrace_sergeant, mettrace_stock_keeper, mettrace_store_keeper using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_auditor
  grant select to mettrace_finance
  grant insert, select to mettrace_programme_lead
  grant insert, select to mettrace_registrar
  grant select to mettrace_sergeant
  grant select to mettrace_stock_keeper
  grant insert, select to mettrace_store_keeper

table engagement.supply_contract row security forced
  -- Contracts under which kits are supplied, and their term.
  id uuid not null  -- official | uk-gdpr | programme+6y | UUIDv7
  reference text not null  -- official | uk-gdpr | programme+6y | Reference of the contract
  supplier uuid not null  -- official | uk-gdpr | programme+6y | With whom
  starts_on date not null  -- official | uk-gdpr | programme+6y | First day
  ends_on date not null  -- official | uk-gdpr | programme+6y | Last day
  actor text not null  -- personal | uk-gdpr | audit+6y | Who recorded it
  recorded_at timestamp with time zone not null default clock_timestamp()  -- official | uk-gdpr | programme+6y | When
  constraint supply_contract_check CHECK ((ends_on >= starts_on))
  constraint supply_contract_pkey PRIMARY KEY (id)
  constraint supply_contract_reference_check CHECK ((reference <> ''::text))
  constraint supply_contract_reference_key UNIQUE (reference)
  constraint supply_contract_supplier_fkey FOREIGN KEY (supplier) REFERENCES engagement.supplier(id)
  CREATE INDEX supply_contract_by_supplier ON engagement.supply_contract USING btree (supplier)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON engagement.supply_contract FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_programme_lead, mettrace_registrar, mettrace_store_keeper with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_auditor, mettrace_finance, mettrace_programme_lead, mettrace_registrar, mettrace_sergeant, mettrace_stock_keeper, mettrace_store_keeper using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_auditor
  grant select to mettrace_finance
  grant insert, select to mettrace_programme_lead
  grant insert, select to mettrace_registrar
  grant select to mettrace_sergeant
  grant select to mettrace_stock_keeper
  grant insert, select to mettrace_store_keeper

table engagement.supply_price row security forced
  -- Price of one kit from a day on; of two for a day the later recorded holds.
  id uuid not null  -- official | uk-gdpr | programme+6y | UUIDv7
  contract uuid not null  -- official | uk-gdpr | programme+6y | Contract
  from_day date not null  -- official | uk-gdpr | programme+6y | First day of the price
  unit_pence integer not null  -- official | uk-gdpr | programme+6y | Pence for one kit
  vat text not null  -- official | uk-gdpr | programme+6y | Whether VAT is in the price
  actor text not null  -- personal | uk-gdpr | audit+6y | Who recorded it
  recorded_at timestamp with time zone not null default clock_timestamp()  -- official | uk-gdpr | programme+6y | When
  constraint supply_price_contract_fkey FOREIGN KEY (contract) REFERENCES engagement.supply_contract(id)
  constraint supply_price_pkey PRIMARY KEY (id)
  constraint supply_price_unit_pence_check CHECK ((unit_pence >= 0))
  constraint supply_price_vat_check CHECK ((vat = ANY (ARRAY['excluding VAT'::text, 'including VAT'::text, 'exempt'::text])))
  CREATE INDEX supply_price_by_contract ON engagement.supply_price USING btree (contract, from_day)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON engagement.supply_price FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_programme_lead, mettrace_registrar, mettrace_store_keeper with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_auditor, mettrace_finance, mettrace_programme_lead, mettrace_registrar, mettrace_sergeant, mettrace_stock_keeper, mettrace_store_keeper using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_auditor
  grant select to mettrace_finance
  grant insert, select to mettrace_programme_lead
  grant insert, select to mettrace_registrar
  grant select to mettrace_sergeant
  grant select to mettrace_stock_keeper
  grant insert, select to mettrace_store_keeper

table engagement.survey_count row security forced
  -- Answers of surveys as numbers, by area, day, whom was asked and question.
  area text not null  -- official | none | programme+6y | Code of the area
  on_day date not null  -- official | none | programme+6y | Day of the survey
  people text not null  -- official | none | programme+6y | Who was asked
  question text not null  -- official | none | programme+6y | What was asked
  asked integer not null  -- official | none | programme+6y | How many answered
  know integer not null  -- official | none | programme+6y | How many of them knew
  at timestamp with time zone not null default clock_timestamp()  -- official | none | programme+6y | When it was taken in
  actor text not null  -- personal | uk-gdpr | programme+6y | Who took it in
  constraint survey_count_area_check CHECK ((area <> ''::text))
  constraint survey_count_asked_check CHECK (((asked >= 1) AND (asked <= 100000)))
  constraint survey_count_check CHECK (((know >= 0) AND (know <= asked)))
  constraint survey_count_people_check CHECK ((people = ANY (ARRAY['residents'::text, 'offenders'::text])))
  constraint survey_count_pkey PRIMARY KEY (area, on_day, people, question)
  constraint survey_count_question_check CHECK ((question <> ''::text))
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON engagement.survey_count FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_registrar with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_auditor, mettrace_control_room, mettrace_data_protection, mettrace_finance, mettrace_planner, mettrace_prevention_pcso, mettrace_programme_lead, mettrace_registrar, mettrace_sergeant, mettrace_stock_keeper, mettrace_ward_officer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_auditor
  grant select to mettrace_control_room
  grant select to mettrace_data_protection
  grant select to mettrace_finance
  grant select to mettrace_planner
  grant select to mettrace_prevention_pcso
  grant select to mettrace_programme_lead
  grant insert, select to mettrace_registrar
  grant select to mettrace_sergeant
  grant select to mettrace_stock_keeper
  grant select to mettrace_ward_officer

table engagement.team row security forced
  -- Teams of a BCU that kits are issued to.
  id uuid not null  -- official | uk-gdpr | programme+6y | UUIDv7
  name text not null  -- official | uk-gdpr | programme+6y | Name
  ward text  -- official | uk-gdpr | programme+6y | Ward it works in; null where it works in the whole BCU
  bcu text not null  -- official | uk-gdpr | programme+6y | BCU
  actor text not null  -- personal | uk-gdpr | audit+6y | Who recorded it
  recorded_at timestamp with time zone not null default clock_timestamp()  -- official | uk-gdpr | programme+6y | When
  constraint team_bcu_check CHECK ((bcu <> ''::text))
  constraint team_bcu_name_key UNIQUE (bcu, name)
  constraint team_id_bcu_key UNIQUE (id, bcu)
  constraint team_name_check CHECK ((name <> ''::text))
  constraint team_pkey PRIMARY KEY (id)
  constraint team_ward_check CHECK ((ward <> ''::text))
  CREATE INDEX team_by_ward ON engagement.team USING btree (ward)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON engagement.team FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_registrar with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy add_own_bcu for insert to mettrace_sergeant with check (((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))) AND (actor = ( SELECT foundation.actor_id() AS actor_id))))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_programme_lead, mettrace_registrar, mettrace_store_keeper using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_own_bcu for select to mettrace_prevention_pcso, mettrace_sergeant, mettrace_stock_keeper using ((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))))
  policy read_own_ward for select to mettrace_ward_officer using ((ward = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))))
  grant select to mettrace_prevention_pcso
  grant select to mettrace_programme_lead
  grant insert, select to mettrace_registrar
  grant insert, select to mettrace_sergeant
  grant select to mettrace_stock_keeper
  grant select to mettrace_store_keeper
  grant select to mettrace_ward_officer

table engagement.team_member row security forced
  -- Who is in a team, from when to when.
  id uuid not null  -- official | uk-gdpr | programme+6y | UUIDv7
  team uuid not null  -- official | uk-gdpr | programme+6y | Team
  ward text  -- official | uk-gdpr | programme+6y | As the team's
  bcu text not null  -- official | uk-gdpr | programme+6y | As the team's
  person uuid not null  -- personal | uk-gdpr | programme+6y | Who
  from_day date not null  -- official | uk-gdpr | programme+6y | First day
  to_day date  -- official | uk-gdpr | programme+6y | Last day; null where none is set
  actor text not null  -- personal | uk-gdpr | audit+6y | Who recorded it
  recorded_at timestamp with time zone not null default clock_timestamp()  -- official | uk-gdpr | programme+6y | When
  ended_by text  -- personal | uk-gdpr | audit+6y | Who ended it
  ended_at timestamp with time zone  -- official | uk-gdpr | programme+6y | When
  constraint team_member_check CHECK ((to_day >= from_day))
  constraint team_member_check1 CHECK (((ended_by IS NULL) = (ended_at IS NULL)))
  constraint team_member_person_fkey FOREIGN KEY (person) REFERENCES identity.person(id)
  constraint team_member_pkey PRIMARY KEY (id)
  constraint team_member_team_bcu_fkey FOREIGN KEY (team, bcu) REFERENCES engagement.team(id, bcu)
  constraint team_member_team_person_from_day_key UNIQUE (team, person, from_day)
  CREATE INDEX team_member_by_bcu ON engagement.team_member USING btree (bcu)
  CREATE INDEX team_member_by_person ON engagement.team_member USING btree (person)
  CREATE INDEX team_member_by_ward ON engagement.team_member USING btree (ward)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OF id, team, ward, bcu, person, from_day, actor, recorded_at OR TRUNCATE ON engagement.team_member FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_registrar with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy add_own_bcu for insert to mettrace_sergeant with check (((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))) AND (actor = ( SELECT foundation.actor_id() AS actor_id))))
  policy change_all for update to mettrace_registrar using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL)) with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy change_own_bcu for update to mettrace_sergeant using ((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places)))) with check ((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_programme_lead, mettrace_registrar, mettrace_store_keeper using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_own_bcu for select to mettrace_prevention_pcso, mettrace_sergeant, mettrace_stock_keeper using ((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))))
  policy read_own_ward for select to mettrace_ward_officer using ((ward = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))))
  grant select to mettrace_prevention_pcso
  grant select to mettrace_programme_lead
  grant insert, select to mettrace_registrar
  grant insert, select to mettrace_sergeant
  grant select to mettrace_stock_keeper
  grant select to mettrace_store_keeper
  grant select to mettrace_ward_officer
  grant update (ended_at, ended_by, to_day) to mettrace_registrar
  grant update (ended_at, ended_by, to_day) to mettrace_sergeant

table engagement.visit row security forced
  -- What became of a door, as an event told it; whether it stands follows from event_turn.
  event uuid not null  -- official | uk-gdpr | programme+6y | Event that told it
  home uuid not null  -- official | uk-gdpr | programme+6y | Home
  ward text not null  -- official | uk-gdpr | programme+6y | As the home's
  bcu text not null  -- official | uk-gdpr | programme+6y | As the home's
  outcome text not null  -- personal | uk-gdpr | programme+6y | What became of it
  at timestamp with time zone not null  -- personal | uk-gdpr | programme+6y | When, by the server's clock
  card text  -- official | uk-gdpr | programme+6y | Code of the card that was left
  language text  -- personal | uk-gdpr | programme+6y | Language of the household; null where it was not said or was erased
  needs text[]  -- personal | uk-gdpr | programme+6y | What the household needs, such as large print; null where nothing or where it was erased
  actor text not null  -- personal | uk-gdpr | audit+6y | Who was there
  sticker text  -- personal | uk-gdpr | programme+6y | What became of the sticker that comes with a kit; null where nobody said
  constraint visit_event_actor_fkey FOREIGN KEY (event, actor) REFERENCES engagement.phone_event(id, actor)
  constraint visit_event_fkey FOREIGN KEY (event) REFERENCES engagement.phone_event(id)
  constraint visit_home_ward_bcu_fkey FOREIGN KEY (home, ward, bcu) REFERENCES engagement.home(id, ward, bcu)
  constraint visit_language_check CHECK ((language <> ''::text))
  constraint visit_needs_check CHECK ((cardinality(needs) > 0))
  constraint visit_outcome_check CHECK ((outcome = ANY (ARRAY['no-answer'::text, 'refused'::text, 'come-back'::text, 'no-way-in'::text, 'leave-out'::text, 'tell-sergeant'::text, 'delivered'::text, 'protected'::text])))
  constraint visit_pkey PRIMARY KEY (event, home)
  constraint visit_sticker_check CHECK ((sticker = ANY (ARRAY['up'::text, 'given'::text, 'not-wanted'::text])))
  CREATE INDEX visit_by_bcu ON engagement.visit USING btree (bcu)
  CREATE INDEX visit_by_home ON engagement.visit USING btree (home, at)
  CREATE INDEX visit_by_time ON engagement.visit USING btree (at)
  CREATE INDEX visit_by_ward ON engagement.visit USING btree (ward)
  CREATE INDEX visit_told ON engagement.visit USING btree (bcu, at) WHERE (outcome = ANY (ARRAY['tell-sergeant'::text, 'leave-out'::text]))
  CREATE INDEX visit_with_sticker ON engagement.visit USING btree (home) WHERE (sticker = 'up'::text)
  CREATE TRIGGER keep_states AFTER INSERT ON engagement.visit REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION engagement.keep_states()
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OF event, home, ward, bcu, outcome, at, card, actor, sticker OR TRUNCATE ON engagement.visit FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  CREATE TRIGGER tell_events AFTER INSERT ON engagement.visit REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION engagement.tell_events()
  policy add_all for insert to mettrace_prevention_pcso, mettrace_ward_officer with check (((actor = ( SELECT foundation.actor_id() AS actor_id)) AND ((( SELECT foundation.acting_role() AS acting_role) = 'data_protection'::text) OR ((event IN ( SELECT phone_event.id
   FROM engagement.phone_event
  WHERE (phone_event.actor = ( SELECT foundation.actor_id() AS actor_id)))) AND (EXISTS ( SELECT
   FROM engagement.assignment_home seen
  WHERE (seen.home = visit.home)))))))
  policy add_own_bcu for insert to mettrace_sergeant with check (((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))) AND (actor = ( SELECT foundation.actor_id() AS actor_id)) AND ((( SELECT foundation.acting_role() AS acting_role) = 'data_protection'::text) OR ((event IN ( SELECT phone_event.id
   FROM engagement.phone_event
  WHERE (phone_event.actor = ( SELECT foundation.actor_id() AS actor_id)))) AND (EXISTS ( SELECT
   FROM engagement.assignment_home seen
  WHERE (seen.home = visit.home)))))))
  policy add_own_bcu_accepted for insert to mettrace_sergeant with check (((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))) AND ((event, actor) IN ( SELECT set_aside_decision.event,
    set_aside_decision.teller
   FROM engagement.set_aside_decision
  WHERE ((set_aside_decision.decision = 'accepted'::text) AND (set_aside_decision.actor = ( SELECT foundation.actor_id() AS actor_id)) AND (set_aside_decision.at >= now()))))))
  policy change_all for update to mettrace_data_protection using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND ((( SELECT foundation.acting_role() AS acting_role) = 'data_protection'::text) OR ((event IN ( SELECT phone_event.id
   FROM engagement.phone_event
  WHERE (phone_event.actor = ( SELECT foundation.actor_id() AS actor_id)))) AND (EXISTS ( SELECT
   FROM engagement.assignment_home seen
  WHERE (seen.home = visit.home))))))) with check (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND ((( SELECT foundation.acting_role() AS acting_role) = 'data_protection'::text) OR ((event IN ( SELECT phone_event.id
   FROM engagement.phone_event
  WHERE (phone_event.actor = ( SELECT foundation.actor_id() AS actor_id)))) AND (EXISTS ( SELECT
   FROM engagement.assignment_home seen
  WHERE (seen.home = visit.home)))))))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_data_protection, mettrace_registrar using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_own_bcu for select to mettrace_prevention_pcso, mettrace_sergeant using ((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))))
  policy read_own_ward for select to mettrace_ward_officer using ((ward = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))))
  grant select to mettrace_data_protection
  grant insert, select to mettrace_prevention_pcso
  grant select to mettrace_registrar
  grant insert, select to mettrace_sergeant
  grant insert, select to mettrace_ward_officer
  grant update (language, needs) to mettrace_data_protection

view engagement.street_counted with (security_invoker=true)
  -- What engagement.street_count must hold, counted home by home.
  bcu text
  ward text
  area text
  street text
  homes integer
  left_out integer
  offered integer
  protected integer
  delivered integer
  refused integer
  no_answer integer
  open_0 integer
  open_1 integer
  open_2 integer
  open_3 integer
  open_4 integer
  open_5 integer
  open_6 integer
    SELECT s.bcu,
    s.ward,
    s.area,
    s.street,
    count(*) FILTER (WHERE s.state <> ALL (ARRAY['outside'::text, 'excluded'::text]))::integer AS homes,
    count(*) FILTER (WHERE s.state = 'excluded'::text)::integer AS left_out,
    count(*) FILTER (WHERE s.is_offered AND (s.state <> ALL (ARRAY['outside'::text, 'excluded'::text])))::integer AS offered,
    count(*) FILTER (WHERE s.state = 'protected'::text)::integer AS protected,
    count(*) FILTER (WHERE s.state = 'delivered'::text)::integer AS delivered,
    count(*) FILTER (WHERE s.state = 'refused'::text)::integer AS refused,
    count(*) FILTER (WHERE s.state = 'no answer'::text)::integer AS no_answer,
    count(*) FILTER (WHERE (s.state = ANY (ARRAY['not yet'::text, 'come back'::text, 'no answer'::text])) AND capped.tries = 0)::integer AS open_0,
    count(*) FILTER (WHERE (s.state = ANY (ARRAY['not yet'::text, 'come back'::text, 'no answer'::text])) AND capped.tries = 1)::integer AS open_1,
    count(*) FILTER (WHERE (s.state = ANY (ARRAY['not yet'::text, 'come back'::text, 'no answer'::text])) AND capped.tries = 2)::integer AS open_2,
    count(*) FILTER (WHERE (s.state = ANY (ARRAY['not yet'::text, 'come back'::text, 'no answer'::text])) AND capped.tries = 3)::integer AS open_3,
    count(*) FILTER (WHERE (s.state = ANY (ARRAY['not yet'::text, 'come back'::text, 'no answer'::text])) AND capped.tries = 4)::integer AS open_4,
    count(*) FILTER (WHERE (s.state = ANY (ARRAY['not yet'::text, 'come back'::text, 'no answer'::text])) AND capped.tries = 5)::integer AS open_5,
    count(*) FILTER (WHERE (s.state = ANY (ARRAY['not yet'::text, 'come back'::text, 'no answer'::text])) AND capped.tries >= 6)::integer AS open_6
    FROM engagement.home_state s
    CROSS JOIN LATERAL ( SELECT LEAST(s.tries, 6) AS tries) capped
    GROUP BY s.bcu, s.ward, s.area, s.street;
  grant select to mettrace_data_protection
  grant select to mettrace_prevention_pcso
  grant select to mettrace_registrar
  grant select to mettrace_sergeant
  grant select to mettrace_ward_officer

view engagement.street_end_counted with (security_invoker=true)
  -- What engagement.street_end must hold, counted home by home.
  bcu text
  ward text
  area text
  street text
  ends_on date
  protected integer
  delivered integer
    SELECT s.bcu,
    s.ward,
    s.area,
    s.street,
    mark.ends_on,
    count(*) FILTER (WHERE s.state = 'protected'::text)::integer AS protected,
    count(*) FILTER (WHERE s.state = 'delivered'::text)::integer AS delivered
    FROM engagement.home_state s
    CROSS JOIN LATERAL ( SELECT s.ends_on) mark
    WHERE mark.ends_on IS NOT NULL AND (s.state = ANY (ARRAY['protected'::text, 'delivered'::text]))
    GROUP BY s.bcu, s.ward, s.area, s.street, mark.ends_on;
  grant select to mettrace_data_protection
  grant select to mettrace_prevention_pcso
  grant select to mettrace_registrar
  grant select to mettrace_sergeant
  grant select to mettrace_ward_officer

function engagement.areas_seen(of_kind text, of_day date, of_areas text[]) returns TABLE(code text, place integer) language sql stable
  -- Areas of which the asker may be told numbers: for the crossings that count.
    BEGIN ATOMIC
    WITH seen AS (
    SELECT (foundation.acting_role() = ANY (ARRAY['ward_officer'::text, 'prevention_pcso'::text, 'sergeant'::text, 'stock_keeper'::text])) AS own,
    ARRAY( SELECT foundation.acting_places() AS acting_places) AS places
    )
    SELECT a.code,
    (a.place)::integer AS place
    FROM unnest(areas_seen.of_areas) WITH ORDINALITY a(code, place),
    seen
    WHERE ((foundation.actor_id() IS NOT NULL) AND ((NOT seen.own) OR (EXISTS ( SELECT
    FROM (engagement.street_count k
    JOIN places.counted_ground g ON (((g.kind = areas_seen.of_kind) AND (g.valid_from = areas_seen.of_day))))
    WHERE ((k.area = a.code) AND ((k.ward = ANY (seen.places)) OR (k.bcu = ANY (seen.places)))))) OR (EXISTS ( SELECT
    FROM target.deployment_area d
    WHERE ((d.kind = areas_seen.of_kind) AND (d.valid_from = areas_seen.of_day) AND (d.code = a.code) AND ((d.ward = ANY (seen.places)) OR (d.bcu = ANY (seen.places))))))));
    END
  grant execute to mettrace_visitor

function engagement.ask_to_correct(opened bytea, told uuid, wrapped bytea, version integer, sealed bytea) returns SETOF uuid language sql security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose a resident says what is wrong with what is held of them; operation collection; columns whose it is.
    BEGIN ATOMIC
    INSERT INTO engagement.correction (id, resident, home, ward, bcu, opening, data_key, key_version, words)  SELECT ask_to_correct.told AS told,
    l.resident,
    l.home,
    l.ward,
    l.bcu,
    t.id,
    ask_to_correct.wrapped AS wrapped,
    ask_to_correct.version AS version,
    ask_to_correct.sealed AS sealed
    FROM ((engagement.held_try t
    JOIN engagement.held_code c ON ((c.id = t.code)))
    JOIN engagement.letter l ON ((l.id = c.letter)))
    WHERE ((t.opening = ask_to_correct.opened) AND (t.at > (now() - '00:30:00'::interval)) AND (foundation.actor_id() IS NOT NULL) AND (( SELECT count(*) AS count
    FROM engagement.correction before
    WHERE (before.opening = t.id)) < 3)) ON CONFLICT(id) DO NOTHING;
    SELECT c.resident
    FROM (engagement.correction c
    JOIN engagement.held_try t ON ((t.id = c.opening)))
    WHERE ((c.id = ask_to_correct.told) AND (t.opening = ask_to_correct.opened));
    END

function engagement.border_frame(of_area text) returns TABLE(home uuid, ward text, bcu text, state text, ends_on date) language sql stable security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose doors of a spot check are drawn of both sides of a border at once; operation consultation of those that are drawn; columns homes by id with ward, BCU and what is reported, of areas in more than one BCU.
    BEGIN ATOMIC
    SELECT s.home,
    s.ward,
    s.bcu,
    s.state,
    s.ends_on
    FROM engagement.home_state s
    WHERE ((s.area = border_frame.of_area) AND (s.state <> ALL (ARRAY['outside'::text, 'excluded'::text])) AND (foundation.actor_id() IS NOT NULL) AND (EXISTS ( SELECT
    FROM engagement.home_state other
    WHERE ((other.area = s.area) AND (other.bcu <> s.bcu) AND (other.state <> ALL (ARRAY['outside'::text, 'excluded'::text]))))));
    END
  grant execute to mettrace_programme_lead

function engagement.charges() returns SETOF text language sql stable
  -- Holders that the actor answers for: their store, themselves, and their teams.
    BEGIN ATOMIC
    SELECT 'store'::text
    WHERE (foundation.acting_role() = 'store_keeper'::text)
    UNION ALL
    SELECT ('bcu:'::text || place.place)
    FROM foundation.acting_places() place(place)
    WHERE (foundation.acting_role() = 'stock_keeper'::text)
    UNION ALL
    SELECT foundation.actor_id() AS actor_id
    WHERE (foundation.acting_role() = ANY (ARRAY['ward_officer'::text, 'prevention_pcso'::text, 'sergeant'::text]))
    UNION ALL
    SELECT ('team:'::text || team_member.team)
    FROM engagement.team_member
    WHERE ((('person:'::text || team_member.person) = foundation.actor_id()) AND (team_member.ended_at IS NULL) AND ((((now() AT TIME ZONE 'Europe/London'::text))::date >= team_member.from_day) AND (((now() AT TIME ZONE 'Europe/London'::text))::date <= COALESCE(team_member.to_day, 'infinity'::date))) AND (foundation.acting_role() = ANY (ARRAY['ward_officer'::text, 'prevention_pcso'::text, 'sergeant'::text])))
    UNION ALL
    SELECT ('team:'::text || team.id)
    FROM engagement.team
    WHERE (foundation.acting_role() = 'sergeant'::text);
    END
  grant execute to PUBLIC

function engagement.checker_fault(of_person uuid, of_area text) returns text language sql stable
  -- Why somebody cannot check the homes of an area; null where they can: for the crossings that ask.
    BEGIN ATOMIC
    WITH held AS (
    SELECT p.role,
    p.place
    FROM (identity.posting p
    JOIN identity.person who ON ((who.id = p.person)))
    WHERE ((p.person = checker_fault.of_person) AND (p.ended_at IS NULL) AND (who.disabled_at IS NULL) AND ((((now() AT TIME ZONE 'Europe/London'::text))::date >= p.from_day) AND (((now() AT TIME ZONE 'Europe/London'::text))::date <= COALESCE(p.to_day, 'infinity'::date))))
    )
    SELECT
    CASE
    WHEN (NOT (EXISTS ( SELECT
    FROM held
    WHERE (held.role = ANY (ARRAY['ward_officer'::text, 'prevention_pcso'::text]))))) THEN 'no officer'::text
    WHEN ((EXISTS ( SELECT
    FROM held
    WHERE (held.role = ANY (ARRAY['data_protection'::text, 'programme_lead'::text, 'auditor'::text, 'store_keeper'::text])))) OR (EXISTS ( SELECT
    FROM (held
    JOIN engagement.home_state s ON (((s.ward = held.place) OR (s.bcu = held.place))))
    WHERE (s.area = checker_fault.of_area)))) THEN 'reads of them'::text
    WHEN ((EXISTS ( SELECT
    FROM (engagement.home_state s
    JOIN engagement.visit v ON ((v.home = s.home)))
    WHERE ((s.area = checker_fault.of_area) AND (v.actor = ('person:'::text || checker_fault.of_person))))) OR (EXISTS ( SELECT
    FROM (engagement.home_state s
    JOIN engagement.kit_movement m ON ((m.home = s.home)))
    WHERE ((s.area = checker_fault.of_area) AND (m.actor = ('person:'::text || checker_fault.of_person))))) OR (EXISTS ( SELECT
    FROM ((engagement.home_state s
    JOIN engagement.assignment_home h ON ((h.home = s.home)))
    JOIN engagement.assignment a ON ((a.id = h.assignment)))
    WHERE ((s.area = checker_fault.of_area) AND (a.person = checker_fault.of_person))))) THEN 'was there'::text
    ELSE NULL::text
    END AS "case";
    END

function engagement.checker_of(of_check uuid, of_bcu text) returns uuid language sql stable
  -- Who goes to the doors of a check in a BCU: for the crossings that ask.
    BEGIN ATOMIC
    SELECT
    CASE
    WHEN (EXISTS ( SELECT
    FROM engagement.spot_side s
    WHERE (s.spot_check = checker_of.of_check))) THEN ( SELECT s.checker
    FROM engagement.spot_side s
    WHERE ((s.spot_check = checker_of.of_check) AND (s.bcu = checker_of.of_bcu)))
    ELSE ( SELECT c.checker
    FROM engagement.spot_check c
    WHERE (c.id = checker_of.of_check))
    END AS checker;
    END
  grant execute to mettrace_importer

function engagement.code_of_letter(of_letter uuid, code uuid, made_digest bytea, until timestamp with time zone) returns void language sql security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose an e-mail has a code for once; operation none, a digest alone; columns none.
    BEGIN ATOMIC
    INSERT INTO engagement.held_code (id, letter, ward, bcu, digest, expires_at, actor)  SELECT code_of_letter.code AS code,
    l.id,
    l.ward,
    l.bcu,
    code_of_letter.made_digest AS made_digest,
    code_of_letter.until AS until,
    foundation.actor_id() AS actor_id
    FROM engagement.letter l
    WHERE ((l.id = code_of_letter.of_letter) AND (l.way = 'email'::text));
    END

function engagement.contamination(asked uuid[]) returns TABLE(kit uuid, at timestamp with time zone, kind text, holder text, home uuid, ward text, disputed boolean, refused boolean, reason text, actor text, recorded_at timestamp with time zone) language sql stable security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose whether a mark could have been planted; operation combination; columns the life of kits from made to lost, with reasons, homes and wards, and the colleagues who had them.
    BEGIN ATOMIC
    SELECT k.id,
    moved.at,
    moved.kind,
    CASE split_part(moved.holder, ':'::text, 1)
    WHEN 'home'::text THEN NULL::text
    WHEN 'store'::text THEN 'Central store'::text
    WHEN 'bcu'::text THEN ('Store of '::text || substr(moved.holder, 5))
    WHEN 'team'::text THEN ( SELECT team.name
    FROM engagement.team
    WHERE (team.id = (substr(moved.holder, 6))::uuid))
    WHEN 'transit'::text THEN 'on the way'::text
    WHEN 'person'::text THEN moved.holder
    ELSE substr(moved.holder, (strpos(moved.holder, ':'::text) + 1))
    END AS substr,
    moved.home,
    moved.ward,
    ((moved.sequence IS NULL) AND (settled.id IS NULL)),
    ((moved.sequence IS NULL) AND (NOT COALESCE(settled.accepted, true))),
    act.reason,
    moved.actor,
    moved.recorded_at
    FROM (((engagement.kit k
    JOIN engagement.kit_movement moved ON ((moved.kit = k.id)))
    JOIN engagement.kit_act act ON ((act.id = moved.act)))
    LEFT JOIN engagement.kit_settlement settled ON ((settled.id = moved.id)))
    WHERE ((k.id = ANY (contamination.asked)) AND (foundation.actor_id() IS NOT NULL))
    UNION ALL
    SELECT k.id,
    k.exists_from,
    'made'::text,
    NULL::text,
    NULL::uuid,
    NULL::text,
    false,
    false,
    NULL::text,
    k.actor,
    k.recorded_at
    FROM engagement.kit k
    WHERE ((k.id = ANY (contamination.asked)) AND (k.made_on IS NOT NULL) AND (foundation.actor_id() IS NOT NULL))
    UNION ALL
    SELECT said.kit,
    said.at,
    CASE said.what
    WHEN 'applied'::text THEN 'applied'::text
    WHEN 'moving'::text THEN 'household moves'::text
    ELSE 'household registers'::text
    END AS "case",
    NULL::text,
    said.home,
    said.ward,
    false,
    false,
    NULL::text,
    NULL::text,
    said.recorded_at
    FROM engagement.kit_statement said
    WHERE ((said.kit = ANY (contamination.asked)) AND (foundation.actor_id() IS NOT NULL))
    UNION ALL
    SELECT k.id,
    v.at,
    'applied'::text,
    NULL::text,
    v.home,
    v.ward,
    false,
    false,
    NULL::text,
    v.actor,
    v.at
    FROM (((engagement.kit k
    CROSS JOIN LATERAL ( SELECT DISTINCT m.home
    FROM engagement.kit_movement m
    WHERE ((m.kit = k.id) AND (m.home IS NOT NULL))) had)
    JOIN engagement.visit v ON (((v.home = had.home) AND (v.outcome = 'protected'::text))))
    JOIN engagement.phone_event e ON (((e.id = v.event) AND (e.kit = k.serial))))
    WHERE ((k.id = ANY (contamination.asked)) AND (foundation.actor_id() IS NOT NULL) AND COALESCE(( SELECT t.stands
    FROM engagement.event_turn t
    WHERE (t.event = v.event)
    ORDER BY t.turn DESC
    LIMIT 1), true))
    ORDER BY 2, 11, 3;
    END
  grant execute to mettrace_investigator
  grant execute to mettrace_auditor
  grant execute to mettrace_control_room
  grant execute to mettrace_data_protection
  grant execute to mettrace_finance
  grant execute to mettrace_planner
  grant execute to mettrace_prevention_pcso
  grant execute to mettrace_programme_lead
  grant execute to mettrace_sergeant
  grant execute to mettrace_stock_keeper
  grant execute to mettrace_ward_officer

function engagement.counts_in(of_kind text, of_day date, of_areas text[], on_day date) returns TABLE(place integer, homes integer, excluded integer, offered integer, protected integer, delivered integer, refused integer, no_answer integer, ended integer, open_0 integer, open_1 integer, open_2 integer, open_3 integer, open_4 integer, open_5 integer, open_6 integer) language plpgsql stable security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose how far areas are; operation none, it counts; columns numbers of homes, of areas with a home or a deployment of one's own places.
    #variable_conflict use_column
    begin
    if exists (select from places.counted_ground g where g.kind = of_kind and g.valid_from = of_day) then
    return query
    with seen as materialized (select code, place from engagement.areas_seen(of_kind, of_day, of_areas)),
    ended as (
    select e.area, sum(e.protected) as protected, sum(e.delivered) as delivered from engagement.street_end e
    where e.ends_on <= on_day and e.area in (select code from seen) group by e.area
    ), kept as (
    select k.area, sum(k.homes) as homes, sum(k.left_out) as left_out, sum(k.offered) as offered,
    sum(k.protected) as protected, sum(k.delivered) as delivered, sum(k.refused) as refused, sum(k.no_answer) as no_answer,
    sum(k.open_0) as open_0, sum(k.open_1) as open_1, sum(k.open_2) as open_2, sum(k.open_3) as open_3,
    sum(k.open_4) as open_4, sum(k.open_5) as open_5, sum(k.open_6) as open_6
    from engagement.street_count k where k.area in (select code from seen) group by k.area
    )
    select seen.place, k.homes::integer, k.left_out::integer,
    (k.offered - coalesce(e.protected + e.delivered, 0))::integer,
    (k.protected - coalesce(e.protected, 0))::integer, (k.delivered - coalesce(e.delivered, 0))::integer,
    k.refused::integer, k.no_answer::integer, coalesce(e.protected + e.delivered, 0)::integer,
    (k.open_0 + coalesce(e.protected + e.delivered, 0))::integer, k.open_1::integer, k.open_2::integer,
    k.open_3::integer, k.open_4::integer, k.open_5::integer, k.open_6::integer
    from seen join kept k on k.area = seen.code left join ended e on e.area = seen.code;
    return;
    end if;
    return query
    select there.place, (count(*) filter (where now.counts))::integer, (count(*) filter (where s.state = 'excluded'))::integer,
    (count(*) filter (where now.counts and s.is_offered and not now.ended))::integer,
    (count(*) filter (where s.state = 'protected' and not now.ended))::integer,
    (count(*) filter (where s.state = 'delivered' and not now.ended))::integer,
    (count(*) filter (where s.state = 'refused'))::integer, (count(*) filter (where s.state = 'no answer'))::integer,
    (count(*) filter (where now.ended))::integer,
    (count(*) filter (where now.tries = 0))::integer, (count(*) filter (where now.tries = 1))::integer,
    (count(*) filter (where now.tries = 2))::integer, (count(*) filter (where now.tries = 3))::integer,
    (count(*) filter (where now.tries = 4))::integer, (count(*) filter (where now.tries = 5))::integer,
    (count(*) filter (where now.tries >= 6))::integer
    from engagement.homes_there(null, null, of_kind, of_day, of_areas) there
    join engagement.home_state s on s.home = there.home
    cross join lateral (
    select s.state not in ('outside', 'excluded') as counts,
    s.state in ('protected', 'delivered') and coalesce(s.ends_on <= on_day, false) as ended,
    case when s.state in ('protected', 'delivered') and s.ends_on <= on_day then 0
    when s.state in ('not yet', 'come back', 'no answer') then s.tries end as tries
    ) now
    group by there.place;
    end

function engagement.counts_mark() returns text language sql stable security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose pages follow what is written within seconds; operation none, it tells of nothing; columns none: whether any count of homes was written since.
    BEGIN ATOMIC
    SELECT ((count(*) || ' '::text) || COALESCE(sum(((street_count.xmin)::text)::bigint), (0)::numeric))
    FROM engagement.street_count
    WHERE (foundation.actor_id() IS NOT NULL);
    END
  grant execute to mettrace_visitor
  grant execute to mettrace_auditor
  grant execute to mettrace_control_room
  grant execute to mettrace_data_protection
  grant execute to mettrace_finance
  grant execute to mettrace_planner
  grant execute to mettrace_prevention_pcso
  grant execute to mettrace_programme_lead
  grant execute to mettrace_sergeant
  grant execute to mettrace_stock_keeper
  grant execute to mettrace_ward_officer

function engagement.days_worked(of_bcu text, of_ward text, of_kind text, of_day date, of_areas text[]) returns TABLE(day date, visits integer) language sql stable security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose when a target may be met; operation none, it counts; columns the last ten days with visits and how many, of one's own places.
    BEGIN ATOMIC
    SELECT ((v.at AT TIME ZONE 'Europe/London'::text))::date AS timezone,
    (count(*))::integer AS count
    FROM (engagement.homes_there(days_worked.of_bcu, days_worked.of_ward, days_worked.of_kind, days_worked.of_day, days_worked.of_areas) there(home, place)
    JOIN engagement.visit v ON ((v.home = there.home)))
    WHERE COALESCE(( SELECT t.stands
    FROM engagement.event_turn t
    WHERE (t.event = v.event)
    ORDER BY t.turn DESC
    LIMIT 1), true)
    GROUP BY (((v.at AT TIME ZONE 'Europe/London'::text))::date)
    ORDER BY (((v.at AT TIME ZONE 'Europe/London'::text))::date) DESC
    LIMIT 10;
    END
  grant execute to mettrace_finance
  grant execute to mettrace_programme_lead
  grant execute to mettrace_sergeant

function engagement.delivery_hours(first_day date, last_day date, step text, of_what text) returns TABLE(period date, deployment integer, bcu text, ward text, role text, officers integer, days integer, visits integer, measured double precision, walking double precision, expected double precision, unknown double precision) language sql stable security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose what delivery takes, for whoever leads and whoever pays; operation none, it counts; columns numbers of officers, days and visits, and minutes measured, estimated and not known, by week or month, and by deployment or by BCU and role, for a sergeant those of their own BCU by ward.
    BEGIN ATOMIC
    WITH fallen AS MATERIALIZED (
    SELECT last.event
    FROM ( SELECT DISTINCT ON (t.event) t.event,
    t.stands
    FROM engagement.event_turn t
    ORDER BY t.event, t.turn DESC) last
    WHERE (NOT last.stands)
    ), seen AS MATERIALIZED (
    SELECT v.actor,
    v.home,
    v.at,
    v.ward,
    v.bcu,
    ((v.at AT TIME ZONE 'Europe/London'::text))::date AS day,
    h.easting,
    h.northing,
    CASE
    WHEN (v.outcome = ANY (ARRAY['delivered'::text, 'protected'::text])) THEN 12
    WHEN (v.outcome = ANY (ARRAY['no-answer'::text, 'no-way-in'::text])) THEN 1
    ELSE 2
    END AS at_door
    FROM (engagement.visit v
    JOIN engagement.home h ON ((h.id = v.home)))
    WHERE ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (NOT (EXISTS ( SELECT
    FROM fallen
    WHERE (fallen.event = v.event)))) AND (v.at >= ((delivery_hours.first_day)::timestamp without time zone AT TIME ZONE 'Europe/London'::text)) AND (v.at < (((delivery_hours.last_day + 1))::timestamp without time zone AT TIME ZONE 'Europe/London'::text)))
    ), paced AS (
    SELECT s.actor,
    s.home,
    s.at,
    s.ward,
    s.bcu,
    s.day,
    s.easting,
    s.northing,
    s.at_door,
    ((EXTRACT(epoch FROM (s.at - lag(s.at) OVER walk)))::double precision / (60)::double precision) AS gap,
    (((1.3)::double precision * sqrt((power(((s.easting - lag(s.easting) OVER walk))::double precision, (2)::double precision) + power(((s.northing - lag(s.northing) OVER walk))::double precision, (2)::double precision)))) / (80)::double precision) AS way
    FROM seen s
    WINDOW walk AS (PARTITION BY s.actor, s.day ORDER BY s.at, s.home)
    ), covered AS MATERIALIZED (
    SELECT p.easting,
    p.northing,
    d_1.number,
    d_1.starts_on,
    COALESCE(d_1.closed_on, 'infinity'::date) AS closed_on
    FROM ((target.deployment_now d_1
    JOIN target.deployment_area_now a ON ((a.deployment = d_1.id)))
    JOIN places.point_area p ON (((p.kind = a.kind) AND (p.valid_from = a.valid_from) AND (p.code = a.code))))
    WHERE ((NOT d_1.held_out) AND (delivery_hours.of_what = 'deployment'::text))
    ), there AS MATERIALIZED (
    SELECT DISTINCT ON (s.home, s.day) s.home,
    s.day,
    c.number
    FROM (( SELECT DISTINCT seen.home,
    seen.day,
    seen.easting,
    seen.northing
    FROM seen) s
    JOIN covered c ON (((c.easting = s.easting) AND (c.northing = s.northing) AND ((c.starts_on IS NULL) OR (c.starts_on <= s.day)) AND (s.day <= c.closed_on))))
    ORDER BY s.home, s.day, c.starts_on DESC NULLS LAST, c.number DESC
    ), by_day AS (
    SELECT s.actor,
    s.day,
    there.number,
    s.ward,
    s.bcu,
    count(*) AS visits,
    COALESCE(sum(s.gap) FILTER (WHERE (s.gap <= (45)::double precision)), (0)::double precision) AS measured,
    COALESCE(sum(LEAST(s.gap, s.way)) FILTER (WHERE (s.gap <= (45)::double precision)), (0)::double precision) AS walking,
    COALESCE(sum(s.at_door) FILTER (WHERE ((s.gap IS NULL) OR (s.gap > (45)::double precision))), (0)::bigint) AS expected,
    COALESCE(sum(s.gap) FILTER (WHERE (s.gap > (45)::double precision)), (0)::double precision) AS unknown
    FROM (paced s
    LEFT JOIN there ON (((there.home = s.home) AND (there.day = s.day))))
    WHERE ((( SELECT foundation.acting_role() AS acting_role) <> 'sergeant'::text) OR (s.bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))))
    GROUP BY s.actor, s.day, there.number, s.ward, s.bcu
    ), worked AS MATERIALIZED (
    SELECT w.actor,
    w.day,
    min(o.role) AS role
    FROM (( SELECT DISTINCT by_day.actor,
    by_day.day
    FROM by_day
    WHERE (delivery_hours.of_what = 'team'::text)) w
    JOIN identity.posting o ON (((('person:'::text || o.person) = w.actor) AND (o.role = ANY (ARRAY['ward_officer'::text, 'prevention_pcso'::text, 'sergeant'::text])) AND ((w.day >= o.from_day) AND (w.day <= LEAST(o.to_day, ((o.ended_at AT TIME ZONE 'Europe/London'::text))::date, 'infinity'::date))))))
    GROUP BY w.actor, w.day
    )
    SELECT (date_trunc(delivery_hours.step, (d.day)::timestamp with time zone))::date AS date_trunc,
    d.number,
    CASE
    WHEN (delivery_hours.of_what = 'team'::text) THEN d.bcu
    ELSE NULL::text
    END AS "case",
    CASE
    WHEN ((delivery_hours.of_what = 'team'::text) AND (foundation.acting_role() = 'sergeant'::text)) THEN d.ward
    ELSE NULL::text
    END AS "case",
    worked.role,
    (count(DISTINCT d.actor))::integer AS count,
    (count(DISTINCT ROW(d.actor, d.day)))::integer AS count,
    (sum(d.visits))::integer AS sum,
    sum(d.measured) AS sum,
    sum(d.walking) AS sum,
    (sum(d.expected))::double precision AS sum,
    sum(d.unknown) AS sum
    FROM (by_day d
    LEFT JOIN worked ON (((worked.actor = d.actor) AND (worked.day = d.day))))
    GROUP BY ((date_trunc(delivery_hours.step, (d.day)::timestamp with time zone))::date), d.number,
    CASE
    WHEN (delivery_hours.of_what = 'team'::text) THEN d.bcu
    ELSE NULL::text
    END,
    CASE
    WHEN ((delivery_hours.of_what = 'team'::text) AND (foundation.acting_role() = 'sergeant'::text)) THEN d.ward
    ELSE NULL::text
    END, worked.role
    ORDER BY ((date_trunc(delivery_hours.step, (d.day)::timestamp with time zone))::date),
    CASE
    WHEN (delivery_hours.of_what = 'team'::text) THEN d.bcu
    ELSE NULL::text
    END,
    CASE
    WHEN ((delivery_hours.of_what = 'team'::text) AND (foundation.acting_role() = 'sergeant'::text)) THEN d.ward
    ELSE NULL::text
    END, worked.role, d.number;
    END

function engagement.drop_pieces_before(moment timestamp with time zone) returns integer language sql security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose pieces of pictures that never came whole go; operation erasure of what nobody was shown; columns how many.
    BEGIN ATOMIC
    WITH gone AS (
    DELETE FROM engagement.phone_piece
    WHERE (phone_piece.at < drop_pieces_before.moment)
    RETURNING 1 AS "?column?"
    )
    SELECT (count(*))::integer AS count
    FROM gone;
    END
  grant execute to mettrace_importer

function engagement.erase_files_before(day date) returns SETOF uuid language sql security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose pictures go once they were kept for as long as they may be; operation erasure; columns ids of files.
    BEGIN ATOMIC
    UPDATE engagement.file f SET digest = NULL::bytea, sent_digest = NULL::bytea, content = NULL::bytea, data_key = NULL::bytea, erased_at = clock_timestamp()
    WHERE ((f.keep_until < erase_files_before.day) AND (f.erased_at IS NULL))
    RETURNING f.id;
    END
  grant execute to mettrace_importer

function engagement.events_about(subject uuid) returns TABLE(id uuid) language sql stable
  -- Events of phones that tell of a resident, or may.
    BEGIN ATOMIC
    WITH RECURSIVE who AS (
    SELECT resident.id,
    resident.home,
    resident.from_day,
    COALESCE(resident.to_day, 'infinity'::date) AS to_day
    FROM engagement.resident
    WHERE (resident.id = events_about.subject)
    ), about AS (
    SELECT e.id
    FROM (who
    JOIN engagement.phone_event e ON ((e.resident = who.id)))
    UNION
    SELECT c.id
    FROM (who
    JOIN engagement.consent c ON ((c.resident = who.id)))
    UNION
    SELECT e.id
    FROM ((who
    JOIN engagement.phone_event e ON ((e.home = who.home)))
    LEFT JOIN engagement.consent c ON ((c.id = e.id)))
    WHERE ((e.resident IS NULL) AND (c.resident IS NULL) AND (((e.at AT TIME ZONE 'Europe/London'::text))::date <= who.to_day) AND ((e.decision = 'set aside'::text) OR (((e.at AT TIME ZONE 'Europe/London'::text))::date >= who.from_day)))
    UNION
    SELECT e.id
    FROM ((about about_1
    JOIN engagement.phone_event e ON ((e.of_event = about_1.id)))
    LEFT JOIN engagement.consent c ON ((c.id = e.id)))
    WHERE ((e.kind = 'reply'::text) AND (e.resident IS NULL) AND (c.resident IS NULL) AND ((e.home IS NULL) OR (e.home = ( SELECT who.home
    FROM who))))
    )
    SELECT about.id
    FROM about;
    END
  grant execute to PUBLIC

function engagement.exposure_in(of_areas text[]) returns TABLE(area text, month text, placed integer, gone integer, stickers integer, press_items integer, posters integer, leaflets integer) language sql stable security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose what could be seen of the programme in areas, for reports of its effect; operation none, it counts; columns numbers of signs and notices by area and month, of nobody.
    BEGIN ATOMIC
    WITH hung AS (
    SELECT s.area,
    s.placed_on,
    CASE
    WHEN (last.found = ANY (ARRAY['missing'::text, 'removed'::text])) THEN GREATEST(last.on_day, s.placed_on)
    ELSE NULL::date
    END AS gone_on
    FROM (engagement.sign s
    CROSS JOIN LATERAL ( SELECT c.found,
    c.on_day
    FROM engagement.sign_check c
    WHERE (c.sign = s.id)
    ORDER BY c.at DESC, c.id DESC
    LIMIT 1) last)
    WHERE ((s.area = ANY (exposure_in.of_areas)) AND (last.found <> 'never there'::text))
    ), noticed AS (
    SELECT DISTINCT ON (n.item) n.area,
    n.on_day,
    n.kind,
    n.number
    FROM engagement.notice n
    WHERE (n.area = ANY (exposure_in.of_areas))
    ORDER BY n.item, n.at DESC, n.id DESC
    ), stuck AS (
    SELECT there.area,
    ((min(v.at) AT TIME ZONE 'Europe/London'::text))::date AS day
    FROM (engagement.visit v
    JOIN engagement.home_state there ON ((there.home = v.home)))
    WHERE ((there.area = ANY (exposure_in.of_areas)) AND (v.sticker = 'up'::text) AND engagement.stands(v.event))
    GROUP BY there.area, v.home
    ), step AS (
    SELECT hung.area,
    hung.placed_on AS day,
    1 AS placed,
    0 AS gone,
    NULL::text AS kind,
    0 AS number
    FROM hung
    UNION ALL
    SELECT hung.area,
    hung.gone_on,
    0,
    1,
    NULL::text,
    0
    FROM hung
    WHERE (hung.gone_on IS NOT NULL)
    UNION ALL
    SELECT noticed.area,
    noticed.on_day,
    0,
    0,
    noticed.kind,
    noticed.number
    FROM noticed
    WHERE (noticed.number > 0)
    UNION ALL
    SELECT stuck.area,
    stuck.day,
    0,
    0,
    'sticker'::text,
    1
    FROM stuck
    )
    SELECT step.area,
    to_char((step.day)::timestamp with time zone, 'YYYY-MM'::text) AS to_char,
    (sum(step.placed))::integer AS sum,
    (sum(step.gone))::integer AS sum,
    (COALESCE(sum(step.number) FILTER (WHERE (step.kind = 'sticker'::text)), (0)::bigint))::integer AS "coalesce",
    (COALESCE(sum(step.number) FILTER (WHERE (step.kind = 'press item'::text)), (0)::bigint))::integer AS "coalesce",
    (COALESCE(sum(step.number) FILTER (WHERE (step.kind = 'poster'::text)), (0)::bigint))::integer AS "coalesce",
    (COALESCE(sum(step.number) FILTER (WHERE (step.kind = 'leaflet'::text)), (0)::bigint))::integer AS "coalesce"
    FROM step
    WHERE (foundation.actor_id() IS NOT NULL)
    GROUP BY step.area, (to_char((step.day)::timestamp with time zone, 'YYYY-MM'::text));
    END
  grant execute to mettrace_auditor
  grant execute to mettrace_control_room
  grant execute to mettrace_data_protection
  grant execute to mettrace_finance
  grant execute to mettrace_planner
  grant execute to mettrace_prevention_pcso
  grant execute to mettrace_programme_lead
  grant execute to mettrace_sergeant
  grant execute to mettrace_stock_keeper
  grant execute to mettrace_ward_officer
  grant execute to mettrace_auditor
  grant execute to mettrace_data_protection

function engagement.find_homes(of_postcode text, of_street text, of_number text, of_flat integer) returns TABLE(id uuid, street text, number text, core text, flat integer, postcode text) language sql stable security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose find the home that the log is asked about; operation consultation; columns id and address, nobody who lives there.
    BEGIN ATOMIC
    SELECT home.id,
    home.street,
    home.number,
    home.core,
    home.flat,
    home.postcode
    FROM engagement.home
    WHERE (((find_homes.of_postcode IS NULL) OR (home.postcode = find_homes.of_postcode)) AND ((find_homes.of_street IS NULL) OR (lower(home.street) = lower(find_homes.of_street))) AND ((find_homes.of_number IS NULL) OR (lower(home.number) = lower(find_homes.of_number))) AND ((find_homes.of_flat IS NULL) OR (home.flat = find_homes.of_flat)) AND (num_nonnulls(find_homes.of_postcode, find_homes.of_street) > 0) AND (foundation.actor_id() IS NOT NULL))
    ORDER BY home.postcode, home.street, (length(home.number)), home.number, home.flat NULLS FIRST;
    END

function engagement.fitting_kits(asked uuid[]) returns TABLE(kit uuid, serial text) language sql stable security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose which kits a partial reading may be from; operation combination; columns the kits and their serials.
    BEGIN ATOMIC
    SELECT k.id,
    k.serial
    FROM engagement.kit k
    WHERE ((k.id = ANY (fitting_kits.asked)) AND (foundation.actor_id() IS NOT NULL));
    END
  grant execute to mettrace_investigator

function engagement.handled_liquid(people text[], from_day date, to_day date) returns TABLE(person text, how text, kits integer) language sql stable security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose whether anybody who had an item in hand had to do with liquid before it was recovered and read; operation combination; columns these colleagues, how, and with how many kits.
    BEGIN ATOMIC
    WITH days AS (
    SELECT ((handled_liquid.from_day)::timestamp without time zone AT TIME ZONE 'Europe/London'::text) AS begins,
    (((handled_liquid.to_day + 1))::timestamp without time zone AT TIME ZONE 'Europe/London'::text) AS ends
    ), hands AS (
    SELECT who.person,
    who.person AS holder,
    'had kits'::text AS how
    FROM unnest(handled_liquid.people) who(person)
    UNION ALL
    SELECT DISTINCT who.person,
    ('team:'::text || m.team),
    'their team had kits'::text
    FROM (unnest(handled_liquid.people) who(person)
    JOIN engagement.team_member m ON ((('person:'::text || m.person) = who.person)))
    WHERE ((m.from_day <= m.to_day) AND (COALESCE(m.to_day, 'infinity'::date) >= m.from_day) AND ((m.ended_at IS NULL) OR (m.ended_at > ( SELECT days.begins
    FROM days))))
    )
    SELECT hands.person,
    hands.how,
    (count(DISTINCT had.kit))::integer AS count
    FROM ((days
    CROSS JOIN hands)
    JOIN engagement.kit_movement had ON (((had.holder = hands.holder) AND (had.holder ~ '^(person|team):'::text))))
    WHERE ((foundation.actor_id() IS NOT NULL) AND (had.at < days.ends) AND (had.sequence IS NOT NULL) AND (NOT (EXISTS ( SELECT
    FROM engagement.kit_movement after
    WHERE ((after.kit = had.kit) AND (after.sequence = (had.sequence + 1)) AND (after.at < days.begins))))))
    GROUP BY hands.person, hands.how
    UNION ALL
    SELECT act.actor,
    'moved kits'::text,
    (sum(act.kits))::integer AS sum
    FROM (days
    CROSS JOIN engagement.kit_act act)
    WHERE ((foundation.actor_id() IS NOT NULL) AND (act.actor = ANY (handled_liquid.people)) AND (act.at >= days.begins) AND (act.at < days.ends))
    GROUP BY act.actor
    ORDER BY 1, 2;
    END
  grant execute to mettrace_investigator

function engagement.home_adjustments() returns TABLE(ward text, easting integer, northing integer, reason text, sort text, homes bigint) language sql stable security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose the denominator of an area; operation none; columns places and numbers of homes left out or reported, nobody's and no address.
    BEGIN ATOMIC
    WITH last AS (
    SELECT DISTINCT ON (p.home) p.home,
    p.kind,
    p.reason
    FROM (engagement.home_proposal p
    JOIN engagement.home_decision d ON (((d.proposal = p.id) AND d.approved)))
    WHERE (p.kind = ANY (ARRAY['exclude'::text, 'restore'::text]))
    ORDER BY p.home, d.turn DESC
    ), standing AS (
    SELECT COALESCE(now.ward, h.ward) AS ward,
    COALESCE(now.easting, h.easting) AS easting,
    COALESCE(now.northing, h.northing) AS northing,
    last.kind,
    last.reason,
    COALESCE(now.sort,
    CASE
    WHEN (h.uprn < 0) THEN 'dwelling'::text
    ELSE 'other'::text
    END) AS sort
    FROM ((last
    JOIN engagement.home h ON ((h.id = last.home)))
    LEFT JOIN LATERAL ( SELECT f.ward,
    f.easting,
    f.northing,
    f.sort
    FROM (places.address_fact f
    JOIN places.address_decision d ON (((d.edition = f.edition) AND d.accepted)))
    WHERE (f.uprn = h.uprn)
    ORDER BY d.turn DESC
    LIMIT 1) now ON (true))
    )
    SELECT standing.ward,
    standing.easting,
    standing.northing,
    standing.reason,
    standing.sort,
    (- count(*))
    FROM standing
    WHERE ((standing.kind = 'exclude'::text) AND (standing.sort <> ALL (ARRAY['gone'::text, 'other'::text])) AND (foundation.actor_id() IS NOT NULL))
    GROUP BY standing.ward, standing.easting, standing.northing, standing.reason, standing.sort
    UNION ALL
    SELECT h.ward,
    h.easting,
    h.northing,
    NULL::text,
    'dwelling'::text,
    count(*) AS count
    FROM engagement.home h
    WHERE ((h.uprn < 0) AND (EXISTS ( SELECT
    FROM engagement.home_proposal p
    WHERE ((p.id = h.id) AND (p.kind = 'report'::text)))) AND (foundation.actor_id() IS NOT NULL))
    GROUP BY h.ward, h.easting, h.northing;
    END
  grant execute to mettrace_importer
  grant execute to mettrace_planner
  grant execute to mettrace_programme_lead
  grant execute to mettrace_risk

function engagement.homes_per_sign() returns TABLE(value double precision, source text, from_day date) language sql stable security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose how many signs deployments need; operation none; columns one setting, of nobody.
    BEGIN ATOMIC
    SELECT s.value,
    s.source,
    s.from_day
    FROM foundation.setting s
    WHERE ((s.name = 'homes per sign'::text) AND (foundation.actor_id() IS NOT NULL))
    ORDER BY s.version DESC
    LIMIT 1;
    END
  grant execute to mettrace_auditor
  grant execute to mettrace_data_protection
  grant execute to mettrace_planner
  grant execute to mettrace_prevention_pcso
  grant execute to mettrace_programme_lead
  grant execute to mettrace_sergeant
  grant execute to mettrace_ward_officer

function engagement.homes_there(of_bcu text, of_ward text, of_kind text, of_day date, of_areas text[]) returns TABLE(home uuid, place integer) language sql stable
  -- Homes of a place, as far as the asker may be told numbers of them: for the crossings that count.
    BEGIN ATOMIC
    WITH seen AS (
    SELECT (foundation.acting_role() = ANY (ARRAY['ward_officer'::text, 'prevention_pcso'::text, 'sergeant'::text, 'stock_keeper'::text])) AS own,
    ARRAY( SELECT foundation.acting_places() AS acting_places) AS places
    ), asked AS (
    SELECT a.code,
    a.place,
    (g.kind IS NOT NULL) AS counted
    FROM (engagement.areas_seen(homes_there.of_kind, homes_there.of_day, homes_there.of_areas) a(code, place)
    LEFT JOIN places.counted_ground g ON (((g.kind = homes_there.of_kind) AND (g.valid_from = homes_there.of_day))))
    )
    SELECT s.home,
    0 AS place
    FROM engagement.home_state s,
    seen
    WHERE ((homes_there.of_areas IS NULL) AND ((homes_there.of_bcu IS NULL) OR (s.bcu = homes_there.of_bcu)) AND ((homes_there.of_ward IS NULL) OR (s.ward = homes_there.of_ward)) AND (foundation.actor_id() IS NOT NULL) AND ((NOT seen.own) OR (s.ward = ANY (seen.places)) OR (s.bcu = ANY (seen.places))))
    UNION ALL
    SELECT s.home,
    asked.place
    FROM (asked
    JOIN engagement.home_state s ON ((s.area = asked.code)))
    WHERE asked.counted
    UNION ALL
    SELECT h.id,
    asked.place
    FROM ((asked
    JOIN places.point_area p ON (((p.kind = homes_there.of_kind) AND (p.valid_from = homes_there.of_day) AND (p.code = asked.code))))
    JOIN engagement.home h ON (((h.easting = p.easting) AND (h.northing = p.northing))))
    WHERE (NOT asked.counted);
    END

function engagement.homes_with_kits(deployments integer[]) returns TABLE(deployment integer, place smallint, month date, homes integer) language plpgsql stable security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose how many homes of a deployment have a kit; operation none, it counts; columns area, month and number of homes, of one's own wards or BCU.
    begin
    return query
    with there as materialized (
    select d.number, a.place, h.id as home
    from target.deployment d
    join target.deployment_area a on a.deployment = d.id
    join places.point_area p on p.kind = a.kind and p.valid_from = a.valid_from and p.code = a.code
    join engagement.home h on h.easting = p.easting and h.northing = p.northing
    where d.number = any (homes_with_kits.deployments) and (select foundation.actor_id()) is not null
    and ((select foundation.acting_role()) not in ('ward_officer', 'prevention_pcso', 'sergeant', 'stock_keeper')
    or a.ward in (select foundation.acting_places()) or a.bcu in (select foundation.acting_places()))
    ), given as (
    -- A disputed movement has no place in the chain; one that was corrected holds no more; a recall at the
    -- home brings nothing; an accepted story of the same home stands for the one before.
    select there.number, there.place,
    (select (date_trunc('month', min(m.at) at time zone 'Europe/London'))::date
    from engagement.kit_movement m
    where m.home = there.home and m.sequence is not null
    and (m.from_holder is distinct from m.holder or m.corrects is not null)
    and not exists (select from engagement.kit_movement c where c.corrects = m.id)) as first_month
    from there
    )
    select there.number, there.place, null::date, count(*)::integer from there group by there.number, there.place
    union all
    select given.number, given.place, given.first_month, count(*)::integer
    from given where given.first_month is not null group by given.number, given.place, given.first_month;
    end
  grant execute to mettrace_auditor
  grant execute to mettrace_control_room
  grant execute to mettrace_data_protection
  grant execute to mettrace_finance
  grant execute to mettrace_planner
  grant execute to mettrace_prevention_pcso
  grant execute to mettrace_programme_lead
  grant execute to mettrace_sergeant
  grant execute to mettrace_stock_keeper
  grant execute to mettrace_ward_officer

function engagement.is_walked(of_check uuid) returns boolean language sql stable security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose a check is closed when every door was visited; operation none; columns whether that is so.
    BEGIN ATOMIC
    SELECT ((foundation.actor_id() IS NOT NULL) AND (EXISTS ( SELECT
    FROM engagement.spot_door d
    WHERE (d.spot_check = is_walked.of_check))) AND (NOT (EXISTS ( SELECT
    FROM engagement.spot_door d
    WHERE ((d.spot_check = is_walked.of_check) AND (NOT (EXISTS ( SELECT
    FROM engagement.spot_finding f
    WHERE ((f.spot_check = d.spot_check) AND (f.home = d.home))))))))));
    END
  grant execute to mettrace_programme_lead
  grant execute to mettrace_sergeant

function engagement.keep_ground() returns trigger language plpgsql security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose streets are counted in the latest areas; operation none, nothing of it leaves the trigger; columns none.
    declare
    latest date := (select max(valid_from) from places.vintage where kind = 'lsoa');
    begin
    if latest is null then
    delete from places.counted_ground;
    else
    insert into places.counted_ground as g (kind, valid_from) values ('lsoa', latest)
    on conflict (id) do update set valid_from = latest where g.valid_from <> latest;
    end if;
    return null;
    end
  grant execute to mettrace_registrar

function engagement.keep_positions() returns trigger language plpgsql security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose the place of a bottle follows its movements in the same transaction; operation none, nothing of it leaves the trigger; columns those of the position.
    declare
    before text := coalesce(current_setting('mettrace.change_by', true), '');
    begin
    perform set_config('mettrace.change_by', 'a movement of kits', true);
    update engagement.kit_position p
    set sequence = m.sequence, movement = m.id, kind = m.kind, at = m.at, holder = m.holder, ward = m.ward, bcu = m.bcu,
    stopped = case when m.stop in ('quarantined', 'recalled') then m.stop when m.stop <> 'released' then p.stopped end
    from (
    select distinct on (kit) *, min(sequence) over life as first,
    -- The last of what stops or releases it, or any other kind where there is none.
    first_value(kind) over (partition by kit order by kind in ('quarantined', 'recalled', 'released') desc, sequence desc) as stop
    from fresh where sequence is not null window life as (partition by kit) order by kit, sequence desc
    ) m
    where p.id = m.kit and m.first > 1;
    if exists (select from fresh where sequence = 1) then
    perform pg_advisory_xact_lock_shared(7230019);
    insert into engagement.kit_position (id, serial, sequence, movement, kind, at, holder, stopped, disputed, batch, box, made_on, expires_on, ward, bcu)
    select m.kit, kit.serial, m.sequence, m.id, m.kind, m.at, m.holder,
    case when m.stop in ('quarantined', 'recalled') then m.stop end,
    (select count(*) from engagement.kit_movement told
    where told.kit = m.kit and told.sequence is null
    and not exists (select from engagement.kit_settlement s where s.id = told.id)),
    kit.batch, kit.box, kit.made_on, kit.expires_on, m.ward, m.bcu
    from (
    select distinct on (kit) *, min(sequence) over (partition by kit) as first,
    first_value(kind) over (partition by kit order by kind in ('quarantined', 'recalled', 'released') desc, sequence desc) as stop
    from fresh where sequence is not null order by kit, sequence desc
    ) m
    join engagement.kit on kit.id = m.kit
    where m.first = 1;
    elsif exists (select from fresh where sequence is null) then
    if exists (select from fresh where kit is not null and not exists (select from engagement.kit_position p where p.id = fresh.kit)) then
    perform pg_advisory_xact_lock(7230019);
    end if;
    update engagement.kit_position p set disputed = p.disputed + told.facts
    from (select kit, count(*)::integer as facts from fresh where sequence is null group by kit) told
    where p.id = told.kit;
    end if;
    perform set_config('mettrace.change_by', before, true);
    return null;
    end
  grant execute to mettrace_registrar

function engagement.keep_settled() returns trigger language plpgsql security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose a bottle counts again once what was told of it is settled; operation none, nothing of it leaves the trigger; columns disputed facts of the position.
    declare
    before text := coalesce(current_setting('mettrace.change_by', true), '');
    begin
    perform set_config('mettrace.change_by', 'a disputed fact is settled', true);
    update engagement.kit_position p set disputed = p.disputed - settled.facts
    from (select told.kit, count(*)::integer as facts from fresh join engagement.kit_movement told on told.id = fresh.id
    where told.kit is not null group by told.kit) settled
    where p.id = settled.kit;
    perform set_config('mettrace.change_by', before, true);
    return null;
    end
  grant execute to mettrace_registrar

function engagement.keep_states() returns trigger language plpgsql security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose homes are counted anew where a fact of theirs was written; operation none, nothing of it leaves the trigger; columns none.
    declare
    told uuid[];
    begin
    case tg_table_schema || '.' || tg_table_name
    when 'engagement.visit' then told := array(select distinct home from fresh);
    when 'engagement.card_request' then told := array(select distinct home from fresh where what <> 'needs');
    when 'engagement.kit_statement' then told := array(select distinct home from fresh);
    when 'engagement.event_turn' then
    told := array(select distinct v.home from fresh join engagement.visit v on v.event = fresh.event);
    when 'engagement.kit_movement' then
    -- Every home that such a bottle has ever been at: a dispute takes it from the one, a correction from the other.
    told := array(select distinct m.home from fresh join engagement.kit_movement m on m.kit = fresh.kit
    where m.home is not null
    and (fresh.home is not null or fresh.from_holder like 'home:%' or fresh.corrects is not null or fresh.sequence is null));
    when 'engagement.kit_settlement' then
    told := array(select distinct m.home from fresh join engagement.kit_movement told on told.id = fresh.id
    join engagement.kit_movement m on m.kit = told.kit where m.home is not null);
    when 'engagement.home_decision' then
    told := array(select distinct p.home from fresh join engagement.home_proposal p on p.id = fresh.proposal where fresh.approved);
    when 'engagement.home' then told := array(select id from fresh);
    when 'engagement.resident' then
    -- Who lives there and has not left changes nothing, unless somebody has.
    told := array(select distinct f.home from fresh f
    where exists (select from engagement.resident r where r.home = f.home and r.to_day is not null)
    or exists (select from engagement.kit_statement s where s.home = f.home and s.what = 'moving'));
    when 'engagement.consent' then
    told := array(select distinct f.home from fresh f
    where exists (select from engagement.resident r where r.home = f.home and r.to_day is not null)
    or exists (select from engagement.kit_statement s where s.home = f.home and s.what = 'moving'));
    when 'places.address_decision' then
    told := array(select h.id from fresh join places.address_fact f on f.edition = fresh.edition
    join engagement.home h on h.uprn = f.uprn where fresh.accepted);
    when 'places.point_area' then
    told := array(select h.id from places.counted_ground g
    join fresh on fresh.kind = g.kind and fresh.valid_from = g.valid_from
    join engagement.home h on h.easting = fresh.easting and h.northing = fresh.northing);
    when 'foundation.setting' then
    told := array(select distinct h.id from places.address_fact f join engagement.home h on h.uprn = f.uprn
    where f.sort in ('bedsit', 'shared') and exists (select from fresh where name = 'bedsits are homes'));
    else told := array(select id from engagement.home);
    end case;
    perform engagement.keep_states_of(told);
    return null;
    end
  grant execute to mettrace_registrar

function engagement.keep_states_of(asked uuid[]) returns integer language plpgsql security definer set search_path=pg_catalog, pg_temp set plan_cache_mode=force_generic_plan
  -- Crossing: purpose what is counted of homes follows their facts in the same transaction; operation none, nothing of it leaves the function; columns those of the counts.
    declare
    before text := coalesce(current_setting('mettrace.change_by', true), '');
    differed integer;
    begin
    if coalesce(cardinality(asked), 0) = 0 then return 0; end if;
    -- What a batch needs is planned once for each connection; what moves a whole ward is planned for it.
    if cardinality(asked) > 1000 then perform set_config('plan_cache_mode', 'force_custom_plan', true); end if;
    perform set_config('mettrace.change_by', 'homes are counted', true);
    perform from engagement.home_state s where s.home = any (asked) order by s.home for update;
    with changed as materialized (
    select c.*, s.home as had, s.ward as had_ward, s.bcu as had_bcu, s.area as had_area, s.street as had_street,
    s.state as had_state, s.is_offered as had_offered, s.tries as had_tries, s.ends_on as had_end
    from engagement.states_of(asked) c left join engagement.home_state s on s.home = c.home
    where s.home is null or (s.area, s.street, s.state, s.is_offered, s.tries, s.ends_on)
    is distinct from (c.area, c.street, c.state, c.is_offered, c.tries, c.ends_on)
    ), written as (
    insert into engagement.home_state (home, ward, bcu, area, street, state, is_offered, tries, ends_on)
    select c.home, c.ward, c.bcu, c.area, c.street, c.state, c.is_offered, c.tries, c.ends_on from changed c
    on conflict (home) do update set area = excluded.area, street = excluded.street, state = excluded.state,
    is_offered = excluded.is_offered, tries = excluded.tries, ends_on = excluded.ends_on
    ), part as (
    select bcu, ward, area, street, state, is_offered, least(tries, 6) as tries, ends_on, 1 as homes from changed
    union all
    select had_bcu, had_ward, had_area, had_street, had_state, had_offered, least(had_tries, 6), had_end, -1
    from changed where had is not null
    ), by_street as (
    select bcu, ward, area, street,
    coalesce(sum(homes) filter (where state not in ('outside', 'excluded')), 0)::integer as homes,
    coalesce(sum(homes) filter (where state = 'excluded'), 0)::integer as left_out,
    coalesce(sum(homes) filter (where is_offered and state not in ('outside', 'excluded')), 0)::integer as offered,
    coalesce(sum(homes) filter (where state = 'protected'), 0)::integer as protected,
    coalesce(sum(homes) filter (where state = 'delivered'), 0)::integer as delivered,
    coalesce(sum(homes) filter (where state = 'refused'), 0)::integer as refused,
    coalesce(sum(homes) filter (where state = 'no answer'), 0)::integer as no_answer,
    coalesce(sum(homes) filter (where state in ('not yet', 'come back', 'no answer') and tries = 0), 0)::integer as open_0,
    coalesce(sum(homes) filter (where state in ('not yet', 'come back', 'no answer') and tries = 1), 0)::integer as open_1,
    coalesce(sum(homes) filter (where state in ('not yet', 'come back', 'no answer') and tries = 2), 0)::integer as open_2,
    coalesce(sum(homes) filter (where state in ('not yet', 'come back', 'no answer') and tries = 3), 0)::integer as open_3,
    coalesce(sum(homes) filter (where state in ('not yet', 'come back', 'no answer') and tries = 4), 0)::integer as open_4,
    coalesce(sum(homes) filter (where state in ('not yet', 'come back', 'no answer') and tries = 5), 0)::integer as open_5,
    coalesce(sum(homes) filter (where state in ('not yet', 'come back', 'no answer') and tries >= 6), 0)::integer as open_6
    from part group by bcu, ward, area, street
    ), streets as (
    insert into engagement.street_count as k (bcu, ward, area, street, homes, left_out, offered, protected, delivered, refused, no_answer,
    open_0, open_1, open_2, open_3, open_4, open_5, open_6)
    select * from by_street
    where 0 <> any (array[by_street.homes, by_street.left_out, by_street.offered, by_street.protected, by_street.delivered,
    by_street.refused, by_street.no_answer, by_street.open_0, by_street.open_1, by_street.open_2, by_street.open_3,
    by_street.open_4, by_street.open_5, by_street.open_6])
    order by bcu, ward, area, street
    on conflict (bcu, ward, area, street) do update set
    homes = k.homes + excluded.homes, left_out = k.left_out + excluded.left_out, offered = k.offered + excluded.offered,
    protected = k.protected + excluded.protected, delivered = k.delivered + excluded.delivered, refused = k.refused + excluded.refused,
    no_answer = k.no_answer + excluded.no_answer, open_0 = k.open_0 + excluded.open_0, open_1 = k.open_1 + excluded.open_1,
    open_2 = k.open_2 + excluded.open_2, open_3 = k.open_3 + excluded.open_3, open_4 = k.open_4 + excluded.open_4,
    open_5 = k.open_5 + excluded.open_5, open_6 = k.open_6 + excluded.open_6
    ), by_day as (
    select bcu, ward, area, street, ends_on,
    coalesce(sum(homes) filter (where state = 'protected'), 0)::integer as protected,
    coalesce(sum(homes) filter (where state = 'delivered'), 0)::integer as delivered
    from part where ends_on is not null and state in ('protected', 'delivered')
    group by bcu, ward, area, street, ends_on
    ), ends as (
    insert into engagement.street_end as k (bcu, ward, area, street, ends_on, protected, delivered)
    select * from by_day where by_day.protected <> 0 or by_day.delivered <> 0
    order by bcu, ward, area, street, ends_on
    on conflict (bcu, ward, area, street, ends_on) do update set
    protected = k.protected + excluded.protected, delivered = k.delivered + excluded.delivered
    )
    select count(*) into differed from changed;
    perform set_config('mettrace.change_by', before, true);
    return differed;
    end
  grant execute to mettrace_registrar

function engagement.kit_statements_leave() returns trigger language plpgsql security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose what was said of kits of the made-up city leaves with them; operation erasure of what is made up; columns none.
    begin
    if exists (select from foundation.demonstration where state <> 'none') then
    delete from engagement.kit_message;
    delete from engagement.kit_statement;
    end if;
    return null;
    end
  grant execute to mettrace_importer

function engagement.later_on_page() returns trigger language plpgsql set search_path=pg_catalog, pg_temp
  -- What is written of a row of a page comes after what was written of it before.
    begin
    new.xid := greatest(new.xid, (
    select before.xid from engagement.page_change before
    where before.page = new.page and before.id = new.id and before.epoch = new.epoch
    order by before.xid desc, before.place desc limit 1));
    return new;
    end

function engagement.leads_check(of_check uuid) returns boolean language sql stable security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose whoever leads all doors of a spot check draws and ends it; operation none; columns whether the asker does.
    BEGIN ATOMIC
    SELECT (EXISTS ( SELECT
    FROM engagement.spot_check c
    WHERE ((c.id = leads_check.of_check) AND (foundation.actor_id() IS NOT NULL) AND
    CASE
    WHEN (EXISTS ( SELECT
    FROM engagement.spot_side s
    WHERE (s.spot_check = c.id))) THEN (foundation.acting_role() = 'programme_lead'::text)
    ELSE ((foundation.acting_role() = 'sergeant'::text) AND (c.bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))))
    END))) AS "exists";
    END
  grant execute to mettrace_programme_lead
  grant execute to mettrace_sergeant

function engagement.leave_with_the_city() returns void language sql security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose the made-up city leaves; operation erasure, of nobody real; columns none.
    BEGIN ATOMIC
    SELECT set_config('mettrace.change_by'::text, 'the made-up city leaves'::text, true) AS set_config;
    DELETE FROM enforcement.scan
    WHERE (EXISTS ( SELECT
    FROM foundation.demonstration
    WHERE (demonstration.state <> 'none'::text)));
    DELETE FROM enforcement.incident_version
    WHERE (EXISTS ( SELECT
    FROM foundation.demonstration
    WHERE (demonstration.state <> 'none'::text)));
    DELETE FROM engagement.street_end
    WHERE (EXISTS ( SELECT
    FROM foundation.demonstration
    WHERE (demonstration.state <> 'none'::text)));
    DELETE FROM engagement.street_count
    WHERE (EXISTS ( SELECT
    FROM foundation.demonstration
    WHERE (demonstration.state <> 'none'::text)));
    DELETE FROM engagement.home_state
    WHERE (EXISTS ( SELECT
    FROM foundation.demonstration
    WHERE (demonstration.state <> 'none'::text)));
    DELETE FROM engagement.card_message
    WHERE (EXISTS ( SELECT
    FROM foundation.demonstration
    WHERE (demonstration.state <> 'none'::text)));
    DELETE FROM engagement.card_request
    WHERE (EXISTS ( SELECT
    FROM foundation.demonstration
    WHERE (demonstration.state <> 'none'::text)));
    DELETE FROM engagement.page_change
    WHERE (EXISTS ( SELECT
    FROM foundation.demonstration
    WHERE (demonstration.state <> 'none'::text)));
    DELETE FROM engagement.set_aside_decision
    WHERE (EXISTS ( SELECT
    FROM foundation.demonstration
    WHERE (demonstration.state <> 'none'::text)));
    DELETE FROM engagement.appointment
    WHERE (EXISTS ( SELECT
    FROM foundation.demonstration
    WHERE (demonstration.state <> 'none'::text)));
    DELETE FROM engagement.safety_note
    WHERE (EXISTS ( SELECT
    FROM foundation.demonstration
    WHERE (demonstration.state <> 'none'::text)));
    DELETE FROM engagement.block_card
    WHERE (EXISTS ( SELECT
    FROM foundation.demonstration
    WHERE (demonstration.state <> 'none'::text)));
    DELETE FROM engagement.left_card
    WHERE (EXISTS ( SELECT
    FROM foundation.demonstration
    WHERE (demonstration.state <> 'none'::text)));
    DELETE FROM engagement.visit
    WHERE (EXISTS ( SELECT
    FROM foundation.demonstration
    WHERE (demonstration.state <> 'none'::text)));
    DELETE FROM engagement.consent
    WHERE (EXISTS ( SELECT
    FROM foundation.demonstration
    WHERE (demonstration.state <> 'none'::text)));
    DELETE FROM engagement.event_turn
    WHERE (EXISTS ( SELECT
    FROM foundation.demonstration
    WHERE (demonstration.state <> 'none'::text)));
    DELETE FROM engagement.phone_clash
    WHERE (EXISTS ( SELECT
    FROM foundation.demonstration
    WHERE (demonstration.state <> 'none'::text)));
    DELETE FROM engagement.saved_copy
    WHERE (EXISTS ( SELECT
    FROM foundation.demonstration
    WHERE (demonstration.state <> 'none'::text)));
    DELETE FROM engagement.copy_opening
    WHERE (EXISTS ( SELECT
    FROM foundation.demonstration
    WHERE (demonstration.state <> 'none'::text)));
    DELETE FROM engagement.phone_proof
    WHERE (EXISTS ( SELECT
    FROM foundation.demonstration
    WHERE (demonstration.state <> 'none'::text)));
    DELETE FROM engagement.phone_event
    WHERE (EXISTS ( SELECT
    FROM foundation.demonstration
    WHERE (demonstration.state <> 'none'::text)));
    DELETE FROM engagement.phone_contact
    WHERE (EXISTS ( SELECT
    FROM foundation.demonstration
    WHERE (demonstration.state <> 'none'::text)));
    DELETE FROM engagement.phone_act
    WHERE (EXISTS ( SELECT
    FROM foundation.demonstration
    WHERE (demonstration.state <> 'none'::text)));
    DELETE FROM engagement.phone
    WHERE (EXISTS ( SELECT
    FROM foundation.demonstration
    WHERE (demonstration.state <> 'none'::text)));
    DELETE FROM engagement.round_home
    WHERE (EXISTS ( SELECT
    FROM foundation.demonstration
    WHERE (demonstration.state <> 'none'::text)));
    DELETE FROM engagement.duty_hours
    WHERE (EXISTS ( SELECT
    FROM foundation.demonstration
    WHERE (demonstration.state <> 'none'::text)));
    DELETE FROM engagement.assignment_end
    WHERE (EXISTS ( SELECT
    FROM foundation.demonstration
    WHERE (demonstration.state <> 'none'::text)));
    DELETE FROM engagement.assignment_home
    WHERE (EXISTS ( SELECT
    FROM foundation.demonstration
    WHERE (demonstration.state <> 'none'::text)));
    DELETE FROM engagement.assignment
    WHERE (EXISTS ( SELECT
    FROM foundation.demonstration
    WHERE (demonstration.state <> 'none'::text)));
    DELETE FROM engagement.kit_variance_decision
    WHERE (EXISTS ( SELECT
    FROM foundation.demonstration
    WHERE (demonstration.state <> 'none'::text)));
    DELETE FROM engagement.kit_variance
    WHERE (EXISTS ( SELECT
    FROM foundation.demonstration
    WHERE (demonstration.state <> 'none'::text)));
    DELETE FROM engagement.kit_count_result
    WHERE (EXISTS ( SELECT
    FROM foundation.demonstration
    WHERE (demonstration.state <> 'none'::text)));
    DELETE FROM engagement.kit_count
    WHERE (EXISTS ( SELECT
    FROM foundation.demonstration
    WHERE (demonstration.state <> 'none'::text)));
    DELETE FROM engagement.kit_acknowledgement
    WHERE (EXISTS ( SELECT
    FROM foundation.demonstration
    WHERE (demonstration.state <> 'none'::text)));
    DELETE FROM engagement.kit_stop
    WHERE (EXISTS ( SELECT
    FROM foundation.demonstration
    WHERE (demonstration.state <> 'none'::text)));
    DELETE FROM engagement.kit_notice
    WHERE (EXISTS ( SELECT
    FROM foundation.demonstration
    WHERE (demonstration.state <> 'none'::text)));
    DELETE FROM engagement.kit_settlement
    WHERE (EXISTS ( SELECT
    FROM foundation.demonstration
    WHERE (demonstration.state <> 'none'::text)));
    DELETE FROM engagement.earlier_kit
    WHERE (EXISTS ( SELECT
    FROM foundation.demonstration
    WHERE (demonstration.state <> 'none'::text)));
    DELETE FROM engagement.earlier_area
    WHERE (EXISTS ( SELECT
    FROM foundation.demonstration
    WHERE (demonstration.state <> 'none'::text)));
    DELETE FROM engagement.earlier_phase
    WHERE (EXISTS ( SELECT
    FROM foundation.demonstration
    WHERE (demonstration.state <> 'none'::text)));
    DELETE FROM engagement.kit_position
    WHERE (EXISTS ( SELECT
    FROM foundation.demonstration
    WHERE (demonstration.state <> 'none'::text)));
    DELETE FROM engagement.kit_movement
    WHERE (EXISTS ( SELECT
    FROM foundation.demonstration
    WHERE (demonstration.state <> 'none'::text)));
    DELETE FROM engagement.kit_act
    WHERE (EXISTS ( SELECT
    FROM foundation.demonstration
    WHERE (demonstration.state <> 'none'::text)));
    DELETE FROM engagement.kit
    WHERE (EXISTS ( SELECT
    FROM foundation.demonstration
    WHERE (demonstration.state <> 'none'::text)));
    DELETE FROM engagement.kit_box
    WHERE (EXISTS ( SELECT
    FROM foundation.demonstration
    WHERE (demonstration.state <> 'none'::text)));
    DELETE FROM engagement.kit_batch
    WHERE (EXISTS ( SELECT
    FROM foundation.demonstration
    WHERE (demonstration.state <> 'none'::text)));
    DELETE FROM engagement.supply_price
    WHERE (EXISTS ( SELECT
    FROM foundation.demonstration
    WHERE (demonstration.state <> 'none'::text)));
    DELETE FROM engagement.supply_contract
    WHERE (EXISTS ( SELECT
    FROM foundation.demonstration
    WHERE (demonstration.state <> 'none'::text)));
    DELETE FROM engagement.supplier
    WHERE (EXISTS ( SELECT
    FROM foundation.demonstration
    WHERE (demonstration.state <> 'none'::text)));
    DELETE FROM engagement.team_member
    WHERE (EXISTS ( SELECT
    FROM foundation.demonstration
    WHERE (demonstration.state <> 'none'::text)));
    DELETE FROM engagement.team
    WHERE (EXISTS ( SELECT
    FROM foundation.demonstration
    WHERE (demonstration.state <> 'none'::text)));
    DELETE FROM engagement.resident
    WHERE (EXISTS ( SELECT
    FROM foundation.demonstration
    WHERE (demonstration.state <> 'none'::text)));
    DELETE FROM engagement.home
    WHERE (EXISTS ( SELECT
    FROM foundation.demonstration
    WHERE (demonstration.state <> 'none'::text)));
    SELECT set_config('mettrace.change_by'::text, ''::text, true) AS set_config;
    END
  grant execute to mettrace_importer

function engagement.leaving_out_waits(of_home uuid) returns boolean language sql stable security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose a home is proposed once, whoever told of it; operation none; columns whether such a proposal waits.
    BEGIN ATOMIC
    SELECT ((foundation.actor_id() IS NOT NULL) AND (EXISTS ( SELECT
    FROM engagement.home_proposal o
    WHERE ((o.home = leaving_out_waits.of_home) AND (o.kind = 'exclude'::text) AND engagement.proposal_stands(o.home, o.event) AND (NOT (EXISTS ( SELECT
    FROM engagement.home_decision d
    WHERE (d.proposal = o.id))))))));
    END
  grant execute to mettrace_prevention_pcso
  grant execute to mettrace_sergeant
  grant execute to mettrace_ward_officer

function engagement.left_on(who uuid) returns date language sql stable
  -- Last day in the home of a resident, as their household said last; null where it said nothing.
    BEGIN ATOMIC
    SELECT s.leaves_on
    FROM (engagement.resident r
    JOIN engagement.kit_statement s ON ((s.home = r.home)))
    WHERE ((r.id = left_on.who) AND (s.what = 'moving'::text) AND (left_on.who = ANY (s.residents)))
    ORDER BY s.at DESC, s.id DESC
    LIMIT 1;
    END
  grant execute to PUBLIC

function engagement.letters_leave() returns trigger language plpgsql security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose what was written to made-up residents leaves with them; operation erasure of what is made up; columns none.
    begin
    if exists (select from foundation.demonstration where state <> 'none') then
    delete from engagement.held_ask;
    delete from engagement.correction_answer;
    delete from engagement.correction;
    delete from engagement.held_try;
    delete from engagement.held_code;
    delete from engagement.letter_attempt;
    delete from engagement.letter;
    end if;
    return null;
    end
  grant execute to mettrace_importer

function engagement.letters_to_send() returns TABLE(letter uuid, ward text, bcu text, resident uuid, language text, data_key bytea, key_version integer, contact bytea) language sql stable security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose a code is sent to the address that is held; operation disclosure; columns the contact, encrypted, of whoever asked.
    BEGIN ATOMIC
    SELECT l.id,
    l.ward,
    l.bcu,
    r.id,
    l.language,
    r.data_key,
    r.key_version,
    r.contact
    FROM ((engagement.letter l
    JOIN engagement.resident r ON ((r.id = l.resident)))
    CROSS JOIN LATERAL ( SELECT count(*) FILTER (WHERE (a.outcome = 'failed'::text)) AS failures,
    max(a.at) AS last,
    COALESCE(bool_or((a.outcome <> 'failed'::text)), false) AS is_over
    FROM engagement.letter_attempt a
    WHERE (a.letter = l.id)) so_far)
    WHERE ((foundation.actor_id() IS NOT NULL) AND (l.way = 'email'::text) AND (l.made_at > (now() - '1 day'::interval)) AND (NOT so_far.is_over) AND (so_far.failures < 6) AND engagement.may_be_written_to(r.id) AND ((so_far.last IS NULL) OR ((so_far.last + ('00:01:00'::interval * ((4)::double precision ^ ((so_far.failures - 1))::double precision))) <= now())))
    ORDER BY l.made_at, l.id
    LIMIT 50;
    END
  grant execute to mettrace_importer

function engagement.looks_leave() returns trigger language plpgsql security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose what was opened on phones of the made-up city leaves with them; operation erasure of what is made up; columns none.
    begin
    if exists (select from foundation.demonstration where state <> 'none') then
    delete from engagement.phone_look;
    end if;
    return null;
    end
  grant execute to mettrace_importer

function engagement.may_add_side(of_check uuid, of_bcu text, of_person uuid) returns boolean language sql stable security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose each side of a spot check is made by somebody who had no hand in what it checks; operation none; columns whether the asker may order so.
    BEGIN ATOMIC
    SELECT (EXISTS ( SELECT
    FROM engagement.spot_check c
    WHERE ((c.id = may_add_side.of_check) AND (c.actor = foundation.actor_id()) AND (foundation.acting_role() = 'programme_lead'::text) AND (EXISTS ( SELECT
    FROM engagement.home_state s
    WHERE ((s.area = c.area) AND (s.bcu = may_add_side.of_bcu)))) AND (NOT (EXISTS ( SELECT
    FROM engagement.spot_draw d
    WHERE (d.id = c.id)))) AND (engagement.checker_fault(may_add_side.of_person, c.area) IS NULL)))) AS "exists";
    END
  grant execute to mettrace_programme_lead
  grant execute to mettrace_sergeant

function engagement.may_be_written_to(who uuid) returns boolean language sql stable
  -- Whether a resident is to have a code, or what it opens: their registration stands, and they have not left the home that it goes to.
    BEGIN ATOMIC
    SELECT ((r.erased_at IS NULL) AND engagement.resident_stands(r.id, r.by_phone) AND (COALESCE(r.to_day, engagement.left_on(r.id), 'infinity'::date) >= ((now() AT TIME ZONE 'Europe/London'::text))::date))
    FROM engagement.resident r
    WHERE (r.id = may_be_written_to.who);
    END
  grant execute to PUBLIC

function engagement.may_check(of_check uuid, of_home uuid) returns boolean language sql stable security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose only its checker tells of a spot check, while it is open; operation none; columns whether the asker may.
    BEGIN ATOMIC
    SELECT (EXISTS ( SELECT
    FROM (engagement.spot_check c
    JOIN engagement.spot_door d ON (((d.spot_check = c.id) AND (d.home = may_check.of_home))))
    WHERE ((c.id = may_check.of_check) AND (engagement.checker_of(c.id, d.bcu) = foundation.proved_person()) AND (NOT (EXISTS ( SELECT
    FROM engagement.spot_end e
    WHERE (e.spot_check = c.id)))) AND (engagement.checker_fault(foundation.proved_person(), c.area) IS NULL)))) AS "exists";
    END
  grant execute to mettrace_prevention_pcso
  grant execute to mettrace_ward_officer
  grant execute to mettrace_prevention_pcso
  grant execute to mettrace_sergeant
  grant execute to mettrace_ward_officer

function engagement.meet_phone(met uuid, now_at timestamp with time zone, not_sent integer, aside integer, trial text, version text, of_ward text, of_bcu text) returns boolean language plpgsql security definer set search_path=pg_catalog, pg_temp set plan_cache_mode=force_generic_plan
  -- Crossing: purpose a phone of the asker is known, and told whether it was revoked; operation collection; columns what it says of itself, and whether it was revoked.
    declare
    before text := coalesce(current_setting('mettrace.change_by', true), '');
    begin
    perform set_config('mettrace.change_by', 'a contact of a phone', true);
    insert into engagement.phone (id, ward, bcu, actor, enrolled_at)
    values (met, of_ward, of_bcu, foundation.actor_id(), now_at) on conflict do nothing;
    insert into identity.device_phone (device, phone)
    select device, met from identity.session
    where token_digest = sha256(convert_to(current_setting('mettrace.proof', true), 'UTF8')) on conflict do nothing;
    insert into engagement.phone_contact as held (phone, at, unsent, set_aside, storage, app, ward, bcu, actor)
    values (met, now_at, not_sent, aside, trial, version, of_ward, of_bcu, foundation.actor_id())
    on conflict (phone, actor, day) do update
    set at = excluded.at, unsent = excluded.unsent, set_aside = excluded.set_aside, storage = excluded.storage,
    app = coalesce(excluded.app, held.app), ward = excluded.ward, bcu = excluded.bcu
    where held.at <= excluded.at;
    perform set_config('mettrace.change_by', before, true);
    return exists (select from engagement.phone_act where phone = met and kind = 'revoked');
    end

function engagement.name_claimed_kit() returns trigger language plpgsql security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose keep a disputed fact beside the bottle that it names; operation none, nothing of it leaves the trigger; columns the bottle of a serial.
    begin
    new.kit := (select id from engagement.kit where serial = new.claimed_serial);
    return new;
    end
  grant execute to mettrace_registrar
  grant execute to mettrace_importer

function engagement.note_sending(of_letter uuid, attempt uuid, came_of_it text, why text) returns void language sql security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose what came of an e-mail; operation none, a code of the mail server alone; columns none.
    BEGIN ATOMIC
    INSERT INTO engagement.letter_attempt (id, letter, ward, bcu, outcome, reason, actor)  SELECT note_sending.attempt AS attempt,
    l.id,
    l.ward,
    l.bcu,
    note_sending.came_of_it AS came_of_it,
    note_sending.why AS why,
    foundation.actor_id() AS actor_id
    FROM engagement.letter l
    WHERE ((l.id = note_sending.of_letter) AND (l.way = 'email'::text) AND (note_sending.came_of_it <> 'printed'::text));
    END
  grant execute to mettrace_visitor

function engagement.open_held(asked bytea, at_postcode text, trial uuid, opens bytea) returns TABLE(resident uuid, told text, day date, until_day date, what text, data_key bytea, key_version integer, name bytea, contact bytea) language plpgsql security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose a resident sees what is held of them, by a code for once; operation disclosure; columns who they are, encrypted, their kits, visits, and what they asked.
    #variable_conflict use_column
    declare
    found_code uuid;
    who record;
    begin
    -- Of two at once the second sees what the first has done.
    perform pg_advisory_xact_lock(7230095, hashtext(encode(asked, 'hex')));
    select c.id, l.resident as id_of, r.home, r.from_day, coalesce(r.to_day, engagement.left_on(r.id), 'infinity'::date) as to_day,
    (h.postcode = at_postcode
    or exists (select from places.address_fact f where f.uprn = h.uprn and f.postcode = at_postcode)) as is_theirs
    into who
    from engagement.held_code c
    join engagement.letter l on l.id = c.letter
    join engagement.resident r on r.id = l.resident and engagement.may_be_written_to(r.id)
    join engagement.home h on h.id = r.home
    where c.digest = asked and c.expires_at > now() and foundation.actor_id() is not null
    and not exists (select from engagement.held_code later where later.letter = c.letter and later.made_at > c.made_at)
    and not exists (select from engagement.held_try t where t.code = c.id and t.opening is not null and not (t.id = trial and t.opening = opens and t.at > now() - interval '1 minute'))
    and (select count(*) from engagement.held_try t where t.code = c.id and t.id <> trial) < 5;
    if not found then return; end if;
    insert into engagement.held_try (id, code, opening)
    values (trial, who.id, case when who.is_theirs then opens end)
    on conflict do nothing returning code into found_code;
    if not who.is_theirs then return; end if;
    if found_code is null and not exists (select from engagement.held_try t where t.id = trial and t.code = who.id and t.opening = opens) then return; end if;
    return query
    select r.id, 'who', r.from_day, nullif(who.to_day, 'infinity'::date), null::text, r.data_key, r.key_version, r.name, r.contact
    from engagement.resident r where r.id = who.id_of;
    return query
    select who.id_of, 'kit', case when given.on_day >= who.from_day then given.on_day end,
    greatest(
    (select max(s.applied_on) from engagement.kit_statement s where s.home = who.home and s.kit = given.kit),
    (select max((v.at at time zone 'Europe/London')::date)
    from engagement.visit v join engagement.phone_event e on e.id = v.event
    where v.home = who.home and v.outcome = 'protected' and e.kit = given.serial and engagement.stands(v.event))),
    given.serial, null::bytea, null::integer, null::bytea, null::bytea
    from (
    select k.id as kit, k.serial, min((m.at at time zone 'Europe/London')::date) as on_day
    from engagement.kit_movement m
    join engagement.kit_position p on p.id = m.kit and p.holder = 'home:' || who.home
    join engagement.kit k on k.id = m.kit
    where m.home = who.home and m.sequence is not null
    group by k.id, k.serial
    ) given
    order by given.on_day, given.serial;
    return query
    select who.id_of, 'visit', (v.at at time zone 'Europe/London')::date, null::date, v.outcome,
    null::bytea, null::integer, null::bytea, null::bytea
    from engagement.visit v
    where v.home = who.home and engagement.stands(v.event)
    and (v.at at time zone 'Europe/London')::date between who.from_day and who.to_day
    order by v.at, v.event;
    return query
    select who.id_of, 'asked', (r.at at time zone 'Europe/London')::date, (r.from_at at time zone 'Europe/London')::date, r.what,
    null::bytea, null::integer, null::bytea, null::bytea
    from engagement.card_request r
    where r.home = who.home and (r.at at time zone 'Europe/London')::date between who.from_day and who.to_day
    order by r.at, r.message;
    end
  grant execute to mettrace_investigator

function engagement.open_nearby(homes uuid[], from_day date, to_day date, metres integer) returns TABLE(how text, kits integer, people text[]) language sql stable security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose whether other liquid was open near a home between the offence and the recovery; operation combination; columns numbers of kits given out and applied, and the colleagues who were there.
    BEGIN ATOMIC
    WITH near AS (
    SELECT DISTINCT other.id
    FROM (engagement.home here
    JOIN engagement.home other ON ((((other.easting >= (here.easting - open_nearby.metres)) AND (other.easting <= (here.easting + open_nearby.metres))) AND ((other.northing >= (here.northing - open_nearby.metres)) AND (other.northing <= (here.northing + open_nearby.metres))) AND (((((other.easting - here.easting))::double precision ^ (2)::double precision) + (((other.northing - here.northing))::double precision ^ (2)::double precision)) <= ((open_nearby.metres)::double precision ^ (2)::double precision)))))
    WHERE ((here.id = ANY (open_nearby.homes)) AND ((open_nearby.metres >= 0) AND (open_nearby.metres <= 1000)) AND (foundation.actor_id() IS NOT NULL))
    ), opened AS (
    SELECT 'given out'::text AS how,
    (m.kit)::text AS kit,
    m.actor
    FROM (near
    JOIN engagement.kit_movement m ON ((m.home = near.id)))
    WHERE ((m.kind = 'delivered'::text) AND (m.sequence IS NOT NULL) AND ((((m.at AT TIME ZONE 'Europe/London'::text))::date >= open_nearby.from_day) AND (((m.at AT TIME ZONE 'Europe/London'::text))::date <= open_nearby.to_day)))
    UNION
    SELECT 'applied'::text,
    (s.kit)::text AS kit,
    NULL::text
    FROM (near
    JOIN engagement.kit_statement s ON ((s.home = near.id)))
    WHERE ((s.applied_on >= open_nearby.from_day) AND (s.applied_on <= open_nearby.to_day))
    UNION
    SELECT 'applied'::text,
    COALESCE(e.kit, (v.home)::text) AS "coalesce",
    v.actor
    FROM ((near
    JOIN engagement.visit v ON ((v.home = near.id)))
    JOIN engagement.phone_event e ON ((e.id = v.event)))
    WHERE ((v.outcome = 'protected'::text) AND ((((v.at AT TIME ZONE 'Europe/London'::text))::date >= open_nearby.from_day) AND (((v.at AT TIME ZONE 'Europe/London'::text))::date <= open_nearby.to_day)))
    )
    SELECT opened.how,
    (count(DISTINCT opened.kit))::integer AS count,
    array_agg(DISTINCT opened.actor) FILTER (WHERE (opened.actor IS NOT NULL)) AS array_agg
    FROM opened
    GROUP BY opened.how
    ORDER BY opened.how;
    END

function engagement.owner_to_tell(asked uuid, who uuid, on_day date) returns TABLE(home uuid, uprn bigint, street text, number text, core text, flat integer, postcode text, is_there boolean, data_key bytea, key_version integer, name bytea, contact bytea) language sql stable security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose tell an owner that something of theirs may have been found; operation disclosure; columns name, contact and address of one person who lived where a traced kit was, and whether they live there still.
    BEGIN ATOMIC
    SELECT h.id,
    h.uprn,
    h.street,
    h.number,
    h.core,
    h.flat,
    h.postcode,
    (COALESCE(r.to_day, engagement.left_on(r.id), 'infinity'::date) >= ((now() AT TIME ZONE 'Europe/London'::text))::date),
    r.data_key,
    r.key_version,
    r.name,
    r.contact
    FROM (engagement.resident r
    JOIN engagement.home h ON ((h.id = r.home)))
    WHERE ((r.id = owner_to_tell.who) AND (foundation.actor_id() IS NOT NULL) AND engagement.resident_stands(r.id, r.by_phone) AND ((owner_to_tell.on_day >= r.from_day) AND (owner_to_tell.on_day <= COALESCE(r.to_day, engagement.left_on(r.id), 'infinity'::date))) AND (EXISTS ( SELECT
    FROM engagement.kit_movement m
    WHERE ((m.kit = owner_to_tell.asked) AND (m.home = r.home)))));
    END
  grant execute to mettrace_investigator
  grant execute to mettrace_auditor
  grant execute to mettrace_control_room
  grant execute to mettrace_data_protection
  grant execute to mettrace_finance
  grant execute to mettrace_planner
  grant execute to mettrace_prevention_pcso
  grant execute to mettrace_programme_lead
  grant execute to mettrace_sergeant
  grant execute to mettrace_stock_keeper
  grant execute to mettrace_ward_officer

function engagement.phones_by_place(of_what text, of_kind text, of_day date, of_codes text[], of_groups integer[], asked_at timestamp with time zone, silent_hours double precision) returns TABLE(place integer, phones integer, silent integer, heard double precision) language sql stable security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose how old figures of a list are; operation none, it counts; columns numbers of phones and when they were heard, of one's own places.
    BEGIN ATOMIC
    WITH seen AS MATERIALIZED (
    SELECT (foundation.acting_role() = ANY (ARRAY['ward_officer'::text, 'prevention_pcso'::text, 'sergeant'::text, 'stock_keeper'::text])) AS own,
    ARRAY( SELECT foundation.acting_places() AS acting_places) AS places
    ), asked AS MATERIALIZED (
    SELECT o.code,
    o.place
    FROM UNNEST(phones_by_place.of_codes, phones_by_place.of_groups) o(code, place)
    WHERE ((phones_by_place.of_what = ANY (ARRAY['ward'::text, 'bcu'::text])) AND (foundation.actor_id() IS NOT NULL))
    UNION ALL
    SELECT a.code,
    o.place
    FROM (engagement.areas_seen(phones_by_place.of_kind, phones_by_place.of_day, phones_by_place.of_codes) a(code, place)
    JOIN UNNEST(phones_by_place.of_codes, phones_by_place.of_groups) WITH ORDINALITY o(code, place, number) ON ((o.number = a.place)))
    WHERE (phones_by_place.of_what = 'area'::text)
    ), walked AS MATERIALIZED (
    SELECT h.home,
    ('person:'::text || a.person) AS actor
    FROM (engagement.assignment a
    JOIN engagement.assignment_home h ON ((h.assignment = a.id)))
    WHERE (((((phones_by_place.asked_at AT TIME ZONE 'Europe/London'::text))::date >= a.from_day) AND (((phones_by_place.asked_at AT TIME ZONE 'Europe/London'::text))::date <= COALESCE(a.until_day, 'infinity'::date))) AND (NOT (EXISTS ( SELECT
    FROM engagement.assignment_end ended
    WHERE (ended.assignment = a.id)))) AND (foundation.actor_id() IS NOT NULL))
    ), lying AS (
    SELECT w.actor,
    CASE phones_by_place.of_what
    WHEN 'ward'::text THEN s.ward
    WHEN 'bcu'::text THEN s.bcu
    ELSE s.area
    END AS code
    FROM (walked w
    JOIN engagement.home_state s ON ((s.home = w.home))),
    seen
    WHERE (((phones_by_place.of_what <> 'area'::text) AND ((NOT seen.own) OR (s.ward = ANY (seen.places)) OR (s.bcu = ANY (seen.places)))) OR ((phones_by_place.of_what = 'area'::text) AND (EXISTS ( SELECT
    FROM places.counted_ground g
    WHERE ((g.kind = phones_by_place.of_kind) AND (g.valid_from = phones_by_place.of_day))))))
    UNION ALL
    SELECT w.actor,
    p.code
    FROM ((walked w
    JOIN engagement.home e ON ((e.id = w.home)))
    JOIN places.point_area p ON (((p.kind = phones_by_place.of_kind) AND (p.valid_from = phones_by_place.of_day) AND (p.easting = e.easting) AND (p.northing = e.northing))))
    WHERE ((phones_by_place.of_what = 'area'::text) AND (NOT (EXISTS ( SELECT
    FROM places.counted_ground g
    WHERE ((g.kind = phones_by_place.of_kind) AND (g.valid_from = phones_by_place.of_day))))))
    ), walking AS (
    SELECT DISTINCT asked.place,
    lying.actor
    FROM (lying
    JOIN asked ON ((asked.code = lying.code)))
    ), contact AS MATERIALIZED (
    SELECT DISTINCT ON (c.actor, c.phone) c.actor,
    c.phone,
    c.at,
    c.unsent
    FROM (( SELECT DISTINCT walking_1.actor
    FROM walking walking_1) who
    JOIN engagement.phone_contact c ON ((c.actor = who.actor)))
    WHERE (NOT (EXISTS ( SELECT
    FROM engagement.phone_act x
    WHERE ((x.phone = c.phone) AND (x.kind = 'revoked'::text)))))
    ORDER BY c.actor, c.phone, c.at DESC
    ), used AS (
    SELECT c.actor,
    c.at,
    (c.at < (phones_by_place.asked_at - (phones_by_place.silent_hours * '01:00:00'::interval))) AS silent
    FROM contact c
    WHERE ((c.unsent > 0) OR (NOT (EXISTS ( SELECT
    FROM contact later
    WHERE ((later.actor = c.actor) AND (later.at > c.at))))))
    )
    SELECT walking.place,
    (count(*))::integer AS count,
    (count(*) FILTER (WHERE used.silent))::integer AS count,
    (EXTRACT(epoch FROM COALESCE(min(used.at) FILTER (WHERE (NOT used.silent)), max(used.at))))::double precision AS "extract"
    FROM (walking
    JOIN used ON ((used.actor = walking.actor)))
    GROUP BY walking.place;
    END
  grant execute to mettrace_auditor
  grant execute to mettrace_control_room
  grant execute to mettrace_data_protection
  grant execute to mettrace_finance
  grant execute to mettrace_planner
  grant execute to mettrace_prevention_pcso
  grant execute to mettrace_programme_lead
  grant execute to mettrace_sergeant
  grant execute to mettrace_stock_keeper
  grant execute to mettrace_ward_officer

function engagement.phones_there(of_bcu text, of_ward text, of_kind text, of_day date, of_areas text[], asked_at timestamp with time zone, silent_hours double precision) returns TABLE(phones integer, silent integer, heard double precision) language sql stable security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose how old figures are; operation none, it counts; columns numbers of phones and when they were heard, of one's own places.
    BEGIN ATOMIC
    WITH walking AS (
    SELECT DISTINCT ('person:'::text || a.person) AS actor
    FROM ((engagement.homes_there(phones_there.of_bcu, phones_there.of_ward, phones_there.of_kind, phones_there.of_day, phones_there.of_areas) there(home, place)
    JOIN engagement.assignment_home h ON ((h.home = there.home)))
    JOIN engagement.assignment a ON ((a.id = h.assignment)))
    WHERE (((((phones_there.asked_at AT TIME ZONE 'Europe/London'::text))::date >= a.from_day) AND (((phones_there.asked_at AT TIME ZONE 'Europe/London'::text))::date <= COALESCE(a.until_day, 'infinity'::date))) AND (NOT (EXISTS ( SELECT
    FROM engagement.assignment_end ended
    WHERE (ended.assignment = a.id)))))
    ), contact AS (
    SELECT DISTINCT ON (c.actor, c.phone) c.actor,
    c.phone,
    c.at,
    c.unsent
    FROM (walking
    JOIN engagement.phone_contact c ON ((c.actor = walking.actor)))
    WHERE (NOT (EXISTS ( SELECT
    FROM engagement.phone_act x
    WHERE ((x.phone = c.phone) AND (x.kind = 'revoked'::text)))))
    ORDER BY c.actor, c.phone, c.at DESC
    ), used AS (
    SELECT c.at,
    (c.at < (phones_there.asked_at - (phones_there.silent_hours * '01:00:00'::interval))) AS silent
    FROM contact c
    WHERE ((c.unsent > 0) OR (NOT (EXISTS ( SELECT
    FROM contact later
    WHERE ((later.actor = c.actor) AND (later.at > c.at))))))
    )
    SELECT (count(*))::integer AS count,
    (count(*) FILTER (WHERE used.silent))::integer AS count,
    (EXTRACT(epoch FROM COALESCE(min(used.at) FILTER (WHERE (NOT used.silent)), max(used.at))))::double precision AS "extract"
    FROM used;
    END

function engagement.phones_to_revoke(words text) returns TABLE(id uuid, name text, enrolled_at timestamp with time zone, last_at timestamp with time zone, person uuid, unsent integer) language sql stable security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose the control room finds a lost phone by the name of the officer who had it; operation consultation; columns phone, its name, its officer, when it was last heard and how many records it had not sent, of those in use whose officer has that name.
    BEGIN ATOMIC
    WITH named AS (
    SELECT p.id,
    ('person:'::text || p.id) AS actor
    FROM identity.person p
    WHERE ((foundation.actor_id() IS NOT NULL) AND (length(btrim(phones_to_revoke.words)) >= 2) AND (NOT (EXISTS ( SELECT
    FROM unnest(string_to_array(lower(btrim(phones_to_revoke.words)), ' '::text)) word(word)
    WHERE (NOT (EXISTS ( SELECT
    FROM unnest(string_to_array(lower(p.display_name), ' '::text)) part(part)
    WHERE starts_with(part.part, word.word))))))))
    )
    SELECT phone.id,
    ( SELECT a.words
    FROM engagement.phone_act a
    WHERE ((a.phone = phone.id) AND (a.kind = 'named'::text))
    ORDER BY a.at DESC
    LIMIT 1) AS words,
    phone.enrolled_at,
    last.at,
    named.id,
    last.unsent
    FROM ((named
    JOIN LATERAL ( SELECT DISTINCT ON (c.phone) c.phone,
    c.at,
    c.unsent
    FROM engagement.phone_contact c
    WHERE (c.actor = named.actor)
    ORDER BY c.phone, c.at DESC) last ON (true))
    JOIN engagement.phone phone ON ((phone.id = last.phone)))
    WHERE (NOT (EXISTS ( SELECT
    FROM engagement.phone_act x
    WHERE ((x.phone = phone.id) AND (x.kind = 'revoked'::text)))))
    ORDER BY last.at DESC, phone.id
    LIMIT 20;
    END
  grant execute to mettrace_control_room

function engagement.points_to_count() returns TABLE(easting integer, northing integer) language sql stable security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose in which area homes lie; operation none, nobody is shown them; columns points of homes that are not placed.
    BEGIN ATOMIC
    SELECT DISTINCT h.easting,
    h.northing
    FROM ((places.counted_ground g
    JOIN engagement.home_state s ON ((s.area = ''::text)))
    JOIN engagement.home h ON ((h.id = s.home)))
    WHERE ((foundation.actor_id() IS NOT NULL) AND (NOT (EXISTS ( SELECT
    FROM places.point_area p
    WHERE ((p.kind = g.kind) AND (p.valid_from = g.valid_from) AND (p.easting = h.easting) AND (p.northing = h.northing))))))
    LIMIT 100000;
    END
  grant execute to mettrace_importer

function engagement.points_to_place(area_kind text, from_day date, codes text[]) returns TABLE(easting integer, northing integer) language sql stable security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose in which area homes lie; operation none, nobody is shown them; columns points of homes that are not placed.
    BEGIN ATOMIC
    SELECT DISTINCT home.easting,
    home.northing
    FROM (places.area
    JOIN engagement.home ON ((((home.easting >= area.min_easting) AND (home.easting <= area.max_easting)) AND ((home.northing >= area.min_northing) AND (home.northing <= area.max_northing)))))
    WHERE ((area.kind = points_to_place.area_kind) AND (area.valid_from = points_to_place.from_day) AND (area.code = ANY (points_to_place.codes)) AND (foundation.actor_id() IS NOT NULL) AND (NOT (EXISTS ( SELECT
    FROM places.point_area
    WHERE ((point_area.kind = points_to_place.area_kind) AND (point_area.valid_from = points_to_place.from_day) AND (point_area.easting = home.easting) AND (point_area.northing = home.northing))))));
    END
  grant execute to mettrace_importer

function engagement.policed_by(of_postcode text) returns TABLE(ward text, bcu text) language sql stable security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose whoever takes a call about a mark tells the team of the street; operation consultation; columns ward and BCU of a postcode, and nothing of a home, a kit or a resident.
    BEGIN ATOMIC
    SELECT COALESCE(( SELECT a.name
    FROM places.area a
    WHERE ((a.kind = 'ward'::text) AND (a.code = there.ward))
    ORDER BY a.valid_from DESC
    LIMIT 1), there.ward) AS "coalesce",
    COALESCE(( SELECT a.name
    FROM places.area a
    WHERE ((a.kind = 'bcu'::text) AND (a.code = there.bcu))
    ORDER BY a.valid_from DESC
    LIMIT 1), there.bcu) AS "coalesce"
    FROM ( SELECT DISTINCT h.ward,
    h.bcu
    FROM engagement.home h
    WHERE ((h.postcode = policed_by.of_postcode) AND (foundation.actor_id() IS NOT NULL))) there
    ORDER BY COALESCE(( SELECT a.name
    FROM places.area a
    WHERE ((a.kind = 'ward'::text) AND (a.code = there.ward))
    ORDER BY a.valid_from DESC
    LIMIT 1), there.ward), COALESCE(( SELECT a.name
    FROM places.area a
    WHERE ((a.kind = 'bcu'::text) AND (a.code = there.bcu))
    ORDER BY a.valid_from DESC
    LIMIT 1), there.bcu);
    END
  grant execute to mettrace_call_handler

function engagement.proposal_stands(of_home uuid, by_event uuid) returns boolean language sql stable security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose a proposal ends with the visit that made it; operation none; columns whether such a visit stands.
    BEGIN ATOMIC
    SELECT ((foundation.actor_id() IS NOT NULL) AND ((by_event IS NULL) OR (EXISTS ( SELECT
    FROM engagement.visit v
    WHERE ((v.home = proposal_stands.of_home) AND (v.outcome = 'leave-out'::text) AND engagement.stands(v.event) AND ((v.event = proposal_stands.by_event) OR (NOT (EXISTS ( SELECT
    FROM engagement.home_proposal o
    WHERE (o.event = v.event))))))))));
    END
  grant execute to mettrace_data_protection
  grant execute to mettrace_prevention_pcso
  grant execute to mettrace_programme_lead
  grant execute to mettrace_registrar
  grant execute to mettrace_sergeant
  grant execute to mettrace_ward_officer

function engagement.rebuild_states(of_ward text) returns TABLE(area text, street text, what text, kept integer, counted integer) language plpgsql security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose what is counted of homes is held against their facts; operation none, it counts; columns streets, states and numbers of homes.
    #variable_conflict use_column
    declare
    before text := coalesce(current_setting('mettrace.change_by', true), '');
    there uuid[] := array(select h.id from engagement.home h where h.ward = of_ward);
    begin
    perform from engagement.home_state s where s.home = any (there) order by s.home for update;
    -- Homes whose own row is wrong, and then streets that are not what their homes come to.
    return query
    select c.area, c.street, coalesce('homes kept as ' || s.state, 'homes not kept') || ', counted as ' || c.state,
    count(s.home)::integer, count(*)::integer
    from engagement.states_of(there) c left join engagement.home_state s on s.home = c.home
    where s.home is null or (s.area, s.street, s.state, s.is_offered, s.tries, s.ends_on)
    is distinct from (c.area, c.street, c.state, c.is_offered, c.tries, c.ends_on)
    group by 1, 2, 3 order by 1, 2, 3;
    perform set_config('mettrace.change_by', 'homes are counted', true);
    insert into engagement.home_state as s (home, ward, bcu, area, street, state, is_offered, tries, ends_on)
    select c.home, c.ward, c.bcu, c.area, c.street, c.state, c.is_offered, c.tries, c.ends_on from engagement.states_of(there) c
    on conflict on constraint home_state_pkey do update set area = excluded.area, street = excluded.street, state = excluded.state,
    is_offered = excluded.is_offered, tries = excluded.tries, ends_on = excluded.ends_on
    where (s.area, s.street, s.state, s.is_offered, s.tries, s.ends_on)
    is distinct from (excluded.area, excluded.street, excluded.state, excluded.is_offered, excluded.tries, excluded.ends_on);
    return query
    select coalesce(k.area, c.area), coalesce(k.street, c.street), each.what, coalesce(each.kept, 0), coalesce(each.counted, 0)
    from (select * from engagement.street_count k where k.ward = of_ward) k
    full join (select * from engagement.street_counted c where c.ward = of_ward) c using (bcu, ward, area, street)
    cross join lateral (values
    ('homes', k.homes, c.homes), ('left_out', k.left_out, c.left_out), ('offered', k.offered, c.offered),
    ('protected', k.protected, c.protected), ('delivered', k.delivered, c.delivered), ('refused', k.refused, c.refused),
    ('no_answer', k.no_answer, c.no_answer), ('open_0', k.open_0, c.open_0), ('open_1', k.open_1, c.open_1),
    ('open_2', k.open_2, c.open_2), ('open_3', k.open_3, c.open_3), ('open_4', k.open_4, c.open_4),
    ('open_5', k.open_5, c.open_5), ('open_6', k.open_6, c.open_6)
    ) each (what, kept, counted)
    where coalesce(each.kept, 0) <> coalesce(each.counted, 0) order by 1, 2, 3;
    return query
    select coalesce(k.area, c.area), coalesce(k.street, c.street), each.what || ' until ' || ends_on,
    coalesce(each.kept, 0), coalesce(each.counted, 0)
    from (select * from engagement.street_end k where k.ward = of_ward) k
    full join (select * from engagement.street_end_counted c where c.ward = of_ward) c using (bcu, ward, area, street, ends_on)
    cross join lateral (values ('protected', k.protected, c.protected), ('delivered', k.delivered, c.delivered)) each (what, kept, counted)
    where coalesce(each.kept, 0) <> coalesce(each.counted, 0) order by 1, 2, 3;
    with d as (
    select bcu, ward, area, street,
    coalesce(c.homes, 0) - coalesce(k.homes, 0) as homes, coalesce(c.left_out, 0) - coalesce(k.left_out, 0) as left_out,
    coalesce(c.offered, 0) - coalesce(k.offered, 0) as offered, coalesce(c.protected, 0) - coalesce(k.protected, 0) as protected,
    coalesce(c.delivered, 0) - coalesce(k.delivered, 0) as delivered, coalesce(c.refused, 0) - coalesce(k.refused, 0) as refused,
    coalesce(c.no_answer, 0) - coalesce(k.no_answer, 0) as no_answer, coalesce(c.open_0, 0) - coalesce(k.open_0, 0) as open_0,
    coalesce(c.open_1, 0) - coalesce(k.open_1, 0) as open_1, coalesce(c.open_2, 0) - coalesce(k.open_2, 0) as open_2,
    coalesce(c.open_3, 0) - coalesce(k.open_3, 0) as open_3, coalesce(c.open_4, 0) - coalesce(k.open_4, 0) as open_4,
    coalesce(c.open_5, 0) - coalesce(k.open_5, 0) as open_5, coalesce(c.open_6, 0) - coalesce(k.open_6, 0) as open_6
    from (select * from engagement.street_count k where k.ward = of_ward) k
    full join (select * from engagement.street_counted c where c.ward = of_ward) c using (bcu, ward, area, street)
    )
    insert into engagement.street_count as k (bcu, ward, area, street, homes, left_out, offered, protected, delivered, refused, no_answer,
    open_0, open_1, open_2, open_3, open_4, open_5, open_6)
    select * from d
    where 0 <> any (array[d.homes, d.left_out, d.offered, d.protected, d.delivered, d.refused, d.no_answer, d.open_0, d.open_1, d.open_2,
    d.open_3, d.open_4, d.open_5, d.open_6])
    order by bcu, ward, area, street
    on conflict on constraint street_count_pkey do update set
    homes = k.homes + excluded.homes, left_out = k.left_out + excluded.left_out, offered = k.offered + excluded.offered,
    protected = k.protected + excluded.protected, delivered = k.delivered + excluded.delivered, refused = k.refused + excluded.refused,
    no_answer = k.no_answer + excluded.no_answer, open_0 = k.open_0 + excluded.open_0, open_1 = k.open_1 + excluded.open_1,
    open_2 = k.open_2 + excluded.open_2, open_3 = k.open_3 + excluded.open_3, open_4 = k.open_4 + excluded.open_4,
    open_5 = k.open_5 + excluded.open_5, open_6 = k.open_6 + excluded.open_6;
    with d as (
    select bcu, ward, area, street, ends_on, coalesce(c.protected, 0) - coalesce(k.protected, 0) as protected,
    coalesce(c.delivered, 0) - coalesce(k.delivered, 0) as delivered
    from (select * from engagement.street_end k where k.ward = of_ward) k
    full join (select * from engagement.street_end_counted c where c.ward = of_ward) c using (bcu, ward, area, street, ends_on)
    )
    insert into engagement.street_end as k (bcu, ward, area, street, ends_on, protected, delivered)
    select * from d where d.protected <> 0 or d.delivered <> 0
    order by bcu, ward, area, street, ends_on
    on conflict on constraint street_end_pkey do update set
    protected = k.protected + excluded.protected, delivered = k.delivered + excluded.delivered;
    perform set_config('mettrace.change_by', before, true);
    end
  grant execute to mettrace_importer

function engagement.register_homes(of_edition uuid) returns void language sql security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose homes of an accepted edition enter the register; operation none, nothing is read out; columns of the edition's own facts.
    BEGIN ATOMIC
    INSERT INTO engagement.home (id, uprn, ward, bcu, postcode, street, number, floor, flat, easting, northing)  SELECT gen_random_uuid() AS gen_random_uuid,
    address_fact.uprn,
    address_fact.ward,
    address_fact.bcu,
    address_fact.postcode,
    address_fact.street,
    address_fact.number,
    address_fact.floor,
    address_fact.flat,
    address_fact.easting,
    address_fact.northing
    FROM places.address_fact
    WHERE ((address_fact.edition = register_homes.of_edition) AND (address_fact.sort = ANY (ARRAY['dwelling'::text, 'bedsit'::text, 'undivided'::text, 'shared'::text])) AND (foundation.actor_id() IS NOT NULL) AND (EXISTS ( SELECT
    FROM places.address_decision d
    WHERE ((d.edition = register_homes.of_edition) AND d.accepted)))) ON CONFLICT(uprn) DO NOTHING;
    END
  grant execute to mettrace_importer
  grant execute to mettrace_programme_lead

function engagement.register_reported(of_proposal uuid) returns void language sql security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose a home that was reported and approved enters the register; operation none, nothing is read out; columns of the proposal.
    BEGIN ATOMIC
    INSERT INTO engagement.home (id, uprn, ward, bcu, postcode, street, number, core, floor, flat, easting, northing)  SELECT p.id,
    nextval('engagement.reported_home'::regclass) AS nextval,
    near.ward,
    near.bcu,
    near.postcode,
    near.street,
    p.number,
    NULL::unknown,
    NULL::unknown,
    p.flat,
    near.easting,
    near.northing
    FROM ((engagement.home_proposal p
    JOIN engagement.home_decision d ON (((d.proposal = p.id) AND d.approved)))
    JOIN engagement.home near ON ((near.id = p.home)))
    WHERE ((p.id = register_reported.of_proposal) AND (p.kind = 'report'::text) AND (foundation.actor_id() IS NOT NULL)) ON CONFLICT DO NOTHING;
    END
  grant execute to mettrace_programme_lead
  grant execute to mettrace_sergeant

function engagement.registered_digests(asked uuid[], salt bytea) returns TABLE(id uuid, digest bytea) language sql stable security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose the log binds who registered by a kit; operation none, digests alone; columns salted digests of registrations.
    BEGIN ATOMIC
    SELECT r.id,
    sha256((registered_digests.salt || convert_to((jsonb_build_array('engagement.resident', r.id, r.home, r.ward, r.bcu, r.from_day, r.to_day, r.registered_at, r.erased_at, r.by_phone))::text, 'UTF8'::name))) AS sha256
    FROM engagement.resident r
    WHERE ((r.id = ANY (registered_digests.asked)) AND (foundation.actor_id() IS NOT NULL) AND (EXISTS ( SELECT
    FROM engagement.kit_statement s
    WHERE ((s.id = r.id) AND (s.what = 'registered'::text)))));
    END
  grant execute to mettrace_importer

function engagement.renew_pages(told uuid[], made uuid[]) returns void language plpgsql security definer set search_path=pg_catalog, pg_temp set plan_cache_mode=force_generic_plan
  -- Crossing: purpose what phones hold follows the facts in the same transaction; operation none, nothing of it leaves the function; columns those of the pages.
    begin
    -- Alone in a ward while an assignment of it is made: what is told there meanwhile would not be on its pages.
    perform pg_advisory_xact_lock(7230016, ward)
    from (select distinct hashtext(a.ward) as ward from engagement.assignment a where a.id = any (made) order by 1) wards;
    perform pg_advisory_xact_lock_shared(7230016, ward)
    from (
    select distinct hashtext(seen.ward) as ward from (
    select ward from engagement.visit where event = any (told)
    union all select ward from engagement.safety_note where event = any (told)
    union all select ward from engagement.appointment where event = any (told)
    union all select ward from engagement.block_card where event = any (told)
    ) seen order by 1
    ) wards;
    -- One after another at a home or block, where the last of several is told: who comes second sees the first.
    perform pg_advisory_xact_lock(7230017, door)
    from (
    select distinct hashtext(seen.door) as door from (
    select home::text as door from engagement.visit where event = any (told)
    union all select block::text from engagement.block_card where event = any (told)
    ) seen order by 1
    ) doors;
    perform engagement.write_pages(told, made);
    end
  grant execute to mettrace_registrar

function engagement.request_stands(told uuid, left_by uuid) returns boolean language sql stable
  -- Whether what a household asked for stands: the visit that left its card does, and it has not said another thing since.
    BEGIN ATOMIC
    SELECT (engagement.stands(left_by) AND (NOT (EXISTS ( SELECT
    FROM (engagement.card_request r
    JOIN engagement.card_request later ON ((later.home = r.home)))
    WHERE ((r.message = request_stands.told) AND (r.event = request_stands.left_by) AND ((later.what = 'needs'::text) = (r.what = 'needs'::text)) AND (ROW(later.at, later.message) > ROW(r.at, r.message)) AND engagement.stands(later.event))))));
    END
  grant execute to PUBLIC

function engagement.resident_stands(who uuid, by_phone boolean) returns boolean language sql stable
  -- Whether a registration stands: whom a phone registered while one of the events that name them does, anybody else always.
    BEGIN ATOMIC
    SELECT ((NOT by_phone) OR (EXISTS ( SELECT
    FROM engagement.consent c
    WHERE ((c.resident = resident_stands.who) AND engagement.stands(c.id)))));
    END
  grant execute to PUBLIC
  grant execute to mettrace_control_room

function engagement.revoke_lost_phone(act uuid, lost uuid, why text, now_at timestamp with time zone) returns boolean language sql security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose the control room revokes a phone that is lost; operation alteration; columns none, whether the phone is revoked now.
    BEGIN ATOMIC
    INSERT INTO engagement.phone_act (id, phone, kind, words, ward, bcu, actor, at)  SELECT revoke_lost_phone.act AS act,
    phone.id,
    'revoked',
    revoke_lost_phone.why AS why,
    phone.ward,
    phone.bcu,
    foundation.actor_id() AS actor_id,
    revoke_lost_phone.now_at AS now_at
    FROM engagement.phone phone
    WHERE ((phone.id = revoke_lost_phone.lost) AND (foundation.actor_id() IS NOT NULL) AND (NOT (EXISTS ( SELECT
    FROM engagement.phone_act before
    WHERE ((before.phone = phone.id) AND (before.kind = 'revoked'::text)))))) ON CONFLICT DO NOTHING;
    SELECT ((foundation.actor_id() IS NOT NULL) AND (EXISTS ( SELECT
    FROM engagement.phone_act stands
    WHERE ((stands.phone = revoke_lost_phone.lost) AND (stands.kind = 'revoked'::text)))));
    END

function engagement.saturation_settings() returns TABLE(target double precision, tries integer, silent_hours double precision) language sql stable security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose what saturation is held to; operation none; columns three settings, of nobody.
    BEGIN ATOMIC
    SELECT ( SELECT s.value
    FROM foundation.setting s
    WHERE (s.name = 'saturation'::text)
    ORDER BY s.version DESC
    LIMIT 1) AS value,
    (( SELECT s.value
    FROM foundation.setting s
    WHERE (s.name = 'tries at a door'::text)
    ORDER BY s.version DESC
    LIMIT 1))::integer AS value,
    ( SELECT s.value
    FROM foundation.setting s
    WHERE (s.name = 'hours until a phone is silent'::text)
    ORDER BY s.version DESC
    LIMIT 1) AS value
    WHERE (foundation.actor_id() IS NOT NULL);
    END
  grant execute to mettrace_auditor
  grant execute to mettrace_control_room
  grant execute to mettrace_data_protection
  grant execute to mettrace_finance
  grant execute to mettrace_planner
  grant execute to mettrace_prevention_pcso
  grant execute to mettrace_programme_lead
  grant execute to mettrace_sergeant
  grant execute to mettrace_stock_keeper
  grant execute to mettrace_ward_officer

function engagement.signs_leave() returns trigger language plpgsql security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose signs and notices of the made-up city leave with its homes; operation erasure of what is made up; columns none.
    begin
    if exists (select from foundation.demonstration where state <> 'none') then
    delete from engagement.sign_picture;
    delete from engagement.file;
    delete from engagement.sign_check;
    delete from engagement.sign;
    delete from engagement.notice;
    end if;
    return null;
    end
  grant execute to mettrace_importer
  grant execute to mettrace_auditor
  grant execute to mettrace_control_room
  grant execute to mettrace_data_protection
  grant execute to mettrace_finance
  grant execute to mettrace_planner
  grant execute to mettrace_prevention_pcso
  grant execute to mettrace_programme_lead
  grant execute to mettrace_sergeant
  grant execute to mettrace_stock_keeper
  grant execute to mettrace_ward_officer

function engagement.spot_check_counts(of_check uuid, of_kind text, of_day date, of_area text) returns TABLE(is_reported boolean, homes integer, drawn integer, marked integer, not_marked integer, nothing integer, refused integer, no_answer integer, target double precision, poor double precision, at_least integer, missed double precision, falsely_accepted double precision, drawn_on date, closed_on date) language sql stable security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose whether what was reported of an area is true; operation none, it counts; columns numbers of doors of closed checks, of areas with a home or a deployment of one's own places.
    BEGIN ATOMIC
    WITH chosen AS (
    SELECT c.id,
    c.target,
    c.poor,
    ((e.at AT TIME ZONE 'Europe/London'::text))::date AS closed_on
    FROM (engagement.spot_check c
    JOIN engagement.spot_end e ON (((e.spot_check = c.id) AND (e.how = 'closed'::text))))
    WHERE (
    CASE
    WHEN (spot_check_counts.of_check IS NULL) THEN ((c.kind = spot_check_counts.of_kind) AND (c.valid_from = spot_check_counts.of_day) AND (c.area = spot_check_counts.of_area))
    ELSE (c.id = spot_check_counts.of_check)
    END AND (EXISTS ( SELECT
    FROM engagement.areas_seen(c.kind, c.valid_from, ARRAY[c.area]) areas_seen(code, place))))
    ORDER BY e.at DESC, c.id DESC
    LIMIT 1
    ), last AS (
    SELECT d_1.spot_check,
    d_1.is_reported,
    ( SELECT f.found
    FROM engagement.spot_finding f
    WHERE ((f.spot_check = d_1.spot_check) AND (f.home = d_1.home))
    ORDER BY f.at DESC, f.id DESC
    LIMIT 1) AS found
    FROM engagement.spot_door d_1
    WHERE (d_1.spot_check IN ( SELECT chosen_1.id
    FROM chosen chosen_1))
    )
    SELECT stratum.is_reported,
    stratum.homes,
    stratum.drawn,
    (( SELECT count(*) AS count
    FROM last l
    WHERE ((l.is_reported = stratum.is_reported) AND (l.found = 'marked'::text))))::integer AS count,
    (( SELECT count(*) AS count
    FROM last l
    WHERE ((l.is_reported = stratum.is_reported) AND (l.found = 'not marked'::text))))::integer AS count,
    (( SELECT count(*) AS count
    FROM last l
    WHERE ((l.is_reported = stratum.is_reported) AND (l.found = 'nothing'::text))))::integer AS count,
    (( SELECT count(*) AS count
    FROM last l
    WHERE ((l.is_reported = stratum.is_reported) AND (l.found = 'refused'::text))))::integer AS count,
    (( SELECT count(*) AS count
    FROM last l
    WHERE ((l.is_reported = stratum.is_reported) AND (l.found = 'no answer'::text))))::integer AS count,
    chosen.target,
    chosen.poor,
    d.at_least,
    d.missed,
    d.falsely_accepted,
    ((d.at AT TIME ZONE 'Europe/London'::text))::date AS timezone,
    chosen.closed_on
    FROM ((chosen
    JOIN engagement.spot_draw d ON ((d.id = chosen.id)))
    CROSS JOIN LATERAL ( VALUES (true,d.homes_reported,d.drawn_reported), (false,d.homes_others,d.drawn_others)) stratum(is_reported, homes, drawn));
    END

function engagement.spot_check_doors(of_check uuid) returns TABLE(turn integer, home uuid, ward text, bcu text, street text, number text, core text, flat integer, postcode text, found text, at timestamp with time zone, tries integer) language sql stable security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose an officer goes to the doors of a spot check; operation consultation; columns address and what the officer found, nothing of what was reported.
    BEGIN ATOMIC
    SELECT d.turn,
    h.id,
    h.ward,
    h.bcu,
    COALESCE(fact.street, h.street) AS "coalesce",
    COALESCE(fact.number, h.number) AS "coalesce",
    h.core,
    CASE
    WHEN (fact.uprn IS NULL) THEN h.flat
    ELSE fact.flat
    END AS flat,
    COALESCE(fact.postcode, h.postcode) AS "coalesce",
    last.found,
    last.at,
    (COALESCE(last.tries, (0)::bigint))::integer AS "coalesce"
    FROM ((((engagement.spot_check c
    JOIN engagement.spot_door d ON ((d.spot_check = c.id)))
    JOIN engagement.home h ON ((h.id = d.home)))
    LEFT JOIN LATERAL ( SELECT f.uprn,
    f.street,
    f.number,
    f.flat,
    f.postcode
    FROM (places.address_fact f
    JOIN places.address_decision a ON (((a.edition = f.edition) AND a.accepted)))
    WHERE (f.uprn = h.uprn)
    ORDER BY a.turn DESC
    LIMIT 1) fact ON (true))
    LEFT JOIN LATERAL ( SELECT f.found,
    f.at,
    count(*) OVER () AS tries
    FROM engagement.spot_finding f
    WHERE ((f.spot_check = d.spot_check) AND (f.home = d.home))
    ORDER BY f.at DESC, f.id DESC
    LIMIT 1) last ON (true))
    WHERE ((c.id = spot_check_doors.of_check) AND (engagement.checker_of(c.id, d.bcu) = foundation.proved_person()) AND (NOT (EXISTS ( SELECT
    FROM engagement.spot_end e
    WHERE (e.spot_check = c.id)))));
    END
  grant execute to mettrace_prevention_pcso
  grant execute to mettrace_ward_officer

function engagement.spot_check_led(of_check uuid) returns TABLE(id uuid, area text, bcus text[], checkers uuid[], is_led boolean, target double precision, half_width double precision, poor double precision, error double precision, after_head bigint, ordered_at timestamp with time zone, ordered_by text, head bigint, seed text, doors integer, visited integer, unanswered integer, drawn_at timestamp with time zone, ended_at timestamp with time zone, ended_by text, how text, reason text) language sql stable security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose whoever leads a side of a spot check follows it; operation consultation; columns how it was ordered and drawn, by whom it is made, and numbers of doors, nothing of what was reported or found.
    BEGIN ATOMIC
    SELECT c.id,
    c.area,
    COALESCE(side.bcus, ARRAY[c.bcu]) AS "coalesce",
    COALESCE(side.checkers, ARRAY[c.checker]) AS "coalesce",
    engagement.leads_check(c.id) AS leads_check,
    c.target,
    c.half_width,
    c.poor,
    c.error,
    c.after_head,
    c.at,
    c.actor,
    d.head,
    d.seed,
    COALESCE((d.drawn_reported + d.drawn_others), 0) AS "coalesce",
    last.visited,
    last.unanswered,
    d.at,
    e.at,
    e.actor,
    e.how,
    e.reason
    FROM ((((engagement.spot_check c
    CROSS JOIN LATERAL ( SELECT array_agg(s.checker ORDER BY s.bcu) AS checkers,
    array_agg(s.bcu ORDER BY s.bcu) AS bcus
    FROM engagement.spot_side s
    WHERE (s.spot_check = c.id)) side)
    LEFT JOIN engagement.spot_draw d ON ((d.id = c.id)))
    LEFT JOIN engagement.spot_end e ON ((e.spot_check = c.id)))
    CROSS JOIN LATERAL ( SELECT (count(*))::integer AS visited,
    (count(*) FILTER (WHERE (each.found = ANY (ARRAY['refused'::text, 'no answer'::text]))))::integer AS unanswered
    FROM ( SELECT DISTINCT ON (f.home) f.found
    FROM engagement.spot_finding f
    WHERE (f.spot_check = c.id)
    ORDER BY f.home, f.at DESC, f.id DESC) each) last)
    WHERE ((c.id = spot_check_led.of_check) AND (foundation.actor_id() IS NOT NULL) AND ((foundation.acting_role() <> 'sergeant'::text) OR (COALESCE(side.bcus, ARRAY[c.bcu]) && ARRAY( SELECT foundation.acting_places() AS acting_places))));
    END
  grant execute to mettrace_auditor
  grant execute to mettrace_data_protection
  grant execute to mettrace_programme_lead
  grant execute to mettrace_sergeant

function engagement.spot_checks() returns TABLE(id uuid, area text, checkers uuid[], is_own boolean, is_led boolean, doors integer, answered integer, ordered_at timestamp with time zone, drawn_at timestamp with time zone, ended_at timestamp with time zone, how text) language sql stable security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose which spot checks there are, and which an officer has; operation consultation; columns area, checkers, numbers of doors and when, nothing of what was reported or found.
    BEGIN ATOMIC
    SELECT c.id,
    c.area,
    CASE
    WHEN own.is_own THEN ARRAY[foundation.proved_person()]
    ELSE COALESCE(side.checkers, ARRAY[c.checker])
    END AS "coalesce",
    own.is_own,
    engagement.leads_check(c.id) AS leads_check,
    (( SELECT count(*) AS count
    FROM engagement.spot_door d_1
    WHERE ((d_1.spot_check = c.id) AND ((NOT own.is_own) OR (engagement.checker_of(c.id, d_1.bcu) = foundation.proved_person())))))::integer AS count,
    (( SELECT count(DISTINCT f.home) AS count
    FROM engagement.spot_finding f
    WHERE ((f.spot_check = c.id) AND ((NOT own.is_own) OR (engagement.checker_of(c.id, f.bcu) = foundation.proved_person())))))::integer AS count,
    c.at,
    d.at,
    e.at,
    e.how
    FROM ((((engagement.spot_check c
    CROSS JOIN LATERAL ( SELECT (foundation.acting_role() = ANY (ARRAY['ward_officer'::text, 'prevention_pcso'::text])) AS is_own) own)
    CROSS JOIN LATERAL ( SELECT array_agg(s.checker ORDER BY s.bcu) AS checkers,
    array_agg(s.bcu) AS bcus
    FROM engagement.spot_side s
    WHERE (s.spot_check = c.id)) side)
    LEFT JOIN engagement.spot_draw d ON ((d.id = c.id)))
    LEFT JOIN engagement.spot_end e ON ((e.spot_check = c.id)))
    WHERE ((foundation.actor_id() IS NOT NULL) AND
    CASE
    WHEN own.is_own THEN (foundation.proved_person() = ANY (COALESCE(side.checkers, ARRAY[c.checker])))
    WHEN (foundation.acting_role() = 'sergeant'::text) THEN (COALESCE(side.bcus, ARRAY[c.bcu]) && ARRAY( SELECT foundation.acting_places() AS acting_places))
    ELSE true
    END);
    END
  grant execute to mettrace_auditor
  grant execute to mettrace_data_protection
  grant execute to mettrace_prevention_pcso
  grant execute to mettrace_programme_lead
  grant execute to mettrace_sergeant
  grant execute to mettrace_ward_officer

function engagement.spot_checks_leave() returns trigger language plpgsql security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose spot checks of the made-up city leave with its homes; operation erasure of what is made up; columns none.
    begin
    if exists (select from foundation.demonstration where state <> 'none') then
    delete from engagement.spot_end;
    delete from engagement.spot_finding;
    delete from engagement.spot_door;
    delete from engagement.spot_draw;
    delete from engagement.spot_side;
    delete from engagement.spot_check;
    end if;
    return null;
    end
  grant execute to mettrace_importer

function engagement.stands(told uuid) returns boolean language sql stable
  -- Whether an event stands: neither undone, corrected nor given up.
    BEGIN ATOMIC
    SELECT COALESCE(( SELECT turn.stands
    FROM engagement.event_turn turn
    WHERE (turn.event = stands.told)
    ORDER BY turn.turn DESC
    LIMIT 1), true) AS "coalesce";
    END
  grant execute to PUBLIC

function engagement.states_of(asked uuid[]) returns TABLE(home uuid, ward text, bcu text, area text, street text, state text, is_offered boolean, tries integer, ends_on date) language sql stable
  -- What became of homes, worked out from their facts.
    BEGIN ATOMIC
    WITH there AS (
    SELECT h.id,
    h.ward,
    h.bcu,
    h.street,
    COALESCE(p.code, ''::text) AS area,
    CASE COALESCE(now.sort, 'dwelling'::text)
    WHEN 'dwelling'::text THEN true
    WHEN 'undivided'::text THEN true
    WHEN 'bedsit'::text THEN rule.bedsits
    WHEN 'shared'::text THEN (NOT rule.bedsits)
    ELSE false
    END AS counts,
    COALESCE((said.kind = 'exclude'::text), false) AS left_out
    FROM (((((engagement.home h
    CROSS JOIN ( SELECT COALESCE(( SELECT (s.value = (1)::double precision)
    FROM foundation.setting s
    WHERE (s.name = 'bedsits are homes'::text)
    ORDER BY s.version DESC
    LIMIT 1), true) AS bedsits) rule)
    LEFT JOIN places.counted_ground g ON (true))
    LEFT JOIN places.point_area p ON (((p.kind = g.kind) AND (p.valid_from = g.valid_from) AND (p.easting = h.easting) AND (p.northing = h.northing))))
    LEFT JOIN LATERAL ( SELECT f.sort
    FROM (places.address_fact f
    JOIN places.address_decision d ON (((d.edition = f.edition) AND d.accepted)))
    WHERE (f.uprn = h.uprn)
    ORDER BY d.turn DESC
    LIMIT 1) now ON (true))
    LEFT JOIN LATERAL ( SELECT o.kind
    FROM (engagement.home_proposal o
    JOIN engagement.home_decision d ON (((d.proposal = o.id) AND d.approved)))
    WHERE ((o.home = h.id) AND (o.kind = ANY (ARRAY['exclude'::text, 'restore'::text])))
    ORDER BY d.turn DESC
    LIMIT 1) said ON (true))
    WHERE (h.id = ANY (states_of.asked))
    ), kit AS (
    SELECT t_1.id AS home,
    m.kit,
    min(((m.at AT TIME ZONE 'Europe/London'::text))::date) AS given_on
    FROM ((there t_1
    JOIN engagement.kit_movement m ON (((m.home = t_1.id) AND (m.sequence IS NOT NULL))))
    JOIN engagement.kit_position p ON (((p.id = m.kit) AND (p.disputed = 0) AND (p.holder = ('home:'::text || t_1.id)))))
    WHERE (((m.from_holder IS DISTINCT FROM m.holder) OR (m.corrects IS NOT NULL)) AND (NOT (EXISTS ( SELECT
    FROM engagement.kit_movement c
    WHERE (c.corrects = m.id)))))
    GROUP BY t_1.id, m.kit
    ), applied AS (
    SELECT kit.home,
    LEAST(kit.given_on, told.applied_on) AS given_on,
    told.applied_on
    FROM (kit
    CROSS JOIN LATERAL ( SELECT GREATEST(( SELECT max(((v.at AT TIME ZONE 'Europe/London'::text))::date) AS max
    FROM ((engagement.visit v
    JOIN engagement.phone_event e ON ((e.id = v.event)))
    JOIN engagement.kit k ON ((k.id = kit.kit)))
    WHERE ((v.home = kit.home) AND (v.outcome = 'protected'::text) AND (e.kit = k.serial) AND COALESCE(( SELECT t_1.stands
    FROM engagement.event_turn t_1
    WHERE (t_1.event = v.event)
    ORDER BY t_1.turn DESC
    LIMIT 1), true))), ( SELECT max(s.applied_on) AS max
    FROM engagement.kit_statement s
    WHERE ((s.home = kit.home) AND (s.kit = kit.kit)))) AS applied_on) told)
    ), mark AS (
    SELECT a.home,
    a.given_on,
    (a.applied_on IS NOT NULL) AS is_applied,
    LEAST(( SELECT
    CASE
    WHEN bool_and((lived.to_day IS NOT NULL)) THEN (max(lived.to_day) + 1)
    ELSE NULL::date
    END AS "case"
    FROM ( SELECT COALESCE(r.to_day, ( SELECT s.leaves_on
    FROM engagement.kit_statement s
    WHERE ((s.home = r.home) AND (s.what = 'moving'::text) AND (r.id = ANY (s.residents)))
    ORDER BY s.at DESC, s.id DESC
    LIMIT 1)) AS to_day
    FROM engagement.resident r
    WHERE ((r.home = a.home) AND ((NOT r.by_phone) OR (EXISTS ( SELECT
    FROM engagement.consent c
    WHERE ((c.resident = r.id) AND COALESCE(( SELECT t_1.stands
    FROM engagement.event_turn t_1
    WHERE (t_1.event = c.id)
    ORDER BY t_1.turn DESC
    LIMIT 1), true))))))
    UNION ALL
    ( SELECT s.leaves_on
    FROM engagement.kit_statement s
    WHERE ((s.home = a.home) AND (s.what = 'moving'::text) AND (s.residents = '{}'::uuid[]))
    ORDER BY s.at DESC, s.id DESC
    LIMIT 1)) lived
    WHERE (COALESCE(lived.to_day, 'infinity'::date) >= a.given_on)),
    CASE
    WHEN (to_char((a.applied_on)::timestamp with time zone, 'MMDD'::text) = '0229'::text) THEN (((a.applied_on + 1) + '5 years'::interval))::date
    ELSE ((a.applied_on + '5 years'::interval))::date
    END) AS ends_on
    FROM applied a
    ), word AS (
    SELECT v.home,
    v.event AS id,
    v.outcome,
    v.at,
    ((v.at AT TIME ZONE 'Europe/London'::text))::date AS day,
    true AS is_try,
    (v.outcome = ANY (ARRAY['refused'::text, 'come-back'::text, 'tell-sergeant'::text, 'delivered'::text, 'protected'::text])) AS met
    FROM engagement.visit v
    WHERE ((v.home = ANY (states_of.asked)) AND (v.outcome <> 'leave-out'::text) AND COALESCE(( SELECT t_1.stands
    FROM engagement.event_turn t_1
    WHERE (t_1.event = v.event)
    ORDER BY t_1.turn DESC
    LIMIT 1), true))
    UNION ALL
    SELECT r.home,
    r.message,
    'refused'::text,
    r.at,
    ((r.at AT TIME ZONE 'Europe/London'::text))::date AS timezone,
    false,
    true
    FROM engagement.card_request r
    WHERE ((r.home = ANY (states_of.asked)) AND (r.what = 'decline'::text) AND engagement.request_stands(r.message, r.event))
    ), fact AS (
    SELECT word.home,
    word.day
    FROM word
    UNION ALL
    SELECT mark.home,
    mark.given_on
    FROM mark
    ), begun AS (
    SELECT m.home,
    max(m.ends_on) AS day
    FROM mark m
    WHERE ((m.ends_on IS NOT NULL) AND (NOT (EXISTS ( SELECT
    FROM mark o
    WHERE ((o.home = m.home) AND (o.given_on < m.ends_on) AND (COALESCE(o.ends_on, 'infinity'::date) > m.ends_on))))) AND (EXISTS ( SELECT
    FROM fact f
    WHERE ((f.home = m.home) AND (f.day >= m.ends_on)))))
    GROUP BY m.home
    ), kits AS (
    SELECT m.home,
    bool_or(m.is_applied) AS applied,
    max(m.ends_on) FILTER (WHERE m.is_applied) AS marks_end,
    CASE
    WHEN bool_and((m.ends_on IS NOT NULL)) THEN max(m.ends_on)
    ELSE NULL::date
    END AS all_end
    FROM (mark m
    LEFT JOIN begun ON ((begun.home = m.home)))
    WHERE ((begun.day IS NULL) OR (m.given_on >= begun.day))
    GROUP BY m.home
    ), words AS (
    SELECT w.home,
    (count(*) FILTER (WHERE w.is_try))::integer AS tries,
    bool_or(w.met) AS met,
    (array_agg(w.outcome ORDER BY w.at DESC, w.id DESC) FILTER (WHERE w.met))[1] AS said
    FROM (word w
    LEFT JOIN begun ON ((begun.home = w.home)))
    WHERE ((begun.day IS NULL) OR (w.day >= begun.day))
    GROUP BY w.home
    )
    SELECT t.id,
    t.ward,
    t.bcu,
    t.area,
    t.street,
    CASE
    WHEN (NOT t.counts) THEN 'outside'::text
    WHEN t.left_out THEN 'excluded'::text
    WHEN kits.applied THEN 'protected'::text
    WHEN (kits.home IS NOT NULL) THEN 'delivered'::text
    WHEN (words.said = 'refused'::text) THEN 'refused'::text
    WHEN words.met THEN 'come back'::text
    WHEN (words.home IS NOT NULL) THEN 'no answer'::text
    ELSE 'not yet'::text
    END AS "case",
    ((kits.home IS NOT NULL) OR COALESCE(words.met, false)),
    COALESCE(words.tries, 0) AS "coalesce",
    CASE
    WHEN kits.applied THEN kits.marks_end
    ELSE kits.all_end
    END AS all_end
    FROM ((there t
    LEFT JOIN kits ON ((kits.home = t.id)))
    LEFT JOIN words ON ((words.home = t.id)));
    END
  grant execute to PUBLIC

function engagement.subject_access(subject uuid) returns TABLE(held_in text, record jsonb, data_key bytea, key_version integer, name bytea, contact bytea, vulnerability bytea, body bytea) language sql stable security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose a person's right of access (UK GDPR art. 15, DPA 2018 s.45); operation disclosure; columns all that is held of one resident.
    BEGIN ATOMIC
    WITH who AS (
    SELECT r.id,
    r.home,
    r.from_day,
    COALESCE(r.to_day, engagement.left_on(r.id), 'infinity'::date) AS to_day
    FROM engagement.resident r
    WHERE ((r.id = subject_access.subject) AND (foundation.actor_id() IS NOT NULL))
    )
    SELECT 'engagement.resident'::text AS text,
    ((to_jsonb(r.*) - ARRAY['data_key'::text, 'key_version'::text, 'name'::text, 'contact'::text, 'vulnerability'::text, 'name_digest'::text, 'contact_digest'::text]) || jsonb_build_object('stands', engagement.resident_stands(r.id, r.by_phone))),
    r.data_key,
    r.key_version,
    r.name,
    r.contact,
    r.vulnerability,
    NULL::bytea AS bytea
    FROM (who
    JOIN engagement.resident r ON ((r.id = who.id)))
    UNION ALL
    SELECT 'engagement.consent'::text AS text,
    jsonb_build_object('at', c.at, 'agreed', true, 'notice_version', c.notice, 'notice_of', c.notice_day, 'language', c.language, 'stands', engagement.stands(c.id), 'officer', c.actor) AS jsonb_build_object,
    NULL::bytea AS bytea,
    NULL::integer AS int4,
    NULL::bytea AS bytea,
    NULL::bytea AS bytea,
    NULL::bytea AS bytea,
    NULL::bytea AS bytea
    FROM (who
    JOIN engagement.consent c ON ((c.resident = who.id)))
    UNION ALL
    SELECT 'engagement.home'::text AS text,
    to_jsonb(home.*) AS to_jsonb,
    NULL::bytea AS bytea,
    NULL::integer AS int4,
    NULL::bytea AS bytea,
    NULL::bytea AS bytea,
    NULL::bytea AS bytea,
    NULL::bytea AS bytea
    FROM (who
    JOIN engagement.home ON ((home.id = who.home)))
    UNION ALL
    SELECT 'engagement.kit_movement'::text AS text,
    jsonb_build_object('id', moved.id, 'at', moved.at, 'kind', moved.kind, 'home', moved.home, 'ward', moved.ward, 'bcu', moved.bcu, 'recorded_at', moved.recorded_at, 'disputed', (moved.sequence IS NULL)) AS jsonb_build_object,
    NULL::bytea AS bytea,
    NULL::integer AS int4,
    NULL::bytea AS bytea,
    NULL::bytea AS bytea,
    NULL::bytea AS bytea,
    NULL::bytea AS bytea
    FROM (who
    JOIN engagement.kit_movement moved ON ((moved.home = who.home)))
    WHERE ((((moved.at AT TIME ZONE 'Europe/London'::text))::date >= who.from_day) AND (((moved.at AT TIME ZONE 'Europe/London'::text))::date <= who.to_day))
    UNION ALL
    SELECT 'engagement.visit'::text AS text,
    jsonb_build_object('at', v.at, 'outcome', v.outcome, 'card', v.card, 'language', v.language, 'needs', v.needs, 'sticker', v.sticker, 'stands', engagement.stands(v.event), 'officer', v.actor) AS jsonb_build_object,
    NULL::bytea AS bytea,
    NULL::integer AS int4,
    NULL::bytea AS bytea,
    NULL::bytea AS bytea,
    NULL::bytea AS bytea,
    NULL::bytea AS bytea
    FROM (who
    JOIN engagement.visit v ON ((v.home = who.home)))
    WHERE ((((v.at AT TIME ZONE 'Europe/London'::text))::date >= who.from_day) AND (((v.at AT TIME ZONE 'Europe/London'::text))::date <= who.to_day))
    UNION ALL
    SELECT 'engagement.phone_look'::text AS text,
    jsonb_build_object('day', l.day, 'officer', l.actor) AS jsonb_build_object,
    NULL::bytea AS bytea,
    NULL::integer AS int4,
    NULL::bytea AS bytea,
    NULL::bytea AS bytea,
    NULL::bytea AS bytea,
    NULL::bytea AS bytea
    FROM (who
    JOIN engagement.phone_look l ON ((l.home = who.home)))
    WHERE ((l.day >= who.from_day) AND (l.day <= who.to_day))
    UNION ALL
    SELECT 'engagement.appointment'::text AS text,
    jsonb_build_object('from', a.from_at, 'to', a.to_at, 'stands', engagement.stands(a.event), 'officer', a.actor) AS jsonb_build_object,
    NULL::bytea AS bytea,
    NULL::integer AS int4,
    NULL::bytea AS bytea,
    NULL::bytea AS bytea,
    NULL::bytea AS bytea,
    NULL::bytea AS bytea
    FROM (who
    JOIN engagement.appointment a ON ((a.home = who.home)))
    WHERE ((((a.from_at AT TIME ZONE 'Europe/London'::text))::date >= who.from_day) AND (((a.from_at AT TIME ZONE 'Europe/London'::text))::date <= who.to_day))
    UNION ALL
    SELECT 'engagement.card_request'::text AS text,
    jsonb_build_object('at', r.at, 'card', r.card, 'what', r.what, 'from', r.from_at, 'to', r.to_at, 'language', r.language, 'needs', r.needs, 'stands', engagement.request_stands(r.message, r.event)) AS jsonb_build_object,
    NULL::bytea AS bytea,
    NULL::integer AS int4,
    NULL::bytea AS bytea,
    NULL::bytea AS bytea,
    NULL::bytea AS bytea,
    NULL::bytea AS bytea
    FROM (who
    JOIN engagement.card_request r ON ((r.home = who.home)))
    WHERE ((((r.at AT TIME ZONE 'Europe/London'::text))::date >= who.from_day) AND (((r.at AT TIME ZONE 'Europe/London'::text))::date <= who.to_day))
    UNION ALL
    SELECT 'engagement.kit_statement'::text AS text,
    jsonb_build_object('at', s.at, 'what', s.what, 'applied_on', s.applied_on, 'leaves_on', s.leaves_on) AS jsonb_build_object,
    NULL::bytea AS bytea,
    NULL::integer AS int4,
    NULL::bytea AS bytea,
    NULL::bytea AS bytea,
    NULL::bytea AS bytea,
    NULL::bytea AS bytea
    FROM (who
    JOIN engagement.kit_statement s ON ((s.home = who.home)))
    WHERE ((((s.at AT TIME ZONE 'Europe/London'::text))::date >= who.from_day) AND (((s.at AT TIME ZONE 'Europe/London'::text))::date <= who.to_day))
    UNION ALL
    SELECT 'engagement.spot_finding'::text AS text,
    jsonb_build_object('at', f.at, 'found', f.found, 'officer', f.actor) AS jsonb_build_object,
    NULL::bytea AS bytea,
    NULL::integer AS int4,
    NULL::bytea AS bytea,
    NULL::bytea AS bytea,
    NULL::bytea AS bytea,
    NULL::bytea AS bytea
    FROM (who
    JOIN engagement.spot_finding f ON ((f.home = who.home)))
    WHERE ((((f.at AT TIME ZONE 'Europe/London'::text))::date >= who.from_day) AND (((f.at AT TIME ZONE 'Europe/London'::text))::date <= who.to_day))
    UNION ALL
    SELECT 'engagement.safety_note'::text AS text,
    jsonb_build_object('at', n.at, 'risk', n.risk, 'note', n.note, 'stands', engagement.stands(n.event), 'officer', n.actor) AS jsonb_build_object,
    NULL::bytea AS bytea,
    NULL::integer AS int4,
    NULL::bytea AS bytea,
    NULL::bytea AS bytea,
    NULL::bytea AS bytea,
    NULL::bytea AS bytea
    FROM (who
    JOIN engagement.safety_note n ON ((n.home = who.home)))
    WHERE ((((n.at AT TIME ZONE 'Europe/London'::text))::date >= who.from_day) AND (((n.at AT TIME ZONE 'Europe/London'::text))::date <= who.to_day))
    UNION ALL
    SELECT 'engagement.phone_event'::text AS text,
    jsonb_build_object('id', e.id, 'at', e.at, 'received_at', e.received_at, 'kind', e.kind, 'kit', e.kit, 'decision', e.decision, 'reason', e.reason, 'stands', engagement.stands(e.id), 'erased_at', e.erased_at, 'officer', e.actor, 'sergeant', d.actor, 'decided', d.decision, 'decided_because', d.reason, 'resident', e.resident, 'before', (((e.at AT TIME ZONE 'Europe/London'::text))::date < who.from_day)) AS jsonb_build_object,
    e.data_key,
    e.key_version,
    NULL::bytea AS bytea,
    NULL::bytea AS bytea,
    NULL::bytea AS bytea,
    e.body
    FROM (((who
    CROSS JOIN engagement.events_about(subject_access.subject) told(id))
    JOIN engagement.phone_event e ON ((e.id = told.id)))
    LEFT JOIN engagement.set_aside_decision d ON ((d.event = e.id)))
    UNION ALL
    SELECT 'enforcement.incident'::text AS text,
    jsonb_build_object('reported_at', incident.reported_at, 'classification', incident.classification, 'sticker_seen', incident.sticker_seen) AS jsonb_build_object,
    NULL::bytea AS bytea,
    NULL::integer AS int4,
    NULL::bytea AS bytea,
    NULL::bytea AS bytea,
    NULL::bytea AS bytea,
    NULL::bytea AS bytea
    FROM ((who
    JOIN engagement.home ON ((home.id = who.home)))
    JOIN enforcement.incident ON ((incident.uprn = home.uprn)))
    WHERE ((((incident.reported_at AT TIME ZONE 'Europe/London'::text))::date >= who.from_day) AND (((incident.reported_at AT TIME ZONE 'Europe/London'::text))::date <= who.to_day))
    UNION ALL
    SELECT 'engagement.letter'::text AS text,
    jsonb_build_object('at', l.made_at, 'about', l.about, 'way', l.way, 'language', l.language) AS jsonb_build_object,
    NULL::bytea AS bytea,
    NULL::integer AS int4,
    NULL::bytea AS bytea,
    NULL::bytea AS bytea,
    NULL::bytea AS bytea,
    NULL::bytea AS bytea
    FROM (who
    JOIN engagement.letter l ON ((l.resident = who.id)))
    UNION ALL
    SELECT 'engagement.correction'::text AS text,
    jsonb_build_object('id', c.id, 'at', c.at, 'done', a.done, 'answer', a.reason, 'answered', a.at, 'sergeant', a.actor) AS jsonb_build_object,
    c.data_key,
    c.key_version,
    NULL::bytea AS bytea,
    NULL::bytea AS bytea,
    NULL::bytea AS bytea,
    c.words
    FROM ((who
    JOIN engagement.correction c ON ((c.resident = who.id)))
    LEFT JOIN engagement.correction_answer a ON ((a.correction = c.id)));
    END
  grant execute to mettrace_data_protection

function engagement.surveys_leave() returns trigger language plpgsql security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose surveys of the made-up city leave with its homes; operation erasure of what is made up; columns none.
    begin
    if exists (select from foundation.demonstration where state <> 'none') then
    delete from engagement.survey_count;
    end if;
    return null;
    end
  grant execute to mettrace_importer

function engagement.take_card_messages() returns SETOF uuid language plpgsql security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose what a household said by its card goes to its home; operation collection; columns the homes.
    begin
    return query with meant as (
    select m.id, v.event, v.home, v.ward, v.bcu, v.card, v.at as left_at
    from engagement.card_message m
    cross join lateral (
    select c.is_left, c.event from engagement.left_card c where c.card = m.card order by c.turn desc limit 1
    ) last
    join engagement.visit v on v.event = last.event and v.card = m.card
    join engagement.home h on h.id = v.home
    where last.is_left and engagement.stands(v.event)
    and (h.postcode = m.postcode
    or exists (select from places.address_fact f where f.uprn = h.uprn and f.postcode = m.postcode))
    and not exists (select from engagement.card_request r where r.message = m.id and r.event = v.event)
    union all
    select m.id, v.event, v.home, v.ward, v.bcu, v.card, v.at
    from engagement.card_message m
    cross join lateral (
    select (array_agg(h.id))[1] as id from engagement.home h
    where h.postcode = m.postcode and upper(h.number) = m.number and h.flat is not distinct from m.flat having count(*) = 1
    ) there
    cross join lateral (
    select v.* from engagement.visit v join engagement.left_card c on c.card = v.card and c.event = v.event
    where v.home = there.id and c.is_left and engagement.stands(v.event)
    and not exists (select from engagement.left_card later where later.card = c.card and later.turn > c.turn)
    order by v.at desc, v.event desc limit 1
    ) v
    where m.card is null
    and not exists (select from engagement.card_request r where r.message = m.id and engagement.stands(r.event))
    ), added as (
    insert into engagement.card_request (message, event, home, ward, bcu, card, what, from_at, to_at, language, needs, at)
    select m.id, meant.event, meant.home, meant.ward, meant.bcu, meant.card, m.what, m.from_at, m.to_at, m.language, m.needs, m.at
    from meant join engagement.card_message m on m.id = meant.id
    where m.at < meant.left_at + interval '180 days'
    order by m.at, m.id
    on conflict do nothing
    returning card_request.home
    )
    select distinct added.home from added;
    delete from engagement.card_message where at < now() - interval '30 days';
    end
  grant execute to mettrace_importer

function engagement.take_held_asks(by_mail boolean) returns SETOF uuid language plpgsql security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose whoever asks what is held of them is written to; operation consultation; columns the residents.
    declare
    asked record;
    begin
    perform pg_advisory_xact_lock(7230025);
    for asked in
    select a.*, r.id as resident, h.id as home, h.ward, h.bcu
    from engagement.held_ask a
    join engagement.resident r on r.name_digest = a.name_digest and engagement.may_be_written_to(r.id)
    join engagement.home h on h.id = r.home
    where h.postcode = a.postcode
    or exists (select from places.address_fact f where f.uprn = h.uprn and f.postcode = a.postcode)
    order by a.at, a.id, r.id
    loop
    continue when (select count(*) >= 3 or coalesce(bool_or(engagement.waits_for_paper(l.id)), false)
    from engagement.letter l where l.resident = asked.resident and l.made_at > now() - interval '1 day')
    or exists (select from engagement.letter l where l.resident = asked.resident and engagement.waits_for_paper(l.id));
    insert into engagement.letter (id, about, way, resident, home, ward, bcu, language)
    values (gen_random_uuid(), 'code', case when by_mail and not asked.on_paper then 'email' else 'paper' end,
    asked.resident, asked.home, asked.ward, asked.bcu, asked.language);
    return next asked.resident;
    end loop;
    delete from engagement.held_ask a
    where a.at < now() - interval '1 day' or exists (
    select from engagement.resident r join engagement.home h on h.id = r.home
    where r.name_digest = a.name_digest
    and (h.postcode = a.postcode
    or exists (select from places.address_fact f where f.uprn = h.uprn and f.postcode = a.postcode)));
    end
  grant execute to mettrace_importer

function engagement.take_kit_messages() returns TABLE(home uuid, resident uuid) language plpgsql security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose what a household said of its kit goes to its home; operation collection; columns the homes, and who registered.
    #variable_conflict use_column
    declare
    m record;
    whose uuid[];
    begin
    perform pg_advisory_xact_lock(7230021);
    for m in
    select told.*, (told.at at time zone 'Europe/London')::date as day, k.id as kit, h.id as at_home, h.ward, h.bcu
    from engagement.kit_message told
    join engagement.kit k on k.serial = told.serial and k.pin_digest = told.proof
    join engagement.kit_position p on p.id = k.id and p.disputed = 0
    join engagement.home h on p.holder = 'home:' || h.id
    where told.at >= (
    select moved.at from engagement.kit_movement moved
    where moved.kit = k.id and moved.sequence is not null and moved.home = h.id
    and (moved.from_holder is distinct from moved.holder or moved.corrects is not null)
    order by moved.sequence desc limit 1)
    and not exists (select from engagement.kit_statement s where s.id = told.id)
    and (select count(distinct tried.proof) from engagement.kit_message tried
    where tried.serial = told.serial and tried.proof <> told.proof
    and tried.at between told.at - interval '1 day' and told.at + interval '1 day') < 20
    order by told.at, told.id
    loop
    whose := array(
    select r.id from engagement.resident r
    where r.home = m.at_home and r.to_day is null and r.from_day <= coalesce(m.leaves_on, m.day)
    and coalesce(engagement.left_on(r.id), 'infinity') >= m.day and engagement.resident_stands(r.id, r.by_phone)
    and (m.what = 'moving' or (m.what = 'registered' and r.name_digest = m.name_digest
    and r.contact_digest is not distinct from m.contact_digest
    and engagement.left_on(r.id) is null))
    order by r.id limit case m.what when 'registered' then 1 end);
    if m.what = 'registered' then
    -- Who is registered already stays as they are.
    if cardinality(whose) = 0 then
    insert into engagement.resident (id, home, ward, bcu, from_day, data_key, key_version, name, contact, name_digest, contact_digest)
    values (m.id, m.at_home, m.ward, m.bcu, m.day, m.data_key, m.key_version, m.name, m.contact, m.name_digest, m.contact_digest);
    whose := array[m.id];
    resident := m.id;
    end if;
    end if;
    insert into engagement.kit_statement (id, kit, home, ward, bcu, what, applied_on, leaves_on, residents, at)
    values (m.id, m.kit, m.at_home, m.ward, m.bcu, m.what, case when m.is_applied then m.day end, m.leaves_on, whose, m.at);
    home := m.at_home;
    return next;
    resident := null;
    end loop;
    delete from engagement.kit_message k
    where k.at < now() - interval '30 days' or exists (select from engagement.kit_statement s where s.id = k.id);
    end
  grant execute to mettrace_importer
  grant execute to mettrace_control_room
  grant execute to mettrace_programme_lead

function engagement.team_figures(asked_at timestamp with time zone, silent_hours double precision) returns TABLE(bcu text, officers integer, heard_today integer, phones integer, silent integer, unsent integer, heard double precision) language sql stable security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose the control room sees how many are out and heard from; operation none, it counts; columns numbers of officers, phones and unsent records by BCU, and when phones were heard.
    BEGIN ATOMIC
    WITH day AS (
    SELECT ((team_figures.asked_at AT TIME ZONE 'Europe/London'::text))::date AS of,
    ((((team_figures.asked_at AT TIME ZONE 'Europe/London'::text))::date)::timestamp without time zone AT TIME ZONE 'Europe/London'::text) AS begins
    ), walking AS (
    SELECT DISTINCT a.bcu,
    ('person:'::text || a.person) AS actor
    FROM engagement.assignment a,
    day day_1
    WHERE (((day_1.of >= a.from_day) AND (day_1.of <= COALESCE(a.until_day, 'infinity'::date))) AND (NOT (EXISTS ( SELECT
    FROM engagement.assignment_end ended
    WHERE (ended.assignment = a.id)))) AND (foundation.actor_id() IS NOT NULL))
    ), contact AS MATERIALIZED (
    SELECT DISTINCT ON (c.actor, c.phone) c.actor,
    c.phone,
    c.at,
    c.unsent
    FROM (( SELECT DISTINCT walking.actor
    FROM walking) who
    JOIN engagement.phone_contact c ON ((c.actor = who.actor)))
    WHERE (NOT (EXISTS ( SELECT
    FROM engagement.phone_act x
    WHERE ((x.phone = c.phone) AND (x.kind = 'revoked'::text)))))
    ORDER BY c.actor, c.phone, c.at DESC
    ), used AS (
    SELECT c.actor,
    c.at,
    c.unsent,
    (c.at < (team_figures.asked_at - (team_figures.silent_hours * '01:00:00'::interval))) AS silent
    FROM contact c
    WHERE ((c.unsent > 0) OR (NOT (EXISTS ( SELECT
    FROM contact later
    WHERE ((later.actor = c.actor) AND (later.at > c.at))))))
    )
    SELECT w.bcu,
    (count(DISTINCT w.actor))::integer AS count,
    (count(DISTINCT w.actor) FILTER (WHERE (u.at >= day.begins)))::integer AS count,
    (count(u.at))::integer AS count,
    (count(*) FILTER (WHERE u.silent))::integer AS count,
    (COALESCE(sum(u.unsent), (0)::bigint))::integer AS "coalesce",
    (EXTRACT(epoch FROM COALESCE(min(u.at) FILTER (WHERE (NOT u.silent)), max(u.at))))::double precision AS "extract"
    FROM ((walking w
    CROSS JOIN day)
    LEFT JOIN used u ON ((u.actor = w.actor)))
    GROUP BY w.bcu
    ORDER BY w.bcu;
    END

function engagement.tell_assignments() returns trigger language plpgsql security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose the homes of an assignment go to its person's phone; operation none, nothing of it leaves the trigger; columns those of the pages.
    begin
    insert into engagement.page_change (reader, page, id, data)
    select 'person:' || a.person, a.id || '/assignment', a.id,
    jsonb_build_object('assignment', a.id, 'person', a.person, 'name', a.name, 'from', a.from_day, 'until', a.until_day,
    'streets', to_jsonb(a.streets))
    from engagement.assignment a where a.id in (select assignment from fresh) order by a.id;
    insert into engagement.page_change (reader, page, id, data)
    select 'person:' || a.person, a.id || '/ground', a.id, jsonb_build_object('assignment', a.id) || a.ground
    from engagement.assignment a where a.id in (select assignment from fresh) order by a.id;
    insert into engagement.page_change (reader, page, id, data)
    select 'person:' || a.person, a.id || '/homes', h.home,
    jsonb_build_object('home', h.home, 'address', h.address, 'postcode', h.postcode, 'street', h.street, 'door', h.door,
    'order', h.door_order, 'flat', h.flat, 'floor', h.floor, 'core', h.core,
    -- Flats behind one door are a block: the same one in whatever assignment, and in another ward never.
    'block', case when h.flat is not null then
    encode(substr(sha256(convert_to(concat_ws(E'\n', h.ward, h.postcode, h.street, h.door), 'UTF8')), 1, 16), 'hex')::uuid end,
    'latitude', h.latitude, 'longitude', h.longitude,
    -- Of a burgled home and of those around it alike: it is said of none that it was burgled.
    'first', case when h.comes_first then 'A burglary near here in the days before' end)
    from fresh h join engagement.assignment a on a.id = h.assignment order by a.id, h.street, h.door_order, h.home;
    perform engagement.renew_pages('{}', array(select distinct assignment from fresh));
    return null;
    end
  grant execute to mettrace_registrar

function engagement.tell_events() returns trigger language plpgsql security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose what an event tells goes to the phones of whoever walks there; operation none, nothing of it leaves the trigger; columns those of the pages.
    begin
    perform engagement.renew_pages(array(select distinct event from fresh), '{}');
    return null;
    end
  grant execute to mettrace_registrar

function engagement.tell_kits() returns trigger language plpgsql security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose the kits that somebody has are on their phone; operation none, nothing of it leaves the trigger; columns serial, since when, transfer and stop.
    begin
    with moved as (
    select m.*, case when m.holder like 'transit:%' then sent.to_holder else m.holder end as goes_to,
    case when m.from_holder like 'transit:%' then was.to_holder else m.from_holder end as comes_from
    from fresh m
    left join engagement.kit_act sent on sent.id = case when m.holder like 'transit:%' then substr(m.holder, 9)::uuid end
    left join engagement.kit_act was on was.id = case when m.from_holder like 'transit:%' then substr(m.from_holder, 9)::uuid end
    where m.sequence is not null
    )
    insert into engagement.page_change (reader, page, id, data)
    select told.reader, substr(told.reader, 8) || '/kits', kit.serial, told.data
    from (
    select comes_from as reader, kit, sequence, null::jsonb as data from moved
    where comes_from like 'person:%' and comes_from is distinct from goes_to
    union all
    select goes_to, moved.kit, moved.sequence,
    jsonb_build_object('kit', k.serial, 'since', to_char(moved.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    'transfer', case when moved.holder like 'transit:%' then substr(moved.holder, 9)::uuid end,
    'stopped', case when moved.kind in ('quarantined', 'recalled') then moved.kind
    when moved.kind <> 'released' then p.stopped end)
    from moved join engagement.kit k on k.id = moved.kit
    left join engagement.kit_position p on p.id = moved.kit
    where goes_to like 'person:%'
    ) told join engagement.kit on kit.id = told.kit
    order by told.sequence, kit.serial;
    return null;
    end
  grant execute to mettrace_registrar

function engagement.tell_requests() returns trigger language plpgsql security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose what a household asked for goes to the phones of whoever walks there; operation none, nothing of it leaves the trigger; columns those of the pages.
    begin
    perform engagement.renew_pages(array(select distinct event from fresh), '{}');
    return null;
    end
  grant execute to mettrace_registrar

function engagement.tell_set_aside() returns trigger language plpgsql security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose who recorded an event learns what becomes of it; operation none, nothing of it leaves the trigger; columns the answer and the decision.
    declare
    told uuid[];
    begin
    case tg_table_name
    when 'phone_event' then told := array(select id from fresh where decision = 'set aside');
    when 'event_turn' then told := array(select event from fresh where how <> 'accepted');
    else told := array(select event from fresh);
    end case;
    if cardinality(told) = 0 then return null; end if;
    insert into engagement.page_change (reader, page, id, data)
    select e.actor, substr(e.actor, 8) || '/set-aside', e.id,
    jsonb_build_object('event', e.answer, 'decided', coalesce(d.decision,
    case when engagement.stands(e.id) then 'waiting' when last.how = 'corrected' then 'accepted' else 'given-up' end))
    from engagement.phone_event e left join engagement.set_aside_decision d on d.event = e.id
    left join lateral (select how from engagement.event_turn t where t.event = e.id order by turn desc limit 1) last on true
    where e.id = any (told) and e.decision = 'set aside' order by e.id;
    return null;
    end
  grant execute to mettrace_registrar

function engagement.tell_walks() returns trigger language plpgsql security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose the order of a walk goes to its person's phone; operation none, nothing of it leaves the trigger; columns those of the page.
    begin
    insert into engagement.page_change (reader, page, id, data)
    select 'person:' || a.person, a.id || '/walk', a.id,
    jsonb_build_object('assignment', a.id, 'homes', walked.homes)
    from (
    select assignment, jsonb_agg(home order by place) as homes from engagement.round_home
    where assignment in (select assignment from fresh) group by assignment
    ) walked
    join engagement.assignment a on a.id = walked.assignment order by a.id;
    return null;
    end
  grant execute to mettrace_registrar

function engagement.trace(asked uuid[], on_day date) returns TABLE(kit uuid, serial text, movement uuid, at timestamp with time zone, gone_at timestamp with time zone, gone_as text, disputed boolean, contradicts boolean, home uuid, uprn bigint, street text, number text, core text, flat integer, postcode text, resident uuid, from_day date, last_day date, registered_at timestamp with time zone, erased_at timestamp with time zone, elsewhere boolean, data_key bytea, key_version integer, name bytea, contact bytea) language sql stable security definer set search_path=pg_catalog, pg_temp set plan_cache_mode=force_generic_plan
  -- Crossing: purpose trace a kit to its owners; operation combination; columns homes with address, from when to when they had it and whether that is disputed, and of whoever lived there on the day the days, name and contact.
    BEGIN ATOMIC
    SELECT k.id,
    k.serial,
    moved.id,
    came.at,
    gone.at,
    gone.kind,
    ("position".disputed > 0),
    (moved.sequence IS NULL),
    home.id,
    home.uprn,
    home.street,
    home.number,
    home.core,
    home.flat,
    home.postcode,
    resident.id,
    resident.from_day,
    COALESCE(resident.to_day, engagement.left_on(resident.id)) AS "coalesce",
    resident.registered_at,
    resident.erased_at,
    (EXISTS ( SELECT
    FROM engagement.resident other
    WHERE ((other.name_digest = resident.name_digest) AND (other.contact_digest = resident.contact_digest) AND (other.home <> resident.home) AND (other.from_day > resident.from_day) AND engagement.resident_stands(other.id, other.by_phone)))) AS "exists",
    resident.data_key,
    resident.key_version,
    resident.name,
    resident.contact
    FROM ((((((engagement.kit k
    JOIN engagement.kit_position "position" ON (("position".id = k.id)))
    JOIN engagement.kit_movement moved ON ((moved.kit = k.id)))
    JOIN engagement.home ON ((home.id = moved.home)))
    CROSS JOIN LATERAL ( SELECT COALESCE(( SELECT told.at
    FROM (engagement.kit_settlement s
    JOIN engagement.kit_movement told ON ((told.id = s.id)))
    WHERE ((moved.kind = 'settled'::text) AND (s.kit = moved.kit) AND s.accepted AND (told.holder = moved.holder))
    ORDER BY (abs(EXTRACT(epoch FROM (s.at - moved.recorded_at))))
    LIMIT 1), moved.at) AS at) came)
    LEFT JOIN LATERAL ( SELECT later.at,
    later.kind
    FROM engagement.kit_movement later
    WHERE ((later.kit = moved.kit) AND (later.sequence > moved.sequence) AND (later.holder <> moved.holder) AND (NOT (EXISTS ( SELECT
    FROM engagement.kit_movement correction
    WHERE (correction.corrects = later.id)))))
    ORDER BY later.sequence
    LIMIT 1) gone ON (true))
    LEFT JOIN engagement.resident ON (((resident.home = home.id) AND (((came.at AT TIME ZONE 'Europe/London'::text))::date <= trace.on_day) AND ((gone.at IS NULL) OR (resident.from_day <= ((gone.at AT TIME ZONE 'Europe/London'::text))::date)) AND ((trace.on_day >= resident.from_day) AND (trace.on_day <= COALESCE(resident.to_day, engagement.left_on(resident.id), 'infinity'::date))) AND engagement.resident_stands(resident.id, resident.by_phone))))
    WHERE ((k.id = ANY (trace.asked)) AND (foundation.actor_id() IS NOT NULL) AND (moved.kind = ANY (ARRAY['delivered'::text, 'registered'::text, 'earlier'::text, 'corrected'::text, 'settled'::text])) AND ((moved.from_holder IS DISTINCT FROM moved.holder) OR (moved.corrects IS NOT NULL)) AND
    CASE
    WHEN (moved.sequence IS NULL) THEN (NOT (EXISTS ( SELECT
    FROM engagement.kit_settlement s
    WHERE (s.id = moved.id))))
    ELSE (NOT (EXISTS ( SELECT
    FROM engagement.kit_movement later
    WHERE (later.corrects = moved.id))))
    END)
    ORDER BY came.at, moved.id, resident.id;
    END
  grant execute to mettrace_investigator

function engagement.traced_kits(digest bytea, serial text) returns TABLE(kit uuid, serial text) language sql stable security definer set search_path=pg_catalog, pg_temp set plan_cache_mode=force_generic_plan
  -- Crossing: purpose which kit a code or serial means; operation combination; columns the kit and its serial.
    BEGIN ATOMIC
    SELECT k.id,
    k.serial
    FROM engagement.kit k
    WHERE ((k.code_digest = traced_kits.digest) AND (foundation.actor_id() IS NOT NULL))
    UNION
    SELECT k.id,
    k.serial
    FROM engagement.kit k
    WHERE ((k.serial = traced_kits.serial) AND (foundation.actor_id() IS NOT NULL));
    END
  grant execute to mettrace_investigator
  grant execute to mettrace_auditor
  grant execute to mettrace_control_room
  grant execute to mettrace_data_protection
  grant execute to mettrace_finance
  grant execute to mettrace_planner
  grant execute to mettrace_prevention_pcso
  grant execute to mettrace_programme_lead
  grant execute to mettrace_sergeant
  grant execute to mettrace_stock_keeper
  grant execute to mettrace_ward_officer

function engagement.tries_there(of_bcu text, of_ward text, of_kind text, of_day date, of_areas text[]) returns TABLE(attempt integer, band integer, visits integer, met integer, refused integer, unapplied integer) language sql stable security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose whether a target can be reached; operation none, it counts; columns numbers of visits by try and time of the week, of one's own places.
    BEGIN ATOMIC
    SELECT t.attempt,
    t.band,
    (count(*))::integer AS count,
    (count(*) FILTER (WHERE t.decided))::integer AS count,
    (count(*) FILTER (WHERE (t.outcome = 'refused'::text)))::integer AS count,
    (count(*) FILTER (WHERE (t.outcome = 'delivered'::text)))::integer AS count
    FROM ( SELECT v.outcome,
    (v.outcome = ANY (ARRAY['refused'::text, 'delivered'::text, 'protected'::text])) AS decided,
    (row_number() OVER life)::integer AS attempt,
    count(*) FILTER (WHERE (v.outcome = ANY (ARRAY['refused'::text, 'delivered'::text, 'protected'::text]))) OVER (life ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before,
    CASE
    WHEN (EXTRACT(isodow FROM (v.at AT TIME ZONE 'Europe/London'::text)) > (5)::numeric) THEN 2
    WHEN (EXTRACT(hour FROM (v.at AT TIME ZONE 'Europe/London'::text)) >= (17)::numeric) THEN 1
    ELSE 0
    END AS band
    FROM (engagement.homes_there(tries_there.of_bcu, tries_there.of_ward, tries_there.of_kind, tries_there.of_day, tries_there.of_areas) there(home, place)
    JOIN engagement.visit v ON ((v.home = there.home)))
    WHERE ((v.outcome <> 'leave-out'::text) AND COALESCE(( SELECT u.stands
    FROM engagement.event_turn u
    WHERE (u.event = v.event)
    ORDER BY u.turn DESC
    LIMIT 1), true))
    WINDOW life AS (PARTITION BY v.home ORDER BY v.at, v.event)) t
    WHERE (t.before = 0)
    GROUP BY t.attempt, t.band
    ORDER BY t.attempt, t.band;
    END

function engagement.waits_for_paper(asked uuid) returns boolean language sql stable
  -- Whether a letter is to be printed: it was meant to be, or no e-mail could be sent, and nobody has.
    BEGIN ATOMIC
    SELECT ((NOT (EXISTS ( SELECT
    FROM engagement.letter_attempt a
    WHERE ((a.letter = waits_for_paper.asked) AND (a.outcome = ANY (ARRAY['sent'::text, 'printed'::text])))))) AND ((l.way = 'paper'::text) OR (EXISTS ( SELECT
    FROM engagement.letter_attempt a
    WHERE ((a.letter = waits_for_paper.asked) AND (a.outcome = 'no address'::text)))) OR (( SELECT count(*) AS count
    FROM engagement.letter_attempt a
    WHERE ((a.letter = waits_for_paper.asked) AND (a.outcome = 'failed'::text))) >= 6) OR (l.made_at < (now() - '1 day'::interval))) AND (((l.about = 'code'::text) AND engagement.may_be_written_to(l.resident)) OR (EXISTS ( SELECT
    FROM engagement.card_request r
    WHERE ((r.message = l.message) AND (r.event = l.event) AND (r.from_at > (now() + '1 day'::interval)) AND engagement.request_stands(r.message, r.event))))))
    FROM engagement.letter l
    WHERE (l.id = waits_for_paper.asked);
    END
  grant execute to PUBLIC

function engagement.wards_counted() returns SETOF text language sql stable security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose wards are counted anew one by one; operation none; columns the codes of wards with homes.
    BEGIN ATOMIC
    SELECT home.ward
    FROM engagement.home
    WHERE (foundation.actor_id() IS NOT NULL)
    UNION
    SELECT street_count.ward
    FROM engagement.street_count
    WHERE (foundation.actor_id() IS NOT NULL)
    ORDER BY 1;
    END
  grant execute to mettrace_importer

function engagement.why_not_checker(of_person uuid, of_area text) returns text language sql stable security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose a spot check is made by somebody who had no hand in what it checks; operation consultation; columns whether an officer is posted to an area of one's own or was at a door of it.
    BEGIN ATOMIC
    WITH side AS (
    SELECT DISTINCT s.bcu
    FROM engagement.home_state s
    WHERE ((s.area = why_not_checker.of_area) AND (s.state <> ALL (ARRAY['outside'::text, 'excluded'::text])) AND (foundation.actor_id() IS NOT NULL))
    )
    SELECT
    CASE
    WHEN ((foundation.acting_role() = 'programme_lead'::text) AND (( SELECT count(*) AS count
    FROM side) < 2)) THEN 'one side'::text
    WHEN ((foundation.acting_role() <> 'programme_lead'::text) AND (NOT (EXISTS ( SELECT
    FROM engagement.home_state s
    WHERE ((s.area = why_not_checker.of_area) AND (s.bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places)))))))) THEN 'not yours'::text
    WHEN ((foundation.acting_role() <> 'programme_lead'::text) AND (EXISTS ( SELECT
    FROM side
    WHERE (side.bcu <> ALL (ARRAY( SELECT foundation.acting_places() AS acting_places)))))) THEN 'two sides'::text
    ELSE engagement.checker_fault(of_person, of_area)
    END AS checker_fault;
    END
  grant execute to mettrace_programme_lead
  grant execute to mettrace_sergeant

function engagement.write_of_visits() returns trigger language plpgsql security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose a booked visit is confirmed by letter; operation collection; columns none.
    begin
    insert into engagement.letter (id, about, way, home, ward, bcu, language, message, event)
    select gen_random_uuid(), 'visit', 'paper', f.home, f.ward, f.bcu, coalesce(f.language, 'en'), f.message, f.event
    from fresh f where f.what = 'visit'
    on conflict do nothing;
    return null;
    end
  grant execute to mettrace_registrar

function engagement.write_pages(told uuid[], made uuid[]) returns void language plpgsql security definer set search_path=pg_catalog, pg_temp set plan_cache_mode=force_generic_plan
  -- Crossing: purpose what phones hold follows the facts in the same transaction; operation none, nothing of it leaves the function; columns those of the pages.
    declare
    moment constant text := 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"';
    today constant date := (now() at time zone 'Europe/London')::date;
    begin
    insert into engagement.page_change (reader, page, id, data)
    select 'person:' || a.person, a.id || '/outcomes', touched.home,
    case when last.outcome is not null then jsonb_build_object('home', touched.home, 'outcome', last.outcome,
    'at', to_char(last.at at time zone 'UTC', moment), 'tries', last.tries, 'card', last.card) end
    from (
    select assignment, home from engagement.assignment_home where cardinality(made) > 0 and assignment = any (made)
    union
    select h.assignment, h.home from engagement.visit v join engagement.assignment_home h on h.home = v.home
    where v.event = any (told)
    union
    select h.assignment, h.home from engagement.card_request r join engagement.assignment_home h on h.home = r.home
    where r.event = any (told)
    ) touched
    join engagement.assignment a on a.id = touched.assignment and coalesce(a.until_day, 'infinity') >= today
    left join lateral (
    select said.outcome, said.at, said.card, count(*) filter (where said.is_try) over () as tries
    from (
    select v.outcome, v.at, v.card, v.event, true as is_try
    from engagement.visit v where v.home = touched.home and engagement.stands(v.event)
    union all
    -- Who declines by the card is not to be called on again; nobody was at the door, so it is no try.
    select 'refused', r.at, r.card, r.message, false
    from engagement.card_request r
    where r.home = touched.home and r.what = 'decline' and engagement.request_stands(r.message, r.event)
    ) said
    order by said.at desc, said.event desc limit 1
    ) last on true
    where (last.outcome is not null or a.id <> all (made))
    and not exists (select from engagement.assignment_end ended where ended.assignment = a.id)
    order by a.id, touched.home;
    
    insert into engagement.page_change (reader, page, id, data)
    select 'person:' || a.person, a.id || '/safety', n.event,
    case when engagement.stands(n.event) then jsonb_build_object('home', n.home, 'risk', n.risk, 'note', n.note,
    'day', (n.at at time zone 'Europe/London')::date) end
    from (
    select h.assignment, n.event from engagement.safety_note n join engagement.assignment_home h on h.home = n.home
    where n.event = any (told)
    union
    select h.assignment, n.event from engagement.assignment_home h join engagement.safety_note n on n.home = h.home
    where cardinality(made) > 0 and h.assignment = any (made) and engagement.stands(n.event)
    ) touched
    join engagement.safety_note n on n.event = touched.event
    join engagement.assignment a on a.id = touched.assignment and coalesce(a.until_day, 'infinity') >= today
    where not exists (select from engagement.assignment_end ended where ended.assignment = a.id)
    order by a.id, n.event;
    
    insert into engagement.page_change (reader, page, id, data)
    select 'person:' || a.person, a.id || '/appointments', n.event,
    case when engagement.stands(n.event) then jsonb_build_object('home', n.home,
    'from', to_char(n.from_at at time zone 'UTC', moment), 'to', to_char(n.to_at at time zone 'UTC', moment)) end
    from (
    select h.assignment, n.event from engagement.appointment n join engagement.assignment_home h on h.home = n.home
    where n.event = any (told)
    union
    select h.assignment, n.event from engagement.assignment_home h join engagement.appointment n on n.home = h.home
    where cardinality(made) > 0 and h.assignment = any (made) and n.to_at > now() and engagement.stands(n.event)
    ) touched
    join engagement.appointment n on n.event = touched.event
    join engagement.assignment a on a.id = touched.assignment and coalesce(a.until_day, 'infinity') >= today
    where not exists (select from engagement.assignment_end ended where ended.assignment = a.id)
    order by a.id, n.event;
    
    -- Visits that residents booked by their card, each under the id of its message.
    insert into engagement.page_change (reader, page, id, data)
    select 'person:' || a.person, a.id || '/appointments', r.message,
    case when engagement.request_stands(r.message, r.event) then jsonb_build_object('home', r.home,
    'from', to_char(r.from_at at time zone 'UTC', moment), 'to', to_char(r.to_at at time zone 'UTC', moment)) end
    from (
    select h.assignment, b.message, b.event from engagement.card_request c
    join engagement.card_request b on b.home = c.home and b.what = 'visit'
    join engagement.assignment_home h on h.home = c.home
    where c.event = any (told)
    union
    select h.assignment, b.message, b.event
    from engagement.assignment_home h join engagement.card_request b on b.home = h.home and b.what = 'visit'
    where cardinality(made) > 0 and h.assignment = any (made) and b.to_at > now() and engagement.request_stands(b.message, b.event)
    ) touched
    join engagement.card_request r on r.message = touched.message and r.event = touched.event
    join engagement.assignment a on a.id = touched.assignment and coalesce(a.until_day, 'infinity') >= today
    where not exists (select from engagement.assignment_end ended where ended.assignment = a.id)
    order by a.id, r.message;
    
    -- A card of a block is shared with whoever walks the ward that it was seen in.
    insert into engagement.page_change (reader, page, id, data)
    select 'person:' || a.person, a.id || '/blocks', touched.block,
    case when last.card is not null then jsonb_build_object('block', touched.block, 'card', last.card,
    'day', (last.at at time zone 'Europe/London')::date) end
    from (
    select a.id, c.block from engagement.block_card c join engagement.assignment a on a.ward = c.ward where c.event = any (told)
    union
    select a.id, c.block from engagement.assignment a join engagement.block_card c on c.ward = a.ward
    where cardinality(made) > 0 and a.id = any (made)
    ) touched
    join engagement.assignment a on a.id = touched.id and coalesce(a.until_day, 'infinity') >= today
    left join lateral (
    select c.card, c.at from engagement.block_card c
    where c.block = touched.block and c.ward = a.ward and engagement.stands(c.event) order by c.at desc, c.event desc limit 1
    ) last on true
    where (last.card is not null or a.id <> all (made))
    and not exists (select from engagement.assignment_end ended where ended.assignment = a.id)
    order by a.id, touched.block;
    end
  grant execute to mettrace_registrar

schema foundation
  grant usage to mettrace_administrator
  grant usage to mettrace_auditor
  grant usage to mettrace_call_handler
  grant usage to mettrace_control_room
  grant usage to mettrace_covert
  grant usage to mettrace_custody
  grant usage to mettrace_data_protection
  grant usage to mettrace_finance
  grant usage to mettrace_identity
  grant usage to mettrace_importer
  grant usage to mettrace_investigator
  grant usage to mettrace_laboratory
  grant usage to mettrace_planner
  grant usage to mettrace_prevention_pcso
  grant usage to mettrace_programme_lead
  grant usage to mettrace_registrar
  grant usage to mettrace_risk
  grant usage to mettrace_sealer
  grant usage to mettrace_sergeant
  grant usage to mettrace_stock_keeper
  grant usage to mettrace_store_keeper
  grant usage to mettrace_visitor
  grant usage to mettrace_ward_officer

table foundation.demonstration row security forced
  -- The made-up city that is loaded, or that none is wanted; no row where nothing was decided yet.
  only_one boolean not null default true  -- open | none | keep | There is at most one row
  state text not null  -- open | none | keep | none: start without one; loading: being made; loaded
  seed integer  -- open | none | keep | Seed that the city follows from
  homes integer  -- open | none | keep | Homes that it was made with
  truth jsonb  -- open | none | keep | What was planted: effect, decay, displacement, areas and months
  changed_at timestamp with time zone not null default now()  -- open | none | keep | When its state last changed
  constraint demonstration_check CHECK (((state = 'none'::text) = (seed IS NULL)))
  constraint demonstration_check1 CHECK (((seed IS NULL) = (homes IS NULL)))
  constraint demonstration_only_one_check CHECK (only_one)
  constraint demonstration_pkey PRIMARY KEY (only_one)
  constraint demonstration_state_check CHECK ((state = ANY (ARRAY['none'::text, 'loading'::text, 'loaded'::text])))
  policy add_all for insert to mettrace_importer with check (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND ((state = 'none'::text) OR ( SELECT foundation.city_may_begin() AS city_may_begin))))
  policy change_all for update to mettrace_importer using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND ((state = 'none'::text) OR ( SELECT foundation.city_may_begin() AS city_may_begin)))) with check (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND ((state = 'none'::text) OR ( SELECT foundation.city_may_begin() AS city_may_begin))))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all for select to mettrace_administrator, mettrace_auditor, mettrace_call_handler, mettrace_control_room, mettrace_covert, mettrace_custody, mettrace_data_protection, mettrace_finance, mettrace_identity, mettrace_importer, mettrace_investigator, mettrace_laboratory, mettrace_planner, mettrace_prevention_pcso, mettrace_programme_lead, mettrace_registrar, mettrace_risk, mettrace_sergeant, mettrace_stock_keeper, mettrace_store_keeper, mettrace_ward_officer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy remove_all for delete to mettrace_importer using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND ((state = 'none'::text) OR ( SELECT foundation.city_may_begin() AS city_may_begin))))
  grant select to mettrace_administrator
  grant select to mettrace_auditor
  grant select to mettrace_call_handler
  grant select to mettrace_control_room
  grant select to mettrace_covert
  grant select to mettrace_custody
  grant select to mettrace_data_protection
  grant select to mettrace_finance
  grant select to mettrace_identity
  grant delete, insert, select, update to mettrace_importer
  grant select to mettrace_investigator
  grant select to mettrace_laboratory
  grant select to mettrace_planner
  grant select to mettrace_prevention_pcso
  grant select to mettrace_programme_lead
  grant select to mettrace_registrar
  grant select to mettrace_risk
  grant select to mettrace_sergeant
  grant select to mettrace_stock_keeper
  grant select to mettrace_store_keeper
  grant select to mettrace_ward_officer

table foundation.master_key row security forced
  -- What every version of the master key is known by; appended, never changed.
  version integer not null  -- official | none | keep | 1, 2, 3 …: line of the key file
  check_value bytea not null  -- secret | none | keep | 32 bytes derived of it by HKDF-SHA256 for this alone; leads to no key
  kept_at timestamp with time zone not null default clock_timestamp()  -- official | none | keep | When it was first used here
  constraint master_key_check_value_check CHECK ((octet_length(check_value) = 32))
  constraint master_key_pkey PRIMARY KEY (version)
  constraint master_key_version_check CHECK ((version > 0))
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON foundation.master_key FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_sealer with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all for select to mettrace_sealer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant insert, select to mettrace_sealer

table foundation.setting row security forced
  -- Figures that answers rest on, every version; the highest holds.
  name text not null  -- official | none | keep | What it is
  version integer not null  -- official | none | keep | 1, 2, 3 …
  value double precision not null  -- official | none | keep | The figure
  unit text not null  -- official | none | keep | What it counts
  source text not null  -- official | none | keep | Where it is from
  from_day date not null  -- official | none | keep | Day from which it holds here
  reason text  -- official | none | keep | Why it was changed
  actor text not null  -- personal | uk-gdpr | audit+6y | Who set it
  set_at timestamp with time zone not null default clock_timestamp()  -- official | uk-gdpr | audit+6y | When it was set
  force text not null default ''::text  -- official | none | keep | Force of which it holds; empty: of all, or of every force without one of its own
  constraint setting_name_check CHECK ((name <> ''::text))
  constraint setting_pkey PRIMARY KEY (name, force, version)
  constraint setting_source_check CHECK ((source <> ''::text))
  constraint setting_version_check CHECK ((version > 0))
  CREATE TRIGGER keep_states AFTER INSERT ON foundation.setting REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION engagement.keep_states()
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON foundation.setting FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_finance, mettrace_planner, mettrace_programme_lead with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy migration for insert to owner with check ((SESSION_USER = CURRENT_USER))
  policy read_all for select to mettrace_administrator, mettrace_auditor, mettrace_data_protection, mettrace_finance, mettrace_identity, mettrace_importer, mettrace_planner, mettrace_programme_lead, mettrace_registrar, mettrace_risk, mettrace_sergeant using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_administrator
  grant select to mettrace_auditor
  grant select to mettrace_data_protection
  grant insert, select to mettrace_finance
  grant select to mettrace_identity
  grant select to mettrace_importer
  grant insert, select to mettrace_planner
  grant insert, select to mettrace_programme_lead
  grant select to mettrace_registrar
  grant select to mettrace_risk
  grant select to mettrace_sergeant

function foundation.acting_places() returns SETOF text language sql stable security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose who may act where; operation none, nothing of it leaves the check; columns places of the actor's own present postings.
    BEGIN ATOMIC
    SELECT posting.place
    FROM (((identity.session
    JOIN identity.person ON ((person.id = session.person)))
    JOIN identity.device ON ((device.id = session.device)))
    JOIN identity.posting ON ((posting.person = session.person)))
    WHERE ((session.token_digest = sha256(convert_to(current_setting('mettrace.proof'::text, true), 'UTF8'::name))) AND (session.ended_at IS NULL) AND (session.ends_at > now()) AND ((session.seen_at + ((session.idle_seconds)::double precision * '00:00:01'::interval)) > now()) AND (session.role = foundation.acting_role()) AND ((session.vouched_roles IS NULL) OR (session.role = ANY (session.vouched_roles))) AND (person.disabled_at IS NULL) AND (device.revoked_at IS NULL) AND (posting.role = session.role) AND (posting.ended_at IS NULL) AND ((((now() AT TIME ZONE 'Europe/London'::text))::date >= posting.from_day) AND (((now() AT TIME ZONE 'Europe/London'::text))::date <= COALESCE(posting.to_day, 'infinity'::date))))
    UNION ALL
    SELECT posting.place
    FROM ((engagement.phone_proof proof
    JOIN identity.person ON ((person.id = proof.person)))
    JOIN identity.posting ON ((posting.person = proof.person)))
    WHERE ((proof.digest = sha256(convert_to(current_setting('mettrace.proof'::text, true), 'UTF8'::name))) AND (proof.role = foundation.acting_role()) AND (EXISTS ( SELECT
    FROM engagement.copy_opening opened
    WHERE ((opened.digest = proof.digest) AND (opened.phone = proof.phone) AND (opened.opened_at > (now() - '00:10:00'::interval))))) AND (person.disabled_at IS NULL) AND (posting.role = proof.role) AND (posting.ended_at IS NULL) AND ((((now() AT TIME ZONE 'Europe/London'::text))::date >= posting.from_day) AND (((now() AT TIME ZONE 'Europe/London'::text))::date <= COALESCE(posting.to_day, 'infinity'::date))));
    END
  grant execute to mettrace_administrator
  grant execute to mettrace_auditor
  grant execute to mettrace_call_handler
  grant execute to mettrace_control_room
  grant execute to mettrace_covert
  grant execute to mettrace_custody
  grant execute to mettrace_data_protection
  grant execute to mettrace_finance
  grant execute to mettrace_identity
  grant execute to mettrace_importer
  grant execute to mettrace_investigator
  grant execute to mettrace_laboratory
  grant execute to mettrace_planner
  grant execute to mettrace_prevention_pcso
  grant execute to mettrace_programme_lead
  grant execute to mettrace_registrar
  grant execute to mettrace_risk
  grant execute to mettrace_sealer
  grant execute to mettrace_sergeant
  grant execute to mettrace_stock_keeper
  grant execute to mettrace_store_keeper
  grant execute to mettrace_visitor
  grant execute to mettrace_ward_officer

function foundation.acting_role() returns text language sql stable parallel safe
  -- Role of ours that was taken on, also inside a function with its owner’s rights; null where none was.
    RETURN CASE WHEN (current_setting('role'::text) ~~ 'mettrace\_%'::text) THEN substr(current_setting('role'::text), 10) ELSE NULL::text END
  grant execute to PUBLIC

function foundation.actor_id() returns text language sql stable parallel safe
  -- Who acts in this transaction, if they may: the person of the session that was proved, or what a part of the product calls itself; null outside withActor, and for a person who does not hold the role now, so that every policy fails closed.
    RETURN CASE WHEN (foundation.acting_role() = ANY (ARRAY['importer'::text, 'registrar'::text, 'risk'::text, 'identity'::text, 'sealer'::text])) THEN foundation.actor_name() WHEN (foundation.acting_role() = 'visitor'::text) THEN 'visitor'::text WHEN ((foundation.acting_role() = 'planner'::text) AND (COALESCE(current_setting('mettrace.proof'::text, true), ''::text) = ''::text)) THEN CASE WHEN ((foundation.actor_name() !~~ 'person:%'::text) AND pg_has_role(SESSION_USER, 'mettrace_risk'::name, 'member'::text)) THEN foundation.actor_name() ELSE NULL::text END WHEN ((foundation.acting_role() = 'investigator'::text) AND (COALESCE(current_setting('mettrace.proof'::text, true), ''::text) = ''::text)) THEN CASE WHEN ((foundation.actor_name() !~~ 'person:%'::text) AND pg_has_role(SESSION_USER, 'mettrace_registrar'::name, 'member'::text)) THEN foundation.actor_name() ELSE NULL::text END WHEN (foundation.acting_role() IS NOT NULL) THEN ('person:'::text || foundation.proved_person()) ELSE NULL::text END
  grant execute to PUBLIC

function foundation.actor_name() returns text language sql stable parallel safe
  -- What a part of the product calls itself in this transaction; foundation.actor_id asks who acts.
    RETURN NULLIF(current_setting('mettrace.actor'::text, true), ''::text)
  grant execute to PUBLIC

function foundation.city_may_begin() returns boolean language sql stable security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose real data and a made-up city are never mixed; operation none, nothing of it leaves the check; columns none.
    BEGIN ATOMIC
    SELECT ((EXISTS ( SELECT
    FROM foundation.demonstration
    WHERE (demonstration.state <> 'none'::text))) OR (NOT ((EXISTS ( SELECT
    FROM engagement.home)) OR (EXISTS ( SELECT
    FROM engagement.resident)) OR (EXISTS ( SELECT
    FROM engagement.kit)) OR (EXISTS ( SELECT
    FROM engagement.supplier)) OR (EXISTS ( SELECT
    FROM engagement.team)) OR (EXISTS ( SELECT
    FROM enforcement.scan)) OR (EXISTS ( SELECT
    FROM enforcement.scan_place)) OR (EXISTS ( SELECT
    FROM enforcement.lamp)) OR (EXISTS ( SELECT
    FROM enforcement.phone_scan)) OR (EXISTS ( SELECT
    FROM enforcement.exhibit)) OR (EXISTS ( SELECT
    FROM enforcement.trace)) OR (EXISTS ( SELECT
    FROM enforcement.incident_version)) OR (EXISTS ( SELECT
    FROM account.budget_line)) OR (EXISTS ( SELECT
    FROM account.payee)))));
    END
  grant execute to mettrace_importer

function foundation.home_decisions() returns bigint language sql stable security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose answers are worked out anew after a decision about a home or about which are homes; operation none; columns none, how many there were.
    BEGIN ATOMIC
    SELECT (( SELECT count(*) AS count
    FROM engagement.home_decision) + ( SELECT (count(*) - 1)
    FROM foundation.setting
    WHERE (setting.name = 'bedsits are homes'::text)))
    WHERE (foundation.actor_id() IS NOT NULL);
    END
  grant execute to mettrace_administrator
  grant execute to mettrace_auditor
  grant execute to mettrace_call_handler
  grant execute to mettrace_control_room
  grant execute to mettrace_covert
  grant execute to mettrace_custody
  grant execute to mettrace_data_protection
  grant execute to mettrace_finance
  grant execute to mettrace_identity
  grant execute to mettrace_importer
  grant execute to mettrace_investigator
  grant execute to mettrace_laboratory
  grant execute to mettrace_planner
  grant execute to mettrace_prevention_pcso
  grant execute to mettrace_programme_lead
  grant execute to mettrace_registrar
  grant execute to mettrace_risk
  grant execute to mettrace_sealer
  grant execute to mettrace_sergeant
  grant execute to mettrace_stock_keeper
  grant execute to mettrace_store_keeper
  grant execute to mettrace_visitor
  grant execute to mettrace_ward_officer

function foundation.proved_person() returns uuid language sql stable security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose who may act; operation none, nothing of it leaves the check; columns the person of the session whose proof was presented, while they may act in the role taken on.
    BEGIN ATOMIC
    SELECT told.person
    FROM ( SELECT session.person
    FROM identity.session
    WHERE (session.token_digest = sha256(convert_to(current_setting('mettrace.proof'::text, true), 'UTF8'::name)))
    UNION ALL
    SELECT proof.person
    FROM engagement.phone_proof proof
    WHERE (proof.digest = sha256(convert_to(current_setting('mettrace.proof'::text, true), 'UTF8'::name)))) told
    WHERE (EXISTS ( SELECT
    FROM foundation.acting_places() acting_places(acting_places)));
    END
  grant execute to mettrace_administrator
  grant execute to mettrace_auditor
  grant execute to mettrace_call_handler
  grant execute to mettrace_control_room
  grant execute to mettrace_covert
  grant execute to mettrace_custody
  grant execute to mettrace_data_protection
  grant execute to mettrace_finance
  grant execute to mettrace_identity
  grant execute to mettrace_importer
  grant execute to mettrace_investigator
  grant execute to mettrace_laboratory
  grant execute to mettrace_planner
  grant execute to mettrace_prevention_pcso
  grant execute to mettrace_programme_lead
  grant execute to mettrace_registrar
  grant execute to mettrace_risk
  grant execute to mettrace_sealer
  grant execute to mettrace_sergeant
  grant execute to mettrace_stock_keeper
  grant execute to mettrace_store_keeper
  grant execute to mettrace_visitor
  grant execute to mettrace_ward_officer

function foundation.refuse_change() returns trigger language plpgsql
  -- Refuses to change or take away a row, but to the owner in a migration or function that names itself in mettrace.change_by.
    begin
    if coalesce(current_setting('mettrace.change_by', true), '') <> ''
    and pg_has_role(current_user, (select relowner from pg_catalog.pg_class where oid = tg_relid), 'usage') then
    return null;
    end if;
    raise exception '%.% keeps facts: they are appended to and never changed.', tg_table_schema, tg_table_name
    using errcode = '42501';
    end
  grant execute to PUBLIC

schema identity
  grant usage to mettrace_administrator
  grant usage to mettrace_auditor
  grant usage to mettrace_call_handler
  grant usage to mettrace_control_room
  grant usage to mettrace_covert
  grant usage to mettrace_custody
  grant usage to mettrace_data_protection
  grant usage to mettrace_finance
  grant usage to mettrace_identity
  grant usage to mettrace_investigator
  grant usage to mettrace_laboratory
  grant usage to mettrace_planner
  grant usage to mettrace_prevention_pcso
  grant usage to mettrace_programme_lead
  grant usage to mettrace_sergeant
  grant usage to mettrace_stock_keeper
  grant usage to mettrace_store_keeper
  grant usage to mettrace_ward_officer

table identity.device row security forced
  -- Browsers and phones that people have signed in on; one that is revoked signs in no more.
  id uuid not null  -- official | uk-gdpr | audit+6y | UUIDv7
  token_digest bytea not null  -- secret | uk-gdpr | audit+6y | SHA-256 of the token that the device keeps
  name text not null  -- official | uk-gdpr | audit+6y | Kind of browser and system, or the name that an administrator gave it
  first_seen_at timestamp with time zone not null  -- official | uk-gdpr | audit+6y | When somebody first signed in on it
  revoked_at timestamp with time zone  -- official | uk-gdpr | audit+6y | When it was shut out; null while not
  revoked_by text  -- personal | uk-gdpr | audit+6y | Who shut it out
  constraint device_check CHECK (((revoked_at IS NULL) = (revoked_by IS NULL)))
  constraint device_name_check CHECK ((name <> ''::text))
  constraint device_pkey PRIMARY KEY (id)
  constraint device_token_digest_check CHECK ((octet_length(token_digest) = 32))
  constraint device_token_digest_key UNIQUE (token_digest)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OF id, token_digest, first_seen_at OR TRUNCATE ON identity.device FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_identity with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy change_all for update to mettrace_administrator, mettrace_identity using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL)) with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy proofs_are_checked for select to owner using ((id = ( SELECT session.device
   FROM identity.session
  WHERE (session.token_digest = sha256(convert_to(current_setting('mettrace.proof'::text, true), 'UTF8'::name))))))
  policy read_all for select to mettrace_administrator, mettrace_auditor, mettrace_data_protection, mettrace_identity using (
CASE
    WHEN (CURRENT_USER = current_setting('role'::text)) THEN (( SELECT foundation.actor_id() AS actor_id) IS NOT NULL)
    ELSE false
END)
  grant select to mettrace_administrator
  grant select to mettrace_auditor
  grant select to mettrace_data_protection
  grant insert, select to mettrace_identity
  grant update (name, revoked_at, revoked_by) to mettrace_administrator
  grant update (name, revoked_at, revoked_by) to mettrace_identity

table identity.device_phone row security forced
  -- In which browser a phone’s app was signed in, as the database saw by the session that it came in.
  device uuid not null  -- official | uk-gdpr | audit+6y | Browser, as sign-in knows it
  phone uuid not null  -- official | uk-gdpr | audit+6y | Phone, as its app calls itself
  revoked_at timestamp with time zone  -- official | uk-gdpr | audit+6y | When the browser was shut out with its phone; null while not
  constraint device_phone_device_fkey FOREIGN KEY (device) REFERENCES identity.device(id)
  constraint device_phone_phone_fkey FOREIGN KEY (phone) REFERENCES engagement.phone(id) ON DELETE CASCADE
  constraint device_phone_pkey PRIMARY KEY (device, phone)
  CREATE INDEX device_phone_by_phone ON identity.device_phone USING btree (phone)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OF device, phone OR TRUNCATE ON identity.device_phone FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_identity with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy change_all for update to mettrace_administrator, mettrace_identity using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL)) with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy keep for insert to owner with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all for select to mettrace_administrator, mettrace_auditor, mettrace_data_protection, mettrace_identity using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_administrator
  grant select to mettrace_auditor
  grant select to mettrace_data_protection
  grant insert, select to mettrace_identity
  grant update (revoked_at) to mettrace_administrator
  grant update (revoked_at) to mettrace_identity

table identity.emergency row security forced
  -- Emergency sign-ins: a code made at the machine, good once and for minutes.
  id uuid not null  -- official | uk-gdpr | audit+6y | UUIDv7
  code_digest bytea not null  -- secret | uk-gdpr | audit+6y | SHA-256 of the code
  role text not null  -- official | uk-gdpr | audit+6y | Role it is for
  reason text not null  -- official | uk-gdpr | audit+6y | Why it was needed
  made_by text not null  -- personal | uk-gdpr | audit+6y | Account of the machine that made it
  made_at timestamp with time zone not null  -- official | uk-gdpr | audit+6y | When
  valid_until timestamp with time zone not null  -- official | uk-gdpr | audit+6y | Until when it can be used
  used_at timestamp with time zone  -- official | uk-gdpr | audit+6y | When it was used; null while not
  person uuid  -- personal | uk-gdpr | audit+6y | Account that acted by it
  constraint emergency_check CHECK (((used_at IS NULL) = (person IS NULL)))
  constraint emergency_code_digest_check CHECK ((octet_length(code_digest) = 32))
  constraint emergency_code_digest_key UNIQUE (code_digest)
  constraint emergency_made_by_check CHECK ((made_by <> ''::text))
  constraint emergency_person_fkey FOREIGN KEY (person) REFERENCES identity.person(id)
  constraint emergency_pkey PRIMARY KEY (id)
  constraint emergency_reason_check CHECK ((reason <> ''::text))
  constraint emergency_role_check CHECK ((role = ANY (ARRAY['administrator'::text, 'investigator'::text])))
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OF id, code_digest, role, reason, made_by, made_at, valid_until OR TRUNCATE ON identity.emergency FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_identity with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy change_all for update to mettrace_identity using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL)) with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all for select to mettrace_administrator, mettrace_auditor, mettrace_data_protection, mettrace_identity using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_administrator
  grant select to mettrace_auditor
  grant select to mettrace_data_protection
  grant insert, select to mettrace_identity
  grant update (person, used_at) to mettrace_identity

table identity.emergency_seen row security forced
  -- Which administrators and data protection officers have noted the use of an emergency sign-in.
  emergency uuid not null  -- official | uk-gdpr | audit+6y | Emergency sign-in
  person uuid not null  -- personal | uk-gdpr | audit+6y | Who noted it
  seen_at timestamp with time zone not null  -- official | uk-gdpr | audit+6y | When
  constraint emergency_seen_emergency_fkey FOREIGN KEY (emergency) REFERENCES identity.emergency(id)
  constraint emergency_seen_person_fkey FOREIGN KEY (person) REFERENCES identity.person(id)
  constraint emergency_seen_pkey PRIMARY KEY (emergency, person)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON identity.emergency_seen FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_identity with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all for select to mettrace_administrator, mettrace_auditor, mettrace_data_protection, mettrace_identity using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_administrator
  grant select to mettrace_auditor
  grant select to mettrace_data_protection
  grant insert, select to mettrace_identity

table identity.person row security forced
  -- People who have signed in or were expected to, as their identity provider names them.
  id uuid not null  -- personal | uk-gdpr | audit+6y | UUIDv7
  issuer text not null  -- official | uk-gdpr | audit+6y | Identity provider
  subject text not null  -- personal | uk-gdpr | audit+6y | What the provider calls the person, for ever
  display_name text not null  -- personal | uk-gdpr | audit+6y | Name to show
  created_at timestamp with time zone not null default clock_timestamp()  -- official | uk-gdpr | audit+6y | When the row was made
  disabled_at timestamp with time zone  -- official | uk-gdpr | audit+6y | When the person was shut out; null while not
  constraint person_display_name_check CHECK ((display_name <> ''::text))
  constraint person_issuer_check CHECK ((issuer <> ''::text))
  constraint person_issuer_subject_key UNIQUE (issuer, subject)
  constraint person_pkey PRIMARY KEY (id)
  constraint person_subject_check CHECK ((subject <> ''::text))
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OF id, issuer, subject, created_at OR TRUNCATE ON identity.person FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_administrator, mettrace_identity with check (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (('person:'::text || (id)::text) IS DISTINCT FROM foundation.actor_id())))
  policy change_all for update to mettrace_administrator, mettrace_identity using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (('person:'::text || (id)::text) IS DISTINCT FROM foundation.actor_id()))) with check (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (('person:'::text || (id)::text) IS DISTINCT FROM foundation.actor_id())))
  policy postings_are_asked for select to owner using ((( SELECT foundation.actor_name() AS actor_name) IS NOT NULL))
  policy read_all for select to mettrace_administrator, mettrace_auditor, mettrace_data_protection, mettrace_identity using (
CASE
    WHEN (CURRENT_USER = current_setting('role'::text)) THEN (( SELECT foundation.actor_id() AS actor_id) IS NOT NULL)
    ELSE false
END)
  grant insert, select to mettrace_administrator
  grant select to mettrace_auditor
  grant select to mettrace_data_protection
  grant insert, select to mettrace_identity
  grant update (disabled_at, display_name) to mettrace_administrator
  grant update (disabled_at, display_name) to mettrace_identity

table identity.posting row security forced
  -- Which person works in which role and where, from when to when.
  id uuid not null  -- official | uk-gdpr | audit+6y | UUIDv7
  person uuid not null  -- personal | uk-gdpr | audit+6y | Who
  role text not null  -- official | uk-gdpr | audit+6y | Role, without the prefix of the database
  place_kind text not null  -- official | uk-gdpr | audit+6y | ward, bcu, or the whole force
  place text not null  -- official | uk-gdpr | audit+6y | Code of the ward or BCU; empty for the force
  from_day date not null  -- official | uk-gdpr | audit+6y | First day
  to_day date  -- official | uk-gdpr | audit+6y | Last day; null where none is set
  given_by text not null  -- personal | uk-gdpr | audit+6y | Who gave it
  given_at timestamp with time zone not null default clock_timestamp()  -- official | uk-gdpr | audit+6y | When
  ended_by text  -- personal | uk-gdpr | audit+6y | Who ended it early
  ended_at timestamp with time zone  -- official | uk-gdpr | audit+6y | When
  constraint posting_check CHECK (((place_kind = 'force'::text) = (place = ''::text)))
  constraint posting_check1 CHECK ((to_day >= from_day))
  constraint posting_check2 CHECK (((ended_by IS NULL) = (ended_at IS NULL)))
  constraint posting_person_fkey FOREIGN KEY (person) REFERENCES identity.person(id)
  constraint posting_pkey PRIMARY KEY (id)
  constraint posting_place_kind_check CHECK ((place_kind = ANY (ARRAY['force'::text, 'bcu'::text, 'ward'::text])))
  constraint posting_role_check CHECK ((role <> ''::text))
  CREATE INDEX posting_by_person ON identity.posting USING btree (person, role)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OF id, person, role, place_kind, place, from_day, to_day, given_by, given_at OR TRUNCATE ON identity.posting FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_administrator, mettrace_identity with check (((given_by = ( SELECT foundation.actor_id() AS actor_id)) AND (('person:'::text || (person)::text) IS DISTINCT FROM foundation.actor_id())))
  policy change_all for update to mettrace_administrator, mettrace_identity using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (('person:'::text || (person)::text) IS DISTINCT FROM foundation.actor_id()))) with check (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (('person:'::text || (person)::text) IS DISTINCT FROM foundation.actor_id())))
  policy postings_are_asked for select to owner using ((( SELECT foundation.actor_name() AS actor_name) IS NOT NULL))
  policy read_all for select to mettrace_administrator, mettrace_auditor, mettrace_data_protection, mettrace_identity using (
CASE
    WHEN (CURRENT_USER = current_setting('role'::text)) THEN (( SELECT foundation.actor_id() AS actor_id) IS NOT NULL)
    ELSE false
END)
  grant insert, select to mettrace_administrator
  grant select to mettrace_auditor
  grant select to mettrace_data_protection
  grant insert, select to mettrace_identity
  grant update (ended_at, ended_by) to mettrace_administrator
  grant update (ended_at, ended_by) to mettrace_identity

table identity.session row security forced
  -- Who is or was signed in, where, and in which role they act.
  id uuid not null  -- official | uk-gdpr | audit+6y | UUIDv7
  person uuid not null  -- personal | uk-gdpr | audit+6y | Who
  device uuid not null  -- official | uk-gdpr | audit+6y | On which device
  emergency uuid  -- official | uk-gdpr | audit+6y | Emergency sign-in that began it; null for every other
  token_digest bytea not null  -- secret | uk-gdpr | audit+6y | SHA-256 of the token in the browser's cookie
  role text  -- official | uk-gdpr | audit+6y | Role in use; null until one is chosen
  vouched_roles text[]  -- personal | uk-gdpr | audit+6y | Roles that the provider's directory gives; null where it is not asked
  begun_at timestamp with time zone not null  -- official | uk-gdpr | audit+6y | When it began
  seen_at timestamp with time zone not null  -- official | uk-gdpr | audit+6y | When it was last used, to the minute
  idle_seconds integer not null  -- official | uk-gdpr | audit+6y | How long it may lie unused
  ends_at timestamp with time zone not null  -- official | uk-gdpr | audit+6y | When it ends at the latest
  ended_at timestamp with time zone  -- official | uk-gdpr | audit+6y | When somebody ended it; null while nobody has
  ended_by text  -- personal | uk-gdpr | audit+6y | Who ended it
  constraint session_check CHECK ((ends_at > begun_at))
  constraint session_check1 CHECK (((ended_at IS NULL) = (ended_by IS NULL)))
  constraint session_device_fkey FOREIGN KEY (device) REFERENCES identity.device(id)
  constraint session_emergency_fkey FOREIGN KEY (emergency) REFERENCES identity.emergency(id)
  constraint session_idle_seconds_check CHECK ((idle_seconds > 0))
  constraint session_person_fkey FOREIGN KEY (person) REFERENCES identity.person(id)
  constraint session_pkey PRIMARY KEY (id)
  constraint session_role_check CHECK ((role <> ''::text))
  constraint session_token_digest_check CHECK ((octet_length(token_digest) = 32))
  constraint session_token_digest_key UNIQUE (token_digest)
  CREATE INDEX session_by_device ON identity.session USING btree (device)
  CREATE INDEX session_by_person ON identity.session USING btree (person, begun_at)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OF id, person, device, emergency, vouched_roles, begun_at, idle_seconds, ends_at OR TRUNCATE ON identity.session FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_identity with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy change_all for update to mettrace_administrator, mettrace_identity using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL)) with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy proofs_are_checked for select to owner using ((token_digest = sha256(convert_to(current_setting('mettrace.proof'::text, true), 'UTF8'::name))))
  policy read_all for select to mettrace_administrator, mettrace_auditor, mettrace_data_protection, mettrace_identity using (
CASE
    WHEN (CURRENT_USER = current_setting('role'::text)) THEN (( SELECT foundation.actor_id() AS actor_id) IS NOT NULL)
    ELSE false
END)
  grant select to mettrace_administrator
  grant select to mettrace_auditor
  grant select to mettrace_data_protection
  grant insert, select to mettrace_identity
  grant update (ended_at, ended_by) to mettrace_administrator
  grant update (ended_at, ended_by, role, seen_at, token_digest) to mettrace_identity

function identity.actor_names(actors text[]) returns TABLE(actor text, name text) language sql stable security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose say who did something; operation consultation; columns display name of the actors asked for.
    BEGIN ATOMIC
    SELECT asked.actor,
    person.display_name
    FROM (unnest(actor_names.actors) asked(actor)
    JOIN identity.person ON ((person.id = (substr(asked.actor, 8))::uuid)))
    WHERE ((asked.actor ~ '^person:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'::text) AND (foundation.actor_id() IS NOT NULL));
    END
  grant execute to mettrace_administrator
  grant execute to mettrace_auditor
  grant execute to mettrace_call_handler
  grant execute to mettrace_control_room
  grant execute to mettrace_covert
  grant execute to mettrace_custody
  grant execute to mettrace_data_protection
  grant execute to mettrace_finance
  grant execute to mettrace_identity
  grant execute to mettrace_investigator
  grant execute to mettrace_laboratory
  grant execute to mettrace_planner
  grant execute to mettrace_prevention_pcso
  grant execute to mettrace_programme_lead
  grant execute to mettrace_sergeant
  grant execute to mettrace_stock_keeper
  grant execute to mettrace_store_keeper
  grant execute to mettrace_ward_officer

function identity.find_colleagues(words text) returns TABLE(person uuid, name text, role text, places text) language sql stable security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose choose a colleague by name for a team, as second person to a loss or for a spot check; operation consultation; columns name, role and places of those whose names begin with the words, of the roles that hold kits and hand them out.
    BEGIN ATOMIC
    SELECT person.id,
    person.display_name,
    min(posting.role) AS min,
    string_agg(DISTINCT posting.place, ', '::text) AS string_agg
    FROM (identity.person
    JOIN identity.posting ON ((posting.person = person.id)))
    WHERE ((foundation.actor_id() IS NOT NULL) AND (length(btrim(find_colleagues.words)) >= 2) AND (posting.role = ANY (ARRAY['ward_officer'::text, 'prevention_pcso'::text, 'sergeant'::text, 'stock_keeper'::text, 'store_keeper'::text])) AND (person.disabled_at IS NULL) AND (posting.ended_at IS NULL) AND ((((now() AT TIME ZONE 'Europe/London'::text))::date >= posting.from_day) AND (((now() AT TIME ZONE 'Europe/London'::text))::date <= COALESCE(posting.to_day, 'infinity'::date))) AND (NOT (EXISTS ( SELECT
    FROM unnest(string_to_array(lower(btrim(find_colleagues.words)), ' '::text)) word(word)
    WHERE (NOT (EXISTS ( SELECT
    FROM unnest(string_to_array(lower(person.display_name), ' '::text)) part(part)
    WHERE starts_with(part.part, word.word))))))))
    GROUP BY person.id, person.display_name
    ORDER BY person.display_name, person.id
    LIMIT 20;
    END
  grant execute to mettrace_prevention_pcso
  grant execute to mettrace_programme_lead
  grant execute to mettrace_sergeant
  grant execute to mettrace_stock_keeper
  grant execute to mettrace_store_keeper
  grant execute to mettrace_ward_officer

function identity.posted_officers(first_day date, last_day date) returns TABLE(person uuid, name text, role text, places text[], from_day date, to_day date) language sql stable security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose a sergeant keeps the rota of those posted to their BCU and its wards; operation consultation; columns name, role, places and days of those postings.
    BEGIN ATOMIC
    SELECT p.id,
    p.display_name,
    o.role,
    array_agg(DISTINCT o.place ORDER BY o.place) AS array_agg,
    o.from_day,
    o.to_day
    FROM (identity.posting o
    JOIN identity.person p ON ((p.id = o.person)))
    WHERE ((foundation.actor_id() IS NOT NULL) AND (o.role = ANY (ARRAY['ward_officer'::text, 'prevention_pcso'::text, 'sergeant'::text])) AND (o.ended_at IS NULL) AND (p.disabled_at IS NULL) AND (o.from_day <= posted_officers.last_day) AND (COALESCE(o.to_day, 'infinity'::date) >= posted_officers.first_day) AND ((o.place IN ( SELECT foundation.acting_places() AS acting_places)) OR (EXISTS ( SELECT
    FROM engagement.home h
    WHERE ((h.ward = o.place) AND (h.bcu IN ( SELECT foundation.acting_places() AS acting_places)))))))
    GROUP BY p.id, p.display_name, o.role, o.from_day, o.to_day
    ORDER BY p.display_name, p.id, o.role, o.from_day, o.to_day;
    END
  grant execute to mettrace_sergeant

schema log
  grant usage to mettrace_administrator
  grant usage to mettrace_auditor
  grant usage to mettrace_call_handler
  grant usage to mettrace_control_room
  grant usage to mettrace_covert
  grant usage to mettrace_custody
  grant usage to mettrace_data_protection
  grant usage to mettrace_finance
  grant usage to mettrace_identity
  grant usage to mettrace_importer
  grant usage to mettrace_investigator
  grant usage to mettrace_laboratory
  grant usage to mettrace_planner
  grant usage to mettrace_prevention_pcso
  grant usage to mettrace_programme_lead
  grant usage to mettrace_registrar
  grant usage to mettrace_risk
  grant usage to mettrace_sealer
  grant usage to mettrace_sergeant
  grant usage to mettrace_stock_keeper
  grant usage to mettrace_store_keeper
  grant usage to mettrace_visitor
  grant usage to mettrace_ward_officer

table log.alarm row security forced
  -- What the sealer found wrong with the log or its witnesses.
  id uuid not null  -- official | none | keep | UUIDv7
  at timestamp with time zone not null default clock_timestamp()  -- official | none | keep | When
  about text not null  -- official | none | keep | Witness, or part of the log
  words text not null  -- official | none | keep | What is wrong
  constraint alarm_about_check CHECK ((about <> ''::text))
  constraint alarm_pkey PRIMARY KEY (id)
  constraint alarm_words_check CHECK ((words <> ''::text))
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON log.alarm FOR EACH STATEMENT EXECUTE FUNCTION log.refuse_change()
  policy add_all for insert to mettrace_sealer with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all for select to mettrace_administrator, mettrace_auditor, mettrace_call_handler, mettrace_control_room, mettrace_covert, mettrace_custody, mettrace_data_protection, mettrace_finance, mettrace_identity, mettrace_importer, mettrace_investigator, mettrace_laboratory, mettrace_planner, mettrace_prevention_pcso, mettrace_programme_lead, mettrace_registrar, mettrace_risk, mettrace_sealer, mettrace_sergeant, mettrace_stock_keeper, mettrace_store_keeper, mettrace_visitor, mettrace_ward_officer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_administrator
  grant select to mettrace_auditor
  grant select to mettrace_call_handler
  grant select to mettrace_control_room
  grant select to mettrace_covert
  grant select to mettrace_custody
  grant select to mettrace_data_protection
  grant select to mettrace_finance
  grant select to mettrace_identity
  grant select to mettrace_importer
  grant select to mettrace_investigator
  grant select to mettrace_laboratory
  grant select to mettrace_planner
  grant select to mettrace_prevention_pcso
  grant select to mettrace_programme_lead
  grant select to mettrace_registrar
  grant select to mettrace_risk
  grant insert, select to mettrace_sealer
  grant select to mettrace_sergeant
  grant select to mettrace_stock_keeper
  grant select to mettrace_store_keeper
  grant select to mettrace_visitor
  grant select to mettrace_ward_officer

table log.bound_table row security forced
  -- Tables whose rows are bound; what was there before has been bound once.
  name log.words not null  -- official | none | keep | The table
  begun_at timestamp with time zone not null default clock_timestamp()  -- official | none | keep | Since when
  constraint bound_table_pkey PRIMARY KEY (name)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON log.bound_table FOR EACH STATEMENT EXECUTE FUNCTION log.refuse_change()
  policy add_all for insert to mettrace_administrator, mettrace_auditor, mettrace_call_handler, mettrace_control_room, mettrace_covert, mettrace_custody, mettrace_data_protection, mettrace_finance, mettrace_identity, mettrace_importer, mettrace_investigator, mettrace_laboratory, mettrace_planner, mettrace_prevention_pcso, mettrace_programme_lead, mettrace_registrar, mettrace_risk, mettrace_sealer, mettrace_sergeant, mettrace_stock_keeper, mettrace_store_keeper, mettrace_visitor, mettrace_ward_officer with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all for select to mettrace_auditor, mettrace_data_protection, mettrace_sealer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant insert to mettrace_administrator
  grant insert, select to mettrace_auditor
  grant insert to mettrace_call_handler
  grant insert to mettrace_control_room
  grant insert to mettrace_covert
  grant insert to mettrace_custody
  grant insert, select to mettrace_data_protection
  grant insert to mettrace_finance
  grant insert to mettrace_identity
  grant insert to mettrace_importer
  grant insert to mettrace_investigator
  grant insert to mettrace_laboratory
  grant insert to mettrace_planner
  grant insert to mettrace_prevention_pcso
  grant insert to mettrace_programme_lead
  grant insert to mettrace_registrar
  grant insert to mettrace_risk
  grant insert, select to mettrace_sealer
  grant insert to mettrace_sergeant
  grant insert to mettrace_stock_keeper
  grant insert to mettrace_store_keeper
  grant insert to mettrace_visitor
  grant insert to mettrace_ward_officer

table log.cosignature row security forced
  -- What witnesses signed: that a head goes on from the one that they saw before.
  size bigint not null  -- official | none | keep | The head
  witness text not null  -- official | none | keep | Name of the witness's key
  at timestamp with time zone not null  -- official | none | keep | When the witness saw it, by its own clock
  line text not null  -- official | none | keep | Its signature (C2SP tlog-cosignature)
  constraint cosignature_line_check CHECK ((line <> ''::text))
  constraint cosignature_pkey PRIMARY KEY (size, witness)
  constraint cosignature_size_fkey FOREIGN KEY (size) REFERENCES log.head(size)
  constraint cosignature_witness_check CHECK ((witness <> ''::text))
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON log.cosignature FOR EACH STATEMENT EXECUTE FUNCTION log.refuse_change()
  policy add_all for insert to mettrace_sealer with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all for select to mettrace_administrator, mettrace_auditor, mettrace_call_handler, mettrace_control_room, mettrace_covert, mettrace_custody, mettrace_data_protection, mettrace_finance, mettrace_identity, mettrace_importer, mettrace_investigator, mettrace_laboratory, mettrace_planner, mettrace_prevention_pcso, mettrace_programme_lead, mettrace_registrar, mettrace_risk, mettrace_sealer, mettrace_sergeant, mettrace_stock_keeper, mettrace_store_keeper, mettrace_visitor, mettrace_ward_officer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_administrator
  grant select to mettrace_auditor
  grant select to mettrace_call_handler
  grant select to mettrace_control_room
  grant select to mettrace_covert
  grant select to mettrace_custody
  grant select to mettrace_data_protection
  grant select to mettrace_finance
  grant select to mettrace_identity
  grant select to mettrace_importer
  grant select to mettrace_investigator
  grant select to mettrace_laboratory
  grant select to mettrace_planner
  grant select to mettrace_prevention_pcso
  grant select to mettrace_programme_lead
  grant select to mettrace_registrar
  grant select to mettrace_risk
  grant insert, select to mettrace_sealer
  grant select to mettrace_sergeant
  grant select to mettrace_stock_keeper
  grant select to mettrace_store_keeper
  grant select to mettrace_visitor
  grant select to mettrace_ward_officer

table log.earlier_act row security forced
  -- Transactions that dealt with no record, kept before the log held every transaction; never added to.
  id uuid not null  -- official | uk-gdpr | audit+6y | UUIDv7 of the act
  at timestamp with time zone not null default now()  -- official | uk-gdpr | audit+6y | When the transaction began
  actor text not null  -- personal | uk-gdpr | audit+6y | Account that acted
  role text not null  -- official | uk-gdpr | audit+6y | Database role it acted in
  purpose text not null  -- official | uk-gdpr | audit+6y | Command or page, never its parameters
  constraint act_actor_check CHECK ((actor <> ''::text))
  constraint act_pkey PRIMARY KEY (id)
  constraint act_purpose_check CHECK ((purpose <> ''::text))
  constraint act_role_check CHECK ((role <> ''::text))
  CREATE INDEX earlier_act_by_actor ON log.earlier_act USING btree (actor, id)
  CREATE TRIGGER refuse_change BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON log.earlier_act FOR EACH STATEMENT EXECUTE FUNCTION log.refuse_change()
  policy read_all for select to mettrace_auditor, mettrace_data_protection, mettrace_sealer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_auditor
  grant select to mettrace_data_protection
  grant select to mettrace_sealer

table log.entry row security forced
  -- What was done, and with whose record; no entry, no answer. Without an operation, nobody's record was dealt with.
  id uuid not null  -- official | uk-gdpr | audit+6y | UUIDv7
  xid xid8 not null default pg_current_xact_id()  -- official | none | audit+6y | Transaction that wrote it: the sealer waits for those still open
  epoch integer not null default log.present_epoch()  -- official | none | audit+6y | Epoch of that number
  at timestamp with time zone not null default statement_timestamp()  -- official | uk-gdpr | audit+6y | When it was written
  actor log.words not null  -- personal | uk-gdpr | audit+6y | Who; the published log has a salted digest of it
  role log.words not null  -- official | uk-gdpr | audit+6y | In which role
  purpose log.words not null  -- official | uk-gdpr | audit+6y | What for: page or command, never its parameters
  operation log.operation  -- official | uk-gdpr | audit+6y | One of the six of DPA 2018 s.62
  kind log.words  -- official | uk-gdpr | audit+6y | Kind of record
  subject log.digest  -- personal | uk-gdpr | audit+6y | Keyed digest of the one record; null for a list, or for none
  list_root log.digest  -- personal | uk-gdpr | audit+6y | Merkle root of the keyed digests of a list
  list_size log.list_size  -- official | uk-gdpr | audit+6y | Records in the list
  salt log.salt not null  -- secret | uk-gdpr | audit+6y | Makes the digests of short texts unguessable
  recipient log.digest  -- personal | uk-gdpr | audit+6y | Salted digest of to whom; the text is in log.entry_text
  reason log.digest  -- personal | uk-gdpr | audit+6y | Salted digest of the reason given
  version smallint not null default 2  -- official | none | audit+6y | Form of the leaf: from 2 on it commits to content and to the heads before it
  content log.digest  -- official | uk-gdpr | audit+6y | Root of the Merkle list of what the rows of log.entry_content held
  content_size integer  -- official | none | audit+6y | Rows in that list
  constraint entry_one_or_list CHECK ((((subject IS NULL) OR (list_root IS NULL)) AND ((list_root IS NULL) = (list_size IS NULL)) AND ((operation IS NULL) = (kind IS NULL)) AND ((content IS NULL) = (content_size IS NULL))))
  constraint entry_pkey PRIMARY KEY (id)
  CREATE INDEX entry_by_actor ON log.entry USING btree (actor, epoch, xid, id)
  CREATE INDEX entry_by_subject ON log.entry USING btree (subject) WHERE (subject IS NOT NULL)
  CREATE INDEX entry_by_xid ON log.entry USING btree (epoch, xid)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON log.entry FOR EACH STATEMENT EXECUTE FUNCTION log.refuse_change()
  policy add_all for insert to mettrace_administrator, mettrace_auditor, mettrace_call_handler, mettrace_control_room, mettrace_covert, mettrace_custody, mettrace_data_protection, mettrace_finance, mettrace_identity, mettrace_importer, mettrace_investigator, mettrace_laboratory, mettrace_planner, mettrace_prevention_pcso, mettrace_programme_lead, mettrace_registrar, mettrace_risk, mettrace_sealer, mettrace_sergeant, mettrace_stock_keeper, mettrace_store_keeper, mettrace_visitor, mettrace_ward_officer with check ((((actor)::text = ( SELECT foundation.actor_id() AS actor_id)) AND ((role)::text = ( SELECT foundation.acting_role() AS acting_role))))
  policy read_all for select to mettrace_auditor, mettrace_data_protection, mettrace_sealer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_auditor
  grant select to mettrace_data_protection
  grant select to mettrace_sealer
  grant insert (actor, content, content_size, id, kind, list_root, list_size, operation, purpose, reason, recipient, role, salt, subject) to mettrace_administrator
  grant insert (actor, content, content_size, id, kind, list_root, list_size, operation, purpose, reason, recipient, role, salt, subject) to mettrace_auditor
  grant insert (actor, content, content_size, id, kind, list_root, list_size, operation, purpose, reason, recipient, role, salt, subject) to mettrace_call_handler
  grant insert (actor, content, content_size, id, kind, list_root, list_size, operation, purpose, reason, recipient, role, salt, subject) to mettrace_control_room
  grant insert (actor, content, content_size, id, kind, list_root, list_size, operation, purpose, reason, recipient, role, salt, subject) to mettrace_covert
  grant insert (actor, content, content_size, id, kind, list_root, list_size, operation, purpose, reason, recipient, role, salt, subject) to mettrace_custody
  grant insert (actor, content, content_size, id, kind, list_root, list_size, operation, purpose, reason, recipient, role, salt, subject) to mettrace_data_protection
  grant insert (actor, content, content_size, id, kind, list_root, list_size, operation, purpose, reason, recipient, role, salt, subject) to mettrace_finance
  grant insert (actor, content, content_size, id, kind, list_root, list_size, operation, purpose, reason, recipient, role, salt, subject) to mettrace_identity
  grant insert (actor, content, content_size, id, kind, list_root, list_size, operation, purpose, reason, recipient, role, salt, subject) to mettrace_importer
  grant insert (actor, content, content_size, id, kind, list_root, list_size, operation, purpose, reason, recipient, role, salt, subject) to mettrace_investigator
  grant insert (actor, content, content_size, id, kind, list_root, list_size, operation, purpose, reason, recipient, role, salt, subject) to mettrace_laboratory
  grant insert (actor, content, content_size, id, kind, list_root, list_size, operation, purpose, reason, recipient, role, salt, subject) to mettrace_planner
  grant insert (actor, content, content_size, id, kind, list_root, list_size, operation, purpose, reason, recipient, role, salt, subject) to mettrace_prevention_pcso
  grant insert (actor, content, content_size, id, kind, list_root, list_size, operation, purpose, reason, recipient, role, salt, subject) to mettrace_programme_lead
  grant insert (actor, content, content_size, id, kind, list_root, list_size, operation, purpose, reason, recipient, role, salt, subject) to mettrace_registrar
  grant insert (actor, content, content_size, id, kind, list_root, list_size, operation, purpose, reason, recipient, role, salt, subject) to mettrace_risk
  grant insert (actor, content, content_size, id, kind, list_root, list_size, operation, purpose, reason, recipient, role, salt, subject) to mettrace_sealer
  grant insert (actor, content, content_size, id, kind, list_root, list_size, operation, purpose, reason, recipient, role, salt, subject) to mettrace_sergeant
  grant insert (actor, content, content_size, id, kind, list_root, list_size, operation, purpose, reason, recipient, role, salt, subject) to mettrace_stock_keeper
  grant insert (actor, content, content_size, id, kind, list_root, list_size, operation, purpose, reason, recipient, role, salt, subject) to mettrace_store_keeper
  grant insert (actor, content, content_size, id, kind, list_root, list_size, operation, purpose, reason, recipient, role, salt, subject) to mettrace_visitor
  grant insert (actor, content, content_size, id, kind, list_root, list_size, operation, purpose, reason, recipient, role, salt, subject) to mettrace_ward_officer

table log.entry_content row security forced
  -- What rows held when an entry was written, as salted digests; the entry commits to all of them.
  entry uuid not null  -- official | uk-gdpr | audit+6y | The entry
  position integer not null  -- official | none | audit+6y | Place in the list, from 0
  bound log.words not null  -- official | none | audit+6y | Table of the row
  columns log.words not null  -- official | none | audit+6y | Its columns that were bound
  row_id uuid not null  -- personal | uk-gdpr | audit+6y | The row
  turn bigint not null  -- official | none | audit+6y | Of two bindings of one row the higher holds
  digest log.digest not null  -- personal | uk-gdpr | audit+6y | SHA-256 of the entry's salt for content and what the row held
  constraint entry_content_pkey PRIMARY KEY (entry, "position")
  constraint entry_content_position_check CHECK (("position" >= 0))
  CREATE INDEX entry_content_by_row ON log.entry_content USING btree (bound, row_id, turn)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON log.entry_content FOR EACH STATEMENT EXECUTE FUNCTION log.refuse_change()
  policy add_all for insert to mettrace_administrator, mettrace_auditor, mettrace_call_handler, mettrace_control_room, mettrace_covert, mettrace_custody, mettrace_data_protection, mettrace_finance, mettrace_identity, mettrace_importer, mettrace_investigator, mettrace_laboratory, mettrace_planner, mettrace_prevention_pcso, mettrace_programme_lead, mettrace_registrar, mettrace_risk, mettrace_sealer, mettrace_sergeant, mettrace_stock_keeper, mettrace_store_keeper, mettrace_visitor, mettrace_ward_officer with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all for select to mettrace_auditor, mettrace_data_protection, mettrace_sealer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant insert to mettrace_administrator
  grant insert, select to mettrace_auditor
  grant insert to mettrace_call_handler
  grant insert to mettrace_control_room
  grant insert to mettrace_covert
  grant insert to mettrace_custody
  grant insert, select to mettrace_data_protection
  grant insert to mettrace_finance
  grant insert to mettrace_identity
  grant insert to mettrace_importer
  grant insert to mettrace_investigator
  grant insert to mettrace_laboratory
  grant insert to mettrace_planner
  grant insert to mettrace_prevention_pcso
  grant insert to mettrace_programme_lead
  grant insert to mettrace_registrar
  grant insert to mettrace_risk
  grant insert, select to mettrace_sealer
  grant insert to mettrace_sergeant
  grant insert to mettrace_stock_keeper
  grant insert to mettrace_store_keeper
  grant insert to mettrace_visitor
  grant insert to mettrace_ward_officer

table log.entry_subject row security forced
  -- Records of an entry that is about several, in the order of its Merkle list.
  entry uuid not null  -- official | uk-gdpr | audit+6y | The entry
  position integer not null  -- official | uk-gdpr | audit+6y | Place in the list, from 0
  subject bytea not null  -- personal | uk-gdpr | audit+6y | Keyed digest of the record
  constraint entry_subject_pkey PRIMARY KEY (entry, "position")
  constraint entry_subject_position_check CHECK (("position" >= 0))
  constraint entry_subject_subject_check CHECK ((octet_length(subject) = 32))
  CREATE INDEX entry_subject_by_subject ON log.entry_subject USING btree (subject)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON log.entry_subject FOR EACH STATEMENT EXECUTE FUNCTION log.refuse_change()
  policy add_all for insert to mettrace_administrator, mettrace_auditor, mettrace_call_handler, mettrace_control_room, mettrace_covert, mettrace_custody, mettrace_data_protection, mettrace_finance, mettrace_identity, mettrace_importer, mettrace_investigator, mettrace_laboratory, mettrace_planner, mettrace_prevention_pcso, mettrace_programme_lead, mettrace_registrar, mettrace_risk, mettrace_sealer, mettrace_sergeant, mettrace_stock_keeper, mettrace_store_keeper, mettrace_visitor, mettrace_ward_officer with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all for select to mettrace_auditor, mettrace_data_protection, mettrace_sealer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant insert to mettrace_administrator
  grant insert, select to mettrace_auditor
  grant insert to mettrace_call_handler
  grant insert to mettrace_control_room
  grant insert to mettrace_covert
  grant insert to mettrace_custody
  grant insert, select to mettrace_data_protection
  grant insert to mettrace_finance
  grant insert to mettrace_identity
  grant insert to mettrace_importer
  grant insert to mettrace_investigator
  grant insert to mettrace_laboratory
  grant insert to mettrace_planner
  grant insert to mettrace_prevention_pcso
  grant insert to mettrace_programme_lead
  grant insert to mettrace_registrar
  grant insert to mettrace_risk
  grant insert, select to mettrace_sealer
  grant insert to mettrace_sergeant
  grant insert to mettrace_stock_keeper
  grant insert to mettrace_store_keeper
  grant insert to mettrace_visitor
  grant insert to mettrace_ward_officer

table log.entry_text row security forced
  -- Words of an entry that may name somebody; they can be erased, the entry and its proof stay.
  entry uuid not null  -- official | uk-gdpr | audit+6y | The entry
  recipient text  -- personal | uk-gdpr | audit+6y | To whom it was disclosed
  reason text  -- personal | uk-gdpr | audit+6y | Why, where a reason was asked for
  constraint entry_text_check CHECK ((num_nonnulls(recipient, reason) > 0))
  constraint entry_text_pkey PRIMARY KEY (entry)
  constraint entry_text_reason_check CHECK ((reason <> ''::text))
  constraint entry_text_recipient_check CHECK ((recipient <> ''::text))
  CREATE TRIGGER refuse_change BEFORE UPDATE OR TRUNCATE ON log.entry_text FOR EACH STATEMENT EXECUTE FUNCTION log.refuse_change()
  policy add_all for insert to mettrace_administrator, mettrace_auditor, mettrace_call_handler, mettrace_control_room, mettrace_covert, mettrace_custody, mettrace_data_protection, mettrace_finance, mettrace_identity, mettrace_importer, mettrace_investigator, mettrace_laboratory, mettrace_planner, mettrace_prevention_pcso, mettrace_programme_lead, mettrace_registrar, mettrace_risk, mettrace_sealer, mettrace_sergeant, mettrace_stock_keeper, mettrace_store_keeper, mettrace_visitor, mettrace_ward_officer with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all for select to mettrace_auditor, mettrace_data_protection, mettrace_sealer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy remove_all for delete to mettrace_data_protection using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant insert to mettrace_administrator
  grant insert, select to mettrace_auditor
  grant insert to mettrace_call_handler
  grant insert to mettrace_control_room
  grant insert to mettrace_covert
  grant insert to mettrace_custody
  grant delete, insert, select to mettrace_data_protection
  grant insert to mettrace_finance
  grant insert to mettrace_identity
  grant insert to mettrace_importer
  grant insert to mettrace_investigator
  grant insert to mettrace_laboratory
  grant insert to mettrace_planner
  grant insert to mettrace_prevention_pcso
  grant insert to mettrace_programme_lead
  grant insert to mettrace_registrar
  grant insert to mettrace_risk
  grant insert, select to mettrace_sealer
  grant insert to mettrace_sergeant
  grant insert to mettrace_stock_keeper
  grant insert to mettrace_store_keeper
  grant insert to mettrace_visitor
  grant insert to mettrace_ward_officer

table log.epoch row security forced
  -- Stretches in which transaction numbers only grow; a restored database begins a new one.
  number integer not null  -- official | none | keep | 1, and then always a higher one, by a step at random
  begun_at timestamp with time zone not null default clock_timestamp()  -- official | none | keep | When it began
  system_identifier text not null  -- official | none | keep | Which PostgreSQL cluster
  timeline integer not null  -- official | none | keep | Timeline of the cluster
  size bigint not null  -- official | none | keep | Entries published before it
  reason text not null  -- official | none | keep | Why it began
  constraint epoch_number_check CHECK ((number > 0))
  constraint epoch_pkey PRIMARY KEY (number)
  constraint epoch_reason_check CHECK ((reason <> ''::text))
  constraint epoch_size_check CHECK ((size >= 0))
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON log.epoch FOR EACH STATEMENT EXECUTE FUNCTION log.refuse_change()
  policy add_all for insert to mettrace_sealer with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all for select to mettrace_administrator, mettrace_auditor, mettrace_call_handler, mettrace_control_room, mettrace_covert, mettrace_custody, mettrace_data_protection, mettrace_finance, mettrace_identity, mettrace_importer, mettrace_investigator, mettrace_laboratory, mettrace_planner, mettrace_prevention_pcso, mettrace_programme_lead, mettrace_registrar, mettrace_risk, mettrace_sealer, mettrace_sergeant, mettrace_stock_keeper, mettrace_store_keeper, mettrace_visitor, mettrace_ward_officer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_administrator
  grant select to mettrace_auditor
  grant select to mettrace_call_handler
  grant select to mettrace_control_room
  grant select to mettrace_covert
  grant select to mettrace_custody
  grant select to mettrace_data_protection
  grant select to mettrace_finance
  grant select to mettrace_identity
  grant select to mettrace_importer
  grant select to mettrace_investigator
  grant select to mettrace_laboratory
  grant select to mettrace_planner
  grant select to mettrace_prevention_pcso
  grant select to mettrace_programme_lead
  grant select to mettrace_registrar
  grant select to mettrace_risk
  grant insert, select to mettrace_sealer
  grant select to mettrace_sergeant
  grant select to mettrace_stock_keeper
  grant select to mettrace_store_keeper
  grant select to mettrace_visitor
  grant select to mettrace_ward_officer

table log.head row security forced
  -- Heads of the log that were signed: one root for a size, for ever.
  size bigint not null  -- official | none | keep | Entries sealed
  epoch integer not null  -- official | none | keep | Epoch in which it was signed
  sealed_below xid8 not null  -- official | none | keep | Every entry of the epoch with a lower transaction number is sealed
  root bytea not null  -- official | none | keep | Root of the tree (RFC 9162)
  at timestamp with time zone not null default clock_timestamp()  -- official | none | keep | When it was signed
  note text not null  -- official | none | keep | The head as it was signed (C2SP tlog-checkpoint)
  constraint head_note_check CHECK ((note <> ''::text))
  constraint head_pkey PRIMARY KEY (size)
  constraint head_root_check CHECK ((octet_length(root) = 32))
  constraint head_size_check CHECK ((size >= 0))
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON log.head FOR EACH STATEMENT EXECUTE FUNCTION log.refuse_change()
  policy add_all for insert to mettrace_sealer with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all for select to mettrace_administrator, mettrace_auditor, mettrace_call_handler, mettrace_control_room, mettrace_covert, mettrace_custody, mettrace_data_protection, mettrace_finance, mettrace_identity, mettrace_importer, mettrace_investigator, mettrace_laboratory, mettrace_planner, mettrace_prevention_pcso, mettrace_programme_lead, mettrace_registrar, mettrace_risk, mettrace_sealer, mettrace_sergeant, mettrace_stock_keeper, mettrace_store_keeper, mettrace_visitor, mettrace_ward_officer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_administrator
  grant select to mettrace_auditor
  grant select to mettrace_call_handler
  grant select to mettrace_control_room
  grant select to mettrace_covert
  grant select to mettrace_custody
  grant select to mettrace_data_protection
  grant select to mettrace_finance
  grant select to mettrace_identity
  grant select to mettrace_importer
  grant select to mettrace_investigator
  grant select to mettrace_laboratory
  grant select to mettrace_planner
  grant select to mettrace_prevention_pcso
  grant select to mettrace_programme_lead
  grant select to mettrace_registrar
  grant select to mettrace_risk
  grant insert, select to mettrace_sealer
  grant select to mettrace_sergeant
  grant select to mettrace_stock_keeper
  grant select to mettrace_store_keeper
  grant select to mettrace_visitor
  grant select to mettrace_ward_officer

table log.sealed row security forced
  -- Place of each entry in the tree.
  position bigint not null  -- official | none | audit+6y | Index of the leaf, from 0
  entry uuid not null  -- official | uk-gdpr | audit+6y | The entry
  before log.words  -- official | none | audit+6y | Of the first entry of a head: heads and epochs before it, as its leaf commits to them
  constraint sealed_entry_key UNIQUE (entry)
  constraint sealed_pkey PRIMARY KEY ("position")
  constraint sealed_position_check CHECK (("position" >= 0))
  CREATE INDEX sealed_with_heads ON log.sealed USING btree ("position") WHERE (before IS NOT NULL)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON log.sealed FOR EACH STATEMENT EXECUTE FUNCTION log.refuse_change()
  policy add_all for insert to mettrace_sealer with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all for select to mettrace_auditor, mettrace_data_protection, mettrace_sealer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_auditor
  grant select to mettrace_data_protection
  grant insert, select to mettrace_sealer

sequence log.turn
  -- Order in which rows were bound: transactions that wait for one another on a row are numbered in another.
  grant usage to mettrace_administrator
  grant usage to mettrace_auditor
  grant usage to mettrace_call_handler
  grant usage to mettrace_control_room
  grant usage to mettrace_covert
  grant usage to mettrace_custody
  grant usage to mettrace_data_protection
  grant usage to mettrace_finance
  grant usage to mettrace_identity
  grant usage to mettrace_importer
  grant usage to mettrace_investigator
  grant usage to mettrace_laboratory
  grant usage to mettrace_planner
  grant usage to mettrace_prevention_pcso
  grant usage to mettrace_programme_lead
  grant usage to mettrace_registrar
  grant usage to mettrace_risk
  grant usage to mettrace_sealer
  grant usage to mettrace_sergeant
  grant usage to mettrace_stock_keeper
  grant usage to mettrace_store_keeper
  grant usage to mettrace_visitor
  grant usage to mettrace_ward_officer

function log.present_epoch() returns integer language plpgsql stable parallel safe
  -- The epoch that an entry written now belongs to.
    begin return (select coalesce(max(number), 1) from log.epoch); end
  grant execute to PUBLIC

function log.refuse_change() returns trigger language plpgsql
  -- Refuses to change or take away a row, whoever asks.
    begin raise exception 'The log is appended to and never changed.' using errcode = '42501'; end
  grant execute to PUBLIC

type log.digest d

type log.list_size d

type log.operation d

type log.salt d

type log.words d

schema measure
  grant usage to mettrace_auditor
  grant usage to mettrace_data_protection
  grant usage to mettrace_finance
  grant usage to mettrace_planner
  grant usage to mettrace_programme_lead
  grant usage to mettrace_sergeant

table measure.frozen_expectation row security forced
  -- Expectations of chosen areas as they were on the day of selection; appended, never changed.
  id uuid not null  -- official | none | keep | UUIDv7 of the expectation
  name text not null  -- official | none | keep | What the programme is called
  frozen_at timestamp with time zone not null default clock_timestamp()  -- official | none | keep | When it was frozen
  actor text not null  -- personal | uk-gdpr | audit+6y | Who froze it
  data_until date not null  -- official | none | keep | Last month that was known, by its first day
  question jsonb not null  -- official | none | keep | Areas, series, boundaries and period it was asked for
  answer jsonb not null  -- official | none | keep | Expected burglaries inside, outside and by area, and their uncertainty
  digest text not null  -- official | none | keep | SHA-256 of question and answer as they were frozen
  constraint frozen_expectation_digest_check CHECK ((digest ~ '^[0-9a-f]{64}$'::text))
  constraint frozen_expectation_name_check CHECK ((name <> ''::text))
  constraint frozen_expectation_pkey PRIMARY KEY (id)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON measure.frozen_expectation FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_planner with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy read_all for select to mettrace_auditor, mettrace_data_protection, mettrace_finance, mettrace_planner, mettrace_programme_lead, mettrace_sergeant using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_auditor
  grant select to mettrace_data_protection
  grant select to mettrace_finance
  grant insert, select to mettrace_planner
  grant select to mettrace_programme_lead
  grant select to mettrace_sergeant

table measure.programme row security forced
  -- Programmes to be measured, every version; appended, never changed.
  id uuid not null  -- official | none | keep | UUIDv7
  name text not null  -- official | none | keep | What the programme was called when this version was kept
  kept_at timestamp with time zone not null default clock_timestamp()  -- official | none | keep | When this version was kept
  actor text not null  -- personal | uk-gdpr | audit+6y | Who kept it
  programme jsonb not null  -- official | none | keep | Areas, starts, coverage, series and protocol, as the JSON Schema has them
  digest text not null  -- official | none | keep | SHA-256 of the programme as it was kept
  first_version uuid not null  -- official | none | keep | First version of the same programme: its own id where it is the first
  constraint programme_digest_check CHECK ((digest ~ '^[0-9a-f]{64}$'::text))
  constraint programme_first_version_fkey FOREIGN KEY (first_version) REFERENCES measure.programme(id)
  constraint programme_name_check CHECK ((name <> ''::text))
  constraint programme_pkey PRIMARY KEY (id)
  CREATE INDEX programme_by_first_version ON measure.programme USING btree (first_version, kept_at)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON measure.programme FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_planner with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy read_all for select to mettrace_auditor, mettrace_data_protection, mettrace_finance, mettrace_planner, mettrace_programme_lead, mettrace_sergeant using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_auditor
  grant select to mettrace_data_protection
  grant select to mettrace_finance
  grant insert, select to mettrace_planner
  grant select to mettrace_programme_lead
  grant select to mettrace_sergeant

table measure.programme_change row security forced
  -- Programmes renamed, by a name, or withdrawn, by a reason; appended, never changed.
  id uuid not null  -- official | none | keep | UUIDv7 of the change
  programme uuid not null  -- official | none | keep | First version of the programme that it is about
  changed_at timestamp with time zone not null default clock_timestamp()  -- official | none | keep | When it was renamed or withdrawn
  actor text not null  -- personal | uk-gdpr | audit+6y | Who renamed or withdrew it
  name text  -- official | none | keep | Its name from then on
  reason text  -- official | none | keep | Why it was withdrawn
  constraint programme_change_name_check CHECK ((name <> ''::text))
  constraint programme_change_pkey PRIMARY KEY (id)
  constraint programme_change_programme_fkey FOREIGN KEY (programme) REFERENCES measure.programme(id)
  constraint programme_change_reason_check CHECK ((reason <> ''::text))
  constraint programme_renamed_or_withdrawn CHECK (((name IS NULL) <> (reason IS NULL)))
  CREATE INDEX programme_change_by_programme ON measure.programme_change USING btree (programme, changed_at)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON measure.programme_change FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_planner with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy read_all for select to mettrace_auditor, mettrace_data_protection, mettrace_finance, mettrace_planner, mettrace_programme_lead, mettrace_sergeant using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_auditor
  grant select to mettrace_data_protection
  grant select to mettrace_finance
  grant insert, select to mettrace_planner
  grant select to mettrace_programme_lead
  grant select to mettrace_sergeant

table measure.protocol row security forced
  -- What was fixed beforehand: the first protocol that is kept with a programme holds.
  id uuid not null  -- official | none | keep | UUIDv7
  name text not null  -- official | none | keep | What the programme was called when it was fixed
  fixed_at timestamp with time zone not null default clock_timestamp()  -- official | none | keep | When it was fixed
  actor text not null  -- personal | uk-gdpr | audit+6y | Who fixed it
  programme uuid not null  -- official | none | keep | Version of the programme that it came with
  publish_on date not null  -- official | none | keep | Day on which the report publishes itself
  code_version text not null  -- official | none | keep | Version of the product that it was fixed under
  content jsonb not null  -- official | none | keep | Outcome, series, areas, controls, method and dates
  digest text not null  -- official | none | keep | SHA-256 of name, publication day and content
  first_version uuid not null  -- official | none | keep | Programme that it holds for, by its first version
  constraint protocol_code_version_check CHECK ((code_version <> ''::text))
  constraint protocol_digest_check CHECK ((digest ~ '^[0-9a-f]{64}$'::text))
  constraint protocol_first_version_fkey FOREIGN KEY (first_version) REFERENCES measure.programme(id)
  constraint protocol_name_check CHECK ((name <> ''::text))
  constraint protocol_of_programme UNIQUE (first_version)
  constraint protocol_pkey PRIMARY KEY (id)
  constraint protocol_programme_fkey FOREIGN KEY (programme) REFERENCES measure.programme(id)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON measure.protocol FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_planner with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy read_all for select to mettrace_auditor, mettrace_data_protection, mettrace_finance, mettrace_planner, mettrace_programme_lead, mettrace_sergeant using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_auditor
  grant select to mettrace_data_protection
  grant select to mettrace_finance
  grant insert, select to mettrace_planner
  grant select to mettrace_programme_lead
  grant select to mettrace_sergeant

table measure.published_report row security forced
  -- Reports as they were when the day of their protocol came; appended, never changed.
  id uuid not null  -- official | none | keep | UUIDv7
  protocol uuid not null  -- official | none | keep | Protocol that it answers
  programme uuid not null  -- official | none | keep | Version of the programme that was measured
  published_at timestamp with time zone not null default clock_timestamp()  -- official | none | keep | When it was published
  actor text not null  -- personal | uk-gdpr | audit+6y | Account that was acting when the day had come
  code_version text not null  -- official | none | keep | Version of the product that made it
  report jsonb not null  -- official | none | keep | Every figure of the report
  departures jsonb not null  -- official | none | keep | Where the measurement departs from the protocol
  digest text not null  -- official | none | keep | SHA-256 of report and departures
  constraint published_report_code_version_check CHECK ((code_version <> ''::text))
  constraint published_report_digest_check CHECK ((digest ~ '^[0-9a-f]{64}$'::text))
  constraint published_report_pkey PRIMARY KEY (id)
  constraint published_report_programme_fkey FOREIGN KEY (programme) REFERENCES measure.programme(id)
  constraint published_report_protocol_fkey FOREIGN KEY (protocol) REFERENCES measure.protocol(id)
  constraint published_report_protocol_key UNIQUE (protocol)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON measure.published_report FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_planner with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy read_all for select to mettrace_auditor, mettrace_data_protection, mettrace_finance, mettrace_planner, mettrace_programme_lead, mettrace_sergeant using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_auditor
  grant select to mettrace_data_protection
  grant select to mettrace_finance
  grant insert, select to mettrace_planner
  grant select to mettrace_programme_lead
  grant select to mettrace_sergeant

schema migration

table migration.applied row security forced
  -- Migrations that this database has been through.
  name text not null  -- open | none | keep | File of the migration
  digest text not null  -- open | none | keep | SHA-256 of its text
  applied_at timestamp with time zone not null default now()  -- open | none | keep | When it ran
  constraint applied_pkey PRIMARY KEY (name)
  policy journal for all to owner using ((SESSION_USER = CURRENT_USER)) with check ((SESSION_USER = CURRENT_USER))

schema places
  grant usage to mettrace_administrator
  grant usage to mettrace_auditor
  grant usage to mettrace_control_room
  grant usage to mettrace_custody
  grant usage to mettrace_data_protection
  grant usage to mettrace_finance
  grant usage to mettrace_identity
  grant usage to mettrace_importer
  grant usage to mettrace_investigator
  grant usage to mettrace_planner
  grant usage to mettrace_prevention_pcso
  grant usage to mettrace_programme_lead
  grant usage to mettrace_registrar
  grant usage to mettrace_risk
  grant usage to mettrace_sergeant
  grant usage to mettrace_stock_keeper
  grant usage to mettrace_store_keeper
  grant usage to mettrace_ward_officer

table places.address row security forced
  -- The address spine: every door, without who lives there.
  id bigint not null  -- open | none | keep | Unique property reference number, or what stands for it
  street integer not null  -- open | none | keep | Street
  number text not null  -- open | none | keep | Number or name of the house or building
  core text  -- open | none | keep | Stairs or lift of a building of flats
  floor integer  -- open | none | keep | Floor, 0 the ground
  flat integer  -- open | none | keep | Number of the flat
  shared boolean not null  -- open | none | keep | Whether it is a house in multiple occupation
  use text not null  -- open | none | keep | home, shop or custody suite
  postcode text not null  -- open | none | keep | Postcode, capitals, no space
  easting integer not null  -- open | none | keep | Metres, EPSG:27700
  northing integer not null  -- open | none | keep | Metres, EPSG:27700
  constraint address_pkey PRIMARY KEY (id)
  constraint address_street_fkey FOREIGN KEY (street) REFERENCES places.street(id)
  constraint address_use_check CHECK ((use = ANY (ARRAY['home'::text, 'shop'::text, 'custody'::text])))
  CREATE INDEX address_by_postcode ON places.address USING btree (postcode)
  CREATE INDEX address_by_street ON places.address USING btree (street)
  policy add_all for insert to mettrace_importer with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy change_all for update to mettrace_importer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL)) with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all for select to mettrace_administrator, mettrace_auditor, mettrace_control_room, mettrace_custody, mettrace_data_protection, mettrace_finance, mettrace_identity, mettrace_importer, mettrace_investigator, mettrace_planner, mettrace_prevention_pcso, mettrace_programme_lead, mettrace_registrar, mettrace_risk, mettrace_sergeant, mettrace_stock_keeper, mettrace_store_keeper, mettrace_ward_officer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy remove_all for delete to mettrace_importer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_administrator
  grant select to mettrace_auditor
  grant select to mettrace_control_room
  grant select to mettrace_custody
  grant select to mettrace_data_protection
  grant select to mettrace_finance
  grant select to mettrace_identity
  grant delete, insert, select, update to mettrace_importer
  grant select to mettrace_investigator
  grant select to mettrace_planner
  grant select to mettrace_prevention_pcso
  grant select to mettrace_programme_lead
  grant select to mettrace_registrar
  grant select to mettrace_risk
  grant select to mettrace_sergeant
  grant select to mettrace_stock_keeper
  grant select to mettrace_store_keeper
  grant select to mettrace_ward_officer

table places.address_count row security forced
  -- What stands in each area once an edition is accepted; worked out from the facts.
  edition uuid not null  -- official | none | derived | The edition
  kind text not null  -- official | none | derived | Kind of area
  valid_from date not null  -- official | none | derived | Vintage of the area
  code text not null  -- official | none | derived | The area
  dwellings integer not null  -- official | none | derived | Dwellings, flats among them
  bedsits integer not null  -- official | none | derived | Bedsits of houses in multiple occupation
  undivided integer not null  -- official | none | derived | Houses in multiple occupation that are not divided
  shared integer not null  -- official | none | derived | Houses in multiple occupation that have bedsits of their own
  institutions integer not null  -- official | none | derived | Care homes, halls and other institutions
  flats integer not null  -- official | none | derived | Flats among the dwellings
  constraint address_count_pkey PRIMARY KEY (edition, kind, valid_from, code)
  CREATE INDEX address_count_by_code ON places.address_count USING btree (edition, code)
  policy add_all for insert to mettrace_importer with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy change_all for update to mettrace_importer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL)) with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all for select to mettrace_administrator, mettrace_auditor, mettrace_control_room, mettrace_custody, mettrace_data_protection, mettrace_finance, mettrace_identity, mettrace_importer, mettrace_investigator, mettrace_planner, mettrace_prevention_pcso, mettrace_programme_lead, mettrace_registrar, mettrace_risk, mettrace_sergeant, mettrace_stock_keeper, mettrace_store_keeper, mettrace_ward_officer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy remove_all for delete to mettrace_importer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_administrator
  grant select to mettrace_auditor
  grant select to mettrace_control_room
  grant select to mettrace_custody
  grant select to mettrace_data_protection
  grant select to mettrace_finance
  grant select to mettrace_identity
  grant delete, insert, select, update to mettrace_importer
  grant select to mettrace_investigator
  grant select to mettrace_planner
  grant select to mettrace_prevention_pcso
  grant select to mettrace_programme_lead
  grant select to mettrace_registrar
  grant select to mettrace_risk
  grant select to mettrace_sergeant
  grant select to mettrace_stock_keeper
  grant select to mettrace_store_keeper
  grant select to mettrace_ward_officer

table places.address_decision row security forced
  -- That an edition was accepted or refused. A refused one may be accepted later, while what it was compared with still stands.
  id uuid not null  -- official | none | keep | UUIDv7
  turn bigint not null identity a  -- official | none | keep | In the order in which they were decided
  edition uuid not null  -- official | none | keep | The edition
  stands_on bigint not null  -- official | none | keep | As the edition's: only one edition follows each
  accepted boolean not null  -- official | none | keep | Accepted, or refused
  reason text not null default ''::text  -- official | none | keep | Why it was refused
  actor text not null  -- personal | uk-gdpr | audit+6y | Who decided
  decided_at timestamp with time zone not null default clock_timestamp()  -- official | uk-gdpr | audit+6y | When
  constraint address_decision_edition_stands_on_fkey FOREIGN KEY (edition, stands_on) REFERENCES places.address_edition(id, stands_on)
  constraint address_decision_pkey PRIMARY KEY (id)
  constraint address_decision_turn_key UNIQUE (turn)
  CREATE UNIQUE INDEX address_decision_follows ON places.address_decision USING btree (stands_on) WHERE accepted
  CREATE TRIGGER keep_states AFTER INSERT ON places.address_decision REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION engagement.keep_states()
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON places.address_decision FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_importer, mettrace_programme_lead with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all for select to mettrace_administrator, mettrace_auditor, mettrace_control_room, mettrace_custody, mettrace_data_protection, mettrace_finance, mettrace_identity, mettrace_importer, mettrace_investigator, mettrace_planner, mettrace_prevention_pcso, mettrace_programme_lead, mettrace_registrar, mettrace_risk, mettrace_sergeant, mettrace_stock_keeper, mettrace_store_keeper, mettrace_ward_officer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_administrator
  grant select to mettrace_auditor
  grant select to mettrace_control_room
  grant select to mettrace_custody
  grant select to mettrace_data_protection
  grant select to mettrace_finance
  grant select to mettrace_identity
  grant insert, select to mettrace_importer
  grant select to mettrace_investigator
  grant select to mettrace_planner
  grant select to mettrace_prevention_pcso
  grant insert, select to mettrace_programme_lead
  grant select to mettrace_registrar
  grant select to mettrace_risk
  grant select to mettrace_sergeant
  grant select to mettrace_stock_keeper
  grant select to mettrace_store_keeper
  grant select to mettrace_ward_officer

sequence places.address_decision_turn_seq

table places.address_edition row security forced
  -- An edition of an address file as it was compared with what stood; it holds nothing until it is accepted.
  id uuid not null  -- official | none | keep | UUIDv7
  number bigint not null identity a  -- official | none | keep | 1, 2, 3 … as pages and commands name it
  format text not null  -- official | none | keep | OS NGD Built Address, AddressBase Core, AddressBase Plus, or a table of one's own
  supply text not null  -- official | none | keep | Every address of its wards, or changes alone
  files text not null  -- official | none | keep | Names of its files, without their folder
  as_of date not null  -- official | none | keep | Day that it describes
  stands_on bigint not null  -- official | none | keep | Number of the edition that stood when it was compared; 0 for none
  ward_valid_from date not null  -- official | none | keep | Vintage of the wards that its addresses were put in
  row_count integer not null  -- official | none | keep | Rows read
  differences jsonb not null  -- official | none | keep | How many addresses are new, gone, moved and so on
  left_out jsonb not null  -- official | none | keep | Rows left out, by reason
  listed jsonb not null  -- official | none | keep | Faults that such files carry, counted, with some of the addresses
  digest text not null  -- official | none | keep | Of its differences: the same file twice is one edition
  actor text not null  -- personal | uk-gdpr | audit+6y | Who imported it
  compared_at timestamp with time zone not null default clock_timestamp()  -- official | uk-gdpr | audit+6y | When it was compared
  constraint address_edition_files_check CHECK ((files <> ''::text))
  constraint address_edition_format_check CHECK ((format = ANY (ARRAY['ngd'::text, 'core'::text, 'plus'::text, 'csv'::text])))
  constraint address_edition_id_stands_on_key UNIQUE (id, stands_on)
  constraint address_edition_number_key UNIQUE (number)
  constraint address_edition_pkey PRIMARY KEY (id)
  constraint address_edition_row_count_check CHECK ((row_count >= 0))
  constraint address_edition_stands_on_check CHECK ((stands_on >= 0))
  constraint address_edition_stands_on_digest_key UNIQUE (stands_on, digest)
  constraint address_edition_supply_check CHECK ((supply = ANY (ARRAY['full'::text, 'changes'::text])))
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON places.address_edition FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_importer with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy read_all for select to mettrace_administrator, mettrace_auditor, mettrace_control_room, mettrace_custody, mettrace_data_protection, mettrace_finance, mettrace_identity, mettrace_importer, mettrace_investigator, mettrace_planner, mettrace_prevention_pcso, mettrace_programme_lead, mettrace_registrar, mettrace_risk, mettrace_sergeant, mettrace_stock_keeper, mettrace_store_keeper, mettrace_ward_officer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_administrator
  grant select to mettrace_auditor
  grant select to mettrace_control_room
  grant select to mettrace_custody
  grant select to mettrace_data_protection
  grant select to mettrace_finance
  grant select to mettrace_identity
  grant insert, select to mettrace_importer
  grant select to mettrace_investigator
  grant select to mettrace_planner
  grant select to mettrace_prevention_pcso
  grant select to mettrace_programme_lead
  grant select to mettrace_registrar
  grant select to mettrace_risk
  grant select to mettrace_sergeant
  grant select to mettrace_stock_keeper
  grant select to mettrace_store_keeper
  grant select to mettrace_ward_officer

sequence places.address_edition_number_seq

table places.address_fact row security forced
  -- What an edition says of an address, where that differs from what stood. The last accepted one holds.
  edition uuid not null  -- official | none | keep | The edition
  uprn bigint not null  -- official | none | keep | Unique property reference number
  change text not null  -- official | none | keep | What differs; the first of these that applies
  sort text not null  -- official | none | keep | What it is after the edition, as its class and state tell; gone where it no longer stands
  class text not null  -- official | none | keep | Classification code of the file
  flat_home boolean not null  -- official | none | keep | Whether it is a flat
  parent bigint  -- official | none | keep | UPRN of the house or block that it is part of
  root bigint  -- official | none | keep | UPRN at the top of that order
  postcode text not null  -- official | none | keep | Postcode, capitals, no space; empty where there is none
  street text not null  -- official | none | keep | Street
  number text not null  -- official | none | keep | Number or name, with the part of the building that is no numbered flat
  floor integer  -- official | none | keep | Floor, 0 the ground
  flat integer  -- official | none | keep | Number of the flat
  address text not null  -- official | none | keep | Whole address as the file writes it
  easting integer not null  -- official | none | keep | Metres, EPSG:27700
  northing integer not null  -- official | none | keep | Metres, EPSG:27700
  ward text not null  -- official | none | keep | Ward that it lies in on the day of the edition
  bcu text not null  -- official | none | keep | BCU of the ward
  since date  -- official | none | keep | Day of its state, where the file says
  was_class text  -- official | none | keep | Class before; null where it is new
  was_address text  -- official | none | keep | Address before
  was_ward text  -- official | none | keep | Ward before
  was_easting integer  -- official | none | keep | Metres, EPSG:27700, before
  was_northing integer  -- official | none | keep | Metres, EPSG:27700, before
  constraint address_fact_change_check CHECK ((change = ANY (ARRAY['new'::text, 'gone'::text, 'moved'::text, 'split'::text, 'merged'::text, 'reclassified'::text, 'changed'::text])))
  constraint address_fact_check CHECK (((change <> 'gone'::text) OR (sort = 'gone'::text)))
  constraint address_fact_pkey PRIMARY KEY (uprn, edition)
  constraint address_fact_sort_check CHECK ((sort = ANY (ARRAY['dwelling'::text, 'bedsit'::text, 'undivided'::text, 'shared'::text, 'institution'::text, 'door'::text, 'other'::text, 'gone'::text])))
  CREATE INDEX address_fact_by_postcode ON places.address_fact USING btree (postcode) WHERE (was_address IS NOT NULL)
  CREATE INDEX address_fact_of_edition ON places.address_fact USING btree (edition, change, uprn)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON places.address_fact FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_importer with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all for select to mettrace_administrator, mettrace_auditor, mettrace_control_room, mettrace_custody, mettrace_data_protection, mettrace_finance, mettrace_identity, mettrace_importer, mettrace_investigator, mettrace_planner, mettrace_prevention_pcso, mettrace_programme_lead, mettrace_registrar, mettrace_risk, mettrace_sergeant, mettrace_stock_keeper, mettrace_store_keeper, mettrace_ward_officer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_administrator
  grant select to mettrace_auditor
  grant select to mettrace_control_room
  grant select to mettrace_custody
  grant select to mettrace_data_protection
  grant select to mettrace_finance
  grant select to mettrace_identity
  grant insert, select to mettrace_importer
  grant select to mettrace_investigator
  grant select to mettrace_planner
  grant select to mettrace_prevention_pcso
  grant select to mettrace_programme_lead
  grant select to mettrace_registrar
  grant select to mettrace_risk
  grant select to mettrace_sergeant
  grant select to mettrace_stock_keeper
  grant select to mettrace_store_keeper
  grant select to mettrace_ward_officer

table places.area row security forced
  -- An area of a vintage. Offered twice with different outlines, the finer one is kept.
  kind text not null  -- open | none | keep | Kind of area
  valid_from date not null  -- open | none | keep | Vintage it belongs to
  code text not null  -- open | none | keep | Official code
  name text  -- open | none | keep | Official name
  min_easting integer not null  -- open | none | derived | Western edge, metres, EPSG:27700
  min_northing integer not null  -- open | none | derived | Southern edge, metres, EPSG:27700
  max_easting integer not null  -- open | none | derived | Eastern edge, metres, EPSG:27700
  max_northing integer not null  -- open | none | derived | Northern edge, metres, EPSG:27700
  centre_easting integer not null  -- open | none | derived | Easting of the centroid, metres
  centre_northing integer not null  -- open | none | derived | Northing of the centroid, metres
  vertices integer not null  -- open | none | derived | Points of the outline
  boundary bytea not null  -- open | none | keep | Outline: WKB MultiPolygon, metres, EPSG:27700
  constraint area_code_check CHECK ((code <> ''::text))
  constraint area_kind_valid_from_fkey FOREIGN KEY (kind, valid_from) REFERENCES places.vintage(kind, valid_from)
  constraint area_pkey PRIMARY KEY (kind, valid_from, code)
  constraint area_vertices_check CHECK ((vertices > 2))
  policy add_all for insert to mettrace_importer with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy change_all for update to mettrace_importer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL)) with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy deployments_crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all for select to mettrace_administrator, mettrace_auditor, mettrace_control_room, mettrace_custody, mettrace_data_protection, mettrace_finance, mettrace_identity, mettrace_importer, mettrace_investigator, mettrace_planner, mettrace_prevention_pcso, mettrace_programme_lead, mettrace_registrar, mettrace_risk, mettrace_sergeant, mettrace_stock_keeper, mettrace_store_keeper, mettrace_ward_officer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy remove_all for delete to mettrace_importer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_administrator
  grant select to mettrace_auditor
  grant select to mettrace_control_room
  grant select to mettrace_custody
  grant select to mettrace_data_protection
  grant select to mettrace_finance
  grant select to mettrace_identity
  grant delete, insert, select, update to mettrace_importer
  grant select to mettrace_investigator
  grant select to mettrace_planner
  grant select to mettrace_prevention_pcso
  grant select to mettrace_programme_lead
  grant select to mettrace_registrar
  grant select to mettrace_risk
  grant select to mettrace_sergeant
  grant select to mettrace_stock_keeper
  grant select to mettrace_store_keeper
  grant select to mettrace_ward_officer

table places.counted_ground row security forced
  -- The boundaries whose areas streets are counted in: one row.
  id smallint not null default 1  -- official | none | derived | Always 1
  kind text not null  -- official | none | derived | Kind of area
  valid_from date not null  -- official | none | derived | Since when these boundaries are in force
  constraint counted_ground_id_check CHECK ((id = 1))
  constraint counted_ground_kind_check CHECK ((kind <> ''::text))
  constraint counted_ground_pkey PRIMARY KEY (id)
  CREATE TRIGGER keep_states AFTER INSERT ON places.counted_ground REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION engagement.keep_states()
  CREATE TRIGGER keep_states_elsewhere AFTER DELETE OR UPDATE ON places.counted_ground FOR EACH STATEMENT EXECUTE FUNCTION engagement.keep_states()
  policy add_all for insert to mettrace_importer with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy change_all for update to mettrace_importer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL)) with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy keep for insert to owner with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy keep_on for update to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL)) with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave for delete to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all for select to mettrace_administrator, mettrace_auditor, mettrace_control_room, mettrace_custody, mettrace_data_protection, mettrace_finance, mettrace_identity, mettrace_importer, mettrace_investigator, mettrace_planner, mettrace_prevention_pcso, mettrace_programme_lead, mettrace_registrar, mettrace_risk, mettrace_sergeant, mettrace_stock_keeper, mettrace_store_keeper, mettrace_ward_officer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy remove_all for delete to mettrace_importer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_administrator
  grant select to mettrace_auditor
  grant select to mettrace_control_room
  grant select to mettrace_custody
  grant select to mettrace_data_protection
  grant select to mettrace_finance
  grant select to mettrace_identity
  grant delete, insert, select, update to mettrace_importer
  grant select to mettrace_investigator
  grant select to mettrace_planner
  grant select to mettrace_prevention_pcso
  grant select to mettrace_programme_lead
  grant select to mettrace_registrar
  grant select to mettrace_risk
  grant select to mettrace_sergeant
  grant select to mettrace_stock_keeper
  grant select to mettrace_store_keeper
  grant select to mettrace_ward_officer

table places.geography row security forced
  -- Which state boundaries and look-ups are in: what was worked out in another state must be worked out anew.
  only_one boolean not null default true  -- open | none | derived | Keeps this table to one row
  version integer not null  -- open | none | derived | Raised by every change of boundaries or look-ups
  constraint geography_only_one_check CHECK (only_one)
  constraint geography_pkey PRIMARY KEY (only_one)
  policy add_all for insert to mettrace_importer with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy change_all for update to mettrace_importer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL)) with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all for select to mettrace_administrator, mettrace_auditor, mettrace_control_room, mettrace_custody, mettrace_data_protection, mettrace_finance, mettrace_identity, mettrace_importer, mettrace_investigator, mettrace_planner, mettrace_prevention_pcso, mettrace_programme_lead, mettrace_registrar, mettrace_risk, mettrace_sergeant, mettrace_stock_keeper, mettrace_store_keeper, mettrace_ward_officer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy remove_all for delete to mettrace_importer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_administrator
  grant select to mettrace_auditor
  grant select to mettrace_control_room
  grant select to mettrace_custody
  grant select to mettrace_data_protection
  grant select to mettrace_finance
  grant select to mettrace_identity
  grant delete, insert, select, update to mettrace_importer
  grant select to mettrace_investigator
  grant select to mettrace_planner
  grant select to mettrace_prevention_pcso
  grant select to mettrace_programme_lead
  grant select to mettrace_registrar
  grant select to mettrace_risk
  grant select to mettrace_sergeant
  grant select to mettrace_stock_keeper
  grant select to mettrace_store_keeper
  grant select to mettrace_ward_officer

table places.ground row security forced
  -- What the ground is besides streets and buildings.
  id integer not null  -- open | none | keep | Number
  kind text not null  -- open | none | keep | water, park, wood or rail
  name text not null  -- open | none | keep | Name
  boundary bytea not null  -- open | none | keep | WKB MultiPolygon, metres, EPSG:27700
  constraint ground_kind_check CHECK ((kind = ANY (ARRAY['water'::text, 'park'::text, 'wood'::text, 'rail'::text])))
  constraint ground_pkey PRIMARY KEY (id)
  policy add_all for insert to mettrace_importer with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy change_all for update to mettrace_importer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL)) with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all for select to mettrace_administrator, mettrace_auditor, mettrace_control_room, mettrace_custody, mettrace_data_protection, mettrace_finance, mettrace_identity, mettrace_importer, mettrace_investigator, mettrace_planner, mettrace_prevention_pcso, mettrace_programme_lead, mettrace_registrar, mettrace_risk, mettrace_sergeant, mettrace_stock_keeper, mettrace_store_keeper, mettrace_ward_officer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy remove_all for delete to mettrace_importer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_administrator
  grant select to mettrace_auditor
  grant select to mettrace_control_room
  grant select to mettrace_custody
  grant select to mettrace_data_protection
  grant select to mettrace_finance
  grant select to mettrace_identity
  grant delete, insert, select, update to mettrace_importer
  grant select to mettrace_investigator
  grant select to mettrace_planner
  grant select to mettrace_prevention_pcso
  grant select to mettrace_programme_lead
  grant select to mettrace_registrar
  grant select to mettrace_risk
  grant select to mettrace_sergeant
  grant select to mettrace_stock_keeper
  grant select to mettrace_store_keeper
  grant select to mettrace_ward_officer

table places.home_count row security forced
  -- Homes in an area, by source; the latest date counts. Of one day only a source that places.home_source_fact leaves in use.
  code text not null  -- open | none | keep | Official code of the area
  as_of date not null  -- open | none | keep | Day the count describes
  source text not null  -- open | none | keep | File and column it came from
  homes integer not null  -- open | none | keep | Households, or homes
  constraint home_count_homes_check CHECK ((homes >= 0))
  constraint home_count_pkey PRIMARY KEY (code, as_of, source)
  policy add_all for insert to mettrace_importer with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy change_all for update to mettrace_importer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL)) with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all for select to mettrace_administrator, mettrace_auditor, mettrace_control_room, mettrace_custody, mettrace_data_protection, mettrace_finance, mettrace_identity, mettrace_importer, mettrace_investigator, mettrace_planner, mettrace_prevention_pcso, mettrace_programme_lead, mettrace_registrar, mettrace_risk, mettrace_sergeant, mettrace_stock_keeper, mettrace_store_keeper, mettrace_ward_officer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy remove_all for delete to mettrace_importer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_administrator
  grant select to mettrace_auditor
  grant select to mettrace_control_room
  grant select to mettrace_custody
  grant select to mettrace_data_protection
  grant select to mettrace_finance
  grant select to mettrace_identity
  grant delete, insert, select, update to mettrace_importer
  grant select to mettrace_investigator
  grant select to mettrace_planner
  grant select to mettrace_prevention_pcso
  grant select to mettrace_programme_lead
  grant select to mettrace_registrar
  grant select to mettrace_risk
  grant select to mettrace_sergeant
  grant select to mettrace_stock_keeper
  grant select to mettrace_store_keeper
  grant select to mettrace_ward_officer

table places.home_source_fact row security forced
  -- That a source of homes replaces another of the same day, or no longer does; the last that was said of a source holds.
  id uuid not null  -- official | none | keep | UUIDv7
  number bigint not null identity a  -- official | none | keep | In the order in which it was said, whatever the clock says
  as_of date not null  -- official | none | keep | Day the counts describe, as in places.home_count
  source text not null  -- official | none | keep | The source that replaces, as in places.home_count
  replaces text not null  -- official | none | keep | The source that is replaced
  withdrawn boolean not null  -- official | none | keep | Whether this takes back that it replaces
  actor text not null  -- personal | uk-gdpr | audit+6y | Who said so
  said_at timestamp with time zone not null default clock_timestamp()  -- official | uk-gdpr | audit+6y | When it was said
  constraint home_source_fact_check CHECK (((replaces <> ''::text) AND (replaces <> source)))
  constraint home_source_fact_number_key UNIQUE (number)
  constraint home_source_fact_pkey PRIMARY KEY (id)
  constraint home_source_fact_source_check CHECK ((source <> ''::text))
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON places.home_source_fact FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_importer with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy read_all for select to mettrace_administrator, mettrace_auditor, mettrace_control_room, mettrace_custody, mettrace_data_protection, mettrace_finance, mettrace_identity, mettrace_importer, mettrace_investigator, mettrace_planner, mettrace_prevention_pcso, mettrace_programme_lead, mettrace_registrar, mettrace_risk, mettrace_sergeant, mettrace_stock_keeper, mettrace_store_keeper, mettrace_ward_officer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_administrator
  grant select to mettrace_auditor
  grant select to mettrace_control_room
  grant select to mettrace_custody
  grant select to mettrace_data_protection
  grant select to mettrace_finance
  grant select to mettrace_identity
  grant insert, select to mettrace_importer
  grant select to mettrace_investigator
  grant select to mettrace_planner
  grant select to mettrace_prevention_pcso
  grant select to mettrace_programme_lead
  grant select to mettrace_registrar
  grant select to mettrace_risk
  grant select to mettrace_sergeant
  grant select to mettrace_stock_keeper
  grant select to mettrace_store_keeper
  grant select to mettrace_ward_officer

sequence places.home_source_fact_number_seq

table places.import_file row security forced
  -- What each import took and left out, by reason.
  id uuid not null  -- official | none | keep | UUIDv7
  kind text not null  -- official | none | keep | Importer that read the file
  file text not null  -- official | none | keep | Name of the file, without its folder
  imported_at timestamp with time zone not null default now()  -- official | none | keep | When it was imported
  actor text not null  -- personal | uk-gdpr | audit+6y | Account that imported it
  row_count integer not null  -- official | none | keep | Rows read
  taken integer not null  -- official | none | keep | Rows that were new
  already_present integer not null  -- official | none | keep | Rows that were there before
  left_out jsonb not null  -- official | none | keep | Rows left out, by reason
  possible_repeats integer not null  -- official | none | keep | Equal rows without an id, taken
  constraint import_file_already_present_check CHECK ((already_present >= 0))
  constraint import_file_kind_check CHECK ((kind = ANY (ARRAY['street'::text, 'counts'::text, 'incidents'::text, 'points'::text, 'areas'::text, 'homes'::text, 'lookup'::text, 'postcodes'::text, 'network'::text, 'addresses'::text])))
  constraint import_file_pkey PRIMARY KEY (id)
  constraint import_file_possible_repeats_check CHECK ((possible_repeats >= 0))
  constraint import_file_row_count_check CHECK ((row_count >= 0))
  constraint import_file_taken_check CHECK ((taken >= 0))
  policy add_all for insert to mettrace_importer with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy change_all for update to mettrace_importer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL)) with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all for select to mettrace_administrator, mettrace_auditor, mettrace_control_room, mettrace_custody, mettrace_data_protection, mettrace_finance, mettrace_identity, mettrace_importer, mettrace_investigator, mettrace_planner, mettrace_prevention_pcso, mettrace_programme_lead, mettrace_registrar, mettrace_risk, mettrace_sergeant, mettrace_stock_keeper, mettrace_store_keeper, mettrace_ward_officer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy remove_all for delete to mettrace_importer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_administrator
  grant select to mettrace_auditor
  grant select to mettrace_control_room
  grant select to mettrace_custody
  grant select to mettrace_data_protection
  grant select to mettrace_finance
  grant select to mettrace_identity
  grant delete, insert, select, update to mettrace_importer
  grant select to mettrace_investigator
  grant select to mettrace_planner
  grant select to mettrace_prevention_pcso
  grant select to mettrace_programme_lead
  grant select to mettrace_registrar
  grant select to mettrace_risk
  grant select to mettrace_sergeant
  grant select to mettrace_stock_keeper
  grant select to mettrace_store_keeper
  grant select to mettrace_ward_officer

table places.lookup row security forced
  -- Which code belongs to which: between vintages, and up to ward, borough and BCU.
  from_column text not null  -- open | none | keep | Heading of the first code
  to_column text not null  -- open | none | keep | Heading of the second code
  from_code text not null  -- open | none | keep | First code
  to_code text not null  -- open | none | keep | Second code
  change text  -- open | none | keep | U unchanged, S split, M merged, X irregular (ONS)
  constraint lookup_pkey PRIMARY KEY (from_column, to_column, from_code, to_code)
  CREATE INDEX lookup_by_from ON places.lookup USING btree (from_code)
  CREATE INDEX lookup_by_to ON places.lookup USING btree (to_code)
  policy add_all for insert to mettrace_importer with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy change_all for update to mettrace_importer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL)) with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all for select to mettrace_administrator, mettrace_auditor, mettrace_control_room, mettrace_custody, mettrace_data_protection, mettrace_finance, mettrace_identity, mettrace_importer, mettrace_investigator, mettrace_planner, mettrace_prevention_pcso, mettrace_programme_lead, mettrace_registrar, mettrace_risk, mettrace_sergeant, mettrace_stock_keeper, mettrace_store_keeper, mettrace_ward_officer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy remove_all for delete to mettrace_importer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_administrator
  grant select to mettrace_auditor
  grant select to mettrace_control_room
  grant select to mettrace_custody
  grant select to mettrace_data_protection
  grant select to mettrace_finance
  grant select to mettrace_identity
  grant delete, insert, select, update to mettrace_importer
  grant select to mettrace_investigator
  grant select to mettrace_planner
  grant select to mettrace_prevention_pcso
  grant select to mettrace_programme_lead
  grant select to mettrace_registrar
  grant select to mettrace_risk
  grant select to mettrace_sergeant
  grant select to mettrace_stock_keeper
  grant select to mettrace_store_keeper
  grant select to mettrace_ward_officer

table places.point_area row security forced
  -- Area of a point, found in the outlines; asked once for each point and vintage.
  kind text not null  -- open | none | derived | Kind of area
  valid_from date not null  -- open | none | derived | Vintage
  easting integer not null  -- open | none | derived | Metres, EPSG:27700
  northing integer not null  -- open | none | derived | Metres, EPSG:27700
  code text  -- open | none | derived | Area that holds the point; null when none does
  constraint point_area_kind_valid_from_fkey FOREIGN KEY (kind, valid_from) REFERENCES places.vintage(kind, valid_from) ON DELETE CASCADE
  constraint point_area_pkey PRIMARY KEY (kind, valid_from, easting, northing)
  CREATE INDEX point_area_by_code ON places.point_area USING btree (kind, valid_from, code)
  CREATE TRIGGER keep_states AFTER INSERT ON places.point_area REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION engagement.keep_states()
  CREATE TRIGGER keep_states_no_more AFTER DELETE ON places.point_area REFERENCING OLD TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION engagement.keep_states()
  policy add_all for insert to mettrace_importer with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy change_all for update to mettrace_importer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL)) with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy deployments_crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all for select to mettrace_administrator, mettrace_auditor, mettrace_control_room, mettrace_custody, mettrace_data_protection, mettrace_finance, mettrace_identity, mettrace_importer, mettrace_investigator, mettrace_planner, mettrace_prevention_pcso, mettrace_programme_lead, mettrace_registrar, mettrace_risk, mettrace_sergeant, mettrace_stock_keeper, mettrace_store_keeper, mettrace_ward_officer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy remove_all for delete to mettrace_importer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_administrator
  grant select to mettrace_auditor
  grant select to mettrace_control_room
  grant select to mettrace_custody
  grant select to mettrace_data_protection
  grant select to mettrace_finance
  grant select to mettrace_identity
  grant delete, insert, select, update to mettrace_importer
  grant select to mettrace_investigator
  grant select to mettrace_planner
  grant select to mettrace_prevention_pcso
  grant select to mettrace_programme_lead
  grant select to mettrace_registrar
  grant select to mettrace_risk
  grant select to mettrace_sergeant
  grant select to mettrace_stock_keeper
  grant select to mettrace_store_keeper
  grant select to mettrace_ward_officer

table places.postcode row security forced
  -- Where a postcode lies.
  postcode text not null  -- open | none | keep | Capitals, no space
  easting integer not null  -- open | none | keep | Metres, EPSG:27700
  northing integer not null  -- open | none | keep | Metres, EPSG:27700
  constraint postcode_pkey PRIMARY KEY (postcode)
  policy add_all for insert to mettrace_importer with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy change_all for update to mettrace_importer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL)) with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all for select to mettrace_administrator, mettrace_auditor, mettrace_control_room, mettrace_custody, mettrace_data_protection, mettrace_finance, mettrace_identity, mettrace_importer, mettrace_investigator, mettrace_planner, mettrace_prevention_pcso, mettrace_programme_lead, mettrace_registrar, mettrace_risk, mettrace_sergeant, mettrace_stock_keeper, mettrace_store_keeper, mettrace_ward_officer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy remove_all for delete to mettrace_importer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_administrator
  grant select to mettrace_auditor
  grant select to mettrace_control_room
  grant select to mettrace_custody
  grant select to mettrace_data_protection
  grant select to mettrace_finance
  grant select to mettrace_identity
  grant delete, insert, select, update to mettrace_importer
  grant select to mettrace_investigator
  grant select to mettrace_planner
  grant select to mettrace_prevention_pcso
  grant select to mettrace_programme_lead
  grant select to mettrace_registrar
  grant select to mettrace_risk
  grant select to mettrace_sergeant
  grant select to mettrace_stock_keeper
  grant select to mettrace_store_keeper
  grant select to mettrace_ward_officer

table places.street row security forced
  -- Streets and the line they run along.
  id integer not null  -- open | none | keep | Number of the street
  name text not null  -- open | none | keep | Name
  line bytea not null  -- open | none | keep | WKB LineString, metres, EPSG:27700
  constraint street_pkey PRIMARY KEY (id)
  policy add_all for insert to mettrace_importer with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy change_all for update to mettrace_importer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL)) with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all for select to mettrace_administrator, mettrace_auditor, mettrace_control_room, mettrace_custody, mettrace_data_protection, mettrace_finance, mettrace_identity, mettrace_importer, mettrace_investigator, mettrace_planner, mettrace_prevention_pcso, mettrace_programme_lead, mettrace_registrar, mettrace_risk, mettrace_sergeant, mettrace_stock_keeper, mettrace_store_keeper, mettrace_ward_officer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy remove_all for delete to mettrace_importer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_administrator
  grant select to mettrace_auditor
  grant select to mettrace_control_room
  grant select to mettrace_custody
  grant select to mettrace_data_protection
  grant select to mettrace_finance
  grant select to mettrace_identity
  grant delete, insert, select, update to mettrace_importer
  grant select to mettrace_investigator
  grant select to mettrace_planner
  grant select to mettrace_prevention_pcso
  grant select to mettrace_programme_lead
  grant select to mettrace_registrar
  grant select to mettrace_risk
  grant select to mettrace_sergeant
  grant select to mettrace_stock_keeper
  grant select to mettrace_store_keeper
  grant select to mettrace_ward_officer

table places.street_link row security forced
  -- Stretches of street between junctions: two meet where their lines share a corner.
  key bytea not null generated sha256(line)  -- open | none | keep | SHA-256 of the line
  line bytea not null  -- open | none | keep | WKB LineString, metres, EPSG:27700, to the decimetre
  metres double precision not null  -- open | none | keep | Length, metres
  from_easting integer not null generated (((((
CASE
    WHEN (get_byte(line, 16) >= 128) THEN '-1'::integer
    ELSE 1
END)::double precision * (((16 + (get_byte(line, 15) & 15)))::double precision + (((get_byte(line, 14))::double precision + (((get_byte(line, 13))::double precision + ((get_byte(line, 12))::double precision / (256.0)::double precision)) / (256)::double precision)) / (256)::double precision))) / (16)::double precision) * power((2)::double precision, (((((get_byte(line, 16) & 127) << 4) | (get_byte(line, 15) >> 4)) - 1023))::double precision)))::integer  -- open | none | keep | Where it begins, metres, EPSG:27700
  from_northing integer not null generated (((((
CASE
    WHEN (get_byte(line, 24) >= 128) THEN '-1'::integer
    ELSE 1
END)::double precision * (((16 + (get_byte(line, 23) & 15)))::double precision + (((get_byte(line, 22))::double precision + (((get_byte(line, 21))::double precision + ((get_byte(line, 20))::double precision / (256.0)::double precision)) / (256)::double precision)) / (256)::double precision))) / (16)::double precision) * power((2)::double precision, (((((get_byte(line, 24) & 127) << 4) | (get_byte(line, 23) >> 4)) - 1023))::double precision)))::integer  -- open | none | keep | Where it begins, metres, EPSG:27700
  constraint street_link_metres_check CHECK (((metres >= (0)::double precision) AND (metres < 'Infinity'::double precision)))
  constraint street_link_pkey PRIMARY KEY (key)
  CREATE INDEX street_link_by_start ON places.street_link USING btree (from_easting, from_northing)
  policy add_all for insert to mettrace_importer with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy change_all for update to mettrace_importer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL)) with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all for select to mettrace_administrator, mettrace_auditor, mettrace_control_room, mettrace_custody, mettrace_data_protection, mettrace_finance, mettrace_identity, mettrace_importer, mettrace_investigator, mettrace_planner, mettrace_prevention_pcso, mettrace_programme_lead, mettrace_registrar, mettrace_risk, mettrace_sergeant, mettrace_stock_keeper, mettrace_store_keeper, mettrace_ward_officer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy remove_all for delete to mettrace_importer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_administrator
  grant select to mettrace_auditor
  grant select to mettrace_control_room
  grant select to mettrace_custody
  grant select to mettrace_data_protection
  grant select to mettrace_finance
  grant select to mettrace_identity
  grant delete, insert, select, update to mettrace_importer
  grant select to mettrace_investigator
  grant select to mettrace_planner
  grant select to mettrace_prevention_pcso
  grant select to mettrace_programme_lead
  grant select to mettrace_registrar
  grant select to mettrace_risk
  grant select to mettrace_sergeant
  grant select to mettrace_stock_keeper
  grant select to mettrace_store_keeper
  grant select to mettrace_ward_officer

table places.uprn_place row security forced
  -- Where a UPRN lies, as OS Open UPRN or an ONS directory says: for checks, since neither says what stands there.
  uprn bigint not null  -- open | none | keep | Unique property reference number
  easting integer  -- open | none | keep | Metres, EPSG:27700; null where the file says none
  northing integer  -- open | none | keep | Metres, EPSG:27700
  postcode text  -- open | none | keep | Postcode, capitals, no space; null where the file says none
  source text not null  -- open | none | keep | Format of the file
  constraint uprn_place_pkey PRIMARY KEY (uprn)
  policy add_all for insert to mettrace_importer with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy change_all for update to mettrace_importer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL)) with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all for select to mettrace_administrator, mettrace_auditor, mettrace_control_room, mettrace_custody, mettrace_data_protection, mettrace_finance, mettrace_identity, mettrace_importer, mettrace_investigator, mettrace_planner, mettrace_prevention_pcso, mettrace_programme_lead, mettrace_registrar, mettrace_risk, mettrace_sergeant, mettrace_stock_keeper, mettrace_store_keeper, mettrace_ward_officer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy remove_all for delete to mettrace_importer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_administrator
  grant select to mettrace_auditor
  grant select to mettrace_control_room
  grant select to mettrace_custody
  grant select to mettrace_data_protection
  grant select to mettrace_finance
  grant select to mettrace_identity
  grant delete, insert, select, update to mettrace_importer
  grant select to mettrace_investigator
  grant select to mettrace_planner
  grant select to mettrace_prevention_pcso
  grant select to mettrace_programme_lead
  grant select to mettrace_registrar
  grant select to mettrace_risk
  grant select to mettrace_sergeant
  grant select to mettrace_stock_keeper
  grant select to mettrace_store_keeper
  grant select to mettrace_ward_officer

table places.vintage row security forced
  -- A set of boundaries of one kind that came into force together.
  kind text not null  -- open | none | keep | Kind of area
  valid_from date not null  -- open | none | keep | First day of validity
  valid_to date  -- open | none | keep | Last day of validity; null while in force
  constraint vintage_check CHECK ((valid_to >= valid_from))
  constraint vintage_kind_check CHECK ((kind = ANY (ARRAY['oa'::text, 'lsoa'::text, 'ward'::text, 'borough'::text, 'bcu'::text])))
  constraint vintage_pkey PRIMARY KEY (kind, valid_from)
  CREATE TRIGGER keep_ground AFTER INSERT OR DELETE ON places.vintage FOR EACH STATEMENT EXECUTE FUNCTION engagement.keep_ground()
  policy add_all for insert to mettrace_importer with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy change_all for update to mettrace_importer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL)) with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all for select to mettrace_administrator, mettrace_auditor, mettrace_control_room, mettrace_custody, mettrace_data_protection, mettrace_finance, mettrace_identity, mettrace_importer, mettrace_investigator, mettrace_planner, mettrace_prevention_pcso, mettrace_programme_lead, mettrace_registrar, mettrace_risk, mettrace_sergeant, mettrace_stock_keeper, mettrace_store_keeper, mettrace_ward_officer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy remove_all for delete to mettrace_importer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy saturation_crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_administrator
  grant select to mettrace_auditor
  grant select to mettrace_control_room
  grant select to mettrace_custody
  grant select to mettrace_data_protection
  grant select to mettrace_finance
  grant select to mettrace_identity
  grant delete, insert, select, update to mettrace_importer
  grant select to mettrace_investigator
  grant select to mettrace_planner
  grant select to mettrace_prevention_pcso
  grant select to mettrace_programme_lead
  grant select to mettrace_registrar
  grant select to mettrace_risk
  grant select to mettrace_sergeant
  grant select to mettrace_stock_keeper
  grant select to mettrace_store_keeper
  grant select to mettrace_ward_officer

schema public
  grant usage to PUBLIC

schema target
  grant usage to mettrace_auditor
  grant usage to mettrace_control_room
  grant usage to mettrace_data_protection
  grant usage to mettrace_finance
  grant usage to mettrace_importer
  grant usage to mettrace_planner
  grant usage to mettrace_prevention_pcso
  grant usage to mettrace_programme_lead
  grant usage to mettrace_registrar
  grant usage to mettrace_risk
  grant usage to mettrace_sergeant
  grant usage to mettrace_stock_keeper
  grant usage to mettrace_ward_officer

table target.area_force row security forced
  -- The force that polices an area: the one with most burglaries there for each month of its files. Only where files of several forces are loaded.
  kind text not null  -- open | none | derived | Kind of area
  valid_from date not null  -- open | none | derived | Vintage of the areas
  code text not null  -- open | none | derived | Area
  force text not null  -- open | none | derived | Police force, as in target.loaded_force
  constraint area_force_pkey PRIMARY KEY (kind, valid_from, code)
  policy add_all for insert to mettrace_importer with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy change_all for update to mettrace_importer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL)) with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all for select to mettrace_auditor, mettrace_data_protection, mettrace_importer, mettrace_planner, mettrace_programme_lead, mettrace_risk, mettrace_sergeant using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy remove_all for delete to mettrace_importer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_auditor
  grant select to mettrace_data_protection
  grant delete, insert, select, update to mettrace_importer
  grant select to mettrace_planner
  grant select to mettrace_programme_lead
  grant select to mettrace_risk
  grant select to mettrace_sergeant

table target.burglary row security forced
  -- Burglaries from street files and point files. Importing is the union of multisets: key names a crime (or, without an id, a row), ordinal counts those that share it.
  key uuid not null  -- open | none | keep | Digest of force and crime id, or of the whole row where there is none
  ordinal smallint not null  -- open | none | keep | 1 for the first row with this key
  source text not null  -- open | none | keep | street (data.police.uk) or points
  month date not null  -- open | none | keep | First day of the month
  day_from date  -- open | none | keep | First day it may have happened
  day_to date  -- open | none | keep | Last day it may have happened
  code text  -- open | none | keep | Area code as the file gives it, of any vintage
  easting integer  -- open | none | keep | Metres, EPSG:27700; street files give a snapped point
  northing integer  -- open | none | keep | Metres, EPSG:27700
  at_premises boolean not null default false  -- open | none | keep | Placed at premises or a public place (a supermarket, a car park) and not in a street
  force text  -- open | none | keep | Police force that reported it, as street files name it; null where no file says
  constraint burglary_check CHECK (((code IS NOT NULL) OR (easting IS NOT NULL)))
  constraint burglary_check1 CHECK (((easting IS NULL) = (northing IS NULL)))
  constraint burglary_check2 CHECK ((day_to >= day_from))
  constraint burglary_ordinal_check CHECK ((ordinal > 0))
  constraint burglary_pkey PRIMARY KEY (key, ordinal)
  constraint burglary_source_check CHECK ((source = ANY (ARRAY['street'::text, 'points'::text])))
  CREATE INDEX burglary_by_month ON target.burglary USING brin (month) WITH (pages_per_range='16')
  policy add_all for insert to mettrace_importer with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy change_all for update to mettrace_importer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL)) with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all for select to mettrace_auditor, mettrace_data_protection, mettrace_importer, mettrace_planner, mettrace_programme_lead, mettrace_risk, mettrace_sergeant using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy remove_all for delete to mettrace_importer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_auditor
  grant select to mettrace_data_protection
  grant delete, insert, select, update to mettrace_importer
  grant select to mettrace_planner
  grant select to mettrace_programme_lead
  grant select to mettrace_risk
  grant select to mettrace_sergeant

table target.burglary_count row security forced
  -- Burglaries by area and month, one series from one source at a time: what risk reads. Made from the tables above.
  kind text not null  -- open | none | derived | Kind of area
  valid_from date not null  -- open | none | derived | Vintage of the areas
  source text not null  -- open | none | derived | Where the counts come from
  series text not null  -- open | none | derived | all, or residential
  code text not null  -- open | none | derived | Area
  month date not null  -- open | none | derived | First day of the month
  burglaries integer not null  -- open | none | derived | Burglaries
  repeats integer not null default 0  -- open | none | derived | Of these, at a spot burgled in the twelve months before or already in the same month
  premises integer not null default 0  -- open | none | derived | Of these, at premises and not in a street
  constraint burglary_count_burglaries_check CHECK ((burglaries > 0))
  constraint burglary_count_check CHECK (((repeats >= 0) AND (repeats <= burglaries)))
  constraint burglary_count_check1 CHECK (((premises >= 0) AND (premises <= burglaries)))
  constraint burglary_count_pkey PRIMARY KEY (kind, valid_from, source, series, code, month)
  constraint burglary_count_series_check CHECK ((series = ANY (ARRAY['all'::text, 'residential'::text])))
  constraint burglary_count_source_check CHECK ((source = ANY (ARRAY['street'::text, 'points'::text, 'mps'::text, 'incidents'::text])))
  policy add_all for insert to mettrace_importer with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy change_all for update to mettrace_importer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL)) with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all for select to mettrace_auditor, mettrace_data_protection, mettrace_importer, mettrace_planner, mettrace_programme_lead, mettrace_risk, mettrace_sergeant using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy remove_all for delete to mettrace_importer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_auditor
  grant select to mettrace_data_protection
  grant delete, insert, select, update to mettrace_importer
  grant select to mettrace_planner
  grant select to mettrace_programme_lead
  grant select to mettrace_risk
  grant select to mettrace_sergeant

table target.counted_month row security forced
  -- Months whose counts in burglary_count are up to date, as long as boundaries and look-ups stay as they are.
  kind text not null  -- open | none | derived | Kind of area
  valid_from date not null  -- open | none | derived | Vintage of the areas
  source text not null  -- open | none | derived | Where the counts come from
  month date not null  -- open | none | derived | First day of the month
  geography integer not null  -- open | none | derived | Version of places.geography they were counted with
  constraint counted_month_pkey PRIMARY KEY (kind, valid_from, source, month)
  policy add_all for insert to mettrace_importer with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy change_all for update to mettrace_importer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL)) with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all for select to mettrace_auditor, mettrace_data_protection, mettrace_importer, mettrace_planner, mettrace_programme_lead, mettrace_risk, mettrace_sergeant using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy remove_all for delete to mettrace_importer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_auditor
  grant select to mettrace_data_protection
  grant delete, insert, select, update to mettrace_importer
  grant select to mettrace_planner
  grant select to mettrace_programme_lead
  grant select to mettrace_risk
  grant select to mettrace_sergeant

table target.deployment row security forced
  -- Deployments as they were fixed; appended, never changed. Without a figure, it is not known.
  id uuid not null  -- official | none | keep | UUIDv7
  approval uuid not null  -- official | none | keep | Approval that made it
  number integer not null  -- official | none | keep | Number that people call it by
  name text not null  -- official | none | keep | Names of its areas, or what the phase called it
  starts_on date  -- official | none | keep | Day of the first kits, or the first day of their month
  start_known text not null  -- official | none | keep | How exactly the start is known; none for areas left without kits
  wave integer  -- official | none | keep | Wave of the order of starts
  held_out boolean not null  -- official | none | keep | Left without kits, to compare with
  homes integer  -- official | none | keep | Homes as they were counted on the day it was fixed
  kits integer  -- official | none | keep | Kits that were bound on the day it was fixed
  constraint deployment_approval_fkey FOREIGN KEY (approval) REFERENCES target.deployment_approval(id)
  constraint deployment_check CHECK (((starts_on IS NOT NULL) = (start_known = ANY (ARRAY['day'::text, 'month'::text]))))
  constraint deployment_check1 CHECK ((held_out = (start_known = 'none'::text)))
  constraint deployment_check2 CHECK (((NOT held_out) OR (kits = 0)))
  constraint deployment_homes_check CHECK ((homes >= 0))
  constraint deployment_kits_check CHECK ((kits >= 0))
  constraint deployment_name_check CHECK ((name <> ''::text))
  constraint deployment_number_check CHECK ((number > 0))
  constraint deployment_number_key UNIQUE (number)
  constraint deployment_pkey PRIMARY KEY (id)
  constraint deployment_start_known_check CHECK ((start_known = ANY (ARRAY['day'::text, 'month'::text, 'not known'::text, 'none'::text])))
  constraint deployment_wave_check CHECK ((wave > 0))
  CREATE INDEX deployment_by_approval ON target.deployment USING btree (approval)
  CREATE TRIGGER kits_in_the_programme AFTER INSERT ON target.deployment FOR EACH STATEMENT EXECUTE FUNCTION target.refuse_more_kits_than_there_are()
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON target.deployment FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_importer, mettrace_programme_lead, mettrace_registrar with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy deployments_crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_auditor, mettrace_control_room, mettrace_data_protection, mettrace_finance, mettrace_importer, mettrace_planner, mettrace_programme_lead, mettrace_registrar using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all_prevention_pcso for select to mettrace_prevention_pcso using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (id IN ( SELECT deployment_area.deployment
   FROM target.deployment_area))))
  policy read_all_sergeant for select to mettrace_sergeant using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (id IN ( SELECT deployment_area.deployment
   FROM target.deployment_area))))
  policy read_all_stock_keeper for select to mettrace_stock_keeper using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (id IN ( SELECT deployment_area.deployment
   FROM target.deployment_area))))
  policy read_all_ward_officer for select to mettrace_ward_officer using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (id IN ( SELECT deployment_area.deployment
   FROM target.deployment_area))))
  grant select to mettrace_auditor
  grant select to mettrace_control_room
  grant select to mettrace_data_protection
  grant select to mettrace_finance
  grant insert, select to mettrace_importer
  grant select to mettrace_planner
  grant select to mettrace_prevention_pcso
  grant insert, select to mettrace_programme_lead
  grant insert, select to mettrace_registrar
  grant select to mettrace_sergeant
  grant select to mettrace_stock_keeper
  grant select to mettrace_ward_officer

table target.deployment_approval row security forced
  -- Approvals that made deployments of a plan, and earlier phases as they were imported; appended, never changed.
  id uuid not null  -- official | none | keep | UUIDv7
  approved_at timestamp with time zone not null default clock_timestamp()  -- official | none | keep | When it was approved, or imported
  actor text not null  -- personal | uk-gdpr | audit+6y | Who approved it; never who drew up the plan or the order
  origin text not null  -- official | none | keep | A plan of Target, an earlier phase, or the made-up city
  name text not null  -- official | none | keep | Name of the draft or of the phase
  draft uuid  -- official | none | keep | Draft that was approved; once only
  phase_in uuid  -- official | none | keep | Order of starts, where the starts were drawn
  kind text not null  -- official | none | keep | Kind of its areas
  valid_from date not null  -- official | none | keep | Day from which the boundaries of its areas hold
  counted_on date  -- official | none | keep | Day on which its homes were counted; null where that is not known
  series text  -- official | none | keep | Burglaries that the areas were chosen by; null where that is not known
  source text  -- official | none | keep | Where those are counted
  saturation double precision  -- official | none | keep | Share of homes aimed at; null where that is not known
  chosen_from date  -- official | none | keep | First month of the burglaries that the areas were chosen by
  chosen_until date  -- official | none | keep | Last of these months
  top_up boolean not null default false  -- official | none | keep | Whether areas that have kits already were approved on purpose
  made_up boolean not null default false  -- official | none | keep | Approved while the city was made up: leaves with it
  digest text not null  -- official | none | keep | SHA-256 of what was fixed
  constraint deployment_approval_check CHECK ((chosen_until >= chosen_from))
  constraint deployment_approval_check1 CHECK (((origin = 'plan'::text) = (draft IS NOT NULL)))
  constraint deployment_approval_check2 CHECK (((phase_in IS NULL) OR (draft IS NOT NULL)))
  constraint deployment_approval_digest_check CHECK ((digest ~ '^[0-9a-f]{64}$'::text))
  constraint deployment_approval_draft_fkey FOREIGN KEY (draft) REFERENCES target.plan_draft(id)
  constraint deployment_approval_draft_key UNIQUE (draft)
  constraint deployment_approval_kind_check CHECK ((kind <> ''::text))
  constraint deployment_approval_name_check CHECK ((name <> ''::text))
  constraint deployment_approval_origin_check CHECK ((origin = ANY (ARRAY['plan'::text, 'earlier phase'::text, 'demonstration'::text])))
  constraint deployment_approval_phase_in_fkey FOREIGN KEY (phase_in) REFERENCES target.phase_in(id)
  constraint deployment_approval_pkey PRIMARY KEY (id)
  constraint deployment_approval_saturation_check CHECK (((saturation > (0)::double precision) AND (saturation <= (1)::double precision)))
  constraint deployment_approval_series_check CHECK ((series = ANY (ARRAY['all'::text, 'residential'::text])))
  constraint deployment_approval_source_check CHECK ((source = ANY (ARRAY['street'::text, 'points'::text, 'mps'::text, 'incidents'::text])))
  CREATE TRIGGER four_eyes BEFORE INSERT ON target.deployment_approval FOR EACH ROW EXECUTE FUNCTION target.approve_with_four_eyes()
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON target.deployment_approval FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_importer, mettrace_programme_lead, mettrace_registrar with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy leave_with_the_city_approval for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all for select to mettrace_auditor, mettrace_control_room, mettrace_data_protection, mettrace_finance, mettrace_importer, mettrace_planner, mettrace_programme_lead, mettrace_registrar using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all_prevention_pcso for select to mettrace_prevention_pcso using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (id IN ( SELECT deployment.approval
   FROM target.deployment))))
  policy read_all_sergeant for select to mettrace_sergeant using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (id IN ( SELECT deployment.approval
   FROM target.deployment))))
  policy read_all_stock_keeper for select to mettrace_stock_keeper using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (id IN ( SELECT deployment.approval
   FROM target.deployment))))
  policy read_all_ward_officer for select to mettrace_ward_officer using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (id IN ( SELECT deployment.approval
   FROM target.deployment))))
  grant select to mettrace_auditor
  grant select to mettrace_control_room
  grant select to mettrace_data_protection
  grant select to mettrace_finance
  grant insert, select to mettrace_importer
  grant select to mettrace_planner
  grant select to mettrace_prevention_pcso
  grant insert, select to mettrace_programme_lead
  grant insert, select to mettrace_registrar
  grant select to mettrace_sergeant
  grant select to mettrace_stock_keeper
  grant select to mettrace_ward_officer

table target.deployment_area row security forced
  -- Areas of deployments as they were fixed, each in the ward and BCU of its centre; appended, never changed.
  deployment uuid not null  -- official | none | keep | Deployment that it is an area of
  place smallint not null  -- official | none | keep | From 1, in the order of the plan
  kind text not null  -- official | none | keep | Kind of area
  valid_from date not null  -- official | none | keep | Day from which its boundaries hold
  code text not null  -- official | none | keep | Code
  name text  -- official | none | keep | Name
  homes integer  -- official | none | keep | Homes as they were counted on the day it was fixed
  ward text  -- official | none | keep | Ward of its centre; null where no wards are loaded
  bcu text  -- official | none | keep | BCU of its centre; null where none is known
  constraint deployment_area_code_check CHECK ((code <> ''::text))
  constraint deployment_area_deployment_fkey FOREIGN KEY (deployment) REFERENCES target.deployment(id)
  constraint deployment_area_deployment_place_key UNIQUE (deployment, place)
  constraint deployment_area_homes_check CHECK ((homes >= 0))
  constraint deployment_area_pkey PRIMARY KEY (deployment, code)
  constraint deployment_area_place_check CHECK ((place > 0))
  CREATE INDEX deployment_area_by_bcu ON target.deployment_area USING btree (bcu)
  CREATE INDEX deployment_area_by_code ON target.deployment_area USING btree (kind, valid_from, code)
  CREATE INDEX deployment_area_by_ward ON target.deployment_area USING btree (ward)
  CREATE TRIGGER covered_already AFTER INSERT ON target.deployment_area REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION target.refuse_covered_area()
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON target.deployment_area FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_importer, mettrace_programme_lead, mettrace_registrar with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy deployments_crossing for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy read_all for select to mettrace_auditor, mettrace_control_room, mettrace_data_protection, mettrace_finance, mettrace_importer, mettrace_planner, mettrace_programme_lead, mettrace_registrar using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_own_bcu for select to mettrace_prevention_pcso, mettrace_sergeant, mettrace_stock_keeper using ((bcu = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))))
  policy read_own_ward for select to mettrace_ward_officer using ((ward = ANY (ARRAY( SELECT foundation.acting_places() AS acting_places))))
  grant select to mettrace_auditor
  grant select to mettrace_control_room
  grant select to mettrace_data_protection
  grant select to mettrace_finance
  grant insert, select to mettrace_importer
  grant select to mettrace_planner
  grant select to mettrace_prevention_pcso
  grant insert, select to mettrace_programme_lead
  grant insert, select to mettrace_registrar
  grant select to mettrace_sergeant
  grant select to mettrace_stock_keeper
  grant select to mettrace_ward_officer

table target.deployment_change row security forced
  -- What became of a deployment after it was fixed, each with its reason; appended, never changed.
  id uuid not null  -- official | none | keep | UUIDv7
  number bigint not null identity a  -- official | none | keep | In the order in which it was said, whatever the clock says
  deployment uuid not null  -- official | none | keep | Deployment that it is about
  follows uuid  -- official | none | keep | Change before it, which whoever made it had seen; null for the first
  changed_at timestamp with time zone not null default clock_timestamp()  -- official | none | keep | When it was said
  actor text not null  -- personal | uk-gdpr | audit+6y | Who said it
  reason text not null  -- official | none | keep | Why
  what text not null  -- official | none | keep | What changed
  starts_on date  -- official | none | keep | New day of the first kits, or the first day of their month
  start_known text  -- official | none | keep | How exactly that is known
  area text  -- official | none | keep | Area that was dropped
  kits integer  -- official | none | keep | Kits bound from then on; when it is closed, those that were used
  closed_on date  -- official | none | keep | Day on which it ended
  constraint deployment_area_dropped_once UNIQUE (deployment, area)
  constraint deployment_change_check CHECK ((((what = 'start moved'::text) = (starts_on IS NOT NULL)) AND ((starts_on IS NULL) = (start_known IS NULL))))
  constraint deployment_change_check1 CHECK (((what = 'area dropped'::text) = (area IS NOT NULL)))
  constraint deployment_change_check2 CHECK (((what = 'closed'::text) = (closed_on IS NOT NULL)))
  constraint deployment_change_check3 CHECK (((what <> 'kits changed'::text) OR (kits IS NOT NULL)))
  constraint deployment_change_deployment_area_fkey FOREIGN KEY (deployment, area) REFERENCES target.deployment_area(deployment, code)
  constraint deployment_change_deployment_fkey FOREIGN KEY (deployment) REFERENCES target.deployment(id)
  constraint deployment_change_deployment_follows_fkey FOREIGN KEY (deployment, follows) REFERENCES target.deployment_change(deployment, id)
  constraint deployment_change_deployment_id_key UNIQUE (deployment, id)
  constraint deployment_change_kits_check CHECK ((kits >= 0))
  constraint deployment_change_number_key UNIQUE (number)
  constraint deployment_change_one_after_another UNIQUE NULLS NOT DISTINCT (deployment, follows)
  constraint deployment_change_pkey PRIMARY KEY (id)
  constraint deployment_change_reason_check CHECK ((reason <> ''::text))
  constraint deployment_change_start_known_check CHECK ((start_known = ANY (ARRAY['day'::text, 'month'::text])))
  constraint deployment_change_what_check CHECK ((what = ANY (ARRAY['start moved'::text, 'area dropped'::text, 'kits changed'::text, 'closed'::text])))
  CREATE TRIGGER closed BEFORE INSERT ON target.deployment_change FOR EACH ROW EXECUTE FUNCTION target.refuse_change_of_closed()
  CREATE TRIGGER kits_in_the_programme AFTER INSERT ON target.deployment_change FOR EACH STATEMENT EXECUTE FUNCTION target.refuse_more_kits_than_there_are()
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON target.deployment_change FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_importer, mettrace_programme_lead, mettrace_registrar with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy leave_with_the_city for delete to owner using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (EXISTS ( SELECT
   FROM foundation.demonstration
  WHERE (demonstration.state <> 'none'::text)))))
  policy leave_with_the_city_change for select to owner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all for select to mettrace_auditor, mettrace_control_room, mettrace_data_protection, mettrace_finance, mettrace_importer, mettrace_planner, mettrace_programme_lead, mettrace_registrar using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all_prevention_pcso for select to mettrace_prevention_pcso using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (deployment IN ( SELECT deployment_area.deployment
   FROM target.deployment_area))))
  policy read_all_sergeant for select to mettrace_sergeant using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (deployment IN ( SELECT deployment_area.deployment
   FROM target.deployment_area))))
  policy read_all_stock_keeper for select to mettrace_stock_keeper using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (deployment IN ( SELECT deployment_area.deployment
   FROM target.deployment_area))))
  policy read_all_ward_officer for select to mettrace_ward_officer using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (deployment IN ( SELECT deployment_area.deployment
   FROM target.deployment_area))))
  grant select to mettrace_auditor
  grant select to mettrace_control_room
  grant select to mettrace_data_protection
  grant select to mettrace_finance
  grant insert, select to mettrace_importer
  grant select to mettrace_planner
  grant select to mettrace_prevention_pcso
  grant insert, select to mettrace_programme_lead
  grant insert, select to mettrace_registrar
  grant select to mettrace_sergeant
  grant select to mettrace_stock_keeper
  grant select to mettrace_ward_officer

sequence target.deployment_change_number_seq

table target.draft_change row security forced
  -- Drafts renamed, by a name, or withdrawn, by a reason; appended, never changed.
  id uuid not null  -- official | none | keep | UUIDv7 of the change
  draft uuid not null  -- official | none | keep | Draft that it is about
  changed_at timestamp with time zone not null default clock_timestamp()  -- official | none | keep | When it was renamed or withdrawn
  actor text not null  -- personal | uk-gdpr | audit+6y | Who renamed or withdrew it
  name text  -- official | none | keep | Its name from then on
  reason text  -- official | none | keep | Why it was withdrawn
  constraint draft_change_draft_fkey FOREIGN KEY (draft) REFERENCES target.plan_draft(id)
  constraint draft_change_name_check CHECK ((name <> ''::text))
  constraint draft_change_pkey PRIMARY KEY (id)
  constraint draft_change_reason_check CHECK ((reason <> ''::text))
  constraint draft_renamed_or_withdrawn CHECK (((name IS NULL) <> (reason IS NULL)))
  CREATE INDEX draft_change_by_draft ON target.draft_change USING btree (draft, changed_at)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON target.draft_change FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_planner with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy read_all for select to mettrace_auditor, mettrace_data_protection, mettrace_finance, mettrace_planner, mettrace_programme_lead, mettrace_sergeant using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_auditor
  grant select to mettrace_data_protection
  grant select to mettrace_finance
  grant insert, select to mettrace_planner
  grant select to mettrace_programme_lead
  grant select to mettrace_sergeant

table target.loaded_force row security forced
  -- Months of which the street file of a police force is loaded.
  force text not null  -- open | none | keep | Police force; empty for files that do not say
  month date not null  -- open | none | keep | First day of the month
  constraint loaded_force_pkey PRIMARY KEY (force, month)
  policy add_all for insert to mettrace_importer with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy change_all for update to mettrace_importer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL)) with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all for select to mettrace_auditor, mettrace_data_protection, mettrace_importer, mettrace_planner, mettrace_programme_lead, mettrace_risk, mettrace_sergeant using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy remove_all for delete to mettrace_importer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_auditor
  grant select to mettrace_data_protection
  grant delete, insert, select, update to mettrace_importer
  grant select to mettrace_planner
  grant select to mettrace_programme_lead
  grant select to mettrace_risk
  grant select to mettrace_sergeant

table target.loaded_month row security forced
  -- Months that a source covers, so that a month without burglary is not taken for one never loaded.
  source text not null  -- open | none | keep | Where the counts come from
  series text not null  -- open | none | keep | all, or residential
  level text not null  -- open | none | keep | Kind of area counted; any for points and street files
  month date not null  -- open | none | keep | First day of the month
  constraint loaded_month_level_check CHECK ((level = ANY (ARRAY['any'::text, 'lsoa'::text, 'ward'::text, 'borough'::text])))
  constraint loaded_month_pkey PRIMARY KEY (source, series, level, month)
  constraint loaded_month_series_check CHECK ((series = ANY (ARRAY['all'::text, 'residential'::text])))
  constraint loaded_month_source_check CHECK ((source = ANY (ARRAY['street'::text, 'points'::text, 'mps'::text, 'incidents'::text])))
  policy add_all for insert to mettrace_importer with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy change_all for update to mettrace_importer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL)) with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all for select to mettrace_auditor, mettrace_data_protection, mettrace_importer, mettrace_planner, mettrace_programme_lead, mettrace_risk, mettrace_sergeant using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy remove_all for delete to mettrace_importer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_auditor
  grant select to mettrace_data_protection
  grant delete, insert, select, update to mettrace_importer
  grant select to mettrace_planner
  grant select to mettrace_programme_lead
  grant select to mettrace_risk
  grant select to mettrace_sergeant

table target.offence_count row security forced
  -- Street crime of every other type than burglary by area and month, for falsification tests. Closed to the risk role: risk sees burglaries, homes, time and place only.
  force text not null  -- open | none | keep | Police force, as its files are named
  month date not null  -- open | none | keep | First day of the month
  crime_type text not null  -- open | none | keep | Type as published
  code text not null  -- open | none | keep | LSOA code as published; empty where the file gives none
  offences integer not null  -- open | none | keep | Rows
  constraint offence_count_offences_check CHECK ((offences > 0))
  constraint offence_count_pkey PRIMARY KEY (force, month, crime_type, code)
  policy add_all for insert to mettrace_importer with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy change_all for update to mettrace_importer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL)) with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all for select to mettrace_auditor, mettrace_importer, mettrace_planner using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy remove_all for delete to mettrace_importer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_auditor
  grant delete, insert, select, update to mettrace_importer
  grant select to mettrace_planner

table target.phase_in row security forced
  -- Randomised orders of start dates as they were kept; appended, never changed.
  id uuid not null  -- official | none | keep | UUIDv7 of the order
  name text not null  -- official | none | keep | What the planner calls it
  kept_at timestamp with time zone not null default clock_timestamp()  -- official | none | keep | When it was kept
  actor text not null  -- personal | uk-gdpr | audit+6y | Who kept it
  seed text not null  -- official | none | keep | Published seed that it was drawn from
  question jsonb not null  -- official | none | keep | Plan and design it was asked for
  answer jsonb not null  -- official | none | keep | Areas with their blocks and starts, and the power
  digest text not null  -- official | none | keep | SHA-256 of seed, question and answer as they were kept
  constraint phase_in_digest_check CHECK ((digest ~ '^[0-9a-f]{64}$'::text))
  constraint phase_in_name_check CHECK ((name <> ''::text))
  constraint phase_in_pkey PRIMARY KEY (id)
  constraint phase_in_seed_check CHECK ((seed <> ''::text))
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON target.phase_in FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_planner with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy read_all for select to mettrace_auditor, mettrace_data_protection, mettrace_finance, mettrace_planner, mettrace_programme_lead, mettrace_sergeant using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_auditor
  grant select to mettrace_data_protection
  grant select to mettrace_finance
  grant insert, select to mettrace_planner
  grant select to mettrace_programme_lead
  grant select to mettrace_sergeant

table target.plan_draft row security forced
  -- Named drafts of plans; appended, never changed.
  id uuid not null  -- official | none | keep | UUIDv7 of the draft
  name text not null  -- official | none | keep | What the planner calls it
  kept_at timestamp with time zone not null default clock_timestamp()  -- official | none | keep | When it was kept
  actor text not null  -- personal | uk-gdpr | audit+6y | Who kept it
  imported_at timestamp with time zone  -- official | none | keep | When data were last imported before it
  inputs jsonb not null  -- official | none | keep | What was asked
  plan jsonb not null  -- official | none | keep | What came out
  digest text not null  -- official | none | keep | SHA-256 of inputs and plan as they were kept
  constraint plan_draft_digest_check CHECK ((digest ~ '^[0-9a-f]{64}$'::text))
  constraint plan_draft_name_check CHECK ((name <> ''::text))
  constraint plan_draft_pkey PRIMARY KEY (id)
  CREATE INDEX plan_draft_by_time ON target.plan_draft USING btree (kept_at DESC)
  CREATE TRIGGER refuse_change BEFORE DELETE OR UPDATE OR TRUNCATE ON target.plan_draft FOR EACH STATEMENT EXECUTE FUNCTION foundation.refuse_change()
  policy add_all for insert to mettrace_planner with check ((actor = ( SELECT foundation.actor_id() AS actor_id)))
  policy read_all for select to mettrace_auditor, mettrace_data_protection, mettrace_finance, mettrace_planner, mettrace_programme_lead, mettrace_sergeant using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_auditor
  grant select to mettrace_data_protection
  grant select to mettrace_finance
  grant insert, select to mettrace_planner
  grant select to mettrace_programme_lead
  grant select to mettrace_sergeant

table target.recorded_count row security forced
  -- MPS recorded crime counts as published, file by file.
  level text not null  -- open | none | keep | Kind of area
  area text not null  -- open | none | keep | Code, or name in capitals where the file gives no code
  area_name text  -- open | none | keep | Name as published
  borough text  -- open | none | keep | Borough as published
  major text not null  -- open | none | keep | Major category, capitals
  minor text not null  -- open | none | keep | Minor category, capitals
  residential boolean not null  -- open | none | derived | Whether the category is residential burglary, by the crosswalk
  month date not null  -- open | none | keep | First day of the month
  offences integer not null  -- open | none | keep | Offences recorded
  source text not null  -- open | none | keep | File the count stands in
  constraint recorded_count_level_check CHECK ((level = ANY (ARRAY['lsoa'::text, 'ward'::text, 'borough'::text])))
  constraint recorded_count_offences_check CHECK ((offences >= 0))
  constraint recorded_count_pkey PRIMARY KEY (level, source, area, major, minor, month)
  policy add_all for insert to mettrace_importer with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy change_all for update to mettrace_importer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL)) with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all for select to mettrace_auditor, mettrace_data_protection, mettrace_importer, mettrace_planner, mettrace_programme_lead, mettrace_sergeant using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all_risk for select to mettrace_risk using (((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL) AND (major = 'BURGLARY'::text)))
  policy remove_all for delete to mettrace_importer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_auditor
  grant select to mettrace_data_protection
  grant delete, insert, select, update to mettrace_importer
  grant select to mettrace_planner
  grant select to mettrace_programme_lead
  grant select to mettrace_risk
  grant select to mettrace_sergeant

table target.recorded_month row security forced
  -- Months that each file of counts covers. Files name categories differently, so one month is taken from one file: the one that reaches later, then the last by name.
  level text not null  -- open | none | keep | Kind of area
  month date not null  -- open | none | keep | First day of the month
  source text not null  -- open | none | keep | File that covers it
  last_month date not null  -- open | none | keep | Last month of that file, its vintage
  constraint recorded_month_level_check CHECK ((level = ANY (ARRAY['lsoa'::text, 'ward'::text, 'borough'::text])))
  constraint recorded_month_pkey PRIMARY KEY (level, month, source)
  policy add_all for insert to mettrace_importer with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy change_all for update to mettrace_importer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL)) with check ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy read_all for select to mettrace_auditor, mettrace_data_protection, mettrace_importer, mettrace_planner, mettrace_programme_lead, mettrace_risk, mettrace_sergeant using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  policy remove_all for delete to mettrace_importer using ((( SELECT foundation.actor_id() AS actor_id) IS NOT NULL))
  grant select to mettrace_auditor
  grant select to mettrace_data_protection
  grant delete, insert, select, update to mettrace_importer
  grant select to mettrace_planner
  grant select to mettrace_programme_lead
  grant select to mettrace_risk
  grant select to mettrace_sergeant

view target.deployment_area_now with (security_invoker=true, security_barrier=true)
  -- Areas of deployments that were not dropped.
  deployment uuid
  place smallint
  kind text
  valid_from date
  code text
  name text
  homes integer
  ward text
  bcu text
    SELECT deployment,
    place,
    kind,
    valid_from,
    code,
    name,
    homes,
    ward,
    bcu
    FROM target.deployment_area a
    WHERE NOT (EXISTS ( SELECT
    FROM target.deployment_change c
    WHERE c.deployment = a.deployment AND c.area = a.code));
  grant select to mettrace_auditor
  grant select to mettrace_control_room
  grant select to mettrace_data_protection
  grant select to mettrace_finance
  grant select to mettrace_importer
  grant select to mettrace_planner
  grant select to mettrace_prevention_pcso
  grant select to mettrace_programme_lead
  grant select to mettrace_registrar
  grant select to mettrace_sergeant
  grant select to mettrace_stock_keeper
  grant select to mettrace_ward_officer

view target.deployment_now with (security_invoker=true, security_barrier=true)
  -- Each deployment as it stands now; homes stay those of the day it was fixed.
  id uuid  -- official | none | keep | As deployment
  approval uuid
  number integer
  name text
  wave integer
  held_out boolean
  homes integer
  starts_on date  -- official | none | keep | As it was last moved
  start_known text  -- official | none | keep | How exactly that is known
  kits integer  -- official | none | keep | Kits bound now; those that were used, once it is closed; null where that is not known
  closed_on date  -- official | none | keep | Day on which it ended; null while it has not
  last_change uuid  -- official | none | keep | The change that the next one follows
    SELECT d.id,
    d.approval,
    d.number,
    d.name,
    d.wave,
    d.held_out,
    d.homes,
    COALESCE(moved.starts_on, d.starts_on) AS starts_on,
    COALESCE(moved.start_known, d.start_known) AS start_known,
    COALESCE(bound.kits, d.kits) AS kits,
    closed.closed_on,
    last.id AS last_change
    FROM target.deployment d
    LEFT JOIN LATERAL ( SELECT c.starts_on,
    c.start_known
    FROM target.deployment_change c
    WHERE c.deployment = d.id AND c.starts_on IS NOT NULL
    ORDER BY c.number DESC
    LIMIT 1) moved ON true
    LEFT JOIN LATERAL ( SELECT c.kits
    FROM target.deployment_change c
    WHERE c.deployment = d.id AND c.kits IS NOT NULL
    ORDER BY c.number DESC
    LIMIT 1) bound ON true
    LEFT JOIN LATERAL ( SELECT c.closed_on
    FROM target.deployment_change c
    WHERE c.deployment = d.id AND c.closed_on IS NOT NULL
    LIMIT 1) closed ON true
    LEFT JOIN LATERAL ( SELECT c.id
    FROM target.deployment_change c
    WHERE c.deployment = d.id
    ORDER BY c.number DESC
    LIMIT 1) last ON true;
  grant select to mettrace_auditor
  grant select to mettrace_control_room
  grant select to mettrace_data_protection
  grant select to mettrace_finance
  grant select to mettrace_importer
  grant select to mettrace_planner
  grant select to mettrace_prevention_pcso
  grant select to mettrace_programme_lead
  grant select to mettrace_registrar
  grant select to mettrace_sergeant
  grant select to mettrace_stock_keeper
  grant select to mettrace_ward_officer

function target.approve_with_four_eyes() returns trigger language plpgsql set search_path=pg_catalog, pg_temp
  -- Refuses an approval by who drew up the plan or the order of starts, and of a draft that was withdrawn.
    begin
    -- An earlier phase has no plan here, and who imports it may read none.
    if new.draft is null then return new; end if;
    if exists (select from target.plan_draft where plan_draft.id = new.draft and plan_draft.actor = new.actor)
    or exists (select from target.phase_in where phase_in.id = new.phase_in and phase_in.actor = new.actor) then
    raise exception 'Nobody approves a plan or an order of starts of their own.'
    using errcode = '23514', constraint = 'deployment_four_eyes';
    end if;
    if exists (select from target.draft_change where draft_change.draft = new.draft and draft_change.reason is not null) then
    raise exception 'The draft was withdrawn.' using errcode = '23514', constraint = 'deployment_of_withdrawn_draft';
    end if;
    return new;
    end
  grant execute to PUBLIC

function target.deployments_leave_with_the_city() returns void language sql security definer set search_path=pg_catalog, pg_temp
  -- Crossing: purpose the made-up city leaves; operation erasure, of nobody; columns none.
    BEGIN ATOMIC
    SELECT set_config('mettrace.change_by'::text, 'the made-up city leaves'::text, true) AS set_config;
    DELETE FROM target.deployment_change
    WHERE (deployment_change.deployment IN ( SELECT d.id
    FROM (target.deployment d
    JOIN target.deployment_approval a ON ((a.id = d.approval)))
    WHERE a.made_up));
    DELETE FROM target.deployment_area
    WHERE (deployment_area.deployment IN ( SELECT d.id
    FROM (target.deployment d
    JOIN target.deployment_approval a ON ((a.id = d.approval)))
    WHERE a.made_up));
    DELETE FROM target.deployment
    WHERE (deployment.approval IN ( SELECT deployment_approval.id
    FROM target.deployment_approval
    WHERE deployment_approval.made_up));
    DELETE FROM target.deployment_approval
    WHERE deployment_approval.made_up;
    SELECT set_config('mettrace.change_by'::text, ''::text, true) AS set_config;
    END
  grant execute to mettrace_importer

function target.refuse_change_of_closed() returns trigger language plpgsql set search_path=pg_catalog, pg_temp
  -- Refuses a change that follows the end, kits for areas left without, and to drop the last area.
    begin
    if exists (select from target.deployment_change c where c.deployment = new.deployment and c.id = new.follows and c.what = 'closed') then
    raise exception 'The deployment is closed.' using errcode = '23514', constraint = 'deployment_closed';
    end if;
    if exists (select from target.deployment d where d.id = new.deployment and d.held_out) and new.what in ('start moved', 'kits changed') then
    raise exception 'Areas left without kits get none: approve another plan for them.'
    using errcode = '23514', constraint = 'deployment_held_out';
    end if;
    if new.what = 'area dropped' and not exists (
    select from target.deployment_area_now a where a.deployment = new.deployment and a.code <> new.area) then
    raise exception 'The last area of a deployment is not dropped: close it.'
    using errcode = '23514', constraint = 'deployment_last_area';
    end if;
    return new;
    end
  grant execute to PUBLIC

function target.refuse_covered_area() returns trigger language plpgsql set search_path=pg_catalog, pg_temp
  -- Refuses areas that a deployment covers already, but for a top-up; approvals and changes come one after another.
    declare found text;
    begin
    perform pg_advisory_xact_lock(7230013);
    select string_agg(distinct added.code, ', ' order by added.code) into found
    from added
    join target.deployment own on own.id = added.deployment and not own.held_out
    join target.deployment_approval approval on approval.id = own.approval and not approval.top_up and approval.origin = 'plan'
    join target.deployment_area_now other
    on other.kind = added.kind and other.valid_from = added.valid_from and other.code = added.code
    and other.deployment <> added.deployment
    join target.deployment_now covering on covering.id = other.deployment and not covering.held_out
    and (covering.closed_on is null or coalesce(covering.kits, 1) > 0);
    if found is not null then
    raise exception 'These areas have a deployment already: %', found
    using errcode = '23514', constraint = 'deployment_area_covered_already', detail = found;
    end if;
    return null;
    end
  grant execute to PUBLIC

function target.refuse_more_kits_than_there_are() returns trigger language plpgsql set search_path=pg_catalog, pg_temp
  -- Refuses to bind more kits than the setting says that the programme has; approvals and changes come one after another.
    declare
    bound bigint;
    most double precision;
    begin
    -- Whoever waited here sees what the other has bound: each statement below takes a snapshot of its own.
    perform pg_advisory_xact_lock(7230013);
    select setting.value into most from foundation.setting
    where setting.name = 'kits in the programme' order by setting.version desc limit 1;
    select sum(d.kits) into bound from target.deployment_now d
    join target.deployment_approval a on a.id = d.approval
    where a.origin <> 'earlier phase';
    if bound > most then
    raise exception '% kits would be bound; the programme has %.', bound, most
    using errcode = '23514', constraint = 'deployment_kits_in_the_programme', detail = bound::text || ' ' || most::text;
    end if;
    return null;
    end
  grant execute to PUBLIC
