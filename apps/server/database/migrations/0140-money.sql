-- Money: budgets, orders, what came, invoices and payments, appended. Each fact moves the figures of its budget line in its own
-- transaction; what a line takes never passes its budget, whoever presses at once: docs/decisions/money.md says how.
--
-- Amounts are whole pence and net; VAT is apart. Facts of one document are of one transaction: a key over the time at which that
-- began keeps a line from being added later.

create schema if not exists account;
comment on schema account is 'Money and decisions of the programme.';

create table account.budget_line (
  id uuid primary key,
  name text not null unique check (name <> ''),
  actor text not null,
  at timestamptz not null default clock_timestamp()
);
comment on table account.budget_line is 'What budgets, orders and income are planned by: kits, signs, laboratory.';
comment on column account.budget_line.id is 'official | none | programme+6y | UUIDv7';
comment on column account.budget_line.name is 'official | none | programme+6y | What it is called';
comment on column account.budget_line.actor is 'personal | uk-gdpr | audit+6y | Who added it';
comment on column account.budget_line.at is 'official | none | programme+6y | When that was recorded';

create table account.budget_change (
  id uuid primary key,
  act uuid not null,
  year integer not null check (year between 2000 and 2100),
  line uuid not null references account.budget_line,
  pence bigint not null check (pence <> 0 and abs(pence) <= 100000000000),
  source text not null check (source <> ''),
  actor text not null,
  at timestamptz not null default clock_timestamp(),
  constraint budget_change_once unique (act, line)
);
create index budget_change_by_year on account.budget_change (year, line);
comment on table account.budget_change is 'What a line was given, or lost, in a financial year; its budget is the sum, and each act makes a version of the year.';
comment on column account.budget_change.id is 'official | none | programme+6y | UUIDv7';
comment on column account.budget_change.act is 'official | none | programme+6y | Act that changed it, with other lines perhaps';
comment on column account.budget_change.year is 'official | none | programme+6y | Financial year by the calendar year in which it begins';
comment on column account.budget_change.line is 'official | none | programme+6y | Budget line';
comment on column account.budget_change.pence is 'official | none | programme+6y | By how much, net; negative where it is less';
comment on column account.budget_change.source is 'official | none | programme+6y | Decision that it rests on';
comment on column account.budget_change.actor is 'personal | uk-gdpr | audit+6y | Who entered it';
comment on column account.budget_change.at is 'official | none | programme+6y | When that was recorded';

create table account.virement (
  id uuid primary key,
  year integer not null check (year between 2000 and 2100),
  from_line uuid not null references account.budget_line,
  to_line uuid not null references account.budget_line,
  pence bigint not null check (pence between 1 and 100000000000),
  reason text not null check (reason <> ''),
  actor text not null,
  at timestamptz not null default clock_timestamp(),
  unique (id, actor),
  check (from_line <> to_line)
);
create index virement_by_year on account.virement (year, at);
comment on table account.virement is 'Money that somebody asks to move from a line to another in a year.';
comment on column account.virement.id is 'official | none | programme+6y | UUIDv7';
comment on column account.virement.year is 'official | none | programme+6y | Financial year';
comment on column account.virement.from_line is 'official | none | programme+6y | Line that it leaves';
comment on column account.virement.to_line is 'official | none | programme+6y | Line that it goes to';
comment on column account.virement.pence is 'official | none | programme+6y | How much';
comment on column account.virement.reason is 'official | none | programme+6y | Why';
comment on column account.virement.actor is 'personal | uk-gdpr | audit+6y | Who asked';
comment on column account.virement.at is 'official | none | programme+6y | When that was recorded';

create table account.virement_decision (
  virement uuid primary key,
  asked_by text not null,
  decision text not null check (decision in ('approved', 'refused')),
  reason text check (reason <> ''),
  actor text not null,
  at timestamptz not null default clock_timestamp(),
  foreign key (virement, asked_by) references account.virement (id, actor),
  constraint virement_second check (actor <> asked_by),
  check (decision = 'approved' or reason is not null)
);
comment on table account.virement_decision is 'What a second person decided of it.';
comment on column account.virement_decision.virement is 'official | none | programme+6y | What was asked';
comment on column account.virement_decision.asked_by is 'personal | uk-gdpr | audit+6y | Who asked';
comment on column account.virement_decision.decision is 'official | none | programme+6y | Approved or refused';
comment on column account.virement_decision.reason is 'official | none | programme+6y | Why it was refused';
comment on column account.virement_decision.actor is 'personal | uk-gdpr | audit+6y | Who decided';
comment on column account.virement_decision.at is 'official | none | programme+6y | When that was recorded';

