-- Money mended: a budget changes when a second person approves it; a credit note belongs to an invoice and is no more than it; a receipt
-- or an invoice that was entered wrongly is taken back by a fact of its own; what an order costs more without a reason is added up;
-- and kits of a batch are received from whoever supplied them. docs/decisions/money.md says how.

create table account.budget_decision (
  act uuid primary key,
  asked_by text not null,
  decision text not null check (decision in ('approved', 'refused')),
  reason text check (reason <> ''),
  actor text not null,
  at timestamptz not null default clock_timestamp(),
  constraint budget_second check (actor <> asked_by),
  check (decision = 'approved' or reason is not null)
);
comment on table account.budget_decision is 'What a second person decided of a change of budgets; only an approved one moves them.';
comment on column account.budget_decision.act is 'official | none | programme+6y | Act that was decided, with all its lines';
comment on column account.budget_decision.asked_by is 'personal | uk-gdpr | audit+6y | Who entered it';
comment on column account.budget_decision.decision is 'official | none | programme+6y | Approved or refused';
comment on column account.budget_decision.reason is 'official | none | programme+6y | Why it was refused';
comment on column account.budget_decision.actor is 'personal | uk-gdpr | audit+6y | Who decided';
comment on column account.budget_decision.at is 'official | none | programme+6y | When that was recorded';

-- Changes that moved budgets when they were entered stay as they are.
alter table account.budget_change no force row level security;
insert into account.budget_decision (act, asked_by, decision, actor)
select distinct on (act) act, actor, 'approved', 'entered before a second person was asked' from account.budget_change order by act, at;
alter table account.budget_change force row level security;

create table account.receipt_withdrawal (
  receipt uuid primary key references account.receipt,
  reason text not null check (reason <> ''),
  actor text not null,
  at timestamptz not null default clock_timestamp()
);
comment on table account.receipt_withdrawal is 'That a receipt was entered wrongly: it counts no more, and stays on the page.';
comment on column account.receipt_withdrawal.receipt is 'official | none | programme+6y | The receipt';
comment on column account.receipt_withdrawal.reason is 'official | none | programme+6y | Why';
comment on column account.receipt_withdrawal.actor is 'personal | uk-gdpr | audit+6y | Who took it back';
comment on column account.receipt_withdrawal.at is 'official | none | programme+6y | When that was recorded';

create table account.invoice_withdrawal (
  invoice uuid primary key references account.invoice,
  reason text not null check (reason <> ''),
  actor text not null,
  at timestamptz not null default clock_timestamp()
);
comment on table account.invoice_withdrawal is 'That an invoice was entered wrongly: what was approved of it is undone, unless it is paid.';
comment on column account.invoice_withdrawal.invoice is 'official | none | programme+6y | Invoice or credit note';
comment on column account.invoice_withdrawal.reason is 'official | none | programme+6y | Why';
comment on column account.invoice_withdrawal.actor is 'personal | uk-gdpr | audit+6y | Who took it back';
comment on column account.invoice_withdrawal.at is 'official | none | programme+6y | When that was recorded';

alter table account.invoice add constraint invoice_of_payee unique (id, payee);
alter table account.invoice add column credits uuid;
alter table account.invoice add constraint invoice_credits foreign key (credits, payee) references account.invoice (id, payee);
alter table account.invoice add constraint credit_of_invoice check ((kind = 'credit note') = (credits is not null)) not valid;
create index invoice_by_credited on account.invoice (credits) where credits is not null;
comment on column account.invoice.credits is 'official | none | programme+6y | Invoice of the same payee that a credit note is of';

alter table account.entry drop constraint entry_what_check;
alter table account.entry add constraint entry_what_check check (what in ('budget', 'virement', 'order', 'order refused', 'cancellation',
  'receipt', 'receipt taken back', 'invoice', 'invoice taken back', 'credit note', 'credit note taken back'));

-- Whoever approves, pays or takes back an invoice comes after whoever does so at the same moment.
create function account.hold_invoice(held uuid) returns void
  language plpgsql
  set search_path = pg_catalog, pg_temp
  as $$
  begin
    perform pg_advisory_xact_lock(hashtextextended(held::text, 151));
    if exists (select from account.invoice_withdrawal w where w.invoice = held) then
      perform account.refuse('invoice_withdrawn');
    end if;
  end
  $$;
comment on function account.hold_invoice(uuid) is 'Holds an invoice that was not taken back until the transaction ends.';
revoke all on function account.hold_invoice(uuid) from public;


create or replace function account.keep_budget() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  as $$
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
  $$;
create trigger keep_budget after insert on account.budget_decision for each row execute function account.keep_budget();

create or replace function account.keep_receipt() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  as $$
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
  $$;


-- What came counts no more. What is invoiced of it is paid beforehand then, and the budget bears the same.
create function account.keep_receipt_withdrawal() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  as $$
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
  $$;

create or replace function account.keep_approved() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  as $$
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
  $$;


create or replace function account.keep_payment() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  as $$
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
  $$;

-- What was approved of it is undone, line by line. What is paid is put right by a credit note.
create function account.keep_invoice_withdrawal() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  as $$
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
  $$;

comment on function account.keep_budget() is
  'Crossing: purpose the budget of a line follows what a second person approved; operation none, nothing of it leaves the trigger; columns those of the figures.';
comment on function account.keep_receipt_withdrawal() is
  'Crossing: purpose a receipt that was entered wrongly counts no more; operation none, nothing of it leaves the trigger; columns those of the figures.';
comment on function account.keep_invoice_withdrawal() is
  'Crossing: purpose what was approved of an invoice that was entered wrongly is undone; operation none, nothing of it leaves the trigger but what is left; columns those of the figures.';

create trigger keep_receipt_withdrawal after insert on account.receipt_withdrawal for each row execute function account.keep_receipt_withdrawal();
create trigger keep_invoice_withdrawal before insert on account.invoice_withdrawal for each row execute function account.keep_invoice_withdrawal();

create or replace function account.money_leaves() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  as $$
  begin
    if exists (select from foundation.demonstration where state <> 'none') then
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
  $$;


do $$
declare name text;
begin
  foreach name in array array['keep_receipt_withdrawal', 'keep_invoice_withdrawal'] loop
    execute format('revoke all on function account.%I() from public', name);
  end loop;
  foreach name in array array['budget_decision', 'receipt_withdrawal', 'invoice_withdrawal'] loop
    execute format('alter table account.%I enable row level security', name);
    execute format('alter table account.%I force row level security', name);
    execute format('create policy crossing on account.%I for select to current_user using ((select foundation.actor_id()) is not null)', name);
    execute format('create policy leave_with_the_city on account.%I for delete to current_user
      using ((select foundation.actor_id()) is not null and exists (select from foundation.demonstration where state <> ''none''))', name);
  end loop;
end
$$;
create policy kept_with_each_fact on account.paid_number for update to current_user
  using ((select foundation.actor_id()) is not null) with check ((select foundation.actor_id()) is not null);