create table account.income (
  id uuid primary key,
  year integer not null check (year between 2000 and 2100),
  source text not null check (source <> ''),
  pence bigint not null check (pence between 1 and 100000000000),
  conditions text not null check (conditions <> ''),
  conflict text not null check (conflict <> ''),
  received_on date not null,
  actor text not null,
  at timestamptz not null default clock_timestamp()
);
create index income_by_year on account.income (year, received_on);
comment on table account.income is 'What came from elsewhere, such as a sponsor, with its conditions. A budget grows by it only where a change of the budget says so.';
comment on column account.income.id is 'official | none | programme+6y | UUIDv7';
comment on column account.income.year is 'official | none | programme+6y | Financial year that it is for';
comment on column account.income.source is 'official | none | programme+6y | Who gave it; published';
comment on column account.income.pence is 'official | none | programme+6y | How much';
comment on column account.income.conditions is 'official | none | programme+6y | What it may be used for';
comment on column account.income.conflict is 'official | none | programme+6y | Conflict of interest that was declared, or that none was';
comment on column account.income.received_on is 'official | none | programme+6y | Day on which it came';
comment on column account.income.actor is 'personal | uk-gdpr | audit+6y | Who entered it';
comment on column account.income.at is 'official | none | programme+6y | When that was recorded';

create table account.payee (
  id uuid primary key,
  name text not null unique check (name <> ''),
  supplier uuid unique references engagement.supplier,
  actor text not null,
  at timestamptz not null default clock_timestamp()
);
comment on table account.payee is 'Who is ordered from and paid.';
comment on column account.payee.id is 'official | none | programme+6y | UUIDv7';
comment on column account.payee.name is 'official | none | programme+6y | What they are called; published';
comment on column account.payee.supplier is 'official | none | programme+6y | The same among suppliers of kits';
comment on column account.payee.actor is 'personal | uk-gdpr | audit+6y | Who added it';
comment on column account.payee.at is 'official | none | programme+6y | When that was recorded';

create table account.contract (
  id uuid primary key,
  payee uuid not null references account.payee,
  reference text not null unique check (reference <> ''),
  title text not null check (title <> ''),
  starts_on date not null,
  ends_on date not null,
  net_pence bigint not null check (net_pence between 0 and 100000000000),
  vat_pence bigint not null check (vat_pence between 0 and 100000000000),
  actor text not null,
  at timestamptz not null default clock_timestamp(),
  unique (id, payee),
  check (ends_on >= starts_on)
);
create index contract_by_payee on account.contract (payee);
comment on table account.contract is 'Contracts that orders are placed under.';
comment on column account.contract.id is 'official | none | programme+6y | UUIDv7';
comment on column account.contract.payee is 'official | none | programme+6y | With whom';
comment on column account.contract.reference is 'official | none | programme+6y | Its reference';
comment on column account.contract.title is 'official | none | programme+6y | What it is for';
comment on column account.contract.starts_on is 'official | none | programme+6y | First day';
comment on column account.contract.ends_on is 'official | none | programme+6y | Last day';
comment on column account.contract.net_pence is 'official | none | programme+6y | Value over its term, net';
comment on column account.contract.vat_pence is 'official | none | programme+6y | VAT on it';
comment on column account.contract.actor is 'personal | uk-gdpr | audit+6y | Who entered it';
comment on column account.contract.at is 'official | none | programme+6y | When that was recorded';

create table account.tolerance (
  from_day date primary key,
  quantity integer not null check (quantity >= 0),
  price_share integer not null check (price_share between 0 and 10000),
  price_pence bigint not null check (price_pence >= 0),
  source text not null check (source <> ''),
  is_assumed boolean not null,
  actor text not null,
  at timestamptz not null default clock_timestamp()
);
comment on table account.tolerance is 'By how much an invoice may differ from its order and what came, from a day on.';
comment on column account.tolerance.from_day is 'official | none | programme+6y | First day, by that on which the invoice came';
comment on column account.tolerance.quantity is 'official | none | programme+6y | Pieces';
comment on column account.tolerance.price_share is 'official | none | programme+6y | Hundredths of a per cent of the price; the smaller of this and the amount counts';
comment on column account.tolerance.price_pence is 'official | none | programme+6y | Amount';
comment on column account.tolerance.source is 'official | none | programme+6y | Where that is from';
comment on column account.tolerance.is_assumed is 'official | none | programme+6y | Whether nobody decided it yet';
comment on column account.tolerance.actor is 'personal | uk-gdpr | audit+6y | Who set it';
comment on column account.tolerance.at is 'official | none | programme+6y | When that was recorded';

create table account.purchase_order (
  id uuid primary key,
  number bigint not null unique generated always as identity,
  payee uuid not null references account.payee,
  contract uuid,
  title text not null check (title <> ''),
  ordered_on date not null,
  actor text not null,
  entered_at timestamptz not null default now(),
  unique (id, actor),
  unique (id, entered_at),
  foreign key (contract, payee) references account.contract (id, payee)
);
create index purchase_order_by_payee on account.purchase_order (payee);
create index purchase_order_by_contract on account.purchase_order (contract) where contract is not null;
comment on table account.purchase_order is 'Orders; each commits its lines to the budget when it is placed.';
comment on column account.purchase_order.id is 'official | none | programme+6y | UUIDv7';
comment on column account.purchase_order.number is 'official | none | programme+6y | Number, PO- before it';
comment on column account.purchase_order.payee is 'official | none | programme+6y | From whom';
comment on column account.purchase_order.contract is 'official | none | programme+6y | Contract that it is placed under';
comment on column account.purchase_order.title is 'official | none | programme+6y | What it is for; published';
comment on column account.purchase_order.ordered_on is 'official | none | programme+6y | Day on which it was placed';
comment on column account.purchase_order.actor is 'personal | uk-gdpr | audit+6y | Who placed it';
comment on column account.purchase_order.entered_at is 'official | none | programme+6y | When that was recorded; its lines are of the same transaction';

create table account.order_line (
  id uuid primary key,
  purchase_order uuid not null,
  entered_at timestamptz not null default now(),
  place integer not null check (place > 0),
  line uuid not null references account.budget_line,
  year integer not null check (year between 2000 and 2100),
  what text not null check (what <> ''),
  quantity integer not null check (quantity between 1 and 10000000),
  unit_pence bigint not null check (unit_pence between 0 and 1000000000),
  per integer not null default 1 check (per between 1 and 1000000),
  is_kits boolean not null default false,
  unique (purchase_order, place),
  foreign key (purchase_order, entered_at) references account.purchase_order (id, entered_at)
);
create index order_line_by_budget on account.order_line (line, year);
comment on table account.order_line is 'Lines of an order. What a line costs is rounded once, as a whole.';
comment on column account.order_line.id is 'official | none | programme+6y | UUIDv7';
comment on column account.order_line.purchase_order is 'official | none | programme+6y | The order';
comment on column account.order_line.entered_at is 'official | none | programme+6y | When that was recorded';
comment on column account.order_line.place is 'official | none | programme+6y | Place in the order, from 1';
comment on column account.order_line.line is 'official | none | programme+6y | Budget line that bears it';
comment on column account.order_line.year is 'official | none | programme+6y | Financial year whose budget bears it';
comment on column account.order_line.what is 'official | none | programme+6y | What is ordered';
comment on column account.order_line.quantity is 'official | none | programme+6y | How many';
comment on column account.order_line.unit_pence is 'official | none | programme+6y | Price of so many as the next column says, net';
comment on column account.order_line.per is 'official | none | programme+6y | For how many that price is';
comment on column account.order_line.is_kits is 'official | none | programme+6y | Whether these are kits, whose receipts are those that Supply registered';

create table account.order_decision (
  purchase_order uuid primary key,
  orderer text not null,
  decision text not null check (decision in ('approved', 'refused')),
  reason text check (reason <> ''),
  actor text not null,
  at timestamptz not null default clock_timestamp(),
  foreign key (purchase_order, orderer) references account.purchase_order (id, actor),
  constraint order_second check (actor <> orderer),
  check (decision = 'approved' or reason is not null)
);
comment on table account.order_decision is 'That a second person approved an order or refused it. A refused one frees what it had committed.';
comment on column account.order_decision.purchase_order is 'official | none | programme+6y | The order';
comment on column account.order_decision.orderer is 'personal | uk-gdpr | audit+6y | Who placed it';
comment on column account.order_decision.decision is 'official | none | programme+6y | Approved or refused';
comment on column account.order_decision.reason is 'official | none | programme+6y | Why it was refused';
comment on column account.order_decision.actor is 'personal | uk-gdpr | audit+6y | Who decided';
comment on column account.order_decision.at is 'official | none | programme+6y | When that was recorded';

create table account.order_cancellation (
  id uuid primary key,
  order_line uuid not null references account.order_line,
  quantity integer not null check (quantity > 0),
  reason text not null check (reason <> ''),
  actor text not null,
  at timestamptz not null default clock_timestamp()
);
create index order_cancellation_by_line on account.order_cancellation (order_line);
comment on table account.order_cancellation is 'What of a line will not come: it frees what was committed.';
comment on column account.order_cancellation.id is 'official | none | programme+6y | UUIDv7';
comment on column account.order_cancellation.order_line is 'official | none | programme+6y | Line of an order';
comment on column account.order_cancellation.quantity is 'official | none | programme+6y | How many';
comment on column account.order_cancellation.reason is 'official | none | programme+6y | Why';
comment on column account.order_cancellation.actor is 'personal | uk-gdpr | audit+6y | Who cancelled it';
comment on column account.order_cancellation.at is 'official | none | programme+6y | When that was recorded';

create table account.receipt (
  id uuid primary key,
  order_line uuid not null references account.order_line,
  quantity integer not null check (quantity > 0),
  received_on date not null,
  batch uuid references engagement.kit_batch,
  actor text not null,
  at timestamptz not null default clock_timestamp()
);
create index receipt_by_line on account.receipt (order_line);
create index receipt_by_batch on account.receipt (batch) where batch is not null;
comment on table account.receipt is 'What came of an order. Of kits it is what Supply registered of a batch, and no more.';
comment on column account.receipt.id is 'official | none | programme+6y | UUIDv7';
comment on column account.receipt.order_line is 'official | none | programme+6y | Line of an order';
comment on column account.receipt.quantity is 'official | none | programme+6y | How many';
comment on column account.receipt.received_on is 'official | none | programme+6y | Day on which it came';
comment on column account.receipt.batch is 'official | none | programme+6y | Batch of kits';
comment on column account.receipt.actor is 'personal | uk-gdpr | audit+6y | Who received it';
comment on column account.receipt.at is 'official | none | programme+6y | When that was recorded';

create table account.invoice (
  id uuid primary key,
  payee uuid not null references account.payee,
  kind text not null check (kind in ('invoice', 'credit note')),
  number text not null,
  number_key text not null generated always as (upper(regexp_replace(number, '[^A-Za-z0-9]', '', 'g'))) stored check (number_key <> ''),
  dated_on date not null,
  valid_on date not null,
  actor text not null,
  entered_at timestamptz not null default now(),
  unique (id, entered_at),
  check (valid_on >= dated_on)
);
create index invoice_by_number on account.invoice (payee, number_key);
comment on table account.invoice is 'Invoices and credit notes as they came. Entering one pays nothing.';
comment on column account.invoice.id is 'official | none | programme+6y | UUIDv7';
comment on column account.invoice.payee is 'official | none | programme+6y | Whose it is';
comment on column account.invoice.kind is 'official | none | programme+6y | Invoice or credit note';
comment on column account.invoice.number is 'official | none | programme+6y | Its number, as printed';
comment on column account.invoice.number_key is 'official | none | programme+6y | Its number as it is compared';
comment on column account.invoice.dated_on is 'official | none | programme+6y | Its date';
comment on column account.invoice.valid_on is 'official | none | programme+6y | Day on which a valid one came: thirty days run from it';
comment on column account.invoice.actor is 'personal | uk-gdpr | audit+6y | Who entered it';
comment on column account.invoice.entered_at is 'official | none | programme+6y | When that was recorded; its lines are of the same transaction';

create table account.invoice_line (
  id uuid primary key,
  invoice uuid not null,
  entered_at timestamptz not null default now(),
  place integer not null check (place > 0),
  order_line uuid references account.order_line,
  what text not null check (what <> ''),
  quantity integer not null check (quantity between 0 and 10000000),
  net_pence bigint not null check (net_pence between 1 and 100000000000),
  vat_pence bigint not null check (vat_pence between 0 and 100000000000),
  unique (invoice, place),
  unique (id, invoice),
  foreign key (invoice, entered_at) references account.invoice (id, entered_at)
);
create index invoice_line_by_order on account.invoice_line (order_line);
comment on table account.invoice_line is 'Lines of an invoice, net and VAT apart.';
comment on column account.invoice_line.id is 'official | none | programme+6y | UUIDv7';
comment on column account.invoice_line.invoice is 'official | none | programme+6y | The invoice';
comment on column account.invoice_line.entered_at is 'official | none | programme+6y | When that was recorded';
comment on column account.invoice_line.place is 'official | none | programme+6y | Place in the invoice, from 1';
comment on column account.invoice_line.order_line is 'official | none | programme+6y | Line of the order that it is for; null where there is none';
comment on column account.invoice_line.what is 'official | none | programme+6y | What is invoiced';
comment on column account.invoice_line.quantity is 'official | none | programme+6y | How many; 0 of a credit note for the price alone';
comment on column account.invoice_line.net_pence is 'official | none | programme+6y | Net amount';
comment on column account.invoice_line.vat_pence is 'official | none | programme+6y | VAT on it';

create table account.dispute (
  id uuid primary key,
  invoice uuid not null references account.invoice,
  from_day date not null,
  reason text not null check (reason <> ''),
  actor text not null,
  at timestamptz not null default clock_timestamp(),
  unique (id, from_day)
);
create index dispute_by_invoice on account.dispute (invoice, from_day);
comment on table account.dispute is 'Days on which an invoice is in dispute: they do not count for its thirty.';
comment on column account.dispute.id is 'official | none | programme+6y | UUIDv7';
comment on column account.dispute.invoice is 'official | none | programme+6y | The invoice';
comment on column account.dispute.from_day is 'official | none | programme+6y | First day';
comment on column account.dispute.reason is 'official | none | programme+6y | Why';
comment on column account.dispute.actor is 'personal | uk-gdpr | audit+6y | Who disputed it';
comment on column account.dispute.at is 'official | none | programme+6y | When that was recorded';

create table account.dispute_end (
  dispute uuid primary key,
  from_day date not null,
  until_day date not null,
  actor text not null,
  at timestamptz not null default clock_timestamp(),
  foreign key (dispute, from_day) references account.dispute (id, from_day),
  check (until_day >= from_day)
);
comment on table account.dispute_end is 'That a dispute was settled.';
comment on column account.dispute_end.dispute is 'official | none | programme+6y | The dispute';
comment on column account.dispute_end.from_day is 'official | none | programme+6y | Its first day';
comment on column account.dispute_end.until_day is 'official | none | programme+6y | Day from which it was settled';
comment on column account.dispute_end.actor is 'personal | uk-gdpr | audit+6y | Who said so';
comment on column account.dispute_end.at is 'official | none | programme+6y | When that was recorded';

create table account.approval (
  id uuid primary key,
  invoice uuid not null references account.invoice,
  actor text not null,
  entered_at timestamptz not null default now(),
  unique (id, entered_at, invoice)
);
create index approval_by_invoice on account.approval (invoice);
comment on table account.approval is 'That somebody who neither ordered nor received approved an invoice, or part of it, for payment.';
comment on column account.approval.id is 'official | none | programme+6y | UUIDv7';
comment on column account.approval.invoice is 'official | none | programme+6y | The invoice';
comment on column account.approval.actor is 'personal | uk-gdpr | audit+6y | Who approved it';
comment on column account.approval.entered_at is 'official | none | programme+6y | When that was recorded; its lines are of the same transaction';

create table account.approved_line (
  approval uuid not null,
  invoice_line uuid not null,
  entered_at timestamptz not null default now(),
  invoice uuid not null,
  quantity integer not null check (quantity >= 0),
  because text check (because <> ''),
  net_pence bigint not null,
  vat_pence bigint not null,
  actor text not null,
  primary key (approval, invoice_line),
  foreign key (approval, entered_at, invoice) references account.approval (id, entered_at, invoice),
  foreign key (invoice_line, invoice) references account.invoice_line (id, invoice)
);
create index approved_line_by_line on account.approved_line (invoice_line);
comment on table account.approved_line is 'What of each line was approved. Its amounts are shares of the line, to the penny.';
comment on column account.approved_line.approval is 'official | none | programme+6y | The approval';
comment on column account.approved_line.invoice_line is 'official | none | programme+6y | Line of the invoice';
comment on column account.approved_line.entered_at is 'official | none | programme+6y | When that was recorded';
comment on column account.approved_line.invoice is 'official | none | programme+6y | The invoice';
comment on column account.approved_line.quantity is 'official | none | programme+6y | How many';
comment on column account.approved_line.because is 'official | none | programme+6y | Why, although it differs from its order or did not come';
comment on column account.approved_line.net_pence is 'official | none | programme+6y | Net amount of so many';
comment on column account.approved_line.vat_pence is 'official | none | programme+6y | VAT on them';
comment on column account.approved_line.actor is 'personal | uk-gdpr | audit+6y | Who approved it';

create table account.paid_number (
  payee uuid not null references account.payee,
  kind text not null,
  number_key text not null,
  invoice uuid not null references account.invoice,
  primary key (payee, kind, number_key)
);
comment on table account.paid_number is 'Which invoice of a payees number was approved: a number is paid once.';
comment on column account.paid_number.payee is 'official | none | programme+6y | Payee';
comment on column account.paid_number.kind is 'official | none | programme+6y | Invoice or credit note';
comment on column account.paid_number.number_key is 'official | none | programme+6y | Number as it is compared';
comment on column account.paid_number.invoice is 'official | none | programme+6y | The one that was approved';

create table account.payment (
  id uuid primary key,
  approval uuid not null,
  paid_on date not null,
  reference text not null check (reference <> ''),
  pence bigint not null,
  actor text not null,
  at timestamptz not null default clock_timestamp(),
  constraint payment_once unique (approval),
  foreign key (approval) references account.approval
);
comment on table account.payment is 'What was paid for an approval, once; negative where a credit note came back.';
comment on column account.payment.id is 'official | none | programme+6y | UUIDv7';
comment on column account.payment.approval is 'official | none | programme+6y | What it pays';
comment on column account.payment.paid_on is 'official | none | programme+6y | Day on which it was paid';
comment on column account.payment.reference is 'official | none | programme+6y | Reference in the ledger of the force';
comment on column account.payment.pence is 'official | none | programme+6y | How much, with VAT';
comment on column account.payment.actor is 'personal | uk-gdpr | audit+6y | Who entered it';
comment on column account.payment.at is 'official | none | programme+6y | When that was recorded';

create table account.entry (
  number bigint primary key generated always as identity,
  at timestamptz not null default clock_timestamp(),
  what text not null check (what in ('budget', 'virement', 'order', 'order refused', 'cancellation', 'receipt', 'invoice', 'credit note')),
  fact uuid not null,
  line uuid not null references account.budget_line,
  year integer not null,
  order_line uuid references account.order_line,
  budget bigint not null,
  committed bigint not null,
  accrued bigint not null,
  spent bigint not null,
  prepaid bigint not null,
  vat bigint not null
);
create index entry_by_line on account.entry (year, line, number);
create index entry_by_order_line on account.entry (order_line) where order_line is not null;
comment on table account.entry is 'What each fact did to the figures of a budget line: every figure is a sum of these.';
comment on column account.entry.number is 'official | none | derived | In the order in which they were written';
comment on column account.entry.at is 'official | none | derived | When that was recorded';
comment on column account.entry.what is 'official | none | derived | What happened';
comment on column account.entry.fact is 'official | none | derived | The fact, by its id';
comment on column account.entry.line is 'official | none | derived | Budget line';
comment on column account.entry.year is 'official | none | derived | Financial year';
comment on column account.entry.order_line is 'official | none | derived | Line of an order';
comment on column account.entry.budget is 'official | none | derived | Net pence that the budget grew by';
comment on column account.entry.committed is 'official | none | derived | Net pence that was ordered and has not come';
comment on column account.entry.accrued is 'official | none | derived | Net pence that came and is not invoiced';
comment on column account.entry.spent is 'official | none | derived | Net pence that is invoiced and approved';
comment on column account.entry.prepaid is 'official | none | derived | Net pence of it that has not come';
comment on column account.entry.vat is 'official | none | derived | VAT that comes back; no part of the budget';

create table account.line_year (
  line uuid not null references account.budget_line,
  year integer not null,
  budget bigint not null default 0,
  committed bigint not null default 0,
  accrued bigint not null default 0,
  spent bigint not null default 0,
  prepaid bigint not null default 0,
  vat bigint not null default 0,
  primary key (line, year),
  constraint line_year_ceiling check (committed + accrued + spent <= budget)
);
comment on table account.line_year is 'What a budget line is in a year: the sum of its entries, kept with each of them and by nobody else.';
comment on column account.line_year.line is 'official | none | derived | Budget line';
comment on column account.line_year.year is 'official | none | derived | Financial year';
comment on column account.line_year.budget is 'official | none | derived | Budget, net';
comment on column account.line_year.committed is 'official | none | derived | Ordered and not come, net';
comment on column account.line_year.accrued is 'official | none | derived | Came and not invoiced, net';
comment on column account.line_year.spent is 'official | none | derived | Invoiced and approved, net';
comment on column account.line_year.prepaid is 'official | none | derived | Part of it that has not come';
comment on column account.line_year.vat is 'official | none | derived | VAT that comes back';

create table account.order_position (
  order_line uuid primary key references account.order_line,
  purchase_order uuid not null references account.purchase_order,
  ordered integer not null check (ordered >= 0),
  received integer not null default 0 check (received >= 0),
  invoiced integer not null default 0 check (invoiced between 0 and ordered),
  spent bigint not null default 0 check (spent >= 0)
);
create index order_position_by_order on account.order_position (purchase_order);
comment on table account.order_position is 'Where each line of an order is, kept with its facts and by nobody else.';
comment on column account.order_position.order_line is 'official | none | derived | Line of an order';
comment on column account.order_position.purchase_order is 'official | none | derived | The order';
comment on column account.order_position.ordered is 'official | none | derived | How many, without what was cancelled';
comment on column account.order_position.received is 'official | none | derived | How many came';
comment on column account.order_position.invoiced is 'official | none | derived | How many were invoiced and approved, less what was credited';
comment on column account.order_position.spent is 'official | none | derived | Net pence of the same';

-- What so many cost: rounded once, as a whole, halves upwards.
create function account.worth(quantity bigint, unit_pence bigint, per bigint) returns bigint
  language sql immutable strict
  set search_path = pg_catalog, pg_temp
  return (2 * quantity * unit_pence + per) / (2 * per);
comment on function account.worth(bigint, bigint, bigint) is 'What so many cost in whole pence: rounded once, as a whole.';

-- Moves the figures of a budget line and writes the entry that they are the sum of. The line is ours before it is read: whoever
-- commits at the same moment comes after, and is told what is left then.
create function account.post(fact_kind text, fact_id uuid, of_line uuid, of_year integer, of_order_line uuid, more_budget bigint,
    more_committed bigint, more_accrued bigint, more_spent bigint, more_prepaid bigint, more_vat bigint) returns void
  language plpgsql
  set search_path = pg_catalog, pg_temp
  as $$
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
  $$;
comment on function account.post(text, uuid, uuid, integer, uuid, bigint, bigint, bigint, bigint, bigint, bigint) is
  'Moves the figures of a budget line in a year and writes their entry; called by the triggers of facts.';
revoke all on function account.post(text, uuid, uuid, integer, uuid, bigint, bigint, bigint, bigint, bigint, bigint) from public;

-- Moves a line of an order, whose row is held, and its budget line by what its figures differ.
create function account.move(fact_kind text, fact_id uuid, moved uuid, more_ordered integer, more_received integer,
    more_invoiced integer, more_spent bigint, more_vat bigint) returns void
  language plpgsql
  set search_path = pg_catalog, pg_temp
  as $$
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
  $$;
comment on function account.move(text, uuid, uuid, integer, integer, integer, bigint, bigint) is
  'Moves a line of an order and its budget line by what their figures differ; called by the triggers of facts.';
revoke all on function account.move(text, uuid, uuid, integer, integer, integer, bigint, bigint) from public;

-- Refuses with the name of a rule, which the product tells in words.
create function account.refuse(rule text, told text default null) returns void
  language plpgsql
  set search_path = pg_catalog, pg_temp
  as $$ begin raise exception 'money: %', rule using errcode = '23514', constraint = rule, detail = coalesce(told, ''); end $$;
comment on function account.refuse(text, text) is 'Refuses a fact of money with the name of the rule that it breaks.';
revoke all on function account.refuse(text, text) from public;

-- An order is held as a whole before anything of it is read: orderer, receiver and approver are three people of all its lines.
create function account.hold_order(held uuid) returns void
  language plpgsql
  set search_path = pg_catalog, pg_temp
  as $$
  begin
    perform from account.order_position where purchase_order = held order by order_line for update;
    if not exists (select from account.order_decision d where d.purchase_order = held and d.decision = 'approved') then
      perform account.refuse('order_not_approved');
    end if;
  end
  $$;
comment on function account.hold_order(uuid) is 'Holds the lines of an approved order until the transaction ends.';
revoke all on function account.hold_order(uuid) from public;

create function account.keep_budget() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  as $$
  declare v account.virement;
  begin
    if tg_table_name = 'budget_change' then
      perform account.post('budget', new.id, new.line, new.year, null, new.pence, 0, 0, 0, 0, 0);
      return null;
    end if;
    if new.decision = 'approved' then
      select * into strict v from account.virement where id = new.virement;
      -- Always in the same order, so that two that cross do not wait for each other.
      perform account.post('virement', v.id, each.line, v.year, null, each.pence, 0, 0, 0, 0, 0)
      from (select * from (values (v.from_line, -v.pence), (v.to_line, v.pence)) as both_lines (line, pence) order by line) each;
    end if;
    return null;
  end
  $$;

create function account.keep_order() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  as $$
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
  $$;

create function account.keep_receipt() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  as $$
  declare
    l account.order_line;
    registered bigint;
    taken bigint;
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
      -- Receipts of a batch come one after another, whichever orders they are of.
      perform pg_advisory_xact_lock(hashtextextended(new.batch::text, 140));
      select count(*) into registered from engagement.kit_position p where p.batch = new.batch;
      select coalesce(sum(quantity), 0) into taken from account.receipt where batch = new.batch;
      if taken > registered then
        perform account.refuse('receipt_of_registered', (registered - taken + new.quantity)::text);
      end if;
    end if;
    perform account.move('receipt', new.id, new.order_line, 0, new.quantity, 0, 0, 0);
    return null;
  end
  $$;

-- The amounts of what is approved are the database's to say: shares of the invoice's line, of which no penny is lost.
create function account.keep_approved() returns trigger
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
  begin
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
    insert into account.paid_number (payee, kind, number_key, invoice) values (i.payee, i.kind, i.number_key, i.id)
    on conflict do nothing;
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
      if new.quantity > o.invoiced or new.net_pence > o.spent then
        perform account.refuse('credit_beyond', o.invoiced::text);
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
    end if;
    perform account.move(i.kind, new.approval, l.id, 0, 0, sign * new.quantity, sign * new.net_pence, sign * new.vat_pence);
    new.net_pence := sign * new.net_pence;
    new.vat_pence := sign * new.vat_pence;
    return new;
  end
  $$;

create function account.keep_payment() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  as $$
  begin
    select sum(net_pence + vat_pence) into new.pence from account.approved_line where approval = new.approval;
    if new.pence is null then
      perform account.refuse('paid_nothing');
    end if;
    return new;
  end
  $$;

comment on function account.keep_budget() is
  'Crossing: purpose the budget of a line follows what it was given; operation none, nothing of it leaves the trigger; columns those of the figures.';
comment on function account.keep_order() is
  'Crossing: purpose what an order commits follows it in the same transaction, within the budget; operation none, nothing of it leaves the trigger but what is left; columns those of the figures.';
comment on function account.keep_receipt() is
  'Crossing: purpose what came is accrued, of kits no more than Supply registered; operation none, nothing of it leaves the trigger but how many are left; columns those of the figures.';
comment on function account.keep_approved() is
  'Crossing: purpose an invoice is approved once, by a third person, for what came at its price; operation none, nothing of it leaves the trigger but what differs; columns the amounts that were approved and those of the figures.';
comment on function account.keep_payment() is
  'Crossing: purpose what is paid is what was approved; operation none; columns the amount.';

create trigger keep_budget after insert on account.budget_change for each row execute function account.keep_budget();
create trigger keep_budget after insert on account.virement_decision for each row execute function account.keep_budget();
create trigger keep_order after insert on account.order_line for each row execute function account.keep_order();
create trigger keep_order after insert on account.order_decision for each row execute function account.keep_order();
create trigger keep_order after insert on account.order_cancellation for each row execute function account.keep_order();
create trigger keep_receipt after insert on account.receipt for each row execute function account.keep_receipt();
create trigger keep_approved before insert on account.approved_line for each row execute function account.keep_approved();
create trigger keep_payment before insert on account.payment for each row execute function account.keep_payment();

insert into account.tolerance (from_day, quantity, price_share, price_pence, source, is_assumed, actor)
values ('2014-04-01', 0, 100, 2500, 'assumed until the force says its own', true, 'the product');

-- Money of the made-up city leaves with its batches of kits.
create function account.money_leaves() returns trigger
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
      delete from account.dispute_end;
      delete from account.dispute;
      delete from account.invoice_line;
      delete from account.invoice;
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
      delete from account.budget_change;
      delete from account.line_year;
      delete from account.budget_line;
    end if;
    return null;
  end
  $$;
comment on function account.money_leaves() is
  'Crossing: purpose money of the made-up city leaves with its kits; operation erasure of what is made up; columns none.';

do $$
declare name text;
begin
  foreach name in array array['keep_budget', 'keep_order', 'keep_receipt', 'keep_approved', 'keep_payment', 'money_leaves'] loop
    execute format('revoke all on function account.%I() from public', name);
  end loop;
  foreach name in array array['budget_line', 'budget_change', 'virement', 'virement_decision', 'income', 'payee', 'contract', 'tolerance', 'purchase_order', 'order_line', 'order_decision', 'order_cancellation', 'receipt', 'invoice', 'invoice_line', 'dispute', 'dispute_end', 'approval', 'approved_line', 'paid_number', 'payment', 'entry', 'line_year', 'order_position'] loop
    execute format('alter table account.%I enable row level security', name);
    execute format('alter table account.%I force row level security', name);
    execute format('create policy crossing on account.%I for select to current_user using ((select foundation.actor_id()) is not null)', name);
    if name <> 'tolerance' then
      execute format('create policy leave_with_the_city on account.%I for delete to current_user
        using ((select foundation.actor_id()) is not null and exists (select from foundation.demonstration where state <> ''none''))', name);
    end if;
  end loop;
  foreach name in array array['entry', 'line_year', 'order_position', 'paid_number'] loop
    execute format('create policy kept_with_facts on account.%I for insert to current_user
      with check ((select foundation.actor_id()) is not null)', name);
  end loop;
  foreach name in array array['line_year', 'order_position'] loop
    execute format('create policy kept_with_each_fact on account.%I for update to current_user
      using ((select foundation.actor_id()) is not null) with check ((select foundation.actor_id()) is not null)', name);
  end loop;
end
$$;

create trigger money_leaves before delete on engagement.kit_batch for each statement execute function account.money_leaves();

-- Where there is money, no city may be called made up.
create or replace function foundation.city_may_begin() returns boolean
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  begin atomic
    select exists (select from foundation.demonstration where state <> 'none')
      or not (exists (select from engagement.home) or exists (select from engagement.resident)
              or exists (select from engagement.kit) or exists (select from engagement.supplier)
              or exists (select from engagement.team) or exists (select from enforcement.scan)
              or exists (select from enforcement.scan_place) or exists (select from enforcement.lamp)
              or exists (select from enforcement.exhibit) or exists (select from enforcement.trace)
              or exists (select from enforcement.incident_version)
              or exists (select from account.budget_line) or exists (select from account.payee));
  end;
